"""LibreOffice opens a Word report and loses nothing of it: the whole sample, with a wide table added."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest

from actionplan.core.issuer import Issuer, Logo
from actionplan.reports import rollup_report
from actionplan.reports.blocks import Column, Figure, Heading, Table, Value
from actionplan.reports.document import Document
from actionplan.reports.word.file import render
from tests.factories import sjuharad
from tests.reports.test_word import PILLARS, png

_SECONDS = 120


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
