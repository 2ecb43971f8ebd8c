"""How far reading has come, with the time that is left: on a line of its own that goes away again."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from actionplan.cli.output import Output
from actionplan.i18n import _
from actionplan.wording.figures import number

_PATIENCE = 1.0
"""Seconds before anything is said."""
_EVERY = 0.2


class Counter:
    """Shows how many of how many are done, once it takes more than a second."""

    def __init__(self, output: Output) -> None:
        """Nothing is shown yet.

        Args:
            output: where a person may be looking.
        """
        self._output = output
        self._begun = self._shown = time.monotonic()
        self._first: tuple[float, int] | None = None
        """When the first was done, and how many that was: what went before tells nothing of the speed."""
        self.width = 0

    def show(self, done: int, whole: int) -> None:
        """Tell how far it has come."""
        now = time.monotonic()
        if self._first is None:
            self._first = (now, done)
        begun, before = self._first
        if now - begun < _EVERY or done <= before:
            return
        if not self._output.interactive or now - self._begun < _PATIENCE or now - self._shown < _EVERY:
            return
        self._shown = now
        left = (now - begun) / (done - before) * (whole - done)
        text = _("Reading saved versions: {done} of {whole}, about {seconds} s left")
        self._write(text.format(done=number(done), whole=number(whole), seconds=number(max(left, 1))))

    def tell(self, text: str) -> None:
        """Show a line as it is."""
        self._write(text)

    def _write(self, text: str) -> None:
        self._output.stderr.write(f"\r{text.ljust(self.width)}")
        self._output.stderr.flush()
        self.width = max(self.width, len(text))

    def clear(self) -> None:
        """Take the line away."""
        if self.width:
            self._write("")
            self._output.stderr.write("\r")
            self._output.stderr.flush()


@contextmanager
def counting(output: Output) -> Iterator[Counter]:
    """A counter whose line is gone at the end, whatever the end is."""
    counter = Counter(output)
    try:
        yield counter
    finally:
        counter.clear()


@contextmanager
def telling(output: Output, text: str) -> Iterator[None]:
    """A line that tells what goes on, shown once it takes more than a second, and gone at the end."""
    counter = Counter(output)
    timer = threading.Timer(_PATIENCE, counter.tell, (text,))
    timer.daemon = True
    if output.interactive:
        timer.start()
    try:
        yield
    finally:
        timer.cancel()
        if output.interactive:
            timer.join()
        counter.clear()
