"""Check out a commit that builds on the one that is checked out, so that a killed run loses and spoils nothing.

Git's own way leaves a nameless lock and half-written files when it is killed. Here the plans are written whole, the
lock tells whose it is, and where it was going is kept, so that the next run takes it there.
"""

import contextlib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from actionplan.store.disk import write_file
from actionplan.store.git.commits import FILE, entries_of
from actionplan.store.git.errors import GitError, GitRefused, UnsavedInTheWay
from actionplan.store.git.index import Entry, copied, install, locked, put
from actionplan.store.git.repository import Repository

_NEXT = "actionplan-next"
"""Holds the commit that is being checked out, in this work tree alone."""
_PROGRAM = "100755"
_ORDINARY = (FILE, _PROGRAM)
_OVERWRITTEN = ("not uptodate", "overwritten by merge", "would be removed by merge", "would lose untracked files")


def under_way(repository: Repository) -> str | None:
    """The commit that an interrupted run was about to check out; ``None`` when there was none."""
    try:
        written = (repository.folder / _NEXT).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return repository.git.asks("rev-parse", "--verify", "--quiet", f"{written}^{{commit}}") if written else None


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
        paths: files that differ between the two, and whose present content may be replaced. Each is written whole.
        reason: for git's record of what was checked out.

    Raises:
        UnsavedInTheWay: other files that differ between the two have unsaved changes. Nothing has changed.
        Locked: another program works with git here.
        CannotWrite: the system refused.
    """
    git = repository.git
    write_file(repository.folder / _NEXT, f"{commit}\n".encode("ascii"), source=_NEXT)
    with locked(repository), copied(repository) as copy:
        environment = {"GIT_INDEX_FILE": str(copy)}
        try:
            _try(repository, head, commit, paths, environment)
        except GitError:
            forget(repository)
            raise
        _write(repository, _there(repository, head, commit, paths), environment)
        _read_tree(repository, head, commit, "-u", environment=environment)
        git.run("update-index", "-q", "--refresh", environment=environment, accept=(0, 1))
        install(repository, copy)
        git.run("update-ref", "-m", f"actionplan: {reason}", "HEAD", commit, head or repository.no_object)
    forget(repository)


def _try(
    repository: Repository, head: str | None, commit: str, paths: tuple[str, ...], environment: Mapping[str, str]
) -> None:
    """See whether git can do the rest before anything is written. The list has our files as they will be from then."""
    repository.git.run("update-index", "-q", "--refresh", environment=environment, accept=(0, 1))
    # What goes is removed by git, which leaves no half of it.
    coming = {path: entry for path, entry in entries_of(repository, commit, paths).items() if entry}
    coming |= _there_already(repository, dict(_others(repository, head, commit, paths)))
    put(repository, coming, Path(environment["GIT_INDEX_FILE"]))
    _read_tree(repository, head, commit, "-u", "--dry-run", environment=environment)


def _others(
    repository: Repository, head: str | None, commit: str, paths: Collection[str]
) -> Iterator[tuple[str, Entry]]:
    """The ordinary files that differ between the two, besides ours, as they will be."""
    records = repository.git.run("diff-tree", "-r", "-z", "--no-renames", _start(repository, head), commit).records
    for facts, path in zip(records[::2], records[1::2], strict=True):
        _old_mode, mode, _old, id_, _kind = facts.removeprefix(":").split()
        if mode in _ORDINARY and path not in paths:
            yield path, Entry(mode, id_)


def _there_already(repository: Repository, entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """The files that lie in the folder as they will be: a run that was killed has come as far as to them."""
    paths = [path for path in entries if (repository.top / path).is_file() and "\n" not in path]
    if not paths:
        return {}
    given = "".join(f"{path}\n" for path in paths).encode(errors="surrogateescape")
    ids = repository.git.run("hash-object", "--stdin-paths", given=given).text.split("\n")
    return {path: entries[path] for path, id_ in zip(paths, ids, strict=True) if entries[path].id == id_}


def _start(repository: Repository, head: str | None) -> str:
    """The tree to begin with: an empty one where nothing has been saved yet."""
    return head or repository.git.run("hash-object", "-t", "tree", "--stdin", given=b"").text


def _read_tree(
    repository: Repository, head: str | None, commit: str, *options: str, environment: Mapping[str, str]
) -> None:
    try:
        repository.git.run("read-tree", "-m", *options, _start(repository, head), commit, environment=environment)
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


def _there(repository: Repository, head: str | None, commit: str, paths: tuple[str, ...]) -> dict[str, Entry]:
    """The files to write ourselves: ordinary ones, which are in the folder or new. Others are git's business."""
    old = entries_of(repository, head, paths) if head else dict.fromkeys(paths)
    new = entries_of(repository, commit, paths)
    found = {}
    for path in paths:
        before, after = old[path], new[path]
        # A file that is saved and not in the folder is one that this work tree leaves out (sparse).
        is_there = before is None or (before.mode in _ORDINARY and (repository.top / path).exists())
        if after and after.mode in _ORDINARY and is_there:
            found[path] = after
    return found


def _write(repository: Repository, entries: Mapping[str, Entry], environment: Mapping[str, str]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory(prefix="actionplan-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        # Git gives them the line endings of this folder, and whatever else it is told to make of them.
        given = "".join(f"{path}\0" for path in entries).encode(errors="surrogateescape")
        arguments = ("checkout-index", "--force", f"--prefix={folder.as_posix()}/", "-z", "--stdin")
        repository.git.run(*arguments, given=given, environment=environment)
        for path, entry in entries.items():
            target = repository.top / path
            write_file(target, (folder / path).read_bytes(), source=path)
            if entry.mode == _PROGRAM:
                target.chmod(target.stat().st_mode | 0o111)
