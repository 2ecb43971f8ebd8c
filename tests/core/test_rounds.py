"""Follow-up rounds as they are recorded."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from actionplan.core.errors import IdentityNumber
from actionplan.core.rounds import Round, ensure_public, free_key, nearby, persons, presumed, with_more

DAY = dt.date(2017, 2, 12)
SEASONS = ("vinter", "var", "sommar", "host")
texts = st.lists(st.text(min_size=1, max_size=8), max_size=4).map(tuple)
rounds = st.builds(
    Round, key=st.just("vinter-2017"), day=st.dates(), title=st.text(max_size=8), participants=texts, decisions=texts
)


@given(rounds, rounds)
def test_nothing_that_was_said_is_lost(known: Round, told: Round) -> None:
    found = with_more(known, told)
    assert found.key == known.key
    assert {*known.participants, *told.participants} == set(found.participants)
    assert {*known.decisions, *told.decisions} == set(found.decisions)
    assert len(set(found.decisions)) == len(found.decisions)
    assert found.title in {known.title, told.title}
    assert with_more(found, told) == found


@given(st.dates(), st.integers(0, 6))
def test_a_new_key_is_free_and_bears_a_date(day: dt.date, count: int) -> None:
    taken: set[str] = set()
    for _place in range(count + 1):
        key = free_key(day, SEASONS, taken)
        assert key not in taken
        assert str(day.year) in key
        assert re.fullmatch("[0-9A-Za-z_-]{1,64}", key)
        taken.add(key)


@pytest.mark.parametrize(
    ("day", "key"),
    [
        ("2017-01-31", "vinter-2017"),
        ("2017-03-01", "var-2017"),
        ("2017-08-31", "sommar-2017"),
        ("2017-11-01", "host-2017"),
    ],
)
def test_seasons(day: str, key: str) -> None:
    assert free_key(dt.date.fromisoformat(day), SEASONS, ()) == key


def test_a_taken_season_gives_the_date() -> None:
    assert free_key(DAY, SEASONS, {"vinter-2017"}) == "2017-02-12"
    assert free_key(DAY, SEASONS, {"vinter-2017", "2017-02-12"}) == "2017-02-12-b"


@pytest.mark.parametrize("field", ["title", "participants", "decisions"])
def test_no_identity_number_in_a_public_record(field: str) -> None:
    text = "Ärendet 850709-9805"
    told = replace(Round("a", DAY), **{field: text if field == "title" else ("Bra", text)})
    with pytest.raises(IdentityNumber) as raised:
        ensure_public(told)
    assert raised.value.path == ("round", "a", field)
    ensure_public(Round("a", DAY, "Dnr 2016-123456", ("IFO-chef",), ("Telefon 033-12 34 56",)))


def test_participants_that_look_like_persons() -> None:
    told = Round("a", DAY, participants=("Anna Svensson", "Enhetschef Barn", "IFO-chef Mark"))
    assert list(persons(told)) == ["Anna Svensson"]


def bare(day: str) -> Round:
    return Round(day, dt.date.fromisoformat(day), "Planerad")


def held(day: str) -> Round:
    return Round(day, dt.date.fromisoformat(day), decisions=("Ett",))


@pytest.mark.parametrize(
    ("known", "today", "meant", "passed"),
    [
        ((), "2026-12-04", (), ""),
        # Minutes are written some time after the meeting.
        ((bare("2026-12-03"),), "2026-12-04", ("2026-12-03",), ""),
        ((bare("2026-12-03"),), "2027-01-02", ("2026-12-03",), ""),
        # Then it may as well be another meeting.
        ((bare("2026-12-03"),), "2027-01-03", (), "2026-12-03"),
        ((bare("2026-12-03"),), "2027-03-03", (), "2026-12-03"),
        ((bare("2026-12-03"),), "2027-03-04", (), ""),
        # What is to come has not been held.
        ((bare("2026-12-03"),), "2026-12-02", (), ""),
        ((bare("2026-12-03"), bare("2026-12-05")), "2026-12-04", ("2026-12-03",), ""),
        # That of today goes before all.
        ((bare("2026-12-03"), bare("2026-12-04")), "2026-12-04", ("2026-12-04",), ""),
        ((bare("2026-12-03"), held("2026-12-04")), "2026-12-04", ("2026-12-04",), ""),
        # One that another has come after was passed over.
        ((bare("2026-11-20"), held("2026-11-24")), "2026-12-04", (), ""),
        ((bare("2026-11-26"), bare("2026-12-03")), "2026-12-04", ("2026-12-03",), ""),
        # More that is told within a few days is told of the same meeting.
        ((held("2026-12-03"),), "2026-12-10", ("2026-12-03",), ""),
        ((held("2026-12-03"),), "2026-12-11", (), ""),
    ],
)
def test_which_round_is_meant_when_no_day_is_said(
    known: tuple[Round, ...], today: str, meant: tuple[str, ...], passed: str
) -> None:
    found = presumed(known, dt.date.fromisoformat(today))
    assert tuple(one.key for one in found.rounds) == meant
    assert (found.passed.key if found.passed else "") == passed


def test_two_rounds_of_a_day_are_both_meant() -> None:
    both = (Round("a", DAY), Round("b", DAY))
    assert presumed(both, DAY).rounds == both
    assert presumed(both, DAY + dt.timedelta(days=2)).rounds == both
    # A month later only those are meant in which nothing is recorded.
    later = DAY + dt.timedelta(days=20)
    assert presumed((Round("a", DAY), Round("b", DAY, decisions=("Ett",))), later).rounds == (Round("a", DAY),)


@given(st.lists(rounds, max_size=6), st.dates())
def test_nothing_to_come_and_nothing_old_is_presumed(known: list[Round], today: dt.date) -> None:
    found = presumed(known, today)
    assert all(0 <= (today - one.day).days <= 30 for one in found.rounds)
    assert not (found.rounds and found.passed)
    assert found.passed is None or found.passed.is_bare


def test_rounds_nearby() -> None:
    known = (held("2026-11-25"), bare("2026-11-26"), bare("2026-12-03"), bare("2026-12-06"), held("2026-12-13"))
    found = nearby(known, dt.date(2026, 12, 4), "2026-12-04")
    assert [one.key for one in found] == ["2026-12-03", "2026-12-06"]
    assert [one.key for one in nearby(known, dt.date(2026, 12, 3), "2026-12-03")] == ["2026-12-06", "2026-11-26"]
