"""Measure the program against its floors and print one table of ratios.

Times differ between machines and from minute to minute, so only ratios count: each run of the program is paired with a
run of its floor right beside it, the pairs of all rows are interleaved in rounds, every other round runs the floor
last, and what is judged is the median of the ratios. Runs are whole processes with their output in a pipe, but for the
edit and the merge, which are measured inside this one, and the full-screen program, which is measured in a terminal of
its own.

Floors:
    F: a Typer program that prints one Rich table of 44 rows (floor_table.py).
    P: F, and reading and parsing the same plan files (floor_read.py).
    T: one parse of the edited file by tomllib.
    M: one parse of each of the two sides by the program's own parser, which is several times faster than tomllib.
    H: reading the plans of 40 quarters out of 30,000 commits from one git process, and parsing each version once
        (floor_history.py); C: drawing the curve of those quarters cold; see history_rows.py.
    R: the same roll-up in the terminal; Y: a bare compile of the same source by typst (report_rows.py).
    E, EP, K: Textual apps that do the least that can be done (tui_floor.py); see tui.py.

Exit codes: 0 all within their limits, 1 a ratio or the memory is over its limit or a command failed, 2 wrong usage.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Sequence
from contextlib import ExitStack
from importlib.metadata import PackageNotFoundError, version
from math import isfinite
from pathlib import Path

# As a file from a checkout too, where the package need not be installed.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import history_rows, merge, report_rows, tui
from benchmarks.pairs import ROOT, CommandFailed, Limit, Row, Run, environment, timed

PACKAGES = ("typer", "rich", "textual", "msgspec", "toml-rs", "tomlkit")
EDITED = "boras"


LIMITS = (
    Limit("version", ("--version",), "F", 1.3),
    Limit("help", ("--help",), "F", 1.3),
    Limit("show", ("show", "boras"), "F", 1.3),
    Limit("list", ("list",), "F", 1.3),
    Limit("rollup", ("rollup", "sjuharad"), "P", 1.5, cold=True),
    Limit("national-cold", ("rollup", "riket"), "P", 1.6, national=True, cold=True, memory=250),
    Limit("national-warm", ("rollup", "riket"), "F", 1.5, national=True),
)
EDIT = Limit("edit", ("edit in the process",), "T", 4)
TUI = "tui"
"""All rows of the full-screen program."""


def run_process(arguments: Sequence[str], cwd: Path, cache: Path) -> Run:
    """Run a Python module to its end, with its output in a pipe.

    Raises:
        CommandFailed: it ended with another code than 0, or printed nothing.
    """
    command = [sys.executable, "-m", *arguments]
    with tempfile.TemporaryFile() as errors:
        begin = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=cwd, env=environment(cache), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors
        )
        with process:
            output = process.stdout.read() if process.stdout else b""
            memory = _wait(process)
        seconds = time.perf_counter() - begin
        errors.seek(0)
        words = errors.read().decode(errors="replace").strip()
    shown = " ".join(command[1:])
    if process.returncode:
        raise CommandFailed(f"{shown} (in {cwd}): exit code {process.returncode}\n{words}")
    if not output.strip():
        raise CommandFailed(f"{shown} (in {cwd}): printed nothing\n{words}")
    return Run(seconds, memory)


def _wait(process: subprocess.Popen[bytes]) -> int | None:
    """Wait for a process; its peak of memory in bytes, where the system tells it."""
    if sys.platform == "win32":
        process.wait()
        return None
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss if sys.platform == "darwin" else usage.ru_maxrss * 1024


def edit_once(folder: Path) -> None:
    """Make one verified, atomic edit of ``plans/boras.toml`` in a workspace, as a command does it.

    That is the whole way from the file on disk to the file on disk: lock, read, change one value, write with the
    promises of the store. Each call changes the file. Imports stand here, inside the function: the call before the
    first round pays for them.
    """
    from actionplan.core.edit import set_fields
    from actionplan.core.plan import Plan
    from actionplan.workspace import open_workspace
    from actionplan.workspace.editing import edit_plan

    def other_owner(plan: Plan) -> Plan:
        known = plan.entry("09").owner
        return set_fields(plan, "09", {"owner": "Enhetschef" if known != "Enhetschef" else "IFO-chef"})

    edit_plan(open_workspace(folder), folder / "plans" / "boras.toml", other_owner)


def process_row(limit: Limit, national: Path, scratch: Path) -> Row:
    """A row whose command is a process of its own."""
    workspace = national if limit.national else ROOT
    kept = scratch / f"cache-{limit.name}"

    def program() -> Run:
        cache = Path(tempfile.mkdtemp(dir=scratch)) if limit.cold else kept
        try:
            return run_process(("actionplan", *limit.arguments), workspace, cache)
        finally:
            if limit.cold:
                shutil.rmtree(cache, ignore_errors=True)

    def floor() -> Run:
        arguments = ("benchmarks.floor_read", str(workspace / "plans")) if limit.floor == "P" else FLOOR_F
        return run_process(arguments, workspace, kept)

    return Row(limit, program, floor)


FLOOR_F = ("benchmarks.floor_table",)


def edit_row(national: Path, scratch: Path) -> Row:
    """The row of the edit, over a workspace with a copy of one plan."""
    folder = scratch / "edit"
    (folder / "plans").mkdir(parents=True)
    plan = folder / "plans" / f"{EDITED}.toml"
    shutil.copy(national / "plans" / plan.name, plan)
    shutil.copy(national / "actionplan.toml", folder)

    def program() -> Run:
        before = plan.read_bytes()
        run = timed(lambda: edit_once(folder))
        if plan.read_bytes() == before:
            raise CommandFailed("edit_once changed nothing")
        return run

    def floor() -> Run:
        text = plan.read_text("utf-8")
        return timed(lambda: tomllib.loads(text))

    return Row(EDIT, program, floor)


def warmed_up(rows: Sequence[Row]) -> tuple[list[Row], list[str]]:
    """Run each row once, unmeasured, which compiles modules and fills caches: the rows that work, and why others don't.

    Whatever goes wrong in a row must not hide the figures of the others.
    """
    working, failures = [], []
    for row in rows:
        try:
            row.floor()
            row.program()
        except (CommandFailed, NotImplementedError) as error:
            failures.append(f"{row.limit.name}: {error}")
        else:
            working.append(row)
    return working, failures


def versions() -> dict[str, str]:
    """The versions of Python and of the packages that the figures depend on."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = [("what", "limit", "ratio", "quartiles", "within", "median ms", "floor ms", "peak MB")]
    for row in rows:
        limit, (low, high) = row.limit, row.spread
        workspace = ", 290 plans" if limit.national else ""
        state = ", cold" if limit.cold else ", warm" if limit.national else ""
        peak = "–" if row.megabytes is None else f"{row.megabytes:.0f}"
        lines.append(
            (
                f"{limit.name}: {' '.join(limit.arguments)}{workspace}{state}",
                limit.said,
                f"{row.ratio:.2f}",
                f"{low:.2f}–{high:.2f}",
                "yes" if row.passes else "NO",
                f"{statistics.median(run.seconds for run in row.runs) * 1000:.1f}",
                f"{statistics.median(run.seconds for run in row.floors) * 1000:.1f}",
                peak if limit.memory is None else f"{peak} (limit {limit.memory:g})",
            )
        )
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    shown = ["| " + " | ".join(map(str.ljust, line, widths)) + " |" for line in lines]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([shown[0], rule, *shown[1:]])


