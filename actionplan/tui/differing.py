"""What others have changed in a file since it was read here."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from actionplan.core.changes import Change, diff
from actionplan.core.plan import Entry, FollowUp, Plan, followup_date
from actionplan.core.problems import Problem
from actionplan.core.summary import EntrySummary, PlanSummary
from actionplan.store.language import SETTINGS
from actionplan.store.read import PlanFile


class Kind(StrEnum):
    """What became of a file."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"
    BROKEN = "broken"
    """It holds no plan that can be read."""
    MENDED = "mended"
    """It can be read now, and could not before."""
    SETTINGS = "settings"
    """It holds the settings of the workspace."""


class Difference(Struct, frozen=True):
    """What became of one file."""

    source: str
    name: str
    kind: Kind
    changes: tuple[Change, ...] = ()
    before: Plan | None = None
    """The plan as it was known, with the rest as it is now."""
    after: Plan | None = None
    problems: tuple[Problem, ...] = ()
    partly: bool = False
    """Whether no more of the old plan was known than what a roll-up needs."""


class Known(Struct, frozen=True):
    """What was known of a file."""

    summary: PlanSummary | None
    """Nothing where it could not be read."""
    plan: Plan | None = None
    """The whole plan, where somebody has looked at it."""


def settings_differ() -> Difference:
    """The settings of the workspace have changed."""
    return Difference(SETTINGS, SETTINGS, Kind.SETTINGS)


def difference(name: str, known: Known | None, now: PlanFile) -> Difference:
    """What became of a plan file.

    Args:
        name: what its body is called.
        known: what was known of it; ``None`` where there was no such file.
        now: the file as it is.
    """
    source, after = now.source, now.plan
    if after is None:
        gone = any(problem.code == "not_found" for problem in now.problems)
        return Difference(source, name, Kind.GONE if gone else Kind.BROKEN, problems=() if gone else now.problems)
    if known is None:
        return Difference(source, name, Kind.NEW, after=after)
    if known.summary is None:
        return Difference(source, name, Kind.MENDED, after=after)
    before = known.plan or as_known(known.summary, after)
    changes = diff(before, after)
    return Difference(source, name, Kind.CHANGED, changes, before, after, now.problems, known.plan is None)


def as_known(summary: PlanSummary, now: Plan) -> Plan:
    """A plan as its summary tells it; what no summary tells is as in the plan of now."""
    head = replace(
        now.head,
        body=summary.body,
        name=summary.name,
        example=summary.example,
        decided=summary.decided,
        covers=summary.covers,
        focus=summary.focus,
        source=summary.source,
    )
    known = {entry.proposal: _entry(entry, now.entry(entry.proposal)) for entry in summary.entries}
    blank = {number: entry for number, entry in now.entries.items() if entry.is_empty and number not in known}
    added = {number: Entry() for number in now.entries if number not in known and number not in blank}
    return replace(
        now,
        catalogue=summary.catalogue,
        catalogue_version=summary.catalogue_version,
        head=head,
        entries={**blank, **added, **known},
    )


def _entry(known: EntrySummary, now: Entry) -> Entry:
    followups: Mapping[str, FollowUp] = {
        key: value for key, value in now.followups.items() if followup_date(key) in known.followups
    }
    kept = {followup_date(key) for key in followups}
    gone = {day.isoformat(): FollowUp() for day in known.followups if day not in kept}
    return replace(
        now,
        status=known.status,
        owner=known.owner,
        due=known.due,
        start=known.start,
        level=known.level,
        priority=known.priority,
        lead=known.lead,
        partners=known.partners,
        followups={**followups, **gone},
    )
