"""Each rule of the check, and what must not set it off."""

import datetime as dt
import time
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan.core.body import Bodies
from actionplan.core.check import check_plan, check_together, has_identity_number, looks_like_a_person
from actionplan.core.plan import Activity, Entry, FollowUp, Grant, Head, Measure, Orphan, Plan
from actionplan.core.problems import Problem, Severity
from actionplan.core.status import Status
from tests.factories import AS_OF, make_body, make_catalogue
from tests.strategies import plans

BODIES = Bodies({body.id: body for body in (make_body("1490", "Borås"), make_body("1463", "Mark"))})
CATALOGUE = make_catalogue(12, 3)
DAY = dt.date


def make_plan(entry: Entry | None = None, *, head: Head | None = None, number: str = "01", **parts: object) -> Plan:
    return Plan(
        format=1,
        catalogue="skl-44",
        catalogue_version="working-1",
        head=head or Head(body="1490"),
        entries={number: entry or Entry()},
        **parts,  # type: ignore[arg-type]
    )


def problems_of(plan: Plan) -> tuple[Problem, ...]:
    return check_plan(plan, CATALOGUE, BODIES, AS_OF)


def codes(problems: Iterable[Problem]) -> list[tuple[str, str]]:
    return [(problem.code, problem.key) for problem in problems]


