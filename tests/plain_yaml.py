"""A strict reader of the plain part of YAML that the files for other services keep to.

What it reads, every YAML parser reads the same way. Anything beyond that part is an error: anchors, flow mappings,
texts that could be taken for something else.
"""

import re
from typing import Any

_QUOTED = re.compile(r"'((?:[^']|'')*)'")
_KEY = re.compile(r"([A-Za-z_][\w.-]*):(?: (.*))?$")
_PLAIN = re.compile(r"[A-Za-z0-9$({./_][^\t]*$")

Lines = list[tuple[int, str]]


def read(text: str) -> Any:
    """The value of a document."""
    assert "\t" not in text
    assert "\r" not in text
    lines = [(len(line) - len(line.lstrip()), line) for line in text.split("\n")]
    value, rest = _value(_skip(lines))
    assert not _skip(rest), rest[0]
    return value


def _skip(lines: Lines) -> Lines:
    while lines and (not lines[0][1].strip() or lines[0][1].lstrip().startswith("#")):
        lines = lines[1:]
    return lines


def _value(lines: Lines) -> tuple[Any, Lines]:
    return _list(lines) if lines[0][1].lstrip().startswith("- ") else _mapping(lines)


def _list(lines: Lines) -> tuple[list[Any], Lines]:
    indent, found = lines[0][0], []
    while lines and lines[0][0] == indent and lines[0][1].lstrip().startswith("- "):
        item = lines[0][1].lstrip()[2:]
        if _KEY.match(item):
            value, lines = _mapping([(indent + 2, " " * (indent + 2) + item), *lines[1:]])
        else:
            value, lines = _scalar(item, indent, lines[1:])
        found.append(value)
        lines = _skip(lines)
    return found, lines


def _mapping(lines: Lines) -> tuple[dict[str, Any], Lines]:
    indent = lines[0][0]
    found: dict[str, Any] = {}
    while lines and lines[0][0] == indent and not lines[0][1].lstrip().startswith("- "):
        key = _KEY.match(lines[0][1].lstrip())
        assert key, lines[0]
        assert key[1] not in found, key[1]
        below = _skip(lines[1:])
        if key[2] is not None:
            found[key[1]], lines = _scalar(key[2], indent, lines[1:])
        elif below and below[0][0] > indent:
            found[key[1]], lines = _value(below)
        else:
            found[key[1]], lines = None, below
        lines = _skip(lines)
    return found, lines


def _scalar(text: str, indent: int, lines: Lines) -> tuple[Any, Lines]:
    if text == "|":
        return _block(indent, lines)
    if quoted := _QUOTED.fullmatch(text):
        return quoted[1].replace("''", "'"), lines
    if text.startswith("[") and text.endswith("]"):
        return [one.strip() for one in text[1:-1].split(",")], lines
    assert _PLAIN.match(text) or re.match(r"\(\^", text), text
    assert ": " not in text, text
    assert " #" not in text, text
    assert not text.endswith(":"), text
    return int(text) if text.isdecimal() else text, lines


def _block(indent: int, lines: Lines) -> tuple[str, Lines]:
    inner = lines[0][0]
    assert inner > indent
    taken = []
    while lines and (lines[0][0] >= inner or not lines[0][1].strip()):
        taken.append(lines[0][1][inner:])
        lines = lines[1:]
    return "\n".join(taken).rstrip("\n") + "\n", lines
