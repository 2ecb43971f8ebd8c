"""The roll-up on the screen, and the files that it is written to."""

import asyncio
import os
import tomllib
from pathlib import Path

import pytest
from textual.widgets import Input

from actionplan.core.status import Status
from actionplan.reports.formats import FORMATS, ending_of
from actionplan.tui.dialogs.base import Confirm
from actionplan.tui.dialogs.export import ExportDialog
from actionplan.tui.screens.rollup import RollUpScreen
from actionplan.tui.views.rollup import shared_out
from actionplan.tui.widgets.choice import Choice
from actionplan.tui.widgets.page import Page
from tests.cli.running import run_here
from tests.tui.conftest import Open
from tests.tui.looking import drawn
from tests.tui.test_overlap import settled

FORMS = {form: ending_of(form) for form in FORMATS}
TELLING = frozenset({"text", "md", "html", "csv", "csv-excel", "json"})
"""The formats in which the names of owners can be read as they are."""


def everything(page: Page) -> str:
    """All lines of a text, also those out of sight."""
    return "\n".join("".join(text for text, _paint in line) for line in page._lines)


def owners(folder: Path) -> set[str]:
    """Everybody who is responsible for a proposal in a plan."""
    found = set()
    for path in (folder / "plans").glob("*.toml"):
        for entry in tomllib.loads(path.read_text("utf-8"))["proposal"].values():
            found |= {entry["owner"]} if "owner" in entry else set()
    return found


def test_the_bars_say_in_letters_and_numbers_what_their_colours_say(opened: Open) -> None:
    async def play() -> None:
        app = opened(language="en")
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("5")
            await pilot.pause()
            assert app.scene
            assert app.scene.rollup
            lines = drawn(app).splitlines()
            boras = next(line for line in lines if "Borås" in line)
            assert "27 picked, 7 done of 44" in boras
            counts = next(one.counts for one in app.scene.rollup.members if one.body.id == "1490")
            letters = {"D": counts.done, "H": counts.over_half, "S": counts.started, "N": counts.not_started}
            assert counts.of(Status.DONE) == 7
            bar = boras.split()[2].rstrip("·")
            assert bar == "".join(letter * number for letter, number in letters.items())
            assert any("Svenljunga" in line and "Has not reported." in line for line in lines)

    asyncio.run(play())


def test_a_bar_keeps_its_length_and_loses_no_kind() -> None:
    assert shared_out([7, 9, 10, 1, 0], 44, 44) == [7, 9, 10, 1, 0]
    assert shared_out([1, 1, 290, 0, 0], 300, 20) == [1, 1, 18, 0, 0]
    assert shared_out([1, 1, 1, 1, 1], 5, 5) == [1, 1, 1, 1, 1]
    assert shared_out([100, 1, 1, 1, 1], 104, 8) == [4, 1, 1, 1, 1]
    assert shared_out([0, 0, 0, 0, 0], 0, 20) == [0, 0, 0, 0, 0]
    assert sum(shared_out([33, 33, 33, 0, 0], 99, 20)) == 20


def test_the_report_is_the_one_that_the_command_prints(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(101, 40)) as pilot:
            await pilot.press("5")
            await pilot.pause()
            page = app.screen.query_one("#rollup", Page)
            printed = run_here("rollup", "sjuharad", "-C", str(folder)).out
            shown = {line.rstrip() for line in everything(page).splitlines()}
            # Wrapped in another width, titles and headings are the same.
            for line in printed.splitlines():
                if line and not line.startswith(" ") and not set(line) & set("═─"):
                    assert line in shown

    asyncio.run(play())


