"""Copies of repositories: whole or the old one, whatever happens; and read as they were when fetched."""

import datetime as dt
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from actionplan.core.sources import Trouble
from actionplan.store.git.copies import Copy, contents, copy_of, look_into, outcome_of
from actionplan.store.git.renewing import Came, Fetched, Limits, Stopped, Wanted, bring_up_to_date
from tests.gitting import GitWorld, commit_all, git, new_repository, run_git
from tests.sourcing import bare_copy, plan_text, source_repository, write_plan

NOW = dt.datetime(2016, 9, 16, 12, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=3)

pytestmark = pytest.mark.usefixtures("git_world")


@pytest.fixture
def boras(tmp_path: Path) -> Path:
    return source_repository(tmp_path / "boras", "boras")


def copy_at(tmp_path: Path, place: Path | str) -> Copy:
    return copy_of(str(place), tmp_path / "cache" / "sources")


def fetched(
    copy: Copy, *refs: str | None, now: dt.datetime = NOW, seconds: float = 30, plans: str = "plans"
) -> Fetched:
    limits = Limits(seconds, threading.Event(), copy.folder.parent.parent / "locks")
    return bring_up_to_date(copy, [Wanted(ref, plans) for ref in refs or (None,)], now, limits)


def texts(copy: Copy, ref: str | None = None, plans: str = "plans") -> dict[str, str | None]:
    view = look_into(copy, ref, plans)
    found = contents(copy, list(view.blobs.values()))
    return {name: one.decode() if one is not None else None for name, one in zip(view.blobs, found, strict=True)}


def remains(copy: Copy) -> set[str]:
    return {path.name for path in copy.folder.parent.iterdir()} - {copy.folder.name, copy.record.name}


def test_a_copy_is_made_and_then_kept_up_to_date(tmp_path: Path, boras: Path, git_world: GitWorld) -> None:
    copy = copy_at(tmp_path, boras)
    assert not copy.is_there
    first = fetched(copy)
    assert (first.came, first.outcome.reached, first.outcome.tried) == (Came.NEW, NOW, NOW)
    assert outcome_of(copy) == first.outcome
    assert texts(copy) == {"plans/boras.toml": plan_text("1490")}
    assert fetched(copy, now=LATER).came is Came.UNCHANGED
    git_world.at("2016-09-18T08:00:00+02:00")
    write_plan(boras, "boras", "done")
    commit = commit_all(boras)
    again = fetched(copy, now=LATER)
    [tip] = again.outcome.tips.values()
    assert (again.came, tip.commit) == (Came.UPDATED, commit)
    assert tip.changed == dt.datetime.fromisoformat("2016-09-18T08:00:00+02:00")
    assert texts(copy) == {"plans/boras.toml": plan_text("1490", "done")}
    assert not remains(copy)


def test_the_last_change_is_that_of_the_plans(tmp_path: Path, boras: Path, git_world: GitWorld) -> None:
    git_world.at("2017-01-31T12:00:00+01:00")
    (boras / "annat.txt").write_text("x")
    commit_all(boras)
    [tip] = fetched(copy_at(tmp_path, boras)).outcome.tips.values()
    assert tip.changed
    assert tip.changed.date() == dt.date(2016, 11, 21)


def test_the_copy_is_bare_and_keeps_the_history(tmp_path: Path, boras: Path) -> None:
    for status in ("over_half", "done"):
        write_plan(boras, "boras", status)
        commit_all(boras)
    copy = copy_at(tmp_path, boras)
    fetched(copy)
    assert run_git(copy.folder, "rev-parse", "--is-bare-repository") == "true"
    assert run_git(copy.folder, "rev-list", "--count", "main") == "3"


@pytest.mark.parametrize("ref", ["gren", "stora/grenen", "v1", "commit", "kort"])
def test_a_branch_a_tag_or_a_commit_can_be_meant(tmp_path: Path, boras: Path, ref: str) -> None:
    old = run_git(boras, "rev-parse", "HEAD")
    run_git(boras, "tag", "-a", "v1", "-m", "x")
    for branch in ("gren", "stora/grenen"):
        run_git(boras, "branch", branch)
    write_plan(boras, "boras", "done")
    commit_all(boras)
    copy = copy_at(tmp_path, boras)
    meant = {"commit": old, "kort": old[:9]}.get(ref, ref)
    [tip] = fetched(copy, meant).outcome.tips.values()
    assert tip.commit == old
    assert texts(copy, meant) == {"plans/boras.toml": plan_text("1490")}
    assert texts(copy) == {"plans/boras.toml": plan_text("1490", "done")}


