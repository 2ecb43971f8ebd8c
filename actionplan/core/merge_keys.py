"""Two things under one key: what both sides added under the same key on their own.

Two follow-ups of one day are two follow-ups, though both clones called theirs by the day. Before documents are merged,
one of the two gets another key, the same whoever merges. A merge that comes later finds what was moved by the key.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from actionplan.core.merge_content import canonical, mark
from actionplan.core.merge_tables import SLOTS, same
from actionplan.core.problems import Path

_KINDS = ("activity", "followup")
_FOLLOWUP_SUFFIX = re.compile(r"(\d{4}-\d{2}-\d{2}-)([0-9a-z]{1,16})")
_LONGEST_SUFFIX, _LONGEST_KEY, _MARK = 16, 64, 4

Renames = Mapping[Path, str]
"""The new last key of a table by its path."""
_Tables = Mapping[str, Any]


class Untangled(Struct, frozen=True):
    """The three documents with different things under different keys, and what was renamed to get there."""

    base: Mapping[str, Any]
    ours: Mapping[str, Any]
    theirs: Mapping[str, Any]
    base_renames: Renames = {}
    ours_renames: Renames = {}
    theirs_renames: Renames = {}


def untangle(base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Untangled:
    """The three documents with another key for each thing that would meet a different one under its own."""
    found: tuple[dict[Path, str], dict[Path, str], dict[Path, str]] = ({}, {}, {})
    for path, was, mine, other in _shared(base, ours, theirs):
        for renames, keys in zip(found, _Tangle(path[-1], was, mine, other).keys(), strict=True):
            renames.update({(*path, old): new for old, new in keys.items()})
    if not any(found):
        return Untangled(base, ours, theirs)
    was, mine, other = (
        _renamed(document, renames) for document, renames in zip((base, ours, theirs), found, strict=True)
    )
    return Untangled(was, mine, other, *found)


def _shared(
    base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]
) -> Iterator[tuple[Path, _Tables, _Tables, _Tables]]:
    """The tables of activities and follow-ups that both sides have, and have changed in different ways."""
    for group in SLOTS:
        slots, others = _table(ours, group), _table(theirs, group)
        for number, slot in slots.items():
            if number not in others or slot == others[number]:
                continue
            for kind in _KINDS:
                mine, other = _table(slot, kind), _table(others[number], kind)
                if mine and other and mine != other:
                    yield (group, number, kind), _table(_table(_table(base, group), number), kind), mine, other


def _table(value: Any, key: str) -> Mapping[str, Any]:
    found = value.get(key) if isinstance(value, Mapping) else None
    return found if isinstance(found, Mapping) else {}


class _Tangle:
    """The tables of one kind in one slot, by key."""

    def __init__(self, kind: str, base: _Tables, ours: _Tables, theirs: _Tables) -> None:
        self.kind = kind
        self.base, self.ours, self.theirs = base, ours, theirs
        self.of_base: dict[str, str] = {}
        self.of_ours: dict[str, str] = {}
        self.of_theirs: dict[str, str] = {}

    def keys(self) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
        """The new keys by the old ones, of each document."""
        for key in self.base:
            self._follow(key)
        for key in self.ours:
            if key in self.theirs and not self._is_known(key) and not same(self.ours[key], self.theirs[key]):
                self._part(key)
        return self.of_base, self.of_ours, self.of_theirs

    def _is_known(self, key: str) -> bool:
        """Whether what stands under a key on both sides is one thing, not two."""
        if key in self.of_ours or key in self.of_theirs:
            return True
        return key in self.base and key not in self.of_base

    def _follow(self, key: str) -> None:
        """Let the base, and the side that did not move a thing, follow the side that moved it in an earlier merge."""
        mine, other = (self._moved_to(key, side) for side in (self.ours, self.theirs))
        if mine and other:
            self.of_base[key] = mine
        elif mine and self._can_follow(key, mine, self.ours, self.theirs):
            self.of_base[key] = self.of_theirs[key] = mine
        elif other and self._can_follow(key, other, self.theirs, self.ours):
            self.of_base[key] = self.of_ours[key] = other

    def _moved_to(self, key: str, side: _Tables) -> str | None:
        thing = self.base[key]
        if not thing or same(side.get(key), thing):
            return None
        new = other_key(self.kind, key, canonical(thing))
        return new if new in side and new not in self.base else None

    @staticmethod
    def _can_follow(key: str, new: str, moved: _Tables, side: _Tables) -> bool:
        return new not in side and not same(side.get(key), moved.get(key))

    def _part(self, key: str) -> None:
        """Give one of two things under one key another key: the one that already has it there, or that sorts last."""
        mine, other = canonical(self.ours[key]), canonical(self.theirs[key])
        my_new, other_new = self._free(key, mine), self._free(key, other)
        mine_is_there, other_is_there = my_new in self.theirs, other_new in self.ours
        if mine > other if mine_is_there is other_is_there else mine_is_there:
            self.of_ours[key] = my_new
        else:
            self.of_theirs[key] = other_new

    def _free(self, key: str, content: str) -> str:
        """The other key of a content: one that nobody has, or under which that very content stands."""
        attempt, salt = other_key(self.kind, key, content), ""
        while any(attempt in side and canonical(side[attempt]) != content for side in self._sides()):
            salt += "+"
            attempt = other_key(self.kind, key, content + salt)
        return attempt

    def _sides(self) -> tuple[_Tables, _Tables, _Tables]:
        return self.base, self.ours, self.theirs


def other_key(kind: str, key: str, content: str) -> str:
    """The key with a mark of the content: ``2016-09-16`` becomes ``2016-09-16-k3f9``. A day takes only one suffix."""
    letters = mark(content)
    if kind == "followup" and (found := _FOLLOWUP_SUFFIX.fullmatch(key)):
        return f"{found[1]}{found[2][: _LONGEST_SUFFIX - _MARK]}{letters}"
    return f"{key[: _LONGEST_KEY - _MARK - 1]}-{letters}"


def _renamed(document: Mapping[str, Any], renames: Renames) -> Mapping[str, Any]:
    """The document with other keys; what moves stands last."""
    for (*parents, old), new in renames.items():
        document = _with_key(document, tuple(parents), old, new)
    return document


def _with_key(table: Mapping[str, Any], path: Path, old: str, new: str) -> Mapping[str, Any]:
    if path:
        child = table.get(path[0])
        return {**table, path[0]: _with_key(child, path[1:], old, new)} if isinstance(child, Mapping) else table
    if old not in table:
        return table
    rest = {key: value for key, value in table.items() if key != old}
    return {**rest, new: table[old]}
