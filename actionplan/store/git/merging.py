"""What git itself makes of two lines of work, without touching the folder."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from actionplan.store.git.errors import GitRefused, TooOld
from actionplan.store.git.index import literal
from actionplan.store.git.objects import Objects
from actionplan.store.git.process import Git
from actionplan.store.git.repository import Repository


class Attempt(Struct, frozen=True):
    """What git makes of two commits."""

    tree: str
    """All files united; those in conflict hold both sides."""
    conflicts: tuple[str, ...]
    """The paths that git cannot unite."""


def attempt(repository: Repository, ours: str, theirs: str, *, plans: bool = False) -> Attempt:
    """Unite two commits as git does it, in its store alone.

    Args:
        repository: where.
        ours: one commit.
        theirs: the other.
        plans: whether git is to unite plans too, line by line.

    Raises:
        TooOld: this git is older than 2.38.
        GitError: git refused.
    """
    # Plans are united by ourselves, with questions asked; a driver that may be registered is not to do it twice.
    settings = ("-c", "merge.actionplan.driver=exit 1", "-c", "merge.directoryRenames=false") if not plans else ()
    arguments = (*settings, "merge-tree", "--write-tree", "-z", "--no-messages")
    try:
        with _elsewhere(repository) as git:
            answer = git.run(*arguments, ours, theirs, accept=(0, 1), environment=_at(repository, git))
    except GitRefused as error:
        if "usage:" in error.said or "unknown option" in error.said:
            raise TooOld(repository.git.text("--version").removeprefix("git version ")) from None
        raise
    tree, *records = answer.records
    paths = dict.fromkeys(record.partition("\t")[2] for record in records)
    return Attempt(tree, tuple(path for path in paths if path))


@contextlib.contextmanager
def _elsewhere(repository: Repository) -> Iterator[Git]:
    """Git in a folder that is nobody's, with nothing in it but the files that say how to merge what.

    Git puts files for its drivers where it is run, and leaves them there when it is killed.
    """
    import shutil
    import tempfile

    with tempfile.TemporaryDirectory(prefix="actionplan-", ignore_cleanup_errors=True) as name:
        for path in repository.git.run("ls-files", "-z", "--", ":(top,glob)**/.gitattributes").records:
            source, target = repository.top / path, Path(name) / path
            if source.is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)
        yield Git(Path(name))


def _at(repository: Repository, git: Git) -> dict[str, str]:
    return {"GIT_DIR": str(repository.folder), "GIT_WORK_TREE": str(git.folder)}


def bases(repository: Repository, ours: str, theirs: str) -> tuple[str, ...]:
    """The newest commits that two lines of work have in common; several when they have crossed."""
    found = repository.git.asks("merge-base", "--all", ours, theirs)
    return tuple(found.split()) if found else ()


class Touch(Struct, frozen=True):
    """A commit that changed a file."""

    commit: str
    author: str
    day: str
    """In the author's calendar: ``2016-09-16``."""
    before: bytes | None
    after: bytes | None


def touches(
    repository: Repository, objects: Objects, excluded: Sequence[str], tip: str, path: str
) -> tuple[Touch, ...]:
    """The commits of a line of work that changed a file, the newest first.

    Args:
        repository: where.
        objects: its contents.
        excluded: commits that belong to it no longer, with all before them.
        tip: its newest commit.
        path: the file, from the repository's top.
    """
    form = "--format=%H%x00%an%x00%as%x00"
    arguments = ("log", "--no-show-signature", "--no-merges", form, tip, *(f"^{one}" for one in excluded))
    words = repository.git.text(*arguments, "--", literal(path)).replace("\n", "").split("\0")
    found = []
    for at in range(0, len(words) - 2, 3):
        commit, author, day = words[at : at + 3]
        before, after = objects.one(f"{commit}^:{path}"), objects.one(f"{commit}:{path}")
        found.append(Touch(commit, author, day, before.content if before else None, after.content if after else None))
    return tuple(found)
