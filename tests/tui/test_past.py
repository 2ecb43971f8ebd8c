"""What has happened: since the latest follow-up, and to a proposal."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from actionplan.core import edit
from actionplan.core.status import Status
from actionplan.tui.dialogs.telling import TellingDialog
from actionplan.tui.screens.base import WorkScreen
from actionplan.tui.widgets.page import Page
from actionplan.workspace import open_workspace
from actionplan.workspace.editing import edit_plan
from tests.gitting import GitWorld, commit_all, new_repository
from tests.tui.conftest import Open
from tests.tui.walking import TRANEMO, settle


@pytest.fixture
def saved(folder: Path, git_world: GitWorld) -> Path:
    """The example, saved before the latest follow-up and changed by two after it."""
    git_world.at("2017-01-10T12:00:00+01:00")
    new_repository(folder)
    commit_all(folder)
    git_world.at("2017-02-06T12:00:00+01:00")
    set_in(folder, owner="Anna Andersson")
    commit_all(folder)
    set_in(folder, status=Status.DONE)
    return folder


def set_in(folder: Path, **fields: Any) -> None:
    edit_plan(open_workspace(folder), folder / TRANEMO, lambda plan: edit.set_fields(plan, "02", fields))


def played(opened: Open, play: Callable[[Pilot[Any]], Any], **given: Any) -> None:
    async def run() -> None:
        async with opened(**{"language": "en", **given}).run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            await play(pilot)

    asyncio.run(run())


def told(pilot: Pilot[Any]) -> tuple[str, str]:
    """The title of the dialog on top, and what it says."""
    screen = pilot.app.screen
    assert isinstance(screen, TellingDialog)
    page = screen.query_one(Page)
    assert page.writing
    lines = ("".join(piece for piece, _paint in line) for line in page.writing(101))
    return str(screen.query_one(".dialog-title").render()), "\n".join(lines)


@pytest.mark.usefixtures("saved")
def test_since_last_time_is_the_agenda_of_the_next_meeting(opened: Open) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        await pilot.press("n")
        await settle(pilot)
        title, said = told(pilot)
        assert title.startswith("Since the follow-up 2017-01-")
        assert "Tranemo" in said
        assert "Carried out" in said
        assert "Anna Andersson" in said
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, WorkScreen)

    played(opened, play)


@pytest.mark.usefixtures("saved")
def test_the_history_of_a_proposal_tells_when_and_by_whom(opened: Open) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        await pilot.press("down", "i")
        await settle(pilot)
        title, said = told(pilot)
        assert title.startswith("Tranemo")
        assert " 02 " in title
        assert "Not saved" in said
        assert "2017-02-06 · Utvecklingsledare IFO" in said
        assert "owner Sektionschef → Anna Andersson" in said

    played(opened, play, body="tranemo")


@pytest.mark.usefixtures("saved")
@pytest.mark.parametrize("keys", [["n"], ["3", "down", "i"]])
def test_names_are_hidden_where_they_are_to_be(opened: Open, keys: list[str]) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        await pilot.press("f9", *keys)
        await settle(pilot)
        _title, said = told(pilot)
        assert "(hidden)" in said
        for name in ("Anna", "Utvecklingsledare", "Sektionschef"):
            assert name not in said

    played(opened, play, body="tranemo")


@pytest.mark.parametrize("keys", [["n"], ["3", "i"]])
def test_without_saved_versions_it_is_said_what_to_do(opened: Open, keys: list[str]) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        await pilot.press(*keys)
        await settle(pilot)
        _title, said = told(pilot)
        assert "actionplan setup" in said

    played(opened, play)
