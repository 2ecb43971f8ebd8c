"""A roll-up for the terminal: fits the width, is plain text when piped, and uses colour to repeat what letters say."""

from actionplan.core.rollup import RollUp
from actionplan.reports.drawing import draw
from actionplan.reports.rollup_document import document


def render(rollup: RollUp, *, width: int = 80, color: bool = False) -> str:
    """The roll-up as lines of text.

    Args:
        rollup: what to say.
        width: columns of the terminal.
        color: whether to colour it.
    """
    return draw(document(rollup, brief=True), width=width, color=color)
