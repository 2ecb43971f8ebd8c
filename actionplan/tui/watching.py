"""Notice what others change in the files, show it, and read it."""

from typing import TYPE_CHECKING

from textual import on, work
from textual.worker import get_current_worker

from actionplan.core.errors import ActionPlanError
from actionplan.i18n import _
from actionplan.tui.command_table import BY_ID
from actionplan.tui.editing import Editing
from actionplan.tui.refused import refusals
from actionplan.tui.scene import Scene
from actionplan.tui.screens.base import WorkScreen
from actionplan.tui.widgets.notice import Notice
from actionplan.wording.errors import error_text

if TYPE_CHECKING:
    from actionplan.tui.differing import Difference

_SECONDS = 2.0
"""Between looks at the files. A look at 290 files takes two milliseconds."""


class Watching(Editing):
    """The part of the app that looks at the files now and then."""

    _refused = ("", "")
    """What stood in the way of the latest look, as it was told."""

    def watch_files(self) -> None:
        """Look at the files from here on."""
        self.set_interval(_SECONDS, self.look)

    @work(thread=True, group="looking", exclusive=True)
    def look(self) -> None:
        """Look whether others have changed files."""
        worker = get_current_worker()
        try:
            with refusals():
                found = self.desk.changed_outside()
        except ActionPlanError as error:
            if not worker.is_cancelled:
                self.call_from_thread(self._looked_in_vain, error)
            return
        if not worker.is_cancelled:
            self.call_from_thread(self._looked, found)

    def _looked_in_vain(self, error: ActionPlanError) -> None:
        # It is looked again and again, and told once.
        said = error_text(error)
        if said != self._refused:
            self._refused = said
            self.tell(error)

    def _looked(self, found: frozenset[str]) -> None:
        self._refused = ("", "")
        if self.scene and found != self.scene.outside:
            self.show(outside=found)

    def _read_again(self, scene: Scene) -> None:
        super()._read_again(scene)
        # Where the files hold what they held, the scene is no news; but reading may have been stopped.
        if isinstance(self.screen, WorkScreen):
            self.screen.look_again()

    @on(Notice.Asked)
    async def _from_notice(self, message: Notice.Asked) -> None:
        await self.carry_out(BY_ID[message.command])

    @work(thread=True, group="reading", exclusive=True)
    def action_difference(self) -> None:
        """Read what others have changed, to show it."""
        try:
            with refusals():
                found = self.desk.differences(self.desk.changed_outside())
        except ActionPlanError as error:
            self.call_from_thread(self.tell, error)
            return
        if not get_current_worker().is_cancelled:
            self.call_from_thread(self._differ, found)

    def _differ(self, found: "tuple[Difference, ...]") -> None:
        from actionplan.tui.dialogs.difference import DifferenceDialog

        if not found:
            self.notify(_("Nobody else has changed the files since they were read."), timeout=4)
            return

        def answered(reload: bool | None) -> None:
            if reload:
                self.action_reload()

        hide = bool(self.scene and self.scene.hide_names)
        self.push_screen(DifferenceDialog(found, self.desk.workspace.bodies, hide_names=hide), answered)
