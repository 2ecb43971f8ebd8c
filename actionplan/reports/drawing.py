"""Blocks as lines for a terminal: they fit the width, and colour only repeats what letters say."""

from collections.abc import Sequence

from msgspec.structs import replace

from actionplan.i18n import _
from actionplan.reports.blocks import (
    Block,
    Bullets,
    Column,
    Figure,
    Heading,
    Items,
    PageBreak,
    Paragraph,
    Room,
    Table,
    Tone,
)
from actionplan.reports.footnotes import numbered, superscript
from actionplan.reports.plain import cut, pad, visible, width_of, wrap
from actionplan.wording.figures import number

NARROWEST = 40
"""Columns below which lines are left to run over."""
_INDENT = "  "
_COMFORTABLE = 20
"""How wide a value stays that goes on below, before titles are cut for its sake."""
_LONG_WORD = 26
"""How long a word may be that is not broken: "Familjehemssekreterare", not an address."""
_LEAST = {Room.CUT: 24, Room.WRAP: 12}

Segment = tuple[str, Tone]
Line = list[Segment]

_STYLES = {
    Tone.PLAIN: "",
    Tone.STRONG: "bold",
    Tone.QUIET: "dim",
    Tone.WARNING: "bold red",
    Tone.DONE: "green",
    Tone.OVER_HALF: "cyan",
    Tone.STARTED: "blue",
    Tone.NOT_STARTED: "yellow",
    Tone.AGAINST: "dim",
}


def draw(blocks: Sequence[Block], *, width: int, color: bool) -> str:
    """Blocks as lines of text."""
    lines = lines_of(blocks, width)
    return _colored(lines) if color else _plain(lines)


def lines_of(blocks: Sequence[Block], width: int) -> list[Line]:
    """Blocks as lines, each in pieces with the tone of each."""
    width = max(width, NARROWEST)
    lines: list[Line] = []
    before: Block | None = None
    marked, notes = numbered(blocks)
    for block in marked:
        if isinstance(block, PageBreak):
            continue
        if before is not None and not _is_joined(before, block):
            lines.append([])
        lines += _lines(block, width)
        before = block
    for place, note in enumerate(notes):
        lines += [[]] if not place else []
        lines += _hanging(superscript(place + 1) + " ", note, width)
    return lines


def _is_joined(before: Block, block: Block) -> bool:
    """Whether a block stands directly below the one before it: text below its heading."""
    return isinstance(before, Heading) and not (before.level > 1 and isinstance(block, Heading))


def _plain(lines: Sequence[Line]) -> str:
    return "".join("".join(text for text, _tone in line).rstrip() + "\n" for line in lines)


def _colored(lines: Sequence[Line]) -> str:
    from io import StringIO

    from rich.console import Console
    from rich.text import Text

    written = StringIO()
    console = Console(
        file=written, color_system="standard", force_terminal=True, no_color=False, legacy_windows=False, width=1000
    )
    text = Text(end="", no_wrap=True)
    for line in map(_trimmed, lines):
        for said, tone in line:
            text.append(said, _STYLES[tone] or None)
        text.append("\n")
    console.print(text, soft_wrap=True, end="")
    return written.getvalue()


def _trimmed(line: Line) -> Line:
    """The line without blanks at its end, which would not fit a terminal that the text just fits."""
    kept = list(line)
    while kept and not (last := kept.pop())[0].rstrip():
        continue
    return [*kept, (last[0].rstrip(), last[1])] if line and last[0].rstrip() else kept


def _lines(block: Block, width: int) -> list[Line]:
    block = block.table if isinstance(block, Figure) else block
    match block:
        case Heading():
            return _heading(block, width)
        case Paragraph():
            inner = width - len(_INDENT)
            return [[(_INDENT + line, block.tone)] for line in wrap(visible(block.text), inner)]
        case Bullets():
            return [line for item in block.items for line in _hanging("– ", item, width)]
        case Items():
            return _items(block, width)
        case Table():
            return _table(block, width)
        case PageBreak():
            return []


