"""Check out a commit that builds on the one that is checked out, so that a killed run loses and spoils nothing.

Git's own way leaves a nameless lock and half-written files when it is killed. Here the plans are written whole, the
lock tells whose it is, and where it was going is kept, so that the next run takes it there.
"""

import contextlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from actionplan.core.errors import ActionPlanError
from actionplan.store.disk import create_file, replace_file, write_file
from actionplan.store.errors import CannotWrite, ChangedOnDisk, Exists
from actionplan.store.git.commits import HeadMoved
from actionplan.store.git.comparing import ORDINARY, PROGRAM, Compared, compared, refuse_changed
from actionplan.store.git.errors import GitError, GitRefused, UnsavedInTheWay
from actionplan.store.git.index import Entry, copied, install, listed, locked, put
from actionplan.store.git.repository import Repository
from actionplan.store.text import digest

_NEXT = "actionplan-next"
"""Holds the commit that is being checked out, on top of which one and on which branch; in this work tree alone."""
_OVERWRITTEN = ("not uptodate", "overwritten by merge", "would be removed by merge", "would lose untracked files")


class _Coming(Struct, frozen=True):
    """A file to write."""

    file: Compared
    target: Path
    content: bytes
    is_program: bool


def under_way(repository: Repository) -> str | None:
    """The commit that an interrupted run was about to check out.

    Returns:
        The commit; ``None`` when there was none, or when another commit or branch is checked out since.
    """
    try:
        written = (repository.folder / _NEXT).read_bytes().decode(errors="surrogateescape").removesuffix("\n")
    except OSError:
        return None
    commit, _blank, start = written.partition(" ")
    if not commit or start != _start(repository, repository.standing().head):
        return None
    return repository.git.asks("rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}")


def forget(repository: Repository) -> None:
    """Let go of what was under way."""
    with contextlib.suppress(OSError):
        (repository.folder / _NEXT).unlink(missing_ok=True)


def advance(repository: Repository, head: str | None, commit: str, paths: tuple[str, ...], reason: str) -> None:
    """Check out a commit. What is unsaved stays.

    Args:
        repository: where.
        head: what is checked out; ``None`` when nothing has been saved yet.
        commit: a commit that builds on it.
        paths: files that differ between the two. Each is written whole, if it is in the folder as one of the two has
            it; what git's status says of it does not count.
        reason: for git's record of what was checked out.

    Raises:
        UnsavedInTheWay: files that differ between the two have unsaved changes. Nothing has changed.
        HeadMoved: something else is checked out or under way by now. Nothing has changed.
        Locked: another program works with git here.
        CannotWrite: the system refused.
    """
    git = repository.git
    _remember(repository, head, commit)
    with locked(repository), copied(repository) as copy:
        environment = {"GIT_INDEX_FILE": str(copy)}
        try:
            _refuse_another(repository, head)
            files = compared(repository, head, commit, paths)
            _try(repository, head, commit, files, environment)
            coming = _contents(repository, files, environment)
            # Other programs know nothing of our lock.
            refuse_changed(repository, files)
        except (GitError, HeadMoved, CannotWrite):
            forget(repository)
            raise
        try:
            _write(coming, lambda: _read_tree(repository, head, commit, "-u", environment=environment))
        except UnsavedInTheWay:
            forget(repository)
            raise
        git.run("update-index", "-q", "--refresh", environment=environment, accept=(0, 1))
        install(repository, copy)
        git.run("update-ref", "-m", f"actionplan: {reason}", "HEAD", commit, head or repository.no_object)
    forget(repository)


def _remember(repository: Repository, head: str | None, commit: str) -> None:
    content = f"{commit} {_start(repository, head)}\n".encode(errors="surrogateescape")
    write_file(repository.folder / _NEXT, content, source=_NEXT)


def _start(repository: Repository, head: str | None) -> str:
    """Where it began: the commit and the branch. On another one it is not carried out."""
    branch = repository.git.asks("symbolic-ref", "--quiet", "HEAD") or ""
    return f"{head or repository.no_object} {branch}"


def _refuse_another(repository: Repository, head: str | None) -> None:
    """See whether all is as it was looked at: whoever had the lock before us may have begun something."""
    now = repository.standing()
    if now.head != head or now.operation or now.conflicts:
        raise HeadMoved


def _try(
    repository: Repository,
    head: str | None,
    commit: str,
    files: Sequence[Compared],
    environment: Mapping[str, str],
) -> None:
    """See whether git can do the rest before anything is written. The list has our files as they will be from then."""
    repository.git.run("update-index", "-q", "--refresh", environment=environment, accept=(0, 1))
    # What goes is removed by git, which leaves no half of it.
    coming = {one.path: one.after for one in files if one.is_ours}
    coming |= _there_already(repository, head, commit, {one.path for one in files})
    put(repository, coming, Path(environment["GIT_INDEX_FILE"]))
    _read_tree(repository, head, commit, "-u", "--dry-run", environment=environment)


