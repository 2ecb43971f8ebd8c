"""What a follow-up meeting is prepared from: since last time, what to decide, who should speak, and a page for each.

The figures are those of the roll-up. What changed comes from the agendas of the plans.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from actionplan.core.agenda import Agenda, Movement
from actionplan.core.attention import Flag
from actionplan.core.ends import RoundMeant
from actionplan.core.matrix import Cell
from actionplan.core.overlap import Overlapping
from actionplan.core.own import own_attention
from actionplan.core.plan import Entry, latest_followup
from actionplan.core.rollup import Member, Reporting, RollUp
from actionplan.core.status import Status

QUARTER = dt.timedelta(days=92)
"""How far ahead is looked where no next meeting is planned, and how far back for what was said last time."""


class Said(Struct, frozen=True):
    """What a member said of a proposal by the last meeting."""

    proposal: str
    day: dt.date
    status: Status | None
    comment: str | None


class Task(Struct, frozen=True):
    """What a member is to have done before the next meeting."""

    proposal: str
    due: dt.date
    owner: str | None
    what: str = ""
    """The activity; empty for the proposal itself."""
    is_late: bool = False


class Good(Struct, frozen=True):
    """A proposal that has come to half or more, or is carried out, since last time."""

    body: str
    proposal: str
    status: Status
    comment: str | None
    """What was said of it last."""


class Asked(StrEnum):
    """What a member is asked, in the order in which it is asked."""

    REPORT = "report"
    """For its plan, which nobody has seen."""
    UNREADABLE = "unreadable"
    """For a plan that can be read."""
    OVERDUE = "overdue"
    UNOWNED = "unowned"
    BACK = "back"
    """What happened where the work has gone back."""
    SILENT = "silent"
    """How it goes, where nothing has been noted since last time."""
    LEAD = "lead"
    """Whether it could lead joint work."""
    TEACH = "teach"
    LEARN = "learn"
    STALE = "stale"


class Question(Struct, frozen=True):
    """A question to a member."""

    asked: Asked
    proposals: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    """The other members that it is about."""


class Handout(Struct, frozen=True):
    """What concerns one member."""

    member: Member
    agendas: tuple[Agenda, ...]
    """Of its plans; none where it has no plan that can be read."""
    said: tuple[Said, ...]
    """What it said by the last meeting, newest first; what has been carried out since then after the rest of a day."""
    tasks: tuple[Task, ...]
    """Soonest first."""
    joint: tuple[Overlapping, ...]
    """Candidates for joint work that it has picked, and that somebody still works with; for one that has not reported,
    all of them."""
    led: tuple[Overlapping, ...]
    """What it has picked and somebody leads already, as long as one of those that have picked it works with it."""
    questions: tuple[Question, ...]

    @property
    def is_silent(self) -> bool:
        """Whether it has reported, and nothing has been noted in its plans since last time."""
        return self.member.reporting is Reporting.REPORTED and not any(one.difference for one in self.agendas)


class Dates(Struct, frozen=True):
    """When the meeting is held, since when it looks back, and how far ahead it looks."""

    since: dt.date | None
    """The day of the last meeting; ``None`` where there has been none."""
    last: RoundMeant | None = None
    """What is known of the last meeting."""
    day: dt.date | None = None
    """When it is held; ``None`` where that is not planned."""
    next: dt.date | None = None
    """When the next one is held; ``None`` where that is not planned."""

    def until(self, today: dt.date) -> dt.date:
        """The last day that counts as before the next meeting."""
        if self.next:
            return self.next
        day = self.day or today
        return day + QUARTER if day <= dt.date.max - QUARTER else dt.date.max


class Meeting(Struct, frozen=True):
    """Everything that an agenda, a briefing and handouts say."""

    rollup: RollUp
    dates: Dates
    handouts: tuple[Handout, ...]
    """One for each member, in Swedish alphabetical order."""
    others: tuple[Agenda, ...]
    """The region's own plan and those of bodies that take part without being members, where they changed."""
    good: tuple[Good, ...]

    @property
    def silent(self) -> tuple[str, ...]:
        """The members that have noted nothing since last time."""
        return tuple(one.member.body.id for one in self.handouts if one.is_silent) if self.dates.since else ()

    @property
    def joint(self) -> tuple[Overlapping, ...]:
        """The candidates for joint work that somebody still works with: what all have finished needs no decision."""
        return tuple(filter(_is_open, self.rollup.overlap.joint))

    @property
    def late(self) -> tuple[Flag, ...]:
        """What is overdue with the members and in the region's own plan, longest first."""
        own = own_attention(self.rollup).overdue
        return tuple(sorted((*self.rollup.attention.overdue, *own), key=lambda flag: -(flag.days or 0)))

    def is_newly_late(self, flag: Flag) -> bool:
        """Whether it became overdue since last time."""
        since = self.dates.since
        return since is not None and flag.cell.due is not None and flag.cell.due >= since


