from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan.reports import plain
from actionplan.reports.plain import abbreviate, cut, pad, visible, width_of, wrap


def test_abbreviations_of_sjuharad() -> None:
    names = ["Bollebygd", "Borås", "Herrljunga", "Mark", "Svenljunga", "Tranemo", "Ulricehamn", "Vårgårda"]
    assert abbreviate(names) == ("Bol", "Bor", "Her", "Mar", "Sve", "Tra", "Ulr", "Vår")


def test_abbreviations_pass_over_a_shared_first_word_and_tell_likes_apart() -> None:
    assert abbreviate(["Region Skåne", "Region Kalmar"]) == ("Skå", "Kal")
    assert abbreviate(["Hallsberg", "Hallstahammar"]) == ("Hal", "Has")
    assert abbreviate(["Ås", "Ås"]) == ("Ås", "Ås2")


@given(st.lists(st.text(alphabet="abå -", min_size=1), max_size=40))
def test_abbreviations_are_short_and_all_different(names: list[str]) -> None:
    forms = abbreviate(names)
    assert len(set(forms)) == len(names)
    assert all(len(form) <= 3 for form in forms)


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (40, "Stärka familjehemsvården i länet"),
        (32, "Stärka familjehemsvården i länet"),
        (31, "Stärka familjehemsvården i…"),
        (25, "Stärka familjehemsvården…"),
        (24, "Stärka familjehemsvårde…"),
        (18, "Stärka…"),
    ],
)
def test_titles_are_cut_at_a_word(width: int, expected: str) -> None:
    assert cut("Stärka familjehemsvården i länet", width) == expected


@given(st.text(alphabet="aå 漢\u0301…-", max_size=40), st.integers(1, 20))
def test_what_is_cut_fits(text: str, width: int) -> None:
    assert width_of(cut(text, width)) <= width


def test_a_text_of_a_whole_document_is_cut_as_fast_as_one_of_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    measure = Mock(side_effect=width_of)
    monkeypatch.setattr(plain, "width_of", measure)
    assert cut("familjehem " * 5_000, 12) == "familjehem…"
    assert measure.call_count < 5


@given(st.text(alphabet="aåb ", max_size=60), st.integers(1, 20))
def test_wrapping_keeps_every_letter_and_fits(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width_of(line) <= width for line in lines)


def test_wide_and_combining_characters_are_measured_as_they_look() -> None:
    assert width_of("漢字") == 4
    assert width_of("a\u0301") == 1
    assert pad("漢", 4) == "漢  "
    assert pad("a", 3, ">") == "  a"


@given(st.text())
def test_no_control_character_is_sent(text: str) -> None:
    assert not any(ord(letter) < 0x20 or 0x7F <= ord(letter) < 0xA0 for letter in visible(text))


def test_control_characters_are_shown() -> None:
    assert visible("a\x1b[31m\n\x7f\x9b\u202e") == "a␛[31m␊␡<U+009B><U+202E>"
