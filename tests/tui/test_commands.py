"""The table of commands holds what can be done: nothing more, nothing less, and no two things on one key."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import pytest
import typer

from actionplan.cli import app as cli
from actionplan.i18n import set_language
from actionplan.tui.app import ActionPlanApp
from actionplan.tui.command_table import ALL, BY_ID, EVERYWHERE, OVERLAP, PLAN, REGION, ROLLUP, TODO, TREND
from actionplan.tui.commands import Command
from actionplan.tui.desk import Desk
from actionplan.tui.keys import Remapped, all_shown, name_of, remapped
from actionplan.tui.modes import SCREENS
from actionplan.tui.screens.region import RegionScreen
from actionplan.tui.widgets.keybar import KeyBar
from actionplan.workspace import open_workspace
from tests.tui.conftest import DAY, Open

PLACES = {"region": REGION, "overlap": OVERLAP, "plan": PLAN, "todo": TODO, "rollup": ROLLUP, "trend": TREND}
NOT_COMMANDS = {
    "back",  # Escape, everywhere
    "write",  # the gate
    "help_quit",  # Ctrl+C, out of habit
    "show",  # what the numbers do
}


def test_ids_are_unique_and_say_where() -> None:
    assert len(BY_ID) == len(ALL)
    assert {command.id.partition(".")[0] for command in EVERYWHERE} == {"app"}
    for place, commands in PLACES.items():
        assert {command.id.partition(".")[0] for command in commands} == {place}


@pytest.mark.parametrize("place", PLACES)
def test_no_key_has_two_meanings(place: str) -> None:
    here = [key for command in PLACES[place] for key in command.keys.split(",")]
    everywhere = [key for command in EVERYWHERE for key in command.keys.split(",")]
    assert [key for key, times in Counter(here).items() if times > 1] == []
    assert [key for key, times in Counter(everywhere).items() if times > 1] == []
    for command in PLACES[place]:
        for other in EVERYWHERE:
            if set(command.keys.split(",")).intersection(other.keys.split(",")):
                # The same thing, which the screen's own footer names.
                assert command.action == f"app.{other.action}"


def test_keys_are_easy_on_a_swedish_keyboard() -> None:
    keys = set(chain.from_iterable(command.keys.split(",") for command in ALL))
    # On one that has no function keys within reach, each of them has another way: the palette.
    assert not {key for key in keys if "alt" in key or key in {"at", "left_square_bracket", "backslash", "tilde"}}
    assert not {key for key in keys if len(key) == 1 and not key.isascii()}


def actions(kind: type[Any]) -> set[str]:
    """The actions that a class of this program defines, or takes from another of this program."""
    own = [one for one in kind.__mro__ if one.__module__.startswith("actionplan.tui.")]
    return {name.removeprefix("action_") for one in own for name in vars(one) if name.startswith("action_")}


def name_of_action(command: Command) -> str:
    return command.action.removeprefix("app.").partition("(")[0]


def test_every_action_is_a_command_and_every_command_an_action() -> None:
    named = {name_of_action(command) for command in EVERYWHERE}
    assert actions(ActionPlanApp) - NOT_COMMANDS == named - {"show"}
    for place, make in SCREENS.items():
        screen = actions(type(make()))
        commands = {name_of_action(one) for one in PLACES[place] if not one.action.startswith("app.")}
        assert screen - NOT_COMMANDS - commands - {"find"} == set(), place
        assert commands - screen == set(), place
        assert {one.action for one in PLACES[place] if one.action.startswith("app.")} <= {f"app.{one}" for one in named}


def test_each_screen_shows_its_own_commands() -> None:
    for place, make in SCREENS.items():
        screen: Any = make()
        mode, here = screen.MODE, screen.HERE
        assert (mode, here) == (place, PLACES[place])


# The command line


def words(command: Command) -> list[str]:
    return command.cli.split()[1:]


@pytest.mark.parametrize("command", [one for one in ALL if one.cli != "exit"], ids=lambda one: one.id)
def test_the_form_on_the_command_line_exists(command: Command) -> None:
    assert command.cli.split()[0] == "actionplan"
    root: Any = cli._root()
    found: Any = root
    rest = words(command)
    while rest and hasattr(found, "commands") and not rest[0].startswith("-"):
        name = rest.pop(0)
        found = found.get_command(typer.Context(found), name)
        assert found, f"there is no command {name}"
    known = {option: one for one in (*found.params, *root.params) for option in one.opts}
    assert [word for word in rest if word.startswith("--") and word not in {*known, "--help"}] == []
    places = sum(1 for one in found.params if one.param_type_name == "argument")
    many = any(one.nargs == -1 for one in found.params if one.param_type_name == "argument")
    values = list(positional(rest, known))
    assert many or len(values) <= places
    for option, value in options(rest, known):
        choices = getattr(known[option].type, "choices", None) or value
        assert value.isupper() or value in choices


def positional(rest: list[str], known: dict[str, Any]) -> Iterator[str]:
    skip = False
    for word in rest:
        if not skip and not word.startswith("--"):
            yield word
        skip = word.startswith("--") and word in known and not known[word].is_flag


def options(rest: list[str], known: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for word, value in pairwise(rest):
        if word.startswith("--") and word in known and not known[word].is_flag:
            yield word, value


def test_what_has_no_form_on_the_command_line_is_only_leaving() -> None:
    assert [command.id for command in ALL if command.cli == "exit"] == ["app.leave"]


def test_labels_are_short_and_meanings_are_sentences() -> None:
    for language in ("sv", "en"):
        set_language("en" if language == "en" else "sv")
        for command in ALL:
            assert 0 < len(command.title) <= 18
            assert command.said.endswith(".")


# Keys as they are written


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("s", "S"), ("f3", "F3"), ("ctrl+p", "^P"), ("slash", "/"), ("question_mark", "?"), ("enter", "↵"),
        ("space", "Space"), ("shift+f3", "Shift+F3"), ("å", "Å"), ("plus", "+"), ("pageup", "PgUp"), ("", "–"),
    ],
)  # fmt: skip
def test_keys_are_written_as_on_the_keyboard(key: str, shown: str) -> None:
    set_language("en")
    assert name_of(key) == shown


def test_all_keys_of_a_command() -> None:
    assert all_shown("f3,slash") == "F3, /"


# The user's own keys


@pytest.mark.parametrize(
    ("text", "key"),
    [("F2", "f2"), ("Ctrl+E", "ctrl+e"), ("ctrl-e", "ctrl+e"), ("S", "s"), ("?", "question_mark"), ("å", "å"),
     ("f2, s", "f2,s"), ("+", "plus"), ("pageup", "pageup"), ("-", "minus"), ("%", "percent_sign")],
)  # fmt: skip
def test_keys_as_people_write_them(text: str, key: str) -> None:
    assert remapped({"app.names": text}, EVERYWHERE).keys["app.names"] == key


@pytest.mark.parametrize("text", ["", " ", "banan", "ctrl+banan", "superman+e", "f99", "ctrl+"])
def test_what_is_no_key_is_told(text: str) -> None:
    found = remapped({"app.names": text}, EVERYWHERE)
    assert found.keys == {}
    assert found.not_keys == (("app.names", text.strip()),)


def test_unknown_commands_are_told() -> None:
    assert remapped({"plan.statsu": "s"}, ALL) == Remapped(unknown=("plan.statsu",))


def test_a_key_that_is_taken_is_told_and_goes_to_the_new_command() -> None:
    found = remapped({"plan.status": "e"}, ALL)
    assert found.taken == (("e", "plan.status", "plan.edit"),)
    assert found.keys == {"plan.status": "e", "plan.edit": "enter"}
    everywhere = remapped({"plan.status": "x"}, ALL)
    assert everywhere.taken == (("x", "plan.status", "app.export"),)
    assert everywhere.keys == {"plan.status": "x"}


def test_commands_can_change_keys_with_each_other() -> None:
    found = remapped({"plan.status": "a", "plan.owner": "s"}, ALL)
    assert (found.taken, found.keys) == ((), {"plan.status": "a", "plan.owner": "s"})


def with_keys(folder: Path, keys: dict[str, str], language: str = "en") -> ActionPlanApp:
    set_language("en" if language == "en" else "sv")
    desk = Desk(open_workspace(folder), DAY)
    return ActionPlanApp(desk, desk.open(), theme_name="light", keys=keys)


def test_the_users_keys_work_and_are_shown(folder: Path) -> None:
    app = with_keys(folder, {"region.overdue": "Å", "region.find": "f2"})

    async def play() -> None:
        async with app.run_test(size=(140, 40)) as pilot:
            await pilot.pause()
            screen = pilot.app.screen
            assert isinstance(screen, RegionScreen)
            await pilot.press("f6")
            assert not screen.narrowing.overdue
            await pilot.press("å")
            assert screen.narrowing.overdue
            footer = screen.query_one(KeyBar).render_line(0).text
            assert "F2 Find" in footer
            assert "F3" not in footer

    asyncio.run(play())


def test_what_is_wrong_with_the_users_keys_is_told_at_the_start(folder: Path) -> None:
    app = with_keys(folder, {"plan.statsu": "s", "app.names": "banan", "plan.status": "e"})

    async def play() -> None:
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            await pilot.pause(0.1)
            (told,) = [one.message for one in pilot.app._notifications]
            assert told.splitlines() == [
                "[keys]: there is no command “plan.statsu”.",
                "[keys]: “banan” for app.names is no key.",
                "[keys]: E is now Status, no longer Edit.",
            ]

    asyncio.run(play())


def test_keys_without_faults_are_not_mentioned(folder: Path) -> None:
    app = with_keys(folder, {"plan.status": "f2"})

    async def play() -> None:
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            await pilot.pause(0.1)
            assert len(pilot.app._notifications) == 0

    asyncio.run(play())


# The footer


@pytest.mark.parametrize("language", ["sv", "en"])
def test_on_a_narrow_screen_the_footer_keeps_help_palette_and_quit(opened: Open, language: str) -> None:
    async def play() -> None:
        async with opened(language=language).run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            for key in "123456":
                await pilot.press(key)
                await pilot.pause()
                line = pilot.app.screen.query_one(KeyBar).render_line(0).text
                assert all(f" {one} " in f" {line}" for one in ("F1", "^P", "Q")), line
                assert len(line) == 80

    asyncio.run(play())


def test_a_hint_that_is_clicked_does_what_its_key_does(opened: Open) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            bar = pilot.app.screen.query_one(KeyBar)
            at = bar.render_line(0).text.index("F1 Help")
            await pilot.click(KeyBar, offset=(at, 0))
            await pilot.pause()
            assert type(pilot.app.screen).__name__ == "HelpDialog"

    asyncio.run(play())


def test_where_only_reading_is_allowed_no_command_changes_anything(opened: Open, folder: Path) -> None:
    before = {path: path.read_bytes() for path in sorted(folder.rglob("*.toml"))}

    async def play() -> None:
        async with opened(read_only=True, language="en").run_test(size=(160, 40), notifications=True) as pilot:
            await pilot.pause()
            footer = pilot.app.screen.query_one(KeyBar).render_line(0).text
            assert "Status" not in footer
            assert "Undo" not in footer
            for place, commands in PLACES.items():
                await pilot.app.run_action(f"show('{place}')")
                await pilot.pause()
                for command in (one for one in (*commands, *EVERYWHERE) if one.writes):
                    pilot.app.clear_notifications()
                    screen = pilot.app.screen
                    await pilot.press(command.keys.split(",")[0])
                    await pilot.pause()
                    assert pilot.app.screen is screen, command.id
                    (told,) = [one.message for one in pilot.app._notifications]
                    assert told == "The program was opened for reading. Nothing can be changed.", command.id

    asyncio.run(play())
    assert {path: path.read_bytes() for path in sorted(folder.rglob("*.toml"))} == before
