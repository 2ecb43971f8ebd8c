"""The tables and lists of a plan's report."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from actionplan.core.body import Bodies
from actionplan.core.matrix import Counts
from actionplan.core.plan_account import Account, Slot
from actionplan.core.status import SCALE
from actionplan.i18n import _, current_language
from actionplan.reports import plan_report_words as words
from actionplan.reports.blocks import (
    Block,
    Bullets,
    Column,
    Figure,
    Heading,
    Item,
    Items,
    Paragraph,
    Room,
    Table,
    Tone,
    Value,
)
from actionplan.reports.plain import one_line
from actionplan.reports.plan_document import later_facts, status_value
from actionplan.reports.rollup_charts import parts_of, status_by_area, values_of
from actionplan.reports.rollup_tables import no_status_letter
from actionplan.reports.rollup_words import of_picked, of_proposals
from actionplan.wording.figures import day, number, of, percent
from actionplan.wording.labels import (
    NOT_ASSESSED,
    capital,
    field_label,
    level_label,
    status_label,
    status_letter,
    status_short,
)


def facts(account: Account, bodies: Bodies) -> Table:
    """What holds for the plan as a whole."""
    head = account.plan.head
    focus = "; ".join(f"{one} {_title(account, one)}".strip() for one in head.focus)
    rows = (
        ("decided", day(head.decided) if head.decided else _("no date is given")),
        ("revised", day(head.revised) if head.revised else ""),
        ("record", head.record),
        ("contact", head.contact),
        ("period", _period(account)),
        ("focus", focus),
        ("covers", words.covered(account.plan, bodies)),
    )
    told = tuple(
        (Value(_("Period") if field == "period" else field_label(field)), Value(one_line(text)))
        for field, text in rows
        if text
    )
    columns = (Column(_("About the plan")), Column(_("Fact"), room=Room.WRAP))
    return Table(columns, told)


def _period(account: Account) -> str:
    start, end = account.plan.head.start, account.plan.head.end
    if start and end:
        return f"{day(start)} – {day(end)}"
    if start:
        return _("from {date}").format(date=day(start))
    return _("until {date}").format(date=day(end)) if end else ""


def _title(account: Account, proposal: str) -> str:
    known = account.catalogue.proposals.get(proposal)
    return known.title(current_language()) if known else ""


def figures(account: Account) -> Table:
    """The key figures, each with what it is counted of."""
    counts = account.counts
    whole, picked = counts.cells, counts.picked
    rows = (
        (_("Picked"), counts.picked, whole, of_proposals),
        (_("Carried out"), counts.done, picked, of_picked),
        (_("Begun, not carried out"), counts.over_half + counts.started, picked, of_picked),
        (_("Not begun"), counts.not_started, picked, of_picked),
        *(((_("Picked, status not given"), counts.no_status, picked, of_picked),) if counts.no_status else ()),
        (_("Overdue"), counts.overdue, picked, of_picked),
        (_("Without owner"), counts.unowned, picked, of_picked),
        (_("Without recent follow-up"), counts.stale, picked, of_picked),
        (_("Decided against"), counts.decided_against, whole, of_proposals),
        (_("Not yet assessed"), counts.not_assessed, whole, of_proposals),
    )
    columns = (Column(_("Figure"), room=Room.WRAP), Column(_("Count")), Column(_("Share"), align=">"))
    told = tuple((Value(name), Value(said(part, base)), Value(percent(part, base))) for name, part, base, said in rows)
    return Table(columns, told, caption=_("The plan in figures"))


def areas_figure(account: Account) -> Figure:
    """Each area's proposals by status, with the table of the same."""
    total = account.counts
    areas = [(area_title(account, area.area), area.counts) for area in account.areas]
    columns = (
        Column(_("Area"), room=Room.WRAP),
        Column(_("Of"), _("Counted of"), ">"),
        Column(_("Picked"), align=">"),
        *(Column(part.letter, capital(part.label), ">") for part in parts_of(total)),
    )
    counted = [*areas, (_("All areas"), total)]
    table = Table(columns, tuple(_counts_row(title, counts, total) for title, counts in counted))
    return status_by_area(areas, total, _("Proposals"), table)


