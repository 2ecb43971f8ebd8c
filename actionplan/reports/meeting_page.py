"""How much of a sheet of paper blocks take, about: in each format that has pages, in points.

What is handed out is one sheet in all of them, so the one that needs most decides.
"""

from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from actionplan.core.issuer import Issuer
from actionplan.reports.blocks import Block, Bullets, Heading, Paragraph, Table, Tone
from actionplan.reports.word.letters import lines, wide

IN_TEMPLATE = 0.7
"""How much of an ordinary page a template of somebody else's may hold, with larger letters and more air."""
_LOGO = 56.0
"""A logo, where it stands above the title."""
_LOGO_WIDTH = 180.0
"""The same, where it stands beside the title."""
_CELL = 10.0
"""What a table's cell leaves free beside its text."""
_EM = 0.1
"""A size of letters, in half points, at which lengths are in ems: no more than one unit of what measures them."""
_SLACK = 1.03
"""For letters set a little wider than they are measured."""
_BOLD = 1.08


class _Look(Struct, frozen=True, kw_only=True):
    """What a format needs, in points. What stands between two blocks is counted with one of them."""

    page: float
    """What a page holds, with something to spare where the typeface is not known."""
    width: float
    indent: float
    """Of a list."""
    letters: tuple[float, float, float]
    """The sizes of running text, of tables, and of remarks, where letters are as wide as those of Arial."""
    title: tuple[float, float, float]
    """A line of the title, one of what stands below it, and the space around them."""
    line: float
    item: float
    """What an item of a list takes beside its lines."""
    headings: tuple[float, float]
    """The second level, and those below."""
    row: float
    row_line: float
    """Each line of a row after the first."""
    table: float
    """What a table takes beside its rows."""
    quiet: tuple[float, float]
    """A line of a remark, and the space around it."""
    warning: float
    """What a warning takes beside its lines."""


_LOOKS = (
    # Word
    _Look(
        page=698,
        width=464,
        indent=17,
        letters=(10, 8, 8),
        title=(26.2, 12.7, 10),
        line=12.1,
        item=3,
        headings=(33.5, 24),
        row=11.9,
        row_line=9.3,
        table=7,
        quiet=(9.5, 6),
        warning=3,
    ),
    # PDF
    _Look(
        page=712,
        width=482,
        indent=10,
        letters=(8.7, 7.8, 7.4),
        title=(26.7, 14, 5),
        line=12.7,
        item=1.3,
        headings=(31.5, 22.5),
        row=12.3,
        row_line=10.3,
        table=10.5,
        quiet=(10.7, 10.7),
        warning=16,
    ),
    # HTML, printed
    _Look(
        page=706,
        width=504,
        indent=31,
        letters=(9.7, 8.6, 8.6),
        title=(24, 14, 6),
        line=13,
        item=1.3,
        headings=(32, 28),
        row=15.5,
        row_line=11.5,
        table=7,
        quiet=(12, 5.5),
        warning=16,
    ),
)

Taken = tuple[float, ...]
"""What is taken of a page in each format."""


def taken(blocks: Iterable[Block]) -> Taken:
    """How high blocks are below each other, in each format."""
    return _sums([tuple(_height(block, look) for look in _LOOKS) for block in blocks])


def cover(title: str, subtitle: str, issuer: Issuer) -> Taken:
    """How high what stands above a report is, in each format."""
    about = " · ".join(filter(None, (subtitle, issuer.name)))
    logo = _LOGO if issuer.logo else 0
    found = []
    for look in _LOOKS:
        large, small, around = look.title
        width = look.width - (_LOGO_WIDTH if issuer.logo else 0)
        titles, abouts = _lines(title, width / large / _BOLD), _lines(about, width / look.letters[0] / _BOLD)
        found.append(logo + large * titles + small * abouts + around)
    return tuple(found)


def holds(blocks: Iterable[Block], around: Iterable[Taken] = (), share: float = 1) -> bool:
    """Whether a page holds blocks in every format.

    Args:
        blocks: the blocks.
        around: what else stands on the page.
        share: how much of an ordinary page it holds.
    """
    whole = _sums((taken(blocks), *around))
    return all(one <= look.page * share for one, look in zip(whole, _LOOKS, strict=True))


def _sums(parts: Iterable[Taken]) -> Taken:
    return tuple(map(sum, zip((0.0,) * len(_LOOKS), *parts, strict=True)))


def _height(block: Block, look: _Look) -> float:
    size = look.letters[0]
    match block:
        case Heading():
            return look.headings[min(block.level, 3) - 2] + look.line * (
                _lines(block.text, look.width / size / 1.5) - 1
            )
        case Bullets():
            return sum(look.line * _lines(item, (look.width - look.indent) / size) + look.item for item in block.items)
        case Paragraph():
            return _paragraph(block, look)
        case Table():
            return _table(block, look)
        case _:
            return 0


def _paragraph(block: Paragraph, look: _Look) -> float:
    match block.tone:
        case Tone.QUIET:
            line, around = look.quiet
            return line * _lines(block.text, look.width / look.letters[2]) + around
        case Tone.WARNING:
            return look.line * _lines(block.text, (look.width - look.indent) / look.letters[0] / _BOLD) + look.warning
        case _:
            return look.line * _lines(block.text, look.width / look.letters[0]) + look.item


def _table(table: Table, look: _Look) -> float:
    size = look.letters[1]
    rooms = _rooms(table, look.width / size, _CELL / size)
    highs = [max(_lines(value.text, room) for value, room in zip(row, rooms, strict=True)) for row in table.rows]
    return look.table + look.row * (1 + len(highs)) + look.row_line * (sum(highs) - len(highs))


def _rooms(table: Table, width: float, cell: float) -> list[float]:
    """How wide each column is: those that need less than their part of what is left have what they need."""
    # A hair more, since lengths that are added up one by one are not quite their sum.
    wanted = [
        1.001 * max(map(_width, (column.head, *texts)))
        for column, texts in zip(table.columns, _texts(table), strict=True)
    ]
    left, rooms = width - cell * len(wanted), [0.0] * len(wanted)
    for place in sorted(range(len(wanted)), key=lambda place: wanted[place]):
        rooms[place] = min(wanted[place], left / rooms.count(0))
        left -= rooms[place]
    return rooms


def _texts(table: Table) -> list[list[str]]:
    return [[row[place].text for row in table.rows] for place in range(len(table.columns))]


@lru_cache(maxsize=4096)
def _lines(text: str, room: float) -> int:
    """How many lines a text takes, where a line holds so many times the size of its letters."""
    return lines(text, room, _EM, _SLACK)


@lru_cache(maxsize=4096)
def _width(text: str) -> float:
    """How wide a text is on one line: how many times the size of its letters."""
    return wide(text, _EM, _SLACK)
