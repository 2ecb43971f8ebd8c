"""A field of a form: its label, what is typed, and what there is to say of it."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Button, Input, Label, TextArea

from actionplan.tui.remarks import NOTHING, Check, Remark


class Asked(Struct, frozen=True):
    """What a field asks for."""

    name: str
    label: str
    value: str = ""
    """What it holds at first."""
    help: str = ""
    kind: Literal["line", "prose", "day"] = "line"
    check: Check = lambda _text: NOTHING
    suggestions: tuple[str, ...] = ()
    placeholder: str = ""


class Field(Vertical):
    """The field. Tells each change; says what is wrong as it is typed, or once it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("f2", "calendar", show=False),
    ]

    @dataclass
    class Changed(Message):
        """Something was typed."""

        field: "Field"

        @property
        def control(self) -> "Field":
            """The field."""
            return self.field

    @dataclass
    class CalendarAsked(Message):
        """A day is to be chosen from a calendar."""

        field: "Field"

    def __init__(self, asked: Asked) -> None:
        """A field.

        Args:
            asked: what it asks for.
        """
        super().__init__(id=asked.name)
        self.asked = asked
        self.further = NOTHING
        """What the form has to say of it, for the sake of other fields."""

    def compose(self) -> ComposeResult:
        """The label and the text on a line, and the remark under them."""
        asked = self.asked
        with Horizontal(classes="field-line"):
            yield Label(asked.label, classes="field-label", markup=False)
            if asked.kind == "prose":
                yield TextArea(asked.value, compact=True, show_line_numbers=False, highlight_cursor_line=False)
            else:
                suggester = SuggestFromList(asked.suggestions, case_sensitive=False) if asked.suggestions else None
                yield Input(
                    asked.value,
                    placeholder=asked.placeholder,
                    suggester=suggester,
                    compact=True,
                    classes="day" if asked.kind == "day" else None,
                )
            if asked.kind == "day":
                yield Button("▾", classes="field-open", compact=True)
                yield Label("", classes="field-note", markup=False)
        yield Label("", classes="field-remark", markup=False)

    def on_mount(self) -> None:
        """Begin without a blinking cursor and without a remark."""
        for one in self.query(Input):
            one.cursor_blink = False
        for area in self.query(TextArea):
            area.cursor_blink = False
        self._say(NOTHING)

    @property
    def value(self) -> str:
        """What is typed."""
        if self.asked.kind == "prose":
            return self.query_one(TextArea).text
        return self.query_one(Input).value

    @value.setter
    def value(self, text: str) -> None:
        if self.asked.kind == "prose":
            self.query_one(TextArea).text = text
        else:
            self.query_one(Input).value = text

    @property
    def is_changed(self) -> bool:
        """Whether it holds something else than at first."""
        return self.value.strip() != self.asked.value.strip()

    @property
    def remark(self) -> Remark:
        """What there is to say of it. What was there before and is left as it is, nobody is blamed for."""
        found = self.asked.check(self.value) if self.is_changed or not self.value.strip() else NOTHING
        return found if found.text else self.further

    def note(self, text: str) -> None:
        """Say something beside a date."""
        for label in self.query(".field-note").results(Label):
            label.update(text)

    def look(self, *, left: bool) -> None:
        """Say what there is to say.

        Args:
            left: whether the field has been left, so that what is written there is meant.
        """
        remark = self.remark
        self._say(NOTHING if remark.waits and not left else remark)

    def _say(self, remark: Remark) -> None:
        label = self.query_one(".field-remark", Label)
        label.update(remark.text)
        label.display = bool(remark.text)
        label.set_class(remark.is_fault, "fault")

    def enter(self) -> None:
        """Let keys go to it."""
        (self.query_one(TextArea) if self.asked.kind == "prose" else self.query_one(Input)).focus()

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _changed(self, event: Input.Changed | TextArea.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self))
        if self.asked.kind == "prose" and self.has_focus_within:
            # It grows by lines.
            self.call_after_refresh(self.scroll_visible, animate=False)

    @on(Input.Submitted)
    def _onward(self, event: Input.Submitted) -> None:
        event.stop()
        self.screen.focus_next()

    @on(Input.Blurred)
    def _left(self) -> None:
        if self.is_changed:
            self.look(left=True)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.action_calendar()

    def action_calendar(self) -> None:
        """Choose a day from a calendar."""
        if self.asked.kind == "day":
            self.post_message(self.CalendarAsked(self))
