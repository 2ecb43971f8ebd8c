"""Sharing by real git: nothing lost, nothing forced, and every way that it can be refused told as it is."""

import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from actionplan.core.edit import set_head
from actionplan.core.merge import Side
from actionplan.core.status import Status
from actionplan.store.git import advancing
from actionplan.store.git.errors import (
    CannotUnite,
    Detached,
    GitRefused,
    KeepsMoving,
    NeedsPerson,
    NoRemote,
    NothingSaved,
    NotReceived,
    OtherConflict,
    SeveralRemotes,
    StoppedSending,
    Underway,
    Unreachable,
    Unrelated,
    UnsavedInTheWay,
)
from actionplan.store.toml import loads
from actionplan.workspace.sharing import Step, ahead, go_on, share
from tests.gitting import GitWorld, clone, commit_all, git, new_repository, run_git
from tests.workspace.clones import Asker, Colleague, colleague, colleagues, found, hook, marked, plan_of, reachable


@pytest.fixture
def bare(tmp_path: Path, git_world: GitWorld) -> Path:  # noqa: ARG001 - real git, in a home of its own
    return colleagues(tmp_path)[0]


@pytest.fixture
def anna(bare: Path) -> Colleague:
    return Colleague(bare.parent / "anna")


@pytest.fixture
def bo(bare: Path) -> Colleague:
    return Colleague(bare.parent / "bo")


def main_of(bare: Path) -> str:
    return run_git(bare, "rev-parse", "main")


def slot(one: Colleague, number: str, name: str = "boras") -> dict[str, object]:
    found = loads(one.text(name))["proposal"][number]
    assert isinstance(found, dict)
    return found


# As it goes on an ordinary day


def test_what_is_saved_is_shared_and_taken_in(bare: Path, anna: Colleague, bo: Colleague) -> None:
    made = anna.set("09", status=Status.STARTED)
    sent = anna.sync()
    assert (sent.pushed, sent.merged, sent.branch, sent.protected) == (True, False, "main", "")
    assert [one.name for one in sent.sent.plans] == ["Borås"]
    assert main_of(bare) == made
    came = bo.sync()
    assert (came.pushed, came.merged, bo.head) == (False, False, made)
    assert [one.name for one in came.received.plans] == ["Borås"]
    assert slot(bo, "09") == {"status": "started"}
    assert bo.is_clean


def test_when_nothing_is_new_nothing_happens(anna: Colleague) -> None:
    before = anna.head
    shared = anna.sync()
    assert not shared.pushed
    assert not shared.received
    assert not shared.sent
    assert anna.head == before


def test_both_sides_are_put_together_and_the_shared_side_is_the_first_parent(
    bare: Path, anna: Colleague, bo: Colleague
) -> None:
    theirs = anna.set("09", status=Status.STARTED)
    anna.sync()
    ours = bo.set("02", owner="IFO-chef")
    shared = bo.sync()
    assert (shared.merged, shared.pushed) == (True, True)
    assert bo.git("rev-list", "--parents", "-1", "HEAD").split()[1:] == [theirs, ours]
    assert main_of(bare) == bo.head
    assert (slot(bo, "09"), slot(bo, "02")) == ({"status": "started"}, {"owner": "IFO-chef"})
    assert bo.is_clean
    assert "merge HEAD" not in bo.git("reflog")
    anna.sync()
    assert anna.text() == bo.text()
    again = bo.sync()
    assert not again.pushed
    assert not again.received


def test_the_message_of_a_merge_says_what_was_taken_in(anna: Colleague, bo: Colleague) -> None:
    anna.set("09", status=Status.STARTED)
    anna.sync()
    bo.set("02", owner="IFO-chef", name="mark")
    bo.sync()
    subject, _blank, *rest = bo.git("log", "-1", "--format=%B").split("\n")
    assert subject.startswith("Sammanfört: ")
    assert "Mark" not in "\n".join(rest)


def test_how_it_stands_is_known_without_asking_anybody(anna: Colleague, bo: Colleague) -> None:
    assert (ahead(anna.here).commits, ahead(anna.here).to_receive) == (0, 0)
    bo.set("09", status=Status.STARTED)
    bo.sync()
    anna.git("fetch", "--quiet")
    anna.set("02", owner="A")
    anna.set("02", owner="B")
    stands = ahead(anna.here)
    assert (stands.commits, stands.to_receive) == (2, 1)
    [plan] = stands.to_send.plans
    assert [change.path for change in plan.changes] == [("proposal", "02", "owner")]


def test_each_step_is_told(anna: Colleague) -> None:
    anna.set("09", status=Status.STARTED)
    told: list[Step] = []
    share(anna.here, Asker(None), told.append)
    assert told == [Step.FETCHING, Step.UNITING, Step.SENDING]


# Where to


def test_the_first_share_to_an_empty_place_is_followed_from_then_on(tmp_path: Path, anna: Colleague) -> None:
    empty = new_repository(tmp_path / "empty.git", "--bare")
    anna.git("remote", "remove", "origin")
    anna.git("remote", "add", "moln", str(empty))
    assert ahead(anna.here).upstream is None
    shared = anna.sync()
    assert (shared.remote, shared.branch, shared.pushed) == ("moln", "main", True)
    assert main_of(empty) == anna.head
    assert anna.git("rev-parse", "--abbrev-ref", "main@{upstream}") == "moln/main"


def test_a_branch_shared_under_another_name_stays_so(bare: Path, anna: Colleague) -> None:
    run_git(bare, "branch", "plans", "main")
    anna.git("fetch", "--quiet")
    anna.git("branch", "--quiet", "--set-upstream-to", "origin/plans")
    anna.set("09", status=Status.STARTED)
    assert anna.sync().branch == "plans"
    assert run_git(bare, "rev-parse", "plans") == anna.head != main_of(bare)


