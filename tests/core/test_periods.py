"""The days that a curve is drawn for."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan.core.periods import By, ends


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("month", ["2016-11-30", "2016-12-31", "2017-01-31"]),
        ("quarter", ["2016-12-31"]),
    ],
)
def test_the_ends_between_two_days(by: By, expected: list[str]) -> None:
    found = ends(by, dt.date(2016, 11, 30), dt.date(2017, 2, 27))
    assert [day.isoformat() for day in found] == expected


@given(st.sampled_from(("month", "quarter")), st.dates(), st.integers(0, 3000))
def test_every_end_is_the_last_of_its_month_and_within(by: By, first: dt.date, days: int) -> None:
    last = dt.date.fromordinal(min(first.toordinal() + days, dt.date.max.toordinal()))
    months = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12} if by == "month" else {3, 6, 9, 12}
    expected = [
        day
        for number in range(first.toordinal(), last.toordinal() + 1)
        if (day := dt.date.fromordinal(number)).month in months
        and (day == dt.date.max or (day + dt.timedelta(days=1)).day == 1)
    ]
    assert [*ends(by, first, last)] == expected


@pytest.mark.parametrize("by", ["month", "quarter"])
def test_the_calendar_has_a_last_day(by: By) -> None:
    assert [*ends(by, dt.date(9999, 12, 1), dt.date.max)] == [dt.date.max]
    assert not [*ends(by, dt.date.max, dt.date.min)]
