"""Take an edit back out of a plan, and leave everything else that has happened to it since."""

from collections.abc import Mapping
from typing import Any

import msgspec

from actionplan.core.changes import Change, apply, as_document, diff, is_same
from actionplan.core.errors import Overtaken
from actionplan.core.plan import Plan
from actionplan.core.problems import Path

_ITEM = 4
"""How many keys lead to an activity, a follow-up and the like: proposal, number, kind, key."""


def take_back(now: Plan, before: Plan, after: Plan) -> Plan:
    """The plan with an edit undone, value by value.

    A value that has already been put back by somebody stays as it is.

    Args:
        now: the plan as it is.
        before: the plan before the edit.
        after: the plan after the edit.

    Raises:
        Overtaken: what the edit touched has been changed again since.
    """
    if now == after:
        return before
    # A number means another proposal in another catalogue or version.
    for key in ("catalogue", "catalogue_version"):
        if getattr(now, key) != getattr(after, key):
            raise Overtaken(((key,),))
    changes = diff(after, before)
    document = as_document(now)
    if overtaken := _overtaken(document, changes):
        raise Overtaken(overtaken)
    values = tuple(change for change in changes if not (change.table and change.new is None))
    result = apply(document, values)
    kept = _without_tables(result, tuple(change.path for change in changes if change not in values))
    if broken := tuple(path for path in kept if len(path) == _ITEM):
        raise Overtaken(broken)
    try:
        return msgspec.convert(result, Plan)
    except msgspec.ValidationError:
        # What the edit made has got values that cannot stand without it.
        raise Overtaken(kept or tuple(change.path for change in changes)) from None


def _overtaken(document: Mapping[str, Any], changes: tuple[Change, ...]) -> tuple[Path, ...]:
    """The paths of values that are neither what the edit made of them nor what they were before."""
    made = {change.path for change in changes if change.table and change.new is not None}
    found = []
    for change in changes:
        if change.table:
            continue
        value = _value(document, change.path)
        is_as_edited = is_same(value, _plain(change.old))
        has_lost_place = (
            change.new is not None
            and len(change.path) > _ITEM
            and change.path[:_ITEM] not in made
            and _value(document, change.path[:_ITEM]) is None
        )
        if has_lost_place or not (is_as_edited or is_same(value, _plain(change.new))):
            found.append(change.path)
    return tuple(found)


def _value(document: Mapping[str, Any], path: Path) -> Any:
    node: Any = document
    for key in path:
        node = node.get(key) if isinstance(node, Mapping) else None
    return list(node) if isinstance(node, tuple) else node


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _without_tables(document: dict[str, Any], paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Remove the tables that are empty, those inside others first, and tell which ones hold something."""
    kept = []
    for path in sorted(paths, key=len, reverse=True):
        table, parent = _value(document, path), _value(document, path[:-1])
        if table:
            kept.append(path)
        elif table is not None:
            del parent[path[-1]]
    return tuple(kept)
