"""What there is to know of a cell of the overview: the proposal, this body's work with it, and everybody else's."""

from collections.abc import Iterator, Sequence

from actionplan.core.matrix import Cell, Row
from actionplan.core.overlap import led_by
from actionplan.core.rollup import Member, Reporting, RollUp
from actionplan.i18n import _, ngettext
from actionplan.reports.plain import cut, visible
from actionplan.reports.rollup_tables import no_status_letter
from actionplan.reports.rollup_words import listed
from actionplan.tui.scene import Scene
from actionplan.tui.widgets.board import Place
from actionplan.tui.widgets.page import Writing, fact, paragraph
from actionplan.tui.widgets.paint import Line, Span, paint_of
from actionplan.wording.figures import day
from actionplan.wording.labels import level_label, provenance_label, status_label, status_letter, status_short
from actionplan.wording.problems import problem_text

_BLANK: Line = ()
_LABEL = 14
"""Columns of a label: what "Klart senast" takes, and a gap."""
_COLUMN = 50
"""The widest pane that stands beside the matrix."""


def cell_writing(scene: Scene, place: Place) -> Writing:
    """The detail of a cell: in a wide and low pane what is this body's comes first and shares lines."""

    def write(width: int) -> Sequence[Line]:
        rollup = scene.rollup
        row = next((one for one in rollup.rows if one.proposal == place.proposal), None) if rollup else None
        if rollup is None or row is None:
            return ()
        lines = _low if width > _COLUMN else _high
        return tuple(lines(scene, rollup, row, place.body, width))

    return write


def _high(scene: Scene, rollup: RollUp, row: Row, body: str, width: int) -> Iterator[Line]:
    yield from proposal_lines(scene, row.proposal, width)
    at = _at(rollup, body)
    if at is not None:
        yield _BLANK
        yield ((visible(rollup.name(body)), "heading"),)
        yield from _own(scene, rollup.members[at], row.cells[at], width)
    yield _BLANK
    yield ((_("Also working with it"), "heading"),)
    others = _others(rollup, row, body)
    if not others:
        yield from paragraph(_("Nobody else has picked it."), width, "quiet")
    for id_, cell in others:
        word = status_short(cell.status) if cell.status else _("picked, not assessed")
        yield (*_letter(cell), (f" {visible(rollup.name(id_))}", "plain"), (f" {word}", "quiet"))
    yield _BLANK
    yield from _leads(rollup, row, width)


def _low(scene: Scene, rollup: RollUp, row: Row, body: str, width: int) -> Iterator[Line]:
    yield ((cut(f"{row.proposal} {scene.proposal_title(row.proposal)}", width), "heading"),)
    at = _at(rollup, body)
    if at is not None:
        yield from _own_in_short(scene, rollup.members[at], row.cells[at], width)
    yield from _also(rollup, row, body, width)
    yield from _leads(rollup, row, width)
    yield from tuple(proposal_lines(scene, row.proposal, width))[1:]


def _also(rollup: RollUp, row: Row, body: str, width: int) -> Iterator[Line]:
    line: list[Span] = [(_("Also: "), "quiet")]
    used, indent = len(line[0][0]), len(line[0][0])
    for id_, cell in _others(rollup, row, body):
        name = f" {visible(rollup.name(id_))}  "
        if used + len(name) + 3 > width:
            yield tuple(line)
            line, used = [(" " * indent, "plain")], indent
        line += [*_letter(cell), (name, "plain")]
        used += len(name) + 3
    yield tuple(line) if used > indent else ((_("Nobody else has picked it."), "quiet"),)


def _at(rollup: RollUp, body: str) -> int | None:
    return next((at for at, member in enumerate(rollup.members) if member.body.id == body), None)


def _letter(cell: Cell) -> tuple[Span, ...]:
    letter = status_letter(cell.status) if cell.status else no_status_letter()
    return ((f" {letter} ", paint_of(cell.status) if cell.status else "not-started"),)


