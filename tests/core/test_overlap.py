import datetime as dt

from actionplan.core.matrix import Criteria
from actionplan.core.overlap import DeadlineGroup, deadline_groups
from actionplan.core.rollup import roll_up
from tests.factories import (
    AS_OF,
    DECLINED,
    DONE,
    NOT_RELEVANT,
    NOT_STARTED,
    OVER_HALF,
    REGION,
    STARTED,
    make_bodies,
    make_catalogue,
    make_entry,
    make_report,
    make_rollup,
)

MEMBERS = make_bodies(4)
A, B, C, D = (body.id for body in MEMBERS)


def test_joint_candidates_need_k_members_and_nobody_who_leads() -> None:
    everyone = [make_entry("01"), make_entry("02"), make_entry("03")]
    rollup = make_rollup(
        MEMBERS,
        make_report(A, *everyone),
        make_report(B, *everyone[:2], make_entry("03", lead="1001")),
        make_report(C, make_entry("01"), make_entry("02", DECLINED), make_entry("03")),
    )
    assert [one.proposal for one in rollup.overlap.joint] == ["01"]
    assert rollup.overlap.joint[0].pickers == (A, B, C)
    assert [(one.proposal, one.led_by) for one in rollup.overlap.led] == [("03", (B,))]


def test_who_has_declined_leads_nothing() -> None:
    rollup = make_rollup(
        MEMBERS,
        *(make_report(id_, make_entry("01")) for id_ in (A, B, C)),
        make_report(D, make_entry("01", DECLINED, lead=D)),
    )
    assert [one.proposal for one in rollup.overlap.joint] == ["01"]
    assert rollup.overlap.led == ()


def test_a_larger_k_leaves_fewer_candidates() -> None:
    reports = [make_report(id_, make_entry("01")) for id_ in (A, B, C)]
    for k, expected in ((2, 1), (3, 1), (4, 0)):
        rollup = make_rollup(MEMBERS, *reports, criteria=Criteria(as_of=AS_OF, k=k))
        assert len(rollup.overlap.joint) == expected


def test_the_bodys_own_pick_leads_and_is_not_counted() -> None:
    reports = [make_report(id_, make_entry("01"), make_entry("02")) for id_ in (A, B, C)]
    own = make_report(REGION.id, make_entry("01"), make_entry("02", DECLINED))
    rollup = make_rollup(MEMBERS, *reports, own)
    assert [one.proposal for one in rollup.overlap.joint] == ["02"]
    assert rollup.overlap.led[0].led_by == (REGION.id,)
    assert rollup.overlap.led[0].counts.picked == 3
    assert rollup.has_own


def test_a_lead_by_slug_is_known_and_an_unknown_one_is_shown_as_written() -> None:
    rollup = make_rollup(
        MEMBERS,
        make_report(A, make_entry("01", lead=MEMBERS[1].slug), make_entry("02", lead="okänd")),
    )
    assert [one.led_by for one in rollup.overlap.led] == [(B,), ("okänd",)]


def test_candidates_are_ranked_by_members_then_deadlines_then_the_catalogue() -> None:
    near, far = dt.date(2017, 1, 1), dt.date(2018, 1, 1)
    rollup = make_rollup(
        MEMBERS,
        make_report(A, make_entry("01"), make_entry("02", due=near), make_entry("03"), make_entry("04")),
        make_report(B, make_entry("01"), make_entry("02", due=near), make_entry("03"), make_entry("04", due=far)),
        make_report(C, make_entry("01"), make_entry("02", due=far), make_entry("03"), make_entry("04")),
        make_report(D, make_entry("03")),
    )
    assert [one.proposal for one in rollup.overlap.joint] == ["03", "02", "01", "04"]


def test_who_is_ahead_can_teach_who_is_about_to_begin() -> None:
    rollup = make_rollup(
        MEMBERS,
        make_report(A, make_entry("01", DONE), make_entry("02", DONE)),
        make_report(B, make_entry("01", OVER_HALF), make_entry("02", STARTED)),
        make_report(C, make_entry("01", NOT_STARTED), make_entry("02", DECLINED)),
        make_report(D, make_entry("01", STARTED)),
    )
    (found,) = rollup.overlap.teach
    assert (found.proposal, found.ahead, found.beginning) == ("01", (A, B), (C,))


