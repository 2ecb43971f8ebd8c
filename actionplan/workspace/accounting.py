"""One body's plan as its report tells of it, wherever the plan is kept."""

import datetime as dt

from msgspec import Struct

from actionplan.core.body import Body
from actionplan.core.plan import Plan
from actionplan.core.plan_account import Account, account_of
from actionplan.core.problems import Problem, Severity
from actionplan.core.sources import source_of
from actionplan.store.errors import NoOwnPlan, NoPlan
from actionplan.store.read import PlanFile
from actionplan.wording.sources import trouble
from actionplan.workspace.gathering import criteria_of
from actionplan.workspace.opening import Workspace
from actionplan.workspace.sources import file_to_show, look


class Accounted(Struct, frozen=True):
    """An account of a plan, and what of the plan it cannot tell."""

    account: Account
    source: str
    """The plan's file."""
    problems: tuple[Problem, ...]
    """The faults for which something in the file is not told."""
    troubles: tuple[str, ...]
    """What is wrong with the place elsewhere that the file comes from, in sentences."""
    lacks_catalogue: bool
    """Whether the catalogue that the plan was made for is not here."""
    is_group: bool
    """Whether the body has members with plans of their own."""


def accounted(workspace: Workspace, body: Body, day: dt.date, *, names: bool) -> Accounted:
    """The account of a body's own plan.

    Args:
        workspace: where the plan is.
        body: whose plan.
        day: the day that deadlines and follow-ups are held against.
        names: whether those responsible are carried along.

    Raises:
        NoOwnPlan: the body has none, but members.
        NoPlan: the body has none.
        SeveralPlans: there are several.
        Unreadable: it cannot be read as a plan.
    """
    file, plan = _plan_of(workspace, body)
    own = workspace.catalogue_of(plan)
    criteria = criteria_of(workspace, day, names=names)
    return Accounted(
        account_of(plan, plan.head.name or body.name, own or workspace.catalogue, criteria),
        file.source,
        tuple(one for one in file.problems if one.severity is Severity.ERROR),
        _troubles(workspace, file),
        own is None,
        bool(body.members),
    )


def _plan_of(workspace: Workspace, body: Body) -> tuple[PlanFile, Plan]:
    try:
        file = file_to_show(workspace, body)
    except NoPlan:
        if body.members:
            raise NoOwnPlan(body.title, body.slug) from None
        raise
    if file.plan is None:
        raise NoPlan(body.name, body.slug)
    return file, file.plan


def _troubles(workspace: Workspace, file: PlanFile) -> tuple[str, ...]:
    """What is wrong with the source that the file comes from."""
    source = source_of(file.source)
    if source not in workspace.settings.sources:
        return ()
    return tuple(trouble(one.state) for one in look(workspace, (source,)) if one.state.trouble)
