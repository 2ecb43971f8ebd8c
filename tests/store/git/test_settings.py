"""Git's settings of one repository: read as git reads them, written nowhere else."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from actionplan.store.git import settings
from actionplan.store.git.errors import GitMissing
from actionplan.store.git.network import plain
from actionplan.store.git.repository import find_repository
from tests.gitting import EMAIL, NAME, GitWorld, commit_all, git, new_repository, run_git


def program(path: Path) -> Path:
    """A program that says that it is this one, and writes down what it is called with."""
    path.parent.mkdir(parents=True, exist_ok=True)
    told = '[ "$1" = --version ] && echo \'actionplan 0\' && exit\nprintf \'%s\\n\' "$@" > "$0.told"\n'
    path.write_text(f"#!/bin/sh\n{told}", "utf-8")
    path.chmod(0o755)
    return path


def test_the_version_is_read(git_world: GitWorld) -> None:
    version = settings.git_version(git_world.home)
    assert version is not None
    assert version >= (2, 38)


def test_without_git(git_world: GitWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(git_world.home))
    with pytest.raises(GitMissing):
        settings.git_version(git_world.home)


def test_identity_by_settings_and_environment(
    git_world: GitWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings.identity(tmp_path) == settings.Identity(NAME, EMAIL)
    git_world.forget_identity()
    assert settings.identity(tmp_path) == settings.Identity("", "")
    assert not settings.identity(tmp_path).is_known
    monkeypatch.setenv("EMAIL", "any@example.org")
    monkeypatch.setenv("GIT_COMMITTER_NAME", "Någon")
    assert settings.identity(tmp_path) == settings.Identity("Någon", "any@example.org")


def test_settings_are_written_to_the_repository_alone(git_world: GitWorld, tmp_path: Path) -> None:
    before = git_world.settings.read_bytes()
    repository = find_repository(new_repository(tmp_path))
    settings.register_driver(repository, "actionplan")
    settings.write_setting(repository, "user.name", "Annan")
    assert git_world.settings.read_bytes() == before
    assert run_git(tmp_path, "config", "--local", "merge.actionplan.driver") == "actionplan merge-driver %O %A %B %L %P"
    assert settings.identity(tmp_path).name == "Annan"


@pytest.mark.parametrize("name", ["actionplan", "mapp med åäö/it's 100 %/$HOME/actionplan"])
@pytest.mark.usefixtures("git_world")
def test_git_calls_the_driver_whatever_its_path_is(name: str, tmp_path: Path) -> None:
    top = new_repository(tmp_path / "top")
    script = program(tmp_path / name)
    command = shlex.quote(script.as_posix())
    settings.register_driver(find_repository(top), command)
    repository = find_repository(top)
    assert settings.command_of(repository.config[settings.DRIVER]) == command
    assert settings.is_runnable(repository, command)
    (top / ".gitattributes").write_text("*.toml merge=actionplan\n")
    path = top / "plans" / "b å's.toml"
    path.parent.mkdir()
    for branch, text in (("main", "a"), ("other", "b")):
        run_git(top, "switch", "--quiet", *(("--create", branch) if branch != "main" else ("--orphan", "first")))
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        commit_all(top)
    run_git(top, "switch", "--quiet", "--create", "third", "first")
    path.write_text("c")
    commit_all(top)
    git(top, "merge", "other")
    told = Path(f"{script}.told").read_text("utf-8").splitlines()
    assert told[0] == "merge-driver"
    assert told[4:] == ["7", "plans/b å's.toml"]


@pytest.mark.usefixtures("git_world")
def test_a_program_that_is_gone_or_another_cannot_be_started(tmp_path: Path) -> None:
    repository = find_repository(new_repository(tmp_path))
    assert not settings.is_runnable(repository, "/no/such/actionplan")
    assert not settings.is_runnable(repository, "echo")
    assert settings.is_runnable(repository, f"{shlex.quote(Path(sys.executable).as_posix())} -P -m actionplan")


def test_a_driver_of_somebody_else_is_not_ours() -> None:
    assert settings.command_of("merge-plans %A %B") is None
    assert settings.command_of("") is None
    assert settings.command_of(settings.driver_of("'/a 100 %/x'")) == "'/a 100 %/x'"


class TestOwnCommand:
    """The program's name where that lasts, otherwise a whole path that the shell understands."""

    def test_installed_for_the_user(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("VIRTUAL_ENV", raising=False)
        monkeypatch.setenv("PATH", str(program(tmp_path / "bin" / "actionplan").parent))
        assert settings.own_command() == "actionplan"

    def test_in_an_environment_that_is_left_again(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path / "en miljö"))
        monkeypatch.setenv("PATH", str(program(tmp_path / "en miljö" / "bin" / "actionplan").parent))
        assert settings.own_command() == f"'{tmp_path.as_posix()}/en miljö/bin/actionplan'"

    def test_nowhere(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setattr(sys, "executable", "C:/Program Files/Python/python.exe")
        assert settings.own_command() == "'C:/Program Files/Python/python.exe' -P -m actionplan"

    def test_modules_of_the_folder_are_not_taken(self, tmp_path: Path) -> None:
        (tmp_path / "msgspec.py").write_text("raise SystemExit('taken from the folder')\n")
        ran = subprocess.run(
            [sys.executable, "-P", "-m", "actionplan", "--version"], cwd=tmp_path, capture_output=True, check=False
        )
        assert ran.stdout.startswith(b"actionplan "), ran.stderr


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://anna:hemligt@example.org/x.git", "https://…@example.org/x.git"),
        ("https://anna:hem/ligt@example.org/x.git", "https://…@example.org/x.git"),
        ("https://ghp_kort@example.org/x.git", "https://…@example.org/x.git"),
        ("git@example.org:x/y.git", "git@example.org:x/y.git"),
        ("G:/delat/planer.git", "G:/delat/planer.git"),
    ],
)
@pytest.mark.usefixtures("git_world")
def test_passwords_are_not_shown(url: str, shown: str, tmp_path: Path) -> None:
    top = new_repository(tmp_path)
    run_git(top, "config", "remote.origin.url", url)
    assert settings.remote_url(find_repository(top), "origin") == shown
    assert plain(f"fatal: unable to access '{url}'") == f"unable to access '{shown}'"


@pytest.mark.usefixtures("git_world")
def test_a_remote_may_have_blanks_in_its_name(tmp_path: Path) -> None:
    top = new_repository(tmp_path)
    run_git(top, "config", "remote.vår plats.url", "https://example.org/x.git")
    assert find_repository(top).standing().remotes == ("vår plats",)


def test_the_command_that_makes_git_trust_is_gits_own(git_world: GitWorld, tmp_path: Path) -> None:
    folder = new_repository(tmp_path / "mapp med å")
    git_world.patch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    told = settings.trust_command(folder)
    assert told == f"git config --global --add safe.directory '{folder}'"
    subprocess.run(told, shell=True, check=True, env={**os.environ})  # noqa: S602 - the command as a user would type it
    assert find_repository(folder).top == folder
