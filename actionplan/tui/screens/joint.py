"""Marking joint work, from whichever screen shows a proposal."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual import work

from actionplan.core.errors import ActionPlanError
from actionplan.core.sources import source_of
from actionplan.i18n import _
from actionplan.reports.plain import visible
from actionplan.tui.scene import Scene
from actionplan.tui.screens.acting import other_catalogue
from actionplan.tui.screens.base import WorkScreen
from actionplan.tui.stage import OPENING
from actionplan.wording.errors import error_text

if TYPE_CHECKING:
    from actionplan.tui.dialogs.joint import Ground, Joint


class Joining(WorkScreen):
    """The part of a screen that marks a proposal as joint work."""

    def subject(self) -> tuple[str, str]:
        """The body and the proposal that the screen is about; the body may be empty."""
        return "", ""

    def action_joint(self) -> None:
        """Mark the proposal as joint work, with somebody who leads it."""
        _body, proposal = self.subject()
        if self.scene is None or not proposal:
            return
        if self.scene.rollup is None:
            self.notify(_("There is only one plan here, and nobody to work jointly with."))
            return
        self._read_plans(self.scene, proposal)

    @work(thread=True, group=OPENING)
    def _read_plans(self, scene: Scene, proposal: str) -> None:
        """Read the plans that concern a proposal: what they say of it may be newer than the roll-up."""
        from actionplan.tui.dialogs.joint import ground_of

        rollup, region = scene.rollup, scene.region
        if rollup is None or region is None:
            return
        row = next((one for one in rollup.rows if one.proposal == proposal), None)
        picked = {body for body, _cell in row.picks([one.body.id for one in rollup.members])} if row else set()
        sources = [source for one in rollup.members if one.body.id in picked for source in one.sources]
        sources += [plan.source for plan in scene.plans if plan.body == region.id and plan.readable]
        desk = self.stage.desk
        try:
            files = desk.plans(tuple(dict.fromkeys(sources)))
        except ActionPlanError as error:
            self.app.call_from_thread(self._refused, *error_text(error))
            return
        plans = [(file.source, file.plan) for file in files if file.plan and not other_catalogue(scene, file.plan)]
        elsewhere = [kept for source, _plan in plans if (kept := desk.kept_elsewhere(source))]
        if elsewhere and len(elsewhere) == len(plans):
            self.app.call_from_thread(self._refused, *map(visible, error_text(elsewhere[0])))
            return
        plans = [(source, plan) for source, plan in plans if not source_of(source)]
        only = scene.home if desk.starts_with_plan else ""
        self.app.call_from_thread(self._ask_who, ground_of(scene, proposal, plans, only))

    def _refused(self, text: str, step: str) -> None:
        self.notify(step, title=text, severity="error", markup=False)

    def _ask_who(self, ground: "Ground") -> Awaitable[None] | None:
        from actionplan.tui.dialogs.joint import JointDialog

        if self.scene is None:
            return None
        if not ground.plans and ground.own is None:
            self.notify(
                _("Nobody has picked {number}, so there is no plan to write in.").format(number=ground.proposal)
            )
            return None

        def apply(joint: "Joint", done: Callable[[bool], None]) -> None:
            self.ask(*joint.changes(), done=done)

        dialog = JointDialog(self.scene, ground)
        dialog.apply = apply
        return self.app.push_screen(dialog)
