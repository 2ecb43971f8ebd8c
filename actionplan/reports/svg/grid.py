"""Squares with a letter each: who has come how far with what."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from actionplan.i18n import _
from actionplan.reports.blocks import Grid, GridRow, Tone, Value
from actionplan.reports.rollup_tables import OVERDUE, UNOWNED
from actionplan.reports.svg.legend import legend
from actionplan.reports.svg.marks import Drawing, element, escape, group, text, title, units
from actionplan.reports.svg.paint import Paint
from actionplan.reports.svg.panels import Band, Panel, panels
from actionplan.reports.svg.text import cut, lines, shown, width

_NARROWEST, _WIDEST = 22, 34
"""How wide a square is: three letters must fit."""
_BETWEEN = 8
"""Between bands."""
_GAP = 2
_SIZE = 12
_BAND = 11
_LEADING = 13
_BELOW = 18
"""Between panels."""
_MOST_LABEL = 0.19
_ROOMY, _CLOSE = 14, 22
"""Up to so many rows they are high, and beyond so many they are low."""


class _Layout(Struct, frozen=True):
    """Where things stand, and what they show in which colours."""

    chart: Grid
    paint: Paint
    left: float
    """Where squares begin."""
    column: float
    """From one column to the next, within a band."""
    row: float
    """From one row to the next."""


class _Placed(Struct, frozen=True):
    """A band where it stands."""

    band: Band
    x: float
    wide: float


def draw(chart: Grid, paint: Paint, wide: float) -> Drawing:
    """A grid, from the legend at the top to the last panel."""
    # A letter fills its square: a pattern under it would be in its way, and tells nothing that it does not.
    looks = tuple(paint.flat(part.tone) for part in chart.parts)
    explained = legend(paint, chart.parts, looks, wide, _flags(chart))
    layout, found = _layout(chart, paint, wide)
    content, y = [explained.content], explained.height + 6
    for panel in found:
        drawing = _panel(panel, layout, y)
        content.append(drawing.content)
        y += drawing.height + _BELOW
    return Drawing("".join(content), max(y - _BELOW + 2, 1))


def _flags(chart: Grid) -> Iterator[tuple[str, str]]:
    letters = {part.letter for part in chart.parts}
    marks = "".join(value.text for row in chart.rows for value in row.values if value.text not in letters)
    for mark, said in ((OVERDUE, _("overdue")), (UNOWNED, _("without owner"))):
        if mark in marks:
            yield mark, said


def _layout(chart: Grid, paint: Paint, wide: float) -> tuple[_Layout, tuple[Panel, ...]]:
    labels = max((width(shown(row.label), _SIZE) for row in chart.rows), default=0)
    left = min(labels, wide * _MOST_LABEL) + 10
    bands = len({column.band for column in chart.columns})
    room = wide - left - _BETWEEN * max(min(bands, 8) - 1, 0)
    found = panels(chart.columns, max(int(room // _NARROWEST), 1))
    broadest = max((sum(band.count for band in panel) for panel in found), default=1)
    gaps = _BETWEEN * max((len(panel) - 1 for panel in found), default=0)
    column = min((wide - left - gaps) / broadest, _WIDEST)
    rows = len(chart.rows)
    row = 26 if rows <= _ROOMY else 20 if rows <= _CLOSE else 17
    return _Layout(chart, paint, left, column, row), found


def _panel(panel: Panel, layout: _Layout, y: float) -> Drawing:
    chart, paint = layout.chart, layout.paint
    placed, x = [], layout.left
    for band in panel:
        placed.append(_Placed(band, x, band.count * layout.column))
        x += band.count * layout.column + _BETWEEN
    titles = [_band_lines(one) for one in placed]
    head = max(map(len, titles), default=0) * _LEADING
    heads = [_band(one, lines_, y + head, paint) for one, lines_ in zip(placed, titles, strict=True)]
    numbers = [_number(place, x, layout, y + head + 19) for place, x in _columns(placed, layout)]
    top = y + head + 25
    rows = [_row(row, placed, layout, top + place * layout.row) for place, row in enumerate(chart.rows)]
    content = (
        group(*heads, font_size=_BAND, font_weight="600", fill=paint.colors.text),
        group(*numbers, font_size=11, fill=paint.colors.quiet, text_anchor="middle"),
        *rows,
    )
    return Drawing("".join(content), head + 25 + len(chart.rows) * layout.row)


def _columns(placed: Sequence[_Placed], layout: _Layout) -> Iterator[tuple[int, float]]:
    """Each column's place among all, and where it begins."""
    for one in placed:
        for place in range(one.band.count):
            yield one.band.first + place, one.x + place * layout.column


