"""What differs between two states of the workspace: saved ones, those of a day, or the folder as it is."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from actionplan.core.agenda import Agenda, find_agenda, find_round
from actionplan.core.body import Bodies, Body
from actionplan.core.catalogue import Catalogue
from actionplan.core.differences import (
    Differences,
    Kind,
    PlanDifference,
    Version,
    find_differences,
    only,
    other_files,
    plan_changes,
)
from actionplan.core.ends import End, EndKind, Missing, RoundMeant
from actionplan.core.errors import NoRound
from actionplan.core.gaps import Gap
from actionplan.core.migrate import mapping_of, migrate, suggest_mapping
from actionplan.core.plan import Plan
from actionplan.core.sources import SourceState
from actionplan.core.timeline import Basis
from actionplan.store.git.errors import NotVersioned, UnknownRevision
from actionplan.workspace.opening import Workspace
from actionplan.workspace.past import Past
from actionplan.workspace.pasts import Pasts, Place
from actionplan.workspace.sides import Together, present_plans, sides_of

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Comparison(Struct, frozen=True):
    """Two states and what differs between them."""

    start: End
    end: End
    differences: Differences
    unchanged: tuple[Version, ...] = ()
    """The plans that are the same, where they were asked for."""
    sources: tuple[SourceState, ...] = ()
    """How it is with the places elsewhere whose plans are compared too."""
    gaps: tuple[Gap, ...] = ()
    """What is missing of their pasts."""
    left_out: int = 0
    """How many sources are not compared, because they have no such version."""

    @property
    def is_partial(self) -> bool:
        """Whether something could not be read or is not known."""
        unreadable = any(one.kind is Kind.UNREADABLE for one in self.differences.plans)
        shallow = any(end.missing is Missing.SHALLOW for end in (self.start, self.end))
        return unreadable or shallow or bool(self.troubled_sources or self.gaps)

    @property
    def troubled_sources(self) -> tuple[SourceState, ...]:
        """The sources that are not counted, or not as they are now."""
        return tuple(one for one in self.sources if one.trouble)


def ends_of(pasts: Pasts, text: str) -> tuple[End, End]:
    """The ends that ``A..B`` names: commits, tags, branches or dates; without B the files as they are.

    Raises:
        UnknownRevision: one of them is none of that.
        NotVersioned: it names a saved version, and the workspace's own folder keeps none.
    """
    first, _dots, second = text.partition("..")
    start = end_of(pasts, first) if first else saved(pasts)
    return start, end_of(pasts, second) if second else End(EndKind.FOLDER)


def end_of(pasts: Pasts, text: str) -> End:
    """The state that a word names.

    Raises:
        UnknownRevision: it is neither a date nor a commit.
        NotVersioned: it is no date, and the workspace's own folder keeps no saved versions.
    """
    if _DAY.fullmatch(text):
        try:
            return replace(end_on(pasts, dt.date.fromisoformat(text)), text=text)
        except ValueError:
            raise UnknownRevision(text) from None
    return End(EndKind.COMMIT, text, heads=(_own(pasts).repository.commit(text),))


def saved(pasts: Pasts) -> End:
    """What was saved last of the workspace's own folder.

    Raises:
        NotVersioned: it keeps no saved versions.
    """
    head = _own(pasts).head
    return End(EndKind.SAVED, heads=(head,)) if head else End(EndKind.SAVED, missing=Missing.NOTHING_SAVED)


def _own(pasts: Pasts) -> Past:
    own = pasts.places[0]
    if own.past is None:
        raise NotVersioned(own.folder.root if own.folder else Path())
    return own.past


def end_on(pasts: Pasts, day: dt.date) -> End:
    """The state at the end of a day, everywhere; the first that is known where it was before that."""
    if not pasts.saved:
        # Where plans come from several places, what is missing is told of each.
        return End(EndKind.DAY, day=day, missing=None if pasts.sources else Missing.NOTHING_SAVED)
    own = pasts.places[0]
    known = own.past.known_from if own.past and own.head else None
    if known and day < known:
        return replace(_at(pasts, known), asked=day, missing=Missing.SHALLOW)
    found = _at(pasts, day)
    if not any(_files(place, found) for place in pasts.saved):
        first = min((one for place in pasts.saved if (one := _first_day(place))), default=None)
        if first is None:
            return replace(found, missing=Missing.NOTHING_SAVED)
        if first > day:
            return replace(_at(pasts, first), asked=day, missing=Missing.BEFORE_HISTORY)
    return found


def _at(pasts: Pasts, day: dt.date) -> End:
    heads = {place.name: _heads(place, day) for place in pasts.saved}
    return End(EndKind.DAY, day=day, heads=heads.pop("", ()), elsewhere=heads)


def _heads(place: Place, day: dt.date) -> tuple[str, ...]:
    """What a place consists of on a day; on the first that is known, where its history begins later."""
    past = place.past
    return past.timeline.heads(max(day, past.known_from or day)) if past else ()


def _files(place: Place, end: End) -> Mapping[str, str]:
    """The files of a place in a state, as they are called there."""
    heads = end.elsewhere.get(place.name, ()) if place.name else end.heads
    return place.past.files_of(*heads).blobs if place.past and heads else {}


def _first_day(place: Place) -> dt.date | None:
    """The first day on which plans were saved."""
    past = place.past
    if past is None:
        return None
    inside = f":(top,literal){past.repository.prefix}plans"
    found = past.repository.git.text("log", "--format=%H", past.head or "HEAD", "--", inside).split()
    return min(map(past.timeline.day_of, found), default=None)


def compare(workspace: Workspace, pasts: Pasts, start: End, end: End, *, whole: bool = False) -> Comparison:
    """What differs between two states.

    Args:
        workspace: where.
        pasts: its past, and those of its sources.
        start: the earlier state.
        end: the later state.
        whole: whether the plans that are the same are wanted too.

    Raises:
        GitError: git refused.
    """
    is_everywhere = start.is_everywhere and end.is_everywhere
    pairs = [
        sides_of(place, start, end, is_alone=not pasts.sources)
        for place in (pasts.places if is_everywhere else pasts.places[:1])
    ]
    before, after = Together([old for old, _new in pairs]), Together([new for _old, new in pairs])
    differing = [
        name for name in sorted({*before.plans, *after.plans}) if before.plans.get(name) != after.plans.get(name)
    ]
    old, new = before.versions(differing), after.versions(differing)
    bodies = workspace.bodies
    beside = other_files(before.beside, after.beside)
    same: tuple[Version, ...] = ()
    if whole:
        same = after.versions([name for name in after.plans if name not in set(differing)])
    # A file that cannot be read is told although it is the same at both ends.
    broken = tuple(one for one in same if one.plan is None)
    found = find_differences((*old, *broken), (*new, *broken), bodies, beside)
    renumbered = tuple(renumber(one, workspace.catalogues) for one in found.plans)
    is_unsaved = start.kind is EndKind.SAVED and end.kind is EndKind.FOLDER
    return Comparison(
        start,
        end,
        replace(found, plans=renumbered),
        tuple(one for one in same if one.plan),
        pasts.sources if is_everywhere else (),
        tuple(_gaps(pasts, start)) if is_everywhere else (),
        0 if is_everywhere or is_unsaved else len(pasts.sources),
    )


def _gaps(pasts: Pasts, start: End) -> Iterator[Gap]:
    """What is missing of pasts for a comparison that begins on a day."""
    for gap in pasts.gaps():
        if gap.basis is not Basis.HISTORY or (gap.known_from and start.day and start.day < gap.known_from):
            yield gap


def renumber(one: PlanDifference, catalogues: Sequence[Catalogue]) -> PlanDifference:
    """The same, where the plan was moved to another catalogue: as if it had had its new numbers before.

    Only where that tells less, so that a move that went otherwise than the program suggests is told as it is.
    """
    if not one.is_migrated or one.before is None or one.after is None:
        return one
    known = {(catalogue.id, catalogue.version): catalogue for catalogue in catalogues}
    old = known.get((one.before.catalogue, one.before.catalogue_version))
    new = known.get((one.after.catalogue, one.after.catalogue_version))
    if old is None or new is None:
        return one
    moved = migrate(one.before, old, new, mapping_of(suggest_mapping(old, new))).plan
    before = replace(moved, catalogue=one.before.catalogue, catalogue_version=one.before.catalogue_version)
    changes = plan_changes(before, one.after)
    return replace(one, before=before, changes=changes) if len(changes) < len(one.changes) else one


def chosen(comparison: Comparison, bodies: Sequence[Body], numbers: Sequence[str]) -> Comparison:
    """The part of a comparison that is about some bodies, with those that belong to them, and some proposals."""
    if not bodies and not numbers:
        return comparison
    wanted = {id_ for body in bodies for id_ in (body.id, *body.members, *body.associates)}
    plans = [one for one in comparison.differences.plans if not wanted or _concerns(one, wanted)]
    if numbers:
        plans = [found for one in plans if (found := only(one, frozenset(numbers)))]
    same = tuple(one for one in comparison.unchanged if one.plan and (not wanted or _is_of(one.plan, wanted)))
    return replace(comparison, differences=Differences(tuple(plans)), unchanged=same)


def _concerns(one: PlanDifference, wanted: set[str]) -> bool:
    return not one.body or one.body in wanted or any(plan and _is_of(plan, wanted) for plan in (one.before, one.after))


def _is_of(plan: Plan, wanted: set[str]) -> bool:
    return not wanted.isdisjoint((plan.head.body, *plan.head.covers))


def agendas_of(
    comparison: Comparison, days: tuple[dt.date, dt.date], bodies: Bodies, numbers: Sequence[str] = ()
) -> tuple[Agenda, ...]:
    """What there is to say of every plan that can be read, in the order of bodies.

    Args:
        comparison: with the plans that are the same.
        days: the day from which it is compared, and the day that deadlines are held against now.
        bodies: for names.
        numbers: only these proposals.
    """
    from actionplan.core.body import alphabetical

    found = []
    for one in comparison.differences.plans:
        if one.after:
            found.append(find_agenda(one.source, one.body, one.name, one.after, one, days))
        elif one.kind is Kind.REMOVED or one.problems_before or one.problems_after:
            found.append(Agenda(one.source, one.body, one.name, None, one, {}, (), (), 0))
    for version in comparison.unchanged:
        if plan := version.plan:
            known = bodies.get(plan.head.body)
            name = plan.head.name or (known.name if known else plan.head.body)
            found.append(find_agenda(version.source, plan.head.body, name, plan, None, days))
    if numbers:
        found = [one.about(frozenset(numbers)) for one in found]
    return tuple(sorted(found, key=lambda one: (alphabetical(one.name), one.source)))


def latest_round(workspace: Workspace, pasts: Pasts, today: dt.date) -> RoundMeant:
    """The latest follow-up round before today: as the settings say, else as the plans show, those of sources too.

    Where a file cannot be read, what was saved last counts.

    Args:
        workspace: where.
        pasts: its past, and those of its sources.
        today: the round is before this day.

    Raises:
        NoRound: there is none.
    """
    if today == dt.date.min:
        raise NoRound
    until = today - dt.timedelta(days=1)
    stated = [(one.date, key, one.title) for key, one in workspace.settings.rounds.items() if one.date <= until]
    if stated:
        day, key, title = max(stated)
        return RoundMeant(day, key, title, decisions=workspace.settings.rounds[key].decisions)
    found = find_round((plan for place in pasts.places for plan in present_plans(place)), until)
    if found is None:
        raise NoRound
    return RoundMeant(found.day, bodies=found.bodies)
