"""The sentences of a plan's report, each written once for every format."""

from msgspec import Struct

from actionplan.core.body import Bodies
from actionplan.core.handed import UnknownProposals
from actionplan.core.matrix import Counts
from actionplan.core.plan import Plan
from actionplan.core.plan_account import Account, Slot, Step
from actionplan.core.problems import Problem
from actionplan.i18n import _, current_language, ngettext
from actionplan.reports import rollup_words as words
from actionplan.reports.plain import one_line
from actionplan.reports.rollup_notes import counting_note, wording_note
from actionplan.wording.figures import day, number, of
from actionplan.wording.labels import status_short
from actionplan.wording.problems import problem_text


class Origin(Struct, frozen=True):
    """Where a plan's report comes from, and what of it cannot be told."""

    source: str
    """The plan's file."""
    problems: tuple[Problem, ...] = ()
    """The faults for which something in the file is not told."""
    troubles: tuple[str, ...] = ()
    """What is wrong with the place elsewhere that the file comes from, in sentences."""
    lacks_catalogue: bool = False
    """Whether the catalogue that the plan was made for is not here."""
    is_group: bool = False
    """Whether the body has members with plans of their own."""


def is_partial(account: Account, origin: Origin) -> bool:
    """Whether something in the plan's file is not told as it should be."""
    return bool(origin.problems or origin.troubles or origin.lacks_catalogue or account.unknown)


def title(account: Account) -> str:
    """The report's title."""
    return _("Plan: {body}").format(body=one_line(account.name))


def headline(account: Account) -> str:
    """The first sentence: what is picked, and how far it has come."""
    counts = account.counts
    if not counts.picked:
        return _("No proposal is picked yet.")
    chosen = _("{body} has picked {share} proposals.")
    said = [chosen.format(body=one_line(account.name), share=of(counts.picked, counts.cells))]
    if counts.no_status == counts.picked:
        said.append(_("Its status is not stated.") if counts.picked == 1 else _("No statuses are stated."))
        return " ".join(said)
    said.append(_under_way(counts))
    if counts.overdue and counts.picked == 1:
        said.append(_("It is past its deadline."))
    elif counts.overdue:
        text = ngettext("{count} is past its deadline.", "{count} are past their deadlines.", counts.overdue)
        said.append(text.format(count=number(counts.overdue)))
    return " ".join(said)


def _under_way(counts: Counts) -> str:
    if counts.picked == 1:
        return _("It is carried out or under way.") if counts.under_way else _("It is not started.")
    text = ngettext(
        "{share} picked proposals is carried out or under way.",
        "{share} picked proposals are carried out or under way.",
        counts.under_way,
    )
    return text.format(share=of(counts.under_way, counts.picked))


def example(account: Account) -> str:
    """That the plan is invented; empty when it is not."""
    return _("Example data: nothing here is a decision of the body named.") if account.plan.head.example else ""


def shortcomings(account: Account, origin: Origin) -> tuple[str, ...]:
    """What is missing from the report; nothing when all of the plan is told."""
    said = [*origin.troubles]
    said += [problem(one) for one in origin.problems]
    if origin.lacks_catalogue:
        text = _(
            "The plan was made for {catalogue} {version}, which is not here. Titles and areas are those of"
            " {other} {other_version} and may be wrong."
        )
        plan, other = account.plan, account.catalogue
        said.append(
            text.format(
                catalogue=plan.catalogue,
                version=plan.catalogue_version,
                other=other.id,
                other_version=other.version,
            )
        )
    if account.unknown:
        numbers = tuple(slot.number for slot in account.unknown)
        said.append(words.unknown(UnknownProposals(origin.source, account.plan.head.body, numbers)))
    if account.plan.orphans:
        said.append(words.aside(origin.source, len(account.plan.orphans)))
    return tuple(said)


def problem(one: Problem) -> str:
    """A fault for which something in the file is not told."""
    place = f"{one.source}:{one.line}" if one.line else one.source
    where = f"{place}: {one.key}" if one.path else place
    return _("Not told: {where}: {why}.").format(where=where, why=problem_text(one))


