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
from actionplan.core.errors import BadValue
from actionplan.i18n import _
from actionplan.reports.formats import WRITTEN
from actionplan.reports.plan_report import report as lay_out
from actionplan.reports.plan_report_words import Origin, is_partial, remarks
from actionplan.workspace.accounting import accounted

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
    found = accounted(session.workspace, whose, session.today, names=is_named)
    account = found.account
    origin = Origin(found.source, found.problems, found.troubles, found.lacks_catalogue, found.is_group)
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