FAULTS: dict[str, tuple[Plan, tuple[str, str]]] = {
    "reason": (make_plan(Entry(status=Status.DECLINED)), ("reason_missing", "proposal.01.status")),
    "dates": (
        make_plan(Entry(start=DAY(2016, 5, 1), due=DAY(2016, 4, 30))),
        ("date_order_impossible", "proposal.01.due"),
    ),
    "period": (
        make_plan(head=Head(body="1490", start=DAY(2016, 5, 1), end=DAY(2016, 4, 30))),
        ("date_order_impossible", "plan.end"),
    ),
    "revision": (
        make_plan(head=Head(body="1490", decided=DAY(2016, 5, 1), revised=DAY(2016, 4, 30))),
        ("date_order_impossible", "plan.revised"),
    ),
    "body": (make_plan(head=Head(body="9999")), ("unknown_body", "plan.body")),
    "covers": (make_plan(head=Head(body="1490", covers=("9999",))), ("unknown_body", "plan.covers")),
    "lead": (make_plan(Entry(lead="nowhere")), ("unknown_body", "proposal.01.lead")),
    "focus": (make_plan(head=Head(body="1490", focus=("99",))), ("unknown_proposal", "plan.focus")),
    "proposal": (make_plan(Entry(status=Status.STARTED), number="99"), ("unknown_proposal", "proposal.99")),
    "done": (make_plan(Entry(status=Status.DONE)), ("done_without_followup", "proposal.01.status")),
    "owner": (make_plan(Entry(owner="Anna Svensson")), ("owner_is_a_person", "proposal.01.owner")),
    "contact": (
        make_plan(head=Head(body="1490", contact="Anna Svensson")),
        ("owner_is_a_person", "plan.contact"),
    ),
    "activity": (
        make_plan(Entry(activities={"k001": Activity(what="x", owner="Anna Svensson")})),
        ("owner_is_a_person", "proposal.01.activity.k001.owner"),
    ),
    "by": (
        make_plan(Entry(followups={"2016-01-01": FollowUp(comment="x", by="Anna Svensson")})),
        ("owner_is_a_person", "proposal.01.followup.2016-01-01.by"),
    ),
    "future": (
        make_plan(Entry(followups={"2016-11-22": FollowUp(comment="x")})),
        ("followup_in_future", "proposal.01.followup.2016-11-22"),
    ),
    "empty": (
        make_plan(Entry(followups={"2016-01-01": FollowUp()})),
        ("empty_followup", "proposal.01.followup.2016-01-01"),
    ),
    "no date": (
        make_plan(Entry(followups={"2016-13-45": FollowUp(comment="x")})),
        ("bad_date", "proposal.01.followup.2016-13-45"),
    ),
    "back": (
        make_plan(
            Entry(
                status=Status.STARTED,
                followups={"2016-01-01": FollowUp(status=Status.DONE), "2016-02-01": FollowUp(status=Status.STARTED)},
            )
        ),
        ("step_back_without_comment", "proposal.01.followup.2016-02-01.status"),
    ),
    "back now": (
        make_plan(Entry(status=Status.STARTED, followups={"2016-01-01": FollowUp(status=Status.DONE)})),
        ("step_back_without_comment", "proposal.01.status"),
    ),
    "grant": (
        make_plan(Entry(grants={"k001": Grant(name="x", amount=1, used=2)})),
        ("grant_overspent", "proposal.01.grant.k001.used"),
    ),
    "identity number": (make_plan(Entry(goal="Gäller 640823-3234")), ("identity_number", "proposal.01.goal")),
    "own measure": (
        make_plan(measures={"k001": Measure(title="x", status=Status.NOT_RELEVANT)}),
        ("reason_missing", "measure.k001.status"),
    ),
    "area": (make_plan(measures={"k001": Measure(title="x", area="Z")}), ("unknown_area", "measure.k001.area")),
    "orphan": (
        make_plan(orphans={"o1": Orphan(proposal="07", catalogue_version="0", status=Status.STARTED)}),
        ("orphan", "orphan.o1"),
    ),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_each_rule_names_the_place_and_nothing_else(kind: str) -> None:
    plan, expected = FAULTS[kind]
    assert codes(problems_of(plan)) == [expected]


STRICT = {"done_without_followup", "owner_is_a_person", "step_back_without_comment"}


@pytest.mark.parametrize("kind", FAULTS)
def test_what_is_allowed_is_a_warning_of_the_strict_tier(kind: str) -> None:
    (problem,) = problems_of(FAULTS[kind][0])
    assert problem.strict == (problem.code in STRICT)
    if problem.strict:
        assert problem.severity is Severity.WARNING


FINE: dict[str, Plan] = {
    "blank": make_plan(),
    "reason": make_plan(Entry(status=Status.DECLINED, reason="Görs redan")),
    "same day": make_plan(Entry(start=DAY(2016, 5, 1), due=DAY(2016, 5, 1))),
    "done and followed up": make_plan(
        Entry(status=Status.DONE, followups={"2016-01-01": FollowUp(status=Status.DONE)})
    ),
    "today": make_plan(Entry(followups={"2016-11-21": FollowUp(comment="x")})),
    "back with a comment": make_plan(
        Entry(
            status=Status.STARTED,
            followups={
                "2016-01-01": FollowUp(status=Status.DONE),
                "2016-02-01": FollowUp(status=Status.STARTED, comment="Ny ledning"),
            },
        )
    ),
    "decided against after work": make_plan(
        Entry(status=Status.DECLINED, reason="x", followups={"2016-01-01": FollowUp(status=Status.OVER_HALF)})
    ),
    "all spent": make_plan(Entry(grants={"k001": Grant(name="x", amount=2, used=2)})),
    "led by a neighbour": make_plan(Entry(lead="1463")),
}


@pytest.mark.parametrize("kind", FINE)
def test_nothing_to_say(kind: str) -> None:
    assert codes(problems_of(FINE[kind])) == []


def test_an_unknown_catalogue_is_said_once_and_no_number_is_blamed() -> None:
    plan = make_plan(Entry(status=Status.STARTED), number="99")
    assert codes(check_plan(plan, None, BODIES, AS_OF)) == [("unknown_catalogue", "catalogue_version")]


def test_suggestions() -> None:
    (body,) = problems_of(make_plan(head=Head(body="boras")))
    assert body.facts["suggestion"] == "1490"
    (number,) = problems_of(make_plan(Entry(status=Status.STARTED), number="9"))
    assert number.facts["suggestion"] == "09"


@given(plans())
def test_any_plan_can_be_checked(plan: Plan) -> None:
    for problem in check_plan(plan, CATALOGUE, BODIES, AS_OF):
        assert problem.path
        assert problem.severity in set(Severity)


def test_two_files_for_one_body() -> None:
    one = make_plan(Entry(status=Status.STARTED), head=Head(body="1490", name="Borås Stad"))
    other = make_plan(Entry(status=Status.STARTED), number="02")
    clash = make_plan(Entry(owner="IFO-chef"), head=Head(body="1490", decided=DAY(2016, 1, 1)))
    elsewhere = make_plan(Entry(status=Status.STARTED), head=Head(body="1463"))
    assert check_together([("a.toml", one), ("b.toml", other), ("c.toml", elsewhere)]) == ()
    (problem,) = check_together([("a.toml", one), ("b.toml", other), ("d.toml", clash)])
    assert (problem.code, problem.source, problem.facts["other"]) == ("duplicate_plan", "d.toml", "a.toml")
    assert problem.facts["proposals"] == "01"
    assert [p.code for p in check_together([("a.toml", one), ("copy.toml", one)])] == ["duplicate_plan"]


FUNCTIONS = """
IFO-chef|Enhetschef|Enhetschef Barn|Enhetschef Barn Och Unga|Enhetschef barn och unga|Socialchef
Förste Socialsekreterare|Socialsekreterare
Förvaltningschef|Verksamhetschef|Verksamhetschef IFO|Områdeschef Öst|Sektorchef Välfärd|Avdelningschef|Gruppledare
Utvecklingsledare|Utvecklingsledare Barn|Utvecklingsstrateg|Kvalitetssamordnare|Kvalitetsstrateg|Kvalitetscontroller
Verksamhetscontroller|Socialnämnden|Socialnämndens Presidium|Individnämnden|Familjehemssekreterare|Familjehemskonsulent
Barnhandläggare|Barnrättsstrateg|Skolchef|Rektor Centralskolan|Elevhälsochef|Elevhälsans Ledning|Personalchef|HR-chef
HR-strateg|Projektledare|Projektledare BBIC|Processledare|BBIC-samordnare|Samordnare Våld|FoU Sjuhärad Välfärd
Boråsregionen|Regional Samverkansgrupp|Styrgruppen|Ledningsgruppen|Mottagningsgruppen|Barn- och familjeenheten
Stödenheten|Resursteamet|Kommunstyrelsen|Kommunchef|Familjerättssekreterare|Metodhandledare|Socialjurist
Head Of Children|Unit Manager|Quality Coordinator|Biträdande Enhetschef|Vikarierande Socialchef|Arbetsmiljöstrateg
"""
NAMES = """
Anna Svensson|Karl-Erik Johansson|Åsa Öberg|Örjan Ågren|Maria Lindqvist Holm|Per A. Nilsson|Eva M Karlsson
Lars Bergström|Ingrid Älvgren|Fatima Hassan|Mohammed Ali|Sven-Göran Ek|Ulla Britt Andersson|Björn Sjödin|Elin Wikström
Göran Åkerlund|Lena Håkansson|Ola Nordmann|Kerstin Dahl|Emelie Falk-Larsson|José Lopez|Anders Müller
"""


def words(text: str) -> list[str]:
    return [word for line in text.split("\n") for word in line.split("|") if word]


def test_the_lists_are_long_enough() -> None:
    assert len(words(FUNCTIONS)) >= 40
    assert len(words(NAMES)) >= 20


@pytest.mark.parametrize("text", words(FUNCTIONS))
def test_functions_are_no_persons(text: str) -> None:
    assert not looks_like_a_person(text)


@pytest.mark.parametrize("text", words(NAMES))
def test_names_are_persons(text: str) -> None:
    assert looks_like_a_person(text)


@pytest.mark.parametrize("dash", "-+\u2010\u2011\u2013\u2014\u2212")
def test_an_identity_number_is_found_whatever_its_dash_became(dash: str) -> None:
    assert has_identity_number(f"Beslut om 640823{dash}3234")


@pytest.mark.parametrize(
    "text",
    ["640823-3234", "6408233234", "196408233234", "19640823-3234", "se 640823-3234.", "640823+3234", "701063-2391"],
)
def test_identity_and_coordination_numbers_are_found(text: str) -> None:
    assert has_identity_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "811218 9876", "811218\u00a09876", "811218\u202f9876", "811218\u20099876", "811218   9876", "811218\t9876",
        "811218 - 9876", "811218- 9876", "811218 -9876", "811218\u00a0\u2013\u00a09876", "811218 + 9876",
        "811218\u00ad9876", "811218\ufe639876", "811218\uff0d9876",
        "19811218 9876", "19811218 - 9876", "19 811218-9876", "19 811218 9876", "19\u00a0811218\u00a09876",
        "19-811218-9876",
        "1981-12-18-9876", "1981\u201312\u201318\u20139876", "81-12-18-9876", "1981-12-18 9876", "1981-12-18 - 9876",
        "1981 12 18 9876", "1981\u00a012\u00a018\u00a09876", "1981 12 18-9876", "1981 12 18 - 9876", "81 12 18 9876",
        "19 81 12 18 9876", "1981 12 78 9873", "2012-05-06-1235", "20120506 1235", "2012 05 06 1235",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "around", ["{}", "Gäller {}.", "barn 2, {}, enligt SN 2016/12", "({}) 811218 9877", "{}: se ovan"]
)
def test_an_identity_number_is_found_with_blanks_and_dashes_inside(text: str, around: str) -> None:
    assert has_identity_number(around.format(text))


