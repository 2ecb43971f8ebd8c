"""TOML text to plain values: the fastest parser there is, or the standard library's.

The fast one is held to TOML 1.0, which is what the standard library reads up to Python 3.14.
"""

import re
from collections.abc import Callable
from typing import Any

from actionplan.core.problems import Problem

_PLACE = re.compile(r"\(?at line (\d+), column (\d+)\)?")


class Invalid(ValueError):
    """The text is not TOML."""

    def __init__(self, line: int, column: int, message: str) -> None:
        """Remember where the parser stopped, and what it said, in English."""
        self.line = line
        self.column = column
        self.message = message
        super().__init__(message)


def _with_toml_rs() -> Callable[[str], dict[str, Any]]:
    import toml_rs

    def loads(text: str) -> dict[str, Any]:
        try:
            return toml_rs.loads(text, toml_version="1.0.0")
        except toml_rs.TOMLDecodeError as error:
            # It counts bytes, so that å, ä and ö lead its own lines and columns astray.
            before = text.encode()[: error.pos].decode(errors="ignore")
            place = _end_of(text) if before == text else (before.count("\n") + 1, len(before) - before.rfind("\n"))
            raise Invalid(*place, error.msg.strip().rpartition("\n")[2]) from None

    return loads


def _with_tomllib() -> Callable[[str], dict[str, Any]]:
    import tomllib

    def loads(text: str) -> dict[str, Any]:
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            message = str(error)
            place = _PLACE.search(message)
            line, column = (int(place[1]), int(place[2])) if place else _end_of(text)
            raise Invalid(line, column, message.partition(" (at ")[0]) from None
        except RecursionError:
            raise Invalid(_deepest_line(text), 1, "nested too deeply") from None

    return loads


def _deepest_line(text: str) -> int:
    """The line of the value that has the most brackets: a value begins where a line has an equals sign."""
    openers: dict[int, int] = {}
    begun = 1
    for number, line in enumerate(text.split("\n"), 1):
        begun = number if "=" in line else begun
        openers[begun] = openers.get(begun, 0) + line.count("[") + line.count("{")
    return max(openers, key=openers.__getitem__)


def _end_of(text: str) -> tuple[int, int]:
    """Line and column just after a text; blank lines at its end do not count."""
    last = text.rstrip("\n")
    return last.count("\n") + 1, len(last) - last.rfind("\n")


def _fastest() -> tuple[str, Callable[[str], dict[str, Any]]]:
    try:
        return "toml_rs", _with_toml_rs()
    except ImportError:
        return "tomllib", _with_tomllib()


# A header, or an array that holds no other.
_FLAT = re.compile(r"""\[(?:[^\[\]{}"'#\n]|"[^"\\\n]+")*\]""")
_DEEPEST = 250


def may_nest_deeply(text: str) -> bool:
    """Whether brackets may be nested so deep that a compiled parser runs out of stack, which kills the process."""
    openers = text.count("[") + text.count("{")
    return openers > _DEEPEST and openers - len(_FLAT.findall(text)) > _DEEPEST


PARSER, _loads = _fastest()


def loads(text: str) -> dict[str, Any]:
    """The values of a TOML text.

    Raises:
        Invalid: it is not TOML.
    """
    return _with_tomllib()(text) if may_nest_deeply(text) else _loads(text)


# How a line looks that people get wrong when they edit by hand. The parsers' own messages are in English and differ,
# so the line itself is asked. The patterns are compiled when a file has a fault: no start waits for them.
_SLIPS = (
    ("smart_quotes", r"=\s*[“”„«»’‘]"),
    ("date_impossible", r"=\s*\d{4}-\d{2}-\d{2}\s*(#.*)?$"),
    ("date_order", r"=\s*\d{1,2}[-/.]\d{1,2}[-/. ]\s*\d{2,4}\s*(#.*)?$"),
    ("date_written", r"=\s*\d{4}[-/.]\d{1,2}([-/.]\d{1,2})?\s*(#.*)?$"),
    ("decimal_comma", r"=\s*\d+,\d+\s*(#.*)?$"),
    ("open_quote", r"=\s*\"(?:[^\"\\]|\\.)*$|=\s*'[^']*$"),
    ("value_missing", r"^\s*[A-Za-z0-9_.\"-]+\s*=\s*(#.*)?$"),
    ("not_quoted", r"=\s*(?!true\b|false\b|inf\b|nan\b)[^\W\d]"),
    ("open_header", r"^\s*\[[^\]]*$"),
    ("no_equals", r"^\s*[^\s=#\[]+(\s+[^=]*)?$"),
)
_CONFLICT_SIDE = r"(<{7}|>{7})( |$)"
_CONFLICT_MIDDLE = r"(={7}|\|{7})( |$)"
_OPENERS = (
    ("not_toml", r"(?i)unclosed array", r"=\s*(\[)"),
    ("open_quote", r"(?i)multi-line|unterminated", "(\"\"\"|''')"),
    ("open_quote", """^Expected "'"$""", r"=\s*(')[^']*$"),
)
"""What a message says when the text ends too soon, and how the line looks where that began."""
_MOST_SHOWN = 100


def explain(text: str, error: Invalid) -> Problem:
    """Why a text is not TOML, told from the line where the parser stopped."""
    lines = text.split("\n")
    number = min(error.line, len(lines))
    line = lines[number - 1]
    if conflict := _conflict(lines, number):
        return Problem("conflict_marks", line=conflict, column=1)
    facts = {"line": _shown(line)}
    lower = error.message.lower()
    if "duplicate" in lower or "overwrite" in lower or "twice" in lower or "already" in lower:
        kind = "duplicate_header" if line.lstrip().startswith("[") else "duplicate_key"
        column = len(line) - len(line.lstrip()) + 1
        return Problem(
            kind, line=number, column=column, facts={**facts, "key": _shown(line.partition("=")[0].strip(" []"))}
        )
    if opener := _opener(lines, number, error):
        return opener
    for code, pattern in _SLIPS:
        if re.search(pattern, line):
            return Problem(code, line=number, column=error.column, facts=facts)
    return Problem("not_toml", line=number, column=error.column, facts={**facts, "parser": error.message})


def _conflict(lines: list[str], stopped: int) -> int:
    """The line of the first mark of a merge that a parser could have stumbled over; 0 for none."""
    marks = (number for number, line in enumerate(lines[:stopped], 1) if re.match(_CONFLICT_SIDE, line))
    return next(marks, stopped if re.match(_CONFLICT_MIDDLE, lines[stopped - 1]) else 0)


def _opener(lines: list[str], stopped: int, error: Invalid) -> Problem | None:
    """The line where a list or a text of several lines begins that the file's end leaves open."""
    if any(line.strip() for line in lines[stopped:]) or lines[stopped - 1][max(0, error.column - 1) :].strip():
        return None
    for code, says, looks in _OPENERS:
        if re.search(says, error.message):
            for number in range(stopped, 0, -1):
                if found := re.search(looks, lines[number - 1]):
                    facts = {"line": _shown(lines[number - 1]), "parser": error.message}
                    return Problem(code, line=number, column=found.start(1) + 1, facts=facts)
    return None


def _shown(text: str) -> str:
    text = text.strip()
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
