"""Make a roll-up in the format that was asked for."""

from actionplan.cli.handing import issuer_for
from actionplan.cli.progress import counting, telling
from actionplan.cli.session import Session
from actionplan.cli.wishes import Made, Wish
from actionplan.core.body import Body
from actionplan.core.errors import ActionPlanError
from actionplan.core.matrix import Criteria
from actionplan.core.rollup import RollUp
from actionplan.core.trend import Trend
from actionplan.i18n import _
from actionplan.reports.rendering import CHARTED, Told, remarks, render
from actionplan.reports.rollup_tables import MANY
from actionplan.workspace.gathering import gather


def is_past(session: Session, criteria: Criteria) -> bool:
    """Whether the roll-up shows how it stood, rather than the files as they are."""
    return criteria.as_of < session.today


def make(session: Session, body: Body, wish: Wish) -> Made:
    """The roll-up in its format, with what is to be said beside it.

    Raises:
        HasNoMembers: the body has none.
        BadLogo: the settings name a logo that cannot be used.
        NeedsExtra: the format needs something that is not installed.
    """
    workspace, criteria = session.workspace, wish.criteria
    if is_past(session, criteria):
        from actionplan.workspace.standing import gather_as_it_stood

        day = session.calendar_day
        found = gather_as_it_stood(workspace, body, workspace.catalogue, criteria, day, cached=wish.cached)
    else:
        found = gather(workspace, body, workspace.catalogue, criteria, cached=wish.cached)
    said = tuple(remarks(found))
    if wish.form not in CHARTED and not wish.short:
        return Made(render(Told(found), wish.form, wish.manner), said, found.is_partial)
    trend, without = _development(session, found, wish)
    told = Told(found, trend, issuer_for(session, wish.form), wish.short)
    with telling(session.output, _("Writing the report …")):
        return Made(render(told, wish.form, wish.manner), (*said, *without), found.is_partial)


def _development(session: Session, rollup: RollUp, wish: Wish) -> tuple[Trend | None, tuple[str, ...]]:
    """How the work has gone until the day of the roll-up; why not, where that cannot be told."""
    wanted = wish.trend if wish.trend is not None else len(rollup.members) <= MANY
    if not wanted or wish.short:
        return None, ()
    from actionplan.workspace.developing import development

    try:
        with counting(session.output) as counter:
            found = development(
                session.workspace, rollup, session.calendar_day, cached=wish.cached, progress=counter.show
            )
    except ActionPlanError as error:
        from actionplan.wording.errors import error_text

        text = _("The report does not show how it has developed: {why}")
        return None, (text.format(why=" ".join(filter(None, error_text(error)))),)
    return found, ()
