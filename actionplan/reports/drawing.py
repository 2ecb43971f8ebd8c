"""Blocks as lines for a terminal: they fit the width, and colour only repeats what letters say."""

from collections.abc import Sequence

from msgspec.structs import replace

from actionplan.i18n import _
from actionplan.reports.blocks import Block, Bullets, Column, Heading, Items, Paragraph, Room, Table, Tone
from actionplan.reports.plain import cut, pad, visible, width_of, wrap
from actionplan.wording.figures import number

NARROWEST = 40
"""Columns below which lines are left to run over."""
_INDENT = "  "
_COMFORTABLE = 20
"""How wide a value stays that goes on below, before titles are cut for its sake."""
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
    for block in blocks:
        if before is not None and not _is_joined(before, block):
            lines.append([])
        lines += _lines(block, width)
        before = block
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
    lines: list[Line] = []
    for part in _parts(table, width - len(_INDENT)):
        if lines:
            lines.append([])
        lines += _part(part, width - len(_INDENT))
    if table.left_out:
        text = _("and {count} more (all of them: --format csv)")
        lines.append([(_INDENT + text.format(count=number(table.left_out)), Tone.QUIET)])
    return lines


def _parts(table: Table, width: int) -> list[Table]:
    """The table, closer together or continued below with its first columns repeated, where it is too wide."""
    stub, columns = table.stub, table.columns
    if table.gap > 1 and _least(table) > width:
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


def _least(table: Table) -> int:
    """The least width of the whole table."""
    places = range(len(table.columns))
    return sum(_least_of(table, place) for place in places) + table.gap * (len(table.columns) - 1)


def _least_of(table: Table, place: int) -> int:
    natural = _natural(table, place)
    return min(natural, _LEAST.get(table.columns[place].room, natural))


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
            # Two lines of a long value cost less than the end of a title.
            natural[place] = min(natural[place], max(_COMFORTABLE, natural[place] * 2 // 3))
    yielding = [place for place, column in enumerate(table.columns) if column.room is not Room.FIT]
    fixed = sum(natural) - sum(natural[place] for place in yielding)
    left = room - fixed
    for remaining, place in enumerate(sorted(yielding, key=lambda place: natural[place])):
        share = max(left // (len(yielding) - remaining), 1)
        natural[place] = min(natural[place], share)
        left -= natural[place]
    return natural


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
