"""Charts of Excel's own, drawn from the figures in the tables beside them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from actionplan.reports.blocks import Part
from actionplan.reports.svg.colors import LIGHT
from actionplan.reports.workbook.book import Book
from actionplan.reports.workbook.sheet import Place
from actionplan.reports.workbook.styles import TITLE

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart

_BAR_PIXELS = 26
_AROUND_PIXELS = 150
"""The title, the axis and the legend."""
_PATTERNS = ("wide_upward_diagonal", "narrow_horizontal")


def stacked(
    book: Book,
    place: Place,
    parts: Sequence[Part],
    first: int,
    *,
    title: str,
    unit: str,
    label: int = 0,
    up: bool = False,
) -> "Chart":
    """Stacked bars from a table: a bar for each row, a colour for each part, the number in each.

    Args:
        book: the workbook.
        place: where the table stands; a row of sums must not be in it.
        parts: what a bar is made of, in the order of the columns.
        first: the column of the first part.
        title: what it shows.
        unit: what is counted.
        label: the column of what each bar is called.
        up: whether the bars stand.
    """
    chart: Chart = book.file.add_chart({"type": "column" if up else "bar", "subtype": "stacked"})
    for column, part in enumerate(parts, first):
        values = {
            "name": [place.sheet, place.head, column],
            "categories": [place.sheet, place.first, label, place.last, label],
            "values": [place.sheet, place.first, column, place.last, column],
        }
        chart.add_series(values | _look(part, parts))
    chart.set_title({"name": title, "overlay": False, "name_font": {"size": 13, "bold": True, "color": TITLE}})
    chart.set_legend({"position": "bottom", "font": {"size": 10, "color": LIGHT.text}})
    _set_axes(chart, unit, up=up)
    return chart


def _look(part: Part, parts: Sequence[Part]) -> dict[str, Any]:
    return {
        **_surface(part, parts),
        "border": {"color": LIGHT.edge(part.tone), "width": 0.75},
        "gap": 45,
        # A part that is not there gets no nought.
        "data_labels": {
            "value": True,
            "num_format": "#,##0;;",
            "font": {"color": LIGHT.ink(part.tone), "size": 9},
        },
    }


def _set_axes(chart: "Chart", unit: str, *, up: bool) -> None:
    names: dict[str, Any] = {"num_font": {"size": 10, "color": LIGHT.text}, "line": {"color": LIGHT.line}}
    values: dict[str, Any] = {
        "name": unit,
        "name_font": {"size": 10, "bold": False, "color": LIGHT.text},
        "num_font": {"size": 10, "color": LIGHT.text},
        "num_format": "#,##0",
        "major_gridlines": {"visible": True, "line": {"color": LIGHT.line, "width": 0.5}},
        "min": 0,
    }
    if up:
        chart.set_x_axis(names)
        chart.set_y_axis(values)
    else:
        # The first bar on top, as in the table, and the figures below the last.
        chart.set_y_axis(names | {"reverse": True, "crossing": "max"})
        chart.set_x_axis(values)


def _surface(part: Part, parts: Sequence[Part]) -> Mapping[str, Any]:
    """The fill of a part; a pattern where the colour is not one of the scale, another for each."""
    fill, hatch = LIGHT.fill(part.tone), LIGHT.hatches.get(part.tone)
    if hatch is None:
        return {"fill": {"color": fill}}
    alike = [one for one in parts if one.tone is part.tone]
    pattern = _PATTERNS[alike.index(part) % len(_PATTERNS)]
    return {"pattern": {"pattern": pattern, "fg_color": hatch, "bg_color": fill}}


def height_of(bars: int) -> int:
    """How high a chart is with so many bars, in pixels."""
    return bars * _BAR_PIXELS + _AROUND_PIXELS
