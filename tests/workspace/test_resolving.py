"""A repository in conflict, however it came about: put together from what git keeps, never from a file with markers."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from actionplan.core.merge import Side
from actionplan.core.status import Status
from actionplan.store.disk import turn
from actionplan.store.errors import ChangedOnDisk
from actionplan.store.git.errors import (
    CannotUnite,
    ConflictMoved,
    Damaged,
    EditedByHand,
    GitError,
    GitRefused,
    NeedsPerson,
    NotInConflict,
    StoppedByHook,
)
from actionplan.store.toml import loads
from actionplan.workspace.resolving import resolve
from actionplan.workspace.uniting import Answers, Question, unite
from tests.gitting import GitWorld, git
from tests.workspace.clones import Asker, Colleague, colleagues, hook, marked


@pytest.fixture
def two(tmp_path: Path, git_world: GitWorld) -> list[Colleague]:  # noqa: ARG001 - real git
    return colleagues(tmp_path)[1]


@pytest.fixture
def bo(two: list[Colleague]) -> Colleague:
    """Somebody who has saved another owner than the one that is shared, and the same goal."""
    anna, bo = two
    anna.set("09", who="Anna", owner="IFO-chef", goal="Alla", status=Status.STARTED)
    anna.git("push", "--quiet")
    bo.set("09", who="Bo", owner="Kvalitetsstrateg", goal="Alla")
    bo.git("fetch", "--quiet")
    return bo


def in_merge(bo: Colleague) -> None:
    assert git(bo.folder, "merge", "origin/main").returncode
    assert marked(bo) == ["boras.toml"]


def slot(one: Colleague) -> object:
    return loads(one.text())["proposal"]["09"]


def test_a_merge_is_put_together_and_ended(bo: Colleague) -> None:
    in_merge(bo)
    asker = Asker(Side.OURS)
    resolved = resolve(bo.here, asker)
    [question] = asker.asked
    assert question.ours
    assert question.theirs
    assert (question.ours.name, question.theirs.name) == ("Bo", "Anna")
    assert (resolved.files, resolved.others, resolved.operation) == (("plans/boras.toml",), (), "merge")
    assert slot(bo) == {"status": "started", "owner": "Kvalitetsstrateg", "goal": "Alla"}
    assert bo.is_clean
    message = bo.git("log", "-1", "--format=%B")
    assert message.startswith("Merge remote-tracking branch 'origin/main'\n\nNot-chosen: ")
    assert '"IFO-chef" (Anna, 2016-11-21)' in message
    assert len(bo.git("rev-list", "--parents", "-1", "HEAD").split()) == 3


def test_a_rebase_takes_what_was_saved_here_for_ours(bo: Colleague) -> None:
    assert git(bo.folder, "rebase", "origin/main").returncode
    asker = Asker(Side.OURS)
    resolved = resolve(bo.here, asker)
    [question] = asker.asked
    assert (question.clash.ours, question.clash.theirs) == ("Kvalitetsstrateg", "IFO-chef")
    assert question.ours
    assert question.theirs
    assert (question.ours.name, question.theirs.name) == ("Bo", "Anna")
    assert (resolved.operation, resolved.commit) == ("rebase", None)
    bo.git("-c", "core.editor=true", "rebase", "--continue")
    assert slot(bo) == {"status": "started", "owner": "Kvalitetsstrateg", "goal": "Alla"}
    assert bo.is_clean


def test_a_merge_that_cannot_be_signed_is_no_hook(bo: Colleague) -> None:
    bo.git("config", "commit.gpgsign", "true")
    bo.git("config", "gpg.program", "false")
    in_merge(bo)
    with pytest.raises(GitRefused) as caught:
        resolve(bo.here, Asker(Side.OURS))
    assert type(caught.value) is GitRefused
    assert "sign" in caught.value.said


def test_a_merge_is_ended_in_the_encoding_of_the_program(bo: Colleague) -> None:
    bo.git("config", "i18n.commitEncoding", "ISO-8859-1")
    in_merge(bo)
    bo.write(bo.text().replace("IFO-chef", "Nämndens ordförande"))
    resolve(bo.here, Asker(Side.OURS), replace=True)
    assert "encoding" not in bo.git("cat-file", "commit", "HEAD").partition("\n\n")[0]


def test_a_cherry_pick_keeps_what_was_not_chosen_too(bo: Colleague) -> None:
    assert git(bo.folder, "cherry-pick", "origin/main").returncode
    resolved = resolve(bo.here, Asker(Side.THEIRS))
    assert (resolved.operation, resolved.commit) == ("cherry-pick", None)
    bo.git("-c", "core.editor=true", "cherry-pick", "--continue")
    assert slot(bo) == {"status": "started", "owner": "IFO-chef", "goal": "Alla"}
    assert 'owner = "Kvalitetsstrateg"' in bo.git("log", "-1", "--format=%B")


def test_what_was_put_away_is_put_together_with_what_is_saved(bo: Colleague) -> None:
    bo.write(bo.text().replace("Kvalitetsstrateg", "Enhetschef"))
    bo.git("stash", "--quiet")
    bo.set("09", owner="IFO-chef")
    assert git(bo.folder, "stash", "pop").returncode
    asker = Asker(Side.THEIRS)
    resolved = resolve(bo.here, asker)
    assert asker.paths == ["proposal.09.owner"]
    assert (resolved.operation, resolved.commit) == (None, None)
    assert bo.git("status", "--porcelain") == "M  plans/boras.toml"
    assert slot(bo) == {"owner": "Enhetschef", "goal": "Alla"}


def test_a_plan_removed_on_one_side_is_asked_about(bo: Colleague) -> None:
    bo.path().unlink()
    bo.save()
    assert git(bo.folder, "merge", "origin/main").returncode
    asker = Asker(Side.OURS)
    resolve(bo.here, asker)
    assert [question.clash.kind for question in asker.asked] == ["removal"]
    assert not bo.path().exists()
    assert bo.is_clean


def test_without_anybody_to_ask_nothing_changes(bo: Colleague) -> None:
    in_merge(bo)
    before = (bo.text(), bo.git("ls-files", "--stage"))
    with pytest.raises(NeedsPerson):
        resolve(bo.here, Asker(None))
    assert (bo.text(), bo.git("ls-files", "--stage")) == before


def test_a_dry_run_asks_nothing_and_changes_nothing(bo: Colleague) -> None:
    in_merge(bo)
    before = (bo.text(), bo.git("ls-files", "--stage"))
    asker = Asker(None)
    resolved = resolve(bo.here, asker, dry_run=True)
    assert (resolved.files, resolved.questions, asker.asked) == (("plans/boras.toml",), 1, [])
    assert (bo.text(), bo.git("ls-files", "--stage")) == before


EDITS: dict[str, Callable[[str], str]] = {
    "whole": lambda _text: 'format = 1\n[plan]\nbody = "1490"\n',
    "without markers": lambda text: "\n".join(
        line for line in text.split("\n") if not line.startswith(("<<<", ">>>", "===", "owner"))
    ),
    "beside the markers": lambda text: text.replace("[proposal.44]", "# viktigt\n[proposal.44]"),
}


@pytest.mark.parametrize("kind", EDITS)
def test_files_edited_by_hand_are_left_and_told(bo: Colleague, kind: str) -> None:
    in_merge(bo)
    bo.write(EDITS[kind](bo.text()))
    before = bo.text()
    asker = Asker(Side.OURS)
    with pytest.raises(EditedByHand) as caught:
        resolve(bo.here, asker)
    assert caught.value.sources == ("plans/boras.toml",)
    assert (bo.text(), asker.asked) == (before, [])
    resolve(bo.here, asker, replace=True)
    assert slot(bo) == {"status": "started", "owner": "Kvalitetsstrateg", "goal": "Alla"}


def test_conflicts_shown_in_another_style_are_no_edits(bo: Colleague, git_world: GitWorld) -> None:
    with git_world.settings.open("a", encoding="utf-8") as file:
        file.write("[merge]\n\tconflictStyle = diff3\n")
    in_merge(bo)
    assert resolve(bo.here, Asker(Side.OURS)).commit


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
def test_conflicts_shown_anew_in_another_style_are_no_edits(bo: Colleague, style: str) -> None:
    in_merge(bo)
    bo.git("checkout", f"--conflict={style}", "plans/boras.toml")
    assert resolve(bo.here, Asker(Side.OURS)).commit


class Meanwhile(Asker):
    """Does something before it answers."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__(Side.OURS)
        self.act = act

    def __call__(self, questions: tuple[Question, ...]) -> Answers | None:
        self.act()
        return super().__call__(questions)


