"""Taking a plan from one version of a catalogue to another, without losing anything that is recorded in it."""

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import asdict, replace

from actionplan.core.catalogue import Catalogue
from actionplan.core.catalogue_diff import area_counterparts, likeness_of
from actionplan.core.errors import SlotTaken, UnknownOrphan, UnknownProposal, WrongCatalogue
from actionplan.core.likeness import nearest, slug
from actionplan.core.plan import EMPTY, Entry, Measure, Orphan, Plan

SURE = 0.5
"""From here on two titles are taken for the same proposal, if each is the other's best.

Among the shipped titles and invented rewordings of them, no wrong pair passes 0.40 (tests/core/test_migrate.py).
"""

LEAST = 0.15
"""Below this, titles share no more than any two do, and nothing is suggested."""

_LONGEST_VERSION = 40


class Suggestion(Struct, frozen=True):
    """What a proposal of the old version probably is in the new one."""

    old: str
    new: str | None
    likeness: float
    sure: bool
    """Whether it can be followed without asking. An unsure one is a question for a person."""


class Migration(Struct, frozen=True):
    """A migrated plan and what became of the slots in which something was recorded."""

    plan: Plan
    kept: tuple[str, ...]
    """Slots with the same number as before."""
    moved: tuple[tuple[str, str], ...]
    """Old and new numbers."""
    orphans: Mapping[str, Orphan]
    """The new orphans, by key. Those that the plan had already are not repeated here."""
    crowded: tuple[tuple[str, str], ...]
    """Old numbers that became orphans because an earlier one had taken the new number, with that."""
    unmapped_focus: tuple[str, ...]
    """Old numbers that the body concentrated on and that have no counterpart. Each has an orphan."""
    unmapped_areas: tuple[str, ...]
    """Keys of the body's own measures whose area the new version does not have. They keep what they say."""
    returning: tuple[tuple[str, str], ...]
    """Orphans from the version now migrated to whose slots are empty: what ``adopt`` can take back."""


def suggest_mapping(old: Catalogue, new: Catalogue) -> tuple[Suggestion, ...]:
    """What each proposal of the old version probably is in the new one, in the old order; no new number twice."""
    among = likeness_of(old, new)
    scores = {
        (mine, yours): among.of(before.title_sv, after.title_sv)
        for mine, before in old.proposals.items()
        for yours, after in new.proposals.items()
    }
    first, second = ({key: at for at, key in enumerate(one.proposals)} for one in (old, new))
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    # The most alike first; among equals the same number, then the order of the catalogues.
    for mine, yours in sorted(
        scores, key=lambda pair: (-scores[pair], pair[0] != pair[1], first[pair[0]], second[pair[1]])
    ):
        if mine not in pairs and yours not in taken and scores[mine, yours] >= LEAST:
            pairs[mine] = yours
            taken.add(yours)
    sure = {pair for pair in pairs.items() if _is_sure(pair, scores)}
    _fill_by_number(old, new, pairs, sure)
    return tuple(
        Suggestion(key, pairs[key], scores[key, pairs[key]], (key, pairs[key]) in sure)
        if key in pairs
        else Suggestion(key, None, 0.0, sure=False)
        for key in old.proposals
    )


def _is_sure(pair: tuple[str, str], scores: Mapping[tuple[str, str], float]) -> bool:
    """Whether the two are alike enough, and each is more like the other than anything else is."""
    score = scores[pair]
    rivals = [other for key, other in scores.items() if key != pair and (key[0] == pair[0] or key[1] == pair[1])]
    best = max(rivals, default=0.0)
    return score >= SURE and (score > best or (score == best == 1.0 and pair[0] == pair[1]))


def _fill_by_number(old: Catalogue, new: Catalogue, pairs: dict[str, str], sure: set[tuple[str, str]]) -> None:
    """Where the numbers evidently stand, suggest the same number for what has been reworded past recognition."""
    if sum(mine == yours for mine, yours in sure) * 2 <= len(old.proposals):
        return
    taken = set(pairs.values())
    pairs.update({key: key for key in old.proposals if key not in pairs and key in new.proposals and key not in taken})


