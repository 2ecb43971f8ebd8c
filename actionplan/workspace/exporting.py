"""Everything that tables, calendars and reminders are made from, read once."""

from actionplan.core.body import Body
from actionplan.core.errors import AmbiguousBody, UnknownBody
from actionplan.core.material import Material
from actionplan.core.matrix import Criteria
from actionplan.core.summary import summarise
from actionplan.store.cache import Summarised
from actionplan.store.read import PlanFile
from actionplan.workspace.gathering import apart, rolled_up
from actionplan.workspace.opening import Workspace
from actionplan.workspace.rounds import recorded
from actionplan.workspace.sources import read_everywhere


def read_whole(workspace: Workspace, body: Body, criteria: Criteria) -> Material:
    """The roll-up of a body's members, and the whole plans behind it.

    Args:
        workspace: where the plans are.
        body: whose members are rolled up.
        criteria: the day, the limits, and the selection.

    Raises:
        HasNoMembers: the body has none.
    """
    files, sources = read_everywhere(workspace)
    found = {file.source: _summarised(file) for file in files}
    rollup = rolled_up(workspace, body, workspace.catalogue, criteria, found, sources=sources)
    reports, _unreadable = apart(workspace, found)
    return Material(
        rollup=rollup,
        reports=tuple(reports),
        plans={file.source: file.plan for file in files if file.plan},
        bodies=workspace.bodies,
        rounds=recorded(workspace),
        holder=_holder(workspace),
    )


def _holder(workspace: Workspace) -> Body | None:
    """Whose rounds the settings record: the region's that they name, else the body's.

    The user's own settings have no say: others who share the workspace would then have other rounds.
    """
    named = workspace.settings.region or workspace.settings.body
    try:
        return workspace.bodies.resolve(named) if named else None
    except (UnknownBody, AmbiguousBody):
        # Whoever names the body of a calendar need not mend the settings first.
        return None


def _summarised(file: PlanFile) -> Summarised:
    """A file that was read whole, as the roll-up takes it: nothing of it goes to the cache."""
    summary = summarise(file.plan) if file.plan else None
    return Summarised((0, 0, 0, 0), 0, b"", summary, file.problems)
