"""Everything that is wrong in plan files: what reading finds, and what the rules find."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from actionplan.core.check import check_plan, check_together
from actionplan.core.problems import Problem, in_file_order
from actionplan.core.sources import source_of
from actionplan.store.read import PlanFile, located
from actionplan.workspace.opening import Workspace
from actionplan.workspace.sources import read_everywhere

Others = Callable[[], Iterable[PlanFile]]
"""Every plan that a plan is held against: two for the same body."""


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
    return _check(workspace, wanted, lambda: read_everywhere(workspace)[0], today, strict=strict)


def check_read(workspace: Workspace, files: Iterable[PlanFile], today: dt.date) -> tuple[Problem, ...]:
    """Every problem of files that have been read already, in order of file and line.

    Args:
        workspace: for its bodies and catalogues, and for other plans of the same bodies.
        files: what was read, which may be other than what is in the folder by now.
        today: follow-ups after it cannot have been held.
    """
    return _check(workspace, list(files), lambda: read_everywhere(workspace)[0], today, strict=False)


def check_staged(
    workspace: Workspace, today: dt.date, *, strict: bool = False, only: Collection[str] | None = None
) -> tuple[Problem, ...]:
    """Every problem of the plans that the next commit would change, as they would be in it.

    Args:
        workspace: its settings, bodies and catalogues are those in the folder.
        today: follow-ups after it cannot have been held.
        strict: whether to name what is allowed but probably not meant.
        only: only these files, as the user knows them.

    Raises:
        GitError: the folder is in no repository, or git refused.
    """
    from actionplan.workspace.staged import staged_plans

    wanted, everything = staged_plans(workspace)
    chosen = [file for file in wanted if only is None or file.source in only]
    return _check(workspace, chosen, everything, today, strict=strict)


def _check(
    workspace: Workspace, wanted: list[PlanFile], others: Others, today: dt.date, *, strict: bool
) -> tuple[Problem, ...]:
    problems = [problem for file in wanted for problem in (*file.problems, *_rules(workspace, file, today))]
    problems += _together(wanted, others) if wanted else []
    return in_file_order([problem for problem in problems if strict or not problem.strict])


def _rules(workspace: Workspace, file: PlanFile, today: dt.date) -> tuple[Problem, ...]:
    if file.plan is None or file.document is None:
        return ()
    problems = check_plan(file.plan, workspace.catalogue_of(file.plan), workspace.bodies, today)
    return located(file.document.text, file.source, problems) if problems else ()


def _together(wanted: list[PlanFile], others: Others) -> list[Problem]:
    known = {file.source: file for file in (*others(), *wanted)}
    # What is kept elsewhere comes first: the workspace's own file is the one that can be put right here.
    ordered = sorted(known, key=lambda source: (not source_of(source), source))
    plans = [(source, plan) for source in ordered if (plan := known[source].plan)]
    sources = {file.source for file in wanted}
    found: list[Problem] = []
    for problem in check_together(plans):
        file = known[problem.source]
        if problem.source in sources and file.document:
            found += located(file.document.text, file.source, (problem,))
    return found
