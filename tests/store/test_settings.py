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


def user_settings(folder: Path, text: str) -> UserSettings:
    (folder / "config.toml").write_text(text, "utf-8")
    return read_user_settings(Folders(folder, folder))


def test_what_the_user_says_of_the_full_screen_program_is_read(tmp_path: Path) -> None:
    found = user_settings(tmp_path, 'theme = "contrast"\nhide_names = true\n[keys]\n"plan.status" = "f2,s"\n')
    assert (found.theme, found.hide_names, found.keys) == ("contrast", True, {"plan.status": "f2,s"})


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("", {}),
        ("[keys]\n", {}),
        ('[keys]\nplan.status = "s"\n', {"plan.status": "s"}),
        ('keys.plan.status = "s"\n', {"plan.status": "s"}),
        ('[keys.plan]\nstatus = "s"\nowner = "a"\n', {"plan.status": "s", "plan.owner": "a"}),
        ('[keys]\n"plan.status" = "x"\nplan.status = "s"\n', {"plan.status": "x"}),
    ],
)
def test_the_id_of_a_command_may_stand_without_quotation_marks(tmp_path: Path, text: str, keys: dict[str, str]) -> None:
    assert user_settings(tmp_path, text) == UserSettings(keys=keys)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('by = "x"\n[keys]\n"plan.status" = 1\n', [("wrong_type", 3)]),
        ('[keys]\nplan.owner = "a"\nplan.status = ["s"]\napp.undo = true\n', [("wrong_type", 3), ("wrong_type", 4)]),
        ('[keys]\nplan.status.now = "s"\n', [("wrong_type", 2)]),
        ('# x\nkeys = "s"\n', [("wrong_type", 2)]),
        ('theme = "drak"\nhide_names = "ja"\n', [("bad_choice", 1), ("wrong_type", 2)]),
        ('[key]\nplan.status = "s"\n', [("unknown_key", 1)]),
    ],
)
def test_faults_in_the_users_own_settings_are_told_with_their_line(
    tmp_path: Path, text: str, found: list[tuple[str, int]]
) -> None:
    with pytest.raises(Unreadable) as caught:
        user_settings(tmp_path, text)
    assert [(problem.code, problem.line) for problem in caught.value.problems] == found


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
