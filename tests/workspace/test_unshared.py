"""How much is not saved, and not shared: counted with as little of git as can be, and the same as saving would find."""

import datetime as dt
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from actionplan.core import edit
from actionplan.core.plan import FollowUp
from actionplan.core.status import Status
from actionplan.workspace import open_workspace
from actionplan.workspace.editing import edit_plan
from actionplan.workspace.saving import save, unsaved
from actionplan.workspace.unshared import Tally, tally
from actionplan.workspace.versioned import versioned
from tests.gitting import commit_all, git, new_repository, run_git

ROOT = Path(__file__).parent.parent.parent
BORAS, MARK = "plans/boras.toml", "plans/mark.toml"
DAY = dt.date(2017, 2, 12)

pytestmark = pytest.mark.usefixtures("git_world")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example workspace, saved."""
    where = new_repository(tmp_path / "arbete")
    shutil.copy(ROOT / "actionplan.toml", where)
    for name in ("plans", "proposals"):
        shutil.copytree(ROOT / name, where / name)
    commit_all(where)
    return where


def counted(folder: Path) -> Tally | None:
    workspace = open_workspace(folder)
    found = tally(workspace)
    if found:
        # What is counted is what would be saved.
        assert found.plans == len(unsaved(versioned(workspace)).files)
    return found


def change(folder: Path, source: str, number: str = "02", **fields: Any) -> None:
    edit_plan(open_workspace(folder), folder / source, lambda plan: edit.set_fields(plan, number, fields))


def test_nothing_has_changed(folder: Path) -> None:
    assert counted(folder) == Tally(0, 0, None)


def test_fields_are_counted_and_a_follow_up_is_one(folder: Path) -> None:
    change(folder, BORAS, owner="Rektor", status=Status.DONE)
    change(folder, MARK, owner="Rektor")
    workspace = open_workspace(folder)
    said = FollowUp(comment="Två nya hem", by="FoU")
    edit_plan(workspace, folder / MARK, lambda plan: edit.follow_up(plan, "03", DAY, said, suffix="k"))
    assert counted(folder) == Tally(2, 4, None)


def test_new_and_removed_plans_and_other_files_are_one_each(folder: Path) -> None:
    (folder / BORAS).unlink()
    text = (folder / MARK).read_text("utf-8")
    (folder / "plans" / "svenljunga.toml").write_text(text.replace('"1463"', '"1465"'), "utf-8")
    (folder / "actionplan.toml").write_text((folder / "actionplan.toml").read_text("utf-8") + "\n", "utf-8")
    (folder / "anteckningar.txt").write_text("inget som rör planerna", "utf-8")
    (folder / "plans" / "bilaga.pdf").write_bytes(b"%PDF")
    assert counted(folder) == Tally(3, 3, None)


def test_comments_alone_are_one(folder: Path) -> None:
    (folder / BORAS).write_text("# hej\n" + (folder / BORAS).read_text("utf-8"), "utf-8")
    assert counted(folder) == Tally(1, 1, None)


def test_a_plan_that_cannot_be_read_is_one(folder: Path) -> None:
    (folder / BORAS).write_text("x = = 1", "utf-8")
    assert counted(folder) == Tally(1, 1, None)


def test_too_many_are_not_looked_through(folder: Path) -> None:
    for number in range(30):
        shutil.copy(folder / BORAS, folder / "plans" / f"ny-{number}.toml")
    assert counted(folder) == Tally(30, None, None)


def test_saves_that_are_not_shared_are_counted(folder: Path, tmp_path: Path) -> None:
    shared = new_repository(tmp_path / "shared.git", "--bare")
    run_git(folder, "remote", "add", "origin", str(shared))
    assert counted(folder) == Tally(0, 0, 1)
    run_git(folder, "push", "--quiet", "--set-upstream", "origin", "main")
    assert counted(folder) == Tally(0, 0, 0)
    change(folder, BORAS, owner="Rektor")
    assert counted(folder) == Tally(1, 1, 0)
    save(versioned(open_workspace(folder)))
    assert counted(folder) == Tally(0, 0, 1)


def test_on_a_new_branch_what_is_shared_on_another_is_not_counted(folder: Path, tmp_path: Path) -> None:
    shared = new_repository(tmp_path / "shared.git", "--bare")
    run_git(folder, "remote", "add", "origin", str(shared))
    run_git(folder, "push", "--quiet", "--set-upstream", "origin", "main")
    run_git(folder, "switch", "--quiet", "--create", "egen")
    assert counted(folder) == Tally(0, 0, 0)
    change(folder, BORAS, owner="Rektor")
    save(versioned(open_workspace(folder)))
    assert counted(folder) == Tally(0, 0, 1)


def test_in_a_repository_without_a_save_everything_is_new(tmp_path: Path) -> None:
    where = new_repository(tmp_path / "ny")
    shutil.copytree(ROOT / "plans", where / "plans")
    shutil.copytree(ROOT / "proposals", where / "proposals")
    shutil.copy(ROOT / "actionplan.toml", where)
    found = counted(where)
    assert found
    assert found.plans == found.changes
    assert found.to_share is None


def test_in_the_middle_of_a_merge_it_is_counted_too(folder: Path) -> None:
    run_git(folder, "switch", "--quiet", "--create", "other")
    change(folder, BORAS, owner="Rektor")
    commit_all(folder)
    run_git(folder, "switch", "--quiet", "main")
    change(folder, BORAS, owner="Kurator")
    commit_all(folder)
    assert git(folder, "merge", "other").returncode == 1
    found = tally(open_workspace(folder))
    assert found
    assert found.plans == 1


def test_where_nothing_is_saved_nothing_is_counted(tmp_path: Path, folder: Path) -> None:
    shutil.copytree(folder, tmp_path / "plain", ignore=shutil.ignore_patterns(".git"))
    assert tally(open_workspace(tmp_path / "plain")) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name")
def test_a_plan_that_never_ends_is_not_waited_for(tmp_path: Path, folder: Path) -> None:
    os.mkfifo(tmp_path / "rör")
    (folder / MARK).unlink()
    (folder / MARK).symlink_to(tmp_path / "rör")
    found = tally(open_workspace(folder))
    assert found
    assert found.plans == 1
