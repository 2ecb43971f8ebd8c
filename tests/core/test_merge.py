"""The merge of plans as values: nothing lost, nothing invented, and asked only where a person must decide."""

import datetime as dt
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from actionplan.core.changes import is_same
from actionplan.core.errors import OtherCatalogue, OtherFormat
from actionplan.core.merge import Clash, Merged, Side, merge, settle, virtual_base
from tests.merging_oracle import expected, leaves

COMMON = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
Document = dict[str, Any]
Path = tuple[str, ...]


def plan(**slots: Any) -> Document:
    """A plan by the numbers of its slots: ``plan(p09={...})``."""
    return {
        "format": 1,
        "catalogue": "skl-44",
        "catalogue_version": "working-1",
        "plan": {"body": "1490"},
        "proposal": {name[1:]: value for name, value in slots.items()},
    }


def slot(document: Document, number: str = "09") -> Document:
    found: Document = document["proposal"][number]
    return found


def together(base: Any, ours: Any, theirs: Any) -> Merged:
    """The merge of three states of slot 09."""
    return merge(plan(p09=base), plan(p09=ours), plan(p09=theirs))


def united(base: Any, ours: Any, theirs: Any) -> Any:
    """Slot 09 after a merge without clashes, which must be the same from both ends."""
    found, mirrored = together(base, ours, theirs), together(base, theirs, ours)
    assert found.clashes == mirrored.clashes == ()
    assert is_same(found.document, mirrored.document)
    return found.document["proposal"].get("09")


# Fields


def test_different_fields_of_one_proposal_unite() -> None:
    assert united({"status": "started"}, {"status": "done"}, {"status": "started", "owner": "IFO-chef"}) == {
        "status": "done",
        "owner": "IFO-chef",
    }


def test_equal_changes_are_one_change() -> None:
    assert united({"status": "started"}, {"status": "done"}, {"status": "done"}) == {"status": "done"}


def test_one_field_with_two_new_values_is_asked_about() -> None:
    found = together({"owner": "A"}, {"owner": "B"}, {"owner": "C"})
    assert found.clashes == (Clash(("proposal", "09", "owner"), "value", "A", "B", "C"),)
    assert slot(found.document) == {"owner": "B"}


def test_a_field_that_one_cleared_and_the_other_changed_is_asked_about() -> None:
    found = together({"owner": "A", "goal": "x"}, {"goal": "x"}, {"owner": "C", "goal": "x"})
    assert found.clashes == (Clash(("proposal", "09", "owner"), "value", "A", None, "C"),)
    assert slot(found.document) == {"goal": "x"}


def test_a_value_of_another_kind_is_another_value() -> None:
    assert united({"x": 1}, {"x": 1}, {"x": True}) == {"x": True}
    assert united({"x": 1}, {"x": 1.0}, {"x": 1}) == {"x": 1.0}
    assert together({"x": 1}, {"x": 1.0}, {"x": True}).clashes


def test_unknown_keys_and_tables_of_both_sides_are_kept() -> None:
    assert united({}, {"x_eget": {"a": 1}}, {"x_eget": {"b": [1, {"c": 2}]}, "y": 3}) == {
        "x_eget": {"a": 1, "b": [1, {"c": 2}]},
        "y": 3,
    }


def test_not_a_number_is_itself() -> None:
    def grant() -> Document:
        return {"indicator": {"k": {"name": "x", "target": float("nan")}}}

    assert together(grant(), {**grant(), "goal": "x"}, {**grant(), "owner": "y"}).clashes == ()


