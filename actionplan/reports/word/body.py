"""The blocks of a report as Word's paragraphs, tables and charts, in sections of pages that stand or lie."""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct, structs

from actionplan.i18n import _
from actionplan.reports.blocks import (
    Bars,
    Block,
    Bullets,
    Figure,
    Grid,
    Heading,
    Items,
    PageBreak,
    Paragraph,
    Table,
    Tone,
)
from actionplan.reports.word.charts import drawing
from actionplan.reports.word.fitting import Page, arranged, below, is_tall, usual
from actionplan.reports.word.look import CHART, HEADINGS, STYLES_OF_TONES
from actionplan.reports.word.looks import Looks
from actionplan.reports.word.markup import field, paragraph, run
from actionplan.reports.word.measures import Layout
from actionplan.reports.word.notes import Notes
from actionplan.reports.word.tables import table_xml

_TWENTIETHS = 567
"""Twentieths of a point in a centimetre."""
_TALL = 25
"""A figure of more rows or bars begins on a page of its own."""
_FEW_WORDS = 1000
"""Letters of a list that stays on one page."""
_SMALL = '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>'


_AIR = '<w:spacing w:before="160"/>'
SPACER = paragraph("", "", _SMALL)
"""A little room after a table."""


class Title(Struct, frozen=True):
    """A heading as the contents list it."""

    text: str
    level: int
    """1 for the first below the report's title."""
    mark: str
    """The bookmark that leads to it."""


class Part(Struct, frozen=True):
    """Blocks that share their pages."""

    xml: str
    is_lying: bool = False
    is_wide: bool = False
    """Whether its pages have narrow margins."""

    def is_like(self, other: "Part") -> bool:
        """Whether both can stand on one page."""
        return (self.is_lying, self.is_wide) == (other.is_lying, other.is_wide)


def joined(parts: Sequence[Part]) -> list[Part]:
    """Parts with those that lie alike put together."""
    found: list[Part] = []
    for part in parts:
        if found and (found[-1].is_like(part) or not part.xml):
            found[-1] = structs.replace(found[-1], xml=found[-1].xml + part.xml)
        else:
            found.append(part)
    return found


