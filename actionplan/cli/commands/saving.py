"""save: keep a version of the workspace's changed plans, with a message that says what changed."""

import io
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from actionplan.cli import params
from actionplan.cli.completion import complete_bodies
from actionplan.cli.exits import Exit
from actionplan.cli.session import Session
from actionplan.cli.summaries import summary
from actionplan.cli.targets import planned_bodies
from actionplan.cli.usage import Command
from actionplan.core.problems import Problem
from actionplan.i18n import _, ngettext
from actionplan.reports.plain import visible

if TYPE_CHECKING:
    from actionplan.workspace.saving import Saved

app = typer.Typer()


@app.command("save", cls=Command, help=summary("save"))
def save(
    ctx: typer.Context,
    bodies: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=_("[BODY]..."),
            help=_("Only the plans of these; otherwise all."),
            autocompletion=complete_bodies,
            show_default=False,
        ),
    ] = None,
    message: Annotated[
        str | None,
        typer.Option("--message", "-m", metavar=_("TEXT"), help=_("What to say of it first, in your own words.")),
    ] = None,
    dry_run: params.DryRun = False,
    yes: params.Yes = False,
) -> None:
    """Save."""
    from actionplan.store.git.errors import NothingToSave
    from actionplan.workspace import saving
    from actionplan.workspace.sharing import go_on
    from actionplan.workspace.versioned import versioned

    session: Session = ctx.obj
    # A signature may need a passphrase, so git may ask where a person sits.
    here = versioned(session.workspace, can_ask=session.output.interactive)
    if not dry_run:
        # What others shared and an interrupted run was putting in place is not to be saved as one's own.
        go_on(here)
    asks = session.output.interactive and not yes and not dry_run

    def word(suggested: str) -> str | None:
        return _asked(session, suggested)

    try:
        saved = saving.save(
            here,
            sources=_sources(bodies, session),
            message=message,
            word=word if asks else None,
            dry_run=dry_run,
        )
    except NothingToSave:
        _say_ignored(session, saving.unsaved(here).ignored)
        said = _("Nothing has changed in these plans since they were saved last.")
        session.output.data(said if bodies else _("Everything is saved already."))
        return
    if saved is None:
        session.output.say(_("Nothing is saved."))
        raise typer.Exit(Exit.FAILURE)
    _tell(session, saved, dry_run=dry_run)


def _tell(session: Session, saved: "Saved", *, dry_run: bool) -> None:
    said = _("Would be saved, with this message:") if dry_run else _("Saved:")
    lines = [f"  {visible(line)}".rstrip() for line in saved.message.rstrip("\n").split("\n")]
    session.output.data("\n".join((said, *lines)))
    if saved.standing.branch is None and not dry_run:
        session.output.say(
            _(
                "An older version was open here, beside every branch. Keep what you saved under a name: {command}"
            ).format(command="git switch -c NAME")
        )
    _say_ignored(session, saved.ignored)
    _say_skipped(session, saved.skipped)
    if saved.left:
        _say_left(session, saved.left)
    if saved.left or saved.skipped:
        raise typer.Exit(Exit.PROBLEMS)


def _sources(bodies: list[str] | None, session: Session) -> frozenset[str] | None:
    """The files of bodies, also where they have been removed."""
    if not bodies:
        return None
    workspace = session.workspace
    found = [workspace.bodies.resolve(name, planned_bodies(workspace)) for name in bodies]
    removed = {workspace.source(workspace.plan_path(body)) for body in found}
    return frozenset(removed | {file.source for body in found for file in workspace.files_of(body)})


def _asked(session: Session, suggested: str) -> str | None:
    """The message to use: the suggested one, or what the user writes instead."""
    session.output.say(_("This is saved:"))
    session.output.say("\n".join(f"  {line}".rstrip() for line in suggested.rstrip("\n").split("\n")))
    question = _("Press Enter to save, write a message of your own, or write n to stop:")
    sys.stderr.write(f"{question} ")
    sys.stderr.flush()
    if isinstance(sys.stdin, io.TextIOWrapper):
        # Whatever a terminal with another encoding sends.
        sys.stdin.reconfigure(errors="replace")
    answer = sys.stdin.readline()
    if not answer or answer.strip().lower() in {"n", _("no"), "no"}:
        return None
    return answer.strip() or suggested


def _say_ignored(session: Session, ignored: tuple[str, ...]) -> None:
    if ignored:
        said = ngettext(
            "Note: {files} is never saved, because git is told to ignore it (.gitignore).",
            "Note: {files} are never saved, because git is told to ignore them (.gitignore).",
            len(ignored),
        )
        session.output.say(said.format(files=", ".join(ignored)))


def _say_skipped(session: Session, skipped: tuple[str, ...]) -> None:
    from actionplan.store.git.errors import Skipped
    from actionplan.wording.errors import error_text

    for source in skipped:
        session.output.error(*error_text(Skipped(source)))


def _say_left(session: Session, problems: tuple[Problem, ...]) -> None:
    from actionplan.wording.git_errors import fault_text

    sources = dict.fromkeys(problem.source for problem in problems)
    session.output.say(_("Not saved, because of faults: {files}").format(files=", ".join(sources)))
    for problem in problems:
        session.output.say(f"  {fault_text(problem)}")
    session.output.say(_("Repair them and save again. The others are saved."))
