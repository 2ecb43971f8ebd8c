"""What a follow-up meeting is prepared from."""

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from actionplan.core.agenda import Agenda, find_agenda
from actionplan.core.body import Bodies
from actionplan.core.changes import as_document
from actionplan.core.differences import Version, find_differences
from actionplan.core.handed import Reported
from actionplan.core.matrix import Criteria
from actionplan.core.meeting import QUARTER, Asked, Dates, Handout, Meeting, find_meeting
from actionplan.core.nameless import difference_without_names, without_names
from actionplan.core.plan import Activity, Entry, FollowUp, Head, Plan
from actionplan.core.rollup import Reporting, RollUp
from actionplan.core.rollup import roll_up as core_roll_up
from actionplan.core.status import Status
from tests.factories import (
    DONE,
    NOT_STARTED,
    OVER_HALF,
    REGION,
    STARTED,
    make_body,
    make_catalogue,
    make_entry,
    make_report,
    sjuharad,
)
from tests.factories import make_rollup as roll_up
from tests.strategies import edits, plans

THEN, NOW = dt.date(2016, 9, 16), dt.date(2016, 11, 21)
DATES = Dates(THEN)
BORAS, MARK, TRANEMO = make_body("1490", "Borås"), make_body("1463", "Mark"), make_body("1452", "Tranemo")
BODIES = Bodies({body.id: body for body in (BORAS, MARK, TRANEMO)})


def plan(body: str, **slots: Entry) -> Plan:
    entries = {name.removeprefix("n"): entry for name, entry in slots.items()}
    return Plan(format=1, catalogue="skl-44", catalogue_version="working-1", head=Head(body=body), entries=entries)


def agenda(before: Plan | None, after: Plan) -> Agenda:
    source, body = f"plans/{after.head.body}.toml", after.head.body
    old = [Version(source, before)] if before else []
    found = find_differences(old, [Version(source, after)], BODIES).plans
    return find_agenda(source, body, BODIES[body].name, after, found[0] if found else None, (THEN, NOW))


def region(names: bool = True) -> RollUp:
    return roll_up(
        (BORAS, MARK, TRANEMO),
        make_report("1490", make_entry("01", OVER_HALF), make_entry("02", DONE), make_entry("03", STARTED, due=THEN)),
        make_report("1463", make_entry("01", NOT_STARTED, due=dt.date(2016, 12, 1)), make_entry("02", STARTED)),
        criteria=Criteria(as_of=NOW, k=2, names=names),
    )


def of(meeting: Meeting, body: str) -> Handout:
    return next(one for one in meeting.handouts if one.member.body.id == body)


def asked(handout: Handout) -> dict[Asked, tuple[str, ...]]:
    return {one.asked: one.proposals for one in handout.questions}


def test_every_member_has_a_page_and_the_figures_are_those_of_the_roll_up() -> None:
    rollup = sjuharad()
    found = find_meeting(rollup, DATES, ())
    assert [one.member for one in found.handouts] == list(rollup.members)
    assert found.late == rollup.attention.overdue
    late = [task for one in found.handouts for task in one.tasks if task.is_late]
    assert len(late) == rollup.headline.overdue.part
    until = DATES.until(NOW)
    assert all(task.due <= until for one in found.handouts for task in one.tasks)
    for one in found.handouts:
        if one.member.reporting is Reporting.REPORTED:
            assert all(one.member.body.id in joint.pickers for joint in (*one.joint, *one.led))
        else:
            assert one.joint == found.joint
            assert [question.asked for question in one.questions] in ([Asked.REPORT], [Asked.UNREADABLE])


def test_what_everybody_has_finished_needs_no_decision_and_no_leader() -> None:
    def meeting(mark: Status, *led: Reported) -> Meeting:
        reports = (
            make_report("1490", make_entry("01", DONE), make_entry("02", DONE)),
            make_report("1463", make_entry("01", DONE), make_entry("02", mark)),
        )
        rollup = roll_up((BORAS, MARK, TRANEMO), *reports, *led, criteria=Criteria(as_of=NOW, k=2))
        return find_meeting(rollup, DATES, ())

    open_, finished = meeting(STARTED), meeting(DONE)
    assert [one.proposal for one in open_.joint] == ["02"]
    assert [[one.proposal for one in handout.joint] for handout in open_.handouts] == [["02"]] * 3
    assert asked(of(open_, "1490"))[Asked.LEAD] == ("02",)
    assert len(finished.rollup.overlap.joint) == 2
    assert (finished.joint, [handout.joint for handout in finished.handouts]) == ((), [()] * 3)
    assert Asked.LEAD not in asked(of(finished, "1490"))
    own = make_report(REGION.id, make_entry("01"), make_entry("02"))
    assert [[one.proposal for one in each.led] for each in meeting(STARTED, own).handouts] == [["02"], ["02"], []]


