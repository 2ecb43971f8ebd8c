"""Changes of settings, with the same care as changes of plans."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from msgspec import convert

from actionplan.core.changes import Change, diff_documents
from actionplan.core.changes import Value as AnyValue
from actionplan.core.problems import Problem
from actionplan.core.rounds import Round
from actionplan.store import toml
from actionplan.store.disk import create_file, replace_file, turn
from actionplan.store.errors import ChangedOnDisk, EditFailed, Unreadable
from actionplan.store.language import SETTINGS
from actionplan.store.read import read_bytes
from actionplan.store.settings import Folders, user_file
from actionplan.store.settings import Round as Stated
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


def record_round(workspace: Workspace, told: Round, read: Round | None, *, dry_run: bool = False) -> None:
    """Put a follow-up round in the settings: a new table at the end, or new values in the one of that key.

    Args:
        workspace: where.
        told: the round.
        read: what stood under its key when ``told`` was made of it.
        dry_run: write nothing.

    Raises:
        ChangedOnDisk: something else stands there by now, which would be lost.
        Unreadable: the file is there and has faults.
        EditFailed: the file is laid out so that no safe edit was found.
        CannotWrite: the system refused.
    """
    from actionplan.store.write import Lines, append, edit

    place = ("round", told.key)
    values: dict[str, AnyValue] = {
        "date": told.day,
        "title": told.title,
        "participants": Lines(told.participants),
        "decisions": Lines(told.decisions),
    }
    kept = {key: value for key, value in values.items() if value}

    def write(text: str) -> str:
        known = toml.loads(text).get("round", {}).get(told.key)
        if _round(told.key, known) != read:
            raise ChangedOnDisk(SETTINGS)
        if known is None:
            return append(text, place, kept)
        changes = [(key, known.get(key), value) for key, value in kept.items()]
        return edit(
            text,
            tuple(
                Change((*place, key), old, value)
                for key, old, value in changes
                if old != (list(value) if isinstance(value, tuple) else value)
            ),
        )

    _write(workspace.root / SETTINGS, SETTINGS, write, workspace.folders, dry_run=dry_run)


def remove_round(workspace: Workspace, known: Round, *, dry_run: bool = False) -> None:
    """Take a follow-up round out of the settings, and leave their other lines as they are.

    Args:
        workspace: where.
        known: the round, as it was read.
        dry_run: write nothing.

    Raises:
        ChangedOnDisk: something else stands there by now, which would be lost.
        Unreadable: the file is there and has faults.
        EditFailed: the file is laid out so that no safe edit was found.
        CannotWrite: the system refused.
    """
    from actionplan.store.write import edit

    def write(text: str) -> str:
        document = toml.loads(text)
        rounds = document.get("round", {})
        if _round(known.key, rounds.get(known.key)) != known:
            raise ChangedOnDisk(SETTINGS)
        rest = {key: one for key, one in rounds.items() if key != known.key}
        without = {key: one for key, one in document.items() if key != "round"} | ({"round": rest} if rest else {})
        return edit(text, diff_documents(document, without))

    _write(workspace.root / SETTINGS, SETTINGS, write, workspace.folders, dry_run=dry_run)


def _round(key: str, table: object) -> Round | None:
    """The round that a table of the settings states."""
    if table is None:
        return None
    one = convert(table, Stated)
    return Round(key, one.date, one.title, one.participants, one.decisions)


def _set(file: Path, source: str, path: tuple[str, ...], value: Value, folders: Folders, *, dry_run: bool) -> None:
    from actionplan.store.write import edit

    change = (Change(path, None, value),)
    _write(file, source, lambda text: edit(text, change), folders, dry_run=dry_run)


def _write(file: Path, source: str, write: Callable[[str], str], folders: Folders, *, dry_run: bool) -> None:
    """Write what becomes of a file of settings."""
    from actionplan.store.write import CannotEdit

    with turn(file, folders.locks):
        document = _document(file, source)
        try:
            text = write(document.text if document else "")
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
