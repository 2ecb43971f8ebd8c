"""What is wrong with plans that can be read: rules that no single field shows.

Positions are the store's business; problems here carry the path of the key.
"""

import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator, Mapping

from actionplan.core.body import Bodies
from actionplan.core.catalogue import Catalogue
from actionplan.core.changes import as_document
from actionplan.core.errors import AmbiguousBody, UnknownBody
from actionplan.core.plan import Entry, Plan, followup_date
from actionplan.core.problems import Path, Problem, Severity
from actionplan.core.status import Status, is_step_back

_WARN = Severity.WARNING


def check_plan(plan: Plan, catalogue: Catalogue | None, bodies: Bodies, today: dt.date) -> tuple[Problem, ...]:
    """Every problem of one plan, strict ones included.

    Args:
        plan: the plan.
        catalogue: the one that the plan was made for; ``None`` when it is not known here.
        bodies: those that the workspace knows.
        today: follow-ups after it cannot have been held.
    """
    problems = [*_head(plan, catalogue, bodies), *_private(plan)]
    for proposal, entry in plan.entries.items():
        path: Path = ("proposal", proposal)
        if catalogue and proposal not in catalogue.proposals:
            facts = {
                "proposal": proposal,
                "suggestion": _nearest_id(proposal, catalogue),
                "catalogue": _edition(catalogue),
            }
            problems.append(Problem("unknown_proposal", path=path, facts=facts))
        problems += _entry(entry, path, bodies, today)
    for key, measure in plan.measures.items():
        problems += _entry(measure, ("measure", key), bodies, today)
        if catalogue and measure.area and measure.area not in catalogue.areas:
            facts = {"area": measure.area, "known": ", ".join(catalogue.areas)}
            problems.append(Problem("unknown_area", _WARN, path=("measure", key, "area"), facts=facts))
    for key, orphan in plan.orphans.items():
        facts = {"proposal": orphan.proposal, "version": orphan.catalogue_version, "title": orphan.title or ""}
        problems.append(Problem("orphan", _WARN, path=("orphan", key), facts=facts))
    return tuple(problems)


def _edition(catalogue: Catalogue) -> str:
    return f"{catalogue.id} {catalogue.version}"


def _nearest_id(text: str, catalogue: Catalogue) -> str:
    padded = text.zfill(2)
    return padded if padded in catalogue.proposals else ""


def _head(plan: Plan, catalogue: Catalogue | None, bodies: Bodies) -> Iterator[Problem]:
    head = plan.head
    if catalogue is None:
        facts = {"catalogue": plan.catalogue, "version": plan.catalogue_version}
        yield Problem("unknown_catalogue", path=("catalogue_version",), facts=facts)
    for field, names in (("body", (head.body,)), ("covers", head.covers)):
        for name in names:
            if not bodies.get(name):
                yield unknown_body(("plan", field), name, bodies)
    if head.start and head.end and head.end < head.start:
        yield _order(("plan", "end"), "start", head.start, "end", head.end)
    if head.decided and head.revised and head.revised < head.decided:
        yield _order(("plan", "revised"), "decided", head.decided, "revised", head.revised)
    for proposal in head.focus:
        if catalogue and proposal not in catalogue.proposals:
            facts = {
                "proposal": proposal,
                "suggestion": _nearest_id(proposal, catalogue),
                "catalogue": _edition(catalogue),
            }
            yield Problem("unknown_proposal", path=("plan", "focus"), facts=facts)
    yield from _owner(("plan", "contact"), head.contact)


def unknown_body(path: Path, name: str, bodies: Bodies) -> Problem:
    """A body that the workspace does not know, with the nearest that it does."""
    try:
        suggestion = bodies.resolve(name).id
    except UnknownBody as error:
        suggestion = error.nearest[0] if error.nearest else ""
    except AmbiguousBody as error:
        suggestion = " / ".join(error.candidates)
    return Problem("unknown_body", path=path, facts={"body": name, "suggestion": suggestion})


def _order(path: Path, first: str, one: dt.date, second: str, other: dt.date) -> Problem:
    facts = {"first": first, "first_date": one.isoformat(), "second": second, "second_date": other.isoformat()}
    return Problem("date_order_impossible", path=path, facts=facts)


