"""The palette finds commands, proposals and plans by name, and does what is chosen."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from actionplan.i18n import current_language, set_language
from actionplan.tui.command_table import EVERYWHERE, REGION
from actionplan.tui.dialogs.palette import PaletteDialog
from actionplan.tui.scene import Scene
from actionplan.tui.screens.base import WorkScreen
from actionplan.tui.screens.region import RegionScreen
from actionplan.tui.views.palette import Choice, Goal, found, groups_of, items_of
from actionplan.tui.widgets.rows import Rows
from tests.tui.conftest import Open


def best(scene: Scene, words: str) -> Choice:
    return found(groups_of(scene, "Overview", REGION, EVERYWHERE, {}), words)[0]


def scene_of(opened: Open, **how: Any) -> Scene:
    scene = opened(**how).scene
    assert scene
    return scene


@pytest.mark.parametrize(
    ("words", "goal", "value"),
    [
        ("undo", Goal.COMMAND, "app.undo"),
        ("status", Goal.COMMAND, "region.status"),
        ("tranemo", Goal.PLAN, "1452"),
        ("boras", Goal.PLAN, "1490"),
        ("borås stad", Goal.PLAN, "1490"),
        ("18", Goal.PROPOSAL, "18"),
        ("familjehemsvården", Goal.PROPOSAL, "09"),
        ("foster care", Goal.PROPOSAL, "09"),
        ("dark", Goal.THEME, "dark"),
        ("svenska", Goal.LANGUAGE, "sv"),
        ("follow-up", Goal.COMMAND, "region.follow"),
        ("app.names", Goal.COMMAND, "app.names"),
        ("tranmo", Goal.PLAN, "1452"),
    ],
)
def test_everything_is_found_by_its_name(opened: Open, words: str, goal: Goal, value: str) -> None:
    choice = best(scene_of(opened, language="en"), words)
    assert (choice.goal, choice.value) == (goal, value)


@pytest.mark.parametrize(("language", "words"), [("sv", "status"), ("en", "läge"), ("en", "lage")])
def test_commands_are_found_in_both_languages(opened: Open, language: str, words: str) -> None:
    scene = scene_of(opened, language=language)
    values = {one.value for one in found(groups_of(scene, "", REGION, EVERYWHERE, {}), words)}
    assert "region.status" in values
    assert current_language() == language


def test_nothing_is_found_where_nothing_fits(opened: Open) -> None:
    assert found(groups_of(scene_of(opened), "", REGION, EVERYWHERE, {}), "xqzw") == ()


def test_all_is_offered_before_anything_is_typed(opened: Open) -> None:
    scene = scene_of(opened)
    groups = groups_of(scene, "Overview", REGION, EVERYWHERE, {})
    goals = [choice.goal for group in groups for choice in group.choices]
    assert goals.count(Goal.COMMAND) == len(REGION) + len(EVERYWHERE)
    assert goals.count(Goal.PROPOSAL) == 44
    assert goals.count(Goal.PLAN) == len({plan.body for plan in scene.plans})
    assert goals.count(Goal.THEME) == 3
    assert [item.key for item in items_of(groups, "")].count("") == len(groups)


def test_where_only_reading_is_allowed_what_writes_is_not_offered(opened: Open) -> None:
    scene = scene_of(opened, read_only=True)
    values = {one.value for group in groups_of(scene, "", REGION, EVERYWHERE, {}) for one in group.choices}
    assert not values & {command.id for command in (*REGION, *EVERYWHERE) if command.writes}
    assert "region.find" in values


@pytest.mark.parametrize("width", [40, 66, 90])
def test_rows_fit_and_show_their_keys(opened: Open, width: int) -> None:
    groups = groups_of(scene_of(opened, language="en"), "Overview", REGION, EVERYWHERE, {"region.status": "f2"})
    for item in items_of(groups, "")[1:]:
        text = "".join(text for text, _paint in item.draw(width))
        assert len(text) <= width
        if item.key == "command region.status":
            assert text.startswith("Status ")
            assert text.endswith("  F2  ")


def palette(pilot: Pilot[Any]) -> list[str]:
    """The keys of what is offered."""
    assert isinstance(pilot.app.screen, PaletteDialog)
    return [item.key for item in pilot.app.screen.query_one(Rows).items if item.key]


async def choose(pilot: Pilot[Any], words: str) -> None:
    await pilot.press("ctrl+p", *["space" if letter == " " else letter for letter in words], "enter")
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def screen(pilot: Pilot[Any]) -> WorkScreen:
    assert isinstance(pilot.app.screen, WorkScreen)
    return pilot.app.screen


def test_choosing_a_command_does_what_its_key_does(opened: Open) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await choose(pilot, "overdue")
            region = screen(pilot)
            assert isinstance(region, RegionScreen)
            assert region.narrowing.overdue
            await choose(pilot, "hide names")
            assert region.scene
            assert region.scene.hide_names
            await choose(pilot, "to do")
            assert screen(pilot).MODE == "todo"

    asyncio.run(play())


def test_choosing_a_proposal_goes_there(opened: Open) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await choose(pilot, "18")
            region = screen(pilot)
            assert isinstance(region, RegionScreen)
            assert region.place.proposal == "18"
            await pilot.press("3")
            await pilot.pause()
            await choose(pilot, "foster")
            # In the plan it is the plan's own row that is gone to.
            assert (screen(pilot).MODE, screen(pilot).stage.proposal) == ("plan", "09")

    asyncio.run(play())


def test_a_proposal_that_is_filtered_out_is_shown_again(opened: Open) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await pilot.press("f6")
            await choose(pilot, "09")
            region = screen(pilot)
            assert isinstance(region, RegionScreen)
            assert region.narrowing.is_empty
            assert region.place.proposal == "09"
            # What other screens merely move to does not undo a filter.
            await pilot.press("f6", "3", "home", "down")
            await pilot.pause()
            await pilot.press("1")
            await pilot.pause()
            assert region.narrowing.overdue
            assert region.board
            assert region.place.proposal in {row.proposal for row in region.board.rows}

    asyncio.run(play())


def test_choosing_a_plan_opens_it(opened: Open) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await choose(pilot, "mark")
            assert (screen(pilot).MODE, screen(pilot).stage.body) == ("plan", "1463")

    asyncio.run(play())


def test_choosing_a_theme_or_a_language_takes_it(opened: Open) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await choose(pilot, "high contrast")
            assert pilot.app.theme == "contrast"
            await choose(pilot, "svenska")
            assert current_language() == "sv"

    asyncio.run(play())
    set_language("sv")


def test_arrows_move_and_a_click_chooses(opened: Open) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await pilot.press("ctrl+p", *"theme")
            await pilot.pause()
            assert palette(pilot)[0] == "command app.theme"
            rows = pilot.app.screen.query_one(Rows)
            await pilot.press("down", "down")
            assert rows.cursor == palette(pilot)[2]
            await pilot.click(Rows, offset=(5, palette(pilot).index("theme dark")))
            await pilot.pause()
            assert pilot.app.theme == "dark"

    asyncio.run(play())


def test_the_cursor_begins_at_the_best(opened: Open) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await pilot.press("ctrl+p", "down", "down", "down", *"undo")
            await pilot.pause()
            assert pilot.app.screen.query_one(Rows).cursor == palette(pilot)[0] == "command app.undo"

    asyncio.run(play())


@pytest.mark.parametrize("keys", [["escape"], ["ctrl+p"], ["x", "q", "z", "w", "enter", "escape"]])
def test_leaving_does_nothing(opened: Open, keys: list[str]) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            before = pilot.app.screen
            await pilot.press("ctrl+p", *keys)
            await pilot.pause()
            assert pilot.app.screen is before

    asyncio.run(play())


def test_a_folder_with_one_plan_offers_what_it_has(opened: Open, folder: Path) -> None:
    for path in (folder / "plans").glob("*.toml"):
        if path.stem != "tranemo":
            path.unlink()
    settings = folder / "actionplan.toml"
    lines = settings.read_text("utf-8").splitlines()
    settings.write_text("\n".join(line for line in lines if not line.startswith("region")), "utf-8")

    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await pilot.press("ctrl+p")
            await pilot.pause()
            assert "command app.plan" in palette(pilot)
            assert "command app.region" not in palette(pilot)
            await pilot.press("escape")
            await choose(pilot, "18")
            assert (screen(pilot).MODE, screen(pilot).stage.proposal) == ("plan", "18")

    asyncio.run(play())
