"""The figures of every format, read back and held against the JSON of the same roll-up."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
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

ROOT = Path(__file__).parent.parent.parent
Row = tuple[str, ...]
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
def told(name: str) -> dict[str, Any]:
    """What all formats are held against."""
    document: dict[str, Any] = json.loads(made(name, "json"))
    return document


# --- reading back -------------------------------------------------------------------------------------------------


def clean(cells: Iterable[object]) -> Row:
    """A row's cells as they are read, without blank ones and without footnote marks."""
    said = (" ".join(str(cell).replace("\u00ad", "").split()) for cell in cells)
    return tuple(cell for cell in said if cell)


def of_markdown(content: str) -> Iterator[Row]:
    for line in content.splitlines():
        if line.startswith("|"):
            yield clean([re.sub(r"\\(.)", r"\1", cell) for cell in re.split(r"(?<!\\)\|", line)])


def of_html(content: str) -> Iterator[Row]:
    from lxml import html

    for row in html.fromstring(content).iter("tr"):
        for hidden in row.xpath(".//*[@aria-hidden='true']"):
            hidden.drop_tree()
        yield clean([cell.text_content() for cell in row.iter("td", "th")])


def of_word(content: bytes) -> Iterator[Row]:
    from docx import Document

    for table in Document(io.BytesIO(content)).tables:
        width = len(table.columns)
        cells = [cell.text for cell in table._cells]
        for start in range(0, len(cells), width):
            yield clean(cells[start : start + width])


def of_workbook(content: bytes) -> Iterator[Row]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for name in book.sheet_names:
        for row in book.get_sheet_by_name(name).to_python():
            yield clean(map(whole, row))


def whole(cell: object) -> object:
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


@cache
def of_pdf(content: bytes) -> str:
    """The text of all pages without blanks, line breaks and soft hyphens."""
    from pypdf import PdfReader

    pages = PdfReader(io.BytesIO(content)).pages
    return squeezed(" ".join(page.extract_text() for page in pages))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u200b\u2011]|-(?=\n)", "", text)


READERS: dict[str, Callable[[Any], Iterator[Row]]] = {
    "md": of_markdown,
    "html": of_html,
    "docx": of_word,
    "xlsx": of_workbook,
}


@cache
def rows(name: str, form: str) -> frozenset[Row]:
    return frozenset(READERS[form](made(name, form)))


def holds(name: str, form: str, row: Sequence[object]) -> bool:
    """Whether a report has a row with just these cells, blank ones aside."""
    wanted = clean(row)
    if form == "pdf":
        return squeezed("".join(wanted)) in of_pdf(bytes(made(name, form)))  # type: ignore[arg-type]
    return wanted in rows(name, form)


# --- the figures --------------------------------------------------------------------------------------------------

formats = pytest.mark.parametrize("form", [*READERS, "pdf"])
rollups = pytest.mark.parametrize("name", ROLLUPS)


def figures(counts: dict[str, int], *, has_no_status: bool) -> list[int]:
    keys = ["reported", "picked", "done", "over_half", "started", "not_started", "declined", "not_relevant"]
    keys += ["no_status"] if has_no_status else []
    return [counts[key] for key in (*keys, "not_assessed", "overdue", "unowned", "stale")]


@formats
@rollups
def test_counts_by_member_and_area(name: str, form: str) -> None:
    document = told(name)
    has_no_status = document["total"]["no_status"] > 0
    parts = [(one["name"], one["counts"]) for one in document["members"] if one["reporting"] == "reported"]
    parts += [(one["title"], one["counts"]) for one in document["areas"]]
    assert len(parts) > 6
    for title, counts in parts:
        first, second, *rest = map(str, figures(counts, has_no_status=has_no_status))
        if form == "xlsx":
            # Shares stand after the first two, and picks without a status beside the other picks.
            rest = [*rest[:4], rest[6], *rest[4:6], *rest[7:]] if has_no_status else rest
            found = [row for row in rows(name, form) if row[:3] == (title, first, second)]
            assert any(row[-len(rest) :] == tuple(rest) for row in found), title
        else:
            assert holds(name, form, [title, first, second, *rest]), title


