"""Edits of plan files: only the lines of an edit change, and what is read back is what was promised."""

import difflib
import re
import tomllib
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from actionplan.core.changes import Change, apply, as_document, diff, is_same
from actionplan.core.plan import Activity, Entry, FollowUp, Plan
from actionplan.core.status import Status
from actionplan.store.schema import read_plan_document
from actionplan.store.toml import loads
from actionplan.store.write import CannotEdit, edit
from tests import strategies
from tests.strategies import NUMBERS, blank, by_hand, edits, plans, words

COMMON = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def read(text: str) -> Plan:
    plan, problems = read_plan_document(loads(text))
    assert plan is not None, problems
    return plan


def plain(plan: Plan) -> dict[str, Any]:
    """The plan as a parser gives it."""
    return {key: _lists(value) for key, value in as_document(plan).items()}


def _lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lists(item) for key, item in value.items()}
    return list(value) if isinstance(value, tuple) else value


def written(plan: Plan) -> str:
    return edit(blank(), diff(read(blank()), plan), words())


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = before.split("\n"), after.split("\n")
    removed: list[str] = []
    added: list[str] = []
    # Without the guess at junk, which begins at two hundred lines and moves what stays.
    for _kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if _kind != "equal":
            removed += old[a:b]
            added += new[c:d]
    return removed, added


@given(plans())
@COMMON
def test_any_plan_can_be_written_into_a_blank_form_and_reads_back(plan: Plan) -> None:
    text = written(plan)
    assert read(text) == plan
    assert tomllib.loads(text) == loads(text)


@given(st.data())
@COMMON
def test_random_sequences_of_edits_read_back_to_what_was_promised(data: st.DataObject) -> None:
    text = data.draw(by_hand(written(data.draw(plans()))))
    plan = read(text)
    for _ in range(data.draw(st.integers(1, 5))):
        edited = data.draw(edits(plan))
        text = edit(text, diff(plan, edited), words())
        plan = read(text)
        assert plan == edited


@given(st.data())
@COMMON
def test_an_edit_keeps_every_line_that_is_not_its_own(data: st.DataObject) -> None:
    before = data.draw(by_hand(written(data.draw(plans()))))
    plan = read(before)
    changes = diff(plan, data.draw(edits(plan)))
    after = edit(before, changes, words())
    own = {change.path[-1] for change in changes}
    after_lines = iter(after.split("\n"))
    for line in lines_of_others(before, own):
        assert any(line == other for other in after_lines), line


def lines_of_others(text: str, own: set[str]) -> list[str]:
    """Comments, headers and statements that are not of the given keys; texts of several lines left out."""
    found, inside = [], False
    for line in text.split("\n"):
        whole = not inside and line.count('"""') != 1
        inside ^= line.count('"""') % 2 == 1
        header = re.match(r"\s*\[.*?([^.\[\]]+)\]", line)
        key = header[1] if header else line.strip().split(" = ")[0].strip('"')
        if whole and line.strip() and key not in own:
            found.append(line)
    return found


@given(st.data())
@COMMON
def test_unknown_keys_and_their_values_survive(data: st.DataObject) -> None:
    text = written(data.draw(plans()))
    number = data.draw(st.sampled_from(NUMBERS))
    header = next(line for line in text.split("\n") if line.startswith(f"[proposal.{number}]"))
    text = text.replace(header, f'{header}\nx_eget = {{ a = [1, 2], b = "å" }} # hemligt', 1)
    plan = read(text)
    after = edit(text, diff(plan, data.draw(edits(plan))), words())
    assert loads(after)["proposal"][number]["x_eget"] == {"a": [1, 2], "b": "å"}
    assert 'x_eget = { a = [1, 2], b = "å" } # hemligt' in after


@given(plans(), st.sampled_from(NUMBERS), st.sampled_from(Status))
@COMMON
def test_one_new_status_changes_one_line(plan: Plan, number: str, status: Status) -> None:
    before = written(plan)
    after = edit(before, diff(plan, plan.with_entry(number, replace(plan.entry(number), status=status))), words())
    removed, added = changed_lines(before, after)
    known = plan.entry(number).status
    if known == status:
        assert (removed, added) == ([], [])
    else:
        assert removed == ([f'status = "{known}"'] if known else [])
        assert added == [f'status = "{status}"']


