"""What is missing, from whom, and by when."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

from actionplan.core.body import alphabetical
from actionplan.core.plan import Entry, Plan, latest_followup
from actionplan.core.status import Status


class Lack(StrEnum):
    """What is missing."""

    REPORT = "report"
    """The body has no plan."""
    READABLE = "readable"
    """The plan's file cannot be read."""
    DONE = "done"
    """The deadline has passed."""
    DONE_SOON = "done_soon"
    """The deadline is near."""
    ACTIVITY = "activity"
    """An activity's deadline has passed."""
    OWNER = "owner"
    DUE = "due"
    """A picked proposal has no deadline."""
    FOLLOWUP = "followup"
    """No follow-up for long."""
    DECISION = "decision"
    """The plan has no date of decision."""


class Task(Struct, frozen=True):
    """One thing that is missing."""

    lack: Lack
    body: str
    source: str = ""
    proposal: str = ""
    owner: str | None = None
    day: dt.date | None = None
    """When it was or is due; for a follow-up, when the last one was."""
    what: str = ""
    """The activity's text or the file's fault."""


_RANK = {lack: rank for rank, lack in enumerate(Lack)}
_DATED = frozenset({Lack.DONE, Lack.DONE_SOON, Lack.ACTIVITY})


def soonest_first(tasks: Iterable[Task], names: Mapping[str, str]) -> tuple[Task, ...]:
    """Missing plans first, then what has a deadline by date, then the rest by body, kind and proposal.

    Args:
        tasks: in any order.
        names: what the bodies are called, by id; the rest go by their ids.
    """

    def rank(task: Task) -> tuple[int, dt.date, str, int, str]:
        group = 0 if task.lack in {Lack.REPORT, Lack.READABLE} else 1 if task.lack in _DATED else 2
        day = task.day if group == 1 and task.day else dt.date.max
        return group, day, alphabetical(names.get(task.body, task.body)), _RANK[task.lack], task.proposal

    return tuple(sorted(tasks, key=rank))


def tasks_of(plan: Plan, source: str, today: dt.date, *, stale_days: int, soon_days: int) -> Iterator[Task]:
    """What is missing in a plan.

    Args:
        plan: the plan.
        source: its file.
        today: the day that deadlines are held against.
        stale_days: days without a follow-up that are too many.
        soon_days: days before a deadline when it is near.
    """
    body = plan.head.body
    if not plan.head.decided and any(entry.is_picked for entry in plan.entries.values()):
        yield Task(Lack.DECISION, body, source)
    for proposal, entry in plan.entries.items():
        if not entry.is_picked or entry.status is Status.DONE:
            continue
        for lack, day, what in _lacks(entry, today, stale_days, soon_days):
            yield Task(lack, body, source, proposal, entry.owner, day, what)


def _lacks(entry: Entry, today: dt.date, stale_days: int, soon_days: int) -> Iterator[tuple[Lack, dt.date | None, str]]:
    if entry.due and entry.due < today:
        yield Lack.DONE, entry.due, ""
    elif entry.due and (entry.due - today).days <= soon_days:
        yield Lack.DONE_SOON, entry.due, ""
    elif not entry.due:
        yield Lack.DUE, None, ""
    for activity in entry.activities.values():
        if activity.due and activity.due < today and activity.is_open:
            yield Lack.ACTIVITY, activity.due, activity.what
    if not entry.owner:
        yield Lack.OWNER, None, ""
    last = latest_followup(entry, today)
    if last is None or (today - last[0]).days > stale_days:
        yield Lack.FOLLOWUP, last[0] if last else None, ""
