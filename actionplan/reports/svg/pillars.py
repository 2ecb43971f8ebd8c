"""Stacked bars that stand, one for each day."""

from collections.abc import Iterator

from msgspec import Struct

from actionplan.reports.blocks import Bar, Part, Pillars
from actionplan.reports.svg.axis import ticks
from actionplan.reports.svg.legend import legend
from actionplan.reports.svg.marks import Drawing, Setting, block, element, group, text, title
from actionplan.reports.svg.paint import Look, Paint, surface
from actionplan.reports.svg.segment import inside
from actionplan.reports.svg.text import cut, shown, width
from actionplan.wording.figures import number

_HIGH = 240
_GAP = 1.6
_SIZE = 12
_TILT = 0.71
"""How far a label of length 1 reaches down and to the left, at 45 degrees."""
_TILTED = 92
_LEADING = 14


class _Layout(Struct, frozen=True):
    """Where things stand, and how each part looks."""

    parts: tuple[Part, ...]
    looks: tuple[Look, ...]
    left: float
    top: float
    slot: float
    """From one pillar to the next."""
    wide: float
    """How wide a pillar is."""
    scale: float
    """Units for each thing that is counted."""
    end: int
    """The end of the axis."""

    @property
    def foot(self) -> float:
        """Where pillars stand."""
        return self.top + _HIGH

    def middle(self, place: int) -> float:
        """The middle of a pillar."""
        return self.left + (place + 0.5) * self.slot


def draw(chart: Pillars, paint: Paint, wide: float) -> Drawing:
    """A chart of standing bars, from the legend at the top to the days below."""
    looks = paint.looks(chart.parts)
    explained = legend(paint, chart.parts, looks, wide)
    layout = _layout(chart, looks, wide, explained.height)
    days = _days(chart, layout, paint)
    content = [paint.definitions(chart.parts), explained.content, _axis(chart, layout, paint, wide)]
    for place, bar in enumerate(chart.bars):
        content.append(_pillar(bar, layout, place, paint))
    return Drawing("".join((*content, days.content)), layout.foot + days.height)


def _layout(chart: Pillars, looks: tuple[Look, ...], wide: float, below: float) -> _Layout:
    end = max([chart.most, 1, *(sum(bar.values) for bar in chart.bars)])
    left = max([52.0, *(width(number(tick), 11) + 10 for tick in ticks(end))])
    slot = (wide - left) / max(len(chart.bars), 1)
    # The unit stands above the axis, and the highest pillar's total between them.
    return _Layout(chart.parts, looks, left, below + 46, slot, min(slot * 0.78, 72), _HIGH / end, end)


def _axis(chart: Pillars, layout: _Layout, paint: Paint, wide: float) -> str:
    colors = paint.colors
    found = [text(cut(shown(chart.unit), wide, 12), 0, layout.top - 28, fill=colors.text, font_size=12)]
    for tick in ticks(layout.end):
        y = layout.foot - tick * layout.scale
        color = colors.line if tick else colors.quiet
        found.append(element("line", x1=layout.left, y1=y, x2=wide, y2=y, stroke=color))
        found.append(text(number(tick), layout.left - 8, y + 4, fill=colors.quiet, text_anchor="end"))
    return group(*found, font_size=11)


def _pillar(bar: Bar, layout: _Layout, place: int, paint: Paint) -> str:
    x, total = layout.middle(place), sum(bar.values)
    if bar.remark and not total:
        said = cut(shown(bar.remark), _HIGH - 12, _SIZE)
        if width(said, _SIZE) <= layout.slot:
            return text(
                said,
                x,
                layout.foot - 8,
                fill=paint.colors.quiet,
                font_style="italic",
                font_size=_SIZE,
                text_anchor="middle",
            )
        across = x + _SIZE * 0.36
        return text(
            said,
            across,
            layout.foot - 8,
            fill=paint.colors.quiet,
            font_style="italic",
            font_size=_SIZE,
            transform=f"rotate(-90 {across:.2f} {layout.foot - 8:.2f})",
        )
    size = next((size for size in (_SIZE, 10.5, 9) if width(number(total), size, bold=True) <= layout.slot), 0)
    y = layout.foot - total * layout.scale - 6
    sum_ = text(number(total), x, y, fill=paint.colors.text, font_size=size, font_weight="600", text_anchor="middle")
    return "".join(_segments(bar, layout, place)) + (sum_ if size else "")


def _segments(bar: Bar, layout: _Layout, place: int) -> Iterator[str]:
    x, before = layout.middle(place) - layout.wide / 2, 0
    for part, look, value in zip(layout.parts, layout.looks, bar.values, strict=True):
        if not value:
            continue
        high = value * layout.scale
        before += value
        gap = min(_GAP, high * 0.3)
        y = layout.foot - before * layout.scale
        said = inside(part, value, layout.wide - 4, 11) if high - gap >= 13 else ""  # noqa: PLR2004 - a line
        letters = (
            element(
                "text",
                said,
                x=layout.middle(place),
                y=y + (high - gap) / 2 + 4,
                fill=look.ink,
                font_size=11,
                text_anchor="middle",
            )
            if said
            else ""
        )
        told = title(f"{bar.label}: {part.label} {number(value)}")
        yield group(told, surface(look, x, y, layout.wide, high - gap), letters)


def _days(chart: Pillars, layout: _Layout, paint: Paint) -> Drawing:
    """The labels below the pillars: straight where they fit in two lines, otherwise tilted."""
    how = Setting(layout.slot - 6, _SIZE, _LEADING, 2)
    labels = [shown(bar.label) for bar in chart.bars]
    words = [word for label in labels for word in label.split(" ")]
    fill = paint.colors.text
    if all(width(word, _SIZE) <= how.room for word in words):
        found = [
            block(label, layout.middle(place), layout.foot + 16, how, fill=fill, text_anchor="middle")
            for place, label in enumerate(labels)
        ]
        return Drawing("".join(one.content for one in found), 10 + max((one.height for one in found), default=0))
    kept = [cut(label, _TILTED, 11) for label in labels]
    tilted = []
    for place, (label, part) in enumerate(zip(labels, kept, strict=True)):
        x, y = layout.middle(place) + 4, layout.foot + 14
        line = text(part, x, y, transform=f"rotate(-45 {x:.2f} {y:.2f})")
        tilted.append(line if part == label else group(title(label), line))
    deep = max(width(part, 11) for part in kept) * _TILT
    return Drawing(group(*tilted, fill=fill, font_size=11, text_anchor="end"), deep + 22)
