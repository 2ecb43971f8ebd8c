"""Without a command the full-screen program opens, where there is a terminal and a workspace."""

import datetime as dt
import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from actionplan.cli.main import main
from tests.cli.running import TODAY, Ran, Run

NO_WORKSPACE = "Det finns inga planer i {folder} eller i någon mapp ovanför.\nBörja med: actionplan init NAMN"


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@dataclass
class Opened:
    """What the full-screen program was opened with."""

    with_: list[dict[str, Any]] = field(default_factory=list)
    answer: Callable[[], int] = lambda: 0

    def open_tui(self, workspace: Any, **given: Any) -> int:
        self.with_.append({"root": workspace.root, **given})
        return self.answer()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """A stand-in for the full-screen program, which remembers."""
    remembered = Opened()
    module = ModuleType("actionplan.tui.opening")
    vars(module)["open_tui"] = remembered.open_tui
    monkeypatch.setitem(sys.modules, "actionplan.tui.opening", module)
    return remembered


def run_in_terminal(*words: str, **environment: str) -> Ran:
    """Run the words as a command line in what says that it is a terminal."""
    out, err = io.BytesIO(), io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", Terminal(io.BytesIO(), "utf-8"))
        patch.setattr(sys, "stdout", Terminal(out, "utf-8"))
        patch.setattr(sys, "stderr", Terminal(err, "utf-8"))
        for name, value in environment.items():
            patch.setenv(name, value)
        code = main(list(words))
        sys.stdout.flush()
        sys.stderr.flush()
        return Ran(int(code), out.getvalue(), err.getvalue().decode())


def test_alone_it_opens(sjuharad: Path, opened: Opened) -> None:
    assert run_in_terminal() == Ran(0, b"", "")
    [given] = opened.with_
    assert given == {
        "root": sjuharad,
        "calendar_day": dt.date.fromisoformat(TODAY),
        "read_only": False,
        "hide_names": False,
        "color": True,
        "body": None,
    }


def test_its_exit_code_is_the_programs(sjuharad: Path, opened: Opened) -> None:
    opened.answer = lambda: 7
    assert run_in_terminal("-C", str(sjuharad)).code == 7


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        (["--read-only"], {"read_only": True}),
        (["--hide-names"], {"hide_names": True}),
        (["--hide-names", "--read-only", "--read-only"], {"read_only": True, "hide_names": True}),
        (["--no-color"], {"color": False}),
        (["--lang", "en"], {}),
        (["--lang=en", "--read-only", "--no-color"], {"read_only": True, "color": False}),
    ],
)
@pytest.mark.usefixtures("sjuharad")
def test_its_options(words: list[str], changed: dict[str, bool], opened: Opened) -> None:
    assert run_in_terminal(*words).code == 0
    [given] = opened.with_
    expected = {"read_only": False, "hide_names": False, "color": True} | changed
    assert {name: given[name] for name in expected} == expected


@pytest.mark.parametrize("value", ["", "1"])
@pytest.mark.usefixtures("sjuharad")
def test_no_color_in_the_environment_holds_however_it_is_set(value: str, opened: Opened) -> None:
    run_in_terminal(NO_COLOR=value)
    assert opened.with_[0]["color"] is False


