"""The plans of a workspace and of its sources in brief, as they stood: what each place held, taken together."""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self

from msgspec.structs import replace

from actionplan.core.gaps import Gap
from actionplan.core.sources import SourceState
from actionplan.core.timeline import Basis
from actionplan.core.trend import Broken, State
from actionplan.store.briefs import Briefs
from actionplan.store.read import PlanFile
from actionplan.workspace.opening import Workspace
from actionplan.workspace.pasts import Place, find_pasts
from actionplan.workspace.recalling import shelf_named, shelf_of
from actionplan.workspace.recounting import Progress, Recounting, Stood


class Recountings:
    """The pasts of a workspace and of its sources in brief. Use it as a context manager."""

    def __init__(self, workspace: Workspace, calendar_day: dt.date, *, cached: bool = True) -> None:
        """Nothing is read before it is entered.

        Args:
            workspace: where the plans are.
            calendar_day: the real day.
            cached: whether what was found before may be used, and what is found be kept.
        """
        self._workspace = workspace
        self._calendar_day = calendar_day
        self._cached = cached
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Self:
        """Look for what was saved.

        Raises:
            GitError: git refused.
        """
        self._pasts = self._stack.enter_context(find_pasts(self._workspace, self._calendar_day))
        briefs = Briefs()
        self._told = tuple(
            Recounting(place, self._calendar_day, _shelf(self._workspace, place) if self._cached else None, briefs)
            for place in self._pasts.places
        )
        return self

    def __exit__(self, *_: object) -> None:
        """End git, and keep what was found, also when it was not all that was looked for."""
        self._stack.close()
        for one in self._told:
            one.keep()

    @property
    def sources(self) -> tuple[SourceState, ...]:
        """How it is with each source."""
        return self._pasts.sources

    @property
    def links(self) -> tuple[str, ...]:
        """Files of repositories elsewhere that only point to others, and are not followed."""
        return tuple(link for one in self._told for link in one.place.links)

    @property
    def basis(self) -> Basis:
        """What is told rests on: on what was saved, where anything was anywhere."""
        own, *others = (one.place for one in self._told)
        if any(place.basis is Basis.HISTORY for place in others):
            return Basis.HISTORY
        # A folder that only gathers what others keep need not save anything itself.
        is_bare = self.sources and own.basis is Basis.NO_REPOSITORY and own.is_empty
        return Basis.UNSAVED if is_bare else own.basis

    @property
    def known_from(self) -> dt.date | None:
        """From which day on the own history is here; ``None`` when nothing of it is missing."""
        return self._told[0].known_from

    def gaps(self) -> tuple[Gap, ...]:
        """What is missing of the pasts of sources, and of the own folder beside them.

        Raises:
            GitError: git refused.
        """
        return self._pasts.gaps()

    @property
    def broken(self) -> tuple[Broken, ...]:
        """The saved versions that turned out not to be readable."""
        return tuple(
            replace(one, source=told.place.named(one.source)) for told in self._told for one in told.broken.values()
        )

    def fingerprint(self) -> tuple[str, ...] | None:
        """All that the pasts depend on, and the files as they are; ``None`` when one cannot be had."""
        facts: list[str] = []
        for one in self._told:
            found = one.fingerprint()
            if found is None:
                return None
            facts += (str(len(found)), *found)
        return tuple(facts)

    def first_day(self) -> dt.date | None:
        """The first day on which anything had been saved.

        Raises:
            GitError: git refused.
        """
        return min((day for one in self._told if (day := one.first_day())), default=None)

    def present(self, day: dt.date) -> State:
        """The files as they are: in folders as they lie there, in repositories elsewhere as they were saved last.

        Args:
            day: the day that they stand for.

        Raises:
            GitError: git refused.
        """
        states = []
        for one in self._told:
            states.append(_named(one.place, one.present(day)))
            self._rest(one)
        state = _together(states)
        return replace(state, unreadable=(*state.unreadable, *self.links)) if self.links else state

    def states(self, days: Sequence[dt.date], progress: Progress | None = None) -> Iterable[State]:
        """The plans as they stood on days, the oldest first.

        Args:
            days: in order.
            progress: is told how far reading has come.

        Raises:
            GitError: git refused.
        """
        wanted = [one.unread(days) for one in self._told] if progress and len(self._told) > 1 else [0]
        by_place: list[list[State]] = []
        for place, one in enumerate(self._told):
            shown = _shifted(progress, sum(wanted[:place]), sum(wanted)) if len(wanted) > 1 else progress
            by_place.append([_named(one.place, state) for state in one.states(days, shown)])
            self._rest(one)
        return [_together(states) for states in zip(*by_place, strict=True)]

    def stood(self, day: dt.date) -> Stood:
        """The plans as they stood at the end of a day, whole.

        Raises:
            GitError: git refused.
        """
        found = []
        for one in self._told:
            stood = one.stood(day)
            names = one.place.named
            found.append(
                replace(
                    stood,
                    plans=_named_files(one.place, stood.plans),
                    carried=tuple(map(names, stood.carried)),
                    united=tuple(map(names, stood.united)),
                )
            )
            self._rest(one)
        return Stood(
            plans={name: file for stood in found for name, file in stood.plans.items()},
            commits=tuple(dict.fromkeys(commit for stood in found for commit in stood.commits)),
            saved=max((stood.saved for stood in found if stood.saved), default=None),
            carried=tuple(name for stood in found for name in stood.carried),
            united=tuple(name for stood in found for name in stood.united),
        )

    def present_files(self) -> dict[str, PlanFile]:
        """The files as they are, whole; for what cannot be read, what was last saved of it.

        Raises:
            GitError: git refused.
        """
        found: dict[str, PlanFile] = {}
        for one in self._told:
            found |= _named_files(one.place, one.present_files())
            self._rest(one)
        return found

    def _rest(self, one: Recounting) -> None:
        """With hundreds of sources, not all of their programs may run at once."""
        if len(self._told) > 1:
            one.place.close()