def test_what_the_region_leads_is_late_too() -> None:
    own = make_report(
        REGION.id,
        make_entry("05", due=dt.date(2016, 10, 1), owner="Utvecklingsledare FoU"),
        make_entry("06", DONE, due=THEN),
    )
    mark = make_report("1463", make_entry("03", due=dt.date(2016, 11, 1)), make_entry("04", due=dt.date(2016, 8, 1)))
    found = find_meeting(roll_up((MARK,), mark, own), DATES, ())
    assert [(one.body, one.proposal, one.days) for one in found.late] == [
        ("1463", "04", 112),
        (REGION.id, "05", 51),
        ("1463", "03", 20),
    ]
    assert [found.is_newly_late(one) for one in found.late] == [False, True, True]
    assert len(found.late) == found.rollup.headline.overdue.part + 1
    alone = make_report("1463", make_entry("03", due=THEN))
    itself = core_roll_up(MARK, (MARK,), make_catalogue(), Criteria(as_of=NOW), reports=[alone])
    assert [one.body for one in find_meeting(itself, DATES, ()).late] == ["1463"]


def test_what_a_plan_that_is_not_counted_says_is_not_told() -> None:
    due = {"a": Activity(what="Annat", due=dt.date(2016, 11, 1))}
    said = {THEN.isoformat(): FollowUp(comment="Nu är det vardag")}
    was = plan("1490", n01=Entry(status=STARTED, followups=said), n02=Entry(status=STARTED, followups=said))
    now = plan("1490", n01=Entry(status=DONE, followups=said), n02=Entry(status=DONE, followups=said, activities=due))
    counted = make_report("1490", make_entry("01", DONE))
    found = find_meeting(roll_up((BORAS,), counted), DATES, (agenda(was, now),))
    assert [one.proposal for one in found.good] == ["01"]
    assert of(found, "1490").tasks == ()
    other = make_report("1490", make_entry("01", STARTED))
    assert find_meeting(roll_up((BORAS,), other), DATES, (agenda(was, now),)).good == ()
    apart = find_meeting(roll_up((BORAS,)), DATES, (agenda(was, now),))
    assert (apart.good, of(apart, "1490").said) == ((), ())


def test_what_moved_and_what_stood_still() -> None:
    was = plan("1490", n01=Entry(status=STARTED), n02=Entry(status=OVER_HALF), n03=Entry(status=OVER_HALF))
    said = {"2016-10-01": FollowUp(comment="Nu är det vardag")}
    now = plan("1490", n01=Entry(status=OVER_HALF), n02=Entry(status=DONE, followups=said), n03=Entry(status=STARTED))
    still = plan("1463", n01=Entry(status=NOT_STARTED), n02=Entry(status=STARTED))
    found = find_meeting(region(), DATES, (agenda(was, now), agenda(still, still)))
    assert [(one.body, one.proposal, one.status, one.comment) for one in found.good] == [
        ("1490", "02", Status.DONE, "Nu är det vardag"),
        ("1490", "01", Status.OVER_HALF, None),
    ]
    assert found.silent == ("1463",)
    assert asked(of(found, "1490")) == {
        Asked.OVERDUE: ("03",),
        Asked.BACK: ("03",),
        Asked.LEAD: ("01", "02"),
        Asked.TEACH: ("01",),
    }
    assert asked(of(found, "1463")) == {Asked.SILENT: (), Asked.LEARN: ("01",)}
    assert asked(of(found, "1452")) == {Asked.REPORT: ()}


def test_a_first_meeting_compares_nothing() -> None:
    mark = plan("1463", n01=Entry(status=NOT_STARTED))
    found = find_meeting(region(), Dates(None), (agenda(mark, mark),))
    assert (found.good, found.silent) == ((), ())
    assert Asked.SILENT not in asked(of(found, "1463"))
    assert [one.is_silent for one in found.handouts] == [True, True, False]


def test_what_is_noted_afterwards_is_a_change_and_nothing_that_was_said() -> None:
    early = {"2016-09-10": FollowUp(comment="sagt då")}
    before = plan("1490", n01=Entry(status=Status.STARTED, followups=early))
    late = {**early, "2016-09-12": FollowUp(comment="antecknat i efterhand")}
    after = plan("1490", n01=Entry(status=Status.STARTED, followups=late))
    handout = find_meeting(region(), DATES, [agenda(before, after)]).handouts[0]
    assert [said.comment for said in handout.said] == ["sagt då"]
    new = find_meeting(region(), DATES, [agenda(None, after)]).handouts[0]
    assert new.said == ()


