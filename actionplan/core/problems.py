"""Faults in files, as values: all of them, never the first only.

A problem names its kind by a code and carries the facts; the words in the user's language are chosen elsewhere.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

Path = tuple[str, ...]
"""Keys from the top of a file down to the place: ``("proposal", "08", "due")``."""


class Severity(StrEnum):
    """How bad a problem is."""

    ERROR = "error"
    """Something recorded cannot be used as it stands."""
    WARNING = "warning"
    """Can be used, but is probably not what was meant."""
    NOTE = "note"
    """Is read without loss; other tools may trip over it."""


class Problem(Struct, frozen=True):
    """One fault, where it is, and what is needed to explain it."""

    code: str
    """The kind of fault, stable over versions and languages: ``unknown_key``."""
    severity: Severity = Severity.ERROR
    source: str = ""
    """The file, as the user knows it: relative to the workspace."""
    line: int = 0
    """From 1; 0 means the file as a whole."""
    column: int = 0
    """In characters, from 1; 0 means the line as a whole."""
    path: Path = ()
    strict: bool = False
    """Whether the problem is shown only by a strict check."""
    facts: Mapping[str, str] = {}
    """What the words need: ``{"value": "2016-13-45", "suggestion": "status"}``."""

    def at(self, source: str, line: int = 0, column: int = 0) -> "Problem":
        """The same problem, placed in a file."""
        return replace(self, source=source, line=line, column=column)

    @property
    def key(self) -> str:
        """The place as a dotted key: ``proposal.08.due``."""
        return ".".join(self.path)


def in_file_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Problems by file, line and column; within a place by code."""
    return tuple(sorted(problems, key=lambda problem: (problem.source, problem.line, problem.column, problem.code)))


def worst(problems: Sequence[Problem]) -> Problem:
    """The first of the gravest problems: the one that says why a file cannot be read."""
    return min(problems, key=lambda problem: list(Severity).index(problem.severity))