@pytest.mark.parametrize(
    "text",
    [
        "640823-3235", "701063-2392", "SN 2016/123", "SN 2016-00123", "Dnr 2016/0123-1", "2016-11-21", "2016-11-21--23",
        "20161121", "033-35 70 00", "070-512 34 56", "+46 33 35 70 00", "212000-1561", "641323-3234", "640832-3234",
        "99640823-32341", "https://example.org/2016/11/21/1234", "1490", "ISBN 978-91-7585-252-6", "",
        "811218 9877", "19 811218 9877", "811318 9876", "1981-12-18-9877", "1981 12 18 9877", "500 000 1234",
    ],
)  # fmt: skip
def test_other_numbers_are_not(text: str) -> None:
    assert not has_identity_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "2016-11-21 1234", "2016-11-21 1234 Borås", "16-11-21 1234", "2016-11-21 - 2018", "2016-11-21\u20132018-12-31",
        "2016-11-21: 1234", "2016-11-21, 1234", "161121, 1234", "161121\n1234", "16/11/21 1234",
        "161121 2018/12", "161121 SN 1234", "161121 2018:12", "161121 - 2018-12-31", "161121 1234-1600",
        "20161121 2018/3",
        "161 121 1234", "1 611 211 234", "16 112 11234", "033-16 11 21 1234 Borås", "+46 16 11 21 1234",
        "1 16 11 21 1234", "16 11 21 1234 5", "16 11 21 12 34", "2016 1121 1234", "161121" + 9 * " " + "1234",
    ],
)  # fmt: skip
def test_numbers_side_by_side_are_none_even_where_the_check_digit_would_hold(text: str) -> None:
    digits = "".join(filter(str.isdecimal, text))
    assert any(has_identity_number(digits[at : at + 10]) for at in range(len(digits)))
    assert not has_identity_number(text)


