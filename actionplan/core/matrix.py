"""Proposals × members: what each member's plans say of each proposal on a given day, and the counts."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from actionplan.core.plan import picks
from actionplan.core.status import Status
from actionplan.core.summary import EntrySummary, PlanSummary

ONLY = ("picked", "joint", "overdue", "nobody", "one")
"""What the listed proposals can be restricted to."""


class Criteria(Struct, frozen=True):
    """What a roll-up is asked for."""

    as_of: dt.date
    """The day that the roll-up describes; follow-ups dated later are ignored."""
    k: int = 3
    """How many members must have picked a proposal for it to be a candidate for joint work."""
    stale_days: int = 180
    """How old the latest follow-up may be."""
    soon_days: int = 30
    """How near a deadline is that comes soon."""
    area: str | None = None
    """Only the proposals of this area; every figure then counts those."""
    level: str | None = None
    """Only the proposals that the catalogue places on this level; every figure then counts those."""
    only: str | None = None
    """``picked``, ``joint``, ``overdue``, ``nobody`` or ``one``: only such proposals are listed; figures stay."""
    names: bool = True
    """Whether owners are carried along at all."""


class Cell(Struct, frozen=True, gc=False):
    """What a member that has reported says of a proposal, on the day of the roll-up.

    A struct, since a national roll-up holds thirteen thousand of them.
    """

    status: Status | None = None
    is_picked: bool = False
    """Whether the member has picked the proposal. A pick may lack a status where only the choice is known."""
    owner: str | None = None
    due: dt.date | None = None
    level: str | None = None
    lead: str | None = None
    followed_up: dt.date | None = None
    """The latest follow-up up to the day of the roll-up."""
    overdue: bool = False
    """Picked, not carried out, and due before the day of the roll-up."""
    unowned: bool = False
    """Picked, not carried out, and without an owner."""
    stale: bool = False
    """Picked, not carried out, and without a recent follow-up."""

    @property
    def is_open(self) -> bool:
        """Whether the member has picked the proposal and has not carried it out."""
        return self.is_picked and self.status is not Status.DONE


NOT_ASSESSED = Cell()
"""The cell of a member that has reported, but says nothing of the proposal."""

Column = tuple[Cell, ...]
"""One member's cells, in the order of the proposals."""


class Counts(Struct, frozen=True):
    """How many cells there are of each kind. Statuses are counted, never averaged."""

    done: int = 0
    over_half: int = 0
    started: int = 0
    not_started: int = 0
    no_status: int = 0
    """Cells where the proposal is picked, and how far it has come is not said."""
    declined: int = 0
    not_relevant: int = 0
    not_assessed: int = 0
    """Cells of members that have reported without a word on the proposal."""
    not_reported: int = 0
    """Cells of members without any plan."""
    unreadable: int = 0
    """Cells of members whose plan cannot be read."""
    overdue: int = 0
    unowned: int = 0
    stale: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """The counts of two disjoint sets of cells, together."""
        return Counts(*(getattr(self, name) + getattr(other, name) for name in _COUNTED))

    @property
    def picked(self) -> int:
        """Cells where the proposal is picked."""
        return self.done + self.over_half + self.started + self.not_started + self.no_status

    @property
    def under_way(self) -> int:
        """Cells where work has begun or is carried out."""
        return self.done + self.over_half + self.started

    @property
    def decided_against(self) -> int:
        """Cells where the proposal is decided against."""
        return self.declined + self.not_relevant

    @property
    def reported(self) -> int:
        """Cells of members that have reported: the denominator of every status."""
        return self.picked + self.decided_against + self.not_assessed

    @property
    def cells(self) -> int:
        """All cells."""
        return self.reported + self.not_reported + self.unreadable

    def of(self, status: Status) -> int:
        """Cells with that status."""
        found: int = getattr(self, status.value)
        return found


_COUNTED = Counts.__struct_fields__