def remarks(account: Account, origin: Origin) -> tuple[str, ...]:
    """What is to be said beside a report that does not tell everything."""
    if not is_partial(account, origin):
        return ()
    return (
        *shortcomings(account, origin),
        _("The report is not complete. See what is wrong with: actionplan check"),
    )


def notes(account: Account, origin: Origin) -> tuple[str, ...]:
    """What a reader must know of the figures, the catalogue first."""
    plan = account.plan
    text = _(
        "The report shows the plan as it stands in {file}. Deadlines and follow-ups are held against {day}; statuses"
        " are those that the plan states now."
    )
    said = [
        wording_note(account.catalogue),
        example(account),
        text.format(file=origin.source, day=day(account.criteria.as_of)),
        _("Entered from: {source}.").format(source=one_line(plan.head.source).rstrip(".")) if plan.head.source else "",
        _("This is the body's own plan. What its members have picked stands in the roll-up.")
        if origin.is_group
        else "",
        "" if account.criteria.names else _("Who is responsible, whom to ask and who said what are left out."),
        _("Own measures are not counted among the proposals.") if account.measures else "",
        counting_note(account.criteria.stale_days),
    ]
    return tuple(filter(None, said))


def led_by(slot: Slot, bodies: Bodies) -> str:
    """Who leads joint work with a proposal."""
    lead = slot.entry.lead or ""
    body = bodies.get(lead) or bodies.find(lead)
    return body.title if body else one_line(lead)


def covered(plan: Plan, bodies: Bodies) -> str:
    """Whose plan it is besides; empty where it is nobody else's."""
    named = [body.name if (body := bodies.get(one) or bodies.find(one)) else one for one in plan.head.covers]
    return words.listed(named)


def due(slot: Slot) -> str:
    """A deadline, in words where it has passed."""
    when = slot.entry.due
    if not when:
        return ""
    if not slot.days_late:
        return day(when)
    text = ngettext("{date}, overdue by {count} day", "{date}, overdue by {count} days", slot.days_late)
    return text.format(date=day(when), count=number(slot.days_late))


def status(slot: Slot) -> str:
    """A status, with what is late about it."""
    if slot.entry.status is None and slot.entry.is_picked:
        said = _("picked, not assessed")
    else:
        said = status_short(slot.entry.status)
    return _("{status}, overdue").format(status=said) if slot.days_late else said


def last(slot: Slot) -> str:
    """The latest follow-up: when, what status then, what was said, by whom; empty where there is none."""
    if not slot.last:
        return ""
    when, told = slot.last
    said = f"{day(when)}, {status_short(told.status)}" if told.status else day(when)
    said = f"{said}: {one_line(told.comment)}" if told.comment else said
    return f"{said} ({one_line(told.by)})" if told.by else said


def upcoming(slot: Slot) -> tuple[str, ...]:
    """What comes next, a sentence each; what is carried out has nothing unless activities remain."""
    if slot.steps:
        first, *rest = (step(one) for one in slot.steps)
        return (
            _("Next: {what}").format(what=first),
            *(_("Then: {what}").format(what=what) for what in rest),
        )
    if not slot.is_open:
        return ()
    if slot.days_late:
        return (_("Next: nothing is planned, and the deadline has passed."),)
    if slot.entry.due:
        text = _("Next: is to be carried out by {date}.")
        return (text.format(date=day(slot.entry.due)),)
    return (_("Next: nothing is planned, neither an activity nor a deadline."),)


def step(one: Step) -> str:
    """An activity with who does it and until when."""
    when = ""
    if one.due and one.days_late:
        text = ngettext(
            "was due {date}, overdue by {count} day", "was due {date}, overdue by {count} days", one.days_late
        )
        when = text.format(date=day(one.due), count=number(one.days_late))
    elif one.due:
        when = _("by {date}").format(date=day(one.due))
    known = ", ".join(filter(None, (one_line(one.owner or ""), when)))
    return f"{one_line(one.what)} ({known})" if known else one_line(one.what)


def named(account: Account, slot: Slot) -> str:
    """A proposal with its number, or an own measure."""
    title_ = one_line(account.title_of(slot, current_language()))
    return title_ if slot in account.measures else f"{slot.number} {title_}".strip()
