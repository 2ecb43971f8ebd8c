"""The footer: what can be done here, with which key; each hint can be clicked."""

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from actionplan.reports.plain import width_of
from actionplan.tui.commands import Command
from actionplan.tui.keys import keys_of, shown
from actionplan.tui.scene import Scene
from actionplan.tui.widgets.paint import Painted, Span

_AMONG = {1: "app.help", 3: "app.leave", 5: "app.palette", 8: "app.undo", 10: "app.share"}
_WITH_UNDO = {1: "app.help", 2: "app.undo", 4: "app.leave", 6: "app.palette", 9: "app.share"}
_WITH_SHARE = {1: "app.help", 2: "app.share", 3: "app.leave", 4: "app.palette", 8: "app.undo"}
_WITH_BOTH = {1: "app.help", 2: "app.share", 3: "app.leave", 4: "app.palette", 6: "app.undo"}
"""Where the commands of every screen stand in importance, among the screen's own."""


def _by_importance(ids: list[str], *, undoes: bool, shares: bool) -> list[int]:
    """The places of the hints, the most important first: the screen's own in their order, with help soon after.

    Undo stands high when there is something to undo, and sharing when there is something to save or share.
    """
    among = (_WITH_BOTH if undoes else _WITH_SHARE) if shares else _WITH_UNDO if undoes else _AMONG
    order = [at for at, id_ in enumerate(ids) if id_ not in among.values()]
    for rank, id_ in among.items():
        if id_ in ids:
            order.insert(rank, ids.index(id_))
    return order


class KeyBar(Painted):
    """One line of hints, of which the most important are kept where not all fit."""

    commands: reactive[tuple[Command, ...]] = reactive(())

    @dataclass
    class Asked(Message):
        """A hint was clicked."""

        command: Command

    def render_line(self, y: int) -> Strip:
        """The hints."""
        del y
        spans: list[Span] = []
        for _command, key, name in self._fitting():
            spans += [(f" {key}", "key"), (f" {name} ", "quiet")]
        return self.strip(spans, self.size.width)

    def _fitting(self) -> list[tuple[Command, str, str]]:
        other = getattr(self.app, "keys_of", {})
        scene: Scene | None = getattr(self.app, "scene", None)
        hints = [
            (command, shown(keys_of(command, other)), command.title)
            for command in self.commands
            # What cannot be done now is no hint.
            if command.hint and keys_of(command, other) and not (command.writes and scene and scene.read_only)
        ]
        room, kept = self.size.width, set()
        undoes, shares = bool(scene and scene.can_undo), bool(scene and scene.has_to_share)
        for at in _by_importance([command.id for command, _key, _name in hints], undoes=undoes, shares=shares):
            _command, key, name = hints[at]
            if (left := room - width_of(key) - width_of(name) - 3) >= 0:
                room = left
                kept.add(at)
        return [hint for at, hint in enumerate(hints) if at in kept]

    def on_click(self, event: events.Click) -> None:
        """Do what the hint says."""
        at = 0
        for command, key, name in self._fitting():
            at += width_of(key) + width_of(name) + 3
            if event.x < at:
                self.post_message(self.Asked(command))
                return
