"""Whole files or none: the one place that changes files.

A write goes to a new file beside the old one, is forced to disk, and takes the old one's place in one step of the
file system. Whatever interrupts it, a reader sees the old file or the new one.
"""

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from actionplan.store.errors import CannotWrite, ChangedOnDisk, Exists, PartlyReplaced
from actionplan.store.text import digest

_TEMPORARY = ".actionplan-tmp"
_EARLIER = ".actionplan-old"


def replace_file(path: Path, content: bytes, *, expected: bytes, source: str) -> None:
    """Put new content in a file, if it is still the one that was read. A link stays a link.

    Args:
        path: the file.
        content: its new bytes.
        expected: the digest of the bytes that were read.
        source: the file as the user knows it.

    Raises:
        ChangedOnDisk: the file is another than the one that was read, or is gone.
        CannotWrite: the system refused.
    """
    with _refusals(source):
        real = Path(os.path.realpath(path))
        with _beside(real, content) as new:
            _check_unchanged(real, expected, source)
            if not os.access(real, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            new.chmod(real.stat().st_mode & 0o7777)
            new.replace(real)
        _force_folder(real.parent)


def create_file(path: Path, content: bytes, *, source: str) -> None:
    """Make a file that is not there yet, with the folders above it.

    Raises:
        Exists: something has that name already.
        CannotWrite: the system refused.
    """
    with _refusals(source):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() or path.is_symlink():
            raise Exists(source)
        with _beside(path, content) as new:
            _take_name(new, path, source)
        _force_folder(path.parent)


def _take_name(new: Path, path: Path, source: str) -> None:
    try:
        # Unlike a rename, a second name is refused when it is taken, also if that happened this very moment.
        path.hardlink_to(new)
    except FileExistsError:
        raise Exists(source) from None
    except (OSError, NotImplementedError):
        # A file system without links.
        new.replace(path)


def write_file(path: Path, content: bytes, *, source: str, lasting: bool = True) -> None:
    """Write a file that the program owns, whatever it held before.

    Args:
        path: the file.
        content: its new bytes.
        source: the file as the user knows it.
        lasting: whether it must survive a power cut; a cache need not, and waiting for the disk takes time.

    Raises:
        CannotWrite: the system refused, or what is there is no ordinary file: a folder, a device, a pipe.
    """
    with _refusals(source):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            raise CannotWrite(source, os.strerror(errno.ENXIO))
        with _beside(path, content, lasting=lasting) as new:
            new.replace(path)


class _Turned(Struct, frozen=True):
    """A file that a new one takes the place of."""

    name: str
    """As the user knows it."""
    new: Path
    """Where the new one lies until it has the name."""
    earlier: Path
    """Where the earlier one is kept, if there was one."""


@contextlib.contextmanager
def replaced(files: Mapping[str, bytes]) -> Iterator[None]:
    """Write several files that the program owns, with what is done meanwhile: all of it, or everything is as it was.

    All new files are on disk before the first one takes its place, and the earlier ones are kept until the end.

    Args:
        files: what each holds, by the name that the user knows it by. Their folders must be there.

    Raises:
        CannotWrite: the system refused, or what is there is no ordinary file. Everything is as it was.
        PartlyReplaced: it refused, and then refused to put an earlier file back too.
    """
    with contextlib.ExitStack() as laid:
        ready = [
            _Turned(name, laid.enter_context(_laid(name, content)), _earlier(name)) for name, content in files.items()
        ]
        begun: list[_Turned] = []
        try:
            for one in ready:
                begun.append(one)
                with _refusals(one.name):
                    _keep(Path(one.name), one.earlier)
                    one.new.replace(one.name)
            yield
        except BaseException as error:
            left = _put_back(begun)
            if left and isinstance(error, CannotWrite | PartlyReplaced):
                raise PartlyReplaced.also(error, left) from error
            raise
        for one in ready:
            # A second name that stays does no harm.
            with contextlib.suppress(OSError):
                one.earlier.unlink(missing_ok=True)


@contextlib.contextmanager
def _laid(name: str, content: bytes) -> Iterator[Path]:
    with contextlib.ExitStack() as beside:
        with _refusals(name):
            path = Path(name)
            if path.exists() and not path.is_file():
                raise CannotWrite(name, os.strerror(errno.ENXIO))
            new = beside.enter_context(_beside(path, content))
        yield new


def _earlier(name: str) -> Path:
    path = Path(name)
    return path.with_name(f".{path.name}.{os.urandom(4).hex()}{_EARLIER}")


def _keep(path: Path, earlier: Path) -> None:
    """Give what is there, if anything, a second name: it has the first one until the new file takes it."""
    if not os.path.lexists(path):
        return
    try:
        os.link(path, earlier, follow_symlinks=False)
    except (OSError, NotImplementedError):
        # A file system without links.
        shutil.copy2(path, earlier, follow_symlinks=False)


def _put_back(begun: Sequence[_Turned]) -> tuple[tuple[str, str], ...]:
    """Put earlier files back, the last one first; gives those that could not be, and where the earlier one lies."""
    left = []
    for one in reversed(begun):
        was_there = False
        try:
            was_there = os.path.lexists(one.earlier)
            if not one.new.exists():
                _give_back(Path(one.name), one.earlier if was_there else None)
            one.earlier.unlink(missing_ok=True)
        except OSError:
            left.append((one.name, str(one.earlier) if was_there else ""))
    return tuple(left)


def _give_back(path: Path, earlier: Path | None) -> None:
    if earlier:
        earlier.replace(path)
    else:
        path.unlink(missing_ok=True)


def leftovers(folder: Path) -> tuple[Path, ...]:
    """What interrupted writes left behind. Safe to remove."""
    return tuple(sorted(folder.rglob(f"*{_TEMPORARY}")))


@contextlib.contextmanager
def turn(path: Path, folder: Path, *, seconds: float = 20) -> Iterator[None]:
    """Wait for other programs that edit the same file on this machine, and keep them waiting meanwhile.

    Args:
        path: the file that is edited.
        folder: where the locks lie: outside the workspace, so that none is ever shared or left in git.
        seconds: how long to wait.

    Raises:
        CannotWrite: another program did not finish.
    """
    from filelock import FileLock, Timeout

    name = digest(os.fsencode(os.path.realpath(path))).hex()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / f"{name}.lock", timeout=seconds)
        lock.acquire()
    except Timeout:
        raise CannotWrite(path.name, "locked") from None
    except (OSError, NotImplementedError):
        # No place for locks: the check that the file is unchanged still guards the write.
        yield
        return
    try:
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def _beside(path: Path, content: bytes, *, lasting: bool = True) -> Iterator[Path]:
    """A new file beside another, on disk in full; removed if it has not taken a name of its own."""
    new = path.with_name(f".{path.name}.{os.urandom(4).hex()}{_TEMPORARY}")
    try:
        with new.open("xb") as file:
            file.write(content)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        yield new
    finally:
        # Where this is refused too, it stays as a leftover; what is told is why it was not written.
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)


def _check_unchanged(path: Path, expected: bytes, source: str) -> None:
    try:
        now = path.read_bytes()
    except FileNotFoundError:
        raise ChangedOnDisk(source) from None
    if digest(now) != expected:
        raise ChangedOnDisk(source)


def _force_folder(folder: Path) -> None:
    # Windows cannot open a folder; there the rename itself is durable enough.
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def _refusals(source: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotWrite(source, error.strerror or type(error).__name__) from error
