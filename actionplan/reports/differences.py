"""What became of plans, as blocks of text: every change in order, or the agenda of the next meeting."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from actionplan.core.agenda import Agenda, Late, Movement
from actionplan.core.body import Bodies
from actionplan.core.catalogue import Catalogue
from actionplan.core.differences import Differences
from actionplan.core.ends import End, RoundMeant
from actionplan.core.plan import Plan
from actionplan.i18n import N_, _, ngettext
from actionplan.reports.blocks import Block, Bullets, Heading, Paragraph, Tone
from actionplan.wording import ends, form
from actionplan.wording.commit import joined, other_line
from actionplan.wording.differences import Told, changes_told, difference_lines, difference_sentences
from actionplan.wording.figures import of
from actionplan.wording.labels import capital
from actionplan.wording.visible import shown

TitlesOf = Callable[[Plan], Mapping[str, str]]
"""The titles of the proposals that a plan picks from, by number."""


def titles_by(catalogue_of: Callable[[Plan], Catalogue | None]) -> TitlesOf:
    """Titles in the user's language; none for a plan whose catalogue is not known.

    Args:
        catalogue_of: gives the catalogue that a plan was made for.
    """

    def titles(plan: Plan) -> Mapping[str, str]:
        catalogue = catalogue_of(plan)
        return form.titles_of(catalogue) if catalogue else {}

    return titles


def comparison_head(
    start: End, end: End, meant: RoundMeant | None = None, notes: Iterable[str] = ()
) -> Iterator[Block]:
    """What is compared with what, and what cannot be told.

    Args:
        start: the earlier state.
        end: the later state.
        meant: the round that it begins with.
        notes: what has to be said of places elsewhere.
    """
    yield Heading(1, ends.heading(start, end, meant))
    yield Paragraph(ends.explanation(start, end, meant), Tone.QUIET)
    for said in (*ends.shortcomings(start, end), *notes):
        yield Paragraph(said, Tone.WARNING)


def sources_note(said: str) -> Iterator[Block]:
    """How old what is compared of places elsewhere is; nothing where there are none."""
    if said:
        yield Paragraph(said, Tone.QUIET)


def differences_blocks(
    differences: Differences, bodies: Bodies, titles_of: TitlesOf, *, level: int = 2
) -> Iterator[Block]:
    """Every change, by body and place.

    Args:
        differences: what became of plans.
        bodies: for the names of those that lead.
        titles_of: gives the titles of proposals.
        level: of the headings, for a report that includes it.
    """
    for one in differences.plans:
        plan = one.after or one.before
        yield Heading(level, shown(one.name))
        yield Bullets(difference_lines(one, bodies, titles_of(plan) if plan else {}))
    yield from _beside(differences, level)
    if not differences:
        yield Paragraph(_("Nothing has changed."))


def _beside(differences: Differences, level: int) -> Iterator[Block]:
    if differences.others:
        yield Heading(level, _("Beside the plans"))
        yield Bullets(tuple(map(other_line, differences.others)))


_HEADINGS = {
    Movement.DONE: N_("Carried out"),
    Movement.FORWARD: N_("Has come further"),
    Movement.BACK: N_("Has gone back"),
    Movement.PICKED: N_("Newly picked"),
    Movement.AGAINST: N_("Decided against"),
    Movement.DROPPED: N_("No longer picked"),
    Movement.FOLLOWED: N_("Followed up, with the same status"),
    Movement.OTHER: N_("Other changes"),
}


def agenda_blocks(
    agendas: Iterable[Agenda], differences: Differences, bodies: Bodies, titles_of: TitlesOf, *, level: int = 2
) -> Iterator[Block]:
    """What there is to talk about, by body: what moved, what got late, and what stood still.

    Args:
        agendas: of all plans.
        differences: for what changed beside them.
        bodies: for the names of those that lead.
        titles_of: gives the titles of proposals.
        level: of the headings, for a report that includes it.
    """
    told = [one for one in agendas if not one.is_empty]
    quiet = [one for one in told if one.difference is None and not one.late]
    for one in told:
        if one not in quiet:
            yield Heading(level, shown(one.name))
            yield from _agenda(one, bodies, titles_of, level + 1)
    if quiet:
        yield Heading(level, _("Nothing new from these"))
        yield Bullets(tuple(f"{shown(one.name)}: {_still(one)}" for one in quiet))
    yield from _beside(differences, level)
    if not told and not differences:
        yield Paragraph(_("Nothing has changed."))


def _agenda(one: Agenda, bodies: Bodies, titles_of: TitlesOf, level: int) -> Iterator[Block]:
    difference = one.difference
    titles = titles_of(one.plan) if one.plan else {}
    if difference and (sentences := difference_sentences(difference)):
        yield Bullets(sentences)
    told = changes_told(difference, bodies, titles) if difference else ()
    by_number = {place.place[1]: place for place in told if place.place[0] == "proposal" and len(place.place) > 1}
    for kind, numbers in one.moved.items():
        lines = [by_number[number].line for number in numbers]
        if kind is Movement.OTHER:
            lines += _of_the_plan(told, by_number)
        yield Heading(level, _(_HEADINGS[kind]))
        yield Bullets(tuple(lines))
    if Movement.OTHER not in one.moved and (rest := _of_the_plan(told, by_number)):
        yield Heading(level, _(_HEADINGS[Movement.OTHER]))
        yield Bullets(tuple(rest))
    if one.late:
        yield Heading(level, _("Past the deadline since then"))
        yield Bullets(tuple(_late(late, titles) for late in one.late))
    if one.still:
        yield Heading(level, _("Nothing new"))
        yield Paragraph(capital(_still(one)))


def _of_the_plan(told: Sequence[Told], by_number: Mapping[str, Told]) -> list[str]:
    return [place.line for place in told if place not in by_number.values()]


def _late(late: Late, titles: Mapping[str, str]) -> str:
    title = titles.get(late.proposal)
    head = f"{late.proposal} {shown(title)}" if title else late.proposal
    if late.what:
        said = _("{place}: activity “{what}” was to be done by {date}")
        return said.format(place=head, what=shown(late.what), date=late.due.isoformat())
    return _("{place}: was to be done by {date}").format(place=head, date=late.due.isoformat())


def _still(one: Agenda) -> str:
    if len(one.still) == one.picked:
        said = ngettext(
            "the one picked proposal that is not carried out stands as before ({numbers}).",
            "all {count} picked proposals that are not carried out stand as before ({numbers}).",
            one.picked,
        )
    else:
        said = _("{share} picked proposals that are not carried out stand as before ({numbers}).")
    return said.format(count=one.picked, share=of(len(one.still), one.picked), numbers=joined(one.still))
