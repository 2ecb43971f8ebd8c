"""Git's list of what is to be saved next, changed without touching anybody else's part of it.

The lock is git's own (``index.lock``), so that git and this program never write the list at once. Other than git's,
ours tells whose it is: one that a killed run left behind is found and removed by the next.
"""

import contextlib
import os
import shutil
import socket
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from actionplan.store.errors import CannotWrite
from actionplan.store.git.errors import Locked
from actionplan.store.git.repository import Repository

_MARK = "actionplan"
_PATIENCE = 10.0
"""Seconds to wait for another program that has the lock."""
_MOMENT = 2.0
"""Seconds to wait for one that has a file open, which on Windows keeps it from being replaced."""
_PAUSE = 0.05
_FORGOTTEN = 86_400
"""Seconds after which a temporary list is nobody's any more. A hook of a killed run may still be at work with it."""
_BESIDE = (".lock", ".message")
"""What git and we put beside a list of one's own."""
_PORTION = 100
"""Paths that are named in one command. Windows allows a line of 32,000 letters."""


class Entry(Struct, frozen=True):
    """A file in the list, or in a tree."""

    mode: str
    id: str


Entries = Mapping[str, Entry | None]
"""Files by path from the repository's top; ``None`` for one that is to go."""


@contextlib.contextmanager
def scratch(repository: Repository) -> Iterator[Path]:
    """The path of a list of one's own, which git reads and writes instead of the real one (``GIT_INDEX_FILE``)."""
    path = _own_name(repository.folder, ".index")
    try:
        yield path
    finally:
        for one in (path, *(path.with_name(path.name + ending) for ending in _BESIDE)):
            # What Windows does not let go of now is forgotten, and removed another day.
            with contextlib.suppress(OSError):
                one.unlink(missing_ok=True)


@contextlib.contextmanager
def copied(repository: Repository) -> Iterator[Path]:
    """A copy of the real list, to be changed in peace; there is no file where the real one is none.

    Raises:
        CannotWrite: the system refused.
    """
    with scratch(repository) as copy:
        with _refusals(copy), contextlib.suppress(FileNotFoundError):
            # With its time: by it git knows which files may have been changed in the moment after it was written.
            shutil.copy2(repository.folder / "index", copy)
        yield copy


def put(repository: Repository, entries: Entries, index: Path | None = None) -> None:
    """Put files into a list, or take them out.

    Args:
        repository: whose.
        entries: the files.
        index: a list of one's own; the real one when ``None``, under its lock.

    Raises:
        Locked: another program has the real list.
        GitError: git refused.
    """
    if index is None:
        with locked(repository):
            put_locked(repository, entries)
        return
    gone = f"0 {repository.no_object}"
    lines = [f"{f'{entry.mode} {entry.id}' if entry else gone}\t{path}\0" for path, entry in entries.items()]
    given = "".join(lines).encode(errors="surrogateescape")
    arguments = ("update-index", "-z", "--index-info")
    repository.git.run(*arguments, given=given, environment={"GIT_INDEX_FILE": str(index)})


def put_locked(repository: Repository, entries: Entries) -> None:
    """Put files into the real list, or take them out, while its lock is held."""
    with copied(repository) as copy:
        put(repository, entries, copy)
        install(repository, copy)


def install(repository: Repository, copy: Path) -> None:
    """Let a copy take the place of the real list, whose lock is held; the copy of none removes it.

    Raises:
        CannotWrite: the system refused.
    """
    index = repository.folder / "index"
    with _refusals(index):
        if copy.exists():
            _patiently(lambda: copy.replace(index))
        else:
            _patiently(lambda: index.unlink(missing_ok=True))


def listed(repository: Repository, paths: Sequence[str]) -> dict[str, Entry | None]:
    """What the real list has for paths; ``None`` for those that it lacks. What is not merged yet counts as lacking."""
    found: dict[str, Entry | None] = dict.fromkeys(paths)
    for some in portions(paths):
        for record in repository.git.run("ls-files", "--stage", "-z", "--", *map(literal, some)).records:
            facts, _tab, path = record.partition("\t")
            mode, id_, stage = facts.split()
            if path in found and stage == "0":
                found[path] = Entry(mode, id_)
    return found


