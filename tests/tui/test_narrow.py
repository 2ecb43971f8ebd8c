"""Filtering and sorting the overview, and finding a plan, as a person at the keyboard meets them."""

import asyncio

from textual.pilot import Pilot
from textual.widgets import Input, Label

from actionplan.core.narrowing import Narrowing, Sort, narrow
from actionplan.core.status import Status
from actionplan.tui.dialogs.bodies import BodiesDialog
from actionplan.tui.dialogs.narrow import NarrowDialog
from actionplan.tui.screens.region import RegionScreen
from actionplan.tui.widgets.choice import Choice
from actionplan.tui.widgets.rows import Rows
from tests.tui.conftest import Open
from tests.tui.looking import drawn, keys


async def ask(pilot: Pilot[int], narrowing: Narrowing) -> list[Narrowing | None]:
    """Open the dialog; what it gives ends up in the list."""
    given: list[Narrowing | None] = []
    scene = pilot.app.scene  # type: ignore[attr-defined]
    pilot.app.push_screen(NarrowDialog(scene, narrowing), given.append)
    await pilot.pause()
    return given


def count(pilot: Pilot[int]) -> str:
    """What the dialog says would be shown."""
    return str(pilot.app.screen.query_one("#narrow-count", Label).render())


def test_only_what_is_overdue_is_shown_after_the_filter(opened: Open) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(80, 24)) as pilot:
            given = await ask(pilot, Narrowing(text="", area=None))
            assert "44" in count(pilot)
            app.screen.query_one("#flags", Choice).focus()
            await pilot.press("down", "space")
            await pilot.pause()
            assert app.scene
            assert app.scene.rollup
            late = narrow(app.scene.rollup, Narrowing(overdue=True), "sv")
            assert count(pilot).split()[1] == str(len(late))
            await pilot.press("enter")
            await pilot.pause()
            assert given == [Narrowing(overdue=True)]
            assert isinstance(app.screen, RegionScreen)
            app.screen.narrowing = Narrowing(overdue=True)
            await pilot.pause()
            board = app.screen.board
            assert board
            assert board.rows == late
            assert all(any(cell and cell.overdue for cell in row.cells) for row in board.rows)

    asyncio.run(play())


def test_every_choice_ends_up_in_the_filter(opened: Open) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(80, 24)) as pilot:
            given = await ask(pilot, Narrowing(text="stöd"))
            # The area B, the regional level, most picked first; started; without owner; and who is responsible.
            await pilot.press("b", "tab", *["down"] * 2, "space", "tab", "down", "enter", "tab")
            await pilot.press("down", "space", "tab", *["down"] * 2, "space", "tab", *"chef", "enter")
            await pilot.pause()
            assert given == [
                Narrowing(
                    text="stöd",
                    area="B",
                    level="regional",
                    statuses=frozenset({Status.STARTED}),
                    owner="chef",
                    unowned=True,
                    sort=Sort.PICKED,
                )
            ]

    asyncio.run(play())


def test_arrows_alone_choose_nothing_in_the_filter(opened: Open) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(80, 24)) as pilot:
            given = await ask(pilot, Narrowing(area="B", level="local"))
            area = app.screen.query_one("#area", Choice)
            await pilot.press("down")
            assert (area.cursor, area.one) == (3, "B")
            await pilot.press(*["down"] * 14, "home", "end", "pageup")
            # Back where the chosen one is, while keys go elsewhere.
            assert (area.cursor, area.has_focus) == (2, False)
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert given == [Narrowing(area="B", level="local")]

    asyncio.run(play())


def test_enter_chooses_before_it_shows(opened: Open) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(80, 24)) as pilot:
            given = await ask(pilot, Narrowing())
            await pilot.press("down", "enter")
            await pilot.pause()
            assert given == []
            assert app.screen.query_one("#area", Choice).one == "A"
            await pilot.press("enter")
            await pilot.pause()
            assert given == [Narrowing(area="A")]

    asyncio.run(play())


def test_what_narrows_now_is_chosen_at_first_and_can_be_cleared(opened: Open) -> None:
    before = Narrowing(
        area="C", level="local", statuses=frozenset({None}), owner="chef", stale=True, joint=True, sort=Sort.TITLE
    )

    async def play() -> None:
        app = opened()
        async with app.run_test(size=(80, 24)) as pilot:
            given = await ask(pilot, before)
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert given == [before]
            given = await ask(pilot, before)
            await pilot.press("ctrl+r")
            await pilot.pause()
            assert "44" in count(pilot).split()[1]
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert given == [Narrowing()]

    asyncio.run(play())


def test_escape_changes_nothing(opened: Open) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(80, 24)) as pilot:
            given = await ask(pilot, Narrowing())
            await pilot.press("down", "escape")
            await pilot.pause()
            assert given == [None]

    asyncio.run(play())


def test_nobody_is_found_by_a_hidden_name(opened: Open) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("f9")
            given = await ask(pilot, Narrowing(owner="chef"))
            field = app.screen.query_one("#owner", Input)
            assert field.disabled
            assert "chef" not in field.value
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert given == [Narrowing(owner="chef")]

    asyncio.run(play())


def test_the_whole_filter_fits_a_small_terminal(opened: Open) -> None:
    async def play() -> None:
        app = opened(language="en")
        async with app.run_test(size=(80, 24)) as pilot:
            await ask(pilot, Narrowing())
            said = drawn(app)
            for word in ("national", "joint candidates", "Owner", "by title", "shows 44 of 44", "Clear", "Show  ^S"):
                assert word in said

    asyncio.run(play())


def test_a_plan_is_found_by_typing(opened: Open) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(80, 24)) as pilot:
            given: list[str | None] = []
            assert app.scene
            app.push_screen(BodiesDialog(app.scene), given.append)
            await pilot.pause()
            assert len(keys(app)) == 9
            assert keys(app)[0] == "sjuharad"
            await pilot.press(*"rga")
            await pilot.pause()
            assert app.screen.query_one(Rows).cursor == "1442"
            await pilot.press(*["backspace"] * 3, *"m", "enter")
            await pilot.pause()
            assert given == ["1463"]

    asyncio.run(play())


def test_the_arrows_choose_a_plan_while_words_are_typed(opened: Open) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(80, 24)) as pilot:
            given: list[str | None] = []
            assert app.scene
            app.push_screen(BodiesDialog(app.scene), given.append)
            await pilot.pause()
            await pilot.press("down", "down", "up", "enter")
            await pilot.pause()
            assert given == ["1443"]
            app.push_screen(BodiesDialog(app.scene), given.append)
            await pilot.pause()
            await pilot.press(*"xyz", "enter", "escape")
            await pilot.pause()
            assert given == ["1443", None]

    asyncio.run(play())