def test_what_a_repository_is_at_is_followed(tmp_path: Path, boras: Path) -> None:
    copy = copy_at(tmp_path, boras)
    fetched(copy)
    run_git(boras, "checkout", "--quiet", "-b", "trunk")
    run_git(boras, "branch", "-D", "main")
    write_plan(boras, "boras", "done")
    commit = commit_all(boras)
    assert fetched(copy).came is Came.UPDATED
    assert look_into(copy, None, "plans").commit == commit
    assert look_into(copy, "main", "plans").trouble is Trouble.NO_REF


@pytest.mark.parametrize("what", ["HEAD:plans", "HEAD:plans/boras.toml"])
@pytest.mark.parametrize("options", [(), ("-a", "-m", "x")], ids=str)
def test_a_tag_of_something_else_than_a_commit_is_none(
    tmp_path: Path, boras: Path, what: str, options: tuple[str, ...]
) -> None:
    run_git(boras, "tag", *options, "märke", what)
    copy = copy_at(tmp_path, boras)
    assert fetched(copy, "märke").came is Came.NEW
    assert look_into(copy, "märke", "plans").trouble is Trouble.NO_REF
    # Nothing is wrong with the copy, so that it is not made anew.
    assert fetched(copy, "märke").came is Came.UPDATED
    (copy.folder / "refs" / "tags" / "märke").write_text("1" * 40 + "\n")
    assert look_into(copy, "märke", "plans").trouble is Trouble.DAMAGED


def test_a_history_that_was_rewritten_is_taken_as_it_is(tmp_path: Path, boras: Path) -> None:
    copy = copy_at(tmp_path, boras)
    fetched(copy)
    write_plan(boras, "boras", "done")
    run_git(boras, "add", "--all")
    run_git(boras, "commit", "--quiet", "--amend", "--message", "Om")
    assert fetched(copy).came is Came.UPDATED
    assert texts(copy) == {"plans/boras.toml": plan_text("1490", "done")}


def test_a_head_that_leads_nowhere_means_main(tmp_path: Path, boras: Path) -> None:
    shared = bare_copy(boras, tmp_path / "delad.git")
    run_git(shared, "symbolic-ref", "HEAD", "refs/heads/borta")
    copy = copy_at(tmp_path, shared)
    assert fetched(copy).came is Came.NEW
    assert list(texts(copy)) == ["plans/boras.toml"]


def test_an_empty_repository_has_nothing_yet(tmp_path: Path) -> None:
    copy = copy_at(tmp_path, new_repository(tmp_path / "tom", "--bare"))
    assert fetched(copy).came is Came.NEW
    assert look_into(copy, None, "plans").trouble is Trouble.NO_REF


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, boras: Path) -> None:
    copy = copy_at(tmp_path, boras)
    fetched(copy)
    assert look_into(copy, None, "arbete/plans").trouble is Trouble.NO_FOLDER
    assert look_into(copy, None, "plans").trouble is None


@pytest.mark.parametrize("inside", ["arbete", "Min mapp/åäö", "a/b/c"])
def test_the_plans_may_lie_anywhere(tmp_path: Path, inside: str) -> None:
    copy = copy_at(tmp_path, source_repository(tmp_path / "x", "boras", inside=inside))
    fetched(copy, plans=f"{inside}/plans")
    assert texts(copy, plans=f"{inside}/plans") == {"plans/boras.toml": plan_text("1490")}


def test_a_first_fetch_that_fails_leaves_no_copy(tmp_path: Path) -> None:
    copy = copy_at(tmp_path, tmp_path / "borta")
    came = fetched(copy)
    assert (came.came, came.outcome.reason, came.outcome.reached) == (Came.FAILED, "not_found", None)
    assert came.outcome.tried == NOW
    assert not copy.is_there
    assert not remains(copy)


