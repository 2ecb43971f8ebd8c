"""A report as Markdown: whole, with heads in words, for those who write on from it or read it aloud."""

import re
from collections.abc import Sequence

from actionplan.reports.blocks import (
    Block,
    Bullets,
    Figure,
    Heading,
    Items,
    PageBreak,
    Paragraph,
    Table,
    Tone,
    Value,
)
from actionplan.reports.document import Document
from actionplan.reports.footnotes import collected
from actionplan.reports.plain import visible

_SPECIAL = re.compile(r"([\\`*_\[\]|<>~&])")
_ADDRESS = re.compile(r"(?i)(https?|ftp)(:)(?=//)|\b(www)(\.)")
_OPENING = re.compile(r"^(\s*)([#+=-]|\d+(?=[.)]))")
_RULES = {"<": "---", ">": "---:", "^": ":---:"}


def render(document: Document) -> str:
    """A report as Markdown."""
    return draw((*document.cover, *document.blocks))


def draw(blocks: Sequence[Block]) -> str:
    """Blocks as Markdown."""
    notes = collected(blocks)
    said = [_block(block, notes) for block in blocks]
    said += [f"[^{place}]: {_line(note)}" for place, note in enumerate(notes, 1)]
    return "\n\n".join(text for text in said if text) + "\n"


def escape(text: str) -> str:
    """Text that Markdown shows as it is: no markup, no table cells, no links, on one line."""
    safe = _SPECIAL.sub(r"\\\1", visible(text.replace("\r\n", " ").replace("\n", " ")))
    return _ADDRESS.sub(lambda match: f"{match[1] or match[3]}\\{match[2] or match[4]}", safe)


def _line(text: str) -> str:
    """Escaped text that begins a line, where some characters would make a list or a heading of it."""
    return _OPENING.sub(_disarm, escape(text))


def _disarm(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2]}\\" if match[2].isdigit() else f"{match[1]}\\{match[2]}"


def _block(block: Block, notes: Sequence[str]) -> str:
    block = block.table if isinstance(block, Figure) else block
    match block:
        case Heading():
            return f"{'#' * block.level} {escape(block.text)}"
        case Paragraph():
            text = _line(block.text)
            marks = "".join(f"[^{notes.index(note) + 1}]" for note in block.notes)
            return (f"**{text}**" if block.tone in {Tone.STRONG, Tone.WARNING} else text) + marks
        case Bullets():
            return "\n".join(f"- {_line(item)}" for item in block.items)
        case Items():
            return "\n".join(
                f"- **{escape(item.number)} {escape(item.title)}** ({escape(item.figure)})"
                + "".join(f"\n  - {_line(detail)}" for detail in item.details)
                for item in block.items
            )
        case Table():
            return _table(block)
        case PageBreak():
            return ""


def _table(table: Table) -> str:
    lines = [f"**{escape(table.caption)}**", ""] if table.caption else []
    lines += [
        _row([escape(column.spoken or column.head) for column in table.columns]),
        _row([_RULES[column.align] for column in table.columns]),
    ]
    lines += [_row(_band(table, row) if len(row) == 1 else [escape(value.text) for value in row]) for row in table.rows]
    return "\n".join(lines)


def _band(table: Table, row: tuple[Value, ...]) -> list[str]:
    cells = [""] * len(table.columns)
    cells[min(1, len(cells) - 1)] = f"**{escape(row[0].text)}**"
    return cells


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
