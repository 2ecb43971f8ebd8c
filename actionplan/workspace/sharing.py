"""Share: get what others have shared, put it together with what is saved here, and send the result."""

import contextlib
import random
import time
from collections.abc import Callable, Iterable
from enum import StrEnum

from msgspec import Struct, structs

from actionplan.core.differences import Differences, Version, find_differences, other_files
from actionplan.core.merge import Side
from actionplan.store.git.advancing import advance, forget, under_way
from actionplan.store.git.commits import HeadMoved, commit_tree
from actionplan.store.git.errors import (
    Detached,
    KeepsMoving,
    NoRemote,
    NothingSaved,
    NotReceived,
    SeveralRemotes,
    UnsavedInTheWay,
)
from actionplan.store.git.network import Sent, fetch, send
from actionplan.store.git.objects import Objects
from actionplan.store.git.repository import Standing, Upstream
from actionplan.wording.clashes import merge_message, not_chosen
from actionplan.workspace.matching import own_files
from actionplan.workspace.saving import version
from actionplan.workspace.uniting import Answered, Ask, unite
from actionplan.workspace.unshared import NOT_SHARED
from actionplan.workspace.versioned import Versioned, ready


class Step(StrEnum):
    """What is being done."""

    FETCHING = "fetching"
    UNITING = "uniting"
    SENDING = "sending"


Progress = Callable[[Step], None]
_BOUNDARIES = 100
"""Commits that are named in one command."""

_ATTEMPTS = 8
_PATIENCE = 3
"""How often something may be refused as overtaken although nobody was faster."""


class Shared(Struct, frozen=True):
    """What sharing came to."""

    remote: str
    branch: str
    """The branch there that holds what was sent: another than usual where that one is protected."""
    received: Differences
    sent: Differences
    answered: tuple[Answered, ...] = ()
    merged: bool = False
    """Whether both sides had something new."""
    pushed: bool = False
    protected: str = ""
    """Why the usual branch did not take it, in the words of the other side; empty when it did."""


class Ahead(Struct, frozen=True):
    """How it stands between what is saved here and what was last known to be shared."""

    upstream: Upstream | None
    to_send: Differences
    commits: int
    """Saves that are not shared yet."""
    to_receive: int
    """Saves of others that are known and not taken in yet."""


def ahead(here: Versioned) -> Ahead:
    """What is saved here and not shared yet, as far as is known without asking anybody.

    Raises:
        GitError: git refused.
    """
    standing = here.repository.standing()
    target = None
    with contextlib.suppress(NoRemote, SeveralRemotes, Detached):
        target = _target(standing)
    theirs = _known(here, target.ref) if target else None
    if standing.head is None:
        return Ahead(standing.upstream, Differences(), 0, 0)
    if theirs is None:
        new = between(here, _known_of(here, standing.head), standing.head)
        counted = here.repository.git.text("rev-list", "--count", standing.head, *NOT_SHARED)
        return Ahead(None, new, int(counted) if standing.remotes else 0, 0)
    counted = here.repository.git.text("rev-list", "--left-right", "--count", f"{standing.head}...{theirs}")
    mine, other = (int(word) for word in counted.split())
    base = here.repository.git.asks("merge-base", standing.head, theirs)
    return Ahead(standing.upstream, between(here, base, standing.head), mine, other)


