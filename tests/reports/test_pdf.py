"""The PDF files are read back: what they say, how it is tagged, and what must not be in them."""

import builtins
import datetime as dt
import getpass
import io
import os
import re
import socket
import subprocess
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
import typst

from actionplan.core.errors import BadLogo, NeedsExtra
from actionplan.core.issuer import Issuer, Logo
from actionplan.i18n import Language, speaking
from actionplan.reports import rollup_report
from actionplan.reports.blocks import (
    Bar,
    Bars,
    Block,
    Bullets,
    Column,
    Figure,
    Heading,
    Item,
    Items,
    PageBreak,
    Paragraph,
    Part,
    Table,
    Tone,
    Value,
)
from actionplan.reports.document import Document
from actionplan.reports.pdf import content, file
from actionplan.reports.pdf.columns import laid
from actionplan.reports.pdf.file import render
from actionplan.reports.pdf.letters import clean, every
from tests.factories import AS_OF, make_bodies, make_rollup, sjuharad

HOSTILE = (
    '#import "@preview/x:1.0.0" #read("/etc/passwd") $x^2$ \\u{41} <script>alert(1)</script> [a] *b* _c_ `d` @e // f'
    " /* g */ = h -- ... ~ q \\ #pagebreak()"
)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f61738"
    "550000000049454e44ae426082"
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="#0b3c63"/></svg>'


def make(*blocks: Block, title: str = "Rapport", issuer: Issuer | None = None, **fields: Any) -> Document:
    return Document(title, "Om barn", AS_OF, "sv", blocks, issuer or Issuer(), **fields)


def sample(*, language: Language = "sv", short: bool = False) -> Document:
    with speaking(language):
        return rollup_report.report(sjuharad(), short=short)


@pytest.fixture(scope="module")
def document() -> Document:
    return sample()


@pytest.fixture(scope="module")
def made(document: Document) -> bytes:
    return render(document)


@pytest.fixture(scope="module")
def pdf(made: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(made)) as opened:
        yield opened


def elements(node: Any, *kinds: str) -> list[Any]:
    """The structure elements of some kinds below a node, in reading order; of all kinds without any."""
    if isinstance(node, pikepdf.Array):
        return [found for child in node for found in elements(child, *kinds)]
    if not isinstance(node, pikepdf.Dictionary) or "/S" not in node:
        return []
    own = [node] if not kinds or node.S in kinds else []
    return own + elements(node.get("/K", pikepdf.Array()), *kinds)


def tagged(pdf: pikepdf.Pdf, *kinds: str) -> list[Any]:
    return elements(pdf.Root.StructTreeRoot.K, *kinds)


def text_of(made: bytes) -> str:
    """The text of all pages, as it can be copied and searched, without the blanks that depend on the layout."""
    return squeezed(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages))


def squeezed(text: str) -> str:
    # Hyphens and blanks come with the lines; a place where a long word may be broken is no letter.
    return re.sub(r"[\s\u200b\u00ad-]+", "", text)


def figures(tables: Sequence[Block]) -> list[Table]:
    return [
        block.table if isinstance(block, Figure) else block for block in tables if isinstance(block, Figure | Table)
    ]


def test_it_is_for_those_who_listen_and_for_archives(pdf: pikepdf.Pdf) -> None:
    assert pdf.Root.MarkInfo.Marked
    assert not pdf.Root.MarkInfo.get("/Suspects", False)
    assert str(pdf.Root.Lang) == "sv"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["dc:title"] == "Sammanställning: Sjuhärad, 2016-11-21"
    assert str(pdf.docinfo["/CreationDate"]).startswith("D:20161121")
    assert not pdf.check_pdf_syntax()


def test_english_is_marked_as_english() -> None:
    with pikepdf.open(io.BytesIO(render(sample(language="en")))) as pdf:
        assert str(pdf.Root.Lang) == "en"


