"""Save: a commit of the workspace's own changed files, and of nothing else."""

import contextlib
import datetime as dt
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from msgspec import Struct

from actionplan.core.differences import Differences, Version, find_differences, other_files
from actionplan.core.problems import Problem, Severity
from actionplan.store.git.changed import Changed, Found, changed_files, ignored_files
from actionplan.store.git.commits import HeadMoved, commit_files
from actionplan.store.git.errors import Faulty, GitRefused, NothingToSave, Skipped
from actionplan.store.git.nested import nested
from actionplan.store.git.repository import Standing
from actionplan.store.language import PLANS
from actionplan.store.read import PlanFile, parse_blob
from actionplan.wording.commit import commit_message
from actionplan.wording.visible import visible
from actionplan.workspace.checking import check_read
from actionplan.workspace.versioned import Versioned, ready

_ATTEMPTS = 5


class Unsaved(Struct, frozen=True):
    """What is not saved yet."""

    files: tuple[Changed, ...]
    differences: Differences
    standing: Standing
    ignored: tuple[str, ...] = ()
    """Files, as the user knows them, that git is told to ignore: they are never saved."""
    skipped: tuple[str, ...] = ()
    """Those that cannot be saved: links, what cannot be read, and folders that are repositories of their own."""

    @property
    def paths(self) -> tuple[str, ...]:
        """The files from the repository's top."""
        return tuple(one.path for one in self.files)


class Saved(Struct, frozen=True):
    """A save."""

    commit: str
    """Its id; empty when it was only tried."""
    message: str
    differences: Differences
    standing: Standing
    """What was checked out before."""
    left: tuple[Problem, ...] = ()
    """Why some files were left out."""
    ignored: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()


def unsaved(here: Versioned, sources: Collection[str] | None = None, *, keep: bool = False) -> Unsaved:
    """What differs between the folder and what was saved last.

    Args:
        here: the workspace.
        sources: only these files, as the user knows them, with what they were called before.
        keep: whether the repository is to have their contents, so that they can be saved.

    Raises:
        GitError: git refused, or somebody is in the middle of something.
    """
    standing = ready(here.repository)
    found = changed_files(here.repository, standing.head, here.places, here.is_own, keep=keep)
    files = found.files if sources is None else _chosen(here, found.files, sources)
    ignored = ignored_files(here.repository, here.places)
    return Unsaved(
        files,
        differences_of(here, files),
        standing,
        tuple(here.inside(path) for path in ignored if here.is_own(path) and path.endswith(".toml")),
        _skipped(here, found, sources),
    )


def _chosen(here: Versioned, files: tuple[Changed, ...], sources: Collection[str]) -> tuple[Changed, ...]:
    chosen = {one.path for one in files if here.inside(one.path) in sources}
    there = [version(here, one.path, one.content) for one in files if one.path in chosen and one.content is not None]
    bodies = {one.plan.head.body for one in there if one.plan}
    for one in files:
        # A plan whose file was given another name: to save it under the new one alone would make two of it.
        if one.content is None and one.before is not None and here.is_plan(one.path):
            was = version(here, one.path, one.before).plan
            if was and was.head.body in bodies:
                chosen.add(one.path)
    return tuple(one for one in files if one.path in chosen)


def _skipped(here: Versioned, found: Found, sources: Collection[str] | None) -> tuple[str, ...]:
    skipped = tuple(here.inside(path) for path in found.skipped)
    if (here.repository.top / here.from_top(PLANS)).is_symlink():
        # Git keeps the link, and nothing of what lies behind it.
        return (PLANS, *skipped)
    inner = nested(here.repository, here.from_top(PLANS))
    others = tuple(here.inside(one) for one in inner if _has_plans(here, one))
    if sources is None:
        return (*others, *skipped)
    return (
        *(one for one in others if any(source.startswith(f"{one}/") for source in sources)),
        *(source for source in skipped if source in sources),
    )


def _has_plans(here: Versioned, folder: str) -> bool:
    top: Path = here.repository.top
    return any(here.is_plan(path.relative_to(top).as_posix()) for path in (top / folder).rglob("*.toml"))