def _band_lines(placed: _Placed) -> tuple[str, ...]:
    said, room = shown(placed.band.title), placed.wide - _GAP - 2
    fits = all(width(word, _BAND, bold=True) <= room for word in said.split(" "))
    return lines(said, room, _BAND, most=3 if fits else 1, bold=True)


def _band(placed: _Placed, said: Sequence[str], bottom: float, paint: Paint) -> str:
    full = shown(placed.band.title)
    first = bottom - (len(said) - 1) * _LEADING - 3
    told = [text(line, placed.x, first + place * _LEADING) for place, line in enumerate(said)]
    y = bottom + 4
    rule = element("line", x1=placed.x, y1=y, x2=placed.x + placed.wide - _GAP, y2=y, stroke=paint.colors.quiet)
    return group("" if " ".join(said) == full else title(full), *told, rule)


def _number(place: int, x: float, layout: _Layout, y: float) -> str:
    column = layout.chart.columns[place]
    room = layout.column - _GAP
    label = text(cut(shown(column.label), room, 11), x + room / 2, y)
    return group(title(f"{column.label} {column.spoken}"), label)


def _row(row: GridRow, placed: Sequence[_Placed], layout: _Layout, y: float) -> str:
    paint = layout.paint
    base = y + (layout.row - _GAP) / 2 + 4.3
    full = shown(row.label)
    kept = cut(full, layout.left - 8, _SIZE)
    label = text(kept, 0, base, fill=paint.colors.text)
    found = [label if kept == full else group(title(full), label)]
    if row.remark and not any(value.text for value in row.values):
        end = placed[-1].x + placed[-1].wide if placed else layout.left
        said = cut(shown(row.remark), end - layout.left - 8, _SIZE)
        found.append(text(said, layout.left + 6, base, fill=paint.colors.quiet, font_style="italic"))
    else:
        found += _squares(row, placed, layout, y)
    return group(*found, font_size=_SIZE)


def _squares(row: GridRow, placed: Sequence[_Placed], layout: _Layout, y: float) -> Iterator[str]:
    """A row's squares, gathered by tone: one path for all surfaces of a tone, and the letters on them."""
    by_tone: dict[Tone, list[tuple[int, float, Value]]] = {}
    for place, x in _columns(placed, layout):
        if (value := row.values[place]).text:
            by_tone.setdefault(value.tone, []).append((place, x, value))
    side, high = layout.column - _GAP, layout.row - _GAP
    for tone, cells in by_tone.items():
        look = layout.paint.flat(tone)
        path = "".join(
            f"M{units(x + 0.5)} {units(y + 0.5)}h{units(side - 1)}v{units(high - 1)}h-{units(side - 1)}z"
            for _place, x, _value in cells
        )
        # Squares that say nothing have a faint edge: what is known is to stand out.
        edge = layout.paint.colors.line if tone is Tone.QUIET else look.edge
        letters = [
            _letters(_told(layout.chart, row, place, value), value, x + side / 2, y + high / 2, side)
            for place, x, value in cells
        ]
        weight = "" if tone is Tone.QUIET else "700"
        yield element("path", d=path, fill=look.fill, stroke=edge)
        yield group(*letters, fill=look.ink, font_weight=weight, text_anchor="middle")


def _letters(told: str, value: Value, x: float, y: float, room: float) -> str:
    full = shown(value.text)
    size = next((size for size in (_SIZE, 11, 10, 9) if width(full, size, bold=True) <= room - 1), 9)
    said = escape(cut(full, room, size, bold=True))
    line = element("text", said, x=x, y=y + size * 0.36, **({} if size == _SIZE else {"font_size": size}))
    return group(title(told), line) if told else line


def _told(chart: Grid, row: GridRow, place: int, value: Value) -> str:
    """A square in words; nothing for one that says nothing."""
    if value.tone is Tone.QUIET or not value.spoken:
        return ""
    return f"{row.label}, {chart.columns[place].label}: {value.spoken}"
