"""What a roll-up begins with as a written report: the sentence, the figures, and what is missing from them."""

from actionplan.core.rollup import RollUp
from actionplan.i18n import _
from actionplan.reports import rollup_sources, rollup_standing
from actionplan.reports import rollup_words as words
from actionplan.reports.blocks import Block, Bullets, Paragraph, Tone
from actionplan.reports.rollup_document import figures, warnings
from actionplan.reports.rollup_notes import catalogue_note
from actionplan.wording.figures import number


def opening(rollup: RollUp, *, silent: int = words.NAMES, warned: int | None = None) -> list[Block]:
    """The first part of a report.

    Args:
        rollup: what it says.
        silent: how many of those that have not reported are named; the rest are counted.
        warned: how many warnings are told, where the rest are only counted.
    """
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
    if said := words.not_reported(rollup, silent):
        blocks.append(Paragraph(said))
    if said := rollup_sources.sentence(rollup):
        blocks.append(Paragraph(said))
    return [*blocks, *(_cut(block, warned) for block in warnings(rollup))]


def has_figures(rollup: RollUp) -> bool:
    """Whether there is anything to tell of beyond who has reported."""
    return bool(rollup.headline.reported.part and rollup.proposals)


def _cut(block: Block, most: int | None) -> Block:
    # One that is left out takes as much room as the sentence that counts it.
    if most is None or not isinstance(block, Bullets) or len(block.items) <= most + 1:
        return block
    text = _("And {count} more, which the whole report shows.")
    return Bullets((*block.items[:most], text.format(count=number(len(block.items) - most))))
