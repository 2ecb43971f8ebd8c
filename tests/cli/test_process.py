"""The program in a process of its own: its entry point, its streams, and how it is stopped."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Ran, Run, process


def test_both_entry_points(run_process: Callable[..., Ran]) -> None:
    assert run_process("--version") == Ran(0, b"actionplan 0.1.0\n", "")
    script = Path(sys.executable).with_name("actionplan")
    assert subprocess.run([script, "--version"], capture_output=True, check=True).stdout == b"actionplan 0.1.0\n"


def test_exit_codes_reach_the_shell(sjuharad: Path, run_process: Callable[..., Ran]) -> None:
    assert run_process("show", "boras").code == 0
    assert run_process("shwo").code == 2
    (sjuharad / "plans" / "boras.toml").write_bytes(b"=")
    assert run_process("show", "boras").code == 1
    assert run_process("check").code == 3
    assert run_process("rollup").code == 5


@pytest.mark.usefixtures("sjuharad")
def test_utf8_whatever_the_pipe_is_set_to(run: Run, run_process: Callable[..., Ran]) -> None:
    windows = {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "LC_ALL": "C.UTF-8"}
    assert run_process("show", "boras", "--lang", "sv", **windows) == run("show", "boras", "--lang", "sv")
    wrong = run_process("show", "åäö–☂", "--lang", "sv", **windows)
    assert wrong.code == 2
    assert "”åäö–☂”" in wrong.err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
@pytest.mark.parametrize("words", [("rollup",), ("list", "--json"), ("schema",), ("--help",), ("--version",)])
@pytest.mark.usefixtures("sjuharad")
def test_a_reader_that_has_seen_enough_is_no_error(words: tuple[str, ...]) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    running = process(*words, stdout=theirs, stderr=subprocess.PIPE)
    os.close(theirs)
    _out, err = running.communicate(timeout=60)
    assert (running.returncode, err) == (0, b"")


PRINTS = ["rollup", "rollup --format html", "list", "list --json", "show boras", "schema", "--help", "--version"]


def in_a_shell(line: str, **options: Any) -> "subprocess.CompletedProcess[str]":
    """Run the program with redirections, which a shell makes."""
    words = ["sh", "-c", f'"$0" -m actionplan {line}', sys.executable]
    return subprocess.run(words, capture_output=True, encoding="utf-8", timeout=60, check=False, **options)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell of Unix")
@pytest.mark.parametrize("line", [*PRINTS, "pick boras 09"])
@pytest.mark.usefixtures("sjuharad")
def test_a_closed_output_is_told(line: str) -> None:
    ran = in_a_shell(f"{line} --lang en >&-")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith("Nothing could be printed: the output is closed.\n")
    assert len(ran.stderr.splitlines()) == 2
    # Nobody is left to tell.
    assert in_a_shell(f"{line} >&- 2>&-").returncode == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell of Unix")
@pytest.mark.usefixtures("sjuharad")
def test_a_closed_output_is_nothing_to_a_command_that_does_not_print() -> None:
    ran = in_a_shell("rollup -o r.html >&-")
    assert (ran.returncode, ran.stderr) == (0, "Sparat i r.html.\n")
    assert Path("r.html").read_text("utf-8").lower().startswith("<!doctype html>")
    assert in_a_shell("shwo >&-").returncode == 2
    assert in_a_shell("rollup 2>&-").returncode == 0
    assert in_a_shell("rollup <&-").returncode == 0
    # A shell that asks for completions gets no words in the middle of a command line.
    ran = in_a_shell(
        ">&-",
        env={**os.environ, "_ACTIONPLAN_COMPLETE": "complete_bash", "COMP_WORDS": "actionplan r", "COMP_CWORD": "1"},
    )
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("line", PRINTS)
@pytest.mark.usefixtures("sjuharad")
def test_a_full_disk_behind_a_redirection_is_told(line: str) -> None:
    ran = in_a_shell(f"{line} >/dev/full")
    assert ran.returncode == 1
    assert ran.stderr.startswith("Utskriften kan inte sparas (disken är full).\n")
    assert len(ran.stderr.splitlines()) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
def test_ctrl_c_stops_at_once(sjuharad: Path) -> None:
    # A named pipe in the place of a plan: reading it waits for a writer, and Ctrl-C comes meanwhile.
    pipe = sjuharad / "plans" / "boras.toml"
    pipe.unlink()
    os.mkfifo(pipe)
    running = process("list")
    with pipe.open("wb"):
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert out == b""
    assert b"Traceback" not in err
    assert err.strip() == b""