# Lists


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "result"),
    [
        (["a"], ["b", "a"], ["a"], ["b", "a"]),
        (["a", "b"], ["a"], ["a", "b", "c"], ["a", "c"]),
        (["b", "a"], ["b", "a", "d"], ["b", "a", "c"], ["b", "a", "c", "d"]),
        (["a"], None, ["a", "b"], ["b"]),
        (["a"], [], ["a", "b"], ["b"]),
        (None, ["b"], ["a"], ["a", "b"]),
        (["a"], None, [], None),
        (["a", "b", "c"], ["b", "a", "c"], ["c", "a", "b"], ["b", "a", "c"]),
        (["a"], ["a", "b"], ["b", "a"], ["a", "b"]),
    ],
)
def test_lists_unite_by_item(base: Any, ours: Any, theirs: Any, result: Any) -> None:
    states = [{"goal": "x"} if items is None else {"goal": "x", "partners": items} for items in (base, ours, theirs)]
    assert united(*states).get("partners") == result


# Removal


STARTED = {"status": "started", "owner": "A"}


def test_a_slot_that_one_emptied_and_the_other_left_is_emptied() -> None:
    assert united(STARTED, {}, STARTED) == {}


def test_a_slot_that_one_emptied_and_the_other_changed_is_one_question() -> None:
    found = together(STARTED, {}, {**STARTED, "goal": "x", "activity": {"k001": {"what": "y"}}})
    changed = {**STARTED, "goal": "x", "activity": {"k001": {"what": "y"}}}
    assert found.clashes == (Clash(("proposal", "09"), "removal", STARTED, None, changed),)
    assert slot(found.document) == {}


def test_a_slot_that_one_emptied_and_the_other_cleared_in_part_is_emptied() -> None:
    assert united(STARTED, {}, {"status": "started"}) == {}


def test_a_pick_that_one_took_back_while_the_other_worked_on_it_is_one_question() -> None:
    kept = {"owner": "A"}
    found = together(STARTED, kept, {**STARTED, "status": "done"})
    assert found.clashes == (Clash(("proposal", "09"), "removal", STARTED, None, {**STARTED, "status": "done"}),)
    assert slot(found.document) == kept
    assert united(STARTED, kept, STARTED) == kept


def test_a_status_that_was_cleared_while_a_priority_still_picks_is_no_removal() -> None:
    picked = {"status": "started", "priority": 1}
    assert united(picked, {"priority": 1}, {**picked, "goal": "x"}) == {"priority": 1, "goal": "x"}


@pytest.mark.parametrize("kind", ["activity", "indicator", "grant", "followup"])
def test_a_thing_in_a_slot_that_one_removed_and_the_other_changed_is_one_question(kind: str) -> None:
    before, after = {"a": 1, "b": 2}, {"a": 1, "b": 3}
    found = together(
        {"owner": "A", kind: {"k": before}}, {"owner": "A"}, {"owner": "A", "goal": "x", kind: {"k": after}}
    )
    assert found.clashes == (Clash(("proposal", "09", kind, "k"), "removal", before, None, after),)
    assert slot(found.document) == {"owner": "A", "goal": "x"}


def test_the_baseline_is_removed_as_a_whole() -> None:
    found = together({"goal": "x", "baseline": {"gap": "a"}}, {"goal": "x"}, {"goal": "x", "baseline": {"gap": "b"}})
    assert [(clash.path[-1], clash.kind) for clash in found.clashes] == [("baseline", "removal")]


def test_things_that_each_side_removed_leave_no_empty_table() -> None:
    two = {"activity": {"a": {"what": "x"}, "b": {"what": "y"}}}
    assert united(two, {"activity": {"a": {"what": "x"}}}, {"activity": {"b": {"what": "y"}}}) == {}


def test_an_empty_slot_stays_a_header_unless_a_side_took_it_away() -> None:
    assert merge(plan(p09={}), plan(p09={}), plan(p09={}, p10={})).document["proposal"] == {"09": {}, "10": {}}
    assert "09" not in merge(plan(p09={}), plan(), plan(p09={}, p10={})).document["proposal"]


# Two things under one key


def said(**comments: str) -> Document:
    return {"followup": {key.replace("_", "-")[1:]: {"comment": comment} for key, comment in comments.items()}}


