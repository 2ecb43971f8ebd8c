"""list and todo: entries that fit a filter, and what is missing from whom."""

from typing import Annotated

import typer

from actionplan.cli import params
from actionplan.cli.completion import complete_statuses
from actionplan.cli.exits import Exit
from actionplan.cli.session import Session
from actionplan.cli.sourcing import warn_of_sources
from actionplan.cli.summaries import summary
from actionplan.cli.targets import parse
from actionplan.cli.usage import Command
from actionplan.core.body import Body, alphabetical
from actionplan.core.plan import Entry
from actionplan.core.problems import worst
from actionplan.core.query import Query
from actionplan.core.sources import SourceState
from actionplan.i18n import _
from actionplan.reports import plan_data
from actionplan.reports.drawing import draw
from actionplan.reports.listing import list_document, todo_document
from actionplan.store.read import PlanFile
from actionplan.wording.problems import problem_text
from actionplan.wording.values import parse_area, parse_level, parse_status
from actionplan.workspace.missing import is_about, lacking, name_of, names_of, what_is_missing
from actionplan.workspace.sources import read_everywhere

app = typer.Typer()


@app.command("list", cls=Command, help=summary("list"))
def list_(  # noqa: PLR0917 - the options of the command
    ctx: typer.Context,
    targets: params.Targets = None,
    area: params.Area = None,
    level: params.Level = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            "--status",
            "-s",
            metavar=_("STATUS"),
            help=_("Only a status; can be given several times."),
            autocompletion=complete_statuses,
        ),
    ] = None,
    owner: Annotated[
        str | None, typer.Option("--owner", "-o", metavar=_("TEXT"), help=_("Only owners with this in their name."))
    ] = None,
    picked: Annotated[bool, typer.Option("--picked", help=_("Only picked."))] = False,
    overdue: Annotated[bool, typer.Option("--overdue", help=_("Only past their deadline."))] = False,
    unowned: Annotated[bool, typer.Option("--unowned", help=_("Only without an owner."))] = False,
    stale: Annotated[bool, typer.Option("--stale", help=_("Only without a recent follow-up."))] = False,
    text: Annotated[
        str | None, typer.Option("--text", "-t", metavar=_("WORDS"), help=_("Only with all these words."))
    ] = None,
    json: params.Json = False,
) -> None:
    """List entries."""
    session: Session = ctx.obj
    meant = parse(targets or [], session)
    workspace = session.workspace
    query = Query(
        today=session.today,
        stale_days=workspace.settings.thresholds.stale_days,
        proposals=meant.proposals,
        area=parse_area(area, workspace.catalogue) if area else None,
        level=parse_level(level) if level else None,
        statuses=frozenset(map(parse_status, status or ())),
        owner=owner,
        picked=picked,
        overdue=overdue,
        unowned=unowned,
        stale=stale,
        text=text,
    )
    files, sources = _files(session, meant.bodies)
    rows = [
        (file.plan.head.body, file.source, number, entry)
        for file in files
        if file.plan
        for number, entry in file.plan.entries.items()
        if not entry.is_empty and query.fits(number, entry, workspace.catalogue)
    ]
    if json:
        session.output.json(plan_data.listing(rows, workspace.catalogue))
    else:
        _draw_list(session, files, rows)
    if _warn_unreadable(session, files) | warn_of_sources(session, sources):
        raise typer.Exit(Exit.PARTIAL)


def _draw_list(session: Session, files: list[PlanFile], rows: list[tuple[str, str, str, Entry]]) -> None:
    names = {file.plan.head.body: name_of(session.workspace, file) for file in files if file.plan}
    example = any(file.plan and file.plan.head.example for file in files)
    blocks = list_document(rows, names, session.workspace.catalogue, session.today, example=example)
    session.output.data(draw(tuple(blocks), width=session.output.width, color=session.output.color))


def _files(session: Session, bodies: tuple[Body, ...]) -> tuple[list[PlanFile], tuple[SourceState, ...]]:
    """The files of the bodies and of their members; all files when no body is named. And how it is with sources."""
    workspace = session.workspace
    everything, sources = read_everywhere(workspace)
    files = [file for file in everything if not bodies or is_about(workspace, file, bodies)]
    return sorted(files, key=lambda file: alphabetical(name_of(workspace, file))), sources


def _warn_unreadable(session: Session, files: list[PlanFile]) -> bool:
    """Say which files cannot be read; whether there are any."""
    broken = [file for file in files if file.plan is None]
    for file in broken:
        said = _("{file} cannot be read and is not counted: {why}. Run: actionplan check")
        session.output.say(said.format(file=file.source, why=problem_text(worst(file.problems))))
    return bool(broken)


@app.command("todo", cls=Command, help=summary("todo"))
def todo(
    ctx: typer.Context,
    body: params.OneBody = None,
    all_: Annotated[
        bool, typer.Option("--all", help=_("Also what is not urgent: deadlines and owners that are not set."))
    ] = False,
    json: params.Json = False,
) -> None:
    """List what is missing."""
    session: Session = ctx.obj
    workspace = session.workspace
    region = workspace.settings.region
    group = workspace.bodies.resolve(body) if body else workspace.bodies.resolve(region) if region else None
    files, sources = _files(session, (group,) if group else ())
    lacks = [lacking(workspace, file, session.today) for file in files]
    found = what_is_missing(workspace, group, lacks)
    if json:
        session.output.json(plan_data.tasks(found))
    else:
        example = any(file.plan and file.plan.head.example for file in files)
        names = names_of(workspace, lacks)
        blocks = todo_document(found, names, workspace.catalogue, session.today, example=example, everything=all_)
        session.output.data(draw(tuple(blocks), width=session.output.width, color=session.output.color))
    if warn_of_sources(session, sources):
        raise typer.Exit(Exit.PARTIAL)
