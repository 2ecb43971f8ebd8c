"""The reports that can be written to a file: the same bytes as the commands write. Takes time."""

from msgspec import Struct

from actionplan.core.body import Body
from actionplan.core.errors import ActionPlanError
from actionplan.core.rollup import RollUp
from actionplan.core.trend import Trend
from actionplan.i18n import _
from actionplan.reports.rendering import CHARTED, Told, remarks, render
from actionplan.reports.rollup_tables import MANY
from actionplan.reports.writing import Manner, write
from actionplan.tui.desk import Desk
from actionplan.wording.errors import error_text
from actionplan.workspace.developing import development
from actionplan.workspace.issuing import issuer_of, template_of


class Made(Struct, frozen=True):
    """A report, and what is to be said beside it."""

    content: str | bytes
    remarks: tuple[str, ...] = ()


def rollup_report(desk: Desk, region: Body, form: str, *, short: bool, names: bool) -> Made:
    """The roll-up of a region, as ``actionplan rollup`` writes it to a file.

    Args:
        desk: for what was read.
        region: whose members.
        form: one of the formats.
        short: whether it is to fit two pages.
        names: whether those responsible are named.

    Raises:
        ActionPlanError: something that the format needs is missing or cannot be read.
    """
    workspace = desk.workspace
    rollup = desk.rollup(region, names=names)
    said = tuple(remarks(rollup))
    if form not in CHARTED and not short:
        return Made(render(Told(rollup), form), said)
    trend, without = (None, ()) if short else _development(desk, rollup)
    told = Told(rollup, trend, issuer_of(workspace), short)
    return Made(render(told, form, _manner(desk, form)), (*said, *without))


def plan_report(desk: Desk, body: Body, form: str, *, short: bool, names: bool) -> Made:
    """The plan of a body, as ``actionplan report`` writes it to a file.

    Args:
        desk: for the workspace.
        body: whose plan.
        form: one of the written formats, or JSON.
        short: whether it is to fit a page or two.
        names: whether those responsible are named.

    Raises:
        ActionPlanError: there is no such plan, or something that the format needs is missing or cannot be read.
    """
    from actionplan.reports.plan_report import report
    from actionplan.reports.plan_report_words import Origin
    from actionplan.reports.plan_report_words import remarks as remarks_on
    from actionplan.workspace.accounting import accounted

    workspace = desk.workspace
    found = accounted(workspace, body, desk.day, names=names)
    origin = Origin(found.source, found.problems, found.troubles, found.lacks_catalogue, found.is_group)
    said = remarks_on(found.account, origin)
    if form == "json":
        from actionplan.reports.data import as_text
        from actionplan.reports.plan_report_data import as_data

        return Made(as_text(as_data(found.account, origin)), said)
    document = report(found.account, workspace.bodies, origin, issuer=issuer_of(workspace), short=short)
    return Made(write(document, form, _manner(desk, form)), said)


def _manner(desk: Desk, form: str) -> Manner:
    return Manner(template=template_of(desk.workspace, None) if form == "docx" else None)


def _development(desk: Desk, rollup: RollUp) -> tuple[Trend | None, tuple[str, ...]]:
    """How the work has gone; why not, where that cannot be told."""
    if len(rollup.members) > MANY:
        return None, ()
    try:
        return development(desk.workspace, rollup, desk.calendar_day), ()
    except ActionPlanError as error:
        text = _("The report does not show how it has developed: {why}")
        return None, (text.format(why=" ".join(filter(None, error_text(error)))),)