def _there_already(repository: Repository, head: str | None, commit: str, ours: Collection[str]) -> dict[str, Entry]:
    """The other files that lie in the folder as they will be: a run that was killed has come as far as to them."""
    others = {path: versions for path, versions in _others(repository, head, commit) if path not in ours}
    paths = [path for path in others if (repository.top / path).is_file() and "\n" not in path]
    if not paths:
        return {}
    given = "".join(f"{path}\n" for path in paths).encode(errors="surrogateescape")
    ids = repository.git.run("hash-object", "--stdin-paths", given=given).text.split("\n")
    there = [path for path, id_ in zip(paths, ids, strict=True) if others[path][1].id == id_]
    # What somebody else has put on the list stays there, and is in the way.
    return {path: others[path][1] for path, on_list in listed(repository, there).items() if on_list in others[path]}


def _others(repository: Repository, head: str | None, commit: str) -> Iterator[tuple[str, tuple[Entry | None, Entry]]]:
    """The ordinary files that differ between the two, as they are and as they will be."""
    records = repository.git.run("diff-tree", "-r", "-z", "--no-renames", _tree(repository, head), commit).records
    for facts, path in zip(records[::2], records[1::2], strict=True):
        old_mode, mode, old, id_, _kind = facts.removeprefix(":").split()
        if mode in ORDINARY:
            yield path, (Entry(old_mode, old) if old != repository.no_object else None, Entry(mode, id_))


def _tree(repository: Repository, head: str | None) -> str:
    """The tree to begin with: an empty one where nothing has been saved yet."""
    return head or repository.git.run("hash-object", "-t", "tree", "--stdin", given=b"").text


def _read_tree(
    repository: Repository, head: str | None, commit: str, *options: str, environment: Mapping[str, str]
) -> None:
    try:
        repository.git.run("read-tree", "-m", *options, _tree(repository, head), commit, environment=environment)
    except GitRefused as error:
        if any(words in error.said for words in _OVERWRITTEN):
            raise UnsavedInTheWay(tuple(_named(error.said))) from None
        raise


def _named(said: str) -> Iterator[str]:
    for line in said.splitlines():
        if "'" in line:
            yield line.partition("'")[2].rpartition("'")[0]
        elif line.startswith("\t"):
            yield line.strip()


def _contents(repository: Repository, files: Sequence[Compared], environment: Mapping[str, str]) -> tuple[_Coming, ...]:
    """The files to write, with what they are to hold in this folder."""
    import tempfile

    ours = [(one, one.after) for one in files if one.is_ours and one.after]
    with tempfile.TemporaryDirectory(prefix="actionplan-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        # Git gives them the line endings of this folder, and whatever else it is told to make of them.
        given = "".join(f"{one.path}\0" for one, _after in ours).encode(errors="surrogateescape")
        arguments = ("checkout-index", "--force", f"--prefix={folder.as_posix()}/", "-z", "--stdin")
        repository.git.run(*arguments, given=given, environment=environment)
        return tuple(
            _Coming(one, repository.top / one.path, (folder / one.path).read_bytes(), after.mode == PROGRAM)
            for one, after in ours
        )


def _write(coming: Sequence[_Coming], rest: Callable[[], None]) -> None:
    """Write the files and have git do the rest, or take it back if somebody saves one of them in this very moment."""
    written: list[_Coming] = []
    try:
        for one in coming:
            put_in_place(one.target, one.content, before=one.file.content, source=one.file.path)
            written.append(one)
            if one.is_program:
                one.target.chmod(one.target.stat().st_mode | 0o111)
        rest()
    except (ChangedOnDisk, Exists) as error:
        _take_back(written)
        raise UnsavedInTheWay((error.source,)) from None
    except UnsavedInTheWay:
        _take_back(written)
        raise


def put_in_place(path: Path, content: bytes, *, before: bytes | None, source: str) -> None:
    """Write a file whole, if it is still as it was.

    Args:
        path: the file.
        content: its new bytes.
        before: those it is known to have; ``None`` where it is not there.
        source: the file as it is told.

    Raises:
        ChangedOnDisk: it has other bytes by now, or is gone.
        Exists: it is there by now.
        CannotWrite: the system refused.
    """
    if before is None:
        create_file(path, content, source=source)
    elif before != content:
        replace_file(path, content, expected=digest(before), source=source)


def _take_back(written: Sequence[_Coming]) -> None:
    for one in written:
        # What has been changed since is left as it is.
        with contextlib.suppress(ActionPlanError, OSError):
            if one.file.content is None:
                if one.target.read_bytes() == one.content:
                    one.target.unlink()
            else:
                put_in_place(one.target, one.file.content, before=one.content, source=one.file.path)
