"""Which entries to list: filters as one value, shared by every front end."""

import datetime as dt

from msgspec import Struct

from actionplan.core.catalogue import Catalogue, Proposal
from actionplan.core.plan import Entry, latest_followup
from actionplan.core.status import Status


def is_overdue(entry: Entry, today: dt.date) -> bool:
    """Whether a picked proposal that is not done has a deadline that has passed."""
    return entry.is_picked and entry.status is not Status.DONE and entry.due is not None and entry.due < today


def _is_followed(entry: Entry) -> bool:
    """Whether an owner and follow-ups are to be expected: a choice without a status says nothing of them."""
    return entry.is_picked and entry.status not in {None, Status.DONE}


def is_unowned(entry: Entry) -> bool:
    """Whether a picked proposal that is not done has no owner."""
    return _is_followed(entry) and not entry.owner


def is_stale(entry: Entry, today: dt.date, days: int) -> bool:
    """Whether a picked proposal that is not done has had no follow-up for more than so many days."""
    if not _is_followed(entry):
        return False
    last = latest_followup(entry, today)
    return last is None or (today - last[0]).days > days


class Query(Struct, frozen=True):
    """What an entry must be to be listed; everything that is given must hold."""

    today: dt.date
    stale_days: int = 180
    proposals: tuple[str, ...] = ()
    area: str | None = None
    level: str | None = None
    statuses: frozenset[Status | None] = frozenset()
    owner: str | None = None
    """Part of an owner's name, in any case."""
    picked: bool = False
    overdue: bool = False
    unowned: bool = False
    stale: bool = False
    text: str | None = None
    """Words that must all occur in the proposal or in what is recorded."""
    names: bool = True
    """Whether owners may be known: where they may not, none is found by words, and the wish for one is left out."""

    def fits(self, number: str, entry: Entry, catalogue: Catalogue) -> bool:
        """Whether a slot is to be listed."""
        proposal = catalogue.proposals.get(number)
        return (
            (not self.proposals or number in self.proposals)
            and (not self.area or (proposal is not None and proposal.area == self.area))
            and self._fits_level(entry, proposal)
            and (not self.statuses or entry.status in self.statuses)
            and self._fits_owner(entry)
            and (not self.picked or entry.is_picked)
            and (not self.overdue or is_overdue(entry, self.today))
            and (not self.unowned or is_unowned(entry))
            and (not self.stale or is_stale(entry, self.today, self.stale_days))
            and (not self.text or self._fits_text(entry, proposal))
        )

    def _fits_owner(self, entry: Entry) -> bool:
        if not self.owner or not self.names:
            return True
        return entry.owner is not None and self.owner.casefold() in entry.owner.casefold()

    def _fits_level(self, entry: Entry, proposal: Proposal | None) -> bool:
        if not self.level:
            return True
        return entry.level == self.level if entry.level else proposal is not None and self.level in proposal.levels

    def _fits_text(self, entry: Entry, proposal: Proposal | None) -> bool:
        words = (self.text or "").casefold().split()
        texts = [entry.owner if self.names else None, entry.goal, entry.reason, *entry.partners, *entry.evidence]
        texts += [followup.comment for followup in entry.followups.values()]
        texts += [activity.what for activity in entry.activities.values()]
        if proposal:
            texts += [proposal.title_sv, proposal.title_en, *proposal.keywords_sv, *proposal.keywords_en]
        whole = "\n".join(filter(None, texts)).casefold()
        return all(word in whole for word in words)


def search(catalogue: Catalogue, words: str) -> tuple[str, ...]:
    """The proposals that hold all of the words, those with most of them in the title or the keywords first."""
    wanted = words.casefold().split()
    scored = []
    for number, proposal in catalogue.proposals.items():
        near = " ".join(
            (number, proposal.title_sv, proposal.title_en, *proposal.keywords_sv, *proposal.keywords_en)
        ).casefold()
        whole = f"{near} {proposal.summary_sv} {proposal.summary_en}".casefold()
        if wanted and all(word in whole for word in wanted):
            scored.append((-sum(word in near for word in wanted), number))
    return tuple(number for _, number in sorted(scored))
