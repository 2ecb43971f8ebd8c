"""What differs between two plans, key by key."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from msgspec import Struct, to_builtins

from actionplan.core.plan import Plan
from actionplan.core.problems import Path

Value = str | int | float | bool | dt.date | tuple[str, ...]


class Change(Struct, frozen=True):
    """One key that was set, changed or removed; or one keyed table that was removed whole."""

    path: Path
    old: Value | None
    new: Value | None
    table: bool = False
    """Whether the path is a table: added empty (``new`` is ``""``) or removed (``new`` is ``None``)."""


def as_document(plan: Plan) -> dict[str, Any]:
    """The plan as nested mappings, the way its file has it. Defaults are left out; dates stay dates."""
    document: dict[str, Any] = to_builtins(plan, builtin_types=(dt.date,))
    return document


def diff(old: Plan, new: Plan) -> tuple[Change, ...]:
    """The changes that lead from one plan to the other, in the order of the newer plan's keys."""
    return diff_documents(as_document(old), as_document(new))


def diff_documents(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Change, ...]:
    """The changes that lead from one document to the other, whatever its keys; see :func:`diff`."""
    before, after = _flat(old), _flat(new)
    changes = []
    for path, value in after.items():
        known = before.get(path)
        if path not in before and value == {}:
            changes.append(Change(path, None, "", table=True))
        elif not _is_same_value(value, known) and value != {}:
            changes.append(Change(path, None if known == {} else known, value))
    for path, value in before.items():
        if path not in after:
            changes.append(Change(path, None if value == {} else value, None, table=value == {}))
    return tuple(changes)


def _is_same_value(one: Any, other: Any) -> bool:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return is_same(list(one), list(other))
    return is_same(one, other)


def _flat(document: Mapping[str, Any], path: Path = ()) -> dict[Path, Any]:
    """Leaves by path, tables too (as ``{}``), each before what it holds."""
    flat: dict[Path, Any] = {}
    for key, value in document.items():
        here = (*path, key)
        if isinstance(value, Mapping):
            flat[here] = {}
            flat.update(_flat(value, here))
        else:
            flat[here] = tuple(value) if isinstance(value, list) else value
    return flat


def apply(document: Mapping[str, Any], changes: tuple[Change, ...]) -> dict[str, Any]:
    """A document with the changes made; for checking what a writer did, so it works on any keys."""
    result = _copy(document)
    for change in changes:
        *parents, last = change.path
        if change.new is None:
            node = _node(result, parents)
            if node is not None:
                node.pop(last, None)
            continue
        node = result
        for key in parents:
            node = node.setdefault(key, {})
        if change.table:
            node.setdefault(last, {})
        else:
            node[last] = list(change.new) if isinstance(change.new, tuple) else change.new
    return result


def _node(document: dict[str, Any], path: list[str]) -> dict[str, Any] | None:
    node: Any = document
    for key in path:
        node = node.get(key)
        if not isinstance(node, dict):
            return None
    return node if isinstance(node, dict) else None


def _copy(document: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _copy(value) if isinstance(value, Mapping) else value for key, value in document.items()}


def is_same(one: Any, other: Any) -> bool:
    """Whether two documents say the same. Not-a-number is itself here, and a date is not a text."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(is_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    return type(one) is type(other) and (one == other or (one != one and other != other))  # noqa: PLR0124 - nan