def _counts_row(title: str, counts: Counts, total: Counts) -> tuple[Value, ...]:
    figures_ = (counts.reported, counts.picked, *values_of(counts, total))
    return (Value(title), *(Value(number(figure)) for figure in figures_))


def area_title(account: Account, area: str) -> str:
    """An area with its letter."""
    known = account.catalogue.areas.get(area)
    return f"{area}. {known.title(current_language())}" if known else area


def overview(account: Account) -> Iterator[Block]:
    """Every picked proposal in a row, area by area."""
    yield Heading(2, _("Overview"))
    rows: list[tuple[Value, ...]] = []
    for area in account.areas:
        if area.picked:
            rows.append((Value(area_title(account, area.area), Tone.STRONG),))
            rows += [_row(account, slot) for slot in area.picked]
    if account.unknown:
        rows.append((Value(_("Not in the catalogue"), Tone.STRONG),))
        rows += [_row(account, slot) for slot in account.unknown]
    if rows:
        yield Table(_columns(account), tuple(rows), stub=2)
    else:
        yield Paragraph(_("No proposal is picked yet."))


def _columns(account: Account) -> tuple[Column, ...]:
    return (
        *_proposal_columns(),
        Column(_("Status")),
        *((Column(_("Owner"), room=Room.WRAP),) if account.criteria.names else ()),
        Column(_("Due"), room=Room.WRAP),
    )


def _proposal_columns() -> tuple[Column, Column]:
    return Column(_("No."), _("Number")), Column(_("Proposal"), room=Room.WRAP)


def _row(account: Account, slot: Slot) -> tuple[Value, ...]:
    return (
        Value(slot.number),
        Value(account.title_of(slot, current_language())),
        _status(slot),
        *((_owner(slot),) if account.criteria.names else ()),
        _due(slot),
    )


def _status(slot: Slot) -> Value:
    """A status with its letter, that of the chart where only the pick is known."""
    if slot.entry.status is None and slot.entry.is_picked:
        return Value(f"{no_status_letter()} {words.status(replace(slot, days_late=0))}")
    return status_value(slot.entry)


def _owner(slot: Slot) -> Value:
    if slot.is_unowned:
        return Value(_("none"), Tone.WARNING)
    return Value(one_line(slot.entry.owner or "") or "–")


def _due(slot: Slot) -> Value:
    if slot.days_late:
        return Value(_("{date}, overdue").format(date=day(slot.entry.due)), Tone.WARNING)
    return Value(day(slot.entry.due))


def details(account: Account, bodies: Bodies) -> Iterator[Block]:
    """Everything that the plan says of each picked proposal, area by area."""
    yield Heading(2, _("The picked proposals, one by one"))
    for area in account.areas:
        if area.picked:
            yield Heading(3, area_title(account, area.area))
            yield _items(account, area.picked, bodies)
    if account.unknown:
        yield Heading(3, _("Not in the catalogue"))
        yield _items(account, account.unknown, bodies)


def _items(account: Account, slots: Sequence[Slot], bodies: Bodies) -> Items:
    return Items(
        tuple(
            Item(
                slot.number,
                one_line(account.title_of(slot, current_language())),
                words.status(slot),
                tuple(_lines(slot, bodies)),
            )
            for slot in slots
        )
    )


def _lines(slot: Slot, bodies: Bodies) -> Iterator[str]:
    entry = slot.entry
    if entry.goal:
        yield _fact("goal", entry.goal)
    if entry.reason:
        yield _fact("reason", entry.reason)
    yield from _who_and_when(slot, bodies)
    if slot.last or slot.is_open:
        label = _("Latest follow-up")
        said = words.last(slot) or _("never")
        yield f"{label}: {said}"
    if entry.activities:
        share = of(slot.finished, len(entry.activities))
        yield _("Activities carried out: {share}").format(share=share)
    yield from words.upcoming(slot)
    if entry.evidence:
        yield _fact("evidence", ", ".join(entry.evidence))
    for name, text in later_facts(entry):
        yield f"{name.text}: {one_line(text.text)}"


