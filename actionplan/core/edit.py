"""Edits of a plan: each gives a new plan, or says why not."""

import datetime as dt
from collections.abc import Container, Mapping
from typing import Any

from msgspec.structs import replace

from actionplan.core.errors import ReasonMissing, UnknownActivity, WouldLose
from actionplan.core.likeness import slug
from actionplan.core.plan import Activity, Entry, FollowUp, Plan, latest_followup
from actionplan.core.status import Status

Fields = Mapping[str, Any]
"""New values by attribute of an entry; ``None`` or ``()`` clears."""


def set_fields(plan: Plan, proposal: str, fields: Fields) -> Plan:
    """The plan with other values in a proposal's slot.

    Raises:
        ReasonMissing: the status that results needs a reason, and there is none.
    """
    entry = replace(plan.entry(proposal), **fields)
    if entry.status and entry.status.needs_reason and not entry.reason:
        raise ReasonMissing(proposal, entry.status)
    return plan.with_entry(proposal, entry)


def set_head(plan: Plan, fields: Fields) -> Plan:
    """The plan with other values in its head."""
    return replace(plan, head=replace(plan.head, **fields))


def pick(plan: Plan, proposal: str, fields: Fields | None = None) -> Plan:
    """The plan with a proposal picked; one that was picked already keeps its status."""
    entry = plan.entry(proposal)
    begun = {} if entry.status and entry.status.is_picked else {"status": Status.NOT_STARTED}
    return set_fields(plan, proposal, {**begun, **(fields or {})})


def unpick(plan: Plan, proposal: str, *, lose: bool = False) -> Plan:
    """The plan with an empty slot for a proposal.

    Raises:
        WouldLose: something besides the status is recorded there, and losing it was not asked for.
    """
    entry = plan.entry(proposal)
    recorded = tuple(name for name in Entry.__struct_fields__ if name != "status" and getattr(entry, name))
    if recorded and not lose:
        raise WouldLose(proposal, recorded)
    return plan.with_entry(proposal, Entry())


def follow_up(plan: Plan, proposal: str, day: dt.date, followup: FollowUp, *, suffix: str) -> Plan:
    """The plan with a follow-up added, and the proposal's status set to the follow-up's if it has one.

    A follow-up that is older than the latest says how it was then; the present status stays.

    Args:
        plan: the plan.
        proposal: which proposal.
        day: the day of the follow-up.
        followup: what was said; without a status it records the present one.
        suffix: something random, for the key if the day has a follow-up already.

    Raises:
        ReasonMissing: the new status needs a reason, and there is none.
    """
    entry = plan.entry(proposal)
    key = day.isoformat() if day.isoformat() not in entry.followups else f"{day.isoformat()}-{suffix}"
    key = _free(key, entry.followups)
    dated = replace(followup, status=followup.status or entry.status)
    changed = plan.with_entry(proposal, replace(entry, followups={**entry.followups, key: dated}))
    latest = latest_followup(entry)
    is_newest = latest is None or latest[0] <= day
    return set_fields(changed, proposal, {"status": followup.status}) if followup.status and is_newest else changed


def add_activity(plan: Plan, proposal: str, key: str, activity: Activity) -> Plan:
    """The plan with an activity added to a proposal, under the key or, if it is taken, a longer one."""
    entry = plan.entry(proposal)
    added = {**entry.activities, _free(key, entry.activities): activity}
    return plan.with_entry(proposal, replace(entry, activities=added))


def _free(key: str, taken: Container[str]) -> str:
    """The key, longer by as many letters as it takes to be nobody's: what is random may still meet."""
    while key in taken:
        key += "x"
    return key


def set_activity(plan: Plan, proposal: str, wanted: str, fields: Fields) -> Plan:
    """The plan with other values in an activity.

    Raises:
        UnknownActivity: no single activity is meant by ``wanted``.
    """
    entry = plan.entry(proposal)
    key = find_activity(plan, proposal, wanted)
    activities = {**entry.activities, key: replace(entry.activities[key], **fields)}
    return plan.with_entry(proposal, replace(entry, activities=activities))


def find_activity(plan: Plan, proposal: str, wanted: str) -> str:
    """The key of the activity that is meant by its key, or by the beginning of its key or its text.

    Raises:
        UnknownActivity: none or several fit; carries all there are.
    """
    activities = plan.entry(proposal).activities
    if wanted in activities:
        return wanted
    text = slug(wanted)
    exact = [key for key, one in activities.items() if slug(one.what) == text]
    if len(exact) == 1:
        return exact[0]
    found = [
        key for key, one in activities.items() if text and (key.startswith(text) or slug(one.what).startswith(text))
    ]
    if len(found) == 1:
        return found[0]
    raise UnknownActivity(proposal, wanted, tuple(f"{key} ({one.what})" for key, one in activities.items()))
