"""How wide text is, and how many lines it takes: in twentieths of a point, without a program that draws it."""

from functools import cache

from actionplan.reports.word.markup import clean

_HALF = 10
"""Twentieths of a point in half a point."""
_WIDTHS = {
    191: "'",
    222: "ijl’",
    260: "|¦",
    278: " !,./:;I[\\]ft\xa0·ÌÍÎÏìíîï",
    333: "()-`r¡¨²³´¸¹”{}",
    350: "•",
    356: '"ºª*°',
    500: "Jcksvxyzçýÿ^",
    556: "#$0123456789?L_abdeghnopqu¢£¤¥§«»àáâãäåèéêëðñòóôõöùúûüþ–¶±÷¯",
    584: "+<=>~¬×µ",
    611: "FTZ¿ßø",
    667: "&ABEKPSVXYÀÁÂÃÄÅÈÉÊËÝÞ",
    722: "CDHNRUwÇÐÑÙÚÛÜ©®",
    778: "GOQÒÓÔÕÖØ",
    833: "Mm¼½¾",
    889: "%æ",
    944: "W",
    1015: "@Æ—…",
}
"""Widths of letters in thousandths of an em: those of Arial."""
_EMS = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHER, _EAST_ASIAN = 667, 1050
_EAST = 0x2E80
"""Beyond this letters are as wide as they are high."""


def wide(text: str, halves: float, wider: float = 1.0) -> float:
    """How wide a text is on one line.

    Args:
        text: what it says.
        halves: the size of its letters, in half points.
        wider: how much wider than Arial its font is.
    """
    return _ems(text) * halves * _HALF * wider / 1000


@cache
def _ems(text: str) -> int:
    return sum(_EMS.get(letter, _EAST_ASIAN if ord(letter) > _EAST else _OTHER) for letter in clean(text))


def lines(text: str, room: float, halves: float, wider: float = 1.0) -> int:
    """How many lines a text takes in so much room; at least one. A word that is wider than the room is broken."""
    count, taken = 1, 0.0
    blank = wide(" ", halves, wider)
    for word in clean(text).split(" "):
        # What can be broken at its hyphens is counted as if it could not: rather a line too much than too little.
        long = wide(word, halves, wider)
        if taken and taken + long > room:
            count, taken = count + 1, 0.0
        if long > room:
            more = int(long // max(room, 1))
            count, long = count + more, long - more * room
        taken += long + blank
    return count
