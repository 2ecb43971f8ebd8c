"""A roll-up as a written report for boards, committees and citizens: the same for every format that is read."""

from collections.abc import Sequence

from actionplan.core.issuer import NOBODY, Issuer
from actionplan.core.rollup import RollUp
from actionplan.core.trend import Trend
from actionplan.i18n import _, current_language
from actionplan.reports import rollup_sources
from actionplan.reports import rollup_words as words
from actionplan.reports.blocks import Block, Bullets, Heading, PageBreak, Paragraph, Table
from actionplan.reports.decisions import decisions
from actionplan.reports.document import Document
from actionplan.reports.rollup_charts import areas_figure, matrix_figure, members_figure, overlap_figure
from actionplan.reports.rollup_document import broken
from actionplan.reports.rollup_notes import notes
from actionplan.reports.rollup_opening import has_figures, opening
from actionplan.reports.rollup_overlap import overlap
from actionplan.reports.rollup_tables import MANY, attention, counts, matrix, unreadable
from actionplan.reports.trend_charts import trend_figure
from actionplan.reports.trend_words import headline as trend_headline


def report(
    rollup: RollUp,
    *,
    trend: Trend | None = None,
    issuer: Issuer = NOBODY,
    short: bool = False,
    abbreviated: bool = False,
) -> Document:
    """Lay out a roll-up as a report.

    Args:
        rollup: what it says.
        trend: how the work has gone over time; ``None`` leaves that out.
        issuer: whose report it is.
        short: on two pages: the sentence, what is joint, what to decide on, and the matrix.
        abbreviated: with short names of members above the matrix of a short report.
    """
    title, about = words.title(rollup), rollup.catalogue.about.name(current_language())
    if issuer.title:
        title, about = issuer.title, f"{title} · {about}"
    if short:
        from actionplan.reports import rollup_short
        from actionplan.reports.paper import title_height

        above = title_height(title, f"{about} · {issuer.name}", has_logo=issuer.logo is not None)
        blocks = rollup_short.short(rollup, above=above, abbreviated=abbreviated)
    else:
        blocks = _whole(rollup, trend)
    return Document(
        title=title,
        subtitle=about,
        day=rollup.criteria.as_of,
        language=current_language(),
        blocks=tuple(blocks),
        issuer=issuer,
        is_example=rollup.is_example,
    )


def _whole(rollup: RollUp, trend: Trend | None) -> list[Block]:
    blocks = opening(rollup)
    if has_figures(rollup):
        blocks += decisions(rollup)
        # What is to be decided on stands with the figures, as the page that is read.
        blocks.append(PageBreak())
        blocks += _overlap(rollup)
        blocks += _matrix(rollup)
        blocks += _development(trend) if trend else []
        blocks += _counts(rollup)
        blocks += attention(rollup, brief=False)
        blocks += unreadable(broken(rollup))
    blocks += [Heading(2, _("About the figures")), Bullets(notes(rollup))]
    return [*blocks, *rollup_sources.table(rollup)]


def _overlap(rollup: RollUp) -> list[Block]:
    heading, *rest = overlap(rollup, brief=False)
    figure = overlap_figure(rollup)
    return [heading, *([figure] if figure else []), *rest]


def _matrix(rollup: RollUp) -> list[Block]:
    blocks = list(matrix(rollup, brief=False))
    place = next((place for place, block in enumerate(blocks) if isinstance(block, Table)), None)
    if place is not None and isinstance(table := blocks[place], Table):
        blocks[place] = matrix_figure(rollup, table)
    return blocks


def _counts(rollup: RollUp) -> list[Block]:
    blocks = list(counts(rollup, brief=False))
    places = [place for place, block in enumerate(blocks) if isinstance(block, Table)]
    for place, make in ((places[0], areas_figure), (places[-1], members_figure)):
        table = blocks[place]
        # Bars for very many members would be pages of them.
        if isinstance(table, Table) and (make is areas_figure or len(rollup.members) <= MANY):
            blocks[place] = make(rollup, table)
    return blocks


def _development(trend: Trend) -> Sequence[Block]:
    figure = trend_figure(trend)
    if figure is None:
        return ()
    return (Heading(2, _("Development")), Paragraph(trend_headline(trend)), figure)
