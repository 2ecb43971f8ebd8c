"""The roll-up of a body's members as it stood on a day that is past."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from actionplan.core.body import Body
from actionplan.core.brief import brief
from actionplan.core.catalogue import Catalogue
from actionplan.core.gaps import Gap
from actionplan.core.matrix import Criteria
from actionplan.core.problems import Problem
from actionplan.core.rollup import RollUp
from actionplan.core.standing import Held, Standing, as_they_stood
from actionplan.core.summary import PlanSummary, summarise
from actionplan.core.timeline import Basis
from actionplan.store.cache import Summarised
from actionplan.store.read import PlanFile
from actionplan.workspace.gathering import rolled_up
from actionplan.workspace.opening import Workspace
from actionplan.workspace.recountings import Recountings
from actionplan.workspace.sources import link_problem


def gather_as_it_stood(
    workspace: Workspace,
    body: Body,
    catalogue: Catalogue,
    criteria: Criteria,
    calendar_day: dt.date,
    *,
    cached: bool = True,
) -> RollUp:
    """The roll-up of a body's members as it stood at the end of the day that the criteria name.

    Args:
        workspace: where the plans are.
        body: whose members are rolled up.
        catalogue: the proposals.
        criteria: the day, the limits, and the selection.
        calendar_day: the real day, which no commit can be later than.
        cached: whether what was found of the past before may be used, and what is found be kept.

    Raises:
        HasNoMembers: the body has none.
        GitError: git refused.
    """
    day = criteria.as_of
    with Recountings(workspace, calendar_day, cached=cached) as told:
        stood = told.stood(day)
        now = told.present_files()
        basis, known_from, gaps = told.basis, told.known_from, told.gaps()
        sources, links = told.sources, told.links
    found = as_they_stood(list(_held(stood.plans)), list(_held(now)), day)
    problems = {path: file.problems for path, file in {**now, **stood.plans}.items()}
    plans = {source: _summarised(summary, problems.get(source, ())) for source, summary in found.plans.items()}
    broken = {source: _summarised(None, file.problems) for source, file in stood.plans.items() if file.plan is None}
    broken |= {source: _summarised(None, (link_problem(source),)) for source in links}
    standing = Standing(
        basis=basis,
        day=day,
        saved=stood.saved,
        commits=stood.commits,
        told_late=found.told_late,
        recorded_late=found.recorded_late,
        carried=stood.carried,
        united=stood.united,
        known_from=known_from if known_from and day < known_from else None,
        gaps=tuple(_as_of(gaps, day)),
    )
    found_all = {**broken, **plans}
    return replace(rolled_up(workspace, body, catalogue, criteria, found_all, sources=sources), standing=standing)


def _as_of(gaps: Iterable[Gap], day: dt.date) -> Iterator[Gap]:
    """What gaps mean for a day: a history that is here from that day on lacks nothing."""
    for gap in gaps:
        known_from = gap.known_from if gap.known_from and day < gap.known_from else None
        if known_from or gap.basis is not Basis.HISTORY:
            yield replace(gap, known_from=known_from)


def _held(files: Mapping[str, PlanFile]) -> Iterable[Held]:
    for source, file in files.items():
        if file.plan:
            yield Held(source, summarise(file.plan), brief(file.plan))


def _summarised(summary: PlanSummary | None, problems: tuple[Problem, ...]) -> Summarised:
    # No file has this state, so that nothing is mistaken for one in the folder.
    return Summarised((0, 0, 0, 0), 0, b"", summary, problems)
