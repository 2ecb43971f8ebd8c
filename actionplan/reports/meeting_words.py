"""The sentences of a follow-up meeting, each written once for the agenda, the briefing and the handouts."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from actionplan.core.agenda import Agenda, Late
from actionplan.core.attention import Flag
from actionplan.core.body import Bodies
from actionplan.core.meeting import Asked, Handout, Meeting, Question
from actionplan.core.overlap import Overlapping
from actionplan.i18n import _, current_language, ngettext
from actionplan.reports.differences import TitlesOf
from actionplan.reports.rollup_words import listed, named
from actionplan.wording.differences import changes_told, difference_sentences
from actionplan.wording.figures import day, number
from actionplan.wording.visible import shown

FEW = 4
"""How many proposals a sentence names with their titles."""
SOME = 8
"""How many of anything else it names."""


class Known(Struct, frozen=True):
    """What a meeting is told from."""

    meeting: Meeting
    bodies: Bodies
    """For the names of those that lead."""
    titles_of: TitlesOf
    """Gives the titles of the proposals that a plan picks from."""
    warnings: tuple[str, ...] = ()
    """What could not be read, or is not known."""

    def title(self, proposal: str) -> str:
        """A proposal's title."""
        known = self.meeting.rollup.catalogue.proposals.get(proposal)
        return known.title(current_language()) if known else ""

    def proposal(self, proposal: str) -> str:
        """A proposal with its title: "09 Stärka familjehemsvården"."""
        return f"{proposal} {self.title(proposal)}".rstrip()

    def proposals(self, numbers: Sequence[str]) -> str:
        """Proposals with their titles; of many, the first ones."""
        return listed([self.proposal(one) for one in numbers], FEW)


def title(known: Known) -> str:
    """What the agenda is called."""
    meeting = known.meeting
    body = meeting.rollup.body.title
    if meeting.dates.day:
        return _("Follow-up meeting: {body}, {day}").format(body=body, day=day(meeting.dates.day))
    return _("Follow-up meeting: {body}").format(body=body)


def looking_back(known: Known) -> str:
    """Since when, and how things stand: the line below the title."""
    dates, today = known.meeting.dates, day(known.meeting.rollup.criteria.as_of)
    if dates.since is None:
        return _("As it stands on {today}").format(today=today)
    name = shown(dates.last.title) if dates.last else ""
    if name:
        text = _("As it stands on {today}, compared with {date} ({title})")
        return text.format(today=today, date=day(dates.since), title=name)
    return _("As it stands on {today}, compared with {date}").format(today=today, date=day(dates.since))


def basis(known: Known, *, lacks_history: bool) -> tuple[str, ...]:
    """What is to be known of how it looks back."""
    dates = known.meeting.dates
    said = []
    if dates.since is None:
        said.append(_("No earlier follow-up is known, so nothing is compared."))
    elif lacks_history:
        text = _("Nothing had been saved by {date}. What has changed since then is read from the dated follow-ups.")
        said.append(text.format(date=day(dates.since)))
    if dates.last and not dates.last.key:
        text = ngettext(
            "No earlier round is recorded. {date} is the latest day on which follow-ups were noted: by {count} body.",
            "No earlier round is recorded. {date} is the latest day on which several noted follow-ups: {count} bodies.",
            dates.last.bodies,
        )
        said.append(text.format(date=day(dates.last.day), count=number(dates.last.bodies)))
    return tuple(said)


def to_do(known: Known) -> str:
    """The heading of what is to be done before the next meeting; before a quarter has passed, where none is planned."""
    dates = known.meeting.dates
    if dates.next:
        return _("To be done before the next meeting")
    return _("To be done within a quarter of the meeting") if dates.day else _("To be done within a quarter")


def nothing_to_do(known: Known) -> str:
    """That nothing is to be done by then."""
    dates = known.meeting.dates
    if dates.next:
        return _("Nothing is to be done {until}.").format(
            until=_("by the next meeting, {date}").format(date=day(dates.next))
        )
    if dates.day:
        return _("Nothing is to be done within a quarter of the meeting.")
    return _("Nothing is to be done within a quarter.")


def changes(known: Known, agendas: Iterable[Agenda]) -> Iterator[str]:
    """What became of plans since last time, a sentence for each proposal, in the order of an agenda."""
    for agenda in agendas:
        difference = agenda.difference
        if difference is None:
            continue
        yield from difference_sentences(difference)
        told = changes_told(difference, known.bodies, known.titles_of(agenda.plan) if agenda.plan else {})
        numbers = [proposal for found in agenda.moved.values() for proposal in found]
        lines = {one.place[1]: one.line for one in told if one.place[0] == "proposal" and len(one.place) > 1}
        yield from (lines.pop(proposal) for proposal in numbers if proposal in lines)
        rest = [one.line for one in told if one.place[:1] != ("proposal",) or len(one.place) == 1]
        yield from (*lines.values(), *rest)
        if not told and difference.before and difference.after and not difference.problems_after:
            yield _("who is responsible has changed, which is not shown here")


