"""Follow-up rounds as they are recorded: what is known of one, and what becomes of it when more is told."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from actionplan.core.check import has_identity_number, looks_like_a_person
from actionplan.core.errors import IdentityNumber


class Round(Struct, frozen=True):
    """A round of following up, held or to come."""

    key: str
    """What it is called in ``actionplan.toml``."""
    day: dt.date
    title: str = ""
    participants: tuple[str, ...] = ()
    """Functions, not persons' names."""
    decisions: tuple[str, ...] = ()

    @property
    def is_bare(self) -> bool:
        """Whether nothing is told of it but when it is, and what it is called."""
        return not (self.participants or self.decisions)


def with_more(known: Round, told: Round) -> Round:
    """A round that was recorded before, with what is told now: nothing that was said in it is lost.

    Its key stays. A day and a title that are told take the place of those that were there.
    """
    return Round(
        known.key,
        told.day,
        told.title or known.title,
        tuple(dict.fromkeys((*known.participants, *told.participants))),
        tuple(dict.fromkeys((*known.decisions, *told.decisions))),
    )


_MINUTES = 30
"""Days within which a round that was planned is filled in: a committee approves its minutes within two weeks, and
it takes a while before they are written down here."""
_FOLLOWED_BY_ANOTHER = 90
"""Days after which an empty round is no longer thought of: rounds that were written by hand are often empty, and who
follows up every quarter has held the next by then."""
_FEW_DAYS = 7
"""Days between two rounds that may be the same meeting, moved or told of twice."""


class Presumed(Struct, frozen=True):
    """Which round is meant by somebody who says no day."""

    rounds: tuple[Round, ...] = ()
    """Several when they are on the same day; none when today begins one."""
    passed: Round | None = None
    """One of which nothing is told although its day is past, so long ago that it is not taken for meant unasked."""


def presumed(known: Sequence[Round], today: dt.date) -> Presumed:
    """Find the round that is meant when no day is said: minutes are written down the day after, or later.

    That of today goes before all. Else it is the latest that has passed: if nothing is told of it, within a month; if
    something is, within a few days, since more is then told of the same meeting rather than of another.

    Args:
        known: the rounds there are, in any order.
        today: rounds after it cannot have been held.
    """
    past = [one for one in known if one.day <= today]
    last = max((one.day for one in past), default=today)
    latest = tuple(one for one in past if one.day == last)
    bare = tuple(one for one in latest if one.is_bare)
    days = (today - last).days
    if days <= _FEW_DAYS:
        return Presumed(latest)
    if days <= _MINUTES:
        return Presumed(bare)
    return Presumed(passed=bare[0] if bare and days <= _FOLLOWED_BY_ANOTHER else None)


def nearby(known: Sequence[Round], day: dt.date, key: str) -> tuple[Round, ...]:
    """The rounds within a few days of a day, the nearest first: each may be the same meeting.

    Args:
        known: the rounds there are, in any order.
        day: the day; rounds of the day itself are left out.
        key: a round that is left out.
    """
    near = (one for one in known if one.key != key and 0 < abs((one.day - day).days) <= _FEW_DAYS)
    return tuple(sorted(near, key=lambda one: (abs((one.day - day).days), one.day, one.key)))


def ensure_public(told: Round) -> None:
    """Refuse what may not stand in a public record.

    Raises:
        IdentityNumber: a text holds a personal identity number.
    """
    fields = (("title", (told.title,)), ("participants", told.participants), ("decisions", told.decisions))
    for field, texts in fields:
        if any(map(has_identity_number, texts)):
            raise IdentityNumber(("round", told.key, field))


def persons(told: Round) -> Iterator[str]:
    """The participants that look like persons' names rather than functions."""
    return filter(looks_like_a_person, told.participants)


def free_key(day: dt.date, seasons: Sequence[str], taken: Collection[str]) -> str:
    """A key for a new round: its season and year, else its date; never a running number, which two could take at once.

    Args:
        day: when it is.
        seasons: winter, spring, summer and autumn, in letters that a key can have.
        taken: the keys there are.
    """
    dated = (f"{seasons[day.month % 12 // 3]}-{day.year}", day.isoformat())
    spare = (f"{day.isoformat()}-{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")
    return next(key for key in (*dated, *spare) if key not in taken)
