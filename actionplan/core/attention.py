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
    flagged = [
        (body, row.proposal, cell)
        for row in rows
        for body, cell in zip(members, row.cells, strict=True)
        if cell and cell.is_open
    ]
    places = {body: place for place, body in enumerate(members)}
    flagged.sort(key=lambda item: places[item[0]])
    return Attention(
        overdue=_overdue(flagged, criteria),
        soon=_soon(flagged, criteria),
        unowned=_unowned(flagged),
        stale=_stale(flagged, criteria),
        not_reported=not_reported,
        unreadable=unreadable,
        faulty=faulty,
    )


_Flagged = Sequence[tuple[str, str, Cell]]


def _overdue(flagged: _Flagged, criteria: Criteria) -> tuple[Flag, ...]:
    late = [Flag(*item, _days(item[2].due, criteria.as_of)) for item in flagged if item[2].overdue]
    return tuple(sorted(late, key=lambda flag: -(flag.days or 0)))


def _soon(flagged: _Flagged, criteria: Criteria) -> tuple[Flag, ...]:
    ahead = [(item, item[2].due) for item in flagged if item[2].due and item[2].due >= criteria.as_of]
    near = [Flag(*item, days) for item, due in ahead if (days := (due - criteria.as_of).days) <= criteria.soon_days]
    return tuple(sorted(near, key=lambda flag: flag.days or 0))


def _unowned(flagged: _Flagged) -> tuple[Flag, ...]:
    found = [Flag(*item) for item in flagged if item[2].unowned]
    return tuple(sorted(found, key=lambda flag: flag.cell.due or dt.date.max))


def _stale(flagged: _Flagged, criteria: Criteria) -> tuple[Flag, ...]:
    found = [Flag(*item, _days(item[2].followed_up, criteria.as_of)) for item in flagged if item[2].stale]
    return tuple(sorted(found, key=lambda flag: flag.cell.followed_up or dt.date.min))


def _days(since: dt.date | None, as_of: dt.date) -> int | None:
    return (as_of - since).days if since else None