def test_a_branch_that_was_removed_there_is_made_anew(bare: Path, anna: Colleague) -> None:
    anna.git("switch", "--quiet", "-c", "egen")
    anna.sync()
    run_git(bare, "branch", "-D", "egen")
    shared = anna.sync()
    assert shared.pushed
    assert run_git(bare, "rev-parse", "egen") == anna.head


def test_a_branch_that_git_is_not_set_to_fetch_is_found(bare: Path, tmp_path: Path, bo: Colleague) -> None:
    run_git(bare, "branch", "annan", "main")
    one = Colleague(clone(bare, tmp_path / "liten", "--single-branch", "--branch", "annan"))
    one.git("switch", "--quiet", "-c", "main")
    bo.set("09", status=Status.STARTED)
    bo.sync()
    one.set("02", owner="A")
    assert one.sync().merged
    assert main_of(bare) == one.head


def test_several_places_without_a_usual_one_are_told(bare: Path, anna: Colleague) -> None:
    anna.git("remote", "rename", "origin", "a")
    anna.git("remote", "add", "b", str(bare))
    assert anna.sync().remote == "a"
    anna.git("branch", "--unset-upstream")
    with pytest.raises(SeveralRemotes) as caught:
        anna.sync()
    assert caught.value.remotes == ("a", "b")


def test_no_place_is_told(anna: Colleague) -> None:
    anna.git("remote", "remove", "origin")
    with pytest.raises(NoRemote):
        anna.sync()


def test_a_new_folder_takes_in_what_the_place_has(bare: Path, tmp_path: Path) -> None:
    one = Colleague(new_repository(tmp_path / "ny"))
    one.git("remote", "add", "origin", str(bare))
    (one.folder / "actionplan.toml").write_text("format = 1\n", "utf-8")
    assert one.sync().received
    assert one.head == main_of(bare)
    assert one.is_clean


def test_a_new_folder_takes_in_a_place_that_begins_with_another_branch(bare: Path, tmp_path: Path) -> None:
    run_git(bare, "branch", "-m", "main", "master")
    run_git(bare, "symbolic-ref", "HEAD", "refs/heads/master")
    one = Colleague(new_repository(tmp_path / "ny"))
    one.git("remote", "add", "origin", str(bare))
    (one.folder / "actionplan.toml").write_text("format = 1\n", "utf-8")
    assert one.sync().branch == "master"
    assert one.head == run_git(bare, "rev-parse", "master")


def test_what_lies_in_a_new_folder_is_not_overwritten(bare: Path, tmp_path: Path) -> None:
    one = Colleague(new_repository(tmp_path / "ny"))
    one.git("remote", "add", "origin", str(bare))
    (one.folder / "actionplan.toml").write_text("format = 1\n", "utf-8")
    one.write("# mitt\n")
    with pytest.raises(UnsavedInTheWay) as caught:
        one.sync()
    assert caught.value.sources == ("plans/boras.toml",)
    assert one.text() == "# mitt\n"
    assert not one.path("mark").exists()


@pytest.mark.usefixtures("git_world")
def test_a_new_folder_without_anything_has_nothing_to_share(tmp_path: Path) -> None:
    one = Colleague(new_repository(tmp_path / "ny"))
    (one.folder / "actionplan.toml").write_text("format = 1\n", "utf-8")
    one.git("remote", "add", "origin", str(new_repository(tmp_path / "empty.git", "--bare")))
    with pytest.raises(NothingSaved):
        one.sync()


def test_histories_without_a_common_beginning_are_not_mixed(tmp_path: Path, anna: Colleague) -> None:
    (tmp_path / "annat").mkdir()
    other = found(tmp_path / "annat")
    run_git(other, "commit-tree", "main^{tree}", "-m", "Annan början", GIT_AUTHOR_DATE="2011-01-01T00:00:00Z")
    new = run_git(other, "commit-tree", "main^{tree}", "-m", "Annan början")
    run_git(other, "update-ref", "refs/heads/main", new)
    anna.git("remote", "set-url", "origin", str(other))
    with pytest.raises(Unrelated):
        anna.sync()
    assert anna.is_clean


def test_a_version_beside_every_branch_is_not_shared(anna: Colleague) -> None:
    anna.git("switch", "--quiet", "--detach")
    with pytest.raises(Detached):
        anna.sync()


def test_nothing_is_shared_in_the_middle_of_a_rebase(anna: Colleague, bo: Colleague) -> None:
    bo.set("09", owner="A")
    bo.sync()
    anna.set("09", owner="B")
    anna.git("fetch", "--quiet")
    git(anna.folder, "rebase", "origin/main")
    with pytest.raises(Underway) as caught:
        anna.sync()
    assert caught.value.operation == "rebase"


# Refused


def test_a_place_that_does_not_answer_leaves_what_is_saved(tmp_path: Path, anna: Colleague) -> None:
    made = anna.set("09", status=Status.STARTED)
    anna.git("remote", "set-url", "origin", str(tmp_path / "borta.git"))
    with pytest.raises(Unreachable):
        anna.sync()
    assert anna.head == made


def faster(bare: Path, other: Colleague, times: int) -> str:
    """Let a colleague be faster, so and so many times."""
    other.git("config", "gc.auto", "0")
    counted = bare / "counted"
    return f"""
test "$(wc -l < {counted} 2>/dev/null || echo 0)" -ge {times} && exit 0
echo x >> {counted}
unset GIT_DIR GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
cd {other.folder} && git commit --quiet --allow-empty -m Snabbare && git push --quiet --no-verify >&2
exit 0
"""


