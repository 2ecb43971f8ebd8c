"""Which rows of a roll-up to show, and in what order: the wishes of a front end as one value."""

from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from actionplan.core.body import alphabetical
from actionplan.core.catalogue import Language, Proposal
from actionplan.core.matrix import Cell, Row
from actionplan.core.rollup import RollUp
from actionplan.core.status import Status


class Sort(StrEnum):
    """The order of rows."""

    CATALOGUE = "catalogue"
    PICKED = "picked"
    """Picked by most members first."""
    OVERDUE = "overdue"
    """Overdue with most members first."""
    TITLE = "title"


class Narrowing(Struct, frozen=True):
    """What a row must be to be shown; everything that is given must hold.

    Wishes that concern cells (statuses, owner and the like) must all hold in one and the same cell of the row.
    """

    text: str = ""
    """Words that must all occur in the proposal or among its owners."""
    area: str | None = None
    level: str | None = None
    statuses: frozenset[Status | None] = frozenset()
    owner: str = ""
    """Part of an owner's name, in any case."""
    picked: bool = False
    overdue: bool = False
    unowned: bool = False
    stale: bool = False
    joint: bool = False
    """Only candidates for joint work."""
    sort: Sort = Sort.CATALOGUE
    names: bool = True
    """Whether owners may be known: where they may not, none is found by words, and the wish for one is left out."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing narrows. The order does not count."""
        return replace(self, text=self.text.strip(), sort=Sort.CATALOGUE, names=True) == _EVERYTHING

    @property
    def wanted_owner(self) -> str:
        """Part of the owner's name, in small letters; empty where any will do or none may be known."""
        return self.owner.casefold() if self.names else ""

    @property
    def concerns_cells(self) -> bool:
        """Whether any of the wishes is one that cells fulfil."""
        return bool(self.statuses or self.wanted_owner or self.picked or self.overdue or self.unowned or self.stale)

    def fits_cell(self, cell: Cell | None) -> bool:
        """Whether all wishes that concern cells hold in this one; where nothing is reported, none of them does."""
        if cell is None:
            return not self.concerns_cells
        owner = self.wanted_owner
        return (
            (not self.picked or cell.is_picked)
            and (not self.overdue or cell.overdue)
            and (not self.unowned or cell.unowned)
            and (not self.stale or cell.stale)
            and (not self.statuses or cell.status in self.statuses)
            and (not owner or (cell.owner is not None and owner in cell.owner.casefold()))
        )


_EVERYTHING = Narrowing()


def narrow(rollup: RollUp, narrowing: Narrowing, language: Language) -> tuple[Row, ...]:
    """The rows of a roll-up that fit, in the order that is asked for; those that are alike keep the catalogue's.

    Args:
        rollup: the roll-up.
        narrowing: the wishes.
        language: that of the titles that rows are sorted by. Words are sought in all languages.
    """
    words = tuple(narrowing.text.casefold().split())
    joint = frozenset(one.proposal for one in rollup.overlap.joint)
    kept = [
        row
        for row in rollup.rows
        if (not narrowing.joint or row.proposal in joint)
        and _fits_proposal(rollup.catalogue.proposals[row.proposal], narrowing)
        and (not words or _fits_text(row, rollup.catalogue.proposals[row.proposal], words, names=narrowing.names))
        and (not narrowing.concerns_cells or any(map(narrowing.fits_cell, row.cells)))
    ]
    if narrowing.sort is not Sort.CATALOGUE:
        kept.sort(key=_order(rollup, narrowing.sort, language))
    return tuple(kept)


def _fits_proposal(proposal: Proposal, narrowing: Narrowing) -> bool:
    return narrowing.area in {None, proposal.area} and (not narrowing.level or narrowing.level in proposal.levels)


def _fits_text(row: Row, proposal: Proposal, words: tuple[str, ...], *, names: bool) -> bool:
    text = _searchable(row.proposal, proposal)
    missing = [word for word in words if word not in text]
    if not missing:
        return True
    if not names:
        return False
    owners = {cell.owner for cell in row.cells if cell is not None}
    named = "\n".join(filter(None, owners)).casefold()
    return all(word in named for word in missing)


# Asked for with every letter that is typed, while proposals stay the same.
@lru_cache(maxsize=1024)
def _searchable(number: str, proposal: Proposal) -> str:
    texts = (number, proposal.title_sv, proposal.title_en, proposal.summary_sv, proposal.summary_en)
    return "\n".join((*texts, *proposal.keywords_sv, *proposal.keywords_en)).casefold()


def _order(rollup: RollUp, sort: Sort, language: Language) -> Callable[[Row], int | str]:
    match sort:
        case Sort.PICKED:
            return lambda row: -row.counts.picked
        case Sort.OVERDUE:
            return lambda row: -row.counts.overdue
        case _:
            proposals = rollup.catalogue.proposals
            return lambda row: alphabetical(proposals[row.proposal].title(language))
