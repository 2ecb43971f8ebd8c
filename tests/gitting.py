"""A world for tests with real git: nothing of the developer's own settings, a fixed identity and a fixed time.

Importing the fixture is not needed: ``tests/conftest.py`` does it. Ask for ``git_world``, and call ``run_git``.
"""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

NAME = "Utvecklingsledare IFO"
EMAIL = "ifo@boras.example"
DATE = "2016-11-21T10:00:00+01:00"

_SETTINGS = f"""\
[user]
\tname = {NAME}
\temail = {EMAIL}
[init]
\tdefaultBranch = main
[protocol "file"]
\tallow = always
"""
_NOBODY = """\
[user]
\tuseConfigOnly = true
[init]
\tdefaultBranch = main
"""


@dataclass(frozen=True)
class GitWorld:
    """The settings that git finds. Change them here, never those of the developer."""

    home: Path
    patch: pytest.MonkeyPatch

    @property
    def settings(self) -> Path:
        """What stands for the user's own file of settings."""
        return self.home / ".gitconfig"

    def forget_identity(self) -> None:
        """Nobody has told git who they are."""
        self.settings.write_text(_NOBODY, "utf-8")

    def at(self, date: str) -> None:
        """From now on, commits are made at this time: ``2017-01-31T12:00:00+01:00``."""
        self.patch.setenv("GIT_AUTHOR_DATE", date)
        self.patch.setenv("GIT_COMMITTER_DATE", date)


@pytest.fixture
def git_world(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> GitWorld:
    """Real git for this test, in a home of its own."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    world = GitWorld(tmp_path_factory.mktemp("git-home"), monkeypatch)
    world.settings.write_text(_SETTINGS, "utf-8")
    monkeypatch.setenv("HOME", str(world.home))
    monkeypatch.setenv("USERPROFILE", str(world.home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(world.home / ".config"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(world.settings))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_TERMINAL_PROMPT", "0")
    # A repository above the temporary folder is none of the test's business.
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path_factory.getbasetemp()))
    world.at(DATE)
    return world


def git(
    folder: Path, *arguments: str, given: bytes | None = None, **environment: str
) -> "subprocess.CompletedProcess[bytes]":
    """Run git in a folder, whatever it answers. Further names are environment variables."""
    return subprocess.run(
        ["git", *arguments],
        cwd=folder,
        input=given if given is not None else b"",
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
        timeout=60,
    )


def run_git(folder: Path, *arguments: str, given: bytes | None = None, **environment: str) -> str:
    """What git answers in a folder, without the line break at the end; it must not fail."""
    ran = git(folder, *arguments, given=given, **environment)
    assert ran.returncode == 0, f"git {' '.join(arguments)}: {ran.stderr.decode(errors='replace')}"
    return ran.stdout.decode("utf-8", "surrogateescape").removesuffix("\n")


def new_repository(folder: Path, *options: str) -> Path:
    """A new repository with the branch ``main``; ``--bare`` for one that is only shared."""
    folder.mkdir(parents=True, exist_ok=True)
    run_git(folder, "init", "--quiet", "--initial-branch=main", *options)
    return folder


def commit_all(folder: Path, message: str = "Ändring") -> str:
    """Commit everything there is in a work tree; the commit's id."""
    run_git(folder, "add", "--all")
    run_git(folder, "commit", "--quiet", "--allow-empty", "--message", message)
    return run_git(folder, "rev-parse", "HEAD")


def clone(origin: Path, folder: Path, *options: str) -> Path:
    """A clone, as a colleague would have it."""
    run_git(folder.parent, "clone", "--quiet", *options, str(origin), folder.name)
    return folder
