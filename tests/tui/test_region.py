"""The overview, as a person at the keyboard meets it."""

import asyncio
from typing import Any, NamedTuple

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from actionplan.core.narrowing import Narrowing
from actionplan.tui.screens.region import RegionScreen
from actionplan.tui.widgets.matrix import Matrix
from actionplan.tui.widgets.page import Page
from actionplan.tui.widgets.topbar import TopBar
from tests.tui import looking
from tests.tui.conftest import Open

WIDE, NARROW = (120, 40), (80, 24)


def drawn(widget: Widget) -> list[str]:
    """The lines that a widget draws."""
    return [widget.render_line(y).text for y in range(widget.size.height)]


def region(pilot: Pilot[Any]) -> RegionScreen:
    screen = pilot.app.screen
    assert isinstance(screen, RegionScreen)
    return screen


class Shown(NamedTuple):
    """What is seen: lines of the top, the matrix and the detail; and the screen for its state."""

    top: list[str]
    lines: list[str]
    detail: list[str]
    screen: RegionScreen

    @property
    def told(self) -> str:
        """The detail as running text."""
        return " ".join(" ".join(self.detail).split())


def play(opened: Open, keys: str = "", size: tuple[int, int] = WIDE, **how: Any) -> Shown:
    """Press keys, and see."""
    found: list[Any] = []

    async def run() -> None:
        async with opened(**how).run_test(size=size) as pilot:
            await pilot.pause()
            await pilot.press(*keys.split())
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            screen = region(pilot)
            top = drawn(screen.query_one(TopBar))
            found.extend([top, drawn(screen.query_one(Matrix)), drawn(screen.query_one("#detail", Page)), screen])

    asyncio.run(run())
    return Shown(*found)


def numbers(lines: list[str]) -> list[str]:
    """The numbers of the proposals that are listed."""
    found = [line[1:3] for line in lines]
    return [number for number in found if number.isdecimal()]


@pytest.mark.parametrize("keys", ["down down right", "j j l", "end pagedown j k up up up up up home l", "right j j"])
def test_the_cursor_moves_by_arrows_letters_and_pages(opened: Open, keys: str) -> None:
    shown = play(opened, keys)
    row = next(line for line in shown.lines if line.startswith("▌"))
    assert row[1:3] == shown.screen.place.proposal
    if "page" not in keys:
        assert (shown.screen.place.proposal, shown.screen.place.body) == ("03", "1490")
        assert "▐H  ▌" in row


def test_the_matrix_shows_status_marks_totals_and_areas(opened: Open) -> None:
    shown = play(opened, "down")
    assert "Bol  Bor  Her  Mar  Sve  Tra  Ulr  Vår" in shown.lines[0]
    assert shown.lines[1].strip() == "A  TYDLIGT UPPDRAG"
    assert next(line for line in shown.lines if line[1:3] == "18").split()[-7:] == ["H", "E", "P", "E!?", "P", "·", "5"]
    assert shown.lines[-1].split()[1:] == ["9", "27", "5", "18", "12", "14", "11", "96"]


def test_the_header_and_the_titles_stay_when_the_rest_scrolls(opened: Open) -> None:
    shown = play(opened, "ctrl+end", size=(60, 14))
    assert "Vår" in shown.lines[0]
    assert "Bol" not in shown.lines[0]
    assert "‹" in shown.lines[0]
    assert numbers(shown.lines)[-1] == "44"
    assert "96" in shown.lines[-1]


def test_the_detail_follows_the_cursor(opened: Open) -> None:
    shown = play(opened, "f6 down down right right right right right")
    text = shown.told
    assert shown.detail[0].strip() == "18 Strukturerat program för"
    assert "Tranemo" in text
    assert "E ej påbörjad" in text
    assert "2017-01-31" in text
    assert "12 dagar" in text
    assert "Borås Stad" in text


def test_a_low_screen_shows_this_bodys_own_first(opened: Open) -> None:
    shown = play(opened, "right", size=NARROW)
    assert shown.detail[0].strip() == "01 Arbeta förebyggande och fånga upp barn i riskzonen tidigt"
    assert shown.detail[1].strip().startswith("Borås Stad  G  genomförd · ")


