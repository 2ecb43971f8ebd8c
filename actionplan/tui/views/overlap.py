"""What members could do together, as rows to choose from, and the reasons for the one under the cursor."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence

from actionplan.core.matrix import Cell, Row
from actionplan.core.narrowing import Narrowing, narrow
from actionplan.core.overlap import Overlapping, Single, Unpicked, led_by
from actionplan.core.rollup import RollUp
from actionplan.i18n import _, ngettext
from actionplan.reports import rollup_words as words
from actionplan.reports.plain import cut, pad, visible, width_of
from actionplan.reports.rollup_overlap import apart, near_deadlines
from actionplan.reports.rollup_tables import OVERDUE, no_status_letter
from actionplan.tui.scene import Scene
from actionplan.tui.views.cell import proposal_lines
from actionplan.tui.widgets.page import Writing, paragraph
from actionplan.tui.widgets.paint import Line, paint_of
from actionplan.tui.widgets.rows import Item
from actionplan.wording.figures import day, number, of
from actionplan.wording.labels import status_letter, status_short

Found = Overlapping | Single | Unpicked

_BLANK: Line = ()
_WIDE = 60
"""Columns in which a line has room for all there is to say of a member."""


def head_writing(scene: Scene) -> Writing:
    """The question, and what makes a proposal an answer."""

    def write(width: int) -> Sequence[Line]:
        rollup = scene.rollup
        if rollup is None:
            return ()
        count = len(rollup.overlap.joint)
        candidates = ngettext("{count} candidate", "{count} candidates", count).format(count=count)
        limits = _("picked by at least {k} · led by nobody").format(k=rollup.criteria.k)
        question = " " + _("What can we do together?")
        said = cut(f"{limits} · {candidates}", max(width - width_of(question) - 3, 0))
        return (((question, "heading"), (pad(said, width - width_of(question) - 1, ">"), "quiet")),)

    return write


def proposal_of(key: str) -> str:
    """The proposal that a row is about."""
    return key.partition(":")[2]


def overlap_items(scene: Scene, text: str) -> tuple[Item, ...]:
    """The rows: the candidates by rank, then everything else that members have in common or on their own.

    Args:
        scene: what was read.
        text: words that a proposal must have.
    """
    rollup = scene.rollup
    if rollup is None:
        return ()
    fitting = {row.proposal for row in narrow(rollup, Narrowing(text=text, names=not scene.hide_names), scene.language)}
    found = rollup.overlap
    sections: tuple[tuple[str, str, Iterable[Found], Callable[[RollUp, Found], Sequence[str]]], ...] = (
        ("led", _("Led jointly already"), found.led, _led),
        ("close", _("Fewer have picked it, close in time"), found.close, _close),
        ("teach", _("Who can teach whom"), found.teach, _teach),
        ("nobody", _("Picked by nobody"), found.unpicked, _nobody),
        ("one", _("Picked by one alone"), found.single, _one),
    )
    ranked = [(at, one) for at, one in enumerate(found.joint, 1) if one.proposal in fitting]
    items = [item for at, one in ranked for item in _candidate(scene, rollup, one, at)]
    if not ranked:
        items.append(_note(_no_candidate(rollup) if not text else _("No candidate has these words.")))
    for name, title, several, say in sections:
        kept = [one for one in several if one.proposal in fitting]
        if kept:
            items += [Item("", lambda _width: _BLANK), _heading(title)]
            items += [_item(scene, rollup, name, one, say(rollup, one)) for one in kept]
    return tuple(items)


def _no_candidate(rollup: RollUp) -> str:
    at_least = words.counted(words.kind_of(rollup), rollup.criteria.k)
    return _("No proposal is picked by at least {members} and led jointly by nobody.").format(members=at_least)


def _heading(title: str) -> Item:
    return Item("", lambda width: ((cut(f" {title}", width), "heading"),))


def _note(text: str) -> Item:
    return Item("", lambda width: ((cut(f" {text}", width), "quiet"),))


def _candidate(scene: Scene, rollup: RollUp, one: Overlapping, rank: int) -> tuple[Item, Item]:
    """Two lines: the proposal, and why it is a candidate."""

    def draw(width: int) -> Line:
        lead = f"{rank:>3}  {one.proposal} "
        figure = _figure(rollup, one)
        room = width - width_of(lead) - width_of(figure) - 2
        title = pad(cut(scene.proposal_title(one.proposal), room - 1), room)
        return (lead, "quiet"), (title, "strong"), (f"{figure} ", "plain")

    def why(width: int) -> Line:
        indent = " " * (6 + width_of(one.proposal))
        return ((indent + _fitting(reasons(rollup, one), width - width_of(indent) - 1), "quiet"),)

    return Item(f"joint:{one.proposal}", draw), Item("", why, below=True)


def _item(scene: Scene, rollup: RollUp, section: str, one: Found, said: Sequence[str]) -> Item:
    def draw(width: int) -> Line:
        lead = f"     {one.proposal} "
        title_room = max(min(width * 2 // 5, 52), 20)
        title = pad(cut(scene.proposal_title(one.proposal), title_room), title_room)
        figure = _figure(rollup, one)
        room = width - width_of(lead) - title_room - width_of(figure) - 5
        return (
            (lead, "quiet"),
            (title, "plain"),
            (f"  {pad(_fitting(said, room), room)}  ", "quiet"),
            (f"{figure} ", "plain"),
        )

    return Item(f"{section}:{one.proposal}", draw)


def _figure(rollup: RollUp, one: Found) -> str:
    row = _row(rollup, one.proposal)
    whole = rollup.headline.reported.part
    return pad(of(row.counts.picked, whole), width_of(of(whole, whole)), ">") if row else ""


def _fitting(said: Sequence[str], room: int) -> str:
    """The first that fits; the last one cut where none does."""
    return next((text for text in said if width_of(text) <= room), cut(said[-1], max(room, 1)))


def _row(rollup: RollUp, proposal: str) -> Row | None:
    return next((row for row in rollup.rows if row.proposal == proposal), None)


# What there is to say of a row, the longest first: the first that fits is shown


def reasons(rollup: RollUp, one: Overlapping) -> tuple[str, ...]:
    """Why a proposal could be joint work: who has come far, who is about to begin, and deadlines close in time."""
    long: list[str] = []
    short: list[str] = []
    if one.ahead:
        text = _("{names} have come far") if len(one.ahead) > 1 else _("{names} has come far")
        long.append(text.format(names=_named(rollup, one.ahead)))
        short.append(text.format(names=number(len(one.ahead))))
    if one.beginning:
        text = _("{names} are about to begin") if len(one.beginning) > 1 else _("{names} is about to begin")
        long.append(text.format(names=_named(rollup, one.beginning)))
        short.append(text.format(names=number(len(one.beginning))))
    if one.deadlines:
        members = max(one.deadlines, key=lambda group: len(group.members)).members
        text = _("{count} deadlines {months}")
        near = text.format(count=len(members), months=_months(members[0][1], members[-1][1]))
        long.append(near)
        short.append(near)
    if not long:
        return (_("nobody has come far, and no deadlines lie close in time"), "–")
    mixed = [[*long[:at], *short[at:]] for at in range(len(long), -1, -1)]
    return tuple(" · ".join(parts) for parts in (*mixed, *(short[:at] for at in range(len(short) - 1, 0, -1))))


def _months(first: dt.date, last: dt.date) -> str:
    """The months from a day to another: "2017-03–2017-06"."""
    return "–".join(dict.fromkeys((f"{first:%Y-%m}", f"{last:%Y-%m}")))


def _named(rollup: RollUp, bodies: Sequence[str]) -> str:
    return visible(words.named(rollup, bodies, words.NAMES))


def _led(rollup: RollUp, one: Found) -> Sequence[str]:
    return (_("led by {names}").format(names=_named(rollup, one.led_by)), _named(rollup, one.led_by))


def _close(rollup: RollUp, one: Found) -> Sequence[str]:
    groups = apart(one.deadlines) if isinstance(one, Overlapping) else []
    members = groups[0].members if groups else ()
    if not members:
        return ("",)
    names = ", ".join(visible(rollup.name(body)) for body, _due in members)
    months = _months(members[0][1], members[-1][1])
    return (
        visible("; ".join(words.deadlines(rollup, group) for group in groups)),
        f"{names} {months}",
        _("{count} deadlines {months}").format(count=len(members), months=months),
    )


def _teach(rollup: RollUp, one: Found) -> Sequence[str]:
    if not isinstance(one, Overlapping):
        return ("",)
    text = _("{names} can teach {others}")
    names, others = _named(rollup, one.ahead), _named(rollup, one.beginning)
    few, fewer = number(len(one.ahead)), number(len(one.beginning))
    pairs = ((names, others), (names, fewer), (few, others), (few, fewer))
    return tuple(text.format(names=left, others=right) for left, right in pairs)


def _nobody(rollup: RollUp, one: Found) -> Sequence[str]:
    if one.led_by:
        return _led(rollup, one)
    against = one.against if isinstance(one, Unpicked) else ()
    if not against:
        return (_("decided against by nobody"), "–")
    text = _("decided against by {names}")
    return tuple(text.format(names=names) for names in (_named(rollup, against), number(len(against))))


def _one(rollup: RollUp, one: Found) -> Sequence[str]:
    if not isinstance(one, Single):
        return ("",)
    name = visible(rollup.name(one.body))
    status = status_short(one.status) if one.status else _("status not given")
    return (f"{name} · {status}", name)


# The detail


def reasons_writing(scene: Scene, proposal: str) -> Writing:
    """Everything that speaks for joint work with a proposal, to be drawn in the width there is."""

    def write(width: int) -> Sequence[Line]:
        row = _row(scene.rollup, proposal) if scene.rollup else None
        return tuple(_lines(scene, scene.rollup, row, width - 1)) if scene.rollup and row else ()

    return write


def _lines(scene: Scene, rollup: RollUp, row: Row, width: int) -> Iterator[Line]:
    told = tuple(proposal_lines(scene, row.proposal, width))
    title = sum(line[0][1] == "heading" for line in told)
    yield from told[:title]
    ids = [member.body.id for member in rollup.members]
    picks = row.picks(ids)
    share = of(row.counts.picked, rollup.headline.reported.part)
    yield ((_("Picked by {share}").format(share=share), "quiet"),)
    for body, cell in picks:
        yield from _picker(scene, rollup, body, cell, width)
    found = rollup.overlap
    same = [one for one in (*found.joint, *found.led, *found.close) if one.proposal == row.proposal]
    for one in same[:1]:
        for said in near_deadlines(rollup, one):
            yield _BLANK
            yield from paragraph(visible(said), width)
    for taught in (one for one in found.teach if one.proposal == row.proposal):
        yield _BLANK
        yield from paragraph(_teach(rollup, taught)[0] + ".", width)
    if against := [body for body, cell in zip(ids, row.cells, strict=True) if cell and _is_against(cell)]:
        yield _BLANK
        said = _("Decided against by {names}.").format(names=_named(rollup, against))
        yield from paragraph(said, width, "quiet")
    yield _BLANK
    yield from _leaders(rollup, row, ids, width)
    yield _BLANK
    yield from told[title:]


def _is_against(cell: Cell) -> bool:
    return cell.status is not None and cell.status.needs_reason


def _picker(scene: Scene, rollup: RollUp, body: str, cell: Cell, width: int) -> Iterator[Line]:
    letter = status_letter(cell.status) if cell.status else no_status_letter()
    word = status_short(cell.status) if cell.status else _("status not given")
    paint = paint_of(cell.status) if cell.status else "not-started"
    name = visible(rollup.name(body))
    owner = scene.person(cell.owner) or (_("no owner ?") if cell.unowned else "")
    due = day(cell.due) + (f" {OVERDUE}" if cell.overdue else "") if cell.due else ""
    late = "late" if cell.overdue else "quiet"
    if width >= _WIDE:
        yield (
            (f" {letter} ", paint),
            (f" {pad(cut(name, 14), 14)}", "strong"),
            (f"  {pad(word, 18)} ", "quiet"),
            (f"{due:<12}  ", late),
            (cut(owner, width - 52), "quiet"),
        )
        return
    yield (
        (f" {letter} ", paint),
        (f" {name}", "strong"),
        (cut(f"  {word}", max(width - 4 - width_of(name), 0)), "quiet"),
    )
    if said := " · ".join(filter(None, (due, owner))):
        yield from paragraph(said, width, late, indent="    ")


def _leaders(rollup: RollUp, row: Row, ids: Sequence[str], width: int) -> Iterator[Line]:
    if leads := led_by(row, rollup.body.id, {one: one for one in ids}):
        yield from paragraph(_("Led jointly by {names}.").format(names=_named(rollup, leads)), width, "accent")
    else:
        yield from paragraph(_("Nobody leads it jointly."), width, "quiet")
