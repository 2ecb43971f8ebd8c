"""Merged texts: the values that the rules give, in a text that keeps what both people wrote."""

import datetime as dt
import re
from collections import Counter
from difflib import unified_diff
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from actionplan.core.body import Bodies
from actionplan.core.changes import Change, diff, is_same
from actionplan.core.edit import unpick
from actionplan.core.merge import Merged, Side, merge
from actionplan.core.plan import Activity, Baseline, Entry, FollowUp, Grant, Plan
from actionplan.core.status import Status
from actionplan.store.form import FormWords
from actionplan.store.merging import CannotMerge, MergedText, faults_of, merge_texts, settle_text
from actionplan.store.schema import read_plan_document
from actionplan.store.toml import Invalid, loads
from actionplan.store.write import CannotEdit, edit
from tests.factories import make_body
from tests.merging_oracle import expected, leaves
from tests.strategies import NUMBERS, activities, blank, entries, followups, plans, words

COMMON = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
BODIES = Bodies({"1490": make_body("1490", "Borås")})
TODAY = dt.date(2040, 1, 1)


def read(text: str) -> Plan:
    plan, problems = read_plan_document(loads(text))
    assert plan is not None, problems
    return plan


def edited(text: str, number: str, **fields: Any) -> str:
    """A text after an edit by the program."""
    plan = read(text)
    return edit(text, diff(plan, plan.with_entry(number, replace(plan.entry(number), **fields))), words())


def merged(base: str | None, ours: str, theirs: str) -> MergedText:
    return merge_texts(base, ours, theirs, words())


def united(base: str | None, ours: str, theirs: str) -> str:
    """The text of a merge without clashes, whose values must be the same from both ends."""
    found, mirrored = merged(base, ours, theirs), merged(base, theirs, ours)
    assert found.merged.clashes == mirrored.merged.clashes == ()
    assert is_same(loads(found.text), found.merged.document)
    assert is_same(found.merged.document, mirrored.merged.document)
    return found.text


def slot(text: str, number: str = "09") -> str:
    """The lines of a slot, its tables included."""
    found = re.search(
        rf"^[ \t]*\[proposal\.{number}\].*?(?=^[ \t]*\[proposal\.(?!{number})|\Z)", text, re.DOTALL | re.MULTILINE
    )
    assert found
    return found[0]


BASE = edited(blank(), "09", status=Status.STARTED, owner="IFO-chef", evidence=("SN 1",))


# The usual ways


def test_edits_of_different_slots_unite_line_by_line() -> None:
    ours, theirs = edited(BASE, "01", goal="Ett mål"), edited(BASE, "44", owner="Enhetschef")
    assert united(BASE, ours, theirs) == edited(ours, "44", owner="Enhetschef") == united(BASE, theirs, ours)


def test_edits_of_different_fields_of_a_slot_unite_line_by_line() -> None:
    ours, theirs = edited(BASE, "09", status=Status.DONE), edited(BASE, "09", due=dt.date(2017, 1, 31))
    assert united(BASE, ours, theirs) == edited(ours, "09", due=dt.date(2017, 1, 31))


def test_neighbouring_lines_without_a_line_of_help_between_them_unite() -> None:
    text = 'format = 1\ncatalogue = "skl-44"\ncatalogue_version = "working-1"\n[plan]\nbody = "1490"\n[proposal.09]\n'
    base = text + 'status = "started"\nowner = "A"\n'
    ours, theirs = text + 'status = "done"\nowner = "A"\n', text + 'status = "started"\nowner = "B" # ny\n'
    assert united(base, ours, theirs) == text + 'status = "done"\nowner = "B" # ny\n'


def test_followups_that_both_added_stand_one_after_the_other() -> None:
    ours = edited(BASE, "09", followups={"2016-12-02": FollowUp(comment="Vi")})
    theirs = edited(BASE, "09", followups={"2016-09-16": FollowUp(comment="De")})
    text = slot(united(BASE, ours, theirs))
    assert text.index("2016-09-16]") < text.index("2016-12-02]")
    assert text.count("(followup)") == 1
    assert "\n\n\n" not in text


