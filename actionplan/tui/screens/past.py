"""What has happened to a plan: asked for on the screen that shows it."""

from textual import work

from actionplan.i18n import _
from actionplan.tui.past import open_told
from actionplan.tui.screens.acting import Acting
from actionplan.tui.stage import OPENING


class Logging(Acting):
    """The part of a screen that tells what has happened to a proposal in a plan."""

    @work(group=OPENING)
    async def action_log(self) -> None:
        """Tell what has changed, when, and by whom."""
        from actionplan.tui.looking_back import what_happened_to

        name, number = self.subject()
        body, scene = self.stage.desk.workspace.bodies.get(name), self.scene
        if body and scene:
            hide = scene.hide_names
            await open_told(
                self.stage,
                _("History"),
                lambda: what_happened_to(self.stage.desk, body, number or None, hide_names=hide),
            )
