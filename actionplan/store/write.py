"""Gentle edits of a TOML text: only the lines of an edit change. The only door to tomlkit.

The usual edit is a splice: the scanner says where a value stands or where a new line goes, tomlkit writes the value.
Parsing a whole plan with tomlkit costs nine times what the standard library takes, and its insertion of keys cannot be
told where in a form a line belongs. Where a file is laid out in a way that cannot be spliced (inline tables, dotted
keys), tomlkit edits the whole document instead. Either way the result is read back and compared before it is handed on.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import tomlkit
from tomlkit.container import OutOfOrderTableProxy
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AbstractTable

from actionplan.core.changes import Change, Value, apply, is_same
from actionplan.core.problems import Path
from actionplan.store.form import SLOT_TABLES, FormWords, anchor, help_line, slot_lines
from actionplan.store.gentle import comments_inside, leaves_the_rest, unnamed_loss
from actionplan.store.order import order_of, place_of
from actionplan.store.scan import Places, Statement, scan
from actionplan.store.toml import Invalid, loads


class CannotEdit(Exception):
    """No way of editing gives a text that reads back as meant."""

    def __init__(self, path: Path, line: int) -> None:
        """Remember the place that could not be edited."""
        self.path = path
        self.line = line
        super().__init__(path)


class Lines(tuple[str, ...]):
    """Texts that are written one on each line, so that a change of one is a change of one line."""

    __slots__ = ()


class _CannotSplice(Exception):
    pass


_SLOT = 2
"""How many keys lead to a slot: proposal, number."""


def edit(text: str, changes: tuple[Change, ...], words: FormWords | None = None) -> str:
    """The text with the changes made and nothing else touched.

    Args:
        text: TOML that a parser accepts, with LF endings.
        changes: as :func:`actionplan.core.changes.diff` gives them.
        words: help texts to put above new lines in a slot that lacks them.

    Raises:
        CannotEdit: the text resists; it would not read back as meant.
    """
    if not changes:
        return text
    document = loads(text)
    if lost := unnamed_loss(document, changes):
        raise CannotEdit(lost, scan(text).of(lost)[0])
    for attempt in (_splice, _rewrite):
        try:
            wanted = apply(document, changes)
            edited = attempt(text, changes, words)
            if is_same(loads(edited), wanted):
                return edited
        except (_CannotSplice, Invalid, TOMLKitError, AttributeError, KeyError, TypeError, ValueError):
            continue
    path = changes[0].path
    raise CannotEdit(path, scan(text).of(path)[0])


def append(text: str, table: Path, values: Mapping[str, Value]) -> str:
    """The text with a new table at its end, and nothing else touched.

    Args:
        text: TOML that a parser accepts, with LF endings.
        table: its keys; the text has no such table.
        values: what it holds, in order.

    Raises:
        CannotEdit: the text resists; it would not read back as meant.
    """
    changes = tuple(Change((*table, key), None, value) for key, value in values.items())
    block = "\n".join(_table_lines(table, {key: as_toml(value) for key, value in values.items()}, None))
    above = text if not text or text.endswith("\n") else f"{text}\n"
    edited = f"{above}\n{block}\n" if above else f"{block}\n"
    try:
        if is_same(loads(edited), apply(loads(text), changes)):
            return edited
    except (Invalid, AttributeError, TypeError):
        # What it belongs to is an inline table, or stands under dotted keys.
        pass
    return edit(text, changes)


def as_toml(value: Value) -> str:
    """A value as TOML. Text of several lines keeps them, so that a change of one line is a change of one line."""
    if isinstance(value, tuple):
        array = tomlkit.array()
        array.extend(value)
        return array.multiline(multiline=isinstance(value, Lines)).as_string()
    if isinstance(value, str) and "\n" in value.strip() and "\r" not in value:
        return tomlkit.string(value, multiline=True).as_string()
    return tomlkit.item(value).as_string()


def as_key(name: str) -> str:
    """A key as TOML, quoted where it must be."""
    return tomlkit.key(name).as_string()


@dataclass(frozen=True, slots=True, order=True)
class _Splice:
    start: int
    order: tuple[str | int, ...]
    end: int
    text: str


def _splice(text: str, changes: tuple[Change, ...], words: FormWords | None) -> str:
    # What goes is taken out first: a new table may belong where an old one stood.
    gone = [change for change in changes if change.new is None]
    if gone:
        places = scan(text)
        text = _joined(text, [splice for change in gone for splice in _removal(places, change, words)])
    kept = [change for change in changes if change.new is not None]
    return _put(scan(text), kept, words) if kept else text


def _put(places: Places, changes: list[Change], words: FormWords | None) -> str:
    """The text with values replaced, and new keys and tables in their places."""
    splices: list[_Splice] = []
    tables: list[_Splice] = []
    added: dict[Path, dict[str, Value]] = {}
    headers = {statement.path for statement in places.statements if statement.is_header}
    for change in changes:
        known = places.by_path.get(change.path)
        if change.new is None or (change.table and change.path in headers):
            continue
        if change.table:
            added.setdefault(change.path, {})
        elif known:
            splices += _new_value(places, known, change.new)
        else:
            added.setdefault(change.path[:-1], {})[change.path[-1]] = change.new
    for table, values in added.items():
        if table in headers:
            splices += [_new_key(places, table, name, value, words) for name, value in values.items()]
        elif values or not any(other[: len(table)] == table for other in added if other != table):
            tables.append(_new_table(places, table, values, words))
    return _joined(places.text, [*splices, *_close_together(tables)])


def _new_value(places: Places, known: Statement, value: Value) -> list[_Splice]:
    """Another value in a statement's place; comments inside a list that is replaced go above it."""
    text = places.text
    splices = [_Splice(known.value, (), known.end, as_toml(value))]
    if comments := comments_inside(text[known.value : known.end]):
        line = text.rfind("\n", 0, known.start) + 1
        splices.append(_Splice(line, (-1,), line, "".join(f"{comment}\n" for comment in comments)))
    return splices


