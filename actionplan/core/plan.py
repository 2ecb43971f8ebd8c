"""A plan: what one body has picked from a catalogue, and how far it has come.

These structs are the one schema of a plan file. Field names (or their ``name=``) are the TOML keys; types and
constraints are the rules that reading, ``check`` and ``plan.schema.json`` all follow. Structs rather than dataclasses
because plans are built by the hundred: msgspec builds and validates them 3-7 times faster.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct, field
from msgspec.structs import replace

from actionplan.core.status import DECIDED_AGAINST, Status

FORMAT = 1
"""The version of the file format that this program reads and writes."""

# "$" alone would let a line break through, which a quoted key can hold.
_END = r"$(?!\n)"

ProposalId = Annotated[str, Meta(pattern=f"^[0-9A-Za-z][0-9A-Za-z-]{{0,15}}{_END}")]
"""The number of a proposal in its catalogue, as text: ``08``."""

Key = Annotated[str, Meta(pattern=f"^[0-9A-Za-z_-]{{1,64}}{_END}")]
"""A key that people or the program mint: a date or something random, never a running number."""

FollowUpKey = Annotated[str, Meta(pattern=f"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(-[0-9a-z]{{1,16}})?{_END}")]
"""The date of a follow-up, with a suffix when there are several on one day."""

Text = Annotated[str, Meta(min_length=1)]
Priority = Annotated[int, Meta(ge=1, le=3)]
"""1 is the highest."""
Level = Literal["local", "regional", "national"]
Year = Annotated[int, Meta(ge=1990, le=2200)]


def picks(status: Status | None, priority: int | None) -> bool:
    """Whether a slot with these means that the body has picked the proposal.

    A priority alone is a pick: published county plans say what was chosen and not how far it has come.
    """
    if status is None:
        return priority is not None
    return status is not Status.DECLINED and status is not Status.NOT_RELEVANT


class Activity(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """One thing to do within a proposal."""

    what: Text
    owner: Text | None = None
    due: dt.date | None = None
    status: Status | None = None

    @property
    def is_open(self) -> bool:
        """Whether it remains to be done: neither carried out nor decided against."""
        return self.status is not Status.DONE and self.status not in DECIDED_AGAINST


class FollowUp(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """What was said of a proposal on a day. Its key is the date."""

    status: Status | None = None
    comment: Text | None = None
    by: Text | None = None
    """A function, not a person's name."""


class Baseline(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """What the mapping showed before the work began."""

    date: dt.date | None = None
    today: Text | None = None
    """What is done today."""
    gap: Text | None = None
    """What is missing."""


class Indicator(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A measured series that shows whether the work has effect."""

    name: Text
    unit: Text | None = None
    target: float | None = None
    source: Text | None = None
    outcome: Mapping[Key, float] = {}
    """Values by date or year."""


class Grant(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """Money that pays for the work. Amounts in whole Swedish kronor."""

    name: Text
    year: Year | None = None
    amount: Annotated[int, Meta(ge=0)] | None = None
    used: Annotated[int, Meta(ge=0)] | None = None
    purpose: Text | None = None


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A proposal's slot in a plan. An empty slot means: not assessed."""

    status: Status | None = None
    owner: Text | None = None
    """A function, not a person's name: plans are public records."""
    partners: tuple[Text, ...] = ()
    lead: Text | None = None
    """The body that leads joint work with the proposal, by code or slug."""
    level: Level | None = None
    priority: Priority | None = None
    start: dt.date | None = None
    due: dt.date | None = None
    goal: Text | None = None
    reason: Text | None = None
    evidence: tuple[Text, ...] = ()
    """Links or record numbers that show what was done."""
    baseline: Baseline | None = None
    activities: Mapping[Key, Activity] = field(name="activity", default_factory=dict)
    followups: Mapping[FollowUpKey, FollowUp] = field(name="followup", default_factory=dict)
    indicators: Mapping[Key, Indicator] = field(name="indicator", default_factory=dict)
    grants: Mapping[Key, Grant] = field(name="grant", default_factory=dict)

    @property
    def is_picked(self) -> bool:
        """Whether the body has picked the proposal."""
        return picks(self.status, self.priority)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is recorded."""
        return self == EMPTY


EMPTY = Entry()


class Measure(Entry, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A measure of the body's own, beside the catalogue."""

    title: Text
    area: Text | None = None
    summary: Text | None = None


class Orphan(Entry, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """What was recorded for a proposal that has no counterpart in the plan's present catalogue version."""

    proposal: ProposalId
    catalogue_version: Text
    title: Text | None = None
    focus: bool = False
    """Whether the body concentrated on it."""


class Head(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """What holds for the plan as a whole."""

    body: Text
    """SCB code of a municipality or region, or the slug of another body."""
    name: Text | None = None
    """The body's name as it is to be shown, when it differs from the register's."""
    example: bool = False
    """Whether the plan is invented. Every output made from it then says so."""
    decided: dt.date | None = None
    revised: dt.date | None = None
    record: Text | None = None
    """Record number (diarienummer), a free string: no standard format exists."""
    contact: Text | None = None
    """A function, not a person's name."""
    start: dt.date | None = None
    end: dt.date | None = None
    focus: tuple[ProposalId, ...] = ()
    """The proposals that the body concentrates on."""
    covers: tuple[Text, ...] = ()
    """Further bodies whose plan this is."""
    source: Text | None = None
    """Where the facts come from, for plans entered from a published text."""


class Plan(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A whole plan file."""

    format: Annotated[int, Meta(ge=1)]
    catalogue: Text
    catalogue_version: Text
    head: Head = field(name="plan")
    entries: Mapping[ProposalId, Entry] = field(name="proposal", default_factory=dict)
    measures: Mapping[Key, Measure] = field(name="measure", default_factory=dict)
    orphans: Mapping[Key, Orphan] = field(name="orphan", default_factory=dict)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is filled in yet: a form that was handed out, not a report."""
        return not (self.measures or self.orphans or self.head.focus) and all(
            entry.is_empty for entry in self.entries.values()
        )

    def entry(self, proposal: str) -> Entry:
        """The proposal's slot; an empty one when the plan has none."""
        return self.entries.get(proposal, EMPTY)

    def with_entry(self, proposal: str, entry: Entry) -> "Plan":
        """The plan with another value in the proposal's slot."""
        return replace(self, entries={**self.entries, proposal: entry})


def followup_date(key: str) -> dt.date | None:
    """The day of a follow-up by its key; ``None`` when the key holds no real date."""
    try:
        return dt.date.fromisoformat(key[:10])
    except ValueError:
        return None


def latest_followup(entry: Entry, until: dt.date | None = None) -> tuple[dt.date, FollowUp] | None:
    """The newest follow-up, no later than ``until`` when given; the last key wins within a day."""
    dated = [(day, key) for key in entry.followups if (day := followup_date(key)) and (until is None or day <= until)]
    if not dated:
        return None
    day, key = max(dated)
    return day, entry.followups[key]