def _heading(block: Heading, width: int) -> list[Line]:
    said = wrap(visible(block.text), width)
    lines: list[Line] = [[(line, Tone.STRONG)] for line in said]
    rule = {1: "═", 2: "─"}.get(block.level)
    if rule:
        lines.append([(rule * (width if block.level == 1 else max(map(width_of, said))), Tone.QUIET)])
    return lines


def _hanging(mark: str, text: str, width: int) -> list[Line]:
    inner = width - len(_INDENT) - len(mark)
    wrapped = wrap(visible(text), inner)
    blank = " " * len(mark)
    return [[(_INDENT + (blank if place else mark) + line, Tone.PLAIN)] for place, line in enumerate(wrapped)]


def _items(block: Items, width: int) -> list[Line]:
    lines: list[Line] = []
    number_width = max((width_of(item.number) for item in block.items), default=0)
    for item in block.items:
        room = width - len(_INDENT) - number_width - 2 - width_of(item.figure) - 2
        title = pad(cut(visible(item.title), room), room)
        number_text = pad(visible(item.number), number_width)
        lines.append(
            [(f"{_INDENT}{number_text}  ", Tone.PLAIN), (title, Tone.STRONG), (f"  {item.figure}", Tone.PLAIN)]
        )
        for detail in item.details:
            lines += _hanging(" " * (number_width + 2), detail, width)
    return lines


def _table(table: Table, width: int) -> list[Line]:
    lines: list[Line] = [[(_INDENT + line, Tone.STRONG)] for line in wrap(table.caption, width - len(_INDENT)) if line]
    for place, part in enumerate(_parts(table, width - len(_INDENT))):
        if place:
            lines.append([])
        lines += _part(part, width - len(_INDENT))
    if table.left_out:
        text = _("and {count} more (all of them: --format csv)")
        lines.append([(_INDENT + text.format(count=number(table.left_out)), Tone.QUIET)])
    return lines


def _parts(table: Table, width: int) -> list[Table]:
    """The table, closer together or continued below with its first columns repeated, where it is too wide."""
    stub, columns = table.stub, table.columns
    if table.gap > 1 and max(_least(table), _least(table, whole_words=True)) > width:
        return _parts(replace(table, gap=1), width)
    least = [_least_of(table, place) for place in range(len(columns))]
    room = width - sum(least[:stub]) - table.gap * (stub - 1)
    chunks: list[list[int]] = [[]]
    used = 0
    for place in range(stub, len(columns)):
        needed = least[place] + table.gap
        if chunks[-1] and used + needed > room:
            chunks.append([])
            used = 0
        chunks[-1].append(place)
        used += needed
    if len(chunks) == 1:
        return [table]
    kept = list(range(stub))
    return [_pick(table, [*kept, *chunk]) for chunk in chunks]


def _least(table: Table, *, whole_words: bool = False) -> int:
    """The least width of the whole table."""
    least = _least_in_words if whole_words else _least_of
    return sum(least(table, place) for place in range(len(table.columns))) + table.gap * (len(table.columns) - 1)


def _least_of(table: Table, place: int) -> int:
    natural = _natural(table, place)
    return min(natural, _LEAST.get(table.columns[place].room, natural))


def _least_in_words(table: Table, place: int) -> int:
    """The least width of a column in which no word is broken."""
    is_wrapped = table.columns[place].room is Room.WRAP
    return _longest_word(table, place) if is_wrapped else _least_of(table, place)


def _pick(table: Table, places: list[int]) -> Table:
    rows = tuple(row if len(row) == 1 else tuple(row[place] for place in places) for row in table.rows)
    return replace(table, columns=tuple(table.columns[place] for place in places), rows=rows)


def _natural(table: Table, place: int) -> int:
    head = max(map(width_of, table.columns[place].head.split(" ")))
    return max([head, *(width_of(visible(row[place].text)) for row in table.rows if len(row) > 1)])


