"""What has been drawn, kept until it changes."""

from textual.containers import Horizontal
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget


class Kept(Widget):
    """A widget that hands out what it has drawn as long as nothing in it changes.

    For each frame Textual asks every widget for all of its lines, though a cursor that moves changes two of them.
    """

    _kept: tuple[Region, Size, list[Strip]] | None = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw, or hand out what was drawn."""
        kept, size = self._kept, self.outer_size
        if kept is None or kept[0] != crop or kept[1] != size:
            kept = self._kept = (crop, size, super().render_lines(crop))
        return kept[2]

    def _set_dirty(self, *regions: Region) -> None:
        # The one place where Textual notes that something has to be drawn anew.
        self._kept = None
        super()._set_dirty(*regions)

    def notify_style_update(self) -> None:
        """Draw anew: the colours are others."""
        self._kept = None
        super().notify_style_update()


class Ground(Kept, Horizontal):
    """A ground on which widgets stand side by side."""
