"""A page for each member: what it said last time, what has changed, what is due, what it could do with others."""

import datetime as dt
from collections.abc import Iterator, Sequence

from msgspec import Struct

from actionplan.core.meeting import Handout, Said, Task
from actionplan.core.rollup import Reporting
from actionplan.i18n import _
from actionplan.reports import meeting_words as words
from actionplan.reports.blocks import Block, Bullets, Column, Heading, Paragraph, Room, Table, Tone, Value
from actionplan.reports.meeting_words import Known
from actionplan.wording.figures import day, number
from actionplan.wording.labels import status_short
from actionplan.wording.visible import shown


class _Room(Struct, frozen=True):
    """How many lines of each a page has room for."""

    said: int
    changes: int
    tasks: int
    joint: int


_ROOMS = (
    _Room(6, 6, 8, 5),
    _Room(5, 5, 7, 4),
    _Room(4, 4, 6, 3),
    _Room(3, 3, 5, 3),
    _Room(2, 3, 4, 2),
    _Room(1, 2, 3, 2),
)
_LONG = 115
"""Letters of a line of a list, beyond which it is cut: the plan has all of it."""
_LINE, _CELL = 76, 44
"""Letters that a line and a table's widest column hold on paper, with a wide typeface."""
_HEADING = 2
"""Lines that a heading takes, with the space above it."""
_PAGE = 40
"""Lines below a page's title, so that any format's page holds them."""


def handout(known: Known, one: Handout, *, level: int = 2, note: str = "") -> tuple[Block, ...]:
    """A member's page, without what stands above all pages: as much as a page has room for.

    Args:
        known: the meeting.
        one: what concerns the member.
        level: of its headings.
        note: what stands last, where the page is a report of its own.
    """
    last = (Paragraph(note, Tone.QUIET),) if note else ()
    pages = ((*_page(known, one, level, room), *last) for room in _ROOMS)
    page: tuple[Block, ...] = ()
    for page in pages:
        if sum(map(_lines, page)) <= _PAGE:
            break
    return page


def _page(known: Known, one: Handout, level: int, room: _Room) -> Iterator[Block]:
    if one.member.reporting is Reporting.REPORTED:
        yield from _said(known, one, level, room.said)
        yield from _changes(known, one, level, room.changes)
        yield from _tasks(known, one, level, room.tasks)
    yield from _joint(known, one, level, room.joint)
    yield Heading(level, _("Questions to you"))
    if one.questions:
        yield Bullets(tuple(words.questions(known, one)))
    else:
        yield Paragraph(_("None in particular: tell what goes well, and what is in the way."))


def _lines(block: Block) -> int:
    """About how many lines a block takes on paper."""
    match block:
        case Heading():
            return _HEADING
        case Bullets():
            return sum(-(-len(item) // _LINE) for item in block.items)
        case Paragraph():
            return -(-len(block.text) // _LINE)
        case Table():
            return 1 + sum(max(-(-len(value.text) // _CELL) for value in row) for row in block.rows)
        case _:
            return 0


def _said(known: Known, one: Handout, level: int, most: int) -> Iterator[Block]:
    if not one.said:
        return
    last = one.said[0].day
    text = _("What you said last time, {date}") if known.meeting.dates.since else _("What you said last, {date}")
    yield Heading(level, text.format(date=day(last)))
    yield Bullets(_cut([_line(known, said, last) for said in one.said], most))


def _line(known: Known, said: Said, last: dt.date) -> str:
    comment, status = shown(said.comment or ""), status_short(said.status) if said.status else ""
    told = _("{comment} ({status})").format(comment=comment, status=status) if comment and status else comment or status
    place = known.proposal(said.proposal)
    if said.day != last:
        place = _("{proposal}, {date}").format(proposal=place, date=day(said.day))
    return _("{proposal}: {what}").format(proposal=place, what=told or "–")


def _changes(known: Known, one: Handout, level: int, most: int) -> Iterator[Block]:
    if known.meeting.dates.since is None:
        return
    yield Heading(level, _("What has changed since then"))
    changes = tuple(words.changes(known, one.agendas))
    yield Bullets(_cut(changes, most)) if changes else Paragraph(_("Nothing new is noted in your plan."))


def _tasks(known: Known, one: Handout, level: int, most: int) -> Iterator[Block]:
    yield Heading(level, _("To be done before the next meeting"))
    if not one.tasks:
        yield Paragraph(_("Nothing is to be done {until}.").format(until=words.until(known)))
        return
    names = known.meeting.rollup.criteria.names
    columns = (
        Column(_("Done by")),
        Column(_("Proposal"), room=Room.WRAP),
        *((Column(_("Owner"), room=Room.WRAP),) if names else ()),
    )
    shown_ = one.tasks[:most]
    yield Table(columns, tuple(_row(known, task, names=names) for task in shown_))
    if rest := len(one.tasks) - len(shown_):
        yield Paragraph(_("And {count} more, which your plan shows.").format(count=number(rest)), Tone.QUIET)


def _row(known: Known, task: Task, *, names: bool) -> tuple[Value, ...]:
    what = known.proposal(task.proposal)
    if task.what:
        what = _("{proposal}: {what}").format(proposal=what, what=_short(shown(task.what)))
    due = Value(_("{date}, overdue").format(date=day(task.due)), Tone.WARNING) if task.is_late else Value(day(task.due))
    return (due, Value(what), *((Value(shown(task.owner or "") or _("nobody yet")),) if names else ()))


def _joint(known: Known, one: Handout, level: int, most: int) -> Iterator[Block]:
    body = one.member.body.id
    said = [*(words.joint(known, joint, body) for joint in one.joint), *(words.led(known, joint) for joint in one.led)]
    if said:
        yield Heading(level, _("What you could do together with others"))
        rest = len(said) - most
        more = (_("And {count} more, which the briefing shows.").format(count=number(rest)),) if rest > 0 else ()
        yield Bullets((*said[:most], *more))


def _cut(lines: Sequence[str], most: int) -> tuple[str, ...]:
    """Lines that fit a page: the first ones, each cut at a word, and how many there are more."""
    kept = tuple(map(_short, lines[:most]))
    rest = len(lines) - len(kept)
    return (*kept, _("And {count} more, which your plan shows.").format(count=number(rest))) if rest else kept


def _short(text: str) -> str:
    return text if len(text) <= _LONG else text[:_LONG].rpartition(" ")[0].rstrip(" ,;:.") + "\u00a0…"
