"""Counts by status over time: computed once, rendered in several formats.

What held on a day is told by the state that was saved by then, and by the dated follow-ups in the files: a follow-up's
own date goes before the time at which it was saved. `actionplan.core.reckoning` computes it.
"""

import datetime as dt
from enum import StrEnum

from msgspec import Struct

from actionplan.core.body import Body
from actionplan.core.brief import Brief
from actionplan.core.catalogue import Catalogue
from actionplan.core.gaps import Gap
from actionplan.core.matrix import Counts
from actionplan.core.periods import By
from actionplan.core.sources import SourceState
from actionplan.core.timeline import Basis


class Mark(StrEnum):
    """What a reader must know of a point."""

    FOLLOWUPS = "followups"
    """All of it is told by follow-ups alone: nothing had been saved by then."""
    SOME_FOLLOWUPS = "some_followups"
    """Some bodies' figures are told by follow-ups alone."""
    CARRIED = "carried"
    """A file could not be read, and what it held before counts."""
    UNREADABLE = "unreadable"
    """A file could not be read, and nothing readable came before it."""
    OTHER_CATALOGUE = "other_catalogue"
    """Some plans were made for another version of the catalogue."""
    UNITED = "united"
    """Lines that ran side by side changed the same file, and the newest change counts."""
    INCOMPLETE = "incomplete"
    """The history does not reach back to here."""


class State(Struct, frozen=True):
    """The plans as they stood on a day."""

    day: dt.date
    plans: tuple[tuple[str, Brief], ...]
    """Each by its file, in order of file."""
    carried: tuple[str, ...] = ()
    """Files that could not be read, for which what they held before stands in."""
    unreadable: tuple[str, ...] = ()
    """Files that could not be read at all."""
    united: tuple[str, ...] = ()
    is_known: bool = True
    """Whether the history reaches back to here."""


class Point(Struct, frozen=True):
    """What held on a day."""

    day: dt.date
    is_now: bool
    """Whether it shows the files as they lie in the folder."""
    title: str
    """What a round is called."""
    members: int
    reported: int
    unknown: int
    """Members of which nothing is known, since the history does not reach back to here."""
    apart: int
    """Members with plans for another version of the catalogue, which cannot be counted in an area or a proposal."""
    told_late: int
    """Members whose figures are told by follow-ups alone."""
    counts: Counts
    marks: tuple[Mark, ...]
    carried: tuple[str, ...]
    """Files for which what they held before stands in."""
    unreadable: tuple[str, ...]


class Broken(Struct, frozen=True):
    """A saved version of a file that cannot be read."""

    source: str
    commit: str
    day: dt.date
    """From which day on it counted."""
    instead: str | None
    """The commit whose version stands in for it; ``None`` when there is none."""


class Drawn(Struct, frozen=True, array_like=True):
    """What was computed for a curve."""

    points: tuple[Point, ...]
    basis: Basis
    known_from: dt.date | None
    broken: tuple[Broken, ...]
    is_example: bool
    gaps: tuple[Gap, ...] = ()
    """Where less is known than elsewhere, when plans come from several places."""


class Trend(Struct, frozen=True):
    """A curve, and what it shows."""

    body: Body
    is_group: bool
    """Whether the members are counted, or the body's own plan."""
    catalogue: Catalogue
    by: By
    area: str | None
    proposal: str | None
    drawn: Drawn
    sources: tuple[SourceState, ...] = ()
    """How it is with the places elsewhere that plans come from."""
    inferred: bool = False
    """Whether the rounds are those that the follow-ups show, in want of any in the settings."""

    @property
    def troubled_sources(self) -> tuple[SourceState, ...]:
        """The sources that are not counted, or not as they are now."""
        return tuple(one for one in self.sources if one.trouble)

    @property
    def points(self) -> tuple[Point, ...]:
        """What held on each day, the oldest first."""
        return self.drawn.points

    @property
    def basis(self) -> Basis:
        """What it rests on."""
        return self.drawn.basis

    @property
    def known_from(self) -> dt.date | None:
        """From which day on the history is here; ``None`` when nothing of it is missing."""
        return self.drawn.known_from

    @property
    def broken(self) -> tuple[Broken, ...]:
        """Saved versions that cannot be read, on one of the days."""
        return self.drawn.broken

    @property
    def is_example(self) -> bool:
        """Whether any of it is invented."""
        return self.drawn.is_example

    @property
    def proposals(self) -> tuple[str, ...]:
        """The proposals that are counted."""
        return in_scope(self.catalogue, self.area, self.proposal)


def in_scope(catalogue: Catalogue, area: str | None, proposal: str | None) -> tuple[str, ...]:
    """The proposals that are counted: all, those of an area, or one."""
    return tuple(
        number for number, one in catalogue.proposals.items() if area in {None, one.area} and proposal in {None, number}
    )
