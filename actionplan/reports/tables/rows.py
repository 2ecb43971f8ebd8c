"""The rows of the tables, from a roll-up and the plans behind it. Pure: the same values give the same rows."""

from collections.abc import Iterable, Iterator, Mapping

from actionplan.core.body import Body
from actionplan.core.catalogue import Catalogue
from actionplan.core.handed import Handed, Reported
from actionplan.core.material import Material
from actionplan.core.rollup import Reporting, RollUp
from actionplan.core.united import Kept, Lost, united
from actionplan.reports.tables import described as of
from actionplan.reports.tables.below import Below, Refused
from actionplan.reports.tables.layout import Row

Rows = Mapping[str, list[Row]]
"""The rows of each table, by its name."""


def rows_of(material: Material) -> Rows:
    """The rows of all tables, in the order of the catalogue and of the files."""
    rollup = material.rollup
    found = united(material)
    given = found.given
    below = Below(material.plans, names=rollup.criteria.names)
    entries = [_entry_row(one, material, given, below) for one in found.kept]
    below.add_measures({report.source: _owner(report, material, given) for report in given.reports})
    files = list(_files(given, rollup))
    file_bodies = list(_file_bodies(given, material))
    mentioned = _mentioned(rollup, entries, file_bodies, material)
    return {
        of.META.name: [_meta(material)],
        of.BODIES.name: [_body(id_, material, given) for id_ in mentioned],
        of.MEMBERSHIPS.name: list(_memberships(material, given)),
        of.AREAS.name: list(_areas(rollup.catalogue)),
        of.PROPOSALS.name: list(_proposals(rollup.catalogue)),
        of.FILES.name: files,
        of.FILE_BODIES.name: file_bodies,
        of.PLANS.name: [_plan(source, material, given) for source in _readable(given)],
        of.FOCUS.name: [row for source in _readable(given) for row in _focus(source, material)],
        of.ENTRIES.name: entries,
        **below.rows,
        **_rounds(material),
        of.SOURCES.name: list(_sources(rollup)),
        of.NOT_COUNTED.name: _not_counted(rollup, found.lost, below.refused),
    }


def _meta(material: Material) -> Row:
    rollup = material.rollup
    asked = rollup.criteria
    return of.META.row(
        id=1,
        schema_version=of.SCHEMA,
        group_id=rollup.body.id,
        as_of=asked.as_of,
        k=asked.k,
        stale_days=asked.stale_days,
        soon_days=asked.soon_days,
        names=asked.names,
        catalogue=rollup.catalogue.id,
        catalogue_version=rollup.catalogue.version,
        catalogue_official=rollup.catalogue.is_official,
        example=rollup.is_example,
        partial=rollup.is_partial,
        members=len(rollup.members),
        proposals=len(rollup.proposals),
    )


def _entry_row(one: Kept, material: Material, given: Handed, below: Below) -> Row:
    criteria = material.rollup.criteria
    entry, cell = one.entry, one.cell
    id_ = f"{one.body}/{one.proposal}"
    below.add_entry(id_, one.source, one.proposal)
    baseline = entry.baseline
    soon = cell.is_open and not cell.overdue and cell.due is not None
    return of.ENTRIES.row(
        id=id_,
        body_id=one.body,
        proposal_id=one.proposal,
        file=one.source,
        counted=one.body in {body.id for body in given.members},
        status=cell.status.value if cell.status else None,
        picked=cell.is_picked,
        is_open=cell.is_open,
        owner=cell.owner,
        has_owner=bool(entry.owner),
        priority=entry.priority,
        level=cell.level,
        lead=cell.lead,
        lead_id=_known(cell.lead, material, given) if cell.lead else None,
        start=entry.start,
        due=cell.due,
        latest_followup=cell.followed_up,
        overdue=cell.overdue,
        due_soon=bool(soon and cell.due and (cell.due - criteria.as_of).days <= criteria.soon_days),
        unowned=cell.unowned,
        stale=cell.stale,
        goal=entry.goal,
        reason=entry.reason,
        baseline_date=baseline.date if baseline else None,
        baseline_today=baseline.today if baseline else None,
        baseline_gap=baseline.gap if baseline else None,
    )


def _owner(report: Reported, material: Material, given: Handed) -> str:
    return _known(report.summary.body, material, given) or report.summary.body