def _own_in_short(scene: Scene, member: Member, cell: Cell | None, width: int) -> Iterator[Line]:
    name = visible(scene.name(member.body.id))
    if cell is None or not cell.is_picked:
        first, *rest = _own(scene, member, cell, width - len(name) - 2)
        yield ((f"{name}  ", "strong"), *first)
        yield from rest
        return
    owner = scene.person(cell.owner)
    said = _("{owner} · due {due}").format(owner=owner or _("no owner ?"), due=day(cell.due))
    late = f" · {_late(scene, cell)}" if cell.overdue else ""
    word = status_short(cell.status) if cell.status else _("picked, not assessed")
    used = len(name) + len(word) + 8
    yield (
        (f"{name} ", "strong"),
        *_letter(cell),
        (f" {word} · ", "plain"),
        (cut(said, max(width - used - len(late), 8)), "plain"),
        (late, "late"),
    )


def others_lines(scene: Scene, number: str, body: str, width: int) -> Iterator[Line]:
    """Who else works with a proposal, and who leads it."""
    rollup = scene.rollup
    row = next((one for one in rollup.rows if one.proposal == number), None) if rollup else None
    if rollup is None or row is None:
        return
    yield from _also(rollup, row, body, width)
    yield from _leads(rollup, row, width)


def proposal_lines(scene: Scene, number: str, width: int) -> Iterator[Line]:
    """What a proposal says."""
    proposal = scene.catalogue.proposals.get(number)
    if proposal is None:
        yield from paragraph(f"{number} {scene.proposal_title(number)}", width, "heading")
        return
    yield from paragraph(f"{number} {visible(proposal.title(scene.language))}", width, "heading")
    area = scene.catalogue.areas.get(proposal.area)
    levels = ", ".join(level_label(level) for level in proposal.levels)
    known = " · ".join(filter(None, (visible(area.title(scene.language)) if area else "", levels)))
    yield from paragraph(known, width, "quiet")
    if said := provenance_label(proposal.provenance):
        yield from paragraph(said, width, "quiet")
    if summary := proposal.summary(scene.language):
        yield from paragraph(visible(summary), width)


def _own(scene: Scene, member: Member, cell: Cell | None, width: int) -> Iterator[Line]:
    if member.reporting is Reporting.UNREADABLE:
        yield from paragraph(_("The plan cannot be read."), width, "late")
        plan = scene.plan(member.body.id)
        for problem in plan.problems[:3] if plan else ():
            yield from paragraph(f"{problem.source}:{problem.line} {problem_text(problem)}", width)
        return
    if cell is None:
        yield from paragraph(_("Has not reported."), width, "quiet")
        return
    letter = status_letter(cell.status)
    said = _("picked, not assessed") if cell.status is None and cell.is_picked else status_label(cell.status)
    yield from fact(_("Status"), f"{letter} {said}", width, room=_LABEL)
    if not cell.is_picked:
        return
    owner = scene.person(cell.owner)
    yield from fact(
        _("Owner"), owner or _("none ?"), width, "plain" if owner else "late" if cell.unowned else "quiet", room=_LABEL
    )
    due = day(cell.due) + (f" · {_late(scene, cell)}" if cell.overdue else "")
    yield from fact(_("Due"), due, width, "late" if cell.overdue else "plain", room=_LABEL)
    followed = day(cell.followed_up) if cell.followed_up else _("never")
    yield from fact(
        _("Followed"), followed + (" ~" if cell.stale else ""), width, "warning" if cell.stale else "plain", room=_LABEL
    )


def _late(scene: Scene, cell: Cell) -> str:
    days = (scene.day - cell.due).days if cell.due else 0
    return ngettext("{days} day late", "{days} days late", days).format(days=days)


def _others(rollup: RollUp, row: Row, body: str) -> list[tuple[str, Cell]]:
    return [(id_, cell) for id_, cell in row.picks([one.body.id for one in rollup.members]) if id_ != body]


def _leads(rollup: RollUp, row: Row, width: int) -> Iterator[Line]:
    leads = led_by(row, rollup.body.id, {member.body.id: member.body.id for member in rollup.members})
    if leads:
        names = listed([visible(rollup.name(lead)) for lead in leads])
        yield from paragraph(_("Led jointly by {names}.").format(names=names), width, "accent")
    else:
        yield from paragraph(_("Nobody leads it jointly."), width, "quiet")