def mapping_of(suggestions: Iterable[Suggestion], *, only_sure: bool = False) -> dict[str, str | None]:
    """The suggestions as a mapping for ``migrate``; unsure ones count as no counterpart when asked for."""
    return {one.old: one.new if one.sure or not only_sure else None for one in suggestions}


def migrate(plan: Plan, old: Catalogue, new: Catalogue, mapping: Mapping[str, str | None]) -> Migration:
    """The plan for the new version. A number that the mapping leaves out has no counterpart.

    Raises:
        WrongCatalogue: the plan is not made for the old version.
        UnknownProposal: the mapping names a number that there is not.
    """
    if (plan.catalogue, plan.catalogue_version) != (old.id, old.version):
        raise WrongCatalogue((plan.catalogue, plan.catalogue_version), (old.id, old.version))
    _refuse_unknown(mapping, {*old.proposals, *plan.entries, *plan.head.focus}, old, new)
    placed = _place(plan, old, mapping)
    focus, unmapped_focus = _focus(plan.head.focus, mapping)
    homeless = placed.homeless | {key: EMPTY for key in unmapped_focus if key not in placed.homeless}
    orphans = _orphans(homeless, old, plan.orphans, frozenset(unmapped_focus))
    measures, unmapped_areas = _measures(plan.measures, old, new)
    is_form = bool(old.proposals) and all(key in plan.entries for key in old.proposals)
    migrated = replace(
        plan,
        catalogue=new.id,
        catalogue_version=new.version,
        head=replace(plan.head, focus=focus),
        entries={key: placed.slots.get(key, EMPTY) for key in new.proposals if is_form or key in placed.slots},
        measures=measures,
        orphans={**plan.orphans, **orphans},
    )
    identity = {key: key for key in new.proposals}
    return Migration(
        plan=migrated,
        kept=tuple(placed.kept),
        moved=tuple(placed.moved),
        orphans=orphans,
        crowded=tuple(placed.crowded),
        unmapped_focus=unmapped_focus,
        unmapped_areas=unmapped_areas,
        returning=adoptable(migrated, new.version, identity),
    )


def adoptable(plan: Plan, version: str, mapping: Mapping[str, str | None]) -> tuple[tuple[str, str], ...]:
    """Orphans made from a version, with the slots that a mapping from it gives them, where they can be taken back."""
    found = []
    taken = set()
    for key, orphan in plan.orphans.items():
        target = mapping.get(orphan.proposal) if orphan.catalogue_version == version else None
        if target is None:
            continue
        if recorded(orphan).is_empty:
            found.append((key, target))
        elif target not in taken and plan.entry(target).is_empty:
            found.append((key, target))
            taken.add(target)
    return tuple(found)


def adopt(plan: Plan, orphan_key: str, proposal: str) -> Plan:
    """The plan with an orphan taken back into an empty slot, and into the body's focus if it was there.

    An orphan in which nothing is recorded stands for a proposal that the body concentrated on; that it does again
    whatever the slot holds.

    Raises:
        UnknownOrphan: the plan has no such orphan.
        SlotTaken: something is recorded in the slot.
    """
    orphan = plan.orphans.get(orphan_key)
    if orphan is None:
        raise UnknownOrphan(orphan_key, nearest(orphan_key, plan.orphans))
    entry, present = recorded(orphan), plan.entry(proposal)
    rest = replace(plan, orphans={key: other for key, other in plan.orphans.items() if key != orphan_key})
    if orphan.focus or entry.is_empty:
        rest = replace(rest, head=replace(plan.head, focus=tuple(dict.fromkeys([*plan.head.focus, proposal]))))
    if entry.is_empty:
        return rest
    if not present.is_empty:
        raise SlotTaken(proposal, orphan_key, recorded_fields(present))
    return rest.with_entry(proposal, entry)


