"""What a plan probably said on an earlier day, when nothing was saved of it: as far as its dated follow-ups tell."""

import datetime as dt

from msgspec.structs import replace

from actionplan.core.plan import Entry, Plan, followup_date


def as_followups_tell(plan: Plan, day: dt.date) -> Plan:
    """A plan without what its follow-ups tell of later days.

    What bears no date stands as it is now: owners, deadlines, picks.

    Args:
        plan: as it is now.
        day: the day that is looked back on.
    """
    entries = {number: _entry(entry, day) for number, entry in plan.entries.items()}
    return replace(plan, entries=entries) if entries != plan.entries else plan


def _entry(entry: Entry, day: dt.date) -> Entry:
    later = {key for key in entry.followups if (date := followup_date(key)) and date > day}
    if not later:
        return entry
    kept = {key: one for key, one in entry.followups.items() if key not in later}
    said = [kept[key].status for key in sorted(kept) if followup_date(key) and kept[key].status]
    is_later = any(entry.followups[key].status for key in later)
    status = entry.status if not is_later else said[-1] if said else None
    return replace(entry, followups=kept, status=status)
