"""Everything is said in the language that is spoken, also what Textual would say by itself."""

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Label, Select

from actionplan.i18n import current_language, set_language
from actionplan.store.settings import read_user_settings, user_folders
from actionplan.tui.app import ActionPlanApp
from actionplan.tui.screens.base import WorkScreen
from tests.tui.conftest import Open
from tests.tui.walking import TABS, dialog_classes, settle, text, walk

TEXTUAL = (
    "Select", "Search for commands", "No matches found", "Loading", "Must be", "to quit the app",
    "Do you want to quit", "Toggle", "Keys", "Maximize", "Minimize", "Screenshot", "Change the current theme",
    "Dismiss", "Submit", "Yes", "Ok", "Command palette", "Type to search",
)  # fmt: skip
"""What Textual's source has it say by itself."""


def workspace_without_language(folder: Path) -> None:
    settings = folder / "actionplan.toml"
    lines = settings.read_text("utf-8").splitlines()
    settings.write_text("\n".join(line for line in lines if not line.startswith("language")), "utf-8")


async def go(pilot: Pilot[Any], tab: str) -> None:
    await pilot.press(tab)
    await settle(pilot)


def test_textual_says_nothing_by_itself(opened: Open, folder: Path) -> None:
    seen: dict[str, str] = {}

    async def play() -> None:
        async with opened(language="sv").run_test(size=(120, 40)) as pilot:
            async for name in walk(pilot, folder):
                seen.setdefault(name, "")
                seen[name] += text(pilot)
                for choice in pilot.app.screen.query(Select):
                    assert choice.prompt != "Select"

    asyncio.run(play())
    assert dialog_classes() <= seen.keys()
    assert {f"{name}Screen" for name in ("Region", "Overlap", "Plan", "Todo", "RollUp", "Trend")} <= seen.keys()
    words = re.compile("|".join(rf"\b{re.escape(word)}" for word in TEXTUAL))
    assert {name: found[0] for name, told in seen.items() if (found := words.search(told))} == {}


@pytest.mark.parametrize(("begin", "then"), [("sv", "en"), ("en", "sv")])
@pytest.mark.parametrize("tab", list(TABS))
def test_one_key_changes_every_word_on_every_screen(
    opened: Open, folder: Path, begin: str, then: str, tab: str
) -> None:
    """After the change the screen is as if the program had been opened in the other language."""
    workspace_without_language(folder)
    found: list[str] = []

    async def changed() -> None:
        async with opened(language=begin).run_test(size=(120, 40)) as pilot:
            # All screens have been shown in the old language before.
            for one in TABS:
                await go(pilot, one)
            await go(pilot, tab)
            await pilot.press("f7")
            await settle(pilot)
            assert current_language() == then
            found.append(text(pilot))

    async def fresh() -> None:
        async with opened(language=then).run_test(size=(120, 40)) as pilot:
            for one in TABS:
                await go(pilot, one)
            await go(pilot, tab)
            found.append(text(pilot))

    asyncio.run(changed())
    asyncio.run(fresh())
    assert found[0] == found[1]


def test_screens_that_were_left_are_changed_too(opened: Open, folder: Path) -> None:
    workspace_without_language(folder)
    found: list[str] = []

    async def changed() -> None:
        async with opened(language="sv").run_test(size=(120, 40)) as pilot:
            for one in TABS:
                await go(pilot, one)
            await pilot.press("f7")
            await settle(pilot)
            for one in TABS:
                await go(pilot, one)
                found.append(text(pilot))

    async def fresh() -> None:
        async with opened(language="en").run_test(size=(120, 40)) as pilot:
            for one in TABS:
                await go(pilot, one)
            for at, one in enumerate(TABS):
                await go(pilot, one)
                assert found[at] == text(pilot)

    asyncio.run(changed())
    asyncio.run(fresh())


def test_what_is_being_typed_is_kept_when_the_language_changes(opened: Open) -> None:
    async def play() -> None:
        async with opened(language="sv").run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            await pilot.press("f3", *"familj", "f7")
            await settle(pilot)
            screen = pilot.app.screen
            assert isinstance(screen, WorkScreen)
            assert screen.words == "familj"

    asyncio.run(play())


def kept() -> tuple[str | None, str | None]:
    """The user's own language and theme."""
    user = read_user_settings(user_folders())
    return user.language, user.theme


def test_the_language_is_kept_for_the_next_time(opened: Open, folder: Path) -> None:
    workspace_without_language(folder)

    async def play() -> None:
        async with opened(language="sv").run_test(size=(120, 40), notifications=True) as pilot:
            await settle(pilot)
            await pilot.press("f7")
            await settle(pilot)
            assert [one.message for one in pilot.app._notifications] == ["The program speaks English."]

    asyncio.run(play())
    assert kept() == ("en", None)


def test_where_the_workspace_says_the_language_it_is_not_kept(opened: Open, folder: Path) -> None:
    workspace_without_language(folder)
    settings = folder / "actionplan.toml"
    settings.write_text('language = "sv"\n' + settings.read_text("utf-8"), "utf-8")

    async def play() -> None:
        async with opened(language="sv").run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            await pilot.press("f7")
            await settle(pilot)
            assert current_language() == "en"

    asyncio.run(play())
    assert kept() == (None, None)


def test_the_theme_is_kept_for_the_next_time(opened: Open) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40), notifications=True) as pilot:
            await settle(pilot)
            await pilot.press("f8")
            await settle(pilot)
            assert [one.message for one in pilot.app._notifications] == ["Theme: dark"]

    asyncio.run(play())
    assert kept() == (None, "dark")


def test_where_only_reading_is_allowed_nothing_is_kept(opened: Open, folder: Path) -> None:
    workspace_without_language(folder)

    async def play() -> None:
        async with opened(language="sv", read_only=True).run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            await pilot.press("f7", "f8")
            await settle(pilot)
            assert (current_language(), pilot.app.theme) == ("en", "dark")

    asyncio.run(play())
    assert kept() == (None, None)


def test_settings_that_cannot_be_written_are_told(opened: Open, folder: Path) -> None:
    workspace_without_language(folder)
    place = user_folders().config
    place.mkdir(parents=True, exist_ok=True)
    (place / "config.toml").write_text("theme = = 1", "utf-8")

    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40), notifications=True) as pilot:
            await settle(pilot)
            await pilot.press("f8")
            await settle(pilot)
            (told,) = [one.message for one in pilot.app._notifications]
            assert told.startswith("Theme: dark It holds until the program is closed:")
            assert pilot.app.theme == "dark"

    asyncio.run(play())


def test_what_is_being_read_is_told_in_words(opened: Open) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            widget = pilot.app.get_loading_widget()
            assert isinstance(widget, Label)
            assert str(widget.render()) == "Reading …"

    asyncio.run(play())


def test_ctrl_c_tells_how_to_leave(opened: Open) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40), notifications=True) as pilot:
            await settle(pilot)
            await pilot.press("ctrl+c")
            await pilot.pause()
            (told,) = [one.message for one in pilot.app._notifications]
            assert told == "Q closes the program. Every edit is in its file."
            assert isinstance(pilot.app, ActionPlanApp)
            assert pilot.app.is_running

    asyncio.run(play())


@pytest.fixture(autouse=True)
def swedish_again() -> Any:
    yield
    set_language("sv")
