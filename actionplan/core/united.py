"""The entries that count for each body, whole: several plans of one body put together as in the roll-up."""

from msgspec import Struct

from actionplan.core.handed import Handed, apart_by_catalogue, sort_handed
from actionplan.core.material import Material
from actionplan.core.matrix import Cell, column, unite
from actionplan.core.plan import Entry


class Kept(Struct, frozen=True):
    """An entry that counts."""

    body: str
    proposal: str
    entry: Entry
    cell: Cell
    """What the roll-up takes of it."""
    source: str
    """The file that it comes from."""


class Lost(Struct, frozen=True):
    """An entry that does not count, because another of the same body does."""

    body: str
    proposal: str
    source: str
    kept: str
    """The file that counts instead."""


class United(Struct, frozen=True):
    """What was handed in, and the entries of it."""

    given: Handed
    kept: tuple[Kept, ...]
    """By body, in the order of `Handed.plans`, and by proposal, in the order of the catalogue."""
    lost: tuple[Lost, ...]


def united(material: Material) -> United:
    """The entries that count for each body, and those that do not."""
    rollup = material.rollup
    mine, _others = apart_by_catalogue(material.reports, rollup.catalogue)
    associates = [one for id_ in rollup.body.associates if (one := material.bodies.get(id_))]
    given = sort_handed(rollup.body, [member.body for member in rollup.members], associates, mine, ())
    kept: list[Kept] = []
    lost: list[Lost] = []
    for id_, plans in given.plans.items():
        entries, _clashes = unite(id_, plans)
        # Each summary's entries are objects of their own, so the file that one comes from is known by it.
        sources = {id(entry): source for source, plan in plans for entry in plan.entries}
        counted = [number for number in rollup.proposals if number in entries]
        cells = column(entries, counted, rollup.criteria)
        for number, cell in zip(counted, cells, strict=True):
            source = sources[id(entries[number])]
            kept.append(Kept(id_, number, material.plans[source].entry(number), cell, source))
        for source, plan in plans if len(plans) > 1 else ():
            lost += [
                Lost(id_, entry.proposal, source, sources[id(entries[entry.proposal])])
                for entry in plan.entries
                if entry.proposal in rollup.catalogue.proposals and entries[entry.proposal] is not entry
            ]
    return United(given, tuple(kept), tuple(lost))
