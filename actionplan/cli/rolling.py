"""Make a roll-up in the format that was asked for."""

from actionplan.cli.session import Session
from actionplan.core.body import Body
from actionplan.core.matrix import Criteria
from actionplan.reports.rendering import remarks, render
from actionplan.store.memory import Report
from actionplan.workspace.gathering import gather


def make(session: Session, body: Body, criteria: Criteria, form: str, *, cached: bool) -> Report:
    """The roll-up as text, with what is to be said beside it.

    Raises:
        HasNoMembers: the body has none.
    """
    workspace = session.workspace
    found = gather(workspace, body, workspace.catalogue, criteria, cached=cached)
    text = render(found, form, width=session.output.width, color=session.output.color)
    return Report(text, tuple(remarks(found)), found.is_partial)