def as_json(rows: Sequence[Row], failures: Sequence[str], rounds: int) -> str:
    """The figures for programs."""
    document = {
        "schema": 1,
        "rounds": rounds,
        "versions": versions(),
        "failures": list(failures),
        "rows": [
            {
                "name": row.limit.name,
                "floor": row.limit.floor,
                "limit": row.limit.ratio,
                "seconds_limit": row.limit.seconds if isfinite(row.limit.seconds) else None,
                "ratio": row.ratio,
                "quartiles": row.spread,
                "ratios": row.ratios,
                "passes": row.passes,
                "megabytes": row.megabytes,
                "megabytes_limit": row.limit.memory,
            }
            for row in rows
        ],
    }
    return json.dumps(document, indent=2)


def measure(only: str | None, rounds: int, scratch: Path) -> tuple[list[Row], list[str]]:
    """Measure all rows, or one: the measured rows, and why others could not be measured."""
    from benchmarks.generate import write_workspace

    national = scratch / "national"
    write_workspace(national)
    chosen = [limit for limit in (*LIMITS, EDIT) if only in {None, limit.name}]
    rows = [edit_row(national, scratch) if limit is EDIT else process_row(limit, national, scratch) for limit in chosen]
    if only in {None, merge.LIMIT.name}:
        rows.append(merge.merge_row())
    with ExitStack() as open_screens:
        if tui.IS_POSSIBLE:
            wanted = [limit for limit in tui.LIMITS if only in {None, TUI, limit.name}]
            rows += [tui.row(limit, national, scratch, open_screens) for limit in wanted]
        rows += report_rows.rows(only, national, scratch, run_process)
        rows += history_rows.rows(only, scratch, run_process)
        working, failures = warmed_up(rows)
        for number in range(rounds):
            for row in working:
                row.measure(floor_first=number % 2 == 0)
    return working, failures


def main() -> int:
    """Read the command line, measure, print the table; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    limits = (*LIMITS, EDIT, merge.LIMIT, *tui.LIMITS, *report_rows.LIMITS, report_rows.PDF, *history_rows.LIMITS)
    names = [limit.name for limit in limits]
    groups = (TUI, report_rows.GROUP, history_rows.GROUP)
    said = f"one row, or all of: the full-screen program ({TUI}), reports ({groups[1]}), the past ({groups[2]})"
    parser.add_argument("--only", choices=[*names, *groups], help=said)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file too")
    options = parser.parse_args()
    if options.rounds < 1:
        parser.error("--rounds must be at least 1")
    with tempfile.TemporaryDirectory() as scratch:
        try:
            rows, failures = measure(options.only, options.rounds, Path(scratch))
        except CommandFailed as error:
            print(f"FAILED {error}", file=sys.stderr)
            return 1
    if rows:
        print(", ".join(f"{name} {number}" for name, number in versions().items()))
        print(f"{options.rounds} interleaved rounds; ratios are medians of the rounds, with their quartiles.\n")
        print(table(rows))
    if options.json:
        options.json.write_text(as_json(rows, failures, options.rounds) + "\n", "utf-8")
    for failure in failures:
        print(f"FAILED {failure}", file=sys.stderr)
    return 1 if failures or not all(row.passes for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
