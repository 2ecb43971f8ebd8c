"""pick, unpick, set, follow and note: changes of one body's plan."""

from typing import Annotated

import typer

from actionplan.cli import params
from actionplan.cli.completion import complete_targets
from actionplan.cli.edits import apply, apply_to_plan
from actionplan.cli.session import Session
from actionplan.cli.summaries import summary
from actionplan.cli.targets import Targets, parse
from actionplan.cli.usage import Command
from actionplan.core import edit
from actionplan.core.errors import BadValue, NothingMeant, PlanOrProposal
from actionplan.core.plan import FollowUp
from actionplan.i18n import _
from actionplan.wording.values import parse_date, parse_status
from actionplan.workspace.editing import random_key

app = typer.Typer()


def _plan_targets(words: list[str] | None, session: Session, *, text_follows: bool = False) -> Targets:
    targets = parse(words or [], session, text_follows=text_follows)
    if not targets.proposals:
        raise NothingMeant("proposal")
    return targets


@app.command("pick", cls=Command, help=summary("pick"))
def pick(  # noqa: PLR0917 - the options of the command
    ctx: typer.Context,
    targets: params.Targets = None,
    owner: params.Owner = None,
    due: params.Due = None,
    start: params.Start = None,
    level: params.Level = None,
    priority: params.Priority = None,
    lead: params.Lead = None,
    goal: params.Goal = None,
    dry_run: params.DryRun = False,
) -> None:
    """Pick proposals."""
    session: Session = ctx.obj
    meant = _plan_targets(targets, session)
    given = {
        "owner": owner,
        "due": due,
        "start": start,
        "level": level,
        "priority": priority,
        "lead": lead,
        "goal": goal,
    }
    fields = params.fields_of(given, session.workspace.bodies, session.today)
    apply(session, meant, lambda plan, number: edit.pick(plan, number, fields), dry_run=dry_run)


@app.command("unpick", cls=Command, help=summary("unpick"))
def unpick(
    ctx: typer.Context, targets: params.Targets = None, yes: params.Yes = False, dry_run: params.DryRun = False
) -> None:
    """Unpick proposals."""
    session: Session = ctx.obj
    meant = _plan_targets(targets, session)
    apply(session, meant, lambda plan, number: edit.unpick(plan, number, lose=yes), dry_run=dry_run)


@app.command("set", cls=Command, help=summary("set"))
def set_(  # noqa: PLR0917 - the options of the command
    ctx: typer.Context,
    targets: params.Targets = None,
    status: params.StatusText = None,
    owner: params.Owner = None,
    due: params.Due = None,
    start: params.Start = None,
    level: params.Level = None,
    priority: params.Priority = None,
    lead: params.Lead = None,
    partner: params.Partners = None,
    goal: params.Goal = None,
    reason: params.Reason = None,
    evidence: params.Evidence = None,
    clear: Annotated[
        list[str] | None,
        typer.Option(
            "--clear",
            metavar=_("FIELD"),
            help=_("Empty a field; can be given several times."),
            autocompletion=params.complete_fields,
        ),
    ] = None,
    decided: Annotated[
        str | None, typer.Option("--decided", metavar=_("DATE"), help=_("The plan itself: when it was decided."))
    ] = None,
    revised: Annotated[
        str | None, typer.Option("--revised", metavar=_("DATE"), help=_("The plan itself: when it was revised."))
    ] = None,
    record: Annotated[
        str | None, typer.Option("--record", metavar=_("TEXT"), help=_("The plan itself: its record number."))
    ] = None,
    contact: Annotated[
        str | None, typer.Option("--contact", metavar=_("FUNCTION"), help=_("The plan itself: whom to ask."))
    ] = None,
    focus: Annotated[
        list[str] | None,
        typer.Option(
            "--focus", metavar=_("NUMBER"), help=_("The plan itself: what it concentrates on. Several times.")
        ),
    ] = None,
    dry_run: params.DryRun = False,
) -> None:
    """Set fields."""
    session: Session = ctx.obj
    head = params.head_of(
        {"decided": decided, "revised": revised, "record": record, "contact": contact, "focus": focus},
        session.workspace.catalogue,
        session.today,
    )
    meant = parse(targets or [], session) if head else _plan_targets(targets, session)
    if head and meant.proposals:
        raise PlanOrProposal(tuple(head))
    if head:
        apply_to_plan(session, meant, lambda plan: edit.set_head(plan, head), dry_run=dry_run)
        return
    given = {
        "status": status,
        "owner": owner,
        "due": due,
        "start": start,
        "level": level,
        "priority": priority,
        "lead": lead,
        "partners": partner,
        "goal": goal,
        "reason": reason,
        "evidence": evidence,
    }
    emptied = params.cleared(clear)
    if both := [name for name in emptied if given.get(name)]:
        raise BadValue("--clear", both[0], expected=(_("a field that is not set in the same command"),))
    fields = {**emptied, **params.fields_of(given, session.workspace.bodies, session.today)}
    if not fields:
        raise NothingMeant("field")
    apply(session, meant, lambda plan, number: edit.set_fields(plan, number, fields), dry_run=dry_run)


def _follow(  # noqa: PLR0917 - the options of the command
    ctx: typer.Context,
    targets: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=_("[BODY] NUMBER [TEXT]"),
            help=_("Whose plan, which proposal, and what to say about it."),
            autocompletion=complete_targets,
            show_default=False,
        ),
    ] = None,
    status: params.StatusText = None,
    date: Annotated[str | None, typer.Option("--date", metavar=_("DATE"), help=_("The day, if not today."))] = None,
    by: Annotated[str | None, typer.Option("--by", metavar=_("FUNCTION"), help=_("Who says it: a function."))] = None,
    dry_run: params.DryRun = False,
) -> None:
    """Add a follow-up."""
    session: Session = ctx.obj
    meant = _plan_targets(targets, session, text_follows=True)
    text = " ".join(meant.rest).strip() or None
    if text is None and status is None:
        raise NothingMeant("followup")
    day = parse_date("--date", date, session.today) if date else session.today
    said = FollowUp(status=parse_status(status) if status else None, comment=text, by=by or session.workspace.user.by)
    suffix = random_key()
    apply(session, meant, lambda plan, number: edit.follow_up(plan, number, day, said, suffix=suffix), dry_run=dry_run)


app.command("follow", cls=Command, help=summary("follow"))(_follow)
app.command("note", cls=Command, help=summary("note"))(_follow)
