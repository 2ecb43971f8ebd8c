"""Make a roll-up in the format that was asked for."""

from collections.abc import Iterator

from actionplan.cli.session import Session
from actionplan.core.body import Body
from actionplan.core.matrix import Criteria
from actionplan.core.rollup import RollUp
from actionplan.i18n import _
from actionplan.store.memory import Report
from actionplan.wording.problems import problem_text
from actionplan.workspace.gathering import gather


def make(session: Session, body: Body, criteria: Criteria, form: str, *, cached: bool) -> Report:
    """The roll-up as text, with what is to be said beside it.

    Raises:
        HasNoMembers: the body has none.
    """
    workspace = session.workspace
    found = gather(workspace, body, workspace.catalogue, criteria, cached=cached)
    return Report(_render(found, form, session), tuple(_remarks(found)), found.is_partial)


def _render(found: RollUp, form: str, session: Session) -> str:
    if form == "json":
        from actionplan.reports import data

        return data.render(found)
    if form == "md":
        from actionplan.reports import markdown

        return markdown.render(found)
    if form in {"csv", "csv-excel"}:
        from actionplan.reports import delimited

        return delimited.render(found, profile="excel" if form == "csv-excel" else "machine")
    from actionplan.reports import terminal

    return terminal.render(found, width=session.output.width, color=session.output.color)


def _remarks(found: RollUp) -> Iterator[str]:
    if not found.is_partial:
        return
    for one in found.attention.unreadable:
        place = f"{one.source}:{one.problem.line}" if one.problem.line else one.source
        yield _("Not counted: {file}: {why}").format(file=place, why=problem_text(one.problem))
    for report in found.attention.faulty:
        yield _("Not all of it is counted: {file}").format(file=report.source)
    for unknown in found.notes.unknown:
        yield _("Not all of it is counted: {file}").format(file=unknown.source)
    yield _("The roll-up is not complete. See what is wrong with: actionplan check")