def test_activities_that_both_added_stand_above_the_line_of_help_of_followups() -> None:
    base = edited(BASE, "09", activities={"k001": Activity(what="Först")}, followups={"2016-01-01": FollowUp(by="x")})
    known = read(base).entry("09").activities
    ours = edited(base, "09", activities={**known, "k003": Activity(what="Vi")})
    theirs = edited(base, "09", activities={**known, "k002": Activity(what="De")})
    text = united(base, ours, theirs)
    marks = ["k001]", "k002]", "k003]", "(followup)", "2016-01-01]"]
    assert [text.count(mark) for mark in marks] == [1, 1, 1, len(NUMBERS), 1]
    assert sorted(marks, key=slot(text).index) == marks
    assert "\n\n\n" not in text


def test_followups_at_the_end_of_the_file_are_set_off_by_a_blank_line() -> None:
    ours = edited(BASE, "44", followups={"2016-12-02": FollowUp(comment="Vi")})
    theirs = edited(BASE, "44", followups={"2016-09-16": FollowUp(comment="De")})
    text = united(BASE, ours, theirs)
    assert 'comment = "De"\n\n[proposal.44.followup.2016-12-02]' in text
    assert text.endswith('comment = "Vi"\n')


def test_two_followups_of_one_day_keep_their_comments() -> None:
    ours = edited(BASE, "09", followups={"2016-09-16": FollowUp(comment="B")}).replace('"B"', '"B" # vår')
    theirs = edited(BASE, "09", followups={"2016-09-16": FollowUp(comment="A")}).replace('"A"', '"A" # deras')
    text = slot(united(BASE, ours, theirs))
    assert '[proposal.09.followup.2016-09-16]\ncomment = "A" # deras\n' in text
    assert re.search(r'\[proposal\.09\.followup\.2016-09-16-\w{4}\]\ncomment = "B" # vår\n', text)


def test_lists_that_both_changed_are_written_anew() -> None:
    ours, theirs = edited(BASE, "09", evidence=("SN 1", "SN 3")), edited(BASE, "09", evidence=("SN 2",))
    assert 'evidence = ["SN 2", "SN 3"]' in united(BASE, ours, theirs)


def test_slots_that_one_side_moved_keep_what_the_other_wrote() -> None:
    first, second = slot(BASE, "02"), slot(BASE, "03")
    ours = BASE.replace(first + second, second + first)
    theirs = edited(edited(BASE, "02", owner="A"), "03", owner="B")
    text = united(BASE, ours, theirs)
    assert text.index("[proposal.03]") < text.index("[proposal.02]")
    assert slot(text, "02") == slot(theirs, "02")


def test_values_that_nobody_changed_are_written_as_they_were() -> None:
    base = BASE.replace('"IFO-chef"', "'IFO-chef'").replace('["SN 1"]', '[\n  "SN 1", # beslut\n]')
    ours, theirs = edited(base, "09", goal="x"), edited(base, "09", goal="y")
    found = merged(base, ours, theirs)
    assert slot(found.text) == slot(ours)
    settled = settle_text(found, ours, theirs, {("proposal", "09", "goal"): Side.THEIRS}, words())
    assert slot(settled.text) == slot(theirs)


def test_one_that_changed_nothing_gives_the_other_text() -> None:
    other = edited(BASE, "09", owner="B") + "\n\n# slut"
    assert united(BASE, BASE, other) == united(BASE, other, BASE) == united(BASE, other, other) == other


def test_a_file_that_both_added_has_each_line_of_help_once() -> None:
    ours, theirs = edited(blank(), "09", owner="A"), edited(blank(), "03", owner="B")
    text = united(None, ours, theirs)
    assert text.count("(owner)") == len(NUMBERS)
    assert text == edited(ours, "03", owner="B")


def test_a_base_that_is_no_toml_is_no_base() -> None:
    ours, theirs = edited(blank(), "09", owner="A"), edited(blank(), "03", owner="B")
    assert merged("<<<<<<<\n", ours, theirs).text == united(None, ours, theirs)
    with pytest.raises(Invalid):
        merged(BASE, ours, "<<<<<<<\n")


# Comments


def test_a_comment_beside_a_value_that_the_other_changed_is_kept() -> None:
    ours, theirs = edited(BASE, "09", owner="B"), BASE.replace('"IFO-chef"', '"IFO-chef" # tills vidare')
    for text in (united(BASE, ours, theirs), united(BASE, theirs, ours)):
        assert "# tills vidare" in slot(text)
        assert 'owner = "B"' in text


