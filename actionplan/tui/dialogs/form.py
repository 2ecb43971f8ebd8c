"""What dialogs with fields have: help for the field that is being filled in, remarks, and a count of changes."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TypeVar

from textual import events, on
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Label

from actionplan.i18n import _, ngettext
from actionplan.reports.plain import wrap
from actionplan.tui.dialogs.base import Dialog
from actionplan.tui.dialogs.calendar import CalendarDialog
from actionplan.tui.remarks import NOTHING, Remark, day_of
from actionplan.tui.widgets.calendar import weekday_name
from actionplan.tui.widgets.field import Field

T = TypeVar("T")

_FRAME = 6
"""Columns that frame and margins take."""
_AROUND = 7
"""Lines around the fields: frame, margins, help and buttons."""


def labelled(label: str, control: Widget) -> Horizontal:
    """A control with its label, in the columns of the fields."""
    return Horizontal(Label(label, classes="field-label", markup=False), control, classes="field-line")


class FormDialog(Dialog[T]):
    """A dialog with fields."""

    def __init__(self, today: dt.date, *, focus: str = "") -> None:
        """A form.

        Args:
            today: for dates.
            focus: the id of the widget that is filled in first.
        """
        super().__init__()
        self.today = today
        self._first = focus
        self._was_tried = False
        """Whether it was to be saved with faults: from then on each remark is made at once."""

    def below(self) -> Iterable[Widget]:
        """Help for the field that is being filled in."""
        yield Label("", classes="field-help", id="help", markup=False)

    def helps(self) -> Mapping[str, str]:
        """The help of what is no field, by the widget's id."""
        return {}

    def on_mount(self) -> None:
        """Begin with the field that is asked for."""
        if self._first:
            self.focus_on(self._first)
        for field in self.query(Field):
            self._annotate(field)

    def on_resize(self) -> None:
        """Let the fields scroll in what the title, the help and the buttons leave."""
        frame = self.query_one(".dialog")
        title = len(wrap(self.heading(), max(frame.outer_size.width - _FRAME, 1)))
        room = int(self.size.height * 0.96) - _AROUND - title + 1
        self.query_one(".dialog-content").styles.max_height = max(room, 3)

    def focus_on(self, name: str) -> None:
        """Let keys go to a field."""
        widget = self.query_one(f"#{name}")
        widget.enter() if isinstance(widget, Field) else widget.focus()

    # What is entered

    def text(self, name: str) -> str:
        """What is typed in a field, without blanks around it."""
        return self.query_one(f"#{name}", Field).value.strip()

    def day(self, name: str) -> dt.date | None:
        """The day that is typed in a field."""
        return day_of(self.text(name), self.today)

    def further_remarks(self) -> Mapping[str, Remark]:
        """What there is to say of fields for the sake of others, by field."""
        return {}

    def count(self) -> int:
        """How many fields have been changed."""
        return sum(field.is_changed for field in self.query(Field))

    def fault(self) -> bool:
        """Whether something stands in the way of saving; then it is said, and keys go there."""
        self._was_tried = True
        self.look(left=True)
        faulty = [field for field in self.query(Field) if field.remark.is_fault]
        if faulty:
            faulty[0].enter()
            self.call_after_refresh(faulty[0].scroll_visible, animate=False)
        return bool(faulty)

    def look(self, *, left: bool = False) -> None:
        """Say of each field what there is to say, and count the changes."""
        left = left or self._was_tried
        further = self.further_remarks()
        for field in self.query(Field):
            field.further = further.get(field.asked.name, NOTHING)
            if field.is_changed or field.further.text or left or not field.value:
                field.look(left=left or not field.has_focus_within)
        self.unsaved = self.count()

    # While it is filled in

    @on(Field.Changed)
    def _changed(self, message: Field.Changed) -> None:
        self._annotate(message.field)
        self.look()

    def _annotate(self, field: Field) -> None:
        """Say which day of the week a date is, and how far away."""
        if field.asked.kind != "day":
            return
        day = day_of(field.value, self.today)
        field.note(_day_note(day, self.today) if day else "")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show the help of what is being filled in, and mark its label."""
        lines = set(event.widget.ancestors)
        for label in self.query(".field-label"):
            label.set_class(label.parent in lines, "here")
        self.query_one("#help", Label).update(self._help_of(event.widget))

    def _help_of(self, widget: Widget) -> str:
        helps = self.helps()
        for one in widget.ancestors_with_self:
            if isinstance(one, Field):
                return one.asked.help
            if one.id and one.id in helps:
                return helps[one.id]
        return ""

    @on(Field.CalendarAsked)
    def _to_calendar(self, message: Field.CalendarAsked) -> None:
        field = message.field

        def chosen(day: dt.date | None) -> None:
            if day:
                field.value = day.isoformat()
            field.enter()

        start = day_of(field.value, self.today) or self.today
        self.app.push_screen(CalendarDialog(field.asked.label, start, self.today), chosen)


def _day_note(day: dt.date, today: dt.date) -> str:
    days = (day - today).days
    week = _("{weekday}, week {week}").format(weekday=weekday_name(day), week=day.isocalendar().week)
    if days == 0:
        said = _("today")
        return f"{week} · {said}"
    if days > 0:
        said = ngettext("in {days} day", "in {days} days", days)
    else:
        said = ngettext("{days} day ago", "{days} days ago", -days)
    return f"{week} · {said.format(days=abs(days))}"
