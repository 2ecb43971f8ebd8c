"""What differs between two sets of plan files: which plans came, went or changed, and how."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from actionplan.core.body import Bodies, alphabetical
from actionplan.core.changes import Change, diff
from actionplan.core.plan import Plan
from actionplan.core.problems import Problem


class Version(Struct, frozen=True):
    """A plan file as it stood at some time."""

    source: str
    """The file as the user knows it: relative to the workspace."""
    plan: Plan | None
    """Nothing when it could not be read as a plan."""
    problems: tuple[Problem, ...] = ()
    content: bytes | None = None
    """What the file held, where a change of comments alone is to be noticed."""


class Kind(StrEnum):
    """What became of a plan."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"
    """Its file has another name; what it says may have changed too."""
    TOUCHED = "touched"
    """It says the same in another text: comments, order, blanks."""
    UNREADABLE = "unreadable"
    """It could not be read, before or after, so that what changed is not known."""


class PlanDifference(Struct, frozen=True):
    """What became of one plan."""

    source: str
    """Its file afterwards; for a plan that was removed, before."""
    body: str
    """The id of its body; empty where nothing says whose it is."""
    name: str
    """What the body is called."""
    kind: Kind
    before: Plan | None = None
    after: Plan | None = None
    changes: tuple[Change, ...] = ()
    """None for a plan that was added or removed as a whole."""
    was: str = ""
    """Its file before, where that was another."""
    problems_before: tuple[Problem, ...] = ()
    problems_after: tuple[Problem, ...] = ()
    """Where a file that could be read has problems, what is wrong in it is not compared."""

    @property
    def is_migrated(self) -> bool:
        """Whether the numbers of its proposals are those of another list than before."""
        return bool(
            self.before
            and self.after
            and (self.before.catalogue, self.before.catalogue_version)
            != (self.after.catalogue, self.after.catalogue_version)
        )


class OtherFile(Struct, frozen=True, order=True):
    """What became of a file beside the plans: ``actionplan.toml``, a catalogue."""

    name: str
    kind: Kind = Kind.CHANGED
    """Added, removed or changed."""


def other_files(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[OtherFile]:
    """What became of files beside the plans.

    Args:
        before: what they held, or ids of it, by name; a file that was not there is left out, or has ``None``.
        after: the same afterwards.
    """
    for name in {**before, **after}:
        old, new = before.get(name), after.get(name)
        if old != new:
            yield OtherFile(name, Kind.ADDED if old is None else Kind.REMOVED if new is None else Kind.CHANGED)


class Differences(Struct, frozen=True):
    """What became of all plans, in Swedish alphabetical order of their bodies."""

    plans: tuple[PlanDifference, ...] = ()
    others: tuple[OtherFile, ...] = ()
    """Files beside the plans that came, went or changed."""

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.plans or self.others)


def find_differences(
    before: Iterable[Version], after: Iterable[Version], bodies: Bodies, others: Iterable[OtherFile] = ()
) -> Differences:
    """What became of plans.

    A plan is the same when its file has the same name and body, else when it is of the same body, else when its file
    has the same name. A file that cannot be read is always told, also where it was so before.

    Args:
        before: the files as they were; those that are the same afterwards can be left out on both sides.
        after: the files as they are.
        bodies: for their names.
        others: files beside the plans that came, went or changed.
    """
    pairs = _paired(tuple(before), tuple(after), bodies)
    found = (_difference(old, new, bodies) for old, new in pairs)
    kept = sorted(
        (one for one in found if one),
        key=lambda one: (alphabetical(one.name), one.source),
    )
    return Differences(tuple(kept), tuple(sorted(others)))


_Pair = tuple[Version | None, Version | None]


def _paired(before: tuple[Version, ...], after: tuple[Version, ...], bodies: Bodies) -> Iterator[_Pair]:
    left, right = list(before), list(after)
    keys: tuple[Callable[[Version], object], ...] = (
        lambda one: (one.source, _body(one, bodies)),
        lambda one: _body(one, bodies) or None,
        lambda one: one.source,
    )
    for key in keys:
        waiting: dict[object, list[Version]] = {}
        for new in right:
            waiting.setdefault(key(new), []).append(new)
        rest = []
        for old in left:
            wanted = key(old)
            if wanted is not None and waiting.get(wanted):
                yield old, waiting[wanted].pop(0)
            else:
                rest.append(old)
        left, right = rest, [new for same in waiting.values() for new in same]
    yield from ((old, None) for old in left)
    yield from ((None, new) for new in right)


def _body(version: Version, bodies: Bodies) -> str:
    """The id of the body that a file is about; by its name where it cannot be read."""
    if version.plan:
        return version.plan.head.body
    stem = version.source.rpartition("/")[2].removesuffix(".toml")
    found = bodies.find(stem)
    return found.id if found and found.slug == stem else ""


def _name(version: Version, bodies: Bodies) -> str:
    own = version.plan.head.name if version.plan else None
    body = _body(version, bodies)
    known = bodies.get(body)
    return own or (known.name if known else body or version.source)


def _difference(old: Version | None, new: Version | None, bodies: Bodies) -> PlanDifference | None:
    shown = new or old
    if shown is None:
        return None
    named = next((one for one in (new, old) if one and one.plan), shown)
    changes = plan_changes(old.plan, new.plan) if old and new and old.plan and new.plan else ()
    kind = _kind(old, new, changes)
    if kind is None:
        return None
    return PlanDifference(
        source=shown.source,
        body=_body(named, bodies),
        name=_name(named, bodies),
        kind=kind,
        before=old.plan if old else None,
        after=new.plan if new else None,
        changes=changes,
        was=old.source if old and new and old.source != new.source else "",
        problems_before=old.problems if old else (),
        problems_after=new.problems if new else (),
    )


def plan_changes(old: Plan, new: Plan) -> tuple[Change, ...]:
    """The changes that lead from one plan to the other; faster than comparing them whole where most slots are alike."""
    alike = [number for number, entry in new.entries.items() if old.entries.get(number) == entry]
    # One of them stays, so that the table of all proposals neither comes nor goes.
    gone = frozenset(alike[1:])
    before, after = (
        replace(plan, entries={number: entry for number, entry in plan.entries.items() if number not in gone})
        for plan in (old, new)
    )
    return diff(before, after)


def _kind(old: Version | None, new: Version | None, changes: tuple[Change, ...]) -> Kind | None:
    if any(one is not None and one.plan is None for one in (old, new)):
        return Kind.UNREADABLE
    if old is None or new is None:
        return Kind.REMOVED if new is None else Kind.ADDED
    if old.source != new.source:
        return Kind.RENAMED
    if changes:
        return Kind.CHANGED
    known = old.content is not None and new.content is not None
    return Kind.TOUCHED if known and old.content != new.content else None


def only(one: PlanDifference, numbers: frozenset[str]) -> PlanDifference | None:
    """What became of some proposals alone; nothing where nothing did. What cannot be read is kept."""
    if one.kind is Kind.UNREADABLE:
        return one
    if one.kind in {Kind.ADDED, Kind.REMOVED}:
        plan = one.after or one.before
        return one if plan and any(not plan.entry(number).is_empty for number in numbers) else None
    changes = tuple(
        change
        for change in one.changes
        if change.path[0] == "proposal" and change.path[1:2] and change.path[1] in numbers
    )
    return replace(one, kind=Kind.CHANGED, changes=changes) if changes else None
