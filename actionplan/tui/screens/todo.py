"""What is missing, from whom, soonest first."""

import time
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Label
from textual.worker import Worker, get_current_worker

from actionplan.core.errors import ActionPlanError
from actionplan.core.todo import Task
from actionplan.i18n import _
from actionplan.tui.command_table import TODO
from actionplan.tui.commands import Command, bindings
from actionplan.tui.messages import PlanAsked
from actionplan.tui.refused import refusals
from actionplan.tui.scene import Scene
from actionplan.tui.screens.base import WorkScreen
from actionplan.tui.views.todo import of_body, todo_figures, todo_items
from actionplan.tui.widgets.rows import Rows
from actionplan.tui.widgets.topbar import TopBar
from actionplan.wording.errors import error_text
from actionplan.workspace.missing import Lacks

_AT_ONCE = 0.3
"""Seconds that reading may take before it is told how far it has come."""


class _Stopped(Exception):
    """Reading was stopped."""


class TodoScreen(WorkScreen):
    """The tasks. They are read when the screen is shown, and only from files that have changed."""

    HERE: ClassVar[tuple[Command, ...]] = TODO
    MODE = "todo"
    BINDINGS: ClassVar[list[BindingType]] = bindings(TODO)

    tasks: var[tuple[Task, ...] | None] = var(None)
    only: var[str] = var("")
    """The body whose tasks are listed; empty for all."""
    progress: var[str] = var("")

    _known: Lacks = MappingProxyType({})
    _by_key: Mapping[str, Task] = MappingProxyType({})
    _read: Scene | None = None
    """The scene that the tasks belong to."""
    _reading: Worker[None] | None = None

    def content(self) -> Iterable[Widget]:
        """How far reading has come, and the list."""
        yield Label("", id="todo-progress", markup=False)
        yield Rows()

    def main(self) -> Widget:
        """Keys go to the list."""
        return self.query_one(Rows)

    def on_mount(self) -> None:
        """Begin with one's own tasks, for somebody who works with one plan."""
        if self.stage.desk.starts_with_plan and self.stage.scene:
            self.only = self.stage.scene.home

    def on_screen_resume(self) -> None:
        """Read what has changed since the screen was last shown."""
        self.look_again()

    def look_again(self) -> None:
        """Read what has changed; everything, where reading was stopped."""
        self._look()

    def watch_scene(self, before: Scene | None, scene: Scene | None) -> None:
        """Read what has changed, and show names as they may be shown now."""
        if before and scene and before.language != scene.language:
            # What stands in the way of reading a file is said in the language of the day.
            self._known = MappingProxyType({})
        self._list()
        if self.is_current:
            self._look()

    def _look(self) -> None:
        scene, read = self.scene, self._read
        if scene and (read is None or not _is_same(read, scene)):
            self._read = scene
            self.progress = ""
            self._reading = self._read_all()

    @work(thread=True, group="todo", exclusive=True)
    def _read_all(self) -> None:
        worker, began = get_current_worker(), time.monotonic()

        def tell(at: int, whole: int) -> None:
            if worker.is_cancelled:
                raise _Stopped
            if time.monotonic() - began > _AT_ONCE and at % 8 == 0:
                said = _("Reading plans: {count} of {whole} · Esc stops").format(count=at, whole=whole)
                self.app.call_from_thread(self._tell, worker, said)

        desk = self.stage.desk
        try:
            with refusals():
                known = desk.lacking(self._known, tell)
                tasks = desk.missing(known)
        except _Stopped:
            # Whoever stopped it has told so, or reads anew.
            return
        except ActionPlanError as error:
            self.app.call_from_thread(self._failed, worker, *error_text(error))
        else:
            self.app.call_from_thread(self._found, worker, known, tasks)

    # What a thread brings is taken only while it is the one that is waited for.

    def _tell(self, worker: Worker[None], said: str) -> None:
        if worker is self._reading:
            self.progress = said

    def _found(self, worker: Worker[None], known: Lacks, tasks: tuple[Task, ...]) -> None:
        if worker is self._reading:
            self._known, self._reading, self.progress = known, None, ""
            self.tasks = tasks

    def _failed(self, worker: Worker[None], text: str, step: str) -> None:
        if worker is self._reading:
            self._leave_off("")
            self.notify(step or text, title=text if step else "", severity="error", markup=False)

    def _leave_off(self, said: str) -> None:
        self._read = self._reading = None
        self.progress = said

    def watch_progress(self, progress: str) -> None:
        """Tell how far reading has come."""
        label = self.query_one("#todo-progress", Label)
        label.display = bool(progress)
        label.update(progress)

    def watch_tasks(self) -> None:
        """List what was found."""
        self._list()

    def watch_only(self) -> None:
        """List one body's tasks, or everybody's."""
        self._list()

    def watch_words(self) -> None:
        """Find as the words are typed."""
        self._list()

    def _list(self) -> None:
        scene, tasks = self.scene, self.tasks
        if scene is None or tasks is None:
            return
        shown = tuple(of_body(tasks, self.only))
        items, self._by_key = todo_items(scene, shown, self.words)
        self.query_one(Rows).items = items
        bar = self.query_one(TopBar)
        bar.figures = todo_figures(shown)
        said = [_("Only {body}").format(body=scene.name(self.only))] if self.only else []
        bar.narrowed = " · ".join([*said, *([f"“{self.words}”"] if self.words else [])])

    @property
    def _chosen(self) -> Task | None:
        return self._by_key.get(self.query_one(Rows).cursor)

    @on(Rows.Chosen)
    def action_open(self) -> None:
        """Open the plan at the proposal."""
        task = self._chosen
        if task and task.body:
            self.post_message(PlanAsked(task.body, task.proposal))
        elif task:
            self.notify(_("The file does not say whose plan it is."), markup=False)

    def action_mine(self) -> None:
        """List only one municipality's, or everybody's."""
        if self.only or self.scene is None:
            self.only = ""
        elif self.stage.desk.starts_with_plan:
            self.only = self.scene.home
        elif task := self._chosen:
            self.only = task.body

    def widen(self) -> bool:
        """Stop reading; else list everything again."""
        if self._reading and self._reading.is_running:
            self._reading.cancel()
            self._leave_off(_("Stopped. F5 reads again."))
            return True
        if self.words:
            self.words = ""
            return True
        if self.only and not self.stage.desk.starts_with_plan:
            self.only = ""
            return True
        return False


def _is_same(read: Scene, scene: Scene) -> bool:
    """Whether nothing has been read since, and nothing is said otherwise."""
    return read.rollup is scene.rollup and read.plans is scene.plans and read.language == scene.language
