"""What the main screens look like: pictures, compared letter by letter and colour by colour.

A picture that differs is written anew with ``UPDATE_GOLDEN=1``; open the old one and the new one in a browser first.
"""

import asyncio

import pytest

from actionplan.tui.dialogs.questions import QuestionsDialog
from tests.goldens import check
from tests.tui.conftest import Open
from tests.tui.walking import QUESTIONS, speech
from tools.screenshot import alone

PICTURES = {
    # The matrix fills the width; the detail under it begins with what is Borås's own.
    "region-80x24-en-dark": ("right down down", (80, 24), "en", "dark", None),
    # The matrix with the detail beside it; the cursor's column is marked in the header.
    "region-120x40-sv-contrast": ("right right down", (120, 40), "sv", "contrast", None),
    # Tranemo's plan: progress of each area, owners and deadlines in columns, the facts of 18 below.
    "plan-80x24-sv-light": ("down " * 17, (80, 24), "sv", "light", "tranemo"),
    # Candidates with their reasons in words, and who has picked the first of them beside.
    "overlap-120x40-en-light": ("2", (120, 40), "en", "light", None),
    # The form over the plan: the scale with its definitions, one line of help, nothing cut off.
    "form-80x24-sv-dark": ("down enter", (80, 24), "sv", "dark", "tranemo"),
    # Bars of letters by quarter, with the marks explained; told by follow-ups, as there is no repository.
    "trend-80x24-en-light": ("6", (80, 24), "en", "light", None),
}


def test_looks_of_a_question(opened: Open) -> None:
    """One of two values: what each is, who has set it and when; the second is chosen, by a mark and not by colour."""

    async def draw() -> str:
        app = opened(language="sv", theme="light", body="tranemo")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await app.push_screen(QuestionsDialog(QUESTIONS, speech(app)))
            await pilot.press("2")
            await app.workers.wait_for_complete()
            await pilot.pause(0.2)
            return app.export_screenshot(title="actionplan")

    check("tui/questions-80x24-sv-light.svg", alone(asyncio.run(draw()), "questions-80x24-sv-light"))


@pytest.mark.parametrize("name", PICTURES)
def test_looks(name: str, opened: Open) -> None:
    keys, size, language, theme, body = PICTURES[name]

    async def draw() -> str:
        app = opened(language=language, theme=theme, body=body)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            for key in keys.split():
                await pilot.press(key)
                await app.workers.wait_for_complete()
                await pilot.pause()
            await pilot.pause(0.2)
            return app.export_screenshot(title="actionplan")

    check(f"tui/{name}.svg", alone(asyncio.run(draw()), name))
