"""remind: mail texts about what is late, missing or not followed up. It sends nothing."""

from typing import Annotated

import typer

from actionplan.cli import params
from actionplan.cli.exits import Exit
from actionplan.cli.handing import To, ensure_place, format_of, hand
from actionplan.cli.session import Session
from actionplan.cli.summaries import summary
from actionplan.cli.targets import body_or_region
from actionplan.cli.usage import Command
from actionplan.core.reminders import By, find_letters
from actionplan.i18n import _
from actionplan.reports.rendering import remarks
from actionplan.wording.values import parse_choice
from actionplan.workspace.exporting import read_whole
from actionplan.workspace.gathering import as_group, criteria_of

app = typer.Typer()

_FORMS = ("text", "md", "json")


@app.command("remind", cls=Command, help=summary("remind"))
def remind(  # noqa: PLR0917 - the options of the command
    ctx: typer.Context,
    body: params.OneBody = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by", metavar="owner|body", help=_("A text for each responsible function, or for each municipality.")
        ),
    ] = None,
    format_: Annotated[
        str | None, typer.Option("--format", "-f", metavar="|".join(_FORMS), help=_("How it is written."))
    ] = None,
    to: To = None,
    json: params.Json = False,
    yes: params.Yes = False,
) -> None:
    """Write reminders."""
    from actionplan.reports.reminders import file
    from actionplan.reports.reminders.words import Sender, mail

    session: Session = ctx.obj
    workspace = session.workspace
    found_body = body_or_region(body, session)
    # A coordinator writes to municipalities, a municipality to those who do the work.
    chosen: By = parse_choice(
        "--by", by or ("body" if found_body.members else "owner"), {"owner": "owner", "body": "body"}
    )
    form = format_of("json" if json else format_, to, _FORMS)
    ensure_place(session, form, to, yes=yes)
    material = read_whole(workspace, as_group(found_body), criteria_of(workspace, session.today))
    sender = Sender(material, workspace.settings.report.publisher)
    mails = [mail(letter, sender) for letter in find_letters(material, chosen)]
    if form == "json":
        from actionplan.reports.data import as_text

        hand(session, as_text(file.as_data(mails, sender, chosen)), to)
    elif mails:
        hand(session, file.as_markdown(mails) if form == "md" else file.as_text(mails), to)
    if not mails:
        session.output.say(_("There is nothing to remind anybody of."))
    for remark in remarks(material.rollup):
        session.output.say(remark)
    if material.rollup.is_partial:
        raise typer.Exit(Exit.PARTIAL)
