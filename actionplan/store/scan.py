"""Where each statement of a TOML text stands.

Only for texts that a parser has accepted and whose endings are LF: the scanner finds places, it does not judge.
Parsers give values without places, or places at eight times the cost; edits and problems need them for one file at a
time.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from actionplan.core.problems import Path

_SKIP = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*")
_BLANK = re.compile(r"[ \t]*")
_PART = re.compile(r"""[ \t]*(?:([A-Za-z0-9_-]+)|("(?:[^"\\\n]|\\.)*")|'([^'\n]*)')[ \t]*""")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))")
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_PLAIN = re.compile(r"[^\n#]*")
_IN_BRACKETS = re.compile(r"""[^][{}"'#]*""")
_COMMENT = re.compile(r"#[^\n]*")


@dataclass(frozen=True, slots=True)
class Statement:
    """A header, or a key with its value."""

    path: Path
    """All keys from the top of the file."""
    start: int
    """Where the header or the key begins, as an offset into the text."""
    end: int
    """Just after the header or the value; a comment may follow on the line."""
    value: int = 0
    """Where the value begins; 0 for a header."""
    dotted: bool = False
    """Whether a key is written with dots."""
    array: bool = False
    """Whether a header opens an element of an array of tables."""

    @property
    def is_header(self) -> bool:
        """Whether it is a header."""
        return not self.value


@dataclass(frozen=True)
class Places:
    """The statements of a text, in order, and what can be asked of them."""

    text: str
    statements: tuple[Statement, ...]
    _line_starts: list[int] = field(init=False, repr=False, compare=False, default_factory=list)

    @cached_property
    def by_path(self) -> dict[Path, Statement]:
        """Statements by path; the first where an array of tables repeats one."""
        found: dict[Path, Statement] = {}
        for statement in self.statements:
            found.setdefault(statement.path, statement)
        return found

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of an offset."""
        if not self._line_starts:
            self._line_starts.extend([0, *(match.end() for match in re.finditer("\n", self.text))])
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def of(self, path: Path) -> tuple[int, int]:
        """Line and column of a path, or of the nearest place above it; (0, 0) when there is none."""
        while path:
            if path in self.by_path:
                return self.position(self.by_path[path].start)
            children = (statement for statement in self.statements if statement.path[: len(path)] == path)
            if first := next(children, None):
                return self.position(first.start)
            path = path[:-1]
        return 0, 0


def scan(text: str) -> Places:
    """The places of a text that a parser has accepted.

    Raises:
        ValueError: the text is not what the scanner understands; a parser would have refused it.
    """
    statements = []
    table: Path = ()
    counts: dict[Path, int] = {}
    at = _skip(text, 0)
    while at < len(text):
        if text[at] == "[":
            statement = _header(text, at, counts)
            table = statement.path
        else:
            statement = _key_value(text, at, table)
        statements.append(statement)
        at = _skip(text, _end_of_line(text, statement.end))
    return Places(text, tuple(statements))


def _skip(text: str, at: int) -> int:
    match = _SKIP.match(text, at)
    end = match.end() if match else at
    # A comment on the last line, without a newline.
    return len(text) if end < len(text) and text[end] == "#" else end


def _end_of_line(text: str, at: int) -> int:
    newline = text.find("\n", at)
    return len(text) if newline < 0 else newline + 1


def _keys(text: str, at: int) -> tuple[Path, int]:
    parts = []
    while match := _PART.match(text, at):
        bare, basic, literal = match.groups()
        parts.append(bare if bare is not None else literal if literal is not None else _unescape(basic[1:-1]))
        at = match.end()
        if text[at : at + 1] != ".":
            return tuple(parts), at
        at += 1
    raise ValueError(at)


def _unescape(body: str) -> str:
    def plain(match: re.Match[str]) -> str:
        four, eight, char = match.groups()
        if four or eight:
            return chr(int(four or eight, 16))
        return _ESCAPED.get(char, char)

    return _ESCAPE.sub(plain, body)


def _header(text: str, at: int, counts: dict[Path, int]) -> Statement:
    array = text.startswith("[[", at)
    width = 2 if array else 1
    path, end = _keys(text, at + width)
    if text[end : end + width] != "]" * width:
        raise ValueError(at)
    full: Path = ()
    for index, part in enumerate(path, 1):
        full = (*full, part)
        if array and index == len(path):
            counts[full] = counts.get(full, -1) + 1
        if full in counts:
            full = (*full, str(counts[full]))
    return Statement(full, at, end + width, array=array)


def _key_value(text: str, at: int, table: Path) -> Statement:
    keys, end = _keys(text, at)
    if text[end : end + 1] != "=":
        raise ValueError(at)
    begin = _BLANK.match(text, end + 1)
    value = begin.end() if begin else end + 1
    return Statement((*table, *keys), at, _value_end(text, value), value, dotted=len(keys) > 1)


def _value_end(text: str, at: int) -> int:
    if string := _STRING.match(text, at):
        return string.end()
    if text[at : at + 1] in {"[", "{"}:
        return _brackets_end(text, at)
    plain = _PLAIN.match(text, at)
    if not plain or not plain[0].strip():
        raise ValueError(at)
    return at + len(plain[0].rstrip())


def _brackets_end(text: str, at: int) -> int:
    depth = 0
    while at < len(text):
        if skipped := _IN_BRACKETS.match(text, at):
            at = skipped.end()
        char = text[at : at + 1]
        if char in {"[", "{"}:
            depth, at = depth + 1, at + 1
        elif char in {"]", "}"}:
            depth, at = depth - 1, at + 1
            if not depth:
                return at
        elif match := (_COMMENT if char == "#" else _STRING).match(text, at):
            at = match.end()
        else:
            break
    raise ValueError(at)
