"""Blocks that were laid out for the screen, as a document for every format that is read."""

import datetime as dt
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from actionplan.core.issuer import NOBODY, Issuer
from actionplan.i18n import _, current_language
from actionplan.reports.blocks import Block, Heading, Paragraph, Tone
from actionplan.reports.document import Document


def as_document(
    blocks: Sequence[Block], day: dt.date, *, title: str = "", issuer: Issuer = NOBODY, is_example: bool = False
) -> Document:
    """A document of blocks.

    Args:
        blocks: with their headings, in order.
        day: the day that they describe.
        title: what it is called; else its first heading of all is the title. Other such headings are those of chapters.
        issuer: whose it is.
        is_example: whether any of it is invented.
    """
    rest = list(blocks)
    if not title:
        place = next((place for place, block in enumerate(rest) if _is_title(block)), None)
        heading = rest.pop(place) if place is not None else None
        title = heading.text if isinstance(heading, Heading) else issuer.title
    return Document(
        title=title,
        subtitle="",
        day=day,
        language=current_language(),
        blocks=(*_marked(rest, is_example=is_example), *_nested(rest)),
        issuer=issuer,
        is_example=is_example,
    )


def _is_title(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == 1


def _marked(blocks: Sequence[Block], *, is_example: bool) -> Iterator[Block]:
    """That the plans are invented, unless it is said already: a document may be read far from the screen."""
    several = _("Example data: nothing here is a decision of the bodies named.")
    said = {several, _("Example data: nothing here is a decision of the body named.")}
    if is_example and not any(isinstance(block, Paragraph) and block.text in said for block in blocks):
        yield Paragraph(several, Tone.WARNING)


def _nested(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with headings below the title, none of which leaves out a level: for those who jump by headings."""
    above: list[int] = []
    for block in blocks:
        if isinstance(block, Heading):
            above = [*(level for level in above if level < block.level), block.level]
            yield replace(block, level=len(above) + 1)
        else:
            yield block
