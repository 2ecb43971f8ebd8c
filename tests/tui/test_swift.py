"""What keeps the program swift: how little is loaded before something is seen, and how little a key draws anew."""

import asyncio
import gc
import subprocess
import sys
from pathlib import Path

import pytest
from textual.strip import Strip

from actionplan.core.matrix import Row
from actionplan.tui.widgets import board
from actionplan.tui.widgets.matrix import Matrix
from actionplan.tui.widgets.page import Page
from actionplan.tui.widgets.topbar import TopBar
from tests.tui.conftest import ROOT, Open

START = """
import asyncio, datetime as dt, pathlib, sys
from actionplan.tui.app import ActionPlanApp
from actionplan.tui.desk import Desk
from actionplan.workspace import open_workspace
desk = Desk(open_workspace(pathlib.Path(sys.argv[1])), dt.date(2017, 2, 12), sys.argv[2] or None)
app = ActionPlanApp(desk, desk.open())
async def play():
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        print("\\n".join(name for name in sys.modules if name.startswith(("actionplan", "tomlkit", "typer"))))
asyncio.run(play())
"""


def loaded(folder: Path, body: str) -> set[str]:
    """The modules that are loaded when the first screen is seen."""
    ran = subprocess.run(
        [sys.executable, "-c", START, str(folder), body], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(ran.stdout.split())


def test_the_first_screen_loads_no_other_and_no_dialog(folder: Path) -> None:
    modules = loaded(folder, "")
    assert "actionplan.tui.screens.region" in modules
    screens = {"overlap", "plan", "rollup", "todo", "trend"}
    assert not modules & {f"actionplan.tui.screens.{name}" for name in screens}
    assert not [name for name in modules if name.startswith(("actionplan.tui.dialogs", "tomlkit", "typer"))]


def test_nothing_of_saving_and_sharing_is_loaded_with_the_app() -> None:
    start = "import sys, actionplan.tui.app; print(*sys.modules, sep='\\n')"
    ran = subprocess.run([sys.executable, "-c", start], cwd=ROOT, capture_output=True, text=True, check=True)
    names = ("actionplan.store.git", "actionplan.tui.errand", "actionplan.tui.apart", "actionplan.workspace.unshared")
    assert not [name for name in ran.stdout.split() if name.startswith(names)]


def test_somebody_who_works_with_one_plan_waits_for_no_overview(folder: Path) -> None:
    modules = loaded(folder, "tranemo")
    assert "actionplan.tui.screens.plan" in modules
    assert "actionplan.tui.screens.region" not in modules


def test_garbage_is_collected_once_something_is_seen(opened: Open) -> None:
    """Commands do without; this program lives long."""

    async def play() -> None:
        async with opened().run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            assert gc.isenabled()

    gc.disable()
    try:
        asyncio.run(play())
    finally:
        gc.enable()
        gc.unfreeze()


class Drawn:
    """Counts the lines that widgets draw."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.lines: list[tuple[str, int]] = []
        for kind in (Matrix, Page, TopBar):
            patch.setattr(kind, "render_line", self._counting(kind))

    def _counting(self, kind: type[Matrix | Page | TopBar]) -> object:
        draw = kind.render_line

        def render_line(widget: Matrix | Page | TopBar, y: int) -> Strip:
            self.lines.append((kind.__name__, y))
            return draw(widget, y)  # type: ignore[arg-type]

        return render_line

    def of(self, kind: type[Matrix | Page | TopBar]) -> list[int]:
        return [y for name, y in self.lines if name == kind.__name__]


@pytest.mark.parametrize(
    ("key", "most"),
    [
        pytest.param("down", 2, id="the row it left and the row it came to"),
        pytest.param("right", 2, id="its row and the header"),
    ],
)
def test_a_key_draws_few_lines_of_the_overview(
    opened: Open, monkeypatch: pytest.MonkeyPatch, key: str, most: int
) -> None:
    async def play() -> None:
        async with opened().run_test(size=(120, 40)) as pilot:
            await pilot.pause(0.1)
            drawn = Drawn(monkeypatch)
            await pilot.press(key)
            await pilot.pause(0.1)
            assert 0 < len(drawn.of(Matrix)) <= most
            assert not drawn.of(TopBar)
            assert drawn.of(Page)

    asyncio.run(play())


def test_the_detail_is_written_once_where_a_key_is_held_down(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async def play() -> None:
        async with opened().run_test(size=(120, 40)) as pilot:
            await pilot.pause(0.1)
            page = pilot.app.screen.query_one("#detail", Page)
            written: list[object] = []

            def watch_writing(self: Page) -> None:
                written.append(self)

            monkeypatch.setattr(Page, "watch_writing", watch_writing)
            matrix = pilot.app.screen.query_one(Matrix)
            for _time in range(10):
                matrix.move(down=1)
            await pilot.pause(0.1)
            assert written == [page]
            assert matrix.place.proposal == "11"

    asyncio.run(play())


def test_a_page_that_is_turned_back_is_not_drawn_anew(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async def play() -> None:
        async with opened().run_test(size=(80, 24)) as pilot:
            await pilot.pause(0.1)
            await pilot.press("pagedown")
            await pilot.pause(0.1)
            made: list[str] = []
            pieces_of = board.pieces_of

            def counted(shown: board.Board, row: Row, sight: board.Sight) -> board.Pieces:
                made.append(row.proposal)
                return pieces_of(shown, row, sight)

            monkeypatch.setattr(board, "pieces_of", counted)
            await pilot.press("pageup")
            await pilot.pause(0.1)
            assert not made

    asyncio.run(play())
