"""What there is to talk about since an earlier day: what moved in a plan, what got late, and what stood still."""

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from actionplan.core.differences import PlanDifference
from actionplan.core.periods import inferred_rounds
from actionplan.core.plan import EMPTY, Entry, Plan, followup_date
from actionplan.core.query import is_overdue
from actionplan.core.status import DECIDED_AGAINST, Status, is_step_back


class Movement(StrEnum):
    """What became of a proposal in a plan, in the order of an agenda."""

    DONE = "done"
    FORWARD = "forward"
    BACK = "back"
    PICKED = "picked"
    AGAINST = "against"
    """It was decided against."""
    DROPPED = "dropped"
    """It was picked, and no longer is."""
    FOLLOWED = "followed"
    """A follow-up says something of it, and its status is as before."""
    OTHER = "other"
    """Something else is recorded."""


class Late(Struct, frozen=True):
    """A deadline that has passed."""

    proposal: str
    due: dt.date
    what: str = ""
    """The activity that was to be done; empty for the proposal itself."""


class Agenda(Struct, frozen=True):
    """What there is to say of a plan."""

    source: str
    body: str
    name: str
    plan: Plan | None
    """The plan as it is; nothing where it was removed, or cannot be read."""
    difference: PlanDifference | None
    """Nothing where the plan says the same as then."""
    moved: Mapping[Movement, tuple[str, ...]]
    """Numbers of proposals in which something changed."""
    late: tuple[Late, ...]
    """Deadlines that passed since then."""
    still: tuple[str, ...]
    """Proposals that were picked then and are now, and of which nothing else is told here."""
    picked: int
    """How many are picked and not carried out."""

    def about(self, numbers: frozenset[str]) -> "Agenda":
        """What there is to say of some proposals alone."""
        moved = {kind: tuple(one for one in found if one in numbers) for kind, found in self.moved.items()}
        return replace(
            self,
            moved={kind: found for kind, found in moved.items() if found},
            late=tuple(one for one in self.late if one.proposal in numbers),
            still=tuple(one for one in self.still if one in numbers),
        )

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return self.difference is None and not (self.late or self.still)


def movement(before: Entry, after: Entry) -> Movement:
    """What became of a proposal in which something changed."""
    old, new = before.status, after.status
    if new != old or after.is_picked != before.is_picked:
        if new is Status.DONE:
            return Movement.DONE
        if new in DECIDED_AGAINST:
            return Movement.AGAINST
        if after.is_picked != before.is_picked:
            return Movement.PICKED if after.is_picked else Movement.DROPPED
        if is_step_back(old, new):
            return Movement.BACK
        if new is not None and new.is_under_way:
            return Movement.FORWARD
    return Movement.FOLLOWED if _new_followups(before, after) else Movement.OTHER


def _new_followups(before: Entry, after: Entry) -> bool:
    return any(before.followups.get(key) != followup for key, followup in after.followups.items())


def find_agenda(  # noqa: PLR0917 - a plan's identity, and what is compared
    source: str,
    body: str,
    name: str,
    plan: Plan,
    difference: PlanDifference | None,
    days: tuple[dt.date, dt.date],
) -> Agenda:
    """What there is to say of a plan.

    Args:
        source: its file.
        body: the id of its body.
        name: what its body is called.
        plan: the plan as it is.
        difference: what became of it; ``None`` when it is as it was.
        days: the day from which it is compared, and the day that deadlines are held against now.
    """
    before = plan if difference is None else difference.before
    changed = {change.path[1] for change in difference.changes if _is_in_slot(change.path)} if difference else set()
    moved: dict[Movement, list[str]] = {}
    for number in sorted(changed):
        was = before.entry(number) if before else EMPTY
        if (now := plan.entry(number)) != was:
            moved.setdefault(movement(was, now), []).append(number)
    active = [number for number, entry in plan.entries.items() if entry.is_picked and entry.status is not Status.DONE]
    late = tuple(_late(before, plan, days))
    told = {number for numbers in moved.values() for number in numbers} | {one.proposal for one in late}
    still = [number for number in active if before and before.entry(number).is_picked and number not in told]
    return Agenda(
        source, body, name, plan, difference, {kind: tuple(moved[kind]) for kind in Movement if kind in moved},
        late, tuple(sorted(still)), len(active),
    )  # fmt: skip


def _is_in_slot(path: tuple[str, ...]) -> bool:
    return len(path) > 1 and path[0] == "proposal"


def _late(before: Plan | None, plan: Plan, days: tuple[dt.date, dt.date]) -> Iterable[Late]:
    then, now = days
    for number, entry in sorted(plan.entries.items()):
        was = before.entry(number) if before else EMPTY
        if entry.due and is_overdue(entry, now) and not is_overdue(was, then):
            yield Late(number, entry.due)
        if not entry.is_picked or entry.status is Status.DONE:
            continue
        for key, one in entry.activities.items():
            old = was.activities.get(key)
            was_late = bool(old and old.due and old.due < then and old.is_open)
            if one.due and one.due < now and one.is_open and not was_late:
                yield Late(number, one.due, one.what)


class RoundFound(Struct, frozen=True):
    """A day on which plans were followed up."""

    day: dt.date
    bodies: int
    """How many bodies recorded something on that day."""


def find_round(plans: Iterable[Plan], until: dt.date) -> RoundFound | None:
    """The latest day on which at least two bodies recorded follow-ups; one, where there is only one plan.

    Args:
        plans: all plans.
        until: the latest day that counts.
    """
    found = rounds_found(plans, until)
    return found[-1] if found else None


def rounds_found(plans: Iterable[Plan], until: dt.date) -> tuple[RoundFound, ...]:
    """All days on which at least two bodies recorded follow-ups, in order; one body, where there is only one plan.

    Args:
        plans: all plans.
        until: the latest day that counts.
    """
    days: dict[str, set[dt.date]] = {}
    for plan in plans:
        keys = (key for entry in plan.entries.values() for key in entry.followups)
        found = {day for key in keys if (day := followup_date(key)) and day <= until}
        days.setdefault(plan.head.body, set()).update(found)
    rounds = inferred_rounds(days, min(len(days), 2))
    return tuple(RoundFound(day, sum(day in one for one in days.values())) for day in rounds)
