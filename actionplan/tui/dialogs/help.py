"""The help: everything that can be done, searchable."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Label

from actionplan.i18n import _
from actionplan.tui.dialogs.base import with_key
from actionplan.tui.dialogs.reading import Reading
from actionplan.tui.views.help import Section, help_writing
from actionplan.tui.widgets.page import Page


class HelpDialog(Reading[None]):
    """The help. Typing searches in it, arrows scroll."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1", "close", show=False)]
    AUTO_FOCUS = "Input"

    def __init__(self, sections: Sequence[Section]) -> None:
        """What it says."""
        super().__init__()
        self._sections = sections

    def compose(self) -> ComposeResult:
        """A field to search in, and the text."""
        with Vertical(classes="dialog tall"):
            with Horizontal(classes="dialog-search"):
                yield Label(_("Help"), classes="dialog-title", markup=False)
                yield Input(placeholder=_("type to search: a word, a key, a command"), compact=True)
            yield Page(classes="reading")
            with Horizontal(classes="dialog-foot"):
                yield Label("", markup=False)
                yield Button(with_key(_("Close"), "Esc"), id="close", compact=True)

    def on_mount(self) -> None:
        """Tell everything."""
        self._write("")

    def _write(self, words: str) -> None:
        self.query_one(Page).writing = help_writing(self._sections, words)

    @on(Input.Changed)
    def _search(self, event: Input.Changed) -> None:
        self._write(event.value)

    @on(Button.Pressed)
    def action_close(self) -> None:
        """Go back to work."""
        self.dismiss(None)
