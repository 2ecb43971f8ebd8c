"""Narrowing a roll-up: each wish alone, all at once, and in every order."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from actionplan.core.matrix import Cell, Criteria
from actionplan.core.narrowing import Narrowing, Sort, narrow
from actionplan.core.overlap import is_joint, led_by
from actionplan.core.rollup import RollUp
from actionplan.core.status import Status
from tests.factories import (
    AS_OF,
    make_bodies,
    make_catalogue,
    make_entry,
    make_report,
    make_rollup,
    random_entries,
    sjuharad,
)

ROLLUP = sjuharad()
ALL = tuple(row.proposal for row in ROLLUP.rows)


def shown(rollup: RollUp = ROLLUP, **wanted: Any) -> list[str]:
    return [row.proposal for row in narrow(rollup, Narrowing(**wanted), "sv")]


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        ({"area": "A"}, ["01", "02", "03", "04"]),
        ({"level": "regional"}, ["02", "04", "06", "08", "10", "12"]),
        ({"text": "07"}, ["07"]),
        ({"text": "FAMILJEHEM"}, ["02"]),
        ({"text": "lärande kollegialt"}, ["08"]),
        ({"text": "kollegialt enhetschef"}, []),
        ({"text": "introduktion ENHETSCHEF"}, ["07"]),
        ({"text": "finns inte"}, []),
        ({"owner": "Barn och"}, ["02"]),
        ({"overdue": True}, ["01", "02"]),
        ({"unowned": True}, ["01", "06"]),
        ({"stale": True}, ["01", "02"]),
        ({"picked": True, "statuses": frozenset({None})}, ["12"]),
        ({"statuses": frozenset({Status.DECLINED, Status.NOT_RELEVANT})}, ["05", "11"]),
        ({"joint": True}, ["01", "02"]),
        ({"area": "A", "text": "stärka", "overdue": True, "joint": True}, ["02"]),
    ],
)
def test_each_wish(wanted: dict[str, Any], numbers: list[str]) -> None:
    assert shown(**wanted) == numbers


def test_wishes_of_cells_must_hold_in_one_and_the_same() -> None:
    # Somebody is done with 01 and somebody is late with it, and that is not the same one.
    assert shown(text="01", statuses=frozenset({Status.DONE})) == ["01"]
    assert shown(text="01", overdue=True) == ["01"]
    assert shown(text="01", overdue=True, statuses=frozenset({Status.DONE})) == []


def test_joint_is_what_the_roll_up_says_it_is() -> None:
    for k in (1, 2, 3):
        rollup = make_rollup(
            make_bodies(3),
            make_report("1000", make_entry("01"), make_entry("02", lead="1001")),
            make_report("1001", make_entry("01"), make_entry("02")),
            criteria=Criteria(as_of=AS_OF, k=k),
        )
        ids = {body.id: body.id for body in make_bodies(3)}
        wanted = [row.proposal for row in rollup.rows if is_joint(row, k, led_by(row, rollup.body.id, ids))]
        assert shown(rollup, joint=True) == wanted


def test_orders() -> None:
    assert shown() == list(ALL)
    counts = {row.proposal: row.counts for row in ROLLUP.rows}
    assert shown(sort=Sort.PICKED) == sorted(ALL, key=lambda number: -counts[number].picked)
    assert shown(sort=Sort.OVERDUE) == sorted(ALL, key=lambda number: -counts[number].overdue)
    catalogue = make_catalogue(4, titles={"01": "Öppna", "02": "ändra", "03": "Zon", "04": "Åter"})
    rollup = make_rollup(make_bodies(1), catalogue=catalogue)
    assert shown(rollup, sort=Sort.TITLE) == ["03", "04", "02", "01"]


def test_titles_are_sorted_in_the_language_that_is_asked_for() -> None:
    catalogue = make_catalogue(2, titles={"01": "A", "02": "B"})
    english = {"01": "z", "02": "a"}
    proposals = {number: replace(one, title_en=english[number]) for number, one in catalogue.proposals.items()}
    rollup = make_rollup(make_bodies(1), catalogue=replace(catalogue, proposals=proposals))
    wanted = Narrowing(sort=Sort.TITLE)
    assert [row.proposal for row in narrow(rollup, wanted, "sv")] == ["01", "02"]
    assert [row.proposal for row in narrow(rollup, wanted, "en")] == ["02", "01"]


def test_nothing_narrows_by_order_or_blanks() -> None:
    assert Narrowing(sort=Sort.TITLE, text="  ").is_empty
    for name in ("picked", "overdue", "unowned", "stale", "joint"):
        assert not replace(Narrowing(), **{name: True}).is_empty
    for one in (Narrowing(text="a"), Narrowing(area="A"), Narrowing(level="local"), Narrowing(owner="x")):
        assert not one.is_empty


def test_what_is_not_reported_fits_no_wish_of_a_cell() -> None:
    assert Narrowing(text="x", area="A", joint=True).fits_cell(None)
    assert not Narrowing(statuses=frozenset({None})).fits_cell(None)
    assert Narrowing(statuses=frozenset({None})).fits_cell(Cell())
    assert not Narrowing(owner="x").fits_cell(Cell())


MEMBERS = make_bodies(5)
CATALOGUE = make_catalogue(8, 3)
rollups = st.lists(st.integers(0, 10**6), max_size=4).map(
    lambda seeds: make_rollup(
        MEMBERS,
        *(
            make_report(body.id, *random_entries(seed, CATALOGUE.proposals))
            for body, seed in zip(MEMBERS, seeds, strict=False)
        ),
        catalogue=CATALOGUE,
    )
)
wishes: dict[str, st.SearchStrategy[Any]] = {
    "text": st.sampled_from(("", "förslag", "chef", "0", "förslag barn")),
    "area": st.sampled_from((None, "A", "C")),
    "level": st.sampled_from((None, "local", "regional")),
    "statuses": st.frozensets(st.none() | st.sampled_from(Status), max_size=3),
    "owner": st.sampled_from(("", "CHEF", "barn", "zz")),
    **dict.fromkeys(("picked", "overdue", "unowned", "stale", "joint"), st.booleans()),
}
narrowings = st.builds(Narrowing, **wishes, sort=st.sampled_from(Sort))


@given(rollups, st.sampled_from(Sort))
def test_an_empty_narrowing_keeps_every_row(rollup: RollUp, sort: Sort) -> None:
    kept = narrow(rollup, Narrowing(sort=sort), "sv")
    assert sorted(row.proposal for row in kept) == [row.proposal for row in rollup.rows]


@given(rollups, narrowings, st.data())
def test_a_wish_more_adds_no_row(rollup: RollUp, narrowing: Narrowing, data: st.DataObject) -> None:
    free = [name for name in wishes if not getattr(narrowing, name)]
    if not free:
        return
    name = data.draw(st.sampled_from(free))
    more = replace(narrowing, **{name: data.draw(wishes[name])})
    fewer, known = narrow(rollup, more, "sv"), narrow(rollup, narrowing, "sv")
    assert fewer == tuple(row for row in known if row in fewer)


@given(rollups, narrowings)
def test_every_row_that_is_kept_has_a_cell_that_fits(rollup: RollUp, narrowing: Narrowing) -> None:
    for row in narrow(rollup, narrowing, "sv"):
        assert any(narrowing.fits_cell(cell) for cell in row.cells)


def test_owners_that_may_not_be_known_are_neither_found_nor_sought() -> None:
    assert shown(text="introduktion ENHETSCHEF")
    assert shown(text="introduktion ENHETSCHEF", names=False) == []
    assert shown(owner="Barn och", names=False) == list(ALL)
    assert shown(owner="Barn och", overdue=True, names=False) == shown(overdue=True)
    assert not Narrowing(owner="Barn och", names=False).concerns_cells
    assert Narrowing(names=False).is_empty