def test_two_followups_of_one_day_are_both_kept() -> None:
    result = united({}, said(d2016_09_16="B"), said(d2016_09_16="A"))["followup"]
    first, second = result
    assert {first, second} > {"2016-09-16"}
    assert result["2016-09-16"] == {"comment": "A"}
    assert {"comment": "B"} in result.values()


def test_equal_followups_of_one_day_are_one() -> None:
    assert united({}, said(d2016_09_16="A"), said(d2016_09_16="A")) == said(d2016_09_16="A")


def test_two_activities_under_one_key_are_both_kept() -> None:
    result = united({}, {"activity": {"k001": {"what": "a"}}}, {"activity": {"k001": {"what": "b"}}})["activity"]
    assert sorted(one["what"] for one in result.values()) == ["a", "b"]


def test_a_followup_with_a_suffix_gets_a_key_that_the_format_allows() -> None:
    key = "2016-09-16-abcdefghijklmnop"
    result = united({}, {"followup": {key: {"comment": "a"}}}, {"followup": {key: {"comment": "b"}}})["followup"]
    assert sorted(map(len, result)) == [len(key), len(key)]


def test_a_merge_that_comes_later_finds_what_was_moved() -> None:
    mine, other = said(d2016_09_16="A"), said(d2016_09_16="B")
    both = united({}, mine, other)
    assert united({}, both, other) == both
    assert united(other, both, other) == both
    changed = said(d2016_09_16="B, och mer")
    result = united(other, both, changed)["followup"]
    assert sorted(one["comment"] for one in result.values()) == ["A", "B, och mer"]
    assert result["2016-09-16"] == {"comment": "A"}


def test_tables_of_other_kinds_that_both_added_unite_field_by_field() -> None:
    assert united({}, {"grant": {"k": {"name": "x"}}}, {"grant": {"k": {"name": "x", "year": 2016}}}) == {
        "grant": {"k": {"name": "x", "year": 2016}}
    }


# Whole files


def test_files_that_both_sides_added_unite_where_they_say_the_same() -> None:
    ours, theirs = plan(p09={"owner": "A"}, p10={"goal": "x"}), plan(p09={"owner": "B"}, p11={})
    found = merge(None, ours, theirs)
    assert [clash.path for clash in found.clashes] == [("proposal", "09", "owner")]
    assert found.document["proposal"] == {"09": {"owner": "A"}, "10": {"goal": "x"}, "11": {}}


def edition(document: Document, version: str) -> Document:
    return {**document, "catalogue_version": version}


def test_a_migrated_plan_takes_what_the_other_side_changed_outside_the_numbers() -> None:
    base = plan(p09={"owner": "A"})
    migrated = edition(plan(p12={"owner": "A"}), "official-1")
    other = {**base, "plan": {"body": "1490", "record": "SN 1"}}
    for found in (merge(base, migrated, other), merge(base, other, migrated)):
        assert found.clashes == ()
        assert found.document == {**migrated, "plan": {"body": "1490", "record": "SN 1"}}


@pytest.mark.parametrize(
    "changed",
    [plan(p09={"owner": "B"}), {**plan(p09={"owner": "A"}), "plan": {"body": "1490", "focus": ["09"]}}],
)
def test_a_migration_and_another_change_of_numbers_do_not_meet(changed: Document) -> None:
    base = plan(p09={"owner": "A"})
    with pytest.raises(OtherCatalogue) as caught:
        merge(base, edition(plan(p12={"owner": "A"}), "official-1"), changed)
    assert (caught.value.ours, caught.value.theirs) == ("skl-44 official-1", "skl-44 working-1")


def test_the_base_of_another_catalogue_says_nothing_of_numbers_that_both_migrated() -> None:
    base = plan(p02={"owner": "X"}, p09={"owner": "A"})
    ours = edition(plan(p02={"owner": "X"}, p12={"owner": "A"}), "official-1")
    theirs = edition(plan(p12={"owner": "A"}), "official-1")
    assert merge(base, ours, theirs).document["proposal"] == {"02": {"owner": "X"}, "12": {"owner": "A"}}


