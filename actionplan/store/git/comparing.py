"""What lies in the folder, compared with the commit that is checked out and the one that is to come.

Git's status is not asked: it leaves out what it is told to ignore, or to take for unchanged, and what is written over
is gone all the same.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from actionplan.store.errors import CannotWrite
from actionplan.store.git.commits import FILE, entries_of, stored
from actionplan.store.git.errors import Skipped, UnsavedInTheWay
from actionplan.store.git.index import Entry, listed, literal, portions
from actionplan.store.git.repository import Repository

PROGRAM = "100755"
"""The mode of a file that can be run."""
ORDINARY = (FILE, PROGRAM)


class Compared(Struct, frozen=True):
    """A file that differs between two commits, as it lies in the folder."""

    path: str
    """From the repository's top."""
    after: Entry | None
    """What it is to be."""
    content: bytes | None
    """Its bytes when it was compared; ``None`` where there is no such file."""
    is_ours: bool
    """Whether this program writes it. Git does the rest: links, what is removed, files that become folders."""


def compared(repository: Repository, head: str | None, commit: str, paths: Sequence[str]) -> tuple[Compared, ...]:
    """The files, if all of them are in the folder as one of two commits has them.

    Args:
        repository: where.
        head: the commit that is checked out; ``None`` when nothing has been saved yet.
        commit: the one to come.
        paths: the files.

    Raises:
        UnsavedInTheWay: some are not, are links or cannot be read, or something else of them is on git's list.
    """
    old = entries_of(repository, head, paths) if head else dict.fromkeys(paths)
    new = entries_of(repository, commit, paths)
    found = dict(_found(repository, {path: (old[path], new[path]) for path in paths}))
    in_the_way = tuple(path for path in paths if path not in found)
    if in_the_way:
        raise UnsavedInTheWay(in_the_way)
    saved = {path for path in paths if old[path]}
    # A file that becomes a folder, or the other way round.
    turned = {above for path in saved for above in _above(path)} | {
        path for path in paths if not saved.isdisjoint(_above(path))
    }

    def is_ours(path: str) -> bool:
        after = new[path]
        is_file = after is not None and after.mode in ORDINARY
        is_there = found[path] is not None or path not in saved
        return is_file and is_there and path not in turned and not _is_beside_files(repository, path)

    return tuple(Compared(path, new[path], found[path], is_ours=is_ours(path)) for path in paths)


def _found(
    repository: Repository, versions: Mapping[str, tuple[Entry | None, Entry | None]]
) -> Iterator[tuple[str, bytes | None]]:
    """The files of which nothing is lost when they are written over, with their bytes in the folder."""
    on_list = listed(repository, tuple(versions))
    missing = [path for path, (old, _new) in versions.items() if old and not os.path.lexists(repository.top / path)]
    left_out = _left_out(repository, missing)
    for path, (before, after) in versions.items():
        if on_list[path] not in {None, before, after}:
            continue
        if before and before.mode not in ORDINARY:
            # Git looks at it when it writes it.
            yield path, None
            continue
        with contextlib.suppress(Skipped):
            content = _content(repository, path)
            if path in left_out or _is_known(repository, path, content, (before, after)):
                yield path, content


def refuse_changed(repository: Repository, files: Iterable[Compared]) -> None:
    """See whether files are still as they were compared, and can be written.

    Raises:
        UnsavedInTheWay: some have changed.
        CannotWrite: the system refuses to write one.
    """
    changed = [one.path for one in files if not _is_as_compared(repository, one)]
    if changed:
        raise UnsavedInTheWay(tuple(changed))
    for one in files:
        if one.is_ours and one.content is not None and not os.access(repository.top / one.path, os.W_OK):
            raise CannotWrite(one.path, os.strerror(errno.EACCES))


def _is_as_compared(repository: Repository, one: Compared) -> bool:
    if not one.is_ours and one.content is None:
        return True
    try:
        return _content(repository, one.path) == one.content
    except Skipped:
        return False


def _is_known(
    repository: Repository, path: str, content: bytes | None, versions: tuple[Entry | None, Entry | None]
) -> bool:
    """Whether what lies in the folder is in one of the versions, so that nothing is lost with it."""
    if content is None:
        return None in versions
    ids = {entry.id for entry in versions if entry and entry.mode in ORDINARY}
    # Another form that git makes of it, such as other line endings, is found by git alone.
    return _id_of(repository, content) in ids or stored(repository, path, content, keep=False) in ids


def _id_of(repository: Repository, content: bytes) -> str:
    """The id that git gives content as it is."""
    import hashlib

    # The length of an id tells which kind a repository has.
    made = hashlib.new("sha256" if len(repository.no_object) > _SHORT else "sha1", usedforsecurity=False)
    made.update(b"blob %d\0" % len(content) + content)
    return made.hexdigest()


_SHORT = 40


def _content(repository: Repository, path: str) -> bytes | None:
    """A file's bytes; ``None`` where there is none, or a folder.

    Raises:
        Skipped: it is a link or lies behind one, is no ordinary file, or cannot be read.
    """
    if any((repository.top / above).is_symlink() for above in _above(path)):
        raise Skipped(path)
    file = repository.top / path
    try:
        mode = os.lstat(file).st_mode
        if stat.S_ISDIR(mode):
            return None
        if not stat.S_ISREG(mode):
            raise Skipped(path)
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        raise Skipped(path) from None


def _is_beside_files(repository: Repository, path: str) -> bool:
    """Whether a folder lies where the file is to be, or a file where a folder above it is to be."""
    top = repository.top
    return (top / path).is_dir() or any((top / above).is_file() for above in _above(path))


def _above(path: str) -> Iterator[str]:
    """The folders above a file."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _left_out(repository: Repository, paths: Sequence[str]) -> frozenset[str]:
    """Files that this work tree is told to do without (sparse)."""
    found = set()
    for some in portions(paths):
        for record in repository.git.run("ls-files", "-t", "-z", "--", *map(literal, some)).records:
            kind, _blank, path = record.partition(" ")
            if kind == "S":
                found.add(path)
    return frozenset(found)
