"""The top of every screen: whose work it is, the most important figures, and where one can go."""

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from actionplan.i18n import _
from actionplan.reports.plain import cut, pad, width_of
from actionplan.tui.scene import Scene
from actionplan.tui.widgets.paint import Painted, Span

_LEAST = 8
"""Columns below which figures say nothing."""


def tabs_of(scene: Scene) -> tuple[tuple[str, str], ...]:
    """The screens that there are, by mode, in the user's language."""
    region = (("region", _("Overview")), ("overlap", _("Together"))) if scene.rollup else ()
    last = (("rollup", _("Roll-up")),) if scene.rollup else ()
    return (*region, ("plan", _("Plan")), ("todo", _("To do")), *last)


class TopBar(Painted):
    """Two lines: title and figures, tabs and what is filtered."""

    scene: reactive[Scene | None] = reactive(None)
    mode: reactive[str] = reactive("")
    figures: reactive[str] = reactive("")
    """What stands to the right of the title."""
    heading: reactive[str] = reactive("")
    """Whose work it is, where it is not the region's."""
    narrowed: reactive[str] = reactive("")
    """What is listed, in words."""

    @dataclass
    class Asked(Message):
        """A tab was clicked."""

        mode: str

    def render_line(self, y: int) -> Strip:
        """The title, or the tabs."""
        width = self.size.width
        if self.scene is None:
            return Strip.blank(width, self.rich_style)
        return self.strip(self._title(self.scene, width) if y == 0 else self._tabs(self.scene, width), width)

    def _title(self, scene: Scene, width: int) -> tuple[Span, ...]:
        title = f" {self.heading or scene.title} "
        state, paint = self._state(scene)
        room = width - width_of(title) - width_of(state) - 1
        told = self.narrowed if self._is_told_above(scene, width) else self.figures
        figures = cut(told, room) if room > _LEAST else ""
        gap = " " * max(room - width_of(figures), 0)
        above = "accent" if told is self.narrowed else "plain"
        return (title, "heading"), (gap, "plain"), (figures, above), (state, paint), (" ", "plain")

    def _is_told_above(self, scene: Scene, width: int) -> bool:
        """Whether what is listed stands in place of the figures: where the tabs leave too little room for it."""
        return bool(self.narrowed) and width_of(self.narrowed) > width - self._tabs_width(scene) - 2

    def _tabs_width(self, scene: Scene) -> int:
        return 1 + sum(width_of(f" {number} {name} ") for number, (_mode, name) in enumerate(tabs_of(scene), 1))

    def _state(self, scene: Scene) -> tuple[str, str]:
        if scene.failed:
            return " " + _("● NOT SAVED"), "late"
        if scene.saving:
            return " " + _("● saving …"), "warning"
        if scene.read_only:
            return " " + _("read-only"), "quiet"
        return " " + _("✓ saved"), "quiet"

    def _tabs(self, scene: Scene, width: int) -> tuple[Span, ...]:
        spans: list[Span] = [(" ", "plain")]
        for number, (mode, name) in enumerate(tabs_of(scene), 1):
            spans.append((f" {number} {name} ", "tab-on" if mode == self.mode else "tab"))
        used = sum(width_of(text) for text, _paint in spans)
        hidden = _("names hidden") + "  " if scene.hide_names else ""
        below = "" if self._is_told_above(scene, width) else self.narrowed
        said = cut(hidden + below, max(width - used - 2, 0))
        paint = "accent" if self.narrowed else "quiet"
        return (*spans, (pad(said, width - used - 1, ">"), paint), (" ", "plain"))

    def on_click(self, event: events.Click) -> None:
        """Go to the screen whose tab was clicked."""
        if event.y != 1 or self.scene is None:
            return
        at = 1
        for number, (mode, name) in enumerate(tabs_of(self.scene), 1):
            at += width_of(f" {number} {name} ")
            if event.x < at:
                self.post_message(self.Asked(mode))
                return
