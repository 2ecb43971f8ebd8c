"""A roll-up on two pages: the sentence, what is joint and what to decide on; then the matrix.

The first page holds as much of each as there is room for. What is left out is counted there, and stands in the whole
report.
"""

from msgspec import Struct

from actionplan.core.rollup import RollUp
from actionplan.i18n import _, ngettext
from actionplan.reports import rollup_words as words
from actionplan.reports.blocks import Block, Bullets, Column, Heading, PageBreak, Paragraph, Table, Value
from actionplan.reports.decisions import decisions
from actionplan.reports.paper import PAGE, height
from actionplan.reports.rollup_opening import has_figures, opening
from actionplan.reports.rollup_tables import MANY, matrix, proposal_columns, proposal_values
from actionplan.wording.figures import number, of


class Limits(Struct, frozen=True):
    """How much of everything is told before the rest is counted."""

    joint: int
    """Candidates for joint work in the table."""
    titles: int
    """Those of them that the question names with their titles."""
    named: int
    """Of anything else that a question names."""
    silent: int
    """Members that have not reported."""
    warned: int
    """Files that cannot be read, and their like."""


_LIMITS = (
    Limits(8, 5, 8, 12, 6),
    Limits(6, 4, 6, 8, 4),
    Limits(5, 3, 5, 6, 3),
    Limits(4, 3, 4, 5, 2),
    Limits(3, 2, 3, 4, 2),
    Limits(3, 2, 2, 4, 1),
)


def short(rollup: RollUp, *, above: float, abbreviated: bool) -> list[Block]:
    """A roll-up on two pages.

    Args:
        rollup: what it says.
        above: how high the report's title is, in points.
        abbreviated: with short names of members above the matrix.
    """
    blocks = _first_page(rollup, PAGE - above)
    if has_figures(rollup):
        blocks.append(PageBreak())
        blocks += matrix(rollup, brief=abbreviated or len(rollup.members) > MANY)
    return blocks


def _first_page(rollup: RollUp, room: float) -> list[Block]:
    for limits in _LIMITS:
        blocks = _within(rollup, limits)
        if height(blocks) <= room:
            return blocks
    *before, questions = blocks
    if not isinstance(questions, Bullets):
        return blocks
    asked = questions.items
    for kept in range(len(asked) - 1, 0, -1):
        blocks = [*before, Bullets((*asked[:kept], _more_questions(len(asked) - kept)))]
        if height(blocks) <= room:
            break
    return blocks


def _within(rollup: RollUp, limits: Limits) -> list[Block]:
    blocks = opening(rollup, silent=limits.silent, warned=limits.warned)
    if has_figures(rollup):
        blocks += _overlap(rollup, limits.joint)
        blocks += decisions(rollup, titles=limits.titles, named=limits.named)
    return blocks


def _more_questions(count: int) -> str:
    text = ngettext(
        "And {count} more question, which the whole report asks.",
        "And {count} more questions, which the whole report asks.",
        count,
    )
    return text.format(count=number(count))


def _overlap(rollup: RollUp, most: int) -> list[Block]:
    """What can be done together, in a table and a few sentences."""
    found = rollup.overlap.joint[:most]
    whole = rollup.headline.reported.part
    blocks: list[Block] = [Heading(2, _("What we can do together"))]
    if found:
        columns = (*proposal_columns(), Column(_("Picked by"), align=">"))
        rows = tuple((*proposal_values(rollup, one.proposal), Value(of(one.counts.picked, whole))) for one in found)
        blocks.append(Table(columns, rows, stub=2))
    at_least = words.counted(words.kind_of(rollup), rollup.criteria.k)
    if rest := rollup.overlap.joint[most:]:
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
