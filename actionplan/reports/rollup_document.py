"""A roll-up as blocks: its parts in their order, decided once for the formats that are read from top to bottom."""

from actionplan.core.rollup import RollUp
from actionplan.i18n import _
from actionplan.reports import rollup_sources, rollup_standing
from actionplan.reports import rollup_words as words
from actionplan.reports.blocks import Block, Bullets, Column, Heading, Paragraph, Room, Table, Tone, Value
from actionplan.reports.rollup_notes import notes
from actionplan.reports.rollup_overlap import overlap
from actionplan.reports.rollup_tables import attention, counts, matrix, unreadable
from actionplan.wording.figures import number, percent


def document(rollup: RollUp, *, brief: bool) -> tuple[Block, ...]:
    """Lay out a roll-up.

    Args:
        rollup: what it says.
        brief: for the terminal: cut long lists, abbreviate the names of columns.
    """
    blocks: list[Block] = [Heading(1, words.title(rollup))]
    if said := words.example(rollup):
        blocks.append(Paragraph(said, Tone.WARNING))
    if chosen := words.selection(rollup):
        blocks.append(Paragraph(" ".join(chosen)))
    if stood := rollup_standing.sentences(rollup):
        blocks.append(Paragraph(" ".join(stood)))
    blocks.append(Paragraph(words.headline(rollup), Tone.STRONG))
    blocks += figures(rollup)
    if said := words.not_reported(rollup, words.NAMES):
        blocks.append(Paragraph(said))
    if said := rollup_sources.sentence(rollup):
        blocks.append(Paragraph(said))
    blocks += warnings(rollup)
    if rollup.headline.reported.part and rollup.proposals:
        blocks += overlap(rollup, brief=brief)
        blocks += matrix(rollup, brief=brief)
        blocks += counts(rollup, brief=brief)
        blocks += attention(rollup, brief=brief)
        blocks += unreadable(broken(rollup))
    blocks += [Heading(2, _("About the figures")), Bullets(notes(rollup))]
    blocks += rollup_sources.table(rollup)
    return tuple(blocks)


def broken(rollup: RollUp) -> tuple[str, ...]:
    """The files that cannot be read, or only in part, each in a sentence."""
    attend = rollup.attention
    return (
        *(words.unreadable(rollup, one) for one in attend.unreadable),
        *(words.faulty(rollup, one) for one in attend.faulty),
    )


def warnings(rollup: RollUp) -> tuple[Block, ...]:
    """What is missing from the figures; nothing when all is counted."""
    said = (
        *rollup_sources.troubles(rollup),
        *broken(rollup),
        *(words.unknown(one) for one in rollup.notes.unknown),
        *(words.aside(*one) for one in rollup.notes.aside),
    )
    return (Bullets(said),) if said else ()


def figures(rollup: RollUp) -> tuple[Block, ...]:
    """The figures that come first."""
    head = rollup.headline
    reported = _("{part} of {members}").format(
        part=number(head.reported.part), members=words.counted(words.kind_of(rollup), head.reported.whole)
    )
    figures = (
        (_("Have reported"), reported, head.reported),
        (_("Picked by at least one"), words.of_proposals(head.picked.part, head.picked.whole), head.picked),
        (_("Overdue"), words.of_picked(head.overdue.part, head.overdue.whole), head.overdue),
        (_("Without owner"), words.of_picked(head.unowned.part, head.unowned.whole), head.unowned),
        (_("Without recent follow-up"), words.of_picked(head.stale.part, head.stale.whole), head.stale),
    )
    columns = (Column(_("Figure"), room=Room.WRAP), Column(_("Count")), Column(_("Share"), align=">"))
    rows = tuple((Value(name), Value(said), Value(percent(share.part, share.whole))) for name, said, share in figures)
    return (
        Table(columns, rows),
        Paragraph(_("A picked proposal is counted once for each member that has picked it."), Tone.QUIET),
    )
