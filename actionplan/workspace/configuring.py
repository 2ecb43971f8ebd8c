"""Changes of settings, with the same care as changes of plans."""

import datetime as dt
from pathlib import Path

from actionplan.core.changes import Change
from actionplan.store.disk import create_file, replace_file, turn
from actionplan.store.errors import EditFailed, Unreadable
from actionplan.store.read import read_bytes
from actionplan.store.settings import FILE, Folders, user_file
from actionplan.store.text import Document, decode
from actionplan.workspace.opening import Workspace

Value = str | int | dt.date


def set_workspace(workspace: Workspace, path: tuple[str, ...], value: Value, *, dry_run: bool = False) -> None:
    """Change a setting of the workspace.

    Raises:
        EditFailed: the file is laid out so that no safe edit was found.
        CannotWrite: the system refused.
    """
    _set(workspace.root / FILE, FILE, path, value, workspace.folders, dry_run=dry_run)


def set_user(folders: Folders, key: str, value: Value, *, dry_run: bool = False) -> None:
    """Change one of the user's own settings.

    Raises:
        EditFailed: the file is laid out so that no safe edit was found.
        CannotWrite: the system refused.
    """
    file = user_file(folders)
    _set(file, str(file), (key,), value, folders, dry_run=dry_run)


def _set(file: Path, source: str, path: tuple[str, ...], value: Value, folders: Folders, *, dry_run: bool) -> None:
    from actionplan.store.write import CannotEdit, edit

    change = (Change(path, None, value),)
    with turn(file, folders.locks):
        content = read_bytes(file) if file.exists() else b""
        document = decode(content) if isinstance(content, bytes) and content.strip() else None
        try:
            text = edit(document.text if isinstance(document, Document) else "", change)
        except CannotEdit as error:
            raise EditFailed(source, error.path, error.line) from None
        if dry_run:
            return
        if isinstance(document, Document):
            replace_file(file, document.encode(text), expected=document.digest, source=source)
        elif document is None and not file.exists():
            create_file(file, text.encode(), source=source)
        else:
            problem = document if document is not None else content
            raise Unreadable(() if isinstance(problem, bytes) else (problem.at(source),))