def _entry(entry: Entry, path: Path, bodies: Bodies, today: dt.date) -> Iterator[Problem]:
    if entry.status and entry.status.needs_reason and not entry.reason:
        yield Problem("reason_missing", path=(*path, "status"), facts={"status": entry.status.value})
    if entry.start and entry.due and entry.due < entry.start:
        yield _order((*path, "due"), "start", entry.start, "due", entry.due)
    if entry.lead and not bodies.get(entry.lead):
        yield unknown_body((*path, "lead"), entry.lead, bodies)
    if entry.status is Status.DONE and not entry.followups:
        yield Problem("done_without_followup", _WARN, path=(*path, "status"), strict=True)
    yield from _owner((*path, "owner"), entry.owner)
    for key, activity in entry.activities.items():
        yield from _owner((*path, "activity", key, "owner"), activity.owner)
    yield from _followups(entry, path, today)
    for key, grant in entry.grants.items():
        if grant.amount is not None and grant.used is not None and grant.used > grant.amount:
            facts = {"used": str(grant.used), "amount": str(grant.amount)}
            yield Problem("grant_overspent", _WARN, path=(*path, "grant", key, "used"), facts=facts)


def _followups(entry: Entry, path: Path, today: dt.date) -> Iterator[Problem]:
    before: Status | None = None
    for key in sorted(entry.followups):
        followup = entry.followups[key]
        here = (*path, "followup", key)
        day = followup_date(key)
        if day is None:
            yield Problem("bad_date", path=here, facts={"value": key, "expected": "date"})
        elif day > today:
            yield Problem("followup_in_future", _WARN, path=here, facts={"day": key[:10], "today": today.isoformat()})
        if is_step_back(before, followup.status) and not followup.comment:
            facts = {"before": before or "", "after": followup.status or ""}
            yield Problem("step_back_without_comment", _WARN, path=(*here, "status"), strict=True, facts=facts)
        if followup.status is None and followup.comment is None:
            yield Problem("empty_followup", _WARN, path=here)
        yield from _owner((*here, "by"), followup.by)
        before = followup.status or before
    if is_step_back(before, entry.status):
        facts = {"before": before or "", "after": entry.status or ""}
        yield Problem("step_back_without_comment", _WARN, path=(*path, "status"), strict=True, facts=facts)


# Two or three capitalised words, none of which is what a function is called by.
_WORD = "[A-ZÅÄÖÉ][a-zåäöéü]+(-[A-ZÅÄÖÉ][a-zåäöéü]+)?"
_NAME = re.compile(rf"^{_WORD}( [A-ZÅÄÖÉ]\.?)?( {_WORD}){{1,2}}$")
_FUNCTION = re.compile(
    r"chef|ledare|ledning|samordnar|sekreterar|handläggar|strateg|utveckl|controller|direktör|nämnd|enhet|förvaltning|"
    r"ansvarig|konsulent|grupp|team|avdelning|kontor|familje|kommun|region|barn|stöd|handledar|specialist|expert|jurist|"
    r"rektor|elevhälsa|skol|omsorg|social|råd|assistent|administratör|koordinator|manager|officer|head|unit|coordinator",
    re.IGNORECASE,
)


def looks_like_a_person(text: str) -> bool:
    """Whether an owner looks like a person's name rather than a function: "Anna Svensson", not "Enhetschef Barn"."""
    return bool(_NAME.match(text.strip())) and not _FUNCTION.search(text)


def _owner(path: Path, text: str | None) -> Iterator[Problem]:
    if text and looks_like_a_person(text):
        yield Problem("owner_is_a_person", _WARN, path=path, strict=True, facts={"value": text})


