"""What the tests of the command line share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import TODAY, Ran, Run, process, run_here


@pytest.fixture(autouse=True)
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fixed day, a fixed width, a Swedish system and an empty folder."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ACTIONPLAN_TODAY", TODAY)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run() -> Run:
    """Run a command line in this process."""
    return run_here


@pytest.fixture
def run_process() -> Callable[..., Ran]:
    """Run a command line in a process of its own."""

    def start(*words: str, **environment: str) -> Ran:
        running = process(*words, env=environment)
        out, err = running.communicate(timeout=60)
        return Ran(running.returncode, out, err.decode("utf-8", "replace"))

    return start


@pytest.fixture
def sjuharad(run: Run, tmp_path: Path) -> Path:
    """A fresh workspace with blank plans for Sjuhärad's members and the federation."""
    ran = run("init", "sjuharad")
    assert ran.code == 0, ran.err
    return tmp_path


@pytest.fixture
def one_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The random keys of activities and follow-ups, in order instead: k001, k002 …"""
    counted = iter(range(1, 1000))
    key: Callable[[], str] = lambda: f"k{next(counted):03}"  # noqa: E731
    for module in ("activities", "editing"):
        monkeypatch.setattr(f"actionplan.cli.commands.{module}.random_key", key)
