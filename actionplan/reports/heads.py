"""Heads of narrow columns that stand on end: in a few lines, and never wider than their column."""

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from actionplan.reports.svg.text import cut, lines, shown, width

MILLIMETRE = 0.3528
"""Of a point."""


class Head(Struct, frozen=True):
    """A head, as it is shown."""

    full: str
    lines: tuple[str, ...]

    @property
    def is_cut(self) -> bool:
        """Whether it shows less than all of it."""
        return " ".join(self.lines) != self.full


def stood(names: Sequence[str], room: float, size: float, most: int) -> tuple[Head, ...]:
    """Heads on end, cut where they do not fit; those that are cut to the same get a number each.

    Args:
        names: what they say.
        room: how high they may be, in points.
        size: how large their letters are, in points.
        most: how many lines their columns have room for.
    """
    found = [Head(name, _lines(name, room, size, most)) for name in map(shown, names)]
    alike = Counter(head.lines for head in found if head.is_cut)
    seen: Counter[tuple[str, ...]] = Counter()
    for place, head in enumerate(found):
        if alike[head.lines] > 1:
            seen[head.lines] += 1
            first, *rest = head.lines
            found[place] = Head(head.full, (f"{seen[head.lines]} {first}", *rest))
    return tuple(found)


def _lines(name: str, room: float, size: float, most: int) -> tuple[str, ...]:
    if any(width(word, size) > room for word in name.split(" ")):
        # No word is broken where nobody would break it.
        return (cut(name, room, size),)
    return lines(name, room, size, most=most)


def explained(heads: Iterable[Head]) -> str:
    """What those that are cut say in full; empty where none is."""
    return "; ".join(f"{' '.join(head.lines)} = {head.full}" for head in heads if head.is_cut)
