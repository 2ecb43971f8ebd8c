"""A table of letters with what explains it, on one page: drawn as roomy as the page allows.

How high it becomes is known only when it is drawn, so the template is given several styles to try, the roomiest first.
"""

from collections.abc import Iterator

from msgspec import Struct

from actionplan.reports.blocks import Table
from actionplan.reports.heads import MILLIMETRE, Head
from actionplan.reports.pdf.columns import HIGHEST, LANDSCAPE, PORTRAIT, SIZE, Laid, heads_on_end, laid
from actionplan.reports.svg.text import width

MOST = 30
"""A table of more columns than this is no sheet: its letters would be too small."""


class Style(Struct, frozen=True):
    """How a sheet's tables are drawn."""

    size: float
    """Of letters, in points: never less than seven."""
    inset: float
    """Above and below a row's text, in points."""
    highest: float
    """How high heads on end are at most, in millimetres."""
    wider: float = 0
    """How far the table reaches into each margin, in millimetres."""


STYLES = (
    Style(SIZE, 3.1, HIGHEST),
    Style(SIZE, 2.4, HIGHEST),
    Style(SIZE, 1.9, HIGHEST),
    Style(8, 2.1, HIGHEST, 3),
    Style(8, 1.7, HIGHEST, 5),
    Style(7.5, 1.9, 34, 6),
    Style(7.5, 1.5, 30, 7),
    Style(7, 1.6, 28, 8),
    Style(7, 1.2, 24, 8),
    Style(7, 0.9, 20, 8),
)
FLOWING = STYLES[3]
"""The style of a table that has no room on a page in any."""
_LYING = (Style(SIZE, 2.4, HIGHEST), Style(8, 2.1, HIGHEST, 5), Style(7.5, 1.9, HIGHEST, 8), Style(7, 1.6, HIGHEST, 8))
_LEAST_TEXT = 60.0
"""How much room text is to have on a page that lies down, in millimetres, if smaller letters can give it that."""
_RUNNING, _CLOSE = 0.89, 0.72
"""How wide running text and letters of cells are, as parts of the cautious measure of drawings."""
PAGE = 690.0
"""How high the rows of a sheet are at most, in points: there are heads and a heading above them too."""
_CAPITAL, _PITCH = 0.714, 1.21
"""How high a line of a row is, and how far the next is from it: parts of the size."""
_BESIDE = 0.8
"""What is left free beside the letters of a slim column, in millimetres."""
_PADDING = 2.9
"""What is left free beside other text."""
_WIDEST = 8.5
"""How wide a slim column is at most, in millimetres."""
_FULL = 0.7
"""A table that takes more of the page's width than this takes all of it."""


class Drawn(Struct, frozen=True):
    """A table in a style."""

    style: Style
    columns: tuple[Laid, ...]


def is_sheet(table: Table) -> bool:
    """Whether a table is one of letters that has room on a page that stands."""
    return len(table.columns) <= MOST and is_of_letters(table)


def is_of_letters(table: Table) -> bool:
    """Whether all columns after the first hold letters that stand for words."""
    rows = [row for row in table.rows if len(row) > 1]
    return bool(rows) and all(cell.spoken for row in rows for cell in row[table.stub :])


def lying(table: Table) -> Drawn:
    """A table of letters in so many columns that it takes pages that lie down, where its text still has some room."""
    columns = laid(table)
    if not any(column.turned for column in columns):
        return Drawn(STYLES[0], columns)
    for style in _LYING:
        one, left = _in_style(table, columns, style, LANDSCAPE)
        if left >= _LEAST_TEXT:
            break
    return one


def drawn(table: Table) -> Iterator[Drawn]:
    """A table in each style that may have room on a page, the roomiest first."""
    columns = laid(table)
    if not any(column.turned for column in columns):
        yield from (Drawn(style, columns) for style in STYLES)
        return
    for style in STYLES:
        one, left = _in_style(table, columns, style, PORTRAIT)
        # To draw what cannot fit takes time. The style that goes on on the next page is always there.
        if style is FLOWING or _least(table, style, left) <= PAGE:
            yield one


def _in_style(table: Table, columns: tuple[Laid, ...], style: Style, page: float) -> tuple[Drawn, float]:
    """A table in a style on a page of a width, and what room is left for its text, in millimetres."""
    turned = {place: column.head.full for place, column in enumerate(columns) if column.turned}
    texts = [_text(table, place, style.size) for place in range(table.stub)]
    room, beside = page + 2 * style.wider, sum(texts) + _PADDING * table.stub
    slim = round(_slim(table, tuple(turned), style.size, room - beside), 2)
    on_end = heads_on_end(turned, slim, style.highest, style.size)
    found = Drawn(style, tuple(_columns(columns, on_end, slim, room, beside)))
    return found, room - slim * len(turned) - beside + texts[-1]


def _least(table: Table, style: Style, room: float) -> float:
    """How high a table's rows are at least, in points, where their last text has a room in millimetres."""
    row, line = _CAPITAL * style.size + 2 * style.inset, _PITCH * style.size
    texts = [row[table.stub - 1].text for row in table.rows if len(row) > 1]
    wide = room / (_RUNNING * MILLIMETRE)
    broken = sum(int(width(text, style.size) // wide) for text in texts) if wide > 0 else 0
    return len(table.rows) * row + broken * line


def _columns(
    columns: tuple[Laid, ...], heads: dict[int, Head], slim: float, room: float, beside: float
) -> Iterator[Laid]:
    is_full = beside + slim * len(heads) > room * _FULL
    widest = min(heads) - 1
    for place, column in enumerate(columns):
        if place in heads:
            yield Laid(heads[place], column.letter, True, "center", 0, slim)
        else:
            yield Laid(column.head, column.letter, False, column.align, float(is_full and place == widest), 0)


def _slim(table: Table, turned: tuple[int, ...], size: float, left: float) -> float:
    """How wide slim columns are: all alike, and not pressed together where there is room."""
    texts = {row[place].text for row in table.rows if len(row) > 1 for place in turned}
    least = max(_wide(text, size) for text in texts) + _BESIDE
    return max(min(left / len(turned), _WIDEST), least)


def _text(table: Table, place: int, size: float) -> float:
    """How wide a column of running text is."""
    longest = max((width(row[place].text, size) for row in table.rows if len(row) > 1), default=0)
    return longest * _RUNNING * MILLIMETRE


def _wide(text: str, size: float) -> float:
    return width(text, size, bold=True) * _CLOSE * MILLIMETRE
