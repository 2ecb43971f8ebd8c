"""Write files into a folder that the user names: all of them or none."""

import contextlib
import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from actionplan.core.errors import BadValue
from actionplan.i18n import _
from actionplan.store.disk import replaced
from actionplan.store.errors import CannotWrite
from actionplan.store.folders import replace_folder
from actionplan.store.language import PLANS
from actionplan.store.settings import PROPOSALS
from actionplan.workspace.handing_out import is_taken

NONE: Mapping[str, Any] = MappingProxyType({})
"""No other files."""


def is_folder_taken(named: str, field: str, root: Path, names: Collection[str]) -> bool:
    """Whether there are already files where a folder of files is to be written.

    Args:
        named: the folder as the user wrote it.
        field: what the user calls the place where it was written: ``--parquet``.
        root: the workspace, in whose own folders nothing is written.
        names: what the files will be called; such files may be replaced, and no others.

    Raises:
        BadValue: it is no folder, holds other files, or is one of the workspace's own.
        CannotWrite: there is no such folder to make it in, or it cannot be looked at.
    """
    inside = _looked(named, field, root)
    if inside and inside - set(names):
        raise BadValue(field, named, expected=(_("a new folder, an empty one, or one with earlier tables alone"),))
    if inside is not None:
        # Asked as if for a file in it: it must not lie in git's own folder.
        is_taken(str(_path(named) / min(names)), field, root)
    return bool(inside)


def taken_in(named: str, field: str, root: Path, names: Iterable[str]) -> list[str]:
    """Which of some files are already there, in a folder where they are to be written beside what else it holds.

    Args:
        named: the folder as the user wrote it; it is made where it is lacking.
        field: what the user calls the place where it was written: ``--handouts``.
        root: the workspace, whose own files nothing replaces.
        names: what the files will be called.

    Raises:
        BadValue: it is no folder, is one of the workspace's own, or a file in it is.
        CannotWrite: there is no such folder to make it in, or it cannot be looked at.
    """
    if _looked(named, field, root) is None:
        return []
    paths = [str(_path(named) / name) for name in names]
    return [path for path in paths if is_taken(path, field, root)]


def _looked(named: str, field: str, root: Path) -> set[str] | None:
    """The names of what lies in a folder that files are to be written in; ``None`` where there is no folder yet.

    Raises:
        BadValue: it is no folder, or lies among the plans or the proposals.
        CannotWrite: there is no such folder to make it in, or it cannot be looked at.
    """
    if not named:
        raise BadValue(field, named, expected=(_("a folder"),))
    path = _path(named)
    inside = _inside(path, named)
    if inside is None:
        if path.is_file():
            raise BadValue(field, named, expected=(_("a folder, not a file"),))
        # What stands above a new one must be there.
        is_taken(str(path), field, root)
    if _is_inside(path, root / PLANS) or _is_inside(path, root / PROPOSALS):
        raise BadValue(field, named, expected=(_("a folder that is not among plans or proposals"),))
    return inside


def _path(named: str) -> Path:
    return Path(named.rstrip("/" + os.sep) or named)


def _inside(path: Path, named: str) -> set[str] | None:
    """The names of what lies in a folder; ``None`` where there is no folder."""
    try:
        return {one.name for one in path.iterdir()} if path.is_dir() else None
    except OSError as error:
        raise CannotWrite(named, error.strerror or type(error).__name__) from error
    except ValueError:
        # A zero byte, or half a character: told when it is looked at as a file.
        return None


def _is_inside(path: Path, folder: Path) -> bool:
    real = Path(os.path.realpath(path))
    return Path(os.path.realpath(folder)) in (real, *real.parents)


def hand_out_folder(named: str, files: Mapping[str, bytes], locks: Path, *, beside: Mapping[str, bytes] = NONE) -> None:
    """Write a folder of files, in place of an earlier one with the same, and other files with it: all or nothing.

    Killed in the moment between the two folders, it leaves neither in place; the next run to the same folder then
    begins by putting the earlier one back.

    Args:
        named: the folder as the user wrote it.
        files: the content of each by its name.
        locks: where programs that write the same folder take turns.
        beside: the content of files elsewhere, by the name that the user wrote. What was there is replaced.

    Raises:
        CannotWrite: the system refused, or another program did not finish. Everything is as it was.
        PartlyReplaced: it refused, and then refused to put something back too.
    """
    replace_folder(_path(named), files, source=named, locks=locks, along=replaced(beside))


def hand_out_all(folder: str, files: Mapping[str, str | bytes], *, beside: Mapping[str, str | bytes] = NONE) -> None:
    """Write files into a folder beside what else it holds, and other files with them: all of them or none.

    Args:
        folder: as the user wrote it; it is made where it is lacking.
        files: what each holds, by name. What was there under these names is replaced.
        beside: what files elsewhere hold, by the name that the user wrote. What was there is replaced.

    Raises:
        CannotWrite: the system refused; then everything is as it was.
        PartlyReplaced: it refused, and then refused to put something back too.
    """
    place = Path(folder)
    contents = {str(place / name): content for name, content in files.items()} | dict(beside)
    is_new = _make(place, folder)
    try:
        with replaced({name: _bytes(content) for name, content in contents.items()}):
            pass
    except BaseException:
        if is_new:
            # It stays where something of ours could not be removed from it, or somebody else has put something in it.
            with contextlib.suppress(OSError):
                place.rmdir()
        raise


def _make(place: Path, named: str) -> bool:
    """Make a folder; whether it was lacking."""
    try:
        place.mkdir()
    except FileExistsError:
        return False
    except OSError as error:
        raise CannotWrite(named, error.strerror or type(error).__name__) from error
    return True


def _bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode(errors="replace")