def test_a_newer_format_is_not_guessed_at() -> None:
    with pytest.raises(OtherFormat) as caught:
        merge(plan(), plan(p09={}), {**plan(), "format": 2})
    assert (caught.value.found, caught.value.known) == (2, 1)


# Rules


def faults(document: Mapping[str, Any]) -> frozenset[Path]:
    """A decision against needs a reason; a deadline is not before the start."""
    found: set[Path] = set()
    for number, entry in document.get("proposal", {}).items():
        if entry.get("status") == "declined" and "reason" not in entry:
            found.add(("proposal", number, "status"))
        if "start" in entry and "due" in entry and entry["due"] < entry["start"]:
            found.add(("proposal", number, "due"))
    head = document.get("plan", {})
    if head.get("start", 0) > head.get("end", 9):
        found.add(("plan", "end"))
    return frozenset(found)


def test_what_only_together_breaks_a_rule_is_asked_as_a_whole() -> None:
    base, ours = {"reason": "x", "goal": "g"}, {"reason": "x", "status": "declined", "goal": "g"}
    theirs = {"goal": "h"}
    found = merge(plan(p09=base), plan(p09=ours), plan(p09=theirs), faults)
    assert found.clashes == (Clash(("proposal", "09"), "rule", base, ours, theirs),)
    assert slot(found.document) == ours
    mirrored = merge(plan(p09=base), plan(p09=theirs), plan(p09=ours), faults)
    assert mirrored.clashes == (Clash(("proposal", "09"), "rule", base, theirs, ours),)


def test_dates_of_the_head_that_do_not_fit_together_are_asked_with_the_whole_head() -> None:
    base, ours, theirs = ({**plan(), "plan": {"body": "x"} | dates} for dates in ({}, {"start": 5}, {"end": 3}))
    found = merge(base, ours, theirs, faults)
    assert [(clash.path, clash.kind) for clash in found.clashes] == [(("plan",), "rule")]
    settled = settle(found, ours, theirs, {("plan",): Side.THEIRS}, faults)
    assert settled == Merged(theirs)


def test_what_was_wrong_before_stays_unasked() -> None:
    wrong = {"status": "declined"}
    assert (
        merge(plan(p09=wrong), plan(p09={**wrong, "goal": "x"}), plan(p09={**wrong, "owner": "y"}), faults).clashes
        == ()
    )


def test_a_rule_across_places_is_asked_of_the_whole_file() -> None:
    def exactly_one(document: Mapping[str, Any]) -> frozenset[Path]:
        return frozenset({("proposal", "10")}) if len(leaves(document.get("proposal", {}))) > 1 else frozenset()

    ours, theirs = plan(p09={"owner": "A"}), plan(p10={"owner": "B"})
    found = merge(plan(), ours, theirs, exactly_one)
    assert [(clash.path, clash.kind) for clash in found.clashes] == [((), "rule")]
    assert found.document == ours
    assert settle(found, ours, theirs, {(): Side.THEIRS}, exactly_one) == Merged(theirs)


# Settling


def test_clashes_are_settled_one_by_one() -> None:
    ours, theirs = plan(p09={"owner": "B", "goal": "x"}), plan(p09={"owner": "C", "goal": "y"})
    found = merge(plan(p09={"owner": "A"}), ours, theirs)
    half = settle(found, ours, theirs, {("proposal", "09", "owner"): Side.THEIRS})
    assert slot(half.document) == {"owner": "C", "goal": "x"}
    assert [clash.path[-1] for clash in half.clashes] == ["goal"]
    whole = settle(half, ours, theirs, {("proposal", "09", "goal"): Side.OURS})
    assert whole == Merged(half.document)


