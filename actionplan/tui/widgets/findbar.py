"""One line to type what to find."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label

from actionplan.i18n import _


class FindBar(Horizontal):
    """A field that tells each letter as it is typed. Escape closes it and finds everything again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("enter,down", "leave", show=False),
    ]

    @dataclass
    class Typed(Message):
        """There is another text to find; empty for everything."""

        text: str

    @dataclass
    class Left(Message):
        """The field was left, by Enter or Escape."""

    def on_mount(self) -> None:
        """Wait out of sight."""
        self.display = False

    async def open(self) -> None:
        """Come into sight, ready to type in."""
        if not self.children:
            # Made when it is wanted, in the language of then: no start waits for it.
            field = Input(placeholder=_("number, words in the proposal, or who is responsible"), compact=True)
            field.cursor_blink = False
            await self.mount(Label(_("Find"), markup=False), field)
        self.display = True
        # At once, not when other messages have been read: what is typed on without a pause belongs here.
        self.screen.set_focus(self.query_one(Input))

    @property
    def is_open(self) -> bool:
        """Whether it is in sight."""
        return bool(self.display)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(event.value))

    def action_leave(self) -> None:
        """Go on with what was found."""
        if not self.query_one(Input).value:
            self.display = False
        self.post_message(self.Left())

    def action_close(self) -> None:
        """Find everything again."""
        self.query_one(Input).value = ""
        self.display = False
        self.post_message(self.Left())
