"""The days of plans that belong in a calendar: deadlines, and rounds of following up."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from actionplan.core.material import Material
from actionplan.core.plan import Entry, Measure, latest_followup
from actionplan.core.rounds import Round
from actionplan.core.status import Status
from actionplan.core.united import Kept, united


class What(StrEnum):
    """What happens on a day."""

    DUE = "due"
    """A picked proposal is to be done."""
    ACTIVITY = "activity"
    """An activity within it is to be done."""
    MEASURE = "measure"
    """A measure of the body's own is to be done."""
    ROUND = "round"
    """Plans are followed up."""


class Occasion(Struct, frozen=True, kw_only=True):
    """Something that belongs in a calendar."""

    what: What
    day: dt.date
    id: str
    """Tells it from all others, in this export and in later ones; its parts are told apart by dots."""
    body: str = ""
    """Empty for a round, which concerns all."""
    proposal: str = ""
    """Empty for a measure of the body's own, and for a round."""
    text: str = ""
    """The activity, the measure's title, or the round's."""
    owner: str | None = None
    status: Status | None = None
    goal: str | None = None
    followed_up: dt.date | None = None
    source: str = ""
    """The file."""
    example: bool = False
    round: Round | None = None


class Choice(Struct, frozen=True):
    """Which days are wanted."""

    area: str | None = None
    owner: str | None = None
    """Part of who is responsible, in any case."""

    def fits(self, owner: str | None) -> bool:
        """Whether what this one is responsible for is wanted."""
        return not self.owner or (owner is not None and self.owner.casefold() in owner.casefold())


def find_occasions(material: Material, choice: Choice) -> tuple[Occasion, ...]:
    """The deadlines of what is picked and not carried out, and all rounds; soonest first.

    The group's own plan belongs to it, those of associates do not. A choice of area or owner leaves rounds in.

    Args:
        material: what was read.
        choice: which deadlines are wanted.
    """
    rollup = material.rollup
    mine = {rollup.body.id, *(member.body.id for member in rollup.members)}
    found = united(material)
    proposals = rollup.catalogue.proposals
    occasions: list[Occasion] = []
    for kept in found.kept:
        if kept.body in mine and choice.area in {None, proposals[kept.proposal].area}:
            occasions += _of_entry(kept, material, choice)
    seen: dict[str, Measure] = {}
    for report in found.given.reports:
        body = found.given.ids.get(report.summary.body, "")
        if body in mine:
            for key, measure in material.plans[report.source].measures.items():
                id_ = f"measure.{body}.{key}"
                # Another plan of the same body may have another measure under the same key, or a copy of this one.
                if seen.setdefault(id_, measure) != measure:
                    id_ = f"{id_}.{report.source}"
                if choice.area in {None, measure.area}:
                    place = _Place(id_, body, "", report.source, report.summary.example)
                    occasions += _of_measure(measure, place, material, choice)
    occasions += _rounds(material)
    told = {one.id: one for one in sorted(occasions, key=lambda one: one.source, reverse=True)}
    return tuple(sorted(told.values(), key=lambda one: (one.day, one.what, one.body, one.proposal, one.id)))


def _rounds(material: Material) -> Iterator[Occasion]:
    """The rounds, the same whoever's calendar it is: whoever has two calendars is to see each once."""
    holder = material.holder or material.rollup.body
    # Of all plans, since which of them are asked for differs between calendars.
    example = any(plan.head.example for plan in material.plans.values())
    for one in material.rounds:
        id_ = f"round.{holder.slug}.{one.key}"
        yield Occasion(what=What.ROUND, day=one.day, id=id_, text=one.title, example=example, round=one)


def _of_entry(kept: Kept, material: Material, choice: Choice) -> Iterator[Occasion]:
    entry = kept.entry
    if not kept.cell.is_open:
        return
    id_ = f"{material.rollup.catalogue.id}.{kept.body}.{kept.proposal}"
    example = material.plans[kept.source].head.example
    place = _Place(id_, kept.body, kept.proposal, kept.source, example)
    if entry.due and choice.fits(entry.owner):
        yield place.occasion(What.DUE, entry, entry.due, kept.cell.followed_up)
    yield from _activities(entry, place, choice)


class _Place(Struct, frozen=True):
    """Where something stands."""

    id: str
    body: str
    proposal: str
    source: str
    example: bool

    def occasion(self, what: What, entry: Entry, day: dt.date, followed_up: dt.date | None) -> Occasion:
        """The deadline of an entry or a measure."""
        return Occasion(
            what=what,
            day=day,
            id=self.id,
            body=self.body,
            proposal=self.proposal,
            text=entry.title if isinstance(entry, Measure) else "",
            owner=entry.owner,
            status=entry.status,
            goal=entry.goal,
            followed_up=followed_up,
            source=self.source,
            example=self.example,
        )


def _activities(entry: Entry, place: _Place, choice: Choice) -> Iterator[Occasion]:
    for key, one in entry.activities.items():
        owner = one.owner or entry.owner
        if one.due and one.is_open and choice.fits(owner):
            yield Occasion(
                what=What.ACTIVITY,
                day=one.due,
                id=f"{place.id}.{key}",
                body=place.body,
                proposal=place.proposal,
                text=one.what,
                owner=owner,
                status=one.status,
                source=place.source,
                example=place.example,
            )


def _of_measure(measure: Measure, place: _Place, material: Material, choice: Choice) -> Iterator[Occasion]:
    if not measure.is_picked or measure.status is Status.DONE:
        return
    if measure.due and choice.fits(measure.owner):
        last = latest_followup(measure, material.rollup.criteria.as_of)
        yield place.occasion(What.MEASURE, measure, measure.due, last[0] if last else None)
    yield from _activities(measure, place, choice)
