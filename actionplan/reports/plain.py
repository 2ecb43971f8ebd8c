"""Text as it may be shown: control characters in sight, cut at a word, and as wide as it looks."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from actionplan.wording import visible as _visible

ELLIPSIS = "…"
_ONE_EACH = re.compile("[\x00-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u2500-\u257f]*")
"""Letters, dashes, quotation marks, arrows and rules of one column each: nearly every text is made of them."""

visible = _visible.visible


def width_of(text: str) -> int:
    """How many columns the text takes in a terminal."""
    if text.isascii() or _ONE_EACH.fullmatch(text):
        return len(text)
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def pad(text: str, width: int, align: str = "<") -> str:
    """The text with blanks up to a width, to the left (``<``), the right (``>``) or the middle (``^``)."""
    blanks = max(width - width_of(text), 0)
    before = {"<": 0, ">": blanks, "^": blanks // 2}[align]
    return " " * before + text + " " * (blanks - before)


def cut(text: str, width: int) -> str:
    """The text within a width, ended at a word with an ellipsis where it is too long."""
    if width_of(text) <= width:
        return text
    kept = _beginning(text, width - 1)
    at_word, blank, _ = kept.rpartition(" ") if text[len(kept)] != " " else (kept, " ", "")
    if blank and width_of(at_word) * 3 >= width:
        kept = at_word
    return kept.rstrip(" ,;:–-") + ELLIPSIS


def _beginning(text: str, width: int) -> str:
    """As much of a text that is too wide as a width holds. Read from the front: the rest may be very long."""
    used = 0
    for place, character in enumerate(text):
        used += _columns(character)
        if used > width:
            return text[:place]
    return text


def one_line(text: str, most: int | None = None) -> str:
    """The text with its line breaks as blanks; beyond ``most`` letters ended at a word."""
    line = " ".join(text.split())
    return line if most is None else cut(line, most)


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most a width, broken at blanks; a longer word is broken too."""
    lines, line = [], ""
    for word in text.split(" "):
        rest = word
        if line and width_of(line) + 1 + width_of(rest) <= width:
            line = f"{line} {rest}"
            continue
        if line:
            lines.append(line)
        while width_of(rest) > width:
            piece = rest[: max(width // 2, 1)] if width_of(rest[:width]) > width else rest[:width]
            lines.append(piece)
            rest = rest[len(piece) :]
        line = rest
    return [*lines, line] if line or not lines else lines


def abbreviate(names: Sequence[str], length: int = 3) -> tuple[str, ...]:
    """A short form of each name, all different: the first letters, then first letters with a later one.

    A first word that several names share, such as "Region", is passed over.
    """
    firsts = [name.split(" ")[0] for name in names]
    taken: dict[str, None] = {}
    for name, first in zip(names, firsts, strict=True):
        rest = name[len(first) :] if firsts.count(first) > 1 else ""
        letters = [letter for letter in rest or name if letter.isalnum()] or list(name)
        taken[next(form for form in _forms(letters, length) if form not in taken)] = None
    return tuple(taken)


def _forms(letters: list[str], length: int) -> Iterator[str]:
    head, tail = "".join(letters[: length - 1]), letters[length - 1 :]
    if not tail:
        yield head
    for letter in tail:
        yield head + letter
    number = 2
    while True:
        yield f"{head[: length - len(str(number))]}{number}"
        number += 1
