import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan.core.body import Body
from actionplan.core.handed import Reported, Unreadable
from actionplan.core.matrix import Counts, Criteria
from actionplan.core.problems import Problem
from actionplan.core.rollup import Base, Reporting, RollUp, Share, roll_up
from actionplan.core.status import Status
from tests.factories import (
    AS_OF,
    DECLINED,
    DONE,
    NOT_STARTED,
    REGION,
    STARTED,
    make_bodies,
    make_body,
    make_catalogue,
    make_entry,
    make_report,
    make_rollup,
    make_summary,
    random_entries,
)

CATALOGUE = make_catalogue(8, 3)
MEMBERS = make_bodies(4)
A, B, C, D = (body.id for body in MEMBERS)
DAY = dt.timedelta(days=1)

days = st.dates(AS_OF - 400 * DAY, AS_OF + 400 * DAY)
entries = st.builds(
    make_entry,
    st.sampled_from(list(CATALOGUE.proposals)),
    st.none() | st.sampled_from(Status),
    owner=st.none() | st.just("IFO-chef"),
    due=st.none() | days,
    priority=st.none() | st.just(1),
    lead=st.none() | st.sampled_from([A, REGION.id, "okänd"]),
    followups=st.lists(days, max_size=3).map(sorted),
)
plans = st.lists(entries, max_size=8, unique_by=lambda entry: entry.proposal)


@st.composite
def handed_in(draw: st.DrawFn, members: tuple[Body, ...] = MEMBERS) -> tuple[list[Reported], list[Unreadable]]:
    """Some members with plans, some with several, some with an unreadable one, some without."""
    reports: list[Reported] = []
    unreadable: list[Unreadable] = []
    for body in members:
        handed = draw(st.lists(plans, max_size=2))
        reports += [
            Reported(f"{body.id}-{place}.toml", make_summary(body.id, *plan)) for place, plan in enumerate(handed)
        ]
        if draw(st.booleans()):
            unreadable.append(Unreadable(f"{body.id}-x.toml", body.id, Problem("empty")))
    return reports, unreadable


def rolled(reports: list[Reported], unreadable: list[Unreadable], members: tuple[Body, ...] = MEMBERS) -> RollUp:
    return roll_up(REGION, members, CATALOGUE, Criteria(as_of=AS_OF), reports=reports, unreadable=unreadable)


def everything(counts: Counts) -> int:
    statuses = sum(counts.of(status) for status in Status)
    return statuses + counts.no_status + counts.not_assessed + counts.not_reported + counts.unreadable


@given(handed_in())
def test_counts_add_up(given_in: tuple[list[Reported], list[Unreadable]]) -> None:
    rollup = rolled(*given_in)
    for row in rollup.rows:
        assert everything(row.counts) == row.counts.cells == len(MEMBERS)
    for member in rollup.members:
        assert everything(member.counts) == len(CATALOGUE.proposals)
    for area in rollup.areas:
        assert everything(area.counts) == area.proposals * len(MEMBERS)
    assert sum((area.counts for area in rollup.areas), Counts()) == rollup.total
    assert sum((row.counts for row in rollup.rows), Counts()) == rollup.total
    assert rollup.headline.overdue.part == len(rollup.attention.overdue)
    assert rollup.headline.stale.part == len(rollup.attention.stale)
    assert rollup.headline.unowned.part == len(rollup.attention.unowned)


@given(handed_in(), st.integers(0, len(MEMBERS)))
def test_counts_of_disjoint_members_add_up(given_in: tuple[list[Reported], list[Unreadable]], cut: int) -> None:
    whole = rolled(*given_in)
    first, second = rolled(*given_in, MEMBERS[:cut]), rolled(*given_in, MEMBERS[cut:])
    for row, one, other in zip(whole.rows, first.rows, second.rows, strict=True):
        assert row.counts == one.counts + other.counts
    assert whole.total == first.total + second.total
    assert whole.members == first.members + second.members


