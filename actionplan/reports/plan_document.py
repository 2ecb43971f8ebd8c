"""A plan, or a proposal in one, as blocks of text."""

import datetime as dt
from collections.abc import Iterator, Sequence

from actionplan.core.body import Bodies
from actionplan.core.catalogue import Catalogue
from actionplan.core.plan import Entry, Grant, Indicator, Plan, followup_date
from actionplan.core.problems import Problem
from actionplan.core.query import is_overdue
from actionplan.core.status import Status
from actionplan.i18n import _, current_language, ngettext
from actionplan.reports.blocks import Block, Bullets, Column, Heading, Paragraph, Room, Table, Tone, Value, tone_of
from actionplan.reports.plain import one_line
from actionplan.wording.changes import value_text
from actionplan.wording.figures import day, kronor, measured, number, of
from actionplan.wording.labels import (
    field_label,
    level_label,
    provenance_label,
    status_label,
    status_letter,
    status_short,
)


def plan_document(
    plan: Plan, name: str, catalogue: Catalogue, today: dt.date, *, source: str, problems: Sequence[Problem] = ()
) -> Iterator[Block]:
    """A plan: its head, and what is recorded, area by area. Empty slots are counted, not listed."""
    yield Heading(1, name)
    if plan.head.example:
        yield Paragraph(_("Example data: nothing here is a decision of the body named."), Tone.WARNING)
    yield Paragraph(_head_line(plan, source), Tone.QUIET)
    picked = sum(entry.is_picked for entry in plan.entries.values())
    done = sum(entry.status is Status.DONE for entry in plan.entries.values())
    overdue = sum(is_overdue(entry, today) for entry in plan.entries.values())
    said = _("Proposals picked: {picked}. Carried out: {done}.")
    yield Paragraph(said.format(picked=of(picked, len(catalogue.proposals)), done=done))
    if overdue:
        said = ngettext("{count} is past its deadline.", "{count} are past their deadlines.", overdue)
        yield Paragraph(said.format(count=overdue), Tone.WARNING)
    if problems:
        said = ngettext(
            "{count} problem in the file: actionplan check",
            "{count} problems in the file: actionplan check",
            len(problems),
        )
        yield Paragraph(said.format(count=len(problems)), Tone.WARNING)
    rows = tuple(_rows(plan, catalogue, today))
    if rows:
        yield Table(_columns(), rows)
    elif plan.is_blank:
        yield Paragraph(_("Nothing is recorded yet. Pick proposals with: actionplan pick"))
    yield from _beside(plan)
    if not catalogue.is_official:
        yield Paragraph(edition_note(catalogue), Tone.QUIET)


def edition_note(catalogue: Catalogue) -> str:
    """What has to be said wherever titles could be taken for SKL's own."""
    said = _("Titles are working titles, not SKL's wording ({catalogue}, {version}).")
    return said.format(catalogue=catalogue.id, version=catalogue.version)


def _head_line(plan: Plan, source: str) -> str:
    head = plan.head
    parts = []
    if head.decided:
        parts.append(_("Decided {date}").format(date=day(head.decided)))
    if head.revised:
        parts.append(_("revised {date}").format(date=day(head.revised)))
    parts += [part for part in (head.record, head.contact, source) if part]
    return " · ".join(parts)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("No.")),
        Column(_("Proposal"), room=Room.CUT),
        Column(_("Status")),
        Column(_("Owner"), room=Room.CUT),
        Column(_("Due")),
    )


def _rows(plan: Plan, catalogue: Catalogue, today: dt.date) -> Iterator[tuple[Value, ...]]:
    language = current_language()
    for key, area in catalogue.areas.items():
        listed = [number for number in catalogue.in_area(key) if not plan.entry(number).is_empty]
        if listed:
            yield (Value(f"{key}. {area.title(language)}", Tone.STRONG),)
        for one in listed:
            yield _row(one, catalogue.proposals[one].title(language), plan.entry(one), today)
    unknown = [
        number for number, entry in plan.entries.items() if number not in catalogue.proposals and not entry.is_empty
    ]
    if unknown:
        yield (Value(_("Not in the catalogue"), Tone.STRONG),)
    for one in unknown:
        yield _row(one, "", plan.entry(one), today)


