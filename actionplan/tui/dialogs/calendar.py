"""Choose a day from a calendar."""

import datetime as dt
from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.widget import Widget
from textual.widgets import Label

from actionplan.i18n import _
from actionplan.tui.dialogs.base import Dialog
from actionplan.tui.widgets.calendar import MonthGrid


class CalendarDialog(Dialog[dt.date]):
    """The dialog."""

    SAVES: ClassVar[bool] = False

    def __init__(self, label: str, day: dt.date, today: dt.date) -> None:
        """A dialog about a date.

        Args:
            label: what the date is.
            day: where the cursor is at first.
            today: the day that is marked.
        """
        super().__init__()
        self._label, self._day, self._today = label, day, today

    def heading(self) -> str:
        """What the date is."""
        return self._label

    def content(self) -> Iterable[Widget]:
        """The month, and its keys."""
        yield MonthGrid(self._day, self._today)
        yield Label(_("↑↓←→ day and week · PgUp/PgDn month"), classes="field-help", markup=False)
        yield Label(_("+/− year · Home today · Enter choose"), classes="field-help", markup=False)

    def on_mount(self) -> None:
        """Let keys go to the month."""
        self.query_one(MonthGrid).focus()

    @on(MonthGrid.Picked)
    def _picked(self, message: MonthGrid.Picked) -> None:
        self.dismiss(message.day)
