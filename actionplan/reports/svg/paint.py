"""How each part of a chart is painted: its surface, its outline and the letters on it."""

from collections.abc import Sequence

from msgspec import Struct

from actionplan.reports.blocks import Part, Tone
from actionplan.reports.svg.colors import Colors
from actionplan.reports.svg.marks import element

_PATTERNED = (Tone.PLAIN, Tone.AGAINST)


class Look(Struct, frozen=True):
    """What a surface looks like, as attributes."""

    fill: str
    ink: str
    edge: str


class Paint(Struct, frozen=True):
    """Colours, and the prefix that keeps one chart's ids apart from all others on the page."""

    colors: Colors
    ids: str

    def looks(self, parts: Sequence[Part]) -> tuple[Look, ...]:
        """The look of each part; of two with the same tone, the second is hatched the other way."""
        found = []
        for place, part in enumerate(parts):
            again = any(before.tone is part.tone for before in parts[:place])
            found.append(self.look(part.tone, mirrored=again))
        return tuple(found)

    def look(self, tone: Tone, *, mirrored: bool = False) -> Look:
        """The look of a tone."""
        fill = f"url(#{self._pattern(tone, mirrored=mirrored)})" if tone in _PATTERNED else self.colors.fill(tone)
        return Look(fill, self.colors.ink(tone), self.colors.edge(tone))

    def flat(self, tone: Tone) -> Look:
        """The look of a tone without a pattern, for surfaces that are hardly wider than a letter."""
        return Look(self.colors.fill(tone), self.colors.ink(tone), self.colors.edge(tone))

    def definitions(self, parts: Sequence[Part]) -> str:
        """The patterns that `looks` names."""
        found: dict[str, None] = {}
        for place, part in enumerate(parts):
            if part.tone in _PATTERNED:
                again = any(before.tone is part.tone for before in parts[:place])
                found[self._definition(part.tone, mirrored=again)] = None
        return element("defs", "".join(found)) if found else ""

    def _pattern(self, tone: Tone, *, mirrored: bool) -> str:
        return f"{self.ids}{tone.value}{'-2' if mirrored else ''}"

    def _definition(self, tone: Tone, *, mirrored: bool) -> str:
        size = 6
        surface = element("rect", width=size, height=size, fill=self.colors.fill(tone))
        color = self.colors.hatches[tone]
        if tone is Tone.AGAINST:
            mark = element("rect", width=2, height=size, fill=color)
            turn = f"rotate({-45 if mirrored else 45})"
        else:
            mark = element("circle", cx=3, cy=3, r=1.1, fill=color)
            turn = ""
        return element(
            "pattern",
            surface + mark,
            id=self._pattern(tone, mirrored=mirrored),
            width=size,
            height=size,
            patternUnits="userSpaceOnUse",
            patternTransform=turn,
        )


def surface(look: Look, x: float, y: float, width: float, height: float) -> str:
    """A rectangle with an outline within its bounds; too narrow for one, it has the outline's colour."""
    if min(width, height) < 3:  # noqa: PLR2004 - two outlines and nothing between
        return element("rect", x=x, y=y, width=width, height=height, fill=look.edge)
    return element("rect", x=x + 0.5, y=y + 0.5, width=width - 1, height=height - 1, fill=look.fill, stroke=look.edge)
