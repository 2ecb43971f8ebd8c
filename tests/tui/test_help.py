"""The help tells what can be done, with the user's own keys, and finds it."""

import asyncio
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from actionplan.i18n import set_language
from actionplan.tui.command_table import EVERYWHERE, PLAN, REGION
from actionplan.tui.dialogs.help import HelpDialog
from actionplan.tui.views.help import Section, command_section, help_writing, moving, symbols
from actionplan.tui.widgets.page import Page
from actionplan.tui.widgets.paint import PAINTS
from tests.tui.conftest import Open


@pytest.fixture(autouse=True)
def english() -> None:
    set_language("en")


def text_of(sections: list[Section], words: str = "", width: int = 80) -> list[str]:
    return ["".join(text for text, _paint in line) for line in help_writing(sections, words)(width)]


def page(pilot: Pilot[Any]) -> list[str]:
    """All that the help says now, in and out of sight."""
    shown = pilot.app.screen.query_one(Page)
    assert shown.writing
    return ["".join(text for text, _paint in line) for line in shown.writing(shown.size.width)]


@pytest.mark.parametrize("key", ["f1", "question_mark"])
def test_help_tells_what_can_be_done_here_and_everywhere(opened: Open, key: str) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await pilot.press(key)
            await pilot.pause()
            told = "\n".join(page(pilot))
            for command in (*REGION, *EVERYWHERE):
                assert command.title in told
            for heading in ("Overview", "Moving", "Letters and marks", "Everywhere"):
                assert heading in page(pilot)
            assert "Activities" not in told
            await pilot.press("escape", "3", "f1")
            await pilot.pause()
            assert "Activities" in "\n".join(page(pilot))
            await pilot.press("f1")
            assert not isinstance(pilot.app.screen, HelpDialog)

    asyncio.run(play())


def test_typing_searches_and_escape_closes(opened: Open) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await pilot.press("f1", *"undo")
            await pilot.pause()
            told = page(pilot)
            assert told[0] == "Everywhere"
            assert any("^Z" in line and "Undo the latest edit." in line for line in told)
            assert not any("Filter" in line for line in told)
            await pilot.press(*"xyz")
            await pilot.pause()
            assert page(pilot) == ["Nothing in the help holds “undoxyz”."]
            # The letters went into the field, and did nothing else.
            assert pilot.app.screen.query_one(Input).value == "undoxyz"
            await pilot.press("escape")
            assert not isinstance(pilot.app.screen, HelpDialog)

    asyncio.run(play())


def test_arrows_scroll_while_the_field_has_the_focus(opened: Open) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await pilot.press("f1")
            await pilot.pause()
            shown = pilot.app.screen.query_one(Page)
            await pilot.press("down", "down", "pagedown")
            assert shown.scroll_offset.y == 2 + shown.size.height - 1
            await pilot.press("pageup", "pageup")
            assert shown.scroll_offset.y == 0

    asyncio.run(play())


def test_help_in_a_dialog_harms_nothing(opened: Open) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await pilot.press("ctrl+p", "f1", "f5", "f7", "q")
            await pilot.pause()
            assert pilot.app.screen.query_one(Input).value == "q"

    asyncio.run(play())


def test_the_users_keys_stand_in_the_help() -> None:
    told = text_of([command_section("Plan", PLAN, {"plan.status": "f2,å"})], "status å")
    assert told[1].startswith("F2, Å")


def test_each_command_is_told_with_its_form_on_the_command_line() -> None:
    told = "\n".join(text_of([command_section("Plan", PLAN, {})], width=120))
    for command in PLAN:
        assert command.cli in told
    leave = text_of([command_section("Everywhere", EVERYWHERE, {})], "close the program")
    assert leave[2:] == []


def test_all_letters_and_marks_are_explained() -> None:
    marks = {row.mark.strip(): row.said for row in symbols().rows}
    assert {"D", "H", "S", "N", "×", "–", "·", "!", "?", "~", "▒"} <= marks.keys()
    set_language("sv")
    assert {"G", "H", "P", "E"} <= {row.mark.strip() for row in symbols().rows}
    assert {row.paint for row in (*symbols().rows, *moving().rows)} <= PAINTS.keys()


@pytest.mark.parametrize("width", [40, 60, 74, 92])
def test_no_line_is_wider_than_there_is_room(width: int) -> None:
    sections = [command_section("Overview", REGION, {}), moving(), symbols(), command_section("x", EVERYWHERE, {})]
    assert max(map(len, text_of(sections, width=width))) <= width


def test_all_words_must_occur() -> None:
    sections = [command_section("Overview", REGION, {}), moving()]
    assert len(text_of(sections, "FIND type")) == 3
    assert text_of(sections, "find zebra") == ["Nothing in the help holds “find zebra”."]