def test_whoever_was_faster_is_taken_in_and_it_is_tried_again(bare: Path, anna: Colleague, bo: Colleague) -> None:
    ours = anna.set("09", status=Status.STARTED)
    bo.set("02", owner="IFO-chef")
    hook(anna.folder, "pre-push", faster(bare, bo, 3))
    shared = anna.sync()
    assert (shared.pushed, shared.merged) == (True, True)
    assert main_of(bare) == anna.head
    assert {ours, bo.head} <= reachable(bare)
    assert slot(anna, "02") == {"owner": "IFO-chef"}
    assert [one.name for one in shared.received.plans] == ["Borås"]


def test_when_others_are_always_faster_it_is_given_up(bare: Path, anna: Colleague, bo: Colleague) -> None:
    anna.set("09", status=Status.STARTED)
    hook(anna.folder, "pre-push", faster(bare, bo, 100))
    waited: list[float] = []
    with pytest.raises(KeepsMoving):
        share(anna.here, Asker(None), pause=waited.append)
    assert len(waited) == 7
    assert slot(anna, "09") == {"status": "started"}
    assert anna.is_clean


PROTECTED = """
while read old new ref; do
  test "$ref" = refs/heads/main && echo "main är skyddad" >&2 && exit 1
done
exit 0
"""


def test_a_protected_branch_is_gone_around(bare: Path, anna: Colleague) -> None:
    before = main_of(bare)
    made = anna.set("09", status=Status.STARTED)
    hook(bare, "pre-receive", PROTECTED)
    shared = anna.sync()
    assert shared.pushed
    assert shared.branch == f"actionplan/2016-11-21-{made[:8]}"
    assert "main är skyddad" in shared.protected
    assert main_of(bare) == before
    assert run_git(bare, "rev-parse", shared.branch) == made
    assert anna.sync().branch == shared.branch


def test_what_was_taken_in_from_beside_is_not_put_there_again(bare: Path, anna: Colleague) -> None:
    made = anna.set("09", status=Status.STARTED)
    hook(bare, "pre-receive", PROTECTED)
    anna.sync()
    squashed = run_git(bare, "commit-tree", f"{made}^{{tree}}", "-p", "main", "-m", "Intaget")
    run_git(bare, "update-ref", "refs/heads/main", squashed)
    shared = anna.sync()
    assert (shared.protected, shared.pushed) == ("", False)
    assert len(run_git(bare, "branch", "--list").split("\n")) == 2
    assert anna.is_clean


def test_a_place_that_takes_nothing_is_told(bare: Path, anna: Colleague) -> None:
    made = anna.set("09", status=Status.STARTED)
    hook(bare, "pre-receive", "echo 'bara läsa' >&2; exit 1\n")
    with pytest.raises(NotReceived, match="bara läsa"):
        anna.sync()
    assert anna.head == made


def test_a_place_that_is_a_mirror_is_refused_in_gits_words(anna: Colleague) -> None:
    made = anna.set("09", status=Status.STARTED)
    run_git(anna.folder, "config", "remote.origin.mirror", "true")
    with pytest.raises(GitRefused, match="--mirror can't be combined"):
        anna.sync()
    assert anna.head == made


def test_a_place_that_fails_as_if_somebody_was_faster_is_told(bare: Path, anna: Colleague) -> None:
    anna.set("09", status=Status.STARTED)
    (bare / "refs" / "heads" / "main.lock").touch()
    with pytest.raises(NotReceived):
        anna.sync()


def test_a_hook_of_ones_own_that_refuses_is_told_in_its_words(bare: Path, anna: Colleague) -> None:
    before = main_of(bare)
    anna.set("09", status=Status.STARTED)
    hook(anna.folder, "pre-push", "echo 'inte på fredagar' >&2; exit 1\n")
    with pytest.raises(StoppedSending) as caught:
        anna.sync()
    assert caught.value.said == "inte på fredagar"
    assert main_of(bare) == before


# Two values


def clash(anna: Colleague, bo: Colleague) -> None:
    anna.set("09", who="Enhetschef Anna", owner="IFO-chef", status=Status.STARTED)
    anna.sync()
    bo.set("09", who="Kvalitetschef Bo", owner="Kvalitetsstrateg", goal="Alla")


def test_without_anybody_to_ask_nothing_changes(bare: Path, anna: Colleague, bo: Colleague) -> None:
    clash(anna, bo)
    before = (bo.head, bo.text(), main_of(bare))
    with pytest.raises(NeedsPerson) as caught:
        bo.sync()
    assert caught.value.questions == 1
    assert (bo.head, bo.text(), main_of(bare)) == before
    assert bo.is_clean


@pytest.mark.parametrize("side", list(Side))
def test_a_choice_holds_and_the_other_value_is_kept(anna: Colleague, bo: Colleague, side: Side) -> None:
    clash(anna, bo)
    asker = Asker(side)
    shared = bo.sync(asker)
    [question] = asker.asked
    assert (question.source, question.body, question.clash.path) == (
        "plans/boras.toml",
        "1490",
        ("proposal", "09", "owner"),
    )
    assert question.ours
    assert question.theirs
    assert (question.ours.name, question.theirs.name) == ("Kvalitetschef Bo", "Enhetschef Anna")
    assert question.ours.day == "2016-11-21"
    owners = {Side.OURS: "Kvalitetsstrateg", Side.THEIRS: "IFO-chef"}
    other = next(one for one in Side if one is not side)
    assert slot(bo, "09") == {"owner": owners[side], "status": "started", "goal": "Alla"}
    who = {Side.OURS: "Kvalitetschef Bo", Side.THEIRS: "Enhetschef Anna"}[other]
    message = bo.git("log", "-1", "--format=%B")
    kept = run_git(bo.folder, "interpret-trailers", "--parse", given=message.encode())
    assert kept == f'Not-chosen: plans/boras.toml proposal.09.owner = "{owners[other]}" ({who}, 2016-11-21)'
    assert [one.side for one in shared.answered] == [side]
    anna.sync()
    assert anna.text() == bo.text()


