"""Whole folders or none: every file is on disk before the folder has its name.

No step of the file system puts a folder in the place of another that holds files: the earlier one is moved away first.
Whoever looks in that moment finds none. If the program is killed in it, the next write puts the earlier one back first.
"""

import contextlib
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from actionplan.store.disk import turn
from actionplan.store.errors import CannotWrite, PartlyReplaced

_TEMPORARY = ".actionplan-tmp"
_OLD = f".old{_TEMPORARY}"


def replace_folder(
    path: Path,
    files: Mapping[str, bytes],
    *,
    source: str,
    locks: Path,
    along: contextlib.AbstractContextManager[None] | None = None,
) -> None:
    """Make a folder of files, or put it in the place of one that may be lost.

    Args:
        path: the folder; a link to one stays a link.
        files: the content of each file by its name.
        source: the folder as the user knows it.
        locks: where programs that write the same folder take turns.
        along: what is written with it: entered when all files of the folder are on disk, left when it has its name.
            An error that passes through it tells it to put everything back.

    Raises:
        CannotWrite: the system refused, or another program did not finish. What was there before is there.
        PartlyReplaced: it refused, and then refused to put the earlier one back too.
    """
    real = Path(os.path.realpath(path))
    beside = f".{real.name}.{os.urandom(4).hex()}"
    new, old = real.with_name(beside + _TEMPORARY), real.with_name(beside + _OLD)
    with turn(real, locks):
        try:
            with _refusals(source):
                _tidy(real)
                _fill(new, files)
            with along or contextlib.nullcontext():
                _exchange(real, new, old, source)
        finally:
            # Where this is refused too, it is left to the next write.
            with contextlib.suppress(OSError):
                _tidy(real)


def _exchange(real: Path, new: Path, old: Path, source: str) -> None:
    try:
        with _refusals(source):
            if real.exists():
                real.rename(old)
            new.rename(real)
    except CannotWrite as error:
        with contextlib.suppress(OSError):
            _tidy(real)
        if old.exists() and not real.exists():
            raise PartlyReplaced(error, ((source, str(old)),)) from error
        raise


@contextlib.contextmanager
def _refusals(source: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotWrite(source, error.strerror or type(error).__name__) from error


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for name, content in files.items():
        with (folder / name).open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


def _tidy(real: Path) -> None:
    """Put back the folder that was moved away last, if none took its place, and remove what else writes left."""
    ours = re.compile(rf"\.{re.escape(real.name)}\.[0-9a-f]{{8}}(\.old)?{re.escape(_TEMPORARY)}")
    left = [one for one in real.parent.iterdir() if ours.fullmatch(one.name)]
    moved = [one for one in left if one.name.endswith(_OLD)]
    if moved and not real.exists():
        last = max(moved, key=lambda one: one.stat().st_mtime_ns)
        last.rename(real)
        left.remove(last)
    for one in left:
        shutil.rmtree(one, ignore_errors=True)
