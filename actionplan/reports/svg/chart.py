"""A figure's chart as an SVG element."""

import re

from actionplan.reports.blocks import Bars, Figure, Grid, Pillars
from actionplan.reports.svg import bars
from actionplan.reports.svg.colors import LIGHT, Colors
from actionplan.reports.svg.marks import Drawing, element, escape, units
from actionplan.reports.svg.paint import Paint
from actionplan.reports.svg.text import FONT

WIDTH = 720
_NOT_AN_ID = re.compile("[^A-Za-z0-9_-]+")


def draw(figure: Figure, colors: Colors = LIGHT, *, ids: str = "") -> str:
    """The chart as one ``<svg>`` element, for a page or a file of its own.

    Args:
        figure: what to draw. Its title and description are there for those who listen; neither is drawn.
        colors: those of paper, of a dark screen, or `VARIABLES` for a page with the style sheet `colors.css`.
        ids: what the ids begin with, so that several charts can stand on one page.
    """
    return placed(figure, colors, ids=ids)[0]


def placed(figure: Figure, colors: Colors, *, ids: str = "", x: float = 0, y: float = 0) -> tuple[str, float]:
    """The chart's element at a place in a larger drawing, and its height."""
    own = _NOT_AN_ID.sub("-", f"{ids}{figure.key}-")
    drawing = _drawing(figure, Paint(colors, own))
    named = f'<title id="{own}title">{escape(figure.title)}</title>'
    described = f'<desc id="{own}desc">{escape(figure.description)}</desc>' if figure.description else ""
    inside = f"\n{named}{described}\n{drawing.content}\n"
    place: dict[str, str | float] = {"x": x, "y": y} if x or y else {}
    drawn = element(
        "svg",
        inside,
        xmlns="http://www.w3.org/2000/svg",
        class_="chart",
        **place,
        width=WIDTH,
        height=drawing.height,
        viewBox=f"0 0 {WIDTH} {units(drawing.height)}",
        role="img",
        aria_labelledby=f"{own}title",
        aria_describedby=f"{own}desc" if described else "",
        font_family=FONT,
    )
    return drawn, drawing.height


def _drawing(figure: Figure, paint: Paint) -> Drawing:
    match figure.chart:
        case Bars() as chart:
            return bars.draw(chart, paint, WIDTH)
        case Pillars() as chart:
            from actionplan.reports.svg import pillars

            return pillars.draw(chart, paint, WIDTH)
        case Grid() as chart:
            from actionplan.reports.svg import grid

            return grid.draw(chart, paint, WIDTH)
