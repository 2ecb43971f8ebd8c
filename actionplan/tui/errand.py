"""Saving and sharing, as it goes on in a thread: what there is to share, the way there, and what it came to."""

import threading
from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct

from actionplan.core.differences import Differences
from actionplan.core.errors import ActionPlanError
from actionplan.core.problems import Problem
from actionplan.store.git.errors import Faulty, NothingToSave
from actionplan.tui.desk import Desk
from actionplan.tui.refused import refusals
from actionplan.tui.scene import Scene
from actionplan.workspace import Workspace, saving, sharing
from actionplan.workspace.saving import Saved
from actionplan.workspace.sharing import Shared, Step
from actionplan.workspace.uniting import Ask
from actionplan.workspace.versioned import Versioned, versioned


class Prospect(Struct, frozen=True):
    """What would be saved and shared."""

    error: ActionPlanError | None = None
    """What stands against all of it; the rest is empty then."""
    subject: str = ""
    """The first line of the message that is suggested; empty where there is nothing to save."""
    to_save: Differences = Differences()
    left: tuple[Problem, ...] = ()
    """Why some plans are left out."""
    ignored: tuple[str, ...] = ()
    to_share: Differences = Differences()
    """What is saved already and not shared."""
    saves: int = 0
    """How many saves are not shared."""
    has_place: bool = False
    """Whether there is a place where plans are shared."""


def look_ahead(workspace: Workspace) -> Prospect:
    """What would be saved and shared now."""
    try:
        with refusals():
            return _prospect(versioned(workspace))
    except ActionPlanError as error:
        return Prospect(error)


def _prospect(here: Versioned) -> Prospect:
    subject, to_save = "", Differences()
    left: tuple[Problem, ...] = ()
    found = saving.unsaved(here)
    try:
        saved = saving.save(here, dry_run=True)
    except NothingToSave:
        pass
    except Faulty as error:
        left = error.problems
    else:
        if saved:
            subject, to_save, left = saved.message.partition("\n")[0], saved.differences, saved.left
    ahead = sharing.ahead(here)
    return Prospect(
        None, subject, to_save, left, found.ignored, ahead.to_send, ahead.commits, bool(found.standing.remotes)
    )


class Order(Struct, frozen=True):
    """What the user has asked for."""

    save: bool
    share: bool
    message: str | None = None
    """The user's own words; what changed is told below them in any case."""


class Way(StrEnum):
    """What is being done."""

    SAVING = "saving"
    FETCHING = "fetching"
    UNITING = "uniting"
    SENDING = "sending"


_WAYS = {Step.FETCHING: Way.FETCHING, Step.UNITING: Way.UNITING, Step.SENDING: Way.SENDING}


class Outcome(Struct, frozen=True):
    """What an errand came to."""

    saved: Saved | None = None
    shared: Shared | None = None
    error: ActionPlanError | None = None
    """What stood in the way; what was done before it stays done."""
    stopped: bool = False
    """Whether the user has left it before anything came of sharing."""
    scene: Scene | None = None
    """The files as they are now; ``None`` where they could not be read."""
    reading: ActionPlanError | None = None
    """Why they could not."""


class _Stopped(Exception):
    """The user does not wait for it."""


class Errand:
    """One act of saving and sharing."""

    def __init__(self, desk: Desk, order: Order, ask: Ask, tell: Callable[[Way], None]) -> None:
        """Nothing is done yet.

        Args:
            desk: reads the files anew afterwards.
            order: what is to be done.
            ask: is asked where both sides have given one thing different values.
            tell: is told what is being done.
        """
        self._desk, self._order, self._ask, self._tell = desk, order, ask, tell
        self._turn = threading.Lock()
        self._way = Way.SAVING
        self._is_stopped = False

    def stop(self) -> bool:
        """Stop, where nothing is half done; whether it was stopped."""
        with self._turn:
            self._is_stopped = self._is_stopped or self._way is Way.FETCHING
            return self._is_stopped

    def _reach(self, way: Way) -> None:
        with self._turn:
            if self._is_stopped:
                raise _Stopped
            self._way = way
        self._tell(way)

    def run(self) -> Outcome:
        """Save and share. Takes as long as the place where plans are shared does."""
        saved: Saved | None = None
        shared: Shared | None = None
        error: ActionPlanError | None = None
        try:
            with refusals():
                here = versioned(self._desk.workspace)
                if self._order.save:
                    self._reach(Way.SAVING)
                    saved = self._save(here)
                if self._order.share:
                    shared = sharing.share(here, self._ask, lambda step: self._reach(_WAYS[step]))
        except _Stopped:
            return Outcome(saved, stopped=True)
        except ActionPlanError as found:
            error = found
        try:
            with refusals():
                scene = self._desk.again()
        except ActionPlanError as found:
            return Outcome(saved, shared, error, reading=found)
        return Outcome(saved, shared, error, scene=scene)

    def _save(self, here: Versioned) -> Saved | None:
        try:
            # What others shared and an interrupted run was putting in place is not to be saved as one's own.
            sharing.go_on(here)
            return saving.save(here, message=self._order.message)
        except NothingToSave:
            # Somebody else has saved it in the meantime, which is as good.
            return None
