"""How the work has come along: by quarter, month or round; for the region, a plan, an area or a proposal."""

import asyncio
import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from actionplan.core import edit
from actionplan.core.plan import Plan
from actionplan.core.status import Status
from actionplan.tui.app import ActionPlanApp
from actionplan.tui.messages import EditAsked
from actionplan.tui.screens import trend as screens
from actionplan.tui.screens.trend import TrendScreen
from actionplan.tui.widgets.page import Page
from actionplan.tui.widgets.topbar import TopBar
from actionplan.workspace import open_workspace
from actionplan.workspace.trending import Wanted, draw_curve
from tests.damaging import loose
from tests.gitting import GitWorld, commit_all, new_repository
from tests.tui.conftest import DAY, Open
from tests.tui.walking import TRANEMO, settle, text


def played(opened: Open, play: Callable[[Pilot[Any]], Any], size: tuple[int, int] = (120, 40), **given: Any) -> None:
    async def run() -> None:
        async with opened(**{"language": "en", **given}).run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            await pilot.press("6")
            await settle(pilot)
            await play(pilot)

    asyncio.run(run())


def screen(pilot: Pilot[Any]) -> TrendScreen:
    shown = pilot.app.screen
    assert isinstance(shown, TrendScreen)
    return shown


def told(pilot: Pilot[Any], width: int = 100) -> str:
    page = screen(pilot).query_one(Page)
    assert page.writing
    return "\n".join("".join(piece for piece, _paint in line).rstrip() for line in page.writing(width))


def not_started(plan: Plan) -> Plan:
    return edit.set_fields(plan, "02", {"status": Status.NOT_STARTED})


def narrowed(pilot: Pilot[Any]) -> str:
    return screen(pilot).query_one(TopBar).narrowed


def test_the_region_is_shown_by_quarter(opened: Open) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        assert narrowed(pilot) == "by quarter"
        assert "2016 Q3" in told(pilot)
        assert "now 2017-02-12" in told(pilot)
        assert screen(pilot).query_one(TopBar).figures == "83 of 308 carried out or under way"

    played(opened, play)


def test_what_is_drawn_is_what_the_command_counts(opened: Open, folder: Path) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        workspace = open_workspace(folder)
        region = workspace.bodies.resolve("sjuharad")
        found = draw_curve(workspace, Wanted(region), DAY, DAY)
        assert screen(pilot).trend == found
        for point in found.points:
            assert f"{point.counts.under_way} of {point.counts.reported}" in told(pilot)

    played(opened, play)


def test_without_saved_versions_it_is_said_what_the_curve_rests_on(opened: Open) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        head = told(pilot).split("2016 Q3")[0]
        assert "The folder keeps no saved versions" in head

    played(opened, play)


def test_with_saved_versions_too(opened: Open, folder: Path, git_world: GitWorld) -> None:
    git_world.at("2016-09-20T12:00:00+02:00")
    new_repository(folder)
    commit_all(folder)

    async def play(pilot: Pilot[Any]) -> None:
        assert "rest on what was saved by each day" in told(pilot)
        assert "83 of 308" in told(pilot).split("2016 Q3")[1].split("\n")[0]

    played(opened, play)


@pytest.mark.parametrize("name", ["HEAD", "HEAD^{tree}", "HEAD~1", "HEAD~1:plans/mark.toml"])
def test_saved_versions_that_are_lost_are_told_of_and_the_rest_works(
    opened: Open, folder: Path, git_world: GitWorld, name: str
) -> None:
    new_repository(folder)
    for day in ("2016-09-20", "2016-11-20"):
        git_world.at(f"{day}T12:00:00+02:00")
        plan = folder / "plans" / "mark.toml"
        plan.write_text(f"{plan.read_text('utf-8')}# {day}\n", "utf-8")
        commit_all(folder)
    loose(folder, name).unlink()

    async def play(pilot: Pilot[Any]) -> None:
        assert "actionplan init --from" in screen(pilot).progress
        assert not screen(pilot).trend
        await pilot.press("1")
        await settle(pilot)
        assert "Mark" in text(pilot)

    played(opened, play)


