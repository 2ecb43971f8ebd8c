"""What screens that show a proposal in a plan can do with it: edit it, set its status, record a follow-up."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from msgspec import Struct
from textual import work

from actionplan.core import edit
from actionplan.core.errors import ActionPlanError
from actionplan.core.plan import Plan
from actionplan.core.problems import Problem
from actionplan.core.sources import source_of
from actionplan.i18n import _
from actionplan.reports.plain import visible
from actionplan.store.errors import NoPlan, SeveralPlans
from actionplan.tui.messages import Change
from actionplan.tui.remarks import sentence
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

    @property
    def whose(self) -> str:
        """The name of the body whose plan it is."""
        return self.scene.name(self.plan.head.body)


def plans_of(scene: Scene, body: str) -> tuple[PlanRef, ...]:
    """The files of a body's plan, by name, of which there should be one; others', where those cover it."""
    if own := tuple(plan for plan in scene.plans if plan.body == body):
        # What is kept elsewhere is only read; where a body has a plan here too, that is the one to work with.
        return tuple(plan for plan in own if not source_of(plan.source)) or own
    shared = scene.rollup.notes.shared if scene.rollup else ()
    sources = {one.source for one in shared if body in one.covers}
    return tuple(plan for plan in scene.plans if plan.source in sources)


def plan_of(scene: Scene, body: str) -> PlanRef | None:
    """The first file of a body's plan."""
    return next(iter(plans_of(scene, body)), None)


def several(scene: Scene, body: str) -> SeveralPlans | None:
    """What is wrong where a body has several plans."""
    sources = tuple(plan.source for plan in plans_of(scene, body))
    return SeveralPlans(scene.name(body), sources) if len(sources) > 1 else None


def other_catalogue(scene: Scene, plan: Plan) -> Problem | None:
    """What is wrong where a plan is made for another catalogue or version: its numbers mean other proposals."""
    catalogue = scene.catalogue
    if (plan.catalogue, plan.catalogue_version) == (catalogue.id, catalogue.version):
        return None
    facts = {
        "found": f"{plan.catalogue} {plan.catalogue_version}",
        "wanted": f"{catalogue.id} {catalogue.version}",
    }
    return Problem("other_catalogue", path=("catalogue_version",), facts=facts)


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
            dialog.whose = ground.whose
            dialog.apply = lambda fields, done: self._set(ground, fields, done)
            return self.app.push_screen(dialog)

        self.with_plan(opened)

    def action_status(self) -> None:
        """Set the status."""

        def opened(ground: Ground) -> Awaitable[object]:
            from actionplan.tui.dialogs.status import StatusDialog

            dialog = StatusDialog(ground.scene, ground.plan.entry(ground.proposal), ground.proposal)
            dialog.whose = ground.whose
            dialog.apply = lambda fields, done: self._set(ground, fields, done)
            return self.app.push_screen(dialog)

        self.with_plan(opened)

    def action_follow(self) -> None:
        """Record a follow-up."""

        def opened(ground: Ground) -> Awaitable[object]:
            from actionplan.tui.dialogs.followup import FollowUpDialog

            entry = ground.plan.entry(ground.proposal)
            dialog = FollowUpDialog(ground.scene, entry, ground.proposal, ground.by)
            dialog.whose = ground.whose
            dialog.apply = lambda said, done: self.ask((ground.source, said.change), done=done)
            return self.app.push_screen(dialog)

        self.with_plan(opened)

    def _set(self, ground: Ground, fields: Mapping[str, Any], done: Callable[[bool], None]) -> None:
        if fields:
            self.ask((ground.source, _setting(ground.proposal, fields)), done=done)
        else:
            done(True)

    # The plan as it is now

    def with_plan(self, then: Callable[[Ground], object]) -> None:
        """Read the plan, and go on with it; where there is none, tell what to do."""
        body, proposal = self.subject()
        scene = self.scene
        if scene is None or not body or not proposal:
            return
        ref, error = plan_of(scene, body), several(scene, body)
        if ref is None or error:
            known = self.stage.desk.workspace.bodies.get(body)
            said, step = error_text(error or NoPlan(scene.name(body), known.slug if known else body))
            self.notify(visible(step), title=visible(said), severity="warning", markup=False, timeout=10)
            return
        self._read_ground(scene, ref.source, proposal, then)

    @work(thread=True, group=OPENING)
    def _read_ground(self, scene: Scene, source: str, proposal: str, then: Callable[[Ground], object]) -> None:
        desk = self.stage.desk
        if error := desk.kept_elsewhere(source):
            self.app.call_from_thread(self._unreadable, *map(visible, error_text(error)))
            return
        try:
            file = desk.plan(source)
            by = desk.workspace.user.by
        except ActionPlanError as error:
            self.app.call_from_thread(self._unreadable, *error_text(error))
            return
        if file.plan is None:
            first = file.problems[0]
            place = f"{first.source}:{first.line}" if first.line else first.source
            step = visible(f"{place}: {problem_sentences(first)}")
            self.app.call_from_thread(self._unreadable, _("The plan cannot be read."), step)
            return
        if problem := other_catalogue(scene, file.plan):
            said = visible(sentence(problem))
            self.app.call_from_thread(self._unreadable, _("The plan cannot be changed here."), said)
            return
        self.app.call_from_thread(then, Ground(scene, source, file.plan, proposal, by))

    def _unreadable(self, title: str, step: str) -> None:
        self.notify(step, title=title, severity="error", markup=False, timeout=15)


def _setting(proposal: str, fields: Mapping[str, Any]) -> Change:
    return lambda plan: edit.set_fields(plan, proposal, fields)
