"""The points of a meeting, in the order in which they are taken: what the agenda says, and what the briefing adds."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from actionplan.core.meeting import Handout
from actionplan.core.overlap import Overlapping
from actionplan.core.rollup import Reporting, RollUp
from actionplan.i18n import _, ngettext
from actionplan.reports import meeting_words as words
from actionplan.reports import rollup_words
from actionplan.reports.blocks import Block, Bullets, Column, Heading, Paragraph, Room, Table, Tone, Value
from actionplan.reports.meeting_words import FEW, SOME, Known
from actionplan.reports.rollup_document import figures
from actionplan.reports.rollup_overlap import apart, near_deadlines
from actionplan.reports.rollup_tables import proposal_columns, proposal_values
from actionplan.wording.figures import day, number, of
from actionplan.wording.labels import status_short
from actionplan.wording.visible import shown


class Point(Struct, frozen=True):
    """A point of the agenda."""

    key: str
    """What programs call it."""
    title: str
    figure: str
    said: tuple[str, ...]
    """What the agenda says below its title."""
    blocks: tuple[Block, ...] = ()
    """What the briefing says of it."""


def points(known: Known) -> tuple[Point, ...]:
    """The points that there is something to say of."""
    return (
        *_decisions(known),
        _changes(known),
        *_good(known),
        *_late(known),
        *_joint(known),
        *_teach(known),
        *_missing(known),
        _next(known),
    )


def _decisions(known: Known) -> Iterator[Point]:
    last = known.meeting.dates.last
    if not last or not last.decisions:
        return
    text = _("What became of what we decided on {date}?").format(date=day(last.day))
    count = len(last.decisions)
    said = ngettext("{count} decision", "{count} decisions", count).format(count=number(count))
    yield Point(
        "decisions", _("Decisions from last time"), said, (text,), (Bullets(tuple(map(shown, last.decisions))),)
    )


def _changes(known: Known) -> Point:
    meeting = known.meeting
    rollup = meeting.rollup
    share = rollup.headline.reported
    figure = _("{part} of {members}").format(
        part=number(share.part), members=rollup_words.counted(rollup_words.kind_of(rollup), share.whole)
    )
    if meeting.dates.since is None:
        headline = Paragraph(rollup_words.headline(rollup), Tone.STRONG)
        return Point("changes", _("How it stands"), figure, (headline.text,), (headline, *figures(rollup)))
    told = [
        (one, tuple(words.changes(known, one.agendas)), tuple(words.newly_late(known, one.agendas)))
        for one in meeting.handouts
    ]
    moved = [(one, changes) for one, changes, _late in told if changes]
    said = [_round_of(known, moved)] if moved else [_("Nothing has been noted since last time.")]
    if meeting.silent:
        text = _("Nothing new from {bodies}.")
        said.append(text.format(bodies=rollup_words.named(rollup, meeting.silent, SOME)))
    blocks: list[Block] = [Paragraph(rollup_words.headline(rollup), Tone.STRONG), *figures(rollup)]
    for one, changes, late in told:
        blocks += _of_member(known, one, changes, late)
    for agenda in meeting.others:
        blocks += [Heading(4, shown(agenda.name)), Bullets(tuple(words.changes(known, (agenda,))))]
    return Point("changes", _("What has happened since last time"), figure, tuple(said), tuple(blocks))


def _round_of(known: Known, moved: Sequence[tuple[Handout, tuple[str, ...]]]) -> str:
    named = [f"{known.meeting.rollup.name(one.member.body.id)} ({number(len(changes))})" for one, changes in moved]
    return _("A round, with the number of changes for each: {bodies}.").format(
        bodies=rollup_words.listed(named, rollup_words.NAMES)
    )


def _of_member(known: Known, one: Handout, changes: tuple[str, ...], late: tuple[str, ...]) -> Iterator[Block]:
    yield Heading(4, known.meeting.rollup.name(one.member.body.id))
    if one.member.reporting is Reporting.NOT_REPORTED:
        yield Paragraph(_("Has not reported."))
    elif one.member.reporting is Reporting.UNREADABLE:
        yield Paragraph(_("The plan cannot be read."))
    elif not (changes or late):
        yield Paragraph(_still(one))
    if changes or late:
        yield Bullets((*changes, *late))


def _still(one: Handout) -> str:
    count = one.member.counts.picked
    return ngettext(
        "Nothing new is noted. {count} proposal is picked.",
        "Nothing new is noted. {count} proposals are picked.",
        count,
    ).format(count=number(count))


def _good(known: Known) -> Iterator[Point]:
    good = known.meeting.good
    if not good:
        return
    rollup = known.meeting.rollup
    said = tuple(
        _("{body}: {proposal} ({status}).").format(
            body=rollup.name(one.body), proposal=known.proposal(one.proposal), status=status_short(one.status)
        )
        for one in good
    )
    columns = (
        *proposal_columns(),
        Column(rollup_words.member_head(rollup_words.kind_of(rollup)), room=Room.CUT),
        Column(_("Status now")),
        Column(_("Said last"), room=Room.WRAP),
    )
    rows = tuple(
        (
            *_proposal(known, one.proposal),
            Value(rollup.name(one.body)),
            Value(status_short(one.status)),
            Value(shown(one.comment or "") or "–"),
        )
        for one in good
    )
    text = _("Carried out, or half or more done, since last time. Let them tell how they went about it.")
    yield Point(
        "good",
        _("Good examples to lift"),
        _proposals(len(good)),
        _first(said, FEW),
        (Paragraph(text), _table(columns, rows, 2)),
    )


def _proposal(known: Known, proposal: str) -> tuple[Value, ...]:
    rollup = known.meeting.rollup
    if proposal in rollup.catalogue.proposals:
        return proposal_values(rollup, proposal)
    return Value(proposal), Value("–")


_ROWS = 60
"""How many rows a table for a meeting has: nobody speaks of more."""


def _table(columns: tuple[Column, ...], rows: tuple[tuple[Value, ...], ...], stub: int) -> Table:
    return Table(columns, rows[:_ROWS], stub=stub, left_out=max(0, len(rows) - _ROWS))


def _first(lines: Sequence[str], most: int) -> tuple[str, ...]:
    """The first lines, and how many more the briefing has."""
    rest = len(lines) - most
    if rest <= 0:
        return tuple(lines)
    return (*lines[:most], _("And {count} more, which the briefing shows.").format(count=number(rest)))


def _proposals(count: int) -> str:
    return ngettext("{count} proposal", "{count} proposals", count).format(count=number(count))


def _late(known: Known) -> Iterator[Point]:
    late, rollup = known.meeting.late, known.meeting.rollup
    if not late:
        return
    by_body: dict[str, list[str]] = {}
    for one in late:
        by_body.setdefault(one.body, []).append(
            _("{number} ({function})").format(number=one.proposal, function=words.who_speaks(known, one))
        )
    said = tuple(
        _("{body} speaks of {proposals}.").format(body=rollup.name(body), proposals=rollup_words.listed(found, SOME))
        for body, found in by_body.items()
    )
    columns = (
        Column(rollup_words.member_head(rollup_words.kind_of(rollup)), room=Room.CUT),
        *proposal_columns(),
        Column(_("Done by")),
        Column(_("Who speaks"), room=Room.WRAP),
        Column(_("Since last time")),
    )
    rows = tuple(
        (
            Value(rollup.name(one.body)),
            *proposal_values(rollup, one.proposal),
            Value(day(one.cell.due), Tone.WARNING),
            Value(words.who_speaks(known, one)),
            Value(_("newly overdue") if known.meeting.is_newly_late(one) else "–"),
        )
        for one in late
    )
    text = _("Whoever is responsible tells what is in the way, what is needed, and whether there is a new date.")
    yield Point(
        "overdue",
        _("Overdue: who should speak"),
        _proposals(len(late)),
        _first(said, SOME),
        (Paragraph(text), _table(columns, rows, 3)),
    )


def _joint(known: Known) -> Iterator[Point]:
    found, rollup = known.meeting.joint, known.meeting.rollup
    if not found:
        return
    whole = rollup.headline.reported.part
    text = ngettext(
        "Shall {proposals} be done together, and who leads?",
        "Which of these shall be done together, and who leads: {proposals}?",
        len(found),
    )
    said = text.format(proposals=known.proposals([one.proposal for one in found]))
    columns = (
        *proposal_columns(),
        Column(_("Picked by"), align=">"),
        Column(_("Could lead: half or more done"), room=Room.WRAP),
        Column(_("Deadlines close in time"), room=Room.WRAP),
    )
    rows = tuple(
        (
            *proposal_values(rollup, one.proposal),
            Value(of(one.counts.picked, whole)),
            Value(words.could_lead(known, one)),
            Value(_deadlines(rollup, one) or "–"),
        )
        for one in found
    )
    at_least = rollup_words.counted(rollup_words.kind_of(rollup), rollup.criteria.k)
    why = _("Picked by at least {members}, and led jointly by nobody. Most picked first.").format(members=at_least)
    if finished := len(rollup.overlap.joint) - len(found):
        text = ngettext(
            "{count} proposal that all of them have carried out is left out.",
            "{count} proposals that all of them have carried out are left out.",
            finished,
        )
        why = f"{why} {text.format(count=number(finished))}"
    yield Point(
        "joint",
        _("Joint work to decide on"),
        _proposals(len(found)),
        (said,),
        (Paragraph(why), Table(columns, rows, stub=2)),
    )


def _deadlines(rollup: RollUp, one: Overlapping) -> str:
    if len(one.pickers) > rollup_words.NAMES:
        return " ".join(near_deadlines(rollup, one))
    largest = sorted(one.deadlines, key=lambda group: -len(group.members))
    return "; ".join(rollup_words.deadlines(rollup, group) for group in apart(largest))


def _teach(known: Known) -> Iterator[Point]:
    found, rollup = known.meeting.rollup.overlap.teach, known.meeting.rollup
    if not found:
        return
    said = tuple(
        _("{proposal}: {ahead} can show {beginning}.").format(
            proposal=known.proposal(one.proposal),
            ahead=rollup_words.named(rollup, one.ahead, SOME),
            beginning=rollup_words.named(rollup, one.beginning, SOME),
        )
        for one in found
    )
    yield Point("teach", _("Who can teach whom"), _proposals(len(found)), _first(said, FEW), (Bullets(said),))


def _missing(known: Known) -> Iterator[Point]:
    rollup = known.meeting.rollup
    silent = rollup.attention.not_reported
    broken = tuple(one.member.body.id for one in known.meeting.handouts if one.member.reporting is Reporting.UNREADABLE)
    if not silent and not broken:
        return
    said = []
    if silent:
        text = _("Not reported: {bodies}.")
        said.append(text.format(bodies=rollup_words.named(rollup, silent, rollup_words.NAMES)))
    if broken:
        text = _("Cannot be read: {bodies}.")
        said.append(text.format(bodies=rollup_words.named(rollup, broken, rollup_words.NAMES)))
    said.append(_("How do we get the plans before the next meeting?"))
    figure = rollup_words.counted(rollup_words.kind_of(rollup), len(silent) + len(broken))
    yield Point("missing", _("Missing reports"), figure, tuple(said))


def _next(known: Known) -> Point:
    following = known.meeting.dates.next
    said = _("What each is to have done by then, and what we are to remember from today.")
    return Point("next", _("Until the next meeting"), day(following) if following else _("no day set"), (said,))
