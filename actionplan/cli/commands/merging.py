"""resolve and merge-driver: the same putting together, for those who use git themselves."""

from pathlib import Path
from typing import Annotated

import typer

from actionplan.cli import params
from actionplan.cli.asking import asker
from actionplan.cli.commands.sharing import Take
from actionplan.cli.exits import Exit
from actionplan.cli.session import Session
from actionplan.cli.summaries import summary
from actionplan.cli.usage import Command
from actionplan.core.errors import ActionPlanError
from actionplan.i18n import _, ngettext

app = typer.Typer()


@app.command("resolve", cls=Command, help=summary("resolve"))
def resolve(
    ctx: typer.Context,
    take: Take = None,
    dry_run: params.DryRun = False,
    yes: params.Yes = False,
) -> None:
    """Put together plans that git left in conflict."""
    from actionplan.workspace.resolving import resolve as resolve_all
    from actionplan.workspace.versioned import versioned

    session: Session = ctx.obj
    here = versioned(session.workspace)
    found = resolve_all(here, asker(session, take), replace=yes, dry_run=dry_run)
    said = _("Would be put together:") if dry_run else _("Put together:")
    session.output.data(
        "\n".join((said, *(f"  {file}" for file in found.files))) if found.files else _("No plan was in conflict.")
    )
    if found.questions:
        said = ngettext(
            "{count} question would be asked: both sides have given the same field different values.",
            "{count} questions would be asked: both sides have given the same fields different values.",
            found.questions,
        )
        session.output.say(said.format(count=found.questions))
    if found.others:
        files = ", ".join(found.others)
        session.output.say(_("Still in conflict, and no plans: {files}").format(files=files))
        session.output.say(_("Somebody who knows git has to put those together."))
        raise typer.Exit(Exit.CLASH)
    if found.commit:
        session.output.say(_("The merge is finished and saved."))
    elif found.operation and found.operation != "merge" and not dry_run:
        command = f"git {found.operation} --continue"
        session.output.say(_("Go on with: {command}").format(command=command))
    elif not dry_run:
        session.output.say(_("It is not saved yet. Save it with: actionplan save"))


@app.command("merge-driver", cls=Command, help=summary("merge-driver"))
def merge_driver(
    ctx: typer.Context,
    base: Annotated[Path, typer.Argument(metavar="%O", help=_("A file with what both sides began with."))],
    ours: Annotated[Path, typer.Argument(metavar="%A", help=_("A file with our side; is given the result."))],
    theirs: Annotated[Path, typer.Argument(metavar="%B", help=_("A file with the other side."))],
    _marker: Annotated[str, typer.Argument(metavar="%L", help=_("The length of markers; none are written."))] = "7",
    path: Annotated[str, typer.Argument(metavar="%P", help=_("Where the plan lies in the repository."))] = "",
) -> None:
    """Put together a plan for git."""
    from actionplan.workspace.resolving import drive

    session: Session = ctx.obj
    try:
        driven = drive(base, ours, theirs, path or ours.name)
    except ActionPlanError as error:
        from actionplan.wording.errors import error_text

        session.output.error(*error_text(error))
        raise typer.Exit(Exit.FAILURE) from None
    if driven.questions:
        said = ngettext(
            "{path}: you and others have given {count} field different values. Choose with: actionplan resolve",
            "{path}: you and others have given {count} fields different values. Choose with: actionplan resolve",
            driven.questions,
        )
        session.output.say(said.format(path=path or ours.name, count=driven.questions))
        raise typer.Exit(Exit.FAILURE)
