"""What stands in the events of a calendar, in the user's language."""

from collections.abc import Iterator

from msgspec import Struct

from actionplan.core.body import Body
from actionplan.core.occasions import Occasion, What
from actionplan.core.rollup import RollUp
from actionplan.core.rounds import Round
from actionplan.i18n import _, current_language
from actionplan.reports.plain import one_line
from actionplan.wording.figures import day
from actionplan.wording.labels import status_short

_LONGEST = 120
"""Letters of an activity's text in a title; the whole of it stands below."""


class Context(Struct, frozen=True):
    """What the words need besides what happens."""

    rollup: RollUp
    names: bool = True
    """Whether owners and participants are told."""
    holder: Body | None = None
    """Who holds the rounds; ``None`` where it is the body of the roll-up."""


def title(context: Context) -> str:
    """What the calendar is called."""
    said = _("Action plan: {body}").format(body=one_line(context.rollup.body.title))
    return _("[Example] {text}").format(text=said) if context.rollup.is_example else said


def summary(one: Occasion, context: Context) -> str:
    """An event's title."""
    name = one_line(context.rollup.name(one.body)) if one.body else ""
    text = one_line(one.text, _LONGEST)
    match one.what:
        case What.DUE:
            said = _("{body}: {number} {title} is to be done").format(
                body=name, number=one.proposal, title=_proposal(one, context)
            )
        case What.ACTIVITY:
            said = _("{body}: {what} (activity)").format(body=name, what=text)
        case What.MEASURE:
            said = _("{body}: {title} is to be done (own measure)").format(body=name, title=text)
        case What.ROUND:
            group = one_line(_holder(context).title)
            said = f"{group}: {text}" if text else _("{body}: follow-up round").format(body=group)
    return _("[Example] {text}").format(text=said) if one.example else said


def _holder(context: Context) -> Body:
    return context.holder or context.rollup.body


def _proposal(one: Occasion, context: Context) -> str:
    return one_line(context.rollup.catalogue.proposals[one.proposal].title(current_language()))


def description(one: Occasion, context: Context) -> str:
    """What stands below the title, a line each."""
    return "\n".join(_lines(one, context))


def _lines(one: Occasion, context: Context) -> Iterator[str]:
    if one.example:
        yield _("Example data: nothing here is a decision of the bodies named.")
    yield from _of_round(one.round, context) if one.round else _of_plan(one, context)


def _of_round(one: Round, context: Context) -> Iterator[str]:
    if context.names and one.participants:
        yield _("Took part: {names}").format(names="; ".join(map(one_line, one.participants)))
    yield from (_("Decided: {text}").format(text=one_line(text)) for text in one.decisions)
    if one.is_bare and one.day >= context.rollup.criteria.as_of:
        yield _("Prepare it with: {command}").format(command=f"actionplan meeting {_holder(context).slug}")


def _of_plan(one: Occasion, context: Context) -> Iterator[str]:
    if one.what is What.ACTIVITY:
        yield _("Activity: {what}").format(what=one_line(one.text))
    if one.what is What.MEASURE:
        yield _("Own measure: {title}").format(title=one_line(one.text))
    if one.proposal:
        yield _("Proposal: {number} {title}").format(number=one.proposal, title=_proposal(one, context))
        if not context.rollup.catalogue.is_official:
            yield _("The title is a working title, not SKL's wording.")
    yield _("Status: {status}").format(status=status_short(one.status))
    if context.names:
        yield _("Responsible: {owner}").format(owner=one_line(one.owner or "") or _("nobody yet"))
    if one.goal:
        yield _("Goal: {text}").format(text=one_line(one.goal))
    if one.what is not What.ACTIVITY:
        yield _("Latest follow-up: {day}").format(day=day(one.followed_up))
    yield _("The plan: {file}").format(file=one.source)


def categories(one: Occasion, context: Context) -> tuple[str, ...]:
    """What the event is, and of which area."""
    kind = {
        What.DUE: _("Deadline"),
        What.ACTIVITY: _("Activity"),
        What.MEASURE: _("Own measure"),
        What.ROUND: _("Follow-up round"),
    }[one.what]
    catalogue = context.rollup.catalogue
    area = catalogue.areas.get(catalogue.proposals[one.proposal].area) if one.proposal else None
    return (kind, one_line(area.title(current_language()))) if area else (kind,)