def _known(name: str, material: Material, given: Handed) -> str | None:
    """The id of a body that a plan names; ``None`` where it is not known."""
    found = material.bodies.get(name)
    return given.ids.get(name) or (found.id if found else None)


def _mentioned(rollup: RollUp, entries: list[Row], file_bodies: list[Row], material: Material) -> tuple[str, ...]:
    """The ids of all bodies that the rows name, the group first and then its members in their order."""
    place, lead = of.FILE_BODIES.names.index("body_id"), of.ENTRIES.names.index("lead_id")
    body = of.ENTRIES.names.index("body_id")
    groups = [one.id for one in _groups(material)]
    ids = [rollup.body.id, *(member.body.id for member in rollup.members), *rollup.body.associates, *groups]
    ids += [str(row[place]) for row in file_bodies]
    ids += [str(row[at]) for row in entries for at in (body, lead) if row[at]]
    return tuple(dict.fromkeys(ids))


def _groups(material: Material) -> tuple[Body, ...]:
    """The groups among the members, all of whose members are here too."""
    here = {member.body.id for member in material.rollup.members}
    return tuple(
        body
        for body in material.bodies.by_id.values()
        if body.members and body.id != material.rollup.body.id and here.issuperset(body.members)
    )


def _body(id_: str, material: Material, given: Handed) -> Row:
    rollup = material.rollup
    known = {one.id: one for one in (*given.associates, *given.members, rollup.body)}
    body = known.get(id_) or material.bodies.get(id_)
    member = next((one for one in rollup.members if one.body.id == id_), None)
    role = "member" if member else "group" if id_ == rollup.body.id else "associate" if id_ in known else "other"
    return of.BODIES.row(
        id=id_,
        name=rollup.names.get(id_) or (body.title if body else id_),
        slug=body.slug if body else id_,
        kind=body.kind.value if body else None,
        role=role,
        reporting=member.reporting.value if member else _reporting(id_, rollup, given) if id_ in known else None,
        example=any(plan.example for _source, plan in given.plans.get(id_, ())),
    )


def _reporting(id_: str, rollup: RollUp, given: Handed) -> str:
    if id_ in given.plans:
        return Reporting.REPORTED
    broken = {given.ids.get(one.body or "") for one in rollup.attention.unreadable}
    return Reporting.UNREADABLE if id_ in broken else Reporting.NOT_REPORTED


def _memberships(material: Material, given: Handed) -> Iterator[Row]:
    group = material.rollup.body.id
    pairs = {(group, one.id): "associate" for one in given.associates}
    pairs |= {(group, one.id): "member" for one in given.members}
    pairs |= {(one.id, id_): "member" for one in _groups(material) for id_ in one.members}
    for (group_id, body_id), role in pairs.items():
        yield of.MEMBERSHIPS.row(group_id=group_id, body_id=body_id, role=role)


def _areas(catalogue: Catalogue) -> Iterator[Row]:
    used = dict.fromkeys((*catalogue.areas, *(proposal.area for proposal in catalogue.proposals.values())))
    for position, id_ in enumerate(used, 1):
        area = catalogue.areas.get(id_)
        title_en = area.title_en if area else ""
        yield of.AREAS.row(id=id_, position=position, title=area.title_sv if area else id_, title_en=title_en or None)


def _proposals(catalogue: Catalogue) -> Iterator[Row]:
    for position, (id_, proposal) in enumerate(catalogue.proposals.items(), 1):
        yield of.PROPOSALS.row(
            id=id_,
            position=position,
            area_id=proposal.area,
            title=proposal.title_sv,
            title_en=proposal.title_en or None,
            summary=proposal.summary_sv or None,
            summary_en=proposal.summary_en or None,
            provenance=proposal.provenance,
            local="local" in proposal.levels,
            regional="regional" in proposal.levels,
            national="national" in proposal.levels,
        )