def _row(number: str, title: str, entry: Entry, today: dt.date) -> tuple[Value, ...]:
    owner = entry.owner or (_("none") + " ?" if entry.is_picked and entry.status is not Status.DONE else "")
    late = is_overdue(entry, today)
    due = day(entry.due) + " !" if late else day(entry.due) if entry.due else ""
    return (
        Value(number),
        Value(title),
        status_value(entry),
        Value(owner),
        Value(due, Tone.WARNING if late else Tone.PLAIN),
    )


def status_value(entry: Entry) -> Value:
    """A slot's status as a letter and a word or two."""
    picked_only = entry.status is None and entry.is_picked
    said = _("picked, not assessed") if picked_only else status_short(entry.status)
    tone = tone_of(entry.status)
    return Value(f"{status_letter(entry.status)} {said}", tone)


def _beside(plan: Plan) -> Iterator[Block]:
    if plan.measures:
        yield Heading(2, _("Own measures"))
        yield Bullets(tuple(f"{one.title} – {status_label(one.status)}" for one in plan.measures.values()))
    if plan.orphans:
        yield Heading(2, _("Without a place in the present catalogue"))
        yield Bullets(
            tuple(
                f"{one.catalogue_version} {one.proposal} {one.title or ''} – {status_label(one.status)}"
                for one in plan.orphans.values()
            )
        )


def proposal_document(number: str, catalogue: Catalogue, *, heading: str = "") -> tuple[Block, ...]:
    """What a catalogue says of a proposal, and how its wording is known."""
    language = current_language()
    proposal = catalogue.proposals[number]
    title = f"{number} {proposal.title(language)}"
    facts = [proposal.area and f"{proposal.area}. {catalogue.areas[proposal.area].title(language)}"]
    facts.append(", ".join(level_label(level) for level in proposal.levels))
    blocks: list[Block] = [Heading(1, f"{title} · {heading}" if heading else title)]
    blocks.append(Paragraph(" · ".join(filter(None, facts)), Tone.QUIET))
    if proposal.summary(language):
        blocks.append(Paragraph(proposal.summary(language)))
    wording = provenance_label(proposal.provenance)
    sources = [_source(catalogue, key) for key in proposal.sources if key in catalogue.sources]
    if wording:
        blocks.append(Paragraph(f"{wording}: {'; '.join(sources)}" if sources else f"{wording}.", Tone.QUIET))
    return tuple(blocks)


def _source(catalogue: Catalogue, key: str) -> str:
    source = catalogue.sources[key]
    date = source.date or _("undated")
    return _("{publisher}, “{title}” ({date})").format(publisher=source.publisher, title=source.title, date=date)


def entry_document(  # noqa: PLR0917 - one caller
    number: str, plan: Plan, name: str, catalogue: Catalogue, bodies: Bodies, today: dt.date
) -> Iterator[Block]:
    """Everything that a plan says of a proposal."""
    entry = plan.entry(number)
    if number in catalogue.proposals:
        yield from proposal_document(number, catalogue, heading=name)
    else:
        yield Heading(1, f"{number} · {name}")
    if plan.head.example:
        yield Paragraph(_("Example data: nothing here is a decision of the body named."), Tone.WARNING)
    if entry.is_empty:
        yield Paragraph(_("Nothing is recorded. Pick it with: actionplan pick"))
        return
    yield Table((Column(_("Field")), Column(_("Value"), room=Room.WRAP)), tuple(_facts(entry, bodies, today)))
    if entry.activities:
        yield Heading(2, _("Activities"))
        yield Table(
            (
                Column(_("Key")),
                Column(_("What"), room=Room.WRAP),
                Column(_("Status")),
                Column(_("Owner"), room=Room.CUT),
                Column(_("Due")),
            ),
            tuple(
                (
                    Value(key),
                    Value(one_line(one.what)),
                    Value(status_short(one.status) if one.status else ""),
                    Value(one.owner or ""),
                    Value(day(one.due) if one.due else ""),
                )
                for key, one in entry.activities.items()
            ),
        )
    if entry.followups:
        yield Heading(2, _("Follow-ups"))
        yield Table(
            (
                Column(_("Date")),
                Column(_("Status then")),
                Column(_("Comment"), room=Room.WRAP),
                Column(_("By"), room=Room.CUT),
            ),
            tuple(
                (
                    Value(day(followup_date(key)) if followup_date(key) else key),
                    Value(status_letter(one.status) if one.status else ""),
                    Value(one_line(one.comment or "")),
                    Value(one.by or ""),
                )
                for key, one in sorted(entry.followups.items(), reverse=True)
            ),
        )


