"""What a roll-up puts to those who lead: only what is true, and also what the joint plan itself is late with."""

import datetime as dt
from collections.abc import Iterator, Sequence

import pytest

from actionplan.core.rollup import RollUp
from actionplan.core.summary import EntrySummary
from actionplan.i18n import Language, set_language
from actionplan.reports.blocks import Block, Bullets, Heading, Paragraph, Table
from actionplan.reports.decisions import decisions
from actionplan.reports.rendering import Told, render
from actionplan.reports.rollup_tables import attention
from tests.factories import (
    AS_OF,
    DONE,
    REGION,
    STARTED,
    make_bodies,
    make_catalogue,
    make_entry,
    make_report,
    make_rollup,
)

MEMBERS = make_bodies(4)
LATE = AS_OF - dt.timedelta(days=40)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("sv")


def asked(rollup: RollUp) -> list[str]:
    return [said for block in decisions(rollup) if isinstance(block, Bullets) for said in block.items]


def under(blocks: Sequence[Block], heading: str) -> list[Block]:
    start = list(blocks).index(Heading(3, heading)) + 1
    end = next((at for at in range(start, len(blocks)) if isinstance(blocks[at], Heading)), len(blocks))
    return list(blocks[start:end])


def everybody(last: EntrySummary) -> RollUp:
    """All members have picked 01 and 02 and carried them out, except for what the last one says of 01."""
    entries = [make_entry("01", DONE)] * 3 + [last]
    return make_rollup(
        MEMBERS,
        *(make_report(body.id, entry, make_entry("02", DONE)) for body, entry in zip(MEMBERS, entries, strict=True)),
    )


def test_what_all_have_carried_out_needs_nobody_to_lead_it() -> None:
    rollup = everybody(make_entry("01", DONE))
    assert [one.proposal for one in rollup.overlap.joint] == ["01", "02"]
    assert not [said for said in asked(rollup) if "led jointly" in said]


@pytest.mark.parametrize("last", [make_entry("01", STARTED), make_entry("01", None, owner=None, priority=1)])
def test_what_somebody_has_left_to_do_is_asked_about(last: EntrySummary) -> None:
    (said,) = (said for said in asked(everybody(last)) if "led jointly" in said)
    assert said == (
        "1 proposal is picked by many and led jointly by nobody: 01 Förslag 01 (4 of 4). Shall it be done together, and"
        " who leads?"
    )


def region(late: Sequence[str] = (), unowned: Sequence[str] = (), member: EntrySummary | None = None) -> RollUp:
    """A region with a plan of its own; the first of the late ones is the latest."""
    own = [make_entry(number, due=LATE + DAY * place) for place, number in enumerate(late)]
    own += [make_entry(number, owner=None) for number in unowned]
    theirs = make_report(MEMBERS[0].id, member or make_entry("06"))
    return make_rollup(MEMBERS, theirs, make_report(REGION.id, *own), catalogue=make_catalogue(12))


def test_what_the_joint_plan_is_late_with_is_told_and_not_counted() -> None:
    rollup = region(["03"], ["04"])
    assert (rollup.headline.overdue.part, rollup.headline.unowned.part, rollup.attention.overdue) == (0, 0, ())
    assert [said for said in asked(rollup) if "joint plan" in said] == [
        (
            "In the joint plan of Sjuhärad, 1 proposal is overdue: 03 (due 2016-10-12). What is needed for it to be"
            " done, or is there a new date?"
        ),
        "In the joint plan of Sjuhärad, 1 proposal has no owner: 04. Who takes it?",
    ]
    blocks = attention(rollup, brief=False)
    assert under(blocks, "Overdue") == [
        Paragraph("None with the members."),
        Paragraph(
            "In the joint plan of Sjuhärad, 1 proposal is overdue: 03 (due 2016-10-12). The joint plan is not counted"
            " among the members."
        ),
    ]
    assert under(blocks, "Without owner")[1:] == [
        Paragraph(
            "In the joint plan of Sjuhärad, 1 proposal has no owner: 04. The joint plan is not counted among the"
            " members."
        )
    ]


def test_several_are_told_with_the_latest_first_and_no_more_than_can_be_read() -> None:
    numbers = [f"{place:02}" for place in range(12, 2, -1)]
    overdue, unowned = (said for said in asked(region(numbers, ["01", "02"])) if "joint plan" in said)
    assert overdue.startswith(
        "In the joint plan of Sjuhärad, 10 proposals are overdue: 12 (due 2016-10-12), 11 (due 2016-10-13),"
    )
    assert overdue.endswith("and 3 more. What is needed for them to be done, or are there new dates?")
    assert unowned == "In the joint plan of Sjuhärad, 2 proposals have no owner: 01 and 02. Who takes them?"


def test_the_members_list_stays_beside_the_joint_plan() -> None:
    rollup = region(["03"], member=make_entry("06", due=LATE))
    table, said = under(attention(rollup, brief=True), "Overdue")
    assert isinstance(table, Table)
    assert [row[1].text for row in table.rows] == ["06"]
    assert isinstance(said, Paragraph)
    assert "03 (due 2016-10-12)" in said.text


def test_a_joint_plan_in_order_is_not_spoken_of() -> None:
    own = make_report(REGION.id, make_entry("03", due=AS_OF), make_entry("04", DONE, due=LATE, owner=None))
    rollup = make_rollup(MEMBERS, make_report(MEMBERS[0].id, make_entry("06")), own)
    assert rollup.has_own
    assert not [said for said in asked(rollup) if "joint plan" in said]
    assert under(attention(rollup, brief=False), "Overdue") == [Paragraph("None.")]


@pytest.mark.parametrize("form", ["text", "md", "html"])
@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("sv", "I den gemensamma planen för Sjuhärad är 1 förslag försenat: 03 (klart senast 2016-10-12)."),
        ("en", "In the joint plan of Sjuhärad, 1 proposal is overdue: 03 (due 2016-10-12)."),
    ],
)
def test_every_written_format_says_the_same_of_the_joint_plan(form: str, language: Language, expected: str) -> None:
    set_language(language)
    written = str(render(Told(region(["03"])), form)).replace("<time>", "").replace("</time>", "")
    # A terminal's text has no questions.
    assert " ".join(written.split()).count(expected) == (1 if form == "text" else 2)
