"""Files that are not as they were saved last: only what can be a plan is read."""

from pathlib import Path

import pytest

from actionplan.store.git.changed import changed_files
from actionplan.store.git.repository import find_repository
from actionplan.store.text import MOST_BYTES
from tests.gitting import commit_all, new_repository


@pytest.mark.usefixtures("git_world")
def test_a_file_that_is_too_large_is_told_and_not_read(tmp_path: Path) -> None:
    folder = new_repository(tmp_path / "x")
    for name in ("a.toml", "b.toml", "c.toml"):
        (folder / name).write_text("a = 1\n", "utf-8")
    head = commit_all(folder)
    (folder / "a.toml").write_text("a = 2\n", "utf-8")
    with (folder / "b.toml").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    (folder / "c.toml").unlink()
    found = changed_files(find_repository(folder), head, ["*.toml"])
    assert [(one.path, one.content) for one in found.files] == [("a.toml", b"a = 2\n"), ("c.toml", None)]
    assert found.skipped == ("b.toml",)