def _facts(entry: Entry, bodies: Bodies, today: dt.date) -> Iterator[tuple[Value, ...]]:
    tone = tone_of(entry.status)
    yield (
        Value(field_label("status"), Tone.QUIET),
        Value(f"{status_letter(entry.status)} {status_label(entry.status)}", tone),
    )
    if entry.is_picked and not entry.owner and entry.status is not Status.DONE:
        yield Value(field_label("owner"), Tone.QUIET), Value(_("none") + " ?", Tone.WARNING)
    for name in ("owner", "partners", "lead", "level", "priority", "start"):
        if value := getattr(entry, name):
            yield Value(field_label(name), Tone.QUIET), Value(value_text(name, value, bodies))
    if entry.due:
        late = is_overdue(entry, today)
        days = (today - entry.due).days
        said = ngettext("{date}, overdue by {count} day !", "{date}, overdue by {count} days !", days)
        said = said.format(date=day(entry.due), count=days)
        yield (
            Value(field_label("due"), Tone.QUIET),
            Value(said if late else day(entry.due), Tone.WARNING if late else Tone.PLAIN),
        )
    for name in ("goal", "reason", "evidence"):
        if value := getattr(entry, name):
            yield Value(field_label(name), Tone.QUIET), Value(value_text(name, value, bodies))
    yield from later_facts(entry)


def later_facts(entry: Entry) -> Iterator[tuple[Value, Value]]:
    """Baseline, indicators and grants, each as a label and a text."""
    if entry.baseline:
        texts = (entry.baseline.today, entry.baseline.gap)
        yield Value(field_label("baseline"), Tone.QUIET), Value(" – ".join(filter(None, texts)))
    for indicator in entry.indicators.values():
        yield Value(field_label("indicator"), Tone.QUIET), Value(" · ".join(_measured(indicator)))
    for grant in entry.grants.values():
        yield Value(field_label("grant"), Tone.QUIET), Value(" · ".join(_granted(grant)))


def _measured(indicator: Indicator) -> Iterator[str]:
    """What an indicator measures, its target, and what came out."""
    yield f"{indicator.name} ({indicator.unit})" if indicator.unit else indicator.name
    if indicator.target is not None:
        yield _("Target: {value}").format(value=measured(indicator.target))
    if indicator.outcome:
        series = "; ".join(f"{when}: {measured(value)}" for when, value in sorted(indicator.outcome.items()))
        yield _("Outcome {values}").format(values=series)
    if indicator.source:
        yield _("Source: {source}").format(source=indicator.source)


def _granted(grant: Grant) -> Iterator[str]:
    """What a grant is called, how much of it is used, and what it is for."""
    yield f"{grant.name} {grant.year}" if grant.year else grant.name
    if grant.used is not None and grant.amount is not None:
        yield _("{used} of {amount} used").format(used=number(grant.used), amount=kronor(grant.amount))
    elif grant.used is not None:
        yield _("{amount} used").format(amount=kronor(grant.used))
    elif grant.amount is not None:
        yield kronor(grant.amount)
    if grant.purpose:
        yield _("Purpose: {purpose}").format(purpose=grant.purpose)
