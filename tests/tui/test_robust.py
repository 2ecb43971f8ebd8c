"""Whatever is pressed, clicked or resized: the program goes on, and writes nothing but plans that can be read."""

import asyncio
import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from actionplan.tui.app import ActionPlanApp
from actionplan.tui.screens.base import WorkScreen
from actionplan.workspace import handing_out, open_workspace
from tests.tui.conftest import Open
from tests.tui.walking import TABS, back, settle, strips, walk

SMALL, LARGE, USUAL = (40, 10), (200, 60), (120, 40)
PRESSED = 300
KEYS = (
    *(["up", "down", "left", "right"] * 4),
    *(["enter", "escape", "tab", "shift+tab", "space"] * 3),
    *("pageup", "pagedown", "home", "end", "backspace", "delete", "ctrl+u"),
    *("ctrl+z", "ctrl+y", "ctrl+s", "ctrl+p", "ctrl+c", "f1", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f12"),
    *"abcdefghijklmnoprstuvwxyzåäö0123456789-.,/?#[]",
)
"""All but Q, which closes the program; those that lead into dialogs and out of them more often."""


@pytest.fixture(autouse=True)
def kept_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is left, handed out or written but plans; and those can be read."""
    monkeypatch.setattr(ActionPlanApp, "action_leave", lambda _self: None)
    monkeypatch.setattr(handing_out, "hand_out", lambda *_given, **_more: None)
    around = _files(folder.parent)
    yield
    now = _files(folder.parent)
    assert now.keys() == around.keys()
    changed = {name for name in now if now[name] != around[name]}
    assert all(name.startswith("sjuharad/plans/") for name in changed), changed
    workspace = open_workspace(folder)
    for path in workspace.plan_paths():
        faults = workspace.read(path).problems if workspace.source(path) in {name[9:] for name in changed} else ()
        assert not [one for one in faults if one.severity.value == "error"], (path, faults)


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_screen_and_dialog_bears_any_size(opened: Open, folder: Path) -> None:
    async def play() -> None:
        async with opened().run_test(size=USUAL) as pilot:
            async for _name in walk(pilot, folder):
                sizes = (SMALL, LARGE, USUAL) if isinstance(pilot.app.screen, WorkScreen) else (SMALL, USUAL)
                for size in sizes:
                    await pilot.resize_terminal(*size)
                    await pilot.pause()
                    assert {strip.cell_length for strip in strips(pilot)} == {size[0]}

    asyncio.run(play())


@pytest.mark.parametrize("tab", TABS)
def test_a_monkey_at_the_keyboard(opened: Open, tab: str) -> None:
    chance = random.Random(f"monkey {tab}")  # noqa: S311 - a monkey

    async def play() -> None:
        async with opened().run_test(size=chance.choice([USUAL, (80, 24)])) as pilot:
            await pilot.press(tab)
            for _time in range(PRESSED):
                key = chance.choice(KEYS)
                pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
                if chance.random() < 0.3:
                    await pilot.pause()
            await settle(pilot)
            await back(pilot)

    asyncio.run(play())


@pytest.mark.parametrize("tab", TABS)
def test_a_click_anywhere(opened: Open, tab: str) -> None:
    async def play() -> None:
        async with opened().run_test(size=USUAL) as pilot:
            for y in range(USUAL[1]):
                await back(pilot)
                await pilot.press(tab)
                assert isinstance(pilot.app.screen, WorkScreen)
                for x in range(y % 4, USUAL[0], 4):
                    _click(pilot, x, y)
                await settle(pilot)

    asyncio.run(play())


def _click(pilot: Pilot[Any], x: int, y: int) -> None:
    """Press and release the button, as a terminal tells it."""
    for kind in (events.MouseDown, events.MouseUp):
        pilot.app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))


def test_the_example_is_on_a_day_of_its_own(folder: Path) -> None:
    """What a monkey writes is dated by the workspace, so that the same keys give the same files."""
    assert open_workspace(folder).today(dt.date(2000, 1, 1)) == dt.date(2017, 2, 12)
