"""doctor: each thing about git that can be out of order, with its repair."""

import json
import os
import shlex
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import Run
from tests.gitting import EMAIL, NAME, GitWorld, commit_all, git, new_repository, run_git

Look = Callable[[], dict[str, tuple[str, str, str]]]


@pytest.fixture
def top(git_world: GitWorld, tmp_path: Path, run: Run) -> Path:
    """A workspace in which everything is in order."""
    folder = tmp_path / "mapp med åäö"
    folder.mkdir()
    git_world.patch.chdir(folder)
    run("init", "boras")
    shared = new_repository(tmp_path / "delad.git", "--bare")
    assert run("setup", "--yes", "--share", str(shared)).code == 0
    commit_all(folder)
    run_git(folder, "push", "--quiet", "--set-upstream", "origin", "main")
    return folder


@pytest.fixture
def look(run: Run) -> Look:
    """What doctor finds: state, words and repair, by what was looked at."""

    def found() -> dict[str, tuple[str, str, str]]:
        ran = run("doctor", "--json")
        rows = json.loads(ran.raw)["findings"]
        assert ran.code == int(any(row["state"] == "fault" for row in rows))
        return {row["what"]: (row["state"], row["found"], row["repair"] or "") for row in rows}

    return found


def test_all_is_in_order(top: Path, look: Look) -> None:
    rows = look()
    states = {what: rows[what][0] for what in list(rows)[list(rows).index("git") :]}
    assert set(states.values()) == {"ok"}
    assert list(states) == [
        "git",
        "Versioner",
        "Sparade versioner",
        "I vems namn",
        "Delas på",
        ".gitattributes",
        "Förena ändringar",
        "Kontroll före sparande",
    ]
    assert rows["I vems namn"][1] == f"{NAME} <{EMAIL}>"
    assert rows["Versioner"][1] == str(top)


def test_no_repository_is_no_fault(sjuharad: Path, look: Look, git_world: GitWorld) -> None:
    assert sjuharad != git_world.home
    assert look()["Versioner"] == ("note", "sparas inte i den här mappen", "actionplan setup")


def test_without_git_everything_else_is_looked_at(top: Path, look: Look, git_world: GitWorld) -> None:
    git_world.patch.setenv("PATH", str(git_world.home))
    rows = look()
    assert rows["git"][:2] == ("note", "finns inte")
    assert rows["Planer"][0] == "ok"
    assert "Versioner" not in rows
    assert top.is_dir()


def test_the_folder_is_somebody_elses(top: Path, look: Look, git_world: GitWorld) -> None:
    git_world.patch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    before = git_world.settings.read_bytes()
    state, _said, step = look()["Versioner"]
    assert state == "fault"
    command = step[step.index("git config") :]
    assert shlex.split(command) == ["git", "config", "--global", "--add", "safe.directory", str(top)]
    assert git_world.settings.read_bytes() == before
    subprocess.run(command, shell=True, check=True)  # noqa: S602 - as a user would type it
    assert look()["Versioner"][0] == "ok"


@pytest.mark.usefixtures("top")
def test_nobody(look: Look, git_world: GitWorld) -> None:
    git_world.forget_identity()
    state, _said, step = look()["I vems namn"]
    assert state == "fault"
    assert step.startswith("actionplan setup --name")


def test_what_setup_would_do(top: Path, look: Look, run: Run) -> None:
    (top / ".git" / "hooks" / "pre-commit").unlink()
    (top / ".gitattributes").write_text("*.toml text eol=lf\n")
    run_git(top, "config", "--unset", "merge.actionplan.driver")
    run_git(top, "remote", "remove", "origin")
    rows = look()
    for what in (".gitattributes", "Förena ändringar", "Kontroll före sparande"):
        assert (rows[what][0], rows[what][2]) == ("note", "actionplan setup"), what
    assert rows["Delas på"] == ("note", "ingenstans", "För att dela: actionplan setup --share ADRESS")
    run("setup")
    rows = look()
    for what in (".gitattributes", "Förena ändringar", "Kontroll före sparande"):
        assert rows[what][0] == "ok"


def test_the_program_has_moved(top: Path, look: Look) -> None:
    run_git(top, "config", "merge.actionplan.driver", "/gone/actionplan merge-driver %O %A %B %L %P")
    hook = top / ".git" / "hooks" / "pre-commit"
    lines = hook.read_text("utf-8").splitlines()
    hook.write_text(
        "\n".join('program() { /gone/actionplan "$@"; }' if one.startswith("program()") else one for one in lines),
        "utf-8",
    )
    rows = look()
    for what in ("Förena ändringar", "Kontroll före sparande"):
        assert rows[what] == ("fault", "kan inte startas längre: /gone/actionplan", "actionplan setup")


