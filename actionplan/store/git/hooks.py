"""The hook that git runs before it saves: whose it is, and ours."""

import contextlib
import os
import re
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct

from actionplan.store.disk import write_file
from actionplan.store.git.repository import Repository
from actionplan.store.git.settings import is_runnable

NAME = "pre-commit"
_MARK = "# actionplan-hook 1"
_ANY_MARK = re.compile(r"^# actionplan-hook \d+$", re.MULTILINE)
_LOOK = re.compile(r"^look (.+)$", re.MULTILINE)
_PROGRAM = re.compile(r'^program\(\) \{ (.+) "\$@"; \}$', re.MULTILINE)


class Words(Struct, frozen=True):
    """What the hook says, in the user's language."""

    about: str
    missing: str
    refused: str
    failed: str


class Hook(Struct, frozen=True):
    """What git runs before it saves."""

    path: Path
    kind: Literal["absent", "ours", "calls", "framework", "foreign"]
    """``calls``: somebody else's that calls this program; ``framework``: of the program pre-commit."""
    is_writable: bool
    """Whether the folder belongs to this repository alone, so that a hook can be put there."""
    text: str = ""

    @property
    def prefixes(self) -> tuple[str, ...]:
        """The workspaces that our hook looks at, from the repository's top."""
        found: list[str] = []
        for line in _LOOK.findall(self.text) if self.kind == "ours" else ():
            # Somebody may have edited the line.
            with contextlib.suppress(ValueError):
                found += shlex.split(line)[:1]
        return tuple(found)

    @property
    def program(self) -> str | None:
        """How our hook starts the program."""
        found = _PROGRAM.search(self.text)
        return found[1] if found and self.kind == "ours" else None

    @property
    def is_current(self) -> bool:
        """Whether it is as this version of the program makes it."""
        return self.kind == "ours" and _MARK in self.text.splitlines()

    @property
    def is_executable(self) -> bool:
        """Whether git will run it. Windows does not ask for permission."""
        return os.access(self.path, os.X_OK)


def find_hook(repository: Repository) -> Hook:
    """The hook that git would run in a repository, where its settings say that hooks lie."""
    told = repository.git.text("rev-parse", "--git-path", "hooks")
    folder = Path(repository.top / told).resolve()
    path = folder / NAME
    is_own = folder.is_relative_to(repository.common.resolve())
    try:
        text = path.read_bytes().decode(errors="replace").replace("\r\n", "\n")
    except FileNotFoundError:
        return Hook(path, "foreign" if path.is_symlink() else "absent", is_own)
    except OSError:
        return Hook(path, "foreign", is_own)
    return Hook(path, _kind(repository, text), is_own, text)


def _kind(repository: Repository, text: str) -> Literal["ours", "calls", "framework", "foreign"]:
    if _ANY_MARK.search(text):
        return "ours"
    if "check --staged" in text:
        return "calls"
    if "pre-commit.com" in text:
        listed = repository.top / ".pre-commit-config.yaml"
        try:
            return "calls" if "actionplan-check" in listed.read_text("utf-8", errors="replace") else "framework"
        except OSError:
            return "framework"
    return "foreign"


def hook_text(command: str, prefixes: Sequence[str], words: Words) -> str:
    """Our hook, for the shell that git runs hooks with, on Windows too.

    Only problems in the plans stop the save. A program that is gone or fails must not keep people from working.

    Args:
        command: how the program is started.
        prefixes: the workspaces from the repository's top: ``""`` or ``"arbete/"``.
        words: what it says.
    """
    return _TEXT.format(
        mark=_MARK,
        about="\n".join(f"# {line}" for line in words.about.splitlines()),
        command=command,
        missing=shlex.quote(words.missing),
        refused=shlex.quote(words.refused),
        failed=shlex.quote(words.failed),
        looks="\n".join(f"look {shlex.quote(prefix)}" for prefix in prefixes),
    )


_TEXT = """\
#!/bin/sh
{mark}
{about}

program() {{ {command} "$@"; }}

result=0
look() {{
    [ -d "./$1" ] || return 0
    GIT_LITERAL_PATHSPECS=1 git diff --cached --quiet --no-ext-diff --diff-filter=d -- "$1plans" && return 0
    if ! program --version >/dev/null 2>&1; then
        printf '%s\\n' {missing} >&2
        return 0
    fi
    program --workspace "./$1" check --staged </dev/null >&2
    case $? in
    0) ;;
    3)
        printf '\\n%s\\n' {refused} >&2
        result=1
        ;;
    *) printf '%s\\n' {failed} >&2 ;;
    esac
}}

{looks}
exit $result
"""


def call_of(command: str, prefix: str) -> str:
    """The line by which somebody else's hook calls the same check, and stops only for problems in plans."""
    return f"{command} --workspace {shlex.quote(f'./{prefix}')} check --staged >&2; [ $? -ne 3 ] || exit 1"


def write_hook(hook: Hook, text: str) -> None:
    """Put our hook in place.

    Raises:
        CannotWrite: the system refused.
    """
    write_file(hook.path, text.encode(), source=hook.path.as_posix())
    hook.path.chmod(0o755)


def is_in_order(repository: Repository, hook: Hook) -> bool:
    """Whether our hook is there, current, looks at this workspace and can start the program."""
    return bool(
        hook.is_current
        and hook.is_executable
        and repository.prefix in hook.prefixes
        and hook.program
        and is_runnable(repository, hook.program)
    )
