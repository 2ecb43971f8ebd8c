"""The joint-work finder, as a person at the keyboard meets it."""

import asyncio
import tomllib
from pathlib import Path

from textual.pilot import Pilot

from actionplan.tui.dialogs.joint import JointDialog
from actionplan.tui.screens.overlap import OverlapScreen
from actionplan.tui.screens.region import RegionScreen
from actionplan.tui.widgets.choice import Choice
from actionplan.tui.widgets.page import Page
from actionplan.tui.widgets.rows import Rows
from tests.tui.conftest import Open
from tests.tui.looking import contents, drawn, keys


async def settled(pilot: Pilot[int]) -> None:
    """Wait for threads and for what they ask for."""
    for _ in range(3):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def go_to(pilot: Pilot[int], key: str) -> None:
    """Put the cursor on a row."""
    pilot.app.screen.query_one(Rows).cursor = key
    await settled(pilot)


def lead(folder: Path, name: str, proposal: str) -> str | None:
    """Who leads a proposal according to a plan."""
    value: str | None = tomllib.loads((folder / "plans" / f"{name}.toml").read_text("utf-8"))["proposal"][proposal].get(
        "lead"
    )
    return value


def test_candidates_stand_in_the_order_of_the_roll_up(opened: Open) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("2")
            await pilot.pause()
            assert app.scene
            assert app.scene.rollup
            joint = [one.proposal for one in app.scene.rollup.overlap.joint]
            assert keys(app, "joint:") == [f"joint:{number}" for number in joint]
            lines = drawn(app).splitlines()
            for rank, number in enumerate(joint, 1):
                assert any(f"  {rank}  {number} {app.scene.proposal_title(number)}" in line for line in lines)
            assert "8 " in lines[3]

    asyncio.run(play())


def test_every_section_of_the_roll_up_can_be_chosen(opened: Open) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("2")
            assert app.scene
            assert app.scene.rollup
            found = app.scene.rollup.overlap
            assert keys(app, "led:") == [f"led:{one.proposal}" for one in found.led]
            assert keys(app, "close:") == [f"close:{one.proposal}" for one in found.close]
            assert keys(app, "teach:") == [f"teach:{one.proposal}" for one in found.teach]
            assert keys(app, "nobody:") == [f"nobody:{one.proposal}" for one in found.unpicked]
            assert keys(app, "one:") == [f"one:{one.proposal}" for one in found.single]
            await pilot.press("end")
            assert pilot.app.screen.query_one(Rows).cursor == keys(app)[-1]

    asyncio.run(play())


def test_the_reasons_name_who_has_come_far_and_who_begins(opened: Open) -> None:
    async def play() -> None:
        app = opened(language="en")
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("2")
            await go_to(pilot, "joint:20")
            said = drawn(app)
            assert "Bollebygd and Borås Stad have come far · Herrljunga is about to begin" in said
            assert "2016-12-31 · Metodutvecklare" in said

    asyncio.run(play())


def test_hidden_names_are_not_in_the_reasons(opened: Open) -> None:
    async def play() -> None:
        app = opened(language="en")
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("2")
            await go_to(pilot, "joint:20")
            await pilot.press("f9")
            await pilot.pause()
            assert "Enhetschef" not in drawn(app)
            assert "(hidden)" in drawn(app)

    asyncio.run(play())


def test_enter_goes_to_the_proposal_in_the_overview(opened: Open) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("2", "down", "enter")
            await pilot.pause()
            assert isinstance(app.screen, RegionScreen)
            assert app.screen.place.proposal == "09"

    asyncio.run(play())


def test_words_narrow_the_list_and_escape_widens_it(opened: Open) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("2")
            everything = keys(app)
            await pilot.press("f3", *"rka", "space", *"familjehemsv")
            await pilot.pause()
            assert keys(app) == ["joint:09", "teach:09"]
            assert "  2  09 " in drawn(app)
            await pilot.press("escape")
            await pilot.pause()
            assert keys(app) == everything

    asyncio.run(play())


def test_the_detail_folds_under_the_list_where_there_is_little_room(opened: Open) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("2")
            await pilot.pause()
            assert isinstance(app.screen, OverlapScreen)
            rows, detail = app.screen.query_one(Rows), app.screen.query_one("#overlap-detail", Page)
            assert rows.region.bottom <= detail.region.y
            assert rows.region.width == 80

    asyncio.run(play())


