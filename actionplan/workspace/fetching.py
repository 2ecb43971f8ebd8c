"""Bring the copies of sources up to date, side by side."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from actionplan.core.errors import BadValue
from actionplan.core.likeness import nearest
from actionplan.core.sources import SourceState
from actionplan.store.errors import NoSources
from actionplan.store.git.copies import Copy
from actionplan.store.git.renewing import Came, Fetched, Limits, Wanted, bring_up_to_date
from actionplan.store.source_rules import plans_at
from actionplan.workspace.opening import Workspace
from actionplan.workspace.sources import copy_for, look

if TYPE_CHECKING:
    from concurrent.futures import Future

AT_ONCE = 8
"""How many repositories are fetched side by side."""

Progress = Callable[[int, int], None]
"""Is told how many of how many repositories are done."""


class FetchedSource(Struct, frozen=True):
    """What came of fetching a source."""

    came: Came | None
    """``None`` for a folder, which needs no fetching."""
    state: SourceState
    """How it is with it afterwards."""


def chosen(workspace: Workspace, names: Sequence[str]) -> tuple[str, ...]:
    """The sources that are meant: those that are named, else all.

    Raises:
        NoSources: the workspace has none.
        BadValue: one that is named is none of them.
    """
    known = workspace.settings.sources
    if not known:
        raise NoSources
    for name in names:
        if name not in known:
            raise BadValue("fetch", name, expected=tuple(known), nearest=nearest(name, known, most=1))
    return tuple(dict.fromkeys(names)) or tuple(known)


def fetch(
    workspace: Workspace,
    names: Sequence[str],
    now: dt.datetime,
    *,
    seconds: float,
    progress: Progress | None = None,
) -> tuple[FetchedSource, ...]:
    """Fetch sources. One that cannot be reached keeps its older copy and does not stand in the way of the others.

    Args:
        workspace: for its sources.
        names: which ones.
        now: the time to remember.
        seconds: how long each may take.
        progress: is told before the first and after each one.
    """
    wanted = {name: workspace.settings.sources[name] for name in names}
    copies: dict[str, Copy] = {}
    of_copy: dict[str, list[Wanted]] = {}
    for name, one in wanted.items():
        if one.folder is None:
            copies[name] = copy_for(workspace, one)
            of_copy.setdefault(copies[name].place, []).append(Wanted(one.ref, plans_at(one.path)))
    by_place = {copy.place: copy for copy in copies.values()}
    came = _side_by_side(workspace, by_place, of_copy, now, seconds=seconds, progress=progress)
    looked = {one.state.name: one.state for one in look(workspace, wanted)}
    return tuple(_told(came.get(copies[name].place) if name in copies else None, looked[name]) for name in wanted)


def _told(fetched: Fetched | None, state: SourceState) -> FetchedSource:
    if fetched is None:
        return FetchedSource(None, state)
    if fetched.outcome.reason and not state.reason:
        # What came of it could not be written down.
        from msgspec.structs import replace

        state = replace(state, tried=fetched.outcome.tried, reason=fetched.outcome.reason, said=fetched.outcome.said)
    return FetchedSource(fetched.came, state)


def _side_by_side(
    workspace: Workspace,
    copies: Mapping[str, Copy],
    wanted: Mapping[str, Sequence[Wanted]],
    now: dt.datetime,
    *,
    seconds: float,
    progress: Progress | None,
) -> dict[str, Fetched]:
    import threading
    from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait

    limits = Limits(seconds, threading.Event(), workspace.folders.locks)
    found: dict[str, Fetched] = {}
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        pending: dict[Future[Fetched], str] = {
            pool.submit(bring_up_to_date, copy, wanted[place], now, limits): place for place, copy in copies.items()
        }
        try:
            if progress:
                progress(0, len(copies))
            while pending:
                # With a pause, so that Ctrl-C is heard on every system.
                done, _waiting = wait(pending, timeout=0.2, return_when=FIRST_COMPLETED)
                for future in done:
                    found[pending.pop(future)] = future.result()
                if done and progress:
                    progress(len(found), len(copies))
        finally:
            limits.stop.set()
            pool.shutdown(wait=False, cancel_futures=True)
    return found
