"""Save and share: how it stands with that, the way there in a thread, and what it came to."""

import concurrent.futures
from typing import TYPE_CHECKING

from textual import work

from actionplan.core.errors import ActionPlanError
from actionplan.i18n import _
from actionplan.tui.scene import Scene
from actionplan.tui.stage import OPENING
from actionplan.tui.watching import Watching

if TYPE_CHECKING:
    from actionplan.tui.dialogs.sharing import SharingDialog
    from actionplan.tui.errand import Errand, Order, Outcome, Prospect, Way
    from actionplan.tui.views.versions import Speech
    from actionplan.workspace.uniting import Answers, Question
    from actionplan.workspace.unshared import Tally

_SOON = 0.2
"""Seconds after the first frame until it is counted what is not saved."""
_LOOK = 0.2
"""Seconds between looks whether the program is being left, while a question waits for its answer."""


class Sharing(Watching):
    """The part of the app that saves versions and shares them."""

    _counting = False
    _count_again = False
    _errand: "Errand | None" = None

    # How it stands

    def watch_files(self) -> None:
        """Look at the files from here on, and count what is not saved and not shared."""
        super().watch_files()
        self.set_timer(_SOON, self.count_unsaved)

    def _settled(self, scene: Scene) -> None:
        super()._settled(scene)
        self.count_unsaved()

    def _looked(self, found: frozenset[str]) -> None:
        before = self.scene.outside if self.scene else frozenset()
        super()._looked(found)
        if found != before:
            self.count_unsaved()

    def on_app_focus(self) -> None:
        """Whoever comes back may have saved with another program."""
        self.count_unsaved()

    def count_unsaved(self) -> None:
        """Count what is not saved and not shared, once at a time."""
        if self._counting:
            self._count_again = True
        else:
            self._counting = True
            self._count()

    @work(group="counting")
    async def _count(self) -> None:
        from actionplan.tui.apart import apart

        try:
            while True:
                self._count_again = False
                found = await apart(self._tally)
                if self.scene and found != self.scene.tally:
                    self.show(tally=found)
                if not self._count_again:
                    return
        finally:
            self._counting = False

    def _tally(self) -> "Tally | None":
        from actionplan.workspace.unshared import tally

        try:
            return tally(self.desk.workspace)
        except (ActionPlanError, OSError):
            # It is told when somebody wants to save.
            return None

    # Before

    def action_share(self) -> None:
        """Show what would be saved and shared."""
        if self._errand:
            self.notify(_("Sharing still goes on. What it comes to is told when it is done."), timeout=5)
            return
        self._look_ahead()

    @work(group=OPENING)
    async def _look_ahead(self) -> None:
        from actionplan.tui.apart import apart
        from actionplan.tui.dialogs.share import ShareDialog
        from actionplan.tui.errand import look_ahead

        # What was asked for before is to be part of it.
        is_failed = not await self.all_written()
        prospect: Prospect = await apart(lambda: look_ahead(self.desk.workspace))
        # The receipt of an edit would lie over what is to be read.
        self.clear_notifications()
        self.push_screen(ShareDialog(prospect, self._speech(), is_failed=is_failed), self._ordered)

    def _speech(self) -> "Speech":
        from actionplan.tui.views.versions import Speech

        workspace = self.desk.workspace
        return Speech(workspace.bodies, workspace.catalogue, bool(self.scene and self.scene.hide_names))

    # Meanwhile

    def _ordered(self, order: "Order | None") -> None:
        from actionplan.tui.dialogs.sharing import SharingDialog
        from actionplan.tui.errand import Errand

        if order is None:
            return
        dialog = SharingDialog(order, self._speech(), self._left)

        def tell(way: "Way") -> None:
            # What is posted to somebody who has left is dropped.
            dialog.call_later(setattr, dialog, "way", way)

        self._errand = Errand(self.desk, order, self._ask, tell)
        self.push_screen(dialog)
        self._carry(self._errand, dialog)

    @work(group="sharing")
    async def _carry(self, errand: "Errand", dialog: "SharingDialog") -> None:
        from actionplan.tui.apart import apart

        outcome = await apart(errand.run)
        if self._errand is errand:
            self._errand = None
        if outcome.scene:
            self._settled(outcome.scene)
            self.show(outside=frozenset())
        else:
            self.count_unsaved()
        if not outcome.stopped:
            self._report(outcome, dialog)

    def _report(self, outcome: "Outcome", dialog: "SharingDialog") -> None:
        if dialog.is_attached:
            dialog.outcome = outcome
        elif self.screen.is_modal:
            # Whoever is in the middle of something else is not disturbed.
            from actionplan.tui.views.versions import outcome_title

            self.notify(outcome_title(outcome), severity="warning" if outcome.error else "information", timeout=10)
        else:
            again = type(dialog)(dialog.order, self._speech(), self._left)
            again.outcome = outcome
            self.push_screen(again)

    def _left(self) -> None:
        """Somebody does not wait for it: stop it where nothing is half done, else let it go on."""
        errand = self._errand
        if errand is None:
            return
        if errand.stop():
            self._errand = None
            self.notify(_("Nothing was shared. What you have saved is safe here."), timeout=6)
        else:
            self.notify(_("Sharing goes on. What it comes to is told when it is done."), timeout=6)
        self.screen.dismiss(None)

    # Questions

    def _ask(self, questions: "tuple[Question, ...]") -> "Answers | None":
        """Have questions answered. Called from the thread, which waits; it does not hold up whoever leaves."""
        answer: concurrent.futures.Future[Answers | None] = concurrent.futures.Future()
        self.call_later(self._put, questions, answer)
        while True:
            try:
                return answer.result(_LOOK)
            except concurrent.futures.TimeoutError:
                if not self.is_running:
                    return None

    def _put(self, questions: "tuple[Question, ...]", answer: "concurrent.futures.Future[Answers | None]") -> None:
        from actionplan.tui.dialogs.questions import QuestionsDialog

        self.push_screen(QuestionsDialog(questions, self._speech()), answer.set_result)
