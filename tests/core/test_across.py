"""One proposal over many plans."""

from actionplan.core.across import find_across
from actionplan.core.body import Bodies
from actionplan.core.plan import Entry, Head, Plan
from actionplan.core.status import Status
from tests.core.test_check import make_plan
from tests.factories import REGION, make_body

MEMBERS = {
    body.id: body for body in (make_body("1490", "Borås"), make_body("1463", "Mark"), make_body("1442", "Vårgårda"))
}
GROUP = make_body("sjuharad", "Sjuhärad", REGION.kind, members=tuple(MEMBERS), associates=("1383",))
BODIES = Bodies(
    {**MEMBERS, "1383": make_body("1383", "Varberg"), "1480": make_body("1480", "Göteborg"), GROUP.id: GROUP}
)


def plan(body: str, status: Status | None) -> Plan:
    return make_plan(Entry(status=status) if status else Entry(), head=Head(body=body))


PLANS = [
    ("plans/mark.toml", plan("1463", Status.STARTED)),
    ("plans/boras.toml", plan("1490", Status.DONE)),
    ("plans/varberg.toml", plan("1383", Status.DONE)),
    ("plans/goteborg.toml", plan("1480", Status.DONE)),
    ("plans/sjuharad.toml", plan("sjuharad", Status.STARTED)),
    ("plans/x.toml", None),
]


def test_members_count_furthest_first_and_others_stand_beside() -> None:
    found = find_across("01", PLANS, GROUP, BODIES)
    assert [one.body.id for one in found.held] == ["1490", "1463"]
    assert [one.body.id for one in found.beside] == ["1383", "sjuharad"]
    assert found.absent == ("Vårgårda",)
    assert found.unreadable == ("plans/x.toml",)
    assert len(found.picked) == 2


def test_decided_against_is_held_but_not_picked() -> None:
    found = find_across("01", [("a", plan("1490", Status.DECLINED))], GROUP, BODIES)
    assert [one.body.id for one in found.held] == ["1490"]
    assert found.picked == ()


def test_without_a_group_all_plans_count() -> None:
    found = find_across("01", PLANS, None, BODIES)
    assert {one.body.id for one in found.held} == {"1490", "1463", "1383", "1480", "sjuharad"}
    assert found.beside == ()
    assert found.absent == ()


def test_a_plan_for_several_bodies_reports_for_all_of_them() -> None:
    joint = make_plan(Entry(status=Status.STARTED), head=Head(body="1490", covers=("1463", "1442")))
    assert find_across("01", [("a", joint)], GROUP, BODIES).absent == ()
