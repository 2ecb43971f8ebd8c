"""check: every problem in the plans at once."""

import os
from collections.abc import Sequence
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
from actionplan.store.language import PLANS
from actionplan.wording.values import parse_choice
from actionplan.workspace import Workspace, find_root, open_workspace
from actionplan.workspace.checking import check_files, check_staged

app = typer.Typer()

_FROM_TOP = ("github", "gitlab")
"""Forms in which files are named from the repository's top, wherever the workspace lies in it."""


@app.command("check", cls=Command, help=summary("check"))
def check(  # noqa: PLR0917 - the options of the command
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
    staged: Annotated[
        bool, typer.Option("--staged", help=_("Only the plans that git is about to commit, as they are then."))
    ] = False,
    format_: Annotated[
        str, typer.Option("--format", metavar="text|json|github|gitlab", help=_("How the problems are written."))
    ] = "text",
    json: params.Json = False,
) -> None:
    """Check plans."""
    session: Session = ctx.obj
    renderer = parse_choice("--format", "json" if json else format_, render.FORMATS)
    found = _staged(session, which, strict=strict) if staged else _on_disk(session, which, strict=strict)
    from_top = format_ in _FROM_TOP and not json
    problems = tuple(_renamed(session, root, problem, from_top=from_top) for root, problem in found)
    _print(session, renderer(problems), problems, always=renderer is not render.as_text)
    # Saving is stopped by what cannot be used, not by what is probably not meant; it is told all the same.
    harmless = {Severity.NOTE, Severity.WARNING} if staged else {Severity.NOTE}
    if any(strict or problem.severity not in harmless for problem in problems):
        raise typer.Exit(Exit.PROBLEMS)


def _print(session: Session, text: str, problems: tuple[Problem, ...], *, always: bool) -> None:
    if text and (problems or always):
        session.output.data(text)


Found = list[tuple[Path, Problem]]
"""Problems, each with the workspace that its file lies in."""


def _staged(session: Session, which: Sequence[str] | None, *, strict: bool) -> Found:
    workspace = session.workspace
    only = None
    if which:
        only = {workspace.source(path) for _workspace, path in _files(session, which)}
    return [(workspace.root, one) for one in check_staged(workspace, session.today, strict=strict, only=only)]


def _on_disk(session: Session, which: Sequence[str] | None, *, strict: bool) -> Found:
    if not which:
        workspace = session.workspace
        problems = check_files(workspace, workspace.plan_paths(), session.today, strict=strict)
        return [(workspace.root, one) for one in problems]
    grouped: dict[Path, tuple[Workspace, list[Path]]] = {}
    for workspace, path in _files(session, which):
        grouped.setdefault(workspace.root, (workspace, []))[1].append(path)
    found: Found = []
    for root, (workspace, paths) in grouped.items():
        today = workspace.today(session.calendar_day)
        found += [(root, one) for one in check_files(workspace, dict.fromkeys(paths), today, strict=strict)]
    return found


def _files(session: Session, which: Sequence[str]) -> list[tuple[Workspace, Path]]:
    """The files that are meant, each with its workspace."""
    found: list[tuple[Workspace, Path]] = []
    for word in which:
        if word.endswith(".toml") or "/" in word or "\\" in word:
            path = _path(session, word)
            found.append((_workspace_of(session, path), path))
        else:
            workspace = session.workspace
            body = workspace.bodies.resolve(word, planned_bodies(workspace))
            paths = [file.path for file in workspace.files_of(body)] or [workspace.file_of(body).path]
            found += [(workspace, path) for path in paths]
    return found


def _path(session: Session, word: str) -> Path:
    """The file of that name in the present folder or the workspace; first in the workspace if it was named."""
    here = Path(word).absolute()
    root = find_root(session.start)
    if root is None:
        return here
    inside = root / word
    first, then = (here, inside) if session.start == Path() else (inside, here)
    return first if first.exists() or not then.exists() else then


def _workspace_of(session: Session, path: Path) -> Workspace:
    """The workspace that a file lies in, which need not be the one that the program was started in.

    The program pre-commit names files from the repository's top, wherever the plans lie.
    """
    own = find_root(session.start)
    if own and path.is_relative_to(own / PLANS):
        return session.workspace
    plans = next((folder for folder in path.parents if folder.name == PLANS), None)
    root = find_root(plans.parent if plans else path.parent)
    return session.workspace if root in {None, own} else open_workspace(root)


def _renamed(session: Session, root: Path, problem: Problem, *, from_top: bool) -> Problem:
    """A problem with its file as those who read it know it: from the workspace, the present folder or the top."""
    if not from_top and root == find_root(session.start):
        return problem
    above = _top(root) if from_top else Path.cwd()
    path = root / problem.source
    if above is None or not path.is_relative_to(above):
        return problem if from_top else problem.at(path.as_posix(), problem.line, problem.column)
    return problem.at(path.relative_to(above).as_posix(), problem.line, problem.column)


def _top(root: Path) -> Path | None:
    """The repository's top, found without git, which need not be there to check plans."""
    return next((folder for folder in (root, *root.parents) if os.path.lexists(folder / ".git")), None)
