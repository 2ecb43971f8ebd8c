"""The follow-up rounds of a workspace: those that are recorded, those that the plans show, and how one is recorded."""

import datetime as dt
from collections.abc import Callable

from actionplan.core.agenda import rounds_found
from actionplan.core.ends import RoundMeant
from actionplan.core.errors import BadValue, NothingMeant, RoundThere
from actionplan.core.likeness import nearest
from actionplan.core.rounds import Round, ensure_public, with_more
from actionplan.i18n import _
from actionplan.workspace.configuring import record_round
from actionplan.workspace.opening import Workspace
from actionplan.workspace.pasts import Pasts
from actionplan.workspace.sides import present_plans

Agree = Callable[[RoundThere], bool]
"""Whether a round that is there may be added to, once it is told what would become of it."""


def recorded(workspace: Workspace) -> tuple[Round, ...]:
    """The rounds that the settings state, held and to come, in the order of time."""
    found = (
        Round(key, one.date, one.title, one.participants, one.decisions)
        for key, one in workspace.settings.rounds.items()
    )
    return tuple(sorted(found, key=lambda one: (one.day, one.key)))


def shown_by_plans(pasts: Pasts, until: dt.date) -> tuple[RoundMeant, ...]:
    """The days on which several bodies followed up, in the order of time; one body, where there is no other."""
    found = rounds_found((plan for place in pasts.places for plan in present_plans(place)), until)
    return tuple(RoundMeant(one.day, bodies=one.bodies) for one in found)


def round_of(workspace: Workspace, key: str, option: str) -> Round:
    """The round of that key.

    Raises:
        BadValue: there is none.
    """
    for one in recorded(workspace):
        if one.key == key:
            return one
    known = tuple(workspace.settings.rounds)
    expected = known or (_("the key of a round in actionplan.toml, which has none"),)
    raise BadValue(option, key, expected=expected, nearest=nearest(key, known, most=1))


def known_round(workspace: Workspace, key: str | None, day: dt.date) -> Round | None:
    """The round that is recorded already: under that key, else on that day.

    Raises:
        NothingMeant: no key is given, and several rounds are on that day.
    """
    rounds = recorded(workspace)
    if key is not None:
        return next((one for one in rounds if one.key == key), None)
    same = [one for one in rounds if one.day == day]
    if len(same) > 1:
        raise NothingMeant("round", tuple(one.key for one in same))
    return same[0] if same else None


def record(workspace: Workspace, told: Round, known: Round | None, agree: Agree, *, dry_run: bool = False) -> Round:
    """Record a round; into the one that is there, where there is one.

    Args:
        workspace: where.
        told: what is told of the round.
        known: what was recorded of it before.
        agree: is asked before something that was recorded is added to or changed; a round of which only the day was
            planned is filled in without.
        dry_run: write nothing.

    Returns:
        The round as it is recorded now.

    Raises:
        IdentityNumber: a text holds a personal identity number.
        RoundThere: there is such a round, and it may not be added to.
        ChangedOnDisk: somebody else recorded it meanwhile.
        Unreadable: the settings have faults.
        EditFailed: they are laid out so that no safe edit was found.
        CannotWrite: the system refused.
    """
    ensure_public(told)
    result = with_more(known, told) if known else told
    if known == result:
        return result
    if known:
        there = RoundThere(
            known.key,
            known.day.isoformat(),
            known.title,
            result.day.isoformat() if result.day != known.day else "",
            result.title if known.title and result.title != known.title else "",
        )
        if not (known.is_bare and not (there.new_day or there.new_title)) and not agree(there):
            raise there
    record_round(workspace, result, known, dry_run=dry_run)
    return result
