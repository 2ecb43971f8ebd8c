"""A roll-up's charts: what each shows, and what it says in words."""

from collections.abc import Sequence

from actionplan.core.matrix import Cell, Counts, Row
from actionplan.core.rollup import Member, Reporting, RollUp
from actionplan.core.status import SCALE
from actionplan.i18n import _, current_language, ngettext
from actionplan.reports import rollup_words as words
from actionplan.reports.blocks import (
    Bar,
    Bars,
    Column,
    Figure,
    Grid,
    GridColumn,
    GridRow,
    Part,
    Table,
    Tone,
    Value,
    tone_of,
)
from actionplan.reports.rollup_tables import (
    MANY,
    area_title,
    cell_value,
    no_status_letter,
    proposal_columns,
    proposal_values,
    reporting_remark,
)
from actionplan.wording.figures import number, of
from actionplan.wording.labels import NOT_ASSESSED, capital, status_letter, status_short


def parts_of(total: Counts, *, picked_alone: bool = False) -> tuple[Part, ...]:
    """What bars of counts are made of, in order: carried out first, not assessed last.

    Args:
        total: all that is counted; what never occurs in it is still named, except picks without a status.
        picked_alone: leave out what is not picked.
    """
    parts = [Part(status_letter(status), status_short(status), tone_of(status)) for status in SCALE[:4]]
    if total.no_status:
        parts.append(Part(no_status_letter(), _("picked, status not given"), Tone.PLAIN))
    if picked_alone:
        return tuple(parts)
    parts += [Part(status_letter(status), status_short(status), tone_of(status)) for status in SCALE[4:]]
    return (*parts, Part(NOT_ASSESSED, status_short(None), Tone.QUIET))


def values_of(counts: Counts, total: Counts, *, picked_alone: bool = False) -> tuple[int, ...]:
    """How much there is of each of `parts_of`."""
    found = [counts.of(status) for status in SCALE[:4]]
    found += [counts.no_status] if total.no_status else []
    if picked_alone:
        return tuple(found)
    return (*found, *(counts.of(status) for status in SCALE[4:]), counts.not_assessed)


def areas_figure(rollup: RollUp, table: Table) -> Figure:
    """Each area's proposals over all members."""
    areas = [(area_title(rollup, area.area), area.counts) for area in rollup.areas]
    return status_by_area(areas, rollup.total, _("Proposals, once for each member"), table)


def status_by_area(areas: Sequence[tuple[str, Counts]], total: Counts, unit: str, table: Table) -> Figure:
    """A bar for each area.

    Args:
        areas: the title of each, and what is counted in it.
        total: all that is counted.
        unit: what is counted.
        table: the same figures.
    """
    bars = tuple(Bar(title, values_of(counts, total)) for title, counts in areas)
    said = "; ".join(
        _("{title}: {share} carried out or under way").format(title=title, share=of(counts.under_way, counts.reported))
        for title, counts in areas
    )
    chart = Bars(parts_of(total), bars, unit, _most(bars))
    return Figure("areas", _("Status by area"), _sentence(said), chart, table)


def members_figure(rollup: RollUp, table: Table) -> Figure:
    """Each member's proposals."""
    bars = tuple(_member_bar(rollup, member) for member in rollup.members)
    chart = Bars(parts_of(rollup.total), bars, _("Proposals"), len(rollup.proposals))
    said = "; ".join(
        _("{title}: {share} picked").format(
            title=rollup.name(member.body.id), share=of(member.counts.picked, member.counts.reported)
        )
        for member in rollup.members
        if member.reporting is Reporting.REPORTED
    )
    return Figure("members", _status_by(rollup), _sentence(said), chart, table)


def _status_by(rollup: RollUp) -> str:
    return _("Status: {by}").format(by=words.per_member(words.kind_of(rollup)).lower())


def _member_bar(rollup: RollUp, member: Member) -> Bar:
    if member.reporting is Reporting.REPORTED:
        return Bar(rollup.name(member.body.id), values_of(member.counts, rollup.total))
    return Bar(rollup.name(member.body.id), (0,) * len(parts_of(rollup.total)), reporting_remark(member.reporting))


