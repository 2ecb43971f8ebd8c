"""Filters: each alone, and all at once."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from actionplan.core.plan import Activity, Entry, FollowUp
from actionplan.core.query import Query, is_overdue, is_stale, is_unowned, search
from actionplan.core.status import Status
from tests.factories import AS_OF, make_catalogue
from tests.strategies import entries

CATALOGUE = make_catalogue(6, 2, titles={"01": "Stärka familjehemsvården", "02": "Introduktion"})
STARTED = Entry(status=Status.STARTED, owner="Enhetschef barn", due=AS_OF - dt.timedelta(1))
ALL = Query(today=AS_OF)
DAY = dt.timedelta(1)


def fits(number: str, entry: Entry, **wanted: object) -> bool:
    return Query(today=AS_OF, **wanted).fits(number, entry, CATALOGUE)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "other"),
    [
        ({"proposals": ("01", "03")}, {"proposals": ("02",)}),
        ({"area": "A"}, {"area": "B"}),
        ({"level": "local"}, {"level": "regional"}),
        ({"statuses": frozenset({Status.STARTED})}, {"statuses": frozenset({Status.DONE, None})}),
        ({"owner": "CHEF"}, {"owner": "strateg"}),
        ({"text": "familjehem barn"}, {"text": "familjehem strateg"}),
        ({"picked": True, "overdue": True}, {"unowned": True}),
        ({"stale": True}, {"proposals": ("02",), "stale": True}),
    ],
)
def test_each_filter(wanted: dict[str, object], other: dict[str, object]) -> None:
    assert fits("01", STARTED)
    assert fits("01", STARTED, **wanted)
    assert not fits("01", STARTED, **other)
    assert not fits("01", STARTED, **{**wanted, **other})


def test_an_own_level_goes_before_the_catalogue_s() -> None:
    assert fits("02", STARTED, level="regional")
    assert not fits("02", replace(STARTED, level="local"), level="regional")
    assert fits("01", replace(STARTED, level="regional"), level="regional")


def test_text_is_sought_in_what_is_recorded() -> None:
    entry = Entry(
        goal="mål", reason="skäl", partners=("FoU",), evidence=("SN 2016/123",),
        activities={"k001": Activity(what="utbilda")}, followups={"2016-01-01": FollowUp(comment="igång")},
    )  # fmt: skip
    for text in ("MÅL", "skäl", "fou", "2016/123", "utbilda", "igång", "introduktion utbilda"):
        assert fits("02", entry, text=text), text


def held(days: int) -> Entry:
    """An entry that was followed up so many days ago."""
    return replace(STARTED, followups={(AS_OF - days * DAY).isoformat(): FollowUp(comment="x")})


def test_the_edges_of_time() -> None:
    on_time = replace(STARTED, due=AS_OF)
    assert is_overdue(STARTED, AS_OF)
    assert not is_overdue(on_time, AS_OF)
    assert not is_overdue(replace(STARTED, status=Status.DONE), AS_OF)
    assert not is_overdue(replace(STARTED, status=Status.DECLINED), AS_OF)
    assert not is_stale(held(180), AS_OF, 180)
    assert is_stale(held(181), AS_OF, 180)
    assert is_stale(held(-1), AS_OF, 180)
    assert not is_stale(replace(held(500), status=Status.DONE), AS_OF, 180)
    assert is_unowned(replace(STARTED, owner=None))
    assert not is_unowned(Entry(status=Status.DONE))


@given(entries, st.sampled_from(("picked", "overdue", "unowned", "stale")))
def test_a_filter_only_takes_away(entry: Entry, name: str) -> None:
    assert fits("01", entry)
    if fits("01", entry, **{name: True}):
        assert entry.is_picked


def test_search_puts_titles_first() -> None:
    assert search(CATALOGUE, "FAMILJEHEM") == ("01",)
    assert search(CATALOGUE, "förslag") == ("03", "04", "05", "06")
    assert search(CATALOGUE, "förslag 04") == ("04",)
    assert search(CATALOGUE, "") == search(CATALOGUE, "xyzzy") == ()


def test_owners_that_may_not_be_known_are_neither_found_nor_sought() -> None:
    assert fits("01", STARTED, text="enhetschef")
    assert not fits("01", STARTED, text="enhetschef", names=False)
    assert fits("01", STARTED, owner="somebody else", names=False)
    assert fits("01", STARTED, text="familjehem", names=False)
