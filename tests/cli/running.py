"""Run command lines: in this process for speed, in a process of its own where that is the point."""

import io
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any, Protocol

import pytest

from actionplan.cli.main import main

TODAY = "2016-11-21"


@dataclass(frozen=True)
class Ran:
    """What a command line came to."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        return self.raw.decode()


class Run(Protocol):
    """Run the words as a command line. Further names are environment variables."""

    def __call__(self, *words: str, **environment: str) -> Ran: ...


def run_here(*words: str, **environment: str) -> Ran:
    raw, err = io.BytesIO(), io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", io.TextIOWrapper(raw, "utf-8"))
        patch.setattr(sys, "stderr", io.TextIOWrapper(err, "utf-8"))
        patch.setattr(sys, "stdin", io.StringIO())
        for name, value in environment.items():
            patch.setenv(name, value)
        code = main(list(words))
        sys.stdout.flush()
        sys.stderr.flush()
        return Ran(int(code), raw.getvalue(), err.getvalue().decode())


def process(*words: str, **options: Any) -> "subprocess.Popen[bytes]":
    """Start the program in a process of its own."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **options.pop("env", {})}
    return subprocess.Popen(
        [sys.executable, "-m", "actionplan", *words],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=options.pop("stdout", subprocess.PIPE),
        stderr=options.pop("stderr", subprocess.PIPE),
        **options,
    )
