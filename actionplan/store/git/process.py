"""Run git. The only module that starts a process.

It is the user's own git with its settings, credentials and hooks. Its messages are asked for in English, because some
of them are recognised here; what is shown to users is worded elsewhere.
"""

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from msgspec import Struct

from actionplan.store.git.errors import (
    Damaged,
    DubiousOwnership,
    GitError,
    GitMissing,
    GitRefused,
    Locked,
    NoIdentity,
    NotFetched,
    NotVersioned,
    TooSlow,
)


class Answer(Struct, frozen=True):
    """What git said."""

    code: int
    output: bytes
    said: str
    """What it wrote beside the output."""

    @property
    def text(self) -> str:
        """The output as text, without the last line break."""
        return self.output.decode(errors="surrogateescape").removesuffix("\n")

    @property
    def records(self) -> list[str]:
        """The output's parts, where NUL bytes part them (``-z``)."""
        return [part for part in self.output.decode(errors="surrogateescape").split("\0") if part]


class Git(Struct, frozen=True):
    """The user's git, in a folder."""

    folder: Path
    can_ask: bool = False
    """Whether git may ask for a password in the terminal. In the full-screen program it would write over the screen."""

    @property
    def is_copy(self) -> bool:
        """Whether it works in a copy of a source, which can be fetched again."""
        return False

    def run(
        self,
        *arguments: str,
        given: bytes | None = None,
        environment: Mapping[str, str] | None = None,
        accept: Sequence[int] = (0,),
        seconds: float | None = None,
    ) -> Answer:
        """Run a command and wait for it.

        Args:
            arguments: the command and its arguments.
            given: what it reads.
            environment: variables besides those of this process.
            accept: exit codes that are answers, not failures.
            seconds: when to give up.

        Raises:
            GitMissing: there is no git.
            GitError: git refused; the class says why where that is known.
            TooSlow: it did not finish in time.
        """
        with self.started(*arguments, environment=environment) as process:
            pipes = Pipes(process, given)
            try:
                process.wait(timeout=seconds)
            except subprocess.TimeoutExpired:
                raise TooSlow(_command(arguments), seconds or 0) from None
            answer = pipes.answer(process.returncode)
        if answer.code not in accept:
            raise refusal(self, _command(arguments), answer)
        return answer

    def text(self, *arguments: str) -> str:
        """The output of a command as text, without the last line break.

        Raises:
            GitError: git refused.
        """
        return self.run(*arguments).text

    def asks(self, *arguments: str) -> str | None:
        """The output of a command that answers with exit code 1 when there is nothing; ``None`` then."""
        answer = self.run(*arguments, accept=(0, 1))
        return answer.text if answer.code == 0 else None

    def damaged(self, id_: str) -> Damaged:
        """The error for something that ought to be here and cannot be read."""
        promised = None
        with contextlib.suppress(GitError):
            promised = self.asks("config", "--get-regexp", r"^remote\..*\.promisor$")
        kind = NotFetched if promised else Damaged
        return kind(id_, self.folder, is_copy=self.is_copy)

    @contextlib.contextmanager
    def started(
        self, *arguments: str, environment: Mapping[str, str] | None = None, is_silent: bool = False
    ) -> "Iterator[subprocess.Popen[bytes]]":
        """A running command, with pipes for what it reads and writes; ended if it is still running at the end.

        Args:
            arguments: the command and its arguments.
            environment: variables besides those of this process.
            is_silent: whether what it says beside its output is thrown away. Where nobody reads that, it must be:
                git stops and waits when the pipe is full.

        Raises:
            GitMissing: there is no git.
            NotVersioned: the folder is gone.
        """
        try:
            process = subprocess.Popen(  # noqa: S603 - a list of arguments, no shell
                [_program(), "--no-pager", "-c", "core.quotePath=false", *arguments],
                cwd=self.folder,
                env=self._environment(environment or {}),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL if is_silent else subprocess.PIPE,
                # Without a terminal of its own, ssh cannot ask for a passphrase over the screen either.
                start_new_session=not self.can_ask,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except (FileNotFoundError, NotADirectoryError):
            if not os.path.isdir(self.folder):  # noqa: PTH112 - this one never raises
                raise NotVersioned(self.folder) from None
            raise GitMissing from None
        except PermissionError:
            raise GitMissing from None
        try:
            yield process
        finally:
            _end(process, with_all=not self.can_ask)

    def _environment(self, further: Mapping[str, str]) -> dict[str, str]:
        known = {
            **os.environ,
            "LANGUAGE": "en",
            "GIT_MERGE_AUTOEDIT": "no",
            "GIT_EDITOR": "true",
            "GIT_OPTIONAL_LOCKS": "0",
        }
        if "GIT_WORK_TREE" not in known:
            # Git sets it for hooks in a linked work tree, and would take any folder it is run in for the top of one.
            known.pop("GIT_DIR", None)
        for name in _READ_INTO_PATHS:
            known.pop(name, None)
        if not self.can_ask:
            known["GIT_TERMINAL_PROMPT"] = "0"
        return {**known, **further}


class Pipes:
    """Feeds a process and takes in what it says, in threads of its own. The pipes are theirs from then on.

    What a hook leaves running in the background inherits the pipes, and keeps them open long after git has ended: the
    end of a pipe is nothing to wait for.
    """

    def __init__(self, process: "subprocess.Popen[bytes]", given: bytes | None = None) -> None:
        """Begin.

        Args:
            process: was started with pipes.
            given: what it reads.
        """
        self._output: list[bytes] = []
        self._said: list[bytes] = []
        if process.stdin:
            if given:
                _in_background(_hand_over, process.stdin, given)
            else:
                process.stdin.close()
        into = ((process.stdout, self._output), (process.stderr, self._said))
        self._readers = [_in_background(_take_in, pipe, pieces) for pipe, pieces in into if pipe]
        process.stdin = process.stdout = process.stderr = None

    def answer(self, code: int) -> Answer:
        """What the process has said; it has ended with this code."""
        for reader in self._readers:
            reader.join(timeout=1)
        return Answer(code, b"".join(self._output), b"".join(self._said).decode(errors="replace").strip())


def _in_background(act: Callable[..., None], *given: object) -> threading.Thread:
    thread = threading.Thread(target=act, args=given, daemon=True)
    thread.start()
    return thread


def _hand_over(pipe: IO[bytes], content: bytes) -> None:
    # A command may end without having read everything.
    with contextlib.suppress(OSError, ValueError), pipe:
        pipe.write(content)


def _take_in(pipe: IO[bytes], into: list[bytes]) -> None:
    # Past the pipe's own buffer, so that what has come is there also while more is waited for.
    with contextlib.suppress(OSError, ValueError), pipe:
        while piece := os.read(pipe.fileno(), 65_536):
            into.append(piece)


_READ_INTO_PATHS = ("GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS")
"""What makes git read paths otherwise than they are meant here."""


def _program() -> str:
    """The user's own git."""
    if sys.platform != "win32":
        return "git"
    # Windows would look in the present folder first, and that may be one that somebody else has filled.
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        path = Path(folder.strip('"')) / "git.exe"
        if path.is_absolute() and path.is_file():
            return str(path)
    raise GitMissing


def _command(arguments: Sequence[str]) -> str:
    """The command in the arguments, behind its settings."""
    at = 0
    while arguments[at] == "-c":
        at += 2
    return arguments[at]


def _end(process: "subprocess.Popen[bytes]", *, with_all: bool) -> None:
    """End a process that was left, and everything that was opened for it.

    Args:
        process: may have ended; what it left running then is none of ours.
        with_all: whether what it has started is ended too. It leads a session of its own.
    """
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe:
            with contextlib.suppress(OSError):
                pipe.close()
    if process.poll() is None:
        _signal(process, "SIGTERM", with_all=with_all)
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            _signal(process, "SIGKILL", with_all=with_all)
    process.wait()


def _signal(process: "subprocess.Popen[bytes]", name: str, *, with_all: bool) -> None:
    if with_all and os.name == "posix":
        with contextlib.suppress(OSError):
            os.killpg(process.pid, getattr(signal, name))
    elif name == "SIGTERM":
        process.terminate()
    else:
        process.kill()


def refusal(git: Git, command: str, answer: Answer) -> Exception:
    """The error that an answer means."""
    said = answer.said
    if "dubious ownership" in said:
        # The folder that is to be trusted is the repository's, which may lie above.
        named = said.partition("in repository at '")[2].partition("'")[0]
        return DubiousOwnership(Path(named) if named else git.folder, _after("git config --global", said))
    if command not in _OF_OTHERS and (found := _DAMAGE.search(said)):
        id_ = _ID.search(said)
        return git.damaged(id_[0] if id_ else found[0].partition(":")[2].strip())
    if "not a git repository" in said:
        return NotVersioned(git.folder)
    if lock := _LOCK.search(said):
        return Locked(Path(lock[1]))
    if "tell me who you are" in said or "empty ident name" in said or "auto-detect" in said:
        return NoIdentity()
    return GitRefused(command, answer.code, said or answer.text)


_OF_OTHERS = frozenset({"clone", "fetch", "ls-remote", "push", "commit"})
"""Commands in which other repositories and hooks have their say."""
_ID = re.compile(r"\b[0-9a-f]{40}(?:[0-9a-f]{24})?\b")
_DAMAGE = re.compile(
    r"^(?:error|fatal): (?:"
    r"bad (?:tree )?object |cannot simplify commit |inflate: "
    r"|(?:unable to|could not) (?:read|find|unpack|parse) (?!config).*\b[0-9a-f]{40}"
    r"|failed to (?:unpack tree|traverse parents of commit) |missing (?:blob|tree|commit) object "
    r"|object file .* is empty|(?:loose|packed) object .* is corrupt|header for [0-9a-f]{40}"
    r"|packfile .* (?:does not match index|is far too short|cannot be accessed)"
    r"|could not fetch [0-9a-f]{40}.* from promisor remote|No such ref: HEAD$).*$",
    re.IGNORECASE | re.MULTILINE,
)
"""What git says of objects that are gone or damaged."""


_LOCK = re.compile(r"Unable to create '(.+\.lock)': File exists")


def _after(beginning: str, said: str) -> str:
    """The line of what git said that begins so; empty when there is none."""
    lines = (line.strip() for line in said.splitlines())
    return next((line for line in lines if line.startswith(beginning)), "")