def test_questions_of_all_plans_are_asked_together(anna: Colleague, bo: Colleague) -> None:
    for one, who in ((anna, "A"), (bo, "B")):
        one.set("09", owner=who)
        one.set("03", owner=who, name="mark")
        one.set("01", owner=who, name="mark")
    anna.sync()
    rounds: list[int] = []

    def ask(questions: tuple[object, ...]) -> None:
        rounds.append(len(questions))

    with pytest.raises(NeedsPerson):
        share(bo.here, ask)
    assert rounds == [3]


def crossed(anna: Colleague, bo: Colleague) -> None:
    """Let both take in the other's work, and decide for themselves."""
    for one, other in ((anna, bo), (bo, anna)):
        one.git("fetch", "--quiet", str(other.folder), "main")
    for one in (anna, bo):
        one.git("merge", "--quiet", "-X", "ours", "FETCH_HEAD", "-m", "Korsat")
    anna.git("push", "--quiet")
    bo.git("fetch", "--quiet")
    assert len(bo.git("merge-base", "--all", "HEAD", "origin/main").split()) == 2


def test_lines_of_work_that_crossed_are_asked_about_and_not_decided(anna: Colleague, bo: Colleague) -> None:
    clash(anna, bo)
    crossed(anna, bo)
    assert (slot(anna, "09")["owner"], slot(bo, "09")["owner"]) == ("IFO-chef", "Kvalitetsstrateg")
    asker = Asker(Side.THEIRS)
    bo.sync(asker)
    assert asker.paths == ["proposal.09.owner"]
    assert slot(bo, "09") == {"owner": "IFO-chef", "status": "started", "goal": "Alla"}


@pytest.mark.parametrize("cleared", [True, False])
def test_what_crossed_and_was_then_cleared_by_one_is_asked_about(
    anna: Colleague, bo: Colleague, *, cleared: bool
) -> None:
    clash(anna, bo)
    crossed(anna, bo)
    if cleared:
        anna.set("09", owner=None)
    else:
        anna.set("09", owner="Kvalitetsstrateg")
    anna.git("push", "--quiet")
    asker = Asker(Side.THEIRS)
    bo.sync(asker)
    assert asker.paths == (["proposal.09.owner"] if cleared else [])
    assert slot(bo, "09").get("owner") == (None if cleared else "Kvalitetsstrateg")
    assert slot(bo, "09")["goal"] == "Alla"


# Whole files


def test_a_plan_renamed_here_and_edited_there(anna: Colleague, bo: Colleague) -> None:
    anna.set("09", status=Status.STARTED)
    anna.sync()
    bo.git("mv", "plans/boras.toml", "plans/borås-stad.toml")
    bo.save()
    bo.sync()
    assert not bo.path().exists()
    assert slot(bo, "09", "borås-stad") == {"status": "started"}
    anna.sync()
    assert not anna.path().exists()
    assert anna.text("borås-stad") == bo.text("borås-stad")


def test_a_plan_edited_here_and_renamed_there(anna: Colleague, bo: Colleague) -> None:
    anna.git("mv", "plans/boras.toml", "plans/stad.toml")
    anna.save()
    anna.sync()
    bo.set("09", status=Status.STARTED)
    bo.sync()
    assert not bo.path().exists()
    assert slot(bo, "09", "stad") == {"status": "started"}


def test_a_plan_renamed_on_both_sides_gets_one_of_the_names(anna: Colleague, bo: Colleague) -> None:
    for one, new in ((anna, "z"), (bo, "a")):
        one.git("mv", "plans/boras.toml", f"plans/{new}.toml")
        one.save()
    anna.set("09", status=Status.STARTED, name="z")
    anna.sync()
    bo.sync()
    assert [path.stem for path in sorted((bo.root / "plans").iterdir())] == ["a", "mark"]
    assert slot(bo, "09", "a") == {"status": "started"}


@pytest.mark.parametrize("side", list(Side))
def test_a_plan_removed_here_and_changed_there_is_asked_about(anna: Colleague, bo: Colleague, side: Side) -> None:
    anna.set("09", status=Status.STARTED)
    anna.sync()
    bo.path().unlink()
    bo.save()
    asker = Asker(side)
    bo.sync(asker)
    assert [question.clash.kind for question in asker.asked] == ["removal"]
    assert bo.path().exists() is (side is Side.THEIRS)
    assert bo.is_clean


def test_a_plan_removed_on_one_side_only_is_removed(anna: Colleague, bo: Colleague) -> None:
    anna.path().unlink()
    anna.save()
    anna.sync()
    bo.set("09", status=Status.STARTED, name="mark")
    bo.sync()
    assert not bo.path().exists()


