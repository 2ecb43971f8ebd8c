"""What dialogs with a text to read have: arrows scroll it wherever the focus is."""

from typing import ClassVar, TypeVar

from textual import events
from textual.binding import Binding, BindingType

from actionplan.tui.dialogs.base import Modal
from actionplan.tui.widgets.page import Page

T = TypeVar("T")

_SCROLLS = frozenset({"up", "down", "pageup", "pagedown"})


class Reading(Modal[T]):
    """A dialog with one page."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "app.focus_previous", show=False),
        Binding("right", "app.focus_next", show=False),
    ]

    def on_key(self, event: events.Key) -> None:
        """Scroll the text."""
        page = self.query_one(Page)
        if event.key in _SCROLLS and self.focused is not page:
            page.on_key(event)
