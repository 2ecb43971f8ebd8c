"""Write a report to a file that the user names: whole or not at all."""

import errno
import os
import stat
from pathlib import Path

from actionplan.core.errors import BadValue
from actionplan.i18n import _
from actionplan.store.disk import create_file, write_file
from actionplan.store.errors import CannotWrite
from actionplan.store.language import PLANS, SETTINGS
from actionplan.store.settings import PROPOSALS, SCHEMA


def is_taken(named: str, field: str, root: Path) -> bool:
    """Whether there is something already where a report is to be written.

    Args:
        named: the file as the user wrote it.
        field: what the user calls the place where it was written: ``--output``.
        root: the workspace, whose own files no report replaces.

    Raises:
        BadValue: it is a folder, or one of the workspace's own files, or nothing that a file can be called.
        CannotWrite: there is no such folder to write it in, or what is there cannot be replaced by a file.
    """
    path = Path(named)
    try:
        there = _mode(path)
        beside = _mode(path.parent)
        own = _is_own(path, root, taken=there is not None)
    except OSError as error:
        raise CannotWrite(named, error.strerror or type(error).__name__) from error
    except ValueError:
        # A zero byte, or half a character.
        raise BadValue(field, named, expected=(_("a file name without control characters"),)) from None
    if named.endswith(("/", os.sep)) or (there is not None and stat.S_ISDIR(there)):
        raise BadValue(field, named, expected=(_("a file, not a folder"),))
    if beside is None:
        raise CannotWrite(named, "no_folder")
    if not stat.S_ISDIR(beside):
        raise CannotWrite(named, os.strerror(errno.ENOTDIR))
    if there is not None and not stat.S_ISREG(there):
        raise CannotWrite(named, os.strerror(errno.ENXIO))
    if own:
        raise BadValue(field, named, expected=(_("a file that is no plan, no proposals and no settings"),))
    return there is not None


def _mode(path: Path) -> int | None:
    """What kind of file a name leads to; ``None`` where there is none."""
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None


def _is_own(path: Path, root: Path, *, taken: bool) -> bool:
    """Whether a name is that of one of the workspace's own files, or would be read as one."""
    if taken and any(_same(path, root / name) for name in (SETTINGS, SCHEMA)):
        return True
    above = Path(os.path.realpath(path.parent) + "/x").parents
    if ".git" in map(str.lower, (folder.name for folder in above)):
        return True
    inside = any(_same(one, root / folder) for one in above for folder in (PLANS, PROPOSALS))
    return inside and (taken or path.suffix == ".toml")


def _same(one: Path, other: Path) -> bool:
    # Asked of the file system: it may tell no capitals from small letters.
    try:
        return one.samefile(other)
    except OSError:
        return False


def hand_out(named: str, report: str | bytes, *, replace: bool) -> None:
    """Write a report.

    Args:
        named: the file as the user wrote it.
        report: its text, or its bytes.
        replace: whether it may take the place of another file.

    Raises:
        Exists: there is a file, and it may not be replaced.
        CannotWrite: the system refused.
    """
    content = report if isinstance(report, bytes) else report.encode(errors="replace")
    if replace:
        write_file(Path(named), content, source=named)
    else:
        create_file(Path(named), content, source=named)
