"""A report as a PDF file that everybody can read: PDF/UA-1 and PDF/A-2a.

The template is fixed, and what a report says reaches it as data: text is never markup there. No fonts but the shipped
ones are used, nothing but the shipped files can be read, and the day is the report's, so that the same report gives
the same bytes on every machine.
"""

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from actionplan.core.errors import BadLogo, NeedsExtra
from actionplan.reports.document import Document
from actionplan.reports.pdf.content import Content
from actionplan.reports.pdf.tags import completed

_HERE = Path(__file__).parent
_OLDEST = (0, 15)
"""The first typst that takes the day of the file and says all that its tags need."""
_STANDARDS: Any = ["a-2a", "ua-1"]
"""Readable for those who listen, and for archives."""


def render(document: Document) -> bytes:
    """A report as a PDF file.

    Raises:
        NeedsExtra: typst is not installed, or is too old.
        BadLogo: the issuer's logo cannot be drawn.
    """
    try:
        import typst
    except ImportError:
        raise NeedsExtra("pdf", "pdf") from None
    if tuple(map(int, typst.__version__.split(".")[:2])) < _OLDEST:  # type: ignore[attr-defined]
        # Installing the extra brings a newer one.
        raise NeedsExtra("pdf", "pdf")
    content = Content(document)
    try:
        return _compile(content)
    except typst.TypstError:
        if not content.without_logo():
            raise
        _compile(content)
        # It is the logo that cannot be drawn.
        logo = document.issuer.logo
        raise BadLogo(logo.source if logo else "", "drawing") from None


def _compile(content: Content) -> bytes:
    """The template's pages with the content on them, and all of their tags."""
    return completed(compiled(content), content.tables)


def compiled(content: Content) -> bytes:
    """The pages as typst makes them."""
    import typst

    day = dt.datetime.combine(content.day, dt.time(), dt.UTC)
    # Files are given as they are: nothing is written, and nothing outside the package's own folder can be read.
    files: Any = {"main.typ": _template(), "report.json": msgspec.json.encode(content.data), **content.pictures}
    made = typst.compile(
        files,
        root=_HERE,
        font_paths=_fonts(),
        format="pdf",
        pdf_standards=_STANDARDS,
        timestamp=day,
    )
    return bytes(made)


@cache
def _template() -> bytes:
    return (_HERE / "report.typ").read_bytes()


@cache
def _fonts() -> Any:
    """The shipped fonts and no others: neither the machine's nor those of whichever typst is installed."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_HERE / "fonts")])
