"""Text to read: drawn in the width there is, and scrolled."""

from collections.abc import Callable, Sequence

from textual import events
from textual.geometry import Size
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from actionplan.reports.plain import wrap
from actionplan.tui.widgets.paint import Line, Painted

Writing = Callable[[int], Sequence[Line]]
"""The lines of a text in a given width."""


class Page(Painted, ScrollView, can_focus=True):
    """A text."""

    writing: var[Writing | None] = var(None)

    _lines: Sequence[Line] = ()

    def watch_writing(self) -> None:
        """Draw another text, from its beginning."""
        self._set()
        if self.has_class("fitting"):
            self.refresh(layout=True)
        self.scroll_to(0, 0, animate=False, immediate=True, force=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the text takes, where it has the room that it needs."""
        del container, viewport
        room = width - self.scrollbar_gutter.width
        return len(self.writing(room)) if self.writing and room > 0 else 1

    def on_resize(self) -> None:
        """Draw the text in another width."""
        self._set()

    def _set(self) -> None:
        width = self.scrollable_content_region.width
        if not width:
            return
        self._lines = self.writing(width) if self.writing else ()
        self.virtual_size = Size(width, len(self._lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A line of the text."""
        at, width = y + self.scroll_offset.y, self.size.width
        return self.strip(self._lines[at] if at < len(self._lines) else (), width)

    def on_key(self, event: events.Key) -> None:
        """Scroll."""
        page = max(self.size.height - 1, 1)
        far = len(self._lines)
        step = {
            "up": -1, "k": -1, "down": 1, "j": 1, "pageup": -page, "pagedown": page, "space": page,
            "home": -far, "end": far,
        }.get(event.key)  # fmt: skip
        if step:
            event.stop()
            event.prevent_default()
            self.scroll_to(0, self.scroll_offset.y + step, animate=False, immediate=True, force=True)


def paragraph(text: str, width: int, paint: str = "plain", indent: str = "") -> list[Line]:
    """A text in lines of a width."""
    return [((indent + line, paint),) for line in wrap(text, max(width - len(indent), 1))]


def fact(label: str, value: str, width: int, paint: str = "plain", room: int = 10) -> list[Line]:
    """A label with what stands after it: "Ansvarig  Enhetschef familjehem"."""
    lines = wrap(value, max(width - room, 1))
    first: Line = ((f"{label:<{room - 1}} ", "quiet"), (lines[0], paint))
    return [first, *(((" " * room, "plain"), (line, paint)) for line in lines[1:])]
