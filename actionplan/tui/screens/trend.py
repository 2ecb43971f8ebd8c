"""How the work has come along over time."""

import time
from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Label
from textual.worker import Worker, get_current_worker

from actionplan.core.body import Body
from actionplan.core.errors import ActionPlanError
from actionplan.core.periods import BY, By
from actionplan.core.trend import Trend
from actionplan.i18n import _
from actionplan.reports.plain import visible
from actionplan.tui.command_table import TREND
from actionplan.tui.commands import Command, bindings
from actionplan.tui.refused import refusals
from actionplan.tui.scene import Scene
from actionplan.tui.screens.base import WorkScreen
from actionplan.tui.views.trend import reading, trend_figures, trend_narrowed, trend_writing
from actionplan.tui.widgets.page import Page
from actionplan.tui.widgets.topbar import TopBar
from actionplan.wording.errors import error_text
from actionplan.workspace.trending import Wanted, draw_curve

_AT_ONCE = 0.3
"""Seconds that reading may take before it is told how far it has come."""
_EVERY = 0.1
"""Seconds between two words on it."""


class _Stopped(Exception):
    """Reading was stopped."""


class TrendScreen(WorkScreen):
    """The curve. It is computed when the screen is shown, and again when plans have changed."""

    HERE: ClassVar[tuple[Command, ...]] = TREND
    MODE = "trend"
    BINDINGS: ClassVar[list[BindingType]] = bindings(TREND)

    by: var[By] = var("quarter", init=False)
    area: var[str] = var("", init=False)
    """The only area that is counted; empty for all."""
    alone: var[bool] = var(False, init=False)
    """Whether one body's plan is counted, rather than the region's."""
    single: var[bool] = var(False, init=False)
    """Whether one proposal is counted alone."""
    trend: var[Trend | None] = var(None, init=False)
    progress: var[str] = var("", init=False)

    _shown: tuple[Wanted, object, object, str] | None = None
    """What the curve was computed from."""
    _reading: Worker[None] | None = None

    def content(self) -> Iterable[Widget]:
        """How far reading has come, and the curve."""
        yield Label("", id="trend-progress", markup=False)
        yield Page(id="trend")

    def main(self) -> Widget:
        """Keys go to the curve."""
        return self.query_one("#trend")

    def on_screen_resume(self) -> None:
        """Compute what has changed since the screen was last shown."""
        self._look()

    def look_again(self) -> None:
        """Compute what has changed; also what was stopped."""
        self._look()

    def watch_scene(self) -> None:
        """Compute what has changed."""
        if self.is_current:
            self._look()

    def watch_by(self) -> None:
        """Show other days."""
        self._look()

    watch_area = watch_alone = watch_single = watch_by

    # Reading

    def _wanted(self, scene: Scene) -> Wanted | None:
        bodies = self.stage.desk.workspace.bodies
        own: Body | None = bodies.get(self.stage.body or scene.home)
        body = own if self.alone or scene.region is None else scene.region
        if body is None:
            return None
        known = self.stage.proposal if self.stage.proposal in scene.catalogue.proposals else ""
        proposal = known if self.single else ""
        # A proposal belongs to one area already.
        return Wanted(body, self.by, None if proposal else self.area or None, proposal or None)

    def _look(self) -> None:
        scene = self.scene
        wanted = self._wanted(scene) if scene else None
        if scene is None or wanted is None:
            return
        self.query_one(TopBar).narrowed = trend_narrowed(wanted, scene)
        basis = (wanted, scene.rollup, scene.plans, scene.language)
        before, self._shown = self._shown, basis
        if before is None or before[0] != wanted or before[1] is not basis[1] or before[2] is not basis[2]:
            self.progress = ""
            self._reading = self._compute(wanted)
        elif before[3] != scene.language and self.trend:
            self._write(self.trend)

    @work(thread=True, group="trend", exclusive=True)
    def _compute(self, wanted: Wanted) -> None:
        worker, desk, began = get_current_worker(), self.stage.desk, time.monotonic()
        told = began

        def tell(count: int, whole: int) -> None:
            nonlocal told
            if worker.is_cancelled:
                raise _Stopped
            now = time.monotonic()
            if now - began > _AT_ONCE and now - told > _EVERY:
                told = now
                self.app.call_from_thread(self._tell, worker, reading(count, whole))

        try:
            with refusals():
                found = draw_curve(desk.workspace, wanted, desk.day, desk.calendar_day, progress=tell)
        except _Stopped:
            return
        except ActionPlanError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._failed, worker, *error_text(error))
        else:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._found, worker, found)

    # What a thread brings is taken only while it is the one that is waited for.

    def _tell(self, worker: Worker[None], said: str) -> None:
        if worker is self._reading:
            self.progress = said

    def _found(self, worker: Worker[None], trend: Trend) -> None:
        if worker is self._reading:
            self._reading, self.progress = None, ""
            self.trend = trend

    def _failed(self, worker: Worker[None], text: str, step: str) -> None:
        if worker is self._reading:
            self._leave_off(visible(f"{text} {step}".replace("\n", " ")))

    def _leave_off(self, said: str) -> None:
        self._shown = self._reading = None
        self.progress = said

    # Showing

    def watch_trend(self, trend: Trend | None) -> None:
        """Show another curve."""
        if trend:
            self._write(trend)

    def _write(self, trend: Trend) -> None:
        self.query_one(TopBar).figures = trend_figures(trend)
        self.query_one("#trend", Page).writing = trend_writing(trend)

    def watch_progress(self, progress: str) -> None:
        """Tell how far reading has come."""
        label = self.query_one("#trend-progress", Label)
        label.display = bool(progress)
        label.update(progress)

    def widen(self) -> bool:
        """Stop reading; else count everything again."""
        if self._reading and self._reading.is_running:
            self._reading.cancel()
            self._leave_off(_("Stopped. F5 reads again."))
            return True
        if self.single or self.area or (self.alone and self.scene and self.scene.region):
            self.single, self.area, self.alone = False, "", False
            return True
        return False

    # Acting

    def action_by(self) -> None:
        """Show months, quarters or follow-up rounds."""
        order: tuple[By, ...] = ("quarter", "month", "round")
        self.by = order[(order.index(self.by) + 1) % len(BY)]

    def action_body(self) -> None:
        """Count the region, or one municipality's plan."""
        if self.scene and self.scene.region is None:
            self.notify(_("There is only one plan here."), timeout=3)
        else:
            self.alone = not self.alone

    def action_proposal(self) -> None:
        """Count one proposal alone, or all."""
        self.single = not self.single

    def action_area(self) -> None:
        """Count the next area alone, and after the last all of them."""
        if self.scene is None:
            return
        areas = ["", *self.scene.catalogue.areas]
        at = areas.index(self.area) if self.area in areas else 0
        self.single = False
        self.area = areas[(at + 1) % len(areas)]
