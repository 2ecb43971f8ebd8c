"""What several documents hold: counts, sources, gaps, changes, slots."""

from actionplan.core.differences import Kind
from actionplan.core.matrix import ONLY
from actionplan.core.plan import Entry, Plan
from actionplan.core.rollup import Base, Reporting
from actionplan.core.sources import Trouble
from actionplan.core.status import Status
from actionplan.core.timeline import Basis
from actionplan.reports.schemas.parts import (
    ANYTHING,
    COUNT,
    DAY,
    FLAG,
    MOMENT,
    TEXT,
    TEXTS,
    WHOLE,
    Schema,
    by_key,
    components,
    many,
    one_of,
    perhaps,
    ref,
    struct,
)

LEVEL = one_of(("local", "regional", "national"))
STATUS = one_of(Status)
KIND_OF_PLAN = one_of(Kind)
REPORTING = one_of(Reporting)
BODY = struct({"id": TEXT, "name": TEXT, "short": TEXT})
VERSION = struct({"id": TEXT, "version": TEXT})
CATALOGUE = struct({"id": TEXT, "version": TEXT, "official": FLAG})
SHARE = struct({"part": COUNT, "whole": COUNT, "of": one_of(Base)})
COUNTS = struct(
    dict.fromkeys(
        (
            "done", "over_half", "started", "not_started", "no_status", "declined", "not_relevant", "not_assessed",
            "not_reported", "unreadable", "picked", "reported", "overdue", "unowned", "stale",
        ),
        COUNT,
    )
)  # fmt: skip
CRITERIA = struct(
    {
        "k": COUNT,
        "stale_days": COUNT,
        "soon_days": COUNT,
        "area": perhaps(TEXT),
        "level": perhaps(LEVEL),
        "only": perhaps(one_of(ONLY)),
        "names": FLAG,
    }
)
SOURCE: Schema = {
    **struct(
        {
            "name": TEXT,
            "title": perhaps(TEXT),
            "folder": TEXT,
            "repository": TEXT,
            "ref": perhaps(TEXT),
            "path": perhaps(TEXT),
            "commit": perhaps(TEXT),
            "fetched": perhaps(MOMENT),
            "tried": perhaps(MOMENT),
            "changed": perhaps(MOMENT),
            "plans": COUNT,
            "counted": FLAG,
            "trouble": perhaps(one_of(Trouble)),
            "reason": perhaps(TEXT),
            "said": perhaps(TEXT),
        },
        optional=("folder", "repository"),
    ),
    "oneOf": [{"required": ["folder"]}, {"required": ["repository"]}],
}
GAP = struct({"source": perhaps(TEXT), "basis": one_of(Basis), "known_from": perhaps(DAY)})
CHANGE = struct({"path": TEXTS, "old": ANYTHING, "new": ANYTHING})
PROBLEM = struct(
    {
        "code": TEXT,
        "severity": one_of(("error", "warning", "note")),
        "line": perhaps(COUNT),
        "column": perhaps(COUNT),
        "key": perhaps(TEXT),
        "facts": by_key(TEXT),
    }
)
STANDING = struct(
    {
        "basis": one_of(Basis),
        "day": DAY,
        "saved": perhaps(DAY),
        "commits": TEXTS,
        "from_followups": TEXTS,
        "recorded_late": COUNT,
        "carried": TEXTS,
        "united": TEXTS,
        "known_from": perhaps(DAY),
        "gaps": many(ref("gap")),
    }
)
LATE = struct({"proposal": TEXT, "due": DAY, "activity": perhaps(TEXT)})
MOVED = by_key(TEXTS)
ROUND_BEFORE = struct({"date": DAY, "key": perhaps(TEXT), "title": perhaps(TEXT), "bodies": perhaps(COUNT)})
DAYS = perhaps(WHOLE)


def plan_parts() -> dict[str, Schema]:
    """What a plan's file can hold, by the names of its parts: ``Plan``, ``Entry`` and what lies in them."""
    found = components(Plan, Entry)
    # JSON has no number for what is none, and prints null.
    outcome = found["Indicator"]["properties"]["outcome"]
    outcome["additionalProperties"] = {"type": ["number", "null"]}
    return found
