"""How wide a table's columns are, how close its rows, and whether it needs a page that lies down.

Lengths are in twentieths of a point.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import product

from msgspec import Struct, structs

from actionplan.reports.blocks import Table, Tone, Value
from actionplan.reports.word.letters import lines, wide
from actionplan.reports.word.markup import clean
from actionplan.wording.labels import capital

_HYPHEN = re.compile(r"-(?!\d)")
OWN = 1.01
"""How much wider than Arial our own font may be, which is replaced by its twin where it is missing."""
_BOLD, _BOLD_LETTERS = 1.1, 1.075
"""How much wider bold words, and the letters of squares, are."""
_COMFORTS = (3400, 2200)
"""What a column of text is given before heads are turned, and before the page is."""
_LEAST_COMFORTS = (1500, 1000)
"""What it is given on a page that stands before the page is turned: its text goes on in more lines instead."""
_LONGEST = 4400
"""What one word of a column may ask for: a longer one is broken, rather than crowding the other columns out."""
_SEVERAL = 3
"""Heads are turned where so many are to be: one alone among others is hard to read."""
_HIGHEST = 4
"""A table in which most rows take more lines than this is better read on a page that lies."""


class Density(Struct, frozen=True):
    """How close together the rows and columns of a table stand."""

    halves: int
    """The size of its letters, in half points."""
    margin: int
    """Beside what stands in a cell."""
    gap: int
    """Above and below what stands in a cell."""
    line: int = 0
    """How high a line is; 0 where its letters say."""
    tallest: int = 1950
    """How high a head that is turned may be before it is broken."""

    @property
    def padding(self) -> int:
        """A cell's margins, and a little for rounding."""
        return 2 * self.margin + max(self.margin // 4, 8)

    @property
    def high(self) -> int:
        """How high a line is."""
        return self.line or round(self.halves * 11.6)


_ASIDE = 60
"""How far a head that is turned stays off the lines around it."""
ORDINARY = Density(16, 100, 20)
CLOSE = Density(17, 100, 6, 204)
"""Of a table with many rows."""
DENSITIES = (
    CLOSE,
    Density(16, 60, 4, 192, 2000),
    Density(15, 40, 2, 180, 2200),
    Density(14, 14, 0, 163, 2400),
    Density(14, 14, 0, 163, 3200),
    Density(14, 14, 0, 163, 5000),
)
"""Of a table that is to fit into a page: each denser than the one before it."""


class Layout(Struct, frozen=True):
    """A table's columns on a page."""

    widths: tuple[int, ...]
    turned: tuple[bool, ...]
    """Which heads are written upwards."""
    head: int = 0
    """How high a row with such heads is; 0 where none is."""
    is_lying: bool = False
    """Whether the page lies down."""
    density: Density = ORDINARY
    wider: float = OWN
    """How much wider than Arial its letters may be."""
    font: str = ""
    """A font of its own, where that of the text is not sure to have a twin of its widths; empty for none."""
    is_wide: bool = False
    """Whether the page has narrow margins."""


def is_bold(value: Value) -> bool:
    """Whether a value is written in bold letters."""
    return value.tone in {Tone.STRONG, Tone.WARNING}


def head_of(table: Table, place: int) -> str:
    """What stands above a column: its words rather than its symbol, and short where it only identifies the row."""
    column = table.columns[place]
    return capital(column.head if place < table.stub else column.spoken or column.head)


def layout(table: Table, standing: int, lying: int, wider: float = OWN, density: Density = ORDINARY) -> Layout:
    """Fit a table into a page. It lies down where its words would be broken, or its rows be very high, otherwise.

    Args:
        table: what it holds.
        standing: the width of the text on a page that stands.
        lying: the same on a page that lies.
        wider: how much wider than Arial its font may be.
        density: how close together everything stands.
    """
    columns = [_Needs.of(table, place, wider, density) for place in range(len(table.columns))]
    none, turned = (False,) * len(columns), tuple(column.may_turn for column in columns)
    ways = (none, turned) if sum(turned) >= _SEVERAL else (none,)
    tries = [*product((standing,), (*_COMFORTS, *_LEAST_COMFORTS), ways), *product((lying,), _COMFORTS, ways)]
    for room, comfort, way in tries:
        least = [column.least(turn, comfort) for column, turn in zip(columns, way, strict=True)]
        if density.tallest > ORDINARY.tallest:
            # Squares stand out of line where they are not alike, and where they are small most of all.
            squares = [turn and column.is_square for column, turn in zip(columns, way, strict=True)]
            alike = max((width for width, square in zip(least, squares, strict=True) if square), default=0)
            least = [alike if square else width for width, square in zip(least, squares, strict=True)]
        if sum(least) > room:
            continue
        found = structs.replace(_shared(columns, way, least, room, is_lying=room > standing), wider=wider)
        if found.is_lying or comfort in _COMFORTS or _is_readable(table, found):
            return found
    least = [column.least(turn, 0) for column, turn in zip(columns, turned, strict=True)]
    found = _shared(columns, turned, _cut(least, lying), lying, is_lying=lying > standing)
    return structs.replace(found, wider=wider)


def stands(table: Table, width: int, wider: float, density: Density) -> Layout | None:
    """Fit a table into a page that stands; ``None`` where it needs one that lies, or where heads would be cut."""
    # A page that is no wider when it lies gives the last try, in which columns are cut.
    found = layout(table, width, width + 1, wider, density)
    heads = [head_of(table, place) for place, turn in enumerate(found.turned) if turn]
    cut = _longest_word(heads, density.halves, wider * _BOLD) > density.tallest
    return None if found.is_lying or (cut and density is not DENSITIES[-1]) else found


def line_counts(table: Table, found: Layout) -> list[int]:
    """How many lines each row takes."""
    halves, wider, padding = found.density.halves, found.wider, 2 * found.density.margin
    return [
        max(
            (
                lines(value.text, width - padding, halves, _wider(value.text, wider, bold=is_bold(value)))
                for value, width in zip(row, found.widths if len(row) > 1 else (sum(found.widths),), strict=True)
            ),
            default=1,
        )
        for row in table.rows
    ]


def _is_readable(table: Table, found: Layout) -> bool:
    counts = sorted(line_counts(table, found))
    return not counts or counts[len(counts) // 2] <= _HIGHEST


def _cut(widths: Sequence[int], room: int) -> list[int]:
    """The widths with the widest cut until they fit: what is narrow keeps what it needs."""
    cut = list(widths)
    narrowest_first = sorted(range(len(cut)), key=lambda place: cut[place])
    for left, place in zip(range(len(cut), 0, -1), narrowest_first, strict=True):
        cut[place] = min(cut[place], room // left)
        room -= cut[place]
    return cut


class _Needs(Struct, frozen=True):
    head_word: int
    head_whole: int
    word: int
    """The longest word of its values."""
    whole: int
    """The longest value."""
    density: Density

    @classmethod
    def of(cls, table: Table, place: int, wider: float, density: Density) -> "_Needs":
        head = head_of(table, place)
        values = {(row[place].text, is_bold(row[place])) for row in table.rows if len(row) == len(table.columns)}
        halves, bold = density.halves, wider * _BOLD
        # Any value of letters alone may be bold.
        letters = all(_is_letters(text) for text, _is_bold in values)
        texts = [(text, _wider(text, wider, bold=strong or letters)) for text, strong in values]
        return cls(
            round(_longest_word((head,), halves, bold)),
            round(wide(head, halves, bold)),
            round(max((_longest_word((text,), halves, own) for text, own in texts), default=0)),
            round(max((wide(text, halves, own) for text, own in texts), default=0)),
            density,
        )

    @property
    def may_turn(self) -> bool:
        """Whether its values are short and its head is what makes it wide."""
        return self.whole < self.head_word and self.whole < 25 * self.density.halves

    @property
    def is_square(self) -> bool:
        """Whether its head takes one line where it is turned."""
        return self._turned_lines == 1

    def least(self, turned: bool, comfort: int) -> int:
        """The width below which it would not be read well, where text is given so much comfort."""
        head = self._turned_lines * self.density.high if turned else self.head_word
        return max(min(self.word, _LONGEST), min(self.whole, comfort), head) + self.density.padding

    def most(self, turned: bool) -> int:
        """The width beyond which it has no use for more."""
        return max(self.whole, 0 if turned else min(self.head_whole, self.whole * 2)) + self.density.padding

    @property
    def _turned_lines(self) -> int:
        return 1 + max(self.head_whole - 1, 0) // self.density.tallest


def _shared(
    columns: Sequence[_Needs], turned: tuple[bool, ...], least: Sequence[int], room: int, *, is_lying: bool
) -> Layout:
    """Give each column what it needs, and share what is left between those that want more."""
    wanted = [max(column.most(turn) - width, 0) for column, turn, width in zip(columns, turned, least, strict=True)]
    left = room - sum(least)
    asked = sum(wanted)
    if asked > left:
        widths = [width + want * left // asked for width, want in zip(least, wanted, strict=True)]
    else:
        widths = [width + want for width, want in zip(least, wanted, strict=True)]
    tall = [column.head_whole for column, turn in zip(columns, turned, strict=True) if turn]
    density = columns[0].density if columns else ORDINARY
    head = min(max(tall), density.tallest) + 2 * max(density.margin, _ASIDE) if tall else 0
    return Layout(tuple(widths), turned, head, is_lying, density)


def _is_letters(text: str) -> bool:
    return len(text) <= len("E!?")


def _wider(text: str, wider: float, *, bold: bool) -> float:
    """How much wider than Arial's a text's letters may be."""
    return wider * (_BOLD_LETTERS if _is_letters(text) else _BOLD) if bold else wider


def _longest_word(texts: Iterable[str], halves: int, wider: float) -> float:
    # A date is to stand on one line.
    return max(
        (wide(word, halves, wider) for text in texts for word in _HYPHEN.sub("- ", clean(text)).split(" ")), default=0
    )
