"""The letters within a part of a bar."""

from actionplan.reports.blocks import Part
from actionplan.reports.svg.marks import element, escape
from actionplan.reports.svg.text import shown, width
from actionplan.wording.figures import number


def inside(part: Part, value: int, room: float, size: float) -> str:
    """What fits within a part of a bar, as markup: its letter and number, its letter, or nothing."""
    letter, count = shown(part.letter), number(value)
    letter_width = width(letter, size, bold=True)
    if letter_width + width(f" {count}", size) <= room:
        return f"{element('tspan', escape(letter), font_weight='700')} {count}"
    if letter_width <= room:
        return element("tspan", escape(letter), font_weight="700")
    return ""
