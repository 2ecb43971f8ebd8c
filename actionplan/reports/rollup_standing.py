"""What a roll-up of a day that is past rests on, in words."""

import datetime as dt
from typing import Any

from actionplan.core.rollup import RollUp
from actionplan.core.standing import Standing
from actionplan.core.timeline import Basis
from actionplan.i18n import _, ngettext
from actionplan.reports.gaps_data import gaps_data
from actionplan.reports.rollup_words import NAMES, listed
from actionplan.wording.figures import day, number
from actionplan.wording.gaps import gap_sentences


def sentences(rollup: RollUp) -> tuple[str, ...]:
    """What it rests on; nothing when it shows the files as they are."""
    if rollup.standing is None:
        return ()
    one = rollup.standing
    said = [_basis(one), *incomplete(one.known_from), _followups(one)]
    if one.carried:
        text = _("Could not be read as they stood, so that what was saved before counts: {files}.")
        said.append(text.format(files=listed(one.carried, NAMES)))
    if one.united:
        text = _("Changed in two versions at once, of which the newest counts: {files}.")
        said.append(text.format(files=listed(one.united, NAMES)))
    said += gap_sentences(one.gaps)
    return tuple(sentence for sentence in said if sentence)


def incomplete(known_from: dt.date | None) -> tuple[str, ...]:
    """That the history here begins in the middle; nothing when it is whole."""
    if known_from is None:
        return ()
    text = _("What was saved before {day} is not on this computer. Get it with: git fetch --unshallow")
    return (text.format(day=day(known_from)),)


def _basis(one: Standing) -> str:
    if one.saved:
        text = _("The plans as they stood on {day}: what had been saved by then, last on {saved}.")
        return text.format(day=day(one.day), saved=day(one.saved))
    match one.basis:
        case Basis.NO_GIT:
            why = _("Git is not installed")
        case Basis.NO_REPOSITORY:
            why = _("The folder keeps no saved versions")
        case _:
            why = _("Nothing had been saved by {day}").format(day=day(one.day))
    text = _(
        "{why}: statuses are those that dated follow-ups tell; owners and deadlines are those that the plans state now."
    )
    return text.format(why=why)


def _followups(one: Standing) -> str:
    said = []
    if one.recorded_late:
        text = ngettext(
            "{count} status comes from a follow-up that was recorded afterwards.",
            "{count} statuses come from follow-ups that were recorded afterwards.",
            one.recorded_late,
        )
        said.append(text.format(count=number(one.recorded_late)))
    if one.told_late and one.saved:
        text = _("Not saved yet then, and told by follow-ups alone, with the owners and deadlines of now: {files}.")
        said.append(text.format(files=listed(one.told_late, NAMES)))
    return " ".join(said)


def as_data(one: Standing | None) -> dict[str, Any] | None:
    """What it rests on, for programs."""
    if one is None:
        return None
    return {
        "basis": one.basis.value,
        "day": one.day.isoformat(),
        "saved": one.saved.isoformat() if one.saved else None,
        "commits": list(one.commits),
        "from_followups": list(one.told_late),
        "recorded_late": one.recorded_late,
        "carried": list(one.carried),
        "united": list(one.united),
        "known_from": one.known_from.isoformat() if one.known_from else None,
        "gaps": gaps_data(one.gaps),
    }
