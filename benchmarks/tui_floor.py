"""The floors of the full-screen program: Textual apps that do the least that can be done.

``python -m benchmarks.tui_floor`` opens an app that shows one text. With a folder as argument it first reads and parses
every plan file in it. With ``--keys`` its one widget is as large as the screen and draws one of its lines anew on each
key; on the keys that turn a page or go to an end it draws them all, as whoever scrolls must.
"""

import sys
from pathlib import Path
from typing import Any

from rich.segment import Segment  # noqa: TID253 - a Textual app is what the floor is
from textual import events  # noqa: TID253 - a Textual app is what the floor is
from textual.app import App, ComposeResult  # noqa: TID253 - a Textual app is what the floor is
from textual.geometry import Region, Size  # noqa: TID253 - a Textual app is what the floor is
from textual.scroll_view import ScrollView  # noqa: TID253 - a Textual app is what the floor is
from textual.strip import Strip  # noqa: TID253 - a Textual app is what the floor is
from textual.widgets import Static  # noqa: TID253 - a Textual app is what the floor is

SHOWN = "Nothing here"
TURNING = {"pagedown", "pageup", "home", "end"}


class Empty(App[None]):
    """An app with one text."""

    def compose(self) -> ComposeResult:
        """The text."""
        yield Static(SHOWN)


class Counter(ScrollView, can_focus=True):
    """Lines of text, of which one tells how many keys were pressed."""

    pressed = 0
    turned = 0

    def on_mount(self) -> None:
        """As many lines as the screen has."""
        self.virtual_size = Size(self.size.width, self.size.height)

    def render_line(self, y: int) -> Strip:
        """A line."""
        text = f"{SHOWN} {self.pressed}" if y == 0 else f"Line {y} {self.turned}"
        return Strip([Segment(text, self.rich_style)]).adjust_cell_length(self.size.width, self.rich_style)

    def on_key(self, event: events.Key) -> None:
        """Count."""
        event.stop()
        self.pressed += 1
        if event.key in TURNING:
            self.turned += 1
            self.refresh()
        else:
            self.refresh(Region(0, 0, self.size.width, 1))


class Keys(App[None]):
    """An app with one widget that hears keys."""

    def compose(self) -> ComposeResult:
        """The widget."""
        yield Counter()


def main(words: list[str]) -> None:
    """Open the app that is asked for."""
    app: App[Any] = Keys() if "--keys" in words else Empty()
    for folder in (word for word in words if not word.startswith("--")):
        from benchmarks.floor_read import parse_all

        parse_all(Path(folder))
    app.run()


if __name__ == "__main__":
    main(sys.argv[1:])
