"""What every edit is held against: no identity numbers, and a word on what it makes doubtful."""

import datetime as dt
from collections.abc import Callable

from msgspec import Struct

from actionplan.core.check import check_plan
from actionplan.core.errors import IdentityNumber
from actionplan.core.plan import Plan
from actionplan.core.problems import Problem
from actionplan.workspace.opening import Workspace

Change = Callable[[Plan], Plan]
"""A plan to a new plan."""


class Guarded(Struct, frozen=True):
    """A change under guard."""

    change: Change
    """Makes the change, and refuses what may not be recorded."""
    problems: list[Problem]
    """What the change newly causes, once it has been made."""


def guarded(workspace: Workspace, today: dt.date, change: Change) -> Guarded:
    """A change that raises ``IdentityNumber`` for a text that holds one, and collects what else it newly causes.

    Args:
        workspace: for its bodies and catalogues.
        today: follow-ups after it cannot have been held.
        change: the change.
    """
    problems: list[Problem] = []

    def guard(plan: Plan) -> Plan:
        after = change(plan)
        problems[:] = _new_problems(workspace, today, plan, after)
        for problem in problems:
            if problem.code == "identity_number":
                raise IdentityNumber(problem.path)
        return after

    return Guarded(guard, problems)


def _new_problems(workspace: Workspace, today: dt.date, before: Plan, after: Plan) -> list[Problem]:
    """What ``check --strict`` would find after an edit and would not have found before."""
    catalogue = workspace.catalogue_of(after)
    known, now = (check_plan(plan, catalogue, workspace.bodies, today) for plan in (before, after))
    return [problem for problem in now if problem not in known]
