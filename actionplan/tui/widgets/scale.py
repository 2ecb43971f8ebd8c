"""The scale of statuses to choose from: letter, word and definition of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from actionplan.core.status import IN_WORKING_ORDER, Status
from actionplan.i18n import N_, _
from actionplan.reports.plain import cut, pad, width_of
from actionplan.tui.widgets.paint import Line, Painted, paint_of
from actionplan.wording.labels import status_letter, status_short

STEPS: tuple[Status | None, ...] = (*IN_WORKING_ORDER, None)
"""The way that work goes, then what is decided against, and last what nobody has assessed."""

_DEFINITIONS: Mapping[Status | None, str] = {
    Status.NOT_STARTED: N_("no work has begun"),
    Status.STARTED: N_("less than half is done"),
    Status.OVER_HALF: N_("but not all is done"),
    Status.DONE: N_("or part of everyday work"),
    Status.DECLINED: N_("needs a reason"),
    Status.NOT_RELEVANT: N_("does not apply; say why"),
    None: N_("nothing is said of it"),
}
_SYMBOLS: Mapping[str, Status | None] = {
    "x": Status.DECLINED,
    "×": Status.DECLINED,
    "-": Status.NOT_RELEVANT,
    "–": Status.NOT_RELEVANT,
    ".": None,
    "·": None,
}
"""Keys for the statuses that have symbols, which no keyboard has."""


def definition(status: Status | None) -> str:
    """What a status means, in half a line."""
    return _(_DEFINITIONS[status])


def status_of_key(character: str) -> tuple[Status | None, bool]:
    """The status that a key stands for, and whether it stands for any."""
    if character in _SYMBOLS:
        return _SYMBOLS[character], True
    for status in IN_WORKING_ORDER:
        if status_letter(status).casefold() == character.casefold():
            return status, True
    return None, False


class Scale(Painted, can_focus=True):
    """The scale. Arrows move the cursor, Space and letters choose; Enter chooses and goes on."""

    chosen: reactive[Status | None] = reactive(None)
    cursor: reactive[int] = reactive(0)

    @dataclass
    class Changed(Message):
        """Another status is chosen."""

        scale: "Scale"
        status: Status | None
        by_letter: bool

        @property
        def control(self) -> "Scale":
            """The scale that it is about."""
            return self.scale

    @dataclass
    class Entered(Message):
        """Enter was pressed; the status under the cursor is chosen now."""

        scale: "Scale"

    def __init__(
        self,
        chosen: Status | None = None,
        *,
        steps: tuple[Status | None, ...] = STEPS,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        """A scale.

        Args:
            chosen: the status at first.
            steps: those that can be chosen.
            id: the widget's id.
        """
        super().__init__(id=id)
        self._steps = steps
        self.set_reactive(Scale.chosen, chosen)
        self.set_reactive(Scale.cursor, self._home)

    @property
    def _home(self) -> int:
        """Where the chosen status stands; the cursor is there while keys go elsewhere."""
        return self._steps.index(self.chosen) if self.chosen in self._steps else 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line a status."""
        del container, viewport, width
        return len(self._steps)

    def render_line(self, y: int) -> Strip:
        """A status; the chosen one has a dot, the one under the cursor a bar."""
        if y >= len(self._steps):
            return Strip.blank(self.size.width, self.rich_style)
        width = self.size.width
        here = self.has_focus and y == self.cursor
        spans = (("▌" if here else " ", "accent"), *self._line(self._steps[y], width - 1))
        return self.strip(spans, width, *(["row"] if here else []))

    def _line(self, status: Status | None, width: int) -> Line:
        here = status == self.chosen
        mark = "(•)" if here else "( )"
        names = max(width_of(status_short(one)) for one in self._steps) + 2
        room = width - len(mark) - names - 6
        word = pad(status_short(status), names)
        return (
            (mark, "accent" if here else "quiet"),
            (" ", "plain"),
            (f" {status_letter(status)} ", paint_of(status)),
            (f"  {word}", "strong" if here else "plain"),
            (cut(definition(status), room) if room > 8 else "", "quiet"),  # noqa: PLR2004 - shorter says nothing
        )

    def watch_chosen(self) -> None:
        """Draw the dot where it is now, and the cursor there."""
        self.cursor = self._home
        self.refresh()

    def choose(self, status: Status | None, *, by_letter: bool = False) -> None:
        """Choose a status, and tell."""
        self.chosen = status
        self.cursor = self._home
        self.post_message(self.Changed(self, status, by_letter))

    def on_focus(self) -> None:
        """Show that keys go here."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that keys go elsewhere, and let the cursor return to what is chosen."""
        self.cursor = self._home
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        """Arrows move, also on to the next field; Space and letters choose; Enter does, and goes on."""
        at = self.cursor
        step = {"up": -1, "down": 1}.get(event.key, 0)
        status, is_meant = status_of_key(event.character or "")
        if event.key in {"space", "enter"}:
            if self._steps[at] != self.chosen:
                self.choose(self._steps[at])
            if event.key == "enter":
                self.post_message(self.Entered(self))
        elif step:
            if 0 <= at + step < len(self._steps):
                self.cursor = at + step
            else:
                (self.screen.focus_previous if step < 0 else self.screen.focus_next)()
        elif is_meant and status in self._steps:
            self.choose(status, by_letter=True)
        else:
            return
        event.stop()
        event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        if event.y < len(self._steps):
            self.choose(self._steps[event.y])
