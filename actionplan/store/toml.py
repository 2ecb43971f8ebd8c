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
            # Its own lineno counts bytes as characters, so that å, ä and ö lead it astray; its message does not.
            place = _PLACE.search(error.msg)
            line, column = (int(place[1]), int(place[2])) if place else (error.lineno, error.colno)
            raise Invalid(line, column, error.msg.strip().rpartition("\n")[2]) from None

    return loads


def _with_tomllib() -> Callable[[str], dict[str, Any]]:
    import tomllib

    def loads(text: str) -> dict[str, Any]:
        try:
            return tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            message = str(error)
            if place := _PLACE.search(message):
                raise Invalid(int(place[1]), int(place[2]), message[: place.start()].strip()) from None
            last = text.rstrip("\n")
            raise Invalid(last.count("\n") + 1, 0, message) from None

    return loads


def _fastest() -> tuple[str, Callable[[str], dict[str, Any]]]:
    try:
        return "toml_rs", _with_toml_rs()
    except ImportError:
        return "tomllib", _with_tomllib()


# A header, or an array that holds no other.
_FLAT = re.compile(r"""\[(?:[^\[\]{}"'#\n]|"[^"\\\n]+")*\]""")
_DEEPEST = 100


def may_nest_deeply(text: str) -> bool:
    """Whether brackets may be nested so deep that a compiled parser runs out of stack, which kills the process."""
    openers = text.count("[") + text.count("{")
    return openers > _DEEPEST and openers - len(_FLAT.findall(text)) > _DEEPEST


PARSER, _loads = _fastest()
_loads_slowly = _with_tomllib()


def loads(text: str) -> dict[str, Any]:
    """The values of a TOML text.

    Raises:
        Invalid: it is not TOML.
    """
    return _loads_slowly(text) if may_nest_deeply(text) else _loads(text)


# How a line looks that people get wrong when they edit by hand. The parsers' own messages are in English and differ,
# so the line itself is asked.
_SLIPS = (
    ("smart_quotes", re.compile(r"=\s*[“”„«»’‘]")),
    ("date_impossible", re.compile(r"=\s*\d{4}-\d{2}-\d{2}\s*(#.*)?$")),
    ("date_order", re.compile(r"=\s*\d{1,2}[-/.]\d{1,2}[-/. ]\s*\d{2,4}\s*(#.*)?$")),
    ("date_written", re.compile(r"=\s*\d{4}[-/.]\d{1,2}([-/.]\d{1,2})?\s*(#.*)?$")),
    ("decimal_comma", re.compile(r"=\s*\d+,\d+\s*(#.*)?$")),
    ("open_quote", re.compile(r"=\s*\"(?:[^\"\\]|\\.)*$|=\s*'[^']*$")),
    ("value_missing", re.compile(r"^\s*[A-Za-z0-9_.\"-]+\s*=\s*(#.*)?$")),
    ("not_quoted", re.compile(r"=\s*(?!true\b|false\b|inf\b|nan\b)[^\W\d]")),
    ("open_header", re.compile(r"^\s*\[[^\]]*$")),
    ("no_equals", re.compile(r"^\s*[^\s=#\[]+(\s+[^=]*)?$")),
)
_CONFLICT = re.compile(r"^(<{7}|={7}|>{7})( |$)")


def explain(text: str, error: Invalid) -> Problem:
    """Why a text is not TOML, told from the line where the parser stopped."""
    lines = text.split("\n")
    number = min(error.line, len(lines))
    line = lines[number - 1] if number else ""
    for conflict, candidate in enumerate(lines, 1):
        if _CONFLICT.match(candidate):
            return Problem("conflict_marks", line=conflict, column=1)
    lower = error.message.lower()
    if "duplicate" in lower or "overwrite" in lower or "twice" in lower or "already" in lower:
        kind = "duplicate_header" if line.lstrip().startswith("[") else "duplicate_key"
        return Problem(
            kind, line=number, column=1, facts={"line": line.strip(), "key": line.partition("=")[0].strip(" []")}
        )
    for code, pattern in _SLIPS:
        if pattern.search(line):
            return Problem(code, line=number, column=error.column, facts={"line": line.strip()})
    return Problem("not_toml", line=number, column=error.column, facts={"line": line.strip(), "parser": error.message})
