"""The joint-work finder: what members could do together, and why."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from actionplan.tui.command_table import OVERLAP
from actionplan.tui.commands import Command, bindings
from actionplan.tui.messages import ProposalAsked
from actionplan.tui.scene import Scene
from actionplan.tui.screens.joint import Joining
from actionplan.tui.views.overlap import head_writing, overlap_items, proposal_of, reasons_writing
from actionplan.tui.views.words import figures
from actionplan.tui.widgets.page import Page
from actionplan.tui.widgets.rows import Rows
from actionplan.tui.widgets.topbar import TopBar

_NARROW = 100
"""Columns below which the detail stands under the list."""


class OverlapScreen(Joining):
    """The candidates for joint work, best first, and everything else that is picked by several or by nobody."""

    HERE: ClassVar[tuple[Command, ...]] = OVERLAP
    MODE = "overlap"
    BINDINGS: ClassVar[list[BindingType]] = bindings(OVERLAP)

    def content(self) -> Iterable[Widget]:
        """The question, the list, and the reasons beside or under it."""
        head = Page(id="overlap-head")
        head.can_focus = False
        yield head
        with Horizontal(id="overlap"):
            yield Rows()
            yield Page(id="overlap-detail", classes="detail")

    def main(self) -> Widget:
        """Keys go to the list."""
        return self.query_one(Rows)

    def on_resize(self) -> None:
        """Fold the detail under the list where there is little room."""
        self.query_one("#overlap").set_class(self.size.width < _NARROW, "folded")

    def watch_scene(self, scene: Scene | None) -> None:
        """List what was read."""
        self._list(scene)

    def watch_words(self) -> None:
        """Find as the words are typed."""
        self._list(self.scene)

    def _list(self, scene: Scene | None) -> None:
        if scene is None:
            return
        bar = self.query_one(TopBar)
        bar.figures = figures(scene)
        bar.narrowed = f"“{self.words}”" if self.words else ""
        self.query_one("#overlap-head", Page).writing = head_writing(scene)
        self.query_one(Rows).items = overlap_items(scene, self.words)
        self._describe()

    @property
    def proposal(self) -> str:
        """The proposal under the cursor."""
        return proposal_of(self.query_one(Rows).cursor)

    def subject(self) -> tuple[str, str]:
        """The proposal under the cursor, whoever works with it."""
        return "", self.proposal

    @on(Rows.Moved)
    def _moved(self) -> None:
        self._describe()

    def _describe(self) -> None:
        if self.scene:
            self.query_one("#overlap-detail", Page).writing = reasons_writing(self.scene, self.proposal)

    def widen(self) -> bool:
        """Show everything again."""
        if not self.words:
            return False
        self.words = ""
        return True

    @on(Rows.Chosen)
    def action_open(self) -> None:
        """Go to the proposal in the overview."""
        if self.proposal:
            self.post_message(ProposalAsked(self.proposal))