def find_meeting(rollup: RollUp, dates: Dates, agendas: Sequence[Agenda]) -> Meeting:
    """What a meeting is prepared from.

    Args:
        rollup: the region; or a municipality as the only member of itself.
        dates: when it is held, and since when it looks back.
        agendas: of all plans that concern it, also of those that are as they were.
    """
    by_member = {member.body.id: _own(member, agendas) for member in rollup.members}
    handouts = tuple(_handout(rollup, dates, member, by_member[member.body.id]) for member in rollup.members)
    mine = {id(agenda) for found in by_member.values() for agenda in found}
    others = tuple(one for one in agendas if id(one) not in mine and one.difference)
    good = tuple(good for one in handouts for good in _good(rollup, one)) if dates.since else ()
    return Meeting(rollup, dates, handouts, others, good)


def _is_open(one: Overlapping) -> bool:
    """Whether any of those that have picked a proposal has not carried it out."""
    return one.counts.done < one.counts.picked


def _cells(rollup: RollUp, body: str) -> dict[str, Cell]:
    """What the roll-up counts of a member, by proposal: what another plan or catalogue says is not told for it."""
    place = next(place for place, member in enumerate(rollup.members) if member.body.id == body)
    return {row.proposal: cell for row in rollup.rows if (cell := row.cells[place])}


def _own(member: Member, agendas: Sequence[Agenda]) -> tuple[Agenda, ...]:
    """The agendas of a member's plans: those that its figures come from, and one that was removed or is broken."""
    names = {member.body.id, member.body.slug}
    return tuple(one for one in agendas if one.source in member.sources or (one.body in names))


def _good(rollup: RollUp, handout: Handout) -> Iterator[Good]:
    cells = _cells(rollup, handout.member.body.id)
    for agenda in handout.agendas:
        if agenda.plan is None:
            continue
        for kind in (Movement.DONE, Movement.FORWARD):
            for number in agenda.moved.get(kind, ()):
                entry = agenda.plan.entry(number)
                counted = cells.get(number)
                if counted and counted.status is entry.status and entry.status in {Status.DONE, Status.OVER_HALF}:
                    last = latest_followup(entry)
                    yield Good(handout.member.body.id, number, Status(entry.status), last[1].comment if last else None)


def _handout(rollup: RollUp, dates: Dates, member: Member, agendas: tuple[Agenda, ...]) -> Handout:
    body, today = member.body.id, rollup.criteria.as_of
    cells = _cells(rollup, body)
    has_reported = member.reporting is Reporting.REPORTED
    found = Handout(
        member=member,
        agendas=agendas,
        said=tuple(one for one in _said(agendas, dates.since or today) if one.proposal in cells),
        tasks=_tasks(rollup, body, agendas, dates.until(today)),
        joint=tuple(one for one in filter(_is_open, rollup.overlap.joint) if body in one.pickers or not has_reported),
        led=tuple(one for one in filter(_is_open, rollup.overlap.led) if body in one.pickers),
        questions=(),
    )
    return replace(found, questions=tuple(_questions(rollup, dates, found)))