def recorded(entry: Entry) -> Entry:
    """What an entry, a measure or an orphan records as an entry does, and nothing else."""
    return Entry(**{name: getattr(entry, name) for name in Entry.__struct_fields__})


def recorded_fields(entry: Entry) -> tuple[str, ...]:
    """The fields of an entry that hold something, by their keys in a plan file."""
    keys = zip(Entry.__struct_fields__, Entry.__struct_encode_fields__, strict=True)
    return tuple(key for name, key in keys if getattr(entry, name) != getattr(EMPTY, name))


def _refuse_unknown(mapping: Mapping[str, str | None], known: set[str], old: Catalogue, new: Catalogue) -> None:
    for key, target in mapping.items():
        if key not in known:
            raise UnknownProposal(key, nearest(key, old.proposals), f"{old.id} {old.version}")
        if target is not None and target not in new.proposals:
            raise UnknownProposal(target, nearest(target, new.proposals), f"{new.id} {new.version}")


class _Placed(Struct):
    """Where the entries of a plan go, while they are gone through."""

    slots: dict[str, Entry] = {}
    homeless: dict[str, Entry] = {}
    kept: list[str] = []
    moved: list[tuple[str, str]] = []
    crowded: list[tuple[str, str]] = []


def _place(plan: Plan, old: Catalogue, mapping: Mapping[str, str | None]) -> _Placed:
    """The new slots; where two entries want the same, the first by the old catalogue's order has it."""
    placed = _Placed()
    for key in (*(key for key in old.proposals if key in plan.entries), *_beside(plan.entries, old)):
        entry, target = plan.entries[key], mapping.get(key)
        if entry.is_empty:
            if target is not None:
                placed.slots.setdefault(target, EMPTY)
        elif target is None:
            placed.homeless[key] = entry
        elif not placed.slots.get(target, EMPTY).is_empty:
            placed.homeless[key] = entry
            placed.crowded.append((key, target))
        else:
            placed.slots[target] = entry
            if target == key:
                placed.kept.append(key)
            else:
                placed.moved.append((key, target))
    return placed


def _beside(entries: Mapping[str, Entry], old: Catalogue) -> tuple[str, ...]:
    """Slots of a plan that its catalogue does not have."""
    return tuple(key for key in entries if key not in old.proposals)


def _focus(focus: tuple[str, ...], mapping: Mapping[str, str | None]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The new numbers to concentrate on, and the old ones that have none."""
    first: dict[str, str] = {}
    mapped, unmapped = [], []
    for key in focus:
        target = mapping.get(key)
        if target is None:
            unmapped.append(key)
        elif first.setdefault(target, key) == key:
            mapped.append(target)
    return tuple(mapped), tuple(dict.fromkeys(unmapped))


def _orphans(
    homeless: Mapping[str, Entry], old: Catalogue, present: Mapping[str, Orphan], focus: frozenset[str]
) -> dict[str, Orphan]:
    version = slug(old.version)[:_LONGEST_VERSION].strip("-") or "v"
    orphans: dict[str, Orphan] = {}
    for key, entry in homeless.items():
        stem = f"{version}-{key}"
        name, count = stem, 1
        while name in present or name in orphans:
            count += 1
            name = f"{stem}-{count}"
        proposal = old.proposals.get(key)
        orphans[name] = Orphan(
            **asdict(entry),
            proposal=key,
            catalogue_version=old.version,
            title=(proposal.title_sv or None) if proposal else None,
            focus=key in focus,
        )
    return orphans


def _measures(
    measures: Mapping[str, Measure], old: Catalogue, new: Catalogue
) -> tuple[dict[str, Measure], tuple[str, ...]]:
    """The body's own measures with the areas of the new version, and those whose area it does not have."""
    area = area_counterparts(old, new)
    result, unmapped = {}, []
    for key, measure in measures.items():
        result[key] = measure
        if measure.area in old.areas:
            if measure.area in area:
                result[key] = replace(measure, area=area[measure.area])
            else:
                unmapped.append(key)
    return result, tuple(unmapped)
