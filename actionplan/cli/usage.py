"""Typer's own words in the user's language: help pages, and what is wrong with a command line.

Typer brings a copy of click whose messages are English and carry no translation. They are told again here from what
the errors carry. This module and ``shells`` are those that reach into Typer's private parts.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Any

import typer
from typer._click import exceptions as raised
from typer._click.utils import make_default_short_help
from typer.core import TyperCommand, TyperGroup, TyperOption

from actionplan.cli.exits import Exit
from actionplan.cli.output import Output, refusals
from actionplan.core.likeness import nearest
from actionplan.i18n import _
from actionplan.wording.values import either

if TYPE_CHECKING:
    _Base = TyperCommand
else:
    _Base = object


def _takes_value(param: Any) -> bool:
    return isinstance(param, TyperOption) and not param.is_flag and not param.count


class NoSuchCommand(raised.UsageError):
    """A word that is no command."""

    def __init__(self, word: str, known: Sequence[str], ctx: Any) -> None:
        """Remember the word and the commands there are."""
        super().__init__(word, ctx)
        self.word = word
        self.known = known


def short_help(text: str, width: int) -> str:
    """The first sentence of a help text, cut to a width."""
    return make_default_short_help(text, max_length=width)


def show(text: str) -> None:
    """Print what is asked for by an option, before there is a command.

    Raises:
        OutputRefused: it could not be printed.
    """
    with refusals():
        typer.echo(text)


def _show_help(ctx: Any, _param: Any, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        show(ctx.get_help())
        ctx.exit()


class SwedishHelp(_Base):
    """Help pages without English remains."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the command's words; what is wrong with them is told as this command's."""
        try:
            self._refuse_swallowed(ctx, args)
            rest: list[str] = super().parse_args(ctx, args)
        except raised.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        return rest

    def _refuse_swallowed(self, ctx: Any, args: Sequence[str]) -> None:
        """An option that lacks its value must not take the next option for one."""
        params = self.get_params(ctx)
        options = {name for param in params for name in (*param.opts, *param.secondary_opts) if name.startswith("-")}
        valued = {name for param in params if _takes_value(param) for name in param.opts}
        for option, following in pairwise(takewhile(lambda word: word != "--", args)):
            if option in valued and following in options:
                raise raised.BadOptionUsage(option, "", ctx)

    def get_help_option(self, ctx: Any) -> Any:
        """The help option, in the user's language."""
        option = super().get_help_option(ctx)
        if isinstance(option, TyperOption):
            option.help = _("Show this help.")
            option.callback = _show_help
        return option

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """How the command is written."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=_("Usage:") + " ")

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The parts of the usage line."""
        words = {"[OPTIONS]": _("[OPTIONS]"), "COMMAND [ARGS]...": _("COMMAND [ARGS]...")}
        return [words.get(piece, piece) for piece in super().collect_usage_pieces(ctx)]


class Command(SwedishHelp, TyperCommand):
    """A command with help in the user's language."""


class Group(SwedishHelp, TyperGroup):
    """A group of commands with help in the user's language."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the arguments begin with; a miss suggests the nearest."""
        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-"):
            raise NoSuchCommand(args[0], known, ctx)
        return super().resolve_command(ctx, args)


def spoken_usage(run: Callable[[], Any], output: Output) -> int:
    """Run a command; tell what is wrong with how it was written, if anything."""
    try:
        result = run()
    except raised.NoArgsIsHelpError as error:
        output.say(error.message)
        return Exit.USAGE
    except raised.UsageError as error:
        said, hint = usage_text(error)
        command = error.ctx.command_path if error.ctx else "actionplan"
        help_hint = _("See: {command} --help").format(command=command)
        output.error(said, f"{hint}\n{help_hint}" if hint else help_hint)
        return Exit.USAGE
    except typer.Abort:
        return Exit.INTERRUPTED
    except SystemExit as end:
        # Typer ends the process by itself when nobody reads the output any more.
        if isinstance(end.__context__, OSError):
            raise BrokenPipeError from None
        raise
    return result if isinstance(result, int) else Exit.FINE


def usage_text(error: raised.UsageError) -> tuple[str, str]:
    """What is wrong with a command line, and a suggestion or nothing."""
    if isinstance(error, NoSuchCommand):
        return _("There is no command “{word}”.").format(word=error.word), _suggest(error.word, error.known)
    if isinstance(error, raised.NoSuchOption):
        known = [name for param in (error.ctx.command.params if error.ctx else ()) for name in param.opts]
        options = [*(name for name in known if name.startswith("--")), "--lang", "--workspace", "--no-color", "--help"]
        return _("There is no option {option}.").format(option=error.option_name), _suggest(error.option_name, options)
    return _value_text(error), _what_fits(error)


def _what_fits(error: raised.UsageError) -> str:
    # Whole numbers are the only values that Typer reads itself.
    is_number = isinstance(error, raised.BadParameter) and error.message.endswith(" int.")
    return _("What fits: {expected}").format(expected=_("a whole number")) if is_number else ""


def _value_text(error: raised.UsageError) -> str:
    match error:
        case raised.BadOptionUsage():
            return _("The option {option} needs a value.").format(option=error.option_name)
        case raised.MissingParameter():
            return _("{name} is missing.").format(name=error.param.human_readable_name if error.param else "")
        case raised.BadParameter():
            name = error.param.opts[0] if error.param and error.param.opts else ""
            # The value itself stands only in Typer's sentence: 'tre' is not a valid integer.
            value = error.message.partition("'")[2].rpartition("'")[0]
            return _("“{value}” is no valid value for {field}.").format(value=value, field=name)
    if error.message.startswith("Got unexpected extra argument"):
        return _("Too many words: {words}").format(words=error.message.partition("argument")[2].partition(" (")[2][:-1])
    return _("A command is missing.") if error.message.startswith("Missing command") else error.message


def _suggest(word: str, known: Sequence[str]) -> str:
    found = nearest(word, known, most=2)
    return _("Did you mean {nearest}?").format(nearest=either(found)) if found else ""
