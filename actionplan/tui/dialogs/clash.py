"""An edit met a file that somebody else had changed: what they changed, and what shall become of the edit."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Label

from actionplan.core.body import Bodies
from actionplan.i18n import _
from actionplan.reports.plain import visible
from actionplan.tui.dialogs.base import with_key
from actionplan.tui.dialogs.reading import Reading
from actionplan.tui.differing import Difference
from actionplan.tui.messages import Change
from actionplan.tui.views.difference import both_changed, difference_writing, item, lines_of, own_changes
from actionplan.tui.widgets.page import Page, Writing, paragraph
from actionplan.tui.widgets.paint import Line


class Answer(StrEnum):
    """What shall become of the edit."""

    ANEW = "anew"
    """It is made in the files as they are now."""
    RELOAD = "reload"
    """It is let go, and the files are read."""


class ClashDialog(Reading[Answer | None]):
    """What others have changed, and three ways out, of which the one that changes nothing has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False)]
    AUTO_FOCUS = "#back"

    def __init__(
        self, found: Sequence[Difference], edits: Mapping[str, Change], bodies: Bodies, *, hide_names: bool
    ) -> None:
        """What to show.

        Args:
            found: what became of the files.
            edits: what was to be changed, by the files' sources.
            bodies: for the names of those who lead.
            hide_names: whether to leave out who is responsible.
        """
        super().__init__()
        self._found, self._edits, self._bodies, self._hide = found, edits, bodies, hide_names

    def compose(self) -> ComposeResult:
        """What happened, the changes, and the ways out."""
        names = ", ".join(visible(one.name) for one in self._found)
        possible = all(one.after for one in self._found)
        with Vertical(classes="dialog tall"):
            yield Label(_("{name}: somebody else was quicker").format(name=names), classes="dialog-title", markup=False)
            yield Page(classes="reading")
            with Horizontal(classes="dialog-foot"):
                yield Button(with_key(_("Back"), "Esc"), id="back", compact=True)
                yield Button(_("Drop mine and reload"), id=Answer.RELOAD, compact=True)
                if possible:
                    yield Button(_("Make my change anyway"), id=Answer.ANEW, variant="primary", compact=True)

    def on_mount(self) -> None:
        """Write what happened."""
        self.query_one(Page).writing = self._writing()

    def _writing(self) -> Writing:
        theirs = difference_writing(self._found, self._bodies, hide_names=self._hide)

        def write(width: int) -> Sequence[Line]:
            lines = paragraph(
                _("The file has been changed since it was read here. Your change is not saved; theirs is untouched."),
                width,
            )
            lines += [(), *theirs(width), ()]
            mine = self._mine(width)
            return [*lines, ((_("Your change"), "heading"),), *mine]

        return write

    def _mine(self, width: int) -> list[Line]:
        lines: list[Line] = []
        both: list[str] = []
        for one in self._found:
            edit = self._edits.get(one.source)
            if one.after is None or edit is None:
                continue
            after, changes = own_changes(edit, one.after)
            for line in lines_of(changes, one.after, after, self._bodies, hide_names=self._hide):
                lines += item(line, width)
            both += filter(None, [both_changed(one.changes, changes)])
        if not lines:
            lines = paragraph(_("It has nothing to change in the file as it is now."), width, "quiet")
        if both:
            said = _("Both of you have changed {what}. Your change would replace theirs.").format(what=", ".join(both))
            lines += paragraph(said, width, "warning")
        return lines

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Give the answer."""
        answers = [answer for answer in Answer if answer == event.button.id]
        self.dismiss(answers[0] if answers else None)

    def action_back(self) -> None:
        """Leave the edit unmade, and everything as it is shown."""
        self.dismiss(None)
