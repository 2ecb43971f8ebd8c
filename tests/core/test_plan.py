"""Small facts of a plan."""

import datetime as dt

import pytest

from actionplan.core.plan import Entry, FollowUp, followup_date, latest_followup
from tests.core.test_check import make_plan

DAY = dt.date


@pytest.mark.parametrize(
    ("key", "day"),
    [("2016-09-16", DAY(2016, 9, 16)), ("2016-09-16-k001", DAY(2016, 9, 16)), ("2016-13-45", None), ("x", None)],
)
def test_the_day_of_a_follow_up(key: str, day: dt.date | None) -> None:
    assert followup_date(key) == day


def test_the_latest_follow_up_until_a_day() -> None:
    keys = ("2016-02-01", "2016-09-16", "2016-09-16-k001", "2016-13-45", "2017-01-01")
    entry = Entry(followups={key: FollowUp(comment=key) for key in keys})
    assert latest_followup(entry) == (DAY(2017, 1, 1), FollowUp(comment="2017-01-01"))
    assert latest_followup(entry, DAY(2016, 11, 21)) == (DAY(2016, 9, 16), FollowUp(comment="2016-09-16-k001"))
    assert latest_followup(entry, DAY(2016, 1, 1)) is None
    assert latest_followup(Entry()) is None


def test_a_slot_that_is_not_there_is_empty() -> None:
    plan = make_plan()
    assert plan.entry("44") == Entry()
    assert Entry().is_empty
    assert not Entry(owner="IFO-chef").is_empty
    assert plan.with_entry("44", Entry(owner="x")).entry("44").owner == "x"
    assert plan.entry("44").is_empty
