"""Write files into a folder that the user names: all of them or none."""

import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from actionplan.core.errors import BadValue
from actionplan.i18n import _
from actionplan.store.disk import write_file
from actionplan.store.errors import CannotWrite
from actionplan.store.folders import replace_folder
from actionplan.store.language import PLANS
from actionplan.store.settings import PROPOSALS
from actionplan.workspace.handing_out import is_taken


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
    path = _path(named)
    inside = _inside(path, named)
    if inside is not None:
        if inside - set(names):
            raise BadValue(field, named, expected=(_("a new folder, an empty one, or one with earlier tables alone"),))
        # Asked as if for a file in it: it must not lie among the plans.
        is_taken(str(path / min(names)), field, root)
        return bool(inside)
    if is_taken(str(path), field, root):
        raise BadValue(field, named, expected=(_("a folder, not a file"),))
    if _is_inside(path, root / PLANS) or _is_inside(path, root / PROPOSALS):
        raise BadValue(field, named, expected=(_("a folder that is not among plans or proposals"),))
    return False


def taken_in(named: str, field: str, root: Path, names: Iterable[str]) -> list[str]:
    """Which of some files are already there, in a folder where they are to be written beside what else it holds.

    Args:
        named: the folder as the user wrote it; it is made where it is lacking.
        field: what the user calls the place where it was written: ``--handouts``.
        root: the workspace, whose own files nothing replaces.
        names: what the files will be called.

    Raises:
        BadValue: it is no folder, or a file in it is one of the workspace's own.
        CannotWrite: there is no such folder to make it in, or it cannot be looked at.
    """
    place = Path(named)
    if not named or (place.exists() and not place.is_dir()):
        raise BadValue(field, named, expected=(_("a folder"),))
    if not place.exists():
        # What stands above it must be there, and be none of the workspace's own folders.
        is_taken(named.rstrip("/\\"), field, root)
        return []
    paths = [str(place / name) for name in names]
    return [path for path in paths if is_taken(path, field, root)]


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


def hand_out_folder(named: str, files: Mapping[str, bytes], locks: Path) -> None:
    """Write a folder of files, in place of an earlier one with the same.

    Killed in the moment between the two, it leaves neither in place; the next run to the same folder then begins by
    putting the earlier one back.

    Args:
        named: the folder as the user wrote it.
        files: the content of each by its name.
        locks: where programs that write the same folder take turns.

    Raises:
        CannotWrite: the system refused, or another program did not finish. The folder is as it was.
    """
    replace_folder(_path(named), files, source=named, locks=locks)


def hand_out_all(folder: str, files: Mapping[str, str | bytes]) -> None:
    """Write files into a folder, which is made where it is lacking, beside what else it holds: all of them or none.

    Args:
        folder: as the user wrote it.
        files: what each holds, by name. What was there under these names is replaced.

    Raises:
        CannotWrite: the system refused; then everything is as it was.
    """
    place = Path(folder)
    is_new = not place.exists()
    before: dict[Path, bytes | None] = {}
    try:
        for name, content in files.items():
            path = place / name
            before[path] = _content(path)
            written = content if isinstance(content, bytes) else content.encode(errors="replace")
            write_file(path, written, source=str(path))
    except (CannotWrite, KeyboardInterrupt):
        _put_back(before, place if is_new else None)
        raise


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CannotWrite(str(path), error.strerror or type(error).__name__) from error


def _put_back(before: Mapping[Path, bytes | None], new_folder: Path | None) -> None:
    for path, content in before.items():
        if content is None:
            path.unlink(missing_ok=True)
        else:
            write_file(path, content, source=str(path))
    if new_folder and new_folder.exists():
        new_folder.rmdir()
