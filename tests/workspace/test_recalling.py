"""A roll-up of many plans: recalled, or made anew when anything it rests on has changed."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from actionplan.store.memory import Report
from actionplan.workspace import Workspace, open_workspace
from actionplan.workspace.recalling import WORTH_REMEMBERING, recalled

LONG_AGO = time.time() - 3600


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with enough plans to be worth remembering, none of them changed lately."""
    (tmp_path / "plans").mkdir()
    names = ["actionplan.toml", *(f"plans/{number}.toml" for number in range(WORTH_REMEMBERING + 1))]
    for name in names:
        (tmp_path / name).write_text("format = 1\n")
        os.utime(tmp_path / name, (LONG_AGO, LONG_AGO))
    return tmp_path


class Counted:
    """Makes reports and counts them."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> Report:
        self.made += 1
        return Report(f"number {self.made}", (), is_partial=False)


def asked(folder: Path, make: Counted, *facts: str) -> str:
    """What a new run of the program gets."""
    workspace: Workspace = open_workspace(folder)
    return recalled(workspace, facts, make).text


@pytest.fixture(autouse=True)
def settled_data(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The data that ships may have been made a moment ago; here it has not."""
    data = tmp_path_factory.mktemp("package") / "data"
    data.mkdir()
    (data / "bodies.toml").write_text("")
    os.utime(data / "bodies.toml", (LONG_AGO, LONG_AGO))
    monkeypatch.setattr("actionplan.workspace.recalling.DATA", data)
    monkeypatch.setattr("actionplan.workspace.recalling.shipped_catalogues", lambda: data / "none")


def test_the_second_run_recalls_the_first(folder: Path) -> None:
    make = Counted()
    assert [asked(folder, make, "sv"), asked(folder, make, "sv")] == ["number 1", "number 1"]
    assert make.made == 1


def test_another_question_is_answered_anew(folder: Path) -> None:
    make = Counted()
    assert [asked(folder, make, "sv"), asked(folder, make, "en")] == ["number 1", "number 2"]


def _edited(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("format = 1 # ändrad\n")
    os.utime(path, (LONG_AGO + 5, LONG_AGO + 5))


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: _edited(folder / "plans" / "3.toml"),
        lambda folder: _edited(folder / "actionplan.toml"),
        lambda folder: (folder / "plans" / "3.toml").unlink(),
        lambda folder: _edited(folder / "plans" / "ny.toml"),
        lambda folder: _edited(folder / "proposals" / "egen.toml"),
    ],
    ids=["edited plan", "settings", "removed plan", "added plan", "added catalogue"],
)
def test_any_change_makes_it_new(folder: Path, change: Callable[[Path], None]) -> None:
    make = Counted()
    asked(folder, make)
    change(folder)
    assert asked(folder, make) == "number 2"


def test_few_plans_are_not_worth_remembering(folder: Path) -> None:
    for path in (folder / "plans").iterdir():
        if path.stem != "3":
            path.unlink()
    make = Counted()
    assert [asked(folder, make), asked(folder, make)] == ["number 1", "number 2"]


def test_nothing_is_recalled_when_that_is_asked_for(folder: Path) -> None:
    make = Counted()
    asked(folder, make)
    assert recalled(open_workspace(folder), (), make, cached=False).text == "number 2"
