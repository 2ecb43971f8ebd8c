"""Names of statuses, levels, areas and fields."""

from actionplan.core.catalogue import Provenance
from actionplan.core.status import Status
from actionplan.i18n import N_, _, current_language

_STATUS = {
    Status.DONE: N_("carried out, or part of everyday work"),
    Status.OVER_HALF: N_("half or more is done"),
    Status.STARTED: N_("started, less than half is done"),
    Status.NOT_STARTED: N_("not started"),
    Status.DECLINED: N_("will not be carried out"),
    Status.NOT_RELEVANT: N_("not relevant"),
}
_SHORT = {
    Status.DONE: N_("carried out"),
    Status.OVER_HALF: N_("half or more"),
    Status.STARTED: N_("started"),
    Status.NOT_STARTED: N_("not started"),
    Status.DECLINED: N_("will not be done"),
    Status.NOT_RELEVANT: N_("not relevant"),
}
_LETTERS = {
    # The letters of Åtgärdswebben in Swedish; initials in English.
    "sv": {Status.DONE: "G", Status.OVER_HALF: "H", Status.STARTED: "P", Status.NOT_STARTED: "E"},
    "en": {Status.DONE: "D", Status.OVER_HALF: "H", Status.STARTED: "S", Status.NOT_STARTED: "N"},
}
_SYMBOLS = {Status.DECLINED: "×", Status.NOT_RELEVANT: "–"}
NOT_ASSESSED = "·"
"""The symbol for a proposal without a status."""


def status_label(status: Status | None) -> str:
    """A status in full: "påbörjad, under hälften"."""
    return _(_STATUS[status]) if status else _("not assessed")


def status_short(status: Status | None) -> str:
    """A status in a word or two, for tables."""
    return _(_SHORT[status]) if status else _("not assessed")


def status_letter(status: Status | None) -> str:
    """The letter or symbol of a status, which always stands beside its colour."""
    if status is None:
        return NOT_ASSESSED
    return _SYMBOLS.get(status) or _LETTERS[current_language()][status]


_LEVELS = {"local": N_("local"), "regional": N_("regional"), "national": N_("national")}


def level_label(level: str) -> str:
    """A level: "lokal"."""
    return _(_LEVELS[level]) if level in _LEVELS else level


_PROVENANCE: dict[Provenance, str] = {
    "plan": N_("Reported in a source, not SKL's wording"),
    "context": N_("Working title from the work with the plan"),
    "working": N_("Working title"),
    "official": "",
}


def provenance_label(provenance: Provenance) -> str:
    """How an entry's wording is known; empty for the publisher's own."""
    return _(_PROVENANCE[provenance]) if _PROVENANCE[provenance] else ""


_FIELDS = {
    "status": N_("Status"),
    "owner": N_("Owner"),
    "partners": N_("Partners"),
    "lead": N_("Leads jointly"),
    "level": N_("Level"),
    "priority": N_("Priority"),
    "start": N_("Start"),
    "due": N_("Due"),
    "goal": N_("Goal"),
    "reason": N_("Reason"),
    "evidence": N_("Evidence"),
    "what": N_("What"),
    "comment": N_("Comment"),
    "by": N_("By"),
    "baseline": N_("Baseline"),
    "activity": N_("Activity"),
    "followup": N_("Follow-up"),
    "indicator": N_("Indicator"),
    "grant": N_("Grant"),
    "decided": N_("Decided"),
    "revised": N_("Revised"),
    "record": N_("Record number"),
    "contact": N_("Contact"),
    "end": N_("End"),
    "focus": N_("Focus"),
    "covers": N_("Also for"),
    "source": N_("Source"),
    "name": N_("Name"),
    "body": N_("Body"),
    "title": N_("Title"),
    "area": N_("Area"),
    "summary": N_("Summary"),
    "example": N_("Example data"),
}


def field_label(field: str) -> str:
    """The name of a plan file's field: "Ansvarig" for ``owner``."""
    return _(_FIELDS[field]) if field in _FIELDS else field


def capital(text: str) -> str:
    """The text with a capital letter first, where it stands alone."""
    return text[:1].upper() + text[1:]
