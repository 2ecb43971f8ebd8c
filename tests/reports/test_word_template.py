"""A municipality's own Word file as a template: its look stays, what it says and who wrote it goes."""

import datetime as dt
import io
import re
import zipfile
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplan.core.errors import BadTemplate
from actionplan.core.issuer import Issuer, Logo
from actionplan.reports.blocks import Bullets, Column, Heading, Paragraph, Table, Tone, Value
from actionplan.reports.document import Document
from actionplan.reports.word.file import render
from tests.reports.test_word import check_package, opened, parts, png, root, values, words

SWEDISH = {
    "heading 1": "Rubrik1",
    "heading 2": "Rubrik2",
    "Title": "Rubrik",
    "Subtitle": "Underrubrik",
    "List Bullet": "Punktlista",
    "caption": "Beskrivning",
}
DOCUMENT = Document(
    "Titel",
    "Undertitel",
    dt.date(2017, 2, 12),
    "sv",
    (
        Paragraph("Ingress", Tone.STRONG, ("En not.",)),
        Heading(2, "Rubrik"),
        Heading(3, "Underrubrik"),
        Bullets(("Punkt",)),
        Table((Column("A"),), ((Value("1"),),)),
    ),
    issuer=Issuer(name="Förbundet"),
)


def own_file() -> Any:
    """A template as a Swedish Word saves it: ids in Swedish, names in English."""
    file = docx.Document()
    for style in file.styles.element.iter(qn("w:style")):
        name = style.find(qn("w:name")).get(qn("w:val"))
        for told in style.iter(qn("w:basedOn"), qn("w:next"), qn("w:link")):
            target = told.get(qn("w:val"))
            told.set(qn("w:val"), {"Heading1": "Rubrik1", "Heading2": "Rubrik2"}.get(target, target))
        style.set(qn("w:styleId"), SWEDISH.get(name, style.get(qn("w:styleId"))))
    file.styles["Heading 1"].font.color.rgb = RGBColor(0x7A, 0x1F, 0x3D)
    file.styles["Normal"].font.name = "Georgia"
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = Cm(4)
    section.header.paragraphs[0].text = "Sjuhärads sidhuvud"
    section.footer.paragraphs[0].text = "Sjuhärads sidfot"
    file.add_heading("Gammal rubrik", 1)
    file.add_paragraph("Gammal text")
    file.add_picture(io.BytesIO(png()))
    file.core_properties.author = "Kalle Handläggare"
    file.core_properties.keywords = "hemligt"
    return file


def saved(file: Any) -> bytes:
    said = io.BytesIO()
    file.save(said)
    return said.getvalue()


def with_parts(content: bytes, changed: dict[str, bytes | None]) -> bytes:
    said = io.BytesIO()
    with zipfile.ZipFile(said, "w") as file:
        for name, part in (parts(content) | changed).items():
            if part is not None:
                file.writestr(name, part)
    return said.getvalue()


def test_its_styles_are_used_by_their_names() -> None:
    content = render(DOCUMENT, template=saved(own_file()))
    file = opened(content)
    ids = {one.text: one._p.pPr.pStyle.val for one in file.paragraphs if one._p.pPr is not None and one.text}
    assert ids["Titel"] == "Rubrik"
    assert ids["Rubrik"] == "Rubrik1"
    assert ids["Underrubrik"] == "Rubrik2"
    assert ids["Punkt"] == "Punktlista"
    assert file.styles["Heading 1"].font.color.rgb == RGBColor(0x7A, 0x1F, 0x3D)
    assert file.styles["Normal"].font.name == "Georgia"
    names = [one.find(qn("w:name")).get(qn("w:val")) for one in file.styles.element.iter(qn("w:style"))]
    assert len(names) == len({name.lower() for name in names})
    check_package(content)


def test_what_it_says_goes_and_its_page_stays() -> None:
    content = render(DOCUMENT, template=saved(own_file()))
    file = opened(content)
    assert "Gammal" not in words(file.element)
    assert round(file.sections[0].left_margin.cm, 2) == 4
    assert [one.text for one in file.sections[0].header.paragraphs] == ["Sjuhärads sidhuvud"]
    assert [one.text for one in file.sections[0].footer.paragraphs] == ["Sjuhärads sidfot"]
    assert not [name for name in parts(content) if "media" in name]