def literal(path: str) -> str:
    """A path as git takes it without reading anything into its characters."""
    return f":(top,literal){path}"


def portions(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    """Paths, as many at a time as a command line takes."""
    for start in range(0, len(paths), _PORTION):
        yield paths[start : start + _PORTION]


# The lock


@contextlib.contextmanager
def locked(repository: Repository) -> Iterator[None]:
    """Keep everybody, git too, from changing the real list meanwhile.

    Raises:
        Locked: another program has it.
        CannotWrite: the system refused.
    """
    lock = repository.folder / "index.lock"
    with _refusals(lock):
        handle = _take(lock)
    try:
        yield
    finally:
        _give_back(lock, handle)


def clear_up(repository: Repository) -> None:
    """Remove what a killed run of this program left behind, the lock above all: it would stop everybody."""
    _is_free(repository.folder / "index.lock")
    for path in repository.folder.glob(f"{_MARK}-*"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _FORGOTTEN:
                path.unlink()


def _take(lock: Path) -> int:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return _made(lock)
        except FileExistsError:
            if _is_free(lock):
                continue
            if time.monotonic() > until:
                raise Locked(lock) from None
            time.sleep(_PAUSE)


def _made(lock: Path) -> int:
    """A lock that is ours.

    It is made under another name and then given its own, so that nobody ever sees one that does not tell whose it is.

    Raises:
        FileExistsError: somebody has it.
    """
    if sys.platform == "win32":
        # A file that is open cannot be given another name there.
        return _made_here(lock)
    own = _own_name(lock.parent, ".lock")
    handle = _made_here(own)
    try:
        # A second name is refused when it is taken.
        lock.hardlink_to(own)
    except FileExistsError:
        os.close(handle)
        raise
    except OSError:
        # A file system without second names.
        os.close(handle)
        return _made_here(lock)
    finally:
        own.unlink(missing_ok=True)
    return handle


def _made_here(path: Path) -> int:
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o666)
    try:
        _holds(handle)
        os.write(handle, f"{_MARK} {os.getpid()} {socket.gethostname()}\n".encode())
    except OSError:
        _give_back(path, handle)
        raise
    return handle


def _holds(handle: int) -> bool:
    """Whether an open file is ours from now on, until it is closed or the process ends, however that comes about."""
    if sys.platform == "win32":
        # There, a file that is open cannot be removed: that is hold enough.
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _give_back(lock: Path, handle: int) -> None:
    if sys.platform == "win32":
        os.close(handle)
        # Somebody may be looking whose it is. If it stays, the next who comes sees that nobody holds it.
        with contextlib.suppress(OSError):
            _patiently(lambda: lock.unlink(missing_ok=True))
        return
    lock.unlink(missing_ok=True)
    os.close(handle)


def _is_free(lock: Path) -> bool:
    """Whether there is no lock, or none any more: one of ours that nobody holds is removed."""
    try:
        handle = os.open(lock, os.O_RDWR)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    try:
        if not _is_ours(os.read(handle, 300)) or not _holds(handle):
            return False
        if sys.platform != "win32":
            # While it is held, nobody else removes it; but it may have been removed, and another made, before.
            if os.path.samestat(os.fstat(handle), lock.lstat()):
                lock.unlink()
            return True
    except OSError:
        return False
    finally:
        os.close(handle)
    return _is_removed(lock)


def _is_removed(lock: Path) -> bool:
    try:
        lock.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _is_ours(content: bytes) -> bool:
    """Whether a lock is of this program on this machine: what another one holds cannot be seen from here."""
    words = content.decode(errors="replace").split()
    return len(words) == 3 and words[0] == _MARK and words[2] == socket.gethostname()  # noqa: PLR2004


# The system


def _own_name(folder: Path, ending: str) -> Path:
    return folder / f"{_MARK}-{os.getpid()}-{os.urandom(4).hex()}{ending}"


def _patiently(act: Callable[[], object]) -> None:
    """Do something to a file that another program may have open for a moment: Windows refuses then."""
    until = time.monotonic() + _MOMENT
    while True:
        try:
            act()
        except PermissionError:
            if time.monotonic() > until:
                raise
            time.sleep(_PAUSE)
        else:
            return


@contextlib.contextmanager
def _refusals(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotWrite(path.as_posix(), error.strerror or type(error).__name__) from error
