"""Slugs, the nearest word, and how alike titles are."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan.core.likeness import likeness, nearest, slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Upplands Väsby", "upplands-vasby"),
        ("BORÅS", "boras"),
        (" Öckerö ", "ockero"),
        ("a--b!", "a-b"),
        ("É", "e"),
        ("", ""),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text())
def test_slugs_are_ascii_and_stay_as_they_are(text: str) -> None:
    made = slug(text)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", made)
    assert slug(made) == made


def test_nearest_leaves_out_what_is_far_behind() -> None:
    assert nearest("boraas", ["tranas", "boras", "torsas", "mark"]) == ("boras",)
    assert nearest("pikc", ["pick", "unpick", "set"]) == ("pick", "unpick")
    assert nearest("xyzzy", ["boras"]) == ()


@given(st.lists(st.text(min_size=1), min_size=1), st.data())
def test_what_is_there_is_nearest_to_itself(words: list[str], data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(words))
    assert not slug(word) or slug(nearest(word, words)[0]) == slug(word)


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_between_none_and_all_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == pytest.approx(likeness(other, one))
    assert likeness(one, one.upper()) == 1 or slug(one) != slug(one.upper())
