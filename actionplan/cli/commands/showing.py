"""show: a plan, a proposal in a plan, or a proposal across a region."""

from collections.abc import Sequence
from typing import Annotated

import typer

from actionplan.cli import params
from actionplan.cli.exits import Exit
from actionplan.cli.session import Session
from actionplan.cli.sourcing import warn_of_sources
from actionplan.cli.summaries import summary
from actionplan.cli.targets import Targets, one_body, parse
from actionplan.cli.usage import Command
from actionplan.core.across import find_across
from actionplan.core.body import Body
from actionplan.core.catalogue import Catalogue
from actionplan.i18n import _
from actionplan.reports import plan_data
from actionplan.reports.across import across_document
from actionplan.reports.blocks import Block
from actionplan.reports.drawing import draw
from actionplan.reports.plan_document import entry_document, plan_document
from actionplan.store.read import PlanFile
from actionplan.workspace.sources import file_to_show, read_everywhere

app = typer.Typer()


@app.command("show", cls=Command, help=summary("show"))
def show(
    ctx: typer.Context,
    targets: params.Targets = None,
    own: Annotated[bool, typer.Option("--own", help=_("For a region: its own plan, not its members'."))] = False,
    json: params.Json = False,
) -> None:
    """Show plans and proposals."""
    session: Session = ctx.obj
    meant = parse(targets or [], session)
    if meant.proposals and not own and (not meant.bodies or all(body.members for body in meant.bodies)):
        _across(session, meant, json=json)
        return
    bodies = meant.bodies or (one_body(meant, session),)
    files = [(body, file_to_show(session.workspace, body)) for body in bodies]
    if json:
        session.output.json(plan_data.plans([(one.source, one.plan) for _, one in files if one.plan], meant.proposals))
        return
    for body, file in files:
        _draw(session, _blocks(session, body, file, meant))


def _blocks(session: Session, body: Body, file: PlanFile, meant: Targets) -> list[Block]:
    if file.plan is None:
        return []
    name = file.plan.head.name or body.name
    catalogue = catalogue_of(session, file)
    if not meant.proposals:
        return [*plan_document(file.plan, name, catalogue, session.today, source=file.source, problems=file.problems)]
    return [
        block
        for number in meant.proposals
        for block in entry_document(number, file.plan, name, catalogue, session.workspace.bodies, session.today)
    ]


def catalogue_of(session: Session, file: PlanFile) -> Catalogue:
    """The catalogue that a file was made for, or the workspace's where that one is not known."""
    known = session.workspace.catalogue_of(file.plan) if file.plan else None
    return known or session.workspace.catalogue


def _across(session: Session, meant: Targets, *, json: bool) -> None:
    workspace = session.workspace
    region = workspace.settings.region
    group = meant.bodies[0] if meant.bodies else workspace.bodies.resolve(region) if region else None
    files, sources = read_everywhere(workspace)
    plans = [(file.source, file.plan) for file in files]
    found = [find_across(number, plans, group, workspace.bodies) for number in meant.proposals]
    if json:
        session.output.json(plan_data.across(found, workspace.catalogue))
    else:
        for one in found:
            _draw(session, across_document(one, workspace.catalogue, session.today))
    if warn_of_sources(session, sources):
        raise typer.Exit(Exit.PARTIAL)


def _draw(session: Session, blocks: Sequence[Block]) -> None:
    session.output.data(draw(blocks, width=session.output.width, color=session.output.color))