def overlap_figure(rollup: RollUp) -> Figure | None:
    """The proposals that several have picked, most picked first; nothing where there are none."""
    found = shared(rollup)
    if not found:
        return None
    total = rollup.total
    bars = tuple(
        Bar(f"{row.proposal} {_title(rollup, row.proposal)}", values_of(row.counts, total, picked_alone=True))
        for row in found
    )
    members = rollup.headline.reported.part
    unit = words.member_heads(words.kind_of(rollup))
    chart = Bars(parts_of(total, picked_alone=True), bars, unit, members)
    text = ngettext(
        "{count} proposal is picked by at least {members}. Most picked: {proposal}, by {share}.",
        "{count} proposals are picked by at least {members}. Most picked: {proposal}, by {share}.",
        len(found),
    )
    said = text.format(
        count=number(len(found)),
        members=words.counted(words.kind_of(rollup), rollup.criteria.k),
        proposal=bars[0].label,
        share=of(found[0].counts.picked, members),
    )
    return Figure("overlap", _("Proposals that several have picked"), said, chart, _overlap_table(rollup, found))


def shared(rollup: RollUp) -> tuple[Row, ...]:
    """The listed proposals that so many have picked that work together is suggested: most picked first."""
    found = (row for row in rollup.rows if row.counts.picked >= rollup.criteria.k)
    return tuple(sorted(found, key=lambda row: -row.counts.picked))


def _overlap_table(rollup: RollUp, found: Sequence[Row]) -> Table:
    parts = parts_of(rollup.total, picked_alone=True)
    columns = (
        *proposal_columns(),
        Column(_("Picked by"), align=">"),
        *(Column(part.letter, capital(part.label), ">") for part in parts),
        Column(_("Led by")),
    )
    whole = rollup.headline.reported.part
    leads = {one.proposal: one.led_by for one in rollup.overlap.led}
    rows = tuple(
        (
            *proposal_values(rollup, row.proposal),
            Value(of(row.counts.picked, whole)),
            *(Value(number(value)) for value in values_of(row.counts, rollup.total, picked_alone=True)),
            Value(words.named(rollup, leads.get(row.proposal, ())) or "–"),
        )
        for row in found
    )
    return Table(columns, rows, stub=2)


def matrix_figure(rollup: RollUp, table: Table) -> Figure:
    """Everybody's status in every proposal; only the sums where the members are too many to tell apart."""
    title = _("Status of each proposal")
    if len(rollup.members) > MANY:
        bars = tuple(
            Bar(f"{row.proposal} {_title(rollup, row.proposal)}", values_of(row.counts, rollup.total))
            for row in rollup.rows
        )
        unit = words.member_heads(words.kind_of(rollup))
        return Figure(
            "matrix", title, words.headline(rollup), Bars(parts_of(rollup.total), bars, unit, _most(bars)), table
        )
    columns = tuple(
        GridColumn(
            row.proposal,
            _title(rollup, row.proposal),
            area_title(rollup, rollup.catalogue.proposals[row.proposal].area),
        )
        for row in rollup.rows
    )
    rows = [
        GridRow(
            rollup.name(member.body.id),
            tuple(_square(row.cells[place]) for row in rollup.rows),
            reporting_remark(member.reporting) if member.reporting is not Reporting.REPORTED else "",
        )
        for place, member in enumerate(rollup.members)
    ]
    if rollup.has_own:
        rows.append(GridRow(rollup.body.title, tuple(_square(row.own) for row in rollup.rows)))
    said = _("A square for each proposal and member. {headline}").format(headline=words.headline(rollup))
    return Figure("matrix", title, said, Grid(columns, tuple(rows), parts_of(rollup.total)), table)


def _square(cell: Cell | None) -> Value:
    """A cell whose tone is that of its status, overdue or not."""
    value = cell_value(cell)
    return Value(value.text, tone_of(cell.status), value.spoken) if cell and cell.status else value


def _title(rollup: RollUp, proposal: str) -> str:
    return rollup.catalogue.proposals[proposal].title(current_language())


def _most(bars: Sequence[Bar]) -> int:
    return max((sum(bar.values) for bar in bars), default=0)


def _sentence(said: str) -> str:
    return f"{said}." if said else ""
