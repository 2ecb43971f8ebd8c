"""The lines of ``.gitattributes`` that plans need, and lines of others that work against them."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct

NAME = ".gitattributes"
LINES = ("*.toml text eol=lf", "plans/**/*.toml merge=actionplan")
"""Between slashes, ``**`` also stands for no folder at all: the pattern fits ``plans/boras.toml``."""
IN_EFFECT: Mapping[str, str] = MappingProxyType({"merge": "actionplan", "text": "set", "eol": "lf"})
"""What git answers for a plan when the lines are in effect."""
_AGAINST = ("-merge", "merge", "binary", "-text", "eol=crlf")


class Contrary(Struct, frozen=True):
    """A line that gives plans other attributes."""

    number: int
    line: str


def missing_lines(text: str) -> tuple[str, ...]:
    """Those of our lines that a file does not have yet."""
    there = {" ".join(line.split()) for line in text.splitlines()}
    return tuple(line for line in LINES if line not in there)


def contrary_lines(text: str) -> tuple[Contrary, ...]:
    """The lines of a file that give plans other attributes than ours do."""
    return tuple(_contrary(text))


def _contrary(text: str) -> Iterator[Contrary]:
    for number, line in enumerate(text.splitlines(), 1):
        pattern, *given = line.split() or ("#",)
        if pattern.startswith(("#", "[attr]")) or not _concerns_plans(pattern.strip('"/')):
            continue
        if any(one in _AGAINST or (one.startswith("merge=") and one != "merge=actionplan") for one in given):
            yield Contrary(number, line.strip())


def _concerns_plans(pattern: str) -> bool:
    return pattern in {"*", "**"} or pattern.endswith("*.toml") or pattern.startswith("plans/")


def with_lines(content: bytes, lines: tuple[str, ...]) -> bytes:
    """A file with lines added at its end, where they overrule those before them."""
    ending = b"\r\n" if b"\r\n" in content else b"\n"
    if content and not content.endswith(b"\n"):
        content += ending
    return content + b"".join(line.encode() + ending for line in lines)
