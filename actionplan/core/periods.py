"""The days that a curve is drawn for: ends of months and quarters, and the days of follow-up rounds."""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

By = Literal["month", "quarter", "round"]

BY: tuple[By, ...] = ("month", "quarter", "round")

EARLIEST = dt.date(1990, 1, 1)
"""A follow-up that is dated before this is a slip of the pen, and no beginning of a curve."""

_MONTHS = {"month": 1, "quarter": 3}


def ends(by: By, first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """The last days of the months or quarters that end on one of two days or between them."""
    step = _MONTHS[by]
    month = first.year * 12 + (first.month - 1) // step * step + step - 1
    while month < last.year * 12 + last.month and (end := _last_day(month)) <= last:
        yield end
        month += step


def _last_day(month: int) -> dt.date:
    """The last day of a month, counted from the year 0."""
    year, before = divmod(month, 12)
    return dt.date(year, before + 1, monthrange(year, before + 1)[1])


def inferred_rounds(days_by_body: Mapping[str, Iterable[dt.date]], least: int) -> tuple[dt.date, ...]:
    """The days on which several bodies have follow-ups.

    Args:
        days_by_body: the days of each body's follow-ups.
        least: how many bodies make a round.
    """
    counted: dict[dt.date, int] = {}
    for days in days_by_body.values():
        for day in set(days):
            counted[day] = counted.get(day, 0) + 1
    return tuple(sorted(day for day, bodies in counted.items() if bodies >= least))
