"""From arguments to an exit code."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from actionplan.cli import shells
from actionplan.cli.arguments import Everywhere, split
from actionplan.cli.exits import Exit, exit_of
from actionplan.cli.output import Output
from actionplan.core.errors import ActionPlanError
from actionplan.i18n import LANGUAGES, Language, _, from_locale, set_language
from actionplan.store.errors import OutputRefused, Refused


def main(arguments: Sequence[str]) -> int:
    """Run a command line and give its exit code."""
    _speak_utf8()
    if shells.is_asked():
        return _complete()
    everywhere, rest = split(arguments)
    language = _language(everywhere)
    set_language(language or "sv")
    if everywhere.missing or language is None:
        return _refuse(everywhere)
    return _run(rest, _start(everywhere), Output.for_streams(no_color=everywhere.no_color))


def _run(words: Sequence[str], start: Path, output: Output) -> int:
    try:
        return _do(words, start, output)
    except ActionPlanError as error:
        return _tell(error, output)
    except KeyboardInterrupt:
        output.say("")
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has seen enough.
        sys.stdout = _nowhere()
        return Exit.FINE
    except OSError as error:
        # A path that the system refuses even to look at: too long, or in a folder that may not be searched.
        where = os.fsdecode(error.filename) if error.filename is not None else ""
        return _tell(Refused(where, error.strerror or type(error).__name__), output)


def _do(words: Sequence[str], start: Path, output: Output) -> int:
    from actionplan.cli import opening
    from actionplan.cli.session import Session

    session = Session(start, output)
    if opening.is_asked(words):
        return opening.enter(words, session)
    if stray := opening.stray_options(words):
        return opening.refuse(stray, output)
    from actionplan.cli.app import invoke

    return invoke(list(words), session)


def _tell(error: ActionPlanError, output: Output) -> int:
    from actionplan.wording.errors import error_text

    output.error(*error_text(error))
    if isinstance(error, OutputRefused):
        # What could not be written must not be tried again when the process ends.
        sys.stdout = _nowhere()
    return exit_of(error)


def _complete() -> int:
    """Answer a shell that asks what can be written, in the language that the command would speak."""
    everywhere = shells.line()
    set_language(_language(everywhere) or "sv")
    from actionplan.cli.app import offer

    return shells.answer(everywhere, offer)


def _start(everywhere: Everywhere) -> Path:
    return Path(everywhere.workspace or os.environ.get("ACTIONPLAN_WORKSPACE") or ".")


def _closed() -> TextIO:
    """An output that refuses what is printed, as the one does that was closed; a command may have nothing to print."""
    reading = lambda path, _flags: os.open(path, os.O_RDONLY)  # noqa: E731 - how `open` wants it
    return open(os.devnull, "w", encoding="utf-8", opener=reading)


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - no file of the user's


def _speak_utf8() -> None:
    # A redirected stream on Windows is cp1252, which cannot write every plan.
    if sys.stdout is None:  # closed by whoever started the program
        # A shell that asks what can be written is told nothing in the middle of a command line.
        sys.stdout = _nowhere() if shells.is_asked() else _closed()
    if sys.stderr is None:
        sys.stderr = _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _language(everywhere: Everywhere) -> Language | None:
    """The language: flag, environment, workspace, user, locale. ``None`` when one was asked for that there is not."""
    asked = everywhere.lang or os.environ.get("ACTIONPLAN_LANG")
    if asked is not None:
        return next((language for language in LANGUAGES if asked.lower() == language), None)
    return _language_of_settings(_start(everywhere)) or from_locale(os.environ)


def _language_of_settings(start: Path) -> Language | None:
    from actionplan.store.language import language_of_user, language_of_workspace

    return language_of_workspace(start) or language_of_user()


def _refuse(everywhere: Everywhere) -> Exit:
    if everywhere.missing:
        said = _("The option {option} needs a value.").format(option=everywhere.missing)
    else:
        asked = everywhere.lang or os.environ.get("ACTIONPLAN_LANG", "")
        said = _("There is no language “{language}”. Write sv or en.").format(language=asked)
    print(said, file=sys.stderr)  # noqa: T201 - before there is an output
    return Exit.USAGE