@given(handed_in(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_handed_in_does_not_matter(
    given_in: tuple[list[Reported], list[Unreadable]], draw: random.Random
) -> None:
    reports, unreadable = given_in
    whole = rolled(reports, unreadable)
    members = draw.sample(MEMBERS, len(MEMBERS))
    again = rolled(draw.sample(reports, len(reports)), draw.sample(unreadable, len(unreadable)), tuple(members))
    assert again == whole


@given(handed_in(), plans)
def test_the_plan_of_a_body_outside_changes_nothing(
    given_in: tuple[list[Reported], list[Unreadable]], outside: list[object]
) -> None:
    reports, unreadable = given_in
    stranger = make_report("9999", *outside, faults=2)  # type: ignore[arg-type]
    broken = Unreadable("9998.toml", "9998", Problem("empty"))
    assert rolled([*reports, stranger], [*unreadable, broken]) == rolled(reports, unreadable)


def test_headline_figures_have_their_denominators() -> None:
    late = AS_OF - DAY
    rollup = make_rollup(
        MEMBERS,
        make_report(A, make_entry("01", DONE), make_entry("02", STARTED, due=late, owner=None)),
        make_report(B, make_entry("02", NOT_STARTED, followups=()), make_entry("03", NOT_STARTED)),
        make_report(C, make_entry("04", DECLINED)),
    )
    head = rollup.headline
    assert head.under_way == Share(2, 6, Base.CATALOGUE)
    assert head.picked == Share(3, 6, Base.CATALOGUE)
    assert head.reported == Share(3, 4, Base.MEMBERS)
    assert head.overdue == Share(1, 4, Base.PICKED)
    assert head.unowned == Share(1, 4, Base.PICKED)
    assert head.stale == Share(1, 4, Base.PICKED)


@pytest.mark.parametrize(
    ("status", "due", "overdue"),
    [
        (STARTED, AS_OF - DAY, True),
        (STARTED, AS_OF, False),
        (NOT_STARTED, AS_OF - DAY, True),
        (DONE, AS_OF - DAY, False),
        (DECLINED, AS_OF - DAY, False),
        (None, AS_OF - DAY, False),
    ],
)
def test_overdue_is_picked_and_not_done_and_due_before_the_day(
    status: Status | None, due: dt.date, overdue: bool
) -> None:
    cell = make_rollup(MEMBERS, make_report(A, make_entry("01", status, due=due))).rows[0].cells[0]
    assert cell is not None
    assert cell.overdue is overdue


@pytest.mark.parametrize(
    ("followups", "stale", "latest"),
    [
        ((), True, None),
        ((AS_OF - 181 * DAY,), True, AS_OF - 181 * DAY),
        ((AS_OF - 180 * DAY,), False, AS_OF - 180 * DAY),
        ((AS_OF - 300 * DAY, AS_OF + DAY), True, AS_OF - 300 * DAY),
        ((AS_OF + DAY,), True, None),
        ((AS_OF,), False, AS_OF),
    ],
)
def test_stale_counts_followups_up_to_the_day(
    followups: tuple[dt.date, ...], stale: bool, latest: dt.date | None
) -> None:
    cell = make_rollup(MEMBERS, make_report(A, make_entry("01", followups=followups))).rows[0].cells[0]
    assert cell is not None
    assert (cell.stale, cell.followed_up) == (stale, latest)


def test_a_member_reports_is_unreadable_or_silent() -> None:
    problem = Problem("not_utf8")
    rollup = rolled(
        [make_report(A, make_entry("01"))],
        [Unreadable("b.toml", B, problem), Unreadable("a2.toml", A, problem), Unreadable("?.toml", None, problem)],
    )
    assert [member.reporting for member in rollup.members] == [
        Reporting.REPORTED,
        Reporting.UNREADABLE,
        Reporting.NOT_REPORTED,
        Reporting.NOT_REPORTED,
    ]
    assert rollup.attention.not_reported == (C, D)
    assert [one.source for one in rollup.attention.unreadable] == ["?.toml", "a2.toml", "b.toml"]
    assert rollup.is_partial


def test_a_file_with_faults_makes_the_rollup_partial() -> None:
    assert not make_rollup(MEMBERS, make_report(A)).is_partial
    rollup = make_rollup(MEMBERS, make_report(A, faults=2))
    assert rollup.is_partial
    assert [one.faults for one in rollup.attention.faulty] == [2]


def test_unknown_proposals_alone_make_it_partial() -> None:
    assert make_rollup(MEMBERS, Reported("c.toml", make_summary(C, make_entry("77")))).is_partial


def test_dates_at_the_end_of_time_are_no_trouble() -> None:
    far, near = dt.date.max, dt.date.min
    reports = [make_report(A, make_entry("01", due=far)), make_report(B, make_entry("01", due=near))]
    for as_of in (far, near, AS_OF):
        criteria = Criteria(as_of=as_of, soon_days=36_500, stale_days=36_500)
        assert make_rollup(MEMBERS, *reports, criteria=criteria).total.picked == 2


def test_a_bodys_own_plan_goes_before_one_that_covers_it() -> None:
    covering = Reported("a.toml", make_summary(B, make_entry("01", DONE), covers=(A,)))
    rollup = make_rollup(MEMBERS, covering, make_report(A, make_entry("01", STARTED), file="b.toml"))
    cell = rollup.rows[0].cells[0]
    assert cell is not None
    assert cell.status is STARTED
    assert [(one.kept, one.other) for one in rollup.notes.duplicates] == [("b.toml", "a.toml")]


def test_a_blank_form_of_another_version_is_no_report() -> None:
    rollup = make_rollup(MEMBERS, Reported("a.toml", make_summary(A, version="old")))
    assert not rollup.is_partial
    assert A in rollup.attention.not_reported


def test_what_is_kept_aside_is_told() -> None:
    aside = make_summary(A, make_entry("01"), aside=2)
    rollup = make_rollup(MEMBERS, Reported("a.toml", aside))
    assert rollup.notes.aside == (("a.toml", 2),)


def test_a_plan_with_nothing_but_what_is_kept_aside_is_a_report() -> None:
    rollup = make_rollup(MEMBERS, Reported("a.toml", make_summary(A, aside=1)))
    assert rollup.headline.reported.part == 1


def test_a_blank_form_is_no_report() -> None:
    rollup = make_rollup(MEMBERS, make_report(A), make_report(B, make_entry("01")))
    assert rollup.headline.reported.part == 1
    assert A in rollup.attention.not_reported
    assert rollup.notes.blank == (make_report(A).source,)
    assert not rollup.is_partial


def test_several_plans_of_a_body_are_united_and_clashes_are_noted() -> None:
    rollup = make_rollup(
        MEMBERS,
        make_report(A, make_entry("01", STARTED), make_entry("02", None), file="b.toml"),
        make_report(A, make_entry("01", DONE), make_entry("02", DONE), make_entry("03", DONE), file="c.toml"),
    )
    statuses = [cell.status for row in rollup.rows if (cell := row.cells[0])]
    assert statuses[:3] == [STARTED, DONE, DONE]
    (clash,) = rollup.notes.duplicates
    assert (clash.body, clash.kept, clash.other, clash.proposals) == (A, "b.toml", "c.toml", ("01",))
    assert rollup.notes.several[0].sources == ("b.toml", "c.toml")


def test_a_shared_plan_counts_for_each_body_it_covers() -> None:
    shared = Reported("mora.toml", make_summary(A, make_entry("01", DONE), covers=(MEMBERS[1].slug, "9999")))
    rollup = make_rollup(MEMBERS, shared)
    assert rollup.rows[0].counts.done == 2
    assert rollup.headline.reported.part == 2
    assert rollup.notes.shared[0].covers == (B, "9999")


def test_plans_of_other_versions_are_not_counted_and_unknown_proposals_are_named() -> None:
    rollup = make_rollup(
        MEMBERS,
        Reported("a.toml", make_summary(A, make_entry("01"), version="2015-06")),
        Reported("b.toml", make_summary(B, make_entry("01"), catalogue="eget")),
        Reported("c.toml", make_summary(C, make_entry("01"), make_entry("77"))),
    )
    told = [(one.source, one.problem.code, one.problem.facts["found"]) for one in rollup.attention.unreadable]
    assert told == [("a.toml", "other_catalogue", "skl-44 2015-06"), ("b.toml", "other_catalogue", "eget working-1")]
    assert rollup.rows[0].counts.picked == 1, "another version's numbers may mean other proposals"
    assert rollup.headline.reported.part == 1
    assert [(one.source, one.unknown) for one in rollup.notes.unknown] == [("c.toml", ("77",))]
    assert rollup.is_partial


def test_associates_are_told_apart_and_not_counted() -> None:
    varberg = make_body("1383", "Varberg")
    rollup = roll_up(
        REGION,
        MEMBERS,
        make_catalogue(),
        Criteria(as_of=AS_OF),
        reports=[make_report("1383", make_entry("01"))],
        associates=[varberg],
    )
    assert rollup.total.picked == 0
    assert rollup.notes.associates[0].counts.picked == 1
    assert rollup.name("1383") == "Varberg"


def test_area_and_level_set_what_the_figures_count() -> None:
    reports = [make_report(A, *(make_entry(id_) for id_ in make_catalogue().proposals))]
    area = make_rollup(MEMBERS, *reports, criteria=Criteria(as_of=AS_OF, area="B"))
    assert area.proposals == ("04", "05", "06")
    assert area.headline.picked == Share(3, 3, Base.CATALOGUE)
    level = make_rollup(MEMBERS, *reports, criteria=Criteria(as_of=AS_OF, level="regional"))
    assert level.proposals == ("02", "04", "06")


def test_without_names_no_owner_is_carried_but_the_unowned_are_still_known() -> None:
    report = make_report(A, make_entry("01", due=AS_OF - DAY), make_entry("02", owner=None))
    rollup = make_rollup(MEMBERS, report, criteria=Criteria(as_of=AS_OF, names=False))
    assert "IFO-chef" not in repr(rollup)
    assert [flag.proposal for flag in rollup.attention.unowned] == ["02"]


def test_attention_comes_in_the_order_of_urgency() -> None:
    rollup = make_rollup(
        MEMBERS,
        make_report(
            A,
            make_entry("01", due=AS_OF - 2 * DAY, followups=[AS_OF - 200 * DAY]),
            make_entry("02", due=AS_OF - 9 * DAY, followups=()),
            make_entry("03", due=AS_OF + 30 * DAY),
            make_entry("04", due=AS_OF + 31 * DAY),
            make_entry("05", due=AS_OF, owner=None),
            make_entry("06", owner=None),
        ),
    )
    found = rollup.attention
    assert [(flag.proposal, flag.days) for flag in found.overdue] == [("02", 9), ("01", 2)]
    assert [(flag.proposal, flag.days) for flag in found.soon] == [("05", 0), ("03", 30)]
    assert [(flag.proposal, flag.days) for flag in found.stale] == [("02", None), ("01", 200)]
    assert [flag.proposal for flag in found.unowned] == ["05", "06"]


def test_groups_count_their_own_members() -> None:
    rollup = roll_up(
        REGION,
        MEMBERS,
        make_catalogue(),
        Criteria(as_of=AS_OF),
        reports=[make_report(A, make_entry("01")), make_report(C, make_entry("01"), make_entry("02"))],
        groups={"Ett": [A, B, "9999"], "Två": [C]},
    )
    one, two = rollup.groups
    assert (one.members, one.reported, one.picked[:2], one.counts.picked) == ((A, B), 1, (1, 0), 1)
    assert (two.members, two.reported, two.picked[:2], two.counts.picked) == ((C,), 1, (1, 1), 2)


def test_members_stand_in_swedish_alphabetical_order() -> None:
    members = tuple(make_body(str(place), name) for place, name in enumerate(("Öckerö", "Ale", "Åmål", "Zinkgruvan")))
    assert [member.body.name for member in make_rollup(members).members] == ["Ale", "Zinkgruvan", "Åmål", "Öckerö"]


def test_a_region_without_members_or_reports_is_no_fault() -> None:
    rollup = make_rollup(())
    assert rollup.headline.reported == Share(0, 0, Base.MEMBERS)
    assert len(rollup.rows) == 6


def test_a_national_rollup_covers_every_cell() -> None:
    members = make_bodies(290)
    catalogue = make_catalogue(44, 3)
    reports = [make_report(body.id, *random_entries(seed, catalogue.proposals)) for seed, body in enumerate(members)]
    rollup = make_rollup(members, *reports, catalogue=catalogue)
    assert rollup.total.cells == 290 * 44
    assert rollup.total.reported == 290 * 44
