"""What a merge of plans must give, worked out slowly and obviously: leaf by leaf, from the rules alone.

Nothing here is shared with the merge but the name that a second thing under one key gets.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any, NamedTuple

from actionplan.core.merge_content import canonical
from actionplan.core.merge_keys import other_key

Path = tuple[str, ...]
Document = dict[str, Any]

SLOT_GROUPS = ("proposal", "measure", "orphan")
ITEM_GROUPS = ("activity", "followup", "indicator", "grant")
PICKED = {"not_started", "started", "over_half", "done"}


class Expected(NamedTuple):
    """The leaves of the merged document, where clashes stand as ours, and the clashes: kind by path."""

    leaves: dict[Path, Any]
    clashes: dict[Path, str]


def expected(base: Document | None, ours: Document, theirs: Document) -> Expected:
    """The merge of two descendants of a document."""
    b, o, t = parted(base or {}, ours, theirs)
    was, mine, other = leaves(b), leaves(o), leaves(t)
    clashes: dict[Path, str] = {}
    for path in containers(b):
        before, by_us, by_them = (under(flat, path) for flat in (was, mine, other))
        we_took_it, they_took_it = is_gone(path, before, by_us), is_gone(path, before, by_them)
        if we_took_it == they_took_it or is_under(path, clashes):
            continue
        stayed = by_them if we_took_it else by_us
        if any(place not in before or not equal(before[place], value) for place, value in stayed.items()):
            clashes[path] = "removal"
        elif not alike(before, stayed):
            continue  # both took away, and so each leaf is decided on its own
        elif we_took_it:
            other = without(other, path) | within(mine, path)
            was = without(was, path) | within(mine, path)
        else:
            mine = without(mine, path) | within(other, path)
            was = without(was, path) | within(other, path)
    removals, result = dict(clashes), {}
    for path in {**was, **mine, **other}:
        decided, is_clash = one_of(was.get(path), mine.get(path), other.get(path))
        if is_under(path, removals):
            decided, is_clash = mine.get(path), False
        if is_clash:
            clashes[path] = "value"
        if decided is not None:
            result[path] = decided
    return Expected(result, clashes)


def one_of(base: Any, ours: Any, theirs: Any) -> tuple[Any, bool]:
    """The value of one leaf, and whether it is a clash. ``None`` is nothing."""
    if equal(ours, theirs) or equal(theirs, base):
        return ours, False
    if equal(ours, base):
        return theirs, False
    if any(isinstance(value, list) for value in (base, ours, theirs)):
        return joined(base or [], ours or [], theirs or []), False
    return ours, True


def joined(base: list[Any], ours: list[Any], theirs: list[Any]) -> list[Any] | None:
    """A list that both changed. An empty one is nothing here."""
    has = [{canonical(item) for item in items} for items in (base, ours, theirs)]
    if has[0] == has[1] == has[2]:
        return min(ours, theirs, key=lambda items: list(map(canonical, items)))
    result: list[Any] = []
    for item in base:
        if all(canonical(item) in items for items in has) and canonical(item) not in map(canonical, result):
            result.append(item)
    for item in sorted([*ours, *theirs], key=canonical):
        if canonical(item) not in has[0] and canonical(item) not in map(canonical, result):
            result.append(item)
    return result or None


def is_gone(path: Path, before: dict[Path, Any], now: dict[Path, Any]) -> bool:
    """Whether a side removed or emptied a container, or took back the pick of a proposal."""
    if not before:
        return False
    if not now:
        return True
    if path[0] != "proposal" or len(path) != 2:
        return False
    return is_picked(before) and not is_picked(now) and ("status",) not in now


def is_picked(slot: dict[Path, Any]) -> bool:
    """Whether a slot says that its proposal is picked."""
    return slot[("status",)] in PICKED if ("status",) in slot else ("priority",) in slot


def containers(document: Document) -> Iterator[Path]:
    """Everything that is removed as a whole, slots before what is in them."""
    slots = [(group, number) for group in SLOT_GROUPS for number in document.get(group, {})]
    yield from slots
    for group, number in slots:
        slot = document[group][number]
        if "baseline" in slot:
            yield (group, number, "baseline")
        yield from ((group, number, kind, key) for kind in ITEM_GROUPS for key in slot.get(kind, {}))


def leaves(document: Document, path: Path = ()) -> dict[Path, Any]:
    """All values by path; empty tables and empty lists are none."""
    flat: dict[Path, Any] = {}
    for key, value in document.items():
        if isinstance(value, dict):
            flat |= leaves(value, (*path, key))
        elif value != []:
            flat[*path, key] = value
    return flat


def under(flat: dict[Path, Any], path: Path) -> dict[Path, Any]:
    """The leaves inside a container, by their path in it."""
    return {key[len(path) :]: value for key, value in flat.items() if key[: len(path)] == path}


def within(flat: dict[Path, Any], path: Path) -> dict[Path, Any]:
    """The leaves inside a container, by their whole path."""
    return {key: value for key, value in flat.items() if is_under(key, [path])}


def without(flat: dict[Path, Any], path: Path) -> dict[Path, Any]:
    """The leaves outside a container."""
    return {key: value for key, value in flat.items() if not is_under(key, [path])}


def is_under(path: Path, places: Iterable[Path]) -> bool:
    """Whether a path is one of the places, or inside one."""
    return any(path[: len(place)] == place for place in places)


def alike(one: dict[Path, Any], other: dict[Path, Any]) -> bool:
    """Whether two sets of leaves say the same."""
    return one.keys() == other.keys() and all(equal(one[key], other[key]) for key in one)


def equal(one: Any, other: Any) -> bool:
    """Whether two values are the same: 1 is neither 1.0 nor true."""
    return canonical(one) == canonical(other) if type(one) is type(other) else False


# Two things under one key


def parted(base: Document, ours: Document, theirs: Document) -> tuple[Document, Document, Document]:
    """The documents with what both sides added under one key, and what differs, under two keys."""
    b, o, t = deepcopy((base, ours, theirs))
    for group in SLOT_GROUPS:
        for number in set(o.get(group, {})) & set(t.get(group, {})):
            for kind in ("activity", "followup"):
                things = [side.get(group, {}).get(number, {}).get(kind, {}) for side in (b, o, t)]
                if things[1] and things[2] and things[1] != things[2]:
                    follow(kind, *things)
                    part(kind, *things)
    return b, o, t


def follow(kind: str, base: Document, ours: Document, theirs: Document) -> None:
    """Where one side moved a thing in an earlier merge, move it in the base and on the other side too."""
    for key in list(base):
        new = other_key(kind, key, canonical(base[key]))
        if not base[key] or new in base:
            continue
        moved = [new in side and not equal(side.get(key), base[key]) for side in (ours, theirs)]
        if moved == [True, True]:
            base[new] = base.pop(key)
        elif any(moved):
            mover, stayer = (ours, theirs) if moved[0] else (theirs, ours)
            if new in stayer or equal(mover.get(key), stayer.get(key)):
                continue
            if key not in mover and key not in stayer:
                continue
            base[new] = base.pop(key)
            if key in stayer:
                stayer[new] = stayer.pop(key)


def part(kind: str, base: Document, ours: Document, theirs: Document) -> None:
    """Give one of two new things under one key another key."""
    for key in sorted(set(ours) & set(theirs)):
        if key in base or equal(ours[key], theirs[key]):
            continue
        first, second = canonical(ours[key]), canonical(theirs[key])
        ours_there = equal(theirs.get(other_key(kind, key, first)), ours[key])
        theirs_there = equal(ours.get(other_key(kind, key, second)), theirs[key])
        if ours_there and not theirs_there:
            mover = ours
        elif theirs_there and not ours_there:
            mover = theirs
        else:
            mover = ours if first > second else theirs
        content = canonical(mover[key])
        new = other_key(kind, key, content)
        while any(new in side and canonical(side[new]) != content for side in (base, ours, theirs)):
            content += "+"
            new = other_key(kind, key, content)
        mover[new] = mover.pop(key)
