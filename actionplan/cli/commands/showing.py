"""show: a plan, a proposal in a plan, or a proposal across a region."""

from collections.abc import Sequence
from typing import Annotated

import typer

from actionplan.cli import params
from actionplan.cli.exits import Exit
from actionplan.cli.handing import Template, To
from actionplan.cli.session import Session
from actionplan.cli.sourcing import warn_of_sources
from actionplan.cli.summaries import summary
from actionplan.cli.targets import Targets, one_body, parse
from actionplan.cli.usage import Command
from actionplan.cli.written import Delivery, delivery_of, hand_blocks, hand_data
from actionplan.core.across import find_across
from actionplan.core.body import Body
from actionplan.core.catalogue import Catalogue
from actionplan.i18n import _
from actionplan.reports import plan_data
from actionplan.reports.across import across_document
from actionplan.reports.blocks import Block, Heading
from actionplan.reports.formats import COMPARED
from actionplan.reports.plan_document import entry_document, plan_document
from actionplan.store.read import PlanFile
from actionplan.workspace.sources import file_to_show, read_everywhere

app = typer.Typer()


@app.command("show", cls=Command, help=summary("show"))
def show(  # noqa: PLR0917 - the options of the command
    ctx: typer.Context,
    targets: params.Targets = None,
    own: Annotated[bool, typer.Option("--own", help=_("For a region: its own plan, not its members'."))] = False,
    format_: Annotated[
        str | None, typer.Option("--format", "-f", metavar="|".join(COMPARED), help=_("How it is written."))
    ] = None,
    to: To = None,
    template: Template = None,
    json: params.Json = False,
    yes: params.Yes = False,
) -> None:
    """Show plans and proposals."""
    session: Session = ctx.obj
    delivery = delivery_of(session, "json" if json else format_, to, template, COMPARED, yes=yes)
    meant = parse(targets or [], session)
    if meant.proposals and not own and (not meant.bodies or all(body.members for body in meant.bodies)):
        _across(session, meant, delivery)
        return
    bodies = meant.bodies or (one_body(meant, session),)
    files = [(body, file_to_show(session.workspace, body)) for body in bodies]
    if delivery.form == "json":
        plans = [(one.source, one.plan) for _body, one in files if one.plan]
        hand_data(session, plan_data.plans(plans, meant.proposals), delivery)
        return
    told = [_blocks(session, body, file, meant) for body, file in files]
    is_example = any(file.plan and file.plan.head.example for _body, file in files)
    _draw(session, told, delivery, _("Plans"), is_example=is_example)


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


def _across(session: Session, meant: Targets, delivery: Delivery) -> None:
    workspace = session.workspace
    region = workspace.settings.region
    group = meant.bodies[0] if meant.bodies else workspace.bodies.resolve(region) if region else None
    files, sources = read_everywhere(workspace)
    plans = [(file.source, file.plan) for file in files]
    found = [find_across(number, plans, group, workspace.bodies) for number in meant.proposals]
    if delivery.form == "json":
        hand_data(session, plan_data.across(found, workspace.catalogue), delivery)
    else:
        told = [[*across_document(one, workspace.catalogue, session.today)] for one in found]
        is_example = any(held.example for one in found for held in one.held)
        _draw(session, told, delivery, _("Proposals"), is_example=is_example)
    if warn_of_sources(session, sources):
        raise typer.Exit(Exit.PARTIAL)


def _draw(
    session: Session, told: Sequence[Sequence[Block]], delivery: Delivery, title: str, *, is_example: bool
) -> None:
    """One after the other; as one document, with a title of its own where they are several, in other formats."""
    if delivery.form == "text" and delivery.is_on_screen:
        for blocks in told:
            hand_blocks(session, blocks, delivery)
        return
    whole = [block for blocks in told for block in blocks]
    chapters = sum(isinstance(block, Heading) and block.level == 1 for block in whole)
    hand_blocks(session, whole, delivery, title=title if chapters > 1 else "", is_example=is_example)
