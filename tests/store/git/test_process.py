"""Git is run as the user's own, and what it says is told apart."""

import os
from pathlib import Path

import pytest

from actionplan.store.git import process
from actionplan.store.git.errors import (
    DubiousOwnership,
    GitMissing,
    GitRefused,
    Locked,
    NoIdentity,
    NotVersioned,
    TooSlow,
)
from actionplan.store.git.process import Answer, Git, refusal
from tests.gitting import new_repository

SAID = [
    ("fatal: detected dubious ownership in repository at '/x/å b'", DubiousOwnership),
    ("fatal: not a git repository (or any of the parent directories): .git", NotVersioned),
    ("fatal: Unable to create '/x/.git/index.lock': File exists.\n\nAnother git process", Locked),
    ("error: Unable to create 'C:/x y/.git/refs/heads/main.lock': File exists.", Locked),
    ("fatal: Unable to create '/x/.git/index.lock': Permission denied", GitRefused),
    ("fatal: Unable to create '/x/.git/index.lock': No space left on device", GitRefused),
    ("*** Please tell me who you are.\n\nfatal: no email was given and auto-detection is disabled", NoIdentity),
    ("fatal: empty ident name (for <x@y.example>) not allowed", NoIdentity),
    ("fatal: x", GitRefused),
]


@pytest.mark.parametrize(("said", "kind"), SAID)
def test_what_git_says_is_told_apart(said: str, kind: type[Exception]) -> None:
    error = refusal(Path("/w"), "commit", Answer(128, b"", said))
    assert type(error) is kind
    if isinstance(error, DubiousOwnership):
        assert error.folder == Path("/x/å b")
    if isinstance(error, Locked):
        assert error.path.name in {"index.lock", "main.lock"}


@pytest.mark.usefixtures("git_world")
def test_a_refusal_names_the_command_and_not_its_settings(tmp_path: Path) -> None:
    folder = new_repository(tmp_path / "x")
    with pytest.raises(GitRefused) as caught:
        Git(folder).run("-c", "a.b=c", "-c", "d.e=f", "rev-list", "ingen")
    assert caught.value.command == "rev-list"
    with pytest.raises(TooSlow) as slow:
        Git(folder).run("-c", "alias.dream=!sleep 60", "dream", seconds=0.05)
    assert slow.value.command == "dream"


def test_windows_takes_git_from_the_path_and_never_from_the_present_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("här", "program"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "git.exe").write_bytes(b"")
    monkeypatch.chdir(tmp_path / "här")
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("PATH", os.pathsep.join(("", ".", f'"{tmp_path / "program"}"')))
    assert process._program() == str(tmp_path / "program" / "git.exe")
    monkeypatch.setenv("PATH", os.pathsep.join(("", ".")))
    with pytest.raises(GitMissing):
        process._program()
