"""The matrix: every proposal with a letter for each member, coloured by what the letter says."""

from collections.abc import Hashable, Sequence

from actionplan.core.matrix import Cell
from actionplan.core.rollup import Reporting, RollUp
from actionplan.core.status import SCALE
from actionplan.i18n import _
from actionplan.reports.blocks import Tone, tone_of
from actionplan.reports.rollup_tables import (
    MANY,
    OVERDUE,
    UNOWNED,
    area_title,
    cell_value,
    no_status_letter,
    proposal_columns,
    proposal_values,
    reporting_remark,
)
from actionplan.reports.workbook.book import Book
from actionplan.reports.workbook.cells import safe
from actionplan.reports.workbook.sheet import Field, Kind, Scalar, Sheet, lines_of
from actionplan.reports.workbook.styles import WARNING, painted
from actionplan.wording.labels import NOT_ASSESSED, status_letter, status_short

_UPRIGHT = 10
"""More members than this have their names written upwards, in narrow columns."""
_FIRST = (6, 62, 36, 9, 13)
"""How wide the columns before the members are."""
_NARROW, _BROAD = 4.9, 12.5
_SCALE = 60
"""Per cent, of pages with more members than fit on one."""


def name() -> str:
    """What the sheet is called."""
    return _("Matrix")


def about() -> str:
    """What the sheet holds."""
    return _("how far each member has come with each proposal, at a glance")


def signs(rollup: RollUp) -> tuple[tuple[str, str, Tone], ...]:
    """What the letters of a matrix mean, and the tone of each."""
    found = [(status_letter(status), status_short(status), tone_of(status)) for status in SCALE]
    if rollup.total.no_status or any(row.own and row.own.is_picked and not row.own.status for row in rollup.rows):
        found.append((no_status_letter(), _("picked, status not given"), Tone.PLAIN))
    return (*found, (NOT_ASSESSED, status_short(None), Tone.QUIET))


def write(book: Book, rollup: RollUp) -> None:
    """Write the matrix."""
    members = len(rollup.members) + rollup.has_own
    upright = members > _UPRIGHT
    sheet = Sheet(book, name(), (*_FIRST, *(_NARROW if upright else _BROAD for _column in range(members))))
    sheet.title(_("Status of each proposal"))
    sheet.say(_legend(rollup), "line")
    if rollup.has_own:
        text = _("The column furthest to the right is the joint plan of {body}. It is not counted among the members.")
        sheet.say(text.format(body=rollup.body.title), "line")
    _heads(sheet, rollup, upright=upright)
    head = sheet.row - 1
    for row in rollup.rows:
        _proposal(sheet, rollup, row.proposal, (row.counts.picked, row.counts.under_way))
        cells = (*row.cells, row.own) if rollup.has_own else row.cells
        _letters(sheet, cells)
        sheet.row += 1
    sheet.paper.freeze_panes(head + 1, 2)
    sheet.paper.repeat_rows(head)
    sheet.paper.repeat_columns(0, 1)
    if members > MANY:
        sheet.paper.set_print_scale(_SCALE)
    if rollup.rows:
        last = head + len(rollup.rows)
        sheet.paper.autofilter(head, 0, last, len(_FIRST) - 1)
        sheet.paper.ignore_errors({"number_stored_as_text": f"A{head + 2}:A{last + 1}"})
        if members:
            _colour(sheet, rollup, (head + 1, len(_FIRST), last, len(_FIRST) + members - 1))


def _legend(rollup: RollUp) -> str:
    entries = [(letter, said) for letter, said, _tone in signs(rollup)]
    entries += [(OVERDUE, _("overdue")), (UNOWNED, _("without owner"))]
    said = "; ".join(f"{letter} = {word}" for letter, word in entries)
    silent = any(member.reporting is not Reporting.REPORTED for member in rollup.members)
    empty = _("An empty cell: there is no plan to read.")
    return f"{said}. {empty}" if silent else f"{said}."


def _heads(sheet: Sheet, rollup: RollUp, *, upright: bool) -> None:
    number, proposal = proposal_columns()
    fields = (
        Field(number.head),
        Field(proposal.head),
        Field(_("Area")),
        Field(_("Picked"), Kind.COUNT),
        Field(_("Carried out or under way"), Kind.COUNT),
    )
    formats = sheet.book.formats
    for column, field in enumerate(fields):
        look = formats["head-number" if field.kind is Kind.COUNT else "head"]
        sheet.paper.write_string(sheet.row, column, field.head, look)
    titles = [_title(rollup, place) for place in range(len(rollup.members))]
    if rollup.has_own:
        titles.append(_("{body} (joint plan)").format(body=rollup.body.title))
    for column, title in enumerate(titles, len(fields)):
        sheet.paper.write_string(sheet.row, column, safe(title), formats["head-up" if upright else "head-centre"])
    longest = max(map(len, titles), default=0)
    lines = max((lines_of(title, _BROAD) for title in titles), default=1)
    height = min(max(longest * 7 + 12, 60), 240) if upright else max(lines, 2) * 20 + 4
    sheet.paper.set_row_pixels(sheet.row, height)
    sheet.row += 1


def _title(rollup: RollUp, place: int) -> str:
    """A member's name, with what there is to say where it has no figures."""
    member = rollup.members[place]
    title = rollup.name(member.body.id)
    return title if member.reporting is Reporting.REPORTED else f"{title} ({reporting_remark(member.reporting)})"


def _proposal(sheet: Sheet, rollup: RollUp, proposal: str, counts: Sequence[int]) -> None:
    number, title = proposal_values(rollup, proposal)
    area = area_title(rollup, rollup.catalogue.proposals[proposal].area)
    values: tuple[Scalar, ...] = (number.text, title.text, area, *counts)
    for column, value in enumerate(values):
        sheet.put(sheet.row, column, value, Kind.WRAPPED if column == 1 else Kind.TEXT)


def _letters(sheet: Sheet, cells: Sequence[Cell | None]) -> None:
    square, write_string, row = sheet.book.formats["square"], sheet.paper.write_string, sheet.row
    # Many cells say the same.
    seen: dict[Hashable, str] = {}
    for column, cell in enumerate(cells, len(_FIRST)):
        said = cell and (cell.status, cell.is_picked, cell.overdue, cell.unowned)
        if said not in seen:
            seen[said] = cell_value(cell).text
        write_string(row, column, seen[said], square)


def _colour(sheet: Sheet, rollup: RollUp, area: tuple[int, int, int, int]) -> None:
    """Colour the letters, so that a letter that is changed in Excel changes its colour."""
    file, paper = sheet.book.file, sheet.paper
    # Some programs heed the first rule that fits alone, so what is late has rules of its own before the others.
    open_ = {status_letter(status) for status in SCALE[1:4]} | {no_status_letter()}
    for letter, _word, tone in signs(rollup):
        if letter in open_:
            look = {**painted(tone), "bold": True, "border": 1, "border_color": WARNING}
            rule = {"type": "text", "criteria": "begins with", "value": f"{letter}{OVERDUE}", "stop_if_true": True}
            paper.conditional_format(*area, {**rule, "format": file.add_format(look)})
    for letter, _word, tone in signs(rollup):
        look = {key: color for key, color in painted(tone).items() if key != "border_color"}
        rule = {"type": "text", "criteria": "begins with", "value": letter, "format": file.add_format(look)}
        paper.conditional_format(*area, rule)