def test_what_nobody_has_picked_names_those_who_decided_against_it() -> None:
    rollup = make_rollup(
        MEMBERS,
        make_report(A, make_entry("01", DECLINED)),
        make_report(B, make_entry("01", NOT_RELEVANT)),
        make_report(C, make_entry("02")),
        catalogue=make_catalogue(2),
    )
    (found,) = rollup.overlap.unpicked
    assert (found.proposal, found.against, found.counts.not_assessed) == ("01", (A, B), 1)
    (single,) = rollup.overlap.single
    assert (single.proposal, single.body, single.status) == ("02", C, STARTED)


def test_a_priority_alone_is_a_pick_without_a_status() -> None:
    rollup = make_rollup(MEMBERS, make_report(A, make_entry("01", None, priority=1)), catalogue=make_catalogue(1, 1))
    (single,) = rollup.overlap.single
    assert single.status is None
    assert rollup.total.no_status == rollup.total.picked == 1
    assert rollup.total.not_assessed == 0


def _groups(*dues: str | None, status: object = STARTED) -> list[tuple[str, ...]]:
    assert status in {STARTED, DONE}
    reports = [
        make_report(
            body.id,
            make_entry("01", DONE if status is DONE else STARTED, due=dt.date.fromisoformat(due) if due else None),
        )
        for body, due in zip(MEMBERS, dues, strict=False)
    ]
    row = make_rollup(MEMBERS, *reports).rows[0]
    found: tuple[DeadlineGroup, ...] = deadline_groups(row.picks([body.id for body in MEMBERS]))
    return [tuple(body for body, _due in group.members) for group in found]


def test_deadlines_within_a_quarter_form_groups() -> None:
    assert _groups("2017-01-01", "2017-04-03") == [(A, B)]
    assert _groups("2017-01-01", "2017-04-04") == []
    assert _groups("2017-03-01", "2017-01-01", None, "2017-02-01") == [(B, D, A)]


def test_deadline_groups_are_the_largest_and_may_share_members() -> None:
    assert _groups("2017-01-01", "2017-03-01", "2017-05-01") == [(A, B), (B, C)]
    assert _groups("2017-01-01", "2017-01-02", "2017-09-01", "2017-09-02") == [(A, B), (C, D)]


def test_deadlines_of_work_that_is_done_do_not_count() -> None:
    assert _groups("2017-01-01", "2017-01-02", status=DONE) == []


def test_close_deadlines_below_k_are_told_apart_from_candidates() -> None:
    due = dt.date(2017, 1, 1)
    rollup = make_rollup(
        MEMBERS,
        make_report(A, make_entry("01", due=due), make_entry("02", due=due)),
        make_report(B, make_entry("01", due=due), make_entry("02", due=due)),
        make_report(C, make_entry("02", due=due)),
    )
    assert [one.proposal for one in rollup.overlap.close] == ["01"]
    assert [one.proposal for one in rollup.overlap.joint] == ["02"]


def test_only_joint_lists_nothing_that_is_led() -> None:
    reports = [make_report(id_, make_entry("01", lead=A), make_entry("02")) for id_ in (A, B, C)]
    rollup = make_rollup(MEMBERS, *reports, criteria=Criteria(as_of=AS_OF, only="joint"))
    assert [row.proposal for row in rollup.rows] == ["02"]


def test_only_restricts_what_is_listed_and_no_figure() -> None:
    late = dt.date(2016, 1, 1)
    reports = [
        make_report(A, make_entry("01"), make_entry("02", due=late)),
        make_report(B, make_entry("01")),
        make_report(C, make_entry("01")),
    ]
    whole = make_rollup(MEMBERS, *reports)
    expected = {
        "picked": ["01", "02"],
        "joint": ["01"],
        "overdue": ["02"],
        "nobody": ["03", "04", "05", "06"],
        "one": ["02"],
    }
    for only, listed in expected.items():
        rollup = roll_up(REGION, MEMBERS, make_catalogue(), Criteria(as_of=AS_OF, only=only), reports=reports)
        assert [row.proposal for row in rollup.rows] == listed
        assert rollup.headline == whole.headline
        assert rollup.areas == whole.areas
        assert rollup.members == whole.members
