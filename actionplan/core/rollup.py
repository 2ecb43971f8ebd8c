"""The roll-up of a body's members: computed once, rendered in several formats.

Every figure in every format comes from the same `RollUp`. Reading starts at `roll_up`.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from actionplan.core.attention import Attention, find_attention
from actionplan.core.body import Body
from actionplan.core.catalogue import Catalogue, Proposal
from actionplan.core.handed import Handed, Reported, Unreadable, apart_by_catalogue, sort_handed, unknown_proposals
from actionplan.core.matrix import Cell, Column, Counts, Criteria, Duplicate, Row, column, count, unite
from actionplan.core.notes import Notes, find_notes
from actionplan.core.overlap import Overlap, find_overlap, is_joint, led_by
from actionplan.core.sources import SourceState
from actionplan.core.standing import Standing


class Reporting(StrEnum):
    """Whether a member has reported."""

    REPORTED = "reported"
    UNREADABLE = "unreadable"
    """There is a plan, and it cannot be read."""
    NOT_REPORTED = "not_reported"


class Base(StrEnum):
    """What a share is counted of."""

    CATALOGUE = "catalogue"
    """The proposals of the catalogue, or of the chosen area and level."""
    PICKED = "picked"
    """The members' picked proposals."""
    MEMBERS = "members"


class Share(Struct, frozen=True):
    """A figure and what it is counted of."""

    part: int
    whole: int
    base: Base


class Headline(Struct, frozen=True):
    """The figures that come first."""

    under_way: Share
    """Proposals carried out or under way with at least one member: SKL's "38 av 44"."""
    picked: Share
    """Proposals picked by at least one member."""
    reported: Share
    overdue: Share
    unowned: Share
    stale: Share


class Member(Struct, frozen=True):
    """A member, and what its plans say together."""

    body: Body
    reporting: Reporting
    sources: tuple[str, ...]
    """The files that its figures come from."""
    example: bool
    counts: Counts


class AreaCounts(Struct, frozen=True):
    """An area's proposals over all members."""

    area: str
    proposals: int
    counts: Counts


class Group(Struct, frozen=True):
    """Some of the members, such as those of a region."""

    title: str
    members: tuple[str, ...]
    reported: int
    picked: tuple[int, ...]
    """For each listed proposal, how many of the group's members have picked it."""
    counts: Counts


class RollUp(Struct, frozen=True):
    """Everything that a roll-up says."""

    body: Body
    catalogue: Catalogue
    criteria: Criteria
    members: tuple[Member, ...]
    """In Swedish alphabetical order."""
    proposals: tuple[str, ...]
    """The proposals that the figures count, in catalogue order."""
    rows: tuple[Row, ...]
    """The proposals that are listed: all of them unless the criteria say ``only``."""
    headline: Headline
    overlap: Overlap
    total: Counts
    areas: tuple[AreaCounts, ...]
    attention: Attention
    notes: Notes
    groups: tuple[Group, ...]
    has_own: bool
    """Whether the rolled-up body has a plan of its own."""
    names: Mapping[str, str]
    """The display names of all bodies concerned, by id."""
    sources: tuple[SourceState, ...] = ()
    """Where plans come from besides the workspace's own folder."""
    standing: Standing | None = None
    """What it rests on, when it shows a day that is past."""

    @property
    def is_partial(self) -> bool:
        """Whether something that was handed in is missing from the figures, or may be older than what there is."""
        return bool(
            self.attention.unreadable
            or self.attention.faulty
            or self.notes.unknown
            or self.troubled_sources
            or self.lacks_history
        )

    @property
    def lacks_history(self) -> bool:
        """Whether the day lies before what is here of the history, so that plans may be missing."""
        return self.standing is not None and self.standing.lacks_history

    @property
    def troubled_sources(self) -> tuple[SourceState, ...]:
        """The sources that are not counted, or not as they are now."""
        return tuple(one for one in self.sources if one.trouble)

    @property
    def is_example(self) -> bool:
        """Whether any of it is invented."""
        return bool(self.notes.examples)

    def name(self, body: str) -> str:
        """A body's display name; what the file says where the body is not known."""
        return self.names.get(body, body)


