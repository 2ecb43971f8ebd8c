"""Edits of several plans as one: all of them, or none."""

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from actionplan.core.errors import ActionPlanError
from actionplan.core.plan import Plan
from actionplan.store.errors import NotPutBack
from actionplan.workspace.editing import Edited, edit_plan
from actionplan.workspace.opening import Workspace
from actionplan.workspace.undoing import undo


class PlanEdit(Struct, frozen=True):
    """An edit that is to be made of a plan file."""

    path: Path
    change: Callable[[Plan], Plan]
    """Gives the new plan, or raises an error of its own."""
    expected: bytes | None = None
    """The digest of the content that the change was decided on, when that was read earlier."""


def edit_plans(workspace: Workspace, edits: Sequence[PlanEdit]) -> tuple[Edited, ...]:
    """Change several plan files, in their order. When one fails, those that were written are put back.

    Raises:
        NotPutBack: one failed, and another that was written could not be put back.
        ActionPlanError: one failed.
    """
    done: list[Edited] = []
    try:
        for one in edits:
            done.append(edit_plan(workspace, one.path, one.change, expected=one.expected))  # noqa: PERF401 - see below
    except BaseException as error:
        # Those before the failure are known since they were noted one by one; also when the user stops it.
        left = _undo_all(workspace, done)
        if left and isinstance(error, ActionPlanError):
            raise NotPutBack(error, left) from error
        raise
    return tuple(done)


def undo_all(workspace: Workspace, step: Sequence[Edited]) -> tuple[Edited, ...]:
    """Undo edits that belong together, the last one first. When one cannot be undone, the others are made again.

    Raises:
        NotPutBack: one failed, and another that was undone could not be made again.
        ActionPlanError: one cannot be undone.
    """
    done: list[Edited] = []
    try:
        for one in reversed(step):
            done.append(undo(workspace, one))  # noqa: PERF401 - those before a failure must be known
    except ActionPlanError as error:
        if left := _undo_all(workspace, done):
            raise NotPutBack(error, left) from error
        raise
    return tuple(done)


def _undo_all(workspace: Workspace, done: Sequence[Edited]) -> tuple[str, ...]:
    """Undo edits, the last one first, and tell the files in which that failed."""
    left = []
    for edited in reversed(done):
        try:
            undo(workspace, edited)
        except ActionPlanError:
            left.append(edited.source)
    return tuple(reversed(left))
