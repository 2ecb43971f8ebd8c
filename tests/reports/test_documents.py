"""Blocks as documents: the first title is the document's, and no level of heading is left out."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from actionplan.reports.blocks import Heading, Paragraph, Tone
from actionplan.reports.documents import as_document
from tests.factories import AS_OF


def _levels(*levels: int, title: str = "") -> list[int]:
    document = as_document([Heading(level, str(level)) for level in levels], AS_OF, title=title)
    return [block.level for block in document.blocks if isinstance(block, Heading)]


def test_the_first_title_is_the_document_s() -> None:
    told = as_document([Heading(1, "Borås"), Paragraph("Allt."), Heading(3, "2016")], AS_OF)
    assert (told.title, told.blocks) == ("Borås", (Paragraph("Allt."), Heading(2, "2016")))


def test_with_a_title_of_its_own_every_other_is_a_chapter() -> None:
    assert _levels(1, 3, 3, 1, 3, 4, title="Alla") == [2, 3, 3, 2, 3, 4]


def test_that_it_is_invented_is_said_once() -> None:
    told = as_document([Heading(1, "Borås"), Paragraph("Allt.")], AS_OF, is_example=True)
    first = told.blocks[0]
    assert isinstance(first, Paragraph)
    assert first.tone is Tone.WARNING
    again = as_document([Heading(1, "Borås"), first, Paragraph("Allt.")], AS_OF, is_example=True)
    assert again.blocks == told.blocks


@given(st.lists(st.integers(1, 6), max_size=12))
def test_no_level_is_left_out(levels: list[int]) -> None:
    told = [1, *_levels(*levels, title="Alla")]
    assert all(after <= before + 1 for before, after in pairwise(told))
    assert all(level > 1 for level in told[1:])
    assert len(told) == len(levels) + 1
