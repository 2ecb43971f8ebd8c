"""Pairs of runs: a command and its floor, beside each other, and what their ratio may be."""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limit:
    """What a command may cost."""

    name: str
    arguments: tuple[str, ...]
    floor: str
    ratio: float | None
    national: bool = False
    """Run in the generated workspace, not in the repository's own."""
    cold: bool = False
    """Give each run an empty cache folder of its own."""
    memory: float | None = None
    """Most megabytes (of 1024² bytes) that the process may hold at its peak."""
    seconds: float = float("inf")
    """The longest that the median may take, where it is not judged by a ratio."""

    @property
    def said(self) -> str:
        """The limit as the table shows it."""
        return f"{self.seconds * 1000:g} ms" if self.ratio is None else f"{self.ratio:g} × {self.floor}"


class CommandFailed(Exception):
    """A command that was to be measured did not do its work, so that its time says nothing."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds, and the peak of memory in bytes where the system tells it."""

    seconds: float
    memory: int | None = None


@dataclass(slots=True)
class Row:
    """The pairs of runs of one command and its floor."""

    limit: Limit
    program: Callable[[], Run]
    floor: Callable[[], Run]
    runs: list[Run] = field(default_factory=list)
    floors: list[Run] = field(default_factory=list)

    def measure(self, *, floor_first: bool) -> None:
        """Add one pair."""
        if floor_first:
            self.floors.append(self.floor())
        self.runs.append(self.program())
        if not floor_first:
            self.floors.append(self.floor())

    @property
    def ratios(self) -> list[float]:
        """The program's time over its floor's, pair by pair."""
        return [run.seconds / floor.seconds for run, floor in zip(self.runs, self.floors, strict=True)]

    @property
    def ratio(self) -> float:
        """The median of the ratios."""
        return statistics.median(self.ratios)

    @property
    def spread(self) -> tuple[float, float]:
        """The quartiles of the ratios."""
        if len(self.runs) == 1:
            return self.ratio, self.ratio
        low, _, high = statistics.quantiles(self.ratios, n=4, method="inclusive")
        return low, high

    @property
    def megabytes(self) -> float | None:
        """The highest peak of memory among the runs."""
        peaks = [run.memory for run in self.runs if run.memory is not None]
        return max(peaks) / MEBIBYTE if peaks else None

    @property
    def passes(self) -> bool:
        """Whether the command keeps its limits. Memory that the system does not tell is not judged."""
        if self.limit.ratio is not None and self.ratio > self.limit.ratio:
            return False
        if statistics.median(run.seconds for run in self.runs) > self.limit.seconds:
            return False
        return self.limit.memory is None or self.megabytes is None or self.megabytes <= self.limit.memory


def environment(cache: Path) -> dict[str, str]:
    """The environment of floors and program alike: this checkout, Swedish, no settings of the user's own."""
    # Compiled modules are written and used, as in an installation.
    left_out = ("ACTIONPLAN_", "PYTHONDONTWRITEBYTECODE")
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(left_out)}
    own = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "ACTIONPLAN_CACHE_DIR": str(cache), "ACTIONPLAN_LANG": "sv"}
    return inherited | own


def timed(action: Callable[[], object]) -> Run:
    """Run something once."""
    begin = time.perf_counter()
    action()
    return Run(time.perf_counter() - begin)
