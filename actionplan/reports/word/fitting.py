"""Reports that are to fit a page or two: spaces and letters are made smaller, step by step, until they do."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, structs

from actionplan.reports.blocks import Block, Figure, Heading, PageBreak, Paragraph, Table
from actionplan.reports.document import Document
from actionplan.reports.word.heights import Heights
from actionplan.reports.word.look import CELL, FONT, LEAD, NOTE, WARNING
from actionplan.reports.word.looks import Cap, Looks
from actionplan.reports.word.markup import qualified
from actionplan.reports.word.measures import CLOSE, DENSITIES, ORDINARY, OWN, Layout, layout, stands

_TALL = 30
"""A table of more rows has them closer together, and a page of its own where it can."""
_SPARE = 240
"""What is kept free at the foot of a page: no estimate is right to the last point."""
_BEFORE_MARGINS = 3
"""How far a table is made denser before its page's margins are."""
_CLOSER: Mapping[str, Cap] = {
    "Title": Cap(0, 60, 240),
    "Subtitle": Cap(0, 140, 240),
    "heading 1": Cap(240, 70, 252),
    "heading 2": Cap(160, 50, 252),
    "heading 3": Cap(130, 40, 252),
    "Normal": Cap(0, 80, 252),
    "List Bullet": Cap(0, 50, 252),
    "List Bullet 2": Cap(0, 25, 252),
    LEAD: Cap(100, 80, 252),
    WARNING: Cap(50, 90, 252),
    NOTE: Cap(50, 70, 240),
    "caption": Cap(120, 60, 240),
    "footnote text": Cap(0, 20, 240),
}
_SIZES = {"Title": 40, "Subtitle": 21, "heading 1": 28, "heading 2": 23, "heading 3": 20, LEAD: 24, "footnote text": 16}
_TEXT = ("Normal", "List Bullet", "List Bullet 2", WARNING)


def _step(text: int, smaller: int, share: float, cell: int) -> Mapping[str, Cap]:
    """A step: the size of running text, how much smaller the rest is, and what is left of the spaces."""
    sizes = {**{name: halves - smaller for name, halves in _SIZES.items()}, **dict.fromkeys(_TEXT, text)}
    sizes["footnote text"] = max(sizes["footnote text"], 15)
    caps = {
        name: Cap(
            round(cap.before * share), round(cap.after * share), cap.line if share == 1 else 240, sizes.get(name, 0)
        )
        for name, cap in _CLOSER.items()
    }
    return {**caps, CELL: Cap(cell, cell, 240)}


STEPS: tuple[Mapping[str, Cap], ...] = (
    {},
    _CLOSER,
    _step(20, 0, 1, 20),
    _step(19, 1, 0.8, 14),
    _step(18, 2, 0.7, 10),
    _step(17, 4, 0.5, 6),
)
"""What the styles are held down to, from step to step; at first to nothing."""


class Page(Struct, frozen=True):
    """The room for text on a page, in twentieths of a point."""

    standing: int
    """Its width on a page that stands."""
    lying: int
    """Its width on a page that lies."""
    high: int
    """Its height on a page that stands."""
    wide: int
    """Its width on a page that stands and has narrow margins."""
    wide_high: int
    """Its height on such a page."""


def pages_of(document: Document) -> tuple[Sequence[Block], ...]:
    """What is to fit a page each: all of a report of one page, and the two pages of a short one; else nothing."""
    blocks = document.blocks
    if document.is_page:
        return (blocks,)
    breaks = [place for place, block in enumerate(blocks) if isinstance(block, PageBreak)]
    if len(breaks) != 1:
        return ()
    first, second = blocks[: breaks[0]], blocks[breaks[0] :]
    return (first, second) if sum(isinstance(block, Heading) for block in second) == 1 else ()


def fit(file: Any, ids: Mapping[str, str], document: Document, page: Page) -> Looks:
    """Hold the styles down as far as the report's pages need; returns how they look then.

    Args:
        file: the Word file.
        ids: the styles' ids by name.
        document: what it says.
        page: the room on its pages.
    """
    pages = pages_of(document)
    needed = max((_first_step(file, ids, document, page, place) for place in range(len(pages))), default=0)
    before = Looks(file, ids)
    for name, cap in STEPS[needed].items():
        _hold(file, ids[name], before[name].capped(cap), before[name])
    return Looks(file, ids)


