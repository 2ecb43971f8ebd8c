"""What a committee has to decide on in its plan: what is late, what nobody is responsible for, what is not said."""

from collections.abc import Iterator, Sequence

from actionplan.core.plan_account import Account, Slot
from actionplan.i18n import _, current_language, ngettext
from actionplan.reports import plan_report_words as words
from actionplan.reports.blocks import Block, Bullets, Column, Heading, Paragraph, Room, Table, Value
from actionplan.reports.plain import one_line
from actionplan.reports.rollup_words import listed
from actionplan.wording.figures import day, days, number

_NAMED = 12
"""How many proposals a question names before it says how many more there are."""


def decisions(account: Account) -> tuple[Block, ...]:
    """What there is to decide on, each as a question, with what it is about."""
    heading = Heading(2, _("To decide on"))
    found = (*_overdue(account), *_unowned(account), *_questions(account))
    return (heading, *found) if found else (heading, Paragraph(_("Nothing stands out to decide on.")))


def _overdue(account: Account) -> Iterator[Block]:
    found = account.overdue
    if not found:
        return
    text = ngettext(
        "{count} picked proposal is overdue. What is needed for it to be done, or is there a new date?",
        "{count} picked proposals are overdue. What is needed for them to be done, or are there new dates?",
        len(found),
    )
    yield Paragraph(text.format(count=number(len(found))))
    names = account.criteria.names
    columns = (
        Column(_("No."), _("Number")),
        Column(_("Overdue proposal"), room=Room.WRAP),
        Column(_("Deadline")),
        Column(_("Days late"), align=">"),
        *((Column(_("Owner"), room=Room.WRAP),) if names else ()),
    )
    rows = tuple(
        (
            *_values(account, slot),
            Value(day(slot.entry.due)),
            Value(number(slot.days_late)),
            *((Value(one_line(slot.entry.owner or _("none"))),) if names else ()),
        )
        for slot in found
    )
    yield Table(columns, rows, stub=2)


def _unowned(account: Account) -> Iterator[Block]:
    found = account.unowned
    if not found:
        return
    text = ngettext(
        "{count} picked proposal has no owner. Who takes it?",
        "{count} picked proposals have no owner. Who takes them?",
        len(found),
    )
    yield Paragraph(text.format(count=number(len(found))))
    columns = (
        Column(_("No."), _("Number")),
        Column(_("Proposal without owner"), room=Room.WRAP),
        Column(_("Status")),
        Column(_("Deadline")),
    )
    rows = tuple((*_values(account, slot), Value(words.status(slot)), Value(day(slot.entry.due))) for slot in found)
    yield Table(columns, rows, stub=2)


def _values(account: Account, slot: Slot) -> tuple[Value, Value]:
    return Value(slot.number), Value(account.title_of(slot, current_language()))


def _questions(account: Account) -> Iterator[Block]:
    said = tuple(
        filter(
            None,
            (
                _late_steps(account),
                _measures(account),
                _never(account),
                _stale(account),
                _unsaid(account),
                _undecided(account),
            ),
        )
    )
    if said:
        yield Bullets(said)


def _late_steps(account: Account) -> str:
    found = account.late_steps
    if not found:
        return ""
    text = ngettext(
        "{count} activity should have been done by now: {what}.",
        "{count} activities should have been done by now: {what}.",
        len(found),
    )
    return text.format(
        count=number(len(found)),
        what="; ".join(f"{words.named(account, slot)} – {words.step(step)}" for slot, step in found),
    )


def _measures(account: Account) -> str:
    found = account.doubtful_measures
    if not found:
        return ""
    text = ngettext(
        "{count} own measure is overdue or has no owner: {what}.",
        "{count} own measures are overdue or have no owner: {what}.",
        len(found),
    )
    return text.format(count=number(len(found)), what="; ".join(words.named(account, slot) for slot in found))


def _never(account: Account) -> str:
    found = [slot for slot in account.stale if not slot.last]
    if not found:
        return ""
    text = ngettext(
        "{count} picked proposal has no follow-up yet: {proposals}. When is it followed up?",
        "{count} picked proposals have no follow-up yet: {proposals}. When are they followed up?",
        len(found),
    )
    return text.format(count=number(len(found)), proposals=_numbers(found))


def _stale(account: Account) -> str:
    found = [slot for slot in account.stale if slot.last]
    if not found:
        return ""
    text = ngettext(
        "{count} picked proposal has had no follow-up in {period}: {proposals}. How is it going?",
        "{count} picked proposals have had no follow-up in {period}: {proposals}. How are they going?",
        len(found),
    )
    period = days(account.criteria.stale_days)
    return text.format(count=number(len(found)), period=period, proposals=_numbers(found))


def _unsaid(account: Account) -> str:
    found = [slot for slot in account.picked if slot.entry.status is None]
    if not found:
        return ""
    text = ngettext(
        "{count} proposal is picked without a status: {proposals}. How far has it come?",
        "{count} proposals are picked without a status: {proposals}. How far have they come?",
        len(found),
    )
    return text.format(count=number(len(found)), proposals=_numbers(found))


def _undecided(account: Account) -> str:
    if account.plan.head.decided:
        return ""
    return _("The plan has no date of decision. When is it decided, and by whom?")


def _numbers(slots: Sequence[Slot]) -> str:
    return listed([slot.number for slot in slots], _NAMED)
