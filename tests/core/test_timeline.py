"""When commits count, over branches, merges and clocks that were wrong."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan.core.timeline import Commit, Timeline, lay_out

TODAY = dt.date(2016, 12, 31)


def day(number: int) -> dt.date:
    return dt.date(2016, 1, 1) + dt.timedelta(days=number)


def laid(*given: tuple[str, str, int | None]) -> Timeline:
    """Commits by name, the names of their parents, and the number of their day."""
    commits = [Commit(id_, tuple(up), None if when is None else day(when)) for id_, up, when in given]
    return lay_out(commits, TODAY)


def test_a_line_has_one_head_each_day() -> None:
    found = laid(("a", "", 1), ("b", "a", 3), ("c", "b", 3))
    assert [found.heads(day(number)) for number in range(5)] == [(), ("a",), ("a",), ("c",), ("c",)]


def test_lines_side_by_side_are_several_heads_until_they_are_united() -> None:
    found = laid(("a", "", 0), ("b", "a", 1), ("c", "a", 2), ("m", "bc", 3))
    assert found.heads(day(1)) == ("b",)
    assert found.heads(day(2)) == ("c", "b")
    assert found.heads(day(3)) == ("m",)


@pytest.mark.parametrize("parents", ["bc", "cb"])
def test_the_order_of_parents_does_not_matter(parents: str) -> None:
    found = laid(("a", "", 0), ("b", "a", 1), ("c", "a", 2), ("m", parents, 3), ("d", "m", 4))
    assert [found.heads(day(number)) for number in range(5)] == [("a",), ("b",), ("c", "b"), ("m",), ("d",)]


def test_a_state_is_no_older_than_what_it_builds_on() -> None:
    found = laid(("a", "", 9), ("b", "a", 2), ("c", "b", 10))
    assert found.days == (day(9), day(9), day(10))
    assert found.heads(day(5)) == ()


def test_a_day_to_come_counts_as_that_of_what_was_before() -> None:
    found = laid(("a", "", 1), ("b", "a", 5000), ("c", "b", 4))
    assert found.days == (day(1), day(1), day(4))
    assert not found.is_settled


def test_a_first_commit_from_a_day_to_come_counts_from_the_earliest_real_day() -> None:
    found = laid(("a", "", 5000), ("b", "a", 4), ("c", "b", 3))
    assert found.days == (day(3), day(4), day(4))


def test_a_commit_without_a_real_date_counts_with_those_before_it() -> None:
    found = laid(("a", "", 1), ("b", "a", None))
    assert found.days == (day(1), day(1))
    assert found.is_settled


def test_only_days_to_come_counts_as_today() -> None:
    assert laid(("a", "", 5000)).days == (TODAY,)


def test_the_newest_common_commit() -> None:
    found = laid(("a", "", 0), ("b", "a", 1), ("c", "b", 2), ("d", "b", 3), ("e", "a", 4), ("z", "", 5))
    assert found.common(("d", "c")) == "b"
    assert found.common(("e", "d", "c")) == "a"
    assert found.common(("z", "d")) is None
    assert found.common(("c",)) == "c"


@st.composite
def graphs(draw: st.DrawFn) -> list[Commit]:
    made: list[Commit] = []
    for number in range(draw(st.integers(1, 14))):
        up = draw(st.lists(st.sampled_from(made), max_size=3, unique_by=lambda one: one.id)) if made else []
        made.append(Commit(f"c{number}", tuple(one.id for one in up), day(draw(st.integers(0, 20)))))
    return made


@given(graphs(), st.integers(0, 20))
def test_on_each_day_what_counts_is_closed_and_the_heads_reach_all_of_it(commits: list[Commit], number: int) -> None:
    found = lay_out(commits, TODAY)
    counting = {commit.id: commit for commit in found.until(day(number))}
    assert all(parent in counting for commit in counting.values() for parent in commit.parents)
    heads = found.heads(day(number))
    assert set(heads) == set(counting) - {up for commit in counting.values() for up in commit.parents}
    places = [found.places[head] for head in heads]
    assert places == sorted(places, reverse=True)
    assert [commit.id for commit in found.commits] == sorted(
        (commit.id for commit in commits), key=lambda id_: (found.day_of(id_), int(id_[1:]))
    )
