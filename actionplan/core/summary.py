"""What a roll-up needs of a plan, and no more: small enough to keep 290 of them in a cache."""

import datetime as dt

from msgspec import Struct

from actionplan.core.plan import Entry, Plan, followup_date, picks
from actionplan.core.status import Status


class EntrySummary(Struct, frozen=True, array_like=True, gc=False):
    """A proposal's slot, without its texts."""

    proposal: str
    status: Status | None
    owner: str | None
    due: dt.date | None
    start: dt.date | None
    level: str | None
    priority: int | None
    lead: str | None
    partners: tuple[str, ...]
    followups: tuple[dt.date, ...]
    """The days of its follow-ups, oldest first."""

    @property
    def is_picked(self) -> bool:
        """Whether the body has picked the proposal."""
        return picks(self.status, self.priority)


class PlanSummary(Struct, frozen=True, array_like=True, gc=False):
    """A plan, without its texts. Empty slots are left out."""

    body: str
    name: str | None
    example: bool
    catalogue: str
    catalogue_version: str
    decided: dt.date | None
    covers: tuple[str, ...]
    focus: tuple[str, ...]
    source: str | None
    measures: int
    """How many measures of its own the plan has beside the catalogue."""
    aside: int
    """How many entries are kept aside because the catalogue has no place for them."""
    entries: tuple[EntrySummary, ...]

    @property
    def is_blank(self) -> bool:
        """Whether nothing is filled in yet: a form that was handed out, not a report."""
        return not (self.entries or self.measures or self.focus or self.aside)


def summarise(plan: Plan) -> PlanSummary:
    """The plan's summary."""
    head = plan.head
    return PlanSummary(
        body=head.body,
        name=head.name,
        example=head.example,
        catalogue=plan.catalogue,
        catalogue_version=plan.catalogue_version,
        decided=head.decided,
        covers=head.covers,
        focus=head.focus,
        source=head.source,
        measures=len(plan.measures),
        aside=len(plan.orphans),
        entries=tuple(_summarise_entry(key, entry) for key, entry in plan.entries.items() if not entry.is_empty),
    )


def _summarise_entry(key: str, entry: Entry) -> EntrySummary:
    return EntrySummary(
        key,
        entry.status,
        entry.owner,
        entry.due,
        entry.start,
        entry.level,
        entry.priority,
        entry.lead,
        entry.partners,
        tuple(sorted(day for name in entry.followups if (day := followup_date(name)))) if entry.followups else (),
    )
