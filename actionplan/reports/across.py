"""Who has picked a proposal, as blocks of text."""

import datetime as dt
from collections.abc import Iterator, Sequence

from actionplan.core.across import Across, Held
from actionplan.core.catalogue import Catalogue
from actionplan.core.plan import latest_followup
from actionplan.core.query import is_overdue
from actionplan.core.status import Status
from actionplan.i18n import _
from actionplan.reports.blocks import Block, Column, Paragraph, Room, Table, Tone, Value
from actionplan.reports.plain import one_line
from actionplan.reports.plan_document import proposal_document, status_value
from actionplan.wording.figures import day, of


def across_document(found: Across, catalogue: Catalogue, today: dt.date) -> tuple[Block, ...]:
    """Who has picked a proposal, how far they have come, and who has not."""
    return tuple(_blocks(found, catalogue, today))


def _blocks(found: Across, catalogue: Catalogue, today: dt.date) -> Iterator[Block]:
    yield from proposal_document(found.proposal, catalogue, heading=found.group.title if found.group else "")
    if any(one.example for one in (*found.held, *found.beside)):
        yield Paragraph(_("Example data: nothing here is a decision of the bodies named."), Tone.WARNING)
    said = _("Picked by {count} that have reported.")
    yield Paragraph(said.format(count=of(len(found.picked), len(found.held) + len(found.silent))))
    if found.held:
        yield _table(found.held, today)
    if found.beside:
        yield Paragraph(_("Not counted among them:"))
        yield _table(found.beside, today)
    if found.silent:
        yield Paragraph(_("Nothing recorded: {names}.").format(names=_names(found.silent)))
    if found.absent:
        yield Paragraph(_("Have not reported: {names}.").format(names=_names(found.absent)))
    if found.unreadable:
        yield Paragraph(_("Cannot be read: {names}.").format(names=", ".join(found.unreadable)), Tone.WARNING)


_MOST_NAMES = 20
_MOST_LETTERS = 200


def _names(names: Sequence[str]) -> str:
    """Names in a row; of a nation's, the first and how many more there are."""
    if len(names) <= _MOST_NAMES:
        return ", ".join(names)
    return _("{names} and {count} more").format(names=", ".join(names[:12]), count=len(names) - 12)


def _table(held: tuple[Held, ...], today: dt.date) -> Table:
    columns = (
        Column(_("Who"), room=Room.CUT),
        Column(_("Status")),
        Column(_("Owner"), room=Room.CUT),
        Column(_("Due")),
        Column(_("Latest follow-up"), room=Room.WRAP),
    )
    return Table(columns, tuple(_row(one, today) for one in held))


def _row(one: Held, today: dt.date) -> tuple[Value, ...]:
    entry = one.entry
    late = is_overdue(entry, today)
    last = latest_followup(entry, today)
    missing = entry.is_picked and entry.status is not Status.DONE and not entry.owner
    said = f"{day(last[0])} {one_line(last[1].comment or '', _MOST_LETTERS)}".strip() if last else ""
    return (
        Value(one.name),
        status_value(entry),
        Value(_("none") + " ?" if missing else entry.owner or ""),
        Value(
            f"{day(entry.due)} !" if late else day(entry.due) if entry.due else "", Tone.WARNING if late else Tone.PLAIN
        ),
        Value(said),
    )
