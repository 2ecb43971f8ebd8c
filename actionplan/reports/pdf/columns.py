"""How wide the columns of a table are, which heads stand on end, and when the page is to lie down."""

from collections.abc import Collection, Iterable, Mapping
from math import sqrt

from msgspec import Struct

from actionplan.reports.blocks import Column, Table
from actionplan.reports.heads import MILLIMETRE, Head, stood
from actionplan.reports.pdf.letters import clean
from actionplan.wording.labels import capital

PORTRAIT, LANDSCAPE = 170.0, 257.0
"""How wide the text is on a page that stands and on one that lies: millimetres of an A4 page within its margins."""
MANY = 14
"""More columns than this take a page that lies down."""
_LETTER = 1.62
"""How wide a letter of a table is, on an average, in millimetres."""
_PADDING = 2.9
"""What is left free beside a column's text, in millimetres."""
_SHORT = 5
"""Columns whose longest value has at most so many letters are slim."""
_HEAD = 7
"""Heads of slim columns with more letters than this stand on end."""
_LONG = 26
"""A column whose longest value has more letters than this shares what the others leave."""
_AIRY = 5.6
"""How wide a column below a head on end is at most, beside its padding, if its values need no more."""
_FULL = 0.7
"""A table that takes more of the page's width than this takes all of it."""
HIGHEST = 36.0
"""How high a head on end is at most, in millimetres. A longer one is in several lines, or cut."""
SIZE = 8.5
"""How large a table's letters are, in points."""
_CAPITAL, _PITCH, _TAIL = 0.72, 1.06, 0.25
"""How high the first line of a head on end is, how far the next is from it, and what hangs below: parts of the size."""
_APART = 2.2
"""How far lines of two heads on end are from each other at least, in millimetres."""
_MOST = 60.0
"""Of longer values than this, in letters, no more is made room for."""


class Laid(Struct, frozen=True):
    """How a column is laid out."""

    head: Head
    letter: str
    """A symbol below the head that the table's cells and legend use."""
    turned: bool
    """Whether the head stands on end."""
    align: str
    share: float
    """Its part of the room that the other columns leave; 0 for as wide as its widest value."""
    width: float
    """How wide it is in millimetres, where that does not depend on its values; else 0."""


def lies(table: Table) -> bool:
    """Whether the table is for a page that lies down."""
    return len(table.columns) > MANY


def laid(table: Table) -> tuple[Laid, ...]:
    """How each column of a table is laid out."""
    longest = tuple(_longest(table, place) for place in range(len(table.columns)))
    heads, turned = _named(table)
    room = (LANDSCAPE if lies(table) else PORTRAIT) - _PADDING * len(longest)
    widths = [
        _LETTER * min(max(length, 3 if place in turned else len(heads[place][0])), _MOST)
        for place, length in enumerate(longest)
    ]
    turned_width = _turned_width(widths, turned, room)
    widths = [turned_width if place in turned else width for place, width in enumerate(widths)]
    shares = _shares(widths, room)
    on_end = heads_on_end({place: heads[place][0] for place in turned}, turned_width + _PADDING)
    return tuple(
        Laid(
            on_end.get(place) or Head(head, (head,)),
            letter,
            place in turned,
            _align(column, is_count=place >= table.stub and _counts(table, place)),
            shares[place],
            turned_width + _PADDING if place in turned else 0,
        )
        for place, (column, (head, letter)) in enumerate(zip(table.columns, heads, strict=True))
    )


def _named(table: Table) -> tuple[list[tuple[str, str]], tuple[int, ...]]:
    """The heads with the symbols that stand below them, and which of them stand on end."""
    columns = table.columns
    counts = [place for place in range(table.stub, len(columns)) if _counts(table, place)]
    stub = sum(_longest(table, place) <= _SHORT for place in range(table.stub))
    crowded = len(counts) + stub > 1 + table.stub
    found = {place: _head(columns[place]) for place in counts} if crowded else {}
    if not any(len(head) > _HEAD for head, _letter in found.values()):
        found = {}
    return [found.get(place, (column.head, "")) for place, column in enumerate(columns)], tuple(found)


def heads_on_end(
    names: Mapping[int, str], wide: float, highest: float = HIGHEST, size: float = SIZE
) -> dict[int, Head]:
    """The heads that stand on end.

    Args:
        names: what they say, by the places of their columns.
        wide: how wide their columns are, in millimetres.
        highest: how high they may be, in millimetres.
        size: how large their letters are, in points.
    """
    em = size * MILLIMETRE
    most = max(int((wide - _APART - (_CAPITAL + _TAIL - _PITCH) * em) / (_PITCH * em)), 1)
    found = stood([clean(name) for name in names.values()], highest / MILLIMETRE, size, most)
    return dict(zip(names, found, strict=True))


def height(columns: Iterable[Laid]) -> float:
    """About how high the heads on end are, in millimetres."""
    lines = (line for column in columns if column.turned for line in column.head.lines)
    return round(max((len(line) * _LETTER + 1 for line in lines), default=0), 2)


def _counts(table: Table, place: int) -> bool:
    """Whether a column holds short figures, or letters that stand for words: prose may be short by chance."""
    cells = [row[place] for row in table.rows if len(row) > 1]
    is_count = table.columns[place].align == ">" or any(cell.spoken for cell in cells)
    return is_count and all(len(cell.text) <= _SHORT for cell in cells)


def _longest(table: Table, place: int) -> int:
    return max((len(row[place].text) for row in table.rows if len(row) > 1), default=0)


def _head(column: Column) -> tuple[str, str]:
    """A head in words, and the symbol that stands for it where the words take its place."""
    if column.spoken and len(column.head) == 1:
        return capital(column.spoken), column.head
    return column.head, ""


def _turned_width(widths: list[float], turned: Collection[int], room: float) -> float:
    """How wide the columns below heads on end are: all alike, and not pressed together where there is room."""
    if not turned:
        return 0
    left = room - sum(width for place, width in enumerate(widths) if place not in turned)
    return round(max(min(left / len(turned), _AIRY), *(widths[place] for place in turned)), 2)


def _shares(widths: list[float], room: float) -> tuple[float, ...]:
    """What columns of text share, where not all of it fits; if it fits, the widest column takes what is left."""
    long = [place for place, width in enumerate(widths) if width > _LONG * _LETTER]
    if sum(widths) <= room or not long:
        widest = widths.index(max(widths, default=0)) if widths else 0
        fills = sum(widths) > room * _FULL
        return tuple(1.0 if fills and place == widest else 0.0 for place in range(len(widths)))
    return tuple(round(sqrt(width), 2) if place in long else 0.0 for place, width in enumerate(widths))


def _align(column: Column, *, is_count: bool) -> str:
    if column.align == "<" and is_count:
        return "center"
    return {"<": "left", ">": "right", "^": "center"}[column.align]
