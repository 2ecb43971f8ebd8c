"""Entries over plans, and what is missing, as blocks of text."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from actionplan.core.catalogue import Catalogue
from actionplan.core.plan import Entry
from actionplan.core.query import is_overdue
from actionplan.core.status import Status
from actionplan.core.todo import Lack, Task
from actionplan.i18n import _, current_language, ngettext
from actionplan.reports.blocks import Block, Column, Paragraph, Room, Table, Tone, Value
from actionplan.reports.plan_document import edition_note, status_value
from actionplan.wording.figures import day

_LATER = frozenset({Lack.DUE, Lack.DECISION})


def list_document(
    rows: Sequence[tuple[str, str, str, Entry]],
    names: Mapping[str, str],
    catalogue: Catalogue,
    today: dt.date,
    *,
    example: bool,
) -> Iterator[Block]:
    """Entries that fit a query.

    Args:
        rows: body, file, number and slot of each.
        names: what bodies are called.
        catalogue: for titles.
        today: the day that deadlines are held against.
        example: whether any of the plans is invented.
    """
    if not rows:
        yield Paragraph(_("Nothing fits."))
        return
    language = current_language()
    columns = (
        Column(_("Who"), room=Room.CUT),
        Column(_("No.")),
        Column(_("Proposal"), room=Room.CUT),
        Column(_("Status")),
        Column(_("Owner"), room=Room.CUT),
        Column(_("Due")),
    )
    table = []
    for body, _source, number, entry in rows:
        late = is_overdue(entry, today)
        missing = entry.is_picked and entry.status is not Status.DONE and not entry.owner
        proposal = catalogue.proposals.get(number)
        table.append(
            (
                Value(names.get(body, body)),
                Value(number),
                Value(proposal.title(language) if proposal else _("not in the catalogue")),
                status_value(entry),
                Value(_("none") + " ?" if missing else entry.owner or ""),
                Value(
                    f"{day(entry.due)} !" if late else day(entry.due) if entry.due else "",
                    Tone.WARNING if late else Tone.PLAIN,
                ),
            )
        )
    yield Table(columns, tuple(table), stub=2)
    yield Paragraph(ngettext("{count} entry.", "{count} entries.", len(rows)).format(count=len(rows)), Tone.QUIET)
    yield from _notes(catalogue, example=example)


def _notes(catalogue: Catalogue, *, example: bool) -> Iterator[Block]:
    if example:
        yield Paragraph(_("Example data: nothing here is a decision of the bodies named."), Tone.WARNING)
    if not catalogue.is_official:
        yield Paragraph(edition_note(catalogue), Tone.QUIET)


def todo_document(
    tasks: Sequence[Task],
    names: Mapping[str, str],
    catalogue: Catalogue,
    today: dt.date,
    *,
    example: bool,
    everything: bool,
) -> Iterator[Block]:
    """What is missing, soonest first; what has no deadline only when everything is asked for."""
    shown = [task for task in tasks if everything or task.lack not in _LATER]
    if shown:
        language = current_language()
        columns = (
            Column(_("When")),
            Column(_("Who"), room=Room.CUT),
            Column(_("Proposal"), room=Room.CUT),
            Column(_("What is missing"), room=Room.WRAP),
            Column(_("Owner"), room=Room.CUT),
        )
        rows = []
        for task in shown:
            proposal = catalogue.proposals.get(task.proposal)
            title = f"{task.proposal} {proposal.title(language)}" if proposal else task.proposal
            when, tone = _when(task)
            rows.append(
                (
                    Value(when, tone),
                    Value(names.get(task.body, task.source)),
                    Value(title),
                    Value(lack_text(task, today)),
                    Value(task.owner or ""),
                )
            )
        yield Table(columns, tuple(rows), stub=3)
    else:
        yield Paragraph(_("Nothing urgent is missing."))
    left = len(tasks) - len(shown)
    if left:
        said = ngettext("{count} more that is not urgent: --all", "{count} more that are not urgent: --all", left)
        yield Paragraph(said.format(count=left), Tone.QUIET)
    if shown:
        yield from _notes(catalogue, example=example)


def _when(task: Task) -> tuple[str, Tone]:
    if task.lack in {Lack.DONE, Lack.ACTIVITY}:
        return f"{day(task.day)} !", Tone.WARNING
    if task.lack is Lack.DONE_SOON:
        return day(task.day), Tone.PLAIN
    return "", Tone.PLAIN


def lack_text(task: Task, today: dt.date) -> str:
    """What is missing, in words."""
    late = (today - task.day).days if task.day else 0
    match task.lack:
        case Lack.REPORT:
            return _("a plan: has not reported")
        case Lack.READABLE:
            return _("a file that can be read: {why}").format(why=task.what)
        case Lack.DONE:
            return ngettext("overdue by {count} day", "overdue by {count} days", late).format(count=late)
        case Lack.ACTIVITY:
            said = ngettext("activity overdue by {count} day: {what}", "activity overdue by {count} days: {what}", late)
            return said.format(count=late, what=task.what)
    return _soon_text(task, today)


def _soon_text(task: Task, today: dt.date) -> str:
    if task.lack is Lack.DONE_SOON and task.day:
        left = (task.day - today).days
        return ngettext("to be done in {count} day", "to be done in {count} days", left).format(count=left)
    if task.lack is Lack.FOLLOWUP:
        if task.day is None:
            return _("a first follow-up")
        return _("a follow-up since {date}").format(date=day(task.day))
    return {Lack.OWNER: _("an owner"), Lack.DUE: _("a deadline"), Lack.DECISION: _("the date of decision")}[task.lack]
