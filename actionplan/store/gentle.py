"""What an edit must leave alone: other people's values, as they are written, and everybody's comments."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from actionplan.core.changes import Change
from actionplan.core.problems import Path
from actionplan.store.scan import Places, scan

_COMMENT = re.compile(r"#[^\n]*")
_STRING_OR_COMMENT = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|(#[^\n]*)")


def unnamed_loss(document: Mapping[str, Any], changes: tuple[Change, ...]) -> Path | None:
    """Something that would go with a removed table although no change names it; ``None`` when there is nothing."""
    named = {change.path for change in changes}
    for change in changes:
        if change.table and change.new is None:
            for path in _leaves(document, change.path):
                if path not in named:
                    return path
    return None


def _leaves(document: Mapping[str, Any], path: Path) -> Iterator[Path]:
    node: Any = document
    for key in path:
        node = node.get(key) if isinstance(node, Mapping) else None
    if isinstance(node, Mapping):
        for key in node:
            yield from _leaves(document, (*path, key))
    elif node is not None:
        yield path


def leaves_the_rest(before: str, after: str, changes: tuple[Change, ...]) -> bool:
    """Whether every comment is still there, and every value that no change concerns is written as it was."""
    old, new = scan(before), scan(after)
    if _comments(old) - _comments(new):
        return False
    written = {one.path: after[one.value : one.end] for one in new.statements if not one.is_header}
    touched = [change.path for change in changes]
    return all(
        written.get(one.path) == before[one.value : one.end]
        for one in old.statements
        if not one.is_header and not any(_is_related(one.path, path) for path in touched)
    )


def _is_related(one: Path, other: Path) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _comments(places: Places) -> Counter[str]:
    found: Counter[str] = Counter()
    at = 0
    for start, end in [*((one.start, one.end) for one in places.statements), (len(places.text), len(places.text))]:
        found.update(match[0].strip() for match in _COMMENT.finditer(places.text, at, start))
        at = end
    return found


def comments_inside(value: str) -> list[str]:
    """The comments inside a list that is written over several lines."""
    if not value.startswith("["):
        return []
    return [match[1].strip() for match in _STRING_OR_COMMENT.finditer(value) if match[1]]
