"""Taking an edit back: all of it, nothing but it, and never over what has been changed again."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from actionplan.core.changes import _flat, as_document, diff, is_same
from actionplan.core.edit import add_activity, set_activity, set_fields, set_head
from actionplan.core.errors import Overtaken
from actionplan.core.plan import Activity, Entry, FollowUp, Head, Measure, Plan
from actionplan.core.revert import take_back
from actionplan.core.status import Status
from tests.strategies import NUMBERS, edits, entries, measures, plans

EMPTY = Plan(format=1, catalogue="skl-44", catalogue_version="working-1", head=Head(body="1490"))
PLAN = EMPTY.with_entry("09", Entry(status=Status.STARTED, owner="IFO-chef", evidence=("a",)))
FINISHED = set_fields(PLAN, "09", {"status": Status.DONE})


def test_later_changes_of_other_values_stay() -> None:
    now = set_head(set_fields(FINISHED, "09", {"owner": "Enhetschef"}), {"record": "SN 1"})
    assert take_back(now, PLAN, FINISHED) == set_head(
        set_fields(PLAN, "09", {"owner": "Enhetschef"}), {"record": "SN 1"}
    )


def test_a_value_that_has_been_changed_again_is_left() -> None:
    with pytest.raises(Overtaken) as caught:
        take_back(set_fields(FINISHED, "09", {"status": Status.OVER_HALF}), PLAN, FINISHED)
    assert caught.value.paths == (("proposal", "09", "status"),)


def test_lists_are_values() -> None:
    edited = set_fields(PLAN, "09", {"evidence": ("a", "b")})
    assert take_back(set_fields(edited, "09", {"goal": "x"}), PLAN, edited).entry("09").evidence == ("a",)
    with pytest.raises(Overtaken):
        take_back(set_fields(edited, "09", {"evidence": ("a", "b", "c")}), PLAN, edited)


def test_what_somebody_has_put_back_already_stays_so() -> None:
    now = set_head(PLAN, {"record": "SN 1"})
    assert take_back(now, PLAN, FINISHED) == now


def test_an_activity_goes_with_what_the_edit_gave_it_and_not_with_more() -> None:
    edited = add_activity(PLAN, "09", "k001", Activity(what="Utbilda"))
    other = add_activity(edited, "09", "k002", Activity(what="Mäta"))
    assert list(take_back(other, PLAN, edited).entry("09").activities) == ["k002"]
    owned = set_activity(edited, "09", "k001", {"owner": "IFO-chef"})
    with pytest.raises(Overtaken) as caught:
        take_back(owned, PLAN, edited)
    assert ("proposal", "09", "activity", "k001") in caught.value.paths


def test_a_follow_up_that_has_got_more_is_not_left_in_part() -> None:
    def said(plan: Plan, one: FollowUp) -> Plan:
        return plan.with_entry("09", replace(plan.entry("09"), followups={"2016-09-16": one}))

    edited = said(PLAN, FollowUp(comment="Igång"))
    with pytest.raises(Overtaken):
        take_back(said(edited, FollowUp(comment="Igång", by="IFO-chef")), PLAN, edited)


def test_nothing_is_put_back_into_what_is_gone() -> None:
    followed = PLAN.with_entry("09", replace(PLAN.entry("09"), followups={"2016-09-16": FollowUp(comment="x", by="y")}))
    edited = followed.with_entry("09", replace(PLAN.entry("09"), followups={"2016-09-16": FollowUp(comment="x")}))
    with pytest.raises(Overtaken):
        take_back(set_head(PLAN, {"record": "SN 1"}), followed, edited)


def test_a_measure_is_not_left_without_its_title() -> None:
    edited = replace(PLAN, measures={"k001": Measure(title="Eget")})
    now = replace(PLAN, measures={"k001": Measure(title="Eget", due=dt.date(2017, 1, 1))})
    with pytest.raises(Overtaken):
        take_back(now, PLAN, edited)


def test_nothing_is_taken_back_after_a_change_of_catalogue() -> None:
    with pytest.raises(Overtaken) as caught:
        take_back(replace(FINISHED, catalogue_version="official-1"), PLAN, FINISHED)
    assert caught.value.paths == (("catalogue_version",),)


@given(plans(), st.data())
def test_an_edit_taken_back_leaves_nothing(before: Plan, data: st.DataObject) -> None:
    after = data.draw(edits(before))
    assert take_back(after, before, after) == before
    assert take_back(before, after, before) == after


@given(plans(), entries, entries, measures, st.permutations(NUMBERS))
def test_independent_later_edits_survive(
    before: Plan, mine: Entry, theirs: Entry, own: Measure, numbers: list[str]
) -> None:
    after = before.with_entry(numbers[0], mine)

    def later(plan: Plan) -> Plan:
        return replace(plan.with_entry(numbers[1], theirs), measures={**plan.measures, "zzz9": own})

    assert diff(take_back(later(after), before, after), later(before)) == ()


@given(plans(), st.data())
def test_each_value_is_put_back_or_kept_or_the_edit_is_overtaken(before: Plan, data: st.DataObject) -> None:
    after = data.draw(edits(before))
    now = data.draw(edits(after))
    try:
        result = _flat(as_document(take_back(now, before, after)))
    except Overtaken:
        return
    touched = {change.path for change in diff(after, before) if not change.table}
    was, is_now = _flat(as_document(before)), _flat(as_document(now))
    for path in {path for known in (was, is_now, result) for path, value in known.items() if value != {}}:
        wanted = was if path in touched else is_now
        assert is_same(result.get(path), wanted.get(path)), path
