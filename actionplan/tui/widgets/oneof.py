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
    """The values. Left and right choose, as does the first letter of each."""

    chosen: reactive[str] = reactive("")

    @dataclass
    class Changed(Message):
        """Another value is chosen."""

        one_of: "OneOf"
        value: str

        @property
        def control(self) -> "OneOf":
            """The values that it is about."""
            return self.one_of

    def __init__(self, values: tuple[tuple[str, str], ...], chosen: str, *, id: str | None = None) -> None:  # noqa: A002
        """Values.

        Args:
            values: each with its name.
            chosen: the value at first.
            id: the widget's id.
        """
        super().__init__(id=id)
        self._values = values
        self.set_reactive(OneOf.chosen, chosen)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line."""
        del container, viewport, width
        return 1

    def _spans(self) -> list[Span]:
        spans: list[Span] = []
        for value, name in self._values:
            here = value == self.chosen
            paint = "row" if here and self.has_focus else "plain" if here else "quiet"
            spans += [("(•)" if here else "( )", "accent" if here else "quiet"), (f" {name} ", paint), (" ", "plain")]
        return spans

    def render_line(self, y: int) -> Strip:
        """The values."""
        del y
        return self.strip(self._spans(), self.size.width)

    def on_focus(self) -> None:
        """Show that keys go here."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self.refresh()

    def choose(self, value: str) -> None:
        """Choose a value, and tell."""
        self.chosen = value
        self.post_message(self.Changed(self, value))

    def on_key(self, event: events.Key) -> None:
        """Arrows to the sides and first letters choose; the others go on."""
        values = [value for value, _name in self._values]
        side = {"left": -1, "right": 1}.get(event.key, 0)
        onward = {"up": self.screen.focus_previous, "down": self.screen.focus_next, "enter": self.screen.focus_next}
        letter = (event.character or "").casefold()
        meant = [value for value, name in self._values if letter.strip() and name.casefold().startswith(letter)]
        if side:
            at = values.index(self.chosen) + side if self.chosen in values else 0
            self.choose(values[max(0, min(at, len(values) - 1))])
        elif event.key in onward:
            onward[event.key]()
        elif meant:
            self.choose(meant[0])
        else:
            return
        event.stop()
        event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        at = 0
        for value, name in self._values:
            at += width_of(name) + 6
            if event.x < at:
                self.choose(value)
                return
