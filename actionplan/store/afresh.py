"""A text in which the slots that resist every edit are written anew, as tables, from the values that are wanted.

The last resort of a merge: a person's dotted keys and tables in one line can be read in any layout, but not always be
changed in it. What the slot says is not lost, and its comments are put back by whoever asks.
"""

from collections.abc import Mapping
from typing import Any

from actionplan.core.changes import Change, diff_documents, is_same
from actionplan.core.merge_tables import SLOTS
from actionplan.core.problems import Path
from actionplan.store.form import FormWords
from actionplan.store.scan import Statement, scan
from actionplan.store.toml import loads


def afresh(text: str, wanted: Mapping[str, Any], words: FormWords | None) -> str:
    """The text with the values that are wanted. Slots that can be edited keep their layout.

    Args:
        text: TOML that a parser accepts, with LF endings.
        wanted: the values.
        words: help texts for slots that are written anew.

    Raises:
        CannotEdit: not even that gives a text that reads back as meant.
        Invalid: the same; what was left was no TOML.
    """
    from actionplan.store.write import CannotEdit

    for slot in dict.fromkeys(_slot(change.path) for change in diff_documents(loads(text), wanted)):
        text = _with_slot(text, wanted, slot, words)
    if not is_same(loads(text), wanted):
        raise CannotEdit((), 0)
    return text


def _with_slot(text: str, wanted: Mapping[str, Any], slot: Path, words: FormWords | None) -> str:
    """The text with what is wanted in a slot, in a layout that is kept as far as it can be."""
    from actionplan.store.write import CannotEdit, edit

    for bared in (_as_it_is, _without_lines, _without):
        bare = bared(text, slot)
        try:
            return edit(bare, _changes(bare, wanted, slot), words)
        except CannotEdit as error:
            refused = error
    raise refused


def _as_it_is(text: str, _slot: Path) -> str:
    return text


def _slot(path: Path) -> Path:
    """The slot that a path lies in; for others the table at the top."""
    return path[: 2 if path[0] in SLOTS else 1]


def _changes(text: str, wanted: Mapping[str, Any], slot: Path) -> tuple[Change, ...]:
    return tuple(change for change in diff_documents(loads(text), wanted) if _slot(change.path) == slot)


def _without_lines(text: str, slot: Path) -> str:
    """The text without the lines of a slot that are dotted keys, or tables in one line."""
    gone = [
        _lines(text, statement)
        for statement in scan(text).statements
        if _is_of(slot, statement) and not statement.is_header
        if statement.dotted or text.startswith("{", statement.value)
    ]
    return _cut(text, gone)


def _without(text: str, slot: Path) -> str:
    """The text without all tables and lines of a slot, wherever they stand."""
    gone = [_lines(text, statement) for statement in scan(text).statements if _is_of(slot, statement)]
    headers = [statement for statement in scan(text).statements if statement.is_header]
    for header, following in zip(headers, (*headers[1:], None), strict=True):
        if _is_of(slot, header):
            gone.append((_line(text, header.start), _line(text, following.start) if following else len(text)))
    return _cut(text, gone)


def _is_of(slot: Path, statement: Statement) -> bool:
    return statement.path[: len(slot)] == slot


def _lines(text: str, statement: Statement) -> tuple[int, int]:
    newline = text.find("\n", statement.end)
    return _line(text, statement.start), len(text) if newline < 0 else newline + 1


def _line(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _cut(text: str, gone: list[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in sorted(gone):
        parts.append(text[at : max(at, start)])
        at = max(at, end)
    return "".join([*parts, text[at:]])