def _said(agendas: Sequence[Agenda], day: dt.date) -> list[Said]:
    """What was said by a day, and not long before it: newest first. What was noted afterwards is told as a change."""
    found = []
    for agenda in agendas:
        if agenda.plan is None:
            continue
        before = agenda.difference.before if agenda.difference else agenda.plan
        for number, entry in agenda.plan.entries.items():
            last = latest_followup(before.entry(number), day) if before else None
            if last and day - last[0] <= QUARTER:
                found.append((entry.status is Status.DONE, Said(number, last[0], last[1].status, last[1].comment)))
    # What is finished is of least interest: a page has room for a few.
    found.sort(key=lambda pair: (-pair[1].day.toordinal(), pair[0], not pair[1].comment, pair[1].proposal))
    return [said for _is_done, said in found]


def _tasks(rollup: RollUp, body: str, agendas: Sequence[Agenda], until: dt.date) -> tuple[Task, ...]:
    cells = _cells(rollup, body)
    found = [
        Task(number, cell.due, cell.owner, is_late=cell.overdue)
        for number, cell in cells.items()
        if cell.is_open and cell.due and cell.due <= until
    ]
    for agenda in agendas:
        for number, entry in agenda.plan.entries.items() if agenda.plan else ():
            if (cell := cells.get(number)) and cell.is_open:
                found += _activities(rollup, number, entry, until)
    return tuple(sorted(found, key=lambda one: (one.due, one.proposal, one.what)))


def _activities(rollup: RollUp, number: str, entry: Entry, until: dt.date) -> Iterator[Task]:
    if not entry.is_picked or entry.status is Status.DONE or number not in rollup.proposals:
        return
    for one in entry.activities.values():
        if one.due and one.due <= until and one.is_open:
            owner = one.owner if rollup.criteria.names else None
            yield Task(number, one.due, owner, one.what, one.due < rollup.criteria.as_of)


def _questions(rollup: RollUp, dates: Dates, one: Handout) -> Iterator[Question]:
    if one.member.reporting is Reporting.REPORTED:
        yield from _of_plan(rollup, dates, one)
        yield from _of_others(rollup, one)
        if found := _of(rollup.attention.stale, one.member.body.id):
            yield Question(Asked.STALE, found)
    else:
        yield Question(Asked.REPORT if one.member.reporting is Reporting.NOT_REPORTED else Asked.UNREADABLE)


def _of_plan(rollup: RollUp, dates: Dates, one: Handout) -> Iterator[Question]:
    attention = rollup.attention
    for asked, flags in ((Asked.OVERDUE, attention.overdue), (Asked.UNOWNED, attention.unowned)):
        if found := _of(flags, one.member.body.id):
            yield Question(asked, found)
    if back := tuple(number for agenda in one.agendas for number in agenda.moved.get(Movement.BACK, ())):
        yield Question(Asked.BACK, back)
    if dates.since and one.is_silent:
        yield Question(Asked.SILENT)


def _of_others(rollup: RollUp, one: Handout) -> Iterator[Question]:
    body, teach = one.member.body.id, rollup.overlap.teach
    if ahead := tuple(joint.proposal for joint in one.joint if body in joint.ahead):
        yield Question(Asked.LEAD, ahead)
    yield from (Question(Asked.TEACH, (each.proposal,), each.beginning) for each in teach if body in each.ahead)
    yield from (Question(Asked.LEARN, (each.proposal,), each.ahead) for each in teach if body in each.beginning)


def _of(flags: Sequence[Flag], body: str) -> tuple[str, ...]:
    return tuple(sorted(flag.proposal for flag in flags if flag.body == body))