def test_a_failure_keeps_the_older_copy(tmp_path: Path, boras: Path) -> None:
    copy = copy_at(tmp_path, boras)
    fetched(copy)
    boras.rename(tmp_path / "flyttad")
    came = fetched(copy, now=LATER)
    assert (came.came, came.outcome.reason) == (Came.FAILED, "not_found")
    assert (came.outcome.reached, came.outcome.tried) == (NOW, LATER)
    assert outcome_of(copy) == came.outcome
    assert list(texts(copy)) == ["plans/boras.toml"]
    (tmp_path / "flyttad").rename(boras)
    assert fetched(copy, now=LATER).outcome.reason == ""


def _lose_objects(copy: Copy) -> None:
    for path in (copy.folder / "objects").iterdir():
        shutil.rmtree(path)


def _empty_objects(copy: Copy) -> None:
    for path in (copy.folder / "objects").rglob("*"):
        if path.is_file():
            path.chmod(0o600)
            path.write_bytes(b"")


def _lose_plan(copy: Copy) -> None:
    [id_] = look_into(copy, None, "plans").blobs.values()
    path = copy.folder / "objects" / id_[:2] / id_[2:]
    if path.exists():
        path.unlink()
    else:
        _lose_objects(copy)


@pytest.mark.parametrize(
    "damage",
    [
        _lose_objects,
        _empty_objects,
        _lose_plan,
        lambda copy: (copy.folder / "HEAD").unlink(),
        lambda copy: (copy.folder / "HEAD").write_text("skräp"),
        lambda copy: (copy.folder / "config").write_text("[core\n"),
        lambda copy: (copy.folder / "packed-refs.lock").write_text(""),
    ],
    ids=["objects gone", "objects empty", "a plan gone", "HEAD gone", "HEAD broken", "settings broken", "left locked"],
)
def test_a_damaged_copy_is_made_anew(tmp_path: Path, boras: Path, damage: "object") -> None:
    copy = copy_at(tmp_path, boras)
    fetched(copy)
    run_git(boras, "branch", "annan")
    damage(copy)  # type: ignore[operator]
    assert fetched(copy, now=LATER).came in {Came.ANEW, Came.UNCHANGED}
    assert texts(copy) == {"plans/boras.toml": plan_text("1490")}
    assert not remains(copy)
    assert fetched(copy).came is Came.UNCHANGED


def test_a_damaged_copy_is_told_when_it_is_read(tmp_path: Path, boras: Path) -> None:
    copy = copy_at(tmp_path, boras)
    fetched(copy)
    view = look_into(copy, None, "plans")
    _lose_plan(copy)
    assert list(contents(copy, list(view.blobs.values()))) == [None]
    _lose_objects(copy)
    tip = next(iter(outcome_of(copy).tips.values()))
    assert look_into(copy, None, "plans", tip).trouble is Trouble.DAMAGED
    assert look_into(copy, None, "plans").trouble is Trouble.DAMAGED


def test_a_damaged_copy_that_cannot_be_made_anew_is_left(tmp_path: Path, boras: Path) -> None:
    copy = copy_at(tmp_path, boras)
    fetched(copy)
    before = sorted(copy.folder.rglob("*"))
    _lose_plan(copy)
    boras.rename(tmp_path / "flyttad")
    assert fetched(copy, now=LATER).came is Came.FAILED
    assert copy.is_there
    assert len(sorted(copy.folder.rglob("*"))) >= len(before) - 3
    assert not remains(copy)


def test_what_a_killed_program_left_is_tidied(tmp_path: Path, boras: Path) -> None:
    copy = copy_at(tmp_path, boras)
    fetched(copy)
    half = copy.folder.with_name(f"{copy.folder.name}.abcd.new")
    half.mkdir()
    (half / "HEAD").write_text("x")
    # Killed between the two renames: the old copy is still the copy.
    copy.folder.rename(copy.folder.with_name(f"{copy.folder.name}.abcd.old"))
    boras.rename(tmp_path / "flyttad")
    assert fetched(copy, now=LATER).came is Came.FAILED
    assert list(texts(copy)) == ["plans/boras.toml"]
    assert not remains(copy)


