"""Proposals × members, drawn line by line: a table widget takes seconds for a nation's thirteen thousand cells."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from actionplan.core.matrix import Row
from actionplan.i18n import _
from actionplan.tui.widgets import board as lines
from actionplan.tui.widgets.board import CELL, Board, Pieces, Place, Sight
from actionplan.tui.widgets.paint import Painted

_MOST_DRAWN = 400
"""Rows that are kept as they were drawn."""
_HEAD = 1
_FOOT = 1


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
        self._drawn: dict[tuple[str, Sight], tuple[Pieces, Strip]] = {}
        super().__init__()

    _bodies: tuple[str, ...] = ()
    """The members, by id."""
    _heads: tuple[str, ...] = ()
    _proposals: tuple[str, ...] = ()
    _lines: tuple[Row | str, ...] = ()
    """Rows, and ids of areas where their headings stand."""
    _line_of: Mapping[str, int] = MappingProxyType({})
    _column_of: Mapping[str, int] = MappingProxyType({})

    def watch_board(self, board: Board | None) -> None:
        """Lay out another board; the cursor stays where it was if that is still there."""
        if board is None:
            return
        self._drawn.clear()
        self._bodies = tuple(member.body.id for member in board.members)
        self._heads = lines.heads_of(board)
        self._lines = lines.lines_of(board)
        self._proposals = tuple(row.proposal for row in board.rows)
        self._line_of = {line.proposal: at for at, line in enumerate(self._lines) if isinstance(line, Row)}
        self._column_of = {body: at for at, body in enumerate(self._bodies)}
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
        hidden = max(len(self._bodies) - sight.members, 0)
        width = sight.width + hidden * CELL
        # Not "auto": that width and the scroll bars would hang on each other.
        self.styles.overflow_x = "scroll" if hidden else "hidden"
        self.virtual_size = Size(width, len(self._lines) + _HEAD + _FOOT)

    def on_resize(self) -> None:
        """Lay out anew: the titles take what room there is."""
        self._measure()
        self._show()

    def _sight(self) -> Sight:
        return lines.sight_of(self.size.width, len(self._bodies), self.scroll_offset.x)

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
            return self.strip(lines.header(board, self._heads, sight, self.place.body), width)
        if y == self.size.height - _FOOT:
            return self.strip(lines.totals(board, sight), width)
        at = y - _HEAD + self.scroll_offset.y
        if not self._lines and y == _HEAD:
            return self.strip(((" " + _("Nothing fits. Esc shows everything again."), "quiet"),), width)
        line = self._lines[at] if at < len(self._lines) else ""
        if isinstance(line, str):
            return self.strip(lines.heading(board, line, width) if line else (), width)
        return self._row(line, board, sight)

    def _row(self, row: Row, board: Board, sight: Sight) -> Strip:
        # Away from the cursor a row looks the same until something changes, and a turned page comes back.
        known = self._drawn.get((row.proposal, sight))
        if known is None:
            if len(self._drawn) > _MOST_DRAWN:
                self._drawn.clear()
            pieces = lines.pieces_of(board, row, sight)
            known = self._drawn[row.proposal, sight] = pieces, self.strip(lines.plain_line(pieces), sight.width)
        if row.proposal != self.place.proposal:
            return known[1]
        return self.strip(lines.cursor_line(board, row, known[0], sight, self.place.body), sight.width, "row")

    def notify_style_update(self) -> None:
        """Draw anew: the colours are others."""
        self._drawn.clear()
        super().notify_style_update()

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
        rows = self._proposals
        if not rows or not self._bodies:
            return
        row = rows.index(self.place.proposal) if self.place.proposal in rows else 0
        column = self._column_of.get(self.place.body, 0)
        row = max(0, min(row + down, len(rows) - 1))
        column = max(0, min(column + right, len(self._bodies) - 1))
        self.place = Place(rows[row], self._bodies[column])

    def on_key(self, event: events.Key) -> None:
        """Arrows, and the letters that stand for them."""
        page = max(self.size.height - _HEAD - _FOOT - 1, 1)
        far, side = len(self._lines) + len(self._bodies), self._sight().members
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
        inside = event.x >= sight.title and column < len(self._bodies)
        return Place(line.proposal, self._bodies[column] if inside else self.place.body)

    def on_click(self, event: events.Click) -> None:
        """Go to a cell; open it on a double click."""
        if place := self._place_at(event):
            self.place = place
            if event.chain > 1:
                self.post_message(self.Opened(place))
