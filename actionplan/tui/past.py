"""What has happened, opened to be read: read from what was saved in a thread."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work

from actionplan.core.errors import ActionPlanError
from actionplan.i18n import _
from actionplan.tui.refused import refusals
from actionplan.tui.stage import OPENING, Stage
from actionplan.wording.errors import error_text

if TYPE_CHECKING:
    from actionplan.tui.looking_back import Told


async def open_told(app: Stage, title: str, make: "Callable[[], Told]") -> None:
    """Show a text that takes time to make; or what stands in the way of it.

    Args:
        app: on which screen.
        title: what it is called where it cannot be made.
        make: makes it, in a thread.
    """
    from actionplan.reports.blocks import Paragraph, Tone
    from actionplan.tui.apart import apart
    from actionplan.tui.dialogs.telling import TellingDialog
    from actionplan.tui.looking_back import Told

    def made() -> Told:
        with refusals():
            return make()

    try:
        told = await apart(made)
    except ActionPlanError as error:
        said, step = error_text(error)
        told = Told(title, (Paragraph(said), *([Paragraph(f"→ {step}", Tone.STRONG)] if step else [])))
    app.push_screen(TellingDialog(told))


class Remembering(Stage):
    """The part of the app that tells what has happened."""

    @work(group=OPENING)
    async def action_since(self) -> None:
        """Tell what has happened since the latest follow-up."""
        from actionplan.tui.looking_back import since_last_time

        scene = self.scene
        if scene:
            region, hide = scene.region, scene.hide_names
            await open_told(self, _("Since last time"), lambda: since_last_time(self.desk, region, hide_names=hide))