def test_merge_union_is_a_fault(top: Path, look: Look) -> None:
    (top / "plans" / ".gitattributes").write_text("*.toml merge=union\n")
    state, said, _step = look()[".gitattributes"]
    assert state == "fault"
    assert "plans/.gitattributes rad 1 (*.toml merge=union)" in said


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission to execute")
def test_a_hook_that_git_does_not_run(top: Path, look: Look) -> None:
    (top / ".git" / "hooks" / "pre-commit").chmod(0o644)
    assert look()["Kontroll före sparande"][0] == "note"


def test_a_hook_from_another_version(top: Path, look: Look, run: Run) -> None:
    hook = top / ".git" / "hooks" / "pre-commit"
    hook.write_text(hook.read_text("utf-8").replace("# actionplan-hook 1", "# actionplan-hook 0"), "utf-8")
    assert look()["Kontroll före sparande"][1].startswith("från en annan version")
    run("setup")
    assert look()["Kontroll före sparande"][0] == "ok"


def test_somebody_is_in_the_middle_of_something(top: Path, look: Look) -> None:
    path = top / "plans" / "boras.toml"
    before = path.read_text("utf-8")
    run_git(top, "config", "merge.actionplan.driver", "false")
    for branch in ("a", "b"):
        run_git(top, "switch", "--quiet", "--create", branch, "main")
        path.write_text(f"# {branch}\n{before}", "utf-8")
        commit_all(top)
    assert git(top, "rebase", "a").returncode == 1
    assert look()["Pågår"] == ("fault", "versioner som ännu inte är förenade", "actionplan resolve")
    run_git(top, "checkout", "--quiet", "--ours", "plans")
    run_git(top, "add", "plans")
    state, said, step = look()["Pågår"]
    assert (state, said) == ("fault", "någon är mitt i: git rebase")
    assert "git rebase --abort" in step


def test_no_branch(top: Path, look: Look) -> None:
    run_git(top, "switch", "--quiet", "--detach")
    assert look()["Gren"][0] == "note"


def test_old_locks_are_named_and_young_ones_are_not(top: Path, look: Look) -> None:
    lock = top / ".git" / "index.lock"
    lock.touch()
    assert "Lås" not in look()
    old = time.time() - 4_000
    os.utime(lock, (old, old))
    state, said, _step = look()["Lås"]
    assert state == "fault"
    assert str(lock) in said


def test_ignored_and_new_plans(top: Path, look: Look) -> None:
    (top / "plans" / "mark.toml").write_bytes((top / "plans" / "boras.toml").read_bytes())
    assert look()["Nya planer"] == ("note", "1 har aldrig sparats: plans/mark.toml", "actionplan save")
    (top / ".gitignore").write_text("# mina\nplans/\n")
    state, said, _step = look()["Planer som förbigås"]
    assert state == "fault"
    assert "plans/mark.toml (.gitignore:2: plans/)" in said
    (top / "plans" / "mark.toml").unlink()
    assert "alla nya" in look()["Planer som förbigås"][1]
    (top / ".gitignore").write_text("*\n!plans/\n!plans/*.toml\n")
    assert "Planer som förbigås" not in look()


def test_line_endings_of_windows(top: Path, look: Look) -> None:
    path = top / "plans" / "boras.toml"
    (top / ".gitattributes").unlink()
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    run_git(top, "add", ".")
    state, said, step = look()["Radslut"]
    assert (state, said) == ("note", "sparade med radslut från Windows: plans/boras.toml")
    assert "git add --renormalize plans" in step


def test_a_history_that_was_cut(top: Path, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    (top / "mer.txt").write_text("x")
    commit_all(top)
    run_git(top, "push", "--quiet")
    origin = run_git(top, "remote", "get-url", "origin")
    run_git(top.parent, "clone", "--quiet", "--depth=1", f"file://{origin}", "grund")
    monkeypatch.chdir(top.parent / "grund")
    assert look()["Historik"][0] == "note"


def test_an_old_git(top: Path, look: Look, git_world: GitWorld) -> None:
    real = subprocess.run(["sh", "-c", "command -v git"], capture_output=True, check=True, text=True).stdout.strip()
    fake = git_world.home / "bin" / "git"
    fake.parent.mkdir()
    fake.write_text(f'#!/bin/sh\ncase "$*" in *--version) echo "git version 2.30.2";; *) exec {real} "$@";; esac\n')
    fake.chmod(0o755)
    git_world.patch.setenv("PATH", f"{fake.parent}{os.pathsep}{os.environ['PATH']}")
    assert look()["git"][:2] == ("note", "2.30 kan inte dela planer; 2.38 eller senare behövs")
    assert top.is_dir()


@pytest.mark.usefixtures("git_world")
def test_passwords_in_addresses_are_not_shown(top: Path, run: Run) -> None:
    run_git(top, "remote", "set-url", "origin", "https://anna:hemligt@example.org/x.git")
    ran = run("doctor")
    assert "hemligt" not in ran.out
    assert "example.org/x.git" in ran.out