def test_what_was_said_last_time_is_said_newest_first_and_not_too_old() -> None:
    def slot(day: str, status: Status = STARTED) -> Entry:
        return Entry(status=status, followups={day: FollowUp(comment=day), "2016-10-30": FollowUp(comment="sedan")})

    mark = plan(
        "1463", n01=slot("2016-09-16", DONE), n02=slot("2016-09-16"), n03=slot("2016-09-01"), n04=slot("2016-05-01")
    )
    said = of(find_meeting(region(), DATES, (agenda(mark, mark),)), "1463").said
    assert [(one.proposal, one.comment) for one in said] == [
        ("02", "2016-09-16"),
        ("01", "2016-09-16"),
        ("03", "2016-09-01"),
    ]


@pytest.mark.parametrize(
    ("dates", "until"),
    [
        (Dates(THEN, next=dt.date(2017, 5, 1)), dt.date(2017, 5, 1)),
        (Dates(THEN, day=dt.date(2016, 12, 2)), dt.date(2016, 12, 2) + QUARTER),
        (Dates(THEN), NOW + QUARTER),
        (Dates(THEN, day=dt.date(9999, 12, 1)), dt.date.max),
    ],
)
def test_until_the_next_meeting(dates: Dates, until: dt.date) -> None:
    assert dates.until(NOW) == until


def test_what_is_to_be_done_with_activities() -> None:
    activities = {
        "a": Activity(what="Utbilda", owner="Metodutvecklare", due=dt.date(2016, 11, 1)),
        "b": Activity(what="Klart", due=dt.date(2016, 11, 1), status=DONE),
        "c": Activity(what="Sen", due=dt.date(2018, 1, 1)),
    }
    mark = plan(
        "1463", n01=Entry(status=NOT_STARTED, activities=activities), n02=Entry(status=DONE, activities=activities)
    )
    tasks = of(find_meeting(region(), DATES, (agenda(mark, mark),)), "1463").tasks
    assert [(one.proposal, one.what, one.owner, one.is_late) for one in tasks] == [
        ("01", "Utbilda", "Metodutvecklare", True),
        ("01", "", "IFO-chef", False),
    ]
    nameless = of(find_meeting(region(names=False), DATES, (agenda(mark, mark),)), "1463").tasks
    assert [one.owner for one in nameless] == [None, None]


def test_a_plan_of_several_belongs_to_each_and_to_nobody_else() -> None:
    rollup = region()
    whole = replace(rollup, members=tuple(replace(one, sources=("plans/1490.toml",)) for one in rollup.members))
    boras = agenda(None, plan("1490", n01=Entry(status=STARTED)))
    found = find_meeting(whole, DATES, (boras,))
    assert [one.agendas for one in found.handouts] == [(boras,), (boras,), (boras,)]
    assert found.others == ()
    other = agenda(None, replace(plan("1490"), head=Head(body="1490")))
    assert find_meeting(replace(rollup, members=rollup.members[1:2]), DATES, (other,)).others == (other,)


def _keys(document: object) -> Iterator[str]:
    match document:
        case dict():
            yield from document
            for value in document.values():
                yield from _keys(value)
        case list():
            for value in document:
                yield from _keys(value)


@given(st.data())
def test_no_name_is_left(data: st.DataObject) -> None:
    was = data.draw(plans())
    now = data.draw(edits(was))
    found = find_differences([Version("a", was)], [Version("a", now)], BODIES).plans
    assert not {"owner", "by", "contact"} & set(_keys(as_document(without_names(now))))
    for one in found:
        bare = difference_without_names(one)
        assert all(change.path[-1] not in {"owner", "by", "contact"} or change.table for change in bare.changes)
        kept = [change for change in one.changes if change in bare.changes]
        assert list(bare.changes) == kept
    assert without_names(without_names(now)) == without_names(now)


def test_a_catalogue_that_lacks_a_proposal() -> None:
    rollup = roll_up((MARK,), make_report("1463", make_entry("01")), catalogue=make_catalogue(1, 1))
    activities = {"a": Activity(what="Annat", due=dt.date(2016, 11, 1))}
    mark = plan("1463", n01=Entry(status=STARTED), n09=Entry(status=STARTED, activities=activities))
    assert of(find_meeting(rollup, DATES, (agenda(mark, mark),)), "1463").tasks == ()