def _close_together(tables: list[_Splice]) -> list[_Splice]:
    """New tables at one place, with one blank line between them rather than two."""
    followed = {table.start: table for table in sorted(tables)}
    return [
        table if followed[table.start] is table else replace(table, text=table.text.rstrip("\n") + "\n")
        for table in tables
    ]


def _joined(text: str, splices: list[_Splice]) -> str:
    parts, at = [], 0
    for splice in sorted(splices):
        if splice.start < at:
            raise _CannotSplice
        parts += [text[at : splice.start], splice.text]
        at = splice.end
    return "".join([*parts, text[at:]])


# Removing


def _removal(places: Places, change: Change, words: FormWords | None) -> list[_Splice]:
    known = places.by_path.get(change.path)
    if not change.table:
        if not known:
            raise _CannotSplice
        return [_without_line(places, known)]
    # The keys of a removed table are changes of their own; here goes the header, with the blank line above it.
    if not known:
        return []
    if not known.is_header:
        raise _CannotSplice
    own = words.own_comments if words else frozenset()
    helps = _own_help(places, known, own) if len(change.path) == _SLOT else []
    return [_without_line(places, known, blank_above=True, own=own), *helps]


def _own_help(places: Places, slot: Statement, own: frozenset[str]) -> list[_Splice]:
    """Remove the help lines of a slot that goes; comments of people stay."""
    text = places.text
    first, end = _line_end(text, slot.end), _region_end(places, places.statements.index(slot))
    inside = [(s.start, s.end) for s in places.statements if slot.end <= s.start < end]
    return [
        _Splice(match.start(), (), _line_end(text, match.end()), "")
        for match in _COMMENT_LINE.finditer(text, first, end)
        if match[1].strip() in own and not any(start <= match.start() < stop for start, stop in inside)
    ]