def test_keys_change_what_is_counted(opened: Open) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        for key, said in (
            ("p", "by month"),
            ("p", "by follow-up round"),
            ("p", "by quarter"),
            ("v", "Only Bollebygd · by quarter"),
            ("a", "Only Bollebygd · by quarter · area A"),
            ("o", "Only Bollebygd · by quarter · only 01"),
        ):
            await pilot.press(key)
            await settle(pilot)
            assert narrowed(pilot) == said
        assert "Only proposal 01" in told(pilot)
        assert "S started" in told(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert narrowed(pilot) == "by quarter"
        assert "2016 Q3" in told(pilot)

    played(opened, play)


def test_the_body_and_the_proposal_are_those_of_the_other_screens(opened: Open) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        await pilot.press("1", "right", "down", "6", "v", "o")
        await settle(pilot)
        assert narrowed(pilot) == "Only Borås Stad · by quarter · only 02"

    played(opened, play)


def test_an_edit_is_seen_when_one_comes_back(opened: Open) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        before = screen(pilot).trend
        await pilot.press("1")
        pilot.app.post_message(EditAsked(((TRANEMO, not_started),)))
        await settle(pilot)
        await pilot.press("6")
        await settle(pilot)
        assert screen(pilot).trend != before

    played(opened, play)


def test_one_who_works_with_one_plan_has_its_curve(opened: Open, folder: Path) -> None:
    for path in (folder / "plans").glob("*.toml"):
        if path.name != "tranemo.toml":
            path.unlink()
    settings = folder / "actionplan.toml"
    settings.write_text(settings.read_text("utf-8").replace('region = "sjuharad"', ""), "utf-8")

    async def play(pilot: Pilot[Any]) -> None:
        assert "Tranemo" in told(pilot)
        assert " 6 Development " in text(pilot)
        await pilot.press("v")
        assert [one.message for one in pilot.app._notifications] == ["There is only one plan here."]

    played(opened, play)


def test_another_language_is_spoken_at_once(opened: Open) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        assert "started" in told(pilot)
        assert isinstance(pilot.app, ActionPlanApp)
        pilot.app.take_language("sv")
        await settle(pilot)
        assert "påbörjad" in text(pilot)

    played(opened, play)


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
def test_every_line_fits(opened: Open, width: int) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        assert max(map(len, told(pilot, width).split("\n"))) <= max(width, 41)

    played(opened, play)


def test_what_the_system_refuses_is_told(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object, **_more: object) -> Any:
        raise OSError(errno.EIO, os.strerror(errno.EIO), "/where")

    monkeypatch.setattr(screens, "draw_curve", refuse)

    async def play(pilot: Pilot[Any]) -> None:
        assert "/where" in screen(pilot).progress

    played(opened, play)


def test_reading_can_be_stopped_and_begun_again(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    waits, stopped = threading.Event(), threading.Event()

    def slowly(*given: Any, progress: Callable[[int, int], None], **more: Any) -> Any:
        if waits.is_set():
            return draw_curve(*given, progress=progress, **more)
        try:
            for at in range(2000):
                progress(at, 2000)
                waits.wait(0.005)
        except Exception:
            stopped.set()
            raise
        raise AssertionError("was not stopped")

    monkeypatch.setattr(screens, "draw_curve", slowly)

    async def run() -> None:
        async with opened(language="en").run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await pilot.press("6")
            for _time in range(200):
                await pilot.pause(0.02)
                if screen(pilot).progress:
                    break
            assert "of 2,000 · Esc stops" in screen(pilot).progress or "of 2000" in screen(pilot).progress
            await pilot.press("escape")
            await pilot.pause()
            assert screen(pilot).progress == "Stopped. F5 reads again."
            assert stopped.wait(5)
            waits.set()
            await pilot.press("f5")
            await settle(pilot)
            assert "2016 Q3" in told(pilot)

    asyncio.run(run())
