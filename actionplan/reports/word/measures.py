"""How wide a table's columns are, and whether it needs a page that lies down. In twentieths of a point."""

import re
from collections.abc import Sequence
from itertools import product

from msgspec import Struct

from actionplan.reports.blocks import Table
from actionplan.reports.word.markup import clean
from actionplan.wording.labels import capital

_PADDING = 230
"""A cell's margins, and a little for fonts that are wider than ours."""
_POINT = 20
_SIZE = 8 * _POINT
_HYPHEN = re.compile(r"-(?!\d)")
_NARROW, _WIDE, _CAPITAL, _OTHER = 0.31, 0.87, 0.7, 0.557
"""Widths of letters in ems: those of Arial, rather too much than too little."""
OWN, UNKNOWN = 1.04, 1.25
"""How much wider than ours a font may be: our own where it is replaced by its twin, and a template's."""
_COMFORTS = (3400, 2200)
"""What a column of text is given before heads are turned, and before the page is."""
_LONGEST = 4400
"""What one word of a column may ask for: a longer one is broken, rather than crowding the other columns out."""
_SEVERAL = 3
"""Heads are turned where so many are to be: one alone among others is hard to read."""
_TALLEST = 1650
"""How high a head that is turned may be before it is broken."""
_LINE = 230


class Layout(Struct, frozen=True):
    """A table's columns on a page."""

    widths: tuple[int, ...]
    turned: tuple[bool, ...]
    """Which heads are written upwards."""
    head: int = 0
    """How high a row with such heads is; 0 where none is."""
    is_lying: bool = False
    """Whether the page lies down."""


def head_of(table: Table, place: int) -> str:
    """What stands above a column: its words rather than its symbol, and short where it only identifies the row."""
    column = table.columns[place]
    return capital(column.head if place < table.stub else column.spoken or column.head)


def layout(table: Table, standing: int, lying: int, slack: float = OWN) -> Layout:
    """Fit a table into a page.

    Args:
        table: what it holds.
        standing: the width of the text on a page that stands.
        lying: the same on a page that lies.
        slack: how much wider than ours its font may be.
    """
    columns = [_Needs.of(table, place, slack) for place in range(len(table.columns))]
    none, turned = (False,) * len(columns), tuple(column.may_turn for column in columns)
    ways = (none, turned) if sum(turned) >= _SEVERAL else (none,)
    for room, comfort, way in product((standing, lying), _COMFORTS, ways):
        least = [column.least(turn, comfort) for column, turn in zip(columns, way, strict=True)]
        if sum(least) <= room:
            return _shared(columns, way, least, room, is_lying=room > standing)
    least = [column.least(turn, 0) for column, turn in zip(columns, turned, strict=True)]
    return _shared(columns, turned, _cut(least, lying), lying, is_lying=lying > standing)


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

    @classmethod
    def of(cls, table: Table, place: int, slack: float) -> "_Needs":
        head = head_of(table, place)
        texts = {row[place].text for row in table.rows if len(row) == len(table.columns)}
        # A bold head is a little wider.
        bold = slack * 1.06
        whole = max(map(_width, texts), default=0)
        return cls(
            *(
                round(width)
                for width in (
                    _longest_word((head,)) * bold,
                    _width(head) * bold,
                    _longest_word(texts) * slack,
                    whole * slack,
                )
            )
        )

    @property
    def may_turn(self) -> bool:
        """Whether its values are short and its head is what makes it wide."""
        return self.whole < self.head_word and self.whole < 5 * _SIZE // 2

    def least(self, turned: bool, comfort: int) -> int:
        """The width below which it would not be read well, where text is given so much comfort."""
        head = _turned_lines(self.head_whole) * _LINE if turned else self.head_word
        return max(min(self.word, _LONGEST), min(self.whole, comfort), head) + _PADDING

    def most(self, turned: bool) -> int:
        """The width beyond which it has no use for more."""
        return max(self.whole, 0 if turned else min(self.head_whole, self.whole * 2)) + _PADDING


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
    head = min(max(tall), _TALLEST) + _PADDING if tall else 0
    return Layout(tuple(widths), turned, head, is_lying)


def _turned_lines(width: int) -> int:
    return 1 + max(width - 1, 0) // _TALLEST


def _longest_word(texts: Sequence[str] | set[str]) -> int:
    # A date is to stand on one line.
    return max((_width(word) for text in texts for word in _HYPHEN.sub("- ", clean(text)).split(" ")), default=0)


def _width(text: str) -> int:
    return round(sum(map(_em, clean(text))) * _SIZE)


def _em(letter: str) -> float:
    if letter in "iljtfr.,;:'|!()[] \u00a0-":
        return _NARROW
    if letter in "mwMW—…":
        return _WIDE
    return _CAPITAL if letter.isupper() else _OTHER if ord(letter) < 0x2E80 else 1.05  # noqa: PLR2004 - East Asian
