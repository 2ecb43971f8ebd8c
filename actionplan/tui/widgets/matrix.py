"""Proposals × members, drawn line by line: a table widget takes seconds for a nation's thirteen thousand cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from msgspec import Struct
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from actionplan.core.matrix import Cell, Row
from actionplan.core.narrowing import Narrowing
from actionplan.core.rollup import Member, Reporting, RollUp
from actionplan.i18n import _
from actionplan.reports.plain import abbreviate, cut, pad, visible
from actionplan.reports.rollup_tables import OVERDUE, UNOWNED, no_status_letter
from actionplan.tui.widgets.paint import Line, Painted, Span, paint_of
from actionplan.wording.labels import NOT_ASSESSED, status_letter

CELL = 5
"""Columns of a cell: a filled block of four, and a blank."""
_TOTAL = 5
_LEAST_TITLE, _MOST_TITLE = 22, 60
_WITHOUT_GROUND = frozenset({"none", "missing", "against"})
"""Paints of cells that are no block: with the blank before them they are one piece, and a line has fewer of them."""
_MOST_DRAWN = 400
"""Rows that are kept as they were drawn."""
_HEAD = 1
_FOOT = 1


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


class Sight(Struct, frozen=True):
    """What of the matrix is in sight: the columns of the widget and of the titles, and which members."""

    width: int
    title: int
    first: int
    members: int
    """How many are in sight at once."""


class Matrix(Painted, ScrollView, can_focus=True):
    """The matrix. Its first column, its header and its totals stay in sight."""

    board: var[Board | None] = var(None)
    place: var[Place] = var(Place())

    @dataclass
    class Opened(Message):
        """A cell was clicked twice."""

        place: Place

    def __init__(self) -> None:
        """An empty matrix."""
        self._drawn: dict[tuple[str, Sight], Strip] = {}
        super().__init__()

    _members: tuple[Member, ...] = ()
    _heads: tuple[str, ...] = ()
    _lines: tuple[Row | str, ...] = ()
    """Rows, and ids of areas where their headings stand."""
    _line_of: Mapping[str, int] = MappingProxyType({})
    _column_of: Mapping[str, int] = MappingProxyType({})

    def watch_board(self, board: Board | None) -> None:
        """Lay out another board; the cursor stays where it was if that is still there."""
        if board is None:
            return
        self._drawn.clear()
        rollup = board.rollup
        self._members = rollup.members
        self._heads = abbreviate([visible(rollup.name(one.body.id)) for one in rollup.members], CELL - 2)
        self._lines = tuple(_with_areas(board))
        self._line_of = {line.proposal: at for at, line in enumerate(self._lines) if isinstance(line, Row)}
        self._column_of = {member.body.id: at for at, member in enumerate(self._members)}
        self._measure()
        kept = Place(
            self.place.proposal if self.place.proposal in self._line_of else next(iter(self._line_of), ""),
            self.place.body if self.place.body in self._column_of else next(iter(self._column_of), ""),
        )
        if kept == self.place:
            self._show()
        self.place = kept
        self.refresh()

    def _measure(self) -> None:
        # As wide as it takes for the last member to come into sight when all is scrolled, cell by cell.
        sight = self._sight()
        hidden = max(len(self._members) - sight.members, 0)
        width = sight.width + hidden * CELL
        # Not "auto": that width and the scroll bars would hang on each other.
        self.styles.overflow_x = "scroll" if hidden else "hidden"
        self.virtual_size = Size(width, len(self._lines) + _HEAD + _FOOT)

    def on_resize(self) -> None:
        """Lay out anew: the titles take what room there is."""
        self._measure()
        self._show()

    def _sight(self) -> Sight:
        width, count = self.size.width, len(self._members)
        # The titles have what the cells leave.
        left = width - count * CELL - _TOTAL
        title = max(min(left, _MOST_TITLE), min(_LEAST_TITLE, max(width - 2 * CELL - _TOTAL, 8)))
        members = max((width - title - _TOTAL) // CELL, 1)
        first = min(round(self.scroll_offset.x / CELL), max(count - members, 0))
        return Sight(width, title, first, members)

    @property
    def title_width(self) -> int:
        """Columns of the proposals' titles."""
        return self._sight().title

    # Drawing

    def render_line(self, y: int) -> Strip:
        """A line of the screen: header, totals, an area's heading or a proposal."""
        sight, board = self._sight(), self.board
        width = sight.width
        if board is None:
            return Strip.blank(width, self.rich_style)
        if y < _HEAD:
            return self.strip(self._header(sight), width)
        if y == self.size.height - _FOOT:
            return self.strip(self._totals(sight), width)
        at = y - _HEAD + self.scroll_offset.y
        line = self._lines[at] if at < len(self._lines) else None
        if line is None:
            return Strip.blank(width, self.rich_style)
        if isinstance(line, str):
            return self.strip(self._heading(line, width), width)
        if line.proposal == self.place.proposal:
            return self.strip(self._row(line, board, sight), width, "row")
        return self._remembered(line, board, sight)

    def _remembered(self, row: Row, board: Board, sight: Sight) -> Strip:
        """A row away from the cursor: it looks the same until something changes, and a turned page comes back."""
        known = self._drawn.get((row.proposal, sight))
        if known is None:
            if len(self._drawn) > _MOST_DRAWN:
                self._drawn.clear()
            known = self._drawn[row.proposal, sight] = self.strip(self._row(row, board, sight), sight.width)
        return known

    def notify_style_update(self) -> None:
        """Draw anew: the colours are others."""
        self._drawn.clear()
        super().notify_style_update()

    def _header(self, sight: Sight) -> Line:
        shown = range(sight.first, min(sight.first + sight.members, len(self._members)))
        spans: list[Span] = [(pad("", sight.title), "plain")]
        for at in shown:
            member = self._members[at]
            paint = "accent" if member.body.id == self.place.body else "strong"
            if member.reporting is not Reporting.REPORTED:
                paint = "accent" if member.body.id == self.place.body else "quiet"
            mark = "‼" if member.reporting is Reporting.UNREADABLE else " "
            spans.append((f" {pad(self._heads[at], CELL - 2)}{mark}", paint))
        before = "‹" if sight.first else " "
        after = "›" if shown.stop < len(self._members) else " "
        spans[0] = (pad(before, sight.title, ">"), "quiet")
        return (*spans, (after, "quiet"), (pad(_("picked")[:4], _TOTAL - 1, ">"), "quiet"))

    def _totals(self, sight: Sight) -> Line:
        shown = self._members[sight.first : sight.first + sight.members]
        spans: list[Span] = [(pad(cut(_(" picked"), sight.title), sight.title), "quiet")]
        for member in shown:
            said = str(member.counts.picked) if member.reporting is Reporting.REPORTED else ""
            spans.append((pad(said, CELL - 2, ">") + "  ", "quiet"))
        whole = self.board.rollup.total.picked if self.board else 0
        return (*spans, (pad(str(whole), _TOTAL, ">"), "quiet"))

    def _heading(self, area: str, width: int) -> Line:
        known = self.board.rollup.catalogue.areas.get(area) if self.board else None
        title = visible(known.title("en" if self.board and self.board.language == "en" else "sv")) if known else area
        return ((cut(f" {area}  {title.upper()}", width), "heading"),)

    def _row(self, row: Row, board: Board, sight: Sight) -> Line:
        width, place = sight.title, self.place
        title = board.rollup.catalogue.proposals[row.proposal].title("en" if board.language == "en" else "sv")
        here = row.proposal == place.proposal
        label = f"{'▌' if here else ' '}{row.proposal} {cut(visible(title), width - 5 - len(row.proposal) + 2)}"
        spans: list[Span] = [(pad(label, width), "strong" if here else "plain")]
        narrowing = board.narrowing if board.narrowing.concerns_cells else None
        for at in range(sight.first, min(sight.first + sight.members, len(self._members))):
            cell, member = row.cells[at], self._members[at]
            faint = narrowing is not None and not narrowing.fits_cell(cell)
            spans += _cell(cell, member, cursor=here and member.body.id == place.body, faint=faint)
        rest = " " * max(sight.width - sum(len(text) for text, _paint in spans) - _TOTAL, 0)
        total = str(row.counts.picked) if row.counts.picked else "–"
        return (*spans, (rest, "plain"), (pad(total, _TOTAL, ">"), "plain" if row.counts.picked else "quiet"))

    # Moving

    def watch_place(self, before: Place, place: Place) -> None:
        """Draw only the lines that the cursor left and came to."""
        self._show()
        for proposal in {before.proposal, place.proposal}:
            if (at := self._line_of.get(proposal)) is not None:
                self.refresh(Region(0, at + _HEAD - self.scroll_offset.y, self.size.width, 1))
        if before.body != place.body:
            self.refresh(Region(0, 0, self.size.width, 1))

    def _show(self) -> None:
        """Scroll the cursor into sight."""
        row, column = self._line_of.get(self.place.proposal), self._column_of.get(self.place.body)
        if row is None or column is None or not self.size.height:
            return
        inner = self.size.height - _HEAD - _FOOT
        x, y = self.scroll_offset.x, self.scroll_offset.y
        top = row - 1 if row and isinstance(self._lines[row - 1], str) else row
        y = top if top < y else row - inner + 1 if row >= y + inner else y
        sight = self._sight()
        if column < sight.first:
            x = column * CELL
        elif column >= sight.first + sight.members:
            x = (column - sight.members + 1) * CELL
        if (x, y) != (self.scroll_offset.x, self.scroll_offset.y):
            self.scroll_to(x, y, animate=False, immediate=True, force=True)

    def move(self, down: int = 0, right: int = 0) -> None:
        """Move the cursor by rows and columns, as far as there are any."""
        rows = [line.proposal for line in self._lines if isinstance(line, Row)]
        if not rows or not self._members:
            return
        row = rows.index(self.place.proposal) if self.place.proposal in rows else 0
        column = self._column_of.get(self.place.body, 0)
        row = max(0, min(row + down, len(rows) - 1))
        column = max(0, min(column + right, len(self._members) - 1))
        self.place = Place(rows[row], self._members[column].body.id)

    def on_key(self, event: events.Key) -> None:
        """Arrows, and the letters that stand for them."""
        page = max(self.size.height - _HEAD - _FOOT - 1, 1)
        far, side = len(self._lines) + len(self._members), self._sight().members
        step = {
            "up": (-1, 0), "k": (-1, 0), "down": (1, 0), "j": (1, 0),
            "left": (0, -1), "h": (0, -1), "right": (0, 1), "l": (0, 1),
            "pageup": (-page, 0), "pagedown": (page, 0),
            "home": (0, -far), "end": (0, far), "ctrl+home": (-far, -far), "ctrl+end": (far, far),
            "ctrl+left": (0, -side), "ctrl+right": (0, side),
        }.get(event.key)  # fmt: skip
        if step:
            event.stop()
            event.prevent_default()
            self.move(*step)

    def _place_at(self, event: events.MouseEvent) -> Place | None:
        at = event.y - _HEAD + self.scroll_offset.y
        if not _HEAD <= event.y < self.size.height - _FOOT or at >= len(self._lines):
            return None
        line = self._lines[at]
        if isinstance(line, str):
            return None
        sight = self._sight()
        column = sight.first + (event.x - sight.title) // CELL
        inside = event.x >= sight.title and column < len(self._members)
        return Place(line.proposal, self._members[column].body.id if inside else self.place.body)

    def on_click(self, event: events.Click) -> None:
        """Go to a cell; open it on a double click."""
        if place := self._place_at(event):
            self.place = place
            if event.chain > 1:
                self.post_message(self.Opened(place))


