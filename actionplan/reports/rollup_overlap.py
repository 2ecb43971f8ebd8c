"""Gemensamt och på egen hand: what members can do together, and what each does alone."""

from collections.abc import Sequence

from actionplan.core.overlap import DeadlineGroup, Overlapping
from actionplan.core.rollup import RollUp
from actionplan.core.status import SCALE, Status
from actionplan.i18n import _, current_language
from actionplan.reports import rollup_words as words
from actionplan.reports.blocks import Block, Column, Heading, Item, Items, Paragraph, Room, Table, Value
from actionplan.reports.rollup_tables import proposal_columns, proposal_values
from actionplan.wording.figures import day, number, of
from actionplan.wording.labels import capital, status_short

JOINT = 10
"""How many candidates for joint work a short report tells of at length."""


def overlap(rollup: RollUp, *, brief: bool) -> tuple[Block, ...]:
    """The answer to what the members can do together, who can teach whom, and what nobody has picked."""
    blocks: list[Block] = [Heading(2, _("Together and on their own"))]
    blocks += _joint(rollup, brief=brief)
    blocks += _led(rollup)
    blocks += _close(rollup)
    blocks += _teach(rollup)
    # A selection says nothing of what it leaves out.
    if rollup.criteria.only in {None, "nobody"}:
        blocks += _unpicked(rollup)
    if rollup.criteria.only in {None, "one"}:
        blocks += _single(rollup)
    return tuple(blocks)


def _joint(rollup: RollUp, *, brief: bool) -> list[Block]:
    found = rollup.overlap.joint
    at_least = words.counted(words.kind_of(rollup), rollup.criteria.k)
    heading = Heading(3, _("What we can do together"))
    if not found:
        text = _("No proposal is picked by at least {members} and led jointly by nobody.")
        return [heading, Paragraph(text.format(members=at_least))]
    text = _(
        "Picked by at least {members}, and nobody leads the work jointly. Most picked first. Deadlines close in time"
        " lie within a quarter of each other."
    )
    shown = found[:JOINT] if brief else found
    blocks: list[Block] = [
        heading,
        Paragraph(text.format(members=at_least)),
        Items(tuple(_joint_item(rollup, one) for one in shown)),
    ]
    if rest := found[len(shown) :]:
        text = _("Also picked by at least {members}: {proposals}.")
        blocks.append(Paragraph(text.format(members=at_least, proposals=words.listed([one.proposal for one in rest]))))
    return blocks


def _joint_item(rollup: RollUp, one: Overlapping) -> Item:
    details = [_by_status(rollup, one)]
    details += near_deadlines(rollup, one)
    return Item(
        one.proposal,
        rollup.catalogue.proposals[one.proposal].title(current_language()),
        of(one.counts.picked, rollup.headline.reported.part),
        tuple(details),
    )


def near_deadlines(rollup: RollUp, one: Overlapping) -> list[str]:
    """Whose deadlines lie close together; the largest group alone where the names would be too many."""
    largest = sorted(one.deadlines, key=lambda group: -len(group.members))
    if largest and len(one.pickers) > words.NAMES:
        members = largest[0].members
        text = _("Most deadlines close in time: {count}, from {first} to {last}.")
        return [text.format(count=number(len(members)), first=day(members[0][1]), last=day(members[-1][1]))]
    text = _("Deadlines close in time: {dates}.")
    return [text.format(dates=words.deadlines(rollup, group)) for group in apart(largest)]


def apart(groups: Sequence[DeadlineGroup]) -> list[DeadlineGroup]:
    """The groups without those that name a member again, in the order of time."""
    kept: list[DeadlineGroup] = []
    named: set[str] = set()
    for group in groups:
        bodies = {body for body, _due in group.members}
        if not bodies & named:
            kept.append(group)
            named |= bodies
    return sorted(kept, key=lambda group: group.members[0][1])


def _by_status(rollup: RollUp, one: Overlapping) -> str:
    """Who has come how far; numbers where the names would be too many."""
    row = next(row for row in rollup.rows if row.proposal == one.proposal)
    picks = row.picks([member.body.id for member in rollup.members])
    parts: list[str] = []
    for status in (*SCALE, None):
        bodies = [body for body, cell in picks if cell.status is status]
        if bodies:
            said = ", ".join(map(rollup.name, bodies)) if len(picks) <= words.NAMES else number(len(bodies))
            parts.append(_("{status}: {bodies}.").format(status=_status(status), bodies=said))
    return " ".join(parts)


