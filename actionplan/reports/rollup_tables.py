"""The tables of a roll-up: the matrix, the counts by area and member, and what needs attention."""

from collections.abc import Iterable, Sequence
from functools import cache

from actionplan.core.attention import Flag
from actionplan.core.matrix import Cell, Counts, Row
from actionplan.core.rollup import Group, Reporting, RollUp
from actionplan.core.status import SCALE, Status
from actionplan.i18n import Language, _, current_language
from actionplan.reports import rollup_own
from actionplan.reports import rollup_words as words
from actionplan.reports.blocks import Block, Bullets, Column, Heading, Paragraph, Room, Table, Tone, Value, tone_of
from actionplan.reports.plain import abbreviate
from actionplan.wording.figures import day, days, number
from actionplan.wording.labels import NOT_ASSESSED, capital, status_letter, status_short

MANY = 25
"""More members than this do not stand side by side."""
ROWS = 20
"""How many rows a short report lists of what needs attention."""
OVERDUE, UNOWNED, STALE = "!", "?", "~"


def no_status_letter() -> str:
    """The letter of a pick without a status."""
    return "P" if current_language() == "en" else "V"


def proposal_columns(room: Room = Room.CUT) -> tuple[Column, Column]:
    """The columns of a proposal's number and title."""
    return Column(_("No."), _("Number")), Column(_("Proposal"), room=room)


def proposal_values(rollup: RollUp, proposal: str) -> tuple[Value, Value]:
    """A proposal's number and title."""
    return Value(proposal), Value(rollup.catalogue.proposals[proposal].title(current_language()))


def matrix(rollup: RollUp, *, brief: bool) -> tuple[Block, ...]:
    """The proposals × the members, or × their groups where the members are too many to stand side by side."""
    head = Heading(2, _("Status of each proposal"))
    if len(rollup.members) <= MANY:
        return (head, *_side_by_side(rollup, brief=brief))
    blocks: list[Block] = [head]
    if rollup.groups:
        blocks += _by_group(rollup, brief=brief)
    elif brief:
        blocks += [_counts_by_proposal(rollup), _legend(rollup, flags=True)]
    if not brief:
        blocks += _in_parts(rollup)
    return tuple(blocks)


def _side_by_side(rollup: RollUp, *, brief: bool) -> list[Block]:
    ids = [member.body.id for member in rollup.members]
    blocks: list[Block] = [_cells(rollup, ids, brief=brief, own=rollup.has_own), _legend(rollup)]
    if brief:
        names = [rollup.name(id_) for id_ in ids] + ([rollup.body.title] if rollup.has_own else [])
        blocks.append(_names(names))
    if rollup.has_own:
        text = _("The column furthest to the right is the joint plan of {body}. It is not counted among the members.")
        blocks.append(Paragraph(text.format(body=rollup.body.title)))
    if silent := [member.body.id for member in rollup.members if member.reporting is not Reporting.REPORTED]:
        text = _("Empty columns: there is no plan to read from {bodies}.")
        blocks.append(Paragraph(text.format(bodies=words.named(rollup, silent, words.NAMES))))
    return blocks


def _cells(rollup: RollUp, ids: Sequence[str], *, brief: bool, own: bool = False) -> Table:
    places = {member.body.id: place for place, member in enumerate(rollup.members)}
    names = [rollup.name(id_) for id_ in ids] + ([rollup.body.title] if own else [])
    heads = abbreviate(names) if brief else names
    columns = (
        *proposal_columns(),
        *(Column(head, name) for head, name in zip(heads, names, strict=True)),
    )
    rows: list[tuple[Value, ...]] = []
    for row, band in _with_areas(rollup):
        if band:
            rows.append((Value(band, Tone.STRONG),))
        cells = [row.cells[places[id_]] for id_ in ids] + ([row.own] if own else [])
        rows.append((*proposal_values(rollup, row.proposal), *map(cell_value, cells)))
    return Table(columns, tuple(rows), gap=1, stub=2)


def _with_areas(rollup: RollUp) -> Iterable[tuple[Row, str]]:
    """The listed rows, each with its area's title where a new area begins."""
    last = ""
    for row in rollup.rows:
        area = rollup.catalogue.proposals[row.proposal].area
        yield row, area_title(rollup, area) if area != last else ""
        last = area


def area_title(rollup: RollUp, area: str) -> str:
    """An area's title in the user's language."""
    known = rollup.catalogue.areas.get(area)
    return known.title(current_language()) if known else area


def cell_value(cell: Cell | None) -> Value:
    """What a member says of a proposal, as a letter and in words."""
    if cell is None:
        return Value("", spoken=_("no plan to read"))
    return _value(cell.status, cell.is_picked, cell.overdue, cell.unowned, current_language())


