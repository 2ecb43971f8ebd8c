"""The fast parser and the standard library's read the public corpus alike, so that a file means the same everywhere."""

import math
import sys
import tomllib
from collections.abc import Callable
from typing import Any

import pytest

from tests.corpus import expected_values, invalid_files, valid_files

toml_rs = pytest.importorskip("toml_rs", reason="no wheel of toml_rs for this platform; tomllib serves")

READ_BY_TOMLLIB_FROM_3_15 = frozenset(
    {
        "invalid/datetime/no-secs.toml",
        "invalid/inline-table/linebreak-01.toml",
        "invalid/inline-table/linebreak-02.toml",
        "invalid/inline-table/linebreak-03.toml",
        "invalid/inline-table/linebreak-04.toml",
        "invalid/inline-table/trailing-comma.toml",
        "invalid/local-datetime/no-secs.toml",
        "invalid/local-time/no-secs.toml",
        "invalid/string/basic-byte-escapes.toml",
    }
)
"""What TOML 1.1 made valid. tomllib reads TOML 1.1 from Python 3.15 on, and cannot be held to 1.0."""

DISAGREEMENTS: frozenset[str] = READ_BY_TOMLLIB_FROM_3_15 if sys.version_info >= (3, 15) else frozenset()
"""The files of the corpus on which the two differ, all of them, by name.

A new release of either may change this. Then decide what the product shall do with such files, and list them here.
"""

CONTENTS = dict([*valid_files(), *invalid_files()])


def fast(text: str) -> Any:
    return toml_rs.loads(text, toml_version="1.0.0")


def result(loads: Callable[[str], Any], content: bytes) -> Any:
    """The values, or ``None`` for a file that is rejected. Only a ValueError rejects: all else is a crash."""
    try:
        return loads(content.decode())
    except ValueError:
        return None


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal, their types included; NaN equals NaN, and -0.0 differs from 0.0."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float):
        alike = one == other and math.copysign(1, one) == math.copysign(1, other)
        return alike or (math.isnan(one) and math.isnan(other))
    return bool(one == other) and str(one) == str(other)


def test_the_corpus_is_all_there() -> None:
    assert dict(invalid_files()).keys() >= READ_BY_TOMLLIB_FROM_3_15
    assert len(valid_files()) == 205
    assert len(invalid_files()) == 473
    assert expected_values().keys() == dict(valid_files()).keys()


@pytest.mark.parametrize("name", [name for name, _ in invalid_files() if name not in DISAGREEMENTS])
def test_both_reject_every_invalid_file(name: str) -> None:
    assert result(fast, CONTENTS[name]) is None
    assert result(tomllib.loads, CONTENTS[name]) is None


@pytest.mark.parametrize("name", [name for name, _ in valid_files() if name not in DISAGREEMENTS])
def test_both_read_what_the_corpus_says_of_a_valid_file(name: str) -> None:
    expected = expected_values()[name]
    assert same(result(fast, CONTENTS[name]), expected)
    assert same(result(tomllib.loads, CONTENTS[name]), expected)


def test_the_listed_disagreements_are_exactly_those_there_are() -> None:
    found = {
        name for name, content in CONTENTS.items() if not same(result(fast, content), result(tomllib.loads, content))
    }
    assert found == DISAGREEMENTS


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a = {b = 1,}", id="comma-after-the-last-of-an-inline-table"),
        pytest.param("a = {\nb = 1}", id="newline-in-an-inline-table"),
        pytest.param('a = "\\e"', id="escape-e"),
        pytest.param('a = "\\x41"', id="escape-x"),
        pytest.param("a = 12:30", id="time-without-seconds"),
    ],
)
def test_what_only_toml_1_1_allows_is_rejected_by_the_fast_parser_when_held_to_1_0(text: str) -> None:
    assert toml_rs.loads(text)
    assert result(fast, text.encode()) is None
