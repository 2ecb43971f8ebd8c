"""Every pick as a row of one long table, to filter, sort and count in."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from msgspec import Struct

from actionplan.core.matrix import NOT_ASSESSED, Cell
from actionplan.core.rollup import RollUp
from actionplan.core.status import SCALE
from actionplan.i18n import _
from actionplan.reports import rollup_words as words
from actionplan.reports.rollup_tables import area_title, proposal_columns, proposal_values
from actionplan.reports.workbook.book import Book
from actionplan.reports.workbook.cells import safe, serial
from actionplan.reports.workbook.sheet import LINE, Kind, Sheet, lines_of
from actionplan.reports.workbook.styles import POINTS, RULE
from actionplan.wording.figures import day
from actionplan.wording.labels import level_label, status_short

_HEAD_LINES = 3
_MOST_ROOM = 28
"""How wide a column grows with what stands in it; what is longer goes on in the next line."""
_LOOKS = {Kind.TEXT: "bare-text", Kind.DAY: "bare-day", Kind.COUNT: "bare"}
_TITLES = 5
"""The columns that tell whose and what a row is."""


class _Fact(Struct, frozen=True):
    """A column: its head, how wide it is, and what stands in it."""

    head: str
    width: float
    kind: Kind
    of: Callable[[Cell], str | int | dt.date | None]


def name() -> str:
    """What the sheet is called."""
    return _("Picks")


def about() -> str:
    """What the sheet holds."""
    return _("a row for each member and proposal with something recorded, to filter and sort")


def write(book: Book, rollup: RollUp) -> None:
    """Write the table."""
    facts = _facts(rollup)
    number, proposal = proposal_columns()
    bodies = [member.body.id for member in rollup.members]
    heads = (
        (words.member_head(words.kind_of(rollup)), _room(map(rollup.name, bodies), 16)),
        (number.head, 7),
        (proposal.head, 56),
        (_("Area"), 28),
        (_("Code"), _room(bodies, 8)),
        *((fact.head, fact.width) for fact in facts),
    )
    sheet = Sheet(book, name(), [width for _head, width in heads])
    known = list(_cells(rollup))
    if not known:
        sheet.say(words.headline(rollup))
        return
    columns = [{"header": head, "header_format": book.formats["head"]} for head, _width in heads]
    options = {"name": "Picks", "title": about(), "style": "Table Style Light 1", "columns": columns}
    sheet.paper.add_table(0, 0, len(known), len(heads) - 1, options)
    kinds = [*(Kind.TEXT for _place in range(_TITLES)), *(fact.kind for fact in facts)]
    for column, (kind, width) in enumerate(zip(kinds, sheet.widths, strict=True)):
        # The look of a column: a look of its own for each of two hundred thousand cells takes its time.
        sheet.paper.set_column(column, column, width, book.formats[_LOOKS[kind]])
    line = book.file.add_format({"bottom": 1, "bottom_color": RULE})
    sheet.paper.conditional_format(1, 0, len(known), len(heads) - 1, {"type": "no_errors", "format": line})
    sheet.paper.set_row(0, _HEAD_LINES * POINTS * LINE)
    _rows(sheet, known, facts)
    sheet.paper.freeze_panes(1, 3)
    sheet.paper.repeat_rows(0)
    sheet.paper.ignore_errors({"number_stored_as_text": f"B2:E{len(known) + 1}"})


def _room(texts: Iterable[str], least: int) -> int:
    """How wide a column of these texts is, in digits."""
    return min(max([least, *(len(safe(text)) + 2 for text in texts)]), _MOST_ROOM)


def _cells(rollup: RollUp) -> Iterator[tuple[tuple[str, ...], Cell]]:
    """What stands in the first columns, and the cell, for each that says something; a member's rows together."""
    titles = [
        (
            *(safe(value.text) for value in proposal_values(rollup, row.proposal)),
            safe(area_title(rollup, rollup.catalogue.proposals[row.proposal].area)),
        )
        for row in rollup.rows
    ]
    for place, member in enumerate(rollup.members):
        name, code = safe(rollup.name(member.body.id)), safe(member.body.id)
        for row, title in zip(rollup.rows, titles, strict=True):
            cell = row.cells[place]
            if cell is not None and cell != NOT_ASSESSED:
                yield (name, *title, code), cell