def with_check_digit(nine: str) -> str:
    total = sum(
        value // 10 + value % 10 for value in (int(digit) * (2 - index % 2) for index, digit in enumerate(nine))
    )
    return f"{nine}{-total % 10}"


@given(st.dates(dt.date(1925, 1, 1), dt.date(2024, 12, 31)), st.integers(0, 999), st.booleans())
def test_any_real_identity_number_is_found_and_with_another_check_digit_not(
    born: dt.date, serial: int, coordination: bool
) -> None:
    day = born.day + 60 if coordination else born.day
    ten = with_check_digit(f"{born:%y%m}{day:02}{serial:03}")
    assert has_identity_number(f"{ten[:6]}-{ten[6:]}")
    assert not has_identity_number(f"{ten[:6]}-{ten[6:9]}{(int(ten[9]) + 1) % 10}")


BLANKS = " \t\u00a0\u2007\u2009\u202f"
DASHES = "-+\u2010\u2011\u2013\u2212"


@st.composite
def written(draw: st.DrawFn, ten: str, century: str) -> str:
    """An identity number, in one of the ways in which people write it."""
    blank, dash = draw(st.sampled_from(BLANKS)), draw(st.sampled_from(DASHES))
    year, month, day, serial = ten[:2], ten[2:4], ten[4:6], ten[6:]
    joint = draw(st.sampled_from([blank, dash, f"{blank}{dash}{blank}", f"{dash}{blank}", f"{blank}{dash}"]))
    return draw(
        st.sampled_from(
            [
                f"{year}{month}{day}{joint}{serial}",
                f"{century}{year}{month}{day}{joint}{serial}",
                f"{century}{blank}{year}{month}{day}{joint}{serial}",
                f"{century}{year}{dash}{month}{dash}{day}{dash}{serial}",
                f"{century}{year}{blank}{month}{blank}{day}{joint}{serial}",
                f"{year}{blank}{month}{blank}{day}{joint}{serial}",
            ]
        )
    )


