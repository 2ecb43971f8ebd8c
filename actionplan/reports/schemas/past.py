"""The schemas of what tells of the past, and of meetings: comparisons, chronicles, fetched sources."""

from actionplan.core.chronicle import EventKind
from actionplan.core.ends import EndKind, Missing
from actionplan.core.meeting import Asked
from actionplan.reports.schemas import shared as of
from actionplan.reports.schemas.parts import (
    ANYTHING,
    COUNT,
    DAY,
    FLAG,
    HEAD,
    TEXT,
    TEXTS,
    Schema,
    by_key,
    in_front,
    many,
    one_of,
    perhaps,
    ref,
    struct,
)

_PROBLEM = struct({"code": TEXT, "line": perhaps(COUNT)})
_DEFINITIONS = {"gap": of.GAP, "source": of.SOURCE, "change": of.CHANGE}


def diff() -> Schema:
    """``diff --json``."""
    end = struct(
        {
            "kind": one_of(EndKind),
            "name": perhaps(TEXT),
            "date": perhaps(DAY),
            "asked_date": perhaps(DAY),
            "commits": TEXTS,
            "source_commits": by_key(TEXTS),
            "missing": perhaps(one_of(Missing)),
        }
    )
    problem = struct({"code": TEXT, "line": perhaps(COUNT), "path": TEXTS})
    plan = struct(
        {
            "file": TEXT,
            "file_before": perhaps(TEXT),
            "body": perhaps(TEXT),
            "name": TEXT,
            "kind": of.KIND_OF_PLAN,
            "renumbered": FLAG,
            "changes": many(ref("change")),
            "problems_before": many(problem),
            "problems_after": many(problem),
        }
    )
    agenda = struct(
        {
            "file": TEXT,
            "body": perhaps(TEXT),
            "name": TEXT,
            "moved": of.MOVED,
            "late": many(of.LATE),
            "still": TEXTS,
            "under_way": COUNT,
        }
    )
    told = {
        **HEAD,
        "from": end,
        "to": end,
        "round": perhaps(of.ROUND_BEFORE),
        "plans": many(plan),
        "other_files": TEXTS,
        "sources": many(ref("source")),
        "gaps": many(ref("gap")),
        "agenda": many(agenda),
    }
    return {**struct(told, optional=("agenda",)), "$defs": _DEFINITIONS}


def log() -> Schema:
    """``log --json``; with several numbers ``chronicles``."""
    event = struct(
        {
            "kind": one_of(EventKind),
            "commit": perhaps(TEXT),
            "date": perhaps(DAY),
            "author": perhaps(TEXT),
            "file": TEXT,
            "file_before": perhaps(TEXT),
            "changes": many(ref("change")),
            "problems": many(_PROBLEM),
            "bridged": FLAG,
            "not_chosen": many(struct({"path": TEXTS, "value": ANYTHING, "who": perhaps(TEXT)})),
        }
    )
    chronicle = struct(
        {
            **HEAD,
            "file": TEXT,
            "body": TEXT,
            "proposal": perhaps(TEXT),
            "known_from": perhaps(DAY),
            "gaps": many(ref("gap")),
            "source": perhaps(ref("source")),
            "events": many(event),
        }
    )
    several = struct({**HEAD, "chronicles": many(ref("chronicle"))})
    return {"anyOf": [ref("chronicle"), several], "$defs": {**_DEFINITIONS, "chronicle": chronicle}}


def fetch() -> Schema:
    """``fetch --json``."""
    outcome = perhaps(one_of(("new", "updated", "unchanged", "anew", "failed", "folder")))
    return struct({**HEAD, "sources": many(in_front({"outcome": outcome}, of.SOURCE))})


def meeting() -> Schema:
    """``meeting --json``."""
    plain = {"body": TEXT, "proposal": TEXT}
    overlapping = struct({"proposal": TEXT, "picked_by": TEXTS, "ahead": TEXTS, "beginning": TEXTS, "led_by": TEXTS})
    last = struct({**of.ROUND_BEFORE["properties"], "decisions": TEXTS})
    good = struct({**plain, "status": perhaps(of.STATUS), "comment": perhaps(TEXT)})
    overdue = struct({**plain, "due": perhaps(DAY), "owner": perhaps(TEXT), "days": of.DAYS, "new": FLAG})
    told = {
        **HEAD,
        "body": TEXT,
        "name": TEXT,
        "as_of": DAY,
        "example": FLAG,
        "since": perhaps(DAY),
        "basis": one_of(("followups", "history")),
        "round": perhaps(last),
        "meeting_date": perhaps(DAY),
        "next_meeting_date": perhaps(DAY),
        "due_by": perhaps(DAY),
        "good": many(good),
        "overdue": many(overdue),
        "joint": many(overlapping),
        "teach": many(overlapping),
        "not_reported": TEXTS,
        "silent": TEXTS,
        "members": many(_member()),
        "others": many(ref("agenda")),
        "sources": many(ref("source")),
        "gaps": many(ref("gap")),
    }
    agenda = struct(
        {
            "file": TEXT,
            "body": perhaps(TEXT),
            "changed": FLAG,
            "moved": of.MOVED,
            "late": many(of.LATE),
            "still": TEXTS,
        }
    )
    return {**struct(told), "$defs": {"gap": of.GAP, "source": of.SOURCE, "agenda": agenda}}


def _member() -> Schema:
    said = struct({"proposal": TEXT, "date": DAY, "status": perhaps(of.STATUS), "comment": perhaps(TEXT)})
    due = struct({"proposal": TEXT, "due": DAY, "owner": perhaps(TEXT), "activity": perhaps(TEXT), "overdue": FLAG})
    return struct(
        {
            "body": TEXT,
            "name": TEXT,
            "reporting": of.REPORTING,
            "files": TEXTS,
            "picked": COUNT,
            "plans": many(ref("agenda")),
            "said": many(said),
            "due": many(due),
            "joint": TEXTS,
            "led": TEXTS,
            "questions": many(struct({"kind": one_of(Asked), "proposals": TEXTS, "bodies": TEXTS})),
        }
    )
