"""What is collected once is kept, and read anew only where a file has changed."""

import datetime as dt
import os
from pathlib import Path

import pytest

from actionplan.core.errors import HasNoMembers
from actionplan.core.matrix import Criteria
from actionplan.workspace import Workspace, open_workspace
from actionplan.workspace.gathering import Collected, collect, gather, rolled_up
from actionplan.workspace.recalling import WORTH_REMEMBERING, shelf_of

PLAN = 'format = 1\ncatalogue = "skl-44"\ncatalogue_version = "working-1"\n[plan]\nbody = "{}"\n[proposal.08]\n'
CRITERIA = Criteria(as_of=dt.date(2016, 11, 21))
LONG_AGO = (1_480_000_000, 1_480_000_000)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """So many plans that their summaries are worth keeping on disk."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "actionplan.toml").write_text("format = 1\n", "utf-8")
    found = open_workspace(tmp_path)
    for body in list(found.bodies.members(found.bodies["riket"]))[: WORTH_REMEMBERING + 2]:
        write(found.plan_path(body), body.id, "started")
    return found


def write(path: Path, body: str, status: str) -> None:
    path.write_text(PLAN.format(body) + f'status = "{status}"\n', "utf-8")
    os.utime(path, LONG_AGO)


def test_the_roll_up_is_the_same_by_either_way(workspace: Workspace) -> None:
    body, catalogue = workspace.bodies["riket"], workspace.catalogue
    collected = collect(workspace, None, cached=False)
    again = collect(workspace, collected)
    wanted = gather(workspace, body, catalogue, CRITERIA, cached=False)
    assert rolled_up(workspace, body, catalogue, CRITERIA, collected.plans) == wanted
    assert gather(workspace, body, catalogue, CRITERIA) == wanted
    assert rolled_up(workspace, body, catalogue, CRITERIA, again.plans) == wanted


def test_only_the_first_time_asks_the_disk_for_summaries(workspace: Workspace) -> None:
    shelf = shelf_of(workspace, "plans")
    first = collect(workspace, None)
    shelf.unlink()
    again = collect(workspace, first)
    assert not shelf.exists()
    assert all(again.plans[source] is one for source, one in first.plans.items())
    collect(workspace, None, cached=False)
    assert not shelf.exists()


def test_files_that_are_new_gone_or_different_are_seen(workspace: Workspace) -> None:
    first = collect(workspace, None).plans
    new, gone, other, *rest = workspace.plan_paths()
    body = first[workspace.source(new)].summary
    assert body
    added = new.with_name("extra.toml")
    write(added, body.body, "done")
    gone.unlink()
    write(other, "1490", "over_half")
    again = collect(workspace, Collected(first)).plans
    anew = collect(workspace, None, cached=False).plans
    assert {source: one.summary for source, one in again.items()} == {
        source: one.summary for source, one in anew.items()
    }
    assert workspace.source(gone) not in again
    changed = again[workspace.source(other)].summary
    assert changed
    assert changed.entries[0].status == "over_half"
    assert all(again[workspace.source(path)] is first[workspace.source(path)] for path in rest)


def test_progress_is_told_file_by_file(workspace: Workspace) -> None:
    number = len(workspace.plan_paths())
    for known in (None, collect(workspace, None)):
        told: list[tuple[int, int]] = []
        collect(workspace, known, progress=lambda done, of, told=told: told.append((done, of)))  # type: ignore[misc]
        assert told == [(done, number) for done in range(1, number + 1)]


def test_a_body_without_members_is_told_before_anything_is_read(workspace: Workspace) -> None:
    body = workspace.bodies["1490"]
    with pytest.raises(HasNoMembers):
        gather(workspace, body, workspace.catalogue, CRITERIA)
    assert not shelf_of(workspace, "plans").exists()
    with pytest.raises(HasNoMembers):
        rolled_up(workspace, body, workspace.catalogue, CRITERIA, {})
