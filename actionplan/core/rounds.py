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
