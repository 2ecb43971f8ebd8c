"""The short report has two pages, whoever the members are: what is joint and to be decided on, then the matrix."""

import io
import re

import pypdf
import pytest

from actionplan.core.issuer import NOBODY, Issuer, Logo
from actionplan.core.rollup import RollUp
from actionplan.i18n import speaking
from actionplan.reports import rollup_short
from actionplan.reports.blocks import Block, Bullets, Column, Heading, PageBreak, Paragraph, Table, Tone, Value
from actionplan.reports.document import Document
from actionplan.reports.heads import Head, explained, stood
from actionplan.reports.paper import PAGE, height
from actionplan.reports.pdf.columns import LANDSCAPE, PORTRAIT
from actionplan.reports.pdf.file import render
from actionplan.reports.pdf.sheets import STYLES, drawn, is_sheet, lying
from actionplan.reports.rollup_report import report
from tests.factories import AS_OF
from tests.reports.groups import UNBROKEN, group

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="#0b3c63"/></svg>'


def document(rollup: RollUp, *, short: bool = True, issuer: Issuer = NOBODY) -> Document:
    with speaking("sv"):
        return report(rollup, short=short, issuer=issuer)


def read(made: Document) -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(io.BytesIO(render(made))).pages)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\u00ad-]+", "", text)


def first_page(made: Document) -> list[Block]:
    return list(made.blocks[: made.blocks.index(PageBreak())])


CASES = [
    group(1),
    group(1, "long", own=False),
    group(2, "unbroken"),
    group(6, silent=1),
    group(6, "long", own=False),
    group(8, silent=1, broken=1),
    group(8, "mixed", silent=2, broken=2, share=1),
    group(12, own=False),
    group(12, "long", silent=2, broken=2, share=1),
    group(13, silent=1),
    group(20, "mixed", broken=1),
    group(25, own=False),
    group(25, silent=3, broken=1, share=1),
    group(25, "long", silent=3, broken=8, share=1),
    group(25, "unbroken", silent=12, broken=8),
]


@pytest.mark.parametrize(
    "rollup", CASES, ids=lambda one: f"{len(one.members)}-{len(one.names[one.members[0].body.id])}"
)
def test_the_short_report_has_two_pages(rollup: RollUp) -> None:
    made = document(rollup)
    pages = read(made)
    assert len(pages) == 2
    assert all(page.mediabox.width < page.mediabox.height for page in pages)
    first, second = (squeezed(page.extract_text()) for page in pages)
    # The first page says all that it is to say, the second holds the matrix with all that explains it.
    for block in first_page(made):
        said = block.items if isinstance(block, Bullets) else (block.text,) if isinstance(block, Paragraph) else ()
        assert all(squeezed(one) in first for one in said)
    for block in made.blocks[made.blocks.index(PageBreak()) :]:
        if isinstance(block, Heading | Paragraph):
            assert squeezed(block.text) in second
    # A name is on the page in full, in its head or below the table.
    assert all(squeezed(rollup.name(member.body.id)) in second for member in rollup.members)


@pytest.mark.parametrize("rollup", [group(8), group(25, "long", silent=3)], ids=["8", "25"])
def test_no_letter_of_the_matrix_is_smaller_than_seven_points(rollup: RollUp) -> None:
    sizes: set[float] = set()

    def visit(text: str, _cm: object, tm: list[float], _font: object, size: float) -> None:
        if text.strip():
            sizes.add(round(size * max(abs(tm[0]), abs(tm[1])), 1))

    read(document(rollup))[1].extract_text(visitor_text=visit)
    assert sizes
    assert min(sizes) >= 7


def test_a_small_group_has_large_letters_and_airy_rows() -> None:
    (table,) = (block for block in document(group(3)).blocks if isinstance(block, Table) and is_sheet(block))
    assert next(drawn(table)).style == STYLES[0]


def test_a_logo_and_a_long_title_leave_two_pages() -> None:
    logo = Logo(SVG, "svg", "Märke")
    issuer = Issuer("En mycket lång rubrik för en rapport om barn och unga i regionen", "Göteborgsregionen", logo)
    assert len(read(document(group(13, "mixed", silent=2, broken=2), issuer=issuer))) == 2


