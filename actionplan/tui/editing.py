"""Edits, and undoing them: asked for on the screens, carried out in a thread."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from textual import on, work
from textual.worker import WorkerCancelled, WorkerFailed, get_current_worker

from actionplan.core.errors import ActionPlanError, Overtaken
from actionplan.core.problems import Problem
from actionplan.i18n import _
from actionplan.reports.plain import visible
from actionplan.store.errors import ChangedOnDisk, Refused, Unreadable
from actionplan.tui.command_table import BY_ID
from actionplan.tui.commands import Command
from actionplan.tui.desk import Step
from actionplan.tui.messages import EditAsked
from actionplan.tui.scene import Scene
from actionplan.tui.stage import OPENING, Stage
from actionplan.wording.errors import error_text
from actionplan.wording.problems import problem_sentences

if TYPE_CHECKING:
    from actionplan.tui.differing import Difference


_EDITS = "edits"


@contextmanager
def refusals() -> Iterator[None]:
    """Let what the system refuses be told like everything else that stands against something.

    Raises:
        Refused: instead of an ``OSError``.
    """
    try:
        yield
    except OSError as error:
        where = os.fsdecode(error.filename) if error.filename is not None else ""
        raise Refused(where, error.strerror or type(error).__name__) from None


def _tell_whether(message: EditAsked, *, written: bool) -> None:
    if message.done:
        message.done(written)


class Editing(Stage):
    """The part of the app that changes plans."""

    @on(EditAsked)
    def _asked(self, message: EditAsked) -> None:
        if self.scene and self.scene.read_only:
            self.refuse()
            _tell_whether(message, written=False)
            return
        self._wait()
        self.make(message)

    def refuse(self) -> None:
        """Tell that nothing can be changed here."""
        self.notify(_("The program was opened for reading. Nothing can be changed."), severity="warning")

    def _wait(self) -> None:
        self.show(saving=True)

    @work(group=_EDITS)
    async def make(self, message: EditAsked, *, anew: bool = False) -> None:
        """Write an edit, after those that were asked for before."""
        async with self.one_by_one:
            try:
                step, problems, scene = await asyncio.to_thread(self._write, message, anew=anew)
            except ChangedOnDisk as error:
                found = await asyncio.to_thread(self._differences, message, error.source)
                self._clashed(found, message)
            except ActionPlanError as error:
                self._failed(error, message)
            else:
                self._made(step, problems, scene)
                _tell_whether(message, written=True)

    def _write(self, message: EditAsked, *, anew: bool) -> tuple[Step, list[Problem], Scene]:
        with refusals():
            step, problems = self.desk.edit(message.changes, anew=anew)
            return step, problems, self.desk.scene()

    def _differences(self, message: EditAsked, source: str) -> "tuple[Difference, ...]":
        """What others have changed in all files that an edit is about, not only in the first that was met."""
        concerned = [one for one, _change in message.changes]
        return self.desk.differences({source, *self.desk.clashing(concerned)})

    def _made(self, step: Step, problems: list[Problem], scene: Scene) -> None:
        both = {one.source for one in step} & (self.scene.outside if self.scene else frozenset())
        if step:
            self.history = self.history.with_step(step)
        self._settled(scene)
        said = self.told(step) if step else _("Nothing to change.")
        # One receipt at a time: they lie over what one works with.
        self.clear_notifications()
        self.notify(said, timeout=4, markup=False)
        if both:
            text = _("{files}: others had changed it too. Their changes are kept, and shown now.")
            self.notify(visible(text.format(files=", ".join(sorted(both)))), timeout=10, markup=False)
        for problem in problems:
            self.notify(visible(self._doubt(problem)), severity="warning", timeout=10, markup=False)

    def _doubt(self, problem: Problem) -> str:
        """What is doubtful in an edit, without the name of a person where names are hidden."""
        if self.scene and self.scene.hide_names and problem.code == "owner_is_a_person":
            return _("What you wrote looks like a person's name. Write a function.")
        return problem_sentences(problem)

    def _failed(self, error: ActionPlanError, message: EditAsked | None = None) -> None:
        self.show(saving=False, failed=True)
        self.tell(error)
        if message:
            _tell_whether(message, written=False)

    def tell(self, error: ActionPlanError) -> None:
        """Tell what stands against it, and the next step."""
        text, step = ("\n".join(map(visible, one.split("\n"))) for one in error_text(error))
        title = text if step else ""
        self.notify(step or text, title=title, severity="error", timeout=20, markup=False)

    def _clashed(self, found: "tuple[Difference, ...]", message: EditAsked) -> None:
        from actionplan.tui.dialogs.clash import Answer, ClashDialog

        self.show(saving=False, failed=True)

        def answered(answer: Answer | None) -> None:
            if answer is Answer.ANEW:
                self._wait()
                self.make(message, anew=True)
            elif answer is Answer.RELOAD:
                _tell_whether(message, written=True)
                self.action_reload()
            else:
                _tell_whether(message, written=False)

        hide = bool(self.scene and self.scene.hide_names)
        self.push_screen(
            ClashDialog(found, dict(message.changes), self.desk.workspace.bodies, hide_names=hide), answered
        )

    def _settled(self, scene: Scene) -> None:
        old = self.scene or scene
        undo, redo = self.history.next_undo, self.history.next_redo
        self.scene = scene.as_before(old).but(
            outside=old.outside,
            can_undo=self.told(undo) if undo else "",
            can_redo=self.told(redo) if redo else "",
        )

    @work(thread=True, group="reading", exclusive=True)
    def action_reload(self) -> None:
        """Read all files anew."""
        try:
            with refusals():
                scene = self.desk.again()
        except ActionPlanError as error:
            self.call_from_thread(self.tell, error)
            return
        if not get_current_worker().is_cancelled:
            self.call_from_thread(self._read_again, scene)

    def _read_again(self, scene: Scene) -> None:
        self._settled(scene)
        self.show(outside=frozenset())
        self.notify(_("The files have been read anew."), timeout=3)

    def told(self, step: Step) -> str:
        """What a step changed, in words."""
        from actionplan.tui.telling import step_text

        return step_text(step, self.desk.workspace, hide_names=bool(self.scene and self.scene.hide_names))

    async def _finish(self, group: str) -> None:
        """Wait for what a group of workers is doing, if anything."""
        for worker in [one for one in self.workers if one.group == group]:
            with suppress(WorkerFailed, WorkerCancelled):
                await worker.wait()

    async def all_written(self) -> bool:
        """Wait for the edits that are being written; whether the latest of them could be."""
        await self._finish(_EDITS)
        return not (self.scene and self.scene.failed)

    async def action_undo(self) -> None:
        """Undo the latest edit."""
        # The step to undo is the latest one then, also where keys come fast.
        await self._finish(_EDITS)
        step = self.history.next_undo
        if step is None:
            self.notify(_("There is nothing to undo."))
            return
        self._wait()
        self._take_back(step, redo=False)

    async def action_redo(self) -> None:
        """Make the edit that was undone again."""
        await self._finish(_EDITS)
        step = self.history.next_redo
        if step is None:
            self.notify(_("There is nothing to redo."))
            return
        self._wait()
        self._take_back(step, redo=True)

    @work(group=_EDITS)
    async def _take_back(self, step: Step, *, redo: bool) -> None:
        async with self.one_by_one:
            try:
                made, scene = await asyncio.to_thread(self._undo, step)
            except (Overtaken, Unreadable) as error:
                self._overtaken(error, redo=redo)
            except ActionPlanError as error:
                self._failed(error)
            else:
                self._taken_back(step, made, scene, redo=redo)

    def _undo(self, step: Step) -> tuple[Step, Scene]:
        with refusals():
            return self.desk.undo(step), self.desk.scene()

    def _overtaken(self, error: ActionPlanError, *, redo: bool) -> None:
        # Nothing is lost and nothing waits to be saved. The step is let go, so that those before it can be undone.
        self.history = self.history.without_redo() if redo else self.history.without_undo()
        if self.scene:
            self._settled(self.scene.but(saving=False))
        self.tell(error)

    def _taken_back(self, step: Step, made: Step, scene: Scene, *, redo: bool) -> None:
        self.history = self.history.redone(made) if redo else self.history.undone(made)
        self._settled(scene)
        self.clear_notifications()
        said = _("Redone: {what}") if redo else _("Undone: {what}")
        self.notify(said.format(what=self.told(step if not redo else made)), timeout=5, markup=False)

    async def action_write(self, id_: str) -> None:
        """Carry out a command that changes a plan, by its id."""
        await self.carry_out(BY_ID[id_])

    async def carry_out(self, command: Command) -> None:
        """Do what a command's key does. The one gate for all that changes a plan: not where only reading is allowed."""
        if command.writes and self.scene and self.scene.read_only:
            self.refuse()
        else:
            here = not command.id.startswith("app.") and hasattr(self.screen, f"action_{command.action}")
            await self.run_action(command.action, self.screen if here else self)
            # What is typed on without a pause is meant for the dialog that is being opened.
            await self._finish(OPENING)
