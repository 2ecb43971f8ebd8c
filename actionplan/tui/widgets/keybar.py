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


class KeyBar(Painted):
    """One line of hints; what does not fit is left out from the end of the list, help and quit last of all."""

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
        while hints and sum(width_of(key) + width_of(name) + 3 for _c, key, name in hints) > self.size.width:
            optional = [at for at, (command, _k, _n) in enumerate(hints) if not command.id.startswith("app.")]
            hints.pop(optional[-1] if optional else -1)
        return hints

    def on_click(self, event: events.Click) -> None:
        """Do what the hint says."""
        at = 0
        for command, key, name in self._fitting():
            at += width_of(key) + width_of(name) + 3
            if event.x < at:
                self.post_message(self.Asked(command))
                return
