"""What a curve needs of a plan, and no more: small enough to keep ten thousand versions of plans.

How far a proposal has come is one letter, so that counting is done on strings of them.
"""

import datetime as dt
from collections.abc import Iterable, Mapping

from msgspec import Struct

from actionplan.core.plan import Entry, Plan, followup_date
from actionplan.core.status import Status

LETTERS: Mapping[Status, str] = {
    Status.DONE: "d",
    Status.OVER_HALF: "h",
    Status.STARTED: "s",
    Status.NOT_STARTED: "n",
    Status.DECLINED: "x",
    Status.NOT_RELEVANT: "r",
}
PICKED_ONLY = "p"
"""The letter of a pick without a status."""
NOTHING = "."
"""The letter of a proposal that nothing is said of."""

STATUSES: Mapping[str, Status] = {letter: status for status, letter in LETTERS.items()}


class Said(Struct, frozen=True, array_like=True, gc=False):
    """What a plan says of a proposal."""

    proposal: str
    letter: str
    """How far it has come."""
    followups: str
    """Its follow-ups, oldest first, each with the letter of its status: ``2016-03-17=s 2016-09-16=h``."""


class Brief(Struct, frozen=True, array_like=True):
    """What a version of a plan says."""

    body: str
    covers: tuple[str, ...]
    catalogue: str
    version: str
    example: bool
    is_blank: bool
    """Whether nothing at all is filled in."""
    said: tuple[Said, ...]
    """Of each proposal that anything is recorded of."""


def brief(plan: Plan) -> Brief:
    """A plan in brief."""
    head = plan.head
    return Brief(
        head.body,
        head.covers,
        plan.catalogue,
        plan.catalogue_version,
        head.example,
        plan.is_blank,
        tuple([said(number, entry) for number, entry in plan.entries.items() if not entry.is_empty]),
    )


def said(proposal: str, entry: Entry) -> Said:
    """What a slot says."""
    keys = sorted(entry.followups)
    told = [f"{key}={letter_of(entry.followups[key].status)}" for key in keys if followup_date(key)] if keys else ()
    return Said(proposal, letter_of(entry.status, is_picked=entry.priority is not None), " ".join(told))


def letter_of(status: Status | None, *, is_picked: bool = False) -> str:
    """The letter of a status."""
    if status is None:
        return PICKED_ONLY if is_picked else NOTHING
    return LETTERS[status]


class Dated(Struct, frozen=True, order=True, gc=False):
    """A follow-up with a status."""

    day: str
    """As in the file, which sorts as days do."""
    key: str
    letter: str


def dated(followups: str) -> tuple[Dated, ...]:
    """The follow-ups that say a status, oldest first."""
    found = (told.split("=") for told in followups.split(" ") if told)
    return tuple(Dated(key[:10], key, letter) for key, letter in found if letter != NOTHING)


def keys_of(followups: str) -> tuple[str, ...]:
    """The keys of follow-ups, oldest first."""
    return tuple(told.partition("=")[0] for told in followups.split(" ") if told)


def joined(followups: Iterable[str]) -> str:
    """Several plans' follow-ups of one proposal as one."""
    return " ".join(sorted({told for one in followups for told in one.split(" ") if told}))


def held_late(known: str, now: str, day: dt.date) -> Dated | None:
    """The follow-up that says what held on a day, when it was recorded only afterwards.

    Args:
        known: the follow-ups that the plan held on that day.
        now: the follow-ups that the plan holds by now.
        day: the day.
    """
    limit = day.isoformat()
    newest = max((one for one in dated(now) if one.day <= limit), default=None)
    if newest is None:
        return None
    keys = [key for key in keys_of(known) if key[:10] <= limit]
    if newest.key in keys or any(key[:10] > newest.day for key in keys):
        return None
    return newest
