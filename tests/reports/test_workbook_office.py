"""The Excel workbook, opened by LibreOffice: every sheet can be read there, and printed."""

import csv
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from actionplan.core.rollup import RollUp
from actionplan.i18n import _
from actionplan.reports import rollup_words as words
from actionplan.reports.workbook import definitions, file, matrix, overlap, picks, summary
from tests.factories import make_bodies, make_body, make_entry, make_report, make_rollup, sjuharad

SECONDS = 180
ALL_SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
Convert = Callable[[bytes, str], Path]


@pytest.fixture
def converted(tmp_path: Path) -> Convert:
    """Convert a workbook; the folder with what became of it."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("soffice is missing: install LibreOffice Calc")
        pytest.skip("soffice is missing")

    def convert(content: bytes, to: str) -> Path:
        book, made = tmp_path / "book.xlsx", tmp_path / "made"
        book.write_bytes(content)
        profile = (tmp_path / "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", to]
        done = subprocess.run(
            [*command, "--outdir", str(made), str(book)], capture_output=True, text=True, timeout=SECONDS, check=False
        )
        assert done.returncode == 0, done.stderr
        assert "Error" not in done.stderr, done.stderr
        assert list(made.iterdir()), done.stdout + done.stderr
        return made

    return convert


def _rows(folder: Path, sheet: str) -> list[list[str]]:
    with (folder / f"book-{sheet}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def test_it_reads_every_sheet(converted: Convert) -> None:
    rollup = sjuharad()
    folder = converted(file.render(rollup), ALL_SHEETS)
    said = {line[0] for line in _rows(folder, summary.name())}
    assert words.title(rollup) in said
    told = sum(1 for row in rollup.rows for cell in row.cells if cell and (cell.status or cell.is_picked))
    lines = _rows(folder, picks.name())
    assert len(lines) == told + 1
    due = lines[0].index(_("Deadline"))
    assert {cell.due.isoformat() for row in rollup.rows for cell in row.cells if cell and cell.due} == {
        line[due] for line in lines[1:] if line[due]
    }
    for sheet in (matrix, overlap, definitions):
        assert _rows(folder, sheet.name())


def test_it_prints_every_sheet_with_its_title_and_the_warning(converted: Convert) -> None:
    rollup = sjuharad()
    pages = PdfReader(converted(file.render(rollup), "pdf") / "book.pdf").pages
    assert len(pages) >= 6
    for page in pages:
        assert words.title(rollup) in page.extract_text()
        # On its side, A4.
        assert [round(side) for side in page.mediabox[2:]] == [842, 595]
    assert words.example(rollup) in pages[0].extract_text()


@pytest.mark.parametrize("kind", ["empty", "hostile"])
def test_it_opens_what_is_not_as_usual(kind: str, converted: Convert) -> None:
    made: RollUp = make_rollup(make_bodies(2))
    if kind == "hostile":
        text = "=HYPERLINK(\"http://x.se\";'<r>&\x1b_x0007_')"
        entry = make_entry("01", owner=text)
        made = make_rollup((make_body("1490", text),), make_report("1490", entry))
    folder = converted(file.render(made), ALL_SHEETS)
    lines = _rows(folder, picks.name())
    assert len(lines) == (2 if kind == "hostile" else 1)
    if kind == "hostile":
        assert lines[1][0] == "=HYPERLINK(\"http://x.se\";'<r>&␛_x0007_')"