def test_headings_are_those_of_the_report_and_pass_over_no_level(document: Document, pdf: pikepdf.Pdf) -> None:
    levels = [int(str(element.S)[2:]) for element in tagged(pdf, *(f"/H{level}" for level in range(1, 7)))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    said = sum(isinstance(block, Heading) for block in document.blocks)
    assert len(levels) == said + 2, "and the title, and that of the table of contents"


def test_a_level_that_is_passed_over_is_closed_up() -> None:
    with pikepdf.open(io.BytesIO(render(make(Heading(4, "a"), Heading(2, "b"), Heading(4, "c"))))) as pdf:
        assert [str(element.S) for element in tagged(pdf, "/H1", "/H2", "/H3")] == ["/H1", "/H2", "/H2", "/H3"]


def test_every_chart_says_what_it_shows(document: Document, pdf: pikepdf.Pdf) -> None:
    alternatives = [str(element.Alt) for element in tagged(pdf, "/Figure")]
    assert document.figures
    assert alternatives == [f"{figure.title}. {figure.description}" for figure in document.figures]


def test_every_table_has_heads_of_columns_and_of_rows(document: Document, pdf: pikepdf.Pdf) -> None:
    tables = tagged(pdf, "/Table")
    said = figures(document.blocks)
    assert len(tables) == len(said)
    for element, table in zip(tables, said, strict=True):
        heads = [str(head.A[0].Scope) for head in elements(element, "/TH")]
        bands = sum(len(row) == 1 for row in table.rows)
        assert heads.count("/Column") == len(table.columns) + bands
        assert heads.count("/Row") == table.stub * (len(table.rows) - bands)
        assert len(elements(element, "/TD")) == (len(table.columns) - table.stub) * (len(table.rows) - bands)


def test_every_cell_names_its_heads(pdf: pikepdf.Pdf) -> None:
    names = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
    known = {str(name): element for name, element in names.items()}
    assert all(known[str(head.ID)].objgen == head.objgen for head in tagged(pdf, "/TH"))
    for row in tagged(pdf, "/TR"):
        beside = {str(head.ID) for head in elements(row, "/TH") if head.A[0].Scope == "/Row"}
        for cell in elements(row, "/TD"):
            heads = [str(name) for name in cell.A[0].Headers]
            assert set(heads) <= known.keys()
            assert beside < set(heads)


def test_letters_are_expanded_for_those_who_listen(document: Document, pdf: pikepdf.Pdf) -> None:
    said = [[str(cell.E) for cell in elements(table, "/TD") if "/E" in cell] for table in tagged(pdf, "/Table")]
    wanted = [
        [
            value.spoken
            for row in table.rows
            if len(row) > 1
            for value in row[table.stub :]
            if value.spoken and value.text
        ]
        for table in figures(document.blocks)
    ]
    assert said == wanted
    assert any("försenat" in words for table in said for words in table)


def test_the_text_can_be_read_copied_and_searched(document: Document, made: bytes) -> None:
    text = text_of(made)
    for block in document.blocks:
        match block:
            case Heading(text=said) | Paragraph(text=said):
                assert squeezed(clean(said)) in text
            case Bullets():
                assert all(squeezed(clean(item)) in text for item in block.items)
            case Items():
                assert all(squeezed(clean(one)) in text for item in block.items for one in (item.title, *item.details))
            case _:
                pass
    for table in figures(document.blocks):
        for row in table.rows:
            assert all(squeezed(clean(value.text)) in text for value in row)
    for note in {note for block in document.blocks if isinstance(block, Paragraph) for note in block.notes}:
        assert text.count(squeezed(clean(note))) >= 1


def test_the_figures_of_a_row_stand_in_order(document: Document, made: bytes) -> None:
    text = text_of(made)
    rows = [row for table in figures(document.blocks) for row in table.rows if len(row) > 3]
    assert rows
    for row in rows:
        assert "".join(squeezed(clean(value.text)) for value in row) in text


def test_footnotes_are_footnotes() -> None:
    note, again = "Exempeldata.", "En annan fot."
    blocks = (Paragraph("Ett.", notes=(note, again)), Paragraph("Två.", notes=(note,)))
    found = render(make(*blocks))
    with pikepdf.open(io.BytesIO(found)) as pdf:
        assert len(tagged(pdf, "/Note")) == 2
    assert text_of(found).count(note) == 1


def test_fonts_are_the_shipped_ones_and_embedded(pdf: pikepdf.Pdf) -> None:
    fonts = {
        str(font.BaseFont): font.DescendantFonts[0].FontDescriptor
        for page in pdf.pages
        for font in page.obj.Resources.get("/Font", pikepdf.Dictionary()).values()
    }
    assert {name.partition("+")[2] for name in fonts} >= {"NotoSans-SemiCondensed", "NotoSans-SemiCondensedBold"}
    assert all("NotoSans" in name for name in fonts)
    assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts.values())


