"""A roll-up as an Excel workbook: its sheets in their order."""

from actionplan.core.issuer import NOBODY, Issuer
from actionplan.core.rollup import RollUp
from actionplan.core.trend import Trend
from actionplan.i18n import current_language
from actionplan.reports import rollup_words as words
from actionplan.reports.document import Document
from actionplan.reports.workbook import counts, definitions, development, matrix, overlap, picks, summary
from actionplan.reports.workbook.book import Book


def render(rollup: RollUp, trend: Trend | None = None, issuer: Issuer = NOBODY) -> bytes:
    """The roll-up as a workbook. The same roll-up gives the same bytes.

    Args:
        rollup: what it says.
        trend: how the work has gone over time; ``None`` leaves that sheet out.
        issuer: whose report it is.

    Raises:
        BadLogo: the issuer's logo cannot be shown.
    """
    title, about = words.title(rollup), rollup.catalogue.about.name(current_language())
    book = Book(
        Document(
            title=issuer.title or title,
            subtitle=f"{title} · {about}" if issuer.title else about,
            day=rollup.criteria.as_of,
            language=current_language(),
            blocks=(),
            issuer=issuer,
            is_example=rollup.is_example,
        )
    )
    sheets = (matrix, picks, overlap, counts, *((development,) if trend else ()), definitions)
    summary.write(book, rollup, [(sheet.name(), sheet.about()) for sheet in sheets])
    matrix.write(book, rollup)
    picks.write(book, rollup)
    overlap.write(book, rollup)
    counts.write(book, rollup)
    if trend:
        development.write(book, trend)
    definitions.write(book, rollup)
    return book.finished()
