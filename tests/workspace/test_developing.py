"""The curve that a report shows: by rounds once there are some to go by, else by quarter."""

import datetime as dt
from pathlib import Path

import pytest

from actionplan.core.matrix import Criteria
from actionplan.core.status import Status
from actionplan.workspace import open_workspace
from actionplan.workspace.developing import development
from actionplan.workspace.gathering import gather
from tests.gitting import GitWorld
from tests.workspace.history import Saves, saves_in

TODAY = dt.date(2016, 11, 21)


@pytest.fixture
def saves(git_world: GitWorld, tmp_path: Path) -> Saves:
    made = saves_in(git_world, tmp_path / "repo")
    made.start()
    made.set("boras", "01", status=Status.STARTED, owner="Enhetschef")
    made.save("2016-02-10")
    made.set("boras", "01", status=Status.DONE)
    made.save("2016-10-20")
    return made


@pytest.mark.parametrize(
    ("rounds", "days"),
    [
        ((), ["2016-03-31", "2016-06-30", "2016-09-30", "2016-11-21"]),
        (("2016-11-21", "2017-03-01"), ["2016-03-31", "2016-06-30", "2016-09-30", "2016-11-21"]),
        (("2016-05-10", "2017-03-01"), ["2016-03-31", "2016-06-30", "2016-09-30", "2016-11-21"]),
        (("2016-05-10", "2016-10-25", "2017-03-01"), ["2016-05-10", "2016-10-25", "2016-11-21"]),
    ],
)
def test_it_goes_by_rounds_when_two_have_been_held(saves: Saves, rounds: tuple[str, ...], days: list[str]) -> None:
    told = "".join(f"[round.r{place}]\ndate = {day}\n" for place, day in enumerate(rounds))
    (saves.root / "actionplan.toml").write_text(told, "utf-8")
    workspace = open_workspace(saves.root)
    body = workspace.bodies.resolve("sjuharad")
    rollup = gather(workspace, body, workspace.catalogue, Criteria(as_of=TODAY))
    trend = development(workspace, rollup, TODAY)
    assert trend
    assert [point.day.isoformat() for point in trend.points] == days
