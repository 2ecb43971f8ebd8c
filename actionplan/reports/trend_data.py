"""A curve as data: JSON and CSV with English keys and stable values."""

from collections.abc import Iterator, Sequence
from typing import Any

from actionplan.core.matrix import Counts
from actionplan.core.trend import Point, Trend
from actionplan.i18n import _
from actionplan.reports.data import source_data
from actionplan.reports.delimited import Profile, Scalar, write_table
from actionplan.reports.gaps_data import gaps_data
from actionplan.reports.trend_words import label, mark_text

SCHEMA = 1

STATUSES = (
    "done",
    "over_half",
    "started",
    "not_started",
    "no_status",
    "declined",
    "not_relevant",
    "not_assessed",
    "not_reported",
)
KEYS = (
    "day",
    "label",
    "round",
    "now",
    "members",
    "reported",
    "unknown",
    "apart",
    "from_followups",
    "picked",
    "under_way",
)
"""The columns of the profile for programs before those of the statuses and the marks, never translated."""


def as_data(trend: Trend) -> dict[str, Any]:
    """The curve as values that JSON can hold."""
    return {
        "schema": SCHEMA,
        "kind": "trend",
        "body": {"id": trend.body.id, "name": trend.body.name, "short": trend.body.title},
        "group": trend.is_group,
        "by": trend.by,
        "area": trend.area,
        "proposal": trend.proposal,
        "catalogue": {"id": trend.catalogue.id, "version": trend.catalogue.version},
        "proposals": len(trend.proposals),
        "example": trend.is_example,
        "basis": trend.basis.value,
        "known_from": trend.known_from,
        "gaps": gaps_data(trend.drawn.gaps),
        "sources": [source_data(one) for one in trend.sources],
        "rounds_inferred": trend.inferred,
        "points": [_point(point) for point in trend.points],
        "broken": [
            {"source": one.source, "commit": one.commit, "day": one.day, "instead": one.instead} for one in trend.broken
        ],
    }


def _point(point: Point) -> dict[str, Any]:
    return {
        "day": point.day,
        "round": point.title or None,
        "now": point.is_now,
        "members": point.members,
        "reported": point.reported,
        "unknown": point.unknown,
        "apart": point.apart,
        "from_followups": point.told_late,
        "counts": {
            **{name: getattr(point.counts, name) for name in STATUSES},
            "picked": point.counts.picked,
            "under_way": point.counts.under_way,
        },
        "marks": [mark.value for mark in point.marks],
        "carried": list(point.carried),
        "unreadable": list(point.unreadable),
    }


def as_csv(trend: Trend, profile: Profile) -> str:
    """The curve as CSV text, a row for each day.

    Args:
        trend: what it says.
        profile: ``excel`` for people, ``machine`` for programs.
    """
    heads = _heads() if profile == "excel" else (*KEYS, *STATUSES, "marks")
    return write_table(heads, _rows(trend, profile), profile=profile)


def _heads() -> tuple[str, ...]:
    return (
        _("Day"),
        _("When"),
        _("Round"),
        _("Now"),
        _("Members"),
        _("Reported"),
        _("Not known"),
        _("Other catalogue version"),
        _("Told by follow-ups alone"),
        _("Picked"),
        _("Carried out or under way"),
        _("Carried out"),
        _("Half or more"),
        _("Started"),
        _("Not started"),
        _("Picked, status not given"),
        _("Will not be done"),
        _("Not relevant"),
        _("Not assessed"),
        _("Not reported"),
        _("Remarks"),
    )


def _rows(trend: Trend, profile: Profile) -> Iterator[Sequence[Scalar]]:
    for point in trend.points:
        counts: Counts = point.counts
        excel = profile == "excel"
        marks = "; ".join(map(mark_text, point.marks)) if excel else " ".join(mark.value for mark in point.marks)
        yield (
            point.day,
            label(trend, point) if excel else None if point.is_now else _machine_label(trend, point),
            point.title or None,
            point.is_now,
            point.members,
            point.reported,
            point.unknown,
            point.apart,
            point.told_late,
            counts.picked,
            counts.under_way,
            *(getattr(counts, name) for name in STATUSES),
            marks,
        )


def _machine_label(trend: Trend, point: Point) -> str:
    when = point.day
    if trend.by == "quarter":
        return f"{when.year}-Q{(when.month + 2) // 3}"
    return f"{when:%Y-%m}" if trend.by == "month" else when.isoformat()
