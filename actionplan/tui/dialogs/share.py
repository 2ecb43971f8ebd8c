"""What would be saved and shared, before it is."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Label

from actionplan.i18n import _
from actionplan.tui.dialogs.base import with_key
from actionplan.tui.dialogs.reading import Fitting
from actionplan.tui.errand import Order, Prospect
from actionplan.tui.views.versions import Speech, prospect_writing
from actionplan.tui.widgets.page import Page


class ShareDialog(Fitting[Order | None]):
    """The dialog. Gives what is to be done."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False),
        Binding("ctrl+s", "go", show=False, priority=True),
    ]

    def __init__(self, prospect: Prospect, speech: Speech, *, is_failed: bool) -> None:
        """A dialog.

        Args:
            prospect: what would be saved and shared.
            speech: how to tell it.
            is_failed: whether the latest edit could not be written to its file.
        """
        super().__init__()
        self._prospect, self._speech, self._is_failed = prospect, speech, is_failed

    def compose(self) -> ComposeResult:
        """What would be saved and shared, what is said of it, and the ways out."""
        prospect = self._prospect
        with Vertical(classes="dialog"):
            yield Label(self._title(), classes="dialog-title", markup=False)
            yield Page(classes="fitting")
            if prospect.subject:
                with Horizontal(id="share-message"):
                    yield Label(_("What is it about?"), classes="field", markup=False)
                    yield Input(prospect.subject, compact=True, select_on_focus=False)
            with Horizontal(classes="dialog-foot"):
                yield Label("", markup=False)
                done = not (prospect.subject or self._can_share)
                yield Button(with_key(_("Close") if done else _("Cancel"), "Esc"), id="cancel", compact=True)
                if prospect.subject and self._can_share:
                    yield Button(_("Save here only"), id="save", compact=True)
                if not done:
                    yield Button(with_key(self._goes, "^S"), id="go", variant="primary", compact=True)

    def further(self) -> int:
        """The line for what is said of it."""
        return 2 if self._prospect.subject else 0

    def _title(self) -> str:
        if self._prospect.error is None and not self._prospect.has_place:
            return _("Save")
        return _("Save and share")

    @property
    def _can_share(self) -> bool:
        return self._prospect.error is None and self._prospect.has_place

    @property
    def _goes(self) -> str:
        """What the button that does all of it is called."""
        if self._prospect.subject:
            return _("Save and share") if self._can_share else _("Save")
        return _("Share it") if self._prospect.saves else _("Get from others")

    def on_mount(self) -> None:
        """Write what there is, and let keys go to what is said of it."""
        page = self.query_one(Page)
        page.writing = prospect_writing(self._prospect, self._speech, is_failed=self._is_failed)
        first = "Input" if self._prospect.subject else "#go" if self._can_share else "#cancel"
        self.query_one(first).focus()

    @on(Input.Submitted)
    def _entered(self) -> None:
        # What is written is read once more before it goes to others.
        self.query_one("#go").focus()

    def _message(self) -> str | None:
        field = next(iter(self.query(Input)), None)
        text = field.value.strip() if field else ""
        return text if text and text != self._prospect.subject else None

    @on(Button.Pressed, "#go")
    def action_go(self) -> None:
        """Save what can be saved, and share."""
        saves = bool(self._prospect.subject)
        if saves or self._can_share:
            self.dismiss(Order(saves, self._can_share, self._message()))

    @on(Button.Pressed, "#save")
    def _save(self) -> None:
        self.dismiss(Order(save=True, share=False, message=self._message()))

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Do nothing."""
        self.dismiss(None)
