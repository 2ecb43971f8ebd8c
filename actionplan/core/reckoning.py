"""Tell what held on days: by what was saved by then, and by follow-ups that were recorded afterwards."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from actionplan.core.brief import NOTHING, PICKED_ONLY, STATUSES, Brief, Said, dated, held_late, joined, keys_of
from actionplan.core.catalogue import Catalogue
from actionplan.core.matrix import Counts
from actionplan.core.trend import Mark, Point, State

Edition = tuple[str, str, str]
"""Whose plan it is, and the catalogue and version that its numbers mean."""


_Slot = tuple[Said, str, str, int, str]
"""A slot: its proposal, its letter, where it is counted, and the day of the first follow-up by now that it lacks."""


class _Read(Struct, frozen=True):
    """What was found of a version of a plan, for all days that it held on."""

    plan: Brief
    edition: Edition
    names: tuple[str, ...]
    """The members that it concerns."""
    letters: str
    """How far each proposal that is counted has come, in their order, if its numbers mean those of the catalogue."""
    late: tuple[tuple[str, str], ...]
    """The day of the first follow-up that is not in it, and of which proposal; the oldest first."""


class _Held(Struct, frozen=True):
    """A plan as it held on a day."""

    source: str
    read: _Read
    instead: Mapping[str, str]
    """The letters of proposals of which a follow-up that was recorded afterwards says something else."""
    is_late: bool = False
    """Whether nothing had been saved of it by then."""


class Reckoner:
    """Tells what held on days. Remembers what it has found of each version of a plan."""

    def __init__(
        self,
        members: Sequence[str],
        aliases: Mapping[str, str],
        catalogue: Catalogue,
        scope: Sequence[str],
        now: Iterable[tuple[str, Brief]],
    ) -> None:
        """Sort the present follow-ups.

        Args:
            members: the ids of those who are counted.
            aliases: the id of everything that a further body of a plan may be called.
            catalogue: the present one.
            scope: the proposals that are counted.
            now: the plans as they are now, by their files.
        """
        self._members = frozenset(members)
        self._aliases = aliases
        self._edition = (catalogue.id, catalogue.version)
        self._whole = len(catalogue.proposals)
        self._scope = tuple(scope)
        self._known: dict[int, _Read] = {}
        self._slots: dict[Edition, dict[int, _Slot]] = {}
        self._places = {number: place for place, number in enumerate(self._scope)}
        self._followups: dict[Edition, dict[str, str]] = {}
        self._now = tuple(now)
        for _source, plan in self._now:
            told = self._followups.setdefault(_edition_of(plan), {})
            for one in plan.said:
                if one.followups:
                    told[one.proposal] = joined((told.get(one.proposal, ""), one.followups))
        self._firsts = {
            edition: {number: said[0].day for number, now in told.items() if (said := dated(now))}
            for edition, told in self._followups.items()
        }

    def point(self, state: State, *, title: str = "", is_now: bool = False) -> Point:
        """What held on a day.

        Args:
            state: the plans as they stood.
            title: what a round is called.
            is_now: whether the plans are those that lie in the folder.
        """
        by_member: dict[str, list[_Held]] = {}
        for held in (*self._saved(state), *self._told_later(state)):
            if not held.read.plan.is_blank or held.instead:
                for name in held.read.names:
                    by_member.setdefault(name, []).append(held)
        letters: list[str] = []
        apart = 0
        is_other = False
        for member, plans in by_member.items():
            own = [held for held in plans if held.read.edition[1:] == self._edition]
            is_other = is_other or len(own) < len(plans)
            if own or len(self._scope) == self._whole:
                letters.append(self._together(member, own or plans))
            else:
                apart += 1
        told_late = sum([all(held.is_late for held in plans) for plans in by_member.values()])
        missing = len(self._members) - len(by_member)
        return Point(
            day=state.day,
            is_now=is_now,
            title=title,
            members=len(self._members),
            reported=len(by_member),
            unknown=0 if state.is_known else missing,
            apart=apart,
            told_late=told_late,
            counts=_counts("".join(letters), missing * len(self._scope) if state.is_known else 0),
            marks=tuple(_marks(state, len(by_member), told_late, is_other=is_other)),
            carried=state.carried,
            unreadable=state.unreadable,
        )

    def _read(self, plan: Brief) -> _Read:
        # By identity: versions that say the same are the same value, and comparing them takes time.
        found = self._known.get(id(plan))
        if found is None:
            found = self._known[id(plan)] = self._found(plan)
        return found

    def _found(self, plan: Brief) -> _Read:
        edition = _edition_of(plan)
        # A plan of nobody that is known is counted nowhere.
        is_known = self._aliases.get(plan.body) == plan.body
        names = dict.fromkeys((plan.body, *[self._aliases.get(one, one) for one in plan.covers])) if is_known else ()
        known = self._slots.setdefault(edition, {})
        slots = [known.get(id(one)) or self._slot(one, edition) for one in plan.said]
        # One place more, for what is not counted.
        letters = [NOTHING] * (len(self._scope) + 1)
        for _said, _number, letter, place, _first in slots:
            letters[place] = letter
        late = [(slot[4], slot[1]) for slot in slots if slot[4]]
        numbers = {slot[1] for slot in slots}
        late += [(first, number) for number, first in self._firsts.get(edition, {}).items() if number not in numbers]
        late.sort()
        mine = tuple([name for name in names if name in self._members])
        return _Read(plan, edition, mine, "".join(letters[:-1]), tuple(late))

    def _slot(self, one: Said, edition: Edition) -> _Slot:
        now = self._followups.get(edition, {}).get(one.proposal, "")
        keys = keys_of(one.followups) if now != one.followups else ()
        first = next((told.day for told in dated(now) if told.key not in keys), "") if now != one.followups else ""
        slot = (one, one.proposal, one.letter, self._places.get(one.proposal, -1), first)
        self._slots[edition][id(one)] = slot
        return slot

    def _saved(self, state: State) -> Iterable[_Held]:
        """The plans that had been saved by a day, corrected by what was recorded afterwards."""
        limit = state.day.isoformat()
        by_edition: dict[Edition, list[tuple[str, _Read]]] = {}
        for source, plan in state.plans:
            read = self._read(plan)
            by_edition.setdefault(read.edition, []).append((source, read))
        for edition, plans in by_edition.items():
            if len(plans) == 1 and (not (late := plans[0][1].late) or late[0][0] > limit):
                yield _Held(*plans[0], _AS_SAVED)
            else:
                numbers = {number for _source, read in plans for first, number in read.late if first <= limit}
                yield from self._corrected(plans, numbers, self._followups.get(edition, {}), state.day)

    def _corrected(
        self, plans: Sequence[tuple[str, _Read]], numbers: Iterable[str], followups: Mapping[str, str], day: dt.date
    ) -> Iterable[_Held]:
        """A body's plans; where none has a slot for what was recorded afterwards, the first gets it."""
        told = [{one.proposal: one.followups for one in read.plan.said} for _source, read in plans]
        instead: list[dict[str, str]] = [{} for _ in plans]
        for number in numbers:
            holding = [place for place, one in enumerate(told) if number in one] or [0]
            found = held_late(joined(told[place].get(number, "") for place in holding), followups[number], day)
            if found:
                instead = [
                    {**one, number: found.letter} if place in holding else one for place, one in enumerate(instead)
                ]
        return [_Held(source, read, changed) for (source, read), changed in zip(plans, instead, strict=True)]

    def _told_later(self, state: State) -> Iterable[_Held]:
        """The plans of which nothing had been saved by a day, as far as their follow-ups tell."""
        saved = {self._read(plan).edition[0] for _source, plan in state.plans}
        for source, plan in self._now:
            if (read := self._read(plan)).edition[0] not in saved:
                found = ((one.proposal, held_late("", one.followups, state.day)) for one in plan.said if one.followups)
                instead = {number: told.letter for number, told in found if told}
                if instead:
                    nothing = Brief(plan.body, plan.covers, plan.catalogue, plan.version, plan.example, True, ())
                    yield _Held(
                        source, replace(read, plan=nothing, letters=NOTHING * len(self._scope)), instead, is_late=True
                    )

    def _together(self, member: str, plans: Sequence[_Held]) -> str:
        """The letters of a member's plans, those of one catalogue."""
        first = plans[0].read
        if len(plans) == 1 and first.edition[1:] == self._edition:
            return _patched(first.letters, plans[0].instead, self._scope)
        order = sorted(plans, key=lambda held: (held.read.edition[0] != member, held.source))
        edition = order[0].read.edition[1:]
        united: dict[str, str] = {}
        for held in order:
            if held.read.edition[1:] == edition:
                for number, letter in {
                    **{one.proposal: one.letter for one in held.read.plan.said},
                    **held.instead,
                }.items():
                    if _says(letter) > _says(united.get(number, NOTHING)):
                        united[number] = letter
        if edition == self._edition:
            return "".join([united.get(number, NOTHING) for number in self._scope])
        # Its numbers mean something else, and how many there are is not known.
        return "".join(united.values()).ljust(self._whole, NOTHING)


