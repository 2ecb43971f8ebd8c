"""What every edit is held against."""

import datetime as dt
from pathlib import Path

import pytest

from actionplan.core.edit import set_fields
from actionplan.core.errors import IdentityNumber
from actionplan.core.plan import Entry, Head, Plan
from actionplan.core.status import Status
from actionplan.workspace import Workspace, open_workspace
from actionplan.workspace.guarding import guarded

TODAY = dt.date(2016, 11, 21)
PLAN = Plan(
    format=1,
    catalogue="skl-44",
    catalogue_version="working-1",
    head=Head(body="1490"),
    entries={"08": Entry(status=Status.STARTED, owner="Anna Svensson")},
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "actionplan.toml").write_text("format = 1\n", "utf-8")
    return open_workspace(tmp_path)


def test_an_identity_number_is_refused(workspace: Workspace) -> None:
    guard = guarded(workspace, TODAY, lambda plan: set_fields(plan, "08", {"goal": "Pojken 20121212-1212"}))
    with pytest.raises(IdentityNumber) as caught:
        guard.change(PLAN)
    assert caught.value.path == ("proposal", "08", "goal")


def test_only_what_the_change_causes_is_told(workspace: Workspace) -> None:
    guard = guarded(workspace, TODAY, lambda plan: set_fields(plan, "09", {"owner": "Bengt Olsson"}))
    assert guard.problems == []
    assert guard.change(PLAN).entry("09").owner == "Bengt Olsson"
    assert [problem.path for problem in guard.problems] == [("proposal", "09", "owner")]
    guard.change(guard.change(PLAN))
    assert guard.problems == []
