"""What others have changed in the files, and whether to read it."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Label

from actionplan.core.body import Bodies
from actionplan.i18n import _
from actionplan.tui.dialogs.base import with_key
from actionplan.tui.dialogs.reading import Reading
from actionplan.tui.differing import Difference
from actionplan.tui.views.difference import difference_writing
from actionplan.tui.widgets.page import Page


class DifferenceDialog(Reading[bool]):
    """What others have changed. Gives whether to read the files anew, which loses nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f4", "close", show=False),
        Binding("f5", "reload", show=False),
    ]
    AUTO_FOCUS = "#reload"

    def __init__(self, found: Sequence[Difference], bodies: Bodies, *, hide_names: bool) -> None:
        """What to show.

        Args:
            found: what became of the files.
            bodies: for the names of those who lead.
            hide_names: whether to leave out who is responsible.
        """
        super().__init__()
        self._found, self._bodies, self._hide = found, bodies, hide_names

    def compose(self) -> ComposeResult:
        """The title, the changes, and the two ways out."""
        with Vertical(classes="dialog tall"):
            yield Label(_("Changed by others"), classes="dialog-title", markup=False)
            yield Page(classes="reading")
            with Horizontal(classes="dialog-foot"):
                yield Label("", markup=False)
                yield Button(with_key(_("Close"), "Esc"), id="close", compact=True)
                yield Button(with_key(_("Reload"), "F5"), id="reload", variant="primary", compact=True)

    def on_mount(self) -> None:
        """Write what is different."""
        self.query_one(Page).writing = difference_writing(self._found, self._bodies, hide_names=self._hide)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Take a way out."""
        self.dismiss(event.button.id == "reload")

    def action_close(self) -> None:
        """Leave everything as it is shown."""
        self.dismiss(False)

    def action_reload(self) -> None:
        """Read the files."""
        self.dismiss(True)
