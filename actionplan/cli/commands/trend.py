"""trend and history: counts by status over time."""

from typing import Annotated

import typer

from actionplan.cli import params
from actionplan.cli.exits import Exit
from actionplan.cli.handing import Template, To, hand, issuer_for
from actionplan.cli.progress import counting
from actionplan.cli.session import Session
from actionplan.cli.summaries import summary
from actionplan.cli.targets import default_body, parse, region_of
from actionplan.cli.usage import Command
from actionplan.cli.written import Delivery, delivery_of, hand_blocks, hand_data, hand_document
from actionplan.core.body import Body
from actionplan.core.errors import BadValue, StrayWord
from actionplan.core.periods import BY
from actionplan.core.trend import Trend
from actionplan.i18n import _
from actionplan.reports import trend_data
from actionplan.reports.formats import CURVED
from actionplan.reports.rollup_standing import incomplete
from actionplan.reports.trend import document
from actionplan.reports.trend_words import broken, unreadable_now
from actionplan.wording.gaps import lacking
from actionplan.wording.sources import troubles
from actionplan.wording.values import parse_area, parse_choice, parse_date
from actionplan.workspace.trending import Wanted, draw_curve

app = typer.Typer()

By = Annotated[
    str, typer.Option("--by", metavar="month|quarter|round", help=_("By month, by quarter, or by follow-up round."))
]
Since = Annotated[str | None, typer.Option("--since", metavar=_("DATE"), help=_("Begin on this day."))]
Until = Annotated[str | None, typer.Option("--until", metavar=_("DATE"), help=_("End on this day."))]
Csv = Annotated[bool, typer.Option("--csv", help=_("Print CSV for other programs."))]
Excel = Annotated[bool, typer.Option("--csv-excel", help=_("Print CSV for Excel."))]
Anew = Annotated[bool, typer.Option("--no-cache", help=_("Read every saved version anew."))]


@app.command("history", cls=Command, help=summary("history"))
@app.command("trend", cls=Command, help=summary("trend"))
def trend(  # noqa: PLR0917 - the options of the command
    ctx: typer.Context,
    targets: params.Targets = None,
    area: params.Area = None,
    by: By = "quarter",
    since: Since = None,
    until: Until = None,
    csv: Csv = False,
    csv_excel: Excel = False,
    format_: Annotated[
        str | None, typer.Option("--format", "-f", metavar="|".join(CURVED), help=_("How it is written."))
    ] = None,
    to: To = None,
    template: Template = None,
    json: params.Json = False,
    no_cache: Anew = False,
    yes: params.Yes = False,
) -> None:
    """Show counts over time."""
    session: Session = ctx.obj
    named = "json" if json else "csv-excel" if csv_excel else "csv" if csv else format_
    delivery = delivery_of(session, named, to, template, CURVED, yes=yes)
    wanted = _wanted(session, targets, area=area, by=by, since=since, until=until)
    with counting(session.output) as counter:
        found = draw_curve(
            session.workspace,
            wanted,
            session.today,
            session.calendar_day,
            cached=not no_cache,
            progress=counter.show,
        )
    _hand(session, found, delivery)
    _remark(session, found)


def _hand(session: Session, found: Trend, delivery: Delivery) -> None:
    if delivery.form == "json":
        hand_data(session, trend_data.as_data(found), delivery)
    elif delivery.form in {"csv", "csv-excel"}:
        hand(session, trend_data.as_csv(found, "excel" if delivery.form == "csv-excel" else "machine"), delivery.to)
    elif delivery.form == "text":
        hand_blocks(session, document(found), delivery)
    else:
        from actionplan.reports.documents import as_document
        from actionplan.reports.trend_charts import trend_figure

        blocks = document(found, drawn=True, chart=trend_figure(found))
        issuer = issuer_for(session, delivery.form)
        told = as_document(blocks, session.today, issuer=issuer, is_example=found.is_example)
        hand_document(session, told, delivery)


def _wanted(
    session: Session, targets: list[str] | None, *, area: str | None, by: str, since: str | None, until: str | None
) -> Wanted:
    meant = parse(targets or [], session)
    if len(meant.bodies) > 1:
        raise StrayWord(meant.bodies[1].slug)
    if len(meant.proposals) > 1:
        raise StrayWord(meant.proposals[1])
    catalogue, day = session.workspace.catalogue, session.calendar_day
    first = parse_date("--since", since, day) if since else None
    last = parse_date("--until", until, day) if until else None
    if first and last and last < first:
        raise BadValue("--until", str(until), expected=(_("a day on or after --since"),))
    return Wanted(
        body=meant.bodies[0] if meant.bodies else _default(session),
        by=parse_choice("--by", by, {name: name for name in BY}),
        area=parse_area(area, catalogue) if area else None,
        proposal=meant.proposals[0] if meant.proposals else None,
        since=first,
        until=last,
    )


def _default(session: Session) -> Body:
    """The workspace's region; where it has none, the body that is meant elsewhere too."""
    if not session.workspace.settings.region and (body := default_body(session.workspace)):
        return body
    return region_of(None, session)


def _remark(session: Session, found: Trend) -> None:
    for said in incomplete(found.known_from):
        session.output.say(said)
    for one in found.broken:
        session.output.say(broken(one))
    for said in (*lacking(found.drawn.gaps), *troubles(found.troubled_sources)):
        session.output.say(said)
    now = found.points[-1] if found.points and found.points[-1].is_now else None
    unreadable = unreadable_now(now) if now else ""
    if unreadable:
        session.output.say(unreadable)
    if unreadable or found.troubled_sources:
        raise typer.Exit(Exit.PARTIAL)