def roll_up(
    body: Body,
    members: Iterable[Body],
    catalogue: Catalogue,
    criteria: Criteria,
    *,
    reports: Iterable[Reported],
    unreadable: Iterable[Unreadable] = (),
    associates: Iterable[Body] = (),
    groups: Mapping[str, Sequence[str]] | None = None,
    sources: tuple[SourceState, ...] = (),
) -> RollUp:
    """Roll up what a body's members have reported.

    Plans of other bodies are left out. The order of ``members``, ``reports`` and ``unreadable`` does not matter.

    Args:
        body: whose members they are. A plan of its own says what it leads, and is not counted.
        members: the bodies that are counted.
        catalogue: the proposals.
        criteria: the day, the limits, and the selection.
        reports: the plans that could be read.
        unreadable: the plans that could not.
        associates: bodies that take part without being counted.
        groups: ids of members by the title of their group, where there are many.
        sources: how it is with the places elsewhere that plans come from.
    """
    mine, uncounted = apart_by_catalogue(reports, catalogue)
    given = sort_handed(body, members, associates, mine, (*unreadable, *uncounted))
    scope = _in_scope(catalogue, criteria)
    columns: dict[str, Column] = {}
    duplicates: list[Duplicate] = []
    for id_, own_plans in given.plans.items():
        entries, clashes = unite(id_, own_plans)
        duplicates += clashes
        columns[id_] = column(entries, scope, criteria)
    told = _members(given, columns, len(scope))
    ids = tuple(member.body.id for member in told)
    rows = _rows(scope, told, columns, columns.get(body.id) if body.id not in ids else None)
    leads = {row.proposal: led_by(row, body.id, given.ids) for row in rows}
    listed = tuple(row for row in rows if _is_listed(row, criteria, leads[row.proposal]))
    total = _sum(member.counts for member in told)
    return RollUp(
        body=body,
        catalogue=catalogue,
        criteria=criteria,
        members=told,
        proposals=scope,
        rows=listed,
        headline=_headline(rows, told, total),
        overlap=find_overlap(listed, ids, criteria.k, leads),
        total=total,
        areas=_areas(catalogue, rows),
        attention=_attention(given, told, listed, criteria),
        notes=find_notes(given, columns, tuple(duplicates), unknown_proposals(given, catalogue)),
        groups=_groups(groups or {}, told, listed),
        has_own=body.id in columns and body.id not in ids,
        names={one.id: _name(one, given) for one in (*given.associates, *given.members, body)},
        sources=sources,
    )


def _name(body: Body, given: Handed) -> str:
    """What a body is called: as its first plan says, else as the register does."""
    return next((plan.name for _, plan in given.plans.get(body.id, ()) if plan.name), body.title)


def _in_scope(catalogue: Catalogue, criteria: Criteria) -> tuple[str, ...]:
    def fits(proposal: Proposal) -> bool:
        return criteria.area in {None, proposal.area} and (not criteria.level or criteria.level in proposal.levels)

    return tuple(key for key, proposal in catalogue.proposals.items() if fits(proposal))


def _members(given: Handed, columns: Mapping[str, Column], proposals: int) -> tuple[Member, ...]:
    broken = {given.ids[one.body] for one in given.unreadable if one.body}
    told: list[Member] = []
    for body in given.members:
        plans = given.plans.get(body.id, [])
        sources = tuple(source for source, _ in plans)
        example = any(plan.example for _, plan in plans)
        if body.id in columns:
            told.append(Member(body, Reporting.REPORTED, sources, example, count(columns[body.id])))
        elif body.id in broken:
            told.append(Member(body, Reporting.UNREADABLE, (), False, Counts(unreadable=proposals)))
        else:
            told.append(Member(body, Reporting.NOT_REPORTED, (), False, Counts(not_reported=proposals)))
    return tuple(told)


