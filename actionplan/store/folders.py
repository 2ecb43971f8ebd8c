"""Whole folders or none: every file is on disk before the folder has its name."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from actionplan.store.errors import CannotWrite

_TEMPORARY = ".actionplan-tmp"


def replace_folder(path: Path, files: Mapping[str, bytes], *, source: str) -> None:
    """Make a folder of files, or put it in the place of one that may be lost.

    Args:
        path: the folder; a link to one stays a link.
        files: the content of each file by its name.
        source: the folder as the user knows it.

    Raises:
        CannotWrite: the system refused. What was there before is there.
    """
    real = Path(os.path.realpath(path))
    mark = os.urandom(4).hex()
    new = real.with_name(f".{real.name}.{mark}{_TEMPORARY}")
    old = real.with_name(f".{real.name}.{mark}.old{_TEMPORARY}")
    try:
        _fill(new, files)
        if real.exists():
            _exchange(real, new, old)
        else:
            new.rename(real)
    except OSError as error:
        raise CannotWrite(source, error.strerror or type(error).__name__) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)
        if real.exists():
            shutil.rmtree(old, ignore_errors=True)


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for name, content in files.items():
        with (folder / name).open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


def _exchange(real: Path, new: Path, old: Path) -> None:
    real.rename(old)
    try:
        new.rename(real)
    except OSError:
        old.rename(real)
        raise