_COMMENT_LINE = re.compile(r"^[ \t]*#([^\n]*)$", re.MULTILINE)


def _without_line(
    places: Places, statement: Statement, *, blank_above: bool = False, own: frozenset[str] = frozenset()
) -> _Splice:
    """Remove a statement's lines; a comment of somebody's on its last line stays, on a line of its own."""
    text = places.text
    start = text.rfind("\n", 0, statement.start) + 1
    newline = text.find("\n", statement.end)
    line_end = len(text) if newline < 0 else newline + 1
    comment = text[statement.end : line_end].strip()
    if comment and comment.removeprefix("#").strip() not in own:
        return _Splice(start, (), line_end, comment + "\n")
    if blank_above and text[max(0, start - 2) : start] == "\n\n":
        start -= 1
    return _Splice(start, (), line_end, "")


# A new key in a table that has a header


def _new_key(places: Places, table: Path, name: str, value: Value, words: FormWords | None) -> _Splice:
    index = next(i for i, s in enumerate(places.statements) if s.is_header and s.path == table)
    header = places.statements[index]
    region = _own_statements(places, index)
    line = f"{as_key(name)} = {as_toml(value)}\n"
    order = order_of(table)
    rank = order.index(name) if name in order else len(order)
    if (at := _after_anchor(places, index, name)) is not None:
        return _insert(places.text, at, line, rank)
    helps = words.slot if words and table[:1] == ("proposal",) and len(table) == _SLOT else {}
    if name in helps and not any(anchor(other).search(_region_text(places, index)) for other in order):
        line = f"{help_line(helps, name)}\n{line}"
    before = [s for s in region if s.path[-1] in order and order.index(s.path[-1]) < rank]
    return _insert(places.text, _line_end(places.text, (before[-1] if before else header).end), line, rank)


def _own_statements(places: Places, header: int) -> list[Statement]:
    found = []
    for statement in places.statements[header + 1 :]:
        if statement.is_header:
            break
        found.append(statement)
    return found


def _region_end(places: Places, header: int) -> int:
    """Where the next header's line begins, or the text ends."""
    following = (s for s in places.statements[header + 1 :] if s.is_header)
    if following_header := next(following, None):
        return places.text.rfind("\n", 0, following_header.start) + 1
    return len(places.text)


def _region_text(places: Places, header: int) -> str:
    return places.text[places.statements[header].end : _region_end(places, header)]


def _after_anchor(places: Places, header: int, name: str) -> int | None:
    """Just after the help line of a field, if the table has one."""
    return _find_anchor(places, name, places.statements[header].end, _region_end(places, header))


def _find_anchor(places: Places, name: str, start: int, end: int) -> int | None:
    inside = [(s.start, s.end) for s in places.statements if start <= s.start < end]
    for match in anchor(name).finditer(places.text, start, end):
        if not any(first <= match.start() < last for first, last in inside):
            return _line_end(places.text, match.end())
    return None


def _line_end(text: str, at: int) -> int:
    newline = text.find("\n", at)
    return len(text) if newline < 0 else newline + 1


def _insert(text: str, at: int, lines: str, rank: int) -> _Splice:
    if at and text[at - 1] != "\n":
        lines = "\n" + lines
    return _Splice(at, (rank, lines), at, lines)


# A new table


def _new_table(places: Places, table: Path, values: dict[str, Value], words: FormWords | None) -> _Splice:
    if any(s.path == table[: len(s.path)] and not s.is_header for s in places.statements):
        raise _CannotSplice  # an inline table stands in the way
    if any(s.path[: len(table)] == table and not s.is_header and s.dotted for s in places.statements):
        raise _CannotSplice  # dotted keys define it elsewhere
    block = _table_lines(table, {name: as_toml(value) for name, value in values.items()}, words)
    at = _place_for(places, table)
    text = places.text
    lead = "" if not at or text[:at].endswith("\n\n") else "\n" if text[at - 1] == "\n" else "\n\n"
    # A help line or header that follows is set off by a blank line.
    tail = "" if text.startswith("\n", at) or at == len(text) else "\n"
    lines = lead + "\n".join(block) + "\n" + tail
    return _Splice(at, (1_000, *(part for pair in place_of(table) for part in pair)), at, lines)