@pytest.mark.parametrize("replace", [True, False])
def test_what_is_written_while_somebody_thinks_is_kept(bo: Colleague, *, replace: bool) -> None:
    in_merge(bo)
    head = bo.head
    with pytest.raises(ChangedOnDisk) as caught:
        resolve(bo.here, Meanwhile(lambda: bo.write("# viktigt\n")), replace=replace)
    assert caught.value.source == "plans/boras.toml"
    assert (bo.text(), bo.head) == ("# viktigt\n", head)
    assert bo.git("ls-files", "--unmerged")


def test_a_merge_that_is_stopped_while_somebody_thinks_stays_stopped(bo: Colleague) -> None:
    before = (bo.text(), bo.head)
    in_merge(bo)
    with pytest.raises(ConflictMoved):
        resolve(bo.here, Meanwhile(lambda: bo.git("merge", "--abort")))
    assert (bo.text(), bo.head, bo.is_clean) == (*before, True)


def test_a_merge_that_is_settled_while_somebody_thinks_stays_settled(bo: Colleague) -> None:
    in_merge(bo)

    def act() -> None:
        bo.git("checkout", "--theirs", "plans/boras.toml")
        bo.git("add", "plans/boras.toml")

    with pytest.raises(ConflictMoved):
        resolve(bo.here, Meanwhile(act))
    assert 'owner = "IFO-chef"' in bo.text()
    assert bo.git("rev-parse", "MERGE_HEAD")


