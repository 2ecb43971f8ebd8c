"""setup: make the folder ready to be saved and shared."""

import sys
from collections.abc import Mapping
from typing import Annotated

import typer
from msgspec import structs

from actionplan.cli import params
from actionplan.cli.exits import Exit
from actionplan.cli.session import Session
from actionplan.cli.summaries import summary
from actionplan.cli.usage import Command
from actionplan.i18n import _
from actionplan.reports.blocks import Column, Room, Table, Tone, Value
from actionplan.reports.drawing import draw
from actionplan.store.git.settings import identity
from actionplan.wording.values import parse_choice
from actionplan.workspace.automating import CI
from actionplan.workspace.equipping import Step, Wishes, check_wishes, repository_of, repository_step, steps

app = typer.Typer()


@app.command("setup", cls=Command, help=summary("setup"))
def setup(  # noqa: PLR0917 - the options of the command
    ctx: typer.Context,
    name: Annotated[
        str | None,
        typer.Option(
            "--name", metavar=_("FUNCTION"), help=_("In whose name this folder saves: a function, not a person.")
        ),
    ] = None,
    email: Annotated[
        str | None, typer.Option("--email", metavar=_("ADDRESS"), help=_("The e-mail address that goes with it."))
    ] = None,
    share: Annotated[
        str | None, typer.Option("--share", metavar=_("ADDRESS"), help=_("Where the plans are shared with others."))
    ] = None,
    ci: Annotated[
        str | None,
        typer.Option(
            "--ci", metavar="github|gitlab|azure", help=_("Have the service check the plans and publish the report.")
        ),
    ] = None,
    dry_run: params.DryRun = False,
    yes: params.Yes = False,
) -> None:
    """Make ready."""
    session: Session = ctx.obj
    service = parse_choice("--ci", ci, {name: name for name in CI}) if ci else None
    wishes = Wishes(name, email, share, service)
    check_wishes(wishes)
    if dry_run:
        found = steps(session.workspace, repository_of(session.workspace), wishes)
        _tell(session, found, _("would be done"), _("Nothing has been changed."))
        return
    made = _found(session, yes=yes)
    wishes = _asked(session, wishes)
    planned = steps(session.workspace, repository_of(session.workspace), wishes)
    for step in planned:
        if step.act:
            step.act()
    done = {step.what: step.said for step in (*made, *planned) if step.act}
    _report(session, done, wishes)


def _found(session: Session, *, yes: bool) -> tuple[Step, ...]:
    """Make a repository if there is none, after asking; what was done."""
    workspace = session.workspace
    if repository_of(workspace):
        return ()
    question = _("{folder} does not keep versions yet. Start to keep them there?").format(folder=workspace.root)
    if not yes and not session.output.confirm(question):
        session.output.error(_("Nothing has been changed."), _("Add --yes to do it without being asked."))
        raise typer.Exit(Exit.FAILURE)
    step = repository_step(workspace, None)
    if step.act:
        step.act()
    return (step,)


def _asked(session: Session, wishes: Wishes) -> Wishes:
    """The wishes, with the name and the address that a person was asked for."""
    known = identity(session.workspace.root)
    if not session.output.interactive or known.is_known:
        return wishes
    name, email = wishes.name, wishes.email
    if not (name or known.name):
        session.output.say(_("In whose name is it saved? Plans are public records: write a function, not a person."))
        name = _answer(session, _("Function, such as Utvecklingsledare IFO:"))
    if not (email or known.email):
        email = _answer(session, _("E-mail address of the function:"))
    return structs.replace(wishes, name=name, email=email)


def _answer(session: Session, question: str) -> str | None:
    session.output.stderr.write(f"{question} ")
    session.output.stderr.flush()
    return sys.stdin.readline().strip() or None


def _report(session: Session, done: Mapping[str, str], wishes: Wishes) -> None:
    """Tell what was done, and whether it took: everything is looked at once more."""
    shown = [
        _now(step, done.get(step.what)) for step in steps(session.workspace, repository_of(session.workspace), wishes)
    ]
    left = [step for step in shown if step.state == "left"]
    end = _("What is left is for you to do.") if left else _("Everything is in order.")
    _tell(session, tuple(shown), _("done"), end)
    if any(step.is_asked for step in left):
        raise typer.Exit(Exit.FAILURE)


def _now(step: Step, done: str | None) -> Step:
    """A step as it is told after everything was tried."""
    if step.state == "todo":
        return structs.replace(step, state="left", repair=_("It did not take effect. See: actionplan doctor"))
    return structs.replace(step, state="todo", said=done) if done and step.state == "ok" else step


def _tell(session: Session, found: tuple[Step, ...], doing: str, end: str) -> None:
    words = {"ok": (_("in order"), Tone.DONE), "todo": (doing, Tone.STARTED), "left": (_("left"), Tone.WARNING)}
    rows = tuple(
        (
            Value(step.what),
            Value(*words[step.state]),
            Value(" → ".join(filter(None, (step.said, step.repair if step.state == "left" else "")))),
        )
        for step in found
    )
    table = Table((Column(_("What")), Column(_("State")), Column(_("Found"), room=Room.WRAP)), rows)
    session.output.data(draw((table,), width=session.output.width, color=session.output.color))
    for step in found:
        if step.shown:
            session.output.data(f"{step.what}:\n\n{step.shown}")
    session.output.say(end)