def _first_step(file: Any, ids: Mapping[str, str], document: Document, page: Page, place: int) -> int:
    """The first step in which a page fits; 0 where none is enough."""
    blocks = pages_of(document)[place]
    for step, caps in enumerate(STEPS):
        looks = Looks(file, ids, caps)
        if _tall(blocks):
            fits = arranged(blocks, page, looks) is not None
        else:
            heights = _heights(looks, page)
            cover = 0 if place else heights.cover(document)
            fits = cover + heights.of(blocks) <= page.high - _SPARE
        if fits:
            return step
    return 0


def is_tall(table: Table) -> bool:
    """Whether a table has so many rows that they stand close together."""
    return len(table.rows) > _TALL


def usual(table: Table, page: Page, looks: Looks) -> Layout:
    """A table's columns where it needs not fit a page."""
    density = CLOSE if is_tall(table) else ORDINARY
    return layout(table, page.standing, page.lying, looks.wider, density)


def arranged(blocks: Sequence[Block], page: Page, looks: Looks, *, must: bool = False) -> Layout | None:
    """The columns of the one tall table among blocks that begin a page, so that all of them fit that page.

    Args:
        blocks: what stands on the page.
        page: the room on it.
        looks: the looks of the styles.
        must: whether to get as near as possible where it cannot be done.
    """
    if (table := _tall(blocks)) is None:
        return None
    lowest: tuple[float, Layout] | None = None
    tries = [(density, False) for density in DENSITIES[:_BEFORE_MARGINS]]
    tries += [(density, True) for density in DENSITIES[1:]]
    for density, is_wide in tries:
        width, high = (page.wide, page.wide_high) if is_wide else (page.standing, page.high)
        # Small letters have little to spare: they are of a font that is known.
        font = FONT if density is not CLOSE and looks.wider > OWN else ""
        found = stands(table, width, OWN if font else looks.wider, density)
        if found is None:
            continue
        found = structs.replace(found, is_wide=is_wide, font=font)
        over = _heights(looks, page, (table, found)).of(blocks, below(blocks)) - (high - _SPARE)
        if over <= 0:
            return found
        lowest = min(lowest or (over, found), (over, found), key=lambda one: one[0])
    return lowest[1] if must and lowest else None


def below(blocks: Sequence[Block]) -> Sequence[Block]:
    """The sentences below a tall table, which explain it as notes do."""
    table = _tall(blocks)
    place = next((at for at, block in enumerate(blocks) if table is not None and _table(block) is table), len(blocks))
    return [block for block in blocks[place:] if isinstance(block, Paragraph)]


def _heights(looks: Looks, page: Page, known: tuple[Table, Layout] | None = None) -> Heights:
    def arranged_as(table: Table) -> Layout:
        return known[1] if known and known[0] is table else usual(table, page, looks)

    return Heights(looks, page.standing, arranged_as)


def _tall(blocks: Sequence[Block]) -> Table | None:
    """The one tall table among blocks; ``None`` where there is none, or more than one."""
    found = [table for table in map(_table, blocks) if table is not None and is_tall(table)]
    return found[0] if len(found) == 1 else None


def _table(block: Block) -> Table | None:
    return block.table if isinstance(block, Figure) else block if isinstance(block, Table) else None


def _hold(file: Any, id_: str, look: Any, before: Any) -> None:
    """Write into a style what it is held down to."""
    if look == before:
        return
    style = next(
        one for one in file.styles.element.findall(qualified("w:style")) if one.get(qualified("w:styleId")) == id_
    )
    spacing = style.get_or_add_pPr().get_or_add_spacing()
    for key, value in (("before", look.before), ("after", look.after), ("line", 0 if look.exact else look.line)):
        if value or key != "line":
            spacing.set(qualified(f"w:{key}"), str(value))
            # A space that Word chooses would go before ours.
            spacing.attrib.pop(qualified(f"w:{key}Autospacing"), None)
    if not look.exact:
        spacing.set(qualified("w:lineRule"), "auto")
    if look.halves != before.halves:
        format_ = style.get_or_add_rPr()
        for size in format_.findall(qualified("w:szCs")):
            format_.remove(size)
        format_.get_or_add_sz().set(qualified("w:val"), str(round(look.halves)))
