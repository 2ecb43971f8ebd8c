"""The parts that a written report is built of, before a format is chosen.

A report is decided once, as blocks of plain text; every format draws the same blocks. Text is never markup here: each
format escapes all of it, so that nothing a plan file holds can act as markup.
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
    spoken: str = ""
    """The text in words, where it is made of letters and symbols: for those who listen."""


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
    notes: tuple[str, ...] = ()
    """Footnotes, whose marks stand at the end of the text."""


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
    caption: str = ""
    """What the table shows, where no heading right above it says so."""


class Part(Struct, frozen=True):
    """One of the things that bars are made of, or that a grid shows."""

    letter: str
    label: str
    tone: Tone


class Bar(Struct, frozen=True):
    """A bar of several parts."""

    label: str
    values: tuple[int, ...]
    """How much there is of each part."""
    remark: str = ""
    """What is said in its place where there is nothing to show: "ej rapporterat"."""


class Bars(Struct, frozen=True):
    """Stacked bars that lie, one below the other."""

    parts: tuple[Part, ...]
    bars: tuple[Bar, ...]
    unit: str
    """What is counted, with a capital: "Förslag"."""
    most: int
    """The end of the axis."""


class Pillars(Struct, frozen=True):
    """Stacked bars that stand, one for each day, from left to right."""

    parts: tuple[Part, ...]
    bars: tuple[Bar, ...]
    unit: str
    most: int
    """The end of the axis."""


class GridColumn(Struct, frozen=True):
    """A column of a grid."""

    label: str
    spoken: str
    band: str
    """The title of what it belongs to together with its neighbours."""


class GridRow(Struct, frozen=True):
    """A row of a grid: a letter in each column, with the tone of its square; an empty text where nothing is known."""

    label: str
    values: tuple[Value, ...]
    remark: str = ""
    """What is said in its place where there is nothing to show."""


class Grid(Struct, frozen=True):
    """Squares with a letter each: who has come how far with what, at a glance."""

    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    parts: tuple[Part, ...]
    """What the letters mean."""


Chart = Bars | Pillars | Grid


class Figure(Struct, frozen=True):
    """A chart with the table of what it shows. A format without charts writes the table alone."""

    key: str
    """What it is called in file names and links: ``areas``."""
    title: str
    description: str
    """What is seen, in words: for those who do not see it."""
    chart: Chart
    table: Table


class PageBreak(Struct, frozen=True):
    """Here a new page begins, where there are pages."""


Block = Heading | Paragraph | Bullets | Items | Table | Figure | PageBreak