def _shelf(workspace: Workspace, place: Place) -> Path:
    """Where what was found of a place is kept: by the place, so that several workspaces can share it."""
    if place.folder:
        return shelf_of(place.folder, "past")
    if place.past is None:
        raise ValueError(place.name)
    repository = place.past.repository
    return shelf_named(workspace, f"{repository.common}\0{repository.prefix}", "past")


def _named(place: Place, state: State) -> State:
    """The same with the files called as the user knows them."""
    if not place.name:
        return state
    names = place.named
    return replace(
        state,
        plans=tuple((names(path), plan) for path, plan in state.plans),
        carried=tuple(map(names, state.carried)),
        unreadable=tuple(map(names, state.unreadable)),
        united=tuple(map(names, state.united)),
    )


def _named_files(place: Place, files: Mapping[str, PlanFile]) -> dict[str, PlanFile]:
    return dict(_each_named(place, files)) if place.name else dict(files)


def _each_named(place: Place, files: Mapping[str, PlanFile]) -> Iterator[tuple[str, PlanFile]]:
    for path, file in files.items():
        name = place.named(path)
        problems = tuple(problem.at(name) for problem in file.problems)
        yield name, replace(file, source=name, problems=problems)


def _together(states: Sequence[State]) -> State:
    """What all places held on a day."""
    if len(states) == 1:
        return states[0]
    return State(
        states[0].day,
        tuple(sorted((pair for state in states for pair in state.plans), key=lambda pair: pair[0])),
        tuple(name for state in states for name in state.carried),
        tuple(name for state in states for name in state.unreadable),
        tuple(name for state in states for name in state.united),
        all(state.is_known for state in states),
    )


def _shifted(progress: Progress | None, before: int, whole: int) -> Progress | None:
    """Progress as a part of that of all places."""
    tell: Callable[[int, int], None] = lambda done, _part: progress(before + done, whole) if progress else None  # noqa: E731
    return tell if progress else None
