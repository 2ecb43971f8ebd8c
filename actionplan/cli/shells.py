"""Completion in bash, zsh, fish and PowerShell: the protocol that shells speak, and the scripts that they need.

A shell asks by running the program with ``_ACTIONPLAN_COMPLETE`` set. Typer answers, once its classes for the shells
are registered; it does that where it adds its own options, which are English, so both are done here instead.
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from actionplan.cli.arguments import Everywhere, split
from actionplan.core.errors import ActionPlanError, BadValue
from actionplan.core.likeness import nearest

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
OPTIONS = ("--show-completion", "--install-completion")
_PROGRAM = "actionplan"
_ASKS = "_ACTIONPLAN_COMPLETE"


def is_asked() -> bool:
    """Whether a shell asks what can be written."""
    return _ASKS in os.environ


def line() -> Everywhere:
    """The options for every command in the line that is being written."""
    written = os.environ.get("_TYPER_COMPLETE_ARGS") or os.environ.get("COMP_WORDS") or ""
    import shlex

    try:
        words = shlex.split(written)
    except ValueError:
        # A quotation mark is still open.
        words = written.split()
    everywhere, _rest = split(words[1:])
    return everywhere


def answer(everywhere: Everywhere, offer: Callable[[], None]) -> int:
    """Answer the shell. Whatever goes wrong, it gets no words in the middle of somebody's command line."""
    from typer._completion_classes import completion_init

    completion_init()
    if everywhere.workspace:
        os.environ["ACTIONPLAN_WORKSPACE"] = everywhere.workspace
    try:
        offer()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except (ActionPlanError, OSError):
        return 0
    return 0


def with_shell(arguments: Sequence[str]) -> list[str]:
    """The arguments, with the shell that the program was started from where an option for completion names none."""
    given = list(arguments)
    if given and given[-1] in OPTIONS:
        return [*given, _own_shell()]
    return given


def _own_shell() -> str:
    from typer._completion_shared import _get_shell_name

    return _get_shell_name() or ""


def script(option: str, shell: str) -> str:
    """What a shell must run to complete the program's words.

    Raises:
        BadValue: the shell is none that is known.
    """
    if shell not in SHELLS:
        raise BadValue(option, shell, expected=SHELLS, nearest=nearest(shell, SHELLS, most=1, least=0.5))
    from typer._completion_shared import get_completion_script

    return get_completion_script(prog_name=_PROGRAM, complete_var=_ASKS, shell=shell)


def install(shell: str) -> Path | None:
    """Put the script where the shell finds it; ``None`` for PowerShell, whose policy is not this program's to change.

    Raises:
        BadValue: the shell is none that is known.
        CannotWrite: the system refused.
    """
    script("--install-completion", shell)
    if shell in {"powershell", "pwsh"}:
        return None
    from typer._completion_shared import install as install_for

    from actionplan.store.errors import CannotWrite

    try:
        _shell, path = install_for(shell=shell, prog_name=_PROGRAM, complete_var=_ASKS)
    except OSError as error:
        raise CannotWrite(str(error.filename or Path.home()), error.strerror or type(error).__name__) from error
    return path
