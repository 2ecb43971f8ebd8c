"""Draw the picture in README: the beginning of the example roll-up as a terminal shows it.

``python tools/screenshot.py`` writes docs/images/rollup.svg; a test compares it with what the program prints.
"""

import io
import re
from pathlib import Path

from actionplan.core.matrix import Criteria
from actionplan.i18n import set_language
from actionplan.reports import terminal
from actionplan.workspace import open_workspace
from actionplan.workspace.gathering import gather

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "images" / "rollup.svg"
COMMAND = "actionplan rollup sjuharad"
_LINES = 45
_COLUMNS = 100


def beginning() -> str:
    """The first lines of the roll-up over the example plans, with the colours of a terminal."""
    set_language("sv")
    workspace = open_workspace(ROOT)
    limits, day = workspace.settings.thresholds, workspace.settings.as_of
    if day is None:
        raise SystemExit("actionplan.toml has no as_of: the picture would change with the calendar")
    criteria = Criteria(as_of=day, k=limits.k, stale_days=limits.stale_days, soon_days=limits.soon_days)
    found = gather(workspace, workspace.bodies.resolve("sjuharad"), workspace.catalogue, criteria, cached=False)
    lines = terminal.render(found, width=_COLUMNS, color=True).splitlines(keepends=True)
    return "".join(lines[:_LINES])


def picture() -> str:
    """The picture as SVG that fetches nothing: no fonts of its own, no addresses."""
    from rich.console import Console
    from rich.text import Text

    console = Console(record=True, width=_COLUMNS, file=io.StringIO(), color_system="standard", legacy_windows=False)
    console.print(Text.from_ansi(beginning().rstrip("\n")), soft_wrap=True)
    drawn = console.export_svg(title=COMMAND, unique_id="rollup")
    drawn = re.sub(r"@font-face\s*\{.*?\}\s*", "", drawn, flags=re.DOTALL)
    return re.sub(r"<!--.*?-->\s*", "", drawn, flags=re.DOTALL)


if __name__ == "__main__":
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_bytes(picture().encode())
    print(f"Wrote {PICTURE.relative_to(ROOT)}")