def test_the_workspace_can_be_another_folders(
    sjuharad: Path, opened: Opened, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    run_in_terminal("-C", str(sjuharad))
    run_in_terminal("--workspace", str(sjuharad / "plans"))
    run_in_terminal(ACTIONPLAN_WORKSPACE=str(sjuharad))
    assert [given["root"] for given in opened.with_] == [sjuharad] * 3


@pytest.mark.usefixtures("sjuharad")
def test_the_body_that_is_meant_is_found_as_by_commands(run: Run, opened: Opened) -> None:
    run("config", "set", "body", "tranemo", "--user")
    run_in_terminal()
    run("config", "set", "body", "mark")
    run_in_terminal()
    run_in_terminal(ACTIONPLAN_BODY="Borås")
    assert [given["body"] for given in opened.with_] == ["1452", "1463", "1490"]


@pytest.mark.usefixtures("sjuharad")
def test_names_can_be_hidden_for_good(run: Run, opened: Opened) -> None:
    for value in ("ja", "nej"):
        assert run("config", "set", "hide_names", value, "--user").code == 0
        run_in_terminal()
    assert [given["hide_names"] for given in opened.with_] == [True, False]


@pytest.mark.usefixtures("sjuharad")
def test_ctrl_c_while_it_opens(opened: Opened) -> None:
    def interrupt() -> int:
        raise KeyboardInterrupt

    opened.answer = interrupt
    assert run_in_terminal() == Ran(130, b"", "\n")


@pytest.mark.parametrize("words", [(), ("--lang", "en")])
def test_without_a_terminal_it_is_the_help(words: tuple[str, ...], run: Run, opened: Opened, sjuharad: Path) -> None:
    ran = run(*words, "-C", str(sjuharad))
    assert (ran.code, ran.out, opened.with_) == (2, "", [])
    assert ran.err == run("--help", *words).out


@pytest.mark.usefixtures("sjuharad")
def test_a_dumb_terminal_draws_no_screen(run: Run, opened: Opened) -> None:
    ran = run_in_terminal(TERM="dumb")
    assert (ran.code, opened.with_) == (2, [])
    assert ran.err == run("--help").out


@pytest.mark.usefixtures("sjuharad")
def test_who_asks_for_it_without_a_terminal_learns_why(run: Run, opened: Opened) -> None:
    ran = run("--read-only", "--hide-names")
    assert (ran.code, ran.out, opened.with_) == (2, "", [])
    assert ran.err == (
        run("--help").out + "\n--read-only --hide-names öppnar planerna i helskärm, och det kräver en terminal.\n"
        "Kör kommandot i ett terminalfönster, utan att skicka utskriften vidare.\n"
    )


def test_without_a_workspace_it_is_the_help_and_what_to_do(run: Run, opened: Opened, tmp_path: Path) -> None:
    ran = run_in_terminal("--read-only")
    assert (ran.code, ran.out, opened.with_) == (2, "", [])
    assert ran.err.startswith(run("--help").out + "\n" + NO_WORKSPACE.format(folder=tmp_path))


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ("show boras --read-only", "--read-only"),
        ("--read-only show boras", "--read-only"),
        ("--hide-names set boras 09 --status done --read-only", "--hide-names --read-only"),
        ("--read-only -- show boras", "--read-only"),
        ("--read-only nonsense", "--read-only"),
    ],
)
@pytest.mark.usefixtures("sjuharad")
def test_its_options_do_not_go_with_a_command(words: str, options: str, run: Run, opened: Opened) -> None:
    ran = run_in_terminal(*words.split())
    assert ran == Ran(
        2,
        b"",
        f"{options} gäller bara utan kommando, när planerna öppnas i helskärm.\n"
        f"Utelämna tillvalet, eller kör det utan kommando: actionplan {options}\n",
    )
    assert run(*words.split()) == ran
    assert opened.with_ == []


@pytest.mark.usefixtures("sjuharad")
def test_help_and_version_go_with_its_options(run: Run, opened: Opened) -> None:
    assert run_in_terminal("--read-only", "--version") == run("--version")
    assert run_in_terminal("--help", "--read-only").raw == run("--help").raw
    assert run_in_terminal("--readonly").err.startswith("Tillvalet --readonly finns inte.\nMenade du --read-only?")
    assert opened.with_ == []


@pytest.mark.usefixtures("sjuharad")
def test_a_text_may_read_like_its_options(run: Run) -> None:
    ran = run("follow", "boras", "09", "--", "--read-only")
    assert ran.code == 0, ran.err


def test_what_is_wrong_with_the_settings_is_told(sjuharad: Path, opened: Opened) -> None:
    (sjuharad / "actionplan.toml").write_text("region = sjuharad\n", "utf-8")
    ran = run_in_terminal()
    assert (ran.code, opened.with_) == (1, [])
    assert ran.err.startswith("actionplan.toml:1:10:")


@pytest.mark.usefixtures("sjuharad")
def test_what_is_wrong_with_the_users_own_settings_is_told(opened: Opened) -> None:
    file = Path(os.environ["ACTIONPLAN_CONFIG_DIR"]) / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text('[keys]\nplan.status = "s"\nplan.owner = 1\n', "utf-8")
    ran = run_in_terminal(ACTIONPLAN_BODY="boras")
    assert (ran.code, opened.with_) == (1, [])
    assert ran.err.startswith(f"{file}:3:1: keys.plan.owner:")


@pytest.mark.parametrize(
    ("environment", "said"),
    [({"ACTIONPLAN_BODY": "boraas"}, "Menade du boras?"), ({"ACTIONPLAN_TODAY": "igår"}, "ACTIONPLAN_TODAY")],
)
@pytest.mark.usefixtures("sjuharad")
def test_what_is_wrong_with_the_environment_is_told(environment: dict[str, str], said: str, opened: Opened) -> None:
    ran = run_in_terminal(**environment)
    assert (ran.code, opened.with_) == (2, [])
    assert said in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_a_new_user_in_a_real_terminal_learns_what_to_do(tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "actionplan", "--lang", "sv"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=tmp_path) as running:
        os.close(theirs)
        said = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    text = said.decode().replace("\r\n", "\n")
    assert running.returncode == 2
    assert text.startswith("Användning: actionplan ")
    assert NO_WORKSPACE.format(folder=tmp_path) in text


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:
        # Linux tells so that nobody is at the other end any more.
        return b""