def test_no_change_is_the_same_text() -> None:
    assert edit(blank(), (), words()) == blank()


def test_a_value_stands_below_its_line_of_help() -> None:
    plan = read(blank())
    text = edit(blank(), diff(plan, plan.with_entry("09", Entry(owner="Enhetschef", status=Status.STARTED))), words())
    lines = text.split("\n")
    at = lines.index('owner = "Enhetschef"')
    assert "(owner)" in lines[at - 1]
    assert "(partners)" in lines[at + 1]


def test_activities_and_followups_stand_below_their_lines_of_help_in_order_of_key() -> None:
    plan = read(blank())
    later = FollowUp(comment="Senare")
    entry = Entry(activities={"k7f2": Activity(what="Utbilda")}, followups={"2016-12-02": later})
    text = edit(blank(), diff(plan, plan.with_entry("09", entry)), words())
    middle = read(text)
    more = replace(entry, followups={"2016-09-16": FollowUp(comment="Först"), "2016-12-02": later})
    text = edit(text, diff(middle, middle.with_entry("09", more)), words())
    slot = text[text.index("[proposal.09]") : text.index("[proposal.44]")]
    order = ["(activity)", "[proposal.09.activity.k7f2]", "(followup)", "2016-09-16]", "2016-12-02]"]
    places = [slot.index(mark) for mark in order]
    assert places == sorted(places)
    assert slot.endswith('comment = "Senare"\n\n')


COMPACT = """format = 1
catalogue = "skl-44"
catalogue_version = "working-1"
[plan]
body = "1490"
[proposal.03]
status = "started"
due = 2017-01-31 # nämnden vill ha det tidigare
[proposal.09]
[proposal.44]
"""


def test_comments_inside_a_list_go_above_it_when_the_list_is_replaced() -> None:
    text = COMPACT.replace(
        "[proposal.09]", '[proposal.09]\npartners = [\n  "BUP", # avtal 2016\n  "Polisen #1",\n] # sist'
    )
    plan = read(text)
    after = edit(text, diff(plan, plan.with_entry("09", replace(plan.entry("09"), partners=("BUP",)))), words())
    assert '[proposal.09]\n# avtal 2016\npartners = ["BUP"] # sist\n' in after


def test_a_slot_that_goes_takes_only_what_the_program_wrote() -> None:
    text = blank().replace(
        "[proposal.09] # Förslag 09 om å, ä och ö\n",
        "[proposal.09] # Förslag 09 om å, ä och ö – överens med regionen\n# Fråga nämnden om detta (owner) före jul\n",
    )
    plan = read(text)
    without = replace(plan, entries={number: one for number, one in plan.entries.items() if number != "09"})
    after = edit(text, diff(plan, without), words())
    assert "# Förslag 09 om å, ä och ö – överens med regionen\n# Fråga nämnden om detta (owner) före jul\n" in after
    assert after.count("(status)") == len(NUMBERS) - 1
    clean = edit(blank(), diff(read(blank()), without), words())
    assert "Förslag 09" not in clean


def test_a_table_with_something_that_no_change_names_is_not_removed() -> None:
    text = blank().replace("[proposal.09]", '[proposal.09]\nkommentar = "egen anteckning"', 1)
    plan = read(text)
    without = replace(plan, entries={number: one for number, one in plan.entries.items() if number != "09"})
    with pytest.raises(CannotEdit) as caught:
        edit(text, diff(plan, without), words())
    assert caught.value.path == ("proposal", "09", "kommentar")