def _edition_of(plan: Brief) -> Edition:
    return (plan.body, plan.catalogue, plan.version)


_AS_SAVED: Mapping[str, str] = {}


def _patched(letters: str, instead: Mapping[str, str], scope: Sequence[str]) -> str:
    if not instead:
        return letters
    return "".join([instead.get(number, letter) for number, letter in zip(scope, letters, strict=True)])


def _says(letter: str) -> int:
    """How much a letter says: a status more than a pick alone, a pick more than nothing."""
    return {NOTHING: 0, PICKED_ONLY: 1}.get(letter, 2)


def _counts(letters: str, not_reported: int) -> Counts:
    by_status = {status.value: letters.count(letter) for letter, status in STATUSES.items()}
    return Counts(
        **by_status,
        no_status=letters.count(PICKED_ONLY),
        not_assessed=letters.count(NOTHING),
        not_reported=not_reported,
    )


def _marks(state: State, reported: int, told_late: int, *, is_other: bool) -> Iterable[Mark]:
    if not state.is_known:
        yield Mark.INCOMPLETE
    if told_late:
        yield Mark.FOLLOWUPS if told_late == reported else Mark.SOME_FOLLOWUPS
    if is_other:
        yield Mark.OTHER_CATALOGUE
    if state.carried:
        yield Mark.CARRIED
    if state.unreadable:
        yield Mark.UNREADABLE
    if state.united:
        yield Mark.UNITED
