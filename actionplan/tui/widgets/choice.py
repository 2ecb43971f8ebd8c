"""A list to choose from: one with a dot in it, or several with crosses. What is chosen is seen without colours."""

from dataclasses import dataclass

from msgspec import Struct
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from actionplan.reports.plain import cut, pad, width_of
from actionplan.tui.widgets.paint import Line, Painted


class Option(Struct, frozen=True):
    """Something that can be chosen."""

    key: str
    label: str
    hint: str = ""
    """What stands after it."""


class Choice(Painted, ScrollView, can_focus=True):
    """The list. Arrows move the cursor and Space chooses; where one alone is chosen, Enter and letters do too.

    Where it is one of a form's several lists, a person passes through it on the way to the next. Where it ``follows``
    the cursor, arrows choose as well: what is pointed at is what is meant.
    """

    options: reactive[tuple[Option, ...]] = reactive((), layout=True)
    chosen: reactive[frozenset[str]] = reactive(frozenset[str]())
    cursor: reactive[int] = reactive(0)

    @dataclass
    class Changed(Message):
        """Something else is chosen."""

        choice: "Choice"
        chosen: frozenset[str]

        @property
        def control(self) -> "Choice":
            """The list that it is about."""
            return self.choice

    def __init__(
        self,
        options: tuple[Option, ...],
        chosen: frozenset[str] = frozenset(),
        *,
        several: bool = False,
        follows: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        """A list.

        Args:
            options: what there is.
            chosen: the keys of what is chosen at first.
            several: whether several can be chosen.
            follows: whether arrows choose, where one alone is chosen.
            id: the widget's id.
        """
        super().__init__(id=id)
        self.several, self._follows = several, follows
        self.set_reactive(Choice.options, options)
        self.set_reactive(Choice.chosen, chosen)
        self.set_reactive(Choice.cursor, 0 if several else self._home)

    @property
    def _home(self) -> int:
        """Where the chosen option stands; the cursor is there while keys go elsewhere."""
        return next((at for at, one in enumerate(self.options) if one.key in self.chosen), 0)

    @property
    def one(self) -> str:
        """The key of the only chosen; empty where there is none."""
        return next(iter(self.chosen), "")

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line an option."""
        del container, viewport, width
        return len(self.options)

    def watch_options(self, options: tuple[Option, ...]) -> None:
        """Lay out other options."""
        self.virtual_size = Size(self.size.width, len(options))
        self.refresh()

    def watch_chosen(self) -> None:
        """Tell what is chosen now."""
        self.refresh()
        self.post_message(self.Changed(self, self.chosen))

    def watch_cursor(self) -> None:
        """Keep the cursor in sight."""
        top, height = self.scroll_offset.y, self.size.height
        y = min(top, self.cursor) if self.cursor < top + height else self.cursor - height + 1
        if height and y != top:
            self.scroll_to(0, y, animate=False, immediate=True)
        self.refresh()

    def on_resize(self) -> None:
        """Lay out anew."""
        self.virtual_size = Size(self.size.width, len(self.options))

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor; where one alone is chosen, it returns there."""
        if not self.several:
            self.cursor = self._home
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """An option."""
        at, width = y + self.scroll_offset.y, self.size.width
        if at >= len(self.options):
            return Strip.blank(width, self.rich_style)
        here = self.has_focus and at == self.cursor
        spans = (("▌" if here else " ", "accent"), *self._line(self.options[at], width - 1))
        return self.strip(spans, width, *(["row"] if here else []))

    def _line(self, option: Option, width: int) -> Line:
        is_on = option.key in self.chosen
        mark = ("[x]" if is_on else "[ ]") if self.several else ("(•)" if is_on else "( )")
        room = width - len(mark) - 1
        hint = cut(option.hint, max(room - width_of(option.label) - 2, 0)) if option.hint else ""
        label = pad(cut(option.label, room), room - width_of(hint))
        return (mark, "accent" if is_on else "quiet"), (f" {label}", "strong" if is_on else "plain"), (hint, "quiet")

    # Choosing

    def move(self, at: int) -> None:
        """Go to an option."""
        self.cursor = max(0, min(at, len(self.options) - 1))

    def choose(self, at: int) -> None:
        """Go to an option; choose it where one alone is chosen."""
        self.move(at)
        if self.options and not self.several:
            self.chosen = frozenset({self.options[self.cursor].key})

    def toggle(self) -> None:
        """Choose the option under the cursor, or take it back."""
        if self.several and self.options:
            self.chosen ^= {self.options[self.cursor].key}
        else:
            self.choose(self.cursor)

    def on_key(self, event: events.Key) -> None:
        """Arrows move, also on to the next list; Space chooses; a letter goes to what begins with it.

        Enter chooses too where one alone is chosen; on what is chosen already it is the dialog's.
        """
        far = len(self.options)
        step = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8, "home": -far, "end": far}.get(event.key, 0)
        side = {"left": -1, "right": 1}.get(event.key, 0)
        if abs(step) == 1 and not 0 <= self.cursor + step < far:
            side, step = step, 0
        letter = event.character.casefold() if event.character and event.character.isalnum() else ""
        if event.key == "space" or (event.key == "enter" and self._is_new):
            self.toggle()
        elif side:
            (self.screen.focus_previous if side < 0 else self.screen.focus_next)()
        elif step:
            (self.choose if self._follows else self.move)(self.cursor + step)
        elif not (letter and self._leap(letter)):
            return
        event.stop()
        event.prevent_default()

    @property
    def _is_new(self) -> bool:
        """Whether Enter would choose another option than the one that is chosen."""
        return not self.several and bool(self.options) and self.options[self.cursor].key not in self.chosen

    def _leap(self, letter: str) -> bool:
        order = [*range(self.cursor + 1, len(self.options)), *range(self.cursor + 1)]
        found = next((at for at in order if self.options[at].label.casefold().startswith(letter)), None)
        if found is not None:
            self.choose(found)
        return found is not None

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        at = event.y + self.scroll_offset.y
        if at < len(self.options):
            self.cursor = at
            self.toggle()