def test_nothing_of_who_made_it_is_left() -> None:
    file = own_file()
    settings_part = file.part._settings_part
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    id_ = settings_part.relate_to("file:///C:/Users/kalle/Mall.dotx", kind, is_external=True)
    settings_part.element.insert(0, parse_xml(f'<w:attachedTemplate {nsdecls("w", "r")} r:id="{id_}"/>'))
    settings_part.element.insert(0, parse_xml(f'<w:documentProtection {nsdecls("w")} w:edit="readOnly"/>'))
    file.add_paragraph("x").runs[0].text = "Kalle"
    file.add_comment(file.paragraphs[-1].runs, "hemligt", author="Kalle", initials="KH")
    package = file.part.package
    macros = Part(PackURI("/word/vbaProject.bin"), "application/vnd.ms-office.vbaProject", b"Kalle", package)
    file.part.relate_to(macros, "http://schemas.microsoft.com/office/2006/relationships/vbaProject")
    content = render(DOCUMENT, template=saved(file))
    for name, part in parts(content).items():
        assert b"alle" not in part, name
        assert b"hemligt" not in part, name
    assert not values(root(content, "word/settings.xml"), "w:documentProtection", "w:edit")
    assert opened(content).core_properties.author == "Förbundet"
    check_package(content)


def test_the_normal_style_holds_where_the_template_does_not_say_so() -> None:
    file = own_file()
    for style in file.styles.element.iter(qn("w:style")):
        if style.get(qn("w:type")) == "paragraph":
            style.attrib.pop(qn("w:default"), None)
    styles = opened(render(DOCUMENT, template=saved(file))).styles
    assert styles.default(WD_STYLE_TYPE.PARAGRAPH) == styles["Normal"]


def test_text_in_columns_does_not_cut_tables() -> None:
    file = own_file()
    section = file.sections[0]._sectPr
    for found in section.findall(qn("w:cols")):
        section.remove(found)
    for tag in ('cols w:num="2" w:space="708"', 'vAlign w:val="center"', 'textDirection w:val="tbRl"'):
        section.append(parse_xml(f"<w:{tag} {nsdecls('w')}/>"))
    content = render(DOCUMENT, template=saved(file))
    left = {one.tag for one in opened(content).element.body[-1]}
    assert not left & {qn("w:cols"), qn("w:vAlign"), qn("w:textDirection")}
    assert round(opened(content).sections[0].left_margin.cm, 2) == 4
    check_package(content)


def test_a_template_without_styles_gets_ours() -> None:
    file = docx.Document()
    for style in list(file.styles.element.iter(qn("w:style"))):
        if style.get(qn("w:styleId")) != "Normal":
            file.styles.element.remove(style)
    numbering = next(one for one in file.part.rels.values() if one.reltype == RELATIONSHIP_TYPE.NUMBERING)
    del file.part.rels[numbering.rId]
    content = render(DOCUMENT, template=saved(file))
    check_package(content)
    assert [one.style.name for one in opened(content).paragraphs if one.text == "Punkt"] == ["List Bullet"]
    (number,) = values(opened(content).styles["List Bullet"].element, "w:numId")
    assert number in values(root(content, "word/numbering.xml"), "w:num", "w:numId")


def test_lists_join_those_that_it_has() -> None:
    file = docx.Document()
    file.styles.element.remove(file.styles["List Bullet"].element)
    before = len(file.part.numbering_part.element.findall(qn("w:num")))
    content = render(DOCUMENT, template=saved(file))
    numbering = root(content, "word/numbering.xml")
    assert len(numbering.findall(qn("w:num"))) == before + 1
    tags = [one.tag.rpartition("}")[2] for one in numbering]
    assert tags == sorted(tags, key=["abstractNum", "num"].index)
    for tag, attribute in (("w:abstractNum", "w:abstractNumId"), ("w:num", "w:numId")):
        ids = [one.get(qn(attribute)) for one in numbering.findall(qn(tag))]
        assert len(ids) == len(set(ids))


def test_our_styles_may_be_its_own() -> None:
    file = own_file()
    file.styles.add_style("Report Lead", WD_STYLE_TYPE.PARAGRAPH).font.size = Pt(31)
    content = render(DOCUMENT, template=saved(file))
    lead = next(one for one in opened(content).paragraphs if one.text.startswith("Ingress"))
    assert (lead.style.name, lead.style.font.size) == ("Report Lead", Pt(31))


