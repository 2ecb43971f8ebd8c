"""How wide the columns of a table are in Word, and how high its rows."""

import pytest

from actionplan.reports.blocks import Column, Table, Value
from actionplan.reports.word.letters import lines, wide
from actionplan.reports.word.measures import CLOSE, DENSITIES, layout, line_counts, stands

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


def _matrix(members: int, name: str = "Ulricehamn", rows: int = 44) -> Table:
    heads = (Column("Nr"), Column("Förslag"), *(Column(f"{name} {place}") for place in range(members)))
    title = "Arbeta förebyggande och fånga upp barn i riskzonen tidigt"
    return Table(heads, ((Value("01"), Value(title), *(Value("E!?"),) * members),) * rows, stub=2)


def test_text_goes_on_in_the_next_line_before_the_page_is_turned() -> None:
    heads = tuple(map(Column, ("Nr", "Förslag", "Läge", "Ansvarig", "Klart senast")))
    said = ("01", "Arbeta förebyggande och fånga upp barn i riskzonen tidigt", "H hälften eller mer",
            "Enhetschef barn och unga", "2016-11-30, försenat")  # fmt: skip
    table = Table(heads, (tuple(map(Value, said)),) * 4)
    # The page of Word's own templates, in a font that may be wider than ours.
    found = layout(table, 9070, 14000, 1.2)
    assert not found.is_lying
    assert sum(found.widths) <= 9070
    assert max(line_counts(table, found)) > 1


def test_many_columns_of_text_need_a_page_that_lies() -> None:
    table = Table(tuple(Column(f"Kommunkolumn {place}") for place in range(10)), ((Value("Ett långt ord till"),) * 10,))
    assert layout(table, STANDING, LYING).is_lying


@pytest.mark.parametrize("members", [9, 15, 20, 26])
def test_a_matrix_stands_with_smaller_letters(members: int) -> None:
    table = _matrix(members)
    made = [stands(table, STANDING, 1.0, density) for density in DENSITIES]
    found = next(one for one in made if one is not None)
    assert sum(found.widths) <= STANDING
    assert (found.density is CLOSE) == (members == 9)
    # Seven points are the least that is read.
    assert min(density.halves for density in DENSITIES) >= 14
    # Each letter has its room.
    assert min(found.widths[2:]) >= wide("E!?", found.density.halves, 1.075) + 2 * found.density.margin
    squares = found.widths[2:]
    assert found.density is CLOSE or len(set(squares)) == 1


def test_a_head_without_a_blank_is_never_broken_while_there_is_a_denser_way() -> None:
    table = _matrix(9, "Upplandsnybrohamrarnasgemensammaförvaltning")
    assert stands(table, STANDING, 1.0, CLOSE) is None
    assert stands(table, STANDING, 1.0, DENSITIES[-1]) is not None


def test_lines_are_counted_as_they_are_broken() -> None:
    room = wide("Ett långt ord", 16)
    assert lines("Ett långt ord", room, 16) == 1
    assert lines("Ett långt ord till", room, 16) == 2
    assert lines("Ett långt ord", room, 16, 1.1) == 2
    assert lines("x" * 100, wide("x" * 11, 16), 16) == 10
    assert lines("", room, 16) == 1
