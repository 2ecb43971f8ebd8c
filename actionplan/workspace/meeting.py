"""Gather what a follow-up meeting is prepared from."""

import datetime as dt

from msgspec import Struct
from msgspec.structs import replace

from actionplan.core.body import Body, Kind
from actionplan.core.ends import End, EndKind, Missing, RoundMeant
from actionplan.core.errors import BadValue, NoRound
from actionplan.core.matrix import Criteria
from actionplan.core.meeting import Dates, Meeting, find_meeting
from actionplan.core.nameless import difference_without_names, without_names
from actionplan.i18n import _
from actionplan.workspace.comparing import Comparison, agendas_of, chosen, compare, end_on, latest_round
from actionplan.workspace.gathering import as_group, gather
from actionplan.workspace.opening import Workspace
from actionplan.workspace.pasts import Pasts, find_pasts
from actionplan.workspace.rounds import recorded, round_of

_ALONE = frozenset({Kind.MUNICIPALITY, Kind.DISTRICT})
"""What follows up its own plan, without members."""


class Wish(Struct, frozen=True):
    """Which meeting is to be prepared."""

    body: Body
    criteria: Criteria
    since: dt.date | None = None
    """Look back to this day."""
    since_round: str | None = None
    """Look back to the round of this key."""
    day: dt.date | None = None
    """When the meeting is held; else the next round that is planned."""
    next: dt.date | None = None
    """When the one after it is held; else the round that is planned after it."""


class Prepared(Struct, frozen=True):
    """A meeting, and what it rests on."""

    meeting: Meeting
    comparison: Comparison
    lacks_history: bool = False
    """Whether nothing was saved by the day that is looked back to, so that follow-ups tell of what changed."""

    @property
    def is_partial(self) -> bool:
        """Whether something could not be read or is not known."""
        return self.comparison.is_partial or self.meeting.rollup.is_partial


def prepare(workspace: Workspace, wish: Wish, calendar_day: dt.date) -> Prepared:
    """What a meeting is prepared from.

    Args:
        workspace: where.
        wish: which meeting.
        calendar_day: the real day, which no commit can be later than.

    Raises:
        BadValue: there is no such round, or it is no day that has been.
        HasNoMembers: it is a group, and has none.
        GitError: git refused.
    """
    today = wish.criteria.as_of
    # A municipality that follows up on its own is the only member of itself; a group is not.
    group = as_group(wish.body) if wish.body.kind in _ALONE else wish.body
    rollup = gather(workspace, group, workspace.catalogue, wish.criteria)
    with find_pasts(workspace, calendar_day) as pasts:
        dates = _dates(workspace, pasts, wish)
        start = end_on(pasts, dates.since or today)
        lacks = dates.since is not None and start.missing in {Missing.BEFORE_HISTORY, Missing.NOTHING_SAVED}
        if lacks or dates.since is None:
            start = replace(start, day=dates.since or today, asked=None, missing=None, as_followed=True)
        comparison = compare(workspace, pasts, start, End(EndKind.FOLDER), whole=True)
    comparison = chosen(comparison, (wish.body,), ())
    if not wish.criteria.names:
        comparison = _nameless(comparison)
    agendas = agendas_of(comparison, (dates.since or today, today), workspace.bodies)
    return Prepared(find_meeting(rollup, dates, agendas), comparison, lacks)


def _dates(workspace: Workspace, pasts: Pasts, wish: Wish) -> Dates:
    """The days of the meeting and of those around it.

    Raises:
        BadValue: the next is not after this one.
    """
    today = wish.criteria.as_of
    planned = [one.day for one in recorded(workspace) if one.day >= today]
    day = wish.day or (planned[0] if planned else None)
    if wish.next and day and wish.next <= day:
        after = _("a day after the meeting, {date}").format(date=day.isoformat())
        raise BadValue("--next", wish.next.isoformat(), expected=(after,))
    later = [one for one in planned if day and one > day]
    following = wish.next or (later[0] if later else None)
    last = _last(workspace, pasts, wish)
    return Dates(wish.since or (last.day if last else None), last, day, following)


def _last(workspace: Workspace, pasts: Pasts, wish: Wish) -> RoundMeant | None:
    """The meeting that is looked back to; nothing where there has been none."""
    today = wish.criteria.as_of
    if wish.since_round is not None:
        found = round_of(workspace, wish.since_round, "--since-round")
        if found.day > today:
            raise BadValue("--since-round", wish.since_round, expected=(_("a round that has been held"),))
        return RoundMeant(found.day, found.key, found.title, decisions=found.decisions)
    if wish.since is not None:
        same = [one for one in recorded(workspace) if one.day == wish.since]
        return RoundMeant(same[0].day, same[0].key, same[0].title, decisions=same[0].decisions) if same else None
    try:
        return latest_round(workspace, pasts, today)
    except NoRound:
        return None


def _nameless(found: Comparison) -> Comparison:
    plans = tuple(map(difference_without_names, found.differences.plans))
    same = tuple(replace(one, plan=without_names(one.plan)) if one.plan else one for one in found.unchanged)
    return replace(found, differences=replace(found.differences, plans=plans), unchanged=same)