def test_a_plan_that_looks_like_one_that_was_removed_is_not_taken_for_it(anna: Colleague, bo: Colleague) -> None:
    """Blank plans look alike to git, which would put the edits of one body's plan into another's."""
    anna.set("09", owner="Marks IFO-chef", name="mark")
    anna.sync()
    bo.git("mv", "plans/mark.toml", "plans/tranemo.toml")
    bo.write(plan_of("1452"), "tranemo")
    bo.save()
    asker = Asker(Side.THEIRS)
    bo.sync(asker)
    assert [question.source for question in asker.asked] == ["plans/mark.toml"]
    assert bo.text("tranemo") == plan_of("1452")
    assert slot(bo, "09", "mark") == {"owner": "Marks IFO-chef"}


def test_a_plan_added_on_both_sides_unites(anna: Colleague, bo: Colleague) -> None:
    for one in (anna, bo):
        one.write(plan_of("1452"), "tranemo")
        one.save()
    anna.set("09", status=Status.STARTED, name="tranemo")
    bo.set("02", owner="B", name="tranemo")
    anna.sync()
    bo.sync()
    assert (slot(bo, "09", "tranemo"), slot(bo, "02", "tranemo")) == ({"status": "started"}, {"owner": "B"})


def test_a_plan_that_changed_hands_keeps_what_others_wrote(anna: Colleague, bo: Colleague) -> None:
    anna.edit(lambda plan: set_head(plan, {"body": "1452"}), "mark")
    anna.save()
    anna.sync()
    bo.set("09", status=Status.STARTED, name="mark")
    bo.sync()
    assert loads(bo.text("mark"))["plan"]["body"] == "1452"
    assert slot(bo, "09", "mark") == {"status": "started"}


def test_a_broken_plan_is_told_where_both_changed_it_and_taken_where_one_did(anna: Colleague, bo: Colleague) -> None:
    anna.write(anna.text().replace("[proposal.09]", "[proposal.09"))
    anna.git("commit", "--quiet", "-am", "Trasig")
    anna.sync()
    bo.set("02", owner="B")
    before = (bo.head, bo.text())
    with pytest.raises(CannotUnite) as caught:
        bo.sync()
    assert caught.value.source == "plans/boras.toml"
    assert caught.value.problem
    assert (bo.head, bo.text()) == before
    bo.git("reset", "--quiet", "--hard", "HEAD^")
    bo.set("02", owner="B", name="mark")
    bo.sync()
    assert bo.text() == anna.text()


# What else lies in the repository


def test_settings_and_catalogues_unite_by_their_values(anna: Colleague, bo: Colleague) -> None:
    for one, line in ((anna, 'region = "sjuharad"'), (bo, 'language = "sv"')):
        (one.root / "proposals").mkdir()
        (one.root / "actionplan.toml").write_text(f"format = 1\n{line}\n", "utf-8")
        (one.root / "proposals" / "egna.toml").write_text(f"format = 1\n{line}\n", "utf-8")
        one.git("add", ".")
        one.git("commit", "--quiet", "-m", "Inställningar")
    anna.sync()
    bo.sync()
    for name in ("actionplan.toml", "proposals/egna.toml"):
        assert loads((bo.root / name).read_text("utf-8")) == {"format": 1, "region": "sjuharad", "language": "sv"}


def test_other_files_are_united_by_git(anna: Colleague, bo: Colleague) -> None:
    (anna.folder / "README.md").write_text("Anna\n", "utf-8")
    commit_all(anna.folder)
    anna.sync()
    (bo.folder / "LICENS").write_text("Bo\n", "utf-8")
    commit_all(bo.folder)
    bo.sync()
    assert (bo.folder / "README.md").read_text("utf-8") == "Anna\n"


def test_other_files_are_united_as_git_is_told(anna: Colleague, bo: Colleague) -> None:
    (anna.folder / ".gitattributes").write_text("logg.txt merge=union\n", "utf-8")
    (anna.folder / "logg.txt").write_text("början\n", "utf-8")
    commit_all(anna.folder)
    anna.sync()
    bo.sync()
    for one, line in ((anna, "Anna\n"), (bo, "Bo\n")):
        (one.folder / "logg.txt").write_text(f"början\n{line}", "utf-8")
        commit_all(one.folder)
    anna.sync()
    bo.sync()
    assert sorted((bo.folder / "logg.txt").read_text("utf-8").split()) == ["Anna", "Bo", "början"]


def test_other_files_in_conflict_are_named_and_nothing_changes(anna: Colleague, bo: Colleague) -> None:
    for one, text in ((anna, "Anna\n"), (bo, "Bo\n")):
        (one.folder / "README.md").write_text(text, "utf-8")
        one.set("09" if one is anna else "02", owner="X")
        commit_all(one.folder)
    anna.sync()
    before = (bo.head, bo.text())
    with pytest.raises(OtherConflict) as caught:
        bo.sync()
    assert caught.value.paths == ("README.md",)
    assert (bo.head, bo.text()) == before
    assert bo.is_clean


def test_unsaved_changes_in_the_way_are_told_and_kept(anna: Colleague, bo: Colleague) -> None:
    anna.set("09", status=Status.STARTED)
    anna.sync()
    before = bo.head
    bo.write(bo.text() + "# min anteckning\n")
    with pytest.raises(UnsavedInTheWay) as caught:
        bo.sync()
    assert caught.value.sources == ("plans/boras.toml",)
    assert bo.head == before
    assert bo.text().endswith("# min anteckning\n")


def test_unsaved_changes_of_other_files_in_the_way_are_told_and_kept(anna: Colleague, bo: Colleague) -> None:
    (anna.folder / "README.md").write_text("Anna\n", "utf-8")
    anna.set("09", status=Status.STARTED)
    commit_all(anna.folder)
    anna.sync()
    (bo.folder / "README.md").write_text("Bo\n", "utf-8")
    before = (bo.head, bo.text())
    with pytest.raises(UnsavedInTheWay) as caught:
        bo.sync()
    assert caught.value.sources == ("README.md",)
    assert (bo.head, bo.text()) == before
    assert (bo.folder / "README.md").read_text("utf-8") == "Bo\n"
    assert not (bo.folder / ".git" / "actionplan-next").exists()


