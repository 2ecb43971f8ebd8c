"""The words of a plan file's form, in the user's language."""

from collections.abc import Iterable, Mapping

from actionplan.core.catalogue import Catalogue
from actionplan.i18n import LANGUAGES, _, current_language, speaking
from actionplan.store.form import FormWords


def form_words(catalogue: Catalogue | None = None, known: Iterable[Catalogue] = ()) -> FormWords:
    """The help lines. Each names its key in parentheses, which is how the program finds its place again.

    Args:
        catalogue: for the titles of slots that a file lacks.
        known: all catalogues, whose titles may stand on headers that go.
    """
    own: set[str] = set()
    for language in LANGUAGES:
        with speaking(language):
            own |= set(_lines().slot.values())
        own |= {" ".join(one.title(language).split()) for each in known for one in each.proposals.values()}
    words = _lines()
    titles = titles_of(catalogue) if catalogue else {}
    return FormWords(words.intro, words.head, words.slot, frozenset(own), titles)


def _lines() -> FormWords:
    return FormWords(
        intro=(
            _("Action plan. One place for each proposal; fill in what applies and leave the rest."),
            _("Edit by hand or with the command actionplan. This is a public record: write functions, never names."),
        ),
        head={
            "body": _("Whose plan (body): SCB code, or short name"),
            "name": _("Shown name (name)"),
            "example": _("Invented, for practice (example): true"),
            "decided": _("Decided (decided): yyyy-mm-dd"),
            "revised": _("Revised (revised): yyyy-mm-dd"),
            "record": _("Record number (record)"),
            "contact": _("Contact (contact): a function, not a person's name"),
            "start": _("Period from (start): yyyy-mm-dd"),
            "end": _("Period to (end): yyyy-mm-dd"),
            "focus": _('Focus (focus): numbers of proposals, such as ["01", "18"]'),
            "covers": _('Also for other bodies (covers): codes, such as ["2034"]'),
            "source": _("Where the facts come from (source)"),
        },
        slot={
            "status": _("Status (status): not_started | started | over_half | done | not_relevant | declined"),
            "owner": _("Owner (owner): a function, not a person's name"),
            "partners": _('Partners (partners): ["…", "…"]'),
            "lead": _("Leads jointly (lead): code or short name of the body"),
            "level": _("Level (level): local | regional | national"),
            "priority": _("Priority (priority): 1, 2 or 3, where 1 is highest"),
            "start": _("Start (start): yyyy-mm-dd"),
            "due": _("Due (due): yyyy-mm-dd"),
            "goal": _("Goal (goal)"),
            "reason": _("Reason (reason): required for not_relevant and declined"),
            "evidence": _('Evidence (evidence): links or record numbers, ["…"]'),
            "activity": _("Activities (activity) stand in tables of their own below"),
            "followup": _("Follow-ups (followup) stand in tables of their own below, by date"),
        },
    )


def titles_of(catalogue: Catalogue) -> Mapping[str, str]:
    """The titles of a catalogue's proposals in the user's language, by number."""
    language = current_language()
    return {number: proposal.title(language) for number, proposal in catalogue.proposals.items()}
