"""Keys that come faster than the program: none is lost, and none goes astray."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from actionplan.core import edit
from actionplan.store.errors import CannotWrite
from actionplan.tui.desk import Desk
from actionplan.tui.dialogs.base import Confirm
from actionplan.tui.dialogs.entry import EntryDialog
from actionplan.tui.messages import EditAsked
from actionplan.tui.screens.region import RegionScreen
from actionplan.tui.stage import OPENING
from actionplan.tui.widgets.findbar import FindBar
from tests.tui.conftest import Open
from tests.tui.looking import contents, drawn
from tests.tui.test_overlap import settled


async def soon(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 - many things are waited for, and none of them tells
            await asyncio.sleep(0)


def press(pilot: Pilot[int], *keys: str) -> None:
    """Let keys come in, without waiting for what they do."""
    for key in keys:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))


def test_a_letter_typed_while_a_dialog_opens_is_meant_for_the_dialog(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            press(pilot, "s")
            await soon(lambda: any(one.group == OPENING for one in app.workers))
            press(pilot, "h")
            await soon(lambda: bool(app.history.done))

    asyncio.run(play())
    assert b"\n[proposal.01] " in contents(folder)["bollebygd.toml"]
    assert b'status = "over_half"' in contents(folder)["bollebygd.toml"].partition(b"[proposal.01]")[2][:300]


def test_what_is_typed_right_after_f3_is_looked_for(opened: Open) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            bar = app.screen.query_one(FindBar)
            press(pilot, "f3")
            await soon(lambda: bool(bar.children))
            press(pilot, *"familjehem")
            await pilot.pause(0.1)
            await pilot.pause()
            assert "09 Stärka familjehemsvården" in drawn(app)
            assert "01 Arbeta" not in drawn(app)

    asyncio.run(play())


def test_quitting_waits_for_the_edit_that_is_being_written(
    opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Desk.edit

    def slowly(self: Desk, *given: object, **more: object) -> object:
        time.sleep(0.3)
        return write(self, *given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Desk, "edit", slowly)
    before = contents(folder)

    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            app.screen.post_message(EditAsked((("plans/bollebygd.toml", lambda plan: edit.pick(plan, "08")),)))
            press(pilot, "q")
            await soon(lambda: not app.is_running)
        assert app.return_value == 0
        assert contents(folder) != before

    asyncio.run(play())


def test_quitting_asks_where_the_latest_edit_could_not_be_written(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_given: object, **_more: object) -> None:
        raise CannotWrite("plans/bollebygd.toml", "no space left")

    monkeypatch.setattr(Desk, "edit", fails)

    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            app.screen.post_message(EditAsked((("plans/bollebygd.toml", lambda plan: plan),)))
            press(pilot, "q")
            await soon(lambda: isinstance(app.screen, Confirm))
            await pilot.press("escape")
            assert isinstance(app.screen, RegionScreen)
            press(pilot, "q")
            await soon(lambda: isinstance(app.screen, Confirm))
            await pilot.press("tab", "enter")
            await soon(lambda: not app.is_running)
        assert app.return_value == 0

    asyncio.run(play())


def test_what_is_typed_right_before_saving_is_saved(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await pilot.press("down", "a")
            await soon(lambda: isinstance(app.screen, EntryDialog) and isinstance(app.focused, Input))
            await pilot.pause()
            assert isinstance(app.screen, EntryDialog)
            assert app.screen.heading().startswith("02 ")
            press(pilot, *"Kurator", "ctrl+s")
            await soon(lambda: not isinstance(app.screen, EntryDialog))
            await app.workers.wait_for_complete()

    asyncio.run(play())
    assert b'owner = "Kurator"' in contents(folder)["tranemo.toml"].partition(b"[proposal.02]")[2][:300]
