"""Reports are recalled only while all that they were made from is as it was."""

import os
import time
from pathlib import Path

import pytest

from actionplan.store.memory import Report, key_of, recall, remember

LONG_AGO = time.time() - 3600


def settled(path: Path, text: str, *, at: float = LONG_AGO) -> Path:
    """A file that was last changed some time ago."""
    path.write_text(text)
    os.utime(path, (at, at))
    return path


def test_a_key_stands_for_the_files_and_the_facts(tmp_path: Path) -> None:
    one = settled(tmp_path / "a.toml", "a")
    key = key_of([one], ["sv"])
    assert key is not None
    assert key_of([one], ["sv"]) == key
    assert key_of([one], ["en"]) != key
    assert key_of([one, settled(tmp_path / "b.toml", "b")], ["sv"]) != key


@pytest.mark.parametrize("text", ["b", "aa"])
def test_another_content_is_another_key(tmp_path: Path, text: str) -> None:
    path = settled(tmp_path / "a.toml", "a")
    before = key_of([path], [])
    settled(path, text, at=LONG_AGO + 1)
    assert key_of([path], []) != before


def test_a_replaced_file_is_another_key_even_with_the_same_time_and_size(tmp_path: Path) -> None:
    path = settled(tmp_path / "a.toml", "a")
    before = key_of([path], [])
    settled(tmp_path / "new", "b").replace(path)
    assert key_of([path], []) != before


def test_a_file_that_changed_just_now_has_no_key(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("a")
    assert key_of([path], []) is None


def test_a_file_that_is_gone_has_no_key(tmp_path: Path) -> None:
    assert key_of([tmp_path / "a.toml"], []) is None


def test_what_is_remembered_is_recalled_and_the_oldest_is_forgotten(tmp_path: Path) -> None:
    shelf = tmp_path / "cache" / "x.reports"
    reports = {f"key {number}": Report(f"å {number}", ("obs",), is_partial=True) for number in range(8)}
    for key, report in reports.items():
        remember(shelf, key, report)
    assert recall(shelf, "key 7") == reports["key 7"]
    assert recall(shelf, "key 0") is None


def test_a_damaged_shelf_is_an_empty_one(tmp_path: Path) -> None:
    shelf = tmp_path / "x.reports"
    shelf.write_bytes(b"\xff\x00 not a shelf")
    assert recall(shelf, "key") is None
    remember(shelf, "key", Report("a", (), is_partial=False))
    assert recall(shelf, "key") == Report("a", (), is_partial=False)


def test_a_very_long_report_is_not_kept(tmp_path: Path) -> None:
    shelf = tmp_path / "x.reports"
    remember(shelf, "key", Report("a" * 1_000_000, (), is_partial=False))
    assert not shelf.exists()
