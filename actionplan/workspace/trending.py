"""A curve over the workspace's past: from what was saved, and from the dated follow-ups in the files."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from actionplan import __version__
from actionplan.core.body import Body
from actionplan.core.brief import Brief, keys_of
from actionplan.core.periods import EARLIEST, By, ends, inferred_rounds
from actionplan.core.reckoning import Reckoner
from actionplan.core.trend import Drawn, Point, Trend, in_scope
from actionplan.store.curves import recall_curve, remember_curve
from actionplan.store.text import digest
from actionplan.workspace.opening import Workspace
from actionplan.workspace.recalling import shelf_of
from actionplan.workspace.recounting import Progress, aliases
from actionplan.workspace.recountings import Recountings


class Wanted(Struct, frozen=True):
    """What a curve is asked for."""

    body: Body
    by: By = "quarter"
    area: str | None = None
    proposal: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None


def draw_curve(
    workspace: Workspace,
    wanted: Wanted,
    today: dt.date,
    calendar_day: dt.date,
    *,
    cached: bool = True,
    progress: Progress | None = None,
) -> Trend:
    """The curve of a body's members, or of its own plan where it has none.

    Args:
        workspace: where the plans are.
        wanted: what is asked for.
        today: the day that the files in the folder stand for.
        calendar_day: the real day, which no commit can be later than.
        cached: whether what was found before may be used, and what is found be kept.
        progress: is told how far reading has come.

    Raises:
        DubiousOwnership: git does not trust the folder.
        GitError: git refused.
    """
    with Recountings(workspace, calendar_day, cached=cached) as told:
        key = _key(workspace, wanted, today, told.fingerprint()) if cached else None
        drawn = recall_curve(_shelf(workspace), key) if key else None
        if drawn is None:
            drawn = _drawn(workspace, wanted, today, told, progress)
            if key:
                remember_curve(_shelf(workspace), key, drawn)
    return Trend(
        body=wanted.body,
        is_group=bool(wanted.body.members),
        catalogue=workspace.catalogue,
        by=wanted.by,
        area=wanted.area,
        proposal=wanted.proposal,
        drawn=drawn,
        sources=told.sources,
        inferred=wanted.by == "round" and not workspace.settings.rounds,
    )


def _shelf(workspace: Workspace) -> Path:
    return shelf_of(workspace, "curves")


def _key(workspace: Workspace, wanted: Wanted, today: dt.date, facts: tuple[str, ...] | None) -> str | None:
    """All that a curve depends on."""
    if facts is None:
        return None
    asked = (__version__, repr(wanted), today.isoformat(), repr(workspace.settings), repr(workspace.catalogue))
    return digest("\0".join((*asked, *facts)).encode(errors="surrogatepass")).hex()


def _drawn(workspace: Workspace, wanted: Wanted, today: dt.date, told: Recountings, progress: Progress | None) -> Drawn:
    members = tuple(body.id for body in workspace.bodies.members(wanted.body)) or (wanted.body.id,)
    names = aliases(workspace)
    now = told.present(today)
    concerned = [brief for _source, brief in now.plans if _concerns(brief, names, members)]
    days = _days(workspace, wanted, concerned, told.first_day(), today)
    scope = in_scope(workspace.catalogue, wanted.area, wanted.proposal)
    reckoner = Reckoner(members, names, workspace.catalogue, scope, now.plans)
    points = [reckoner.point(state, title=days[state.day]) for state in told.states(tuple(days), progress)]
    if wanted.until is None or wanted.until >= today:
        points.append(reckoner.point(now, is_now=True, title=_of_today(workspace, wanted, today)))
    return Drawn(
        points=tuple(points if wanted.since else _from_first(points)),
        basis=told.basis,
        known_from=told.known_from,
        broken=told.broken,
        is_example=any(brief.example for brief in concerned),
        gaps=told.gaps(),
    )


def _of_today(workspace: Workspace, wanted: Wanted, today: dt.date) -> str:
    """What a round is called that is held today."""
    if wanted.by != "round":
        return ""
    return next((one.title for one in workspace.settings.rounds.values() if one.date == today), "")


def _concerns(brief: Brief, names: Mapping[str, str], members: Sequence[str]) -> bool:
    return any(names.get(name) in members for name in (brief.body, *brief.covers))


def _from_first(points: Sequence[Point]) -> Sequence[Point]:
    """The points from the first on at which anything is known; the last in any case."""
    first = next((place for place, point in enumerate(points) if point.reported), len(points) - 1)
    return points[max(first, 0) :]


def _days(
    workspace: Workspace, wanted: Wanted, plans: Iterable[Brief], saved: dt.date | None, today: dt.date
) -> dict[dt.date, str]:
    """The days before today that the curve shows, in order, each with what a round is called."""
    followed: dict[str, set[dt.date]] = {}
    for brief in plans:
        followed.setdefault(brief.body, set()).update(_followed_up(brief))
    first = wanted.since or min([*(day for days in followed.values() for day in days), saved or today, today])
    last = min(wanted.until or today, today)
    if wanted.by != "round":
        # The files in the folder show today.
        return dict.fromkeys((day for day in ends(wanted.by, max(first, EARLIEST), last) if day < today), "")
    rounds = {one.date: one.title for one in workspace.settings.rounds.values()}
    if not rounds:
        rounds = dict.fromkeys(inferred_rounds(followed, 2 if wanted.body.members else 1), "")
    return {day: rounds[day] for day in sorted(rounds) if (wanted.since or EARLIEST) <= day <= last and day < today}


def _followed_up(brief: Brief) -> Iterator[dt.date]:
    for text in {key[:10] for one in brief.said if one.followups for key in keys_of(one.followups)}:
        day = dt.date.fromisoformat(text)
        if day >= EARLIEST:
            yield day
