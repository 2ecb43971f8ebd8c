"""The way into the full-screen program: when it is asked for, and what it is given.

Typer is not loaded on this way: it would double the time until something is seen.
"""

import os
import sys
from collections.abc import Sequence
from itertools import takewhile

from actionplan.cli.exits import Exit
from actionplan.cli.output import Output
from actionplan.cli.session import Session
from actionplan.i18n import _
from actionplan.store.errors import NoWorkspace
from actionplan.workspace import find_root

READ_ONLY, HIDE_NAMES = "--read-only", "--hide-names"
_OWN = (READ_ONLY, HIDE_NAMES)


def own_options(words: Sequence[str]) -> tuple[str, ...]:
    """The full-screen program's options among the words. Nothing is taken after ``--``."""
    return tuple(dict.fromkeys(word for word in takewhile(lambda word: word != "--", words) if word in _OWN))


def is_asked(words: Sequence[str]) -> bool:
    """Whether the full-screen program is asked for: there is no word but its own options."""
    return all(word in _OWN for word in words)


def stray_options(words: Sequence[str]) -> tuple[str, ...]:
    """The full-screen program's options where they do not hold: beside a command."""
    return own_options(words) if any(word == "--" or not word.startswith("-") for word in words) else ()


def refuse(options: Sequence[str], output: Output) -> int:
    """Tell that options of the full-screen program do not go with a command."""
    written = " ".join(options)
    output.error(
        _("{options} holds only without a command: it is about the full-screen program.").format(options=written),
        _("Leave it out, or run it alone: actionplan {options}").format(options=written),
    )
    return Exit.USAGE


def enter(words: Sequence[str], session: Session) -> int:
    """Open the full-screen program; where that cannot be, show the help and tell why."""
    if not has_terminal():
        code = _help(session)
        if words:
            said = _("{options} opens the full-screen program, which needs a terminal.").format(options=" ".join(words))
            session.output.error(f"\n{said}", _("Run it in a terminal window, without a pipe."))
        return code
    if find_root(session.start) is None:
        from actionplan.wording.errors import error_text

        code = _help(session)
        said, next_step = error_text(NoWorkspace(session.start))
        session.output.error(f"\n{said}", next_step)
        return code
    return open_program(words, session)


def _help(session: Session) -> int:
    from actionplan.cli.app import invoke

    return invoke([], session)


def has_terminal() -> bool:
    """Whether a person sits at a terminal that can draw a screen."""
    return (
        sys.stdin is not None
        and sys.stdin.isatty()
        and sys.stdout.isatty()
        and os.environ.get("TERM", "").lower() != "dumb"
    )


def open_program(words: Sequence[str], session: Session) -> int:
    """Open the full-screen program and give its exit code.

    Args:
        words: its own options.
        session: for the workspace, the day and the colours.

    Raises:
        Unreadable: the workspace's settings or the user's own have faults.
        UnknownBody: the body that is meant when none is named is not known.
        AmbiguousBody: it can be several.
        BadValue: ``ACTIONPLAN_TODAY`` holds no date.
    """
    from actionplan.cli.targets import default_body

    workspace, day = session.workspace, session.calendar_day
    body = default_body(workspace)
    hide_names = HIDE_NAMES in words or workspace.user.hide_names is True
    from actionplan.tui.opening import open_tui

    return open_tui(
        workspace,
        calendar_day=day,
        read_only=READ_ONLY in words,
        hide_names=hide_names,
        color=session.output.color,
        body=body.id if body else None,
    )
