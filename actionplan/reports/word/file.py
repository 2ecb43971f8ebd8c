"""A report as a Word file."""

from collections.abc import Sequence
from typing import Any

from actionplan.core.errors import BadTemplate
from actionplan.reports.blocks import Block, Heading
from actionplan.reports.document import Document
from actionplan.reports.word.body import Body, Part, contents, cover, joined
from actionplan.reports.word.fitting import Page, fit, pages_of
from actionplan.reports.word.furniture import furnish, laid, page_of, text_widths
from actionplan.reports.word.logo import placed
from actionplan.reports.word.looks import Looks
from actionplan.reports.word.notes import Notes
from actionplan.reports.word.package import closed
from actionplan.reports.word.properties import tell
from actionplan.reports.word.styles import ensure_styles
from actionplan.reports.word.template import begin, has_picture

_MANY = 5
"""A report with at least so many headings of the first level has a table of contents."""


def render(document: Document, *, template: bytes | None = None) -> bytes:
    """Write a report as a Word file.

    Args:
        document: what it says.
        template: a Word file whose styles, page, headers and footers it takes over; what the file says is left out.

    Raises:
        BadTemplate: the template cannot be used.
    """
    file, page, ids, looks, notes = _begun(document, template)
    body = Body(file, ids, notes, page, looks, fits=bool(pages_of(document)))
    # A template that shows a picture on its pages shows its own logo.
    picture = "" if has_picture(file) else placed(file, document.issuer, body.picture())
    first = cover(document.title, document.subtitle, document.issuer.name, ids, picture)
    opening, rest = _split(document.blocks)
    begun, followed = body.parts(opening), body.parts(rest)
    many = not document.is_page and sum(title.level == 1 for title in body.titles) >= _MANY
    listed = contents(body.titles, ids) if many else ""
    furnish(file, document, ids)
    content = laid(file, joined([Part(first), *begun, Part(listed), *followed]))
    notes.write()
    tell(file, document)
    return closed(file, content)


def _begun(document: Document, template: bytes | None) -> tuple[Any, Page, dict[str, str], Looks, Notes]:
    """The file without its text, the room for that, the styles' ids by name, their looks, and the footnotes."""
    try:
        file = begin(template)
        ids = ensure_styles(file, document.language, text_widths(file)[0])
        page = page_of(file, document, Looks(file, ids))
        return file, page, ids, fit(file, ids, document, page), Notes(file, ids)
    except Exception as error:
        if template is None:
            raise
        # A file can be broken anywhere, and each of its readers fails in its own way.
        raise BadTemplate from error


def _split(blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """What stands before the first heading, and the rest: the contents stand between."""
    first = next((place for place, block in enumerate(blocks) if isinstance(block, Heading)), len(blocks))
    return blocks[:first], blocks[first:]
