"""The three-way merge of plans as values, by key, on documents as a parser gives them: unknown keys too.

Nothing is lost and nothing is invented: each place of the result is as the base, ours or theirs has it, but for lists,
which unite by item. What two sides did to one place, and what together breaks a rule that neither broke, is a clash.
"""

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct

from actionplan.core.changes import is_same
from actionplan.core.errors import OtherCatalogue, OtherFormat
from actionplan.core.merge_keys import Untangled, untangle
from actionplan.core.merge_tables import SLOTS, Clash, is_group, leaves, same, unite
from actionplan.core.plan import FORMAT
from actionplan.core.problems import Path

__all__ = ["Clash", "Merged", "Side", "merge", "merge_untangled", "settle", "virtual_base"]

Document = Mapping[str, Any]
Faults = Callable[[Document], frozenset[Path]]
"""The paths of what is wrong with a document."""


class Side(StrEnum):
    """Whose value is taken."""

    OURS = "ours"
    THEIRS = "theirs"


class Merged(Struct, frozen=True):
    """What a merge gave, and what is left to ask."""

    document: dict[str, Any]
    """The merged document. Where there is a clash it stands as ours."""
    clashes: tuple[Clash, ...] = ()


def merge(base: Document | None, ours: Document, theirs: Document, faults: Faults | None = None) -> Merged:
    """The merge of two descendants of a document.

    Args:
        base: what both come from; ``None`` when both sides added the file on their own.
        ours: one side.
        theirs: the other.
        faults: tells what is wrong with a document, to find what only the two together break.

    Raises:
        OtherFormat: a side is written in a newer format.
        OtherCatalogue: the sides are made for different catalogues, and numbers mean different proposals.
    """
    return merge_untangled(untangle(base or {}, ours, theirs), faults)


def merge_untangled(found: Untangled, faults: Faults | None = None) -> Merged:
    """The merge of documents that have different things under different keys; see :func:`merge`."""
    base, ours, theirs = found.base, found.ours, found.theirs
    for side in (ours, theirs):
        written = side.get("format")
        if isinstance(written, int) and written > FORMAT:
            raise OtherFormat(written, FORMAT)
    if same(base, ours) or same(ours, theirs):
        return Merged(dict(theirs if same(base, ours) else ours))
    if same(base, theirs):
        return Merged(dict(ours))
    base = _base_of_one_catalogue(base, ours, theirs)
    clashes: list[Clash] = []
    document = unite(base, ours, theirs, (), clashes)
    return _within_rules(Merged(document, tuple(clashes)), base, (ours, theirs), faults)


def settle(
    merged: Merged, ours: Document, theirs: Document, choices: Mapping[Path, Side], faults: Faults | None = None
) -> Merged:
    """The document with clashes decided.

    Args:
        merged: what the merge gave.
        ours: one side, as the merge was given it.
        theirs: the other.
        choices: whose value is taken, by the path of the clash. What is not named stays a clash.
        faults: as for the merge.

    Returns:
        The document, and what is left to ask: clashes that were not decided, and places where the chosen values
        together break a rule that neither side broke. These are to be asked and settled in turn.
    """
    document: Document = merged.document
    for clash in merged.clashes:
        if choices.get(clash.path) is Side.THEIRS:
            took_away = clash.kind == "removal" and clash.theirs is None
            document = _put(document, clash.path, at(theirs, clash.path) if took_away else clash.theirs)
            document = _without_emptied(document, theirs, clash.path[:-1])
    left = tuple(clash for clash in merged.clashes if clash.path not in choices)
    # What was wrong before the choices, under whatever key it now stands, is no consequence of them.
    known = faults(merged.document) if faults else frozenset[Path]()
    return _within_rules(Merged(dict(document), left), None, (ours, theirs), faults, known)


def virtual_base(grand: Document | None, one: Document, other: Document) -> Document:
    """One base of two, for sides that have several: their merge, without what they clash in.

    Args:
        grand: what both bases come from.
        one: a base.
        other: another.
    """
    try:
        merged = merge(grand, one, other)
    except OtherCatalogue:
        return {}
    document: Document = merged.document
    for clash in merged.clashes:
        document = _put(document, clash.path, None)
    return document


