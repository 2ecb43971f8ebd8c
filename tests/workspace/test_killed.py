"""Whatever moment sharing is killed at: the repository is whole, nothing is lost, and the next run goes on."""

import contextlib
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from actionplan.core.merge import Side
from actionplan.core.status import Status
from actionplan.store.git import advancing
from actionplan.store.git.advancing import put_in_place
from actionplan.store.git.errors import Locked
from actionplan.store.git.process import Git
from tests.gitting import GitWorld, run_git
from tests.workspace.clones import Asker, Colleague, colleagues, marked, reachable

_READING = frozenset(
    {
        "cat-file", "check-attr", "config", "for-each-ref", "log", "ls-files", "ls-tree", "merge-base", "remote",
        "rev-list", "rev-parse", "status", "symbolic-ref", "var", "diff-tree",
    }
)  # fmt: skip
"""What only reads: being killed there is like being killed before what writes next."""
MOST = int(os.environ.get("KILLS", "1"))
"""With 2 or more every command is tried, in both ways; otherwise every second, in the worse way."""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes that it forks")


@pytest.fixture
def start(tmp_path: Path, git_world: GitWorld) -> Path:  # noqa: ARG001 - real git
    """Clones with a clash in one plan, and with other changes in another, as they are before sharing."""
    folder = tmp_path / "start"
    folder.mkdir()
    _bare, (anna, bo) = colleagues(folder)
    anna.set("09", owner="IFO-chef", name="mark")
    anna.set("09", owner="IFO-chef", status=Status.STARTED)
    (anna.folder / "README.md").write_text("Ny\n", "utf-8")
    anna.git("add", "README.md")
    anna.git("commit", "--quiet", "-m", "Läs")
    anna.sync()
    bo.set("09", owner="Kvalitetsstrateg", goal="Alla")
    bo.write(bo.text("mark").replace("[proposal.44]", "# fråga\n[proposal.44]"), "mark")
    bo.save()
    return folder


def again(start: Path, folder: Path) -> Colleague:
    """The same clones anew."""
    shutil.copytree(start, folder, symlinks=True)
    for name in ("anna", "bo"):
        config = folder / name / ".git" / "config"
        config.write_text(config.read_text("utf-8").replace(str(start), str(folder)), "utf-8")
    return Colleague(folder / "bo")


def killed(one: Colleague, prepare: Callable[[], None]) -> bool:
    """Share in a process of its own that may be killed; whether it was."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == signal.SIGKILL
    try:
        prepare()
        one.sync(Asker(Side.THEIRS))
    except BaseException:  # noqa: BLE001 - pytest must not go on in this process
        os._exit(1)
    os._exit(0)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def at_git(step: int, *, group: bool) -> None:
    """Be killed at the writing git command that has this number: before it, or with it while it is at work."""
    started = Git.started
    calls = 0

    def counted(self: Git, *arguments: str, **options: Any) -> Any:
        nonlocal calls
        name = next(word for word in _words(arguments))
        if name not in _READING:
            calls += 1
        if calls == step and name not in _READING:
            if not group:
                die()
            with started(self, *arguments, **options) as process:
                time.sleep(0.001 * (step % 4))
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                die()
        return started(self, *arguments, **options)

    Git.started = counted  # type: ignore[method-assign]


def _words(arguments: tuple[str, ...]) -> Iterator[str]:
    rest = iter(arguments)
    for word in rest:
        if word == "-c":
            next(rest)
        else:
            yield word


def goes_on(start: Path, one: Colleague, reference: dict[str, str]) -> None:
    """Assert that nothing was lost, and that the next run ends as if nothing had happened."""
    assert marked(one) == []
    for folder in (one.folder, one.folder.parent / "shared.git"):
        assert "error" not in run_git(folder, "fsck", "--no-dangling", "--connectivity-only")
    shared = one.folder.parent / "shared.git"
    before = reachable(start / "shared.git")
    assert before <= reachable(shared)
    head = run_git(start / "bo", "rev-parse", "HEAD")
    with contextlib.suppress(Locked):
        one.sync(Asker(Side.THEIRS))
    # Git was killed in the very moment in which it wrote down a branch: the message names the file, which is removed.
    for lock in (*one.folder.glob(".git/refs/**/*.lock"), *one.folder.glob(".git/HEAD.lock")):
        lock.unlink()
    one.sync(Asker(Side.THEIRS))
    assert {head, *before} <= reachable(shared)
    assert {name: one.text(name) for name in reference} == reference
    assert run_git(shared, "rev-parse", "main") == one.head
    assert one.git("status", "--porcelain") == ""
    assert not (one.folder / ".git" / "actionplan-next").exists()
    assert not (one.folder / ".git" / "index.lock").exists()
    assert "Not-chosen: plans/boras.toml proposal.09.owner" in one.git("log", "-1", "--format=%B", "--merges")
    shutil.rmtree(one.folder.parent)


@pytest.fixture
def reference(start: Path, tmp_path: Path) -> dict[str, str]:
    one = again(start, tmp_path / "reference")
    one.sync(Asker(Side.THEIRS))
    return {name: one.text(name) for name in ("boras", "mark")}


@pytest.mark.parametrize("group", [True, False] if MOST > 1 else [True])
def test_killed_at_each_command_of_git_that_writes(
    start: Path, tmp_path: Path, reference: dict[str, str], *, group: bool
) -> None:
    step = 1 if MOST > 1 else 2
    while True:
        one = again(start, tmp_path / f"{group}-{step}")
        if not killed(one, lambda: at_git(step, group=group)):  # noqa: B023 - called at once
            break
        goes_on(start, one, reference)
        step += 1 if MOST > 1 else 2
    assert step > 12


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("after", [True, False])
def test_killed_while_plans_are_written(
    start: Path, tmp_path: Path, reference: dict[str, str], number: int, *, after: bool
) -> None:
    def prepare() -> None:
        real = put_in_place
        calls = 0

        def counted(path: Path, *given: Any, **named: Any) -> None:
            nonlocal calls
            calls += path.suffix == ".toml"
            if calls == number and not after:
                die()
            real(path, *given, **named)
            if calls == number:
                die()

        vars(advancing)["put_in_place"] = counted

    one = again(start, tmp_path / "one")
    assert killed(one, prepare)
    goes_on(start, one, reference)


def before_plans() -> None:
    """Be killed before the first plan is written."""
    real = put_in_place

    def dying(path: Path, *given: Any, **named: Any) -> None:
        if path.suffix == ".toml":
            die()
        real(path, *given, **named)

    vars(advancing)["put_in_place"] = dying


def test_what_was_answered_before_it_was_killed_is_not_asked_again(start: Path, tmp_path: Path) -> None:
    one = again(start, tmp_path / "one")
    assert killed(one, before_plans)
    asker = Asker(None)
    one.sync(asker)
    assert asker.asked == []


def test_what_was_edited_since_it_was_killed_is_kept(start: Path, tmp_path: Path) -> None:
    one = again(start, tmp_path / "one")
    assert killed(one, before_plans)
    one.set("02", owner="Efteråt")
    one.sync(Asker(Side.THEIRS))
    assert 'owner = "Efteråt"' in one.text()
    assert 'owner = "IFO-chef"' in one.text()
