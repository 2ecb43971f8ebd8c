"""Sources in the core: whose a file is, and what a roll-up says of places elsewhere."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan.core.matrix import Criteria
from actionplan.core.rollup import RollUp, roll_up
from actionplan.core.sources import SourceState, Trouble, file_in, source_of
from actionplan.i18n import set_language
from actionplan.reports.rollup_sources import sentence, table, troubles
from actionplan.store.git.reasons import KNOWN
from actionplan.wording.sources import next_step, trouble, why
from tests.factories import AS_OF, REGION, make_bodies, make_catalogue, make_entry, make_report, make_rollup

DAY = dt.datetime(2016, 9, 16, 12, tzinfo=dt.UTC)


def rolled(*sources: SourceState) -> RollUp:
    return roll_up(
        REGION,
        make_bodies(1),
        make_catalogue(),
        Criteria(as_of=AS_OF),
        reports=[make_report("1000", make_entry("01"))],
        sources=sources,
    )


def source(name: str, what: Trouble | None = None, days: int = 0, reason: str = "") -> SourceState:
    return SourceState(
        name=name, place=f"https://{name}", fetched=DAY + dt.timedelta(days), tried=DAY, trouble=what, reason=reason
    )


@given(st.from_regex(r"\A(?!plans\Z)[A-Za-z0-9][A-Za-z0-9_-]{0,39}\Z"), st.text(max_size=20))
def test_a_file_tells_its_source(name: str, path: str) -> None:
    assert source_of(file_in(name, f"plans/{path}.toml")) == name
    assert source_of(f"plans/{path}.toml") == ""


@pytest.mark.parametrize("what", Trouble)
def test_any_trouble_makes_it_partial_and_is_said(what: Trouble) -> None:
    for language in ("sv", "en"):
        set_language("en" if language == "en" else "sv")
        for reason in ("", *KNOWN):
            rollup = rolled(source("a"), source("b", what, reason=reason))
            assert rollup.is_partial
            assert rollup.troubled_sources == (rollup.sources[1],)
            [said] = troubles(rollup)
            assert "b" in said
            assert "{" not in said + next_step(rollup.sources[1])
            assert next_step(rollup.sources[1]).strip()
            assert why(reason)


def test_nothing_is_said_where_there_are_none() -> None:
    rollup = make_rollup(make_bodies(1), make_report("1000", make_entry("01")))
    assert not rollup.is_partial
    assert (sentence(rollup), table(rollup), troubles(rollup)) == ("", (), ())
    assert trouble(source("a")) == next_step(source("a")) == ""


def test_many_are_told_in_short() -> None:
    few = rolled(*(source(f"s{number}") for number in range(4)))
    many = rolled(*(source(f"s{number:02}", days=-number) for number in range(21)))
    assert sentence(few).count("2016-09-16") == 4
    assert table(few) == ()
    assert len(sentence(many)) < 200
    assert "2016-08-27" in sentence(many)
    assert "s20" in sentence(many)
    assert len(table(many)) == 2
