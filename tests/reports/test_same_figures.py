"""The figures of every format, read back and held against the JSON of the same roll-up."""

import copy
import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from actionplan.core.matrix import Criteria
from actionplan.core.rollup import RollUp
from actionplan.i18n import set_language
from actionplan.reports.rendering import Told, render
from actionplan.wording.figures import percent
from actionplan.workspace import open_workspace
from actionplan.workspace.gathering import gather
from tests.factories import sjuharad
from tests.reports.reading_tables import READERS, Read

ROOT = Path(__file__).parent.parent.parent
Document = dict[str, Any]
LETTERS = {
    "done": "G",
    "over_half": "H",
    "started": "P",
    "not_started": "E",
    "declined": "×",
    "not_relevant": "–",
    None: "·",
}
WORDS = {
    "done": "genomförd",
    "over_half": "hälften eller mer",
    "started": "påbörjad",
    "not_started": "ej påbörjad",
    "declined": "genomförs inte",
    "not_relevant": "ej relevant",
    None: "ej bedömd",
}


@pytest.fixture(autouse=True)
def _swedish() -> None:
    set_language("sv")


def sample() -> RollUp:
    """The example plans of the repository."""
    workspace = open_workspace(ROOT)
    day = workspace.settings.as_of
    assert day
    return gather(workspace, workspace.bodies["sjuharad"], workspace.catalogue, Criteria(day), cached=False)


ROLLUPS: dict[str, Callable[[], RollUp]] = {"example": sample, "factory": sjuharad}


@cache
def made(name: str, form: str) -> str | bytes:
    return render(Told(ROLLUPS[name]()), form)


@cache
def told(name: str) -> Document:
    """What all formats are held against."""
    document: Document = json.loads(made(name, "json"))
    return document


# --- reading back -------------------------------------------------------------------------------------------------


@cache
def tables(name: str, form: str) -> tuple[Read, ...]:
    return tuple(READERS[form](made(name, form)))


def records(name: str, form: str, *heads: str) -> list[dict[str, str]]:
    """The rows of all tables with some columns, by the heads of the columns."""
    return [record for table in tables(name, form) if set(heads) <= set(table.heads) for record in table.records]


def found(among: Iterable[dict[str, str]], **cells: str) -> dict[str, str]:
    """The one row with these cells."""
    [row] = [one for one in among if all(one[head] == said for head, said in cells.items())]
    return row


def squeezed(text: str) -> str:
    """A text without blanks, line breaks and soft hyphens."""
    return re.sub(r"[\s\u00ad\u200b\u2011]|-(?=\n)", "", text)


# --- the figures --------------------------------------------------------------------------------------------------

formats = pytest.mark.parametrize("form", READERS)
rollups = pytest.mark.parametrize("name", ROLLUPS)


STATUSES = {
    "done": "genomförd",
    "over_half": "hälften eller mer",
    "started": "påbörjad",
    "not_started": "ej påbörjad",
}
COUNTS = {
    "reported": "räknat av",
    "picked": "valda",
    **STATUSES,
    "declined": "genomförs inte",
    "not_relevant": "ej relevant",
    "not_assessed": "ej bedömd",
    "overdue": "försenat",
    "unowned": "utan ansvarig",
    "stale": "utan aktuell uppföljning",
}
"""The heads of the columns of counts."""
NO_STATUS = "vald, läge ej angivet"


def columns(document: Document, heads: Mapping[str, str]) -> dict[str, str]:
    """The heads of columns; with that of picks without a status where there are such."""
    return {**heads, "no_status": NO_STATUS} if document["total"]["no_status"] else dict(heads)


def check_counts(document: Document, name: str, form: str) -> None:
    """The counts by member, by area, and of all."""
    heads = columns(document, COUNTS)
    by_member = records(name, form, "kommun", *heads.values())
    by_area = records(name, form, "område", *heads.values())
    parts = [(found(by_member, kommun=one["name"]), one) for one in reporting(document)]
    parts += [(found(by_area, område=one["title"]), one) for one in document["areas"]]
    assert len(parts) > 6
    for row, one in (*parts, (found(by_area, område="Alla områden"), {"counts": document["total"]})):
        assert {key: row[head] for key, head in heads.items()} == {key: str(one["counts"][key]) for key in heads}
        assert document["total"]["no_status"] or NO_STATUS not in row


def reporting(document: Document) -> list[dict[str, Any]]:
    return [one for one in document["members"] if one["reporting"] == "reported"]


