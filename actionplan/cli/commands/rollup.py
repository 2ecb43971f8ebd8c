"""rollup: what a region's members have picked, what they could do together, and what is late."""

from typing import Annotated

import typer

from actionplan.cli import params
from actionplan.cli.exits import Exit
from actionplan.cli.handing import Template, To, ensure_place, format_of, hand, manner_of
from actionplan.cli.session import Session
from actionplan.cli.summaries import summary
from actionplan.cli.targets import region_of
from actionplan.cli.usage import Command
from actionplan.cli.wishes import Made, Wish
from actionplan.core.errors import BadValue
from actionplan.core.matrix import ONLY, Criteria
from actionplan.i18n import _, current_language
from actionplan.reports.formats import FORMATS, WRITTEN
from actionplan.reports.rendering import RECALLED
from actionplan.store.memory import Report
from actionplan.wording.values import parse_area, parse_choice, parse_date, parse_level
from actionplan.workspace.recalling import recalled

app = typer.Typer()


@app.command("rollup", cls=Command, help=summary("rollup"))
def rollup(  # noqa: PLR0917 - the options of the command
    ctx: typer.Context,
    region: params.Group = None,
    area: params.Area = None,
    level: params.Level = None,
    only: Annotated[
        str | None,
        typer.Option(
            "--only", metavar="|".join(ONLY), help=_("Only proposals that are picked, joint candidates, and so on.")
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar=_("DATE"), help=_("As it stood on a day that is past, or held against a day to come.")
        ),
    ] = None,
    k: Annotated[
        int | None,
        typer.Option("--k", metavar=_("COUNT"), help=_("How many must have picked a proposal to suggest joint work.")),
    ] = None,
    names: params.Names = "yes",
    short: Annotated[
        bool, typer.Option("--short", help=_("Two pages: what is joint, what to decide on, and the matrix."))
    ] = False,
    trend: Annotated[
        bool | None,
        typer.Option(
            "--trend/--no-trend", help=_("With or without how it has developed; with, unless the members are many.")
        ),
    ] = None,
    format_: Annotated[
        str | None, typer.Option("--format", "-f", metavar="|".join(FORMATS), help=_("How it is written."))
    ] = None,
    to: To = None,
    template: Template = None,
    json: params.Json = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help=_("Read every file anew."))] = False,
    yes: params.Yes = False,
) -> None:
    """Roll up a region."""
    session: Session = ctx.obj
    workspace = session.workspace
    limits = workspace.settings.thresholds
    if k is not None and k < 2:  # noqa: PLR2004 - one alone is not joint
        raise BadValue("--k", str(k), expected=(_("2 or more"),))
    criteria = Criteria(
        as_of=parse_date("--as-of", as_of, session.calendar_day) if as_of else session.today,
        k=limits.k if k is None else k,
        stale_days=limits.stale_days,
        soon_days=limits.soon_days,
        area=parse_area(area, workspace.catalogue) if area else None,
        level=parse_level(level) if level else None,
        only=parse_choice("--only", only, {name: name for name in ONLY}) if only else None,
        names=params.with_names(names),
    )
    form = format_of("json" if json else format_, to, FORMATS)
    if short and form not in WRITTEN:
        raise BadValue("--short", form, expected=WRITTEN)
    ensure_place(session, form, to, yes=yes)
    manner = manner_of(session, form, template, to)
    made = _made(session, region, Wish(criteria, form, manner, short=short, trend=trend, cached=not no_cache))
    hand(session, made.content, to)
    for remark in made.remarks:
        session.output.say(remark)
    if made.is_partial:
        raise typer.Exit(Exit.PARTIAL)


def _made(session: Session, region: str | None, wish: Wish) -> Made:
    """The report, recalled where it was made before from the same files."""

    def make() -> Made:
        from actionplan.cli.rolling import make as make_report

        return make_report(session, region_of(region, session), wish)

    if wish.form not in RECALLED or wish.short:
        return make()

    def make_text() -> Report:
        made = make()
        return Report(str(made.content), made.remarks, made.is_partial)

    workspace = session.workspace
    asked = str(region or workspace.settings.region)
    facts = (asked, wish.form, repr(wish.criteria), current_language(), str(wish.manner.width), str(wish.manner.color))
    # What was saved is no file whose state could be told.
    is_present = wish.criteria.as_of >= session.today
    report = recalled(workspace, facts, make_text, cached=wish.cached and is_present)
    return Made(report.text, report.remarks, report.is_partial)
