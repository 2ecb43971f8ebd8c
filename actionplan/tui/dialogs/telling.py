"""A text to read: what has happened."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Label

from actionplan.i18n import _
from actionplan.reports.plain import visible
from actionplan.tui.dialogs.base import with_key
from actionplan.tui.dialogs.reading import Fitting
from actionplan.tui.looking_back import Told
from actionplan.tui.views.blocks import blocks_writing
from actionplan.tui.widgets.page import Page


class TellingDialog(Fitting[None]):
    """The dialog."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", show=False)]
    AUTO_FOCUS = "#close"

    def __init__(self, told: Told) -> None:
        """What it says."""
        super().__init__()
        self._told = told

    def compose(self) -> ComposeResult:
        """The title, the text, and the way out."""
        with Vertical(classes="dialog"):
            yield Label(visible(self._told.title), classes="dialog-title", markup=False)
            yield Page(classes="fitting")
            with Horizontal(classes="dialog-foot"):
                yield Label("", markup=False)
                yield Button(with_key(_("Close"), "Esc"), id="close", compact=True)

    def on_mount(self) -> None:
        """Write it."""
        self.query_one(Page).writing = blocks_writing(self._told.blocks)

    @on(Button.Pressed)
    def action_close(self) -> None:
        """Go back to work."""
        self.dismiss(None)