def test_nobody_else_waits_while_somebody_thinks(bo: Colleague) -> None:
    in_merge(bo)

    def act() -> None:
        # A lock is taken again by the same thread, so another one has to try.
        with ThreadPoolExecutor() as pool:
            pool.submit(take_turns).result()

    def take_turns() -> None:
        locks = bo.here.workspace.folders.locks
        for path in (bo.here.repository.common / "actionplan", bo.path()):
            with turn(path, locks, seconds=0):
                pass

    assert resolve(bo.here, Meanwhile(act)).commit


@pytest.mark.parametrize("stage", ["1", "2", "3"])
@pytest.mark.parametrize("damage", [None, b"x"])
def test_a_lost_version_is_no_removed_plan(bo: Colleague, stage: str, damage: bytes | None) -> None:
    in_merge(bo)
    id_ = bo.git("rev-parse", f":{stage}:plans/boras.toml")
    lose(bo, id_, damage)
    before = (bo.text(), bo.head)
    with pytest.raises(Damaged) as caught:
        resolve(bo.here, Asker(Side.OURS), replace=True)
    assert caught.value.id == id_
    assert (bo.text(), bo.head) == before


def test_a_lost_version_is_no_removed_plan_when_sharing_either(bo: Colleague) -> None:
    lose(bo, bo.git("rev-parse", "origin/main:plans/boras.toml"), None)
    before = (bo.text(), bo.head)
    with pytest.raises(GitError):
        unite(bo.here, bo.head, bo.git("rev-parse", "origin/main"), Asker(Side.OURS))
    assert (bo.text(), bo.head) == before