def _status(status: Status | None) -> str:
    return capital(status_short(status) if status else _("status not given"))


def _led(rollup: RollUp) -> list[Block]:
    found = rollup.overlap.led
    if not found:
        return []
    whole = rollup.headline.reported.part
    columns = (*proposal_columns(), Column(_("Led by"), room=Room.WRAP), Column(_("Picked by"), align=">"))
    rows = tuple(
        (
            *proposal_values(rollup, one.proposal),
            Value(words.named(rollup, one.led_by)),
            Value(of(one.counts.picked, whole)),
        )
        for one in found
    )
    return [Heading(3, _("Led jointly already")), Table(columns, rows, stub=2)]


def _close(rollup: RollUp) -> list[Block]:
    found = rollup.overlap.close
    if not found:
        return []
    text = _("Picked by fewer than {members}, with deadlines within a quarter of each other.")
    members = words.counted(words.kind_of(rollup), rollup.criteria.k)
    columns = (*proposal_columns(), Column(_("Deadlines"), room=Room.WRAP))
    rows = tuple(
        (
            *proposal_values(rollup, one.proposal),
            Value("; ".join(words.deadlines(rollup, group) for group in apart(one.deadlines))),
        )
        for one in found
    )
    return [
        Heading(3, _("The same proposal, close in time")),
        Paragraph(text.format(members=members)),
        Table(columns, rows, stub=2),
    ]


def _teach(rollup: RollUp) -> list[Block]:
    heading = Heading(3, _("Who can teach whom"))
    found = rollup.overlap.teach
    if not found:
        text = _("There is no proposal where somebody has come far and somebody else is about to begin.")
        return [heading, Paragraph(text)]
    columns = (
        *proposal_columns(),
        Column(_("Has come far"), room=Room.WRAP),
        Column(_("About to begin"), room=Room.WRAP),
    )
    rows = tuple(
        (
            *proposal_values(rollup, one.proposal),
            Value(_names(rollup, one.ahead)),
            Value(_names(rollup, one.beginning)),
        )
        for one in found
    )
    text = _("Has come far: half or more is done. About to begin: picked and not started.")
    return [heading, Paragraph(text), Table(columns, rows, stub=2)]


def _names(rollup: RollUp, bodies: Sequence[str]) -> str:
    return ", ".join(map(rollup.name, bodies)) if len(bodies) <= words.NAMES else number(len(bodies))


def _unpicked(rollup: RollUp) -> list[Block]:
    found = rollup.overlap.unpicked
    if not found:
        return [Heading(3, _("Picked by nobody")), Paragraph(_("Every proposal is picked by somebody."))]
    columns = (
        *proposal_columns(),
        Column(_("Decided against by"), room=Room.WRAP),
        Column(_("Not assessed by"), align=">"),
    )
    whole = rollup.headline.reported.part
    rows = tuple(
        (
            *proposal_values(rollup, one.proposal),
            Value(_names(rollup, one.against) or "–"),
            Value(of(one.counts.not_assessed, whole)),
        )
        for one in found
    )
    blocks: list[Block] = [Heading(3, _("Picked by nobody")), Table(columns, rows, stub=2)]
    if led := [one.proposal for one in found if one.led_by]:
        blocks.append(Paragraph(_("Led jointly all the same: {proposals}.").format(proposals=words.listed(led))))
    return blocks


def _single(rollup: RollUp) -> list[Block]:
    found = rollup.overlap.single
    heading = Heading(3, _("Picked by one alone"))
    if not found:
        return [heading, Paragraph(_("None."))]
    columns = (
        *proposal_columns(),
        Column(words.member_head(words.kind_of(rollup)), room=Room.CUT),
        Column(_("Status")),
    )
    rows = tuple(
        (*proposal_values(rollup, one.proposal), Value(rollup.name(one.body)), Value(_status(one.status)))
        for one in found
    )
    return [heading, Table(columns, rows, stub=2)]
