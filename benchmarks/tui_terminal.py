"""A terminal for a program that draws on the whole screen: starts it, presses keys, and times what it writes.

The program runs as a process of its own under a pseudo-terminal. Like today's terminals this one says that it takes
frames whole (mode 2026), so the program marks where a frame ends, and a frame's end is a time and not a guess.
"""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

FRAME_END = b"\x1b[?2026l"
_ASKS_FOR_FRAMES, _HAS_FRAMES = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
_ESCAPES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[PX^_\]].*?(?:\x1b\\|\x07)|[@-Z\\-_=>])", re.DOTALL)
_QUIET = 0.05
"""Seconds without output after which nothing more is to come of a key."""


class ProgramEnded(Exception):
    """The program ended, or was silent, before it had shown what was waited for."""


class Terminal:
    """A program on a screen of a given size."""

    def __init__(
        self, command: Sequence[str], cwd: Path, environment: Mapping[str, str], columns: int = 120, lines: int = 40
    ) -> None:
        """Start a program."""
        self.output = b""
        self._was_asked = False
        self._master, screen = pty.openpty()
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        known = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        left_out = ("NO_COLOR", "COLUMNS", "LINES", "TMUX", "TERM_PROGRAM")
        inherited = {key: value for key, value in environment.items() if key not in left_out}
        self.begun = time.perf_counter()
        self.process = subprocess.Popen(
            command, cwd=cwd, env={**inherited, **known}, stdin=screen, stdout=screen, stderr=screen, process_group=0
        )
        os.close(screen)

    def read(self, seconds: float) -> float | None:
        """Read what comes within some seconds; when it came, ``None`` where nothing did.

        Raises:
            ProgramEnded: the program has closed its screen.
        """
        if not select.select([self._master], [], [], max(seconds, 0))[0]:
            return None
        try:
            chunk = os.read(self._master, 1 << 16)
        except OSError:
            chunk = b""
        now = time.perf_counter()
        if not chunk:
            raise ProgramEnded(f"exit code {self.process.poll()}:\n{self.text[-2000:]}")
        self.output += chunk
        if not self._was_asked and _ASKS_FOR_FRAMES in self.output:
            self._was_asked = True
            os.write(self._master, _HAS_FRAMES)
        return now

    @property
    def text(self) -> str:
        """Everything written so far, without the codes that move and colour."""
        return _ESCAPES.sub(b"", self.output).decode("utf-8", errors="replace")

    def wait_for(self, *texts: str, seconds: float = 60) -> float:
        """Seconds from the start until all of some texts have been written, each in one piece.

        Raises:
            ProgramEnded: they have not been within some seconds.
        """
        end = time.perf_counter() + seconds
        wanted = [text.encode() for text in texts]
        while (now := time.perf_counter()) < end:
            came = self.read(end - now)
            if came is not None and all(text in self.output for text in wanted):
                return came - self.begun
        raise ProgramEnded(f"{texts} not seen:\n{self.text[-2000:]}")

    def settle(self, seconds: float = 0.5) -> None:
        """Wait until nothing has been written for some seconds."""
        while self.read(seconds) is not None:
            pass

    def press(self, key: bytes, *, longest: float = 2) -> float:
        """Seconds from a key to the end of the frame that answers it, once nothing more comes of it.

        Raises:
            ProgramEnded: it gives no frame.
        """
        self.output = b""
        pressed = time.perf_counter()
        os.write(self._master, key)
        answered = None
        while (came := self.read(_QUIET if answered else longest)) is not None:
            if answered is None and FRAME_END in self.output:
                answered = came
        if answered is None:
            raise ProgramEnded(f"the key {key!r} drew nothing:\n{self.text[-500:]}")
        return answered - pressed

    def type(self, keys: bytes) -> None:
        """Press keys without waiting."""
        os.write(self._master, keys)

    @property
    def megabytes(self) -> float | None:
        """The memory that the process holds now; ``None`` where the system does not tell."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.exists():
            return None
        line = next(line for line in status.read_text("ascii", "replace").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024

    def close(self) -> None:
        """End the program, whatever it is doing."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._master)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def python(*words: str) -> list[str]:
    """A command line for this Python."""
    return [sys.executable, *words]
