"""Changes of settings, with the same care as changes of plans."""

import datetime as dt
from pathlib import Path

from actionplan.core.changes import Change
from actionplan.core.problems import Problem
from actionplan.store import toml
from actionplan.store.disk import create_file, replace_file, turn
from actionplan.store.errors import EditFailed, Unreadable
from actionplan.store.language import SETTINGS
from actionplan.store.read import read_bytes
from actionplan.store.settings import Folders, user_file
from actionplan.store.text import Document, decode
from actionplan.workspace.opening import Workspace

Value = str | int | dt.date


def set_workspace(workspace: Workspace, path: tuple[str, ...], value: Value, *, dry_run: bool = False) -> None:
    """Change a setting of the workspace.

    Raises:
        Unreadable: the file is there and has faults.
        EditFailed: the file is laid out so that no safe edit was found.
        CannotWrite: the system refused.
    """
    _set(workspace.root / SETTINGS, SETTINGS, path, value, workspace.folders, dry_run=dry_run)


def set_user(folders: Folders, key: str, value: Value, *, dry_run: bool = False) -> None:
    """Change one of the user's own settings; ``keys.plan.status`` is the key of the command ``plan.status``.

    Raises:
        Unreadable: the file is there and has faults.
        EditFailed: the file is laid out so that no safe edit was found.
        CannotWrite: the system refused.
    """
    file = user_file(folders)
    table, dot, command = key.partition(".")
    _set(file, str(file), (table, command) if dot else (key,), value, folders, dry_run=dry_run)


def _set(file: Path, source: str, path: tuple[str, ...], value: Value, folders: Folders, *, dry_run: bool) -> None:
    from actionplan.store.write import CannotEdit, edit

    change = (Change(path, None, value),)
    with turn(file, folders.locks):
        document = _document(file, source)
        try:
            text = edit(document.text if document else "", change)
        except CannotEdit as error:
            raise EditFailed(source, error.path, error.line) from None
        if dry_run:
            return
        if document:
            replace_file(file, document.encode(text), expected=document.digest, source=source)
        else:
            create_file(file, text.encode(), source=source)


def _document(file: Path, source: str) -> Document | None:
    """The text of a file of settings, which may be empty; ``None`` when there is no file."""
    content = read_bytes(file)
    if isinstance(content, Problem):
        if content.code == "not_found":
            return None
        raise Unreadable((content.at(source),))
    document = decode(content)
    if isinstance(document, Document):
        try:
            toml.loads(document.text)
        except toml.Invalid as error:
            document = toml.explain(document.text, error)
        else:
            return document
    if document.code == "empty":
        return Document("", content)
    raise Unreadable((document.at(source, document.line, document.column),))
