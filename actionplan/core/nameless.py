"""Plans without persons: for reports that leave out who is responsible."""

from typing import TypeVar

from msgspec.structs import replace

from actionplan.core.changes import Change
from actionplan.core.differences import PlanDifference
from actionplan.core.plan import Entry, Plan

_PERSONAL = frozenset({"owner", "by", "contact"})

AnEntry = TypeVar("AnEntry", bound=Entry)
"""An entry, an own measure, or what was kept aside."""


def without_names(plan: Plan) -> Plan:
    """A plan without contact, without who is responsible, and without who said what."""
    return replace(
        plan,
        head=replace(plan.head, contact=None),
        entries={number: entry_without_names(entry) for number, entry in plan.entries.items()},
        measures={key: entry_without_names(one) for key, one in plan.measures.items()},
        orphans={key: entry_without_names(one) for key, one in plan.orphans.items()},
    )


def entry_without_names(entry: AnEntry) -> AnEntry:
    """An entry without who is responsible for it and its activities, and without who said what."""
    return replace(
        entry,
        owner=None,
        activities={key: replace(one, owner=None) for key, one in entry.activities.items()},
        followups={key: replace(one, by=None) for key, one in entry.followups.items()},
    )


def difference_without_names(one: PlanDifference) -> PlanDifference:
    """What became of a plan, without who is responsible, and without who said what."""
    return replace(
        one,
        before=without_names(one.before) if one.before else None,
        after=without_names(one.after) if one.after else None,
        changes=tuple(change for change in one.changes if not _is_personal(change)),
    )


def _is_personal(change: Change) -> bool:
    return change.path[-1] in _PERSONAL and not change.table
