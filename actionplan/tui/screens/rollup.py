"""The roll-up, as boards and committees get it."""

from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.reactive import var
from textual.widget import Widget
from textual.worker import get_current_worker

from actionplan.core.body import Body
from actionplan.core.errors import ActionPlanError
from actionplan.core.rollup import RollUp
from actionplan.tui.command_table import ROLLUP
from actionplan.tui.commands import Command, bindings
from actionplan.tui.refused import refusals
from actionplan.tui.scene import Scene
from actionplan.tui.screens.base import WorkScreen
from actionplan.tui.views.rollup import rollup_writing
from actionplan.tui.views.words import figures
from actionplan.tui.widgets.page import Page
from actionplan.tui.widgets.topbar import TopBar
from actionplan.wording.errors import error_text


class RollUpScreen(WorkScreen):
    """The report to read and scroll."""

    HERE: ClassVar[tuple[Command, ...]] = ROLLUP
    MODE = "rollup"
    BINDINGS: ClassVar[list[BindingType]] = bindings(ROLLUP)

    rollup: var[RollUp | None] = var(None)
    """What is shown: without names where they are hidden."""

    _shown: Scene | None = None

    def content(self) -> Iterable[Widget]:
        """The report."""
        yield Page(id="rollup")

    def main(self) -> Widget:
        """Keys go to the report."""
        return self.query_one("#rollup")

    def watch_scene(self, scene: Scene | None) -> None:
        """Show what was read, without names where they are hidden."""
        if scene is None or scene.region is None:
            return
        self.query_one(TopBar).figures = figures(scene)
        before, self._shown = self._shown, scene
        if before and before.rollup is scene.rollup and _way(before) == _way(scene):
            # It is the same report: whoever reads it stays where they are.
            return
        if scene.hide_names:
            self.rollup = None
            if not (before and before.hide_names):
                # What is shown has names, and making the other report takes time.
                self._write(None)
            self._without_names(scene.region)
        else:
            self.rollup = scene.rollup
            self._write(self.rollup)

    @work(thread=True, group="rollup", exclusive=True)
    def _without_names(self, region: Body) -> None:
        try:
            with refusals():
                found = self.stage.desk.rollup(region, names=False)
        except ActionPlanError as error:
            self.app.call_from_thread(self._failed, *error_text(error))
            return
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._nameless, found)

    def _failed(self, text: str, step: str) -> None:
        self.notify(step or text, title=text if step else "", severity="error", markup=False)

    def _nameless(self, found: RollUp) -> None:
        if self.scene and self.scene.hide_names:
            self.rollup = found
            self._write(found)

    def _write(self, rollup: RollUp | None) -> None:
        page = self.query_one("#rollup", Page)
        page.writing = rollup_writing(rollup) if rollup else None


def _way(scene: Scene) -> tuple[bool, str]:
    """How a report is shown."""
    return scene.hide_names, scene.language
