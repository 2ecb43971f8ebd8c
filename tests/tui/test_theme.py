"""Colours can be told apart by everybody, and nothing depends on them."""

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest
from rich.style import Style
from textual.color import Color
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from actionplan.store.settings import read_user_settings, user_folders
from actionplan.tui import theme
from actionplan.tui.theme import ALL, THEMES, at_start
from actionplan.tui.widgets.matrix import Matrix
from actionplan.tui.widgets.page import Page
from actionplan.tui.widgets.paint import PAINTS
from actionplan.tui.widgets.rows import Rows
from actionplan.tui.widgets.scale import Scale
from tests.tui.conftest import Open
from tests.tui.walking import frame, settle, strips, text, walk

LEAST = {"light": 4.5, "dark": 4.5, "contrast": 7.0}
NO_TEXT = {"rule", "bar", "bar-rest"}
"""Paints of lines and bars, which repeat what stands beside them in words."""
DECORATION = re.compile(r"[\s─-╿▀-▟]*")
"""Lines, frames, blocks and bars."""


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colours: https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    parts = [part / 255 for part in color.rgb]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_measure_is_right() -> None:
    assert contrast(Color.parse("#000"), Color.parse("#fff")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("paint", sorted(PAINTS.keys() - NO_TEXT))
def test_every_paint_stands_out_from_every_ground(name: str, paint: str) -> None:
    chosen = next(one for one in ALL if one.name == name)
    known = {**chosen.to_color_system().generate(), **chosen.variables}
    colours = re.findall(r"(on )?\$([a-z-]+)", PAINTS[paint])
    text = next((known[colour] for on, colour in colours if not on), known["foreground"])
    grounds = [known[colour] for on, colour in colours if on] or [
        known[ground] for ground in ("background", "surface", "panel")
    ]
    for ground in grounds:
        assert contrast(Color.parse(text), Color.parse(ground)) >= LEAST[name], (paint, text, ground)


@pytest.mark.parametrize("name", THEMES)
def test_statuses_have_grounds_of_their_own(name: str) -> None:
    known = next(one for one in ALL if one.name == name).variables
    grounds = {known[f"status-{status}"] for status in ("done", "over-half", "started", "not-started")}
    assert len(grounds) == 4


def worst(pilot: Pilot[Any]) -> list[tuple[float, str, str, str]]:
    """All text in the dialog or on the screen, with its contrast."""
    found = []
    area = frame(pilot)
    for y, strip in enumerate(strips(pilot)):
        if not area.y <= y < area.bottom:
            continue
        for segment in strip.crop(area.x, area.right):
            style = segment.style
            if style is None or DECORATION.fullmatch(segment.text):
                continue
            text, ground = colours(style)
            found.append((contrast(text, ground), segment.text, text.hex, ground.hex))
    return found


def colours(style: Style) -> tuple[Color, Color]:
    assert style.color
    assert style.bgcolor
    assert not style.dim
    text, ground = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
    return (ground, text) if style.reverse else (text, ground)


@pytest.mark.parametrize("name", THEMES)
def test_everything_that_is_drawn_stands_out(opened: Open, folder: Path, name: str) -> None:
    """Every screen and every dialog, with what has the focus, notices, and texts that stand in empty fields."""
    low: dict[str, tuple[float, str, str, str]] = {}

    async def play() -> None:
        async with opened(theme=name, language="en").run_test(size=(120, 40), notifications=True) as pilot:
            async for screen in walk(pilot, folder):
                for one in worst(pilot):
                    if one[0] < LEAST[name]:
                        low[f"{screen} {one[1]}"] = one
                await pilot.press("tab")
                await pilot.pause()
                for one in worst(pilot):
                    if one[0] < LEAST[name]:
                        low[f"{screen} tab {one[1]}"] = one

    asyncio.run(play())
    assert low == {}


# Without colours


def needs_no_mark(pilot: Pilot[Any]) -> bool:
    """Whether it is seen without a mark what takes keys."""
    screen = pilot.app.screen
    is_empty = isinstance(screen.focused, Rows) and not screen.focused.items
    # A text alone only scrolls. A scale has a dot at what is chosen, and a field's label is bold while it is filled in.
    is_plain = isinstance(screen.focused, Page | Scale)
    return is_empty or is_plain or bool(screen.query(".field-label.here"))


def test_without_colours_none_are_sent_and_all_is_still_seen(opened: Open, folder: Path) -> None:
    seen: set[str] = set()

    async def play() -> None:
        app = opened(language="en")
        app.drop_colours()
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            async for name in walk(pilot, folder):
                for strip in strips(pilot):
                    for segment in strip:
                        style = segment.style or Style()
                        assert style.color is None or style.color.is_default, segment
                        assert style.bgcolor is None or style.bgcolor.is_default, segment
                # Something is reversed or has a bar: the cursor, or what has the focus.
                area = frame(pilot)
                kept = [strip.crop(area.x, area.right) for strip in strips(pilot)[area.y : area.bottom]]
                marked = [
                    one for strip in kept for one in strip if (one.style and one.style.reverse) or "▌" in one.text
                ]
                if not needs_no_mark(pilot):
                    assert marked, f"{name}\n{text(pilot)}\n{pilot.app.focused}"
                seen.add(name)

    asyncio.run(play())
    assert len(seen) > 15


def test_without_colours_the_cursor_of_the_matrix_is_reversed(opened: Open) -> None:
    async def play() -> None:
        app = opened()
        app.drop_colours()
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            matrix = pilot.app.screen.query_one(Matrix)
            row = next(strip for strip in strips(pilot) if strip.text.startswith("▌"))
            (cursor,) = [one for one in row if one.style and one.style.reverse]
            assert cursor.text.startswith("▐")
            assert matrix.has_focus

    asyncio.run(play())


def test_with_colours_they_are_sent(opened: Open) -> None:
    async def play() -> None:
        async with opened().run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            styles = [segment.style for strip in strips(pilot) for segment in strip if segment.style]
            assert any(style.bgcolor and not style.bgcolor.is_default for style in styles)

    asyncio.run(play())


# Calm


def test_nothing_moves_by_itself(opened: Open, folder: Path) -> None:
    found: set[str] = set()

    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40)) as pilot:
            assert pilot.app.animation_level == "none"
            async for _name in walk(pilot, folder):
                screen = pilot.app.screen
                for field in (*screen.query(Input), *screen.query(TextArea)):
                    if not field.display or field.disabled or not field.focusable:
                        continue
                    field.focus()
                    await pilot.pause()
                    assert not field.cursor_blink
                    found.add(type(field).__name__)

    asyncio.run(play())
    assert found >= {"Input", "TextArea"}


