"""What became of plans as a document for other programs. Keys are English and never translated."""

from collections.abc import Iterable, Sequence
from typing import Any

from actionplan.core.agenda import Agenda
from actionplan.core.changes import Change
from actionplan.core.differences import Differences, PlanDifference
from actionplan.core.ends import End, RoundMeant
from actionplan.core.gaps import Gap
from actionplan.core.problems import Problem
from actionplan.core.sources import SourceState
from actionplan.reports.data import source_data
from actionplan.reports.gaps_data import gaps_data

SCHEMA = 1


def differences(  # noqa: PLR0917 - all that a comparison says
    found: Differences,
    start: End,
    end: End,
    meant: RoundMeant | None = None,
    agendas: Sequence[Agenda] | None = None,
    sources: Sequence[SourceState] = (),
    gaps: Sequence[Gap] = (),
) -> dict[str, Any]:
    """Every change, with both values; with agendas also what moved, what got late and what stood still."""
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "from": _end(start),
        "to": _end(end),
        "round": None
        if meant is None
        else {
            "date": meant.day,
            "key": meant.key or None,
            "title": meant.title or None,
            "bodies": meant.bodies or None,
        },
        "plans": [_plan(one) for one in found.plans],
        "other_files": [file.name for file in found.others],
        "sources": [source_data(one) for one in sources],
        "gaps": gaps_data(gaps),
    }
    if agendas is not None:
        document["agenda"] = [_agenda(one) for one in agendas if not one.is_empty]
    return document


def _end(end: End) -> dict[str, Any]:
    return {
        "kind": end.kind,
        "name": end.text or None,
        "date": end.day,
        "asked_date": end.asked or end.day,
        "commits": list(end.heads),
        "source_commits": {name: list(heads) for name, heads in end.elsewhere.items()},
        "missing": end.missing,
    }


def _plan(one: PlanDifference) -> dict[str, Any]:
    return {
        "file": one.source,
        "file_before": one.was or None,
        "body": one.body or None,
        "name": one.name,
        "kind": one.kind,
        "renumbered": one.is_migrated,
        "changes": changes(one.changes),
        "problems_before": _problems(one.problems_before),
        "problems_after": _problems(one.problems_after),
    }


def changes(given: Iterable[Change]) -> list[dict[str, Any]]:
    """Changes of values; the tables around them are left out, as they follow from what they hold."""
    return [{"path": list(change.path), "old": change.old, "new": change.new} for change in given if not change.table]


def _problems(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [{"code": one.code, "line": one.line or None, "path": list(one.path)} for one in problems]


def _agenda(one: Agenda) -> dict[str, Any]:
    return {
        "file": one.source,
        "body": one.body or None,
        "name": one.name,
        "moved": {kind: list(numbers) for kind, numbers in one.moved.items()},
        "late": [{"proposal": late.proposal, "due": late.due, "activity": late.what or None} for late in one.late],
        "still": list(one.still),
        "under_way": one.picked,
    }
