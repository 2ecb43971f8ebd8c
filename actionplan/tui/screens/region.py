"""The overview: all proposals × all members, and what there is to know of the cell under the cursor."""

from collections.abc import Iterable
from typing import ClassVar

from msgspec.structs import replace
from textual import on
from textual.binding import BindingType
from textual.reactive import var
from textual.widget import Widget

from actionplan.core.narrowing import Narrowing, Sort, narrow
from actionplan.tui.command_table import REGION
from actionplan.tui.commands import Command, bindings
from actionplan.tui.messages import PlanAsked
from actionplan.tui.scene import Scene
from actionplan.tui.screens.acting import Acting
from actionplan.tui.screens.joint import Joining
from actionplan.tui.views.cell import cell_writing
from actionplan.tui.views.words import figures, narrowed
from actionplan.tui.widgets.board import Board, Place
from actionplan.tui.widgets.kept import Ground
from actionplan.tui.widgets.matrix import Matrix
from actionplan.tui.widgets.page import Page
from actionplan.tui.widgets.topbar import TopBar

_PAUSE = 0.004
"""Seconds between the cursor's frame and the making of the detail's."""
_NARROW = 100
"""Columns below which the detail stands under the matrix."""


class RegionScreen(Acting, Joining):
    """The overview."""

    HERE: ClassVar[tuple[Command, ...]] = REGION
    MODE = "region"
    BINDINGS: ClassVar[list[BindingType]] = bindings(REGION)

    narrowing: var[Narrowing] = var(Narrowing())
    board: var[Board | None] = var(None)
    place: var[Place] = var(Place())
    _will_describe = False

    def content(self) -> Iterable[Widget]:
        """The matrix, and the detail beside or under it."""
        with Ground(id="region"):
            yield Matrix().data_bind(board=RegionScreen.board)
            yield Page(id="detail", classes="detail")

    def main(self) -> Widget:
        """Keys go to the matrix."""
        return self.query_one(Matrix)

    def on_mount(self) -> None:
        """Follow the proposal that other screens come from."""
        self.watch(self.app, "proposal", self._go)
        # Not by a message: that would come when the cursor is drawn already, and the detail a frame after it.
        self.watch(self.query_one(Matrix), "place", self._moved)

    def _go(self, proposal: str) -> None:
        """Go to the proposal that other screens are about, if it is listed."""
        listed = self.board is None or any(row.proposal == proposal for row in self.board.rows)
        if proposal and listed and proposal != self.place.proposal:
            self.query_one(Matrix).place = Place(proposal, self.place.body or self.stage.body)

    def reveal(self, proposal: str) -> None:
        """Go to a proposal, also where it is not listed now."""
        if self.board and proposal != self.place.proposal:
            self.narrowing = Narrowing()
            self._go(proposal)

    def on_resize(self) -> None:
        """Fold the detail under the matrix where there is little room."""
        self.query_one("#region").set_class(self.size.width < _NARROW, "folded")

    def watch_scene(self, scene: Scene | None) -> None:
        """Lay out what was read."""
        self._lay_out(scene)

    def watch_narrowing(self) -> None:
        """Lay out what fits."""
        self._lay_out(self.scene)

    def watch_words(self, words: str) -> None:
        """Find as the words are typed."""
        self.narrowing = replace(self.narrowing, text=words)

    def _lay_out(self, scene: Scene | None) -> None:
        if scene is None or scene.rollup is None:
            return
        narrowing = replace(self.narrowing, names=not scene.hide_names)
        rows = narrow(scene.rollup, narrowing, scene.language)
        by_area = narrowing.sort is Sort.CATALOGUE
        self.board = Board(scene.rollup, rows, narrowing, by_area, scene.language)
        bar = self.query_one(TopBar)
        bar.figures = figures(scene)
        bar.narrowed = narrowed(narrowing, len(rows), scene)
        self._describe()

    def _moved(self, place: Place) -> None:
        if not place.proposal:
            return
        self.place = place
        if self.is_current:
            # Behind another screen the cursor follows that one, and leads nowhere itself.
            self.stage.body, self.stage.proposal = place.body, place.proposal
        # The detail follows when the cursor is seen in its new place, and once where a key is held down. The pause lets
        # the thread that writes to the terminal have its turn; the next frame would come no sooner without it.
        if not self._will_describe:
            self._will_describe = True
            self.call_after_refresh(self.set_timer, _PAUSE, self._describe)

    def _describe(self) -> None:
        self._will_describe = False
        if self.scene:
            self.query_one("#detail", Page).writing = cell_writing(self.scene, self.place)

    def subject(self) -> tuple[str, str]:
        """The cell under the cursor."""
        return self.place.body, self.place.proposal

    def widen(self) -> bool:
        """Show all proposals again."""
        if self.narrowing.is_empty and self.narrowing.sort is Sort.CATALOGUE:
            return False
        self.narrowing = Narrowing()
        return True

    @on(Matrix.Opened)
    def action_open(self) -> None:
        """Open the plan at the proposal."""
        self.post_message(PlanAsked(self.place.body, self.place.proposal))

    def action_narrow(self) -> None:
        """Filter and sort."""
        if self.scene:
            from actionplan.tui.dialogs.narrow import NarrowDialog

            known = replace(self.narrowing, owner="") if self.scene.hide_names else self.narrowing
            self.app.push_screen(NarrowDialog(self.scene, known), self._narrowed)

    def _narrowed(self, narrowing: Narrowing | None) -> None:
        if narrowing is not None:
            self.narrowing = narrowing

    def action_overdue(self) -> None:
        """Show only what is overdue, or everything again."""
        self.narrowing = replace(self.narrowing, overdue=not self.narrowing.overdue)

    def action_only_picked(self) -> None:
        """Show only what somebody has picked, or everything again."""
        self.narrowing = replace(self.narrowing, picked=not self.narrowing.picked)
