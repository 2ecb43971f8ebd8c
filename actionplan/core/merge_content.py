"""One text for one content, whatever the order of its keys: to sort by, and to make keys of."""

from collections.abc import Mapping
from typing import Any
from zlib import crc32

from msgspec.json import encode

_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


def canonical(value: Any) -> str:
    """A text that is the same for the same value in every version of Python, and another for another value."""
    match value:
        case str():
            return encode(value).decode()
        case Mapping():
            return "{" + ",".join(f"{canonical(key)}:{canonical(value[key])}" for key in sorted(value)) + "}"
        case list() | tuple():
            return "[" + ",".join(map(canonical, value)) + "]"
        case int() | float():
            return repr(value)
    return f"{type(value).__name__}({value})"


def mark(content: str) -> str:
    """Four letters or digits that stand for a content."""
    number, letters = crc32(content.encode()), ""
    for _ in range(4):
        number, rest = divmod(number, len(_LETTERS))
        letters += _LETTERS[rest]
    return letters
