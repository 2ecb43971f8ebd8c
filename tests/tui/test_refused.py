"""What the system refuses is told in words, and the program goes on."""

import asyncio
import errno
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from actionplan.tui.app import ActionPlanApp, _on_being_ended
from actionplan.tui.desk import Desk
from actionplan.tui.dialogs.export import ExportDialog
from actionplan.tui.screens.base import WorkScreen
from tests.tui.conftest import Open
from tests.tui.looking import drawn
from tests.tui.test_overlap import settled


def told(app: ActionPlanApp) -> list[str]:
    """What was told, as titles and messages."""
    return [f"{note.title} {note.message}" for note in app._notifications]


async def export_to(pilot: Pilot[Any], named: str) -> str:
    """Export to a file; gives what stands against it."""
    await pilot.press("x")
    await settled(pilot)
    pilot.app.screen.query_one("#file", Input).value = named
    await pilot.press("ctrl+s")
    await settled(pilot)
    assert isinstance(pilot.app.screen, ExportDialog)
    return pilot.app.screen._why


@pytest.mark.parametrize(
    ("named", "why"),
    [
        ("x" * 300 + ".md", "namnet är för långt"),
        ("x" * 250 + ".md", "namnet är för långt"),
        ("a\0b.md", "inte ett giltigt värde"),
        ("~a\0b/c.md", "inte ett giltigt värde"),
        ("/dev/null", "ingen vanlig fil"),
        ("{folder}/actionplan.toml", "inte ett giltigt värde"),
        ("{folder}/plans/tranemo.toml", "inte ett giltigt värde"),
        ("{folder}/plans/../plans/new.toml", "inte ett giltigt värde"),
        ("{folder}/proposals/x.toml", "inte ett giltigt värde"),
    ],
)
def test_an_export_that_cannot_be_made_is_told(
    opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch, named: str, why: str
) -> None:
    monkeypatch.chdir(folder.parent)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            said = await export_to(pilot, named.format(folder=folder))
            assert why in said
            assert "\n" not in said
            assert app.is_running

    asyncio.run(play())
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert not os.path.isfile("/dev/null")  # noqa: PTH113


def test_an_export_into_a_folder_that_may_not_be_searched_is_told(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed" / "made.md"
    real = Path.stat

    def stat(path: Path, **more: Any) -> os.stat_result:
        if path == closed:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path, **more)

    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            monkeypatch.setattr(Path, "stat", stat)
            assert "du saknar behörighet" in await export_to(pilot, str(closed))

    asyncio.run(play())


@pytest.fixture
def lost(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Make the folder of plans one that the system does not let anybody look into."""
    real = os.scandir

    def lose(number: int) -> None:
        def refuse(path: Any = ".") -> Any:
            if str(path).endswith("plans"):
                raise OSError(number, os.strerror(number), str(path))
            return real(path)

        monkeypatch.setattr(os, "scandir", refuse)
        # As where the workspace itself may not be searched.
        real_isdir = os.path.isdir
        monkeypatch.setattr(os.path, "isdir", lambda path: not str(path).endswith("plans") and real_isdir(path))

    return lose


@pytest.mark.parametrize("number", [errno.EIO, errno.EACCES])
def test_a_workspace_that_is_lost_is_told_once(opened: Open, lost: Callable[[int], None], number: int) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await settled(pilot)
            lost(number)
            for _time in range(3):
                app.look()
                await settled(pilot)
            assert len([one for one in told(app) if "plans" in one]) == 1
            assert "Det går inte att öppna" in told(app)[0]
            lost(errno.ENOTCONN)
            app.look()
            await settled(pilot)
            assert len([one for one in told(app) if "plans" in one]) == 2
            assert app.is_running

    asyncio.run(play())


@pytest.mark.parametrize("key", ["f4", "4"])
def test_nothing_that_reads_a_lost_workspace_ends_the_program(
    opened: Open, lost: Callable[[int], None], key: str
) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await settled(pilot)
            lost(errno.EIO)
            await pilot.press(key)
            await settled(pilot)
            assert [one for one in told(app) if "plans" in one]
            assert isinstance(app.screen, WorkScreen)
            assert app.is_running

    asyncio.run(play())


@pytest.mark.parametrize("key", ["f4", "4", "5"])
def test_what_the_system_refuses_anywhere_else_is_told(opened: Open, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    def refuse(*_given: object, **_more: object) -> Any:
        raise OSError(errno.EIO, os.strerror(errno.EIO), "/where")

    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("f9")
            await settled(pilot)
            for name in ("changed_outside", "lacking", "rollup"):
                monkeypatch.setattr(Desk, name, refuse)
            await pilot.press(key)
            await settled(pilot)
            assert [one for one in told(app) if "/where" in one]
            assert app.is_running

    asyncio.run(play())


def test_settings_that_cannot_be_kept_are_told_line_by_line(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    from actionplan.core.problems import Problem
    from actionplan.store.errors import Unreadable
    from actionplan.workspace import configuring

    def refuse(*_given: object) -> None:
        raise Unreadable((Problem("not_found", source="a.toml"), Problem("not_found", source="b\x1b.toml")))

    monkeypatch.setattr(configuring, "set_user", refuse)

    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            app.action_theme()
            await settled(pilot)
            said = next(one for one in told(app) if "a.toml" in one)
            assert "␊" not in said
            assert "\x1b" not in said
            assert "␊" not in drawn(app)

    asyncio.run(play())


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_whoever_ends_the_program_from_outside_finds_the_terminal_as_it_was(opened: Open, name: str) -> None:
    number = signal.Signals[name]

    async def play() -> int | None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await settled(pilot)
            # Otherwise the signal would end the tests.
            assert asyncio.get_running_loop().remove_signal_handler(number)
            _on_being_ended(app.exit)
            os.kill(os.getpid(), number)
            await asyncio.sleep(0.1)
        return app.return_value

    assert asyncio.run(play()) == 128 + number