def test_comments_of_both_on_a_clash_are_kept() -> None:
    ours = edited(BASE, "09", owner="B").replace('"B"', '"B" # vår')
    theirs = edited(BASE, "09", owner="C").replace('owner = "C"', '# fråga\nowner = "C" # deras')
    text = merged(BASE, ours, theirs).text
    assert '# fråga\n# deras\nowner = "B" # vår\n' in text


def test_a_comment_in_a_table_that_the_other_removed_stays_in_its_slot() -> None:
    base = edited(BASE, "09", activities={"k001": Activity(what="x")})
    ours, theirs = edited(base, "09", activities={}), base.replace('what = "x"', 'what = "x" # gör klart')
    text = united(base, ours, theirs)
    assert "k001" not in text
    assert "# gör klart" in slot(text)


def test_a_removal_that_is_settled_for_the_change_brings_the_lines_back() -> None:
    base = edited(BASE, "09", activities={"k001": Activity(what="x")})
    ours = edited(base, "09", activities={})
    theirs = edited(base, "09", activities={"k001": Activity(what="y")}).replace('"y"', "'y' # gör klart")
    found = merged(base, ours, theirs)
    path = ("proposal", "09", "activity", "k001")
    assert [(clash.path, clash.kind) for clash in found.merged.clashes] == [(path, "removal")]
    settled = settle_text(found, ours, theirs, {path: Side.THEIRS}, words())
    assert slot(settled.text) == slot(theirs)
    assert settled.merged.clashes == ()


def test_clashes_may_be_settled_one_after_the_other() -> None:
    base = edited(BASE, "09", activities={"k001": Activity(what="x")})
    ours = edited(base, "09", activities={}, owner="B")
    theirs = edited(base, "09", activities={"k001": Activity(what="y")}, owner="C").replace('"y"', "'y' # gör klart")
    found = merged(base, ours, theirs)
    half = settle_text(found, ours, theirs, {("proposal", "09", "activity", "k001"): Side.THEIRS}, words())
    assert [clash.path for clash in half.merged.clashes] == [("proposal", "09", "owner")]
    whole = settle_text(half, ours, theirs, {("proposal", "09", "owner"): Side.THEIRS}, words())
    assert slot(whole.text) == slot(theirs)


def test_a_comment_inside_a_list_is_kept() -> None:
    ours = edited(BASE, "09", evidence=("SN 1", "SN 2"))
    theirs = BASE.replace('["SN 1"]', '[\n  "SN 1", # gammalt\n  "SN 3",\n]')
    text = slot(united(BASE, ours, theirs))
    assert "# gammalt" in text
    assert 'evidence = ["SN 1", "SN 2", "SN 3"]' in text


# Other layouts


def test_a_slot_that_one_wrote_inline_is_merged_too() -> None:
    top = 'format = 1\ncatalogue = "skl-44"\ncatalogue_version = "working-1"\n'
    rest = '[plan]\nbody = "1490"\n'
    base = top + rest + '[proposal.09]\nowner = "A"\n'
    ours = top + 'proposal.09 = { owner = "A" }\n' + rest
    theirs = base + 'goal = "x"\n'
    for one, other in ((ours, theirs), (theirs, ours)):
        assert loads(merged(base, one, other).text)["proposal"]["09"] == {"owner": "A", "goal": "x"}


def test_unknown_tables_and_lists_of_tables_unite() -> None:
    ours = BASE + "\n[[x_lista]]\na = 1\n\n[[x_lista]]\na = 2\n"
    theirs = BASE.replace("[proposal.03]", "[x_tabell]\nb = { c = 1 }\n\n[proposal.03]")
    text = united(BASE, ours, theirs)
    assert loads(text)["x_lista"] == [{"a": 1}, {"a": 2}]
    assert loads(text)["x_tabell"] == {"b": {"c": 1}}


def test_what_cannot_be_written_is_refused_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_text: str, changes: tuple[Change, ...], _words: object) -> str:
        raise CannotEdit(changes[0].path, 0)

    monkeypatch.setattr("actionplan.store.write.edit", refuse)
    ours, theirs = (BASE.replace('["SN 1"]', f'["SN {number}"]') for number in (2, 3))
    with pytest.raises(CannotMerge) as caught:
        merged(BASE, ours, theirs)
    assert caught.value.path == ("proposal", "09", "evidence")
    assert ours.split("\n")[caught.value.line - 1] == 'evidence = ["SN 2"]'


LATER = '\n[proposal.09.followup.2016-09-16]\ncomment = "x" # senare\n'


