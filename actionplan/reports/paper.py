"""About how much of a page blocks take, for a report that must not take more than it says.

No format is asked: each has fonts of its own. The measures are those of a printed web page, whose lines are the
highest; a PDF's footnotes have the room that its closer lines leave.
"""

from collections.abc import Iterable

from actionplan.reports.blocks import Block, Bullets, Heading, Item, Items, Paragraph, Table, Tone

PAGE = 800.0
"""How high the text of a page is, in points, with some to spare for fonts that are wider."""
_LETTERS = 95
"""How many letters a line of running text holds."""
_LINE = 13.5
"""How high it is, in points."""
_HEADING = 36.0
_ROW = 13.8
"""How high a row of a table is, in points."""
_TITLE, _TITLE_LETTERS = 25.0, 42
"""How high a line of a title is, in points, and how many letters it holds."""
_PARAGRAPHS = {Tone.STRONG: (76, 17.5, 12), Tone.WARNING: (88, _LINE, 22), Tone.QUIET: (105, 12.5, 6)}
"""How many letters a line of such a paragraph holds, how high it is, and what is left free below all of them."""


def height(blocks: Iterable[Block]) -> float:
    """How high blocks are, in points. Charts and footnotes are not measured."""
    return sum(map(_of, blocks))


def title_height(title: str, about: str, *, has_logo: bool) -> float:
    """How high a report's title is with what stands below it, in points."""
    letters = _TITLE_LETTERS * 2 // 3 if has_logo else _TITLE_LETTERS
    high = _lines(title, letters) * _TITLE + _lines(about, letters * 2) * 15 + 20
    return high + 50 if has_logo else high


def _of(block: Block) -> float:
    match block:
        case Heading():
            high = _HEADING
        case Paragraph():
            letters, line, free = _PARAGRAPHS.get(block.tone, (_LETTERS, _LINE, 6))
            high = _lines(block.text, letters) * line + free
        case Bullets():
            high = sum(_lines(item, _LETTERS - 4) * _LINE + 3 for item in block.items) + 4
        case Items():
            high = sum(map(_item, block.items))
        case Table():
            high = (len(block.rows) + 1) * _ROW + 10
        case _:
            high = 0
    return high


def _item(item: Item) -> float:
    return (1 + sum(_lines(detail, _LETTERS - 4) for detail in item.details)) * _LINE + 9


def _lines(text: str, letters: int) -> int:
    """How many lines a text takes."""
    return max(-(-len(text) // letters), 1)
