"""A roll-up over the workspace's plan files, from the cache where nothing has changed."""

import datetime as dt
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from actionplan import __version__
from actionplan.core.body import Body, Kind
from actionplan.core.catalogue import Catalogue
from actionplan.core.check import unknown_body
from actionplan.core.errors import HasNoMembers
from actionplan.core.handed import Reported, Unreadable
from actionplan.core.matrix import Criteria
from actionplan.core.problems import Severity
from actionplan.core.rollup import RollUp, roll_up
from actionplan.core.sources import SourceState
from actionplan.store.cache import NO_BLOBS, Blobs, Progress, Summarised, not_followed, renewed, summaries
from actionplan.workspace.opening import Workspace
from actionplan.workspace.recalling import WORTH_REMEMBERING, shelf_of
from actionplan.workspace.sources import Looked, contents_of, link_problem, look, states


class Collected(Struct, frozen=True):
    """What was read of all plans. A front end that stays open keeps it, and hands it in the next time."""

    plans: Mapping[str, Summarised] = {}
    """What each plan file came to, by source."""
    sources: tuple[SourceState, ...] = ()
    """How it was with the places elsewhere that plans come from."""


def criteria_of(workspace: Workspace, day: dt.date, *, names: bool = True) -> Criteria:
    """What is asked for where nothing else is said: everything, within the limits of the workspace's settings.

    Args:
        workspace: for its limits.
        day: the day that it is to describe.
        names: whether owners are carried along.
    """
    limits = workspace.settings.thresholds
    return Criteria(day, limits.k, limits.stale_days, limits.soon_days, names=names)


def gather(
    workspace: Workspace, body: Body, catalogue: Catalogue, criteria: Criteria, *, cached: bool = True
) -> RollUp:
    """The roll-up of a body's members over the workspace's plans.

    Args:
        workspace: where the plans are.
        body: whose members are rolled up.
        catalogue: the proposals.
        criteria: the day, the limits, and the selection.
        cached: whether summaries of unchanged files may be taken from the cache.

    Raises:
        HasNoMembers: the body has none.
    """
    _check_members(workspace, body)
    found = collect(workspace, None, cached=cached)
    return rolled_up(workspace, body, catalogue, criteria, found.plans, sources=found.sources)


def collect(
    workspace: Workspace, known: Collected | None, *, cached: bool = True, progress: Progress | None = None
) -> Collected:
    """What the plan files come to, the workspace's own and those of its sources; read anew only where changed.

    Args:
        workspace: where the plans are.
        known: what was collected before; ``None`` the first time, which then begins with the cache on disk.
        cached: whether summaries of unchanged files may be taken from that cache.
        progress: is told how many of how many files are done.
    """
    paths = {workspace.source(path): path for path in workspace.plan_paths()}
    looked = look(workspace) if workspace.settings.sources else ()
    paths |= {file: path for one in looked for file, path in one.paths.items()}
    blobs = _blobs(looked)
    if known is not None:
        found = renewed(paths, known.plans, progress, blobs)
    else:
        is_worth_it = len(paths) + len(blobs.ids) > WORTH_REMEMBERING
        shelf = shelf_of(workspace, "plans") if cached and is_worth_it else None
        found = summaries(paths, shelf, __version__, progress, blobs)
    found |= {file: not_followed(link_problem(file)) for one in looked for file in one.links}
    return Collected(found, states(looked))


def _blobs(looked: tuple[Looked, ...]) -> Blobs:
    ids = {file: id_ for one in looked for file, id_ in one.blobs.items()}
    return Blobs(ids, lambda files: contents_of(looked, files)) if ids else NO_BLOBS


def rolled_up(
    workspace: Workspace,
    body: Body,
    catalogue: Catalogue,
    criteria: Criteria,
    plans: Mapping[str, Summarised],
    *,
    sources: tuple[SourceState, ...] = (),
) -> RollUp:
    """The roll-up of a body's members over what was read.

    Args:
        workspace: for its bodies.
        body: whose members are rolled up.
        catalogue: the proposals.
        criteria: the day, the limits, and the selection.
        plans: what the plan files came to, by source.
        sources: how it is with the places elsewhere that some of them come from.

    Raises:
        HasNoMembers: the body has none.
    """
    _check_members(workspace, body)
    reports, unreadable = apart(workspace, plans)
    return roll_up(
        body,
        workspace.bodies.members(body),
        catalogue,
        criteria,
        reports=reports,
        unreadable=unreadable,
        associates=workspace.bodies.associates(body),
        groups=_groups(workspace, body),
        sources=sources,
    )


def apart(workspace: Workspace, plans: Mapping[str, Summarised]) -> tuple[list[Reported], list[Unreadable]]:
    """The plans that could be read, and those that could not.

    Args:
        workspace: for its bodies: a plan of a body that is not known here cannot be counted.
        plans: what the plan files came to, by source.
    """
    found = {source: _known(workspace, source, one) for source, one in plans.items()}
    return (
        [_reported(source, one) for source, one in found.items() if one.summary],
        [_unreadable(workspace, source, one) for source, one in found.items() if not one.summary],
    )


def as_group(body: Body) -> Body:
    """A body as a group: one without members as its own only member, so that its plan alone is counted."""
    return body if body.members else replace(body, members=(body.id,))


def _check_members(workspace: Workspace, body: Body) -> None:
    if not body.members:
        raise HasNoMembers(body.name, tuple(group.slug for group in workspace.bodies.groups_of(body.id)))


def _known(workspace: Workspace, source: str, one: Summarised) -> Summarised:
    """The summary, if its body is known here; a plan of nobody cannot be counted anywhere."""
    if one.summary is None or workspace.bodies.get(one.summary.body):
        return one
    problem = unknown_body(("plan", "body"), one.summary.body, workspace.bodies).at(source)
    return replace(one, summary=None, problems=(problem, *one.problems))


def _reported(source: str, one: Summarised) -> Reported:
    if one.summary is None:
        raise ValueError(source)
    return Reported(source, one.summary, sum(problem.severity is Severity.ERROR for problem in one.problems))


def _unreadable(workspace: Workspace, source: str, one: Summarised) -> Unreadable:
    stem = source.rpartition("/")[2].removesuffix(".toml")
    body = next((body.id for body in workspace.bodies.by_id.values() if body.slug == stem), None)
    errors = [problem for problem in one.problems if problem.severity is Severity.ERROR]
    return Unreadable(source, body, (errors or one.problems)[0])


def _groups(workspace: Workspace, body: Body) -> Mapping[str, tuple[str, ...]] | None:
    """The regions among a nation's members, for a matrix with a column a region."""
    if body.kind is not Kind.NATION:
        return None
    regions = (one for one in workspace.bodies.by_id.values() if one.kind is Kind.REGION)
    return {region.county: region.members for region in regions}
