"""How a report looks in Word: each style's name, and its format where a template does not bring one.

Styles of Word's own are known by their English names, whatever Word calls them on the screen; a template in Swedish has
them under the same names. Those that begin with ``Report`` are ours: a template may define them too.
"""

from typing import Literal

from msgspec import Struct

from actionplan.reports.blocks import Tone
from actionplan.reports.svg.colors import LIGHT

ACCENT = LIGHT.fill(Tone.DONE)[1:]
QUIET, LINE = LIGHT.quiet[1:], LIGHT.line[1:]
ALARM, ALARM_EDGE, ALARM_GROUND = (
    LIGHT.ink(Tone.WARNING)[1:],
    LIGHT.edge(Tone.WARNING)[1:],
    LIGHT.fill(Tone.WARNING)[1:],
)
SHADE = "EDF1F5"
FONT = "Arial"
"""With a twin of the same widths on every system, so that a page ends where it ended."""

LEAD, WARNING, NOTE = "Report Lead", "Report Warning", "Report Note"
CELL, HEAD, BAND, CHART = "Report Table Text", "Report Table Head", "Report Table Band", "Report Chart"
TABLE = "Report Table"
STYLES_OF_TONES = {Tone.STRONG: LEAD, Tone.WARNING: WARNING, Tone.QUIET: NOTE}
"""The styles of sentences that are more, or less, than running text."""
HEADINGS = ("heading 1", "heading 2", "heading 3")


class Style(Struct, frozen=True):
    """A style as it is where the template has none of its name."""

    name: str
    id: str
    paragraph: str = ""
    """Elements of its paragraph format, in the order of the schema."""
    run: str = ""
    """Elements of its character format, in the order of the schema."""
    based_on: str = "Normal"
    after: str = ""
    """The style of the paragraph that follows when somebody writes on."""
    kind: Literal["paragraph", "character", "table", "numbering"] = "paragraph"
    further: str = ""
    """The rest of it, for tables."""
    is_shown: bool = True
    """Whether it stands among the styles that Word offers first."""


def _spacing(before: int, after: int, line: int = 0) -> str:
    """Twentieths of a point before and after; lines in 240ths of a line."""
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def _size(halves: int, color: str = "", *, bold: bool = False) -> str:
    """A size in half points."""
    colored = f'<w:color w:val="{color}"/>' if color else ""
    return f'{"<w:b/><w:bCs/>" if bold else ""}{colored}<w:sz w:val="{halves}"/><w:szCs w:val="{halves}"/>'


def _heading(level: int, before: int, after: int, halves: int) -> Style:
    look = f'<w:keepNext/><w:keepLines/>{_spacing(before, after, 252)}<w:outlineLvl w:val="{level - 1}"/>'
    return Style(f"heading {level}", f"Heading{level}", look, _size(halves, ACCENT, bold=True), after="Normal")


def _list(name: str, id_: str, level: int, after: int) -> Style:
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{{bullets}}"/></w:numPr>'
    return Style(name, id_, numbered + _spacing(0, after))


def _entry(level: int, before: int, *, bold: bool) -> Style:
    tab = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'
    indent = f'<w:ind w:left="{240 * (level - 1)}"/>'
    return Style(
        f"toc {level}",
        f"TOC{level}",
        tab + _spacing(before, 20, 252) + indent,
        "<w:b/><w:bCs/>" if bold else "",
        after="Normal",
        is_shown=False,
    )


def _edge(name: str, size: int, color: str) -> str:
    return f'<w:{name} w:val="single" w:sz="{size}" w:space="0" w:color="{color}"/>'


_TABLE = (
    "<w:tblPr><w:tblBorders>"
    + _edge("top", 8, ACCENT)
    + _edge("bottom", 8, ACCENT)
    + _edge("insideH", 4, LINE)
    + "</w:tblBorders><w:tblCellMar>"
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="100" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:tcBorders>'
    + _edge("bottom", 8, ACCENT)
    + f'</w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/></w:tcPr></w:tblStylePr>'
)

NORMAL = Style("Normal", "Normal", _spacing(0, 90, 252), "", based_on="")

STYLES: tuple[Style, ...] = (
    NORMAL,
    Style("Default Paragraph Font", "DefaultParagraphFont", based_on="", kind="character", is_shown=False),
    Style(
        "Normal Table",
        "TableNormal",
        based_on="",
        kind="table",
        further='<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr>",
        is_shown=False,
    ),
    Style("No List", "NoList", based_on="", kind="numbering", is_shown=False),
    Style("Title", "Title", f"<w:keepNext/>{_spacing(0, 40, 240)}", _size(42, ACCENT, bold=True), after="Subtitle"),
    Style("Subtitle", "Subtitle", _spacing(0, 200), _size(21, QUIET), after="Normal"),
    _heading(1, 300, 80, 29),
    _heading(2, 200, 60, 23),
    _heading(3, 160, 60, 20),
    _list("List Bullet", "ListBullet", 0, 60),
    _list("List Bullet 2", "ListBullet2", 1, 30),
    Style("caption", "Caption", f"<w:keepNext/>{_spacing(180, 80)}", _size(20, QUIET, bold=True), after="Normal"),
    Style("TOC Heading", "TOCHeading", f"<w:keepNext/>{_spacing(360, 80)}", _size(26, ACCENT, bold=True)),
    _entry(1, 50, bold=False),
    _entry(2, 0, bold=False),
    Style("header", "Header", _spacing(0, 0, 240), _size(18, QUIET), is_shown=False),
    Style("footer", "Footer", _spacing(0, 0, 240), _size(18, QUIET), is_shown=False),
    Style("footnote text", "FootnoteText", _spacing(0, 30, 240), _size(16), is_shown=False),
    Style(
        "footnote reference",
        "FootnoteReference",
        run='<w:vertAlign w:val="superscript"/>',
        based_on="Default Paragraph Font",
        kind="character",
        is_shown=False,
    ),
    Style(LEAD, "ReportLead", f"<w:keepLines/>{_spacing(120, 100, 252)}", _size(24, bold=True), after="Normal"),
    Style(
        WARNING,
        "ReportWarning",
        f'<w:keepLines/><w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{ALARM_EDGE}"/></w:pBdr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{ALARM_GROUND}"/>{_spacing(60, 120)}<w:ind w:left="200"/>',
        f'<w:b/><w:bCs/><w:color w:val="{ALARM}"/>',
        after="Normal",
    ),
    Style(NOTE, "ReportNote", _spacing(60, 100, 247), _size(16, QUIET), after="Normal"),
    Style(CELL, "ReportTableText", _spacing(20, 20, 240), _size(16)),
    Style(HEAD, "ReportTableHead", f"<w:keepNext/>{_spacing(30, 30, 240)}", _size(16, bold=True)),
    Style(BAND, "ReportTableBand", f"<w:keepNext/>{_spacing(60, 30, 240)}", _size(17, ACCENT, bold=True)),
    Style(CHART, "ReportChart", _spacing(0, 120, 240), is_shown=False),
    Style(TABLE, "ReportTable", based_on="Normal Table", kind="table", further=_TABLE),
)
"""In the order in which each can rest on those before it."""
