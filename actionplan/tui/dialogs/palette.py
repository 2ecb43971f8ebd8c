"""The palette: everything that can be done or gone to, found by its name."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Label

from actionplan.i18n import _
from actionplan.tui.dialogs.base import Modal
from actionplan.tui.views.palette import Choice, Group, items_of
from actionplan.tui.widgets.rows import Rows

_MOVES = frozenset({"up", "down", "pageup", "pagedown", "ctrl+home", "ctrl+end"})


class PaletteDialog(Modal[Choice | None]):
    """A field, and under it what fits. Gives what was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,ctrl+p", "close", show=False)]
    AUTO_FOCUS = "Input"

    def __init__(self, groups: Sequence[Group]) -> None:
        """What can be chosen."""
        super().__init__()
        self._groups = groups
        self._by_key = {choice.key: choice for group in groups for choice in group.choices}

    def compose(self) -> ComposeResult:
        """The field and the list."""
        with Vertical(classes="dialog tall"):
            with Horizontal(classes="dialog-search"):
                yield Label(_("Find"), classes="dialog-title", markup=False)
                yield Input(placeholder=_("a command, a proposal or a municipality"), compact=True)
            yield Rows(classes="reading")
            yield Label("", id="nothing", classes="quiet", markup=False)

    def on_mount(self) -> None:
        """Offer everything."""
        self.query_one(Rows).can_focus = False
        self._offer("")

    def _offer(self, words: str) -> None:
        rows = self.query_one(Rows)
        items = items_of(self._groups, words)
        # The best comes first, so the cursor begins there.
        rows.set_reactive(Rows.cursor, "")
        rows.items = items
        rows.cursor = next((item.key for item in items if item.key), "")
        nothing = self.query_one("#nothing", Label)
        nothing.update("" if items else _("Nothing is called so. Try fewer letters."))
        nothing.display = not items
        rows.display = bool(items)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._offer(event.value)

    def on_key(self, event: events.Key) -> None:
        """Move in the list while the field has the focus."""
        if event.key in _MOVES:
            self.query_one(Rows).on_key(event)

    def on_click(self, event: events.Click) -> None:
        """One click chooses."""
        rows = self.query_one(Rows)
        if event.widget is rows:
            self._choose()

    @on(Input.Submitted)
    def _choose(self) -> None:
        if choice := self._by_key.get(self.query_one(Rows).cursor):
            self.dismiss(choice)

    def action_close(self) -> None:
        """Go back to work."""
        self.dismiss(None)
