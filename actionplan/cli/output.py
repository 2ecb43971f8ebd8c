"""The one place that writes to the terminal: data to stdout, words to stderr."""

import contextlib
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from typing import Any, TextIO

from msgspec import Struct

from actionplan.reports.formats import NO_TERMINAL
from actionplan.store.errors import OutputRefused

_NARROW = 80


@contextlib.contextmanager
def refusals() -> Iterator[None]:
    """Print here; what the system does not take is told as such. A reader that has seen enough is another matter.

    Raises:
        OutputRefused: the output is closed, or what is behind it is full.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputRefused(error.strerror or "", is_closed=error.errno == errno.EBADF) from None


class Output(Struct, frozen=True):
    """Where output goes, and what it may look like."""

    stdout: TextIO
    stderr: TextIO
    color: bool
    """Whether stdout may have colours."""
    width: int
    interactive: bool
    """Whether a person sits at both ends and can be asked."""

    @classmethod
    def for_streams(cls, *, no_color: bool) -> "Output":
        """The process's own streams. Colour only in a terminal that wants it (https://no-color.org)."""
        terminal = sys.stdout.isatty()
        plain = no_color or "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
        asked = os.environ.get("COLUMNS", "")
        if asked.isdecimal() and int(asked):
            width = int(asked)
        else:
            width = shutil.get_terminal_size((_NARROW, 24)).columns if terminal else NO_TERMINAL
        interactive = sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()
        return cls(sys.stdout, sys.stderr, terminal and not plain, width, interactive)

    def data(self, text: str) -> None:
        """Print what was asked for."""
        with refusals():
            self.stdout.write(text if text.endswith("\n") else f"{text}\n")
            self.stdout.flush()

    def raw(self, content: bytes) -> None:
        """Print bytes as they are."""
        with refusals():
            self.stdout.flush()
            self.stdout.buffer.write(content)
            self.stdout.buffer.flush()

    def json(self, value: Any) -> None:
        """Print a value as JSON, with dates as 2016-11-21."""
        import msgspec

        self.data(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())

    def say(self, text: str) -> None:
        """Tell the user something that is not the data."""
        from actionplan.reports.plain import visible

        with contextlib.suppress(OSError):
            self.stdout.flush()
        self.stderr.write("".join(f"{visible(line)}\n" for line in text.split("\n")))
        self.stderr.flush()

    def error(self, text: str, next_step: str = "") -> None:
        """Tell what went wrong, and what to do."""
        self.say(f"{text}\n{next_step}" if next_step else text)

    def confirm(self, question: str) -> bool:
        """Ask a yes-or-no question; Enter alone is no. Without a person to ask, no."""
        if not self.interactive:
            return False
        from actionplan.i18n import _

        choices = _("y/N")
        self.stderr.write(f"{question} [{choices}] ")
        self.stderr.flush()
        return sys.stdin.readline().strip().lower() in {_("y"), _("yes"), "y", "yes"}
