"""What needs somebody's attention: deadlines, owners, follow-ups, and reports that are missing."""

import datetime as dt
from collections.abc import Sequence

from msgspec import Struct

from actionplan.core.handed import Reported, Unreadable
from actionplan.core.matrix import Cell, Criteria, Row


class Flag(Struct, frozen=True, gc=False):
    """A proposal in a member's plan that needs attention."""

    body: str
    proposal: str
    cell: Cell
    days: int | None = None
    """Days late, days left, or days since the latest follow-up."""


class Attention(Struct, frozen=True):
    """What needs somebody's attention."""

    overdue: tuple[Flag, ...]
    """Latest first."""
    soon: tuple[Flag, ...]
    """Due within the criteria's days, soonest first."""
    unowned: tuple[Flag, ...]
    """Soonest deadline first, those without one last."""
    stale: tuple[Flag, ...]
    """Never followed up first, then the longest ago."""
    not_reported: tuple[str, ...]
    unreadable: tuple[Unreadable, ...]
    faulty: tuple[Reported, ...]
    """Files that could be read in part."""


def find_attention(
    rows: Sequence[Row],
    members: Sequence[str],
    *,
    not_reported: tuple[str, ...],
    unreadable: tuple[Unreadable, ...],
    faulty: tuple[Reported, ...],
    criteria: Criteria,
) -> Attention:
    """List what needs attention among the members' cells of the rows."""
    overdue: list[Flag] = []
    soon: list[Flag] = []
    unowned: list[Flag] = []
    stale: list[Flag] = []
    as_of = criteria.as_of
    for place, body in enumerate(members):
        for row in rows:
            cell = row.cells[place]
            if cell is None or not cell.is_open:
                continue
            if cell.overdue:
                overdue.append(Flag(body, row.proposal, cell, _days(cell.due, as_of)))
            elif cell.due and (cell.due - as_of).days <= criteria.soon_days:
                soon.append(Flag(body, row.proposal, cell, (cell.due - as_of).days))
            if cell.unowned:
                unowned.append(Flag(body, row.proposal, cell))
            if cell.stale:
                stale.append(Flag(body, row.proposal, cell, _days(cell.followed_up, as_of)))
    overdue.sort(key=lambda flag: -(flag.days or 0))
    soon.sort(key=lambda flag: flag.days or 0)
    unowned.sort(key=lambda flag: flag.cell.due or dt.date.max)
    stale.sort(key=lambda flag: flag.cell.followed_up or dt.date.min)
    return Attention(
        overdue=tuple(overdue),
        soon=tuple(soon),
        unowned=tuple(unowned),
        stale=tuple(stale),
        not_reported=not_reported,
        unreadable=unreadable,
        faulty=faulty,
    )


def _days(since: dt.date | None, as_of: dt.date) -> int | None:
    return (as_of - since).days if since else None
