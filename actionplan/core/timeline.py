"""When a history's commits hold: the state on a day, over branches, merges and clocks that were wrong.

A commit counts from the day on which it was made, by its author's own calendar: a history that was moved about keeps
when things were done. A state cannot be older than what it builds on, so a commit counts no earlier than those before
it. The commits that count on a day are then a beginning of one order, the timeline's, in which each stands after those
that it builds on.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property

from msgspec import Struct


class Basis(StrEnum):
    """What is told of the past rests on."""

    HISTORY = "history"
    """Saved states and follow-ups."""
    UNSAVED = "unsaved"
    """Nothing has been saved yet: the follow-ups alone."""
    NO_REPOSITORY = "no_repository"
    NO_GIT = "no_git"
    NOT_TRUSTED = "not_trusted"
    """A source whose folder git does not trust."""


class Commit(Struct, frozen=True, gc=False):
    """A saved state."""

    id: str
    parents: tuple[str, ...]
    day: dt.date | None
    """Its author's day; ``None`` when it holds no real date."""


class Timeline(Struct, frozen=True, dict=True):
    """Commits in the order in which they count."""

    commits: tuple[Commit, ...]
    """Each after its parents, by day; the newest last."""
    days: tuple[dt.date, ...]
    """From which day on each commit counts."""
    is_settled: bool = True
    """Whether no commit bears a day to come, so that the same commits give the same timeline on any later day."""

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where in the order a commit stands, by its id."""
        return {commit.id: place for place, commit in enumerate(self.commits)}

    def day_of(self, commit: str) -> dt.date:
        """From which day on a commit counts."""
        return self.days[self.places[commit]]

    def until(self, day: dt.date) -> tuple[Commit, ...]:
        """The commits that count on a day."""
        return self.commits[: bisect_right(self.days, day)]

    def heads(self, day: dt.date) -> tuple[str, ...]:
        """The commits that nothing builds on yet on a day, the newest first: several while lines run side by side."""
        return self.heads_on((day,))[day]

    def heads_on(self, days: Iterable[dt.date]) -> dict[dt.date, tuple[str, ...]]:
        """The heads on each of several days, found in one pass."""
        found: dict[dt.date, tuple[str, ...]] = {}
        open_lines: dict[str, None] = {}
        place = 0
        for day in sorted(set(days)):
            end = bisect_right(self.days, day)
            for commit in self.commits[place:end]:
                for parent in commit.parents:
                    open_lines.pop(parent, None)
                open_lines[commit.id] = None
            place = end
            found[day] = tuple(reversed(open_lines))
        return found

    def common(self, heads: Sequence[str]) -> str | None:
        """The newest commit that several lines all build on; ``None`` when they have nothing in common."""
        whole = (1 << len(heads)) - 1
        reached: dict[str, int] = {}
        for line, head in enumerate(heads):
            reached[head] = reached.get(head, 0) | 1 << line
        for place in range(max(map(self.places.__getitem__, heads)), -1, -1):
            commit = self.commits[place]
            mask = reached.pop(commit.id, 0)
            if mask == whole:
                return commit.id
            if mask:
                for parent in commit.parents:
                    reached[parent] = reached.get(parent, 0) | mask
        return None


def lay_out(commits: Iterable[Commit], today: dt.date) -> Timeline:
    """Lay out commits on a timeline.

    A clock that was wrong must not freeze the curve: a commit from a day to come counts as if it were made together
    with those before it.

    Args:
        commits: each after its parents. Parents that are not among them are not known.
        today: the real day.
    """
    given = tuple(commits)
    earliest = min((commit.day for commit in given if commit.day and commit.day <= today), default=today)
    counted: dict[str, dt.date] = {}
    is_settled = True
    for commit in given:
        day = commit.day
        if day is None or day > today:
            is_settled = is_settled and day is None
            day = earliest
        for parent in commit.parents:
            before = counted.get(parent, day)
            if before > day:  # noqa: PLR1730 - thirty thousand calls of max take their time
                day = before
        counted[commit.id] = day
    days = list(counted.values())
    order = sorted(range(len(given)), key=days.__getitem__)
    return Timeline(tuple([given[place] for place in order]), tuple([days[place] for place in order]), is_settled)
