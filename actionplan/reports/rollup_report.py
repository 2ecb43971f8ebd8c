"""A roll-up as a written report for boards, committees and citizens: the same for every format that is read."""

from collections.abc import Sequence

from actionplan.core.issuer import NOBODY, Issuer
from actionplan.core.rollup import RollUp
from actionplan.core.trend import Trend
from actionplan.i18n import _, current_language
from actionplan.reports import rollup_sources, rollup_standing
from actionplan.reports import rollup_words as words
from actionplan.reports.blocks import (
    Block,
    Bullets,
    Column,
    Heading,
    PageBreak,
    Paragraph,
    Table,
    Tone,
    Value,
)
from actionplan.reports.decisions import decisions
from actionplan.reports.document import Document
from actionplan.reports.rollup_charts import areas_figure, matrix_figure, members_figure, overlap_figure
from actionplan.reports.rollup_document import broken, figures, warnings
from actionplan.reports.rollup_notes import catalogue_note, notes
from actionplan.reports.rollup_overlap import overlap
from actionplan.reports.rollup_tables import (
    MANY,
    attention,
    counts,
    matrix,
    proposal_columns,
    proposal_values,
    unreadable,
)
from actionplan.reports.trend_charts import trend_figure
from actionplan.reports.trend_words import headline as trend_headline
from actionplan.wording.figures import of

_JOINT = 8
"""How many candidates for joint work a short report lists."""


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
    return Document(
        title=issuer.title or title,
        subtitle=f"{title} · {about}" if issuer.title else about,
        day=rollup.criteria.as_of,
        language=current_language(),
        blocks=tuple(_short(rollup, abbreviated=abbreviated) if short else _whole(rollup, trend)),
        issuer=issuer,
        is_example=rollup.is_example,
    )


def _opening(rollup: RollUp) -> list[Block]:
    blocks: list[Block] = []
    if said := words.example(rollup):
        blocks.append(Paragraph(said, Tone.WARNING))
    if chosen := words.selection(rollup):
        blocks.append(Paragraph(" ".join(chosen)))
    if stood := rollup_standing.sentences(rollup):
        blocks.append(Paragraph(" ".join(stood)))
    told = tuple(filter(None, (catalogue_note(rollup), words.example(rollup))))
    blocks.append(Paragraph(words.headline(rollup), Tone.STRONG, told))
    blocks += figures(rollup)
    if said := words.not_reported(rollup, words.NAMES):
        blocks.append(Paragraph(said))
    if said := rollup_sources.sentence(rollup):
        blocks.append(Paragraph(said))
    return [*blocks, *warnings(rollup)]


def _has_figures(rollup: RollUp) -> bool:
    return bool(rollup.headline.reported.part and rollup.proposals)


def _whole(rollup: RollUp, trend: Trend | None) -> list[Block]:
    blocks = _opening(rollup)
    if _has_figures(rollup):
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


def _short(rollup: RollUp, *, abbreviated: bool) -> list[Block]:
    blocks = _opening(rollup)
    if _has_figures(rollup):
        blocks += _short_overlap(rollup)
        blocks += decisions(rollup)
        blocks.append(PageBreak())
        blocks += matrix(rollup, brief=abbreviated or len(rollup.members) > MANY)
    return blocks


def _short_overlap(rollup: RollUp) -> list[Block]:
    """What can be done together, in a table and a few sentences."""
    found = rollup.overlap.joint[:_JOINT]
    blocks: list[Block] = [Heading(2, _("What we can do together"))]
    whole = rollup.headline.reported.part
    if found:
        columns = (*proposal_columns(), Column(_("Picked by"), align=">"))
        rows = tuple((*proposal_values(rollup, one.proposal), Value(of(one.counts.picked, whole))) for one in found)
        blocks.append(Table(columns, rows, stub=2))
    at_least = words.counted(words.kind_of(rollup), rollup.criteria.k)
    if rest := rollup.overlap.joint[_JOINT:]:
        text = _("Also picked by at least {members}: {proposals}.")
        blocks.append(Paragraph(text.format(members=at_least, proposals=words.listed([one.proposal for one in rest]))))
    if not found:
        text = _("No proposal is picked by at least {members} and led jointly by nobody.")
        blocks.append(Paragraph(text.format(members=at_least)))
    if led := rollup.overlap.led:
        text = _("Led jointly already: {proposals}.")
        blocks.append(Paragraph(text.format(proposals=words.listed([one.proposal for one in led]))))
    if unpicked := rollup.overlap.unpicked:
        text = _("Picked by nobody: {proposals}.")
        blocks.append(Paragraph(text.format(proposals=words.listed([one.proposal for one in unpicked]))))
    return blocks
