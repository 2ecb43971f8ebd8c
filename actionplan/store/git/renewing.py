"""Bring copies of repositories elsewhere up to date: without a question, in the time that is given, never by half."""

import contextlib
import datetime as dt
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from actionplan.core.sources import Trouble
from actionplan.store.disk import turn
from actionplan.store.errors import CannotWrite
from actionplan.store.git.copies import (
    HEAD,
    Copy,
    InCopy,
    Outcome,
    Tip,
    contents,
    key_of_tip,
    look_into,
    outcome_of,
    write_outcome,
)
from actionplan.store.git.errors import DubiousOwnership, GitError, GitMissing, NotVersioned, TooSlow
from actionplan.store.git.process import Pipes
from actionplan.store.git.reasons import in_short, reason_of, without_password

_BRANCHES, _TAGS, _HERE = "+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*", f"+HEAD:{HEAD}"
_NO_HEAD = "couldn't find remote ref HEAD"
_CAREFULLY = (
    # An address could make git start any program.
    *("-c", "protocol.ext.allow=never", "-c", "protocol.fd.allow=never"),
    # Nor do the user's own hooks have anything to do with a cache.
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "init.defaultBranch=main"),
)
_NEW, _OLD = ".new", ".old"


class Came(StrEnum):
    """What came of fetching a copy."""

    NEW = "new"
    """The first copy."""
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    ANEW = "anew"
    """The copy that was there was damaged, and another one was made."""
    FAILED = "failed"
    """The older copy is still there, if there was one."""


class Fetched(Struct, frozen=True):
    """A copy, and what came of fetching it."""

    came: Came
    outcome: Outcome


class Stopped(Exception):
    """The user wants to stop."""


class _Refused(Exception):
    """Git ended with an error."""

    def __init__(self, said: str) -> None:
        self.said = said
        super().__init__(said)


class Wanted(Struct, frozen=True):
    """What a source means in a copy."""

    ref: str | None
    plans: str

    @property
    def key(self) -> str:
        """Its name in an outcome."""
        return key_of_tip(self.ref, self.plans)


class Limits(Struct, frozen=True):
    """When to give up."""

    seconds: float
    """How long a copy may take."""
    stop: threading.Event
    """Is set when the user wants to stop."""
    locks: Path
    """Where programs that fetch the same copy take turns."""


def bring_up_to_date(copy: Copy, wanted: Sequence[Wanted], now: dt.datetime, limits: Limits) -> Fetched:
    """Fetch a copy, and remember what came of it. When it fails, the older copy stays as it is.

    Args:
        copy: which one.
        wanted: what sources mean in it.
        now: the time to remember.
        limits: when to give up.

    Raises:
        Stopped: the user wants to stop.
    """
    before = outcome_of(copy)
    try:
        with _turn(copy, limits):
            before = outcome_of(copy)
            _tidy(copy)
            came, outcome = _attempt(copy, wanted, before, _Watch(limits, now, time.monotonic() + limits.seconds))
            outcome = replace(outcome, place=without_password(copy.place))
            write_outcome(copy, outcome)
            return Fetched(came, outcome)
    except CannotWrite as error:
        reason = "busy" if error.reason == "locked" else "cannot_write"
        said = "" if reason == "busy" else error.reason
    except OSError as error:
        reason, said = "cannot_write", error.strerror or type(error).__name__
    return Fetched(Came.FAILED, replace(before, tried=now, reason=reason, said=said))


class _Watch(Struct, frozen=True):
    """Runs git for a copy until it is too late."""

    limits: Limits
    now: dt.datetime
    until: float
    """On the clock that only goes forward."""

    def git(self, folder: Path, *arguments: str) -> str:
        """What git answers.

        Raises:
            Stopped: the user wants to stop.
            TooSlow: it took too long.
            _Refused: git ended with an error.
            GitError: git is missing.
        """
        with InCopy(folder).started(*_CAREFULLY, *arguments) as process:
            pipes = Pipes(process)
            self._wait(process.poll)
            answer = pipes.answer(process.returncode)
        if answer.code:
            raise _Refused(answer.said)
        return answer.text.strip()

    def _wait(self, poll: Callable[[], int | None]) -> None:
        pause = 0.002
        while poll() is None:
            if self.limits.stop.wait(pause):
                raise Stopped
            if time.monotonic() > self.until:
                raise TooSlow("fetch", self.limits.seconds)
            pause = min(pause * 2, 0.05)


@contextlib.contextmanager
def _turn(copy: Copy, limits: Limits) -> Iterator[None]:
    """Wait for another program that fetches the same copy.

    Raises:
        CannotWrite: it did not finish.
        Stopped: the user wants to stop.
    """
    until = time.monotonic() + limits.seconds
    with contextlib.ExitStack() as stack:
        while True:
            try:
                stack.enter_context(turn(copy.folder, limits.locks, seconds=0.2))
                break
            except CannotWrite:
                if limits.stop.is_set():
                    raise Stopped from None
                if time.monotonic() > until:
                    raise
        yield