def _rows(
    proposals: tuple[str, ...], members: tuple[Member, ...], columns: Mapping[str, Column], own: Column | None
) -> tuple[Row, ...]:
    empty: tuple[None, ...] = (None,) * len(proposals)
    missing = sum(member.reporting is Reporting.NOT_REPORTED for member in members)
    broken = sum(member.reporting is Reporting.UNREADABLE for member in members)
    by_member: list[Sequence[Cell | None]] = [columns.get(member.body.id, empty) for member in members]
    across = zip(*by_member, strict=True) if by_member else ((),) * len(proposals)
    return tuple(
        Row(proposal, cells, mine, count(cells, missing, broken))
        for proposal, cells, mine in zip(proposals, across, own or empty, strict=True)
    )


def _is_listed(row: Row, criteria: Criteria, leads: tuple[str, ...]) -> bool:
    match criteria.only:
        case None:
            return True
        case "picked":
            return row.counts.picked > 0
        case "joint":
            return is_joint(row, criteria.k, leads)
        case "overdue":
            return row.counts.overdue > 0
        case "nobody":
            return row.counts.picked == 0
        case "one":
            return row.counts.picked == 1
        case unknown:
            raise ValueError(unknown)


def _sum(counts: Iterable[Counts]) -> Counts:
    return sum(counts, Counts())


def _headline(rows: Sequence[Row], members: Sequence[Member], total: Counts) -> Headline:
    reported = sum(member.reporting is Reporting.REPORTED for member in members)
    return Headline(
        under_way=Share(sum(row.counts.under_way > 0 for row in rows), len(rows), Base.CATALOGUE),
        picked=Share(sum(row.counts.picked > 0 for row in rows), len(rows), Base.CATALOGUE),
        reported=Share(reported, len(members), Base.MEMBERS),
        overdue=Share(total.overdue, total.picked, Base.PICKED),
        unowned=Share(total.unowned, total.picked, Base.PICKED),
        stale=Share(total.stale, total.picked, Base.PICKED),
    )


def _areas(catalogue: Catalogue, rows: Sequence[Row]) -> tuple[AreaCounts, ...]:
    by_area: dict[str, list[Counts]] = {}
    for row in rows:
        by_area.setdefault(catalogue.proposals[row.proposal].area, []).append(row.counts)
    order = (*catalogue.areas, *(area for area in by_area if area not in catalogue.areas))
    return tuple(AreaCounts(area, len(by_area[area]), _sum(by_area[area])) for area in order if area in by_area)


def _attention(given: Handed, members: Sequence[Member], rows: Sequence[Row], criteria: Criteria) -> Attention:
    return find_attention(
        rows,
        [member.body.id for member in members],
        not_reported=tuple(member.body.id for member in members if member.reporting is Reporting.NOT_REPORTED),
        unreadable=given.unreadable,
        faulty=tuple(report for report in given.reports if report.faults),
        criteria=criteria,
    )


def _groups(groups: Mapping[str, Sequence[str]], members: Sequence[Member], rows: Sequence[Row]) -> tuple[Group, ...]:
    places = {member.body.id: place for place, member in enumerate(members)}
    told: list[Group] = []
    for title, ids in groups.items():
        inside = sorted(places[id_] for id_ in set(ids) if id_ in places)
        told.append(
            Group(
                title,
                tuple(members[place].body.id for place in inside),
                sum(members[place].reporting is Reporting.REPORTED for place in inside),
                tuple(sum([_is_picked(row.cells[place]) for place in inside]) for row in rows),
                _sum(members[place].counts for place in inside),
            )
        )
    return tuple(told)


def _is_picked(cell: Cell | None) -> bool:
    return cell is not None and cell.is_picked
