"""A written report as a whole: its blocks, and what stands on its cover and in its properties."""

import datetime as dt

from msgspec import Struct

from actionplan.core.issuer import NOBODY, Issuer
from actionplan.i18n import Language
from actionplan.reports.blocks import Block, Figure, Heading, Paragraph


class Document(Struct, frozen=True):
    """A written report, before a format is chosen."""

    title: str
    subtitle: str
    """What it is about, and from when. A line below the title."""
    day: dt.date
    """The day that it describes: the date in the file's properties too, so that the same plans give the same bytes."""
    language: Language
    blocks: tuple[Block, ...]
    """Without the title."""
    issuer: Issuer = NOBODY
    is_example: bool = False
    """Whether any of it is invented: said on every page where there are pages."""
    is_page: bool = False
    """Whether it is to fit a single page, which needs no table of contents."""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Its charts, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Figure))

    @property
    def cover(self) -> tuple[Block, ...]:
        """Its title, what it is about, and who issues it, for formats without a cover of their own."""
        about = " · ".join(filter(None, (self.subtitle, self.issuer.name)))
        return (Heading(1, self.title), *((Paragraph(about),) if about else ()))