def test_no_script_no_action_no_file_comes_with_it(pdf: pikepdf.Pdf) -> None:
    assert not {"/OpenAction", "/AA", "/AcroForm", "/Names"} & set(pdf.Root.keys())
    kinds = {str(item.get("/S", "")) for item in pdf.objects if isinstance(item, pikepdf.Dictionary)}
    assert not {"/JavaScript", "/Launch", "/URI", "/GoToR", "/SubmitForm", "/EmbeddedFile"} & kinds


def test_nothing_tells_whose_machine_wrote_it(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as pdf, io.BytesIO() as plain:
        pdf.save(plain, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
        content = plain.getvalue()
    home = str(Path.home())
    tells = [str(file._HERE), str(Path.cwd()), home if len(home) > 5 else "/root/", sys.prefix]
    tells += [name for name in (getpass.getuser(), socket.gethostname()) if len(name) > 5]
    assert not [tell for tell in tells if tell.encode() in content]


def test_the_same_report_gives_the_same_bytes(document: Document, made: bytes) -> None:
    assert render(document) == made


def test_another_process_at_another_place_gives_the_same_bytes(tmp_path: Path) -> None:
    program = (
        "import datetime,sys\n"
        "from actionplan.reports.blocks import *\n"
        "from actionplan.reports.document import Document\n"
        "from actionplan.reports.pdf.file import render\n"
        "table = Table((Column('a'), Column('b')), ((Value('1'), Value('2')),))\n"
        "made = render(Document('T', '', datetime.date(2017, 2, 12), 'sv', (table,)))\n"
        "sys.stdout.buffer.write(made)\n"
    )
    root = str(Path(__file__).parent.parent.parent)
    runs = [
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            cwd=place,
            env={**os.environ, "PYTHONPATH": root, "TZ": zone, "PYTHONHASHSEED": seed},
        ).stdout
        for place, zone, seed in ((tmp_path, "Pacific/Auckland", "1"), (root, "America/Lima", "2"))
    ]
    assert runs[0].startswith(b"%PDF-1.7")
    assert runs[0] == runs[1]
    assert not list(tmp_path.iterdir())


def test_text_is_shown_as_it_is() -> None:
    table = Table((Column(HOSTILE), Column("b")), ((Value(HOSTILE),), (Value(HOSTILE), Value(HOSTILE, Tone.DONE))))
    blocks = (
        Paragraph(HOSTILE, Tone.STRONG, (HOSTILE,)),
        Heading(2, HOSTILE),
        Bullets((HOSTILE,)),
        Items((Item("1", HOSTILE, HOSTILE, (HOSTILE,)),)),
        table,
    )
    found = text_of(render(make(*blocks, title=HOSTILE, issuer=Issuer(HOSTILE, HOSTILE))))
    # Title, publisher, paragraph, note, heading, bullet, three of the item, and head, band and two cells of the table.
    assert found.count(squeezed(HOSTILE)) == 13


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb\x00\x7f", "a␛[31mb␀␡"),
        ("a\u202eb\u200bc", "a<U+202E>b<U+200B>c"),
        ("中 😀", "<U+4E2D> <U+1F600>"),
        ("rad\nrad\r\nrad", "rad rad rad"),
        ("Ångström, Ŋ, Ελλάς, Привет", "Ångström, Ŋ, Ελλάς, Привет"),
        ("A\u030angstro\u0308m", "Ångström"),
        ("37,5\u00a0% – ×\u202f1 · … ≥ → −1 ¹ ‑", "37,5\u00a0% – ×\u202f1 · … ≥ → −1 ¹ ‑"),
    ],
)
def test_letters_that_cannot_be_shown_stand_as_their_codes(text: str, shown: str) -> None:
    assert clean(text) == shown
    assert squeezed(shown) in text_of(render(make(Paragraph(text))))


def test_the_fonts_hold_every_letter_that_is_let_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """The standards forbid missing letters: typst refuses them."""
    letters = every()
    assert all(clean(letter) == unicodedata.normalize("NFC", letter) for letter in letters)
    for tone in (Tone.PLAIN, Tone.STRONG):
        render(make(Paragraph(" ".join(letters), tone)))
    monkeypatch.setattr(content, "clean", lambda text: text)
    with pytest.raises(typst.TypstError, match="could not be displayed"):
        render(make(Paragraph("中")))