def _facts(rollup: RollUp) -> tuple[_Fact, ...]:
    """The columns after the proposal."""
    as_of = rollup.criteria.as_of
    yes, no = _("yes"), _("no")

    def word(flag: bool) -> str:
        return yes if flag else no

    levels: dict[str, str] = {}

    def level(cell: Cell) -> str | None:
        return cell.level and (levels.get(cell.level) or levels.setdefault(cell.level, level_label(cell.level)))

    def late(cell: Cell) -> int | None:
        return (as_of - cell.due).days if cell.overdue and cell.due else None

    shorts = {status: status_short(status) for status in (*SCALE, None)}
    no_status = _("status not given")

    def status(cell: Cell) -> str:
        return no_status if cell.is_picked and cell.status is None else shorts[cell.status]

    facts = [
        _Fact(_("Status"), 17, Kind.TEXT, status),
        _Fact(_("Owner"), 30, Kind.TEXT, lambda cell: cell.owner),
        _Fact(_("Deadline"), 14, Kind.DAY, lambda cell: cell.due),
        _Fact(_("Latest follow-up"), 14, Kind.DAY, lambda cell: cell.followed_up),
        _Fact(_("Days late"), 10, Kind.COUNT, late),
        _Fact(_("Overdue"), 11, Kind.TEXT, lambda cell: word(cell.overdue)),
        _Fact(_("Without owner"), 12, Kind.TEXT, lambda cell: word(cell.unowned)),
        _Fact(_("Without recent follow-up"), 15, Kind.TEXT, lambda cell: word(cell.stale)),
        _Fact(_("Is picked"), 9, Kind.TEXT, lambda cell: word(cell.is_picked)),
        _Fact(_("Level"), 12, Kind.TEXT, level),
        _Fact(_("Led by"), 15, Kind.TEXT, lambda cell: rollup.name(cell.lead) if cell.lead else None),
        _Fact(_("Status (value)"), 14, Kind.TEXT, lambda cell: cell.status.value if cell.status else None),
    ]
    return tuple(fact for fact in facts if rollup.criteria.names or fact.head != _("Owner"))


def _rows(sheet: Sheet, known: list[tuple[tuple[str, ...], Cell]], facts: tuple[_Fact, ...]) -> None:
    """Write the rows: a national table has two hundred thousand cells, hence without detours."""
    alarm = sheet.book.formats["bare-alarm"]
    write_string, write_number = sheet.paper.write_string, sheet.paper.write_number
    known_text: dict[str, str] = {}
    overdue = next(place for place, fact in enumerate(facts, _TITLES) if fact.head == _("Overdue"))
    values = [(column, fact.of) for column, fact in enumerate(facts, _TITLES)]
    lines = cache(lambda text, column: lines_of(text, sheet.widths[column] - 1))
    for row, (titles, cell) in enumerate(known, 1):
        most = 1
        for column, title in enumerate(titles):
            write_string(row, column, title)
            most = max(most, lines(title, column))
        for column, of in values:
            value = of(cell)
            if value is None:
                continue
            if isinstance(value, str):
                if value not in known_text:
                    known_text[value] = safe(value)
                look = alarm if column == overdue and cell.overdue else None
                write_string(row, column, known_text[value], look)
                most = max(most, lines(known_text[value], column))
            elif isinstance(value, int):
                write_number(row, column, value)
            elif (number := serial(value)) is not None:
                write_number(row, column, number)
            else:
                write_string(row, column, day(value))
        if most > 1:
            # Not every program finds out by itself how high a row must be.
            sheet.paper.set_row(row, most * POINTS * LINE)
