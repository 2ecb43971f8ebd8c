"""Settings: what they say, what holds when they say nothing, and what is wrong with them."""

import datetime as dt
from pathlib import Path

import pytest

from actionplan.core.problems import Problem
from actionplan.store.errors import Unreadable
from actionplan.store.settings import (
    Folders,
    UserSettings,
    WorkspaceSettings,
    read_user_settings,
    read_workspace_settings,
    user_folders,
)


def write(root: Path, text: str | bytes) -> Path:
    path = root / "actionplan.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def faults(root: Path) -> tuple[Problem, ...]:
    with pytest.raises(Unreadable) as caught:
        read_workspace_settings(root)
    return caught.value.problems


def test_what_the_workspace_says_is_read(tmp_path: Path) -> None:
    text = """format = 1
language = "en"
region = "sjuharad"
body = "1490"
as_of = 2016-11-21
[thresholds]
k = 4
stale_days = 90
soon_days = 0
[bodies.1490]
name = "Borås Stad"
[bodies.vast]
name = "Väst"
kind = "district"
members = ["1490"]
"""
    found = read_workspace_settings(write(tmp_path, text))
    assert (found.language, found.region, found.body) == ("en", "sjuharad", "1490")
    assert found.as_of == dt.date(2016, 11, 21)
    assert (found.thresholds.k, found.thresholds.stale_days, found.thresholds.soon_days) == (4, 90, 0)
    assert found.bodies["1490"].name == "Borås Stad"
    assert (found.bodies["vast"].kind, found.bodies["vast"].members) == ("district", ("1490",))


@pytest.mark.parametrize("text", [None, "", "\n", b"\xef\xbb\xbf", "# bara en kommentar\n"])
def test_a_file_that_says_nothing_leaves_the_defaults(tmp_path: Path, text: str | bytes | None) -> None:
    root = tmp_path if text is None else write(tmp_path, text)
    assert read_workspace_settings(root) == WorkspaceSettings()
    assert (WorkspaceSettings().catalogue, WorkspaceSettings().thresholds.k) == ("skl-44", 3)


def test_a_byte_order_mark_and_crlf_are_read(tmp_path: Path) -> None:
    assert read_workspace_settings(write(tmp_path, b'\xef\xbb\xbfregion = "riket"\r\nlanguage = "sv"\r\n')).region


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ('# å\nlangauge = "sv"\n', "unknown_key", 2, 1),
        ('# å\nlanguage = "se"\n', "bad_choice", 2, 1),
        ("[thresholds]\n  k = 1\n", "out_of_range", 2, 3),
        ("[thresholds]\nstale_days = 0\n", "out_of_range", 2, 1),
        ('as_of = "igår"\n', "bad_date", 1, 1),
        ('[bodies.x]\nkind = "ort"\n', "bad_choice", 2, 1),
        ("language = sv\n", "not_quoted", 1, 12),
        ('# å\nregion = "å"\nregion = "ä"\n', "duplicate_key", 3, 1),
        ("region = 'Borås'".encode("latin-1"), "not_utf8", 1, 14),
        (b"a = 1\n\0", "nul", 2, 1),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, text: str | bytes, code: str, line: int, column: int) -> None:
    [problem] = faults(write(tmp_path, text))
    assert (problem.code, problem.line, problem.column) == (code, line, column)
    assert problem.source == "actionplan.toml"


def test_every_fault_is_told(tmp_path: Path) -> None:
    found = faults(write(tmp_path, 'language = "se"\nbodi = "1490"\n[thresholds]\nk = "3"\n'))
    assert [problem.line for problem in found] == [1, 2, 4]


def test_links_to_nothing_and_folders_are_told(tmp_path: Path) -> None:
    (tmp_path / "actionplan.toml").symlink_to("nowhere")
    assert [problem.code for problem in faults(tmp_path)] == ["dangling_link"]
    (tmp_path / "actionplan.toml").unlink()
    (tmp_path / "actionplan.toml").mkdir()
    assert [problem.code for problem in faults(tmp_path)] == ["is_folder"]


def test_the_users_own_settings_are_read_and_may_be_missing(tmp_path: Path) -> None:
    folders = Folders(tmp_path, tmp_path)
    assert read_user_settings(folders) == UserSettings()
    (tmp_path / "config.toml").write_text('language = "en"\nby = "IFO-chef"\n', "utf-8")
    assert read_user_settings(folders) == UserSettings(language="en", by="IFO-chef")
    (tmp_path / "config.toml").write_text("by = 1\n", "utf-8")
    with pytest.raises(Unreadable) as caught:
        read_user_settings(folders)
    assert caught.value.problems[0].source == str(tmp_path / "config.toml")


def test_the_environment_says_where_the_users_folders_are() -> None:
    both = user_folders({"ACTIONPLAN_CONFIG_DIR": "/a", "ACTIONPLAN_CACHE_DIR": "/b"})
    assert both == Folders(Path("/a"), Path("/b"))
    assert both.locks == Path("/b/locks")
    one = user_folders({"ACTIONPLAN_CACHE_DIR": "/b"})
    assert one.cache == Path("/b")
    assert "actionplan" in one.config.parts
    neither = user_folders({})
    assert "actionplan" in str(neither.config)
    assert neither.cache != Path("/b")