def _who_and_when(slot: Slot, bodies: Bodies) -> Iterator[str]:
    entry = slot.entry
    owner = entry.owner or (_("none") if slot.is_unowned else "")
    who = [
        _fact("owner", owner) if owner else "",
        _fact("partners", ", ".join(entry.partners)) if entry.partners else "",
        _fact("lead", words.led_by(slot, bodies)) if entry.lead else "",
    ]
    when = [
        _fact("due", words.due(slot) or _("no date is given")) if entry.due or slot.is_open else "",
        _fact("start", day(entry.start)) if entry.start else "",
        _fact("priority", str(entry.priority)) if entry.priority else "",
        _fact("level", level_label(entry.level)) if entry.level else "",
    ]
    yield from filter(None, (" · ".join(filter(None, facts_)) for facts_ in (who, when)))


def _fact(field: str, text: str) -> str:
    return f"{field_label(field)}: {one_line(text)}"


def against(account: Account) -> Iterator[Block]:
    """What is decided against, and why."""
    if not account.against:
        return
    yield Heading(2, _("Decided against"))
    columns = (*_proposal_columns(), Column(_("Decision")), Column(_("Reason"), room=Room.WRAP))
    rows = tuple(
        (
            Value(slot.number),
            Value(account.title_of(slot, current_language())),
            status_value(slot.entry),
            Value(one_line(slot.entry.reason) if slot.entry.reason else _("no reason is given")),
        )
        for slot in account.against
    )
    yield Table(columns, rows, stub=2)


def beside(account: Account, bodies: Bodies) -> Iterator[Block]:
    """Proposals of which something is recorded, without being picked."""
    if account.beside:
        yield Heading(2, _("Noted, but not picked"))
        yield _items(account, account.beside, bodies)


def joint(account: Account, bodies: Bodies) -> Iterator[Block]:
    """Joint work: who leads what."""
    if not account.led:
        return
    yield Heading(2, _("Together with others"))
    columns = (*_proposal_columns(), Column(_("Led by"), room=Room.WRAP), Column(_("Partners"), room=Room.WRAP))
    rows = tuple(
        (
            Value(slot.number),
            Value(account.title_of(slot, current_language())),
            Value(words.led_by(slot, bodies)),
            Value(one_line(", ".join(slot.entry.partners)) or "–"),
        )
        for slot in account.led
    )
    yield Table(columns, rows, stub=2)


def measures(account: Account, bodies: Bodies) -> Iterator[Block]:
    """The body's own measures."""
    if not account.measures:
        return
    yield Heading(2, _("Own measures"))
    items = []
    for place, (slot, measure) in enumerate(zip(account.measures, account.plan.measures.values(), strict=True), 1):
        about = [area_title(account, measure.area)] if measure.area else []
        about += [one_line(measure.summary)] if measure.summary else []
        title = one_line(measure.title)
        items.append(Item(str(place), title, words.status(slot), (*about, *_lines(slot, bodies))))
    yield Items(tuple(items))


def orphans(account: Account) -> Iterator[Block]:
    """What is kept aside since the catalogue was changed."""
    kept = account.plan.orphans
    if kept:
        yield Heading(2, _("Without a place in the present catalogue"))
        yield Bullets(
            tuple(
                f"{one.catalogue_version} {one.proposal} {one_line(one.title or '')} – {status_label(one.status)}"
                for one in kept.values()
            )
        )


def legend(account: Account) -> Paragraph:
    """What the letters of the tables mean."""
    entries = [(status_letter(status), status_short(status)) for status in SCALE]
    if account.counts.no_status:
        entries.append((no_status_letter(), _("picked, status not given")))
    entries.append((NOT_ASSESSED, status_short(None)))
    # No-break spaces keep each symbol on the line of its words.
    return Paragraph("; ".join(f"{letter} = {said}".replace(" ", "\u00a0") for letter, said in entries), Tone.QUIET)
