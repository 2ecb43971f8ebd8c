"""Notice what others change in the files, show it, and read it."""

from typing import TYPE_CHECKING

from textual import on, work
from textual.worker import get_current_worker

from actionplan.i18n import _
from actionplan.tui.command_table import BY_ID
from actionplan.tui.editing import Editing
from actionplan.tui.widgets.notice import Notice

if TYPE_CHECKING:
    from actionplan.tui.differing import Difference

_SECONDS = 2.0
"""Between looks at the files. A look at 290 files takes two milliseconds."""


class Watching(Editing):
    """The part of the app that looks at the files now and then."""

    def watch_files(self) -> None:
        """Look at the files from here on."""
        self.set_interval(_SECONDS, self.look)

    @work(thread=True, group="looking", exclusive=True)
    def look(self) -> None:
        """Look whether others have changed files."""
        found = self.desk.changed_outside()
        if not get_current_worker().is_cancelled:
            self.call_from_thread(self._looked, found)

    def _looked(self, found: frozenset[str]) -> None:
        if self.scene and found != self.scene.outside:
            self.show(outside=found)

    @on(Notice.Asked)
    async def _from_notice(self, message: Notice.Asked) -> None:
        await self.carry_out(BY_ID[message.command])

    @work(thread=True, group="reading", exclusive=True)
    def action_difference(self) -> None:
        """Read what others have changed, to show it."""
        found = self.desk.differences(self.desk.changed_outside())
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
