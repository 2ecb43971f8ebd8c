"""The scanner finds statements where a parser that keeps places says that they stand."""

import tomllib
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actionplan.core.changes import diff, is_same
from actionplan.core.problems import Path
from actionplan.store.scan import Statement, scan
from actionplan.store.schema import read_plan_document
from actionplan.store.write import edit
from tests.corpus import valid_files
from tests.strategies import blank, by_hand, plans, words

toml_rs = pytest.importorskip("toml_rs", reason="no wheel of toml_rs for this platform; tomllib serves")

CORPUS = {name: content.decode().replace("\r\n", "\n") for name, content in valid_files()}
COMMON = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


class Place(NamedTuple):
    """Where a key and its value stand, as offsets into the text; a dotted key by its last part."""

    key: int
    value: int
    end: int


class Oracle:
    """The places of keys as toml_rs has them. It counts lines from 1, and columns in bytes."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = text.split("\n")
        self.places = dict(self._walk(toml_rs.load_with_metadata(text, toml_version="1.0.0").meta["nodes"], ()))

    def _offset(self, line: int | tuple[int, int], column: int | tuple[int, int]) -> int:
        line = line if isinstance(line, int) else line[0]
        column = column if isinstance(column, int) else column[0]
        before = sum(len(other) + 1 for other in self._lines[: line - 1])
        return before + len(self._lines[line - 1].encode()[: column - 1].decode())

    def _walk(self, nodes: dict[str, Any], path: Path) -> Iterator[tuple[Path, Place]]:
        for key, node in nodes.items():
            here = (*path, key)
            if not isinstance(node.get("key_line"), int | tuple):
                yield from self._walk(node, here)
            elif "value_raw" in node:
                value = self._offset(node["value_line"], node["value_col"])
                yield (
                    here,
                    Place(self._offset(node["key_line"], node["key_col"]), value, value + len(node["value_raw"])),
                )
            else:
                for index, element in enumerate(node["value"]):
                    yield from self._walk(element["value"], (*here, str(index)))


def found(text: str) -> dict[Path, Place]:
    """The places of keys as the scanner has them."""
    return {
        one.path: Place(last_part(text, one), one.value, one.end) for one in scan(text).statements if not one.is_header
    }


def last_part(text: str, statement: Statement) -> int:
    """Where the last part of a dotted key begins."""
    if not statement.dotted:
        return statement.start
    key = text[statement.start : statement.value].rstrip(" \t").removesuffix("=").rstrip(" \t")
    # The last part is the shortest ending that alone is the key.
    at = next(i for i in range(len(key) - 1, -1, -1) if key_of(key[i:]) == statement.path[-1] and key[i - 1] in " \t.")
    return statement.start + at


def key_of(written: str) -> str | None:
    try:
        document = tomllib.loads(f"{written} = 1")
    except tomllib.TOMLDecodeError:
        return None
    [(key, value)] = document.items()
    return key if value == 1 else None


def value_at(document: Any, path: Path) -> Any:
    for key in path:
        document = document[int(key)] if isinstance(document, list) else document[key]
    return document


def check_statements(text: str) -> None:
    """Statements stand in order, apart from each other, and each says alone what it says in the file."""
    document = tomllib.loads(text)
    at = 0
    for one in scan(text).statements:
        assert at <= one.start < one.end <= len(text)
        between = text[at : one.start]
        assert all(not line.strip() or line.lstrip().startswith("#") for line in between.split("\n"))
        alone = tomllib.loads(text[one.start : one.end])
        if one.is_header:
            assert is_nest_of(one.path, alone), one
        else:
            [key] = [path for path in [one.path[i:] for i in range(len(one.path))] if reaches(alone, path)][:1]
            assert is_same(value_at(alone, key), value_at(document, one.path)), one
        at = one.end
    assert all(not line.strip() or line.lstrip().startswith("#") for line in text[at:].split("\n"))


def reaches(document: Any, path: Path) -> bool:
    try:
        value_at(document, path)
    except (KeyError, TypeError):
        return False
    return True


def is_nest_of(path: Path, document: Any) -> bool:
    """Whether a document holds a header's keys and nothing else; a number in the path may be an element of an array."""
    if document in ({}, [{}]):
        return path in {(), ("0",)} or (document == [{}] and len(path) == 1 and path[0].isdigit())
    if not isinstance(document, dict) or len(document) != 1:
        return False
    [(key, rest)] = document.items()
    if not path or path[0] != key:
        return False
    return is_nest_of(path[1:], rest) or (path[1:2] != () and path[1].isdigit() and is_nest_of(path[2:], rest))


@pytest.mark.parametrize("name", list(CORPUS))
def test_places_in_the_corpus_are_those_of_a_parser(name: str) -> None:
    assert found(CORPUS[name]) == Oracle(CORPUS[name]).places


@pytest.mark.parametrize("name", list(CORPUS))
def test_statements_of_the_corpus_stand_in_order_and_parse_alone(name: str) -> None:
    check_statements(CORPUS[name])


@st.composite
def written_plans(draw: st.DrawFn) -> str:
    plan, _ = read_plan_document(tomllib.loads(blank()))
    assert plan
    return draw(by_hand(edit(blank(), diff(plan, draw(plans())), words())))


@given(written_plans())
@COMMON
def test_places_in_plans_are_those_of_a_parser(text: str) -> None:
    assert found(text) == Oracle(text).places
    check_statements(text)


def test_the_oracle_counts_bytes_and_knows_dotted_keys_and_arrays_of_tables() -> None:
    text = 'å = "ö" # ä\nb . "c" = 1\n[[t]]\nx = 2\n[[t]]\nx = [\n3]\n'.replace("å", '"å"')
    assert Oracle(text).places == {
        ("å",): Place(0, 6, 9),
        ("b", "c"): Place(18, 24, 25),
        ("t", "0", "x"): Place(32, 36, 37),
        ("t", "1", "x"): Place(44, 48, 52),
    }


def test_elements_of_nested_arrays_of_tables_are_counted_in_their_own_parent() -> None:
    paths = [one.path for one in scan("[[a]]\n[[a.b]]\n[[a.b]]\n[[a]]\n[[a.b]]\n[a.b.c]\n").statements]
    assert paths == [
        ("a", "0"),
        ("a", "0", "b", "0"),
        ("a", "0", "b", "1"),
        ("a", "1"),
        ("a", "1", "b", "0"),
        ("a", "1", "b", "0", "c"),
    ]


def test_a_place_is_told_by_line_and_column_in_characters() -> None:
    places = scan('# åäö\n"å".b = 1\n[t]\n  "ö" = "ä"\n')
    assert places.of(("å", "b")) == (2, 1)
    assert places.of(("t",)) == (3, 1)
    assert places.of(("t", "ö")) == (4, 3)


def test_what_is_not_there_is_placed_at_the_nearest_above_it_or_its_first_part() -> None:
    places = scan("[a.b]\nc = 1\n[a.d]\n[[e]]\n")
    assert places.of(("a", "b", "c", "deeper")) == (2, 1)
    assert places.of(("a", "b", "missing")) == (1, 1)
    assert places.of(("a",)) == (1, 1)
    assert places.of(("e",)) == (4, 1)
    assert places.of(("missing",)) == (0, 0)


@pytest.mark.parametrize("text", ["a", "[a", "a =", "= 1", "a = [1", 'a = ["x', "a = {b = [}"])
def test_what_no_parser_accepts_is_refused_and_not_misplaced(text: str) -> None:
    with pytest.raises(ValueError, match=r"^\d+$"):
        scan(text)