@pytest.mark.parametrize(
    "line",
    [
        'proposal.44 = { status = "started", due = 2017-06-30 }',
        'proposal.44."due" = 2017-06-30 # kom överens',
    ],
)
def test_a_file_laid_out_otherwise_keeps_the_lines_of_others(line: str) -> None:
    text = (
        'format = 1\ncatalogue = "skl-44"\ncatalogue_version = "working-1"\n'
        f'proposal.03 = {{ status = "started" }}\n{line}\n[plan]\nbody = "1490"\n'
    )
    plan = read(text)
    wanted = plan.with_entry("03", replace(plan.entry("03"), goal="Mål"))
    try:
        after = edit(text, diff(plan, wanted), words())
    except CannotEdit:
        return
    assert line in after.split("\n")
    assert read(after) == wanted


def test_a_slot_without_lines_of_help_gets_them_with_its_values() -> None:
    plan = read(COMPACT)
    text = edit(COMPACT, diff(plan, plan.with_entry("03", replace(plan.entry("03"), owner="IFO-chef"))), words())
    removed, added = changed_lines(COMPACT, text)
    assert removed == []
    assert added[-1] == 'owner = "IFO-chef"'
    assert "(owner)" in added[0]
    lines = text.split("\n")
    assert lines.index('status = "started"') < lines.index('owner = "IFO-chef"') < lines.index("[proposal.09]")


def test_a_missing_slot_is_made_as_a_form_between_its_neighbours() -> None:
    plan = read(COMPACT)
    text = edit(COMPACT, diff(plan, plan.with_entry("02", Entry(status=Status.STARTED))), words())
    assert text.index("[plan]") < text.index("[proposal.02] # Förslag 02") < text.index("[proposal.03]")
    assert read(text).entry("02").status is Status.STARTED


def test_a_removed_value_leaves_the_comment_beside_it() -> None:
    plan = read(COMPACT)
    text = edit(COMPACT, diff(plan, plan.with_entry("03", replace(plan.entry("03"), due=None))), words())
    assert "\n# nämnden vill ha det tidigare\n" in text


@pytest.mark.parametrize(
    "slot",
    [
        'proposal.03 = { status = "started" }',
        'proposal.03.status = "started"',
        'proposal = { 03 = { status = "started", owner = "A" } }',
    ],
)
def test_a_plan_laid_out_otherwise_is_edited_too_or_refused(slot: str) -> None:
    text = f'format = 1\ncatalogue = "skl-44"\ncatalogue_version = "working-1"\n{slot}\n[plan]\nbody = "1490"\n'
    plan = read(text)
    wanted = plan.with_entry("03", replace(plan.entry("03"), status=Status.DONE))
    assert read(edit(text, diff(plan, wanted), words())) == wanted


def test_what_cannot_be_edited_is_refused_with_its_place() -> None:
    with pytest.raises(CannotEdit) as caught:
        edit("a = 1\n", (Change(("a", "b"), None, "x"),))
    assert caught.value.path == ("a", "b")
    assert caught.value.line == 1


@pytest.mark.parametrize("text", [COMPACT.rstrip("\n"), COMPACT + "# slut", COMPACT + "\n\n\n"])
def test_the_end_of_the_file_may_look_any_way(text: str) -> None:
    plan = read(text)
    entry = Entry(status=Status.DONE, followups={"2017-01-01": FollowUp(comment="Klart")})
    wanted = plan.with_entry("44", entry)
    after = edit(text, diff(plan, wanted), words())
    assert read(after) == wanted
    assert text.rstrip("\n").split("\n")[-1] in after.split("\n")


@given(plans(), plans())
@COMMON
def test_differences_applied_give_the_other_plan(one: Plan, other: Plan) -> None:
    assert is_same(apply(plain(one), diff(one, other)), plain(other))
    assert diff(one, one) == ()


def test_strategies_reach_texts_of_several_lines() -> None:
    from hypothesis import find

    assert "\n" in find(strategies.texts, lambda text: "\n" in text.strip())


def test_lines_of_others_leaves_out_what_is_edited() -> None:
    text = '[a.x]\nstatus = "b"\n# fritt\nowner = """\nstatus = 1\n"""\n[a.y]'
    assert lines_of_others(text, {"status", "y"}) == ["[a.x]", "# fritt"]