@pytest.mark.parametrize("side", list(Side))
def test_a_removal_is_settled_either_way(side: Side) -> None:
    ours, theirs = plan(p09={"owner": "A"}), plan(p09={**STARTED, "goal": "x"})
    wanted = slot(ours if side is Side.OURS else theirs)
    found = merge(plan(p09=STARTED), ours, theirs)
    assert slot(settle(found, ours, theirs, {("proposal", "09"): side}).document) == wanted
    mirrored = merge(plan(p09=STARTED), theirs, ours)
    other = Side.OURS if side is Side.THEIRS else Side.THEIRS
    assert slot(settle(mirrored, theirs, ours, {("proposal", "09"): other}).document) == wanted


def test_a_table_that_the_chosen_side_has_not_goes_with_its_last_field() -> None:
    ours, theirs = plan(p09={"x_tabell": {"goal": "b"}}), plan(p09={"owner": "A"})
    found = merge(plan(p09={"x_tabell": {"goal": "a"}}), ours, theirs)
    path = ("proposal", "09", "x_tabell", "goal")
    assert slot(settle(found, ours, theirs, {path: Side.THEIRS}).document) == {"owner": "A"}


def test_choices_that_break_a_rule_together_are_asked_about_anew() -> None:
    base = {"start": 5, "due": 7}
    ours, theirs = plan(p09={"start": 1, "due": 2}), plan(p09={"start": 8, "due": 9})
    found = merge(plan(p09=base), ours, theirs, faults)
    assert [clash.path[-1] for clash in found.clashes] == ["start", "due"]
    choices: dict[Path, Side] = {("proposal", "09", "start"): Side.THEIRS, ("proposal", "09", "due"): Side.OURS}
    asked = settle(found, ours, theirs, choices, faults)
    assert [(clash.path, clash.kind) for clash in asked.clashes] == [(("proposal", "09"), "rule")]
    assert settle(asked, ours, theirs, {("proposal", "09"): Side.THEIRS}, faults) == Merged(theirs)


def test_a_base_of_several_leaves_out_what_they_clash_in() -> None:
    grand, one, other = plan(p09={"owner": "A"}), plan(p09={"owner": "B", "goal": "x"}), plan(p09={"owner": "C"})
    assert slot(dict(virtual_base(grand, one, other))) == {"goal": "x"}
    assert virtual_base(grand, edition(one, "x"), edition(other, "y")) == {}


# In general


VALUES = st.sampled_from(["a", "b", "c"])
LISTS = st.lists(VALUES, max_size=3)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "status": st.sampled_from(["started", "done", "declined"]),
    "priority": st.sampled_from([1, 2]),
    "owner": VALUES,
    "goal": VALUES,
    "partners": LISTS,
    "x_eget": st.sampled_from([1, 1.0, True, "a", dt.date(2016, 1, 1)]),
}
PLACES = (
    ("plan",),
    ("proposal", "01"),
    ("proposal", "02"),
    ("measure", "m001"),
    ("orphan", "o001"),
    ("proposal", "01", "baseline"),
    ("proposal", "01", "x_tabell"),
    ("proposal", "01", "activity", "k001"),
    ("proposal", "01", "activity", "k002"),
    ("proposal", "02", "followup", "2016-09-16"),
    ("proposal", "01", "followup", "2016-09-16"),
    ("proposal", "01", "followup", "2016-09-16-x"),
    ("proposal", "01", "indicator", "i001", "outcome"),
    ("measure", "m001", "grant", "g001"),
)


@st.composite
def changed(draw: st.DrawFn, document: Document, most: int = 5) -> Document:
    """A document after some changes of anything in it."""
    document = deepcopy(document)
    for _ in range(draw(st.integers(0, most))):
        path, action = (
            draw(st.sampled_from(PLACES)),
            draw(st.sampled_from(("set", "set", "set", "clear", "remove", "empty"))),
        )
        name = draw(st.sampled_from([*FIELDS]))
        *parents, last = path
        node = document
        for key in parents:
            node = node.setdefault(key, {})
        if action == "set":
            node.setdefault(last, {})[name] = draw(FIELDS[name])
        elif action == "clear":
            node.get(last, {}).pop(name, None)
        elif action == "remove":
            node.pop(last, None)
        elif last in node:
            node[last] = {}
        prune(document)
    return document


