"""Every document that other programs can read, by its name, with its schema."""

import json
from collections.abc import Callable, Mapping

from actionplan.reports.schemas import figures, past, records
from actionplan.reports.schemas.parts import Schema

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

DOCUMENTS: Mapping[str, tuple[str, Callable[[], Schema]]] = {
    "show": ("actionplan show BODY --json", records.plan),
    "proposal": ("actionplan show NUMBER --json", records.proposal),
    "list": ("actionplan list --json", records.listing),
    "todo": ("actionplan todo --json", records.todo),
    "check": ("actionplan check --json", records.check),
    "rollup": ("actionplan rollup --json", figures.rollup),
    "report": ("actionplan report --json", figures.report),
    "diff": ("actionplan diff --json", past.diff),
    "log": ("actionplan log --json", past.log),
    "trend": ("actionplan trend --json", figures.trend),
    "meeting": ("actionplan meeting --json", past.meeting),
    "rounds": ("actionplan rounds --json", records.rounds),
    "calendar": ("actionplan calendar --json", records.calendar),
    "remind": ("actionplan remind --json", records.remind),
    "fetch": ("actionplan fetch --json", past.fetch),
    "catalogue": ("actionplan catalogue list|show|search --json", records.catalogue),
    "catalogue-diff": ("actionplan catalogue diff --json", records.catalogue_diff),
    "config": ("actionplan config --json", records.config),
    "doctor": ("actionplan doctor --json", records.doctor),
}
"""The command that prints each, and its schema."""


def schema_of(name: str) -> Schema:
    """The schema of a document.

    Args:
        name: one of the documents.
    """
    command, make = DOCUMENTS[name]
    return {"$schema": _DIALECT, "$id": f"{name}.schema.json", "title": command, **make()}


def schema_text(name: str) -> str:
    """The schema as the text of its file."""
    return json.dumps(schema_of(name), ensure_ascii=False, indent=2) + "\n"
