"""The comments of people in a text: which ones a text has got, and how another text gets them too."""

import re
from collections import Counter
from collections.abc import Collection, Iterator

from msgspec import Struct

from actionplan.core.problems import Path
from actionplan.store.gentle import comments_inside
from actionplan.store.scan import Places, Statement, scan

_SLOT = 2
"""How many keys lead to a slot: proposal, number."""


class Comment(Struct, frozen=True):
    """A comment, and where it stands."""

    table: Path
    """The table whose lines it stands among; empty above the first header."""
    text: str
    beside: Path = ()
    """The key that it stands above or behind; empty when it is behind the table's last key."""
    below: str = ""
    """The comment right above it."""


def comments(text: str, places: Places | None = None) -> list[Comment]:
    """All comments of a text that a parser accepts, in order."""
    places = places or scan(text)
    found: list[Comment] = []
    table: Path = ()
    before: Statement | None = None
    for statement in (*places.statements, None):
        start = len(text) if statement is None else statement.start
        beside = () if statement is None or statement.is_header else statement.path
        found += _between(text[before.end if before else 0 : start], table, before, beside)
        if statement is None:
            break
        table = statement.path if statement.is_header else table
        found += [Comment(table, inner, statement.path) for inner in _inside(text, statement)]
        before = statement
    return found


def _inside(text: str, statement: Statement) -> list[str]:
    return [] if statement.is_header else comments_inside(text[statement.value : statement.end])


def _between(gap: str, table: Path, before: Statement | None, beside: Path) -> Iterator[Comment]:
    if "#" not in gap:
        return
    above = ""
    for number, line in enumerate(gap.split("\n")):
        comment = line.strip()
        if comment and number == 0 and before is not None:
            yield Comment(table, comment, before.path)
        elif comment:
            yield Comment(table, comment, beside, above)
        above = comment


def missing(
    before: str, after: str, there: str, whole: str, own: Collection[str], *, sides: Collection[str] = ()
) -> list[Comment]:
    """The comments that some tables have got since and that a result lacks, but for those that the program writes.

    Args:
        before: the tables as they were.
        after: the tables with the comments.
        there: the tables in the result.
        whole: the result, for comments whose table is gone.
        own: comments of the program, without their marks.
        sides: the texts that the result is made of, to tell comments that have only got into another table.
    """
    was, now = comments(before), comments(after)
    added = Counter(map(_place_of, now)) - Counter(map(_place_of, was))
    if not added:
        return []
    here = scan(there)
    left = added - Counter(map(_place_of, comments(there, here)))
    old, new = (Counter(comment.text for comment in found) for found in (was, now))
    tables = {statement.path for statement in here.statements if statement.is_header} | {()}
    found = []
    for comment in reversed(now):
        place, text = _place_of(comment), comment.text
        if not left[place] or new[text] <= old[text] or text.removeprefix("#").strip() in own:
            continue
        left[place] -= 1
        if comment.table in tables or text not in whole:
            found.append(comment)
    return _without_moved(found[::-1], whole, sides) if found else []


def _without_moved(lost: list[Comment], whole: str, sides: Collection[str]) -> list[Comment]:
    """The comments but for those that another table of the slot has got, where no side has them."""
    if not sides:
        return lost
    most: Counter[tuple[Path, str]] = Counter()
    for side in sides:
        most |= Counter(map(_place_of, comments(side)))
    moved: Counter[tuple[Path, str]] = Counter()
    for (table, text), count in (Counter(map(_place_of, comments(whole))) - most).items():
        moved[table[:_SLOT], text] += count
    found = []
    for comment in lost:
        place = comment.table[:_SLOT], comment.text
        if moved[place] > 0:
            moved[place] -= 1
        else:
            found.append(comment)
    return found


def _place_of(comment: Comment) -> tuple[Path, str]:
    return comment.table, comment.text


def with_comments(text: str, added: list[Comment]) -> str:
    """The text with more comments, each on a line of its own, above the key that it belongs to."""
    places = scan(text)
    lines = sorted((_offset(places, comment), index) for index, comment in enumerate(added))
    parts, at = [], 0
    for offset, index in lines:
        lead = "\n" if offset and text[offset - 1] != "\n" else ""
        parts += [text[at:offset], f"{lead}{added[index].text}\n"]
        at = offset
    return "".join([*parts, text[at:]])


def _offset(places: Places, comment: Comment) -> int:
    text, table = places.text, comment.table
    headers = [statement for statement in places.statements if statement.is_header]
    paths = [header.path for header in headers]
    while table and table not in paths:
        table = table[:-1]
    index = paths.index(table) if table else -1
    start = headers[index].end if table else 0
    end = _line(text, headers[index + 1].start) if index + 1 < len(headers) else len(text)
    known = next((one for one in places.statements if one.path == comment.beside and start < one.start < end), None)
    if known is None and not table:
        known = next((one for one in places.statements if one.path == comment.beside and not one.is_header), None)
    if known is not None and table == comment.table:
        return _line(text, known.start)
    if comment.below and (above := _line_after(places, comment.below, start, end)) is not None:
        return above
    while text[max(start, end - 2) : end] == "\n\n":
        end -= 1
    return end


def _line(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_after(places: Places, comment: str, start: int, end: int) -> int | None:
    """Just after the line of a comment."""
    inside = [(one.start, one.end) for one in places.statements if start <= one.start < end]
    pattern = re.compile(rf"^[ \t]*{re.escape(comment)}[ \t]*$", re.MULTILINE)
    for match in pattern.finditer(places.text, start, end):
        if not any(first <= match.start() < last for first, last in inside):
            return min(match.end() + 1, len(places.text))
    return None
