"""Edits of a plan: what each changes, what it leaves, and what it refuses."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan.core import edit
from actionplan.core.changes import diff
from actionplan.core.errors import ReasonMissing, UnknownActivity, WouldLose
from actionplan.core.plan import Activity, Entry, FollowUp, Plan
from actionplan.core.status import Status
from tests.core.test_check import make_plan
from tests.strategies import NUMBERS, plans

DAY = dt.date(2016, 11, 21)


def test_pick_begins_as_not_started_and_keeps_work_that_has_begun() -> None:
    assert edit.pick(make_plan(), "02").entry("02") == Entry(status=Status.NOT_STARTED)
    begun = make_plan(Entry(status=Status.OVER_HALF))
    assert edit.pick(begun, "01", {"owner": "IFO-chef"}).entry("01") == Entry(status=Status.OVER_HALF, owner="IFO-chef")
    declined = make_plan(Entry(status=Status.DECLINED, reason="x"))
    assert edit.pick(declined, "01").entry("01").status is Status.NOT_STARTED


def test_deciding_against_needs_a_reason() -> None:
    for status in (Status.DECLINED, Status.NOT_RELEVANT):
        with pytest.raises(ReasonMissing):
            edit.set_fields(make_plan(), "01", {"status": status})
        assert edit.set_fields(make_plan(), "01", {"status": status, "reason": "x"}).entry("01").status is status
    declined = make_plan(Entry(status=Status.DECLINED, reason="x"))
    with pytest.raises(ReasonMissing):
        edit.set_fields(declined, "01", {"reason": None})


def test_unpick_refuses_to_lose_what_is_recorded() -> None:
    plan = make_plan(Entry(status=Status.STARTED, owner="IFO-chef"))
    with pytest.raises(WouldLose) as refused:
        edit.unpick(plan, "01")
    assert refused.value.fields == ("owner",)
    assert edit.unpick(plan, "01", lose=True).entry("01") == Entry()
    assert edit.unpick(make_plan(Entry(status=Status.STARTED)), "01").entry("01") == Entry()


def test_a_follow_up_records_the_status_and_sets_it() -> None:
    plan = edit.follow_up(make_plan(Entry(status=Status.STARTED)), "01", DAY, FollowUp(comment="x"), suffix="k001")
    assert plan.entry("01").followups == {"2016-11-21": FollowUp(status=Status.STARTED, comment="x")}
    again = edit.follow_up(plan, "01", DAY, FollowUp(status=Status.DONE), suffix="k001")
    assert list(again.entry("01").followups) == ["2016-11-21", "2016-11-21-k001"]
    assert again.entry("01").status is Status.DONE


def test_activities_are_found_by_key_or_beginning() -> None:
    plan = edit.add_activity(make_plan(), "01", "k001", Activity(what="Utbilda handledare"))
    plan = edit.add_activity(plan, "01", "k002", Activity(what="Utbilda familjehem"))
    for wanted, key in (("k002", "k002"), ("utbilda f", "k002"), ("UTBILDA H", "k001")):
        assert edit.find_activity(plan, "01", wanted) == key
    for wanted in ("utbilda", "xyz", "", "k00"):
        with pytest.raises(UnknownActivity) as unknown:
            edit.find_activity(plan, "01", wanted)
        assert len(unknown.value.candidates) == 2
    done = edit.set_activity(plan, "01", "k001", {"status": Status.DONE})
    assert done.entry("01").activities["k001"] == Activity(what="Utbilda handledare", status=Status.DONE)
    assert done.entry("01").activities["k002"] == plan.entry("01").activities["k002"]


def test_the_head() -> None:
    plan = edit.set_head(make_plan(), {"decided": DAY})
    assert (plan.head.decided, plan.head.body, plan.entries) == (DAY, "1490", make_plan().entries)


@given(plans(), st.sampled_from(NUMBERS), st.sampled_from(("owner", "goal")), st.text(min_size=1))
def test_an_edit_leaves_everything_else(plan: Plan, number: str, field: str, text: str) -> None:
    entry = plan.entry(number)
    reason = {"reason": "x"} if entry.status and entry.status.needs_reason and not entry.reason else {}
    after = edit.set_fields(plan, number, {field: text, **reason})
    assert {change.path for change in diff(plan, after)} <= {("proposal", number, name) for name in (field, *reason)}
    assert getattr(after.entry(number), field) == text


@given(plans(), st.sampled_from(NUMBERS))
def test_picking_twice_is_picking_once_and_unpicking_leaves_nothing(plan: Plan, number: str) -> None:
    once = edit.pick(plan, number)
    assert edit.pick(once, number) == once
    assert once.entry(number).is_picked
    assert edit.unpick(once, number, lose=True).entry(number).is_empty


def test_an_older_follow_up_says_how_it_was_and_leaves_the_status() -> None:
    present = edit.follow_up(make_plan(), "01", DAY, FollowUp(status=Status.OVER_HALF), suffix="k001")
    before = dt.date(2016, 6, 10)
    plan = edit.follow_up(present, "01", before, FollowUp(status=Status.STARTED), suffix="k002")
    assert plan.entry("01").status is Status.OVER_HALF
    assert plan.entry("01").followups["2016-06-10"].status is Status.STARTED
    later = edit.follow_up(plan, "01", dt.date(2016, 12, 2), FollowUp(status=Status.DONE), suffix="k003")
    assert later.entry("01").status is Status.DONE


def test_an_activity_is_meant_by_its_whole_text_before_the_beginning_of_another() -> None:
    activities = {"k001": Activity(what="Utbilda"), "k002": Activity(what="Utbilda familjehem")}
    plan = make_plan(Entry(status=Status.STARTED, activities=activities))
    assert edit.find_activity(plan, "01", "utbilda") == "k001"
    assert edit.find_activity(plan, "01", "utbilda f") == "k002"


def test_keys_that_meet_lose_nothing() -> None:
    plan = make_plan()
    for number in range(3):
        plan = edit.follow_up(plan, "01", DAY, FollowUp(comment=f"{number}"), suffix="k001")
        plan = edit.add_activity(plan, "01", "k001", Activity(what=f"{number}"))
    assert [one.comment for one in plan.entry("01").followups.values()] == ["0", "1", "2"]
    assert [one.what for one in plan.entry("01").activities.values()] == ["0", "1", "2"]
