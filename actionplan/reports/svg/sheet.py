"""All charts of a report below each other, in one SVG file."""

from actionplan.i18n import _
from actionplan.reports.blocks import Paragraph, Tone
from actionplan.reports.document import Document
from actionplan.reports.footnotes import collected
from actionplan.reports.svg.chart import WIDTH, placed
from actionplan.reports.svg.colors import LIGHT, Colors
from actionplan.reports.svg.marks import Setting, block, element, escape, group, units
from actionplan.reports.svg.text import FONT

_EDGE = 40
_TITLE = Setting(WIDTH, 24, 30, bold=True)
_ABOUT = Setting(WIDTH, 14, 19)
_WARNING = Setting(WIDTH - 28, 13, 18, bold=True)
_HEADING = Setting(WIDTH, 17, 23, bold=True)
_NOTE = Setting(WIDTH, 11, 15)


def render(document: Document) -> str:
    """The report's charts as one file for a screen or for print, on a light ground.

    What is to be said beside any of the charts stands on the sheet: that plans are invented, and whose wording it is.
    """
    sheet = _Sheet(LIGHT)
    sheet.text(document.title, _TITLE)
    sheet.text(" · ".join(filter(None, (document.subtitle, document.issuer.name))), _ABOUT, after=10)
    warnings = _warnings(document)
    for said in warnings:
        sheet.warning(said)
    for place, figure in enumerate(document.figures, 1):
        sheet.y += 26
        sheet.text(figure.title, _HEADING, after=10)
        drawn, height = placed(figure, LIGHT, ids=f"f{place}-", x=_EDGE, y=sheet.y)
        sheet.add(drawn, height)
    if not document.figures:
        sheet.text(_("There is nothing to draw: no plan has figures to show."), _ABOUT)
    sheet.y += 26
    for note in collected(document.blocks):
        if note not in warnings:
            sheet.text(note, _NOTE, after=4, fill=LIGHT.quiet)
    return _file(document, sheet)


def _warnings(document: Document) -> tuple[str, ...]:
    """What is marked as a warning in the report; that some of it is invented, in any case."""
    told = [one.text for one in document.blocks if isinstance(one, Paragraph) and one.tone is Tone.WARNING]
    if document.is_example and not told:
        told.append(_("Contains example data"))
    return tuple(dict.fromkeys(told))


class _Sheet:
    """A sheet that is filled from the top."""

    def __init__(self, colors: Colors) -> None:
        self.colors = colors
        self.y: float = _EDGE
        self.content: list[str] = []

    def add(self, content: str, height: float) -> None:
        """Put something at the present height, and go on below it."""
        self.content.append(content)
        self.y += height

    def text(self, words: str, how: Setting, *, after: float = 4, fill: str = "") -> None:
        """Put a paragraph."""
        if words:
            drawing = block(words, _EDGE, self.y + how.size, how, fill=fill or self.colors.text)
            self.add(drawing.content, drawing.height + after)

    def warning(self, words: str) -> None:
        """Put a paragraph in a box of its own."""
        said = block(words, _EDGE + 14, self.y + 10 + _WARNING.size, _WARNING, fill=self.colors.ink(Tone.WARNING))
        box = element(
            "rect",
            x=_EDGE + 0.5,
            y=self.y + 0.5,
            width=WIDTH - 1,
            height=said.height + 17,
            fill=self.colors.fill(Tone.WARNING),
            stroke=self.colors.edge(Tone.WARNING),
        )
        self.add(group(box, said.content), said.height + 26)


def _file(document: Document, sheet: _Sheet) -> str:
    wide, high = WIDTH + 2 * _EDGE, units(sheet.y + _EDGE - 10)
    told = ". ".join((document.subtitle, *(figure.title for figure in document.figures)))
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}"'
        f' lang="{document.language}" xml:lang="{document.language}" role="group" aria-labelledby="title"'
        f' aria-describedby="desc" font-family="{FONT}">'
    )
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        head,
        f'<title id="title">{escape(document.title)}</title>',
        f'<desc id="desc">{escape(told)}</desc>',
        element("rect", width="100%", height="100%", fill=sheet.colors.ground),
        *sheet.content,
        "</svg>",
    )
    return "\n".join(lines) + "\n"