def count(cells: Iterable[Cell | None], not_reported: int = 0, unreadable: int = 0) -> Counts:
    """Count the cells of members that have reported; ``None`` cells belong to the others, counted by the caller."""
    known = [cell for cell in cells if cell is not None]
    # Counted without hashing: an enumeration's hash is a call into Python.
    of = [cell.status for cell in known].count
    no_status = sum([cell.is_picked and cell.status is None for cell in known])
    return Counts(
        done=of(Status.DONE),
        over_half=of(Status.OVER_HALF),
        started=of(Status.STARTED),
        not_started=of(Status.NOT_STARTED),
        no_status=no_status,
        declined=of(Status.DECLINED),
        not_relevant=of(Status.NOT_RELEVANT),
        not_assessed=of(None) - no_status,
        not_reported=not_reported,
        unreadable=unreadable,
        overdue=sum([cell.overdue for cell in known]),
        unowned=sum([cell.unowned for cell in known]),
        stale=sum([cell.stale for cell in known]),
    )


class Duplicate(Struct, frozen=True):
    """Two plans of one body that both speak of the same proposals."""

    body: str
    kept: str
    """The file that counts: the first by name."""
    other: str
    """The file whose entries for these proposals are not counted."""
    proposals: tuple[str, ...]


def unite(body: str, plans: Sequence[tuple[str, PlanSummary]]) -> tuple[Mapping[str, EntrySummary], list[Duplicate]]:
    """One entry for each proposal out of a body's plans, and where they speak against each other.

    The entry that says most counts: a status before a pick alone, a pick before neither. Where several say as much, the
    body's own plan counts before one that covers it, then the first file by name; ``plans`` come in that order.
    """
    if len(plans) == 1:
        return {entry.proposal: entry for entry in plans[0][1].entries}, []
    said: dict[str, list[tuple[str, EntrySummary]]] = {}
    for source, summary in plans:
        for entry in summary.entries:
            said.setdefault(entry.proposal, []).append((source, entry))
    united: dict[str, EntrySummary] = {}
    clashes: dict[tuple[str, str], list[str]] = {}
    for proposal, entries in said.items():
        kept, united[proposal] = max(entries, key=lambda pair: _says(pair[1]))
        most = _says(united[proposal])
        for source, entry in entries:
            if source != kept and most and _says(entry) == most:
                clashes.setdefault((kept, source), []).append(proposal)
    found = [Duplicate(body, kept, other, tuple(sorted(ids))) for (kept, other), ids in sorted(clashes.items())]
    return united, found


def _says(entry: EntrySummary) -> int:
    return 2 if entry.status else int(entry.is_picked)


def column(entries: Mapping[str, EntrySummary], proposals: Sequence[str], criteria: Criteria) -> Column:
    """A body's cells for the proposals."""
    as_of, names = criteria.as_of, criteria.names
    stale = dt.timedelta(days=criteria.stale_days)
    cells: list[Cell] = []
    for proposal in proposals:
        entry = entries.get(proposal)
        if entry is None:
            cells.append(NOT_ASSESSED)
            continue
        days = entry.followups
        latest = days[-1] if days and days[-1] <= as_of else max((day for day in days if day <= as_of), default=None)
        status, owner, due = entry.status, entry.owner, entry.due
        is_picked = picks(status, entry.priority)
        is_open = is_picked and status is not Status.DONE
        # A published choice without a status says nothing of owners and follow-ups.
        is_followed = is_open and status is not None
        cells.append(
            Cell(
                status,
                is_picked,
                owner if names else None,
                due,
                entry.level,
                entry.lead,
                latest,
                is_open and due is not None and due < as_of,
                is_followed and not owner,
                is_followed and (latest is None or as_of - latest > stale),
            )
        )
    return tuple(cells)


class Row(Struct, frozen=True):
    """A proposal, with a cell for each member."""

    proposal: str
    cells: tuple[Cell | None, ...]
    """In the order of the members; ``None`` for those that have not reported or cannot be read."""
    own: Cell | None
    """What the plan of the rolled-up body itself says, if it has one. Not counted."""
    counts: Counts

    def picks(self, members: Sequence[str]) -> tuple[tuple[str, Cell], ...]:
        """The members that have picked the proposal, with their cells."""
        return tuple((body, cell) for body, cell in zip(members, self.cells, strict=True) if cell and cell.is_picked)
