"""A calendar file: an event of a whole day for each deadline and each round.

Events rather than tasks: Google leaves tasks out, and Outlook imports events alone. The same plans on the same day give
the same bytes; a later export of the same deadline has the same id and a higher number, and replaces the earlier one.
"""

import datetime as dt
from collections.abc import Iterable

from actionplan.core.occasions import Occasion
from actionplan.i18n import current_language
from actionplan.reports.calendar import words
from actionplan.reports.calendar.icalendar import Component, Property, day, moment, text, texts, write
from actionplan.reports.calendar.words import Context

_ZONE = "Europe/Stockholm"
_BEGINNING = dt.date(2000, 1, 1)
_MORNING = 9
"""The hour of a reminder."""


def render(occasions: Iterable[Occasion], context: Context, remind: int | None) -> bytes:
    """The calendar.

    Args:
        occasions: what happens.
        context: what the words need.
        remind: how many days before the reminder comes, at nine in the morning; ``None`` for no reminder.
    """
    language = current_language()
    name = words.title(context)
    properties = (
        Property("VERSION", "2.0"),
        Property("PRODID", f"-//actionplan//actionplan//{language.upper()}"),
        Property("CALSCALE", "GREGORIAN"),
        Property("METHOD", "PUBLISH"),
        text("NAME", name),
        text("X-WR-CALNAME", name),
        Property("X-WR-TIMEZONE", _ZONE),
    )
    # Whole days need no zone, but a calendar needs a component, also one in which nothing happens.
    parts = tuple(_event(one, context, remind) for one in occasions) or (_zone(),)
    return write(Component("VCALENDAR", properties, parts))


def _zone() -> Component:
    """The hours of Sweden, as they have been since 1996."""
    return Component(
        "VTIMEZONE",
        (Property("TZID", _ZONE),),
        (
            _hours("STANDARD", "CET", "19961027T030000", 10, ("+0200", "+0100")),
            _hours("DAYLIGHT", "CEST", "19960331T020000", 3, ("+0100", "+0200")),
        ),
    )


def _hours(kind: str, name: str, start: str, month: int, offsets: tuple[str, str]) -> Component:
    properties = (
        Property("TZNAME", name),
        Property("DTSTART", start),
        Property("RRULE", f"FREQ=YEARLY;BYMONTH={month};BYDAY=-1SU"),
        Property("TZOFFSETFROM", offsets[0]),
        Property("TZOFFSETTO", offsets[1]),
    )
    return Component(kind, properties)


def _event(one: Occasion, context: Context, remind: int | None) -> Component:
    as_of, language = context.rollup.criteria.as_of, current_language()
    title = words.summary(one, context)
    example = "example." if one.example else ""
    # A day ends where the next begins; the last of all has none.
    end = (day("DTEND", one.day + dt.timedelta(days=1)),) if one.day < dt.date.max else ()
    properties = (
        text("UID", f"{example}{one.id}@actionplan"),
        moment("DTSTAMP", as_of),
        Property("SEQUENCE", str(max((as_of - _BEGINNING).days, 0))),
        day("DTSTART", one.day),
        *end,
        text("SUMMARY", title, language),
        text("DESCRIPTION", words.description(one, context), language),
        texts("CATEGORIES", words.categories(one, context), language),
        Property("CLASS", "PUBLIC"),
        # Nobody is busy all day because something is to be done by then.
        Property("TRANSP", "TRANSPARENT"),
        Property("X-MICROSOFT-CDO-BUSYSTATUS", "FREE"),
    )
    # What lies behind would ring all at once when the file is opened.
    rings = remind is not None and one.day >= as_of
    return Component("VEVENT", properties, (_alarm(title, remind or 0, language),) if rings else ())


def _alarm(title: str, days: int, language: str) -> Component:
    trigger = f"-P{days - 1}DT{24 - _MORNING}H" if days else f"PT{_MORNING}H"
    properties = (
        Property("ACTION", "DISPLAY"),
        Property("TRIGGER", trigger),
        text("DESCRIPTION", title, language),
    )
    return Component("VALARM", properties)
