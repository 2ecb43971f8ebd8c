"""A written report in any format that is read from top to bottom. Nothing is loaded for a format before it is asked.

The same document gives the same bytes: no clock, no user's name, no path goes into a file.
"""

from msgspec import Struct

from actionplan.reports.document import Document
from actionplan.reports.formats import NO_TERMINAL


class Manner(Struct, frozen=True):
    """How a report is written, where its format leaves a choice."""

    width: int = NO_TERMINAL
    """Columns of a text."""
    color: bool = False
    """Whether to colour a text."""
    template: bytes | None = None
    """The Word file whose styles, headers and footers a Word report takes over."""


PLAIN = Manner()


def write(document: Document, form: str, manner: Manner = PLAIN) -> str | bytes:
    """A report in one of the written formats, or its charts alone.

    Args:
        document: what it says.
        form: one of `WRITTEN`, or ``svg`` for the charts.
        manner: how it is written.

    Raises:
        NeedsExtra: the format needs something that is not installed.
        BadTemplate: the Word file cannot be used.
    """
    match form:
        case "html":
            from actionplan.reports.html import page

            return page.render(document)
        case "docx":
            from actionplan.reports.word import file

            return file.render(document, template=manner.template)
        case "pdf":
            from actionplan.reports.pdf import file as pdf

            return pdf.render(document)
        case "md":
            from actionplan.reports import markdown

            return markdown.render(document)
        case "svg":
            from actionplan.reports.svg import sheet

            return sheet.render(document)
        case _:
            from actionplan.reports.drawing import draw

            return draw((*document.cover, *document.blocks), width=manner.width, color=manner.color)
