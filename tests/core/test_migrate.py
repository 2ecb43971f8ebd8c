"""Migrating plans between catalogue versions: what is recorded is never lost."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from actionplan.core.catalogue import About, Area, Catalogue, Proposal
from actionplan.core.catalogue_diff import likeness_of
from actionplan.core.errors import SlotTaken, UnknownOrphan, UnknownProposal, WrongCatalogue
from actionplan.core.migrate import (
    SURE,
    Migration,
    Suggestion,
    adopt,
    adoptable,
    mapping_of,
    migrate,
    recorded,
    recorded_fields,
    suggest_mapping,
)
from actionplan.core.plan import EMPTY, Activity, Entry, FollowUp, Head, Measure, Orphan, Plan
from actionplan.core.status import Status
from tests.core.rewordings import REWORDED, REWORDED_FURTHER, WITHOUT_COUNTERPART
from tests.core.test_catalogue_diff import SHIPPED


def catalogue(titles: Mapping[str, str], version: str, areas: Mapping[str, str] | None = None) -> Catalogue:
    areas = areas or {"A": "Uppdrag", "B": "Arbetsmiljö"}
    return Catalogue(
        format=1,
        id="skl-44",
        version=version,
        about=About(name_sv="Plan"),
        areas={key: Area(title_sv=title) for key, title in areas.items()},
        proposals={
            key: Proposal(title_sv=title, area=next(iter(areas)), provenance="working") for key, title in titles.items()
        },
    )


OLD = catalogue({"01": "Ett", "02": "Två", "03": "Tre", "04": "Fyra"}, "working-1")
NEW = catalogue({"01": "Två", "02": "Ett", "05": "Fem"}, "2015-06")


def plan(entries: Mapping[str, Entry], **more: object) -> Plan:
    values: dict[str, object] = {"format": 1, "catalogue": "skl-44", "catalogue_version": "working-1"}
    values |= {"head": Head(body="1490"), "entries": entries, **more}
    return Plan(**values)  # type: ignore[arg-type]


def owned(owner: str) -> Entry:
    return Entry(status=Status.STARTED, owner=owner)


def recorded_in(plan: Plan) -> Counter[bytes]:
    """Every entry in which something is recorded, in slots and orphans."""
    entries = [*plan.entries.values(), *map(recorded, plan.orphans.values())]
    return Counter(msgspec.json.encode(entry, order="deterministic") for entry in entries if not entry.is_empty)


# Suggestions


def test_the_same_titles_are_surely_the_same_whatever_their_numbers() -> None:
    assert suggest_mapping(OLD, NEW) == (
        Suggestion("01", "02", 1.0, sure=True),
        Suggestion("02", "01", 1.0, sure=True),
        Suggestion("03", None, 0.0, sure=False),
        Suggestion("04", None, 0.0, sure=False),
    )


@pytest.mark.parametrize(("rewordings", "right", "sure"), [(REWORDED, 43, 34), (REWORDED_FURTHER, 40, 26)])
def test_reworded_titles_are_matched_and_none_wrongly_for_sure(
    rewordings: Mapping[str, str], right: int, sure: int
) -> None:
    # The numbers are turned about, so that nothing but the titles can tell.
    titles = [(f"n{key}", title) for key, title in rewordings.items()][::-1]
    new = catalogue(dict([*titles, *((f"x{at}", title) for at, title in enumerate(WITHOUT_COUNTERPART))]), "2")
    found = suggest_mapping(SHIPPED, new)
    assert sum(one.new == f"n{one.old}" for one in found) >= right
    assert sum(one.sure for one in found) >= sure
    assert [one for one in found if one.sure and one.new != f"n{one.old}"] == []


@pytest.mark.parametrize("rewordings", [REWORDED, REWORDED_FURTHER])
def test_no_wrong_pair_of_titles_comes_near_sure(rewordings: Mapping[str, str]) -> None:
    new = catalogue({**rewordings, **{f"x{at}": title for at, title in enumerate(WITHOUT_COUNTERPART)}}, "2")
    among = likeness_of(SHIPPED, new)
    wrong = [
        among.of(before.title_sv, after.title_sv)
        for mine, before in SHIPPED.proposals.items()
        for yours, after in new.proposals.items()
        if mine != yours
    ]
    assert max(wrong) < SURE - 0.05


@pytest.mark.parametrize("rewordings", [REWORDED, REWORDED_FURTHER])
def test_what_the_new_version_dropped_is_never_surely_something_else(rewordings: Mapping[str, str]) -> None:
    for withdrawn in rewordings:
        titles = {f"n{key}": title for key, title in rewordings.items() if key != withdrawn}
        found = suggest_mapping(SHIPPED, catalogue(titles, "2"))
        assert not next(one for one in found if one.old == withdrawn).sure


def test_no_new_number_is_suggested_twice() -> None:
    old = catalogue({"01": "Nära arbetsledning", "02": "En nära arbetsledning"}, "1")
    new = catalogue({"07": "Nära arbetsledning"}, "2")
    one, two = suggest_mapping(old, new)
    assert (one.new, two.new) == ("07", None)


def test_a_title_that_stands_twice_is_sure_only_where_the_number_is_the_same() -> None:
    twice = catalogue({"01": "Goda exempel", "02": "Goda exempel"}, "1")
    assert [(one.new, one.sure) for one in suggest_mapping(twice, twice)] == [("01", True), ("02", True)]
    turned = catalogue({"02": "Goda exempel", "01": "Goda exempel"}, "2")
    assert [(one.new, one.sure) for one in suggest_mapping(twice, turned)] == [("01", True), ("02", True)]
    elsewhere = catalogue({"03": "Goda exempel", "04": "Goda exempel"}, "2")
    assert [(one.new, one.sure) for one in suggest_mapping(twice, elsewhere)] == [("03", False), ("04", False)]


def test_where_numbers_stand_the_same_number_is_suggested_and_is_a_question() -> None:
    old = catalogue({"01": "Ett", "02": "Två", "03": "Hot och våld"}, "1")
    new = catalogue({"01": "Ett", "02": "Två", "03": "BBIC"}, "2")
    assert suggest_mapping(old, new)[2] == Suggestion("03", "03", 0.0, sure=False)
    renumbered = catalogue({"01": "Två", "02": "Ett", "03": "BBIC"}, "2")
    assert suggest_mapping(old, renumbered)[2] == Suggestion("03", None, 0.0, sure=False)


def test_only_sure_suggestions_can_be_asked_for() -> None:
    found = (Suggestion("01", "02", 0.9, sure=True), Suggestion("02", "03", 0.3, sure=False))
    assert mapping_of(found) == {"01": "02", "02": "03"}
    assert mapping_of(found, only_sure=True) == {"01": "02", "02": None}


# Migrating


def test_entries_follow_their_proposals_and_the_rest_become_orphans() -> None:
    before = plan({"01": owned("IFO-chef"), "02": EMPTY, "03": owned("Utvecklare"), "04": EMPTY})
    done = migrate(before, OLD, NEW, {"01": "02", "02": "01", "03": None})
    assert done.plan.entries == {"01": EMPTY, "02": owned("IFO-chef"), "05": EMPTY}
    assert done.plan.catalogue_version == "2015-06"
    assert done.moved == (("01", "02"),)
    assert done.kept == ()
    orphan = Orphan(
        status=Status.STARTED, owner="Utvecklare", proposal="03", catalogue_version="working-1", title="Tre"
    )
    assert done.orphans == done.plan.orphans == {"working-1-03": orphan}


def test_a_plan_with_some_slots_gets_no_others() -> None:
    done = migrate(plan({"02": owned("IFO-chef")}), OLD, NEW, {"02": "05"})
    assert done.plan.entries == {"05": owned("IFO-chef")}


def test_of_two_that_want_the_same_slot_the_first_in_the_catalogue_gets_it() -> None:
    before = plan({"03": owned("tredje"), "02": owned("andra"), "01": EMPTY})
    done = migrate(before, OLD, NEW, {"01": "05", "02": "05", "03": "05"})
    assert done.plan.entries == {"05": owned("andra")}
    assert done.crowded == (("03", "05"),)
    assert [orphan.owner for orphan in done.orphans.values()] == ["tredje"]


def test_a_slot_that_the_catalogue_does_not_have_becomes_an_orphan_without_title() -> None:
    done = migrate(plan({"99": owned("IFO-chef")}), OLD, NEW, {"01": "02"})
    assert done.orphans["working-1-99"].title is None
    assert done.orphans["working-1-99"].owner == "IFO-chef"


def test_focus_follows_and_what_it_loses_is_kept_and_told() -> None:
    before = plan({"03": owned("IFO-chef")}, head=Head(body="1490", focus=("03", "02", "04")))
    done = migrate(before, OLD, NEW, {"01": "02", "02": "01", "03": None})
    assert done.plan.head.focus == ("01",)
    assert done.unmapped_focus == ("03", "04")
    assert done.orphans["working-1-03"].owner == "IFO-chef"
    assert done.orphans["working-1-04"] == Orphan(
        proposal="04", catalogue_version="working-1", title="Fyra", focus=True
    )


def test_two_in_focus_that_become_one_stand_once() -> None:
    before = plan({}, head=Head(body="1490", focus=("01", "02")))
    assert migrate(before, OLD, NEW, {"01": "05", "02": "05"}).plan.head.focus == ("05",)


def test_own_measures_get_the_areas_of_the_new_version() -> None:
    new = catalogue({"01": "Ett"}, "2", areas={"A": "Arbetsmiljö", "C": "Kunskap"})
    measures = {
        "m1": Measure(title="Vår", area="B"),
        "m2": Measure(title="Din", area="A"),
        "m3": Measure(title="Min", area="Annat"),
        "m4": Measure(title="Ingen"),
    }
    done = migrate(plan({}, measures=measures), OLD, new, {})
    assert {key: one.area for key, one in done.plan.measures.items()} == {
        "m1": "A", "m2": "A", "m3": "Annat", "m4": None,
    }  # fmt: skip
    assert done.unmapped_areas == ("m2",)


def test_a_plan_of_another_version_or_catalogue_is_refused() -> None:
    with pytest.raises(WrongCatalogue) as caught:
        migrate(replace(plan({}), catalogue_version="3"), OLD, NEW, {})
    assert caught.value.plan == ("skl-44", "3")
    with pytest.raises(WrongCatalogue):
        migrate(replace(plan({}), catalogue="egen"), OLD, NEW, {})


@pytest.mark.parametrize(("mapping", "wrong"), [({"0l": "01"}, "0l"), ({"01": "04"}, "04")])
def test_a_mapping_of_unknown_numbers_is_refused(mapping: dict[str, str | None], wrong: str) -> None:
    with pytest.raises(UnknownProposal) as caught:
        migrate(plan({}), OLD, NEW, mapping)
    assert caught.value.text == wrong


def test_orphans_of_the_same_name_stand_side_by_side() -> None:
    before = plan({"03": owned("ny")})
    first = migrate(before, OLD, NEW, {}).plan
    again = replace(first, catalogue_version="working-1", entries={"03": owned("nyare")})
    done = migrate(again, OLD, NEW, {})
    assert list(done.orphans) == ["working-1-03-2"]
    assert {key: orphan.owner for key, orphan in done.plan.orphans.items()} == {
        "working-1-03": "ny",
        "working-1-03-2": "nyare",
    }


@pytest.mark.parametrize("version", ["Andra utgåvan, åäö " * 9, "–", "2015.06"])
def test_any_version_gives_keys_that_a_plan_can_have(version: str) -> None:
    old = replace(OLD, version=version)
    done = migrate(replace(plan({"03": owned("x")}), catalogue_version=version), old, NEW, {})
    assert read_back(done.plan) == done.plan
    (key,) = done.orphans
    assert key[0] != "-"
    assert "--" not in key


def read_back(plan: Plan) -> Plan:
    return msgspec.convert(msgspec.to_builtins(plan, builtin_types=(dt.date,)), Plan)


# Taking back


def test_an_orphan_is_taken_back_into_an_empty_slot() -> None:
    done = migrate(plan({"03": owned("IFO-chef")}), OLD, NEW, {})
    assert adoptable(done.plan, "working-1", {"03": "05"}) == (("working-1-03", "05"),)
    assert adoptable(done.plan, "annan", {"03": "05"}) == ()
    back = adopt(done.plan, "working-1-03", "05")
    assert back.entries["05"] == owned("IFO-chef")
    assert back.entries["05"].is_picked
    assert type(back.entries["05"]) is Entry
    assert back.orphans == {}


def test_an_orphan_is_never_put_over_what_is_recorded() -> None:
    done = migrate(plan({"01": owned("a"), "03": owned("b")}), OLD, NEW, {"01": "05"})
    assert adoptable(done.plan, "working-1", {"03": "05"}) == ()
    with pytest.raises(SlotTaken) as caught:
        adopt(done.plan, "working-1-03", "05")
    assert caught.value.fields == ("status", "owner")


def test_two_orphans_are_not_offered_the_same_slot() -> None:
    done = migrate(plan({"01": owned("a"), "03": owned("b")}), OLD, NEW, {})
    assert adoptable(done.plan, "working-1", {"01": "05", "03": "05"}) == (("working-1-01", "05"),)


def test_an_orphan_that_stands_for_a_focus_becomes_one_again() -> None:
    done = migrate(plan({"01": owned("a")}, head=Head(body="1490", focus=("04",))), OLD, NEW, {"01": "05"})
    assert adoptable(done.plan, "working-1", {"04": "05"}) == (("working-1-04", "05"),)
    back = adopt(done.plan, "working-1-04", "05")
    assert back.head.focus == ("05",)
    assert back.entries == {"05": owned("a")}
    assert back.orphans == {}


def test_an_orphan_that_is_not_there_is_refused_with_the_nearest() -> None:
    done = migrate(plan({"03": owned("b")}), OLD, NEW, {})
    with pytest.raises(UnknownOrphan) as caught:
        adopt(done.plan, "working-1-3", "05")
    assert caught.value.nearest == ("working-1-03",)


def test_fields_are_named_as_in_the_file() -> None:
    entry = Entry(activities={"a": Activity(what="Utbilda")}, partners=("Skolan",))
    assert recorded_fields(entry) == ("partners", "activity")


# Laws

IDS = [f"{number:02d}" for number in range(1, 7)]
texts = st.text(min_size=1, max_size=8)
entries = st.one_of(
    st.just(EMPTY),
    st.builds(
        Entry,
        status=st.none() | st.sampled_from(Status),
        owner=st.none() | texts,
        lead=st.none() | texts,
        partners=st.lists(texts, max_size=2).map(tuple),
        due=st.none() | st.dates(),
        activities=st.dictionaries(st.sampled_from(["a", "b"]), st.builds(Activity, what=texts), max_size=2),
        followups=st.dictionaries(st.just("2016-09-16"), st.builds(FollowUp, comment=texts), max_size=1),
    ),
)


@st.composite
def orphans(draw: st.DrawFn) -> Orphan:
    version = draw(st.sampled_from(["working-1", "2015-06", "0"]))
    entry = msgspec.structs.asdict(draw(entries))
    return Orphan(**entry, proposal=draw(st.sampled_from(IDS)), catalogue_version=version)


keys = st.sampled_from(["working-1-01", "working-1-02", "working-1-02-2", "x"])
plans = st.builds(
    plan,
    st.dictionaries(st.sampled_from([*IDS, "99"]), entries),
    head=st.builds(Head, body=st.just("1490"), focus=st.lists(st.sampled_from(IDS), max_size=4).map(tuple)),
    orphans=st.dictionaries(keys, orphans(), max_size=3),
    measures=st.dictionaries(
        st.just("m"), st.builds(Measure, title=texts, area=st.none() | st.sampled_from("AB")), max_size=1
    ),
)
FIRST = catalogue({key: f"Titel {key}" for key in IDS}, "working-1")
SECOND = catalogue(
    {f"{number:02d}": f"Titel {number:02d}" for number in range(3, 12)},
    "2015-06",
    areas={"C": "Arbetsmiljö", "A": "Uppdrag"},
)
mappings = st.dictionaries(st.sampled_from(IDS), st.none() | st.sampled_from([*SECOND.proposals]))


@given(plans, mappings)
def test_nothing_recorded_is_ever_lost(before: Plan, mapping: dict[str, str | None]) -> None:
    done = migrate(before, FIRST, SECOND, mapping)
    assert recorded_in(done.plan) == recorded_in(before)
    assert (done.plan.catalogue, done.plan.catalogue_version) == ("skl-44", "2015-06")
    assert before.orphans.items() <= done.plan.orphans.items()
    assert done.plan.entries.keys() <= SECOND.proposals.keys()
    assert list(done.plan.entries) == sorted(done.plan.entries)
    assert focus_is_accounted_for(before, done, mapping)
    assert {key: replace(one, area=None) for key, one in done.plan.measures.items()} == {
        key: replace(one, area=None) for key, one in before.measures.items()
    }
    assert read_back(done.plan) == done.plan


def focus_is_accounted_for(before: Plan, done: Migration, mapping: Mapping[str, str | None]) -> bool:
    kept = {orphan.proposal for orphan in done.orphans.values()}
    for key in before.head.focus:
        target = mapping.get(key)
        if target is None and not (key in done.unmapped_focus and key in kept):
            return False
        if target is not None and target not in done.plan.head.focus:
            return False
    return True


@given(plans, mappings)
def test_every_recorded_slot_is_told_of_once(before: Plan, mapping: dict[str, str | None]) -> None:
    done = migrate(before, FIRST, SECOND, mapping)
    gone = [orphan.proposal for orphan in done.orphans.values() if not recorded(orphan).is_empty]
    told = [*done.kept, *(old for old, _ in done.moved), *gone]
    assert sorted(told) == sorted(key for key, entry in before.entries.items() if not entry.is_empty)


@given(plans)
def test_the_identity_changes_the_version_alone(before: Plan) -> None:
    before = replace(before, entries={key: entry for key, entry in before.entries.items() if key != "99"})
    done = migrate(before, FIRST, replace(FIRST, version="2"), {key: key for key in IDS})
    assert done.plan == replace(before, catalogue_version="2")
    assert done.moved == ()


@given(plans, st.permutations([*SECOND.proposals]))
def test_one_to_one_there_and_back_restores_the_plan(before: Plan, targets: list[str]) -> None:
    before = replace(before, entries={key: entry for key, entry in before.entries.items() if key != "99"})
    there: dict[str, str | None] = dict(zip(IDS, targets, strict=False))
    back: dict[str, str | None] = {new: old for old, new in zip(IDS, targets, strict=False)}
    done = migrate(before, FIRST, SECOND, there)
    assert migrate(done.plan, SECOND, FIRST, back).plan == before


@given(plans, mappings)
def test_what_returning_offers_can_be_taken_back(before: Plan, mapping: dict[str, str | None]) -> None:
    done = migrate(before, FIRST, SECOND, mapping)
    after = done.plan
    for key, proposal in done.returning:
        after = adopt(after, key, proposal)
    assert recorded_in(after) == recorded_in(before)
    assert not {key for key, _ in done.returning} & after.orphans.keys()
