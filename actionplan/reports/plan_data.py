"""Plans, entries, catalogues and tasks as documents for other programs. Keys are English and never translated."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from actionplan.core.across import Across, Held
from actionplan.core.catalogue import Catalogue
from actionplan.core.changes import as_document
from actionplan.core.plan import Entry, Plan
from actionplan.core.todo import Task

SCHEMA = 1


def plans(given: Iterable[tuple[str, Plan]], numbers: tuple[str, ...] = ()) -> dict[str, Any]:
    """Plans as their files have them, each with its file; only some proposals when numbers are given."""
    rows = []
    for source, plan in given:
        document = as_document(plan)
        if numbers:
            document["proposal"] = {number: document.get("proposal", {}).get(number, {}) for number in numbers}
        rows.append({"file": source, **document})
    return {"schema": SCHEMA, "plans": rows}


def entry(value: Entry) -> dict[str, Any]:
    """A slot as its file has it."""
    from msgspec import to_builtins

    document: dict[str, Any] = to_builtins(value, builtin_types=(dt.date,))
    return document


def across(found: Iterable[Across], catalogue: Catalogue) -> dict[str, Any]:
    """Who says what of proposals."""
    return {
        "schema": SCHEMA,
        "catalogue": catalogue.id,
        "catalogue_version": catalogue.version,
        "proposals": [
            {
                "proposal": one.proposal,
                "title": catalogue.proposals[one.proposal].title_sv,
                "provenance": catalogue.proposals[one.proposal].provenance,
                "group": one.group.id if one.group else None,
                "picked": len(one.picked),
                "reported": len(one.held) + len(one.silent),
                "entries": [_held(held) for held in one.held],
                "not_counted": [_held(held) for held in one.beside],
                "nothing_recorded": list(one.silent),
                "not_reported": list(one.absent),
                "unreadable": list(one.unreadable),
            }
            for one in found
        ],
    }


def _held(one: Held) -> dict[str, Any]:
    return {
        "body": one.body.id,
        "name": one.name,
        "file": one.source,
        "example": one.example,
        **entry(one.entry),
    }


def listing(rows: Iterable[tuple[str, str, str, Entry]], catalogue: Catalogue) -> dict[str, Any]:
    """Entries that fit a query: body, file, number and slot."""
    return {
        "schema": SCHEMA,
        "catalogue": catalogue.id,
        "catalogue_version": catalogue.version,
        "entries": [
            {"body": body, "file": source, "proposal": number, **entry(slot)} for body, source, number, slot in rows
        ],
    }


def tasks(found: Iterable[Task]) -> dict[str, Any]:
    """What is missing."""
    rows = [
        {
            "missing": task.lack.value,
            "body": task.body,
            "file": task.source,
            "proposal": task.proposal or None,
            "owner": task.owner,
            "date": task.day,
            "what": task.what or None,
        }
        for task in found
    ]
    return {"schema": SCHEMA, "tasks": rows}


def proposals(catalogue: Catalogue, numbers: Iterable[str]) -> dict[str, Any]:
    """Proposals of a catalogue."""
    from msgspec import to_builtins

    return {
        "schema": SCHEMA,
        "catalogue": catalogue.id,
        "catalogue_version": catalogue.version,
        "official": catalogue.is_official,
        "proposals": [{"proposal": number, **to_builtins(catalogue.proposals[number])} for number in numbers],
    }


def as_plain(value: Any) -> dict[str, Any]:
    """A dataclass as a document."""
    from msgspec import to_builtins

    document: dict[str, Any] = to_builtins(value)
    return document