def test_the_fonts_hold_every_letter_that_charts_let_through() -> None:
    table = Table((Column("a"), Column("b")), ((Value("中"), Value("1")),))
    parts = (Part("P", "påbörjad ␛ \x1b", Tone.STARTED),)
    chart = Bars(parts, (Bar("中 Ελλάς & <b> → \u200b", (3,)),), "Förslag ≥ 中", 3)
    text = text_of(render(make(Figure("areas", "中", "中 & <b>", chart, table))))
    assert "<U+4E2D>Ελλάς&<b>→<U+200B>" in text
    assert "påbörjad␛␛" in text


@pytest.mark.parametrize("word", ["å" * 300, "<>" * 200, "https://exempel.se/" + "a/" * 200])
def test_long_words_stay_on_the_page(word: str) -> None:
    table = Table((Column("a"), Column("b")), ((Value(word), Value(word)),))
    found = render(make(Paragraph(word, notes=(word,)), Heading(2, word), Bullets((word,)), table))
    assert text_of(found).count(squeezed(word)) == 6
    page = pypdf.PdfReader(io.BytesIO(found)).pages[0]
    places: list[float] = []
    page.extract_text(visitor_text=lambda text, _cm, tm, _font, _size: places.append(tm[4]) if text.strip() else None)
    assert max(places) < float(page.mediabox.width) - 50


def test_a_very_long_value_goes_on_on_the_next_page() -> None:
    value = "lång text " * 3000
    found = render(make(Table((Column("a"), Column("b")), ((Value(value), Value("x")),))))
    assert text_of(found).count("långtext") == 3000


def test_heads_of_figures_and_letters_stand_on_end() -> None:
    figures = (Column("P", "Påbörjad", ">"), Column("Utan ansvarig", align=">"), Column("Leds av"))
    table = Table((Column("Nr"), *figures), (tuple(map(Value, ("01", "2", "3", "–"))),))
    columns = laid(table)
    assert [column.turned for column in columns] == [False, True, True, False]
    assert [(column.head.full, column.letter) for column in columns][1] == ("Påbörjad", "P")


def test_heads_of_prose_that_is_short_by_chance_lie() -> None:
    columns = (Column("Klart senast"), Column("Nr", "Nummer"), Column("Förslag"), Column("Ansvarig"))
    table = Table(columns, (tuple(map(Value, ("2016-12-01", "04", "Nära arbetsledning", "–"))),))
    assert not any(column.turned for column in laid(table))
    assert [column.head.full for column in laid(table)] == ["Klart senast", "Nr", "Förslag", "Ansvarig"]


def test_wide_tables_take_pages_that_lie_down_with_what_leads_to_them() -> None:
    columns = (Column("Nr"), Column("Förslag"), *(Column(f"Kommun {place}") for place in range(20)))
    row = (Value("01"), Value("Nära arbetsledning"), *(Value(str(count)) for count in range(20)))
    blocks = (Paragraph("Före."), Heading(2, "Läget"), Table(columns, (row,), stub=2), Heading(2, "Sedan"))
    pages = pypdf.PdfReader(io.BytesIO(render(make(*blocks)))).pages
    wide = [page.mediabox.width > page.mediabox.height for page in pages]
    assert wide == [False, True, False]
    assert "Läget" in pages[1].extract_text()
    assert "Sedan" in pages[2].extract_text()


def test_heads_are_repeated_on_each_page_and_bands_go_on() -> None:
    rows = ((Value("Första området"),), *((Value(str(place)), Value("x")) for place in range(120)))
    pages = pypdf.PdfReader(io.BytesIO(render(make(Table((Column("Nummer"), Column("b")), rows))))).pages
    assert len(pages) > 1
    for page in pages:
        assert "Nummer" in page.extract_text()
        assert "Första området" in page.extract_text()


def test_a_long_table_does_not_begin_with_a_row_or_two_at_the_foot_of_a_page() -> None:
    rows = tuple((Value(f"rad{place:02}"), Value("x")) for place in range(20))
    for lines in range(20, 45):
        filling = (Paragraph("text"),) * lines
        document = make(*filling, Heading(2, "Rubriken"), Table((Column("Nummer"), Column("b")), rows))
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(render(document))).pages]
        (first,) = (text for text in pages if "rad00" in text)
        assert "Rubriken" in first
        assert "rad04" in first


def test_every_page_says_its_number_and_that_data_is_invented() -> None:
    document = sample()
    pages = pypdf.PdfReader(io.BytesIO(render(document))).pages
    assert document.is_example
    assert len(pages) > 2
    for place, page in enumerate(pages, 1):
        text = page.extract_text()
        assert re.search(rf"\b{place}\D+{len(pages)}\b", text)
        assert file_warning() in text
        assert document.title in text
    assert file_warning() not in text_of(render(make(Paragraph("Riktigt."))))


