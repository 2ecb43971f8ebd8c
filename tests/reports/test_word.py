"""Word reports read back: what stands in them, and that the file is one that Word opens."""

import datetime as dt
import io
import posixpath
import struct
import time
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplan.core.issuer import Issuer, Logo
from actionplan.i18n import set_language
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
    Pillars,
    Table,
    Tone,
    Value,
)
from actionplan.reports.document import Document
from actionplan.reports.documents import as_document
from actionplan.reports.word.file import render
from actionplan.reports.word.look import STYLES
from tests.factories import sjuharad
from tests.strategies import texts

DAY = dt.date(2017, 2, 12)
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
HYPHEN = qn("w:noBreakHyphen")
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def document_of(*blocks: Block, **fields: Any) -> Document:
    return Document("Titel", "Undertitel", DAY, fields.pop("language", "sv"), blocks, **fields)


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def root(content: bytes, name: str) -> Any:
    return parse_xml(parts(content)[name])


def words(element: Any) -> str:
    """The text of an element, as a reader gets it."""
    return "".join(str(found) if found.tag == HYPHEN else found.text or "" for found in element.iter(qn("w:t"), HYPHEN))


def values(element: Any, tag: str, attribute: str = "w:val") -> list[str]:
    return [found.get(qn(attribute)) for found in element.iter(qn(tag))]


def png(width: int = 40, height: int = 20) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\x00" + b"\x0b\x3c\x63" * width for _row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


PARTS = (Part("G", "genomförd", Tone.DONE), Part("×", "genomförs inte", Tone.AGAINST), Part("–", "ej", Tone.AGAINST))
TABLE = Table((Column("Nr"), Column("Förslag"), Column("Antal", align=">")), ((Value("1"), Value("Å"), Value("7")),))
BARS = Figure(
    "areas",
    "Läget per område",
    "A: 5 av 9.",
    Bars(PARTS, (Bar("Område A", (5, 3, 1)), Bar("Område B", (0, 0, 0), "ej rapporterat")), "Förslag", 9),
    TABLE,
)
PILLARS = Figure("trend", "Utveckling", "Uppåt.", Pillars(PARTS, (Bar("2016", (1, 0, 2)),), "Förslag", 3), TABLE)


@pytest.fixture(scope="module")
def report() -> Document:
    set_language("sv")
    return rollup_report.report(sjuharad(), issuer=Issuer(name="Kommunalförbundet"))


@pytest.fixture(scope="module")
def content(report: Document) -> bytes:
    set_language("sv")
    return render(report)


def test_headings_have_the_styles_of_headings_and_stand_in_the_order_of_the_report(
    report: Document, content: bytes
) -> None:
    said = [(one.style.name, one.text) for one in opened(content).paragraphs if one.style.name.startswith("Heading")]
    assert said == [(f"Heading {one.level - 1}", one.text) for one in report.blocks if isinstance(one, Heading)]


def test_the_title_stands_first_with_what_it_is_about_and_who_publishes_it(report: Document, content: bytes) -> None:
    first, second = opened(content).paragraphs[:2]
    assert (first.style.name, first.text) == ("Title", report.title)
    assert (second.style.name, second.text) == ("Subtitle", f"{report.subtitle} · Kommunalförbundet")


def test_every_table_is_whole(report: Document, content: bytes) -> None:
    tables = [one.table if isinstance(one, Figure) else one for one in report.blocks]
    expected = [one for one in tables if isinstance(one, Table)]
    found = list(opened(content).element.body.iter(qn("w:tbl")))
    assert len(found) == len(expected) > 3
    for table, element in zip(expected, found, strict=True):
        _head, *rows = element.findall(qn("w:tr"))
        assert [[words(cell) for cell in row.findall(qn("w:tc"))] for row in rows] == [
            [value.text for value in row] for row in table.rows
        ]


