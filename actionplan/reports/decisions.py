"""Att ta ställning till: the questions that a roll-up puts to those who lead, and to nobody else."""

from collections.abc import Iterable, Iterator, Sequence

from actionplan.core.attention import Flag
from actionplan.core.rollup import RollUp
from actionplan.i18n import _, current_language, ngettext
from actionplan.reports import rollup_own
from actionplan.reports import rollup_words as words
from actionplan.reports.blocks import Block, Bullets, Heading, Paragraph
from actionplan.wording.figures import number, of

_JOINT = 5
"""How many candidates for joint work are named with their titles."""
_NAMED = 8
"""How many of anything else a question names."""
_FEWEST = 4
"""How many proposals of a member, and how many that are silent, it names at least before it counts the rest."""


def decisions(rollup: RollUp, *, titles: int = _JOINT, named: int = _NAMED) -> tuple[Block, ...]:
    """What there is to decide on.

    Args:
        rollup: what it is about.
        titles: how many candidates for joint work are named with their titles; the rest are counted.
        named: how many members a question names; the rest are counted.
    """
    heading = Heading(2, _("To decide on"))
    said = tuple(_questions(rollup, titles, named))
    return (heading, Bullets(said)) if said else (heading, Paragraph(_("Nothing stands out to decide on.")))


def _questions(rollup: RollUp, titles: int, named: int) -> Iterator[str]:
    yield from _joint(rollup, titles)
    yield from _teach(rollup)
    yield from _unpicked(rollup)
    yield from _flagged(rollup, named)
    yield from rollup_own.questions(rollup)
    if silent := rollup.attention.not_reported:
        text = ngettext(
            "{bodies} has not reported. How do we get the plan before the next follow-up?",
            "{bodies} have not reported. How do we get the plans before the next follow-up?",
            len(silent),
        )
        yield text.format(bodies=words.named(rollup, silent, words.NAMES if named == _NAMED else max(named, _FEWEST)))


def _joint(rollup: RollUp, titles: int) -> Iterator[str]:
    # What all who have picked it have carried out needs nobody to lead it.
    found = [one for one in rollup.overlap.joint if one.counts.done < one.counts.picked]
    if not found:
        return
    whole = rollup.headline.reported.part
    named = [
        f"{one.proposal} {rollup.catalogue.proposals[one.proposal].title(current_language())}"
        f" ({of(one.counts.picked, whole)})"
        for one in found[:titles]
    ]
    text = ngettext(
        "{count} proposal is picked by many and led jointly by nobody: {proposals}. Shall it be done together, and who"
        " leads?",
        "{count} proposals are picked by many and led jointly by nobody: {proposals}. Which shall be done together, and"
        " who leads?",
        len(found),
    )
    rest = len(found) - len(named)
    listed = "; ".join(named)
    if rest:
        listed = _("{names} and {count} more").format(names=listed, count=number(rest))
    yield text.format(count=number(len(found)), proposals=listed)


def _teach(rollup: RollUp) -> Iterator[str]:
    found = rollup.overlap.teach
    if not found:
        return
    text = ngettext(
        "In {count} proposal some have come far while others are about to begin: {proposals}. Shall those who have come"
        " far show how?",
        "In {count} proposals some have come far while others are about to begin: {proposals}. Shall those who have"
        " come far show how?",
        len(found),
    )
    yield text.format(count=number(len(found)), proposals=_listed(one.proposal for one in found))


def _unpicked(rollup: RollUp) -> Iterator[str]:
    if rollup.criteria.only not in {None, "nobody"}:
        return
    found = [one.proposal for one in rollup.overlap.unpicked if not one.led_by]
    if found:
        text = ngettext(
            "{count} proposal is picked by nobody and led by nobody: {proposals}. Shall somebody take it on, or is it"
            " right to wait?",
            "{count} proposals are picked by nobody and led by nobody: {proposals}. Shall somebody take them on, or is"
            " it right to wait?",
            len(found),
        )
        yield text.format(count=number(len(found)), proposals=_listed(found))


def _flagged(rollup: RollUp, named: int) -> Iterator[str]:
    overdue, unowned = rollup.attention.overdue, rollup.attention.unowned
    if overdue:
        text = ngettext(
            "{count} picked proposal is overdue: {where}. What is needed for it to be done, or is there a new date?",
            "{count} picked proposals are overdue: {where}. What is needed for them to be done, or are there new"
            " dates?",
            len(overdue),
        )
        yield text.format(count=number(len(overdue)), where=_where(rollup, overdue, named))
    if unowned:
        text = ngettext(
            "{count} picked proposal has no owner: {where}. Who takes it?",
            "{count} picked proposals have no owner: {where}. Who takes them?",
            len(unowned),
        )
        yield text.format(count=number(len(unowned)), where=_where(rollup, unowned, named))


def _where(rollup: RollUp, flags: Sequence[Flag], most: int) -> str:
    """Members with their proposals: "Mark 03 och 17, Tranemo 18"."""
    by_body: dict[str, list[str]] = {}
    for flag in flags:
        by_body.setdefault(flag.body, []).append(flag.proposal)
    fewest = max(most, _FEWEST)
    named = [f"{rollup.name(body)} {words.listed(sorted(numbers), fewest)}" for body, numbers in by_body.items()]
    shown = named[:most]
    rest = len(named) - len(shown)
    listed = ", ".join(shown)
    return _("{names} and {count} more").format(names=listed, count=number(rest)) if rest else listed


def _listed(numbers: Iterable[str]) -> str:
    return words.listed(list(numbers), _NAMED)
