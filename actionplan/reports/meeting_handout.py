"""A page for each member: what it said last time, what has changed, what is due, what it could do with others."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from actionplan.core.meeting import Handout, Task
from actionplan.core.rollup import Reporting
from actionplan.i18n import _
from actionplan.reports import meeting_words as words
from actionplan.reports.blocks import Block, Bullets, Column, Heading, Paragraph, Room, Table, Tone, Value
from actionplan.reports.meeting_page import Taken, holds
from actionplan.reports.meeting_words import Known
from actionplan.wording.figures import day, number
from actionplan.wording.labels import status_short
from actionplan.wording.visible import shown


class _Room(Struct, frozen=True):
    """How many lines of each there are, and how long they may be."""

    said: int
    changes: int
    tasks: int
    joint: int
    letters: int = 0
    """Beyond how many letters a line of somebody's is cut: the plan has all of it. 0 where lines are whole."""


_LEAST = (
    _Room(3, 4, 5, 3),
    _Room(2, 3, 4, 2),
    _Room(1, 2, 3, 2),
    _Room(1, 2, 3, 2, 460),
    _Room(1, 2, 3, 2, 230),
    _Room(1, 1, 1, 1, 115),
    _Room(1, 1, 1, 1, 75),
)
"""What a page has at least: a few whole lines rather than more that are cut, as long as it has room for them."""
_MOST = _Room(8, 10, 12, 6)
"""More than this nobody speaks of at a meeting."""
_JOINT = 2
"""How much longer a line of what can be done with others may be: with whom stands last in it."""


class _Page(Struct, frozen=True):
    """A page that is to be filled, and everything that it could say."""

    known: Known
    one: Handout
    level: int
    """Of its headings."""
    around: tuple[Taken, ...]
    """What stands above and below."""
    share: float
    """How much of an ordinary page it holds."""
    said: tuple[str, ...]
    changes: tuple[str, ...]
    joint: tuple[str, ...]
    questions: tuple[str, ...]


def handout(
    known: Known, one: Handout, *, level: int = 2, around: tuple[Taken, ...] = (), share: float = 1
) -> tuple[Block, ...]:
    """A member's page, without what stands around it: as much as a page has room for.

    Args:
        known: the meeting.
        one: what concerns the member.
        level: of its headings.
        around: what stands above and below takes of the page.
        share: how much of an ordinary page its page holds.
    """
    page = _Page(
        known,
        one,
        level,
        around,
        share,
        tuple(_said_lines(known, one)),
        tuple(words.changes(known, one.agendas)) if known.meeting.dates.since else (),
        (
            *(words.joint(known, joint, one.member.body.id) for joint in one.joint),
            *(words.led(known, joint) for joint in one.led),
        ),
        tuple(words.questions(known, one)),
    )
    return tuple(_blocks(page, _roomiest(page)))


def _roomiest(page: _Page) -> _Room:
    """As many lines as the page holds, whole ones if it can be; each list grows in its turn."""
    room = next((least for least in _LEAST if _fits(page, least)), None)
    if room is None:
        return _LEAST[-1]
    there = {"changes": page.changes, "tasks": page.one.tasks, "said": page.said, "joint": page.joint}
    growing = {name: min(len(lines), getattr(_MOST, name)) for name, lines in there.items()}
    while growing:
        for name, most in tuple(growing.items()):
            more = replace(room, **{name: getattr(room, name) + 1})
            if getattr(room, name) < most and _fits(page, more):
                room = more
            else:
                del growing[name]
    return room


def _fits(page: _Page, room: _Room) -> bool:
    return holds(_blocks(page, room), page.around, page.share)


def _blocks(page: _Page, room: _Room) -> Iterator[Block]:
    if page.one.member.reporting is Reporting.REPORTED:
        yield from _said(page, room)
        yield from _changes(page, room)
        yield from _tasks(page, room)
    yield from _joint(page, room)
    yield Heading(page.level, _("Questions to you"))
    if page.questions:
        yield Bullets(page.questions)
    else:
        yield Paragraph(_("None in particular: tell what goes well, and what is in the way."))


def _said(page: _Page, room: _Room) -> Iterator[Block]:
    if page.said:
        text = _("What you said last, {date}")
        if page.known.meeting.dates.since:
            text = _("What you said last time, {date}")
        yield Heading(page.level, text.format(date=day(page.one.said[0].day)))
        yield Bullets(_cut(page.said, room.said, room.letters))


def _said_lines(known: Known, one: Handout) -> Iterator[str]:
    for said in one.said:
        comment, status = shown(said.comment or ""), status_short(said.status) if said.status else ""
        told = comment or status
        if comment and status:
            told = _("{comment} ({status})").format(comment=comment, status=status)
        place = known.proposal(said.proposal)
        if said.day != one.said[0].day:
            place = _("{proposal}, {date}").format(proposal=place, date=day(said.day))
        yield _("{proposal}: {what}").format(proposal=place, what=told or "–")


def _changes(page: _Page, room: _Room) -> Iterator[Block]:
    if page.known.meeting.dates.since is None:
        return
    yield Heading(page.level, _("What has changed since then"))
    if page.changes:
        yield Bullets(_cut(page.changes, room.changes, room.letters))
    else:
        yield Paragraph(_("Nothing new is noted in your plan."))


def _tasks(page: _Page, room: _Room) -> Iterator[Block]:
    known, tasks = page.known, page.one.tasks
    yield Heading(page.level, words.to_do(known))
    if not tasks:
        yield Paragraph(words.nothing_to_do(known))
        return
    names = known.meeting.rollup.criteria.names
    columns = (
        Column(_("Done by")),
        Column(_("Proposal"), room=Room.WRAP),
        *((Column(_("Owner"), room=Room.WRAP),) if names else ()),
    )
    yield Table(columns, tuple(_row(known, task, room.letters, names=names) for task in tasks[: room.tasks]))
    if len(tasks) > room.tasks:
        rest = number(len(tasks) - room.tasks)
        yield Paragraph(_("And {count} more, which your plan shows.").format(count=rest), Tone.QUIET)


def _row(known: Known, task: Task, letters: int, *, names: bool) -> tuple[Value, ...]:
    what = known.proposal(task.proposal)
    if task.what:
        what = _("{proposal}: {what}").format(proposal=what, what=_short(shown(task.what), letters))
    due = Value(_("{date}, overdue").format(date=day(task.due)), Tone.WARNING) if task.is_late else Value(day(task.due))
    owner = _short(shown(task.owner or ""), letters) or _("nobody yet")
    return (due, Value(what), *((Value(owner),) if names else ()))


def _joint(page: _Page, room: _Room) -> Iterator[Block]:
    if page.joint:
        yield Heading(page.level, _("What you could do together with others"))
        kept = tuple(_short(line, room.letters * _JOINT) for line in page.joint[: room.joint])
        rest = len(page.joint) - len(kept)
        more = (_("And {count} more, which the briefing shows.").format(count=number(rest)),) if rest else ()
        yield Bullets((*kept, *more))


def _cut(lines: Sequence[str], most: int, letters: int) -> tuple[str, ...]:
    """Lines that fit a page: the first ones, cut where they are too long, and how many there are more."""
    kept = tuple(_short(line, letters) for line in lines[:most])
    rest = len(lines) - len(kept)
    return (*kept, _("And {count} more, which your plan shows.").format(count=number(rest))) if rest else kept


def _short(text: str, letters: int) -> str:
    """The text, cut at a word."""
    if not letters or len(text) <= letters:
        return text
    cut = text[:letters]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:.") + "\u00a0…"
