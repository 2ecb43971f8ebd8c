"""How wide the columns of a table are in Word."""

from actionplan.reports.blocks import Column, Table, Value
from actionplan.reports.word.measures import layout

STANDING, LYING = 9300, 14200


def test_one_long_word_crowds_no_other_column_out() -> None:
    plain = Table(
        (Column("Nr"), Column("Förslag"), Column("Ansvarig"), Column("Klart senast")),
        ((Value("01"), Value("Arbeta förebyggande"), Value("Socialchef"), Value("2016-11-30")),),
    )
    long = Table(plain.columns, ((Value("01"), Value("Arbeta förebyggande"), Value("x" * 300), Value("2016-11-30")),))
    expected, found = layout(plain, STANDING, LYING), layout(long, STANDING, LYING)
    assert not found.is_lying
    assert [found.widths[place] >= expected.widths[place] * 8 // 10 for place in (0, 1, 3)] == [True] * 3
    assert sum(found.widths) <= STANDING


def test_what_is_narrow_keeps_what_it_needs_where_nothing_fits() -> None:
    table = Table(
        tuple(Column(f"K{place}") for place in range(6)),
        (tuple(Value("x" * 300 if place else "2016-11-30") for place in range(6)),),
    )
    found = layout(table, STANDING, LYING)
    assert found.widths[0] > 900
    assert max(found.widths[1:]) - min(found.widths[1:]) <= 1
    assert LYING - 6 <= sum(found.widths) <= LYING
