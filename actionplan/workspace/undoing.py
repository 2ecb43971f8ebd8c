"""Undo an edit. What comes of it is an edit again, and so undoing that is to do it again."""

from actionplan.core.changes import diff
from actionplan.core.plan import Plan
from actionplan.core.revert import take_back
from actionplan.store.disk import replace_file, turn
from actionplan.store.read import read_bytes
from actionplan.store.text import digest
from actionplan.workspace.editing import Edited, edit_plan
from actionplan.workspace.opening import Workspace


def undo(workspace: Workspace, edited: Edited) -> Edited:
    """Undo an edit, or nothing.

    A file that is as the edit left it becomes what it was before, byte for byte. In one that has been changed since,
    the values of the edit are put back, and whatever else was changed stays.

    Args:
        workspace: where the file belongs.
        edited: what the edit did.

    Raises:
        Overtaken: what the edit touched has been changed again since.
        Unreadable: the file holds no plan any more.
        ChangedOnDisk: it changed this very moment.
        EditFailed: the file is laid out so that no safe edit was found.
        CannotWrite: the system refused.
    """
    if not edited.changes:
        return edited
    return _put_back(workspace, edited) or _taken_back(workspace, edited)


def _put_back(workspace: Workspace, edited: Edited) -> Edited | None:
    """Write the content from before the edit, if the file has that from after it."""
    with turn(edited.path, workspace.folders.locks):
        content = read_bytes(edited.path)
        if not isinstance(content, bytes) or digest(content) != edited.digest:
            return None
        replace_file(edited.path, edited.content_before, expected=edited.digest, source=edited.source)
    return Edited(
        source=edited.source,
        path=edited.path,
        before=edited.after,
        after=edited.before,
        changes=diff(edited.after, edited.before),
        text_before=edited.text_after,
        text_after=edited.text_before,
        content_before=content,
        digest=digest(edited.content_before),
    )


def _taken_back(workspace: Workspace, edited: Edited) -> Edited:
    def change(now: Plan) -> Plan:
        return take_back(now, edited.before, edited.after)

    return edit_plan(workspace, edited.path, change)