def _widths(table: Table, width: int) -> list[int]:
    """How wide each column is: those that can give way share what the others leave."""
    natural = [_natural(table, place) for place in range(len(table.columns))]
    whole = [max(found, width_of(table.columns[place].head)) for place, found in enumerate(natural)]
    room = width - table.gap * (len(natural) - 1)
    for fitting in (whole, natural):
        if sum(fitting) <= room:
            return fitting
    for place, column in enumerate(table.columns):
        if column.room is Room.WRAP:
            # Two lines of a long value cost less than the end of a title; a word in two pieces costs more.
            enough = max(_COMFORTABLE, natural[place] * 2 // 3, _longest_word(table, place))
            natural[place] = min(natural[place], enough)
    yielding = [place for place, column in enumerate(table.columns) if column.room is not Room.FIT]
    fixed = sum(natural) - sum(natural[place] for place in yielding)
    wraps = [table.columns[place].room is Room.WRAP for place in yielding]
    least = [
        _longest_word(table, place) if is_wrapped else 1 for place, is_wrapped in zip(yielding, wraps, strict=True)
    ]
    shared = _share_out(room - fixed, [natural[place] for place in yielding], least)
    for place, width_ in zip(yielding, shared, strict=True):
        natural[place] = width_
    return natural


def _share_out(room: int, wanted: Sequence[int], least: Sequence[int]) -> list[int]:
    """Room for each: as much for all as there is, no less than it needs where that is possible, no more than wanted."""
    floors = least if sum(least) <= room else [1] * len(wanted)
    level = max(wanted, default=0)
    while level > 1 and sum(_between(level, *one) for one in zip(floors, wanted, strict=True)) > room:
        level -= 1
    given = [_between(level, *one) for one in zip(floors, wanted, strict=True)]
    for place in sorted(range(len(given)), key=lambda place: (wanted[place], place), reverse=True):
        # What is left goes on one by one, from the one that wants most.
        if given[place] == level < wanted[place] and sum(given) < room:
            given[place] += 1
    return given


def _between(level: int, floor: int, wanted: int) -> int:
    return max(min(level, wanted), min(floor, wanted))


def _longest_word(table: Table, place: int) -> int:
    words = (word for row in table.rows if len(row) > 1 for word in visible(row[place].text).split())
    return min(max(map(width_of, words), default=0), _LONG_WORD)


def _part(table: Table, width: int) -> list[Line]:
    widths = _widths(table, width)
    gap = " " * table.gap
    heads = [wrap(column.head, widths[place]) for place, column in enumerate(table.columns)]
    height = max(map(len, heads))
    lines: list[Line] = [
        [(_INDENT + gap.join(_in_column(table, widths, said)), Tone.STRONG)]
        for said in zip(*([""] * (height - len(head)) + head for head in heads), strict=True)
    ]
    lines.append([(_INDENT + "─" * (sum(widths) + table.gap * (len(widths) - 1)), Tone.QUIET)])
    for values in table.rows:
        if len(values) == 1:
            lines.append([(_INDENT + cut(visible(values[0].text), width), values[0].tone)])
            continue
        cells = [_fit(table.columns[place], visible(value.text), widths[place]) for place, value in enumerate(values)]
        for row in range(max(map(len, cells))):
            texts = [cell[row] if row < len(cell) else "" for cell in cells]
            line: Line = [(_INDENT, Tone.PLAIN)]
            for place, text in enumerate(_in_column(table, widths, texts)):
                line += [(text, values[place].tone), (gap, Tone.PLAIN)]
            lines.append(line)
    return lines


def _in_column(table: Table, widths: Sequence[int], said: Sequence[str]) -> list[str]:
    return [pad(text, widths[place], table.columns[place].align) for place, text in enumerate(said)]


def _fit(column: Column, text: str, width: int) -> list[str]:
    return wrap(text, width) if column.room is Room.WRAP else [cut(text, width)]
