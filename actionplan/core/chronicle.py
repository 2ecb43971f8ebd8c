"""What has happened to a plan, or to a proposal in it: events, the newest first."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from actionplan.core.catalogue import Catalogue
from actionplan.core.changes import Change
from actionplan.core.differences import plan_changes
from actionplan.core.gaps import Gap
from actionplan.core.migrate import mapping_of, suggest_mapping
from actionplan.core.plan import EMPTY, Head, Plan
from actionplan.core.problems import Path, Problem
from actionplan.core.sources import SourceState


class EventKind(StrEnum):
    """What happened."""

    UNSAVED = "unsaved"
    """The file differs from what was saved last."""
    CHANGED = "changed"
    STARTED = "started"
    """The plan was saved for the first time."""
    REMOVED = "removed"
    """The plan's file was removed."""
    BROKEN = "broken"
    """The file could not be read from then on."""
    CHOSEN = "chosen"
    """Two lines of work were united, and one of two values was chosen."""


class NotChosen(Struct, frozen=True):
    """A value that was not chosen when two lines of work were united."""

    path: Path
    value: str | None
    """As text; ``None`` where the thing was to be removed."""
    who: str = ""
    """Who had set it, and when."""


class Event(Struct, frozen=True):
    """Something that happened."""

    kind: EventKind
    source: str
    """The plan's file then."""
    commit: str = ""
    """The short id of the commit; empty for what is not saved."""
    day: dt.date | None = None
    """In its author's calendar."""
    author: str = ""
    before: Plan | None = None
    after: Plan | None = None
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    was: str = ""
    """The file's name before, where it was renamed."""
    bridged: bool = False
    """Whether the file could not be read before, so that the changes are from the last time that it could."""
    not_chosen: tuple[NotChosen, ...] = ()
    """What the commit keeps of values that were not chosen."""


class Chronicle(Struct, frozen=True):
    """What has happened."""

    source: str
    body: str
    number: str | None
    """The proposal; ``None`` for the plan as a whole."""
    events: tuple[Event, ...]
    """The newest first."""
    known_from: dt.date | None = None
    """From when on everything is known, where a shallow clone holds no more."""
    gap: Gap | None = None
    """What is missing of the place where the plan is kept, when there are several places."""
    kept_in: SourceState | None = None
    """The source that the plan is kept in, and how it is with it."""

    @property
    def is_partial(self) -> bool:
        """Whether something is missing, could not be read, or may be older than what there is."""
        is_late = self.gap is not None and self.gap.known_from is not None
        is_troubled = self.kept_in is not None and self.kept_in.trouble is not None
        return bool(self.known_from) or is_late or is_troubled or any(event.problems for event in self.events)


class View(Struct, frozen=True):
    """What is looked at in every version of a plan: the whole, or a proposal by the number that it has now."""

    number: str | None
    numbers: Mapping[tuple[str, str], str]
    """The proposal's number in each catalogue that is known."""

    def of(self, plan: Plan) -> Plan:
        """The part of a plan that is looked at."""
        if self.number is None:
            return plan
        number = self.numbers.get((plan.catalogue, plan.catalogue_version), self.number)
        head = Head(body=plan.head.body)
        return replace(plan, head=head, entries={self.number: plan.entry(number)}, measures={}, orphans={})

    def blank(self, plan: Plan) -> Plan | None:
        """The same part before anything was recorded; nothing where the whole plan is looked at."""
        return replace(self.of(plan), entries={self.number: EMPTY}) if self.number is not None else None

    def concerns(self, path: Path) -> bool:
        """Whether a place in a plan is part of what is looked at, in any catalogue."""
        if self.number is None or not path:
            return True
        return path[:1] == ("proposal",) and path[1:2] != () and path[1] in {self.number, *self.numbers.values()}


def view_of(number: str | None, plan: Plan | None, catalogues: Iterable[Catalogue]) -> View:
    """How a proposal is found in older versions of a plan, which may have been made for another catalogue.

    Args:
        number: its number in the plan as it is.
        plan: the plan as it is.
        catalogues: those that are known.
    """
    known = {(one.id, one.version): one for one in catalogues}
    now = known.get((plan.catalogue, plan.catalogue_version)) if plan else None
    if number is None or now is None:
        return View(number, {})
    numbers: dict[tuple[str, str], str] = {}
    for key, other in known.items():
        if other is not now and other.id == now.id:
            mapping = mapping_of(suggest_mapping(other, now))
            numbers |= {key: old for old in mapping if mapping[old] == number}  # noqa: B035 - at most one is
    return View(number, numbers)


def changes_since(parents: Sequence[Plan], plan: Plan) -> tuple[Change, ...]:
    """What is in a plan and in none of those that it was made from."""
    first, *others = (plan_changes(parent, plan) for parent in parents)
    paths = [{(change.path, change.table) for change in found} for found in others]
    return tuple(change for change in first if all((change.path, change.table) in found for found in paths))
