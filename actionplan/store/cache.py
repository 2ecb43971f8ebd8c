"""Summaries of plans that were read before. Disposable: everything in it can be computed again.

An entry is trusted when the file's state is the same as when it was read, or else when its content is. A file that
changed within two seconds of being read may change again without showing it in its state, so its content is asked.
"""

import contextlib
import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from actionplan.core.problems import Problem
from actionplan.core.summary import PlanSummary, summarise
from actionplan.store.disk import write_file
from actionplan.store.errors import CannotWrite
from actionplan.store.memory import UNSETTLED
from actionplan.store.read import parse_blob, parse_plan, read_bytes
from actionplan.store.text import digest

_VERSION = 2

_MARK = len(digest(b""))

State = tuple[int, int, int, int]
"""Times of change of content and of anything, size, and number of a file."""

_NO_STATE: State = (0, 0, 0, 0)


class Summarised(msgspec.Struct, frozen=True, array_like=True):
    """What a plan file came to."""

    state: State
    read_at: int
    digest: bytes
    summary: PlanSummary | None
    problems: tuple[Problem, ...]


class _Shelf(msgspec.Struct, frozen=True, array_like=True):
    version: int
    program: str
    plans: dict[str, Summarised]


class Blobs(msgspec.Struct, frozen=True):
    """Plan files that git keeps. Their ids tell their content, so that no state is needed."""

    ids: Mapping[str, str] = {}
    """By source."""
    read: Callable[[Sequence[str]], Iterable[bytes | None]] = lambda _sources: ()
    """Gives the contents of the files with those sources; ``None`` for what cannot be read."""


NO_BLOBS = Blobs()

Progress = Callable[[int, int], None]
"""Is told how many of how many files are done."""


def summaries(
    paths: Mapping[str, Path],
    shelf: Path | None,
    program: str,
    progress: Progress | None = None,
    blobs: Blobs = NO_BLOBS,
) -> dict[str, Summarised]:
    """The summary of each file, read anew only where it has changed.

    Args:
        paths: the files by source.
        shelf: where the cache lies; ``None`` to do without.
        program: the program's version; another one's cache is not used.
        progress: is told after each file.
        blobs: the files that git keeps.
    """
    known = _load(shelf, program) if shelf else {}
    found = renewed(paths, known, progress, blobs)
    if shelf and (found.keys() != known.keys() or any(found[source] is not known[source] for source in found)):
        _save(shelf, program, found)
    return found


def renewed(
    paths: Mapping[str, Path],
    known: Mapping[str, Summarised],
    progress: Progress | None = None,
    blobs: Blobs = NO_BLOBS,
) -> dict[str, Summarised]:
    """The summary of each file: the very one that is known where the file has not changed, otherwise a new one.

    Args:
        paths: the files by source.
        known: what was found before.
        progress: is told after each file.
        blobs: the files that git keeps.
    """
    found: dict[str, Summarised] = {}
    whole = len(paths) + len(blobs.ids)
    for source, path in paths.items():
        found[source] = _summarised(source, path, known.get(source))
        if progress:
            progress(len(found), whole)
    marks = {source: bytes.fromhex(id_) for source, id_ in blobs.ids.items()}
    for source, mark in marks.items():
        if (one := known.get(source)) and one.digest == mark:
            found[source] = one
    news = [source for source in marks if source not in found]
    for source, content in zip(news, blobs.read(news) if news else (), strict=True):
        found[source] = _of_blob(source, marks[source], content)
        if progress:
            progress(len(found), whole)
    # What was known comes before what is new until here.
    return {source: found[source] for source in (*paths, *marks)}


def not_followed(problem: Problem) -> Summarised:
    """What a file comes to that is not even looked into."""
    return Summarised(_NO_STATE, 0, b"", None, (problem,))


def _of_blob(source: str, mark: bytes, content: bytes | None) -> Summarised:
    if content is None:
        return not_followed(Problem("not_in_copy", source=source))
    file = parse_blob(content, source)
    return Summarised(_NO_STATE, 0, mark, summarise(file.plan) if file.plan else None, file.problems)


def _load(shelf: Path, program: str) -> dict[str, Summarised]:
    try:
        content = shelf.read_bytes()
    except OSError:
        return {}
    # The fingerprint tells whether it is whole: a damaged one may still decode, to something else.
    mark, body = content[:_MARK], content[_MARK:]
    if digest(body) != mark:
        return {}
    return _plans(body, program)


def _plans(body: bytes, program: str) -> dict[str, Summarised]:
    try:
        content = msgspec.msgpack.decode(body, type=_Shelf)
    except msgspec.MsgspecError:
        # Written by another version.
        return {}
    return content.plans if (content.version, content.program) == (_VERSION, program) else {}


def _save(shelf: Path, program: str, plans: dict[str, Summarised]) -> None:
    # A cache that cannot be written costs time, nothing else.
    # Nor can it hold a file name that is not UTF-8.
    with contextlib.suppress(CannotWrite, UnicodeEncodeError):
        body = msgspec.msgpack.encode(_Shelf(_VERSION, program, plans))
        write_file(shelf, digest(body) + body, source=shelf.name, lasting=False)


def _state(path: Path) -> State | None:
    try:
        stat = os.stat(path)  # noqa: PTH116 - a third faster than Path.stat, 290 times
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino


def _summarised(source: str, path: Path, known: Summarised | None) -> Summarised:
    state = _state(path)
    if known and state and known.state == state and state[0] + UNSETTLED < known.read_at:
        return known
    now = time.time_ns()
    content = read_bytes(path)
    if isinstance(content, Problem):
        return Summarised(state or _NO_STATE, 0, b"", None, (content.at(source),))
    mark = digest(content)
    if known and known.digest == mark and state:
        return Summarised(state, now, mark, known.summary, known.problems)
    file = parse_plan(content, path, source)
    return Summarised(state or _NO_STATE, now, mark, summarise(file.plan) if file.plan else None, file.problems)
