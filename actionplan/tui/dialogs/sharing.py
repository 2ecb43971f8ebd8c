"""How far saving and sharing have come, and then what they came to."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import var
from textual.widgets import Button, Label

from actionplan.i18n import _
from actionplan.tui.dialogs.base import with_key
from actionplan.tui.dialogs.reading import Fitting
from actionplan.tui.errand import Order, Outcome, Way
from actionplan.tui.views.versions import Speech, outcome_title, outcome_writing
from actionplan.tui.widgets.page import Page, Writing, paragraph
from actionplan.tui.widgets.paint import Line


def way_words(way: Way) -> str:
    """What is being done."""
    return {
        Way.SAVING: _("Saving …"),
        Way.FETCHING: _("Getting what others have shared …"),
        Way.UNITING: _("Putting together …"),
        Way.SENDING: _("Sharing …"),
    }[way]


class SharingDialog(Fitting[None]):
    """The dialog. While nothing is half done it can be left, and nothing comes of sharing then."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", show=False)]
    AUTO_FOCUS = "#close"

    way: var[Way | None] = var(None)
    """What is being done; ``None`` before anything is."""
    outcome: var[Outcome | None] = var(None)

    def __init__(self, order: Order, speech: Speech, leave: Callable[[], None]) -> None:
        """Nothing is done yet.

        Args:
            order: what is to be done.
            speech: how to tell of it.
            leave: is called by whoever does not wait for it.
        """
        super().__init__()
        self.order, self._speech, self._leave = order, speech, leave

    def compose(self) -> ComposeResult:
        """What is being done, or what came of it."""
        with Vertical(classes="dialog"):
            yield Label(_("Save and share"), classes="dialog-title", markup=False)
            yield Page(classes="fitting")
            with Horizontal(classes="dialog-foot"):
                yield Label("", id="sharing-foot", markup=False)
                yield Button(with_key(_("Cancel"), "Esc"), id="close", compact=True)

    def on_mount(self) -> None:
        """Tell what is being done."""
        self._write()

    def watch_way(self) -> None:
        """Tell what is being done."""
        self._write()

    def watch_outcome(self) -> None:
        """Tell what it came to."""
        self._write()

    def _write(self) -> None:
        if not self.is_mounted:
            return
        outcome, page, button = self.outcome, self.query_one(Page), self.query_one("#close", Button)
        if outcome:
            self.query_one(".dialog-title", Label).update(outcome_title(outcome))
            self.query_one("#sharing-foot", Label).update("")
            page.writing = outcome_writing(outcome, self._speech)
            button.label = with_key(_("Close"), "Esc")
            button.disabled = False
            button.focus()
            return
        page.writing = self._progress()
        button.disabled = self.way not in {Way.FETCHING, Way.SENDING}
        button.label = with_key(_("Go on working") if self.way is Way.SENDING else _("Cancel"), "Esc")

    def _progress(self) -> Writing:
        ways = [*([Way.SAVING] if self.order.save else [])]
        ways += [Way.FETCHING, Way.UNITING, Way.SENDING] if self.order.share else []
        at = ways.index(self.way) if self.way in ways else 0

        def write(width: int) -> Sequence[Line]:
            lines: list[Line] = []
            for nth, way in enumerate(ways):
                mark, paint = ("✓", "quiet") if nth < at else ("●", "strong") if nth == at else ("·", "quiet")
                lines += paragraph(f"{mark} {way_words(way)}", width, paint)
            return lines

        return write

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Leave it: read, or not waited for."""
        if self.outcome:
            self.dismiss(None)
        elif self.way in {Way.FETCHING, Way.SENDING}:
            self._leave()
