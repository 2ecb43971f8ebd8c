"""One proposal over many plans: who has picked it, and how far they have come."""

from collections.abc import Iterable

from msgspec import Struct

from actionplan.core.body import Bodies, Body, alphabetical
from actionplan.core.plan import Entry, Plan
from actionplan.core.status import SCALE


class Held(Struct, frozen=True):
    """What one body says of the proposal."""

    body: Body
    name: str
    source: str
    entry: Entry
    example: bool


class Across(Struct, frozen=True):
    """A proposal over the plans of a region, or over all there are."""

    proposal: str
    group: Body | None
    held: tuple[Held, ...]
    """Those that count and say something of it, furthest first."""
    beside: tuple[Held, ...]
    """Those that are not counted: the region's own plan, and associates."""
    silent: tuple[str, ...]
    """Names of those with a plan that says nothing of it."""
    absent: tuple[str, ...]
    """Names of members without a plan that could be read."""
    unreadable: tuple[str, ...]
    """Files that could not be read."""

    @property
    def picked(self) -> tuple[Held, ...]:
        """Those that have picked it."""
        return tuple(one for one in self.held if one.entry.is_picked)


def find_across(proposal: str, plans: Iterable[tuple[str, Plan | None]], group: Body | None, bodies: Bodies) -> Across:
    """A proposal over plans.

    Args:
        proposal: its number.
        plans: each file with its plan, ``None`` where it cannot be read.
        group: the region whose members' plans count, with its own; all plans when ``None``.
        bodies: for names.
    """
    concerned = {*group.members, *group.associates, group.id} if group else None
    counted = set(group.members) if group else None
    held: list[Held] = []
    beside: list[Held] = []
    silent: list[str] = []
    seen: set[str] = set()
    unreadable: list[str] = []
    for source, plan in plans:
        if plan is None:
            unreadable.append(source)
            continue
        body = bodies.get(plan.head.body)
        if body is None or plan.is_blank or (concerned is not None and body.id not in concerned):
            continue
        seen |= {body.id, *plan.head.covers}
        name = plan.head.name or body.title
        entry = plan.entry(proposal)
        counts = counted is None or bool(counted & {body.id, *plan.head.covers})
        if not entry.is_empty:
            (held if counts else beside).append(Held(body, name, source, entry, plan.head.example))
        elif counts:
            silent.append(name)
    held.sort(key=_furthest_first)
    beside.sort(key=_furthest_first)
    absent = [body.name for body in bodies.members(group) if body.id not in seen] if group else []
    return Across(
        proposal,
        group,
        tuple(held),
        tuple(beside),
        tuple(sorted(silent, key=alphabetical)),
        tuple(absent),
        tuple(unreadable),
    )


_RANK = {status: place for place, status in enumerate(SCALE)}


def _furthest_first(one: Held) -> tuple[int, str]:
    status = one.entry.status
    return _RANK[status] if status else len(_RANK), alphabetical(one.name)
