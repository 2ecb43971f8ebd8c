"""The counts by area, group, member and proposal, with charts."""

from collections.abc import Sequence

from actionplan.core.matrix import Counts
from actionplan.core.rollup import Member, Reporting, RollUp
from actionplan.i18n import _
from actionplan.reports import rollup_words as words
from actionplan.reports.blocks import Figure, Table
from actionplan.reports.rollup_charts import areas_figure, members_figure, parts_of, values_of
from actionplan.reports.rollup_tables import (
    MANY,
    OVERDUE,
    STALE,
    UNOWNED,
    area_title,
    proposal_columns,
    proposal_values,
    reporting_remark,
)
from actionplan.reports.workbook.book import Book
from actionplan.reports.workbook.charts import height_of, stacked
from actionplan.reports.workbook.sheet import Field, Kind, Part, Place, Scalar, Sheet

_WIDTHS = (62, 9, 9, 10, 14, *(14,) * 11)
_CHART_WIDTH = 1240
_NO_TABLE = Table((), ())
_FIRST_PART = 5
"""The column of the first status: after the title, what it is counted of, the picked, and two shares."""


def name() -> str:
    """What the sheet is called."""
    return _("Counts")


def about() -> str:
    """What the sheet holds."""
    return _("the statuses counted by area, group, member and proposal, with charts")


def write(book: Book, rollup: RollUp) -> None:
    """Write the sheet."""
    sheet = Sheet(book, name(), _WIDTHS)
    sheet.title(_("Counts by area and member"))
    if not (rollup.headline.reported.part and rollup.proposals):
        sheet.say(words.headline(rollup), "line")
        return
    sheet.say(_("Each proposal is counted once for each member that has reported."), "line")
    _by_area(sheet, rollup)
    _by_group(sheet, rollup)
    _by_member(sheet, rollup)
    _by_proposal(sheet, rollup)


def _fields(rollup: RollUp, head: str) -> tuple[Field, ...]:
    flags = ((OVERDUE, _("overdue")), (UNOWNED, _("without owner")), (STALE, _("without recent follow-up")))
    return (
        Field(head, Kind.WRAPPED),
        Field(_("Of"), Kind.COUNT),
        Field(_("Picked"), Kind.COUNT),
        Field(_("Share picked"), Kind.SHARE),
        Field(_("Share carried out or under way"), Kind.SHARE),
        *(Field(f"{part.letter} {part.label}", Kind.COUNT) for part in parts_of(rollup.total)),
        *(Field(" ".join(pair), Kind.COUNT) for pair in flags),
    )


def _values(rollup: RollUp, title: str, found: Counts) -> tuple[Scalar, ...]:
    if not found.reported:
        # Nothing is not nought.
        return (title, *(None,) * (len(_fields(rollup, "")) - 1))
    return (
        title,
        found.reported,
        found.picked,
        Part(found.picked, found.reported),
        Part(found.under_way, found.reported),
        *values_of(found, rollup.total),
        found.overdue,
        found.unowned,
        found.stale,
    )


def _by_area(sheet: Sheet, rollup: RollUp) -> None:
    sheet.heading(_("By area"))
    rows = [_values(rollup, area_title(rollup, area.area), area.counts) for area in rollup.areas]
    rows.append(_values(rollup, _("All areas"), rollup.total))
    place = sheet.table("Areas", _("By area"), _fields(rollup, _("Area")), rows, total=True)
    # The sum has no bar of its own: the others would be dwarfs beside it.
    bars = Place(place.sheet, place.head, place.first, place.last - 1, place.left, place.right)
    _draw(sheet, rollup, bars, areas_figure(rollup, _NO_TABLE), _("Proposals, once for each member"))


def _draw(sheet: Sheet, rollup: RollUp, bars: Place, figure: Figure, unit: str) -> None:
    chart = stacked(sheet.book, bars, parts_of(rollup.total), _FIRST_PART, title=figure.title, unit=unit)
    sheet.draw(chart, _CHART_WIDTH, height_of(bars.last - bars.first + 1), figure.description)


def _by_group(sheet: Sheet, rollup: RollUp) -> None:
    if not rollup.groups:
        return
    sheet.new_page()
    sheet.heading(_("By group"))
    said = _("In brackets: how many of the group's members have reported.")
    sheet.say(said, "line")
    text = _("{group} ({part} of {whole})")
    rows = [
        _values(
            rollup,
            text.format(group=group.title, part=group.reported, whole=len(group.members)),
            group.counts,
        )
        for group in rollup.groups
    ]
    place = sheet.table("Groups", _("By group"), _fields(rollup, _("Group (reported)")), rows)
    parts = parts_of(rollup.total)
    title, unit = _("Status: {by}").format(by=_("By group").lower()), _("Proposals, once for each member")
    chart = stacked(sheet.book, place, parts, _FIRST_PART, title=title, unit=unit)
    sheet.draw(chart, _CHART_WIDTH, height_of(len(rows)), _("The same figures as in the table above, as bars."))


def _by_member(sheet: Sheet, rollup: RollUp) -> None:
    kind = words.kind_of(rollup)
    if rollup.groups:
        sheet.new_page()
    sheet.heading(words.per_member(kind))
    rows = [_values(rollup, _member(rollup, member), member.counts) for member in rollup.members]
    title = words.per_member(kind)
    place = sheet.table("Members", title, _fields(rollup, words.member_head(kind)), rows, filtered=True)
    # Bars for very many members would be pages of them.
    if len(rollup.members) <= MANY:
        _draw(sheet, rollup, place, members_figure(rollup, _NO_TABLE), _("Proposals"))


def _member(rollup: RollUp, member: Member) -> str:
    name = rollup.name(member.body.id)
    return name if member.reporting is Reporting.REPORTED else f"{name} ({reporting_remark(member.reporting)})"


def _by_proposal(sheet: Sheet, rollup: RollUp) -> None:
    if not rollup.rows:
        return
    sheet.new_page()
    sheet.heading(_("By proposal"))
    rows: Sequence[tuple[Scalar, ...]] = [
        _values(rollup, " ".join(value.text for value in proposal_values(rollup, row.proposal)), row.counts)
        for row in rollup.rows
    ]
    head = proposal_columns()[1].head
    sheet.table("Proposals", _("By proposal"), _fields(rollup, head), rows, filtered=True)
