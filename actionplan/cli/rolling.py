"""Make a roll-up in the format that was asked for."""

from actionplan.cli.session import Session
from actionplan.core.body import Body
from actionplan.core.matrix import Criteria
from actionplan.reports.rendering import remarks, render
from actionplan.store.memory import Report
from actionplan.workspace.gathering import gather


def is_past(session: Session, criteria: Criteria) -> bool:
    """Whether the roll-up shows how it stood, rather than the files as they are."""
    return criteria.as_of < session.today


def make(session: Session, body: Body, criteria: Criteria, form: str, *, cached: bool) -> Report:
    """The roll-up as text, with what is to be said beside it.

    Raises:
        HasNoMembers: the body has none.
    """
    workspace = session.workspace
    if is_past(session, criteria):
        from actionplan.workspace.standing import gather_as_it_stood

        day = session.calendar_day
        found = gather_as_it_stood(workspace, body, workspace.catalogue, criteria, day, cached=cached)
    else:
        found = gather(workspace, body, workspace.catalogue, criteria, cached=cached)
    text = render(found, form, width=session.output.width, color=session.output.color)
    return Report(text, tuple(remarks(found)), found.is_partial)