def lose(one: Colleague, id_: str, damage: bytes | None) -> None:
    """Make an object of git unreadable; ``None`` removes it."""
    objects = one.folder / ".git" / "objects"
    packs = list((objects / "pack").glob("*.pack"))
    for pack in packs:
        moved = pack.rename(one.folder.parent / pack.name)
        for beside in (objects / "pack").glob(f"{pack.stem}.*"):
            beside.unlink()
        git(one.folder, "unpack-objects", "-q", given=moved.read_bytes())
    path = objects / id_[:2] / id_[2:]
    assert path.exists()
    path.unlink()
    if damage is not None:
        path.write_bytes(damage)


def test_other_files_in_conflict_remain(two: list[Colleague], bo: Colleague) -> None:
    anna, _bo = two
    for one in (anna, bo):
        (one.folder / "README.md").write_text(f"{one.folder.name}\n", "utf-8")
        one.git("add", "README.md")
        one.git("commit", "--quiet", "-m", "Läs")
    anna.git("push", "--quiet")
    bo.git("fetch", "--quiet")
    in_merge(bo)
    resolved = resolve(bo.here, Asker(Side.THEIRS))
    assert (resolved.files, resolved.others, resolved.commit) == (("plans/boras.toml",), ("README.md",), None)
    (bo.folder / "README.md").write_text("båda\n", "utf-8")
    bo.git("add", "README.md")
    assert resolve(bo.here, Asker(None)).commit
    assert 'owner = "Kvalitetsstrateg"' in bo.git("log", "-1", "--format=%B")
    assert bo.is_clean


def test_a_hook_that_refuses_leaves_what_was_put_together(bo: Colleague) -> None:
    in_merge(bo)
    hook(bo.folder, "pre-merge-commit", "exit 0\n")
    hook(bo.folder, "commit-msg", "echo 'saknar ärende' >&2; exit 1\n")
    with pytest.raises(StoppedByHook, match="saknar ärende"):
        resolve(bo.here, Asker(Side.OURS))
    assert marked(bo) == []
    (bo.folder / ".git" / "hooks" / "commit-msg").unlink()
    assert resolve(bo.here, Asker(None)).commit
    assert '"IFO-chef" (Anna, 2016-11-21)' in bo.git("log", "-1", "--format=%B")


def test_a_broken_version_is_told(bo: Colleague, two: list[Colleague]) -> None:
    anna, _bo = two
    anna.write(anna.text().replace('"IFO-chef"', '"IFO-chef'))
    anna.git("commit", "--quiet", "-am", "Trasig")
    anna.git("push", "--quiet")
    bo.git("fetch", "--quiet")
    in_merge(bo)
    before = bo.text()
    with pytest.raises(CannotUnite):
        resolve(bo.here, Asker(Side.OURS))
    assert bo.text() == before


def test_nothing_in_conflict_is_told(bo: Colleague) -> None:
    with pytest.raises(NotInConflict):
        resolve(bo.here, Asker(None))


def test_lines_of_work_that_crossed(two: list[Colleague], bo: Colleague) -> None:
    """What git keeps as the beginning is then a merge with markers in it."""
    anna, _bo = two
    for one, other in ((anna, bo), (bo, anna)):
        one.git("fetch", "--quiet", str(other.folder), "main")
    for one in (anna, bo):
        one.git("merge", "--quiet", "-X", "ours", "FETCH_HEAD", "-m", "Korsat")
    anna.set("02", owner="A")
    bo.set("03", owner="B")
    anna.git("push", "--quiet")
    bo.git("fetch", "--quiet")
    in_merge(bo)
    asker = Asker(Side.THEIRS)
    resolve(bo.here, asker)
    assert asker.paths == ["proposal.09.owner"]
    assert loads(bo.text())["proposal"]["02"] == {"owner": "A"}
