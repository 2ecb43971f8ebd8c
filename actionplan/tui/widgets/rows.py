"""A list of drawn rows with a cursor, and headings that the cursor passes over."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from msgspec import Struct
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from actionplan.tui.widgets.paint import Line, Painted


class Item(Struct, frozen=True):
    """A row of the list."""

    key: str
    """What it is about; empty for a heading, which cannot be chosen."""
    draw: Callable[[int], Line]
    """The row in a given width."""
    below: bool = False
    """Whether it goes on with the row above, and comes into sight with it."""


class Rows(Painted, ScrollView, can_focus=True):
    """The list. Draws only what is in sight."""

    items: var[tuple[Item, ...]] = var(())
    cursor: var[str] = var("")
    """The key of the row that the cursor is on."""

    @dataclass
    class Moved(Message):
        """The cursor is on another row."""

        rows: "Rows"
        key: str

        @property
        def control(self) -> "Rows":
            """The list that it is about."""
            return self.rows

    @dataclass
    class Chosen(Message):
        """A row was clicked twice."""

        rows: "Rows"
        key: str

        @property
        def control(self) -> "Rows":
            """The list that it is about."""
            return self.rows

    _at: Mapping[str, int] = MappingProxyType({})

    def watch_items(self, items: tuple[Item, ...]) -> None:
        """Lay out other rows; the cursor stays if its row is still there, else goes to the one nearest to it."""
        before = self._at.get(self.cursor, 0)
        self._at = {item.key: at for at, item in enumerate(items) if item.key}
        self.virtual_size = Size(self.size.width, len(items))
        if self.cursor not in self._at:
            near = [at for at in self._at.values() if at >= before] or list(self._at.values())[-1:]
            self.cursor = items[near[0]].key if near else ""
        self._show()
        self.refresh()

    def on_resize(self) -> None:
        """Lay out anew."""
        self.virtual_size = Size(self.size.width, len(self.items))
        self._show()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A row, with the cursor's row marked."""
        at, width = y + self.scroll_offset.y, self.size.width
        if at >= len(self.items):
            return Strip.blank(width, self.rich_style)
        item = self.items[at]
        owner = self.items[at - 1] if item.below and at else item
        here = bool(owner.key) and owner.key == self.cursor
        mark = "▌" if here else " "
        spans = ((mark, "accent"), *item.draw(width - 1))
        return self.strip(spans, width, *(["row"] if here else []))

    def watch_cursor(self, before: str, cursor: str) -> None:
        """Draw the rows that the cursor left and came to."""
        self._show()
        for key in (before, cursor):
            if (at := self._at.get(key)) is not None:
                self.refresh(Region(0, at - self.scroll_offset.y, self.size.width, self._lines(at)))
        if cursor:
            self.post_message(self.Moved(self, cursor))

    def _lines(self, at: int) -> int:
        """How many lines a row has."""
        return 2 if at + 1 < len(self.items) and self.items[at + 1].below else 1

    def _show(self) -> None:
        at = self._at.get(self.cursor)
        if at is None or not self.size.height:
            return
        above = self.items[at - 1] if at else None
        top = at - 1 if above and not above.key and not above.below else at
        y = self.scroll_offset.y
        last = at + self._lines(at) - 1
        y = top if top < y else last - self.size.height + 1 if last >= y + self.size.height else y
        if y != self.scroll_offset.y:
            self.scroll_to(0, y, animate=False, immediate=True, force=True)

    def move(self, down: int) -> None:
        """Move the cursor by rows, as far as there are any."""
        keys = list(self._at)
        if keys:
            at = keys.index(self.cursor) if self.cursor in self._at else 0
            self.cursor = keys[max(0, min(at + down, len(keys) - 1))]

    def on_key(self, event: events.Key) -> None:
        """Arrows, and the letters that stand for them."""
        page, far = max(self.size.height - 1, 1), len(self.items)
        step = {
            "up": -1, "k": -1, "down": 1, "j": 1, "pageup": -page, "pagedown": page,
            "home": -far, "end": far, "ctrl+home": -far, "ctrl+end": far,
        }.get(event.key)  # fmt: skip
        if step:
            event.stop()
            event.prevent_default()
            self.move(step)

    def on_click(self, event: events.Click) -> None:
        """Go to a row; choose it on a double click."""
        at = event.y + self.scroll_offset.y
        if 0 < at < len(self.items) and self.items[at].below:
            at -= 1
        if at < len(self.items) and self.items[at].key:
            self.cursor = self.items[at].key
            if event.chain > 1:
                self.post_message(self.Chosen(self, self.cursor))
