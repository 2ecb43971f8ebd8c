"""Footnotes for formats that have none of their own: numbered marks in the text, and the notes in order."""

from collections.abc import Sequence

from msgspec.structs import replace

from actionplan.reports.blocks import Block, Paragraph

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def superscript(number: int) -> str:
    """A footnote's mark."""
    return str(number).translate(_SUPERSCRIPTS)


def collected(blocks: Sequence[Block]) -> tuple[str, ...]:
    """All notes, each once, in the order in which they are first met."""
    return tuple(dict.fromkeys(note for block in blocks if isinstance(block, Paragraph) for note in block.notes))


def numbered(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks with marks written into their text, and the notes that the marks stand for, the first for ``¹``."""
    notes = collected(blocks)
    return tuple(_marked(block, notes) for block in blocks), notes


def _marked(block: Block, notes: Sequence[str]) -> Block:
    if not isinstance(block, Paragraph) or not block.notes:
        return block
    marks = "\u202f".join(superscript(notes.index(note) + 1) for note in block.notes)
    return replace(block, text=f"{block.text}{marks}", notes=())