def differences_of(here: Versioned, files: Iterable[Changed]) -> Differences:
    """What the changes of files come to, in plans."""
    known = tuple(files)
    plans = [one for one in known if here.is_plan(one.path)]
    beside = {here.inside(one.path): one for one in known if not here.is_plan(one.path)}
    others = other_files(
        {name: one.before for name, one in beside.items()}, {name: one.content for name, one in beside.items()}
    )
    before = [version(here, one.path, one.before) for one in plans if one.before is not None]
    after = [version(here, one.path, one.content) for one in plans if one.content is not None]
    return find_differences(before, after, here.workspace.bodies, others)


def version(here: Versioned, path: str, content: bytes) -> Version:
    """A version of a plan file."""
    file = _read(here, path, content)
    return Version(file.source, file.plan, file.problems, content)


def _read(here: Versioned, path: str, content: bytes) -> PlanFile:
    return parse_blob(content, here.inside(path))


Word = Callable[[str], str | None]
"""Is given the suggested message and gives the one to use; ``None`` to stop."""


def save(
    here: Versioned,
    *,
    sources: Collection[str] | None = None,
    message: str | None = None,
    word: Word | None = None,
    dry_run: bool = False,
) -> Saved | None:
    """Save the workspace's changed files; those with faults are left out and told.

    Args:
        here: the workspace.
        sources: only these files, as the user knows them.
        message: what to say of it, first; what changed is told below it.
        word: is asked for the message when none is given.
        dry_run: tell what would be saved, and save nothing.

    Returns:
        The save; ``None`` when whoever was asked for a message stopped it.

    Raises:
        NothingToSave: nothing has changed.
        Faulty: everything that has changed has faults.
        Skipped: nothing that has changed can be saved.
        StoppedByHook: a hook of the repository did not let it through.
        GitError: git refused, or somebody is in the middle of something.
    """
    if dry_run:
        return _prepared(here, sources, message)[1]
    if message is None and word:
        # Nobody is kept waiting while a person thinks.
        suggested = _prepared(here, sources, None)[1].message
        asked = word(suggested)
        if asked is None:
            return None
        message = None if asked == suggested else asked
    for _attempt in range(_ATTEMPTS):
        # What somebody does with git alone meanwhile is noticed, and looked at anew.
        with here.turn(), contextlib.suppress(HeadMoved):
            return _commit(here, *_prepared(here, sources, message, keep=True))
    raise GitRefused("commit", 1, "HEAD")


def _commit(here: Versioned, files: tuple[Changed, ...], saved: Saved) -> Saved:
    entries = {one.path: one.entry for one in files}
    commit = commit_files(here.repository, saved.standing.head, entries, saved.message)
    return Saved(commit, saved.message, saved.differences, saved.standing, saved.left, saved.ignored, saved.skipped)


def _prepared(
    here: Versioned, sources: Collection[str] | None, message: str | None, *, keep: bool = False
) -> tuple[tuple[Changed, ...], Saved]:
    """What can be saved, and the save it would be."""
    found = unsaved(here, sources, keep=keep)
    if not found.files:
        raise Skipped(found.skipped[0]) if found.skipped else NothingToSave
    files, left = _sound(here, found)
    if not files:
        raise Faulty(left)
    differences = differences_of(here, files) if left else found.differences
    text = commit_message(differences, here.workspace.bodies)
    if own := _own(message or ""):
        text = f"{own}\n\n{text}"
    return files, Saved("", text, differences, found.standing, left, found.ignored, found.skipped)


def _own(message: str) -> str:
    """Words of the user's own as they can stand in a message: no line is a comment when it is edited later."""
    lines = (visible(line.rstrip()) for line in message.encode(errors="replace").decode().strip().splitlines())
    return "\n".join(f"· {line}" if line.startswith(_COMMENTS) else line for line in lines)


_COMMENTS = tuple("#;!@$%^&|:")
"""What can begin a comment (``core.commentChar``)."""


def _sound(here: Versioned, found: Unsaved) -> tuple[tuple[Changed, ...], tuple[Problem, ...]]:
    """The files that can be saved, and the faults of the rest. What was read is checked, not what is there by now."""
    plans = [
        _read(here, one.path, one.content) for one in found.files if here.is_plan(one.path) and one.content is not None
    ]
    # What lies in the future is no fault, so the day does not matter.
    problems = check_read(here.workspace, plans, dt.date.max)
    faults = tuple(one for one in problems if one.severity is Severity.ERROR)
    faulty = {one.source for one in faults}
    return tuple(one for one in found.files if here.inside(one.path) not in faulty), faults