def test_an_id_that_is_taken_is_left_alone() -> None:
    file = own_file()
    file.styles.add_style("Något annat", WD_STYLE_TYPE.PARAGRAPH).element.set(qn("w:styleId"), "ReportLead")
    content = render(DOCUMENT, template=saved(file))
    lead = next(one for one in opened(content).paragraphs if one.text.startswith("Ingress"))
    assert lead.style.name == "Report Lead"
    check_package(content)


def test_a_template_file_is_opened_as_a_document() -> None:
    plain = saved(own_file())
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}.main+xml"
    types = parts(plain)["[Content_Types].xml"].replace(
        kind.format("document").encode(), kind.format("template").encode()
    )
    content = render(DOCUMENT, template=with_parts(plain, {"[Content_Types].xml": types}))
    assert kind.format("document").encode() in parts(content)["[Content_Types].xml"]
    assert content == render(DOCUMENT, template=plain)


def test_the_warning_joins_its_heads_on_every_kind_of_page() -> None:
    file = own_file()
    file.sections[0].different_first_page_header_footer = True
    file.settings.odd_and_even_pages_header_footer = True
    file.sections[0].first_page_header.paragraphs[0].text = "Första sidan"
    example = Document("T", "", DOCUMENT.day, "sv", (Paragraph("a"),), is_example=True)
    section = opened(render(example, template=saved(file))).sections[0]
    for head, own in (
        (section.header, "Sjuhärads sidhuvud"),
        (section.first_page_header, "Första sidan"),
        (section.even_page_header, None),
    ):
        said = [one.text for one in head.paragraphs]
        assert said[-1].startswith("Exempeldata")
        assert own is None or said[0] == own


EXAMPLE = Document(
    "T", "", DOCUMENT.day, "sv", (Paragraph("Exempeldata. Allt är påhittat.", Tone.WARNING),), is_example=True
)
"""A report whose first page says in its text what is invented."""


def test_its_head_and_foot_stay_on_a_first_page_that_needs_no_warning_there() -> None:
    file = own_file()
    section = file.sections[0]
    section.header.paragraphs[0].add_run().add_picture(io.BytesIO(png()))
    section.footer.paragraphs[0].text = "Sjuhärads sidfot"
    # Left behind by somebody who changed their mind: it has not been seen since.
    section.first_page_header.paragraphs[0].text = "Gammal förstasida"
    made = render(EXAMPLE, template=saved(file))
    found = opened(made).sections[0]
    assert found.different_first_page_header_footer
    assert [one.text for one in found.first_page_header.paragraphs] == ["Sjuhärads sidhuvud"]
    assert [one.text[:11] for one in found.header.paragraphs] == ["Sjuhärads sidhuvud"[:11], "Exempeldata"]
    assert found.first_page_footer.paragraphs[0].text == found.footer.paragraphs[0].text == "Sjuhärads sidfot"
    for head in (found.header, found.first_page_header):
        (picture,) = head._element.iter(qn("a:blip"))
        assert head.part.related_parts[picture.get(qn("r:embed"))].blob == png()
    assert "Gammal" not in "".join(content.decode("utf-8", "ignore") for content in parts(made).values())
    check_package(made)
    assert made == render(EXAMPLE, template=saved(file))


def test_a_first_page_of_its_own_stays_as_it_is_where_the_text_warns() -> None:
    file = own_file()
    file.sections[0].different_first_page_header_footer = True
    file.sections[0].first_page_header.paragraphs[0].text = "Första sidan"
    found = opened(render(EXAMPLE, template=saved(file))).sections[0]
    assert [one.text for one in found.first_page_header.paragraphs] == ["Första sidan"]
    assert found.header.paragraphs[-1].text.startswith("Exempeldata")


def test_the_heads_of_earlier_sections_hold() -> None:
    file = own_file()
    file.add_section()
    file.add_paragraph("Sista delen")
    wide = Table(tuple(Column(f"Kommunkolumn {place}") for place in range(20)), ((Value("Ett långt ord"),) * 20,))
    document = Document("T", "", DOCUMENT.day, "sv", (Paragraph("a"), Heading(2, "b"), wide))
    sections = opened(render(document, template=saved(file))).sections
    assert [one.orientation for one in sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    assert not sections[0].header.is_linked_to_previous
    assert sections[0].header.paragraphs[0].text == "Sjuhärads sidhuvud"
    assert sections[1].header.is_linked_to_previous


def test_its_lines_above_footnotes_stay_and_its_notes_go() -> None:
    file = own_file()
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p>'
        '</w:footnote><w:footnote w:type="continuationSeparator" w:id="1"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>Gammal not</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), file.part.package)
    file.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    content = render(DOCUMENT, template=saved(file))
    found = root(content, "word/footnotes.xml")
    assert values(found, "w:footnote", "w:id") == ["0", "1", "2"]
    assert words(found).strip() == "En not."
    assert values(root(content, "word/document.xml"), "w:footnoteReference", "w:id") == ["2"]


def test_its_own_logo_is_enough() -> None:
    file = own_file()
    document = Document(
        "T", "", DOCUMENT.day, "sv", (), issuer=Issuer(name="F", logo=Logo(png(9, 9), "png", "Vår bild"))
    )
    assert "Vår bild" in parts(render(document, template=saved(file)))["word/document.xml"].decode()
    file.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(png()))
    content = render(document, template=saved(file))
    assert "Vår bild" not in parts(content)["word/document.xml"].decode()
    assert [name for name in parts(content) if "media" in name] == ["word/media/image1.png"]


