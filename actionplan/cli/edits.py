"""Make an edit and tell of it."""

from collections.abc import Callable
from functools import reduce
from pathlib import Path

from actionplan.cli.session import Session
from actionplan.cli.targets import Targets, one_body
from actionplan.core.errors import UnknownProposal
from actionplan.core.likeness import nearest
from actionplan.core.plan import Plan
from actionplan.i18n import _
from actionplan.wording.changes import change_lines
from actionplan.wording.problems import problem_sentences
from actionplan.workspace.editing import Edited, edit_plan
from actionplan.workspace.guarding import guarded
from actionplan.workspace.sources import file_to_edit

Change = Callable[[Plan, str], Plan]
"""A plan and the number of a proposal to a new plan."""


def apply_to_plan(session: Session, targets: Targets, change: Callable[[Plan], Plan], *, dry_run: bool) -> None:
    """Change a plan as a whole, and tell what changed.

    Raises:
        ActionPlanError: the plan cannot be found, read, changed or written.
    """
    workspace = session.workspace
    file = file_to_edit(workspace, one_body(targets, session))
    _make(session, file.path, change, dry_run=dry_run)


def apply(session: Session, targets: Targets, change: Change, *, dry_run: bool) -> None:
    """Make the same change for each proposal that was named, all or none, and tell what it was.

    Raises:
        ActionPlanError: the plan cannot be found, read, changed or written.
    """
    workspace = session.workspace
    file = file_to_edit(workspace, one_body(targets, session))
    if file.plan and (catalogue := workspace.catalogue_of(file.plan)):
        for number in targets.proposals:
            if number not in catalogue.proposals:
                raise UnknownProposal(
                    number, nearest(number, catalogue.proposals), f"{catalogue.id} {catalogue.version}"
                )

    def every(plan: Plan) -> Plan:
        return reduce(change, targets.proposals, plan)

    _make(session, file.path, every, dry_run=dry_run)


def _make(session: Session, path: Path, change: Callable[[Plan], Plan], *, dry_run: bool) -> None:
    guard = guarded(session.workspace, session.today, change)
    tell(session, edit_plan(session.workspace, path, guard.change, dry_run=dry_run), dry_run=dry_run)
    for problem in guard.problems:
        said = _("Note, {key}: {problem}")
        session.output.say(said.format(key=problem.key, problem=problem_sentences(problem)))


def tell(session: Session, edited: Edited, *, dry_run: bool) -> None:
    """Print what an edit changed, or would change."""
    from actionplan.reports.plain import visible

    name = session.workspace.display_name(edited.after.head.body, edited.after.head.name)
    if not edited.changes:
        session.output.data(_("{name}: nothing to change.").format(name=name))
        return
    said = _("{name} would change ({source}); nothing is written:") if dry_run else _("{name} ({source}):")
    told = change_lines(edited.changes, edited.before, edited.after, session.workspace.bodies)
    lines = (f"  {visible(line)}" for line in told)
    session.output.data("\n".join((said.format(name=name, source=edited.source), *lines)))
