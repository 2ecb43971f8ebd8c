"""What there is to talk about since an earlier day."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from actionplan.core.agenda import Agenda, Late, Movement, RoundFound, find_agenda, find_round, movement
from actionplan.core.body import Bodies
from actionplan.core.differences import Version, find_differences
from actionplan.core.plan import Activity, Entry, FollowUp, Head, Plan
from actionplan.core.status import Status
from tests.factories import make_body
from tests.strategies import edits, entries, plans

BODIES = Bodies({"1490": make_body("1490", "Borås")})
THEN, NOW = dt.date(2016, 9, 16), dt.date(2016, 11, 21)


def plan(body: str = "1490", **slots: Entry) -> Plan:
    entries_ = {name.removeprefix("n"): entry for name, entry in slots.items()}
    return Plan(format=1, catalogue="skl-44", catalogue_version="working-1", head=Head(body=body), entries=entries_)


def agenda(before: Plan | None, after: Plan) -> Agenda:
    old = [Version("plans/boras.toml", before)] if before else []
    found = find_differences(old, [Version("plans/boras.toml", after)], BODIES).plans
    return find_agenda("plans/boras.toml", "1490", "Borås", after, found[0] if found else None, (THEN, NOW))


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (None, Status.NOT_STARTED, Movement.PICKED),
        (None, Status.DONE, Movement.DONE),
        (Status.STARTED, Status.DONE, Movement.DONE),
        (Status.NOT_STARTED, Status.STARTED, Movement.FORWARD),
        (Status.OVER_HALF, Status.STARTED, Movement.BACK),
        (Status.DONE, Status.OVER_HALF, Movement.BACK),
        (Status.STARTED, Status.DECLINED, Movement.AGAINST),
        (None, Status.NOT_RELEVANT, Movement.AGAINST),
        (Status.DECLINED, Status.NOT_STARTED, Movement.PICKED),
        (Status.STARTED, None, Movement.DROPPED),
        (Status.DECLINED, None, Movement.OTHER),
    ],
)
def test_where_a_proposal_went(before: Status | None, after: Status | None, kind: Movement) -> None:
    assert movement(Entry(status=before), Entry(status=after)) is kind


def test_a_choice_by_priority_moves_when_it_gets_a_status() -> None:
    assert movement(Entry(priority=1), Entry(priority=1, status=Status.STARTED)) is Movement.FORWARD
    assert movement(Entry(priority=1), Entry(priority=1, status=Status.NOT_STARTED)) is Movement.OTHER
    assert movement(Entry(), Entry(priority=1)) is Movement.PICKED


def test_a_followup_counts_also_when_it_was_reworded() -> None:
    said = {"2016-09-16": FollowUp(comment="A")}
    assert movement(Entry(), Entry(followups=said)) is Movement.FOLLOWED
    assert movement(Entry(followups=said), Entry(followups={"2016-09-16": FollowUp(comment="B")})) is Movement.FOLLOWED
    assert movement(Entry(followups=said), Entry(followups=said, owner="X")) is Movement.OTHER
    assert movement(Entry(followups=said), Entry()) is Movement.OTHER


def test_what_became_late_since_then() -> None:
    early, between = dt.date(2016, 9, 1), dt.date(2016, 10, 31)
    old = Entry(status=Status.STARTED, due=early)
    fresh = Entry(status=Status.STARTED, due=between, activities={"k": Activity(what="Utbilda", due=between)})
    found = agenda(None, plan(n01=old, n02=fresh, n03=replace(fresh, status=Status.DONE)))
    assert found.late == (Late("01", early), Late("02", between), Late("02", between, "Utbilda"))
    same = plan(n01=old, n02=fresh)
    assert agenda(same, same).late == (Late("02", between), Late("02", between, "Utbilda"))
    assert agenda(same, same).still == ("01",)


def test_what_stood_still() -> None:
    before = plan(n01=Entry(status=Status.STARTED), n02=Entry(status=Status.STARTED), n03=Entry(status=Status.STARTED))
    after = plan(
        n01=Entry(status=Status.STARTED),
        n02=Entry(status=Status.STARTED, owner="X"),
        n03=Entry(status=Status.STARTED, followups={"2016-11-01": FollowUp(comment="A")}),
        n04=Entry(status=Status.NOT_STARTED),
    )
    found = agenda(before, after)
    # 02 is told among other changes, and not once more.
    assert (found.still, found.picked) == (("01",), 4)
    assert found.moved == {Movement.PICKED: ("04",), Movement.FOLLOWED: ("03",), Movement.OTHER: ("02",)}
    assert found.about(frozenset({"02"})).moved == {Movement.OTHER: ("02",)}
    assert agenda(None, after).still == ()


@given(st.data())
def test_every_changed_proposal_is_told_once(data: st.DataObject) -> None:
    before = data.draw(plans())
    after = data.draw(plans() | edits(before))
    found = agenda(before, after)
    told = [number for numbers in found.moved.values() for number in numbers]
    assert sorted(told) == [number for number in sorted(after.entries) if before.entry(number) != after.entry(number)]
    assert set(found.still).isdisjoint({*told, *(one.proposal for one in found.late)})


@given(entries, entries)
def test_a_step_and_its_reverse(one: Entry, other: Entry) -> None:
    if movement(one, other) is Movement.BACK:
        assert movement(other, one) in {Movement.FORWARD, Movement.DONE}


def followed(body: str, *days: str) -> Plan:
    return plan(body, n01=Entry(followups={day: FollowUp(comment="A") for day in days}))


def test_a_round_is_a_day_on_which_several_followed_up() -> None:
    several = [followed("1490", "2016-05-02", "2016-11-01"), followed("1463", "2016-05-02-k001", "2016-11-21")]
    assert find_round(several, NOW) == RoundFound(dt.date(2016, 5, 2), 2)
    assert find_round(several[:1], NOW) == RoundFound(dt.date(2016, 11, 1), 1)
    assert find_round(several[:1], dt.date(2016, 10, 31)) == RoundFound(dt.date(2016, 5, 2), 1)
    assert find_round(several, dt.date(2016, 1, 1)) is None
    assert find_round([], NOW) is None
