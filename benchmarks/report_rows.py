"""The rows of reports: a format against the roll-up in the terminal, and a PDF against what typst itself takes.

The first are whole processes that read every plan anew.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.pairs import ROOT, CommandFailed, Limit, Row, Run, environment

GROUP = "reports"
"""All rows of reports."""
LIMITS = (
    Limit("html", ("rollup", "sjuharad", "--format", "html"), "R", 1.5, cold=True),
    Limit("html-national", ("rollup", "riket", "--format", "html"), "R", 3, national=True, cold=True),
    Limit("xlsx-national", ("rollup", "riket", "--format", "xlsx"), "R", 8, national=True, cold=True),
)
PDF = Limit("pdf", ("the PDF of sjuharad, from report to bytes",), "Y", 1.5)
Process = Callable[[Sequence[str], Path, Path], Run]


def rows(only: str | None, national: Path, scratch: Path, run: Process) -> list[Row]:
    """The rows of reports.

    Args:
        only: a row's name, or that of the group; ``None`` for all.
        national: the generated workspace.
        scratch: where the caches lie.
        run: runs a Python module in a folder with a cache.
    """
    found = [_row(limit, national, scratch, run) for limit in LIMITS if only in {None, GROUP, limit.name}]
    return [*found, _pdf_row(scratch)] if only in {None, GROUP, PDF.name} else found


def _row(limit: Limit, national: Path, scratch: Path, run: Process) -> Row:
    workspace = national if limit.national else ROOT

    def cold(arguments: Sequence[str]) -> Run:
        cache = Path(tempfile.mkdtemp(dir=scratch))
        try:
            return run(("actionplan", *arguments), workspace, cache)
        finally:
            shutil.rmtree(cache, ignore_errors=True)

    return Row(limit, lambda: cold(limit.arguments), lambda: cold(limit.arguments[:2]))


def _pdf_row(scratch: Path) -> Row:
    """The PDF of a report against a bare compile of the same source, each in a process that remembers nothing."""

    def once(way: str) -> Run:
        words = (sys.executable, "-m", "benchmarks.pdf_once", way)
        said = subprocess.run(words, cwd=ROOT, env=environment(scratch), capture_output=True, text=True, check=False)
        try:
            return Run(float(said.stdout))
        except ValueError:
            raise CommandFailed(f"pdf_once {way}: {said.stdout}{said.stderr}") from None

    return Row(PDF, lambda: once("render"), lambda: once("bare"))