@given(st.dates(dt.date(1925, 1, 1), dt.date(2024, 12, 31)), st.integers(0, 999), st.integers(1, 9), st.data())
def test_a_number_is_found_however_it_is_written_and_not_where_the_check_digit_or_the_month_is_wrong(
    born: dt.date, serial: int, wrong: int, data: st.DataObject
) -> None:
    ten = with_check_digit(f"{born:%y%m%d}{serial:03}")
    digit = f"{ten[:9]}{(int(ten[9]) + wrong) % 10}"
    month = with_check_digit(f"{ten[:2]}{born.month + 12:02}{ten[4:9]}")
    for number, is_one in ((ten, True), (digit, False), (month, False)):
        text = data.draw(written(number, f"{born:%Y}"[:2]))
        assert has_identity_number(f"Gäller {text}, enligt beslut") is is_one, text


DATES = st.dates(dt.date(2010, 1, 1), dt.date(2035, 12, 31))
ORDINARY = st.one_of(
    st.integers(1990, 2035).map(str),
    DATES.map(str),
    st.builds("{:%Y-%m-%d} {}".format, DATES, st.integers(1000, 9999)),
    st.builds("{:%Y-%m-%d}\u2013{:%m-%d}".format, DATES, DATES),
    st.builds("{:%y%m%d} {}/{}".format, DATES, st.integers(2010, 2035), st.integers(1, 99999)),
    st.builds("SN {}/{:04}".format, st.integers(2010, 2035), st.integers(1, 9999)),
    st.integers(1000, 10**9).map(lambda amount: f"{amount:,}".replace(",", " ")),
    st.builds("0{}-{:03} {:02} {:02}".format, *(st.integers(10, 99) for _ in range(4))),
    st.builds("0{}-{:02} {:02} {:02}".format, *(st.integers(10, 99) for _ in range(4))),
    st.builds("{:02}.{:02}".format, st.integers(0, 23), st.integers(0, 59)),
    st.sampled_from(["1490 Borås", "501 80", "kr", "barn", "och", "§ 12"]),
)


@given(st.lists(ORDINARY, max_size=8), st.sampled_from([" ", ", ", "\n", "; ", " \u2013 "]))
def test_what_plans_are_full_of_is_no_identity_number(parts: list[str], between: str) -> None:
    text = between.join(parts)
    assert not has_identity_number(text), text


@pytest.mark.parametrize(
    "text", ["811218" + 50_000 * " ", 20_000 * "19 81 12 18 ", 20_000 * "1981-12-18-", 50_000 * "81"]
)
def test_a_long_text_takes_no_longer_than_its_length_asks_for(text: str) -> None:
    began = time.process_time()
    assert not has_identity_number(text)
    assert time.process_time() - began < 2
