"""Text in the theme's colours, drawn line by line."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from actionplan.core.status import DECIDED_AGAINST, Status
from actionplan.tui.widgets.kept import Kept

Span = tuple[str, str]
"""A piece of text and the name of its paint."""
Line = tuple[Span, ...]

PAINTS: Mapping[str, str] = {
    "plain": "",
    "strong": "bold",
    "quiet": "$quiet",
    "none": "$quiet",
    "heading": "bold $primary",
    "accent": "bold $primary",
    "late": "bold $late",
    "warning": "$warning",
    "rule": "$panel",
    "bar": "$primary",
    "bar-rest": "$panel",
    "done": "bold $on-status-done on $status-done",
    "over-half": "bold $on-status-over-half on $status-over-half",
    "started": "bold $on-status-started on $status-started",
    "not-started": "$on-status-not-started on $status-not-started",
    "against": "$quiet",
    "missing": "$quiet",
    # Reversed, so that the cursor is seen without colours too.
    "cursor": "bold reverse $cursor on $on-cursor",
    "row": "on $panel",
    "tab": "$quiet",
    "tab-on": "bold underline $primary",
    "key": "bold $primary",
}
"""What text can be, in the theme's colours. Not classes of the stylesheet: two dozen of them on each widget take a
seventh of the time until something is seen."""

_COLOUR = re.compile(r"\$([a-z-]+)")
_COLOURS = tuple(dict.fromkeys(name for recipe in PAINTS.values() for name in _COLOUR.findall(recipe)))


@lru_cache(maxsize=8)
def _mixed(colours: tuple[str, ...]) -> Mapping[str, Style]:
    known = dict(zip(_COLOURS, colours, strict=True))
    return {paint: Style.parse(_COLOUR.sub(lambda found: known[found[1]], recipe)) for paint, recipe in PAINTS.items()}


def paint_of(status: Status | None) -> str:
    """The paint of a status."""
    if status is None:
        return "none"
    return "against" if status in DECIDED_AGAINST else status.value.replace("_", "-")


class Painted(Kept):
    """A widget that draws its own lines. Takes colours from the theme once, not once a line."""

    _paints: Mapping[str, Style] | None = None
    _ground: Style | None = None

    def paint(self, name: str) -> Style:
        """The style of a paint: only what it sets itself, so that paints can lie on each other."""
        if self._paints is None:
            variables = self.app.theme_variables
            self._paints = _mixed(tuple(variables[name] for name in _COLOURS))
        return self._paints[name]

    def notify_style_update(self) -> None:
        """Mix the paints anew: the theme is another."""
        self._paints = self._ground = None
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw; but while the app starts, Textual lays the screen out once and throws away what is drawn."""
        if getattr(self.app, "is_up", True):
            return super().render_lines(crop)
        return [Strip.blank(crop.width)] * crop.height

    def strip(self, spans: Iterable[Span], width: int, *under: str) -> Strip:
        """A line exactly so wide. What ``under`` names lies beneath every span."""
        if self._ground is None:
            self._ground = self.rich_style
        ground = self._ground
        for name in under:
            ground += self.paint(name)
        return Strip(list(self._segments(spans, ground))).adjust_cell_length(width, ground)

    def _segments(self, spans: Iterable[Span], ground: Style) -> Iterator[Segment]:
        """The spans; neighbours in the same paint in one piece: the fewer there are, the sooner all is drawn."""
        piece, before = "", ""
        for text, paint in spans:
            if paint == before:
                piece += text
                continue
            if piece:
                yield Segment(piece, ground + self.paint(before))
            piece, before = text, paint
        if piece:
            yield Segment(piece, ground + self.paint(before))