def at(document: Document, path: Path) -> Any:
    """What stands at a place of a document; ``None`` for nothing."""
    node: Any = document
    for key in path:
        node = node.get(key) if isinstance(node, Mapping) else None
    return node


def _put(document: Document, path: Path, value: Any, above: Path = ()) -> dict[str, Any]:
    """The document with another value at a place; ``None`` takes away what is there."""
    if not path:
        return dict(value or {})
    key, here = path[0], (*above, path[0])
    child = document.get(key)
    if path[1:]:
        value = _put(child if isinstance(child, Mapping) else {}, path[1:], value, here)
        value = None if not value and (is_group(here) or child is None) else value
    if value is not None:
        return {**document, key: value}
    return {name: item for name, item in document.items() if name != key}


def _without_emptied(document: Document, theirs: Document, path: Path) -> Document:
    """The document without the tables around a place that are empty now, and that theirs does not have."""
    while path and at(document, path) == {} and at(theirs, path) is None:
        document, path = _put(document, path, None), path[:-1]
    return document


# Catalogues


def _base_of_one_catalogue(base: Document, ours: Document, theirs: Document) -> Document:
    """The base as far as its numbers mean what the sides' numbers mean.

    Raises:
        OtherCatalogue: the sides are made for different catalogues, and more than one of them has changed since.
    """
    was, mine, other = (_edition(document) for document in (base, ours, theirs))
    if mine == other:
        if base and was != mine:
            # Both were migrated on their own: the base's numbers say nothing of theirs.
            return _without_numbers(base)
        return base
    stayed = {mine: ours, other: theirs}.get(was)
    if stayed is None or not is_same(_numbers(base), _numbers(stayed)):
        raise OtherCatalogue(mine, other)
    return base


def _edition(document: Document) -> str:
    return f"{document.get('catalogue', '')} {document.get('catalogue_version', '')}".strip()


def _numbers(document: Document) -> dict[Path, Any]:
    """All that is said with the numbers of proposals."""
    focus = at(document, ("plan", "focus"))
    return dict(leaves({key: document.get(key) for key in ("proposal", "orphan")} | {"focus": focus}))


def _without_numbers(document: Document) -> Document:
    rest = {key: value for key, value in document.items() if key not in {"proposal", "orphan"}}
    return _put(rest, ("plan", "focus"), None)


# Rules


def _within_rules(
    merged: Merged,
    base: Document | None,
    sides: tuple[Document, Document],
    faults: Faults | None,
    known: frozenset[Path] = frozenset(),
) -> Merged:
    """The merge with a clash for each place where the two sides together break a rule that neither broke."""
    asked: set[Path] = set()
    while faults and (found := faults(merged.document) - known):
        if not asked:
            known |= faults(sides[0]) | faults(sides[1])
        new = sorted(found - known)
        place = next((place for path in new for place in _places(path, base, sides, asked)), None)
        if place is None:
            break
        asked.add(place)
        merged = _asked(merged, place, base, sides)
    return merged


def _places(path: Path, base: Document | None, sides: tuple[Document, Document], asked: Collection[Path]) -> list[Path]:
    """The places that could be asked about as a whole, the smallest first: those that both sides changed."""
    whole = path[: 2 if path[:1] and path[0] in SLOTS else 1]
    one, other = (at(side, whole) for side in sides)
    was = at(base, whole) if base is not None else None
    is_common = isinstance(one, Mapping) and isinstance(other, Mapping) and not same(one, other)
    is_changed_by_both = is_common and not same(was, one) and not same(was, other)
    return [place for place in ((whole,) if is_changed_by_both else ()) + ((),) if place not in asked]


def _asked(merged: Merged, place: Path, base: Document | None, sides: tuple[Document, Document]) -> Merged:
    """The merge with a place as ours, and the choice between the two sides' whole places as a clash."""
    was = at(base, place) if base is not None else None
    ours, theirs = (at(side, place) for side in sides)
    others = tuple(clash for clash in merged.clashes if clash.path[: len(place)] != place)
    return Merged(_put(merged.document, place, ours), (*others, Clash(place, "rule", was, ours, theirs)))