@cache
def _value(status: Status | None, is_picked: bool, overdue: bool, unowned: bool, _language: Language) -> Value:
    """The same for all cells that say the same: a national roll-up has thirteen thousand of a few kinds."""
    flags = (OVERDUE if overdue else "") + (UNOWNED if unowned else "")
    known = _("picked, status not given") if is_picked and status is None else status_short(status)
    spoken = ", ".join(filter(None, (known, _("overdue") if overdue else "", _("without owner") if unowned else "")))
    if status is None:
        return (
            Value(no_status_letter() + flags, Tone.PLAIN, spoken)
            if is_picked
            else Value(NOT_ASSESSED, Tone.QUIET, spoken)
        )
    return Value(status_letter(status) + flags, Tone.WARNING if overdue else tone_of(status), spoken)


def _legend(rollup: RollUp, *, flags: bool = False) -> Paragraph:
    entries = [(status_letter(status), status_short(status)) for status in SCALE]
    if rollup.total.no_status:
        entries.append((no_status_letter(), _("picked, status not given")))
    entries += [(NOT_ASSESSED, status_short(None)), (OVERDUE, _("overdue")), (UNOWNED, _("without owner"))]
    if flags:
        entries.append((STALE, _("without recent follow-up")))
    return _explained(entries)


def _names(names: Sequence[str]) -> Paragraph:
    return _explained(list(zip(abbreviate(names), names, strict=True)))


def _explained(entries: Sequence[tuple[str, str]]) -> Paragraph:
    # No-break spaces keep each symbol on the line of its words.
    said = [f"{symbol} = {words}".replace(" ", "\u00a0") for symbol, words in entries]
    return Paragraph("; ".join(said), Tone.QUIET)


def _by_group(rollup: RollUp, *, brief: bool) -> list[Block]:
    titles = [group.title for group in rollup.groups]
    heads = abbreviate(titles) if brief else titles
    columns = (
        *proposal_columns(),
        Column(_("All"), align=">"),
        *(Column(head, title, ">") for head, title in zip(heads, titles, strict=True)),
    )
    rows: list[tuple[Value, ...]] = []
    picked = {row.proposal: place for place, row in enumerate(rollup.rows)}
    for row, band in _with_areas(rollup):
        if band:
            rows.append((Value(band, Tone.STRONG),))
        counts = [group.picked[picked[row.proposal]] for group in rollup.groups]
        rows.append(
            (
                *proposal_values(rollup, row.proposal),
                Value(number(row.counts.picked), Tone.STRONG),
                *(Value(number(count), Tone.PLAIN if count else Tone.QUIET) for count in counts),
            )
        )
    blocks: list[Block] = [
        Paragraph(_("The figures show how many in each group have picked the proposal.")),
        Table(columns, tuple(rows), gap=1, stub=3),
    ]
    if brief:
        blocks.append(_names(titles))
    return blocks


def _in_parts(rollup: RollUp) -> list[Block]:
    """All members' cells, a table for each group or for each handful."""
    ids = [member.body.id for member in rollup.members]
    parts: list[tuple[str, Sequence[str]]] = [(group.title, group.members) for group in rollup.groups if group.members]
    grouped = {id_ for _title, members in parts for id_ in members}
    rest = [id_ for id_ in ids if id_ not in grouped]
    for start in range(0, len(rest), MANY):
        part = rest[start : start + MANY]
        parts.append((f"{rollup.name(part[0])} – {rollup.name(part[-1])}", part))
    blocks: list[Block] = []
    for title, members in parts:
        blocks += [Heading(3, title), _cells(rollup, members, brief=False)]
    return [*blocks, _legend(rollup)]


def _counts_by_proposal(rollup: RollUp) -> Table:
    columns = (*proposal_columns(), *_count_columns(rollup))
    rows: list[tuple[Value, ...]] = []
    for row, band in _with_areas(rollup):
        if band:
            rows.append((Value(band, Tone.STRONG),))
        rows.append((*proposal_values(rollup, row.proposal), *_count_values(rollup, row.counts)))
    return Table(columns, tuple(rows), stub=2)


def counts(rollup: RollUp, *, brief: bool) -> tuple[Block, ...]:
    """Counts for each area and each member, with what they are counted of."""
    areas = [(area_title(rollup, area.area), area.counts) for area in rollup.areas]
    areas.append((_("All areas"), rollup.total))
    blocks: list[Block] = [
        Heading(2, _("Counts by area and member")),
        Heading(3, _("By area")),
        Paragraph(_("Each proposal is counted once for each member that has reported.")),
        _counts_table(rollup, _("Area"), areas),
        _legend(rollup, flags=True),
    ]
    if rollup.groups:
        grouped = [(_group_title(group), group.counts) for group in rollup.groups]
        blocks += [Heading(3, _("By group")), _counts_table(rollup, _("Group (reported)"), grouped)]
    if not (brief and len(rollup.members) > MANY):
        members = [(_member_title(rollup, place), member.counts) for place, member in enumerate(rollup.members)]
        kind = words.kind_of(rollup)
        blocks += [Heading(3, words.per_member(kind)), _counts_table(rollup, words.member_head(kind), members)]
    return tuple(blocks)


