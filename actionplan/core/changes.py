"""What differs between two plans, key by key."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from msgspec import to_builtins

from actionplan.core.plan import Plan
from actionplan.core.problems import Path

Value = str | int | float | bool | dt.date | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
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
    before, after = _flat(as_document(old)), _flat(as_document(new))
    changes = []
    for path, value in after.items():
        known = before.get(path)
        if path not in before and value == {}:
            changes.append(Change(path, None, "", table=True))
        elif value not in (known, {}):
            changes.append(Change(path, None if known == {} else known, value))
    for path, value in before.items():
        if path not in after:
            changes.append(Change(path, None if value == {} else value, None, table=value == {}))
    return tuple(changes)


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
        node = result
        for key in parents:
            node = node.setdefault(key, {})
        if change.new is None:
            node.pop(last, None)
        elif change.table:
            node.setdefault(last, {})
        else:
            node[last] = list(change.new) if isinstance(change.new, tuple) else change.new
    return result


def _copy(document: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _copy(value) if isinstance(value, Mapping) else value for key, value in document.items()}


def leaves(document: Mapping[str, Any]) -> dict[Path, Any]:
    """Every value of a document by path, without its tables: equal for documents that say the same."""
    return {path: value for path, value in _flat(document).items() if value != {}}
