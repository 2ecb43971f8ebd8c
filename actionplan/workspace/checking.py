"""Everything that is wrong in plan files: what reading finds, and what the rules find."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from actionplan.core.check import check_plan, check_together
from actionplan.core.problems import Problem, in_file_order
from actionplan.store.read import PlanFile, located
from actionplan.workspace.opening import Workspace


def check_files(
    workspace: Workspace, paths: Iterable[Path], today: dt.date, *, strict: bool = False
) -> tuple[Problem, ...]:
    """Every problem of the files, in order of file and line.

    Args:
        workspace: for its bodies and catalogues, and for other plans of the same bodies.
        paths: the files to check.
        today: follow-ups after it cannot have been held.
        strict: whether to name what is allowed but probably not meant.
    """
    wanted = [workspace.read(path) for path in paths]
    problems = [problem for file in wanted for problem in (*file.problems, *_rules(workspace, file, today))]
    problems += _together(workspace, wanted)
    return in_file_order([problem for problem in problems if strict or not problem.strict])


def _rules(workspace: Workspace, file: PlanFile, today: dt.date) -> tuple[Problem, ...]:
    if file.plan is None or file.document is None:
        return ()
    problems = check_plan(file.plan, workspace.catalogue_of(file.plan), workspace.bodies, today)
    return located(file.document.text, file.source, problems) if problems else ()


def _together(workspace: Workspace, wanted: list[PlanFile]) -> list[Problem]:
    known = {file.source: file for file in (*workspace.read_all(), *wanted)}
    plans = [(source, file.plan) for source, file in sorted(known.items()) if file.plan]
    sources = {file.source for file in wanted}
    found: list[Problem] = []
    for problem in check_together(plans):
        file = known[problem.source]
        if problem.source in sources and file.document:
            found += located(file.document.text, file.source, (problem,))
    return found
