"""What all screens have: the top, the footer, the notice, finding, and backing out."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.reactive import var
from textual.screen import Screen
from textual.widget import Widget

from actionplan.i18n import _
from actionplan.tui.command_table import EVERYWHERE
from actionplan.tui.commands import Command
from actionplan.tui.messages import Change, EditAsked
from actionplan.tui.scene import Scene
from actionplan.tui.stage import Stage
from actionplan.tui.widgets.findbar import FindBar
from actionplan.tui.widgets.kept import Kept
from actionplan.tui.widgets.keybar import KeyBar
from actionplan.tui.widgets.notice import Notice
from actionplan.tui.widgets.topbar import TopBar


class WorkScreen(Kept, Screen[None]):
    """A screen over the scene. What it shows beside that, it keeps as immutable values of its own."""

    HERE: ClassVar[tuple[Command, ...]] = ()
    """What can be done on this screen."""
    MODE: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False)]
    AUTO_FOCUS = ""

    scene: var[Scene | None] = var(None)
    words: var[str] = var("")
    """What is to be found."""

    @property
    def stage(self) -> Stage:
        """The app."""
        return cast("Stage", self.app)

    def compose(self) -> ComposeResult:
        """The top, what the screen is about, and the footer."""
        yield TopBar().data_bind(scene=WorkScreen.scene)
        yield from self.content()
        yield Notice().data_bind(scene=WorkScreen.scene)
        # After the notice, and so over it while something is typed.
        yield FindBar()
        yield KeyBar()

    def content(self) -> Iterable[Widget]:
        """What the screen is about."""
        return ()

    def on_mount(self) -> None:
        """Follow the app's scene."""
        self.query_one(TopBar).mode = self.MODE
        bar = self.query_one(KeyBar)
        bar.commands = (*self.HERE, *(one for one in EVERYWHERE if one.hint))
        self.watch(self.app, "scene", self._take)

    def _take(self, scene: Scene | None) -> None:
        before = self.scene
        self.scene = scene
        if scene and before and _hints(before) != _hints(scene):
            self.query_one(KeyBar).refresh()
        if scene and before and before.language != scene.language:
            self.call_later(self.respell)

    async def respell(self) -> None:
        """Say everything in the language that is spoken now."""
        bar = self.query_one(FindBar)
        if not bar.is_open:
            await bar.recompose()

    def main(self) -> Widget | None:
        """The widget that keys go to."""
        return None

    def on_screen_resume(self) -> None:
        """Let keys go to the main widget."""
        if (main := self.main()) and self.focused is None:
            main.focus()

    def ask(self, *changes: tuple[str, Change], done: Callable[[bool], None] | None = None) -> None:
        """Ask for an edit; ``done`` is told whether it was written."""
        self.post_message(EditAsked(changes, done))

    def look_again(self) -> None:
        """Read what has changed; everything, where reading was stopped."""

    def reveal(self, proposal: str) -> None:
        """Go to a proposal that was asked for by name, also where it is not listed now."""

    # Finding

    async def action_find(self) -> None:
        """Type what to find."""
        await self.query_one(FindBar).open()

    @on(FindBar.Typed)
    def _typed(self, message: FindBar.Typed) -> None:
        self.words = message.text

    @on(FindBar.Left)
    def _left(self) -> None:
        if main := self.main():
            main.focus()

    # Backing out

    def action_back(self) -> None:
        """Back out: of finding, of what narrows the list, then to the first screen."""
        bar = self.query_one(FindBar)
        if bar.is_open:
            bar.action_close()
        elif (main := self.main()) and self.focused not in {None, main}:
            main.focus()
        elif not self.widen():
            stage: Any = self.app
            if stage.start != self.MODE or (self.MODE == "plan" and stage.body != stage.scene.home):
                # Whoever works with one plan comes back to that one.
                stage.body = stage.scene.home if stage.start == "plan" else stage.body
                stage.action_show(stage.start)
            else:
                self.notify(_("This is the first screen. Q closes the program."), timeout=3)

    def widen(self) -> bool:
        """Show everything again; whether anything was narrowed."""
        return False


def _hints(scene: Scene) -> tuple[str, bool, bool]:
    """What the footer's hints depend on."""
    return scene.language, bool(scene.can_undo), scene.has_to_share
