"""One body's plan as its committee reads it: what is picked, how far it has come, what comes next, what is late.

Figures are counted by the rules of a roll-up, so that a plan's report and the roll-up that it is part of agree.
"""

import datetime as dt
from collections.abc import Iterable, Mapping

from msgspec import Struct

from actionplan.core.catalogue import Catalogue, Language
from actionplan.core.matrix import Counts, Criteria, column, count
from actionplan.core.nameless import entry_without_names, without_names
from actionplan.core.plan import Activity, Entry, FollowUp, Measure, Plan, latest_followup
from actionplan.core.query import is_overdue, is_stale, is_unowned
from actionplan.core.status import DECIDED_AGAINST, Status
from actionplan.core.summary import summarise


class Step(Struct, frozen=True):
    """An activity that is not carried out."""

    what: str
    owner: str | None
    due: dt.date | None
    days_late: int = 0
    """How many days ago it was due; 0 when it is not late."""


class Slot(Struct, frozen=True):
    """A proposal in the plan, or a measure beside the catalogue, with what follows from what is recorded."""

    number: str
    """The proposal's number; a measure's key."""
    entry: Entry
    last: tuple[dt.date, FollowUp] | None
    """The latest follow-up up to the day of the account."""
    steps: tuple[Step, ...]
    """What comes next: soonest first, those without a date last."""
    finished: int
    """How many of its activities are carried out."""
    days_late: int
    """How many days ago it was due; 0 when it is not late."""
    is_unowned: bool
    is_stale: bool

    @property
    def is_open(self) -> bool:
        """Whether it is picked and not carried out."""
        return self.entry.is_picked and self.entry.status is not Status.DONE


class AreaAccount(Struct, frozen=True):
    """An area of the catalogue."""

    area: str
    picked: tuple[Slot, ...]
    counts: Counts
    """Of all its proposals."""


class Account(Struct, frozen=True):
    """Everything that the report of a plan says."""

    plan: Plan
    """Without owners and contacts where these are left out."""
    name: str
    """What its body is called."""
    catalogue: Catalogue
    criteria: Criteria
    areas: tuple[AreaAccount, ...]
    counts: Counts
    """Of all the catalogue's proposals, one plan's cells."""
    against: tuple[Slot, ...]
    """Decided against."""
    beside: tuple[Slot, ...]
    """Something is recorded, but the proposal is neither picked nor decided against."""
    unknown: tuple[Slot, ...]
    """Not in the catalogue, and not counted."""
    measures: tuple[Slot, ...]
    """The body's own, beside the catalogue. Not counted."""

    @property
    def picked(self) -> tuple[Slot, ...]:
        """The picked proposals, in catalogue order."""
        return tuple(slot for area in self.areas for slot in area.picked)

    @property
    def overdue(self) -> tuple[Slot, ...]:
        """The picked proposals whose deadline has passed, the latest first."""
        return tuple(sorted((slot for slot in self.picked if slot.days_late), key=lambda slot: -slot.days_late))

    @property
    def unowned(self) -> tuple[Slot, ...]:
        """The picked proposals without an owner."""
        return tuple(slot for slot in self.picked if slot.is_unowned)

    @property
    def stale(self) -> tuple[Slot, ...]:
        """The picked proposals without a recent follow-up."""
        return tuple(slot for slot in self.picked if slot.is_stale)

    @property
    def doubtful_measures(self) -> tuple[Slot, ...]:
        """The own measures that are late or without an owner."""
        return tuple(slot for slot in self.measures if slot.days_late or slot.is_unowned)

    @property
    def late_steps(self) -> tuple[tuple[Slot, Step], ...]:
        """The activities whose deadline has passed, within proposals and own measures, the latest first."""
        late = [(slot, step) for slot in (*self.picked, *self.measures) for step in slot.steps if step.days_late]
        return tuple(sorted(late, key=lambda pair: -pair[1].days_late))

    @property
    def led(self) -> tuple[Slot, ...]:
        """The picked proposals with which somebody leads joint work."""
        return tuple(slot for slot in self.picked if slot.entry.lead)

    def title_of(self, slot: Slot, language: Language) -> str:
        """The proposal's or the measure's title; empty where the catalogue has none."""
        if isinstance(slot.entry, Measure):
            return slot.entry.title
        proposal = self.catalogue.proposals.get(slot.number)
        return proposal.title(language) if proposal else ""


def account_of(plan: Plan, name: str, catalogue: Catalogue, criteria: Criteria) -> Account:
    """Tell of a plan.

    Args:
        plan: the plan.
        name: what its body is called.
        catalogue: the proposals that it picks from.
        criteria: the day, the limits, and whether owners and contacts are told.
    """
    cells = column({one.proposal: one for one in summarise(plan).entries}, tuple(catalogue.proposals), criteria)
    cell_of = dict(zip(catalogue.proposals, cells, strict=True))
    slots = {number: _slot(number, entry, criteria) for number, entry in plan.entries.items() if not entry.is_empty}
    known = [slots[number] for number in catalogue.proposals if number in slots]
    return Account(
        plan=plan if criteria.names else without_names(plan),
        name=name,
        catalogue=catalogue,
        criteria=criteria,
        areas=tuple(
            AreaAccount(
                area,
                tuple(slots[number] for number in numbers if number in slots and slots[number].entry.is_picked),
                count(cell_of[number] for number in numbers),
            )
            for area, numbers in _by_area(catalogue).items()
        ),
        counts=count(cells),
        against=tuple(slot for slot in known if slot.entry.status in DECIDED_AGAINST),
        beside=tuple(slot for slot in known if not slot.entry.status and not slot.entry.is_picked),
        unknown=tuple(slot for number, slot in slots.items() if number not in catalogue.proposals),
        measures=tuple(_slot(key, measure, criteria) for key, measure in plan.measures.items()),
    )


def _by_area(catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """The numbers of each area's proposals; areas that nobody described come last."""
    named = (proposal.area for proposal in catalogue.proposals.values())
    found = {area: catalogue.in_area(area) for area in dict.fromkeys((*catalogue.areas, *named))}
    return {area: numbers for area, numbers in found.items() if numbers}


def _slot(number: str, entry: Entry, criteria: Criteria) -> Slot:
    today = criteria.as_of
    shown = entry if criteria.names else entry_without_names(entry)
    is_open = entry.is_picked and entry.status is not Status.DONE
    return Slot(
        number=number,
        entry=shown,
        last=latest_followup(shown, today),
        steps=_steps(shown.activities.values(), today, is_open=is_open),
        finished=sum(one.status is Status.DONE for one in entry.activities.values()),
        days_late=(today - entry.due).days if entry.due and is_overdue(entry, today) else 0,
        is_unowned=is_unowned(entry),
        is_stale=is_stale(entry, today, criteria.stale_days),
    )


def _steps(activities: Iterable[Activity], today: dt.date, *, is_open: bool) -> tuple[Step, ...]:
    """What is not carried out. Nothing is late within what is carried out or decided against."""
    found = [
        Step(one.what, one.owner, one.due, (today - one.due).days if is_open and one.due and one.due < today else 0)
        for one in activities
        if one.is_open
    ]
    return tuple(sorted(found, key=lambda step: step.due or dt.date.max))
