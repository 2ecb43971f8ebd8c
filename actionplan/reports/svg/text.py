"""Text in a drawing: how wide it will be, in lines and cut to its room, without asking a font.

Widths are those of Arial with a margin: the fonts that are named instead of it are as wide or narrower. A reader's
program may still choose a wider one, so nothing is set without some air.
"""

import re
import unicodedata
from functools import cache

from actionplan.reports.plain import ELLIPSIS, visible

FONT = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
_MARGIN = 1.1
_BOLD = 1.07
_BLANKS = re.compile("[ \t\r\n\f\v]+")
_WIDTHS = {
    "'": 191, "|": 260, "ijl": 222, " ,./:;!ft\\[]I\u00a0·": 278, "`()r-": 333, '"': 355, "*": 389, "{}": 334,
    "^": 469, "Jckvsxyz": 500, "FTZ": 611, "ABEKPSVXY&": 667, "CDHNRUw": 722, "GOQ": 778, "m": 833, "M": 833,
    "%": 889, "W": 944, "@…—": 1015, "+<=>~×": 584,
}  # fmt: skip
"""Thousandths of the type size; everything not named is as wide as a digit."""
_OF = {letter: width for letters, width in _WIDTHS.items() for letter in letters}
_DIGIT = 556


def shown(text: str) -> str:
    """The text as a drawing may hold it: in one line, control characters in sight; no-break blanks stay."""
    return visible(_BLANKS.sub(" ", text).strip())


@cache
def _thousandths(letter: str) -> int:
    if letter in _OF:
        return _OF[letter]
    if unicodedata.combining(letter):
        return 0
    base = unicodedata.normalize("NFD", letter)[0]
    if base != letter and base in _OF:
        return _OF[base]
    if unicodedata.east_asian_width(letter) in "WF":
        return 1400
    return _DIGIT if letter < "\u0250" else 1000


def width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide the text becomes, rather too much than too little."""
    return _wide(sum(map(_thousandths, text)), size, bold=bold)


def _wide(thousandths: int, size: float, *, bold: bool) -> float:
    return thousandths / 1000 * size * _MARGIN * (_BOLD if bold else 1)


def cut(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text within a room, ended with an ellipsis where it is too long: at a word if most of it is kept so."""
    if width(text, size, bold=bold) <= room:
        return text
    kept = _beginning(text, room, size, bold=bold)
    at_word = kept.rpartition(" ")[0]
    if len(at_word) * 3 >= len(kept) * 2:
        kept = at_word
    return kept.rstrip(" ,;:–-") + ELLIPSIS


def _beginning(text: str, room: float, size: float, *, bold: bool) -> str:
    """As much of a text that is too wide as a room holds before an ellipsis. Read from the front: it may be long."""
    used = _thousandths(ELLIPSIS)
    for place, letter in enumerate(text):
        used += _thousandths(letter)
        if _wide(used, size, bold=bold) > room:
            return text[:place]
    return text


def lines(text: str, room: float, size: float, *, most: int = 100, bold: bool = False) -> tuple[str, ...]:
    """The text in at most so many lines, broken at blanks; the last ends with an ellipsis where there is more.

    A word that is wider than the room is broken where the room ends.
    """
    found: list[str] = []
    rest = text
    while rest and len(found) < most - 1:
        line, rest = _first_line(rest, room, size, bold=bold)
        found.append(line)
    return (*found, cut(rest, room, size, bold=bold)) if rest else tuple(found) or ("",)


def _first_line(text: str, room: float, size: float, *, bold: bool) -> tuple[str, str]:
    """What fits, and what is left."""
    if width(text, size, bold=bold) <= room:
        return text, ""
    end = len(text)
    used = 0.0
    for place, letter in enumerate(text):
        used += width(letter, size, bold=bold)
        if used > room:
            end = place
            break
    at_word = text.rfind(" ", 0, end + 1)
    if at_word > 0:
        return text[:at_word], text[at_word + 1 :]
    end = max(end, 1)
    return text[:end], text[end:]
