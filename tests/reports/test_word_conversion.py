"""LibreOffice opens a Word report and loses nothing of it: the whole sample, with a wide table added."""

import io
import os
import re
import shutil
import subprocess
from pathlib import Path

import docx
import pypdf
import pytest
from docx.shared import Cm, Pt

from actionplan.core.handed import Reported
from actionplan.core.issuer import Issuer, Logo
from actionplan.core.matrix import Criteria
from actionplan.core.rollup import RollUp, roll_up
from actionplan.reports import rollup_report
from actionplan.reports.blocks import Column, Figure, Heading, Table, Value
from actionplan.reports.document import Document
from actionplan.reports.word.file import render
from actionplan.workspace import open_workspace
from tests.factories import (
    AS_OF,
    REGION,
    make_body,
    make_summary,
    random_entries,
    sjuharad,
)
from tests.reports.test_word import DAY, PILLARS, png

_SECONDS = 120
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def soffice() -> str:
    found = shutil.which("soffice")
    if found is None:
        message = "LibreOffice is missing: install it so that soffice is found"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


def _flat(text: str) -> str:
    # What is broken in lines, with or without a hyphen of the program's, is one text.
    return re.sub(r"[\s\u00ad\u2011-]", "", text)


def _pages(soffice: str, folder: Path) -> dict[str, list[str]]:
    """The text of each page of each Word file in a folder, as LibreOffice lays it out."""
    files = sorted(folder.glob("*.docx"))
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", folder, *files],
        check=True, capture_output=True, timeout=_SECONDS,
    )  # fmt: skip
    return {
        file.stem: [page.extract_text() for page in pypdf.PdfReader(file.with_suffix(".pdf")).pages] for file in files
    }


def _template(font: str) -> bytes:
    """A template with the page of Word's own: A4, margins of 2.5 cm, 11 points."""
    file = docx.Document()
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)
    file.styles["Normal"].font.name, file.styles["Normal"].font.size = font, Pt(11)
    said = io.BytesIO()
    file.save(said)
    return said.getvalue()


def _members(number: int, *, named: str, own: bool, silent: int) -> RollUp:
    bodies = tuple(make_body(f"{1000 + place}", f"{named} {place}") for place in range(number))
    catalogue = open_workspace(ROOT).catalogue
    plans = {
        body.id: random_entries(place, catalogue.proposals) for place, body in enumerate(bodies) if place >= silent
    }
    if own:
        plans[REGION.id] = random_entries(99, catalogue.proposals)
    reports = [Reported(f"plans/{id_}.toml", make_summary(id_, *found, example=own)) for id_, found in plans.items()]
    return roll_up(REGION, bodies, catalogue, Criteria(as_of=AS_OF), reports=reports)


def test_a_short_report_takes_two_pages(soffice: str, tmp_path: Path) -> None:
    issuer = Issuer(name="Sjuhärads kommunalförbund")
    long = "Upplands-Nybrohamrarna"
    asked = {
        "1": (_members(1, named="Borås", own=False, silent=0), None),
        "8": (_members(8, named=long, own=True, silent=3), None),
        "12": (_members(12, named="Ulricehamn", own=True, silent=0), None),
        "25": (_members(25, named=long, own=True, silent=4), None),
        "8-arial": (_members(8, named="Ulricehamn", own=True, silent=1), "Arial"),
        "20-times": (_members(20, named="Ulricehamn", own=True, silent=1), "Times New Roman"),
        # Of a font that is replaced by a wider one where it is missing.
        "12-calibri": (_members(12, named="Ulricehamn", own=True, silent=2), "Calibri"),
    }
    for name, (rollup, font) in asked.items():
        document = rollup_report.report(rollup, issuer=issuer, short=True)
        (tmp_path / f"{name}.docx").write_bytes(render(document, template=_template(font) if font else None))
    found = _pages(soffice, tmp_path)
    assert {name: len(pages) for name, pages in found.items()} == dict.fromkeys(asked, 2)
    for pages in found.values():
        # The legend stands with the letters that it explains.
        assert "= genomförd" in pages[1].replace("\u00a0", " ")


def test_dates_are_not_broken_and_the_foot_has_its_page_number_apart(soffice: str, tmp_path: Path) -> None:
    columns = (Column("Förslag"), Column("Klart"), *(Column(f"K{place}") for place in range(6)))
    said = "Det ska vara klart senast 2027-06-30 enligt beslut"
    table = Table(columns, ((Value(said), Value("2027-06-30"), *(Value(said) for _place in range(6))),) * 3)
    title = "Sammanställning av arbetet i Sjuhärads kommunalförbund 2017-02-12"
    document = Document(title, "Läget i kommunerna och i förbundet, så som det var 2016-11-22", DAY, "sv", (table,))
    (tmp_path / "datum.docx").write_bytes(render(document, template=_template("Calibri")))
    text = "\n".join(_pages(soffice, tmp_path)["datum"]).replace("\u2011", "-")
    assert text.count("2027-06-30") == 3 * 8
    assert "2017-02-12" in text
    assert "2016-11-22" in text
    # A title that leaves no room beside it has the page's number below it.
    shown = text.replace("\u00a0", " ").splitlines()
    assert [line.strip() for line in shown if "Sida" in line] == ["Sida 1 av 2", "Sida 2 av 2"]


def test_a_report_opens_and_nothing_is_lost(soffice: str, tmp_path: Path) -> None:
    issuer = Issuer(name="Sjuhärads kommunalförbund", logo=Logo(png(), "png", "Vapen"))
    told = rollup_report.report(sjuharad(), issuer=issuer)
    wide = Table(tuple(Column(f"Kommunkolumn {place}") for place in range(20)), ((Value("Ett långt ord"),) * 20,))
    document = Document(
        told.title,
        told.subtitle,
        told.day,
        told.language,
        (*told.blocks, PILLARS, Heading(2, "En bred tabell"), wide),
        told.issuer,
        told.is_example,
    )
    (tmp_path / "rapport.docx").write_bytes(render(document))
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", tmp_path, tmp_path / "rapport.docx"],
        check=True, capture_output=True, timeout=_SECONDS,
    )  # fmt: skip
    pages = pypdf.PdfReader(tmp_path / "rapport.pdf").pages
    texts = [_flat(page.extract_text()) for page in pages]
    whole = "".join(texts)
    for block in document.blocks:
        table = block.table if isinstance(block, Figure) else block
        if isinstance(block, Heading):
            assert _flat(block.text) in whole, block.text
        if isinstance(table, Table):
            for value in {value.text for row in table.rows for value in row}:
                assert all(_flat(word) in whole for word in value.split()), value
    assert all("Exempeldata" in text for text in texts)
    # The first page has it in its text, and the others at their heads.
    assert ["ingethärharbeslutats" in text for text in texts] == [False] + [True] * (len(texts) - 1)
    numbered = [any(f"{place}{of}{len(pages)}" in text for of in ("av", "of")) for place, text in enumerate(texts, 1)]
    assert numbered == [True] * len(pages)
    lying = [page.mediabox.width > page.mediabox.height for page in pages]
    assert lying == [False] * (len(pages) - 1) + [True]
    # What the charts' legends and labels say is text that LibreOffice has drawn.
    assert all(_flat(f"{part.letter} {part.label}") in whole for part in PILLARS.chart.parts)
