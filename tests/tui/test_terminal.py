"""In a real terminal: what is sent to it, and how it is left."""

import os
import re
import select
import subprocess
import sys
import time
from itertools import product
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is needed", allow_module_level=True)

import pty
import termios

COLOUR = re.compile(rb"\x1b\[(?:[\d;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[\d;]*)?m")
"""Any colour but the terminal's own."""
ENTERED, LEFT = b"\x1b[?1049h", b"\x1b[?1049l"
SHOWN = b"\x1b[?25h"
"""The cursor is shown."""
CRASHING = """
import datetime as dt, pathlib, sys
from actionplan.tui.desk import Desk
from actionplan.tui.opening import open_tui
from actionplan.workspace import open_workspace
def fall(self):
    raise RuntimeError("the roof")
Desk.changed_outside = fall
workspace = open_workspace(pathlib.Path(sys.argv[1]))
day = dt.date(2017, 2, 12)
sys.exit(open_tui(workspace, calendar_day=day, read_only=False, hide_names=False, color=True, body=None))
"""


def in_terminal(command: list[str], keys: bytes = b"", **environment: str) -> tuple[bytes, int, bool]:
    """Run a program in a terminal of its own, type once something is drawn, and wait until it ends.

    Gives all that it sent, its exit code, and whether the terminal is set as it was.
    """
    here, there = pty.openpty()
    before = termios.tcgetattr(there)
    known = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30", **environment}
    process = subprocess.Popen(
        [sys.executable, *command], stdin=there, stdout=there, stderr=there, env=known, start_new_session=True
    )
    sent, typed, until = b"", False, time.monotonic() + 60
    while time.monotonic() < until and (process.poll() is None or ready(here)):
        if ready(here):
            sent += os.read(here, 65536)
        elif keys and not typed and b"02" in sent:
            os.write(here, keys)
            typed = True
    code = process.wait(timeout=10)
    after = termios.tcgetattr(there)
    os.close(here)
    os.close(there)
    return sent, code, before == after


def ready(file: int) -> bool:
    return bool(select.select([file], [], [], 0.2)[0])


@pytest.mark.parametrize(("words", "environment"), list(product([[], ["--no-color"]], [{}, {"NO_COLOR": "1"}])))
def test_colours_are_sent_only_where_they_are_wanted(
    folder: Path, words: list[str], environment: dict[str, Any]
) -> None:
    sent, code, is_restored = in_terminal(["-m", "actionplan", "-C", str(folder), *words], b"q", **environment)
    assert code == 0
    assert is_restored
    assert ENTERED in sent
    assert LEFT in sent
    assert bool(COLOUR.search(sent)) is not bool(words or environment)


def test_a_crash_leaves_the_terminal_as_it_was_and_tells(folder: Path) -> None:
    before = {path: path.read_bytes() for path in sorted(folder.rglob("*.toml"))}
    sent, code, is_restored = in_terminal(["-c", CRASHING, str(folder)])
    assert code == 1
    assert is_restored
    assert sent.index(ENTERED) < sent.rindex(LEFT) < sent.rindex(b"the roof")
    assert sent.rindex(b"\x1b[?25l") < sent.rindex(SHOWN)
    assert {path: path.read_bytes() for path in sorted(folder.rglob("*.toml"))} == before
    assert not [path for path in folder.rglob("*") if path.suffix in {".tmp", ".part"}]
