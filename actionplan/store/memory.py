"""Reports that were made before, for as long as nothing they were made from has changed. Disposable.

What a report is made from is told by the state of each file: time of change, size and number. A file that changed in
the last two seconds may change again without showing it in its state, so then nothing is remembered or recalled.
"""

import contextlib
import os
import time
from collections.abc import Iterable
from pathlib import Path

import msgspec

from actionplan.store.disk import write_file
from actionplan.store.errors import CannotWrite
from actionplan.store.text import digest

UNSETTLED = 2_000_000_000
"""Nanoseconds: the coarsest time stamps of file systems in use."""

_MOST_REPORTS = 6
_MOST_LETTERS = 400_000
"""Longer reports take longer to make than to read, but fill the disk."""


class Report(msgspec.Struct, frozen=True, array_like=True):
    """A report as it was handed out."""

    text: str
    remarks: tuple[str, ...]
    """What was said beside it."""
    is_partial: bool


class _Shelf(msgspec.Struct, frozen=True, array_like=True):
    reports: dict[str, Report]
    """By key, the newest last."""


def key_of(files: Iterable[Path], facts: Iterable[str]) -> str | None:
    """A key for a report over files and further facts; ``None`` when a file has changed too lately, or is gone."""
    settled = time.time_ns() - UNSETTLED
    parts = list(facts)
    for path in files:
        try:
            state = os.stat(path)  # noqa: PTH116 - a third faster than Path.stat, 290 times
        except OSError:
            return None
        if state.st_mtime_ns > settled:
            return None
        parts.append(
            f"{path}\0{state.st_mtime_ns}\0{state.st_ctime_ns}\0{state.st_mode}\0{state.st_size}\0{state.st_ino}"
        )
    return digest("\0\0".join(parts).encode(errors="surrogatepass")).hex()


def recall(shelf: Path, key: str) -> Report | None:
    """The report with that key, if it was made before."""
    return _load(shelf).get(key)


def remember(shelf: Path, key: str, report: Report) -> None:
    """Keep a report, and forget the oldest."""
    if len(report.text) > _MOST_LETTERS:
        return
    known = {other: one for other, one in _load(shelf).items() if other != key}
    newest = dict([*known.items(), (key, report)][-_MOST_REPORTS:])
    # A shelf that cannot be written costs time, nothing else.
    with contextlib.suppress(CannotWrite):
        write_file(shelf, msgspec.msgpack.encode(_Shelf(newest)), source=shelf.name, lasting=False)


def _load(shelf: Path) -> dict[str, Report]:
    try:
        return msgspec.msgpack.decode(shelf.read_bytes(), type=_Shelf).reports
    except (OSError, UnicodeDecodeError, msgspec.MsgspecError):
        return {}
