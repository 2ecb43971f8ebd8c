"""A sheet that is written from its top down: headings, sentences and tables, each below the one before."""

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from actionplan.reports.plain import wrap
from actionplan.reports.workbook.book import Book
from actionplan.reports.workbook.cells import safe, serial
from actionplan.reports.workbook.styles import POINTS
from actionplan.wording.figures import day

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart

_ROW_PIXELS = 20
LINE = 1.38
"""How high a line is for the size of its letters."""


_LETTERS = 1.1
"""Letters of running text in the room of a digit."""
_BOLD = 1.1
"""How much wider bold letters are."""


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    WRAPPED = "wrapped"
    """Text that goes on in the next line of its cell."""
    COUNT = "count"
    SHARE = "share"
    DAY = "day"


class Field(Struct, frozen=True):
    """A column of a table."""

    head: str
    kind: Kind = Kind.TEXT


class Part(Struct, frozen=True):
    """A share: a part of a whole, which is written as a true percentage."""

    part: int
    whole: int


class Styled(Struct, frozen=True):
    """A text with a look of its own."""

    text: str
    look: str


Scalar = str | int | dt.date | Part | Styled | None


class Place(Struct, frozen=True):
    """Where a table stands; rows and columns are counted from 0."""

    sheet: str
    head: int
    """The row of the heads."""
    first: int
    """The first row of what it holds."""
    last: int
    left: int
    right: int


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column, whose width is given in digits."""
    return len(wrap(text, max(int(width * _LETTERS), 1)))


class Sheet:
    """A sheet that is written from its top down."""

    def __init__(self, book: Book, name: str, widths: Sequence[float], *, wide: bool = True) -> None:
        """Begin a sheet.

        Args:
            book: the workbook.
            name: what stands on its tab.
            widths: how wide its columns are, in digits.
            wide: whether the printed page lies down.
        """
        self.book = book
        self.name = name
        self.widths = widths
        self.paper = book.add(name, wide=wide)
        for column, width in enumerate(widths):
            self.paper.set_column(column, column, width)
        self._breaks: list[int] = []
        self.row = 0
        """The row that is written next."""

    def say(self, text: str, look: str = "sentence", column: int = 0) -> None:
        """A line of text."""
        shown, properties = safe(text), self.book.looks[look]
        size = properties.get("font_size", POINTS)
        lines = lines_of(shown, self.widths[column] * POINTS / size) if properties.get("text_wrap") else 1
        if lines > 1 or size > POINTS:
            # Not every program finds out by itself how high a row must be.
            self.paper.set_row(self.row, lines * size * LINE)
        self.paper.write_string(self.row, column, shown, self.book.formats[look])
        self.row += 1

    def say_across(self, text: str, look: str, columns: int) -> float:
        """A line of text that may reach over several columns; where it is longer, it takes several lines in the first.

        Returns:
            How high its row is, in points.
        """
        properties = self.book.looks[look]
        size = float(properties.get("font_size", POINTS))
        wider = size / POINTS * (_BOLD if properties.get("bold") else 1)
        shown = safe(text)
        if lines_of(shown, sum(self.widths[:columns]) / wider) == 1:
            self.say(text, look)
            return size * LINE
        height = lines_of(shown, self.widths[0] / wider) * size * LINE
        self.paper.set_row(self.row, height)
        self.paper.write_string(self.row, 0, shown, self.book.formats[f"{look}-wrapped"])
        self.row += 1
        return height

    def title(self, text: str) -> None:
        """What the sheet is called, on its first row."""
        self.say(text, "heading")

    def heading(self, text: str) -> None:
        """A heading, with room above."""
        if self.row:
            self.row += 1
        self.say(text, "heading")

    def table(
        self,
        name: str,
        title: str,
        fields: Sequence[Field],
        rows: Sequence[Sequence[Scalar]],
        *,
        total: bool = False,
        filtered: bool = False,
    ) -> Place:
        """A table in Excel's own sense, whose heads are read aloud with what stands below them.

        Args:
            name: what formulas may call it; language has no part in it.
            title: what it shows, for those who do not see it.
            fields: its columns.
            rows: what stands in them; at least one.
            total: whether the last row is a sum.
            filtered: whether to offer a filter at each head.
        """
        formats, head = self.book.formats, self.row
        columns = [
            {
                "header": safe(field.head),
                "header_format": formats["head-number" if field.kind in {Kind.COUNT, Kind.SHARE} else "head"],
            }
            for field in fields
        ]
        options = {"name": name, "style": None, "autofilter": filtered, "banded_rows": False, "columns": columns}
        options |= {"title": safe(title), "first_column": False}
        place = Place(self.name, head, head + 1, head + len(rows), 0, len(fields) - 1)
        self.paper.add_table(place.head, place.left, place.last, place.right, options)
        self._heighten(head, [field.head for field in fields], range(len(fields)), room=4 if filtered else 1)
        wrapped = [column for column, field in enumerate(fields) if field.kind is Kind.WRAPPED]
        for number, values in enumerate(rows, head + 1):
            self._heighten(number, values, wrapped)
            strong = total and number == place.last
            for column, (field, value) in enumerate(zip(fields, values, strict=True)):
                self.put(number, column, value, field.kind, strong=strong)
        self.row = place.last + 1
        return place

    def _heighten(self, row: int, values: Sequence[Scalar], columns: Iterable[int], room: int = 1) -> None:
        """Make a row as high as the text in some columns needs; ``room`` is what else stands there, in digits."""
        texts = ((str(values[column]), self.widths[column] - room) for column in columns if values[column] is not None)
        lines = max((lines_of(text, width) for text, width in texts), default=1)
        if lines > 1:
            self.paper.set_row(row, lines * POINTS * LINE)

    def put(self, row: int, column: int, value: Scalar, kind: Kind = Kind.TEXT, *, strong: bool = False) -> None:
        """A value in its cell: a text as text, a number or a day as such."""
        formats, paper = self.book.formats, self.paper
        strongly = "-strong" if strong else ""
        match value:
            case None:
                paper.write_blank(row, column, None, formats["text"])
            case Styled():
                paper.write_string(row, column, safe(value.text), formats[value.look])
            case str():
                look = "strong" if strong else "wrapped" if kind is Kind.WRAPPED else "text"
                paper.write_string(row, column, safe(value), formats[look])
            case Part(part, whole) if whole:
                paper.write_number(row, column, part / whole, formats[f"share{strongly}"])
            case Part():
                paper.write_string(row, column, "–", formats["none"])
            case int():
                paper.write_number(row, column, value, formats[f"count{strongly}"])
            case dt.date():
                number = serial(value)
                if number is None:
                    paper.write_string(row, column, day(value), formats["text"])
                else:
                    paper.write_number(row, column, number, formats["day"])

    def new_page(self) -> None:
        """Begin a new page here, where the sheet is printed in programs that heed it."""
        self._breaks.append(self.row)
        self.paper.set_h_pagebreaks(self._breaks)

    def draw(self, chart: "Chart", width: int, height: int, description: str) -> None:
        """A chart below what is written so far.

        Args:
            chart: what is drawn.
            width: in pixels.
            height: in pixels.
            description: what is seen, in words.
        """
        chart.set_size({"width": width, "height": height})
        self.row += 1
        self.paper.insert_chart(self.row, 0, chart, {"description": safe(description), "object_position": 2})
        self.row += -(-height // _ROW_PIXELS) + 1
