"""check: every problem in the plans at once."""

from pathlib import Path
from typing import Annotated

import typer

from actionplan.cli import params
from actionplan.cli.completion import complete_bodies
from actionplan.cli.exits import Exit
from actionplan.cli.session import Session
from actionplan.cli.summaries import summary
from actionplan.cli.targets import planned_bodies
from actionplan.cli.usage import Command
from actionplan.core.problems import Problem, Severity
from actionplan.i18n import _
from actionplan.reports import problems as render
from actionplan.wording.values import parse_choice
from actionplan.workspace.checking import check_files

app = typer.Typer()


@app.command("check", cls=Command, help=summary("check"))
def check(
    ctx: typer.Context,
    which: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=_("[BODY|FILE]..."),
            help=_("Only these; otherwise all."),
            autocompletion=complete_bodies,
            show_default=False,
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help=_("Also what is allowed but probably not meant."))] = False,
    format_: Annotated[
        str, typer.Option("--format", metavar="text|json|github|gitlab", help=_("How the problems are written."))
    ] = "text",
    json: params.Json = False,
) -> None:
    """Check plans."""
    session: Session = ctx.obj
    renderer = parse_choice("--format", "json" if json else format_, render.FORMATS)
    problems = check_files(session.workspace, _paths(session, which or []), session.today, strict=strict)
    _print(session, renderer(problems), problems, always=renderer is not render.as_text)
    if any(strict or problem.severity is not Severity.NOTE for problem in problems):
        raise typer.Exit(Exit.PROBLEMS)


def _print(session: Session, text: str, problems: tuple[Problem, ...], *, always: bool) -> None:
    if text and (problems or always):
        session.output.data(text)


def _paths(session: Session, which: list[str]) -> tuple[Path, ...]:
    workspace = session.workspace
    if not which:
        return workspace.plan_paths()
    found: list[Path] = []
    for word in which:
        if word.endswith(".toml") or "/" in word or "\\" in word:
            inside = workspace.root / word
            found.append(inside if inside.exists() else Path(word).absolute())
        else:
            body = workspace.bodies.resolve(word, planned_bodies(workspace))
            found += [file.path for file in workspace.files_of(body)] or [workspace.file_of(body).path]
    return tuple(dict.fromkeys(found))
