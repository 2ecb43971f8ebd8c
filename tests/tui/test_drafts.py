"""What was typed is there until it is written, and is written as it was meant."""

import asyncio
import re
import shutil
from pathlib import Path

import pytest
from textual.widgets import Label, TextArea

from actionplan.store.errors import CannotWrite
from actionplan.tui.dialogs.entry import EntryDialog, as_meant, items_as_meant
from actionplan.tui.dialogs.followup import FollowUpDialog
from actionplan.tui.remarks import parts
from actionplan.tui.screens.plan import PlanScreen
from actionplan.tui.widgets.rows import Rows
from actionplan.workspace import editing
from tests.tui.conftest import Open
from tests.tui.looking import contents, drawn
from tests.tui.test_overlap import go_to, settled
from tests.tui.test_plan import page, path, slot
from tests.tui.walking import text


def test_what_was_typed_stays_until_it_could_be_written(
    opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_given: object, **_more: object) -> None:
        raise CannotWrite("plans/tranemo.toml", "no space left")

    async def play() -> None:
        app = opened(body="tranemo", language="en")
        async with app.run_test(size=(100, 30)) as pilot:
            await settled(pilot)
            await go_to(pilot, "02")
            before = contents(folder)
            await pilot.press("u")
            await settled(pilot)
            dialog = app.screen
            assert isinstance(dialog, FollowUpDialog)
            await pilot.press(*"Hej")
            with monkeypatch.context() as patch:
                patch.setattr(editing, "replace_file", fails)
                await pilot.press("ctrl+s")
                await settled(pilot)
            assert app.screen is dialog
            assert dialog.query_one("#comment TextArea", TextArea).text == "Hej"
            assert str(dialog.query_one("#unsaved", Label).render()) == "● Not saved"
            assert contents(folder) == before
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert isinstance(app.screen, PlanScreen)
            assert "Hej" in str(slot(folder, "02")["followup"])

    asyncio.run(play())


def test_what_was_typed_stays_when_somebody_else_was_faster(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(100, 30)) as pilot:
            await settled(pilot)
            await go_to(pilot, "02")
            await pilot.press("u")
            await settled(pilot)
            dialog = app.screen
            await pilot.press(*"Hej")
            where = path(folder)
            where.write_text(where.read_text("utf-8").replace('"Sektionschef"', '"Kommunchef"', 1), "utf-8")
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert app.screen is not dialog
            await pilot.press("escape")
            await settled(pilot)
            assert app.screen is dialog
            assert dialog.query_one("#comment TextArea", TextArea).text == "Hej"

    asyncio.run(play())


def test_leaving_waits_for_what_is_being_written(opened: Open) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(100, 30)) as pilot:
            await settled(pilot)
            await go_to(pilot, "02")
            await pilot.press("u")
            await settled(pilot)
            dialog = app.screen
            assert isinstance(dialog, FollowUpDialog)
            asked = []
            dialog.apply = lambda _said, done: asked.append(done)
            await pilot.press(*"Hej", "ctrl+s", "ctrl+s", "escape")
            assert app.screen is dialog
            assert len(asked) == 1
            await pilot.press("f1")
            await settled(pilot)
            asked[0](True)
            await pilot.press("escape")
            await settled(pilot)
            assert isinstance(app.screen, PlanScreen)

    asyncio.run(play())


def test_a_body_with_several_plans_is_not_edited_in_silence(opened: Open, folder: Path) -> None:
    shutil.copy(path(folder), path(folder, "a-tranemo"))
    before = contents(folder)

    async def play() -> None:
        app = opened(body="tranemo", language="en")
        async with app.run_test(size=(100, 40)) as pilot:
            await settled(pilot)
            await go_to(pilot, "02")
            assert "has several plans. plans/a-tranemo.toml is shown" in " ".join(page(pilot).split())
            for key in ("space", "u", "p"):
                await pilot.press(key)
                await settled(pilot)
                assert isinstance(app.screen, PlanScreen)
            assert any("several plans" in one.title for one in app._notifications)

    asyncio.run(play())
    assert contents(folder) == before


