"""What has happened, read from what was saved: since the latest follow-up, and to a proposal. Takes time."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from actionplan.core.body import Body
from actionplan.core.chronicle import Event, NotChosen
from actionplan.core.ends import End, EndKind
from actionplan.i18n import _, current_language
from actionplan.reports import differences as report
from actionplan.reports.blocks import Block, Heading
from actionplan.reports.chronicle import chronicle_document
from actionplan.reports.rollup_sources import sentence
from actionplan.tui.desk import Desk
from actionplan.tui.views.difference import NAMES, nameless, unnamed
from actionplan.tui.views.versions import without_names
from actionplan.wording.ends import elsewhere
from actionplan.workspace.chronicling import chronicle
from actionplan.workspace.comparing import agendas_of, chosen, compare, end_on, latest_round
from actionplan.workspace.pasts import open_pasts


class Told(Struct, frozen=True):
    """A text with its title."""

    title: str
    blocks: tuple[Block, ...]


def since_last_time(desk: Desk, region: Body | None, *, hide_names: bool) -> Told:
    """What has happened since the latest follow-up round.

    Args:
        desk: which workspace.
        region: whose members; everybody's where none is given.
        hide_names: whether to leave out who is responsible.

    Raises:
        NoRound: there has been none.
        GitError: git refused.
    """
    workspace, today = desk.workspace, desk.day
    with open_pasts(workspace, desk.calendar_day) as pasts:
        meant = latest_round(workspace, pasts, today)
        found = compare(workspace, pasts, end_on(pasts, meant.day), End(EndKind.FOLDER), whole=True)
    found = chosen(found, (region,) if region else (), ())
    if hide_names:
        plans = tuple(map(without_names, found.differences.plans))
        found = replace(found, differences=replace(found.differences, plans=plans))
    agendas = agendas_of(found, (found.start.day or today, today), workspace.bodies)
    head, *rest = report.comparison_head(
        found.start, found.end, meant, elsewhere(found.sources, found.gaps, found.left_out)
    )
    titles_of = report.titles_by(workspace.catalogue_of)
    blocks = report.agenda_blocks(agendas, found.differences, workspace.bodies, titles_of)
    return _told(head, [*rest, *blocks, *report.sources_note(sentence(found))])


def what_happened_to(desk: Desk, body: Body, number: str | None, *, hide_names: bool) -> Told:
    """What has happened to a body's plan, or to a proposal in it.

    Args:
        desk: which workspace.
        body: whose plan.
        number: the proposal; ``None`` for the plan as a whole.
        hide_names: whether to leave out who is responsible, and who did it.

    Raises:
        NoPlan: the body has no plan.
        GitError: git refused.
    """
    workspace = desk.workspace
    with open_pasts(workspace, desk.calendar_day) as pasts:
        found = chronicle(workspace, pasts, body, number)
    if hide_names:
        found = replace(found, events=tuple(map(_nameless_event, found.events)))
    own = next((event.after.head.name for event in found.events if event.after and event.after.head.name), None)
    known = workspace.catalogue.proposals.get(number or "")
    title = known.title(current_language()) if known else ""
    name = workspace.display_name(body.id, own)
    head, *rest = chronicle_document(found, name, title, workspace.bodies, report.titles_by(workspace.catalogue_of))
    return _told(head, rest)


def _told(head: Block, blocks: Sequence[Block]) -> Told:
    return Told(head.text if isinstance(head, Heading) else "", tuple(blocks))


def _nameless_event(event: Event) -> Event:
    before, after = (nameless(plan) if plan else None for plan in (event.before, event.after))
    return replace(
        event,
        author=_("(hidden)") if event.author.strip() else "",
        before=before,
        after=after,
        changes=tuple(map(unnamed, event.changes)),
        not_chosen=tuple(map(_nameless_choice, event.not_chosen)),
    )


def _nameless_choice(lost: NotChosen) -> NotChosen:
    hidden = _("(hidden)")
    # A table, kept as JSON, may hold names too.
    named = bool(lost.path and lost.path[-1] in NAMES) or (lost.value or "").startswith("{")
    return replace(lost, value=hidden if named and lost.value else lost.value, who=hidden if lost.who else "")