def _files(given: Handed, rollup: RollUp) -> Iterator[Row]:
    partly = {one.source for one in rollup.notes.unknown}
    for report in given.reports:
        state = "partly_counted" if report.faults or report.source in partly else "counted"
        yield of.FILES.row(file=report.source, state=state, errors=report.faults, problem=None, line=None)
    for source in given.blank:
        yield of.FILES.row(file=source, state="blank", errors=0, problem=None, line=None)
    for source, one in {broken.source: broken for broken in rollup.attention.unreadable}.items():
        state = "other_catalogue" if one.problem.code == "other_catalogue" else "unreadable"
        yield of.FILES.row(file=source, state=state, errors=0, problem=one.problem.code, line=one.problem.line or None)


def _readable(given: Handed) -> tuple[str, ...]:
    return (*(report.source for report in given.reports), *given.blank)


def _file_bodies(given: Handed, material: Material) -> Iterator[Row]:
    for source in _readable(given):
        head = material.plans[source].head
        own = _known(head.body, material, given) or head.body
        yield of.FILE_BODIES.row(file=source, body_id=own, role="own")
        for id_ in dict.fromkeys(_known(name, material, given) or name for name in head.covers):
            if id_ != own:
                yield of.FILE_BODIES.row(file=source, body_id=id_, role="covered")
    told: set[tuple[str, str]] = set()
    for one in material.rollup.attention.unreadable:
        body = _known(one.body or "", material, given) or one.body
        if body and (one.source, body) not in told:
            role = "covered" if any(source == one.source for source, _ in told) else "own"
            told.add((one.source, body))
            yield of.FILE_BODIES.row(file=one.source, body_id=body, role=role)


def _plan(source: str, material: Material, given: Handed) -> Row:
    head = material.plans[source].head
    return of.PLANS.row(
        file=source,
        body_id=_known(head.body, material, given) or head.body,
        body_name=head.name,
        example=head.example,
        record=head.record,
        contact=head.contact if material.rollup.criteria.names else None,
        decided=head.decided,
        revised=head.revised,
        period_start=head.start,
        period_end=head.end,
        published_source=head.source,
    )


def _focus(source: str, material: Material) -> Iterator[Row]:
    numbers = dict.fromkeys(material.plans[source].head.focus)
    known = [number for number in numbers if number in material.rollup.catalogue.proposals]
    for position, number in enumerate(known, 1):
        yield of.FOCUS.row(file=source, proposal_id=number, position=position)


def _rounds(material: Material) -> Rows:
    rows: dict[str, list[Row]] = {of.ROUNDS.name: [], of.ROUND_PARTICIPANTS.name: [], of.ROUND_DECISIONS.name: []}
    criteria = material.rollup.criteria
    for one in material.rounds:
        planned = one.day > criteria.as_of
        rows[of.ROUNDS.name].append(of.ROUNDS.row(id=one.key, date=one.day, title=one.title or None, planned=planned))
        for place, name in enumerate(one.participants if criteria.names else (), 1):
            rows[of.ROUND_PARTICIPANTS.name].append(
                of.ROUND_PARTICIPANTS.row(round_id=one.key, position=place, name=name)
            )
        for place, text in enumerate(one.decisions, 1):
            rows[of.ROUND_DECISIONS.name].append(
                of.ROUND_DECISIONS.row(round_id=one.key, position=place, decision=text)
            )
    return rows


def _sources(rollup: RollUp) -> Iterator[Row]:
    for one in rollup.sources:
        yield of.SOURCES.row(
            name=one.name,
            title=one.title or None,
            kind="folder" if one.is_folder else "repository",
            counted=one.is_counted,
            trouble=one.trouble.value if one.trouble else None,
            plan_files=one.plans,
        )


def _not_counted(rollup: RollUp, lost: Iterable[Lost], refused: Iterable[Refused]) -> list[Row]:
    notes = rollup.notes
    told: list[tuple[str, str | None, str | None, str, str | None, int]] = [
        (one.source, one.proposal, one.body, "duplicate", one.kept, 1) for one in lost
    ]
    told += [
        (one.source, number, one.body, "unknown_proposal", None, 1) for one in notes.unknown for number in one.unknown
    ]
    told += [(source, None, None, "kept_aside", None, count) for source, count in notes.aside]
    told += [(one.source, one.proposal, None, "not_a_number", None, 1) for one in refused]
    return [
        of.NOT_COUNTED.row(id=id_, file=file, proposal=number, body_id=body, why=why, kept_file=kept, entries=count)
        for id_, (file, number, body, why, kept, count) in enumerate(dict.fromkeys(told), 1)
    ]
