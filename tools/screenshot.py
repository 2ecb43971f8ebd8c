"""Draw the pictures in README and the guides: the example roll-up, its charts, and the full-screen program.

``python tools/screenshot.py`` writes docs/images/*.svg; tests compare them with what the program draws.
"""

import asyncio
import datetime as dt
import io
import re
import shutil
import tempfile
from pathlib import Path

from msgspec.structs import replace

from actionplan.core.matrix import Criteria
from actionplan.core.rollup import RollUp
from actionplan.i18n import set_language
from actionplan.reports import terminal
from actionplan.reports.blocks import Paragraph
from actionplan.reports.rollup_report import report
from actionplan.reports.svg import sheet
from actionplan.workspace import open_workspace
from actionplan.workspace.gathering import gather

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "images" / "rollup.svg"
CHARTS = PICTURE.with_stem("charts")
COMMAND = "actionplan rollup sjuharad"
_LINES = 45
_COLUMNS = 100


def example() -> RollUp:
    """The roll-up over the example plans, in Swedish."""
    set_language("sv")
    workspace = open_workspace(ROOT)
    limits, day = workspace.settings.thresholds, workspace.settings.as_of
    if day is None:
        raise SystemExit("actionplan.toml has no as_of: the picture would change with the calendar")
    criteria = Criteria(as_of=day, k=limits.k, stale_days=limits.stale_days, soon_days=limits.soon_days)
    return gather(workspace, workspace.bodies.resolve("sjuharad"), workspace.catalogue, criteria, cached=False)


def beginning() -> str:
    """The first lines of the roll-up over the example plans, with the colours of a terminal."""
    lines = terminal.render(example(), width=_COLUMNS, color=True).splitlines(keepends=True)
    return "".join(lines[:_LINES])


def charts() -> str:
    """The first two charts of the report over the example plans."""
    document = report(example())
    shown = [block for block in document.blocks if isinstance(block, Paragraph)]
    return sheet.render(replace(document, blocks=(*shown, *document.figures[:2])))


def picture() -> str:
    """The beginning of the roll-up as SVG."""
    from rich.console import Console
    from rich.text import Text

    console = Console(record=True, width=_COLUMNS, file=io.StringIO(), color_system="standard", legacy_windows=False)
    console.print(Text.from_ansi(beginning().rstrip("\n")), soft_wrap=True)
    return alone(console.export_svg(title=COMMAND, unique_id="rollup"), "rollup")


def alone(drawn: str, name: str) -> str:
    """A picture that fetches nothing, no fonts and no addresses, and whose parts go by its name."""
    # Their own name is a sum over the drawing.
    drawn = re.sub(r"terminal-\d+", name, drawn)
    drawn = re.sub(r"@font-face\s*\{.*?\}\s*", "", drawn, flags=re.DOTALL)
    return re.sub(r"<!--.*?-->\s*", "", drawn, flags=re.DOTALL)


SCREENS: dict[str, tuple[str, ...]] = {
    "tui-region": (*["down"] * 8, "right", "right", "right"),
    "tui-overlap": ("2",),
    "tui-plan": (*["right"] * 5, *["down"] * 17, "enter"),
    "tui-form": (*["right"] * 5, *["down"] * 17, "enter", "enter"),
    "tui-todo": ("4",),
    "tui-rollup": ("5",),
    "tui-trend": ("6",),
}
"""The pictures of the full-screen program, and the keys that lead there from the overview."""
_SIZE = (120, 36)


def screen(name: str) -> str:
    """A screen of the full-screen program over the example plans, as SVG."""
    set_language("sv")
    return asyncio.run(_screen(name))


async def _screen(name: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        return await _screen_over(_copy(Path(folder)), name)


def _copy(folder: Path) -> Path:
    """The example plans in no repository: how it stands with this one shall not be seen in a picture."""
    shutil.copy(ROOT / "actionplan.toml", folder)
    for name in ("plans", "proposals"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


async def _screen_over(folder: Path, name: str) -> str:
    from actionplan.tui.app import ActionPlanApp
    from actionplan.tui.desk import Desk

    desk = Desk(open_workspace(folder), dt.date.min)
    app = ActionPlanApp(desk, desk.open().but(read_only=False), theme_name="light")
    async with app.run_test(size=_SIZE) as pilot:
        await pilot.pause()
        for key in SCREENS[name]:
            await pilot.press(key)
            await app.workers.wait_for_complete()
            await pilot.pause()
        await pilot.pause(0.2)
        drawn = app.export_screenshot(title="actionplan")
    return alone(drawn, name)


if __name__ == "__main__":
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    for file, drawing in {
        PICTURE.stem: picture(),
        CHARTS.stem: charts(),
        **{name: screen(name) for name in SCREENS},
    }.items():
        path = PICTURE.with_stem(file)
        path.write_bytes(drawing.encode())
        print(f"Wrote {path.relative_to(ROOT)}")
