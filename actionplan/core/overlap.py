"""Gemensamt och på egen hand: what members can do together, who can teach whom, and what nobody has picked.

The question that county compilations of development plans were made to answer, and the first thing a roll-up says.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

from msgspec import Struct

from actionplan.core.matrix import Cell, Counts, Row
from actionplan.core.status import Status

_QUARTER = dt.timedelta(days=92)
"""Between deadlines that coincide: the longest quarter of a year."""

_AHEAD = frozenset({Status.OVER_HALF, Status.DONE})


class DeadlineGroup(Struct, frozen=True):
    """Members whose deadlines for a proposal lie within a quarter of each other, soonest first."""

    members: tuple[tuple[str, dt.date], ...]


class Overlapping(Struct, frozen=True):
    """A proposal that several members have picked."""

    proposal: str
    pickers: tuple[str, ...]
    counts: Counts
    ahead: tuple[str, ...]
    """Members that have done half or more."""
    beginning: tuple[str, ...]
    """Members that have picked the proposal and not started."""
    deadlines: tuple[DeadlineGroup, ...]
    led_by: tuple[str, ...] = ()
    """Who leads joint work with it."""


class Unpicked(Struct, frozen=True):
    """A proposal that no member has picked."""

    proposal: str
    counts: Counts
    against: tuple[str, ...]
    """Members that have decided against it."""
    led_by: tuple[str, ...] = ()


class Single(Struct, frozen=True):
    """A proposal that one member alone has picked."""

    proposal: str
    body: str
    status: Status | None
    """``None`` where the plan does not say how far it has come."""
    led_by: tuple[str, ...] = ()


class Overlap(Struct, frozen=True):
    """What members have in common, and what they have each on their own."""

    joint: tuple[Overlapping, ...]
    """Picked by at least k members, and led jointly by nobody: most members first, then deadlines that coincide."""
    led: tuple[Overlapping, ...]
    """Led jointly already, in catalogue order."""
    close: tuple[Overlapping, ...]
    """Picked by fewer than k members, not led, with deadlines that coincide."""
    teach: tuple[Overlapping, ...]
    """Where somebody is ahead and somebody is about to begin."""
    unpicked: tuple[Unpicked, ...]
    single: tuple[Single, ...]


def deadline_groups(picks: Sequence[tuple[str, Cell]]) -> tuple[DeadlineGroup, ...]:
    """The largest groups of members whose deadlines for unfinished work lie within a quarter of each other."""
    dated = sorted([(cell.due, place, body) for place, (body, cell) in enumerate(picks) if cell.due and cell.is_open])
    pairs = [(body, due) for due, _, body in dated]
    groups: list[DeadlineGroup] = []
    reached = end = 0
    for start, (_, first) in enumerate(pairs):
        while end < len(pairs) and pairs[end][1] - first <= _QUARTER:
            end += 1
        if end > reached and end - start > 1:
            groups.append(DeadlineGroup(tuple(pairs[start:end])))
        reached = max(reached, end)
    return tuple(groups)


def led_by(row: Row, body: str, ids: Mapping[str, str]) -> tuple[str, ...]:
    """Who leads joint work with a proposal: those that plans name, and the body itself if its own plan has picked it.

    Args:
        row: the proposal.
        body: the rolled-up body.
        ids: the id of each known body by id and by slug.
    """
    leads = [body] if row.own and row.own.is_picked else []
    leads += [ids.get(cell.lead, cell.lead) for cell in (row.own, *row.cells) if cell and cell.lead and cell.is_picked]
    return tuple(sorted(set(leads), key=lambda lead: (lead != body, lead)))


def is_joint(row: Row, k: int, leads: tuple[str, ...]) -> bool:
    """Whether a proposal is a candidate for joint work."""
    return row.counts.picked >= k and not leads


def find_overlap(rows: Sequence[Row], members: Sequence[str], k: int, leads: Mapping[str, tuple[str, ...]]) -> Overlap:
    """Sort the proposals by what they have in common.

    Args:
        rows: the proposals, in catalogue order.
        members: ids of the members, in the order of the cells.
        k: how many members make a proposal a candidate for joint work.
        leads: who leads each proposal jointly.
    """
    joint, led, close, teach = [], [], [], []
    unpicked, single = [], []
    for row in rows:
        by = leads[row.proposal]
        found = _overlapping(row, members, by)
        if by:
            led.append(found)
        elif is_joint(row, k, by):
            joint.append(found)
        elif found.deadlines:
            close.append(found)
        if found.ahead and found.beginning:
            teach.append(found)
        if not found.pickers:
            unpicked.append(Unpicked(row.proposal, row.counts, _against(row, members), by))
        elif len(found.pickers) == 1:
            single.append(_single(row, members, by))
    joint.sort(key=lambda item: (-len(item.pickers), -max((len(g.members) for g in item.deadlines), default=0)))
    return Overlap(tuple(joint), tuple(led), tuple(close), tuple(teach), tuple(unpicked), tuple(single))


def _overlapping(row: Row, members: Sequence[str], by: tuple[str, ...]) -> Overlapping:
    picks = row.picks(members)
    return Overlapping(
        proposal=row.proposal,
        pickers=tuple(body for body, _ in picks),
        counts=row.counts,
        ahead=tuple(body for body, cell in picks if cell.status in _AHEAD),
        beginning=tuple(body for body, cell in picks if cell.status is Status.NOT_STARTED),
        deadlines=deadline_groups(picks),
        led_by=by,
    )


def _against(row: Row, members: Sequence[str]) -> tuple[str, ...]:
    cells = zip(members, row.cells, strict=True)
    return tuple(body for body, cell in cells if cell and cell.status and cell.status.needs_reason)


def _single(row: Row, members: Sequence[str], by: tuple[str, ...]) -> Single:
    ((body, cell),) = row.picks(members)
    return Single(row.proposal, body, cell.status, by)
