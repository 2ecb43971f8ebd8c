"""The top of every screen: whose work it is, the most important figures, and where one can go."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from actionplan.i18n import _, ngettext
from actionplan.reports.plain import cut, pad, width_of
from actionplan.tui.command_table import BY_ID
from actionplan.tui.keys import keys_of, shown
from actionplan.tui.scene import Scene
from actionplan.tui.widgets.paint import Painted, Span

_LEAST = 8
"""Columns below which figures say nothing."""
_ROOMY = 100
"""Columns from which there is room for how it stands in whole words."""


def tabs_of(scene: Scene) -> tuple[tuple[str, str], ...]:
    """The screens that there are, by mode, in the user's language."""
    region = (("region", _("Overview")), ("overlap", _("Together"))) if scene.rollup else ()
    rollup = (("rollup", _("Roll-up")),) if scene.rollup else ()
    return (*region, ("plan", _("Plan")), ("todo", _("To do")), *rollup, ("trend", _("Development")))


def standing(scene: Scene, *, short: bool) -> tuple[str, str]:
    """How it stands with saving and sharing, and its paint. Every edit is in its file by then.

    Args:
        scene: what is known.
        short: whether there is little room.
    """
    tally = scene.tally
    if tally is None:
        return _("✓ saved"), "quiet"
    if tally.plans:
        if short:
            return _("○ {count} to save").format(count=tally.changes or tally.plans), "accent"
        if tally.changes is None:
            said = ngettext("○ {count} changed plan to save", "○ {count} changed plans to save", tally.plans)
            return said.format(count=tally.plans), "accent"
        said = ngettext("○ {count} change to save", "○ {count} changes to save", tally.changes)
        return said.format(count=tally.changes), "accent"
    if tally.to_share:
        count = tally.to_share
        long = ngettext("↑ {count} save to share", "↑ {count} saves to share", count)
        return (_("↑ {count} to share") if short else long).format(count=count), "accent"
    return (_("✓ saved") if tally.to_share is None else _("✓ shared")), "quiet"


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
        state, paint = self._state(scene, short=width < _ROOMY)
        if self._hides_above(scene, width):
            hidden = _("names hidden")
            state = f" {hidden} ·{state}"
        room = width - width_of(title) - width_of(state) - 1
        told = self.narrowed if self._is_told_above(scene, width) else self.figures
        figures = cut(told, room) if room > _LEAST else ""
        gap = " " * max(room - width_of(figures), 0)
        above = "accent" if told is self.narrowed else "plain"
        return (title, "heading"), (gap, "plain"), (figures, above), (state, paint), (" ", "plain")

    def _is_told_above(self, scene: Scene, width: int) -> bool:
        """Whether what is listed stands in place of the figures: where the tabs leave too little room for it."""
        return bool(self.narrowed) and width_of(self.narrowed) > width - self._tabs_width(scene) - 2

    def _labels(self, scene: Scene) -> Iterator[tuple[str, str]]:
        """What stands on the tabs, by mode: the key that leads there, and the name."""
        other = getattr(self.app, "keys_of", {})
        for mode, name in tabs_of(scene):
            yield mode, f" {shown(keys_of(BY_ID[f'app.{mode}'], other))} {name} "

    def _tabs_width(self, scene: Scene) -> int:
        return 1 + sum(width_of(label) for _mode, label in self._labels(scene))

    def _hides_above(self, scene: Scene, width: int) -> bool:
        """Whether the tabs leave no room to tell that names are hidden."""
        return scene.hide_names and width_of(_("names hidden")) > width - self._tabs_width(scene) - 2

    def _state(self, scene: Scene, *, short: bool) -> tuple[str, str]:
        if scene.failed:
            return " " + _("● NOT SAVED"), "late"
        if scene.saving:
            return " " + _("● saving …"), "warning"
        if scene.read_only:
            return " " + _("read-only"), "quiet"
        said, paint = standing(scene, short=short)
        return " " + said, paint

    def _tabs(self, scene: Scene, width: int) -> tuple[Span, ...]:
        spans: list[Span] = [(" ", "plain")]
        spans += [(label, "tab-on" if mode == self.mode else "tab") for mode, label in self._labels(scene)]
        used = sum(width_of(text) for text, _paint in spans)
        above = self._hides_above(scene, width)
        hidden = _("names hidden") + "  " if scene.hide_names and not above else ""
        below = "" if self._is_told_above(scene, width) else self.narrowed
        room = max(width - used - 2, 0)
        said = cut(hidden + below, room) if room else ""
        paint = "accent" if self.narrowed else "quiet"
        return (*spans, (pad(said, width - used - 1, ">"), paint), (" ", "plain"))

    def on_click(self, event: events.Click) -> None:
        """Go to the screen whose tab was clicked."""
        if event.y != 1 or self.scene is None:
            return
        at = 1
        for mode, label in self._labels(self.scene):
            at += width_of(label)
            if event.x < at:
                self.post_message(self.Asked(mode))
                return
