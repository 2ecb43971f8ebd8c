"""The rows of the past: a curve of 40 quarters of 290 plans out of 30,000 commits, and what changed since a day."""

import datetime as dt
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.history import write_history
from benchmarks.pairs import Limit, Row, Run, timed

_ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))
GROUP = "history"
"""All rows of the past."""
TODAY = dt.date(2026, 1, 5)
QUARTERS = [dt.date(year, month, day) for year in range(2016, 2026) for month, day in _ENDS]
LIMITS = (
    Limit("history-cold", ("trend", "riket", "--since", "2016-01-01"), "H", 1.3, memory=300),
    Limit("history-warm", ("the same curve in the process, unchanged",), "C", 0.05),
    Limit("history-diff", ("diff", "--since", "2025-09-30"), "H", None, memory=300, seconds=1),
)
Process = Callable[[Sequence[str], Path, Path], Run]


def rows(only: str | None, scratch: Path, run: Process) -> list[Row]:
    """The rows of the past, over a repository that is made for them.

    Args:
        only: a row's name, or that of the group; ``None`` for all.
        scratch: where the repository and the caches lie.
        run: runs a Python module in a folder with a cache.
    """
    wanted = [limit for limit in LIMITS if only in {None, GROUP, limit.name}]
    if not wanted:
        return []
    repository = scratch / "history"
    write_history(repository)
    commits = _quarters(repository)
    floor: Callable[[], Run] = lambda: run(  # noqa: E731
        ("benchmarks.floor_history", str(repository), *commits), repository, scratch
    )
    made = {
        "history-cold": _cold(repository, scratch, run),
        "history-diff": _plain(repository, scratch, run, LIMITS[2]),
    }
    return [
        Row(limit, made[limit.name], floor)
        if limit.name in made
        else Row(limit, _in_process(repository, scratch / "warm"), _in_process(repository, None))
        for limit in wanted
    ]


def _quarters(repository: Path) -> list[str]:
    """The commit that stands for each quarter's end, as git itself tells it."""
    found = []
    for day in QUARTERS:
        words = ("git", "rev-list", "--topo-order", "-1", f"--before={day}T23:59:59Z", "main")
        found.append(subprocess.run(words, cwd=repository, check=True, capture_output=True, text=True).stdout.strip())
    return found


def _cold(repository: Path, scratch: Path, run: Process) -> Callable[[], Run]:
    def program() -> Run:
        cache = Path(tempfile.mkdtemp(dir=scratch))
        try:
            return run(("actionplan", *LIMITS[0].arguments, "--until", str(QUARTERS[-1])), repository, cache)
        finally:
            shutil.rmtree(cache, ignore_errors=True)

    return program


def _plain(repository: Path, scratch: Path, run: Process, limit: Limit) -> Callable[[], Run]:
    return lambda: run(("actionplan", *limit.arguments), repository, scratch / "cache-diff")


def _in_process(repository: Path, cache: Path | None) -> Callable[[], Run]:
    """Draw the curve in this process: with what was found before, or with nothing."""

    def draw() -> Run:
        from actionplan.store.settings import Folders
        from actionplan.workspace import open_workspace
        from actionplan.workspace.trending import Wanted, draw_curve

        workspace = open_workspace(repository)
        workspace.__dict__["folders"] = Folders(cache or repository, cache or repository)
        wanted = Wanted(workspace.bodies["riket"], since=QUARTERS[0])
        return timed(lambda: draw_curve(workspace, wanted, TODAY, TODAY, cached=cache is not None))

    return draw
