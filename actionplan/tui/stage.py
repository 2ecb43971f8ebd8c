"""What the parts of the app share: the desk, the scene, and what can be undone."""

import asyncio
from collections.abc import Mapping
from typing import Any

from textual.app import App
from textual.reactive import var

from actionplan.tui.command_table import ALL
from actionplan.tui.desk import Desk
from actionplan.tui.history import History
from actionplan.tui.keys import remapped
from actionplan.tui.scene import Scene

OPENING = "opening"
"""The group of workers that read what a dialog needs, and open it."""


class Stage(App[int], inherit_bindings=False):
    """An app over what a desk has read."""

    scene: var[Scene | None] = var(None)
    body: var[str] = var("")
    """Whose plan the plan screen shows."""
    proposal: var[str] = var("")
    """The proposal that the screens are about."""

    def __init__(self, desk: Desk, scene: Scene, keys: Mapping[str, str]) -> None:
        """An app over a desk.

        Args:
            desk: what reads and writes.
            scene: what was read, and how it is to be shown.
            keys: other keys for commands, by their ids.
        """
        super().__init__()
        self.desk = desk
        self.remapped = remapped(keys, ALL)
        self.keys_of = self.remapped.keys
        self.history = History()
        self.one_by_one = asyncio.Lock()
        """Edits are written in the order they were asked for."""
        self.set_reactive(Stage.scene, scene)
        self.set_reactive(Stage.body, scene.home)
        self.set_reactive(Stage.proposal, next(iter(scene.catalogue.proposals), ""))

    def show(self, **fields: Any) -> None:
        """Show the scene with other values."""
        if self.scene:
            self.scene = self.scene.but(**fields)
