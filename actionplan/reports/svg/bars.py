"""Stacked bars that lie, one below the other."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from actionplan.reports.blocks import Bar, Bars, Part
from actionplan.reports.svg.axis import ticks
from actionplan.reports.svg.legend import legend
from actionplan.reports.svg.marks import Drawing, Setting, block, element, group, text, title
from actionplan.reports.svg.paint import Look, Paint, surface
from actionplan.reports.svg.segment import inside
from actionplan.reports.svg.text import cut, shown, width
from actionplan.wording.figures import number

_GAP = 1.6
"""Between the parts of a bar, where they are wide enough for one."""
_AXIS = 36


class _Layout(Struct, frozen=True):
    """Where things stand."""

    step: float
    """From one bar to the next."""
    bar: float
    """How high a bar is."""
    lines: int
    """How many lines a label may have."""
    size: float
    inside: float
    """The type size within bars."""
    left: float
    """Where bars begin."""
    scale: float
    """Units for each thing that is counted."""
    top: float
    end: int
    """The end of the axis."""


def draw(chart: Bars, paint: Paint, wide: float) -> Drawing:
    """A chart of lying bars, from the legend at the top to the last bar."""
    looks = paint.looks(chart.parts)
    explained = legend(paint, chart.parts, looks, wide)
    layout = _layout(chart, wide, explained.height + 8)
    bottom = layout.top + _AXIS + len(chart.bars) * layout.step
    bars = [
        _bar(chart.parts, looks, bar, layout, y=layout.top + _AXIS + place * layout.step, paint=paint, wide=wide)
        for place, bar in enumerate(chart.bars)
    ]
    content = (paint.definitions(chart.parts), explained.content, _axis(chart, layout, bottom, paint, wide), *bars)
    return Drawing("".join(content), bottom + 4)


def _layout(chart: Bars, wide: float, top: float) -> _Layout:
    many = len(chart.bars)
    if many <= 10:  # noqa: PLR2004 - few bars can be as high as two lines of text
        step, bar, lines, size, inside, most = 34, 24, 2, 13.0, 12.0, 0.36
    elif many <= 24:  # noqa: PLR2004 - as many as fill half a page
        step, bar, lines, size, inside, most = 30, 20, 2, 12.0, 11.5, 0.38
    else:
        step, bar, lines, size, inside, most = 20, 15, 1, 11.5, 10.0, 0.43
    labels = max((width(shown(bar.label), size) for bar in chart.bars), default=0)
    left = min(labels, wide * most) + 12
    end = max([chart.most, 1, *(sum(bar.values) for bar in chart.bars)])
    totals = max((width(number(sum(bar.values)), size, bold=True) for bar in chart.bars), default=0)
    return _Layout(step, bar, lines, size, inside, left, (wide - left - totals - 8) / end, top, end)


def _axis(chart: Bars, layout: _Layout, bottom: float, paint: Paint, wide: float) -> str:
    colors, y = paint.colors, layout.top + _AXIS - 6
    unit = cut(shown(chart.unit), wide - layout.left, 12)
    found = [text(unit, layout.left, layout.top + 10, fill=colors.text, font_size=12)]
    for tick in ticks(layout.end):
        x = layout.left + tick * layout.scale
        color = colors.line if tick else colors.quiet
        found.append(element("line", x1=x, y1=y, x2=x, y2=bottom, stroke=color))
        # The last one would stand out over the edge where bars fill the room.
        middle = min(x, wide - width(number(tick), 11) / 2)
        found.append(text(number(tick), middle, y - 5, fill=colors.quiet, text_anchor="middle"))
    return group(*found, font_size=11)


def _bar(
    parts: Sequence[Part], looks: Sequence[Look], bar: Bar, layout: _Layout, *, y: float, paint: Paint, wide: float
) -> str:
    label = _label(bar, layout, y, paint)
    base = y + layout.bar / 2 + layout.size * 0.36
    total = sum(bar.values)
    if bar.remark and not total:
        said = cut(shown(bar.remark), wide - layout.left - 8, layout.size)
        return label + text(
            said, layout.left + 8, base, fill=paint.colors.quiet, font_size=layout.size, font_style="italic"
        )
    x = layout.left + total * layout.scale + 6
    sum_ = text(number(total), x, base, fill=paint.colors.text, font_size=layout.size, font_weight="600")
    return label + "".join(_segments(parts, looks, bar, layout, y)) + sum_


def _label(bar: Bar, layout: _Layout, y: float, paint: Paint) -> str:
    room = layout.left - 10
    leading = layout.size * 1.12
    how = Setting(room, layout.size, leading, layout.lines)
    middle = y + layout.bar / 2 + layout.size * 0.36
    found = block(bar.label, 0, middle, how, fill=paint.colors.text)
    if found.height > leading:
        found = block(bar.label, 0, middle - leading / 2, how, fill=paint.colors.text)
    return found.content


def _segments(parts: Sequence[Part], looks: Sequence[Look], bar: Bar, layout: _Layout, y: float) -> Iterator[str]:
    before = 0
    for part, look, value in zip(parts, looks, bar.values, strict=True):
        if not value:
            continue
        x, wide = layout.left + before * layout.scale, value * layout.scale
        gap = min(_GAP, wide * 0.3)
        said = inside(part, value, wide - gap - 4, layout.inside)
        letters = (
            element(
                "text",
                said,
                x=x + (wide - gap) / 2,
                y=y + layout.bar / 2 + layout.inside * 0.36,
                fill=look.ink,
                font_size=layout.inside,
                text_anchor="middle",
            )
            if said
            else ""
        )
        told = title(f"{bar.label}: {part.label} {number(value)}")
        yield group(told, surface(look, x, y, wide - gap, layout.bar), letters)
        before += value