def _table_lines(table: Path, values: dict[str, str], words: FormWords | None) -> list[str]:
    if words and len(table) == _SLOT and table[0] == "proposal":
        return slot_lines(table[1], words.titles.get(table[1], ""), words, values)
    order = order_of(table)
    names = sorted(values, key=lambda name: order.index(name) if name in order else len(order))
    return [f"[{'.'.join(map(as_key, table))}]", *(f"{as_key(name)} = {values[name]}" for name in names)]


def _place_for(places: Places, table: Path) -> int:
    headers = [(i, s) for i, s in enumerate(places.statements) if s.is_header]
    mine = place_of(table)
    earlier = [(i, s) for i, s in headers if place_of(s.path) < mine]
    if not earlier:
        return places.text.rfind("\n", 0, headers[0][1].start) + 1 if headers else len(places.text)
    index, last = earlier[-1] if len(table) <= _SLOT else max(earlier, key=lambda pair: place_of(pair[1].path))
    end = _region_end(places, index)
    if len(table) > _SLOT:
        siblings = last.path[: _SLOT + 1] == table[: _SLOT + 1]
        slot = next((i for i, s in headers if s.path == table[:2]), None)
        if not siblings and slot is not None:
            group_end = max(_region_end(places, i) for i, s in headers if s.path[:2] == table[:2])
            if (found := _find_anchor(places, table[2], places.statements[slot].end, group_end)) is not None:
                return found
        end = _before_later_anchors(places, index, table[2], end)
    return _without_trailing_blanks(places.text, end)


def _before_later_anchors(places: Places, index: int, kind: str, end: int) -> int:
    """Before the help line of a table that comes after this kind, if it stands in the region."""
    later = SLOT_TABLES[SLOT_TABLES.index(kind) + 1 :] if kind in SLOT_TABLES else ()
    for name in later:
        if (after := _find_anchor(places, name, places.statements[index].end, end)) is not None:
            return places.text.rfind("\n", 0, after - 1) + 1
    return end


def _without_trailing_blanks(text: str, at: int) -> int:
    while text[max(0, at - 2) : at] == "\n\n":
        at -= 1
    return at


# The whole document by tomlkit


def _rewrite(text: str, changes: tuple[Change, ...], _words: FormWords | None) -> str:
    document = tomlkit.parse(text if text.endswith("\n") else text + "\n")
    for change in changes:
        *parents, last = change.path
        node: AbstractTable | tomlkit.TOMLDocument | OutOfOrderTableProxy | None = document
        for key in parents:
            node = _child(node, key, make=change.new is not None)
        if node is None:
            continue
        if change.new is None:
            node.pop(last, None)
        elif change.table:
            node.setdefault(last, tomlkit.table())
        else:
            node[last] = list(change.new) if isinstance(change.new, tuple) else change.new
    edited: str = tomlkit.dumps(document)
    # tomlkit writes some values anew that nobody changed, and loses some comments.
    if not leaves_the_rest(text, edited, changes):
        raise _CannotSplice
    return edited


def _child(
    node: AbstractTable | tomlkit.TOMLDocument | OutOfOrderTableProxy | None, key: str, *, make: bool
) -> AbstractTable | OutOfOrderTableProxy | None:
    if node is None or (key not in node and not make):
        return None
    if key not in node:
        node[key] = tomlkit.table()
    child = node[key]
    if not isinstance(child, AbstractTable | OutOfOrderTableProxy):
        raise _CannotSplice
    return child
