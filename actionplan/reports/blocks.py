"""The parts that a written report is built of, before a format is chosen.

A report is decided once, as blocks of plain text; the terminal and Markdown each draw the same blocks. Text is never
markup here: each format escapes all of it, so that nothing a plan file holds can act as markup.
"""

from enum import StrEnum

from msgspec import Struct

from actionplan.core.status import DECIDED_AGAINST, Status


class Tone(StrEnum):
    """What a piece of text is, for colour. Colour only repeats what a letter or a word says already."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"
    WARNING = "warning"
    DONE = "done"
    OVER_HALF = "over_half"
    STARTED = "started"
    NOT_STARTED = "not_started"
    AGAINST = "against"


def tone_of(status: Status | None) -> Tone:
    """The tone of a status."""
    if status is None:
        return Tone.PLAIN
    return Tone.AGAINST if status in DECIDED_AGAINST else Tone(status.value)


class Room(StrEnum):
    """What a column does when there is too little room."""

    FIT = "fit"
    """Is as wide as its widest value."""
    CUT = "cut"
    """Ends a value at a word, with an ellipsis."""
    WRAP = "wrap"
    """Goes on with a value on the next line."""


class Value(Struct, frozen=True):
    """The text of one table cell."""

    text: str
    tone: Tone = Tone.PLAIN


class Column(Struct, frozen=True):
    """A column of a table."""

    head: str
    spoken: str = ""
    """The head where there is room for words: used where symbols would be read aloud."""
    align: str = "<"
    """``<``, ``>`` or ``^``."""
    room: Room = Room.FIT


class Heading(Struct, frozen=True):
    """A heading: 1 is the report's title."""

    level: int
    text: str


class Paragraph(Struct, frozen=True):
    """Running text."""

    text: str
    tone: Tone = Tone.PLAIN


class Bullets(Struct, frozen=True):
    """A list of sentences."""

    items: tuple[str, ...]


class Item(Struct, frozen=True):
    """Something numbered, with a figure and what there is to say about it."""

    number: str
    title: str
    figure: str
    details: tuple[str, ...]


class Items(Struct, frozen=True):
    """A list of numbered things."""

    items: tuple[Item, ...]


class Table(Struct, frozen=True):
    """Rows of values. A row of a single value is a heading across the table."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    gap: int = 2
    """Blanks between columns, where columns are made of blanks."""
    stub: int = 1
    """How many first columns are repeated when a table is too wide and is continued below."""
    left_out: int = 0
    """Rows that a short report leaves out."""


Block = Heading | Paragraph | Bullets | Items | Table