# Word processors make other dashes of the hyphen that was written, and other blanks of the space.
_DASH = r"[-+\u00ad\u2010-\u2015\u2212\ufe63\uff0d]"
_BLANK = r"[ \t\u00a0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]"
_JOINT = rf"(?:{_BLANK}{{1,3}}(?:{_DASH}{_BLANK}{{0,3}})?|{_DASH}{_BLANK}{{0,3}})"
# A date beside a record number, a year or hours is none: 161121 2016/12, 2016-11-21 – 2017-03-31, 161121 1300-1600.
_END = rf"(?!\d|(?:[/:.,]|{_DASH})\d{{1,5}}(?!\d))"
_IDENTITY_NUMBER = rf"""
(\d\d)(?<!\d\d\d)(?=(
    # 811218-9876, 8112189876, 198112189876
    (?:(?<=19|20)\d\d)?\d{{4}}{_DASH}?\d{{4}}(?!\d)
    # 811218 9876, 811218 - 9876, 19811218 9876, 19 811218 9876
  | (?:(?<=19|20)(?:{_BLANK}|{_DASH})?\d\d)?\d{{4}}{_JOINT}\d{{4}}{_END}
    # 1981-12-18-9876, 81-12-18-9876
  | (?:(?<=19|20)\d\d)?{_DASH}\d\d{_DASH}\d\d{_DASH}\d{{4}}{_END}
    # 1981-12-18 9876: later dates are the work's own, and any number can stand beside them.
  | (?:(?<=19)\d\d|(?<=[3-9]\d)){_DASH}\d\d{_DASH}\d\d{_JOINT}\d{{4}}{_END}
    # 1981 12 18 9876
  | (?<=19|20)\d\d{_BLANK}\d\d{_BLANK}\d\d{_JOINT}\d{{4}}{_END}
    # 81 12 18 9876, but not as a part of a longer row of numbers, such as a telephone number
  | (?<!\d(?:[/:.,]|{_DASH}|{_BLANK})\d\d)
    (?:(?<=19|20){_BLANK}\d\d)?{_BLANK}\d\d{_BLANK}\d\d{_JOINT}\d{{4}}{_END}(?!{_BLANK}\d)
))
"""


# Compiling it takes milliseconds, and reports have no need of it.
@functools.cache
def _identity_number() -> re.Pattern[str]:
    return re.compile(_IDENTITY_NUMBER, re.VERBOSE)


def has_identity_number(text: str) -> bool:
    """Whether a text holds a Swedish personal identity number or coordination number, by date and check digit.

    Blanks and dashes may stand between its parts, in the ways that people write it.
    """
    found = ("".join(filter(str.isdecimal, match[1] + match[2])) for match in _identity_number().finditer(text))
    return any(_is_identity_number(digits[-10:]) for digits in found)


def _is_identity_number(digits: str) -> bool:
    month, day = int(digits[2:4]), int(digits[4:6])
    # In a coordination number (samordningsnummer) 60 is added to the day.
    if not (1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)):  # noqa: PLR2004 - a calendar
        return False
    doubled = (int(digit) * (2 - index % 2) for index, digit in enumerate(digits))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def _private(plan: Plan) -> Iterator[Problem]:
    for path, text in _texts(as_document(plan)):
        if has_identity_number(text):
            yield Problem("identity_number", path=path)


def _texts(document: Mapping[str, object], path: Path = ()) -> Iterator[tuple[Path, str]]:
    for key, value in document.items():
        here = (*path, key)
        if isinstance(value, Mapping):
            yield from _texts(value, here)
        elif isinstance(value, str):
            yield here, value
        elif isinstance(value, list | tuple):
            yield from ((here, item) for item in value if isinstance(item, str))


def check_together(plans: Iterable[tuple[str, Plan]]) -> tuple[Problem, ...]:
    """Problems that show only when plans are held side by side: several files for one body.

    Args:
        plans: each plan with its source.
    """
    by_body: dict[str, list[tuple[str, Plan]]] = {}
    for source, plan in plans:
        for body in dict.fromkeys((plan.head.body, *plan.head.covers)):
            by_body.setdefault(body, []).append((source, plan))
    problems = []
    for body, several in by_body.items():
        for index, (source, plan) in enumerate(several):
            for other, earlier in several[:index]:
                shared = [
                    key for key, entry in plan.entries.items() if not entry.is_empty and not earlier.entry(key).is_empty
                ]
                if shared or plan.head == earlier.head:
                    facts = {"body": plan.head.name or body, "other": other, "proposals": ", ".join(shared)}
                    problems.append(Problem("duplicate_plan", source=source, path=("plan", "body"), facts=facts))
    return tuple(problems)
