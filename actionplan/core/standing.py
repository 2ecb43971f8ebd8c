"""The plans as they stood on a day, for a roll-up: what was saved by then, and what follow-ups tell afterwards."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from actionplan.core.brief import STATUSES, Brief, Dated, held_late, joined, keys_of
from actionplan.core.gaps import Gap
from actionplan.core.summary import EntrySummary, PlanSummary
from actionplan.core.timeline import Basis


class Standing(Struct, frozen=True):
    """What a roll-up of a day that is past rests on."""

    basis: Basis
    day: dt.date
    saved: dt.date | None
    """The day of the newest commit that counts; ``None`` when nothing had been saved by then."""
    commits: tuple[str, ...]
    """The commits that the state consists of."""
    told_late: tuple[str, ...]
    """Files of which nothing had been saved by then, so that their follow-ups alone tell."""
    recorded_late: int
    """How many statuses come from follow-ups that were recorded afterwards."""
    carried: tuple[str, ...]
    """Files that could not be read as they stood, for which what they held before counts."""
    united: tuple[str, ...]
    """Files in which lines that ran side by side said different things, of which the newest counts."""
    known_from: dt.date | None
    """From which day on the history is here, when that is later than the day."""
    gaps: tuple[Gap, ...] = ()
    """Where less is known than elsewhere, when plans come from several places."""

    @property
    def lacks_history(self) -> bool:
        """Whether the day lies before what is here of some history, so that plans may be missing."""
        return self.known_from is not None or any(gap.known_from for gap in self.gaps)


class Held(Struct, frozen=True):
    """A version of a plan."""

    source: str
    summary: PlanSummary
    brief: Brief


class Corrected(Struct, frozen=True):
    """Plans as they stood."""

    plans: Mapping[str, PlanSummary]
    """By file."""
    told_late: tuple[str, ...]
    recorded_late: int


Edition = tuple[str, str, str]


def as_they_stood(saved: Sequence[Held], now: Sequence[Held], day: dt.date) -> Corrected:
    """The plans as they stood on a day.

    Args:
        saved: those that had been saved by then.
        now: those that there are now.
        day: the day.
    """
    followups: dict[Edition, dict[str, str]] = {}
    for held in now:
        told = followups.setdefault(_edition(held.brief), {})
        for one in held.brief.said:
            if one.followups:
                told[one.proposal] = joined((told.get(one.proposal, ""), one.followups))
    by_edition: dict[Edition, list[Held]] = {}
    for held in sorted(saved, key=lambda one: one.source):
        by_edition.setdefault(_edition(held.brief), []).append(held)
    plans: dict[str, PlanSummary] = {}
    recorded = 0
    for edition, versions in by_edition.items():
        found, count = _corrected(versions, followups.get(edition, {}), day)
        plans |= found
        recorded += count
    owners = {edition[0] for edition in by_edition}
    late: dict[str, PlanSummary] = {}
    for held in now:
        if _edition(held.brief)[0] not in owners and (told_later := _told_later(held, day)):
            # The file may have held another body's plan then, which counts too.
            late[f"{held.source} (2)" if held.source in plans else held.source] = told_later
    return Corrected({**late, **plans}, tuple(sorted(late)), recorded)


def _edition(brief: Brief) -> Edition:
    return (brief.body, brief.catalogue, brief.version)


def _corrected(
    versions: Sequence[Held], followups: Mapping[str, str], day: dt.date
) -> tuple[dict[str, PlanSummary], int]:
    """A body's plans; where none has a slot for what was recorded afterwards, the first gets it."""
    told = [{one.proposal: one.followups for one in held.brief.said} for held in versions]
    entries = [{entry.proposal: entry for entry in held.summary.entries} for held in versions]
    count = 0
    for number, now in followups.items():
        holding = [place for place, one in enumerate(told) if number in one]
        found = held_late(joined(told[place].get(number, "") for place in holding), now, day)
        count += found is not None
        for place in holding or ([0] if found else []):
            known = entries[place].get(number) or _empty(number)
            entries[place][number] = _entry(known, found, now, day)
    plans = {
        held.source: replace(held.summary, entries=tuple(own.values()))
        for held, own in zip(versions, entries, strict=True)
    }
    return plans, count


def _empty(number: str) -> EntrySummary:
    return EntrySummary(number, None, None, None, None, None, None, None, (), ())


def _entry(entry: EntrySummary, found: Dated | None, now: str, day: dt.date) -> EntrySummary:
    """The slot with the days on which it was followed up by then, and the status that a late one tells."""
    days = tuple(sorted({*entry.followups, *_days(now, day)}))
    return replace(entry, followups=days, status=STATUSES[found.letter] if found else entry.status)


def _days(followups: str, until: dt.date) -> Iterable[dt.date]:
    days = (dt.date.fromisoformat(key[:10]) for key in keys_of(followups))
    return (one for one in days if one <= until)


def _told_later(held: Held, day: dt.date) -> PlanSummary | None:
    """What follow-ups tell of a plan that nobody had saved; ``None`` when they tell nothing.

    They tell how far it had come. Who was responsible and until when is taken from the plan as it is now.
    """
    entry_of = {entry.proposal: entry for entry in held.summary.entries}
    entries = tuple(
        _entry(entry_of[one.proposal], found, one.followups, day)
        for one in held.brief.said
        if (found := held_late("", one.followups, day))
    )
    if not entries:
        return None
    return replace(held.summary, entries=entries, focus=(), measures=0, aside=0)