def test_its_heads_fetch_nothing_from_elsewhere() -> None:
    file = own_file()
    header = file.sections[0].header
    header.paragraphs[0].add_run().add_picture(io.BytesIO(png()))
    picture = header._element.find(f".//{qn('a:blip')}")
    linked = header.part.relate_to("http://elsewhere.example/x.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    picture.set(qn("r:link"), linked)
    link = header.part.relate_to("https://sjuharad.example", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    said = parse_xml(
        f'<w:p {nsdecls("w", "r")}><w:hyperlink r:id="{link}"><w:r><w:t>sjuharad.example</w:t></w:r></w:hyperlink>'
        "<w:r><w:instrText>INCLUDEPICTURE &quot;http://elsewhere.example/y.png&quot;</w:instrText></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    header._element.append(said)
    made = render(DOCUMENT, template=saved(file))
    opened(made)
    everything = b"".join(parts(made).values())
    assert b"elsewhere.example" not in everything
    assert b"https://sjuharad.example" in everything
    assert b">PAGE<" in everything


def _field(*pieces: str, within: str = "") -> str:
    """A field as Word writes it, whose code is in several pieces."""
    codes = "".join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in pieces)
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{codes}{within}<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    "field",
    [
        _field(" INCLUDE", "PICTURE &quot;http://elsewhere.example/y.png&quot; "),
        _field(" INCLUDEPICTURE ", within=_field(" QUOTE ", "&quot;http://elsewhere.example&quot; ")),
        _field(" INCLUDEPICTURE ", within="<w:r><w:t>http://elsewhere.example/y.png</w:t></w:r>"),
        _field(" IF 1 = 1 ", within=_field(" include", "TEXT http://elsewhere.example/y.docx ")),
        _field(" DDE", "AUTO excel http://elsewhere.example ").partition('<w:r><w:fldChar w:fldCharType="sep')[0],
    ],
)
def test_a_field_s_code_may_be_in_pieces(field: str) -> None:
    file = own_file()
    said = parse_xml(f"<w:p {nsdecls('w')}>{_field(' PA', 'GE ')}{field}</w:p>")
    file.sections[0].header._element.append(said)
    made = render(DOCUMENT, template=saved(file))
    everything = b"".join(parts(made).values())
    assert b"elsewhere.example" not in everything
    header = next(found for name, found in parts(made).items() if b"Sjuh\xc3\xa4rads sidhuvud" in found)
    codes = "".join(one.text or "" for one in parse_xml(header).iter(qn("w:instrText")))
    assert codes.split()[0] == "PAGE"
    # What the fields showed stays.
    assert words(parse_xml(header)).count("1") >= 1


def test_stops_of_the_foot_s_style_are_cleared() -> None:
    file = docx.Document()
    assert [stop.position for stop in file.styles["Footer"].paragraph_format.tab_stops]
    section = file.sections[0]
    section.page_width, section.left_margin, section.right_margin = Cm(21), Cm(2.5), Cm(2.5)
    (foot,) = opened(render(DOCUMENT, template=saved(file))).sections[0].footer.paragraphs
    kinds = {stop.position: stop.alignment for stop in foot.paragraph_format.tab_stops}
    wide = max(place for place, kind in kinds.items() if kind is WD_TAB_ALIGNMENT.RIGHT)
    inherited = [stop.position for stop in file.styles["Footer"].paragraph_format.tab_stops]
    assert [kinds[place] for place in inherited] == [WD_TAB_ALIGNMENT.CLEAR] * len(inherited)
    assert round(wide.cm) == 16
    assert kinds[wide] is WD_TAB_ALIGNMENT.RIGHT


def test_its_sizes_stay_but_where_a_page_is_to_be_one() -> None:
    file = own_file()
    file.styles["Normal"].font.size = Pt(12)
    said = Bullets(tuple(f"{place} {'Ett led till. ' * 12}" for place in range(16)))
    for is_page in (False, True):
        document = Document("T", "", DOCUMENT.day, "sv", (Heading(2, "a"), said), is_page=is_page)
        made = opened(render(document, template=saved(file)))
        assert made.styles["Normal"].font.name == "Georgia"
        assert (made.styles["Normal"].font.size.pt < 12) == is_page
        assert made.styles["Heading 1"].font.color.rgb == RGBColor(0x7A, 0x1F, 0x3D)


@pytest.mark.parametrize(
    "spoiled",
    [
        b'<w:spacing w:before="x" w:after="1e999" w:line="nan" w:beforeAutospacing="1"/>',
        b'<w:spacing w:before="-400" w:line="99999999" w:lineRule="exact"/>',
        b'<w:tabs><w:tab w:val="center" w:pos="x"/></w:tabs>',
    ],
)
def test_lengths_that_cannot_be_read_are_passed_over(spoiled: bytes) -> None:
    content = saved(own_file())
    sheet = re.sub(rb"<w:spacing [^>]*/>", spoiled, parts(content)["word/styles.xml"])
    assert spoiled in sheet
    document = Document("T", "", DOCUMENT.day, "sv", DOCUMENT.blocks, is_page=True)
    check_package(render(document, template=with_parts(content, {"word/styles.xml": sheet})))


def test_a_report_can_be_a_template() -> None:
    first = render(DOCUMENT)
    assert words(opened(render(DOCUMENT, template=first)).element) == words(opened(first).element)


PLAIN = saved(own_file())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Detta \xe4r ingen mall",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        PLAIN[: len(PLAIN) // 2],
        with_parts(PLAIN, {"word/document.xml": None}),
        with_parts(PLAIN, {"word/document.xml": b"<w:document"}),
        with_parts(PLAIN, {"word/styles.xml": b"<x/>"}),
        with_parts(PLAIN, {"word/styles.xml": parts(PLAIN)["word/styles.xml"].replace(b"<w:name ", b"<w:nome ")}),
        with_parts(
            PLAIN, {"word/document.xml": parts(PLAIN)["word/document.xml"].replace(b'w:w="11906"', b'w:w="99"')}
        ),
        with_parts(PLAIN, {"[Content_Types].xml": None}),
        with_parts(PLAIN, {"_rels/.rels": None}),
        with_parts(
            PLAIN,
            {
                "[Content_Types].xml": parts(PLAIN)["[Content_Types].xml"].replace(
                    b"wordprocessingml.document.main", b"spreadsheetml.sheet.main"
                )
            },
        ),
        with_parts(
            PLAIN,
            {
                "word/_rels/document.xml.rels": parts(PLAIN)["word/_rels/document.xml.rels"].replace(
                    b"relationships/styles", b"relationship/styles"
                )
            },
        ),
        with_parts(PLAIN, {"_rels/.rels": parts(PLAIN)["_rels/.rels"].replace(b'Id="rId1"', b'Idx="rId1"')}),
    ],
)
def test_a_file_that_is_no_template_says_so(content: bytes) -> None:
    with pytest.raises(BadTemplate):
        render(DOCUMENT, template=content)


def test_a_file_that_unfolds_without_end_is_no_template() -> None:
    said = io.BytesIO()
    with zipfile.ZipFile(said, "w", zipfile.ZIP_DEFLATED) as file:
        for place in range(3):
            file.writestr(f"word/{place}.bin", bytes(70_000_000))
    with pytest.raises(BadTemplate):
        render(DOCUMENT, template=said.getvalue())


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(name for name in parts(PLAIN) if name.endswith((".xml", ".rels")))),
    st.floats(0, 1, exclude_max=True),
    st.sampled_from((b"", b"<", b"\x00", b"w:x", b'"', b"/>")),
)
def test_a_broken_template_is_used_or_refused(name: str, share: float, put: bytes) -> None:
    part = parts(PLAIN)[name]
    place = int(len(part) * share)
    broken = with_parts(PLAIN, {name: part[:place] + put + part[place + 3 :]})
    try:
        content = render(DOCUMENT, template=broken)
    except BadTemplate:
        return
    assert opened(content).paragraphs