@pytest.mark.parametrize("helps", [None, words()], ids=["bare", "form"])
@pytest.mark.parametrize(
    ("old", "ours", "theirs"),
    [
        # Dotted keys at the end of a slot, above its tables.
        (
            "",
            '# vi\nactivity.z.what = "Vi"\nactivity.z.owner = "A"\n',
            '# de\nactivity.z.what = "De" # ja\nactivity.z.owner = "B"\n',
        ),
        (
            "",
            'activity.z.what = "Vi"\nactivity.z.owner = "A"\n',
            'activity.y.what = "De"\nactivity.y.owner = "B"\nx = 1\n',
        ),
        ("x = 1\n", 'x = 2 # vi\nactivity.z.what = "Vi"\n', 'x = 3 # de\nactivity.y.what = "De"\n'),
        # Tables in one line.
        ("", 'activity.z = { what = "Vi" }\n', 'activity.z = { what = "De" }\nactivity.y.what = "De"\n'),
        ("", "baseline = { total = 1, date = 2016-01-01 }\n", "baseline.total = 2\nbaseline.date = 2016-01-01\n"),
    ],
)
def test_slots_that_resist_are_written_anew(old: str, ours: str, theirs: str, helps: FormWords | None) -> None:
    at = BASE.index("\n[proposal.44]")
    base, mine, other = (BASE[:at] + lines + LATER + BASE[at:] for lines in (old, ours, theirs))
    for one, two in ((mine, other), (other, mine)):
        found = merge_texts(base, one, two, helps)
        assert is_same(loads(found.text), found.merged.document)
        for comment in ("# vi", "# de", "# ja", "# senare"):
            assert found.text.count(comment) == (comment in mine or comment in other), comment
        for side in Side:
            choices = {clash.path: side for clash in found.merged.clashes}
            settled = settle_text(found, one, two, choices, helps)
            assert is_same(loads(settled.text), settled.merged.document)
        assert slot(found.text, "44") == slot(BASE, "44")


# Rules


def test_errors_have_their_places_and_warnings_are_none() -> None:
    text = blank().replace("[proposal.09]", '[proposal.09]\nstatus = "declined"\nx_eget = 1\ndue = 3', 1)
    assert faults_of(loads(text), None, BODIES, TODAY) == {
        ("proposal", "09", "status"),
        ("proposal", "09", "due"),
        ("catalogue_version",),
    }


def test_a_status_and_its_reason_are_asked_about_together() -> None:
    def faults(document: Any) -> frozenset[tuple[str, ...]]:
        return faults_of(document, None, BODIES, TODAY)

    base = edited(BASE, "09", reason="Finns redan")
    ours, theirs = edited(base, "09", status=Status.DECLINED), edited(base, "09", reason=None, goal="x")
    found = merge_texts(base, ours, theirs, words(), faults)
    assert [(clash.path, clash.kind) for clash in found.merged.clashes] == [(("proposal", "09"), "rule")]
    assert slot(found.text) == slot(ours)
    settled = settle_text(found, ours, theirs, {("proposal", "09"): Side.THEIRS}, words(), faults=faults)
    assert settled.merged == Merged(loads(theirs))
    assert read(settled.text) == read(theirs)


# In general


class Sides:
    """A text, and two that come from it by the program and by hand; every comment by hand is another."""

    def __init__(self, base: str, ours: str, theirs: str) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs

    def __repr__(self) -> str:
        """What each side did to the base, which is too long to be read."""
        return "\n".join(
            "\n".join(unified_diff(self.base.split("\n"), side.split("\n"), n=2)) for side in (self.ours, self.theirs)
        )


FORM = blank()
FILLED = edit(
    FORM,
    diff(
        read(FORM),
        read(FORM)
        .with_entry(
            "01",
            Entry(
                status=Status.STARTED,
                owner="A",
                partners=("A", "B", "å\nö"),
                baseline=Baseline(today="A", gap="B"),
                activities={"k001": Activity(what="A", owner="A"), "k005": Activity(what="B")},
                followups={"2016-09-16": FollowUp(comment="A"), "2016-10-01": FollowUp(comment="B", by="A")},
                grants={"g001": Grant(name="A", amount=1)},
            ),
        )
        .with_entry("02", Entry(status=Status.DECLINED, reason="A", followups={"2016-09-16": FollowUp(by="A")})),
    ),
    words(),
)
SHORT = st.sampled_from(["A", "B", "å\n# ej kommentar\n[ej.tabell]\nö", 'x"y', "#"])
NEW_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "status": st.sampled_from(Status) | st.none(),
    "owner": SHORT | st.none(),
    "goal": SHORT | st.none(),
    "partners": st.lists(SHORT, max_size=3).map(tuple),
    "due": st.dates(dt.date(2016, 1, 1), dt.date(2016, 1, 3)) | st.none(),
    "baseline": st.none() | st.builds(Baseline, today=SHORT, gap=SHORT | st.none()),
}


