"""The whole program in a real terminal, as a person meets it: tmux is the terminal, keys go in, a screen comes out."""

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.tui.conftest import ROOT

TMUX = shutil.which("tmux")
if TMUX is None and os.environ.get("CI", "").lower() in {"", "0", "false"}:
    pytest.skip("tmux is not installed; where CI is set, it has to be", allow_module_level=True)

PROMPT = "ready>"
SECONDS = 60.0


class Terminal:
    """A terminal of a size, with a shell in it."""

    def __init__(self, socket: Path, folder: Path, columns: int, lines: int) -> None:
        assert TMUX, "tmux has to be installed for these tests: apt-get install tmux"
        self._tmux = [TMUX, "-S", str(socket), "-f", os.devnull]
        left_out = ("TMUX", "NO_COLOR", "ACTIONPLAN_")
        environment = {key: value for key, value in os.environ.items() if not key.startswith(left_out)}
        environment |= {
            "PS1": f"{PROMPT} ",
            "PYTHONPATH": str(ROOT),
            "LC_ALL": "C.UTF-8",
            "ACTIONPLAN_CACHE_DIR": str(socket.parent / "cache"),
            "ACTIONPLAN_CONFIG_DIR": str(socket.parent / "config"),
        }
        size = ["-x", str(columns), "-y", str(lines)]
        shell = ["bash", "--norc", "--noprofile", "-i"]
        subprocess.run(
            [*self._tmux, "-u", "new-session", "-d", *size, "-c", str(folder), *shell], check=True, env=environment
        )
        self.wait(lambda: PROMPT in self.screen(), "the shell's prompt")

    def _ask(self, *words: str) -> str:
        return subprocess.run([*self._tmux, *words], check=True, capture_output=True, text=True).stdout

    def screen(self) -> str:
        """What is on the screen."""
        return self._ask("capture-pane", "-p")

    def press(self, *keys: str) -> None:
        """Press keys, by tmux's names."""
        self._ask("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type a text, letter by letter."""
        self._ask("send-keys", "-l", text)

    def run(self, command: str) -> None:
        """Type a command line."""
        self.type(command)
        self.press("Enter")

    def told(self, command: str) -> str:
        """What a command prints, once the shell is back at its prompt."""
        self.run("clear")
        self.run(f"{command}; echo done-$((1+1))")
        self.wait(lambda: "done-2" in self.screen(), command)
        return self.screen()

    @property
    def is_full_screen(self) -> bool:
        """Whether a program has the screen to itself."""
        return self._ask("display-message", "-p", "#{alternate_on}").strip() == "1"

    @property
    def shows_cursor(self) -> bool:
        """Whether the cursor is to be seen."""
        return self._ask("display-message", "-p", "#{cursor_flag}").strip() == "1"

    @property
    def reports_mouse(self) -> bool:
        """Whether clicks are sent to the program."""
        return self._ask("display-message", "-p", "#{mouse_any_flag}").strip() == "1"

    def wait(self, holds: Callable[[], bool], what: str) -> None:
        """Wait until something holds."""
        until = time.monotonic() + SECONDS
        while not holds():
            assert time.monotonic() < until, f"{what}: not within {SECONDS:g} s; the screen:\n{self.screen()}"
            time.sleep(0.02)

    def see(self, *texts: str) -> None:
        """Wait until texts are on the screen."""
        self.wait(lambda: all(text in self.screen() for text in texts), " and ".join(texts))

    def see_no(self, text: str) -> None:
        """Wait until a text is gone."""
        self.wait(lambda: text not in self.screen(), f"{text} gone")

    def close(self) -> None:
        """End the terminal and all in it."""
        subprocess.run([*self._tmux, "kill-server"], check=False, capture_output=True)


Start = Callable[[int, int], Terminal]


@pytest.fixture
def terminal(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Start a terminal in the example workspace."""
    opened: list[Terminal] = []

    def start(columns: int, lines: int) -> Terminal:
        # A socket's path may have a hundred letters and no more.
        opened.append(Terminal(tmp_path_factory.mktemp("t") / "s", folder, columns, lines))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


def open_program(terminal: Terminal, *words: str) -> None:
    terminal.run(shlex.join([sys.executable, "-m", "actionplan", *words]))
    terminal.wait(lambda: terminal.is_full_screen, "the full-screen program")
    terminal.see("Sjuhärad", "Bor", "01 Arbeta")


def assert_restored(terminal: Terminal, code: int) -> None:
    """The shell has its terminal back, as it was."""
    terminal.wait(lambda: not terminal.is_full_screen, "the shell's own screen")
    terminal.see(PROMPT)
    terminal.run("echo code-$?-")
    terminal.see(f"code-{code}-")
    assert terminal.shows_cursor
    assert not terminal.reports_mouse
    settings = terminal.told("stty -a").replace(";", " ").split()
    assert {"echo", "icanon", "isig", "icrnl", "opost"} <= set(settings)


def replaced(content: bytes, slot: bytes, old: bytes, new: bytes) -> bytes:
    """A plan's bytes with one line of a slot replaced."""
    before, header, after = content.partition(b"[proposal." + slot + b"]")
    assert old in after.split(b"[proposal.", 1)[0]
    return before + header + after.replace(old, new, 1)


def test_edit_undo_edit_again_save_a_form_and_quit(terminal: Start, folder: Path) -> None:
    plan = folder / "plans" / "bollebygd.toml"
    others = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path != plan}
    original = plan.read_bytes()
    old = next(line for line in original.partition(b"[proposal.01]")[2].split(b"\n") if line.startswith(b"status = "))
    half = replaced(original, b"01", old, b'status = "over_half"')
    done = replaced(original, b"01", old, b'status = "done"')
    assert len({original, half, done}) == 3

    one = terminal(80, 24)
    open_program(one)
    one.press("s")
    one.see("(•)")
    one.press("h")
    one.wait(lambda: plan.read_bytes() == half, "the status in the file")
    one.press("C-z")
    one.wait(lambda: plan.read_bytes() == original, "the file as it was")
    one.press("s")
    one.see("(•)")
    one.press("g")
    one.wait(lambda: plan.read_bytes() == done, "the other status in the file")

    one.see_no("(•)")
    one.press("e")
    one.see("^S")
    # From the status, where the form begins, to whoever is responsible.
    one.press("Tab")
    one.press("End", "C-u")
    one.see_no("Familjestödjare")
    one.type("Enhetschef öppenvård")
    one.see("Enhetschef öppenvård")
    one.press("C-s")
    one.wait(lambda: 'owner = "Enhetschef öppenvård"'.encode() in plan.read_bytes(), "the function in the file")
    one.see_no("^S")
    one.press("q")
    assert_restored(one, 0)

    changed = plan.read_bytes().split(b"\n")
    assert [line for line in changed if line not in done.split(b"\n")] == ['owner = "Enhetschef öppenvård"'.encode()]
    assert {path: path.read_bytes() for path in others} == others
    assert sorted(path for path in folder.rglob("*") if path.is_file()) == sorted([*others, plan])


def test_filter_speak_english_and_quit(terminal: Start, folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    one = terminal(120, 40)
    open_program(one)
    one.press("F3")
    one.see("ord i förslaget")
    one.type("familjehem")
    one.see_no("01 Arbeta")
    one.see("familjehem")
    one.press("Enter", "F7")
    one.see("Overview", "Together", "To do")
    one.press("Escape")
    one.see("01 Prevent")
    one.press("q")
    assert_restored(one, 0)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_quit_right_after_an_edit_loses_nothing(terminal: Start, folder: Path) -> None:
    plan = folder / "plans" / "bollebygd.toml"
    original = plan.read_bytes()
    one = terminal(80, 24)
    open_program(one)
    one.press("3")
    one.see("Bollebygd (exempel)")
    one.press("Down", "Down", "Space", "q")
    assert_restored(one, 0)
    assert b'status = "not_started"' in plan.read_bytes().partition(b"[proposal.03]")[2].split(b"[proposal.", 1)[0]
    assert plan.read_bytes() != original


def test_being_ended_from_outside_restores_the_terminal_and_leaves_whole_files(terminal: Start, folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    one = terminal(100, 30)
    one.run(f"{shlex.quote(sys.executable)} -m actionplan & echo $! > ../pid; fg")
    one.wait(lambda: one.is_full_screen, "the full-screen program")
    one.see("Sjuhärad", "01 Arbeta")
    one.press("e")
    one.see("^S")
    os.kill(int((folder.parent / "pid").read_text("ascii")), 15)
    assert_restored(one, 128 + 15)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
