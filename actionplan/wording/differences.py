"""What became of plans, in words: a line for each place in a plan, with all that changed there."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from actionplan.core.body import Bodies
from actionplan.core.changes import Change
from actionplan.core.differences import Kind, PlanDifference
from actionplan.core.plan import EMPTY, Entry, Plan
from actionplan.core.problems import Path, Problem, worst
from actionplan.i18n import _, ngettext
from actionplan.wording.changed_fields import Part, entry_parts, field_parts
from actionplan.wording.problems import problem_text
from actionplan.wording.visible import shown

HEAD: Path = ("plan",)
"""The place of what holds for a plan as a whole."""
_PLACES = ("plan", "proposal", "measure", "orphan")


class Told(Struct, frozen=True):
    """What changed at one place in a plan: a proposal, an own measure, the plan as a whole."""

    place: Path
    """``("proposal", "09")``."""
    head: str
    """The place in words: "09 Handledning"."""
    parts: tuple[Part, ...]

    @property
    def line(self) -> str:
        """All of it: "09 Handledning: läge ej påbörjad → påbörjad; ansvarig IFO-chef"."""
        said = "; ".join(part.text for part in self.parts)
        return f"{self.head}: {said}"


def difference_lines(
    difference: PlanDifference, bodies: Bodies, titles: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """What became of a plan: what it was as a whole, then a line for each place. Without its name.

    Args:
        difference: the plan.
        bodies: for the names of those that lead.
        titles: of proposals by number, where they are to be named.
    """
    told = changes_told(difference, bodies, titles)
    return (*difference_sentences(difference), *(one.line for one in told))


def difference_sentences(difference: PlanDifference) -> tuple[str, ...]:
    """What became of a plan as a whole: new, removed, not to be read. Nothing for one in which something changed."""
    return tuple(_sentences(difference))


def _sentences(difference: PlanDifference) -> Iterator[str]:
    match difference.kind:
        case Kind.ADDED if difference.after:
            yield new_plan(difference.after)
        case Kind.REMOVED:
            yield _("the plan is removed ({file})").format(file=shown(difference.source))
        case Kind.RENAMED:
            said = _("the file is now called {file} (was {old})")
            yield said.format(file=shown(difference.source), old=shown(difference.was))
        case Kind.TOUCHED:
            yield _("only comments or layout changed ({file})").format(file=shown(difference.source))
        case Kind.UNREADABLE:
            yield from _unreadable(difference)
        case _:
            pass
    if difference.kind is not Kind.UNREADABLE:
        problems = difference.problems_after or difference.problems_before
        faults = [problem for problem in problems if problem.path]
        if faults:
            said = ngettext(
                "{count} value in {file} has faults and is not compared: {first}",
                "{count} values in {file} have faults and are not compared: {first}",
                len(faults),
            )
            first = fault_text(faults[0])
            yield said.format(count=len(faults), file=shown(difference.source), first=first)


def new_plan(plan: Plan) -> str:
    """A new plan in a few words: "ny plan: 12 valda förslag"."""
    if plan.is_blank:
        return _("new plan, still blank")
    picked = sum(entry.is_picked for entry in plan.entries.values())
    said = ngettext("new plan with {count} picked proposal", "new plan with {count} picked proposals", picked)
    return said.format(count=picked)


def _unreadable(difference: PlanDifference) -> Iterator[str]:
    file = shown(difference.source)
    if difference.after is None and difference.problems_after:
        said = _("{file} cannot be read as a plan: {why}")
        yield said.format(file=file, why=fault_text(worst(difference.problems_after)))
    if difference.before is None and difference.problems_before:
        said = _("{file} could not be read as a plan before: {why}")
        yield said.format(file=shown(difference.was) or file, why=fault_text(worst(difference.problems_before)))
        if difference.after:
            yield _("what changed is therefore not known; now it is a {plan}").format(plan=new_plan(difference.after))


def fault_text(problem: Problem) -> str:
    """What is wrong in a file, with the line."""
    said = shown(problem_text(problem))
    return _("line {line}, {what}").format(line=problem.line, what=said) if problem.line else said


def changes_told(
    difference: PlanDifference, bodies: Bodies, titles: Mapping[str, str] | None = None
) -> tuple[Told, ...]:
    """Every change of a plan, by place: the plan as a whole, proposals in order, own measures, what is kept aside."""
    if difference.before is None or difference.after is None:
        return ()
    return plan_changes_told(difference.changes, difference.before, difference.after, bodies, titles)


def plan_changes_told(
    changes: tuple[Change, ...], before: Plan, after: Plan, bodies: Bodies, titles: Mapping[str, str] | None = None
) -> tuple[Told, ...]:
    """The same for the changes that lead from one plan to another."""
    places = _by_place(changes)
    told: list[Told] = []
    empty: dict[bool, list[tuple[str, tuple[Change, ...]]]] = {}
    for place in sorted(places, key=_rank):
        found = tuple(places[place])
        if place[0] == "proposal" and all(change.table and len(change.path) <= len(place) for change in found):
            empty.setdefault(found[-1].new is None, []).append((place[1], found))
            continue
        told.append(_told(place, found, before, after, bodies, titles or {}))
    return (*told, *(_empty_places(numbers, gone=gone) for gone, numbers in empty.items()))


def _by_place(changes: tuple[Change, ...]) -> dict[Path, list[Change]]:
    """The changes by the place that they belong to; the table of all proposals goes with the first of them."""
    places: dict[Path, list[Change]] = {}
    waiting: dict[str, list[Change]] = {}
    for change in changes:
        top = change.path[0]
        if top in {"proposal", "measure", "orphan"}:
            if len(change.path) == 1:
                waiting.setdefault(top, []).append(change)
            else:
                places.setdefault(change.path[:2], []).extend((*waiting.pop(top, ()), change))
        else:
            places.setdefault(HEAD, []).append(change)
    return places


def _rank(place: Path) -> tuple[int, Path]:
    return _PLACES.index(place[0]), place[1:]


def _told(  # noqa: PLR0917 - one caller
    place: Path, changes: tuple[Change, ...], before: Plan, after: Plan, bodies: Bodies, titles: Mapping[str, str]
) -> Told:
    if place == HEAD:
        return Told(place, _("the plan"), tuple(field_parts(changes, bodies)))
    kind, key = place
    if kind == "proposal":
        title = titles.get(key)
        head = f"{key} {shown(title)}" if title else key
        return Told(place, head, tuple(entry_parts(changes, before.entry(key), after.entry(key), bodies)))
    return _beside(place, changes, before, after, bodies)


def _beside(place: Path, changes: tuple[Change, ...], before: Plan, after: Plan, bodies: Bodies) -> Told:
    """What changed in an own measure, or in what is kept aside."""
    kind, key = place
    if kind == "measure":
        old: Entry | None = before.measures.get(key)
        new: Entry | None = after.measures.get(key)
        known = after.measures.get(key) or before.measures[key]
        head = _("own measure “{title}”").format(title=shown(known.title))
        came, went = _("new"), _("is removed")
    else:
        old, new = before.orphans.get(key), after.orphans.get(key)
        aside = after.orphans.get(key) or before.orphans[key]
        head = _("kept aside, {version} {number}").format(
            version=shown(aside.catalogue_version), number=shown(aside.proposal)
        )
        came, went = _("has no place in the present catalogue"), _("is no longer kept aside")
    if new is None:
        return Told(place, head, (Part(went, changes),))
    if old is not None:
        return Told(place, head, tuple(entry_parts(changes, old, new, bodies)))
    own = tuple(change for change in changes if len(change.path) <= len(place) or change.path[2] in _SAID)
    rest = tuple(change for change in changes if change not in own)
    return Told(place, head, (Part(came, own), *entry_parts(rest, EMPTY, new, bodies)))


_SAID = frozenset({"title", "proposal", "catalogue_version"})
"""What the name of an own measure, or of what is kept aside, says already."""


def _empty_places(numbers: list[tuple[str, tuple[Change, ...]]], *, gone: bool) -> Told:
    said = ", ".join(number for number, _changes in numbers)
    changes = tuple(change for _number, found in numbers for change in found)
    head = _("empty places removed") if gone else _("empty places added")
    return Told(("proposal",), head, (Part(said, changes),))
