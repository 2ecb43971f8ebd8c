"""Plan files to plans: each file gives a plan or the reasons why not, never an exception and never silence."""

import errno
import os
import stat
from pathlib import Path

from msgspec import Struct

from actionplan.core.plan import Plan
from actionplan.core.problems import Problem, in_file_order
from actionplan.store import toml
from actionplan.store.schema import read_plan_document
from actionplan.store.text import MOST_BYTES, Document, decode, digest


class PlanFile(Struct, frozen=True):
    """What a plan file holds, as far as it could be read."""

    source: str
    """The file as the user knows it: relative to the workspace."""
    path: Path
    plan: Plan | None
    """``None`` when the file cannot be read as a plan at all."""
    problems: tuple[Problem, ...] = ()
    document: Document | None = None


def read_bytes(path: Path) -> bytes | Problem:
    """A file's bytes, or why they cannot be had."""
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            state = os.fstat(file.fileno())
            if not stat.S_ISREG(state.st_mode):
                return Problem("cannot_read", facts={"reason": os.strerror(errno.ENXIO)})
            if state.st_size > MOST_BYTES:
                return _too_large(state.st_size)
            return file.read()
    except OSError as error:
        return _refused(path, error)


def _too_large(size: int) -> Problem:
    return Problem("too_large", facts={"megabytes": str(size // 1_000_000), "most": str(MOST_BYTES // 1_000_000)})


def digest_of(path: Path) -> bytes | None:
    """The fingerprint of a file's bytes as they are now; ``None`` when they cannot be read."""
    content = read_bytes(path)
    return digest(content) if isinstance(content, bytes) else None


def _without_waiting(path: str, flags: int) -> int:
    """Open a file; a pipe that nobody writes to would keep the program waiting for ever."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _refused(path: Path, error: OSError) -> Problem:
    # Windows refuses to open a folder with the error for a lack of permission. Path.is_dir raises where os.path does
    # not: in a folder that may not be searched.
    if isinstance(error, IsADirectoryError) or (os.path.isdir(path) and os.access(path, os.R_OK)):  # noqa: PTH112
        return Problem("is_folder")
    if isinstance(error, FileNotFoundError):
        return Problem("dangling_link" if path.is_symlink() else "not_found")
    if isinstance(error, PermissionError):
        return Problem("no_permission")
    if error.errno == errno.ELOOP:
        return Problem("looping_link")
    return Problem("cannot_read", facts={"reason": error.strerror or type(error).__name__})


def read_plan(path: Path, source: str) -> PlanFile:
    """The plan in a file."""
    content = read_bytes(path)
    if isinstance(content, Problem):
        return PlanFile(source, path, None, (content.at(source),))
    return parse_plan(content, path, source)


def parse_blob(content: bytes, source: str) -> PlanFile:
    """The plan in bytes that git keeps. There is no such file; its path only has the name."""
    path = Path(source)
    if len(content) > MOST_BYTES:
        return PlanFile(source, path, None, (_too_large(len(content)).at(source),))
    return parse_plan(content, path, source)


def parse_plan(content: bytes, path: Path, source: str) -> PlanFile:
    """The plan in a file's bytes."""
    document = decode(content)
    if isinstance(document, Problem):
        return PlanFile(source, path, None, (document.at(source, document.line, document.column),))
    remarks = tuple(remark.at(source, remark.line) for remark in document.remarks)
    try:
        raw = toml.loads(document.text)
    except toml.Invalid as error:
        problem = toml.explain(document.text, error)
        fault = problem.at(source, problem.line, problem.column)
        return PlanFile(source, path, None, (*remarks, fault), document)
    plan, problems = read_plan_document(raw)
    if not problems:
        return PlanFile(source, path, plan, remarks, document)
    return PlanFile(source, path, plan, (*remarks, *located(document.text, source, problems)), document)


def located(text: str, source: str, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems of a text that parses, each with its line and column."""
    from actionplan.store.scan import scan

    places = scan(text)
    return in_file_order([problem.at(source, *places.of(problem.path)) for problem in problems])
