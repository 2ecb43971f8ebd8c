"""New commits. Nothing here rewrites or drops one."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from actionplan.store.errors import CannotWrite
from actionplan.store.git.errors import GitError, GitRefused, StoppedByHook
from actionplan.store.git.index import (
    Entries,
    Entry,
    copied,
    install,
    listed,
    literal,
    locked,
    portions,
    put,
    put_locked,
    scratch,
)
from actionplan.store.git.repository import Repository, operation

FILE = "100644"
"""The mode of an ordinary file."""
AS_WRITTEN = ("-c", "i18n.commitEncoding=UTF-8")
"""Our messages are UTF-8, whatever the user's own editor writes."""
_LEAVING_THE_STORE = ("-c", "maintenance.auto=false", "-c", "gc.auto=0")
"""Cleaning up while another list than the real one is in force could remove what others have put on the real one."""


class HeadMoved(Exception):
    """Something was saved or begun here in the meantime, so that what there is to save has to be looked at anew."""


def stored(repository: Repository, path: str, content: bytes, *, keep: bool = True) -> str:
    """The id of a file's content, with line endings as the repository has them.

    Args:
        repository: where.
        path: the file from the repository's top; what git is told of it decides what becomes of the content.
        content: as it is in the folder.
        keep: whether the repository is to have it from now on.
    """
    options = ("-w",) if keep else ()
    return repository.git.run("hash-object", *options, "--stdin", f"--path={path}", given=content).text


def tree_with(repository: Repository, tree: str | None, entries: Entries) -> str:
    """The id of a tree like another one, but for some files.

    Args:
        repository: where.
        tree: a commit or tree; ``None`` for one with nothing in it.
        entries: the files that differ.
    """
    with scratch(repository) as index:
        environment = {"GIT_INDEX_FILE": str(index)}
        repository.git.run("read-tree", tree or "--empty", environment=environment)
        put(repository, entries, index)
        return repository.git.run("write-tree", environment=environment).text


def commit_files(repository: Repository, head: str | None, entries: Entries, message: str) -> str:
    """Make a commit of some files alone on what is checked out; the user's hooks see exactly these.

    What others have put on git's list stays there and is not part of the commit. Git's lock is held all the time, as
    ``git commit --only`` does it, so that nobody begins anything else meanwhile.

    Args:
        repository: where.
        head: the commit that is checked out; ``None`` when there is none yet.
        entries: the files.
        message: the whole message.

    Raises:
        StoppedByHook: a hook refused.
        HeadMoved: something else is checked out or under way by now. Nothing is changed.
        Locked: another program works with git here.
        GitError: git refused.
        CannotWrite: the system refused.
    """
    with locked(repository), copied(repository) as before:
        _refuse_another(repository, head)
        # First the real list: whoever is interrupted after it has prepared a save; the other way round, the next save
        # by git alone would take the change back.
        try:
            put_locked(repository, entries)
            made, parents = _commit(repository, head, entries, message)
        except BaseException:
            if not _has_landed(repository, head, entries):
                install(repository, before)
            raise
        if parents != ([head] if head else []):
            made = _unite_with_overtaker(repository, head, made, entries, message)
        _follow_hooks(repository, head, made, entries)
        return made


def _commit(repository: Repository, head: str | None, entries: Entries, message: str) -> tuple[str, list[str]]:
    """The new commit, and what it builds on."""
    with copied(repository) as index, _written(index, message) as text:
        environment = {"GIT_INDEX_FILE": str(index)}
        # From the real list, because it tells which files git need not read to know that they are unchanged.
        tree = ("-i", "-m", head) if head else ("--empty",)
        repository.git.run("read-tree", *tree, environment=environment)
        put(repository, entries, index)
        if not _is_at(repository, head):
            raise HeadMoved
        # From a file, so that a message is whole or none if this process is killed now.
        arguments = ("commit", "--quiet", "--cleanup=whitespace", f"--file={text}")
        options = (*AS_WRITTEN, *_LEAVING_THE_STORE)
        try:
            answer = repository.git.run(*options, *arguments, environment=environment, accept=(0, 1))
        except GitRefused as error:
            if "cannot lock ref" in error.said and not _is_at(repository, head):
                raise HeadMoved from None
            raise
    if answer.code:
        raise StoppedByHook("commit", answer.code, answer.said or answer.text)
    made, *parents = repository.git.text("rev-list", "--parents", "--max-count=1", "HEAD").split()
    return made, parents


def _refuse_another(repository: Repository, head: str | None) -> None:
    """See whether all is as it was looked at: whoever had the lock before us may have begun something."""
    if not _is_at(repository, head) or operation(repository.folder) or repository.git.text("ls-files", "--unmerged"):
        raise HeadMoved