def by_program(draw: st.DrawFn, text: str) -> str:
    plan = read(text)
    number = draw(st.sampled_from(("01", "01", "02")))
    entry = plan.entry(number)
    match draw(st.sampled_from(("field", "field", "field", "slot", "unpick", "activity", "followup", "less", "head"))):
        case "field":
            name = draw(st.sampled_from([*NEW_FIELDS]))
            entry = replace(entry, **{name: draw(NEW_FIELDS[name])})
        case "slot":
            entry = draw(entries)
        case "unpick":
            entry = unpick(plan, number, lose=True).entry(number)
        case "activity":
            key = draw(st.sampled_from(("k001", "k002", *entry.activities)))
            entry = replace(entry, activities={**entry.activities, key: draw(activities)})
        case "followup":
            key = draw(st.sampled_from(("2016-09-16", "2016-12-02", *entry.followups)))
            entry = replace(entry, followups={**entry.followups, key: draw(followups)})
        case "less":
            entry = replace(entry, activities=dict([*entry.activities.items()][1:]), grants={}, followups={})
        case "head":
            head = replace(plan.head, contact=draw(SHORT), focus=tuple(draw(st.lists(st.sampled_from(NUMBERS)))))
            return edit(text, diff(plan, replace(plan, head=head)), words())
    return edit(text, diff(plan, plan.with_entry(number, entry)), words())


def by_hand(draw: st.DrawFn, text: str, who: str) -> str:
    """A text after one thing that people do in an editor."""
    action = draw(st.sampled_from(("line", "line", "line", "line", "key", "move")))
    if action == "move":
        one, two = slot(text, "01"), slot(text, "02")
        return text.replace(one, "\0").replace(two, one).replace("\0", two)
    lines = text.split("\n")
    free = free_lines(lines)
    if action == "key":
        at = draw(st.sampled_from([at for at in free if re.match(r"\s*\[proposal\.\d\d\]", lines[at])]))
        lines.insert(at + 1, f"x_{who}{len(text)} = {{ a = [1, 2], b = 'å' }} # {who}{len(text)}x{at}")
        return "\n".join(lines)
    if draw(st.integers(0, 3)):  # where the program writes too
        first = next(index for index, line in enumerate(lines) if re.match(r"\s*\[proposal", line))
        free = [index for index in free if first <= index < first + 80]
    index = draw(st.sampled_from(free))
    comment = f"# {who}{len(text)}x{index}"
    lines[index : index + 1] = draw(st.sampled_from(rewritten(lines[index], comment)))
    return "\n".join(lines)


def free_lines(lines: list[str]) -> list[int]:
    """The numbers of the lines that stand for themselves, and not in a text of several lines."""
    quotes, free = 0, []
    for index, line in enumerate(lines):
        if not quotes % 2 and '"""' not in line and index:
            free.append(index)
        quotes += line.count('"""')
    return free


def rewritten(line: str, comment: str) -> list[list[str]]:
    """What a line may become: lines that say the same."""
    ways = [[comment, line], [comment, line], ["", line]]
    if line.startswith("# ") or not line:
        return [*ways, []]
    if "#" not in line:
        ways += [[f"{line} {comment}"], [re.sub(r"= \"([^\"'\\]*)\"", r"= '\1'", line)]]
    return [*ways, [f"  {line}"]]


def worked_on(draw: st.DrawFn, text: str, who: str) -> str:
    for _ in range(draw(st.integers(1, 6))):
        text = by_program(draw, text) if draw(st.booleans()) else by_hand(draw, text, who)
    return text


def plain_slots(text: str) -> bool:
    """Whether no text of several lines looks as if a slot began in it."""
    return all(text.count(f"[proposal.{number}]") == 1 for number in NUMBERS)


