"""What is missing, from whom, and in which order."""

import datetime as dt

import pytest
from hypothesis import given

from actionplan.core.plan import Activity, Entry, FollowUp, Head, Plan
from actionplan.core.status import Status
from actionplan.core.todo import Lack, Task, soonest_first, tasks_of
from tests.core.test_check import make_plan
from tests.factories import AS_OF
from tests.strategies import plans

DAY = dt.timedelta(1)
HEAD = Head(body="1490", decided=AS_OF)
FRESH = {AS_OF.isoformat(): FollowUp(comment="x")}


def lacks(entry: Entry, head: Head = HEAD) -> list[Lack]:
    plan = make_plan(entry, head=head)
    return [task.lack for task in tasks_of(plan, "plans/x.toml", AS_OF, stale_days=180, soon_days=30)]


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-1, [Lack.DONE]), (0, [Lack.DONE_SOON]), (30, [Lack.DONE_SOON]), (31, [])],
)
def test_deadlines(days: int, expected: list[Lack]) -> None:
    entry = Entry(status=Status.STARTED, owner="IFO-chef", due=AS_OF + days * DAY, followups=FRESH)
    assert lacks(entry) == expected


def test_everything_missing() -> None:
    late = {
        "k001": Activity(what="x", due=AS_OF - DAY),
        "k002": Activity(what="y", due=AS_OF - DAY, status=Status.DONE),
        "k003": Activity(what="z", due=AS_OF - DAY, status=Status.DECLINED),
    }
    assert lacks(Entry(status=Status.STARTED, activities=late), Head(body="1490")) == [
        Lack.DECISION,
        Lack.DUE,
        Lack.ACTIVITY,
        Lack.OWNER,
        Lack.FOLLOWUP,
    ]


@pytest.mark.parametrize("status", [None, Status.DONE, Status.DECLINED, Status.NOT_RELEVANT])
def test_nothing_is_missing_where_nothing_is_to_be_done(status: Status | None) -> None:
    assert lacks(Entry(status=status, due=AS_OF - DAY, reason="x")) == []


def test_order() -> None:
    tasks = [
        Task(Lack.OWNER, "1466", proposal="02"),
        Task(Lack.OWNER, "1490", proposal="01"),
        Task(Lack.FOLLOWUP, "1490", proposal="01", day=AS_OF),
        Task(Lack.DONE_SOON, "1490", day=AS_OF + DAY),
        Task(Lack.DONE, "1466", day=AS_OF - DAY),
        Task(Lack.REPORT, "1442"),
    ]
    names = {"1466": "Herrljunga", "1490": "Borås", "1442": "Vårgårda"}
    ordered = soonest_first(tasks, names)
    assert [(task.lack, task.body) for task in ordered] == [
        (Lack.REPORT, "1442"),
        (Lack.DONE, "1466"),
        (Lack.DONE_SOON, "1490"),
        (Lack.OWNER, "1490"),
        (Lack.FOLLOWUP, "1490"),
        (Lack.OWNER, "1466"),
    ]


@given(plans())
def test_the_order_does_not_depend_on_the_order_before(plan: Plan) -> None:
    tasks = list(tasks_of(plan, "plans/x.toml", AS_OF, stale_days=180, soon_days=30))
    shuffled = tasks[::-1]
    key = [(task.lack, task.proposal, task.day) for task in soonest_first(tasks, {})]
    assert key == [(task.lack, task.proposal, task.day) for task in soonest_first(shuffled, {})]
    assert {task.proposal for task in tasks} <= {"", *plan.entries}
