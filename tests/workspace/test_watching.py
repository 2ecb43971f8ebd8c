"""Changes of files are noticed by their marks."""

import os
from pathlib import Path

import pytest

from actionplan.workspace import Workspace, open_workspace
from actionplan.workspace.watching import changed, marks


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "plans" / "norr").mkdir(parents=True)
    for name in ("actionplan.toml", "plans/boras.toml", "plans/norr/mark.toml"):
        (tmp_path / name).write_text("format = 1\n", "utf-8")
    return open_workspace(tmp_path)


def test_plans_and_settings_have_marks(workspace: Workspace) -> None:
    (workspace.root / "plans" / "notes.txt").write_text("x", "utf-8")
    known = marks(workspace)
    assert set(known) == {"actionplan.toml", "plans/boras.toml", "plans/norr/mark.toml"}
    assert changed(known, marks(workspace)) == frozenset()


def test_what_is_new_gone_or_different_is_told(workspace: Workspace) -> None:
    known = marks(workspace)
    plans = workspace.root / "plans"
    (plans / "boras.toml").unlink()
    (plans / "tranemo.toml").write_text("format = 1\n", "utf-8")
    (workspace.root / "actionplan.toml").write_text("format = 1\n\n", "utf-8")
    told = {"plans/boras.toml", "plans/tranemo.toml", "actionplan.toml"}
    assert changed(known, marks(workspace)) == told
    assert changed(marks(workspace), known) == told


def test_a_file_that_takes_another_s_place_is_different(workspace: Workspace) -> None:
    path = workspace.root / "plans" / "boras.toml"
    known, stat = marks(workspace), path.stat()
    new = path.with_name(".new")
    new.write_text("format = 2\n", "utf-8")
    os.utime(new, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    new.replace(path)
    assert changed(known, marks(workspace)) == {"plans/boras.toml"}


def test_files_that_go_away_meanwhile_have_no_mark(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    (workspace.root / "plans" / "link.toml").symlink_to("nowhere.toml")
    assert "plans/link.toml" not in marks(workspace)
    scandir = os.scandir

    def late(folder: Path) -> object:
        if Path(folder).name == "norr":
            raise FileNotFoundError(folder)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", late)
    assert set(marks(workspace)) == {"actionplan.toml", "plans/boras.toml"}
    (workspace.root / "actionplan.toml").unlink()
    assert set(marks(workspace)) == {"plans/boras.toml"}
