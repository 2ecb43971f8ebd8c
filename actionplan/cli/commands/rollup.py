"""rollup: what a region's members have picked, what they could do together, and what is late."""

from pathlib import PurePath
from typing import Annotated

import typer

from actionplan.cli import params
from actionplan.cli.exits import Exit
from actionplan.cli.session import Session
from actionplan.cli.summaries import summary
from actionplan.cli.targets import region_of
from actionplan.cli.usage import Command
from actionplan.core.errors import BadValue
from actionplan.core.matrix import ONLY, Criteria
from actionplan.i18n import _, current_language
from actionplan.reports.formats import ENDINGS, FORMATS
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
    names: Annotated[
        str, typer.Option("--names", metavar="yes|no", help=_("no leaves out who is responsible."))
    ] = "yes",
    format_: Annotated[
        str | None, typer.Option("--format", "-f", metavar="text|md|csv|csv-excel|json", help=_("How it is written."))
    ] = None,
    to: Annotated[
        str | None, typer.Option("--output", "-O", metavar=_("FILE"), help=_("Write to a file instead of the screen."))
    ] = None,
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
        names=parse_choice("--names", names, {"yes": True, "no": False, "ja": True, "nej": False}),
    )
    form = _format("json" if json else format_, to)
    asked = region or workspace.settings.region
    facts = (str(asked), form, repr(criteria), current_language(), str(session.output.width), str(session.output.color))

    def make() -> Report:
        from actionplan.cli.rolling import make as make_report

        return make_report(session, region_of(region, session), criteria, form, cached=not no_cache)

    # What was saved is no file whose state could be told.
    report = recalled(workspace, facts, make, cached=not no_cache and criteria.as_of >= session.today)
    _write(session, report.text, to, yes=yes)
    for remark in report.remarks:
        session.output.say(remark)
    if report.is_partial:
        raise typer.Exit(Exit.PARTIAL)


def _format(asked: str | None, to: str | None) -> str:
    if asked:
        return str(parse_choice("--format", asked, {name: name for name in FORMATS}))
    ending = PurePath(to or "").suffix.lower()
    if ending and ending not in ENDINGS:
        raise BadValue("--output", str(to), expected=tuple(ENDINGS))
    return ENDINGS.get(ending, "text")


def _write(session: Session, text: str, to: str | None, *, yes: bool) -> None:
    if to in {None, "-"}:
        session.output.raw(text.encode(errors="replace"))
        return
    from actionplan.store.errors import Exists
    from actionplan.workspace.handing_out import hand_out, is_taken

    named = str(to)
    if (
        is_taken(named, "--output", session.workspace.root)
        and not yes
        and not session.output.confirm(_("{file} is already there. Replace it?").format(file=named))
    ):
        raise Exists(named)
    hand_out(named, text, replace=True)
    session.output.say(_("Written to {file}.").format(file=named))
