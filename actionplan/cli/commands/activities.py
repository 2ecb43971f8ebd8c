"""activity add, set and done: what is to be done within a proposal."""

from typing import Annotated, Any

import typer

from actionplan.cli import params
from actionplan.cli.completion import complete_targets
from actionplan.cli.edits import apply
from actionplan.cli.session import Session
from actionplan.cli.summaries import summary
from actionplan.cli.targets import Targets, parse
from actionplan.cli.usage import Command, Group
from actionplan.core import edit
from actionplan.core.errors import BadValue, NothingMeant
from actionplan.core.plan import Activity
from actionplan.core.status import Status
from actionplan.i18n import _
from actionplan.wording.values import parse_date, parse_status
from actionplan.workspace.editing import random_key

app = typer.Typer(cls=Group, rich_markup_mode=None, no_args_is_help=True, help=summary("activity"))

_Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar=_("[BODY] NUMBER TEXT"),
        help=_("Whose plan, which proposal, and the activity: its text, its key, or the beginning of one."),
        autocompletion=complete_targets,
        show_default=False,
    ),
]
_What = Annotated[str | None, typer.Option("--what", metavar=_("TEXT"), help=_("What is to be done."))]


def _targets(words: list[str] | None, session: Session) -> tuple[Targets, str]:
    targets = parse(words or [], session, text_follows=True)
    if not targets.proposals:
        raise NothingMeant("proposal")
    text = " ".join(targets.rest).strip()
    if not text:
        raise NothingMeant("activity")
    return targets, text


def _fields(
    session: Session, what: str | None, owner: str | None, due: str | None, status: str | None
) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, text in (("what", what), ("owner", owner)):
        if text is not None and not text.strip():
            raise BadValue(f"--{name}", text)
        if text is not None:
            fields[name] = text.strip()
    if due is not None:
        fields["due"] = parse_date("--due", due, session.today)
    if status is not None:
        fields["status"] = parse_status(status)
    return fields


@app.command("add", cls=Command, help=_("Add an activity to a proposal."))
def add(  # noqa: PLR0917 - the options of the command
    ctx: typer.Context,
    words: _Words = None,
    owner: params.Owner = None,
    due: params.Due = None,
    status: params.StatusText = None,
    dry_run: params.DryRun = False,
) -> None:
    """Add an activity."""
    session: Session = ctx.obj
    targets, text = _targets(words, session)
    activity = Activity(**{"what": text, **_fields(session, None, owner, due, status)})
    key = random_key()
    apply(session, targets, lambda plan, number: edit.add_activity(plan, number, key, activity), dry_run=dry_run)


@app.command("set", cls=Command, help=_("Change an activity."))
def set_(  # noqa: PLR0917 - the options of the command
    ctx: typer.Context,
    words: _Words = None,
    what: _What = None,
    owner: params.Owner = None,
    due: params.Due = None,
    status: params.StatusText = None,
    dry_run: params.DryRun = False,
) -> None:
    """Change an activity."""
    session: Session = ctx.obj
    targets, text = _targets(words, session)
    fields = _fields(session, what, owner, due, status)
    if not fields:
        raise NothingMeant("field")
    apply(session, targets, lambda plan, number: edit.set_activity(plan, number, text, fields), dry_run=dry_run)


@app.command("done", cls=Command, help=_("Mark an activity as carried out."))
def done(ctx: typer.Context, words: _Words = None, dry_run: params.DryRun = False) -> None:
    """Mark an activity as carried out."""
    session: Session = ctx.obj
    targets, text = _targets(words, session)
    fields = {"status": Status.DONE}
    apply(session, targets, lambda plan, number: edit.set_activity(plan, number, text, fields), dry_run=dry_run)
