"""What the letters and colours of a chart mean."""

from collections.abc import Iterable, Sequence

from actionplan.reports.blocks import Part
from actionplan.reports.svg.marks import Drawing, group, text
from actionplan.reports.svg.paint import Look, Paint, surface
from actionplan.reports.svg.text import cut, shown, width

_BOX = 18
_LINE = 24
_SIZE = 12


def legend(
    paint: Paint, parts: Sequence[Part], looks: Sequence[Look], room: float, more: Iterable[tuple[str, str]] = ()
) -> Drawing:
    """Each part's square with its letter, and its words after it, in lines.

    Args:
        paint: the chart's colours.
        parts: what is explained.
        looks: how each of them is painted.
        room: how wide the lines may be.
        more: marks that have no surface, with their words.
    """
    x, line = 0.0, 0
    found = []
    entries = [(part.letter, part.label, look) for part, look in zip(parts, looks, strict=True)]
    for letter, label, look in [*entries, *((mark, said, None) for mark, said in more)]:
        words = cut(shown(label), room - _BOX - 6, _SIZE)
        wide = _BOX + 6 + width(words, _SIZE)
        if x and x + wide > room:
            x, line = 0.0, line + 1
        y = line * _LINE
        box = surface(look, x, y, _BOX, _BOX) if look else ""
        ink = look.ink if look else paint.colors.text
        mark = text(letter, x + _BOX / 2, y + 13, fill=ink, text_anchor="middle", font_weight="700")
        found.append(box + mark + text(words, x + _BOX + 6, y + 13, fill=paint.colors.text))
        x += wide + 16
    return Drawing(group(*found, font_size=_SIZE), (line + 1) * _LINE if found else 0)