@pytest.fixture
def slow_ssh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A server that never answers; the file holds the id of the process that waits for it."""
    pid, script = tmp_path / "pid", tmp_path / "ssh"
    script.write_text(f"#!/bin/sh\necho $$ > '{pid}'\nexec sleep 60\n")
    script.chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", str(script))
    return pid


def is_gone(pid: Path) -> bool:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        state = subprocess.run(["ps", "-o", "stat=", "-p", pid.read_text().strip()], capture_output=True, check=False)
        if not state.stdout.strip() or state.stdout.startswith(b"Z"):
            return True
        time.sleep(0.05)
    return False


def test_a_server_that_does_not_answer_is_given_up(tmp_path: Path, slow_ssh: Path) -> None:
    copy = copy_at(tmp_path, "ssh://git.example/x")
    came = fetched(copy, seconds=3)
    assert (came.came, came.outcome.reason) == (Came.FAILED, "too_slow")
    assert not copy.is_there
    assert not remains(copy)
    assert is_gone(slow_ssh)


def test_what_is_under_way_can_be_stopped(tmp_path: Path, slow_ssh: Path) -> None:
    copy = copy_at(tmp_path, "ssh://git.example/x")
    stop = threading.Event()
    limits = Limits(60, stop, tmp_path / "locks")

    def stop_soon() -> None:
        while not slow_ssh.exists():
            time.sleep(0.01)
        stop.set()

    threading.Thread(target=stop_soon).start()
    with pytest.raises(Stopped):
        bring_up_to_date(copy, [Wanted(None, "plans")], NOW, limits)
    assert is_gone(slow_ssh)
    assert not copy.record.exists()
    assert not remains(copy)


def test_two_that_fetch_the_same_take_turns(tmp_path: Path, boras: Path) -> None:
    copy = copy_at(tmp_path, boras)
    came: list[Came] = []
    threads = [threading.Thread(target=lambda: came.append(fetched(copy).came)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(came) == [Came.NEW, *[Came.UNCHANGED] * 4]
    assert not remains(copy)


_HOLD = """
import sys, time
from pathlib import Path
from actionplan.store.disk import turn
with turn(Path(sys.argv[1]), Path(sys.argv[2])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_another_program_that_does_not_finish_is_told(tmp_path: Path, boras: Path) -> None:
    copy = copy_at(tmp_path, boras)
    words = [sys.executable, "-c", _HOLD, str(copy.folder), str(tmp_path / "cache" / "locks")]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        holder.stdout.readline()
        came = fetched(copy, seconds=0.5)
        holder.kill()
    assert (came.came, came.outcome.reason) == (Came.FAILED, "busy")
    assert fetched(copy).came is Came.NEW


@pytest.mark.parametrize(
    "environment",
    [
        {"GIT_DIR": "{other}/.git"},
        {"GIT_DIR": "{other}/.git", "GIT_WORK_TREE": "{other}"},
        {"GIT_INDEX_FILE": "{other}/i"},
    ],
    ids=str,
)
def test_another_repository_in_the_environment_is_left_alone(
    tmp_path: Path, boras: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    other = source_repository(tmp_path / "annan", "mark")
    before = run_git(other, "for-each-ref")
    copy = copy_at(tmp_path, boras)
    for name, value in environment.items():
        monkeypatch.setenv(name, value.format(other=other))
    assert fetched(copy).came is Came.NEW
    assert list(texts(copy)) == ["plans/boras.toml"]
    for name in environment:
        monkeypatch.delenv(name)
    assert run_git(other, "for-each-ref") == before


def test_settings_of_the_user_do_not_get_in_the_way(tmp_path: Path, boras: Path, git_world: GitWorld) -> None:
    hooks, template = tmp_path / "hooks", tmp_path / "template" / "hooks"
    for folder in (hooks, template):
        folder.mkdir(parents=True)
        hook = folder / "reference-transaction"
        hook.write_text(f"#!/bin/sh\ntouch '{tmp_path}/was-run'\n")
        hook.chmod(0o755)
    with git_world.settings.open("a") as file:
        file.write(f"[core]\n\thooksPath = {hooks}\n[init]\n\ttemplateDir = {template.parent}\n")
        file.write(
            '[safe]\n\tbareRepository = explicit\n[fetch]\n\tprune = false\n[protocol "ext"]\n\tallow = always\n'
        )
    copy = copy_at(tmp_path, boras)
    assert fetched(copy).came is Came.NEW
    assert list(texts(copy)) == ["plans/boras.toml"]
    assert not (tmp_path / "was-run").exists()
    evil = copy_at(tmp_path, f"ext::touch {tmp_path}/was-run")
    assert fetched(evil).outcome.reason == "refused_transport"
    assert not (tmp_path / "was-run").exists()


def test_nobody_is_asked_for_a_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, script = tmp_path / "asked", tmp_path / "ask"
    script.write_text(f"#!/bin/sh\ntouch '{asked}'\necho x\n")
    script.chmod(0o755)
    for name in ("GIT_ASKPASS", "SSH_ASKPASS"):
        monkeypatch.setenv(name, str(script))
    monkeypatch.setenv("DISPLAY", ":0")
    seen = tmp_path / "seen"
    ssh = tmp_path / "ssh"
    ssh.write_text(f"#!/bin/sh\nenv > '{seen}'\necho 'git@x: Permission denied (publickey).' >&2\nexit 255\n")
    ssh.chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", str(ssh))
    came = fetched(copy_at(tmp_path, "git@git.example:x"))
    assert came.outcome.reason == "no_access"
    assert not asked.exists()
    told = seen.read_text().splitlines()
    assert {"GIT_TERMINAL_PROMPT=0", "GIT_ASKPASS=", "SSH_ASKPASS_REQUIRE=never"} <= set(told)


def tree_of(repository: Path, entries: list[tuple[str, str, str, bytes]]) -> str:
    """A commit with a folder ``plans`` that holds any entries: mode, type, id, name."""
    given = b"".join(f"{mode} {kind} {id_}\t".encode() + name + b"\0" for mode, kind, id_, name in entries)
    plans = git(repository, "mktree", "-z", "--missing", given=given).stdout.decode().strip()
    top = git(repository, "mktree", given=f"040000 tree {plans}\tplans\n".encode()).stdout.decode().strip()
    return run_git(repository, "commit-tree", top, "-m", "x")


def test_names_may_hold_anything(tmp_path: Path, boras: Path) -> None:
    blob = run_git(boras, "rev-parse", "HEAD:plans/boras.toml")
    names = [b"a\nb.toml", b"\x1b[31m.toml", b"\xe5.toml", b"..", b"x y.toml", b".dold.toml", "å.toml".encode()]
    entries = [("100644", "blob", blob, name) for name in sorted(names) if name != b".."]
    entries.append(("120000", "blob", blob, b"lank.toml"))
    entries.append(("160000", "commit", run_git(boras, "rev-parse", "HEAD"), b"modul.toml"))
    run_git(boras, "update-ref", "refs/heads/main", tree_of(boras, entries))
    copy = copy_at(tmp_path, boras)
    assert fetched(copy).came is Came.NEW
    view = look_into(copy, None, "plans")
    assert set(view.blobs) == {
        "plans/a\nb.toml",
        "plans/\x1b[31m.toml",
        "plans/\\xe5.toml",
        "plans/x y.toml",
        "plans/å.toml",
    }
    assert view.links == ("plans/lank.toml",)
    assert all(texts(copy).values())
    assert {path.name for path in tmp_path.iterdir()} == {"boras", "cache"}


def test_a_shallow_source_is_copied_as_far_as_it_goes(tmp_path: Path, boras: Path) -> None:
    write_plan(boras, "boras", "done")
    commit_all(boras)
    run_git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{boras}", "grund")
    copy = copy_at(tmp_path, tmp_path / "grund")
    assert fetched(copy).came is Came.NEW
    assert texts(copy) == {"plans/boras.toml": plan_text("1490", "done")}


def test_a_cache_that_cannot_be_written_is_told(tmp_path: Path, boras: Path) -> None:
    copy = copy_at(tmp_path, boras)
    copy.folder.parent.parent.mkdir()
    copy.folder.parent.write_text("en fil")
    came = fetched(copy)
    assert (came.came, came.outcome.reason) == (Came.FAILED, "cannot_write")


def test_without_git_it_is_told(tmp_path: Path, boras: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = copy_at(tmp_path, boras)
    fetched(copy)
    monkeypatch.setenv("PATH", str(tmp_path / "tom"))
    assert fetched(copy, now=LATER).outcome.reason == "no_git"
    assert look_into(copy, None, "plans").trouble is Trouble.NO_GIT


def test_a_record_that_cannot_be_read_is_no_record(tmp_path: Path, boras: Path) -> None:
    copy = copy_at(tmp_path, boras)
    fetched(copy)
    for content in (b"", b"[]", b"\xff", b'{"reached": 1}'):
        copy.record.write_bytes(content)
        assert outcome_of(copy).reached is None
    assert os.path.isfile(copy.record)  # noqa: PTH113