def share(
    here: Versioned, ask: Ask, progress: Progress | None = None, *, pause: Callable[[float], None] = time.sleep
) -> Shared:
    """Get what others have shared, unite, and send.

    Args:
        here: the workspace.
        ask: is asked where both sides have given one thing different values.
        progress: is told what is being done.
        pause: waits before another attempt; seconds.

    Raises:
        NoRemote: it is shared nowhere.
        Detached: no branch is checked out.
        UnsavedInTheWay: others have changed plans that have unsaved changes here.
        NeedsPerson: there were questions, and no answers. Nothing here has changed.
        Unreachable: the place does not answer. What is saved here stays so.
        NotReceived: the place takes nothing from the user.
        KeepsMoving: others shared something new at each attempt.
        GitError: git refused, or somebody is in the middle of something.
    """
    tell = progress or (lambda _step: None)
    target = _target(ready(here.repository))
    go_on(here)
    received: list[tuple[str | None, str]] = []
    answered: list[Answered] = []
    merged = False
    seen: list[str | None] = []
    for turn in range(_ATTEMPTS):
        if turn:
            # Those who share at the same time are not to meet again and again.
            pause(random.uniform(0.1, 0.3) * 2 ** min(turn, 4))  # noqa: S311 - no secret
        tell(Step.FETCHING)
        target, theirs = _fetch(here, target)
        seen.append(theirs)
        tell(Step.UNITING)
        try:
            taken = _take_in(here, theirs, ask)
        except HeadMoved:
            continue
        answered += taken.answered
        merged = merged or taken.merged
        if taken.before != taken.head:
            received.append((taken.base, taken.theirs or taken.head))
        sent = between(here, taken.theirs or _known_of(here, taken.head), taken.head)
        shared = _shared(here, target, received, sent, answered, merged=merged)
        if taken.theirs == taken.head:
            return shared
        tell(Step.SENDING)
        result = _send(here, target, taken.head)
        if result.accepted:
            return structs.replace(shared, pushed=True)
        if not result.overtaken:
            return _aside(here, target, taken, result.said, shared)
        if seen.count(theirs) >= _PATIENCE:
            # Nobody was faster: it is refused for another reason.
            raise NotReceived(target.remote, result.said)
    raise KeepsMoving


def go_on(here: Versioned) -> None:
    """Check out what an interrupted run was about to check out, unless something else has happened since.

    Raises:
        GitError: git refused.
    """
    commit = under_way(here.repository)
    if commit is not None and commit != (head := ready(here.repository).head):
        # What has been edited since stays, and is told when it is shared next.
        with contextlib.suppress(UnsavedInTheWay, HeadMoved):
            _advance(here, head, commit)
    forget(here.repository)


def between(here: Versioned, before: str | None, after: str) -> Differences:
    """What became of the workspace's plans from one commit to another."""
    with Objects(here.repository.git) as objects:
        old = own_files(here, objects, before) if before else {}
        new = own_files(here, objects, after)
        changed = [path for path in {**old, **new} if old.get(path) != new.get(path)]
        before_, after_ = (tuple(_versions(here, objects, side, changed)) for side in (old, new))
    was, now = ({here.inside(path): side[path] for path in side if not here.is_plan(path)} for side in (old, new))
    return find_differences(before_, after_, here.workspace.bodies, other_files(was, now))


def _versions(here: Versioned, objects: Objects, side: dict[str, str], paths: Iterable[str]) -> Iterable[Version]:
    wanted = [path for path in paths if path in side and here.is_plan(path)]
    for path, found in zip(wanted, list(objects.read([side[path] for path in wanted])), strict=True):
        if found:
            yield version(here, path, found.content)


# Where to


class _Target(Struct, frozen=True):
    remote: str
    branch: str
    local: str
    ref: str
    is_new: bool
    """Whether the branch has not been shared from here before."""


def _target(standing: Standing) -> _Target:
    if standing.branch is None:
        raise Detached
    upstream = standing.upstream
    if upstream:
        return _Target(upstream.remote, upstream.branch, standing.branch, upstream.ref, is_new=False)
    if not standing.remotes:
        raise NoRemote
    if len(standing.remotes) > 1 and "origin" not in standing.remotes:
        raise SeveralRemotes(standing.remotes)
    remote = "origin" if "origin" in standing.remotes else standing.remotes[0]
    return _Target(remote, standing.branch, standing.branch, f"refs/remotes/{remote}/{standing.branch}", is_new=True)


def _known(here: Versioned, ref: str) -> str | None:
    """The newest commit of others that is known here; ``None`` when there is none."""
    return here.repository.git.asks("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")


def _known_of(here: Versioned, head: str) -> str | None:
    """The newest commit that a commit builds on and that is shared, under whatever name."""
    git = here.repository.git
    listed = git.text("rev-list", "--boundary", head, *NOT_SHARED).split()
    if not listed:
        return head
    shared = [word.removeprefix("-") for word in listed if word.startswith("-")]
    # Several where lines of work have been put together: the best of them is the one that has most behind it.
    return git.asks("merge-base", head, *shared[:_BOUNDARIES]) if shared else None


def _fetch(here: Versioned, target: _Target) -> tuple[_Target, str | None]:
    """Where to share, as it turns out there, and the newest commit of others."""
    there = fetch(here.repository, target.remote, target.branch, target.ref)
    if there.commit or not there.usual or here.repository.standing().head:
        return target, there.commit
    # Nothing has been saved here yet, and the place begins with a branch of another name.
    other = structs.replace(target, branch=there.usual, ref=f"refs/remotes/{target.remote}/{there.usual}")
    return other, fetch(here.repository, other.remote, other.branch, other.ref).commit


