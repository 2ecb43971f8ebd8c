"""Numbers as each language writes them."""

import pytest

from actionplan.i18n import Language, speaking
from actionplan.wording.figures import days, kronor, measured


@pytest.mark.parametrize(
    ("value", "swedish", "english"),
    [
        (95.0, "95", "95"),
        (95, "95", "95"),
        (72.5, "72,5", "72.5"),
        (0.05, "0,05", "0.05"),
        (-3.25, "-3,25", "-3.25"),
        (1234567.0, "1\u00a0234\u00a0567", "1,234,567"),
        (1234.125, "1\u00a0234,125", "1,234.125"),
        (0.0, "0", "0"),
        (1.5e300, "1,5e+300", "1.5e+300"),
        (float("inf"), "inf", "inf"),
        (float("nan"), "nan", "nan"),
    ],
)
def test_a_measured_value_has_its_own_decimals_and_no_more(value: float, swedish: str, english: str) -> None:
    with speaking("sv"):
        assert measured(value) == swedish
    with speaking("en"):
        assert measured(value) == english


@pytest.mark.parametrize(("language", "expected"), [("sv", "450\u00a0000\u00a0kr"), ("en", "450,000\u00a0kr")])
def test_money_does_not_break_over_lines(language: Language, expected: str) -> None:
    with speaking(language):
        assert kronor(450_000) == expected


@pytest.mark.parametrize(("count", "expected"), [(0, "0 dagar"), (1, "1 dag"), (180, "180 dagar")])
def test_a_length_of_time_is_in_the_number_that_it_is(count: int, expected: str) -> None:
    with speaking("sv"):
        assert days(count) == expected