def file_warning() -> str:
    from actionplan.i18n import _

    with speaking("sv"):
        return _("Contains example data")


def test_a_long_report_has_contents_with_links_and_a_short_one_has_none(pdf: pikepdf.Pdf) -> None:
    assert tagged(pdf, "/TOC")
    assert len(tagged(pdf, "/TOCI")) > 5
    assert pdf.Root.Outlines.Count != 0
    with pikepdf.open(io.BytesIO(render(sample(short=True)))) as short:
        assert not tagged(short, "/TOC")
        assert len(short.pages) == 2


def test_a_page_break_begins_a_page() -> None:
    pages = pypdf.PdfReader(io.BytesIO(render(make(Paragraph("a"), PageBreak(), Paragraph("b"))))).pages
    assert len(pages) == 2


@pytest.mark.parametrize(("content", "kind"), [(PNG, "png"), (SVG, "svg")])
def test_the_logo_says_whose_it_is(content: bytes, kind: Any) -> None:
    issuer = Issuer("", "Sjuhärads kommunalförbund", Logo(content, kind, "Sjuhärads märke"))
    with pikepdf.open(io.BytesIO(render(make(Paragraph("a"), issuer=issuer)))) as pdf:
        assert [str(element.Alt) for element in tagged(pdf, "/Figure")] == ["Sjuhärads märke"]
        with pdf.open_metadata() as metadata:
            assert metadata["dc:creator"] == ["Sjuhärads kommunalförbund"]


@pytest.mark.parametrize("shape", ["0 0 9000 10", "0 0 10 9000"])
def test_a_logo_of_any_shape_leaves_room_for_the_title(shape: str) -> None:
    logo = Logo(SVG.replace(b"0 0 10 10", shape.encode()), "svg", "Märke")
    with pikepdf.open(io.BytesIO(render(make(Paragraph("a"), issuer=Issuer("", "", logo))))) as pdf:
        (figure,) = tagged(pdf, "/Figure")
        left, bottom, right, top = (float(side) for side in figure.A[0].BBox)
        assert right - left < 160
        assert top - bottom < 50
        assert len(pdf.pages) == 1


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG[:40], "png"),
        (b"\xff\xd8\xff nothing", "jpeg"),
        (b"<svg", "svg"),
        (SVG.replace(b"<rect", b'<image href="report.typ" width="9" height="9"/><rect'), "svg"),
        (SVG.replace(b"<rect", b'<image href="/etc/hostname" width="9" height="9"/><rect'), "svg"),
    ],
)
def test_a_logo_that_cannot_be_drawn_is_told(content: bytes, kind: Any) -> None:
    with pytest.raises(BadLogo):
        render(make(Paragraph("a"), issuer=Issuer("", "", Logo(content, kind, "Märke"))))


def test_nobody_has_reported() -> None:
    with speaking("sv"):
        document = rollup_report.report(make_rollup(make_bodies(3)))
    assert squeezed(clean(document.title)) in text_of(render(document))
    assert render(make()).startswith(b"%PDF-1.7")


def test_without_typst_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def absent(name: str, *rest: Any) -> Any:
        if name == "typst":
            raise ModuleNotFoundError(name)
        return real(name, *rest)

    monkeypatch.delitem(sys.modules, "typst")
    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(NeedsExtra) as caught:
        render(Document("T", "", dt.date(2017, 2, 12), "sv", ()))
    assert (caught.value.form, caught.value.extra) == ("pdf", "pdf")


def test_a_typst_that_is_too_old_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typst, "__version__", "0.14.9")
    with pytest.raises(NeedsExtra):
        render(make())


def test_a_file_written_in_another_way_is_left_as_it_is() -> None:
    from actionplan.reports.pdf.tags import completed

    for found in (b"", b"%PDF-2.0\nstartxref\n5\n%%EOF", b"x" * 500):
        assert completed(found, ()) == found


def test_typst_has_nothing_to_warn_of(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    warned: list[typst.TypstWarning] = []

    def compiled(*given: Any, **named: Any) -> Any:
        made, warnings = typst.compile_with_warnings(*given, **named)
        warned.extend(warnings)
        return made

    monkeypatch.setattr(typst, "compile", compiled)
    render(document)
    assert not warned
