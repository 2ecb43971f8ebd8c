"""The app: its colours, its screens, and what can be done everywhere."""

import asyncio
import gc
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.screen import Screen

from actionplan.i18n import _
from actionplan.tui import theme
from actionplan.tui.command_table import EVERYWHERE
from actionplan.tui.commands import bindings, with_capitals
from actionplan.tui.desk import Desk
from actionplan.tui.exporting import Exporting
from actionplan.tui.helping import Helping
from actionplan.tui.messages import PlanAsked, ProposalAsked
from actionplan.tui.modes import SCREENS
from actionplan.tui.past import Remembering
from actionplan.tui.scene import Scene
from actionplan.tui.screens.base import WorkScreen
from actionplan.tui.sharing import Sharing
from actionplan.tui.widgets.keybar import KeyBar
from actionplan.tui.widgets.topbar import TopBar


class ActionPlanApp(Sharing, Helping, Remembering, Exporting, inherit_bindings=False):
    """The full-screen program over one workspace."""

    CSS_PATH = Path(__file__).with_name("start.tcss")
    TITLE = "actionplan"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(EVERYWHERE), Binding("ctrl+c", "help_quit", show=False)]
    MODES: ClassVar[dict[str, Callable[[], Screen[Any]] | str]] = dict(SCREENS)

    is_up = False
    """Whether something stands on the screen: until then, what is drawn is thrown away."""

    def __init__(
        self, desk: Desk, scene: Scene, *, theme_name: str = "", keys: Mapping[str, str] | None = None
    ) -> None:
        """An app over what a desk has read.

        Args:
            desk: what reads and writes.
            scene: what was read, and how it is to be shown.
            theme_name: one of the themes; by the terminal's own ground where empty.
            keys: other keys for commands, by their ids.
        """
        self.start = "plan" if desk.starts_with_plan else "region"
        # To begin with the first screen, rather than go to it, saves laying out an empty one and a pause of 50 ms.
        vars(self)["DEFAULT_MODE"] = self.start
        super().__init__(desk, scene, keys or {})
        for one in theme.ALL:
            self.register_theme(one)
        self.theme = theme_name or "dark"
        self.stylesheet.set_variables(self.get_css_variables())
        self.animation_level = "none"
        self.set_keymap({id_: with_capitals(keys) for id_, keys in self.keys_of.items()})

    def refresh_css(self, animate: bool = True) -> None:
        """Take new colours; until something stands on the screen they are known from the start."""
        if self.is_up:
            super().refresh_css(animate=animate)

    def on_mount(self) -> None:
        """Keep an eye on the files."""
        self.is_up = True
        self.call_after_refresh(self._settle_in)
        _on_being_ended(self.exit)

    def _settle_in(self) -> None:
        """Do what the first frame did not wait for."""
        self.stylesheet.read(Path(__file__).with_name("app.tcss"))
        self.stylesheet.parse()
        self.stylesheet.update(self)
        self.watch_files()
        _collect_garbage()

    def action_show(self, mode: str) -> None:
        """Go to a screen, if the workspace has it."""
        if self.scene and (self.scene.rollup or mode in {"plan", "todo", "trend"}):
            self.switch_mode(mode)

    @on(TopBar.Asked)
    def _to_tab(self, message: TopBar.Asked) -> None:
        self.action_show(message.mode)

    @on(KeyBar.Asked)
    async def _from_hint(self, message: KeyBar.Asked) -> None:
        # A double click asks twice; by then a dialog may lie over what was clicked.
        if not self.screen.is_modal:
            await self.carry_out(message.command)

    @on(PlanAsked)
    def _to_plan(self, message: PlanAsked) -> None:
        # The overview follows the proposal and leads to its own body, so the body comes after.
        self.proposal = message.proposal
        self.body = message.body
        self.action_show("plan")

    @on(ProposalAsked)
    def _to_proposal(self, message: ProposalAsked) -> None:
        self.proposal = message.proposal
        self.action_show("region")
        if isinstance(self.screen, WorkScreen):
            self.screen.reveal(message.proposal)

    def action_bodies(self) -> None:
        """Open another body's plan."""
        if self.scene:
            from actionplan.tui.dialogs.bodies import BodiesDialog

            self.push_screen(BodiesDialog(self.scene), self._to_body)

    def _to_body(self, body: str | None) -> None:
        if body:
            self.post_message(PlanAsked(body, self.proposal))

    def action_leave(self) -> None:
        """Close the program, once everything that was asked for before is written."""
        self.call_after_refresh(self._leave)

    async def _leave(self) -> None:
        if await self.all_written():
            self.exit(0)
            return
        from actionplan.tui.dialogs.base import Confirm

        question, lost = _("Leave without saving?"), _("What you have changed here is lost.")
        self.push_screen(
            Confirm(question, lost, _("Leave without saving")), lambda leave: self.exit(0) if leave else None
        )


def _on_being_ended(leave: Callable[[int], None]) -> None:
    # Whoever ends the process from outside shall find the terminal as it was. Windows has no such signals in a loop.
    if sys.platform != "win32":
        for one in (signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(one, leave, 128 + one)


def _collect_garbage() -> None:
    # Commands do without, and so does the start. What is loaded by now stays; a long day leaves garbage behind.
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
