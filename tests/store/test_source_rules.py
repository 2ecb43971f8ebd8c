"""What the settings of sources may say."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan.core.problems import Problem
from actionplan.store.errors import Unreadable
from actionplan.store.git.reasons import KNOWN, in_short, reason_of, without_password
from actionplan.store.settings import read_workspace_settings
from actionplan.store.source_rules import faults, folder_at, place_of, plans_at
from actionplan.store.source_settings import SourceSettings


def faults_in(root: Path, text: str) -> tuple[Problem, ...]:
    (root / "actionplan.toml").write_text(text, "utf-8")
    with pytest.raises(Unreadable) as caught:
        read_workspace_settings(root)
    return caught.value.problems


def test_what_sources_say_is_read(tmp_path: Path) -> None:
    text = """[source.boras]
repository = "https://git.example/boras"
ref = "main"
path = "arbete"
title = "Borås Stad"
[source.mark]
folder = "../mark"
"""
    (tmp_path / "actionplan.toml").write_text(text, "utf-8")
    assert read_workspace_settings(tmp_path).sources == {
        "boras": SourceSettings(repository="https://git.example/boras", ref="main", path="arbete", title="Borås Stad"),
        "mark": SourceSettings(folder="../mark"),
    }


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("[source.x]\n", "source_place", 1),
        ("[source.x]\ntitle = 'X'\n", "source_place", 1),
        ("[source.x]\nrepository = 'a'\nfolder = 'b'\n", "source_place", 1),
        ("[source.x]\nrepository = ''\n", "empty_text", 2),
        ("[source.x]\nrepository = '--upload-pack=touch x'\n", "source_address", 2),
        ("[source.x]\nrepository = 'ext::sh -c x'\n", "source_address", 2),
        ("[source.x]\nrepository = 'fd::7'\n", "source_address", 2),
        ("[source.x]\nrepository = 'annat://x/y'\n", "source_address", 2),
        ('[source.x]\nrepository = "a\\nb"\n', "source_address", 2),
        ("[source.x]\nrepository = 'a'\nref = '-x'\n", "source_ref", 3),
        ("[source.x]\nrepository = 'a'\nref = 'a..b'\n", "source_ref", 3),
        ("[source.x]\nrepository = 'a'\nref = 'a b'\n", "source_ref", 3),
        ("[source.x]\nrepository = 'a'\nref = 'a@{1}'\n", "source_ref", 3),
        ("[source.x]\nrepository = 'a'\nref = 'a:b'\n", "source_ref", 3),
        ("[source.x]\nfolder = 'a'\nref = 'main'\n", "source_ref_of_folder", 3),
        ("[source.x]\nrepository = 'a'\npath = '../b'\n", "source_path", 3),
        ("[source.x]\nrepository = 'a'\npath = '/b'\n", "source_path", 3),
        ("[source.x]\nrepository = 'a'\npath = 'C:\\b'\n", "source_path", 3),
        ('[source.x]\nfolder = "a\\u0000b"\n', "bad_text", 2),
        ("[source.'x y']\nrepository = 'a'\n", "bad_key", 1),
        ("[source.plans]\nrepository = 'a'\n", "bad_key", 1),
        ("[source.x]\nrepository = 'a'\nurl = 'b'\n", "unknown_key", 3),
        ("[source]\nx = 1\n", "wrong_type", 2),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, text: str, code: str, line: int) -> None:
    [problem] = faults_in(tmp_path, text)
    assert (problem.code, problem.line, problem.source) == (code, line, "actionplan.toml")


def test_all_faults_are_told(tmp_path: Path) -> None:
    text = "[source.a]\n[source.b]\nrepository = '-x'\npath = '..'\n"
    assert [(one.code, one.line) for one in faults_in(tmp_path, text)] == [
        ("source_place", 1),
        ("source_address", 3),
        ("source_path", 4),
    ]


@pytest.mark.parametrize(
    "address",
    [
        "https://git.example/boras.git",
        "HTTPS://git.example/boras.git",
        "http://git.example/x",
        "ssh://git@git.example:22/x",
        "git://git.example/x",
        "file:///srv/x",
        "git@git.example:boras/plan.git",
        "git.example:x",
    ],
)
def test_addresses_are_given_as_they_stand(tmp_path: Path, address: str) -> None:
    assert not list(faults({"x": SourceSettings(repository=address)}))
    assert place_of(address, tmp_path) == address


@pytest.mark.parametrize(
    ("path", "meant"), [("../boras", "boras"), ("/srv/x", "/srv/x"), ("a/b:c", "ws/a/b:c"), ("./x:y", "ws/x:y")]
)
def test_paths_are_relative_to_the_workspace(tmp_path: Path, path: str, meant: str) -> None:
    assert not list(faults({"x": SourceSettings(repository=path)}))
    assert place_of(path, tmp_path / "ws") == str(tmp_path / meant)
    assert folder_at(path, tmp_path / "ws") == tmp_path / meant


@given(st.text(max_size=30))
def test_nothing_that_is_allowed_is_an_option_or_starts_a_program(text: str) -> None:
    one = SourceSettings(repository=text)
    if not list(faults({"x": one})):
        place = place_of(text, Path("/ws"))
        assert not place.startswith("-")
        assert "::" not in place.partition("/")[0]
        assert not set(place) & set("\n\r\0")


@given(st.text(max_size=30))
def test_no_path_leads_out_of_the_source(text: str) -> None:
    if not list(faults({"x": SourceSettings(repository="a", path=text)})):
        parts = plans_at(text).split("/")
        assert parts[-1] == "plans"
        assert not {"", ".", ".."} & set(parts)


def test_where_plans_lie_inside() -> None:
    assert [plans_at(path) for path in ("", ".", "a/", "./a//b")] == ["plans", "plans", "a/plans", "a/b/plans"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("fatal: unable to access 'https://x/': Could not resolve host: x", "unknown_host"),
        ("ssh: Could not resolve hostname x: Name or service not known\nfatal: Could not read from", "unknown_host"),
        ("fatal: unable to access 'https://x/': Failed to connect to x port 443", "no_answer"),
        ("ssh: connect to host x port 22: Connection refused\nfatal: Could not read from remote", "no_answer"),
        ("ssh: connect to host x port 22: Connection timed out", "too_slow"),
        ("git@x: Permission denied (publickey).\nfatal: Could not read from remote repository.", "no_access"),
        ("fatal: could not read Username for 'https://x': terminal prompts disabled", "no_access"),
        ("fatal: Authentication failed for 'https://x/'", "no_access"),
        ("Host key verification failed.\nfatal: Could not read from remote repository.", "not_trusted_host"),
        ("fatal: unable to access 'https://x/': SSL certificate problem: self-signed", "not_trusted_host"),
        ("fatal: '/x' does not appear to be a git repository", "not_found"),
        ("remote: Repository not found.\nfatal: repository 'https://x/' not found", "not_found"),
        ("fatal: detected dubious ownership in repository at '/x'", "not_trusted"),
        ("error: unable to write file: No space left on device", "disk_full"),
        ("fatal: transport 'ext' not allowed", "refused_transport"),
        ("fatal: something else", "other"),
        ("", "other"),
    ],
)
def test_what_git_says_has_a_reason(said: str, code: str) -> None:
    assert reason_of(said) == code
    assert code in KNOWN


def test_no_password_is_shown() -> None:
    assert without_password("https://anna:hemligt@git.example/x") == "https://…@git.example/x"
    assert without_password("https://ghp_0123456789abcdefghij@git.example/x") == "https://…@git.example/x"
    for url in ("https://ghp_kort@h/x", "https://anna:he/ml@h/x", "ssh://anna:hem@ligt@h/x", "HTTPS://a:b@c@h/x"):
        assert without_password(f"fatal: '{url}': no") == f"fatal: '{url[: url.index('://')]}://…@h/x': no"
    for url in (
        "ssh://git@git.example/x",
        "git+ssh://anna@git.example:22/x",
        "git@git.example:delat/planer.git",
        "https://[::1]:8443/x",
        "file:///srv/planer@boras.git",
    ):
        assert without_password(f"{url} och anna@example.org") == f"{url} och anna@example.org"
    assert in_short("hint: x\nfatal: unable to access 'https://a:b@c/': no\nmer") == (
        "unable to access 'https://…@c/': no"
    )
    assert in_short("") == ""