@pytest.mark.parametrize("version", ["final-1", "unknown-7"])
def test_a_plan_for_another_catalogue_is_told_and_not_changed(opened: Open, folder: Path, version: str) -> None:
    where = path(folder)
    text = where.read_text("utf-8").replace('catalogue_version = "working-1"', f'catalogue_version = "{version}"')
    where.write_text(text, "utf-8")
    before = contents(folder)
    known = (folder / "proposals" / "skl_44.toml").read_text("utf-8").replace('"working-1"', '"final-1"', 1)
    known = re.sub(r"(\ntitle_en = )[^\n]*", r'\1"Another title"', known)
    (folder / "proposals" / "final.toml").write_text(known, "utf-8")

    async def play() -> None:
        app = opened(body="tranemo", language="en")
        async with app.run_test(size=(100, 40)) as pilot:
            await settled(pilot)
            await go_to(pilot, "02")
            assert ("02 Another title" in drawn(app)) == (version == "final-1")
            said = " ".join(page(pilot).split())
            assert said.startswith(f"! The plan is made for skl-44 {version}, and this is about skl-44 working-1.")
            assert "actionplan catalogue migrate" in said
            await pilot.press("space", "u")
            await settled(pilot)
            assert isinstance(app.screen, PlanScreen)
            assert any("catalogue migrate" in one.message for one in app._notifications)

    asyncio.run(play())
    assert contents(folder) == before


def test_partners_that_nobody_touched_are_left_alone(opened: Open, folder: Path) -> None:
    where = path(folder)
    text = where.read_text("utf-8").replace('["Elevhälsan", "Vårdcentralen"]', '["a, b; c", "X"]', 1)
    assert "a, b; c" in text
    where.write_text(text, "utf-8")

    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(100, 40)) as pilot:
            await settled(pilot)
            await go_to(pilot, "02")
            for name, typed in (("owner", "Chef"), ("partners", "; ny")):
                await pilot.press("e")
                await settled(pilot)
                dialog = app.screen
                assert isinstance(dialog, EntryDialog)
                dialog.focus_on(name)
                await pilot.press("end", *typed, "ctrl+s")
                await settled(pilot)
                wanted = ["a, b; c", "X", *(["ny"] if name == "partners" else [])]
                assert slot(folder, "02")["partners"] == wanted

    asyncio.run(play())


def test_items_mean_what_they_were() -> None:
    assert items_as_meant("X, ny", ("X",), parts) == ("X", "ny")
    assert items_as_meant("a, b; c; ny", ("a, b; c",), parts) == ("a, b; c", "ny")
    assert items_as_meant("X y; Xa, b", ("X\ty", "X"), parts) == ("X\ty", "Xa, b")


def test_a_picture_of_a_control_character_means_the_character() -> None:
    assert as_meant("a␉b c", "a\tb") == "a\tb c"
    assert as_meant("a<U+200B>b!", "a\u200bb") == "a\u200bb!"
    assert as_meant("a␉b", "a␉b \t") == "a␉b"
    assert as_meant("␉", None) == "␉"


def test_each_key_acts_on_the_row_that_the_cursor_was_on(opened: Open) -> None:
    from tests.tui.test_haste import press

    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(100, 40)) as pilot:
            await settled(pilot)
            rows = app.screen.query_one(Rows)
            await go_to(pilot, next(item.key for item in rows.items if item.key))
            screen = app.screen
            assert isinstance(screen, PlanScreen)
            assert screen.file is not None
            assert screen.file.plan is not None
            plan = screen.file.plan
            numbers = [item.key for item in rows.items if item.key and ":" not in item.key]
            start = next(
                at for at in range(len(numbers) - 2) if all(plan.entry(numbers[at + n]).is_empty for n in (0, 2))
            )
            await go_to(pilot, numbers[start])
            press(pilot, "space", "down", "down", "space")
            for _time in range(20):
                await settled(pilot)
                await asyncio.sleep(0.02)
            assert screen.file is not None
            assert screen.file.plan is not None
            now = [number for number in numbers if screen.file.plan.entry(number) != plan.entry(number)]
            assert now == [numbers[start], numbers[start + 2]]
            press(pilot, "u", *"ab,d")
            for _time in range(10):
                await settled(pilot)
                await asyncio.sleep(0.02)
            assert app.screen.query_one("#comment TextArea", TextArea).text == "ab,d"

    asyncio.run(play())


def test_an_empty_folder_says_how_to_begin(opened: Open, folder: Path) -> None:
    for plan in (folder / "plans").iterdir():
        plan.unlink()
    (folder / "actionplan.toml").write_text("format = 1\n", encoding="utf-8")

    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert "actionplan init" in text(pilot)

    asyncio.run(play())


def test_hidden_owners_are_not_found_in_the_plan(opened: Open) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(120, 40)) as pilot:
            await app.workers.wait_for_complete()
            await pilot.press("f3", *"sektionschef", "enter")
            await pilot.pause()
            assert "02 Samverka" in text(pilot)
            await pilot.press("f9")
            await pilot.pause()
            assert "02 Samverka" not in text(pilot)

    asyncio.run(play())