class Body:
    """What a report's blocks become."""

    def __init__(self, file: Any, ids: dict[str, str], notes: Notes, page: Page, looks: Looks, *, fits: bool) -> None:
        """Begin with nothing.

        Args:
            file: where it goes.
            ids: the styles' ids by name.
            notes: its footnotes.
            page: the room on its pages.
            looks: the looks of its styles.
            fits: whether a page is to hold what begins on it.
        """
        self._file, self._ids, self._notes = file, ids, notes
        self._page, self._looks, self._fits = page, looks, fits
        self._arranged: list[tuple[Table, Layout]] = []
        self._small: Sequence[Block] = ()
        self._pictures = self._charts = 0
        self._breaks = False
        self.titles: list[Title] = []

    def parts(self, blocks: Sequence[Block]) -> list[Part]:
        """The blocks, in runs that share the way their pages lie."""
        found = []
        for unit in _units(blocks):
            # What is to be taken in at a glance is not cut in two by the end of a page.
            self._breaks = self._breaks or any(map(_is_tall, unit))
            self._arrange(unit)
            layouts = [self._layout(table) for table in _tables(unit)]
            is_lying = any(found.is_lying for found in layouts)
            xml = "".join(
                self._block(block, before, is_lying=is_lying, keep=_leads_to(after))
                for before, block, after in zip((None, *unit), unit, (*unit[1:], None), strict=False)
            )
            found.append(Part(xml, is_lying, any(one.is_wide for one in layouts)))
        return joined(found)

    def picture(self) -> int:
        """The number of the next picture."""
        self._pictures += 1
        return self._pictures

    def _arrange(self, unit: Sequence[Block]) -> None:
        """Lay out the tables of what stands together, so that they fit a page where one begins."""
        begins = self._breaks or any(isinstance(block, PageBreak) for block in unit)
        self._small = below(unit) if begins else ()
        fitted = arranged(unit, self._page, self._looks, must=self._fits) if begins else None
        self._arranged = [
            (table, fitted if fitted and is_tall(table) else usual(table, self._page, self._looks))
            for table in _tables(unit)
        ]

    def _layout(self, table: Table) -> Layout:
        return next(found for known, found in self._arranged if known is table)

    def _block(self, block: Block, before: Block | None, *, is_lying: bool, keep: bool) -> str:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return self._paragraph(block, keep=keep, airy=isinstance(before, Bullets | Items))
            case Figure():
                return self._figure(block, self._page.lying if is_lying else self._page.standing)
            case PageBreak():
                self._breaks = True
                return ""
            case _:
                return self._listed(block)

    def _listed(self, block: Bullets | Items | Table) -> str:
        match block:
            case Bullets():
                return self._bullets(block)
            case Items():
                return self._items(block)
            case Table():
                caption = self._captioned(run(block.caption)) if block.caption else ""
                return caption + self._table(block, self._layout(block))

    def _break(self) -> str:
        """What begins a new page, where one is to begin."""
        breaks, self._breaks = self._breaks, False
        return "<w:pageBreakBefore/>" if breaks else ""

    def _heading(self, block: Heading) -> str:
        level = min(max(block.level - 1, 1), len(HEADINGS))
        place = len(self.titles) + 1
        mark = f"_Toc{place:08}"
        self.titles.append(Title(block.text, level, mark))
        content = f'<w:bookmarkStart w:id="{place}" w:name="{mark}"/>{run(block.text)}<w:bookmarkEnd w:id="{place}"/>'
        breaks = self._break()
        # At the top of a page there is nothing to keep away from.
        look = f'{breaks}<w:spacing w:before="0"/>' if breaks else ""
        return paragraph(self._ids[HEADINGS[level - 1]], content, look)

    def _paragraph(self, block: Paragraph, *, keep: bool, airy: bool) -> str:
        tone = Tone.QUIET if block in self._small else block.tone
        style = self._ids[STYLES_OF_TONES[tone]] if tone in STYLES_OF_TONES else ""
        # Two marks beside each other would read as one number.
        marks = run(",", '<w:vertAlign w:val="superscript"/>').join(map(self._notes.refer, block.notes))
        look = ("<w:keepNext/>" if keep else "") + self._break()
        # A note right below a list is not one of its points.
        look += _AIR if airy and tone is Tone.QUIET else ""
        return paragraph(style, run(block.text) + marks, look)

    def _bullets(self, block: Bullets) -> str:
        together = sum(map(len, block.items)) <= _FEW_WORDS
        said = []
        for place, item in enumerate(block.items, 1 - len(block.items)):
            keep = "<w:keepNext/>" if together and place else ""
            said.append(paragraph(self._ids["List Bullet"], run(item), keep + self._break()))
        return "".join(said)

    def _items(self, block: Items) -> str:
        said = []
        for item in block.items:
            keep = "<w:keepNext/>" if item.details else ""
            title = run(f"{item.number} {item.title}", "<w:b/><w:bCs/>") + run(f" ({item.figure})")
            said.append(paragraph(self._ids["List Bullet"], title, keep + self._break()))
            said += [
                paragraph(self._ids["List Bullet 2"], run(detail), "<w:keepNext/>" if place else "")
                for place, detail in enumerate(item.details, 1 - len(item.details))
            ]
        return "".join(said)

    def _figure(self, figure: Figure, width: int) -> str:
        found = self._layout(figure.table)
        if isinstance(figure.chart, Grid):
            # The table with its letters and colours is the picture.
            return self._table(figure.table, found, figure.title, figure.description, figure.chart)
        self._charts += 1
        chart = drawing(
            self._file,
            figure.chart,
            number=self.picture(),
            title=figure.title,
            told=figure.description,
            width=width / _TWENTIETHS,
        )
        return (
            self._caption(figure.title)
            + paragraph(self._ids[CHART], chart)
            + self._table(figure.table, found, figure.title, figure.description)
        )

    def _caption(self, title: str) -> str:
        before, _number, after = _("Chart {number}: {title}").partition("{number}")
        numbered = field("SEQ Chart \\* ARABIC", str(self._charts))
        content = (run(before) if before else "") + numbered + run(after.format(title=title))
        return self._captioned(content)

    def _captioned(self, content: str) -> str:
        # A template's own style need not keep it with what it stands above.
        return paragraph(self._ids["caption"], content, f"<w:keepNext/>{self._break()}")

    def _table(self, table: Table, found: Layout, title: str = "", told: str = "", grid: Grid | None = None) -> str:
        """A table, and a little room after it, which no table of Word's has."""
        before = paragraph("", "", f"{self._break()}{_SMALL}") if self._breaks else ""
        said = table_xml(table, self._ids, found, title=title, told=told, grid=grid)
        return before + said + ("" if table.left_out else SPACER)


def contents(titles: Sequence[Title], ids: dict[str, str]) -> str:
    """A table of contents as a field, with the headings in it as they are now.

    Page numbers are known to nobody before the pages are laid out: they come when the reader updates the field.
    """
    listed = [title for title in titles if title.level == 1]
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    lines = []
    for place, title in enumerate(listed):
        link = f'<w:hyperlink w:anchor="{title.mark}" w:history="1">{run(title.text)}</w:hyperlink>'
        first, last = place == 0, place == len(listed) - 1
        lines.append(paragraph(ids[f"toc {title.level}"], (begin if first else "") + link + (end if last else "")))
    heading = paragraph(ids["TOC Heading"], run(_("Contents")))
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{heading}{''.join(lines)}"
        "</w:sdtContent></w:sdt>"
    )


def _units(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Blocks with the headings that they stand under."""
    unit: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and not all(isinstance(before, Heading | PageBreak) for before in unit):
            yield unit
            unit = []
        unit.append(block)
    if unit:
        yield unit


def _tables(blocks: Sequence[Block]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Figure):
            yield block.table
        elif isinstance(block, Table):
            yield block


def _leads_to(block: Block | None) -> bool:
    """Whether a sentence right before a block belongs to it."""
    return isinstance(block, Bullets | Items | Table | Figure)


def _is_tall(block: Block) -> bool:
    match block:
        case Figure(chart=Bars() as chart):
            return len(chart.bars) > _TALL
        case Figure(chart=Grid()):
            return len(block.table.rows) > _TALL
    return False


def cover(title: str, subtitle: str, name: str, ids: dict[str, str], picture: str) -> str:
    """What stands above everything: the publisher's picture, the title, what it is about, and who publishes it."""
    about = " · ".join(filter(None, (subtitle, name)))
    return (
        (paragraph("", picture, "<w:keepNext/>") if picture else "")
        + paragraph(ids["Title"], run(title))
        + (paragraph(ids["Subtitle"], run(about)) if about else "")
    )