def _group_title(group: Group) -> str:
    text = _("{group} ({part} of {whole})")
    return text.format(group=group.title, part=number(group.reported), whole=number(len(group.members)))


def _member_title(rollup: RollUp, place: int) -> str:
    member = rollup.members[place]
    match member.reporting:
        case Reporting.REPORTED:
            return rollup.name(member.body.id)
        case Reporting.UNREADABLE:
            return _("{body} (cannot be read)").format(body=rollup.name(member.body.id))
        case Reporting.NOT_REPORTED:
            return _("{body} (not reported)").format(body=rollup.name(member.body.id))


def reporting_remark(reporting: Reporting) -> str:
    """What stands in the place of a member's figures where it has none."""
    return _("cannot be read") if reporting is Reporting.UNREADABLE else _("not reported")


def _counts_table(rollup: RollUp, head: str, rows: Sequence[tuple[str, Counts]]) -> Table:
    columns = (Column(head, room=Room.CUT), *_count_columns(rollup))
    return Table(columns, tuple((Value(title), *_count_values(rollup, found)) for title, found in rows))


def _count_columns(rollup: RollUp) -> tuple[Column, ...]:
    return (
        Column(_("Of"), _("Counted of"), ">"),
        Column(_("Picked"), align=">"),
        *(Column(status_letter(status), capital(status_short(status)), ">") for status in SCALE),
        *((Column(no_status_letter(), _("Picked, status not given"), ">"),) if rollup.total.no_status else ()),
        Column(NOT_ASSESSED, capital(status_short(None)), ">"),
        Column(OVERDUE, _("Overdue"), ">"),
        Column(UNOWNED, _("Without owner"), ">"),
        Column(STALE, _("Without recent follow-up"), ">"),
    )


def _count_values(rollup: RollUp, found: Counts) -> tuple[Value, ...]:
    if not found.reported:
        return (Value(""),) * len(_count_columns(rollup))
    figures = [found.reported, found.picked, *(found.of(status) for status in SCALE)]
    if rollup.total.no_status:
        figures.append(found.no_status)
    figures += [found.not_assessed, found.overdue, found.unowned, found.stale]
    return tuple(Value(number(figure)) for figure in figures)


def attention(rollup: RollUp, *, brief: bool) -> tuple[Block, ...]:
    """What needs somebody's attention."""
    found, criteria = rollup.attention, rollup.criteria
    blocks: list[Block] = [Heading(2, _("Needs attention"))]
    own = rollup_own.overdue(rollup)
    blocks += _flags(rollup, _("Overdue"), found.overdue, _("Days late"), brief=brief, own=own)
    if found.soon:
        head = _("Due within {period}").format(period=days(criteria.soon_days))
        blocks += _flags(rollup, head, found.soon, _("Days left"), brief=brief)
    own = rollup_own.unowned(rollup)
    blocks += _flags(rollup, _("Without owner"), found.unowned, "", brief=brief, owner=False, own=own)
    head = _("Without recent follow-up")
    blocks += _flags(rollup, head, found.stale, "", brief=brief, followed_up=True)
    silent = words.named(rollup, found.not_reported) or _("All have reported.")
    blocks += [Heading(3, _("Not reported")), Paragraph(silent)]
    return tuple(blocks)


def unreadable(sentences: tuple[str, ...]) -> tuple[Block, ...]:
    """The files that cannot be read, or only in part; nothing when there are none."""
    return (Heading(3, _("Cannot be read")), Bullets(sentences)) if sentences else ()


def _flags(
    rollup: RollUp,
    head: str,
    flags: Sequence[Flag],
    days_head: str,
    *,
    brief: bool,
    owner: bool = True,
    followed_up: bool = False,
    own: str = "",
) -> list[Block]:
    heading = Heading(3, head)
    beside = [Paragraph(rollup_own.beside(own))] if own else []
    if not flags:
        return [heading, Paragraph(_("None with the members.") if own else _("None.")), *beside]
    owner = owner and rollup.criteria.names
    columns = [Column(words.member_head(words.kind_of(rollup)), room=Room.CUT), *proposal_columns()]
    columns.append(Column(_("Latest follow-up")) if followed_up else Column(_("Deadline")))
    columns += [Column(days_head, align=">")] if days_head else []
    columns += [Column(_("Owner"), room=Room.WRAP)] if owner else []
    shown = flags[:ROWS] if brief else flags
    rows: list[tuple[Value, ...]] = []
    for flag in shown:
        when = flag.cell.followed_up if followed_up else flag.cell.due
        values = [Value(rollup.name(flag.body)), *proposal_values(rollup, flag.proposal)]
        values.append(Value(day(when) if when or not followed_up else _("never")))
        values += [Value(number(flag.days or 0))] if days_head else []
        values += [Value(flag.cell.owner or "–")] if owner else []
        rows.append(tuple(values))
    return [heading, Table(tuple(columns), tuple(rows), left_out=len(flags) - len(shown)), *beside]
