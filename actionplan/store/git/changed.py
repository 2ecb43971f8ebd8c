"""What differs between the folder and the commit that is checked out."""

import os
import stat
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from actionplan.store.git.commits import FILE, entries_of, stored
from actionplan.store.git.errors import Skipped
from actionplan.store.git.index import Entry
from actionplan.store.git.objects import Objects
from actionplan.store.git.repository import Repository
from actionplan.store.read import read_bytes

_PROGRAM = "100755"


class Changed(Struct, frozen=True):
    """A file that is not as it was saved last."""

    path: str
    """From the repository's top."""
    before: bytes | None
    """Its content as saved, as it would be in the folder; ``None`` for a new file."""
    content: bytes | None
    """Its content in the folder; ``None`` where it was removed."""
    entry: Entry | None
    """What a commit of it holds."""


class Found(Struct, frozen=True):
    """The files that are not as they were saved last, in order of path."""

    files: tuple[Changed, ...]
    skipped: tuple[str, ...]
    """Those that cannot be saved: they are no ordinary files, too large, or cannot be read."""


def changed_files(
    repository: Repository,
    head: str | None,
    places: Sequence[str],
    wanted: Callable[[str], bool] = lambda _path: True,
    *,
    keep: bool = False,
) -> Found:
    """The files at some places that are not as in the commit.

    Files that git is told to ignore, and that it does not know yet, are not among them.

    Args:
        repository: where.
        head: the commit that is checked out.
        places: pathspecs.
        wanted: whether a file at these places is looked at, by its path from the top.
        keep: whether the repository is to have their contents from now on, so that they can be saved.

    Raises:
        GitError: git refused.
    """
    paths = [path for path in _suspects(repository, places) if wanted(path)]
    saved = entries_of(repository, head, paths) if head else dict.fromkeys(paths)
    before = _contents(repository, saved)
    found: list[Changed] = []
    skipped = []
    for path in paths:
        try:
            content, mode = _read(repository, path, saved[path])
        except Skipped:
            skipped.append(path)
            continue
        entry = None if content is None else Entry(mode, stored(repository, path, content, keep=keep))
        if entry != saved[path]:
            found.append(Changed(path, before.get(path), content, entry))
    return Found(tuple(found), tuple(skipped))


def _suspects(repository: Repository, places: Sequence[str]) -> list[str]:
    arguments = ("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--", *places)
    # A file that somebody has taken off git's list, and that is still there, is told twice.
    return sorted({record[3:] for record in repository.git.run(*arguments).records})


def _contents(repository: Repository, saved: Mapping[str, Entry | None]) -> dict[str, bytes]:
    """What files held when they were saved; a link held nothing of the kind."""
    ids = {path: entry.id for path, entry in saved.items() if entry and entry.mode in {FILE, _PROGRAM}}
    filtered = _filtered(repository, tuple(ids))
    plain = [path for path in ids if path not in filtered]
    with Objects(repository.git) as objects:
        read = zip(plain, list(objects.read([ids[path] for path in plain])), strict=True)
        found = {path: one.content for path, one in read if one}
    for path in filtered:
        arguments = ("cat-file", "--filters", f"--path={path}", ids[path])
        found[path] = repository.git.run(*arguments).output
    return found


def _filtered(repository: Repository, paths: Sequence[str]) -> frozenset[str]:
    """The files that git keeps in another form than they have in the folder, such as encrypted."""
    given = "".join(f"{path}\0" for path in paths).encode(errors="surrogateescape")
    records = repository.git.run("check-attr", "-z", "--stdin", "filter", given=given).records if paths else []
    told = zip(records[::3], records[2::3], strict=True)
    return frozenset(path for path, value in told if value not in {"unspecified", "unset"})


def _read(repository: Repository, name: str, old: Entry | None) -> tuple[bytes | None, str]:
    """A file's content, ``None`` when it is gone, and its mode.

    Raises:
        Skipped: it is no ordinary file, too large, or cannot be read.
    """
    path: Path = repository.top / name
    try:
        state = os.lstat(path)
        if stat.S_ISDIR(state.st_mode):
            return None, FILE
        if not stat.S_ISREG(state.st_mode):
            raise Skipped(name)
    except (FileNotFoundError, NotADirectoryError):
        return None, FILE
    except OSError:
        raise Skipped(name) from None
    content = read_bytes(path)
    if isinstance(content, bytes):
        return content, _mode(repository, state.st_mode, old)
    if content.code == "not_found":
        return None, FILE
    raise Skipped(name)


def _mode(repository: Repository, state: int, old: Entry | None) -> str:
    if old and old.mode in {FILE, _PROGRAM}:
        # Network drives change it as they please, and for a plan it means nothing.
        return old.mode
    # Windows and some drives do not know; git has found out.
    is_program = state & stat.S_IXUSR and repository.config.get("core.filemode", "").lower() == "true"
    return _PROGRAM if is_program else FILE


def ignored_files(repository: Repository, places: Sequence[str]) -> tuple[str, ...]:
    """The files at some places that git is told to ignore: they are never saved."""
    arguments = ("ls-files", "--others", "--ignored", "--exclude-standard", "-z", "--", *places)
    return tuple(repository.git.run(*arguments).records)
