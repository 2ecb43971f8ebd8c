"""Which language is spoken, which folder is meant, and when there are colours."""

import os
import pty
import re
import sys
from pathlib import Path

import pytest

from tests.cli.running import Run, process

SWEDISH, ENGLISH = "Inget är ifyllt", "Nothing is recorded"


def language_of(text: str) -> str:
    assert (SWEDISH in text) != (ENGLISH in text), text
    return "sv" if SWEDISH in text else "en"


@pytest.fixture
def no_language(sjuharad: Path) -> Path:
    """A workspace that does not say which language."""
    path = sjuharad / "actionplan.toml"
    path.write_text(path.read_text("utf-8").replace('language = "sv"\n', ""), "utf-8")
    return sjuharad


@pytest.mark.parametrize("words", [("--lang", "en", "show", "boras"), ("show", "boras", "--lang", "en")])
@pytest.mark.usefixtures("sjuharad")
def test_lang_before_and_after_the_command(words: tuple[str, ...], run: Run) -> None:
    assert language_of(run(*words).out) == "en"
    assert language_of(run(*words, ACTIONPLAN_LANG="sv").out) == "en"


@pytest.mark.usefixtures("sjuharad")
def test_lang_with_an_equals_sign_and_within_the_words(run: Run) -> None:
    assert language_of(run("show", "--lang=en", "boras").out) == "en"
    assert language_of(run("show", "--lang", "EN", "boras").out) == "en"


@pytest.mark.usefixtures("sjuharad")
def test_the_environment_goes_before_the_workspace(run: Run) -> None:
    assert language_of(run("show", "boras").out) == "sv"
    assert language_of(run("show", "boras", ACTIONPLAN_LANG="en").out) == "en"


@pytest.mark.usefixtures("sjuharad")
def test_the_workspace_goes_before_the_user_and_the_locale(run: Run) -> None:
    assert run("config", "set", "language", "en").code == 0
    assert language_of(run("show", "boras", LANG="sv_SE.UTF-8").out) == "en"
    run("config", "set", "language", "sv")
    run("config", "set", "language", "en", "--user")
    assert language_of(run("show", "boras", LANG="en_GB.UTF-8").out) == "sv"


@pytest.mark.usefixtures("no_language")
def test_the_user_goes_before_the_locale(run: Run) -> None:
    assert run("config", "set", "language", "en", "--user").code == 0
    assert language_of(run("show", "boras", LANG="sv_SE.UTF-8").out) == "en"


@pytest.mark.usefixtures("no_language")
@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "sv"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C"}, "sv"),
        ({"LANG": "sv_SE.UTF-8", "LC_ALL": "en_US"}, "en"),
        ({"LANG": "en_US", "LC_MESSAGES": "sv_SE"}, "sv"),
        ({"LANG": "de_DE"}, "sv"),
    ],
)
def test_the_locale_decides_when_nothing_else_does(environment: dict[str, str], language: str, run: Run) -> None:
    assert language_of(run("show", "boras", **environment).out) == language


@pytest.mark.parametrize("environment", [{"ACTIONPLAN_LANG": "de"}, {}])
def test_an_unknown_language_is_refused(environment: dict[str, str], run: Run) -> None:
    ran = run("show", *(() if environment else ("--lang", "de")), **environment)
    assert (ran.code, ran.out, ran.err) == (2, "", "Språket ”de” finns inte. Skriv sv eller en.\n")


@pytest.mark.usefixtures("sjuharad")
def test_words_after_two_dashes_are_no_options(run: Run) -> None:
    ran = run("follow", "boras", "09", "--", "--lang", "en")
    assert ran.code == 0
    assert "uppföljning 2016-11-21: --lang en" in ran.out


@pytest.mark.parametrize("words", [("-C", "plats", "show", "boras"), ("show", "boras", "--workspace=plats")])
def test_the_folder_can_be_named(words: tuple[str, ...], tmp_path: Path, run: Run) -> None:
    assert run("init", "sjuharad", "-C", "plats").code == 0
    assert (tmp_path / "plats" / "plans" / "boras.toml").is_file()
    assert run(*words).out.startswith("Borås")
    assert run("show", "boras", ACTIONPLAN_WORKSPACE="plats").out.startswith("Borås")
    assert run("show", "boras").code == 1


def test_a_workspace_is_found_from_a_folder_below(sjuharad: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sjuharad / "plans")
    assert run("show", "boras").out.startswith("Borås")


def in_terminal(*words: str, **environment: str) -> str:
    """What the program writes to a terminal."""
    ours, theirs = pty.openpty()
    running = process(*words, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    said = b""
    while True:
        try:
            read = os.read(ours, 65536)
        except OSError:
            break
        if not read:
            break
        said += read
    running.wait(30)
    os.close(ours)
    return said.decode()


ESCAPE = re.compile(r"\x1b\[")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
@pytest.mark.usefixtures("sjuharad")
def test_colours_in_a_terminal_that_wants_them(run: Run) -> None:
    run("pick", "boras", "09", "--due", "2016-01-01")
    plain = run("list").out
    assert not ESCAPE.search(plain)
    coloured = in_terminal("list", TERM="xterm-256color")
    assert ESCAPE.search(coloured)
    without = re.sub(r"\x1b\[[\d;]*m", "", coloured)
    assert [line.rstrip() for line in without.splitlines()] == plain.splitlines()
    for words, environment in (
        (("list", "--no-color"), {"TERM": "xterm-256color"}),
        (("list",), {"TERM": "dumb"}),
        (("list",), {"TERM": "xterm-256color", "NO_COLOR": "1"}),
        (("list",), {"TERM": "xterm-256color", "NO_COLOR": ""}),
    ):
        assert in_terminal(*words, **environment).replace("\r\n", "\n") == plain