def test_head_rows_are_repeated_and_no_row_is_cut_in_two(content: bytes) -> None:
    tables = list(opened(content).element.body.iter(qn("w:tbl")))
    assert tables
    for table in tables:
        rows = table.findall(qn("w:tr"))
        assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
        look = table.find(f".//{qn('w:tblLook')}")
        assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")


def test_every_row_is_as_wide_as_its_table(content: bytes) -> None:
    for table in opened(content).element.body.iter(qn("w:tbl")):
        columns = len(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
        for row in table.findall(qn("w:tr")):
            spans = [int(cell.find(f".//{qn('w:gridSpan')}").get(qn("w:val"))) for cell in row.findall(qn("w:tc"))
                     if cell.find(f".//{qn('w:gridSpan')}") is not None]  # fmt: skip
            assert sum(spans) + len(row.findall(qn("w:tc"))) - len(spans) == columns


def test_a_band_goes_across_its_table() -> None:
    table = Table(TABLE.columns, ((Value("Tydligt uppdrag", Tone.STRONG),), *TABLE.rows))
    row = opened(render(document_of(table))).tables[0].rows[1]._tr
    assert words(row) == "Tydligt uppdrag"
    assert values(row, "w:gridSpan") == ["3"]
    assert values(row, "w:pStyle") == ["ReportTableBand"]


def test_the_matrix_has_letters_on_the_colours_of_their_status(report: Document, content: bytes) -> None:
    figure = next(one for one in report.figures if one.key == "matrix")
    element = next(
        table
        for table in opened(content).element.body.iter(qn("w:tbl"))
        if values(table, "w:tblCaption") == [figure.title]
    )
    assert values(element, "w:tblDescription") == [figure.description]
    shades = {
        words(cell): cell.find(f".//{qn('w:shd')}").get(qn("w:fill"))
        for cell in element.iter(qn("w:tc"))
        if cell.find(f".//{qn('w:shd')}") is not None
    }
    # An overdue cell has the colour of its status, and the letter says the rest.
    assert shades["G"] == "0b3c63"
    assert shades["E!?"] == shades["E"] == "dbe9f6"
    assert set(map(len, shades)) <= {1, 2, 3}


def test_the_language_is_that_of_the_report() -> None:
    for language, locale in (("sv", "sv-SE"), ("en", "en-GB")):
        set_language(language)  # type: ignore[arg-type]
        content = render(document_of(BARS, language=language))
        assert set(values(root(content, "word/styles.xml"), "w:lang")) == {locale}
        assert values(root(content, "word/settings.xml"), "w:themeFontLang") == [locale]
        assert opened(content).core_properties.language == locale
        assert root(content, "word/charts/chart1.xml").find(f"{CHART}lang").get("val") == locale


def test_properties_tell_of_the_report_and_of_nobody() -> None:
    told = opened(render(document_of(issuer=Issuer(name="Förbundet")))).core_properties
    noon = dt.datetime(2017, 2, 12, 12, tzinfo=told.created.tzinfo)
    assert (told.title, told.subject, told.author) == ("Titel", "Undertitel", "Förbundet")
    assert (told.created, told.modified, told.last_modified_by, told.revision) == (noon, noon, "Förbundet", 1)
    assert (told.keywords, told.comments, told.category) == ("", "", "")
    assert opened(render(document_of())).core_properties.author == "actionplan"


def test_the_same_report_gives_the_same_bytes(report: Document, content: bytes) -> None:
    assert render(report) == content
    dates = [entry.date_time for entry in zipfile.ZipFile(io.BytesIO(content)).infolist()]
    assert set(dates) == {(1980, 1, 1, 0, 0, 0)}
    for name, sheet in parts(content).items():
        if name.endswith(".xlsx"):
            assert b"2000-01-01T00:00:00Z" in parts(sheet)["docProps/core.xml"]


def test_contents_list_the_headings_without_being_updated(content: bytes) -> None:
    body = opened(content).element.body
    (listed,) = body.iter(qn("w:sdt"))
    code = "".join(one.text for one in listed.iter(qn("w:instrText")))
    assert code.split()[:3] == ["TOC", "\\o", '"1-1"']
    marks = {one.get(qn("w:name")): words(one.getparent()) for one in body.iter(qn("w:bookmarkStart"))}
    links = {one.get(qn("w:anchor")): words(one) for one in listed.iter(qn("w:hyperlink"))}
    first = [one.text for one in opened(content).paragraphs if one.style.name == "Heading 1"]
    assert list(links.values()) == first
    assert links.items() <= marks.items()
    # Word would ask each reader whether it may update.
    assert not values(root(content, "word/settings.xml"), "w:updateFields")


def test_a_report_with_few_headings_has_no_contents() -> None:
    assert not list(opened(render(document_of(Heading(2, "A"), Paragraph("a")))).element.body.iter(qn("w:sdt")))


def test_fields_are_whole(content: bytes) -> None:
    for name in ("word/document.xml", "word/footer1.xml"):
        kinds = values(root(content, name), "w:fldChar", "w:fldCharType")
        assert [kinds.count(kind) for kind in ("begin", "separate", "end")] == [len(kinds) // 3] * 3
    codes = [one.text.split()[0] for one in root(content, "word/footer1.xml").iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_the_foot_names_the_report(report: Document, content: bytes) -> None:
    assert words(root(content, "word/footer1.xml")).startswith(report.title)


def test_example_data_is_said_at_the_head_of_every_page() -> None:
    head = words(root(render(document_of(Paragraph("a"), is_example=True)), "word/header1.xml"))
    assert head.startswith("Exempeldata")
    assert not [name for name in parts(render(document_of(Paragraph("a")))) if "header" in name]


def test_a_first_page_whose_text_says_what_is_invented_says_it_once() -> None:
    said = Paragraph("Exempeldata. Planerna är påhittade.", Tone.WARNING)
    made = render(document_of(said, Heading(2, "Ett"), is_example=True))
    section = opened(made).sections[0]
    assert section.different_first_page_header_footer
    assert [one.text for one in section.first_page_header.paragraphs if one.text] == []
    assert section.header.paragraphs[0].text.startswith("Exempeldata: inget här")
    assert section.first_page_footer.paragraphs[0].text == section.footer.paragraphs[0].text
    assert "Sida" in section.footer.paragraphs[0].text
    check_package(made)
    # A warning of something else, and one that may stand on a later page, are not enough.
    for others in ((Paragraph("Utan plan.", Tone.WARNING),), (Heading(2, "Ett"), said)):
        assert not opened(render(document_of(*others, is_example=True))).sections[0].different_first_page_header_footer


def test_reports_of_example_data_say_so_on_their_first_page() -> None:
    for document in (rollup_report.report(sjuharad()), as_document([Paragraph("a")], DAY, title="T", is_example=True)):
        assert document.is_example
        assert opened(render(document)).sections[0].different_first_page_header_footer


def test_footnotes_are_footnotes() -> None:
    content = render(document_of(Paragraph("Text", Tone.STRONG, ("Ett.", "Två.")), Paragraph("Mer", notes=("Tre.",))))
    referred = values(root(content, "word/document.xml"), "w:footnoteReference", "w:id")
    notes = {one.get(qn("w:id")): words(one).strip() for one in root(content, "word/footnotes.xml")}
    assert [notes[id_] for id_ in referred] == ["Ett.", "Två.", "Tre."]
    separators = [one.get(qn("w:type")) for one in root(content, "word/footnotes.xml")][:2]
    assert separators == ["separator", "continuationSeparator"]
    named = values(root(content, "word/settings.xml"), "w:footnote", "w:id")
    assert set(named) <= set(notes)
    without = root(render(document_of(Paragraph("a"))), "word/footnotes.xml")
    assert [one.get(qn("w:type")) for one in without] == separators


@pytest.mark.parametrize(("figure", "way"), [(BARS, "bar"), (PILLARS, "col")])
def test_charts_are_charts_with_their_figures(figure: Figure, way: str) -> None:
    content = render(document_of(figure))
    chart = root(content, "word/charts/chart1.xml")
    assert chart.find(f".//{CHART}barDir").get("val") == way
    assert chart.find(f".//{CHART}grouping").get("val") == "stacked"
    bars = figure.chart
    assert isinstance(bars, Bars | Pillars)
    for place, series in enumerate(chart.iter(f"{CHART}ser")):
        assert series.find(f"{CHART}tx//{CHART}v").text == f"{bars.parts[place].letter} {bars.parts[place].label}"
        found = [int(one.text) for one in series.iterfind(f"{CHART}val//{CHART}v")]
        assert found == [bar.values[place] for bar in bars.bars]
    descriptions = [
        (one.get("name"), one.get("descr")) for one in root(content, "word/document.xml").iter(qn("wp:docPr"))
    ]
    assert descriptions == [(figure.title, figure.description)]


def test_the_same_tone_twice_is_told_apart_by_a_pattern() -> None:
    chart = root(render(document_of(BARS)), "word/charts/chart1.xml")
    patterned = [one.find(f"{CHART}spPr/{DRAWING}pattFill") is not None for one in chart.iter(f"{CHART}ser")]
    assert patterned == [False, False, True]


def test_the_chart_s_workbook_holds_what_the_chart_says() -> None:
    import python_calamine

    found = parts(render(document_of(BARS)))
    source = parse_xml(found["word/charts/_rels/chart1.xml.rels"])
    assert [one.get("Target") for one in source] == ["../embeddings/Microsoft_Excel_Sheet1.xlsx"]
    book = python_calamine.CalamineWorkbook.from_filelike(
        io.BytesIO(found["word/embeddings/Microsoft_Excel_Sheet1.xlsx"])
    )
    assert book.sheet_names == ["Data"]
    assert book.get_sheet_by_name("Data").to_python() == [
        ["", "G genomförd", "× genomförs inte", "– ej"],
        ["Område A", 5.0, 3.0, 1.0],
        ["Område B (ej rapporterat)", 0.0, 0.0, 0.0],
    ]


def test_charts_are_numbered_where_they_stand() -> None:
    captions = [one for one in opened(render(document_of(BARS, PILLARS))).paragraphs if one.style.name == "Caption"]
    assert [one.text.split(":", 1)[1].strip() for one in captions] == ["Läget per område", "Utveckling"]
    assert [one.text.split(":")[0][-1] for one in captions] == ["1", "2"]


def test_a_wide_table_lies_on_a_page_of_its_own() -> None:
    wide = Table(tuple(Column(f"Kommunkolumn {place}") for place in range(20)), ((Value("Ett långt ord"),) * 20,))
    file = opened(render(document_of(Paragraph("a"), Heading(2, "Bred"), wide, Heading(2, "Smal"), TABLE)))
    assert [section.page_width > section.page_height for section in file.sections] == [False, True, False]
    kinds = [one.tag.rpartition("}")[2] for one in file.element.body]
    assert kinds[-1] == "sectPr"
    # The heading goes with its table.
    ends = [place for place, one in enumerate(file.element.body) if one.find(f".//{qn('w:sectPr')}") is not None]
    heading = [words(one) for one in file.element.body].index("Bred")
    assert ends[0] < heading < ends[1]
    width = sum(int(one) for one in values(file.tables[0]._tbl, "w:gridCol", "w:w"))
    section = file.sections[1]
    assert width <= (section.page_width - section.left_margin - section.right_margin) // 635


def test_the_page_is_a4(content: bytes) -> None:
    section = opened(content).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_a_page_begins_where_the_report_says_and_no_page_is_empty() -> None:
    file = opened(render(document_of(Paragraph("a"), PageBreak(), Heading(2, "b"))))
    assert [bool(one.paragraph_format.page_break_before) for one in file.paragraphs if one.text in {"a", "b"}] == [
        False,
        True,
    ]


def test_lists_and_what_a_short_report_leaves_out() -> None:
    items = Items((Item("16", "Nära arbetsledning", "7 av 7", ("Genomförd: Mark.",)),))
    short = Table(TABLE.columns, TABLE.rows, left_out=12, caption="Det viktigaste")
    file = opened(render(document_of(Bullets(("Ett", "Två")), items, short)))
    styles = {one.text: one.style.name for one in file.paragraphs}
    assert styles["Ett"] == styles["Två"] == styles["16 Nära arbetsledning (7 av 7)"] == "List Bullet"
    assert styles["Genomförd: Mark."] == "List Bullet 2"
    assert styles["Det viktigaste"] == "Caption"
    assert any("12" in text for text in styles)
    numbered = root(render(document_of(items)), "word/numbering.xml")
    assert values(numbered, "w:numFmt") == ["bullet", "bullet"]


def test_styles_rest_on_styles_that_are_there(content: bytes) -> None:
    sheet = root(content, "word/styles.xml")
    ids = [one.get(qn("w:styleId")) for one in sheet.iter(qn("w:style"))]
    assert len(ids) == len(set(ids)) == len(STYLES)
    for tag in ("w:basedOn", "w:next"):
        assert set(values(sheet, tag)) <= set(ids)
    used = {
        one
        for name in ("document", "footnotes", "header1", "footer1")
        for tag in ("w:pStyle", "w:rStyle", "w:tblStyle")
        for one in values(root(content, f"word/{name}.xml"), tag)
    }
    assert used <= set(ids)


def test_a_logo_is_shown_with_its_text() -> None:
    issuer = Issuer(name="Förbundet", logo=Logo(png(), "png", "Förbundets vapen"))
    content = render(document_of(BARS, issuer=issuer))
    descriptions = [one.get("descr") for one in root(content, "word/document.xml").iter(qn("wp:docPr"))]
    assert descriptions == ["Förbundets vapen", BARS.description]
    ids = [one.get("id") for one in root(content, "word/document.xml").iter(qn("wp:docPr"))]
    assert len(ids) == len(set(ids))
    assert [name for name in parts(content) if name.startswith("word/media/")] == ["word/media/image1.png"]


@pytest.mark.parametrize(
    "bad",
    [
        Logo(b"<svg/>", "svg", "v"),
        Logo(b"\x89PNG\r\n\x1a\n", "png", "v"),
        Logo(b"\xff\xd8\xff", "jpeg", "v"),
        Logo(png(0, 0), "png", "v"),
    ],
)
def test_a_logo_that_word_cannot_show_leaves_the_publisher_s_name(bad: Logo) -> None:
    content = render(document_of(issuer=Issuer(name="Förbundet", logo=bad)))
    assert "Förbundet" in opened(content).paragraphs[1].text
    assert not [name for name in parts(content) if "media" in name]


def check_package(content: bytes) -> None:
    """Every relation leads to a part, every part has a type and can be read, every id that is used is known."""
    found = parts(content)
    types = parse_xml(found["[Content_Types].xml"])
    named = {one.get("PartName") for one in types if one.get("PartName")}
    endings = {one.get("Extension") for one in types if one.get("Extension")}
    for name, said in found.items():
        assert f"/{name}" in named or name.rpartition(".")[2] in endings
        if name.endswith((".xml", ".rels")):
            parse_xml(said)
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            for relation in parse_xml(said).iter(f"{RELATIONS}Relationship"):
                target = relation.get("Target")
                assert relation.get("TargetMode") != "External"
                assert posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") in found
    assert {name.lstrip("/") for name in named} <= set(found)
    for name in [name for name in found if name.endswith(".xml") and name.startswith("word/")]:
        folder, _slash, leaf = name.rpartition("/")
        related = found.get(f"{folder}/_rels/{leaf}.rels")
        ids = {one.get("Id") for one in parse_xml(related)} if related else set()
        element = parse_xml(found[name])
        used = {
            value
            for one in element.iter()
            for key, value in one.attrib.items()
            if key.startswith(f"{{{qn('r:id')[1:-3]}")
        }
        assert used <= ids


def test_the_package_holds_together(content: bytes) -> None:
    check_package(content)


_ORDERS = {
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs spacing ind jc outlineLvl sectPr",
    "w:rPr": "rStyle rFonts b bCs color sz szCs vertAlign lang",
    "w:tcPr": "tcW gridSpan tcBorders shd textDirection vAlign",
    "w:tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "w:sectPr": "headerReference footerReference pgSz pgMar titlePg",
    "w:style": "name basedOn next uiPriority qFormat pPr rPr tblPr tblStylePr",
}


def test_elements_stand_in_the_order_of_the_schema(content: bytes) -> None:
    for name in ("document", "styles", "footnotes", "footer1", "header1", "numbering"):
        for tag, order in _ORDERS.items():
            for element in root(content, f"word/{name}.xml").iter(qn(tag)):
                places = [order.split().index(child.tag.rpartition("}")[2]) for child in element]
                assert places == sorted(places)


hostile = st.one_of(
    texts,
    st.sampled_from(
        (
            "<w:p/>",
            "]]>&amp;<!--",
            "\x00\x0b\x1b[31m",
            "\ufffe\uffff",
            "a|b\nc\r\nd\te",
            "{ HYPERLINK http://x.se }",
            '"><img onerror=1>',
            "{bullets}{0}%d",
            "\ud800",
            "\u202eabc",
        )
    ),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(hostile, min_size=6, max_size=6))
def test_text_is_data(said: list[str]) -> None:
    file, plain = opened(render(_built(*said))), opened(render(_built(*("abcdef"))))
    # Whatever is said, the file is built alike, and its fields are its own.
    assert [*_built_of(file)] == [*_built_of(plain)]
    codes = [[one.text for one in each.element.iter(qn("w:instrText"))] for each in (file, plain)]
    assert codes[0] == codes[1]
    check_package(render(_built(*said)))


def _built_of(file: Any) -> Iterator[str]:
    """The tags of a file's body, without the pieces that dates make of a text."""
    for one in file.element.iter():
        if one.tag != HYPHEN and not (
            one.tag == qn("w:t") and one.getprevious() is not None and one.getprevious().tag == HYPHEN
        ):
            yield one.tag


def test_dates_stay_on_one_line_and_read_as_they_are() -> None:
    said = "Från 2016-11-21 till 2017-02-12, ärende 2016-118, SN 2016/123-18 och 12016-11-210"
    file = opened(render(document_of(Paragraph(said), Table(TABLE.columns, ((Value(said),) * 3,)))))
    (found,) = [one for one in file.paragraphs if one.text.startswith("Från")]
    assert found.text == said
    assert [one.text for one in file.tables[0].rows[1].cells] == [said] * 3
    assert len(list(found._p.iter(HYPHEN))) == 4


def _built(*said: str) -> Document:
    title, head, cell, label, note, told = said
    table = Table((Column(head), Column("B")), ((Value(cell), Value("1")),), caption=told)
    bars = Bars((Part(label, label, Tone.DONE),), (Bar(label, (1,), cell),), head, 1)
    blocks = (
        Heading(2, title),
        Paragraph(cell, notes=(note,)),
        Bullets((label,)),
        Items((Item(label, title, head, (told,)),)),
        Figure("x", title, told, bars, table),
    )
    return Document(title, head, DAY, "sv", blocks, issuer=Issuer(name=note), is_example=True)


def test_many_rows_are_close_together_and_few_stay_on_one_page() -> None:
    few, many = (Table(TABLE.columns, TABLE.rows * number) for number in (3, 40))
    file = opened(render(document_of(few, many)))
    kept = [
        [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in table.rows[1:]]
        for table in file.tables
    ]
    assert kept[0] == [True, True, False]
    assert kept[1] == [True, True] + [False] * 38
    sizes = [table.rows[1].cells[1].paragraphs[0].runs[0].font.size for table in file.tables]
    assert sizes[0] is None
    assert sizes[1] is not None


def test_a_note_below_a_list_keeps_off_it() -> None:
    note = Paragraph("Titlarna är arbetsnamn.", Tone.QUIET)
    file = opened(render(document_of(Bullets(("Ett",)), note, Paragraph("b"), note, Paragraph("Vanlig"))))
    first, second = (one.paragraph_format for one in file.paragraphs if one.text == note.text)
    assert first.space_before > file.styles["List Bullet"].paragraph_format.space_after
    assert second.space_before is None


def test_captions_stay_with_what_they_stand_above() -> None:
    captioned = Table(TABLE.columns, TABLE.rows, caption="Överst")
    found = [one for one in opened(render(document_of(BARS, captioned))).paragraphs if one.style.name == "Caption"]
    assert [one.paragraph_format.keep_with_next for one in found] == [True, True]


def _sizes(document: Document) -> dict[str, float]:
    file = opened(render(document))
    return {name: file.styles[name].font.size and file.styles[name].font.size.pt for name in ("Title", "Heading 1")}


def test_a_page_that_is_to_be_one_has_smaller_letters_where_it_must() -> None:
    few, many = (tuple(f"{place} {'Ett led till. ' * 12}" for place in range(number)) for number in (3, 30))
    usual = _sizes(document_of(Heading(2, "a"), Bullets(few), is_page=True))
    assert usual == _sizes(document_of(Heading(2, "a"), Bullets(many)))
    held = _sizes(document_of(Heading(2, "a"), Bullets(many), is_page=True))
    assert all(held[name] < size for name, size in usual.items())
    # What fits no page in any size keeps its own.
    assert _sizes(document_of(Heading(2, "a"), Bullets(many * 9), is_page=True)) == usual


def test_a_matrix_is_made_to_fit_its_page_with_its_notes() -> None:
    heads = (Column("Nr"), Column("Förslag"), *(Column(f"Ulricehamn {place}") for place in range(22)))
    rows = ((Value("01"), Value("Arbeta förebyggande och fånga upp barn tidigt"), *(Value("E!?"),) * 22),) * 44
    note = Paragraph("G = genomförd")
    file = opened(render(document_of(Paragraph("a"), PageBreak(), Heading(2, "b"), Table(heads, rows, stub=2), note)))
    first, second = file.sections
    assert second.page_width < second.page_height
    assert second.left_margin < first.left_margin
    size = file.tables[0].rows[1].cells[2].paragraphs[0].runs[0].font.size.pt
    assert 7 <= size < 8.5
    assert next(one for one in file.paragraphs if one.text == note.text).style.name == "Report Note"
    # The text of the others is as wide as it was, and no page is left between them.
    breaks = [one.text for one in file.paragraphs if one.paragraph_format.page_break_before]
    assert breaks == ["b"]


def test_all_sizes_of_charts_fit_a_page() -> None:
    for count in (1, 12, 44, 100):
        bars = tuple(Bar(f"{place} Ett förslag med ett långt namn", (1, 1, 1)) for place in range(count))
        figure = Figure("x", "T", "D", Bars(PARTS, bars, "Förslag", 3), TABLE)
        (extent,) = root(render(document_of(figure)), "word/document.xml").iter(qn("wp:extent"))
        assert int(extent.get("cy")) <= 24 * 360_000
        assert int(extent.get("cx")) <= 17 * 360_000


def test_a_long_table_takes_time_in_proportion() -> None:
    def seconds(rows: int) -> float:
        row = tuple(Value(f"Värde {place}") for place in range(6))
        table = Table(tuple(Column(f"K{place}") for place in range(6)), (row,) * rows)
        begun = time.process_time()
        render(document_of(table))
        return time.process_time() - begun

    seconds(10)
    assert seconds(4000) < 12 * seconds(1000)
