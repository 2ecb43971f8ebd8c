"""Commands that ask, and somebody at a terminal who answers."""

import io
import sys
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from actionplan.cli.main import main
from actionplan.cli.output import Output


class Terminal:
    """What somebody answers; and what happens meanwhile, once the answers have come to a text."""

    def __init__(self, answers: str, at: str = "", meanwhile: Callable[[], object] = bool) -> None:
        self.answers, self.at, self.meanwhile = io.StringIO(answers), at, meanwhile

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        said = self.answers.readline()
        if said.strip() == self.at != "":
            self.meanwhile()
        return said


def asked(
    answers: str | Terminal, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...] = ("round", "close")
) -> tuple[int, str]:
    """The exit code of a command that is answered, and what it asked and told."""
    real = Output.for_streams
    err = io.StringIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdin", Terminal(answers) if isinstance(answers, str) else answers)
        patch.setattr(
            Output, "for_streams", lambda *, no_color: replace(real(no_color=no_color), interactive=True, stderr=err)
        )
        code = main(list(words))
    return int(code), err.getvalue()