def refused(one: Colleague, *sources: str) -> None:
    """Assert that files are in the way, and that nothing at all has become of the folder and of git's list."""
    files = {path: path.read_bytes() for path in sorted(one.root.glob("plans/**/*")) if path.is_file()}
    before = (one.head, one.git("status", "--porcelain"), one.git("ls-files", "--stage", "-v"))
    with pytest.raises(UnsavedInTheWay) as caught:
        one.sync()
    assert caught.value.sources == sources
    assert (one.head, one.git("status", "--porcelain"), one.git("ls-files", "--stage", "-v")) == before
    assert {path: path.read_bytes() for path in files} == files
    assert not (one.folder / ".git" / "actionplan-next").exists()


def test_what_an_editor_saves_while_git_is_waited_for_is_kept(
    anna: Colleague, bo: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna.set("09", status=Status.STARTED)
    anna.sync()
    before = bo.head
    lock = bo.folder / ".git" / "index.lock"
    lock.touch()

    def wait(_seconds: float) -> None:
        bo.write(bo.text() + "# min anteckning\n")
        lock.unlink(missing_ok=True)

    clock = SimpleNamespace(sleep=wait, monotonic=time.monotonic, time=time.time)
    monkeypatch.setattr("actionplan.store.git.index.time", clock)
    with pytest.raises(UnsavedInTheWay) as caught:
        bo.sync()
    assert caught.value.sources == ("plans/boras.toml",)
    assert bo.text().endswith("# min anteckning\n")
    assert bo.head == before


@pytest.mark.parametrize("number", [1, 2])
def test_what_an_editor_saves_while_plans_are_written_is_kept(
    anna: Colleague, bo: Colleague, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    for name in ("boras", "mark"):
        anna.set("09", status=Status.STARTED, name=name)
    anna.write(plan_of("1465"), "andra")
    anna.save()
    anna.sync()
    before, boras = bo.head, bo.text()
    real, calls = advancing.put_in_place, 0

    def late(path: Path, content: bytes, **named: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == number:
            bo.write(bo.text("mark") + "# min anteckning\n", "mark")
        real(path, content, **named)

    monkeypatch.setattr(advancing, "put_in_place", late)
    with pytest.raises(UnsavedInTheWay) as caught:
        bo.sync()
    assert caught.value.sources == ("plans/mark.toml",)
    assert (bo.head, bo.text()) == (before, boras)
    assert bo.text("mark").endswith("# min anteckning\n")
    assert bo.git("status", "--porcelain") == " M plans/mark.toml"


@pytest.mark.parametrize("mark", ["--skip-worktree", "--assume-unchanged"])
def test_what_git_is_told_not_to_look_at_is_not_overwritten(anna: Colleague, bo: Colleague, mark: str) -> None:
    anna.set("09", status=Status.STARTED)
    anna.sync()
    bo.git("update-index", mark, "plans/boras.toml")
    bo.write(bo.text() + "# min anteckning\n")
    refused(bo, "plans/boras.toml")


def test_what_git_is_told_to_ignore_is_not_overwritten(anna: Colleague, bo: Colleague) -> None:
    anna.write(plan_of("1465"), "svenljunga")
    anna.save()
    anna.sync()
    (bo.folder / ".git" / "info").mkdir(exist_ok=True)
    (bo.folder / ".git" / "info" / "exclude").write_text("svenljunga.toml\n", "utf-8")
    bo.write("# mitt\n", "svenljunga")
    refused(bo, "plans/svenljunga.toml")


def test_a_link_in_the_place_of_a_plan_is_in_the_way(tmp_path: Path, anna: Colleague, bo: Colleague) -> None:
    anna.set("09", status=Status.STARTED)
    anna.sync()
    elsewhere = tmp_path / "annan.toml"
    bo.path().rename(elsewhere)
    bo.path().symlink_to(elsewhere)
    kept = elsewhere.read_bytes()
    refused(bo, "plans/boras.toml")
    assert bo.path().is_symlink()
    assert elsewhere.read_bytes() == kept


def test_a_link_in_the_place_of_the_plans_folder_is_in_the_way(tmp_path: Path, anna: Colleague, bo: Colleague) -> None:
    anna.set("09", status=Status.STARTED)
    anna.sync()
    elsewhere = tmp_path / "annanstans"
    (bo.root / "plans").rename(elsewhere)
    (bo.root / "plans").symlink_to(elsewhere)
    kept = bo.text()
    refused(bo, "plans/boras.toml")
    assert bo.text() == kept


def test_a_plan_that_cannot_be_read_is_in_the_way(
    anna: Colleague, bo: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna.set("09", status=Status.STARTED)
    anna.sync()
    kept = bo.text()
    real = Path.read_bytes

    def locked_away(path: Path) -> bytes:
        if path == bo.path():
            raise PermissionError(13, "denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", locked_away)
    with pytest.raises(UnsavedInTheWay):
        bo.sync()
    assert bo.text() == kept


def test_a_plan_that_was_removed_and_not_saved_is_in_the_way(anna: Colleague, bo: Colleague) -> None:
    anna.set("09", status=Status.STARTED)
    anna.sync()
    bo.path().unlink()
    refused(bo, "plans/boras.toml")
    assert not bo.path().exists()


@pytest.mark.parametrize("is_new", [True, False])
def test_what_somebody_has_put_on_gits_list_is_kept(anna: Colleague, bo: Colleague, *, is_new: bool) -> None:
    name = "svenljunga" if is_new else "boras"
    if is_new:
        anna.write(plan_of("1465"), name)
        anna.save()
    else:
        anna.set("09", status=Status.STARTED)
    anna.sync()
    before = None if is_new else bo.text()
    bo.write("# köat\n", name)
    bo.git("add", "--all")
    if before is None:
        bo.path(name).unlink()
    else:
        bo.write(before, name)
    refused(bo, f"plans/{name}.toml")


def test_what_this_folder_leaves_out_stays_out(anna: Colleague, bo: Colleague) -> None:
    bo.git("update-index", "--refresh")
    bo.git("sparse-checkout", "set", "--no-cone", "/*", "!/plans/mark.toml")
    assert not bo.path("mark").exists()
    for name in ("boras", "mark"):
        anna.set("09", status=Status.STARTED, name=name)
    anna.sync()
    bo.sync()
    assert bo.head == anna.head
    assert not bo.path("mark").exists()
    assert bo.text() == anna.text()
    assert bo.is_clean


def test_a_file_that_others_turn_into_a_folder_and_back(anna: Colleague, bo: Colleague) -> None:
    text = anna.text()
    inner = "boras.toml/boras"
    anna.path().unlink()
    anna.write(text, inner)
    commit_all(anna.folder)
    anna.sync()
    bo.sync()
    assert (bo.head, bo.text(inner)) == (anna.head, text)
    assert bo.is_clean
    anna.path(inner).unlink()
    anna.path().rmdir()
    anna.write(text)
    commit_all(anna.folder)
    anna.sync()
    bo.sync()
    assert (bo.head, bo.text()) == (anna.head, text)
    assert bo.is_clean


def test_unsaved_changes_of_a_file_that_others_turn_into_a_folder_are_kept(anna: Colleague, bo: Colleague) -> None:
    text = anna.text()
    anna.path().unlink()
    anna.write(text, "boras.toml/boras")
    commit_all(anna.folder)
    anna.sync()
    bo.write(text + "# min anteckning\n")
    refused(bo, "plans/boras.toml")


def test_a_file_in_the_place_of_a_new_folder_is_kept(anna: Colleague, bo: Colleague) -> None:
    anna.write(plan_of("1465"), "nya/svenljunga")
    anna.set("09", status=Status.STARTED)
    anna.sync()
    (bo.root / "plans" / "nya").write_text("mitt\n", "utf-8")
    refused(bo, "plans/nya")


@pytest.mark.parametrize("moved", ["branch", "head"])
def test_what_was_under_way_elsewhere_is_forgotten(anna: Colleague, bo: Colleague, moved: str) -> None:
    start = bo.head
    anna.set("09", status=Status.STARTED)
    anna.sync()
    bo.git("fetch", "--quiet")
    if moved == "branch":
        bo.git("switch", "--quiet", "-c", "egen")
        began = f"{start} refs/heads/main"
    else:
        began = f"{anna.head} refs/heads/main"
    journal = bo.folder / ".git" / "actionplan-next"
    journal.write_text(f"{anna.head} {began}\n", "utf-8")
    go_on(bo.here)
    assert bo.head == start
    assert not journal.exists()


def test_what_was_under_way_here_is_carried_out(anna: Colleague, bo: Colleague) -> None:
    bo.git("switch", "--quiet", "-c", "å-b")
    anna.set("09", status=Status.STARTED)
    anna.sync()
    bo.git("fetch", "--quiet")
    journal = bo.folder / ".git" / "actionplan-next"
    journal.write_text(f"{anna.head} {bo.head} refs/heads/å-b\n", "utf-8")
    go_on(bo.here)
    assert bo.head == anna.head
    assert bo.is_clean
    assert not journal.exists()


def test_a_new_branch_has_only_what_is_shared_nowhere(anna: Colleague) -> None:
    anna.git("switch", "--quiet", "-c", "egen")
    stands = ahead(anna.here)
    assert (stands.commits, stands.to_send.plans) == (0, ())
    anna.set("09", status=Status.STARTED)
    stands = ahead(anna.here)
    assert stands.commits == 1
    assert [[change.path for change in one.changes] for one in stands.to_send.plans] == [[("proposal", "09", "status")]]
    assert [len(one.changes) for one in anna.sync().sent.plans] == [1]


def test_unsaved_changes_elsewhere_stay(anna: Colleague, bo: Colleague) -> None:
    anna.set("09", status=Status.STARTED)
    anna.sync()
    bo.set("02", owner="B")
    bo.write(bo.text("mark") + "# osparat\n", "mark")
    (bo.folder / "egen.txt").write_text("x", "utf-8")
    (bo.folder / "köad.txt").write_text("y", "utf-8")
    bo.git("add", "köad.txt")
    assert bo.sync().merged
    assert bo.git("-c", "core.quotePath=false", "status", "--porcelain").split("\n") == [
        "A  köad.txt",
        " M plans/mark.toml",
        "?? egen.txt",
    ]


def test_what_is_there_already_is_in_nobodys_way(anna: Colleague, bo: Colleague) -> None:
    anna.set("09", status=Status.STARTED)
    anna.sync()
    bo.write(anna.text())
    bo.sync()
    assert bo.head == anna.head
    assert bo.is_clean


def test_line_endings_of_the_folder_are_kept(bare: Path, anna: Colleague, bo: Colleague) -> None:
    for one in (anna, bo):
        (one.folder / ".git" / "info").mkdir()
        (one.folder / ".git" / "info" / "attributes").write_text("*.toml text eol=crlf\n", "utf-8")
    anna.set("09", status=Status.STARTED)
    anna.sync()
    bo.sync()
    assert b'status = "started"\r\n' in bo.path().read_bytes()
    assert b"\r" not in run_git(bare, "show", "main:plans/boras.toml").encode()
    assert bo.is_clean


@pytest.mark.usefixtures("git_world")
def test_a_workspace_in_a_folder_of_another_repository(tmp_path: Path) -> None:
    bare = found(tmp_path, "arbete/planer", [("kod.py", "1\n")])
    anna, bo = (colleague(bare, name, "arbete/planer") for name in ("anna", "bo"))
    clash(anna, bo)
    asker = Asker(Side.OURS)
    shared = bo.sync(asker)
    assert [question.source for question in asker.asked] == ["plans/boras.toml"]
    assert [one.source for one in shared.sent.plans] == ["plans/boras.toml"]
    anna.sync()
    assert anna.text() == bo.text()


def test_a_work_tree_beside_the_first(bare: Path, tmp_path: Path, anna: Colleague, bo: Colleague) -> None:
    anna.git("worktree", "add", "--quiet", "-b", "sida", str(tmp_path / "sida"))
    side = Colleague(tmp_path / "sida")
    side.set("09", status=Status.STARTED)
    assert side.sync().branch == "sida"
    assert run_git(bare, "rev-parse", "sida") == side.head
    side.git("branch", "--quiet", "--set-upstream-to", "origin/main")
    bo.set("02", owner="B")
    bo.sync()
    side.sync()
    assert main_of(bare) == side.head
    assert anna.is_clean
    assert side.is_clean


def test_a_submodule_is_left_alone(tmp_path: Path, anna: Colleague, bo: Colleague) -> None:
    inner = new_repository(tmp_path / "inre")
    commit_all(inner)
    anna.git("submodule", "--quiet", "add", str(inner), "inre")
    anna.git("commit", "--quiet", "-m", "Inre")
    anna.sync()
    bo.set("09", status=Status.STARTED)
    bo.sync()
    assert bo.git("ls-files", "--stage", "inre").startswith("160000")
    anna.set("02", owner="A")
    anna.sync()
    assert anna.is_clean


def test_settings_of_the_users_do_not_get_in_the_way(git_world: GitWorld, anna: Colleague, bo: Colleague) -> None:
    with git_world.settings.open("a", encoding="utf-8") as file:
        file.write("[merge]\n\tff = false\n\tautoStash = true\n\tconflictStyle = diff3\n\trenames = copies\n")
        file.write("[push]\n\tdefault = nothing\n[pull]\n\trebase = true\n[log]\n\tshowSignature = true\n")
        file.write("[core]\n\tquotePath = true\n\tautocrlf = input\n[color]\n\tui = always\n")
    clash(anna, bo)
    bo.write(bo.text("mark") + "# osparat\n", "mark")
    bo.sync(Asker(Side.OURS))
    assert bo.text("mark").endswith("# osparat\n")
    assert marked(bo) == []
    anna.sync()
    assert anna.text() == bo.text()


# Nothing is ever lost


@pytest.fixture
def known(bare: Path) -> Iterator[set[str]]:
    seen: set[str] = set()
    yield seen
    assert seen <= reachable(bare)


def test_every_commit_that_was_ever_shared_stays(bare: Path, anna: Colleague, bo: Colleague, known: set[str]) -> None:
    for number, one in enumerate((anna, bo, anna, bo, bo, anna)):
        known.add(one.set("09", owner=f"Chef {number}", name="boras" if number % 2 else "mark"))
        one.sync(Asker(Side.OURS))
        known |= reachable(bare)
    assert run_git(bare, "fsck", "--no-dangling") == ""


def test_other_programs_lock_is_respected(anna: Colleague, bo: Colleague, monkeypatch: pytest.MonkeyPatch) -> None:
    from actionplan.store.git import index
    from actionplan.store.git.errors import Locked

    anna.set("09", status=Status.STARTED)
    anna.sync()
    monkeypatch.setattr(index, "_PATIENCE", 0.1)
    (bo.folder / ".git" / "index.lock").touch()
    before = bo.text()
    with pytest.raises(Locked):
        bo.sync()
    assert bo.text() == before
    (bo.folder / ".git" / "index.lock").unlink()
    bo.sync()
    assert bo.is_clean


def test_a_shallow_clone_shares_too(bare: Path, tmp_path: Path, anna: Colleague) -> None:
    anna.set("09", status=Status.STARTED)
    anna.sync()
    run_git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{bare}", "grund")
    shallow = Colleague(tmp_path / "grund")
    anna.set("02", owner="A")
    anna.sync()
    shallow.set("03", owner="G")
    assert shallow.sync().merged
    assert main_of(bare) == shallow.head


def test_two_share_at_once_and_both_are_there(bare: Path, anna: Colleague, bo: Colleague) -> None:
    import threading

    anna.set("09", status=Status.STARTED)
    bo.set("02", owner="B")
    failed: list[Exception] = []

    def run(one: Colleague) -> None:
        try:
            share(one.here, Asker(None))
        except Exception as error:  # noqa: BLE001 - told below
            failed.append(error)

    threads = [threading.Thread(target=run, args=(one,)) for one in (anna, bo)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert {anna.head, bo.head} <= reachable(bare)
    for one in (anna, bo):
        one.sync()
    assert anna.text() == bo.text()
    assert slot(anna, "09") == {"status": "started"}
