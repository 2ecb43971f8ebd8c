"""A plan's report: the same figures as in a roll-up, every picked proposal, and what nobody may miss."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from actionplan.core.body import Bodies
from actionplan.core.handed import Reported
from actionplan.core.matrix import Criteria
from actionplan.core.plan import Activity, Entry, FollowUp, Grant, Head, Indicator, Measure, Orphan, Plan
from actionplan.core.plan_account import Account, account_of
from actionplan.core.problems import Problem
from actionplan.core.rollup import roll_up
from actionplan.core.status import Status
from actionplan.core.summary import summarise
from actionplan.i18n import Language, set_language
from actionplan.reports.blocks import Bars, Block, Bullets, Figure, Heading, Item, Items, Paragraph, Table
from actionplan.reports.document import Document
from actionplan.reports.plan_document import entry_document, later_facts
from actionplan.reports.plan_report import report
from actionplan.reports.plan_report_data import as_data
from actionplan.reports.plan_report_words import Origin, is_partial, remarks
from actionplan.reports.writing import write
from tests import goldens
from tests.factories import AS_OF, REGION, make_body, make_catalogue
from tests.strategies import NUMBERS, plans

BORAS = make_body("1490", "Borås")
BODIES = Bodies({body.id: body for body in (BORAS, REGION)})
CATALOGUE = make_catalogue(12, 3)
CRITERIA = Criteria(as_of=AS_OF)
ORIGIN = Origin("plans/boras.toml")
NAMES = ("Enhetschef familjehem", "Metodutvecklare", "Utvecklingsledare", "Controller", "Kontaktpersonen")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("sv")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def make_plan(entries: dict[str, Entry], **head: object) -> Plan:
    return Plan(
        format=1,
        catalogue="skl-44",
        catalogue_version="working-1",
        head=Head(body="1490", **head),  # type: ignore[arg-type]
        entries=entries,
    )


def boras() -> Plan:
    """A plan with one of everything that a committee must see."""
    plan = make_plan(
        {
            "01": Entry(status=Status.DONE, owner="Enhetschef familjehem", due=day("2016-10-31"), evidence=("SN 1",)),
            "02": Entry(
                status=Status.STARTED,
                owner="Enhetschef familjehem",
                partners=("Skolan", "BUP"),
                due=day("2016-11-11"),
                priority=1,
                goal="Alla hem har stöd",
                followups={
                    "2016-09-16": FollowUp(status=Status.NOT_STARTED, comment="Inget än", by="Utvecklingsledare"),
                    "2016-11-01": FollowUp(status=Status.STARTED, comment="Två\ngrupper", by="Utvecklingsledare"),
                    "2017-01-01": FollowUp(status=Status.DONE, comment="Från framtiden"),
                },
            ),
            "03": Entry(
                status=Status.OVER_HALF,
                due=day("2017-03-31"),
                activities={
                    "late": Activity(what="Utbilda", owner="Metodutvecklare", due=day("2017-01-15")),
                    "soon": Activity(what="Skriv rutin", due=day("2016-11-01"), status=Status.STARTED),
                    "done": Activity(what="Kartlägg", due=day("2016-06-01"), status=Status.DONE),
                    "open": Activity(what="Sprid"),
                },
                followups={"2016-11-01": FollowUp(comment="Går bra")},
            ),
            "05": Entry(status=Status.NOT_STARTED, owner="Controller"),
            "06": Entry(status=Status.STARTED, owner="Controller", due=day("2017-06-30"), lead="sjuharad"),
            "07": Entry(priority=2),
            "09": Entry(status=Status.DECLINED, reason="Görs av regionen"),
            "10": Entry(owner="Controller", goal="Tas upp senare"),
        },
        decided=day("2016-05-24"),
        record="SN 2016/123",
        contact="Kontaktpersonen",
        start=day("2016-06-01"),
        end=day("2018-06-30"),
        focus=("03", "01"),
        covers=("sjuharad",),
        example=True,
    )
    measure = Measure(title="Egen jour", status=Status.STARTED, due=day("2016-11-01"), area="B", summary="Ihop med X")
    orphan = Orphan(proposal="99", catalogue_version="old", title="Gammalt", status=Status.STARTED, owner="Controller")
    return replace(plan, measures={"jour": measure}, orphans={"o1": orphan})


def account(plan: Plan | None = None, criteria: Criteria = CRITERIA) -> Account:
    return account_of(plan or boras(), "Borås Stad", CATALOGUE, criteria)


def laid_out(plan: Plan | None = None, *, short: bool = False, names: bool = True, origin: Origin = ORIGIN) -> Document:
    return report(account(plan, replace(CRITERIA, names=names)), BODIES, origin, short=short)


def texts(blocks: Sequence[Block]) -> Iterator[str]:
    """Everything that is said, piece by piece."""
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield block.text
            case Bullets():
                yield from block.items
            case Items():
                for item in block.items:
                    yield from (item.number, item.title, item.figure, *item.details)
            case Table() | Figure():
                table = block.table if isinstance(block, Figure) else block
                yield from (value.text for row in table.rows for value in row)
            case _:
                pass


def item(document: Document, number: str) -> Item:
    return next(
        one for block in document.blocks if isinstance(block, Items) for one in block.items if one.number == number
    )


def under(document: Document, heading: str) -> tuple[Block, ...]:
    """The blocks of a chapter."""
    places = [place for place, block in enumerate(document.blocks) if isinstance(block, Heading) and block.level == 2]
    start = next(place for place in places if document.blocks[place] == Heading(2, heading))
    end = next((place for place in places if place > start), len(document.blocks))
    return document.blocks[start + 1 : end]


def test_the_first_sentence_has_its_denominators() -> None:
    said = next(block for block in laid_out().blocks if isinstance(block, Paragraph) and block.notes)
    assert said.text == (
        "Borås Stad has picked 6 of 12 proposals. 4 of 6 picked proposals are carried out or under way."
        " 1 is past its deadline."
    )
    assert "working edition" in said.notes[0]
    assert said.notes[1].startswith("Example data")


def test_the_head_of_the_plan_is_told() -> None:
    table = next(block for block in laid_out().blocks if isinstance(block, Table))
    assert [(row[0].text, row[1].text) for row in table.rows] == [
        ("Decided", "2016-05-24"),
        ("Record number", "SN 2016/123"),
        ("Contact", "Kontaktpersonen"),
        ("Period", "2016-06-01 – 2018-06-30"),
        ("Focus", "03 Förslag 03; 01 Förslag 01"),
        ("Also for", "Sjuhärad"),
    ]


def test_a_proposal_is_told_with_who_when_and_what_was_said_last() -> None:
    told = item(laid_out(), "02")
    assert told.figure == "started, overdue"
    assert told.details == (
        "Goal: Alla hem har stöd",
        "Owner: Enhetschef familjehem · Partners: Skolan, BUP",
        "Due: 2016-11-11, overdue by 10 days · Priority: 1",
        "Latest follow-up: 2016-11-01, started: Två grupper (Utvecklingsledare)",
        "Next: nothing is planned, and the deadline has passed.",
    )


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (
            "03",
            [
                "Next: Skriv rutin (was due 2016-11-01, overdue by 20 days)",
                "Then: Utbilda (Metodutvecklare, by 2017-01-15)",
                "Then: Sprid",
            ],
        ),
        ("05", ["Next: nothing is planned, neither an activity nor a deadline."]),
        ("06", ["Next: is to be carried out by 2017-06-30."]),
        ("01", []),
    ],
)
def test_what_comes_next_is_an_activity_else_the_deadline_else_nothing(number: str, expected: list[str]) -> None:
    told = item(laid_out(), number).details
    assert [line for line in told if line.startswith(("Next:", "Then:"))] == expected


def test_what_to_decide_on_gathers_what_is_late_and_what_nobody_takes() -> None:
    blocks = under(laid_out(), "To decide on")
    overdue, unowned = (block for block in blocks if isinstance(block, Table))
    assert [[value.text for value in row] for row in overdue.rows] == [
        ["02", "Förslag 02", "2016-11-11", "10", "Enhetschef familjehem"]
    ]
    assert [[value.text for value in row] for row in unowned.rows] == [
        ["03", "Förslag 03", "half or more", "2017-03-31"]
    ]
    said = "\n".join(next(block for block in blocks if isinstance(block, Bullets)).items)
    assert "1 activity should have been done by now: 03 Förslag 03 – Skriv rutin (was due 2016-11-01" in said
    assert "1 own measure is overdue or has no owner: Egen jour." in said
    assert "2 picked proposals have no follow-up yet: 05 and 06. When are they followed up?" in said
    assert "1 proposal is picked without a status: 07." in said
    assert "date of decision" not in said


@pytest.mark.parametrize(
    ("followups", "expected"),
    [
        ((), "2 picked proposals have no follow-up yet: 01 and 02. When are they followed up?"),
        (("2016-11-22",), "2 picked proposals have no follow-up yet: 01 and 02. When are they followed up?"),
        (("2016-05-24",), "2 picked proposals have had no follow-up in 180 days: 01 and 02. How are they going?"),
        (("2016-05-25",), ""),
    ],
)
def test_what_was_never_followed_up_is_not_said_to_have_been_left_alone(
    followups: tuple[str, ...], expected: str
) -> None:
    told = {key: FollowUp(comment="Går bra") for key in followups}
    entry = Entry(status=Status.STARTED, owner="Controller", followups=told)
    plan = make_plan({"01": entry, "02": entry}, decided=AS_OF)
    said = [one for one in texts(under(laid_out(plan, short=True), "To decide on")) if "follow" in one]
    assert said == ([expected] if expected else [])


def test_never_and_long_ago_are_told_apart() -> None:
    old = Entry(status=Status.STARTED, owner="Controller", followups={"2016-01-01": FollowUp(comment="Går bra")})
    never = Entry(status=Status.NOT_STARTED, owner="Controller")
    plan = make_plan({"01": old, "02": never}, decided=AS_OF)
    assert [*texts(under(laid_out(plan, short=True), "To decide on"))] == [
        "1 picked proposal has no follow-up yet: 02. When is it followed up?",
        "1 picked proposal has had no follow-up in 180 days: 01. How is it going?",
    ]
    assert [slot.number for slot in account(plan).stale] == ["01", "02"]


@pytest.mark.parametrize(
    ("entries", "english", "swedish"),
    [
        (
            (Entry(status=Status.DONE),),
            "Borås Stad has picked 1 of 12 proposals. It is carried out or under way.",
            "Borås Stad har valt 1 av 12 förslag. Det är genomfört eller på väg att genomföras.",
        ),
        (
            (Entry(status=Status.NOT_STARTED, due=AS_OF - dt.timedelta(days=1)),),
            "Borås Stad has picked 1 of 12 proposals. It is not started. It is past its deadline.",
            "Borås Stad har valt 1 av 12 förslag. Det är inte påbörjat. Det är försenat.",
        ),
        (
            (Entry(priority=1),),
            "Borås Stad has picked 1 of 12 proposals. Its status is not stated.",
            "Borås Stad har valt 1 av 12 förslag. Läget är inte angivet.",
        ),
        (
            (Entry(priority=1), Entry(priority=1)),
            "Borås Stad has picked 2 of 12 proposals. No statuses are stated.",
            "Borås Stad har valt 2 av 12 förslag. Läget är inte angivet för något av dem.",
        ),
        (
            (Entry(status=Status.NOT_STARTED), Entry(status=Status.NOT_STARTED)),
            "Borås Stad has picked 2 of 12 proposals. 0 of 2 picked proposals are carried out or under way.",
            "Borås Stad har valt 2 av 12 förslag. 0 av 2 valda förslag är genomförda eller på väg att genomföras.",
        ),
        (
            (Entry(status=Status.STARTED), Entry(status=Status.NOT_STARTED)),
            "Borås Stad has picked 2 of 12 proposals. 1 of 2 picked proposals is carried out or under way.",
            "Borås Stad har valt 2 av 12 förslag. 1 av 2 valda förslag är genomfört eller på väg att genomföras.",
        ),
    ],
)
def test_the_first_sentence_is_good_language_for_any_count(
    entries: tuple[Entry, ...], english: str, swedish: str
) -> None:
    plan = make_plan({f"{place + 1:02}": entry for place, entry in enumerate(entries)})
    for language, expected in (("en", english), ("sv", swedish)):
        set_language(language)  # type: ignore[arg-type]
        said = next(block for block in laid_out(plan).blocks if isinstance(block, Paragraph) and block.notes)
        assert said.text == expected


@pytest.mark.parametrize(("language", "expected"), [("sv", "0 av 1 valt förslag"), ("en", "0 of 1 picked proposal")])
def test_one_picked_proposal_is_counted_in_the_singular(language: Language, expected: str) -> None:
    set_language(language)
    plan = make_plan({"01": Entry(status=Status.DONE)})
    figures = next(one for one in laid_out(plan).blocks if isinstance(one, Table) and one.caption)
    assert expected in {row[1].text for row in figures.rows}


INDICATOR = Indicator(
    name="Utredningar i tid", unit="procent", target=95.0, source="Kolada", outcome={"2026": 72.5, "2025": 70.0}
)
GRANT = Grant(name="Statsbidrag", year=2026, amount=450_000, used=300_000, purpose="Utbilda familjehem")


@pytest.mark.parametrize(
    ("language", "indicator", "grant"),
    [
        (
            "sv",
            "Utredningar i tid (procent) · Mål: 95 · Utfall 2025: 70; 2026: 72,5 · Källa: Kolada",
            "Statsbidrag 2026 · 300 000 av 450 000 kr har använts · Ändamål: Utbilda familjehem",
        ),
        (
            "en",
            "Utredningar i tid (procent) · Target: 95 · Outcome 2025: 70; 2026: 72.5 · Source: Kolada",
            "Statsbidrag 2026 · 300,000 of 450,000 kr used · Purpose: Utbilda familjehem",
        ),
    ],
)
def test_indicators_and_grants_are_told_whole_and_as_the_language_writes_figures(
    language: Language, indicator: str, grant: str
) -> None:
    set_language(language)
    entry = Entry(status=Status.STARTED, indicators={"i1": INDICATOR}, grants={"g1": GRANT})
    plan = make_plan({"01": entry})
    said = item(laid_out(plan), "01").details
    assert [line.partition(": ")[2].replace("\u00a0", " ") for line in said[-2:]] == [indicator, grant]
    shown = [*texts([*entry_document("01", plan, "Borås", CATALOGUE, BODIES, AS_OF)])]
    assert [text.replace("\u00a0", " ") for text in shown[-3::2]] == [indicator, grant]


@pytest.mark.parametrize(
    ("grant", "expected"),
    [
        (Grant(name="Bidrag"), "Bidrag"),
        (Grant(name="Bidrag", amount=0, used=0), "Bidrag · 0 of 0 kr used"),
        (Grant(name="Bidrag", amount=5000), "Bidrag · 5,000 kr"),
        (Grant(name="Bidrag", used=5000), "Bidrag · 5,000 kr used"),
    ],
)
def test_an_amount_that_nobody_has_stated_is_not_nought(grant: Grant, expected: str) -> None:
    (value,) = (value for _label, value in later_facts(Entry(grants={"g1": grant})))
    assert value.text.replace("\u00a0", " ") == expected


def test_an_indicator_with_a_name_alone_is_that_name() -> None:
    (value,) = (value for _label, value in later_facts(Entry(indicators={"i1": Indicator(name="Trygghet")})))
    assert value.text == "Trygghet"


def test_a_plan_nobody_decided_is_asked_about() -> None:
    plan = make_plan({"01": Entry(status=Status.DONE)})
    assert "The plan has no date of decision. When is it decided, and by whom?" in [*texts(laid_out(plan).blocks)]


def test_nothing_to_decide_is_said_in_words() -> None:
    plan = make_plan({"01": Entry(status=Status.DONE)}, decided=AS_OF)
    assert under(laid_out(plan, short=True), "To decide on") == (Paragraph("Nothing stands out to decide on."),)


def test_every_slot_that_holds_something_has_its_place() -> None:
    document = laid_out()
    assert [row[0].text for row in _table(under(document, "Overview")).rows if len(row) > 1] == [
        "01", "02", "03", "05", "06", "07",
    ]  # fmt: skip
    assert [value.text for value in _table(under(document, "Decided against")).rows[0]] == [
        "09", "Förslag 09", "× will not be done", "Görs av regionen",
    ]  # fmt: skip
    assert "Goal: Tas upp senare" in [*texts(under(document, "Noted, but not picked"))]
    own = [*texts(under(document, "Own measures"))]
    assert own[:5] == ["1", "Egen jour", "started, overdue", "B. Område B", "Ihop med X"]
    assert [value.text for value in _table(under(document, "Together with others")).rows[0]] == [
        "06", "Förslag 06", "Sjuhärad", "–",
    ]  # fmt: skip
    assert [*texts(under(document, "Without a place in the present catalogue"))] == [
        "old 99 Gammalt – started, less than half is done"
    ]


def _table(blocks: Sequence[Block]) -> Table:
    return next(block for block in blocks if isinstance(block, Table))


def test_the_short_report_leaves_out_the_details_and_nothing_to_decide() -> None:
    short, whole = laid_out(short=True), laid_out()
    headings = [block.text for block in short.blocks if isinstance(block, Heading)]
    assert headings == ["To decide on", "Overview"]
    assert not any(isinstance(block, Items | Figure) for block in short.blocks)
    assert under(short, "To decide on") == tuple(
        block for block in under(whole, "To decide on") if isinstance(block, Paragraph | Table | Bullets)
    )


def test_headings_leave_out_no_level() -> None:
    levels = [1, *(block.level for block in laid_out().blocks if isinstance(block, Heading))]
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("short", [False, True])
@pytest.mark.parametrize("form", ["text", "md"])
def test_without_names_nobody_is_named(form: str, *, short: bool) -> None:
    told = write(laid_out(names=False, short=short), form)
    assert isinstance(told, str)
    assert not [name for name in NAMES if name in told]
    if not short:
        assert "Who is responsible, whom to ask and who said what are left out." in " ".join(told.split())


def test_without_names_the_figures_stay() -> None:
    with_names, without = account(), account(criteria=replace(CRITERIA, names=False))
    assert with_names.counts == without.counts
    assert [slot.number for slot in without.unowned] == ["03"]
    assert not [name for name in NAMES if name in str(as_data(without, ORIGIN))]
    assert [name for name in NAMES if name in str(as_data(with_names, ORIGIN))] == [*NAMES]


def test_the_chart_shows_the_figures_of_its_table() -> None:
    (figure,) = laid_out().figures
    assert isinstance(figure.chart, Bars)
    for bar, row in zip(figure.chart.bars, figure.table.rows, strict=False):
        assert [f"{value}" for value in bar.values] == [value.text for value in row[3:]]
        assert sum(bar.values) == int(row[1].text)
    assert figure.table.rows[-1][1].text == "12"


@settings(max_examples=60)
@given(plans())
def test_the_figures_are_those_of_a_roll_up_of_the_plan_alone(plan: Plan) -> None:
    told = account(plan)
    rolled = roll_up(REGION, [BORAS], CATALOGUE, CRITERIA, reports=[Reported("plans/boras.toml", summarise(plan))])
    if not plan.is_blank:
        assert told.counts == rolled.total
        assert {area.area: area.counts for area in told.areas} == {area.area: area.counts for area in rolled.areas}
    assert told.counts.picked == len(told.picked)
    assert told.counts.overdue == len(told.overdue)
    assert told.counts.unowned == len(told.unowned)
    assert told.counts.stale == len(told.stale)
    assert told.counts.decided_against == len(told.against)


@settings(max_examples=60)
@given(plans())
def test_anything_that_a_file_can_hold_is_told_once(plan: Plan) -> None:
    told = account(plan)
    slots = [*told.picked, *told.against, *told.beside, *told.unknown]
    assert sorted(slot.number for slot in slots) == sorted(
        number for number in NUMBERS if not plan.entry(number).is_empty
    )
    document = report(told, BODIES, ORIGIN)
    for form in ("text", "md"):
        written = write(document, form)
        assert isinstance(written, str)
        assert "\x1b" not in written


def test_what_is_not_told_is_named_in_the_report_and_beside_it() -> None:
    problem = Problem(
        "date_impossible", source="plans/boras.toml", line=12, path=("proposal", "01", "due"), facts={"line": "due = 1"}
    )
    origin = Origin("plans/boras.toml", (problem,), ("The source boras was not reached.",), lacks_catalogue=True)
    plan = replace(boras(), entries={**boras().entries, "77": Entry(status=Status.STARTED)})
    told = account(plan)
    said = [*texts(laid_out(plan, origin=origin, short=True).blocks)]
    assert is_partial(told, origin)
    assert "The source boras was not reached." in said
    assert any(line.startswith("Not told: plans/boras.toml:12: proposal.01.due: ") for line in said)
    assert any("which is not here" in line for line in said)
    assert any("not in the catalogue" in line and "77" in line for line in said)
    assert "77" in said
    assert set(remarks(told, origin)) - set(said) == {
        "The report is not complete. See what is wrong with: actionplan check"
    }


def test_a_whole_report_has_nothing_to_say_beside_it() -> None:
    assert not is_partial(account(), ORIGIN)
    assert remarks(account(), ORIGIN) == ()


def test_an_empty_plan_is_told_as_one() -> None:
    said = [*texts(laid_out(make_plan({})).blocks)]
    assert said.count("No proposal is picked yet.") == 2
    assert "no date is given" in said
    assert "The plan has no date of decision. When is it decided, and by whom?" in said


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(("form", "ending"), [("text", "txt"), ("md", "md")])
def test_the_report_is_as_it_was(form: str, ending: str, language: str) -> None:
    set_language("en" if language == "en" else "sv")
    told = write(laid_out(), form)
    assert isinstance(told, str)
    goldens.check(f"plan/boras.{language}.{ending}", told)