# Take in


class _Taken(Struct, frozen=True):
    before: str | None
    """What was checked out."""
    head: str
    """What is checked out now."""
    theirs: str | None
    base: str | None
    answered: tuple[Answered, ...] = ()
    merged: bool = False


def _take_in(here: Versioned, theirs: str | None, ask: Ask) -> _Taken:
    repository = here.repository
    head = ready(repository).head
    if theirs is None:
        if head is None:
            raise NothingSaved
        return _Taken(head, head, None, None)
    if head is None:
        _advance(here, None, theirs)
        return _Taken(None, theirs, theirs, None)
    base = repository.git.asks("merge-base", head, theirs)
    if base == theirs:
        return _Taken(head, head, theirs, base)
    if base == head:
        _advance(here, head, theirs)
        return _Taken(head, theirs, theirs, base)
    united = unite(here, head, theirs, ask)
    # What is shared comes first, so that the first parents are what everybody has seen; the message tells what is new
    # there. What came from others has been told by those who saved it.
    message = merge_message(between(here, theirs, united.tree), trailers(united.answered))
    made = commit_tree(repository, united.tree, (theirs, head), message)
    _advance(here, head, made)
    return _Taken(head, made, theirs, base, united.answered, merged=True)


def trailers(answered: Iterable[Answered]) -> tuple[str, ...]:
    """The values that were not chosen, as lines that end a commit's message."""
    return tuple(_trailer(one) for one in answered)


def _trailer(one: Answered) -> str:
    question = one.question
    who = question.theirs if one.side is Side.OURS else question.ours
    return not_chosen(question.source, question.clash, one.side, who.name if who else "", who.day if who else "")


def _advance(here: Versioned, head: str | None, commit: str) -> None:
    """Check out a commit that builds on what is checked out, and lose nothing that lies in the folder.

    Raises:
        UnsavedInTheWay: that would overwrite unsaved changes.
        HeadMoved: somebody has saved here in the meantime.
    """
    changed = _changed_paths(here, head, commit)
    with here.turn(), here.turns(changed):
        try:
            advance(here.repository, head, commit, changed, "sync")
        except UnsavedInTheWay as error:
            raise UnsavedInTheWay(tuple(here.inside(path) for path in error.sources)) from None


def _changed_paths(here: Versioned, before: str | None, after: str) -> tuple[str, ...]:
    """The workspace's files that differ between two commits, from the repository's top."""
    with Objects(here.repository.git) as objects:
        old = own_files(here, objects, before) if before else {}
        new = own_files(here, objects, after)
    return tuple(path for path in {**old, **new} if old.get(path) != new.get(path))


# Send


def _send(here: Versioned, target: _Target, head: str) -> Sent:
    # A branch by its name is followed from then on; a commit by its id is exactly what was put together.
    source = f"refs/heads/{target.local}" if target.is_new else head
    return send(here.repository, target.remote, source, target.branch, follow=target.is_new)


def _aside(here: Versioned, target: _Target, taken: _Taken, said: str, shared: Shared) -> Shared:
    """Send to a branch of its own: the usual one is protected."""
    git = here.repository.git
    if taken.theirs and git.text("rev-parse", f"{taken.theirs}^{{tree}}") == git.text(
        "rev-parse", f"{taken.head}^{{tree}}"
    ):
        # What was put beside it has been taken in since, by other commits. There is nothing to add.
        return shared
    day = git.text("log", "-1", "--no-show-signature", "--format=%cs", taken.head)
    branch = f"actionplan/{day}-{taken.head[:8]}"
    if not send(here.repository, target.remote, taken.head, branch).accepted:
        raise NotReceived(target.remote, said)
    return structs.replace(shared, branch=branch, pushed=True, protected=said)


def _shared(
    here: Versioned,
    target: _Target,
    received: list[tuple[str | None, str]],
    sent: Differences,
    answered: list[Answered],
    *,
    merged: bool,
) -> Shared:
    taken = between(here, received[0][0], received[-1][1]) if received else Differences()
    return Shared(target.remote, target.branch, taken, sent, tuple(answered), merged=merged)
