"""report: one body's plan as a document for its committee."""

from typing import Annotated

import typer

from actionplan.cli import params
from actionplan.cli.completion import complete_bodies
from actionplan.cli.exits import Exit
from actionplan.cli.handing import Template, To, Written, hand, issuer_for
from actionplan.cli.session import Session
from actionplan.cli.summaries import summary
from actionplan.cli.targets import one_body, parse
from actionplan.cli.usage import Command
from actionplan.cli.written import delivery_of, hand_document
from actionplan.core.body import Body
from actionplan.core.errors import BadValue
from actionplan.core.plan import Plan
from actionplan.core.plan_account import Account, account_of
from actionplan.core.problems import Severity
from actionplan.core.sources import source_of
from actionplan.i18n import _
from actionplan.reports.formats import WRITTEN
from actionplan.reports.plan_report import report as lay_out
from actionplan.reports.plan_report_words import Origin, is_partial, remarks
from actionplan.store.errors import NoOwnPlan, NoPlan
from actionplan.store.read import PlanFile
from actionplan.workspace.gathering import criteria_of
from actionplan.workspace.sources import file_to_show, look

app = typer.Typer()


@app.command("report", cls=Command, help=summary("report"))
def report(  # noqa: PLR0917 - the options of the command
    ctx: typer.Context,
    body: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=_("[BODY]"), help=_("Municipality or region."), autocompletion=complete_bodies, show_default=False
        ),
    ] = None,
    short: Annotated[
        bool, typer.Option("--short", help=_("One or two pages: the figures, what to decide on, and the overview."))
    ] = False,
    names: params.Names = "yes",
    format_: Written = None,
    to: To = None,
    template: Template = None,
    json: params.Json = False,
    yes: params.Yes = False,
) -> None:
    """Make a plan into a report for its committee."""
    session: Session = ctx.obj
    meant = parse(body or [], session)
    if meant.proposals:
        raise BadValue("report", " ".join(body or ()), expected=(_("a municipality or region, without numbers"),))
    whose = one_body(meant, session)
    is_named = params.with_names(names)
    delivery = delivery_of(session, "json" if json else format_, to, template, (*WRITTEN, "json"), yes=yes)
    file, plan = _plan_of(session, whose)
    origin = _origin(session, whose, file, plan)
    account = _account(session, whose, plan, names=is_named)
    if delivery.form == "json":
        from actionplan.reports.data import as_text
        from actionplan.reports.plan_report_data import as_data

        hand(session, as_text(as_data(account, origin)), to)
    else:
        issuer = issuer_for(session, delivery.form)
        document = lay_out(account, session.workspace.bodies, origin, issuer=issuer, short=short)
        hand_document(session, document, delivery)
    for said in remarks(account, origin):
        session.output.say(said)
    if is_partial(account, origin):
        raise typer.Exit(Exit.PARTIAL)


def _plan_of(session: Session, body: Body) -> tuple[PlanFile, Plan]:
    """The file that holds the body's plan, and the plan.

    Raises:
        NoOwnPlan: the body has none, but members.
        NoPlan: the body has none.
        SeveralPlans: there are several.
        Unreadable: it cannot be read as a plan.
    """
    try:
        file = file_to_show(session.workspace, body)
    except NoPlan:
        if body.members:
            raise NoOwnPlan(body.title, body.slug) from None
        raise
    if file.plan is None:
        raise NoPlan(body.name, body.slug)
    return file, file.plan


def _account(session: Session, body: Body, plan: Plan, *, names: bool) -> Account:
    workspace = session.workspace
    criteria = criteria_of(workspace, session.today, names=names)
    catalogue = workspace.catalogue_of(plan) or workspace.catalogue
    return account_of(plan, plan.head.name or body.name, catalogue, criteria)


def _origin(session: Session, body: Body, file: PlanFile, plan: Plan) -> Origin:
    """Where the plan comes from, and what of it is lost on the way."""
    workspace = session.workspace
    troubles: tuple[str, ...] = ()
    if (source := source_of(file.source)) in workspace.settings.sources:
        from actionplan.wording.sources import trouble

        troubles = tuple(trouble(one.state) for one in look(workspace, (source,)) if one.state.trouble)
    return Origin(
        file.source,
        tuple(one for one in file.problems if one.severity is Severity.ERROR),
        troubles,
        workspace.catalogue_of(plan) is None,
        bool(body.members),
    )