@formats
@rollups
def test_the_first_figures(name: str, form: str) -> None:
    head = told(name)["headline"]
    said = {
        "reported": "{part} av {whole} kommuner",
        "picked": "{part} av {whole} förslag",
        "overdue": "{part} av {whole} valda förslag",
        "unowned": "{part} av {whole} valda förslag",
        "stale": "{part} av {whole} valda förslag",
    }
    heads = ("Har rapporterat", "Valda av minst en", "Försenat", "Utan ansvarig", "Utan aktuell uppföljning")
    for title, (key, text) in zip(heads, said.items(), strict=True):
        part, whole = head[key]["part"], head[key]["whole"]
        if form == "xlsx":
            found = [row for row in rows(name, form) if row[:1] == (title,) and "." in "".join(row[3:4])]
            assert len(found) == 1
            assert found[0][1:3] == (str(part), str(whole))
            assert float(found[0][3]) == pytest.approx(part / whole)
        else:
            assert holds(name, form, [title, text.format(part=part, whole=whole), percent(part, whole)]), title


def letter(cell: dict[str, Any]) -> str:
    known = "V" if cell["picked"] and cell["status"] is None else LETTERS[cell["status"]]
    return known + ("!" if cell["overdue"] else "") + ("?" if cell["unowned"] else "")


def words(cell: dict[str, Any]) -> str:
    known = "vald, läge ej angivet" if cell["picked"] and cell["status"] is None else WORDS[cell["status"]]
    flags = ["försenat"] * cell["overdue"] + ["utan ansvarig"] * cell["unowned"]
    return ", ".join([known, *flags])


@formats
@rollups
def test_the_state_of_each_proposal(name: str, form: str) -> None:
    document = told(name)
    say, silent = (words, "ingen plan att läsa") if form == "html" else (letter, "")
    for one in document["proposals"]:
        cells = [one["cells"].get(member["body"]) for member in document["members"]]
        said = [say(cell) if cell else silent for cell in cells]
        said += [say(one["own"])] if one["own"] else []
        row = [one["proposal"], one["title"], *said]
        if form == "xlsx":
            cells_of = [found for found in rows(name, form) if found[:2] == (one["proposal"], one["title"])]
            assert any(found[-len(clean(said)) :] == clean(said) for found in cells_of), row
        else:
            assert holds(name, form, row), row


@formats
@rollups
def test_what_is_late(name: str, form: str) -> None:
    document = told(name)
    names = {one["body"]: one["name"] for one in document["members"]}
    titles = {one["proposal"]: one["title"] for one in document["proposals"]}
    assert document["attention"]["overdue"]
    for one in document["attention"]["overdue"]:
        row = [names[one["body"]], one["proposal"], titles[one["proposal"]], one["due"], one["days_late"]]
        if form == "xlsx":
            found = [row for row in rows(name, form) if {names[one["body"]], one["proposal"], one["due"]} <= set(row)]
            assert any(str(one["days_late"]) in row for row in found)
        else:
            assert holds(name, form, [*row, one["owner"] or "–"]), row


@formats
@rollups
def test_what_is_joint(name: str, form: str) -> None:
    document = told(name)
    titles = {one["proposal"]: one["title"] for one in document["proposals"]}
    reported = document["headline"]["reported"]["part"]
    assert document["overlap"]["joint"]
    for one in document["overlap"]["joint"]:
        counts = one["counts"]
        statuses = [counts[key] for key in ("done", "over_half", "started", "not_started")]
        statuses += [counts["no_status"]] if document["total"]["no_status"] else []
        row = [one["proposal"], titles[one["proposal"]], f"{counts['picked']} av {reported}", *statuses, "–"]
        if form == "xlsx":
            start = (one["proposal"], titles[one["proposal"]])
            found = [row for row in rows(name, form) if row[:2] == start]
            assert any(str(counts["picked"]) in row or f"{counts['picked']} av {reported}" in row for row in found)
        else:
            assert holds(name, form, row), row


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
            assert squeezed(said) in of_pdf(bytes(content))  # type: ignore[arg-type]
        case "docx":
            from docx import Document

            assert any(said in one.text for one in Document(io.BytesIO(content)).paragraphs)  # type: ignore[arg-type]
        case "xlsx":
            assert any(said in cell for row in rows(name, form) for cell in row)
        case _:
            assert said in " ".join(str(content).split())


def test_a_wrong_figure_would_be_found() -> None:
    member = told("example")["members"][0]
    wrong = {**member["counts"], "picked": member["counts"]["picked"] + 1}
    for form in ("md", "html", "docx", "pdf"):
        assert holds("example", form, [member["name"], *figures(member["counts"], has_no_status=False)])
        assert not holds("example", form, [member["name"], *figures(wrong, has_no_status=False)])
