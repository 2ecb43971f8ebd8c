"""A few values beside each other, of which one is chosen."""

from dataclasses import dataclass

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from actionplan.reports.plain import width_of
from actionplan.tui.widgets.paint import Painted, Span


class OneOf(Painted, can_focus=True):
    """The values. Left and right move the cursor; Space chooses, as does the first letter of each.

    Where it ``follows`` the cursor, left and right choose as well.
    """

    chosen: reactive[str] = reactive("")
    cursor: reactive[int] = reactive(0)

    @dataclass
    class Changed(Message):
        """Another value is chosen."""

        one_of: "OneOf"
        value: str

        @property
        def control(self) -> "OneOf":
            """The values that it is about."""
            return self.one_of

    def __init__(
        self,
        values: tuple[tuple[str, str], ...],
        chosen: str,
        *,
        follows: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        """Values.

        Args:
            values: each with its name.
            chosen: the value at first.
            follows: whether left and right choose.
            id: the widget's id.
        """
        super().__init__(id=id)
        self._values, self._follows = values, follows
        self.set_reactive(OneOf.chosen, chosen)
        self.set_reactive(OneOf.cursor, self._home)

    @property
    def _home(self) -> int:
        """Where the chosen value stands; the cursor is there while keys go elsewhere."""
        return next((at for at, (value, _name) in enumerate(self._values) if value == self.chosen), 0)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line."""
        del container, viewport, width
        return 1

    def _spans(self) -> list[Span]:
        spans: list[Span] = []
        for at, (value, name) in enumerate(self._values):
            here = self.has_focus and at == self.cursor
            is_on = value == self.chosen
            mark = ("(•)", "accent") if is_on else ("( )", "quiet")
            paint = "row" if here else "plain" if is_on else "quiet"
            spans += [("▌" if here else " ", "accent"), mark, (f" {name} ", paint)]
        return spans

    def render_line(self, y: int) -> Strip:
        """The values."""
        del y
        return self.strip(self._spans(), self.size.width)

    def on_focus(self) -> None:
        """Show that keys go here."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that keys go elsewhere, and let the cursor return to what is chosen."""
        self.cursor = self._home
        self.refresh()

    def watch_chosen(self) -> None:
        """Put the cursor where the dot is now."""
        self.cursor = self._home

    def choose(self, value: str) -> None:
        """Choose a value, and tell."""
        self.chosen = value
        self.cursor = self._home
        self.post_message(self.Changed(self, value))

    def on_key(self, event: events.Key) -> None:
        """Arrows to the sides move; Space, Enter and first letters choose; Enter and the other arrows go on."""
        side = {"left": -1, "right": 1}.get(event.key, 0)
        onward = {"up": self.screen.focus_previous, "down": self.screen.focus_next, "enter": self.screen.focus_next}
        letter = (event.character or "").casefold()
        meant = [value for value, name in self._values if letter.strip() and name.casefold().startswith(letter)]
        if side:
            self.cursor = max(0, min(self.cursor + side, len(self._values) - 1))
            if self._follows:
                self._take()
        elif event.key == "space":
            self._take()
        elif event.key in onward:
            if event.key == "enter":
                self._take()
            onward[event.key]()
        elif meant:
            self.choose(meant[0])
        else:
            return
        event.stop()
        event.prevent_default()

    def _take(self) -> None:
        """Choose the value under the cursor, if it is another."""
        value, _name = self._values[self.cursor]
        if value != self.chosen:
            self.choose(value)

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        at = 0
        for value, name in self._values:
            at += width_of(name) + 6
            if event.x < at:
                self.choose(value)
                return
