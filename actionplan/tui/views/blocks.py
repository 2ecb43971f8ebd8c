"""A report's blocks, drawn in the theme's colours."""

from collections.abc import Iterator, Sequence

from actionplan.reports.blocks import Block, Tone
from actionplan.reports.drawing import lines_of
from actionplan.tui.widgets.page import Writing
from actionplan.tui.widgets.paint import Line

PAINT_OF = {
    Tone.PLAIN: "plain",
    Tone.STRONG: "strong",
    Tone.QUIET: "quiet",
    Tone.WARNING: "late",
    Tone.DONE: "done",
    Tone.OVER_HALF: "over-half",
    Tone.STARTED: "started",
    Tone.NOT_STARTED: "not-started",
    Tone.AGAINST: "against",
}
"""The paint of each tone."""
WIDEST = 100
"""Columns beyond which lines are hard to read."""


def blocks_writing(blocks: Sequence[Block]) -> Writing:
    """Blocks to read."""

    def write(width: int) -> Sequence[Line]:
        return tuple(painted(blocks, min(width - 1, WIDEST)))

    return write


def painted(blocks: Sequence[Block], width: int) -> Iterator[Line]:
    """The lines of blocks."""
    for line in lines_of(blocks, width):
        yield tuple((text, _paint(text, tone)) for text, tone in line)


def _paint(text: str, tone: Tone) -> str:
    # A blank before or after a letter is no part of its block.
    return PAINT_OF[tone] if text.strip() or tone is Tone.PLAIN else "plain"
