"""The full-screen program's rows: how soon something is seen, how soon a key is answered, and an edit written.

Everything is measured from outside, on a pseudo-terminal of 120 × 40: from the start of the process, or from the key,
to the end of the frame that shows what was waited for. Only the edit is measured inside a process of its own, from the
answered dialog (the message ``EditAsked``) to the drawn frame; the file is on disk by then.

Floors (tui_floor.py):
    E: an app with one text, until the text is seen.
    EP: E, after it has read and parsed the same plan files.
    K: the same key in an app whose one widget is as large as the screen: it draws one of its lines anew, on a key that
        scrolls all of them. Neither counts what is drawn in a later frame: the detail beside the overview follows when
        the cursor is seen in its new place.
    T: one parse of the edited file by tomllib; it only gives the edit's time a measure, the limit is in milliseconds.
"""

import itertools
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks.pairs import MEBIBYTE, ROOT, CommandFailed, Limit, Row, Run, environment, timed

IS_POSSIBLE = sys.platform != "win32"
"""Windows has no pseudo-terminals that Python could open."""
if IS_POSSIBLE:
    from benchmarks.tui_terminal import ProgramEnded, Terminal, python

LIMITS = (
    Limit("tui-open", ("first frame",), "E", 1.5),
    Limit("tui-national-cold", ("first frame",), "EP", 2, national=True, cold=True),
    Limit("tui-national-warm", ("first frame",), "EP", 2, national=True, memory=200),
    Limit("tui-keys", ("key to frame, 95th percentile",), "K", 2, national=True),
    Limit("tui-pages", ("key that scrolls to frame, 95th percentile",), "K", 2, national=True),
    Limit("tui-edit", ("edit to frame",), "T", None, seconds=0.1),
    Limit("tui-national-edit", ("edit to frame",), "T", None, national=True, seconds=0.1),
)
SEEN = "Handledning"
"""Of a proposal in the middle of the overview: its line is drawn with all its cells."""
FLOOR_SEEN = "Nothing here"

KEYS = {
    "down": b"\x1b[B",
    "up": b"\x1b[A",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "pagedown": b"\x1b[6~",
    "pageup": b"\x1b[5~",
    "end": b"\x1b[F",
    "home": b"\x1b[H",
}
WALKS = {
    "tui-keys": ("down", "right", "down", "right", "left", "up", "left", "up"),
    "tui-pages": ("pagedown", "end", "pageup", "home"),
}
"""Keys that each move the cursor, by the row that presses them over and over; all four ends are in them."""
PRESSED = 80
"""Keys of a round."""


def row(limit: Limit, national: Path, scratch: Path, stack: ExitStack) -> Row:
    """The row of a limit.

    Args:
        limit: the limit.
        national: the workspace with a plan for each municipality.
        scratch: where files may be made.
        stack: closes what stays open over the rounds.
    """
    workspace = national if limit.national else ROOT
    if "edit" in limit.name:
        return _edit_row(limit, workspace, scratch)
    if limit.name in WALKS:
        return _key_row(limit, workspace, scratch, stack)
    return _start_row(limit, workspace, scratch)


def _start_row(limit: Limit, workspace: Path, scratch: Path) -> Row:
    kept = scratch / f"cache-{limit.name}"

    def program() -> Run:
        cache = Path(tempfile.mkdtemp(dir=scratch)) if limit.cold else kept
        try:
            with Terminal(python("-m", "actionplan"), workspace, environment(cache)) as terminal:
                seconds = _seen(terminal, SEEN)
                return Run(seconds, _memory(terminal) if limit.memory else None)
        finally:
            if limit.cold:
                shutil.rmtree(cache, ignore_errors=True)

    def floor() -> Run:
        plans = [str(workspace / "plans")] if limit.floor == "EP" else []
        with Terminal(python("-m", "benchmarks.tui_floor", *plans), workspace, environment(kept)) as terminal:
            return Run(_seen(terminal, FLOOR_SEEN))

    return Row(limit, program, floor)


def _seen(terminal: "Terminal", text: str) -> float:
    try:
        return terminal.wait_for(text)
    except ProgramEnded as error:
        raise CommandFailed(str(error)) from None


def _memory(terminal: "Terminal") -> int | None:
    """The peak of memory after a walk through the overview, a plan, and what is to be done."""
    terminal.settle()
    walk = [KEYS[name] for name in itertools.chain(*WALKS.values())]
    for key in (*walk, b"\r", KEYS["down"], b"\x1b", b"4", b"5", b"1"):
        terminal.type(key)
        terminal.settle(0.3)
    found = terminal.megabytes
    return None if found is None else round(found * MEBIBYTE)


@dataclass
class Walker:
    """A program that stays open, in which keys are pressed."""

    command: list[str]
    workspace: Path
    cache: Path
    text: str
    stack: ExitStack
    keys: Iterator[str]
    terminal: "Terminal | None" = None

    def p95(self) -> Run:
        """The 95th percentile of some keys' times."""
        if self.terminal is None:
            self.terminal = self.stack.enter_context(Terminal(self.command, self.workspace, environment(self.cache)))
            _seen(self.terminal, self.text)
            self.terminal.settle()
        try:
            times = [self.terminal.press(KEYS[key]) for key in itertools.islice(self.keys, PRESSED)]
        except ProgramEnded as error:
            raise CommandFailed(str(error)) from None
        return Run(statistics.quantiles(times, n=20, method="inclusive")[-1])


def _key_row(limit: Limit, workspace: Path, scratch: Path, stack: ExitStack) -> Row:
    kept = scratch / f"cache-{limit.name}"
    walk = WALKS[limit.name]
    own = Walker(python("-m", "actionplan"), workspace, kept, SEEN, stack, itertools.cycle(walk))
    floor_app = python("-m", "benchmarks.tui_floor", "--keys")
    floor = Walker(floor_app, workspace, kept, FLOOR_SEEN, stack, itertools.cycle(walk))
    return Row(limit, own.p95, floor.p95)


def _edit_row(limit: Limit, workspace: Path, scratch: Path) -> Row:
    folder = scratch / limit.name
    folder.mkdir()
    shutil.copy(workspace / "actionplan.toml", folder)
    for name in ("plans", "proposals"):
        if (workspace / name).is_dir():
            shutil.copytree(workspace / name, folder / name)
    plan = folder / "plans" / "boras.toml"

    def program() -> Run:
        command = [sys.executable, "-m", "benchmarks.tui_edit", str(folder)]
        ran = subprocess.run(
            command, cwd=ROOT, env=environment(scratch / "cache-edit"), capture_output=True, check=False, text=True
        )
        if ran.returncode:
            raise CommandFailed(f"{' '.join(command[1:])}: exit code {ran.returncode}\n{ran.stderr[-2000:]}")
        return Run(statistics.median(json.loads(ran.stdout)))

    def floor() -> Run:
        text = plan.read_text("utf-8")
        return timed(lambda: tomllib.loads(text))

    return Row(limit, program, floor)
