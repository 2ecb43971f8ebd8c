"""How high a report's blocks are on a page of Word's, so that what is to fit a page can be made to.

Rather too high than too low: what does not fit goes on by itself on another page. Lengths are in twentieths of a point.
"""

from collections.abc import Callable, Iterable, Sequence

from msgspec import structs

from actionplan.reports.blocks import Block, Bullets, Figure, Grid, Heading, Item, Items, PageBreak, Paragraph, Table
from actionplan.reports.document import Document
from actionplan.reports.word.charts import height_of
from actionplan.reports.word.look import BAND, CELL, HEAD, HEADINGS, NOTE, STYLES_OF_TONES
from actionplan.reports.word.looks import Look, Looks
from actionplan.reports.word.measures import Layout, head_of, line_counts

_CENTIMETRE = 567
_LOGO = 1100
_SPACER = 120
_RULE = 12
_ABOVE_NOTES = 320
"""The line above footnotes."""
_LIST_INDENTS = (400, 740)


class Heights:
    """How high blocks are, with the looks of a file's styles."""

    def __init__(self, looks: Looks, room: int, arranged: Callable[[Table], Layout]) -> None:
        """Measure from here on.

        Args:
            looks: the looks of the styles.
            room: the width of the text.
            arranged: how a table's columns are laid out.
        """
        self._looks, self._room, self._arranged = looks, room, arranged
        self._after = 0

    def cover(self, document: Document) -> float:
        """How high the logo, the title and the line below it are."""
        about = " · ".join(filter(None, (document.subtitle, document.issuer.name)))
        logo = _LOGO if document.issuer.logo else 0
        # Word's own titles have a line below them.
        return logo + self._one("Title", document.title) + self._one("Subtitle", about) + _SPACER

    def of(self, blocks: Iterable[Block], small: Sequence[Block] = ()) -> float:
        """How high blocks are together, with their footnotes.

        Args:
            blocks: what is measured.
            small: those of them that are written as small as notes.
        """
        self._after = 0
        found = 0.0
        notes: list[str] = []
        for block in blocks:
            found += self._one(NOTE, block.text) if block in small and isinstance(block, Paragraph) else self._of(block)
            notes += block.notes if isinstance(block, Paragraph) else ()
        if notes:
            found += _ABOVE_NOTES + sum(self._one("footnote text", f"1 {note}") for note in notes)
        return found

    def _of(self, block: Block) -> float:
        match block:
            case Heading():
                return self._one(HEADINGS[min(max(block.level - 1, 1), len(HEADINGS)) - 1], block.text)
            case Paragraph():
                return self._one(STYLES_OF_TONES.get(block.tone, "Normal"), block.text)
            case Bullets() | Items():
                return self._list(block)
            case Table():
                caption = self._one("caption", block.caption) if block.caption else 0
                return caption + self.table(block)
            case Figure():
                drawn = 0.0 if isinstance(block.chart, Grid) else height_of(block.chart, self._room / _CENTIMETRE)
                caption = self._one("caption", block.title) if drawn else 0
                return caption + drawn * _CENTIMETRE + _SPACER + self.table(block.table)
            case PageBreak():
                return 0

    def _list(self, block: Bullets | Items) -> float:
        first, second = _LIST_INDENTS
        found = 0.0
        for item in block.items:
            said = f"{item.number} {item.title} ({item.figure})" if isinstance(item, Item) else item
            found += self._one("List Bullet", said, indent=first)
            details = item.details if isinstance(item, Item) else ()
            found += sum(self._one("List Bullet 2", detail, indent=second) for detail in details)
        return found

    def table(self, table: Table) -> float:
        """How high a table is, with the room after it."""
        found = self._arranged(table)
        cell, head, band = self._looks[CELL], self._looks[HEAD], self._looks[BAND]
        density = found.density
        head = structs.replace(head, halves=min(head.halves, density.halves))
        heads = [
            head.height(head_of(table, place), width - 2 * density.margin)
            for place, (width, turned) in enumerate(zip(found.widths, found.turned, strict=True))
            if not turned
        ]
        above = max([*heads, found.head]) + head.before + head.after
        line, gap = (density.line, 2 * density.gap) if density.line else (cell.high, cell.before + cell.after)
        rows = 0.0
        for row, count in zip(table.rows, line_counts(table, found), strict=True):
            is_band = len(row) == 1 and len(table.columns) > 1
            rows += (
                band.high + band.before + band.after if is_band and not density.line else count * line + gap
            ) + _RULE
            rows += gap + 36 if is_band and density.line else 0
        below = self._one(NOTE, "…") if table.left_out else _SPACER
        self._after = 0
        return above + rows + below

    def _one(self, style: str, text: str, *, indent: int = 0) -> float:
        """A paragraph; of the spaces between two only the greater counts."""
        look: Look = self._looks[style]
        before, self._after = max(look.before - self._after, 0), 0 if look.joined else look.after
        return (before if not look.joined else 0) + look.height(text, self._room - indent) + self._after