def newly_late(known: Known, agendas: Iterable[Agenda]) -> Iterator[str]:
    """What became late since last time."""
    for agenda in agendas:
        for late in agenda.late:
            yield _late(known, late)


def _late(known: Known, late: Late) -> str:
    place = known.proposal(late.proposal)
    if late.what:
        said = _("{place}: activity “{what}” was to be done by {date}")
        return said.format(place=place, what=shown(late.what), date=day(late.due))
    return _("{place}: was to be done by {date}").format(place=place, date=day(late.due))


def who_speaks(known: Known, flag: Flag) -> str:
    """Who should speak of something overdue: the function that is responsible, else somebody to be named."""
    if not known.meeting.rollup.criteria.names:
        return _("whoever is responsible")
    return shown(flag.cell.owner or "") or _("nobody is responsible: name somebody")


def could_lead(known: Known, one: Overlapping) -> str:
    """Who could lead joint work: those who have come furthest."""
    return named(known.meeting.rollup, one.ahead, SOME) if one.ahead else _("nobody yet")


def joint(known: Known, one: Overlapping, body: str) -> str:
    """What a member can do together with others, and with whom."""
    rollup = known.meeting.rollup
    others = [other for other in one.pickers if other != body]
    ahead = [other for other in one.ahead if other != body]
    said = _("{proposal}: with {bodies}.").format(
        proposal=known.proposal(one.proposal), bodies=named(rollup, others, FEW)
    )
    if body in one.ahead:
        return " ".join((said, _("You have come half way or more.")))
    if ahead:
        text = _("Has come half way or more: {bodies}.")
        return " ".join((said, text.format(bodies=named(rollup, ahead, FEW))))
    return said


def led(known: Known, one: Overlapping) -> str:
    """Who leads something already."""
    names = named(known.meeting.rollup, one.led_by)
    return _("{proposal}: led jointly already by {bodies}.").format(proposal=known.proposal(one.proposal), bodies=names)


def questions(known: Known, handout: Handout) -> Iterator[str]:
    """The questions to a member; those of the same kind in one."""
    by_kind: dict[Asked, list[Question]] = {}
    for one in handout.questions:
        by_kind.setdefault(one.asked, []).append(one)
    for asked, found in by_kind.items():
        yield _question(known, asked, found)


def _question(known: Known, asked: Asked, found: Sequence[Question]) -> str:
    numbers = [proposal for one in found for proposal in one.proposals]
    proposals = listed(numbers, SOME)
    match asked:
        case Asked.REPORT:
            return _("We have no plan from you yet. What do you need to hand one in before the next meeting?")
        case Asked.UNREADABLE:
            return _("Your plan cannot be read. Can you mend it, or do you want help?")
        case Asked.SILENT:
            return _("Nothing is noted since last time. How does the work go?")
        case Asked.TEACH:
            text = _("Others are about to begin with what you have come far with: {proposals}. Can you show them how?")
            proposals = _with_names(known, found)
        case Asked.LEARN:
            text = _(
                "Others have come far with what you are about to begin with: {proposals}. Whom do you want to meet?"
            )
            proposals = _with_names(known, found)
        case _:
            text = _of_proposals(asked, len(numbers))
    return text.format(proposals=proposals)


def _of_proposals(asked: Asked, count: int) -> str:
    match asked:
        case Asked.OVERDUE:
            return ngettext(
                "{proposals} is overdue. What is needed for it to be done, or is there a new date?",
                "{proposals} are overdue. What is needed for them to be done, or are there new dates?",
                count,
            )
        case Asked.UNOWNED:
            return ngettext(
                "{proposals} has no owner. Who takes it?", "{proposals} have no owner. Who takes them?", count
            )
        case Asked.BACK:
            return ngettext(
                "{proposals} has gone back. What happened, and what can others learn from it?",
                "{proposals} have gone back. What happened, and what can others learn from it?",
                count,
            )
        case Asked.LEAD:
            return ngettext(
                "You have come far with {proposals}, which many have picked. Could you lead joint work?",
                "You have come far with {proposals}, which many have picked. Could you lead joint work with one?",
                count,
            )
        case _:
            return ngettext(
                "{proposals} has no recent follow-up. How does it go?",
                "{proposals} have no recent follow-up. How does it go?",
                count,
            )


def _with_names(known: Known, found: Sequence[Question]) -> str:
    """Proposals with those that each is about: "09 (Herrljunga) och 18 (Herrljunga och Tranemo)"."""
    rollup = known.meeting.rollup
    said = _("{number} ({bodies})")
    return listed(
        [said.format(number=one.proposals[0], bodies=named(rollup, one.bodies, FEW)) for one in found], FEW + 1
    )