@contextlib.contextmanager
def _written(index: Path, message: str) -> Iterator[Path]:
    path = index.with_name(f"{index.name}.message")
    try:
        path.write_bytes(message.encode(errors="replace"))
    except OSError as error:
        raise CannotWrite(path.as_posix(), error.strerror or type(error).__name__) from error
    yield path


def _is_at(repository: Repository, head: str | None) -> bool:
    """Whether a commit is still what is checked out; not where git cannot tell any more."""
    try:
        return repository.git.asks("rev-parse", "--verify", "--quiet", "HEAD") == head
    except GitError:
        return False


def _has_landed(repository: Repository, head: str | None, entries: Entries) -> bool:
    """Whether what is checked out holds the files although the making of the commit was cut off."""
    try:
        now = repository.git.asks("rev-parse", "--verify", "--quiet", "HEAD")
        return now not in {head, None} and entries_of(repository, str(now), tuple(entries)) == dict(entries)
    except GitError:
        return True


def _unite_with_overtaker(repository: Repository, head: str | None, made: str, entries: Entries, message: str) -> str:
    """Put back what somebody else saved between our last look and git's, and our commit therefore lacks.

    A commit is never dropped: another one is added. Nothing is done when it was a hook that added a commit to ours.
    """
    git = repository.git
    since = git.text("rev-list", "--first-parent", "--reverse", *([f"{head}..HEAD"] if head else ["HEAD"])).split()
    first = entries_of(repository, since[0], tuple(entries))
    if any(first[path] == entry for path, entry in entries.items()):
        return made
    tree = tree_with(repository, f"{made}^", entries_of(repository, made, tuple(entries)))
    united = commit_tree(repository, tree, (made,), message)
    git.run("update-ref", "-m", "actionplan: save", "HEAD", united, made)
    return united


def _follow_hooks(repository: Repository, head: str | None, commit: str, entries: Entries) -> None:
    """Put on the real list what the commit came to hold otherwise, because a hook has changed or added it."""
    changed = _changed_by(repository, head, commit)
    wanted: dict[str, Entry | None] = {}
    if set(changed) != set(entries) or any(changed[path][1] != entry for path, entry in entries.items()):
        made = entries_of(repository, commit, tuple(entries))
        wanted = {path: made[path] for path in entries if made[path] != entries[path]}
        others = listed(repository, [path for path in changed if path not in entries])
        # What somebody else has put on the list for a file stays there.
        wanted |= {path: changed[path][1] for path, there in others.items() if there == changed[path][0]}
    if wanted:
        put_locked(repository, wanted)


def _changed_by(repository: Repository, head: str | None, commit: str) -> dict[str, tuple[Entry | None, Entry | None]]:
    """What a commit made of files: before and after, by path."""
    start = head or repository.git.run("hash-object", "-t", "tree", "--stdin", given=b"").text
    records = repository.git.run("diff-tree", "-r", "-z", "--no-renames", start, commit).records
    found = {}
    for facts, path in zip(records[::2], records[1::2], strict=True):
        old_mode, new_mode, old, new, _kind = facts.removeprefix(":").split()
        found[path] = (_entry(repository, old_mode, old), _entry(repository, new_mode, new))
    return found


def _entry(repository: Repository, mode: str, id_: str) -> Entry | None:
    return Entry(mode, id_) if id_ != repository.no_object else None


def entries_of(repository: Repository, tree: str, paths: Sequence[str]) -> dict[str, Entry | None]:
    """What a commit or tree has for paths; ``None`` for those that it lacks, or where it has a folder."""
    found: dict[str, Entry | None] = dict.fromkeys(paths)
    for path, entry in _tree_entries(repository, tree, paths).items():
        if path in found:
            found[path] = entry
    return found


def _tree_entries(repository: Repository, tree: str, paths: Sequence[str]) -> Mapping[str, Entry]:
    found = {}
    for some in portions(paths):
        arguments = ("ls-tree", "-z", "--full-tree", tree, "--", *map(literal, some))
        for record in repository.git.run(*arguments).records:
            facts, _tab, path = record.partition("\t")
            mode, kind, id_ = facts.split()
            if kind == "blob":
                found[path] = Entry(mode, id_)
    return found


def commit_tree(repository: Repository, tree: str, parents: Sequence[str], message: str) -> str:
    """Make a commit of a tree. It belongs to no branch yet.

    Raises:
        GitError: git refused: it does not know in whose name, or cannot sign.
    """
    signed = repository.config.get("commit.gpgsign", "").lower() in {"true", "yes", "on", "1"}
    options = [word for parent in parents for word in ("-p", parent)]
    arguments = ("commit-tree", *(("-S",) if signed else ()), *options, "-F", "-", tree)
    return repository.git.run(*AS_WRITTEN, *arguments, given=message.encode(errors="replace")).text
