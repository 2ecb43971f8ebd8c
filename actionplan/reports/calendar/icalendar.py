"""Text in the form of RFC 5545: components, properties, escapes, and lines of at most 75 bytes.

Written here rather than by a library: the usual one takes nine megabytes and turns a backslash with a capital N, which
a text may hold, into a line break. Libraries read it back in the tests.
"""

import datetime as dt
import re
from collections.abc import Iterable

from msgspec import Struct

from actionplan.reports.plain import visible

_MOST = 75
"""Bytes of a line, without its end."""
_SPECIAL = re.compile(r"([\\;,])")
_BREAKS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


class Property(Struct, frozen=True):
    """A line of a component."""

    name: str
    value: str
    """In the form of its kind."""
    parameters: tuple[tuple[str, str], ...] = ()


class Component(Struct, frozen=True):
    """A calendar, an event, an alarm."""

    name: str
    properties: tuple[Property, ...]
    parts: tuple["Component", ...] = ()


def text(name: str, value: str, language: str = "") -> Property:
    """A text for people: no end of a line, and no control character, gets through as it is."""
    lines = _BREAKS.split(value)
    told = "\\n".join(_SPECIAL.sub(r"\\\1", visible(line)) for line in lines)
    return Property(name, told, (("LANGUAGE", language),) if language else ())


def texts(name: str, values: Iterable[str], language: str = "") -> Property:
    """Several texts, told apart by commas."""
    told = ",".join(text(name, value).value for value in values)
    return Property(name, told, (("LANGUAGE", language),) if language else ())


def day(name: str, value: dt.date) -> Property:
    """A whole day."""
    return Property(name, _digits(value), (("VALUE", "DATE"),))


def moment(name: str, value: dt.date) -> Property:
    """The first moment of a day, in universal time."""
    return Property(name, f"{_digits(value)}T000000Z")


def _digits(value: dt.date) -> str:
    return value.isoformat().replace("-", "")


def write(component: Component) -> bytes:
    """A component as the bytes of a file."""
    return "".join(f"{line}\r\n" for line in _lines(component)).encode()


def _lines(component: Component) -> Iterable[str]:
    yield f"BEGIN:{component.name}"
    for one in component.properties:
        parameters = "".join(f";{name}={value}" for name, value in one.parameters)
        yield _folded(f"{one.name}{parameters}:{one.value}")
    for part in component.parts:
        yield from _lines(part)
    yield f"END:{component.name}"


def _folded(line: str) -> str:
    """The line in pieces, each a line of its own that begins with a blank; no letter and no escape is cut in two."""
    pieces: list[str] = []
    piece, size = "", 0
    for token in re.findall(r"\\.|.", line, re.DOTALL):
        bytes_ = len(token.encode())
        if size + bytes_ > _MOST:
            pieces.append(piece)
            piece, size = " ", 1
        piece += token
        size += bytes_
    return "\r\n".join([*pieces, piece])