def prune(document: Document) -> None:
    """Groups without anything in them have no header in a text."""
    for group in ("proposal", "measure", "orphan"):
        for entry in document.get(group, {}).values():
            for kind in ("activity", "followup", "indicator", "grant"):
                if kind in entry and not entry[kind]:
                    del entry[kind]
        if group in document and not document[group]:
            del document[group]


@st.composite
def three(draw: st.DrawFn) -> tuple[Document, Document, Document]:
    """A document and two that come from it."""
    base = draw(changed(plan(), 12))
    return base, draw(changed(base)), draw(changed(base))


@given(three())
@COMMON
def test_a_merge_is_what_the_rules_say(states: tuple[Document, Document, Document]) -> None:
    found, wanted = merge(*states), expected(*states)
    assert {clash.path: clash.kind for clash in found.clashes} == wanted.clashes
    flat = leaves(found.document)
    assert flat.keys() == wanted.leaves.keys()
    assert all(is_same(value, wanted.leaves[path]) for path, value in flat.items())


@given(three())
@COMMON
def test_a_merge_is_the_same_from_both_ends(states: tuple[Document, Document, Document]) -> None:
    base, ours, theirs = states
    found, mirrored = merge(base, ours, theirs), merge(base, theirs, ours)
    turned = {(clash.path, clash.kind): (clash.base, clash.theirs, clash.ours) for clash in mirrored.clashes}
    assert {(clash.path, clash.kind): (clash.base, clash.ours, clash.theirs) for clash in found.clashes} == turned
    choices = dict.fromkeys((clash.path for clash in found.clashes), Side.THEIRS)
    assert is_same(settle(found, ours, theirs, choices).document, mirrored.document)


@given(three())
@COMMON
def test_a_side_that_changed_nothing_adds_nothing(states: tuple[Document, Document, Document]) -> None:
    base, ours, _ = states
    for found in (merge(base, ours, base), merge(base, base, ours), merge(base, ours, ours)):
        assert is_same(found.document, ours)
        assert found.clashes == ()


@given(three())
@COMMON
def test_merging_again_changes_nothing(states: tuple[Document, Document, Document]) -> None:
    base, ours, theirs = states
    found = merge(base, ours, theirs)
    assume(not found.clashes)
    for side in (ours, theirs):
        for again in (
            merge(base, found.document, side),
            merge(base, side, found.document),
            merge(side, found.document, side),
        ):
            assert again.clashes == ()
            assert is_same(again.document, found.document)


@given(st.data())
@COMMON
def test_three_sides_merge_in_any_order(data: st.DataObject) -> None:
    base, one, two = data.draw(three())
    three_ = data.draw(changed(base))
    results = []
    for first, second, last in ((one, two, three_), (two, three_, one), (three_, one, two)):
        half = merge(base, first, second)
        assume(not half.clashes)
        whole = merge(base, half.document, last)
        assume(not whole.clashes)
        # Whether an empty list or table of a slot that goes is kept may hang on the order; no value does.
        results.append(leaves(whole.document))
    assert is_same(results[0], results[1])
    assert is_same(results[0], results[2])


@given(three())
@COMMON
def test_no_rule_is_broken_that_neither_side_broke(states: tuple[Document, Document, Document]) -> None:
    base, ours, theirs = states
    found = merge(base, ours, theirs, faults)
    allowed = faults(ours) | faults(theirs)
    assert faults(found.document) <= allowed
    for side in Side:
        settled = found
        for _ in range(3):
            settled = settle(settled, ours, theirs, dict.fromkeys((c.path for c in settled.clashes), side), faults)
        assert settled.clashes == ()
        assert faults(settled.document) <= allowed
