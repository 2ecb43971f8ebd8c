"""What all dialogs have: a title, Escape backs out, and nothing typed is lost in silence."""

from collections.abc import Callable, Iterable
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Label

from actionplan.i18n import N_, _, ngettext

T = TypeVar("T")


class Modal(ModalScreen[T]):
    """What stands before a screen, and is answered once: keys may come faster than it goes away."""

    @property
    def is_on_top(self) -> bool:
        """Whether it is the one that is answered now."""
        return self.app.screen is self

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Give the answer, unless it was given before."""
        return super().dismiss(result) if self.is_on_top else AwaitComplete()


class _Heard(Message):
    """What was pressed before has been heard by the field that it was meant for."""


class Dialog(Modal[T | None]):
    """A dialog that gives a value, or ``None`` when it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False),
        Binding("ctrl+s", "save", show=False, priority=True),
    ]
    whose: str = ""
    """Whose plan it is about, for the title: what is written is seen to be written there."""
    SAVES: ClassVar[bool] = True
    """Whether there is something to save; else the dialog only shows."""
    SAVE: ClassVar[str] = N_("Save")
    """What the button that gives the value is called, as a message id."""

    apply: Callable[[T, Callable[[bool], None]], None] | None = None
    """What carries out the value, and tells whether that went well: until then the dialog stays as it was filled in.
    Where there is nothing, the dialog gives the value as it is left."""
    _is_saving = False
    _is_saved = False

    unsaved: reactive[int] = reactive(0)
    """How many fields have been changed and not saved."""

    def heading(self) -> str:
        """What the dialog is about."""
        return ""

    def content(self) -> Iterable[Widget]:
        """The fields."""
        return ()

    def below(self) -> Iterable[Widget]:
        """What stands under the fields and stays in sight."""
        return ()

    def compose(self) -> ComposeResult:
        """The title, the fields, and the two ways out."""
        with Vertical(classes="dialog"):
            title = f"{self.whose} · {self.heading()}" if self.whose else self.heading()
            yield Label(title, classes="dialog-title", markup=False)
            with VerticalScroll(classes="dialog-content", can_focus=False):
                yield from self.content()
            yield from self.below()
            with Horizontal(classes="dialog-foot"):
                yield Label("", id="unsaved", markup=False)
                if self.SAVES:
                    yield Button(with_key(_("Cancel"), "Esc"), id="cancel", compact=True)
                    yield Button(with_key(_(self.SAVE), "^S"), id="save", variant="primary", compact=True)
                else:
                    yield Button(with_key(_("Close"), "Esc"), id="cancel", compact=True)

    def watch_unsaved(self, count: int) -> None:
        """Tell how much is not saved yet."""
        if self.is_mounted:
            said = ngettext("● {count} change not saved", "● {count} changes not saved", count).format(count=count)
            self.query_one("#unsaved", Label).update(said if count else "")

    def value(self) -> T | None:
        """What was entered; ``None`` when it does not hold yet, and then the dialog says why."""
        return None

    @on(Button.Pressed, "#save")
    def action_save(self) -> None:
        """Give what was entered, once all that was pressed before has been heard: this takes the same way after it."""
        if field := self.focused:
            field.call_later(lambda: field.post_message(_Heard()))
        else:
            self._give()

    @on(_Heard)
    def _give(self) -> None:
        if not self.SAVES or self._is_saving or self._is_saved or not self.is_on_top:
            return
        value = self.value()
        if value is None:
            return
        if self.apply is None:
            self.dismiss(value)
        else:
            self._is_saving = True
            self.apply(value, self._carried_out)

    def _carried_out(self, well: bool) -> None:
        """Leave when the value was written; else stay, with everything as it was typed."""
        if not self._is_saving:
            return
        self._is_saving, self._is_saved = False, well
        if well:
            self.dismiss(None)
        elif self.is_mounted:
            self.query_one("#unsaved", Label).update(_("● Not saved"))

    def on_screen_resume(self) -> None:
        """Leave, if the value was written while something else stood before the dialog."""
        if self._is_saved:
            self.dismiss(None)

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Leave; ask first when something would be lost."""
        # What is being written is not taken back by leaving; the dialog goes away by itself then.
        if not self.is_on_top or self._is_saving:
            return
        if not self.unsaved:
            self.dismiss(None)
            return

        def answered(lose: bool | None) -> None:
            if lose:
                self.dismiss(None)

        self.app.push_screen(
            Confirm(_("Leave without saving?"), _("What you have changed here is lost."), _("Leave without saving")),
            answered,
        )


def with_key(words: str, key: str) -> str:
    """The words of a button, with the key that does the same."""
    return f"{words}  {key}"


class Confirm(Modal[bool]):
    """A question whose answer may lose something. Enter alone never says yes: a key held down presses it twice."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "no", show=False),
        Binding("left,right", "other", show=False),
    ]

    def __init__(self, question: str, consequence: str, yes: str) -> None:
        """A question.

        Args:
            question: what is asked.
            consequence: what yes would mean.
            yes: the words of the button that says yes.
        """
        super().__init__()
        self._question, self._consequence, self._yes = question, consequence, yes

    def compose(self) -> ComposeResult:
        """The question and two buttons, of which the safe one has the focus."""
        with Vertical(classes="dialog small"):
            yield Label(self._question, classes="dialog-title", markup=False)
            yield Label(self._consequence, classes="consequence", markup=False)
            with Horizontal(classes="dialog-foot"):
                yield Button(_("No, go back"), id="no", compact=True)
                yield Button(self._yes, id="yes", variant="error", compact=True)

    def on_mount(self) -> None:
        """Focus the safe answer."""
        self.query_one("#no").focus()

    def action_other(self) -> None:
        """Go to the other button."""
        self.focus_next()

    @on(Button.Pressed, "#no")
    def action_no(self) -> None:
        """Say no."""
        self.dismiss(False)

    @on(Button.Pressed, "#yes")
    def _said_yes(self) -> None:
        self.dismiss(True)
