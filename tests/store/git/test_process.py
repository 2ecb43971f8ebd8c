"""Git is run as the user's own, and what it says is told apart."""

import os
import signal
import time
from pathlib import Path

import pytest

from actionplan.store.git import process
from actionplan.store.git.errors import (
    Damaged,
    DubiousOwnership,
    GitMissing,
    GitRefused,
    Locked,
    NoIdentity,
    NotVersioned,
    TooSlow,
)
from actionplan.store.git.objects import Objects
from actionplan.store.git.process import Answer, Git, refusal
from tests.gitting import commit_all, git, new_repository, run_git

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
    error = refusal(Git(Path("/w")), "commit", Answer(128, b"", said))
    assert type(error) is kind
    if isinstance(error, DubiousOwnership):
        assert error.folder == Path("/x/å b")
    if isinstance(error, Locked):
        assert error.path.name in {"index.lock", "main.lock"}


ID = "428fa0ad63e0c878881735e3394ab0439b5e5f5a"


@pytest.mark.parametrize(
    "said",
    [
        "fatal: bad object HEAD",
        "error: bad tree object HEAD",
        f"error: Could not read {ID}\nfatal: revision walk setup failed",
        f"fatal: unable to read tree {ID}",
        f"fatal: unable to read tree ({ID})",
        f"error: unable to read sha1 file of plans/boras.toml ({ID})",
        f"error: unable to unpack {ID} header",
        f"fatal: loose object {ID} (stored in .git/objects/42/8f) is corrupt",
        "warning: x\nerror: packfile .git/objects/pack/pack-1.pack does not match index",
        f"fatal: missing blob object '{ID}'",
    ],
)
def test_what_git_has_lost_is_told_apart_from_what_others_have_lost(said: str) -> None:
    error = refusal(Git(Path("/w")), "log", Answer(128, b"", said))
    assert type(error) is Damaged
    assert error.id == ID or ID not in said
    # There it may be another repository's fault, or the words of a hook.
    for command in ("fetch", "push", "clone", "commit"):
        assert type(refusal(Git(Path("/w")), command, Answer(128, b"", said))) is GitRefused


@pytest.mark.parametrize(
    "said",
    [
        "fatal: could not read Username for 'https://x': terminal prompts disabled",
        "error: unable to read askpass response from '/x'",
        "fatal: bad revision 'x'",
        "fatal: unable to read config file '/x': Permission denied",
        "remote: error: bad object HEAD",
    ],
)
def test_not_all_that_cannot_be_read_is_damaged(said: str) -> None:
    assert type(refusal(Git(Path("/w")), "log", Answer(128, b"", said))) is GitRefused


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


@pytest.mark.usefixtures("git_world")
def test_what_a_hook_leaves_running_is_not_waited_for(tmp_path: Path) -> None:
    folder = new_repository(tmp_path / "x")
    hook = folder / ".git" / "hooks" / "post-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho hej\nsleep 20 &\necho $! > .git/who\n", "utf-8")
    hook.chmod(0o755)
    answer = Git(folder).run("commit", "--quiet", "--allow-empty", "--message", "x")
    # It would be gone if its end had been waited for.
    os.kill(int((folder / ".git" / "who").read_text("utf-8")), signal.SIGKILL)
    assert answer.said == "hej"


@pytest.mark.skipif(os.name != "posix", reason="groups of processes")
@pytest.mark.usefixtures("git_world")
def test_what_git_has_started_ends_with_it(tmp_path: Path) -> None:
    folder = new_repository(tmp_path / "x")
    with pytest.raises(TooSlow):
        Git(folder).run("-c", "alias.dream=!sleep 20 & echo $! > .git/who; wait", "dream", seconds=3)
    who = int((folder / ".git" / "who").read_text("utf-8"))
    for _turn in range(100):
        if not is_running(who):
            return
        time.sleep(0.05)
    pytest.fail("it lives on")


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        # One that has ended is listed until its parent has been told.
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.usefixtures("git_world")
def test_much_is_given_and_answered_at_once(tmp_path: Path) -> None:
    folder = new_repository(tmp_path / "x")
    given = os.urandom(3_000_000)
    id_ = Git(folder).run("hash-object", "-w", "--stdin", given=given).text
    assert Git(folder).run("cat-file", "blob", id_).output == given
    lines = b"HEAD\n" * 20_000
    assert Git(folder).run("cat-file", "--batch-check", given=lines).output == b"HEAD missing\n" * 20_000
    # It ends without having read anything.
    assert Git(folder).run("rev-parse", "--is-bare-repository", given=given).text == "false"


@pytest.mark.usefixtures("git_world")
def test_what_git_says_while_objects_are_read_stops_nobody(tmp_path: Path) -> None:
    origin = new_repository(tmp_path / "origin")
    (origin / "a.txt").write_text("å\n", "utf-8")
    commit_all(origin)
    run_git(origin, "config", "uploadpack.allowFilter", "true")
    run_git(tmp_path, "clone", "--quiet", "--filter=blob:none", "--no-checkout", origin.as_uri(), "x")
    folder = tmp_path / "x"
    noisy = tmp_path / "noisy"
    noisy.write_text("#!/bin/sh\nhead -c 1000000 /dev/zero | tr '\\0' x >&2\nexit 1\n", "utf-8")
    noisy.chmod(0o755)
    run_git(folder, "config", "remote.origin.uploadpack", str(noisy))
    with Objects(Git(folder)) as objects, pytest.raises(Damaged):
        objects.one("HEAD:a.txt")


@pytest.mark.usefixtures("git_world")
@pytest.mark.parametrize("damage", [b"", b"x"])
def test_a_damaged_object_is_not_taken_for_an_absent_one(tmp_path: Path, damage: bytes) -> None:
    folder = new_repository(tmp_path / "x")
    (folder / "a.toml").write_text("a = 1\n", "utf-8")
    commit_all(folder)
    id_ = run_git(folder, "rev-parse", "HEAD:a.toml")
    path = folder / ".git" / "objects" / id_[:2] / id_[2:]
    path.chmod(0o644)
    path.write_bytes(damage)
    assert git(folder, "cat-file", "blob", id_).returncode
    with Objects(Git(folder)) as objects, pytest.raises(Damaged) as caught:
        objects.content(id_)
    assert caught.value.id == id_
    path.unlink()
    with Objects(Git(folder)) as objects:
        assert objects.one(id_) is None
        assert objects.content(None) is None
        with pytest.raises(Damaged):
            objects.content(id_)


@pytest.mark.skipif(os.name != "posix", reason="groups of processes")
@pytest.mark.usefixtures("git_world")
def test_nothing_is_absent_where_git_has_died(tmp_path: Path) -> None:
    folder = new_repository(tmp_path / "x")
    commit = commit_all(folder)
    with Objects(Git(folder)) as objects:
        assert objects.one(commit)
        objects._process.kill()
        objects._process.wait()
        with pytest.raises(Damaged):
            objects.one(commit)
