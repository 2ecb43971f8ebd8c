"""Plans that are kept elsewhere: shown like the others, and not edited."""

import asyncio
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from actionplan.core import edit
from actionplan.store.errors import KeptElsewhere
from actionplan.tui.app import ActionPlanApp
from actionplan.tui.desk import Desk
from actionplan.tui.dialogs.base import Dialog
from actionplan.tui.messages import EditAsked, PlanAsked
from actionplan.tui.screens.plan import PlanScreen
from actionplan.tui.screens.todo import TodoScreen
from actionplan.workspace import Workspace, open_workspace
from actionplan.workspace.fetching import fetch
from tests.gitting import commit_all
from tests.sourcing import source_repository, workspace_with, write_plan
from tests.tui.conftest import DAY, Open
from tests.tui.test_refused import told
from tests.tui.walking import settle, text

NOW = dt.datetime(2016, 9, 16, 12, tzinfo=dt.UTC)
BORAS, MARK = "boras:plans/boras.toml", "m:plans/mark.toml"


@pytest.fixture
def where(tmp_path: Path, git_world: object) -> Path:
    """Tranemo here, Borås in a repository, Mark in a folder, and a source that was never fetched."""
    assert git_world
    boras = source_repository(tmp_path / "boras", "boras")
    write_plan(tmp_path / "mark", "mark")
    settings = (
        f"[source.boras]\nrepository = '{boras}'\n[source.m]\nfolder = '../mark'\n"
        "[source.borta]\nrepository = '../borta'\n"
    )
    root = workspace_with(tmp_path / "ws", settings, "tranemo")
    fetch(open_workspace(root), ["boras"], NOW, seconds=30)
    return root


def reread(workspace: Workspace) -> None:
    fetch(workspace, ["boras"], NOW, seconds=30)


async def at(pilot: Pilot[Any], body: str) -> None:
    """Open the plan of a body at proposal 09."""
    await settle(pilot)
    pilot.app.post_message(PlanAsked(body, "09"))
    await settle(pilot)


def test_they_stand_in_the_overview_and_in_the_roll_up(opened: Open, where: Path) -> None:
    async def play() -> None:
        async with opened(where=where).run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            assert isinstance(pilot.app, ActionPlanApp)
            scene = pilot.app.scene
            assert scene
            assert scene.rollup
            assert {plan.source for plan in scene.plans} == {"plans/tranemo.toml", BORAS, MARK}
            assert scene.rollup.headline.reported.part == 3
            assert scene.rollup.is_partial
            await pilot.press("5")
            await settle(pilot)
            shown = " ".join(text(pilot).split())
            assert "2016-09-16" in shown
            assert "borta" in shown

    asyncio.run(play())


@pytest.mark.parametrize(("body", "place"), [("1490", "boras"), ("1463", "../mark")])
def test_such_a_plan_is_shown_with_where_it_is_kept_and_not_edited(
    opened: Open, where: Path, body: str, place: str
) -> None:
    async def play() -> None:
        async with opened(where=where).run_test(size=(120, 40)) as pilot:
            await at(pilot, body)
            assert isinstance(pilot.app.screen, PlanScreen)
            shown = " ".join(text(pilot).split())
            assert "Enhetschef" in shown
            assert place in shown
            assert isinstance(pilot.app, ActionPlanApp)
            for key in ("e", "s", "a", "d", "u", "t", "space", "enter"):
                pilot.app.clear_notifications()
                await pilot.press(key)
                await settle(pilot)
                assert any(place in one for one in told(pilot.app)), key
                assert not isinstance(pilot.app.screen, Dialog), key
                assert isinstance(pilot.app.screen, PlanScreen), key
            assert pilot.app.is_running

    before = {path: path.read_bytes() for path in where.parent.rglob("*.toml")}
    asyncio.run(play())
    assert {path: path.read_bytes() for path in where.parent.rglob("*.toml")} == before


def test_an_edit_that_is_asked_for_all_the_same_is_refused(opened: Open, where: Path) -> None:
    async def play() -> None:
        async with opened(where=where).run_test(size=(120, 40)) as pilot:
            app = pilot.app
            assert isinstance(app, ActionPlanApp)
            changes = tuple(
                (source, lambda plan: edit.set_fields(plan, "09", {"owner": "Kurator"}))
                for source in ("plans/tranemo.toml", BORAS)
            )
            app.post_message(EditAsked(changes))
            await settle(pilot)
            assert any("boras" in one for one in told(app))
            assert "Kurator" not in (where / "plans" / "tranemo.toml").read_text("utf-8")

    asyncio.run(play())


def test_what_they_lack_is_told(opened: Open, where: Path) -> None:
    async def play() -> None:
        async with opened(where=where).run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            await pilot.press("4")
            await settle(pilot)
            screen = pilot.app.screen
            assert isinstance(screen, TodoScreen)
            assert screen.tasks
            assert {"1490", "1463", "1452"} <= {task.body for task in screen.tasks}

    asyncio.run(play())


def test_what_was_fetched_since_is_there_when_files_are_read_anew(where: Path) -> None:
    workspace = open_workspace(where)
    desk = Desk(workspace, DAY)
    before = desk.open()
    boras = where.parent / "boras"
    write_plan(boras, "boras", "done")
    commit_all(boras)
    reread(workspace)
    after = desk.again()
    assert before.rollup
    assert after.rollup
    assert (before.rollup.total.done, after.rollup.total.done) == (0, 1)
    assert desk.plan(BORAS).plan
    assert desk.clashing([BORAS, MARK, "plans/tranemo.toml"]) == frozenset()
    assert not desk.changed_outside()


def test_the_desk_tells_where_a_plan_is_kept(where: Path) -> None:
    desk = Desk(open_workspace(where), DAY)
    desk.open()
    assert desk.kept_elsewhere("plans/tranemo.toml") is None
    kept = desk.kept_elsewhere(MARK)
    assert kept
    assert (kept.body, kept.source, kept.is_folder) == ("Mark", "m", True)
    for source in (BORAS, MARK):
        with pytest.raises(KeptElsewhere):
            desk.edit([(source, lambda plan: plan)])
    assert [file.source for file in desk.plans([MARK, BORAS])] == [MARK, BORAS]


def test_a_plan_of_our_own_is_worked_with_also_where_a_source_has_one(opened: Open, where: Path) -> None:
    write_plan(where, "mark")

    async def play() -> None:
        async with opened(where=where).run_test(size=(120, 40)) as pilot:
            await at(pilot, "1463")
            await pilot.press("s")
            await settle(pilot)
            assert isinstance(pilot.app.screen, Dialog)

    asyncio.run(play())
