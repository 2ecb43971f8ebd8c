"""What is missing, as a person at the keyboard meets it."""

import asyncio
import threading
from pathlib import Path
from unittest.mock import Mock

import pytest
from textual.widgets import Label

from actionplan.core.todo import Lack
from actionplan.tui.desk import Desk
from actionplan.tui.screens.todo import TodoScreen
from actionplan.tui.widgets.rows import Rows
from actionplan.workspace.missing import Lacks
from tests.tui.conftest import Open
from tests.tui.looking import drawn, keys
from tests.tui.test_overlap import go_to, settled

LATE = "plans/tranemo.toml 18 done"


def test_everything_that_is_missing_is_listed_soonest_first(opened: Open) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("4")
            await settled(pilot)
            assert isinstance(app.screen, TodoScreen)
            assert app.screen.tasks
            assert len(keys(app)) == len(app.screen.tasks) == 22
            first = keys(app)[:3]
            assert first == ["1465  report", "plans/vargarda.toml 17 done", "plans/boras.toml 30 done"]
            assert "2016-11-30  Vårgårda" in drawn(app)
            assert "Enhetschef barn och familj" in drawn(app)

    asyncio.run(play())


def test_enter_goes_to_the_plan_at_the_proposal(opened: Open) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("4")
            await settled(pilot)
            await go_to(pilot, LATE)
            await pilot.press("enter")
            await pilot.pause()
            assert (app.body, app.proposal, app.current_mode) == ("1452", "18", "plan")

    asyncio.run(play())


def test_one_municipality_alone_and_everybody_again(opened: Open) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("4")
            await settled(pilot)
            await go_to(pilot, LATE)
            await pilot.press("v")
            await pilot.pause()
            assert {key.partition(" ")[0] for key in keys(app)} == {"plans/tranemo.toml"}
            await pilot.press("escape")
            await pilot.pause()
            assert len(keys(app)) == 22

    asyncio.run(play())


def test_who_works_with_one_plan_sees_that_plans_tasks_first(opened: Open) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("4")
            await settled(pilot)
            assert {key.partition(" ")[0] for key in keys(app)} == {"plans/tranemo.toml"}
            await pilot.press("v")
            await pilot.pause()
            assert len(keys(app)) == 22

    asyncio.run(play())


def test_tasks_are_found_by_words_but_not_by_hidden_names(opened: Open) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("4")
            await settled(pilot)
            await pilot.press("f3", *"metodutvecklare")
            await pilot.pause()
            assert keys(app) == ["plans/boras.toml 32 followup"]
            await pilot.press("f9")
            await pilot.pause()
            assert keys(app) == []
            await pilot.press("escape")
            await pilot.pause()
            assert "Enhetschef" not in drawn(app)
            assert "Socialchef" not in drawn(app)

    asyncio.run(play())


def test_what_is_done_is_no_longer_listed(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("4")
            await settled(pilot)
            assert "plans/mark.toml 17 done" in keys(app)
            path = folder / "plans" / "mark.toml"
            text = path.read_text("utf-8")
            assert "due = 2017-01-31" in text
            path.write_text(text.replace("due = 2017-01-31", "due = 2018-01-31"), "utf-8")
            await pilot.press("f5")
            await settled(pilot)
            assert "plans/mark.toml 17 done" not in keys(app)
            assert len(keys(app)) == 21

    asyncio.run(play())


def test_only_files_that_have_changed_are_read_again(opened: Open, folder: Path) -> None:
    app = opened()
    desk = app.desk
    known = desk.lacking({})
    path = folder / "plans" / "mark.toml"
    path.write_text(path.read_text("utf-8") + "\n# changed\n", "utf-8")
    again = desk.lacking(known)
    assert {source for source in known if again[source][1] is not known[source][1]} == {"plans/mark.toml"}


def test_a_file_that_cannot_be_read_is_a_task(opened: Open, folder: Path) -> None:
    (folder / "plans" / "mark.toml").write_text("format = \n", "utf-8")

    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("4")
            await settled(pilot)
            assert isinstance(app.screen, TodoScreen)
            assert app.screen.tasks
            assert [task.body for task in app.screen.tasks if task.lack is Lack.READABLE] == ["1463"]
            assert "plans/mark.toml  readable" in keys(app)

    asyncio.run(play())


def test_reading_tells_how_far_it_has_come_and_escape_stops_it(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    began, stopped = threading.Event(), threading.Event()

    def slow(_desk: Desk, _known: Lacks, progress: object = None) -> Lacks:
        assert callable(progress)
        try:
            for _ in range(600):
                progress(120, 290)
                began.set()
                stopped.wait(0.05)
        except BaseException:
            stopped.set()
            raise
        return {}

    monkeypatch.setattr(Desk, "lacking", slow)

    async def play() -> None:
        app = opened(language="en")
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("4")
            label = app.screen.query_one("#todo-progress", Label)
            for _ in range(100):
                await pilot.pause(0.05)
                if label.display:
                    break
            assert "120" in drawn(app)
            await pilot.press("escape")
            await settled(pilot)
            assert stopped.is_set()
            assert isinstance(app.screen, TodoScreen)
            # An empty list alone would say that nothing is missing.
            assert label.display
            assert "Stopped. F5 reads again." in drawn(app)
            monkeypatch.undo()
            await pilot.press("f5")
            await settled(pilot)
            assert not label.display, drawn(app)
            assert len(keys(app)) == 22

    asyncio.run(play())


def test_the_cursor_passes_over_headings(opened: Open) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("4")
            await settled(pilot)
            await pilot.press("end")
            rows = app.screen.query_one(Rows)
            assert rows.cursor == keys(app)[-1]
            await pilot.press("home")
            assert rows.cursor == "1465  report"
            assert "Svenljunga" in drawn(app)

    asyncio.run(play())


def test_reading_that_was_stopped_changes_nothing_of_a_newer_one(opened: Open) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("4")
            await settled(pilot)
            screen = app.screen
            assert isinstance(screen, TodoScreen)
            tasks, old, newer = screen.tasks, Mock(), Mock()
            screen._reading, screen.progress = newer, "newer"
            screen._tell(old, "older")
            screen._found(old, {}, ())
            screen._failed(old, "older", "older")
            assert (screen._reading, screen.progress, screen.tasks) == (newer, "newer", tasks)
            screen._found(newer, {}, ())
            assert screen._reading is None
            assert not screen.progress
            assert not screen.tasks

    asyncio.run(play())