def check_headline(document: Document, name: str, form: str) -> None:
    """The first figures."""
    said = {
        "reported": ("Har rapporterat", "{part} av {whole} kommuner"),
        "picked": ("Valda av minst en", "{part} av {whole} förslag"),
        "overdue": ("Försenat", "{part} av {whole} valda förslag"),
        "unowned": ("Utan ansvarig", "{part} av {whole} valda förslag"),
        "stale": ("Utan aktuell uppföljning", "{part} av {whole} valda förslag"),
    }
    among = records(name, form, "uppgift", "antal", "andel")
    for key, (title, text) in said.items():
        part, whole = (document["headline"][key][field] for field in ("part", "whole"))
        row = found(among, uppgift=title)
        if form == "xlsx":
            assert (row["antal"], row["räknat av"]) == (str(part), str(whole)), title
            assert float(row["andel"]) == pytest.approx(part / whole), title
        else:
            assert row["antal"] == text.format(part=part, whole=whole), title
            assert squeezed(row["andel"]) == squeezed(percent(part, whole)), title


def letter(cell: dict[str, Any]) -> str:
    known = "V" if cell["picked"] and cell["status"] is None else LETTERS[cell["status"]]
    return known + ("!" if cell["overdue"] else "") + ("?" if cell["unowned"] else "")


def words(cell: dict[str, Any]) -> str:
    known = NO_STATUS if cell["picked"] and cell["status"] is None else WORDS[cell["status"]]
    flags = ["försenat"] * cell["overdue"] + ["utan ansvarig"] * cell["unowned"]
    return ", ".join([known, *flags])


def check_states(document: Document, name: str, form: str) -> None:
    """The state of each proposal at each member, and in the group's own plan."""
    say, silent = (words, "ingen plan att läsa") if form == "html" else (letter, "")
    members = {one["body"]: one["name"].lower() for one in document["members"]}
    among = records(name, form, "nummer", "förslag", *members.values())
    assert len(among) >= len(document["proposals"])
    for one in document["proposals"]:
        row = found(among, nummer=one["proposal"], förslag=one["title"])
        wanted = {head: say(one["cells"][body]) if body in one["cells"] else silent for body, head in members.items()}
        wanted |= {"sjuhärad": say(one["own"])} if one["own"] else {}
        assert {head: row[head] for head in wanted} == wanted, one["proposal"]


def check_late(document: Document, name: str, form: str) -> None:
    """What is late, and by how many days."""
    members = {one["body"]: one["name"] for one in document["members"]}
    titles = {one["proposal"]: one["title"] for one in document["proposals"]}
    heads = ("kommun", "nummer", "förslag", "klart senast", "dagar sent", "ansvarig")
    # The workbook has them twice: in a table of their own, and among all picks.
    rows = [tuple(row[head] for head in heads) for row in records(name, form, *heads) if row["dagar sent"]]
    blank = "" if form == "xlsx" else "–"
    wanted = [
        (
            *(members[one["body"]], one["proposal"], titles[one["proposal"]]),
            *(one["due"], str(one["days_late"]), one["owner"] or blank),
        )
        for one in document["attention"]["overdue"]
    ]
    assert wanted
    assert sorted(set(rows)) == sorted(wanted)


def check_joint(document: Document, name: str, form: str) -> None:
    """What many have picked: by how many, and how far they have come."""
    titles = {one["proposal"]: one["title"] for one in document["proposals"]}
    reported = document["headline"]["reported"]["part"]
    heads = columns(document, STATUSES)
    among = records(name, form, "nummer", "förslag", "valt av", "leds av", *heads.values())
    assert document["overlap"]["joint"]
    for one in document["overlap"]["joint"]:
        counts = one["counts"]
        row = found(among, nummer=one["proposal"], förslag=titles[one["proposal"]])
        assert {key: row[head] for key, head in heads.items()} == {key: str(counts[key]) for key in heads}
        assert row["leds av"] == "–"
        if form == "xlsx":
            own = [dict(row, **{"valt av": ""}) for row in records(name, form, "slutdatum nära varandra", "valda")]
            for shown in (row, found(own, nummer=one["proposal"])):
                assert (shown["valda"], shown["räknat av"]) == (str(counts["picked"]), str(reported))
                assert float(shown["andel"]) == pytest.approx(counts["picked"] / reported)
        else:
            assert row["valt av"] == f"{counts['picked']} av {reported}"


CHECKS = (check_counts, check_headline, check_states, check_late, check_joint)


@formats
@rollups
@pytest.mark.parametrize("check", CHECKS)
def test_the_figures_are_those_of_the_rollup(check: Callable[[Document, str, str], None], name: str, form: str) -> None:
    check(told(name), name, form)


