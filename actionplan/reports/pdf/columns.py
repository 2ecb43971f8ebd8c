"""How wide the columns of a table are, which heads stand on end, and when the page is to lie down."""

from collections.abc import Iterable
from math import sqrt

from msgspec import Struct

from actionplan.reports.blocks import Column, Table
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
_HIGHEST = 36.0
"""How high a head on end is at most, in millimetres. A longer one is in several lines."""
_MOST = 60.0
"""Of longer values than this, in letters, no more is made room for."""


class Laid(Struct, frozen=True):
    """How a column is laid out."""

    head: str
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
    slim = tuple(length <= _SHORT for length in longest)
    crowded = sum(slim) > 1 + table.stub
    heads = [_head(column, turned=crowded and slim[place]) for place, column in enumerate(table.columns)]
    turned = _turned(table, slim, heads) if crowded else frozenset[int]()
    heads = [head if place in turned else (table.columns[place].head, "") for place, head in enumerate(heads)]
    room = (LANDSCAPE if lies(table) else PORTRAIT) - _PADDING * len(longest)
    widths = [
        _LETTER * min(max(length, 3 if place in turned else len(heads[place][0])), _MOST)
        for place, length in enumerate(longest)
    ]
    turned_width = _turned_width(widths, turned, room)
    widths = [turned_width if place in turned else width for place, width in enumerate(widths)]
    shares = _shares(widths, room)
    return tuple(
        Laid(
            head,
            letter,
            place in turned,
            _align(column, is_slim=slim[place], is_stub=place < table.stub),
            shares[place],
            turned_width + _PADDING if place in turned else 0,
        )
        for place, (column, (head, letter)) in enumerate(zip(table.columns, heads, strict=True))
    )


def height(columns: Iterable[Laid]) -> float:
    """How high the heads on end are, in millimetres."""
    longest = max((len(column.head) for column in columns if column.turned), default=0)
    return round(min(longest * _LETTER + 1, _HIGHEST), 2)


def _longest(table: Table, place: int) -> int:
    return max((len(row[place].text) for row in table.rows if len(row) > 1), default=0)


def _head(column: Column, *, turned: bool) -> tuple[str, str]:
    """A head in words, and the symbol that stands for it where the words take its place."""
    if turned and column.spoken and len(column.head) == 1:
        return capital(column.spoken), column.head
    return column.head, ""


def _turned(table: Table, slim: tuple[bool, ...], heads: list[tuple[str, str]]) -> frozenset[int]:
    """The columns whose heads stand on end: figures or letters after the first columns, all of them if any has to."""
    after = [place for place in range(table.stub, len(slim)) if slim[place]]
    kinds = [table.columns[place].align for place in after]
    # A single column of text that is slim by chance, as where nobody leads anything, keeps its head.
    alike = [place for place in after if kinds.count(table.columns[place].align) * 2 > len(kinds)]
    return frozenset(alike if any(len(heads[place][0]) > _HEAD for place in alike) else ())


def _turned_width(widths: list[float], turned: frozenset[int], room: float) -> float:
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


def _align(column: Column, *, is_slim: bool, is_stub: bool) -> str:
    if column.align == "<" and is_slim and not is_stub:
        return "center"
    return {"<": "left", ">": "right", "^": "center"}[column.align]