def test_what_explains_the_matrix_of_the_whole_report_stands_on_its_page() -> None:
    pages = [page.extract_text() for page in read(document(group(12, silent=1), short=False))]
    (page,) = (text for text in pages if "Kolumnen längst till höger" in text)
    assert "Tomma kolumner" in page
    assert "genomförd; H" in page.replace("\u00a0", " ")
    assert "Lyfta fram och sprida goda exempel" in page


def test_what_is_left_out_of_the_first_page_is_counted() -> None:
    rollup = group(25, "long", silent=6, broken=10, share=1)
    made = document(rollup)
    blocks = first_page(made)
    assert height(blocks) <= PAGE
    warned, asked = (block.items for block in blocks if isinstance(block, Bullets))
    unread = [item for item in warned if "UTF-8" in item]
    assert 0 < len(unread) < 10
    counted = re.search(r"\d+", warned[-1])
    assert counted is not None
    assert len(unread) + int(counted[0]) == 10
    (silent,) = (block.text for block in blocks if isinstance(block, Paragraph) and "rapporterat" in block.text)
    rest = re.search(r"och (\d+) till", silent)
    assert rest is not None
    assert silent.count("Upplands-Nybro") + int(rest[1]) == 6
    assert asked


def test_questions_that_have_no_room_are_counted() -> None:
    rollup = group(8, "long", silent=2, broken=2, share=1)
    with speaking("sv"):
        every = rollup_short._within(rollup, rollup_short._LIMITS[-1])[-1]
        cut = rollup_short._first_page(rollup, 520)[-1]
    assert isinstance(every, Bullets)
    assert isinstance(cut, Bullets)
    kept = len(cut.items) - 1
    assert 0 < kept < len(every.items)
    assert cut.items[:kept] == every.items[:kept]
    counted = re.search(r"\d+", cut.items[-1])
    assert counted is not None
    assert kept + int(counted[0]) == len(every.items)


def test_what_has_room_is_told_in_full() -> None:
    said = " ".join(
        one for block in first_page(document(group(3, share=0.3))) if isinstance(block, Bullets) for one in block.items
    )
    assert "frågor till" not in said
    assert "more question" not in said


def test_a_head_on_end_is_never_wider_than_its_column() -> None:
    for kind in ("short", "mixed", "long", "unbroken"):
        for count in (2, 8, 13, 25):
            (table,) = (
                block for block in document(group(count, kind)).blocks if isinstance(block, Table) and is_sheet(block)
            )
            for one in drawn(table):
                on_end = [column for column in one.columns if column.turned]
                lines = max((len(column.head.lines) for column in on_end), default=0)
                assert all(lines * one.style.size * 0.3528 + 1 < column.width for column in on_end)
                assert sum(column.width for column in on_end) < PORTRAIT + 2 * one.style.wider - 30


def test_fifty_columns_of_letters_have_room_on_a_page_that_lies() -> None:
    cell = Value("H!?", Tone.WARNING, "hälften eller mer, försenat, utan ansvarig")
    columns = (Column("Nr"), Column("Förslag"), *(Column(f"Kommun {place}") for place in range(50)))
    table = Table(columns, ((Value("01"), Value("Verka för lagstöd för insatser"), *(cell,) * 50),), stub=2)
    assert not is_sheet(table)
    one = lying(table)
    assert sum(column.width for column in one.columns) < LANDSCAPE + 2 * one.style.wider - 35
    _cover, page = read(Document("T", "", AS_OF, "sv", (table,)))
    assert page.mediabox.width > page.mediabox.height
    assert page.extract_text().count("H!?") == 50


def test_names_that_are_cut_are_told_in_full_and_told_apart() -> None:
    names = ("Borås", "Upplands-Nybrohammars norra", "Upplands-Nybrohammars södra", UNBROKEN)
    heads = stood(names, 80, 8.5, 1)
    assert heads[0] == Head("Borås", ("Borås",))
    assert not heads[0].is_cut
    assert len({head.lines for head in heads}) == 4
    assert [line for head in heads[1:] for line in head.lines if not line.endswith("…")] == []
    told = explained(heads)
    assert all(f"{' '.join(head.lines)} = {head.full}" in told for head in heads[1:])
    assert "Borås" not in told
    two = stood(("Upplands Väsby norra kommundel",), 80, 8.5, 2)
    assert len(two[0].lines) == 2
    assert two[0].lines[0] == "Upplands Väsby"
