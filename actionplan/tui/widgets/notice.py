"""A line above the footer, shown while there is something to tell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from actionplan.i18n import ngettext
from actionplan.reports.plain import cut, visible, width_of
from actionplan.tui.command_table import BY_ID
from actionplan.tui.keys import keys_of, shown
from actionplan.tui.scene import Scene
from actionplan.tui.widgets.paint import Painted, Span

_NAMED = 2
_OFFERED = ("app.reload", "app.difference")


class Notice(Painted):
    """What others have changed, and what can be done about it; each offer can be clicked."""

    scene: reactive[Scene | None] = reactive(None)

    @dataclass
    class Asked(Message):
        """An offer was clicked."""

        command: str
        """The id of its command."""

    def watch_scene(self, scene: Scene | None) -> None:
        """Appear when there is something to tell."""
        self.display = bool(scene and scene.outside)

    def render_line(self, y: int) -> Strip:
        """The line."""
        del y
        if self.scene is None or not self.scene.outside:
            return Strip.blank(self.size.width, self.rich_style)
        offers = tuple(self._offers())
        spans: list[Span] = [("  ● ", "warning"), (self._said(self.scene.outside, offers), "plain")]
        for _id, key, name in offers:
            spans += [(key, "key"), (name, "plain")]
        return self.strip(spans, self.size.width)

    def _said(self, outside: frozenset[str], offers: Sequence[tuple[str, str, str]]) -> str:
        """What has happened: with the files' names, or their number where there is no room for names."""
        room = self.size.width - 4 - sum(width_of(key) + width_of(name) for _id, key, name in offers)
        said = _named(outside)
        return said if width_of(said) <= room else cut(_counted(outside), room)

    def _offers(self) -> Iterator[tuple[str, str, str]]:
        """What can be done: the command's id, its key, its words."""
        other = getattr(self.app, "keys_of", {})
        for id_ in _OFFERED:
            command = BY_ID[id_]
            yield id_, f"  {shown(keys_of(command, other))}", f" {command.title}"

    def on_click(self, event: events.Click) -> None:
        """Do what was clicked; anywhere else, show the difference."""
        if self.scene is None:
            return
        offers = tuple(self._offers())
        at = 4 + width_of(self._said(self.scene.outside, offers))
        for id_, key, name in offers:
            end = at + width_of(key) + width_of(name)
            if at <= event.x < end:
                self.post_message(self.Asked(id_))
                return
            at = end
        self.post_message(self.Asked("app.difference"))


def _counted(outside: frozenset[str]) -> str:
    return ngettext(
        "{count} file was changed outside the program.",
        "{count} files were changed outside the program.",
        len(outside),
    ).format(count=len(outside))


def _named(outside: frozenset[str]) -> str:
    sources = sorted(outside)
    names = ", ".join(visible(source) for source in sources[:_NAMED]) + (" …" if len(sources) > _NAMED else "")
    return ngettext(
        "{files} has been changed outside the program.",
        "{files} have been changed outside the program.",
        len(sources),
    ).format(files=names)