def _with_areas(board: Board) -> Sequence[Row | str]:
    lines: list[Row | str] = []
    last = ""
    for row in board.rows:
        area = board.rollup.catalogue.proposals[row.proposal].area
        if board.by_area and area != last:
            lines.append(area)
        last = area
        lines.append(row)
    return lines


def _cell(cell: Cell | None, member: Member, *, cursor: bool, faint: bool) -> list[Span]:
    """A cell's block and the blank before it."""
    if cell is None:
        letter = "▒" if member.reporting is Reporting.UNREADABLE else " "
        text, paint, flags = letter, "missing", ""
    else:
        is_bare_pick = cell.status is None and cell.is_picked
        text = no_status_letter() if is_bare_pick else status_letter(cell.status) if cell.status else NOT_ASSESSED
        flags = (OVERDUE if cell.overdue else "") + (UNOWNED if cell.unowned else "")
        paint = "not-started" if is_bare_pick else paint_of(cell.status)
    if cursor:
        return [(f"▐{pad(text + flags, CELL - 2)}▌", "cursor")]
    if faint:
        return [(f"  {pad(text, CELL - 2)}", "none")]
    if not flags and paint in _WITHOUT_GROUND:
        return [(f"  {text}  ", paint)]
    if not flags:
        return [(" ", "plain"), (f" {text}  ", paint)]
    return [(" ", "plain"), (f" {text}", paint), (pad(flags, 2), paint)]
