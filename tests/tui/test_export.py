"""What the export dialog offers, and the files that come of it: the same as the commands write."""

import asyncio
import sys
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from actionplan.reports.formats import COMPARED, FORMATS, WRITTEN, ending_of
from actionplan.tui.dialogs.export import ExportDialog
from actionplan.tui.widgets.choice import Choice
from actionplan.tui.widgets.oneof import OneOf
from tests.cli.running import run_here
from tests.tui.conftest import Open
from tests.tui.looking import drawn
from tests.tui.test_haste import press, soon
from tests.tui.test_overlap import settled

SIZES = [(80, 24), (120, 40)]


def form_of(pilot: Pilot[Any]) -> Choice:
    """The list of formats."""
    return pilot.app.screen.query_one("#format", Choice)


def file_of(pilot: Pilot[Any]) -> Input:
    """The field for the file."""
    return pilot.app.screen.query_one("#file", Input)


def told(pilot: Pilot[Any], words: object) -> list[str]:
    """What was told with words in it."""
    return [one.message for one in pilot.app._notifications if str(words) in one.message]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_format_that_the_arrows_point_at_is_written(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.chdir(tmp_path)

    async def play() -> None:
        app = opened()
        async with app.run_test(size=size) as pilot:
            await pilot.press("x", "down", "down")
            assert form_of(pilot).one == "docx"
            assert any("(•) docx" in line and "▌" in line for line in drawn(app).splitlines())
            await pilot.press("up")
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert told(pilot, "sjuharad-2017-02-12.html")

    asyncio.run(play())
    assert (tmp_path / "sjuharad-2017-02-12.html").read_bytes().startswith(b"<!DOCTYPE html>")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sjuharad", "sjuharad-2017-02-12.html"]


def test_arrows_that_come_faster_than_the_program_are_not_taken_back(opened: Open) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("x")
            await settled(pilot)
            for turns in range(12):
                for key, ends in (("down", "svg"), ("up", "text")):
                    for _time in FORMATS:
                        press(pilot, key)
                        for _turn in range(turns):
                            await asyncio.sleep(0)
                    await settled(pilot)
                    assert (form_of(pilot).one, file_of(pilot).value[-4:]) == (ends, ending_of(ends)), turns
                    form_of(pilot).focus()

    asyncio.run(play())


def test_saving_that_comes_faster_than_the_arrows_saves_what_they_chose(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    async def play() -> None:
        app = opened()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("x")
            await settled(pilot)
            press(pilot, "down", "down", "up", "ctrl+s")
            await soon(lambda: not isinstance(app.screen, ExportDialog))
            await settled(pilot)
            assert told(pilot, "sjuharad-2017-02-12.html")

    asyncio.run(play())


def test_arrows_and_enter_go_through_the_fields_and_back(opened: Open) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("x")
            await settled(pilot)

            def here() -> str | None:
                return app.focused.id if app.focused else None

            assert here() == "format"
            await pilot.press("end", "down")
            # There is no short one.
            assert (here(), form_of(pilot).one) == ("file", "json")
            await pilot.press("up", "up", "enter")
            assert (here(), form_of(pilot).one) == ("short", "pdf")
            await pilot.press("down")
            assert here() == "file"
            await pilot.press("up", "up", "home", "up")
            assert (here(), form_of(pilot).one) == ("subject", "text")

    asyncio.run(play())


def test_an_ending_is_typed_to_its_end(opened: Open) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("x")
            await settled(pilot)
            file_of(pilot).value = ""
            file_of(pilot).focus()
            await pilot.press(*"a.htm", "l")
            await settled(pilot)
            assert (file_of(pilot).value, form_of(pilot).one) == ("a.html", "html")

    asyncio.run(play())


async def fill_in(pilot: Pilot[Any], form: str, named: Path, *, short: bool) -> None:
    """Choose a format, the length and a file, and write it."""
    await pilot.press("x")
    await settled(pilot)
    choice = form_of(pilot)
    choice.choose([one.key for one in choice.options].index(form))
    file_of(pilot).value = str(named)
    await pilot.pause()
    if short:
        pilot.app.screen.query_one("#short").focus()
        await pilot.press("space")
    await pilot.press("ctrl+s")
    await settled(pilot)
    assert told(pilot, named)


@pytest.mark.parametrize("form", WRITTEN)
def test_a_short_roll_up_is_what_the_command_writes(opened: Open, folder: Path, tmp_path: Path, form: str) -> None:
    made, expected = tmp_path / f"made{ending_of(form)}", tmp_path / f"expected{ending_of(form)}"
    run_here("rollup", "sjuharad", "-C", str(folder), "-f", form, "-O", str(expected), "--short")

    async def play() -> None:
        app = opened()
        async with app.run_test(size=(80, 24)) as pilot:
            await fill_in(pilot, form, made, short=True)

    asyncio.run(play())
    assert made.read_bytes() == expected.read_bytes()


@pytest.mark.parametrize("hidden", [False, True], ids=["names", "hidden"])
@pytest.mark.parametrize(
    ("form", "short"), [*((form, False) for form in COMPARED), *((form, True) for form in WRITTEN)]
)
def test_a_plan_is_what_the_command_writes(
    opened: Open, folder: Path, tmp_path: Path, form: str, *, hidden: bool, short: bool
) -> None:
    made, expected = tmp_path / f"made{ending_of(form)}", tmp_path / f"expected{ending_of(form)}"
    more = (*(("--names", "no") if hidden else ()), *(("--short",) if short else ()))
    run_here("report", "tranemo", "-C", str(folder), "-f", form, "-O", str(expected), *more)

    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(80, 24)) as pilot:
            if hidden:
                await pilot.press("f9")
            await fill_in(pilot, form, made, short=short)

    asyncio.run(play())
    assert made.read_bytes() == expected.read_bytes()


def test_the_plan_that_is_shown_is_offered_beside_the_roll_up(opened: Open, tmp_path: Path) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("x")
            await settled(pilot)
            assert not app.screen.query(OneOf)
            await pilot.press("escape", "3", "x")
            await settled(pilot)
            assert app.screen.query_one(OneOf).chosen == "1443"
            assert tuple(one.key for one in form_of(pilot).options) == COMPARED
            assert Path(file_of(pilot).value).name == "bollebygd-plan-2017-02-12.md"
            await pilot.press("down", "down", "shift+tab", "left")
            await settled(pilot)
            assert tuple(one.key for one in form_of(pilot).options) == FORMATS
            assert (form_of(pilot).one, Path(file_of(pilot).value).name) == ("docx", "sjuharad-2017-02-12.docx")
            # A format that a plan has not gives way; a file that was typed stays.
            form_of(pilot).choose(FORMATS.index("xlsx"))
            await settled(pilot)
            file_of(pilot).value = str(tmp_path / "eget.xlsx")
            await pilot.press("right")
            await settled(pilot)
            assert (form_of(pilot).one, file_of(pilot).value) == ("md", str(tmp_path / "eget.md"))
            # Nor does an ending of one stand for it.
            file_of(pilot).value = str(tmp_path / "eget.xlsx")
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert isinstance(app.screen, ExportDialog)
            assert ".docx" in drawn(app).partition("Fil ")[2]

    asyncio.run(play())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sjuharad"]


def test_short_is_offered_where_the_format_has_it(opened: Open, tmp_path: Path) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("x")
            await settled(pilot)
            short = app.screen.query_one("#short", Choice)
            for at, form in enumerate(FORMATS):
                form_of(pilot).choose(at)
                await settled(pilot)
                assert (short.visible, short.focusable) == (form in WRITTEN, form in WRITTEN), form
            form_of(pilot).choose(FORMATS.index("md"))
            short.toggle()
            form_of(pilot).choose(FORMATS.index("csv"))
            await settled(pilot)
            file_of(pilot).value = str(tmp_path / "made.csv")
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert told(pilot, "made.csv")

    asyncio.run(play())


def test_a_folder_with_one_plan_alone_writes_that(opened: Open, folder: Path, tmp_path: Path) -> None:
    for path in (folder / "plans").glob("*.toml"):
        if path.name != "tranemo.toml":
            path.unlink()
    (folder / "actionplan.toml").write_text("", "utf-8")

    async def play() -> None:
        app = opened()
        async with app.run_test(size=(80, 24)) as pilot:
            assert app.scene
            assert app.scene.region is None
            await fill_in(pilot, "md", tmp_path / "made.md", short=False)

    asyncio.run(play())
    assert (tmp_path / "made.md").read_text("utf-8").startswith("# Handlingsplan: Tranemo")


def test_a_plan_that_is_gone_meanwhile_is_told(opened: Open, folder: Path, tmp_path: Path) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("x")
            await settled(pilot)
            (folder / "plans" / "tranemo.toml").unlink()
            file_of(pilot).value = str(tmp_path / "made.md")
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert isinstance(app.screen, ExportDialog)
            assert "Tranemo" in app.screen._why
            # What was chosen is still chosen.
            assert app.screen.query_one(OneOf).chosen == "1452"

    asyncio.run(play())
    assert not (tmp_path / "made.md").exists()


@pytest.mark.parametrize("keys", [("x",), ("f9", "3", "x", "shift+tab", "left", "tab")], ids=["little", "much"])
def test_why_a_file_could_not_be_written_leaves_the_buttons_in_sight(
    opened: Open, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.setattr(sys, "executable", "/home/anna/actionplan-program/bin/python3")

    async def play() -> None:
        app = opened()
        async with app.run_test(size=(80, 24)) as pilot:
            for key in keys:
                await pilot.press(key)
                await settled(pilot)
            form_of(pilot).choose(FORMATS.index("pdf"))
            await settled(pilot)
            await pilot.press("ctrl+s")
            await settled(pilot)
            await pilot.pause()
            screen = drawn(app)
            assert "pip install" in screen
            assert "Spara filen" in screen
            assert ".pdf" in screen

    asyncio.run(play())
