"""Go to every screen and open every dialog, to look at all that is drawn."""

import inspect
from collections.abc import AsyncIterator, Awaitable, Callable
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.strip import Strip

from actionplan.core import edit
from actionplan.core.merge import Clash
from actionplan.core.plan import Plan
from actionplan.store.git.errors import Unreachable
from actionplan.tui import dialogs
from actionplan.tui.app import ActionPlanApp
from actionplan.tui.command_table import EVERYWHERE
from actionplan.tui.dialogs.base import Confirm, Dialog
from actionplan.tui.dialogs.questions import QuestionsDialog
from actionplan.tui.dialogs.sharing import SharingDialog
from actionplan.tui.errand import Order, Outcome
from actionplan.tui.messages import EditAsked
from actionplan.tui.screens.base import WorkScreen
from actionplan.tui.views.versions import Speech
from actionplan.tui.widgets.findbar import FindBar
from actionplan.workspace.uniting import Question, Who

TRANEMO = "plans/tranemo.toml"
TABS = "123456"
LEAVES = {"app.leave", "app.undo", "app.redo", "app.theme", "app.language", "app.names", "app.reload", "plan.pick"}
"""Commands that close the program or change how it looks or what it holds."""


def dialog_classes() -> set[str]:
    """The names of all dialogs that there are."""
    found: set[str] = set()
    for module in iter_modules(dialogs.__path__):
        for name, kind in inspect.getmembers(import_module(f"{dialogs.__name__}.{module.name}"), inspect.isclass):
            if issubclass(kind, ModalScreen) and kind.__module__.startswith(dialogs.__name__):
                found.add(name)
    return found - {Dialog.__name__, "Modal", "FormDialog", "Reading", "Fitting"}


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until what was asked for is on the screen."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


def strips(pilot: Pilot[Any]) -> list[Strip]:
    """What is on the screen, as it is drawn."""
    return pilot.app.screen._compositor.render_strips()


def text(pilot: Pilot[Any]) -> str:
    """What is on the screen, as text."""
    return "\n".join(strip.text.rstrip() for strip in strips(pilot))


def frame(pilot: Pilot[Any]) -> Region:
    """The dialog on top; the whole screen where there is none."""
    screen = pilot.app.screen
    return screen.query_one(".dialog").region if isinstance(screen, ModalScreen) else screen.region


async def back(pilot: Pilot[Any]) -> None:
    """Close every dialog."""
    for _time in range(6):
        if isinstance(pilot.app.screen, Confirm):
            await pilot.press("tab", "enter")
        elif isinstance(pilot.app.screen, WorkScreen) and not pilot.app.screen.query_one(FindBar).is_open:
            return
        else:
            await pilot.press("escape")
        await settle(pilot)
    raise AssertionError(type(pilot.app.screen).__name__)


async def walk(pilot: Pilot[Any], folder: Path) -> AsyncIterator[str]:
    """Go everywhere; gives the name of what is on the screen, again and again."""
    await settle(pilot)
    for further in FURTHER:
        await back(pilot)
        await further(pilot, folder)
        await settle(pilot)
        yield type(pilot.app.screen).__name__
    await back(pilot)
    for tab in TABS:
        await pilot.press(tab)
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, WorkScreen)
        yield type(screen).__name__
        app = pilot.app
        assert isinstance(app, ActionPlanApp)
        # What is the same everywhere is looked at once.
        everywhere = [one for one in EVERYWHERE if "show" not in one.action] if tab == TABS[0] else []
        for command in (one for one in (*screen.HERE, *everywhere) if one.id not in LEAVES):
            await back(pilot)
            if screen is not pilot.app.screen:
                await pilot.press(tab)
                await settle(pilot)
            await app.carry_out(command)
            await settle(pilot)
            yield type(pilot.app.screen).__name__
        await back(pilot)


def owner(name: str) -> Callable[[Plan], Plan]:
    """An edit of the owner of proposal 02."""
    return lambda plan: edit.set_fields(plan, "02", {"owner": name})


async def _calendar(pilot: Pilot[Any], _folder: Path) -> None:
    await pilot.press("3")
    await settle(pilot)
    await pilot.press("d")
    await settle(pilot)
    await pilot.press("f2")


async def _activity(pilot: Pilot[Any], _folder: Path) -> None:
    await pilot.press("3")
    await settle(pilot)
    await pilot.press("t")
    await settle(pilot)
    await pilot.press("n")


async def _confirm(pilot: Pilot[Any], _folder: Path) -> None:
    await pilot.press("3")
    await settle(pilot)
    await pilot.press("a")
    await settle(pilot)
    await pilot.press(*"xyz", "escape")


def _by_others(folder: Path) -> None:
    path = folder / TRANEMO
    text = path.read_text("utf-8")
    path.write_text(text.replace('owner = "Sektionschef"', 'owner = "Enhetschef"', 1) + "\n", "utf-8")


async def _difference(pilot: Pilot[Any], folder: Path) -> None:
    _by_others(folder)
    await pilot.press("f4")


async def _clash(pilot: Pilot[Any], folder: Path) -> None:
    _by_others(folder)
    pilot.app.post_message(EditAsked(((TRANEMO, owner("Kurator")),)))
    await pilot.pause()


CLASHES = (
    Clash(("proposal", "09", "owner"), "value", "IFO-chef", "Enhetschef familjehem", "Socialchef"),
    Clash(("proposal", "12"), "removal", {"status": "started"}, None, {"status": "done", "goal": "Färre byten"}),
)
WHO = Who("Utvecklingsledare IFO", "2017-02-01"), Who("FoU Sjuhärad", "2017-02-06")
QUESTIONS = tuple(Question(TRANEMO, "1452", clash, *WHO) for clash in CLASHES)


def speech(app: ActionPlanApp) -> Speech:
    """How plans are told of."""
    return Speech(app.desk.workspace.bodies, app.desk.workspace.catalogue)


async def _questions(pilot: Pilot[Any], _folder: Path) -> None:
    app = pilot.app
    assert isinstance(app, ActionPlanApp)
    await app.push_screen(QuestionsDialog(QUESTIONS, speech(app)))
    await pilot.press("2")


async def _sharing(pilot: Pilot[Any], _folder: Path) -> None:
    app = pilot.app
    assert isinstance(app, ActionPlanApp)
    dialog = SharingDialog(Order(save=True, share=True), speech(app), lambda: None)
    await app.push_screen(dialog)
    dialog.outcome = Outcome(error=Unreachable("origin", "no route to host"))


FURTHER: tuple[Callable[[Pilot[Any], Path], Awaitable[None]], ...] = (
    _calendar,
    _activity,
    _confirm,
    _difference,
    _clash,
    _questions,
    _sharing,
)
