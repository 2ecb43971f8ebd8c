"""What screens that show a proposal in a plan can do with it: edit it, set its status, record a follow-up."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from msgspec import Struct
from textual import work

from actionplan.core import edit
from actionplan.core.errors import ActionPlanError
from actionplan.core.plan import Plan
from actionplan.i18n import _
from actionplan.reports.plain import visible
from actionplan.store.errors import NoPlan
from actionplan.tui.messages import Change
from actionplan.tui.scene import PlanRef, Scene
from actionplan.tui.screens.base import WorkScreen
from actionplan.tui.stage import OPENING
from actionplan.wording.errors import error_text
from actionplan.wording.problems import problem_sentences


class Ground(Struct, frozen=True):
    """What an action starts from: the plan as it is on disk now."""

    scene: Scene
    source: str
    plan: Plan
    proposal: str
    by: str | None
    """The function that the user signs with."""


def plan_of(scene: Scene, body: str) -> PlanRef | None:
    """The file of a body's plan; another's, where that covers it."""
    if own := scene.plan(body):
        return own
    shared = scene.rollup.notes.shared if scene.rollup else ()
    source = next((one.source for one in shared if body in one.covers), "")
    return next((plan for plan in scene.plans if plan.source == source), None)


class Acting(WorkScreen):
    """The part of a screen that changes a proposal's slot in a plan."""

    def subject(self) -> tuple[str, str]:
        """The body and the proposal that the screen is about; either may be empty."""
        return "", ""

    def action_edit(self) -> None:
        """Edit everything about the proposal."""
        self.open_entry()

    def open_entry(self, focus: str = "") -> None:
        """Edit the proposal, one field of it first."""

        def opened(ground: Ground) -> Awaitable[object]:
            from actionplan.tui.dialogs.entry import EntryDialog

            dialog = EntryDialog(ground.scene, ground.plan, ground.proposal, focus=focus)
            return self.app.push_screen(dialog, lambda fields: self._set(ground, fields))

        self.with_plan(opened)

    def action_status(self) -> None:
        """Set the status."""

        def opened(ground: Ground) -> Awaitable[object]:
            from actionplan.tui.dialogs.status import StatusDialog

            dialog = StatusDialog(ground.scene, ground.plan.entry(ground.proposal), ground.proposal)
            return self.app.push_screen(dialog, lambda fields: self._set(ground, fields))

        self.with_plan(opened)

    def action_follow(self) -> None:
        """Record a follow-up."""

        def opened(ground: Ground) -> Awaitable[object]:
            from actionplan.tui.dialogs.followup import FollowUpDialog

            entry = ground.plan.entry(ground.proposal)
            dialog = FollowUpDialog(ground.scene, entry, ground.proposal, ground.by)
            return self.app.push_screen(dialog, lambda said: self.ask((ground.source, said.change)) if said else None)

        self.with_plan(opened)

    def _set(self, ground: Ground, fields: Mapping[str, Any] | None) -> None:
        if fields:
            self.ask((ground.source, _setting(ground.proposal, fields)))

    # The plan as it is now

    def with_plan(self, then: Callable[[Ground], object]) -> None:
        """Read the plan, and go on with it; where there is none, tell what to do."""
        body, proposal = self.subject()
        scene = self.scene
        if scene is None or not body or not proposal:
            return
        ref = plan_of(scene, body)
        if ref is None:
            known = self.stage.desk.workspace.bodies.get(body)
            said, step = error_text(NoPlan(scene.name(body), known.slug if known else body))
            self.notify(step, title=said, severity="warning", markup=False, timeout=10)
            return
        self._read_ground(scene, ref.source, proposal, then)

    @work(thread=True, group=OPENING, exclusive=True)
    def _read_ground(self, scene: Scene, source: str, proposal: str, then: Callable[[Ground], object]) -> None:
        desk = self.stage.desk
        try:
            file = desk.plan(source)
            by = desk.workspace.user.by
        except ActionPlanError as error:
            self.app.call_from_thread(self._unreadable, *error_text(error))
            return
        if file.plan is None:
            problem = file.problems[0]
            place = f"{problem.source}:{problem.line}" if problem.line else problem.source
            step = visible(f"{place}: {problem_sentences(problem)}")
            self.app.call_from_thread(self._unreadable, _("The plan cannot be read."), step)
            return
        self.app.call_from_thread(then, Ground(scene, source, file.plan, proposal, by))

    def _unreadable(self, title: str, step: str) -> None:
        self.notify(step, title=title, severity="error", markup=False, timeout=15)


def _setting(proposal: str, fields: Mapping[str, Any]) -> Change:
    return lambda plan: edit.set_fields(plan, proposal, fields)
