"""The days of a calendar as a document for other programs. Keys are English and never translated."""

from collections.abc import Iterable
from typing import Any

from actionplan.core.occasions import Occasion
from actionplan.reports.calendar.words import Context

SCHEMA = 1


def as_data(occasions: Iterable[Occasion], context: Context) -> dict[str, Any]:
    """What happens on which day."""
    rollup = context.rollup
    return {
        "schema": SCHEMA,
        "body": rollup.body.id,
        "name": rollup.body.title,
        "as_of": rollup.criteria.as_of,
        "example": rollup.is_example,
        "days": [
            {
                "id": one.id,
                "kind": one.what,
                "date": one.day,
                "body": one.body or None,
                "proposal": one.proposal or None,
                "text": one.text or None,
                "owner": one.owner if context.names else None,
                "status": one.status,
                "file": one.source or None,
                "example": one.example,
            }
            for one in occasions
        ],
    }
