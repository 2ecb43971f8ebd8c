"""A follow-up meeting as written reports: agenda and briefing for all, and a page for each member."""

from collections.abc import Iterator

from actionplan.core.issuer import Issuer
from actionplan.core.meeting import Handout
from actionplan.i18n import _, current_language
from actionplan.reports import meeting_words as words
from actionplan.reports import rollup_sources, rollup_words
from actionplan.reports.blocks import Block, Bullets, Heading, Item, Items, PageBreak, Paragraph, Tone
from actionplan.reports.document import Document
from actionplan.reports.meeting_handout import handout
from actionplan.reports.meeting_page import cover, taken
from actionplan.reports.meeting_points import Point, points
from actionplan.reports.meeting_words import Known
from actionplan.reports.rollup_notes import catalogue_note


def meeting_document(
    known: Known,
    issuer: Issuer,
    *,
    lacks_history: bool = False,
    short: bool = False,
    handouts: bool = True,
    share: float = 1,
) -> Document:
    """Lay out a meeting.

    Args:
        known: the meeting.
        issuer: whose it is.
        lacks_history: whether nothing was saved by the day that is looked back to.
        short: the agenda alone.
        handouts: whether each member's page follows.
        share: how much of an ordinary page a page holds.
    """
    rollup = known.meeting.rollup
    found = points(known)
    blocks = [*_opening(known, lacks_history=lacks_history), *_agenda(found), *_wording(known)]
    if not short:
        blocks += _briefing(known, found)
        if handouts:
            for one in known.meeting.handouts:
                heading = Heading(2, _name(known, one))
                blocks += [PageBreak(), heading]
                blocks += handout(known, one, level=3, around=(taken((heading,)),), share=share)
    return Document(
        title=words.title(known),
        subtitle=words.looking_back(known),
        day=rollup.criteria.as_of,
        language=current_language(),
        blocks=tuple(blocks),
        issuer=issuer,
        is_example=rollup.is_example,
    )


def handout_document(known: Known, one: Handout, issuer: Issuer, *, share: float = 1) -> Document:
    """A member's page as a report of its own.

    Args:
        known: the meeting.
        one: what concerns the member.
        issuer: whose it is.
        share: how much of an ordinary page a page holds.
    """
    rollup = known.meeting.rollup
    title, subtitle = _name(known, one), f"{words.title(known)}. {words.looking_back(known)}."
    above, below = tuple(_example(known)), tuple(_wording(known))
    around = (cover(title, subtitle, issuer), taken((*above, *below)))
    return Document(
        title=title,
        subtitle=subtitle,
        day=rollup.criteria.as_of,
        language=current_language(),
        blocks=(*above, *handout(known, one, around=around, share=share), *below),
        issuer=issuer,
        is_example=rollup.is_example,
        is_page=True,
    )


def _name(known: Known, one: Handout) -> str:
    return _("For {body}").format(body=known.meeting.rollup.name(one.member.body.id))


def _example(known: Known) -> Iterator[Block]:
    if said := rollup_words.example(known.meeting.rollup):
        yield Paragraph(said, Tone.WARNING)


def _opening(known: Known, *, lacks_history: bool) -> Iterator[Block]:
    yield from _example(known)
    for said in words.basis(known, lacks_history=lacks_history):
        yield Paragraph(said)
    if known.warnings:
        yield Bullets(known.warnings)


def _agenda(found: tuple[Point, ...]) -> Iterator[Block]:
    yield Heading(2, _("Agenda"))
    yield Items(tuple(Item(str(place), one.title, one.figure, one.said) for place, one in enumerate(found, 1)))


def _briefing(known: Known, found: tuple[Point, ...]) -> Iterator[Block]:
    rollup = known.meeting.rollup
    yield Heading(2, _("Briefing"))
    for place, one in enumerate(found, 1):
        if one.blocks:
            yield Heading(3, f"{place}. {one.title}")
            yield from one.blocks
    if said := rollup_sources.sentence(rollup):
        yield Paragraph(said)


def _wording(known: Known) -> Iterator[Block]:
    # With the agenda, so that it stands in what is handed out of it alone.
    yield Paragraph(catalogue_note(known.meeting.rollup), Tone.QUIET)
