"""Summaries from the cache are those that reading gives, whatever happened to the files or to the cache."""

import os
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from actionplan.core.problems import Problem
from actionplan.core.summary import PlanSummary
from actionplan.store import cache
from actionplan.store.cache import summaries
from actionplan.store.read import PlanFile, parse_plan, read_bytes
from actionplan.store.text import digest

PLAN = """format = 1
catalogue = "skl-44"
catalogue_version = "working-1"
[plan]
body = "{body}"
[proposal.08]
status = "{status}"
"""
LONG_AGO = 1_480_000_000_000_000_000

Told = dict[str, tuple[PlanSummary | None, tuple[Problem, ...]]]


class Folder:
    """Plan files of long ago, a shelf for their summaries, and a count of what is read."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.shelf = root / "cache" / "x.plans"
        self.read: list[str] = []
        self.parsed: list[str] = []

        def counted_read(path: Path) -> bytes | Problem:
            self.read.append(path.name)
            return read_bytes(path)

        def counted_parse(content: bytes, path: Path, source: str) -> PlanFile:
            self.parsed.append(path.name)
            return parse_plan(content, path, source)

        monkeypatch.setattr(cache, "read_bytes", counted_read)
        monkeypatch.setattr(cache, "parse_plan", counted_parse)
        for body, status in (("1490", "started"), ("1443", "done"), ("1466", "klar")):
            self.write(body, status)

    def write(self, body: str, status: str, *, at: int = LONG_AGO) -> None:
        path = self.root / f"{body}.toml"
        path.write_text(PLAN.format(body=body, status=status), "utf-8")
        os.utime(path, ns=(at, at))

    def paths(self) -> Mapping[str, Path]:
        return {f"plans/{path.name}": path for path in sorted(self.root.glob("*.toml"))}

    def told(self, *, shelf: bool = True, program: str = "1.0") -> Told:
        self.read.clear()
        self.parsed.clear()
        found = summaries(self.paths(), self.shelf if shelf else None, program)
        return {source: (one.summary, one.problems) for source, one in found.items()}

    def check_anew(self) -> None:
        """What the cache gives is what reading everything gives."""
        assert self.told() == self.told(shelf=False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    return Folder(tmp_path, monkeypatch)


def status(told: Told, body: str) -> object:
    summary, _ = told[f"plans/{body}.toml"]
    return summary.entries[0].status if summary and summary.entries else None


def test_the_second_time_nothing_is_read_and_the_same_is_told(folder: Folder) -> None:
    plain = folder.told(shelf=False)
    assert folder.read == ["1443.toml", "1466.toml", "1490.toml"]
    assert not folder.shelf.exists()
    assert folder.told() == plain
    assert folder.told() == plain
    assert folder.read == []
    assert status(plain, "1490") == "started"
    assert [problem.code for problem in plain["plans/1466.toml"][1]] == ["bad_choice"]


def test_a_file_that_changed_is_read_anew_and_no_other(folder: Folder) -> None:
    folder.told()
    folder.write("1490", "over_half", at=LONG_AGO + 1)
    assert status(folder.told(), "1490") == "over_half"
    assert folder.read == ["1490.toml"]
    folder.check_anew()


def test_a_file_of_the_same_size_with_its_old_time_is_noticed_while_the_time_is_young(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: LONG_AGO + 1_900_000_000)
    assert status(folder.told(), "1443") == "done"
    path = folder.root / "1443.toml"
    before = path.stat()
    with path.open("r+b") as file:
        file.write(path.read_bytes().replace(b'"done"', b'"klar"'))
    os.utime(path, ns=(LONG_AGO, LONG_AGO))
    after = path.stat()
    assert (after.st_size, after.st_ino, after.st_mtime_ns) == (before.st_size, before.st_ino, before.st_mtime_ns)
    assert status(folder.told(), "1443") is None
    folder.check_anew()


def test_a_file_that_was_only_touched_is_read_and_not_parsed(folder: Folder) -> None:
    folder.told()
    folder.write("1490", "started", at=LONG_AGO + 1)
    folder.told()
    assert (folder.read, folder.parsed) == (["1490.toml"], [])
    folder.told()
    assert folder.read == []


def test_files_that_come_and_go_are_noticed(folder: Folder) -> None:
    folder.told()
    folder.write("1463", "done")
    (folder.root / "1443.toml").unlink()
    assert set(folder.told()) == {"plans/1463.toml", "plans/1466.toml", "plans/1490.toml"}
    assert folder.read == ["1463.toml"]
    folder.write("1443", "not_started")
    assert status(folder.told(), "1443") == "not_started"
    folder.check_anew()


def test_what_cannot_be_read_is_tried_again_each_time(folder: Folder) -> None:
    (folder.root / "x.toml").mkdir()
    for _ in range(2):
        summary, problems = folder.told()["plans/x.toml"]
        assert summary is None
        assert problems == (Problem("is_folder", source="plans/x.toml"),)
        assert "x.toml" in folder.read


def test_a_cache_of_another_version_of_the_program_is_not_used(folder: Folder) -> None:
    folder.told(program="1.0")
    plain = folder.told(program="1.1")
    assert len(folder.read) == 3
    assert plain == folder.told(shelf=False)
    folder.told(program="1.1")
    assert folder.read == []


def test_a_cache_of_another_layout_is_not_used(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_VERSION", cache._VERSION + 1)
    folder.told()
    monkeypatch.undo()
    assert cache._load(folder.shelf, "1.0") == {}


def test_a_damaged_cache_is_not_used(folder: Folder) -> None:
    folder.told()
    whole = folder.shelf.read_bytes()
    assert cache._load(folder.shelf, "1.0")
    for at in range(len(whole)):
        folder.shelf.write_bytes(whole[:at] + bytes([whole[at] ^ 0x5F]) + whole[at + 1 :])
        assert cache._load(folder.shelf, "1.0") == {}
        folder.shelf.write_bytes(whole[:at])
        assert cache._load(folder.shelf, "1.0") == {}


@pytest.mark.parametrize("foreign", [b"", b"\x93\x01", b"actionplan", b"\x90" * 10_000, b"\xa1\xff"])
@pytest.mark.parametrize("marked", [False, True])
def test_a_foreign_cache_is_replaced(folder: Folder, foreign: bytes, marked: bool) -> None:
    folder.shelf.parent.mkdir()
    folder.shelf.write_bytes((digest(foreign) if marked else b"") + foreign)
    assert folder.told() == folder.told(shelf=False)
    folder.told()
    assert folder.read == []


def test_a_cache_that_cannot_be_written_or_read_does_no_harm(folder: Folder) -> None:
    plain = folder.told(shelf=False)
    (folder.root / "cache").write_text("a file where the folder should be", "utf-8")
    assert folder.told() == plain
    (folder.root / "cache").unlink()
    folder.shelf.mkdir(parents=True)
    assert folder.told() == plain


@pytest.mark.skipif(os.name != "posix" or os.uname().sysname == "Darwin", reason="file names are Unicode there")
def test_a_file_whose_name_is_not_utf8_is_told_of_all_the_same(folder: Folder) -> None:
    name = os.fsdecode("Mölndal.toml".encode("latin-1"))
    (folder.root / name).write_text(PLAN.format(body="1481", status="done"), "utf-8")
    assert folder.told() == folder.told(shelf=False)
    assert status(folder.told(), name.removesuffix(".toml")) == "done"
