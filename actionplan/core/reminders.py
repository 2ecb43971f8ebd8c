"""Who is to be reminded of what: the roll-up's own lists of what needs attention, sorted by whom it concerns."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from actionplan.core.attention import Flag
from actionplan.core.material import Material
from actionplan.core.own import own_attention
from actionplan.core.problems import Problem
from actionplan.core.status import Status
from actionplan.core.united import United, united

By = Literal["owner", "body"]


class Need(StrEnum):
    """What is asked for."""

    REPORT = "report"
    """There is no plan, or nothing is filled in yet."""
    READABLE = "readable"
    """The plan's file cannot be read."""
    OVERDUE = "overdue"
    SOON = "soon"
    ACTIVITY = "activity"
    """The deadline of an activity has passed."""
    OWNER = "owner"
    FOLLOWUP = "followup"
    """There is no recent follow-up."""


class Matter(Struct, frozen=True, kw_only=True):
    """One thing that is asked for."""

    need: Need
    body: str
    proposal: str = ""
    owner: str | None = None
    status: Status | None = None
    day: dt.date | None = None
    """The deadline; for a follow-up, when the latest was."""
    days: int | None = None
    """Days late, days left, or days since the latest follow-up."""
    what: str = ""
    """The activity."""
    key: str = ""
    """The activity's key in the plan."""
    answers: str | None = None
    """Who answers for the proposal that the activity belongs to."""
    source: str = ""
    """The file; of a report that is missing, the form in which nothing is filled in."""
    problem: Problem | None = None


class Letter(Struct, frozen=True):
    """What one receiver is reminded of."""

    body: str
    owner: str
    """The function that it goes to; empty where it goes to whom the plan names as contact."""
    contact: str
    """Whom the plan names as contact; empty where it names nobody."""
    matters: tuple[Matter, ...]
    sources: tuple[str, ...]
    """The files of the body."""
    example: bool

    @property
    def activities(self) -> tuple[Matter, ...]:
        """The activities that the function answers for without answering for their proposals."""
        return tuple(one for one in self.matters if one.need is Need.ACTIVITY and _told(one.answers) != self.owner)


_RANK = {need: rank for rank, need in enumerate(Need)}


def find_letters(material: Material, by: By) -> tuple[Letter, ...]:
    """A letter for each receiver, in the order of the members; nothing for those of whom nothing is asked.

    Last is what the rolled-up body's own plan asks of those who work for it. Plans of associates are left out.

    Args:
        material: what was read.
        by: ``body`` for a letter to each member, ``owner`` for one to each of its functions. What nobody is
            responsible for goes to whom the plan names as contact.
    """
    found = united(material)
    matters: dict[str, list[Matter]] = {}
    for one in _matters(material, found):
        matters.setdefault(one.body, []).append(one)
    letters: list[Letter] = []
    for body in dict.fromkeys((*(member.body.id for member in material.rollup.members), material.rollup.body.id)):
        receivers: dict[str, list[Matter]] = {}
        for one in sorted(matters.get(body, ()), key=_order):
            owner = _told(one.owner) if by == "owner" else ""
            receivers.setdefault(owner, []).append(one)
        sources = tuple(source for source, _plan in found.given.plans.get(body, ()))
        example = any(plan.example for _source, plan in found.given.plans.get(body, ()))
        letters += [
            Letter(body, owner, _contact(material, sources), tuple(told), sources, example)
            for owner, told in sorted(receivers.items())
        ]
    return tuple(letters)


def _told(function: str | None) -> str:
    return " ".join((function or "").split())


def _order(one: Matter) -> tuple[str, int, dt.date, str]:
    """Proposal by proposal, and what is most urgent of each first."""
    return one.proposal, _RANK[one.need], one.day or dt.date.min, one.what


def _contact(material: Material, sources: tuple[str, ...]) -> str:
    return next(filter(None, (_told(material.plans[source].head.contact) for source in sources)), "")


def _matters(material: Material, found: United) -> Iterator[Matter]:
    attention, own = material.rollup.attention, own_attention(material.rollup)
    sources = {(kept.body, kept.proposal): kept.source for kept in found.kept}
    ids = found.given.ids
    blank = _blank(material, found)
    yield from (Matter(need=Need.REPORT, body=body, source=blank.get(body, "")) for body in attention.not_reported)
    for broken in attention.unreadable:
        if broken.body:
            body = ids.get(broken.body, broken.body)
            yield Matter(need=Need.READABLE, body=body, source=broken.source, problem=broken.problem)
    lists = (
        (Need.OVERDUE, (*attention.overdue, *own.overdue)),
        (Need.SOON, (*attention.soon, *own.soon)),
        (Need.OWNER, (*attention.unowned, *own.unowned)),
        (Need.FOLLOWUP, (*attention.stale, *own.stale)),
    )
    for need, flags in lists:
        yield from (_flagged(need, flag, sources[flag.body, flag.proposal]) for flag in flags)
    yield from _activities(material, found)


def _blank(material: Material, found: United) -> dict[str, str]:
    """The form of each body that has one in which nothing is filled in."""
    ids = found.given.ids
    forms: dict[str, str] = {}
    for source in found.given.blank:
        head = material.plans[source].head
        for name in (head.body, *head.covers):
            forms.setdefault(ids.get(name, name), source)
    return forms


def _flagged(need: Need, flag: Flag, source: str) -> Matter:
    day = flag.cell.followed_up if need is Need.FOLLOWUP else flag.cell.due
    return Matter(
        need=need,
        body=flag.body,
        proposal=flag.proposal,
        owner=flag.cell.owner,
        status=flag.cell.status,
        day=day,
        days=flag.days,
        source=source,
    )


def _activities(material: Material, found: United) -> Iterator[Matter]:
    as_of = material.rollup.criteria.as_of
    for kept in found.kept:
        for key, one in kept.entry.activities.items() if kept.cell.is_open else ():
            if one.due and one.due < as_of and one.is_open:
                yield Matter(
                    need=Need.ACTIVITY,
                    body=kept.body,
                    proposal=kept.proposal,
                    owner=one.owner or kept.entry.owner,
                    answers=kept.entry.owner,
                    status=one.status,
                    day=one.due,
                    days=(as_of - one.due).days,
                    what=one.what,
                    key=key,
                    source=kept.source,
                )