def test_who_has_not_reported_is_told(opened: Open) -> None:
    shown = play(opened, "right right right right")
    text = shown.told
    assert "Svenljunga" in text
    assert "Har inte rapporterat." in text


def test_finding_narrows_with_each_letter_and_escape_shows_all(opened: Open) -> None:
    shown = play(opened, "f3 f a m i l j e h e m enter")
    assert "09" in numbers(shown.lines)
    assert len(numbers(shown.lines)) < 10
    assert "familjehem" in shown.top[1]
    shown = play(opened, "f3 f a m i l j e h e m enter escape", size=(120, 60))
    assert len(numbers(shown.lines)) == 44


def test_only_the_overdue(opened: Open) -> None:
    shown = play(opened, "f6")
    assert numbers(shown.lines) == ["03", "17", "18", "30", "44"]
    assert shown.top[1].rstrip().endswith("Visar 5 av 44: försenat")
    shown = play(opened, "f6 f6", size=(120, 60))
    assert len(numbers(shown.lines)) == 44


def test_what_nobody_has_picked_is_left_out(opened: Open) -> None:
    shown = play(opened, "v", size=(120, 60))
    assert len(numbers(shown.lines)) == 38
    assert "05" not in numbers(shown.lines)


def test_escape_on_the_first_screen_tells_how_to_leave(opened: Open) -> None:
    async def run() -> None:
        app = opened()
        async with app.run_test(size=WIDE) as pilot:
            await pilot.pause()
            await pilot.press("escape", "escape")
            assert app.is_running
            assert any("Q " in note.message for note in app._notifications)
            await pilot.press("q")
        assert app.return_value == 0

    asyncio.run(run())


def test_a_click_goes_to_the_cell_and_a_double_click_opens_the_plan(opened: Open) -> None:
    async def run() -> None:
        app = opened()
        async with app.run_test(size=WIDE) as pilot:
            await pilot.pause()
            matrix = region(pilot).query_one(Matrix)
            x = matrix.title_width + 5 * 3 + 2
            await pilot.click(Matrix, offset=(x, 4))
            assert (matrix.place.proposal, matrix.place.body) == ("03", "1463")
            await pilot.click(Matrix, offset=(x, 4), times=2)
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            assert app.current_mode == "plan"
            assert (app.body, app.proposal) == ("1463", "03")

    asyncio.run(run())


def test_names_are_hidden_with_one_key(opened: Open) -> None:
    shown = play(opened, "")
    assert "Familjestödjare" in shown.told
    shown = play(opened, "f9")
    assert "Familjestödjare" not in shown.told
    assert "(dold)" in shown.told


def test_english(opened: Open) -> None:
    shown = play(opened, "f7")
    assert shown.lines[1].strip() == "A  A CLEAR REMIT"
    assert "Status" in shown.told
    assert "have reported" in shown.top[0]


def test_hidden_owners_are_neither_found_nor_told(opened: Open) -> None:
    async def run() -> None:
        app = opened()
        async with app.run_test(size=(160, 60)) as pilot:
            await pilot.pause()
            screen = region(pilot)
            everything = len(screen.board.rows) if screen.board else 0
            screen.narrowing = Narrowing(owner="Familjestödjare")
            app.notify("Familjestödjare", timeout=60)
            await pilot.pause()
            assert screen.board
            assert 0 < len(screen.board.rows) < everything
            assert "Familjestödjare" in screen.query_one(TopBar).narrowed
            await pilot.press("f9")
            await pilot.pause()
            assert len(screen.board.rows) == everything
            assert "Familjestödjare" not in screen.query_one(TopBar).narrowed
            assert "Familjestödjare" not in looking.drawn(app)
            screen.action_narrow()
            await pilot.pause()
            assert "Familjestödjare" not in looking.drawn(app)
            await pilot.press("escape")
            screen.narrowing = Narrowing(text="familjestödjare")
            await pilot.pause()
            hidden = [row.proposal for row in screen.board.rows]
            await pilot.press("f9")
            await pilot.pause()
            assert len(hidden) < len(screen.board.rows)

    asyncio.run(run())
