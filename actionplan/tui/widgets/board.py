"""The lines of the overview: what its header, its rows and its totals say, before anything is drawn."""

from collections.abc import Sequence

from msgspec import Struct

from actionplan.core.matrix import Cell, Row
from actionplan.core.narrowing import Narrowing
from actionplan.core.rollup import Member, Reporting, RollUp
from actionplan.i18n import _
from actionplan.reports.plain import abbreviate, cut, pad, visible
from actionplan.reports.rollup_tables import OVERDUE, UNOWNED, no_status_letter
from actionplan.tui.widgets.paint import Line, Span, paint_of
from actionplan.wording.labels import NOT_ASSESSED, status_letter

CELL = 5
"""Columns of a cell: a filled block of four, and a blank."""
TOTAL = 5
"""Columns of a row's total."""
_LEAST_TITLE, _MOST_TITLE = 22, 90
_WITHOUT_GROUND = frozenset({"none", "missing", "against"})
"""Paints of cells that are no block: with the blank before them they are one piece, and a line has fewer of them."""


class Place(Struct, frozen=True):
    """A cell by what it is about."""

    proposal: str = ""
    body: str = ""


class Board(Struct, frozen=True):
    """What the matrix draws."""

    rollup: RollUp
    rows: tuple[Row, ...]
    """The listed proposals, in their order."""
    narrowing: Narrowing
    by_area: bool
    """Whether areas get headings: not when the rows are sorted otherwise."""
    language: str

    @property
    def members(self) -> tuple[Member, ...]:
        """The columns."""
        return self.rollup.members


class Sight(Struct, frozen=True):
    """What of the matrix is in sight: the columns of the widget and of the titles, and which members."""

    width: int
    title: int
    first: int
    members: int
    """How many are in sight at once."""

    def shown(self, members: Sequence[Member]) -> range:
        """The members in sight, by their places."""
        return range(self.first, min(self.first + self.members, len(members)))


class Pieces(Struct, frozen=True):
    """A row in pieces, one a cell, so that the cursor can be laid on one of them."""

    title: str
    cells: tuple[Line, ...]
    end: Line


def sight_of(width: int, members: int, scrolled: int) -> Sight:
    """What is in sight of some members, in a width, scrolled by some columns. The titles have what the cells leave."""
    left = width - members * CELL - TOTAL
    title = max(min(left, _MOST_TITLE), min(_LEAST_TITLE, max(width - 2 * CELL - TOTAL, 8)))
    fitting = max((width - title - TOTAL) // CELL, 1)
    return Sight(width, title, min(round(scrolled / CELL), max(members - fitting, 0)), fitting)


def lines_of(board: Board) -> tuple[Row | str, ...]:
    """The rows, and the ids of areas where their headings stand."""
    lines: list[Row | str] = []
    last = ""
    for row in board.rows:
        area = board.rollup.catalogue.proposals[row.proposal].area
        if board.by_area and area != last:
            lines.append(area)
        last = area
        lines.append(row)
    return tuple(lines)


def heads_of(board: Board) -> tuple[str, ...]:
    """The members' names, as short as a cell."""
    return abbreviate([visible(board.rollup.name(one.body.id)) for one in board.members], CELL - 2)


def header(board: Board, heads: Sequence[str], sight: Sight, body: str) -> Line:
    """The members' names; a body's own stands out."""
    shown = sight.shown(board.members)
    spans: list[Span] = [(pad("‹" if sight.first else " ", sight.title, ">"), "quiet")]
    for at in shown:
        member = board.members[at]
        paint = "strong" if member.reporting is Reporting.REPORTED else "quiet"
        mark = "‼" if member.reporting is Reporting.UNREADABLE else " "
        spans.append((f" {pad(heads[at], CELL - 2)}{mark}", "accent" if member.body.id == body else paint))
    after = "›" if shown.stop < len(board.members) else " "
    return (*spans, (after, "quiet"), (pad(_("picked")[:4], TOTAL - 1, ">"), "quiet"))


def totals(board: Board, sight: Sight) -> Line:
    """How many proposals each member has picked."""
    spans: list[Span] = [(pad(cut(_(" picked"), sight.title), sight.title), "quiet")]
    for at in sight.shown(board.members):
        member = board.members[at]
        said = str(member.counts.picked) if member.reporting is Reporting.REPORTED else ""
        spans.append((pad(said, CELL - 2, ">") + "  ", "quiet"))
    return (*spans, (pad(str(board.rollup.total.picked), TOTAL, ">"), "quiet"))


def heading(board: Board, area: str, width: int) -> Line:
    """An area's name."""
    known = board.rollup.catalogue.areas.get(area)
    title = visible(known.title("en" if board.language == "en" else "sv")) if known else area
    return ((cut(f" {area}  {title.upper()}", width), "heading"),)


def pieces_of(board: Board, row: Row, sight: Sight) -> Pieces:
    """A row without the cursor."""
    said = visible(board.rollup.catalogue.proposals[row.proposal].title("en" if board.language == "en" else "sv"))
    title = pad(f"{row.proposal} {cut(said, sight.title - 3 - len(row.proposal))}", sight.title - 1)
    narrowing = board.narrowing if board.narrowing.concerns_cells else None
    cells: list[Line] = []
    for at in sight.shown(board.members):
        cell = row.cells[at]
        text, flags, paint = _said(cell, board.members[at])
        if narrowing and not narrowing.fits_cell(cell):
            cells.append(((f"  {text:<{CELL - 2}}", "none"),))
        elif flags:
            cells.append(((" ", "plain"), (f" {text}{flags:<2}", paint)))
        elif paint in _WITHOUT_GROUND:
            cells.append(((f"  {text}  ", paint),))
        else:
            cells.append(((" ", "plain"), (f" {text}  ", paint)))
    rest = " " * max(sight.width - sight.title - len(cells) * CELL - TOTAL, 0)
    total = str(row.counts.picked) if row.counts.picked else "–"
    return Pieces(
        title, tuple(cells), ((f"{total:>{TOTAL}}", "plain" if row.counts.picked else "quiet"), (rest, "plain"))
    )


def plain_line(pieces: Pieces) -> Line:
    """A row away from the cursor."""
    return ((f" {pieces.title}", "plain"), *(span for cell in pieces.cells for span in cell), *pieces.end)


def cursor_line(board: Board, row: Row, pieces: Pieces, sight: Sight, body: str) -> Line:
    """The row that the cursor is on, in the column of a body."""
    cells = list(pieces.cells)
    for at in sight.shown(board.members):
        if board.members[at].body.id == body:
            text, flags, _paint = _said(row.cells[at], board.members[at])
            cells[at - sight.first] = ((f"▐{text + flags:<{CELL - 2}}▌", "cursor"),)
    return ((f"▌{pieces.title}", "strong"), *(span for cell in cells for span in cell), *pieces.end)


def _said(cell: Cell | None, member: Member) -> tuple[str, str, str]:
    """What a cell says: its letter, its flags, and in which paint."""
    if cell is None:
        return "▒" if member.reporting is Reporting.UNREADABLE else " ", "", "missing"
    flags = (OVERDUE if cell.overdue else "") + (UNOWNED if cell.unowned else "")
    if cell.status:
        return status_letter(cell.status), flags, paint_of(cell.status)
    if cell.is_picked:
        return no_status_letter(), flags, "not-started"
    return NOT_ASSESSED, flags, paint_of(None)
