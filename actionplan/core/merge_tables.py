"""Two descendants of one document as one document: place by place, by key.

What one side alone changed is taken, equal changes unite, lists unite by their items. What is left are clashes, which
only a person can decide. ``None`` stands for what is absent: TOML has no value for nothing.
"""

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

from actionplan.core.changes import is_same
from actionplan.core.merge_content import canonical
from actionplan.core.plan import picks
from actionplan.core.problems import Path
from actionplan.core.status import Status

SLOTS = ("proposal", "measure", "orphan")
"""The tables at the top that hold slots by key."""
KEYED = ("activity", "followup", "indicator", "grant")
"""The tables in a slot that hold tables by key."""
_SLOT, _TABLE, _ITEM = 2, 3, 4


class Clash(Struct, frozen=True):
    """A question for a person. A side's value is ``None`` where the side has nothing there, or took it away."""

    path: Path
    """A field, a container (a slot, an activity, the head), or ``()`` for the whole file."""
    kind: Literal["value", "removal", "rule"]
    """One field with two values; removed against changed; both fine alone, but together against a rule."""
    base: Any
    ours: Any
    theirs: Any


def is_container(path: Path) -> bool:
    """Whether a path is that of a slot, or of a thing in one that is removed as a whole."""
    if path[:1] == () or path[0] not in SLOTS:
        return False
    if len(path) == _TABLE:
        return path[2] == "baseline"
    return len(path) == _SLOT or (len(path) == _ITEM and path[2] in KEYED)


def is_group(path: Path) -> bool:
    """Whether a path is that of a table that only holds tables by key, and mostly has no header of its own."""
    return path[:1] != () and path[0] in SLOTS and (len(path) == 1 or (len(path) == _TABLE and path[2] in KEYED))


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same; may say no of tables with a not-a-number in them."""
    return one is other or (
        (one == other and (repr(one) == repr(other) or is_same(one, other)))
        or (not isinstance(one, Mapping) and is_same(one, other))
    )


def unite(base: Any, ours: Any, theirs: Any, path: Path, clashes: list[Clash]) -> Any:
    """What stands at a place after the merge; a clash stands as ours and is added to the clashes."""
    if same(ours, theirs) or same(base, theirs):
        return ours
    if same(base, ours):
        return theirs
    if is_container(path) and (decided := _taken_away(path, base, ours, theirs)):
        value, clash = decided
        clashes += [clash] if clash else []
        return value
    if _are(Mapping, base, ours, theirs):
        return _unite_tables(_table(base), ours, theirs, path, clashes)
    if _are(list, base, ours, theirs):
        return unite_lists(base if isinstance(base, list) else None, ours, theirs)
    clashes.append(Clash(path, "value", base, ours, theirs))
    return ours


def _are(kind: type, base: Any, ours: Any, theirs: Any) -> bool:
    """Whether both sides have values of the kind; one that took a base of the kind away has an empty one."""
    if isinstance(ours, kind) and isinstance(theirs, kind):
        return True
    return isinstance(base, kind) and all(side is None or isinstance(side, kind) for side in (ours, theirs))


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _unite_tables(
    base: Mapping[str, Any],
    ours: Mapping[str, Any] | None,
    theirs: Mapping[str, Any] | None,
    path: Path,
    clashes: list[Clash],
) -> dict[str, Any] | None:
    mine, other = ours or {}, theirs or {}
    result = {}
    for key in (*mine, *(key for key in other if key not in mine)):
        value = unite(base.get(key), mine.get(key), other.get(key), (*path, key), clashes)
        if value is not None:
            result[key] = value
    if result or not path:
        return result
    # An empty table is not the same as none. A group without anything in it is none, unless its header stands there.
    if ours is None or theirs is None or (is_group(path) and mine and other):
        return None
    return result


def _taken_away(path: Path, base: Any, ours: Any, theirs: Any) -> tuple[Any, Clash | None] | None:
    """What becomes of a container that one side alone took away; ``None`` when that does not decide it.

    A side that itself only took something away does not speak against it, and so each field is decided on its own.
    """
    ours_gone, theirs_gone = _is_gone(path, base, ours), _is_gone(path, base, theirs)
    if ours_gone == theirs_gone:
        return None
    gone, kept = (ours, theirs) if ours_gone else (theirs, ours)
    before, after = dict(leaves(base)), dict(leaves(kept))
    if is_same(before, after):
        return gone, None
    if all(place in before and is_same(before[place], value) for place, value in after.items()):
        return None
    return ours, Clash(path, "removal", base, None if ours_gone else ours, theirs if ours_gone else None)


def leaves(value: Any, path: Path = ()) -> list[tuple[Path, Any]]:
    """Everything in a value that is not a table, and not an empty list, with its path."""
    if isinstance(value, Mapping):
        return [leaf for key, item in value.items() for leaf in leaves(item, (*path, key))]
    return [] if value is None or value == [] else [(path, value)]


def _is_gone(path: Path, base: Any, side: Any) -> bool:
    """Whether a side removed or emptied what was there, or took back the pick of a proposal."""
    if not leaves(base):
        return False
    if not leaves(side):
        return True
    if path[0] != "proposal" or len(path) != _SLOT or not (isinstance(base, Mapping) and isinstance(side, Mapping)):
        return False
    return _is_picked(base) and "status" not in side and not _is_picked(side)


def _is_picked(slot: Mapping[str, Any]) -> bool:
    try:
        status = Status(slot["status"]) if "status" in slot else None
    except ValueError:
        return True
    return picks(status, slot.get("priority"))


def unite_lists(base: list[Any] | None, ours: list[Any] | None, theirs: list[Any] | None) -> list[Any] | None:
    """One list of two that were both changed: what neither removed, in its old order, and what either added, sorted.

    The order of what is added says nothing of who added it, so that both sides get the same list. When nothing was
    added or removed, but both sorted the items anew, the list that sorts first is taken.
    """
    if not base and not (ours and theirs):
        return ours or theirs or []
    old, mine, other = (_items(value) for value in (base, ours, theirs))
    if old.keys() == mine.keys() == other.keys():
        return min((side for side in (ours, theirs) if side is not None), key=lambda side: [*map(canonical, side)])
    kept = [item for key, item in old.items() if key in mine and key in other]
    added = {key: item for key, item in (mine | other).items() if key not in old}
    result = [*kept, *(added[key] for key in sorted(added))]
    return None if not result and (ours is None or theirs is None) else result


def _items(value: list[Any] | None) -> dict[str, Any]:
    return {canonical(item): item for item in value or ()}
