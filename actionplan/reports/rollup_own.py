"""What is late in the rolled-up body's own plan, and what nobody answers for there. It is told and never counted."""

from collections.abc import Iterator, Sequence

from actionplan.core.own import own_attention
from actionplan.core.rollup import RollUp
from actionplan.i18n import _, ngettext
from actionplan.reports import rollup_words as words
from actionplan.wording.figures import day, number

_NAMED = 8
"""How many proposals a sentence names before it says how many more there are."""


def overdue(rollup: RollUp) -> str:
    """What is overdue in the joint plan; empty when nothing is."""
    found = _overdue(rollup)
    text = ngettext(
        "In the joint plan of {body}, {count} proposal is overdue: {proposals}.",
        "In the joint plan of {body}, {count} proposals are overdue: {proposals}.",
        len(found),
    )
    return _said(rollup, text, found)


def unowned(rollup: RollUp) -> str:
    """What has no owner in the joint plan; empty when everything has one."""
    found = _unowned(rollup)
    text = ngettext(
        "In the joint plan of {body}, {count} proposal has no owner: {proposals}.",
        "In the joint plan of {body}, {count} proposals have no owner: {proposals}.",
        len(found),
    )
    return _said(rollup, text, found)


def beside(sentence: str) -> str:
    """The sentence where it stands with the members' figures."""
    return " ".join((sentence, _("The joint plan is not counted among the members.")))


def questions(rollup: RollUp) -> Iterator[str]:
    """What there is to decide on in the joint plan."""
    if said := overdue(rollup):
        text = ngettext(
            "What is needed for it to be done, or is there a new date?",
            "What is needed for them to be done, or are there new dates?",
            len(_overdue(rollup)),
        )
        yield f"{said} {text}"
    if said := unowned(rollup):
        text = ngettext("Who takes it?", "Who takes them?", len(_unowned(rollup)))
        yield f"{said} {text}"


def _overdue(rollup: RollUp) -> list[str]:
    text = _("{proposal} (due {date})")
    return [text.format(proposal=flag.proposal, date=day(flag.cell.due)) for flag in own_attention(rollup).overdue]


def _unowned(rollup: RollUp) -> list[str]:
    return [flag.proposal for flag in own_attention(rollup).unowned]


def _said(rollup: RollUp, text: str, found: Sequence[str]) -> str:
    if not found:
        return ""
    return text.format(body=rollup.body.title, count=number(len(found)), proposals=words.listed(found, _NAMED))
