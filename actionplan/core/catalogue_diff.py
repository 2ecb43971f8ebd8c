"""What differs between two versions of a catalogue."""

from collections.abc import Callable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from actionplan.core.catalogue import Area, Catalogue, Proposal
from actionplan.core.likeness import Likeness, slug

MOST_CANDIDATES = 3


class Candidate(Struct, frozen=True):
    """A proposal of the newer version that an older one may have become."""

    proposal: str
    title: str
    likeness: float


class Retitled(Struct, frozen=True):
    """A number whose Swedish title is another than before."""

    proposal: str
    before: str
    after: str
    likeness: float


class Changed(Struct, frozen=True):
    """A number that has another value than before: an area's title, a provenance, levels."""

    proposal: str
    before: str
    after: str


class Renumbered(Struct, frozen=True):
    """An older number that is gone or retitled, and what it may be called now."""

    proposal: str
    title: str
    candidates: tuple[Candidate, ...]
    """Best first. Empty when nothing is at all like it."""

    @property
    def has_moved(self) -> bool:
        """Whether another number fits better than the same one."""
        return bool(self.candidates) and self.candidates[0].proposal != self.proposal


class CatalogueDiff(Struct, frozen=True):
    """The differences, each in catalogue order. A number that both versions have can stand in several."""

    old_version: str
    new_version: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    retitled: tuple[Retitled, ...]
    moved: tuple[Changed, ...]
    """To another area. An area that merely has a new letter or a new title moves nothing."""
    levels: tuple[Changed, ...]
    """Levels as their values with ``, `` between; empty for none."""
    provenance: tuple[Changed, ...]
    reworded: tuple[str, ...]
    """Numbers whose summary, search words, sources or English title differ."""
    areas: tuple[Changed, ...]
    """Areas by key, with their titles before and after; empty where the version has no such area."""
    unchanged: int
    renumbered: tuple[Renumbered, ...]

    @property
    def is_empty(self) -> bool:
        """Whether all proposals and areas are the same."""
        return not any(
            (
                self.added,
                self.removed,
                self.retitled,
                self.moved,
                self.levels,
                self.provenance,
                self.reworded,
                self.areas,
            )
        )


def compare(old: Catalogue, new: Catalogue) -> CatalogueDiff:
    """The differences from one version to another."""
    among = likeness_of(old, new)
    both = [(key, before, new.proposals[key]) for key, before in old.proposals.items() if key in new.proposals]
    retitled = tuple(
        Retitled(key, before.title_sv, after.title_sv, among.of(before.title_sv, after.title_sv))
        for key, before, after in both
        if before.title_sv != after.title_sv
    )
    removed = tuple(key for key in old.proposals if key not in new.proposals)
    gone = {*removed, *(change.proposal for change in retitled)}
    area = area_counterparts(old, new)

    def changed(
        value: Callable[[Proposal], object], shown: Callable[[Catalogue, Proposal], str]
    ) -> tuple[Changed, ...]:
        return tuple(
            Changed(key, shown(old, before), shown(new, after))
            for key, before, after in both
            if value(before) != value(after)
        )

    return CatalogueDiff(
        old_version=old.version,
        new_version=new.version,
        added=tuple(key for key in new.proposals if key not in old.proposals),
        removed=removed,
        retitled=retitled,
        moved=tuple(
            Changed(key, area_title(old, before.area), area_title(new, after.area))
            for key, before, after in both
            if area.get(before.area, before.area) != after.area
        ),
        levels=changed(lambda one: set(one.levels), lambda _, one: ", ".join(one.levels)),
        provenance=changed(lambda one: one.provenance, lambda _, one: one.provenance),
        reworded=tuple(key for key, before, after in both if _other_texts(before) != _other_texts(after)),
        areas=_changed_areas(old, new),
        unchanged=sum(
            before == replace(after, area=before.area, levels=before.levels)
            and set(before.levels) == set(after.levels)
            and area.get(before.area, before.area) == after.area
            for _, before, after in both
        ),
        renumbered=tuple(
            Renumbered(key, proposal.title_sv, _candidates(proposal.title_sv, new, among))
            for key, proposal in old.proposals.items()
            if key in gone
        ),
    )


def likeness_of(*catalogues: Catalogue) -> Likeness:
    """How alike titles are among all those of some catalogues."""
    return Likeness(proposal.title_sv for catalogue in catalogues for proposal in catalogue.proposals.values())


def area_title(catalogue: Catalogue, key: str) -> str:
    """An area's Swedish title; its key when the catalogue does not have it."""
    area = catalogue.areas.get(key)
    return area.title_sv if area else key


def area_counterparts(old: Catalogue, new: Catalogue) -> dict[str, str]:
    """Areas of the new version by those of the old: with the same title, else with the same key."""
    by_title = {slug(area.title_sv): key for key, area in reversed(list(new.areas.items()))}
    same: dict[str, str] = {}
    for key, area in old.areas.items():
        found = by_title.get(slug(area.title_sv))
        if found is not None and found not in same.values():
            same[key] = found
    taken = set(same.values())
    same.update({key: key for key in old.areas if key not in same and key in new.areas and key not in taken})
    return same


def _changed_areas(old: Catalogue, new: Catalogue) -> tuple[Changed, ...]:
    def title(areas: Mapping[str, Area], key: str) -> str:
        return areas[key].title_sv if key in areas else ""

    keys = dict.fromkeys([*old.areas, *new.areas])
    return tuple(
        Changed(key, title(old.areas, key), title(new.areas, key))
        for key in keys
        if title(old.areas, key) != title(new.areas, key)
    )


def _other_texts(proposal: Proposal) -> tuple[object, ...]:
    return (
        proposal.title_en,
        proposal.summary_sv,
        proposal.summary_en,
        proposal.keywords_sv,
        proposal.keywords_en,
        proposal.sources,
    )


def _candidates(title: str, new: Catalogue, among: Likeness) -> tuple[Candidate, ...]:
    found = [Candidate(key, one.title_sv, among.of(title, one.title_sv)) for key, one in new.proposals.items()]
    found.sort(key=lambda candidate: -candidate.likeness)
    return tuple(candidate for candidate in found[:MOST_CANDIDATES] if candidate.likeness > 0)