@st.composite
def sides(draw: st.DrawFn) -> Sides:
    """A plan in a form, and what two people made of it."""
    base = draw(st.sampled_from((FORM, FILLED, FILLED, FILLED)))
    if draw(st.integers(0, 3)) == 0:
        base = edit(base, diff(read(base), draw(plans())), words())
    assume(plain_slots(base))
    base = worked_on(draw, base, "gammal")
    return Sides(base, worked_on(draw, base, "vi"), worked_on(draw, base, "de"))


def comments_of(text: str) -> Counter[tuple[str, str]]:
    """The comments made by hand, each with the header above it."""
    found: Counter[tuple[str, str]] = Counter()
    table, inside = "", False
    for line in text.split("\n"):
        header = re.match(r"\s*\[([^\]]*)\]", line)
        if header and not inside:
            table = header[1]
        if comment := re.search(r"# (vi|de|gammal)\d+x\d+", line):
            found[table, comment[0]] += 1
        inside ^= line.count('"""') % 2 == 1
    return found


@given(sides())
@COMMON
def test_the_text_says_what_the_rules_give(states: Sides) -> None:
    found = merged(states.base, states.ours, states.theirs)
    wanted = expected(*map(loads, (states.base, states.ours, states.theirs)))
    assert {clash.path: clash.kind for clash in found.merged.clashes} == wanted.clashes
    flat = leaves(loads(found.text))
    assert flat.keys() == wanted.leaves.keys()
    assert all(is_same(value, wanted.leaves[path]) for path, value in flat.items())
    assert read_plan_document(loads(found.text))[0] is not None


@given(sides())
@COMMON
def test_no_comment_is_lost_or_moved_to_another_table(states: Sides) -> None:
    text = merged(states.base, states.ours, states.theirs).text
    there = comments_of(text)
    tables = {name for name, _ in there} | {match[1] for match in re.finditer(r"^\s*\[([^\]]*)\]", text, re.MULTILINE)}
    old = {comment for _, comment in comments_of(states.base)}
    for side in (states.ours, states.theirs):
        for (table, comment), count in comments_of(side).items():
            if comment in old:
                continue
            # What both added under one key stands under a longer one.
            inside = [number for (name, other), number in there.items() if other == comment and name.startswith(table)]
            if table in tables:
                assert sum(inside) == count, (table, comment)
            else:
                assert any(other == comment for _, other in there), comment


@given(sides())
@COMMON
def test_lines_of_help_are_not_doubled(states: Sides) -> None:
    text = merged(states.base, states.ours, states.theirs).text
    for name in ("status", "owner", "partners", "due", "activity", "followup"):
        counts = [side.count(f" ({name})") for side in (states.base, states.ours, states.theirs)]
        assert text.count(f" ({name})") <= max(counts)
        assert text.count(f" ({name})") >= min(counts)


@given(sides(), st.data())
@COMMON
def test_clashes_that_are_settled_leave_the_chosen_values(states: Sides, data: st.DataObject) -> None:
    found = merged(states.base, states.ours, states.theirs)
    choices = {clash.path: data.draw(st.sampled_from(Side)) for clash in found.merged.clashes}
    settled = settle_text(found, states.ours, states.theirs, choices, words())
    assert settled.merged.clashes == ()
    mirrored = merged(states.base, states.theirs, states.ours)
    turned = {path: Side.OURS if side is Side.THEIRS else Side.THEIRS for path, side in choices.items()}
    other = settle_text(mirrored, states.theirs, states.ours, turned, words())
    assert is_same(loads(settled.text), loads(other.text))


@given(sides())
@COMMON
def test_merging_again_changes_no_value(states: Sides) -> None:
    found = merged(states.base, states.ours, states.theirs)
    assume(not found.merged.clashes)
    for side in (states.ours, states.theirs):
        again = merged(states.base, found.text, side)
        assert again.merged.clashes == ()
        assert is_same(loads(again.text), loads(found.text))
        assert merged(side, found.text, side).text == found.text


@given(plans(), plans())
@COMMON
def test_plans_that_both_added_unite_or_ask(one: Plan, other: Plan) -> None:
    ours, theirs = (edit(blank(), diff(read(blank()), plan), words()) for plan in (one, other))
    found = merged(None, ours, theirs)
    assert is_same(found.merged.document, merge(None, loads(ours), loads(theirs)).document)
    assert {clash.path for clash in found.merged.clashes} == set(expected(None, loads(ours), loads(theirs)).clashes)