def _tidy(copy: Copy) -> None:
    """Remove what programs that were killed left behind; an old copy without its successor is the copy again."""
    for path in copy.folder.parent.glob(f"{copy.folder.name}.*"):
        if path.suffix == _OLD and not copy.is_there and (path / "HEAD").is_file():
            path.replace(copy.folder)
        elif path.suffix in {_NEW, _OLD}:
            shutil.rmtree(path, ignore_errors=True)


def _attempt(copy: Copy, wanted: Sequence[Wanted], before: Outcome, watch: _Watch) -> tuple[Came, Outcome]:
    try:
        came = _fetch(copy, wanted, watch)
        tips = {one.key: tip for one in wanted if (tip := _tip(copy, one, watch))}
    except GitMissing:
        return Came.FAILED, replace(before, tried=watch.now, reason="no_git", said="")
    except DubiousOwnership:
        return Came.FAILED, replace(before, tried=watch.now, reason="not_trusted", said="")
    except TooSlow:
        return Came.FAILED, replace(before, tried=watch.now, reason="too_slow", said="")
    except (_Refused, GitError) as error:
        said = error.said if isinstance(error, _Refused) else str(error)
        return Came.FAILED, replace(before, tried=watch.now, reason=reason_of(said), said=in_short(said))
    if came is Came.UPDATED and tips == {one.key: before.tips.get(one.key) for one in wanted}:
        came = Came.UNCHANGED
    return came, Outcome(reached=watch.now, tried=watch.now, tips=tips)


def _fetch(copy: Copy, wanted: Sequence[Wanted], watch: _Watch) -> Came:
    if not copy.is_there:
        remains = copy.folder.exists()
        _make(copy, watch)
        return Came.ANEW if remains else Came.NEW
    try:
        _fetch_into(copy.folder, copy.place, watch)
    except (_Refused, NotVersioned) as error:
        # What has a known reason lies elsewhere; the rest may lie in the copy itself.
        if isinstance(error, _Refused) and reason_of(error.said) != "other" and not _is_damaged(copy, wanted):
            raise
        _make(copy, watch)
        return Came.ANEW
    if _is_damaged(copy, wanted):
        _make(copy, watch)
        return Came.ANEW
    with contextlib.suppress(_Refused, TooSlow):
        watch.git(copy.folder, "-c", "gc.autoDetach=false", "gc", "--auto", "--quiet")
    return Came.UPDATED


def _is_damaged(copy: Copy, wanted: Sequence[Wanted]) -> bool:
    """Whether the plans in a copy cannot be read."""
    for one in wanted:
        view = look_into(copy, one.ref, one.plans)
        if view.trouble is Trouble.DAMAGED or None in contents(copy, tuple(dict.fromkeys(view.blobs.values()))):
            return True
    return False


def _make(copy: Copy, watch: _Watch) -> None:
    """Make a copy beside the old one, if there is one, and put it in its place when it is whole."""
    mark = os.urandom(4).hex()
    new = copy.folder.with_name(f"{copy.folder.name}.{mark}{_NEW}")
    old = copy.folder.with_name(f"{copy.folder.name}.{mark}{_OLD}")
    new.mkdir(parents=True)
    try:
        watch.git(new, "init", "--quiet", "--bare", "--template=")
        _fetch_into(new, copy.place, watch)
        if copy.folder.exists():
            copy.folder.replace(old)
        try:
            new.replace(copy.folder)
        except OSError:
            old.replace(copy.folder)
            raise
    finally:
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _fetch_into(folder: Path, place: str, watch: _Watch) -> None:
    options = ("--quiet", "--no-tags", "--prune", "--no-recurse-submodules", "--update-shallow")
    command = ("-c", "gc.auto=0", "fetch", *options, "--", place, _BRANCHES, _TAGS)
    try:
        watch.git(folder, *command, _HERE)
    except _Refused as error:
        if _NO_HEAD.lower() not in error.said.lower():
            raise
        # It names a branch that it does not have, or holds nothing yet.
        with contextlib.suppress(_Refused):
            watch.git(folder, "update-ref", "-d", HEAD)
        watch.git(folder, *command)


def _tip(copy: Copy, one: Wanted, watch: _Watch) -> Tip | None:
    """What a source points to now, and when its plans last changed."""
    commit = look_into(copy, one.ref, one.plans).commit
    if not commit:
        return None
    said = watch.git(copy.folder, "--literal-pathspecs", "log", "-1", "--format=%cI", commit, "--", one.plans)
    try:
        return Tip(commit, dt.datetime.fromisoformat(said))
    except ValueError:
        return Tip(commit, None)