def test_joint_work_is_written_in_each_plan_and_undone_as_one_step(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            before = contents(folder)
            await pilot.press("2", "down", "g")
            await settled(pilot)
            assert isinstance(app.screen, JointDialog)
            leads = [option.key for option in app.screen.query_one("#lead", Choice).options]
            assert leads == ["sjuharad", "1443", "1490", "1466", "1463", "1452", "1491", "1465", "1442"]
            await pilot.press("b", "b")
            assert app.screen.query_one("#lead", Choice).one == "1490"
            await pilot.press("ctrl+s")
            await settled(pilot)
            pickers = ("bollebygd", "boras", "herrljunga", "mark", "tranemo", "ulricehamn")
            assert {lead(folder, name, "09") for name in pickers} == {"1490"}
            changed = {name for name, content in contents(folder).items() if content != before[name]}
            assert changed == {f"{name}.toml" for name in pickers}
            assert "led:09" in keys(app)
            assert "joint:09" not in keys(app)
            await pilot.press("ctrl+z")
            await settled(pilot)
            assert contents(folder) == before
            assert "joint:09" in keys(app)

    asyncio.run(play())


def test_a_region_that_leads_picks_the_proposal_in_its_own_plan(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            before = contents(folder)
            await pilot.press("2")
            await go_to(pilot, "joint:20")
            await pilot.press("g")
            await settled(pilot)
            assert "sjuharad.toml" in drawn(app)
            await pilot.press("ctrl+s")
            await settled(pilot)
            own = tomllib.loads((folder / "plans" / "sjuharad.toml").read_text("utf-8"))["proposal"]["20"]
            assert own["status"] == "not_started"
            assert lead(folder, "boras", "20") == "sjuharad"
            await pilot.press("ctrl+z")
            await settled(pilot)
            assert contents(folder) == before

    asyncio.run(play())


def test_only_the_plans_that_are_checked_are_written(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            before = contents(folder)
            await pilot.press("2")
            await go_to(pilot, "joint:20")
            # Bollebygd, then to the plans, and Bollebygd's own cross away.
            await pilot.press("g")
            await settled(pilot)
            await pilot.press("down", "space", "tab", "space")
            assert "bollebygd.toml" not in drawn(app)
            await pilot.press("ctrl+s")
            await settled(pilot)
            changed = {name for name, content in contents(folder).items() if content != before[name]}
            assert changed == {"boras.toml", "herrljunga.toml"}

    asyncio.run(play())


def test_who_works_with_one_plan_writes_in_that_one(opened: Open) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("2")
            await pilot.pause()
            await go_to(pilot, "joint:09")
            await pilot.press("g")
            await settled(pilot)
            assert app.screen.query_one("#plans", Choice).chosen == {"plans/tranemo.toml"}

    asyncio.run(play())


def test_joint_work_can_come_to_an_end(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("2")
            await go_to(pilot, "led:08")
            await pilot.press("g")
            await settled(pilot)
            choice = app.screen.query_one("#lead", Choice)
            assert choice.one == "1490"
            await pilot.press("end", "space", "ctrl+s")
            await settled(pilot)
            assert lead(folder, "ulricehamn", "08") is None
            assert "led:08" not in keys(app)

    asyncio.run(play())


def test_what_is_recorded_in_the_regions_own_plan_is_not_taken_back(opened: Open) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("2")
            await go_to(pilot, "led:18")
            await pilot.press("g")
            await settled(pilot)
            assert "-" not in {option.key for option in app.screen.query_one("#lead", Choice).options}

    asyncio.run(play())


def test_nothing_is_asked_where_nobody_may_write(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened(read_only=True)
        async with app.run_test(size=(120, 40)) as pilot:
            before = contents(folder)
            await pilot.press("2", "g")
            await settled(pilot)
            assert isinstance(app.screen, OverlapScreen)
            assert contents(folder) == before

    asyncio.run(play())


def test_hidden_owners_are_not_found_by_words(opened: Open) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("2")
            await settled(pilot)
            await pilot.press("f3", *"enhetschef", "enter")
            await settled(pilot)
            known = keys(app)
            await pilot.press("f9")
            await settled(pilot)
            # What is left has the word in its own text.
            assert set(keys(app)) < set(known)

    asyncio.run(play())