def more(figure: int) -> int:
    return figure + 1


def longer(figure: int) -> int:
    """A figure that begins with the right one."""
    return int(f"{figure}2")


def shorter(figure: int) -> int:
    """A figure that the right one begins with."""
    assert figure > 9
    return figure // 10


WRONG: dict[str, tuple[Callable[[Document, str, str], None], Callable[[Document], tuple[dict[str, Any], str]]]] = {
    "picks of a member": (check_counts, lambda it: (it["members"][1]["counts"], "picked")),
    "not assessed by a member": (check_counts, lambda it: (it["members"][0]["counts"], "not_assessed")),
    "not assessed in an area": (check_counts, lambda it: (it["areas"][0]["counts"], "not_assessed")),
    "last column of all": (check_counts, lambda it: (it["total"], "stale")),
    "headline, part": (check_headline, lambda it: (it["headline"]["picked"], "part")),
    "headline, whole": (check_headline, lambda it: (it["headline"]["stale"], "whole")),
    "days late": (check_late, lambda it: (it["attention"]["overdue"][0], "days_late")),
}
"""Figures that a report could get wrong, all of two digits or more; each with what should find it."""


@formats
@pytest.mark.parametrize("wrong", [more, longer, shorter])
@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_figure_is_found(kind: str, wrong: Callable[[int], int], form: str) -> None:
    check, place = WRONG[kind]
    document = copy.deepcopy(told("example"))
    check(document, "example", form)
    of, key = place(document)
    of[key] = wrong(of[key])
    with pytest.raises(AssertionError):
        check(document, "example", form)


@formats
@pytest.mark.parametrize("key", ["picked", "done", "over_half", "started", "not_started"])
@pytest.mark.parametrize("wrong", [more, longer])
def test_a_wrong_figure_of_what_is_joint_is_found(key: str, wrong: Callable[[int], int], form: str) -> None:
    document = copy.deepcopy(told("example"))
    counts = document["overlap"]["joint"][-1]["counts"]
    counts[key] = wrong(counts[key])
    with pytest.raises(AssertionError):
        check_joint(document, "example", form)


@formats
@pytest.mark.parametrize(("key", "value"), [("status", "started"), ("overdue", True), ("unowned", True)])
def test_a_wrong_state_is_found(key: str, value: object, form: str) -> None:
    document = copy.deepcopy(told("example"))
    cell = document["proposals"][0]["cells"]["1490"]
    assert cell[key] != value
    cell[key] = value
    with pytest.raises(AssertionError):
        check_states(document, "example", form)


@pytest.mark.parametrize("form", ["csv", "csv-excel"])
@rollups
def test_tables_for_programs(name: str, form: str) -> None:
    document = told(name)
    text = str(made(name, form)).removeprefix("\ufeff")
    found = list(csv.reader(io.StringIO(text), delimiter=";" if form == "csv-excel" else ","))[1:]
    yes = "ja" if form == "csv-excel" else "true"
    for member in document["members"]:
        own = [row for row in found if row[5] == member["body"]]
        assert len(own) == len(document["proposals"])
        counts = member["counts"]
        for status in ("done", "over_half", "started", "not_started", "declined", "not_relevant"):
            assert sum(row[8] == status for row in own) == counts[status]
        for place, key in ((10, "picked"), (11, "overdue"), (12, "unowned"), (13, "stale")):
            assert sum(row[place] == yes for row in own) == counts[key]


@formats
@rollups
def test_the_sentence_that_comes_first(name: str, form: str) -> None:
    share = told(name)["headline"]["under_way"]
    said = f"{share['part']} av {share['whole']} förslag är genomförda eller på väg att genomföras i minst en kommun."
    content = made(name, form)
    match form:
        case "pdf":
            from pypdf import PdfReader

            first = PdfReader(io.BytesIO(content)).pages[0].extract_text()  # type: ignore[arg-type]
            assert re.search(rf"(?<!\d){re.escape(squeezed(said))}", squeezed(first))
        case "docx":
            import docx

            paragraphs = docx.Document(io.BytesIO(content)).paragraphs  # type: ignore[arg-type]
            assert any(one.text.startswith(said) for one in paragraphs)
        case "xlsx":
            from python_calamine import CalamineWorkbook

            book = CalamineWorkbook.from_filelike(io.BytesIO(content))  # type: ignore[arg-type]
            cells = [cell for row in book.get_sheet_by_index(0).to_python() for cell in row]
            assert any(str(cell).startswith(said) for cell in cells)
        case _:
            assert re.search(rf"(?<!\d){re.escape(said)}", " ".join(str(content).split()))