def test_hidden_names_are_nowhere_in_the_report(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("5")
            await pilot.pause()
            page = app.screen.query_one("#rollup", Page)
            assert "Enhetschef" in everything(page)
            await pilot.press("f9")
            await settled(pilot)
            said = everything(page)
            assert "Sjuhärad" in said
            assert not [owner for owner in owners(folder) if owner in said]

    asyncio.run(play())


def test_reading_goes_on_where_it_was_when_nothing_in_the_report_has_changed(opened: Open) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("5", "pagedown")
            await pilot.pause()
            assert isinstance(app.screen, RollUpScreen)
            page = app.screen.query_one("#rollup", Page)
            y = page.scroll_offset.y
            assert y > 0
            app.show(outside=frozenset({"plans/mark.toml"}))
            await pilot.pause()
            assert page.scroll_offset.y == y

    asyncio.run(play())


@pytest.mark.parametrize("hidden", [False, True], ids=["names", "hidden"])
@pytest.mark.parametrize("form", FORMS)
def test_a_file_is_what_the_command_writes(
    opened: Open, folder: Path, tmp_path: Path, form: str, *, hidden: bool
) -> None:
    made, expected = tmp_path / f"made{FORMS[form]}", tmp_path / f"expected{FORMS[form]}"
    names = ("--names", "no") if hidden else ()
    run_here("rollup", "sjuharad", "-C", str(folder), "-f", form, "-O", str(expected), *names)

    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            if hidden:
                await pilot.press("f9")
            await pilot.press("5", "x")
            await pilot.pause()
            choice = app.screen.query_one("#format", Choice)
            choice.choose(list(FORMS).index(form))
            app.screen.query_one("#file", Input).value = str(made)
            await pilot.pause()
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert [one for one in app._notifications if str(made) in one.message]

    asyncio.run(play())
    assert made.read_bytes() == expected.read_bytes()
    if form in TELLING:
        text = made.read_text("utf-8-sig")
        assert bool([owner for owner in owners(folder) if owner in text]) is not hidden


def test_the_ending_follows_the_format_and_the_format_an_ending(opened: Open) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("x")
            await pilot.pause()
            field, choice = app.screen.query_one("#file", Input), app.screen.query_one("#format", Choice)
            assert field.value.endswith("sjuharad-2017-02-12.md")
            await pilot.press("end", "space")
            assert field.value.endswith("sjuharad-2017-02-12.svg")
            field.value = field.value.replace(".svg", ".csv")
            await pilot.pause()
            assert choice.one == "csv"
            choice.choose(FORMATS.index("csv-excel"))
            await pilot.pause()
            assert (choice.one, field.value[-4:]) == ("csv-excel", ".csv")

    asyncio.run(play())


def test_a_file_that_is_there_is_not_replaced_by_enter(opened: Open, tmp_path: Path) -> None:
    there = tmp_path / "there.md"
    there.write_text("precious", "utf-8")

    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("x")
            await pilot.pause()
            app.screen.query_one("#file", Input).value = str(there)
            await pilot.press("tab", "tab", "enter")
            await settled(pilot)
            assert isinstance(app.screen, Confirm)
            await pilot.press("enter")
            await settled(pilot)
            assert there.read_text("utf-8") == "precious"
            # Nothing that was typed is lost.
            assert isinstance(app.screen, ExportDialog)
            assert app.screen.query_one("#file", Input).value == str(there)
            await pilot.press("ctrl+s")
            await settled(pilot)
            await pilot.press("right", "enter")
            await settled(pilot)
            assert there.read_text("utf-8").startswith("# Sammanställning")

    asyncio.run(play())


def test_a_folder_that_is_not_there_is_told_and_nothing_is_written(opened: Open, tmp_path: Path) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("x")
            await pilot.pause()
            app.screen.query_one("#file", Input).value = str(tmp_path / "nowhere" / "made.md")
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert isinstance(app.screen, ExportDialog)
            assert "nowhere" in app.screen._why
            assert not (tmp_path / "nowhere").exists()
            app.screen.query_one("#file", Input).value = str(tmp_path) + os.sep
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert isinstance(app.screen, ExportDialog)

    asyncio.run(play())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sjuharad"]


def test_a_write_that_fails_leaves_no_half_file(opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = tmp_path / "there.md"
    there.write_text("precious", "utf-8")

    def full(*_words: object) -> None:
        raise OSError(28, "No space left on device")

    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("x")
            await pilot.pause()
            app.screen.query_one("#file", Input).value = str(there)
            await pilot.press("ctrl+s")
            await settled(pilot)
            monkeypatch.setattr(os, "fsync", full)
            await pilot.press("right", "enter")
            await settled(pilot)
            assert isinstance(app.screen, ExportDialog)
            assert str(there) in app.screen._why

    asyncio.run(play())
    assert there.read_text("utf-8") == "precious"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sjuharad", "there.md"]


def test_names_are_gone_before_the_report_without_them_is_made(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("5")
            await settled(pilot)
            monkeypatch.setattr(RollUpScreen, "_without_names", lambda *_given: None)
            await pilot.press("f9")
            await pilot.pause()
            assert everything(app.screen.query_one("#rollup", Page)).strip() == ""

    asyncio.run(play())