# The theme


@pytest.mark.parametrize(
    ("colorfgbg", "expected"),
    [("", "dark"), ("15;0", "dark"), ("0;15", "light"), ("0;default;15", "light"), ("0;7", "light"), ("7;8", "dark")],
)
def test_the_first_theme_follows_the_terminal_where_it_says_its_colours(colorfgbg: str, expected: str) -> None:
    assert at_start(colorfgbg) == expected


def test_one_key_takes_the_next_theme_and_around(opened: Open) -> None:
    async def play() -> None:
        async with opened(theme="light").run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            seen = []
            for _time in range(3):
                await pilot.press("f8")
                await settle(pilot)
                ground = strips(pilot)[-5]._segments[0].style
                assert ground
                assert ground.bgcolor
                seen.append((pilot.app.theme, Color.from_rich_color(ground.bgcolor).hex.lower()))
            known = {one.name: one.background for one in ALL}
            assert seen == [(name, known[name]) for name in ("dark", "contrast", "light")]

    asyncio.run(play())
    assert read_user_settings(user_folders()).theme == "light"


def test_the_themes_are_those_that_settings_know() -> None:
    from actionplan.store.settings import UserSettings

    allowed = set(re.findall(r"'(\w+)'", str(UserSettings.__annotations__["theme"])))
    assert {one.name for one in theme.ALL} == set(THEMES) == allowed
