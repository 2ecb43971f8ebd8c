"""All commands by name, each loaded only when it is asked for."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command_from_info, get_group

from actionplan import __version__
from actionplan.cli import shells
from actionplan.cli.session import Session
from actionplan.cli.summaries import summary
from actionplan.cli.usage import SwedishHelp, short_help, show, spoken_usage
from actionplan.i18n import _

_PACKAGE = "actionplan.cli.commands"
COMMANDS = {
    "init": "founding",
    "pick": "editing",
    "unpick": "editing",
    "set": "editing",
    "follow": "editing",
    "note": "editing",
    "activity": "activities",
    "show": "showing",
    "list": "listing",
    "todo": "listing",
    "check": "checking",
    "save": "saving",
    "sync": "sharing",
    "diff": "differing",
    "log": "differing",
    "rollup": "rollup",
    "report": "reporting",
    "trend": "trend",
    "history": "trend",
    "meeting": "meeting",
    "round": "closing",
    "rounds": "rounds",
    "calendar": "calendar",
    "remind": "remind",
    "export": "export",
    "fetch": "fetching",
    "catalogue": "catalogue",
    "config": "config",
    "setup": "setup",
    "doctor": "doctor",
    "schema": "schema",
    "resolve": "merging",
    "merge-driver": "merging",
}
"""Each command and the module that holds it, in the order of the help."""


_LONGEST = max(map(len, COMMANDS))


class Commands(SwedishHelp, TyperGroup):
    """The program's commands. Building one costs milliseconds, building all of them more than reading the plans."""

    def list_commands(self, _ctx: Any) -> list[str]:
        """The names, in the order of a working day rather than of the alphabet."""
        return list(COMMANDS)

    def get_command(self, _ctx: Any, cmd_name: str) -> Any:
        """The command of that name, from its module."""
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in self.commands:
            self.commands[cmd_name] = _build(cmd_name)
        return self.commands[cmd_name]

    def format_commands(self, _ctx: Any, formatter: Any) -> None:
        """The list of commands, without loading any."""
        rows = [(name, short_help(summary(name), formatter.width - 6 - _LONGEST)) for name in COMMANDS]
        with formatter.section(_("Commands")):
            formatter.write_dl(rows)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the arguments begin with; a miss suggests the nearest."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from actionplan.cli.usage import NoSuchCommand

            raise NoSuchCommand(args[0], tuple(COMMANDS), ctx)
        return super().resolve_command(ctx, args)


def _build(name: str) -> Any:
    module = import_module(f"{_PACKAGE}.{COMMANDS[name]}")
    app: typer.Typer = module.app
    for info in app.registered_commands:
        if info.name == name:
            return get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)
    group = get_group(app)
    group.name = name
    return group


def _version(wanted: bool) -> None:
    if wanted:
        show(f"actionplan {__version__}")
        raise typer.Exit


def _complete_shells(incomplete: str) -> list[str]:
    return [shell for shell in shells.SHELLS if shell.startswith(incomplete)]


def _show_completion(shell: str | None) -> None:
    if shell is not None:
        show(shells.script("--show-completion", shell))
        raise typer.Exit


def _install_completion(shell: str | None) -> None:
    if shell is None:
        return
    path = shells.install(shell)
    if path:
        show(_("Written to {file}. It takes effect in the next terminal.").format(file=path))
    else:
        show(_("Run this in PowerShell, and open a new window:"))
        show("  actionplan --show-completion powershell | Out-File -Append -Encoding utf8 $PROFILE")
    raise typer.Exit


def _root() -> TyperGroup:
    app = typer.Typer(
        cls=Commands,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
        help="\n\n".join(
            (
                _("Follow up a municipality's or region's work with SKL's 44 proposals."),
                _("Without a command the plans open in the full-screen program, to be read and edited."),
            )
        ),
    )

    @app.callback(no_args_is_help=True)
    def root(
        _version_wanted: bool = typer.Option(
            False, "--version", help=_("Show the version."), callback=_version, is_eager=True
        ),
        _lang: str = typer.Option("", "--lang", metavar="sv|en", help=_("The language. Works after every command.")),
        _workspace: str = typer.Option(
            "",
            "--workspace",
            "-C",
            metavar=_("FOLDER"),
            help=_("The folder with the plans. Works after every command."),
        ),
        _no_color: bool = typer.Option(False, "--no-color", help=_("No colours. Works after every command.")),
        _read_only: bool = typer.Option(
            False, "--read-only", help=_("Only without a command: open for reading; nothing can be changed.")
        ),
        _hide_names: bool = typer.Option(
            False,
            "--hide-names",
            help=_("Only without a command: leave out who is responsible, when others see the screen."),
        ),
        _show: str | None = typer.Option(
            None,
            "--show-completion",
            metavar=_("[SHELL]"),
            help=_("Print what makes the Tab key complete words in bash, zsh, fish or powershell."),
            callback=_show_completion,
            is_eager=True,
            autocompletion=_complete_shells,
        ),
        _install: str | None = typer.Option(
            None,
            "--install-completion",
            metavar=_("[SHELL]"),
            help=_("Put that where the shell finds it."),
            callback=_install_completion,
            is_eager=True,
            autocompletion=_complete_shells,
        ),
    ) -> None:
        pass

    return get_group(app)


def offer() -> None:
    """Answer the shell that asks what can be written, and end the process."""
    _root().main(args=[], prog_name="actionplan", standalone_mode=False)


def invoke(arguments: list[str], session: Session) -> int:
    """Run the command that the arguments ask for.

    Raises:
        ActionPlanError: something the user can put right.
        KeyboardInterrupt: the user wants to stop.
    """
    group = _root()
    run: Callable[[], Any] = lambda: group.main(  # noqa: E731
        args=shells.with_shell(arguments), prog_name="actionplan", standalone_mode=False, obj=session
    )
    return spoken_usage(run, session.output)
