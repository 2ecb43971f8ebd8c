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


class Fitting(Reading[T]):
    """One that is as high as its text, as far as there is room; beyond that the text scrolls."""

    AROUND: ClassVar[int] = 6
    """Lines around the text: frame, title and buttons, with their margins."""

    def on_resize(self) -> None:
        """Leave room for what stands around the text."""
        self.fit()

    def fit(self) -> None:
        """Leave room for what stands around the text."""
        self.query_one(Page).styles.max_height = max(int(self.size.height * 0.94) - self.AROUND - self.further(), 1)

    def further(self) -> int:
        """How many lines more there are around the text now."""
        return 0
