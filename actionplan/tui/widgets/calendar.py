"""A month to choose a day from: weeks begin on Monday and have their numbers."""

import calendar
import datetime as dt
from dataclasses import dataclass

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from actionplan.i18n import N_, _
from actionplan.reports.plain import pad
from actionplan.tui.widgets.paint import Line, Painted, Span

_MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
    N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
_DAYS = (N_("Mo"), N_("Tu"), N_("We"), N_("Th"), N_("Fr"), N_("Sa"), N_("Su"))
_FIRST, _LAST = dt.date(1990, 1, 1), dt.date(2200, 12, 31)
_CELL = 4
WIDTH = _CELL * 8 + 1


def month_name(day: dt.date) -> str:
    """The month of a day, with the year: "juni 2017"."""
    return f"{_(_MONTHS[day.month - 1])} {day.year}"


def weekday_name(day: dt.date) -> str:
    """The day of the week in two letters."""
    return _(_DAYS[day.weekday()])


def weeks_of(day: dt.date) -> tuple[tuple[dt.date, ...], ...]:
    """The weeks of a day's month, each from Monday on; days of the months beside it fill the first and last."""
    months = calendar.Calendar(firstweekday=0)
    return tuple(tuple(week) for week in months.monthdatescalendar(day.year, day.month))


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day some months later, or the month's last day where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


class MonthGrid(Painted, can_focus=True):
    """The month of the day under the cursor."""

    day: reactive[dt.date] = reactive(_FIRST)

    @dataclass
    class Picked(Message):
        """A day was chosen."""

        day: dt.date

    def __init__(self, day: dt.date, today: dt.date) -> None:
        """A month.

        Args:
            day: where the cursor is at first.
            today: the day that is marked.
        """
        super().__init__()
        self._today = today
        self.set_reactive(MonthGrid.day, day)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Seven days and the week's number."""
        del container, viewport
        return WIDTH

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The month's name, the names of the days, and six weeks at most."""
        del container, viewport, width
        return 8

    def validate_day(self, day: dt.date) -> dt.date:
        """No plan reaches farther."""
        return max(_FIRST, min(day, _LAST))

    def watch_day(self) -> None:
        """Draw the month."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The month's name, the names of the days, or a week."""
        width = self.size.width
        if y == 0:
            return self.strip(((pad(month_name(self.day), WIDTH, "^"), "heading"),), width)
        if y == 1:
            names = "".join(f" {_(name)} " for name in _DAYS)
            week = _("wk")
            return self.strip(((f" {week:>2} ", "quiet"), (names, "quiet")), width)
        weeks = weeks_of(self.day)
        return self.strip(self._week(weeks[y - 2]) if y - 2 < len(weeks) else (), width)

    def _week(self, week: tuple[dt.date, ...]) -> Line:
        spans: list[Span] = [(f" {week[0].isocalendar().week:>2} ", "quiet")]
        for day in week:
            here, paint = day == self.day, "plain"
            if here:
                paint = "cursor"
            elif day == self._today:
                paint = "accent"
            elif day.month != self.day.month:
                paint = "quiet"
            before, after = ("[", "]") if here else ("•" if day == self._today else " ", " ")
            spans.append((f"{before}{day.day:>2}{after}", paint))
        return tuple(spans)

    def on_key(self, event: events.Key) -> None:
        """Arrows go by days and weeks, pages by months, plus and minus by years."""
        days = {"left": -1, "right": 1, "up": -7, "down": 7}.get(event.key)
        months = {"pageup": -1, "pagedown": 1, "minus": -12, "plus": 12}.get(event.key)
        if days:
            self.day += dt.timedelta(days)
        elif months:
            self.day = months_later(self.day, months)
        elif event.key == "home":
            self.day = self._today
        elif event.key == "enter":
            self.post_message(self.Picked(self.day))
        else:
            return
        event.stop()
        event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        """Choose the day that was clicked."""
        weeks, row, column = weeks_of(self.day), event.y - 2, event.x // _CELL - 1
        if 0 <= row < len(weeks) and 0 <= column < len(weeks[row]):
            self.day = weeks[row][column]
            self.post_message(self.Picked(self.day))
