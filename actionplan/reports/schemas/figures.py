"""The schemas of what tells figures: the roll-up, a curve, a plan's report."""

from actionplan.core.timeline import Basis
from actionplan.core.trend import Mark
from actionplan.reports.schemas import shared as of
from actionplan.reports.schemas.parts import (
    COUNT,
    DAY,
    FLAG,
    HEAD,
    TEXT,
    TEXTS,
    WHOLE,
    Schema,
    by_key,
    in_front,
    many,
    one_of,
    perhaps,
    ref,
    struct,
)

_HEADLINE = ("under_way", "picked", "reported", "overdue", "unowned", "stale")


def rollup() -> Schema:
    """``rollup --json``."""
    definitions = {
        "counts": of.COUNTS,
        "share": of.SHARE,
        "cell": _cell(),
        "overlapping": _overlapping(),
        "flag": _flag(),
        "source": of.SOURCE,
        "gap": of.GAP,
    }
    return {**_rollup(), "$defs": definitions}


def _rollup() -> Schema:
    counts = ref("counts")
    return struct(
        {
            **HEAD,
            "kind": {"const": "rollup"},
            "body": of.BODY,
            "as_of": DAY,
            "criteria": of.CRITERIA,
            "catalogue": of.CATALOGUE,
            "example": FLAG,
            "partial": FLAG,
            "headline": struct(dict.fromkeys(_HEADLINE, ref("share"))),
            "overlap": _overlap(),
            "proposals": many(
                struct(
                    {
                        "proposal": TEXT,
                        "area": TEXT,
                        "title": TEXT,
                        "provenance": TEXT,
                        "counts": counts,
                        "own": perhaps(ref("cell")),
                        "cells": by_key(ref("cell")),
                    }
                )
            ),
            "areas": many(struct({"area": TEXT, "title": perhaps(TEXT), "proposals": COUNT, "counts": counts})),
            "members": many(
                struct(
                    {
                        "body": TEXT,
                        "name": TEXT,
                        "reporting": of.REPORTING,
                        "sources": TEXTS,
                        "example": FLAG,
                        "counts": counts,
                    }
                )
            ),
            "groups": many(
                struct({"title": TEXT, "members": TEXTS, "reported": COUNT, "picked": by_key(COUNT), "counts": counts})
            ),
            "total": counts,
            "attention": _attention(),
            "notes": _notes(),
            "sources": many(ref("source")),
            "standing": perhaps(of.STANDING),
        }
    )


def _cell() -> Schema:
    return struct(
        {
            "status": perhaps(of.STATUS),
            "picked": FLAG,
            "owner": perhaps(TEXT),
            "due": perhaps(DAY),
            "level": perhaps(of.LEVEL),
            "lead": perhaps(TEXT),
            "latest_followup": perhaps(DAY),
            "overdue": FLAG,
            "unowned": FLAG,
            "stale": FLAG,
        }
    )


def _overlapping() -> Schema:
    return struct(
        {
            "proposal": TEXT,
            "pickers": TEXTS,
            "counts": ref("counts"),
            "ahead": TEXTS,
            "beginning": TEXTS,
            "deadlines": many(many(struct({"body": TEXT, "due": DAY}))),
            "led_by": TEXTS,
        }
    )


def _overlap() -> Schema:
    several = many(ref("overlapping"))
    return struct(
        {
            "joint": several,
            "led": several,
            "close": several,
            "teach": many(struct({"proposal": TEXT, "ahead": TEXTS, "beginning": TEXTS})),
            "nobody": many(struct({"proposal": TEXT, "against": TEXTS, "not_assessed": COUNT, "led_by": TEXTS})),
            "one": many(struct({"proposal": TEXT, "body": TEXT, "status": perhaps(of.STATUS), "led_by": TEXTS})),
        }
    )


def _flag() -> Schema:
    days = ("days_late", "days_left", "days_since_followup")
    return struct(
        {
            "body": TEXT,
            "proposal": TEXT,
            "due": perhaps(DAY),
            "owner": perhaps(TEXT),
            "latest_followup": perhaps(DAY),
            **dict.fromkeys(days, of.DAYS),
        },
        optional=days,
    )


def _attention() -> Schema:
    return struct(
        {
            **dict.fromkeys(("overdue", "soon", "unowned", "stale"), many(ref("flag"))),
            "not_reported": TEXTS,
            "unreadable": many(struct({"source": TEXT, "body": perhaps(TEXT), "problem": of.PROBLEM})),
            "faulty": many(struct({"source": TEXT, "body": TEXT, "errors": COUNT})),
        }
    )


def _notes() -> Schema:
    return struct(
        {
            "files": TEXTS,
            "examples": TEXTS,
            "sources": TEXTS,
            "several": many(struct({"body": TEXT, "sources": TEXTS})),
            "duplicates": many(struct({"body": TEXT, "kept": TEXT, "other": TEXT, "proposals": TEXTS})),
            "shared": many(struct({"source": TEXT, "body": TEXT, "covers": TEXTS})),
            "unknown_proposals": many(struct({"source": TEXT, "body": TEXT, "proposals": TEXTS})),
            "associates": many(struct({"body": TEXT, "sources": TEXTS, "counts": ref("counts")})),
            "kept_aside": many(struct({"source": TEXT, "entries": COUNT})),
            "blank": TEXTS,
            "own_measures": COUNT,
        }
    )


def trend() -> Schema:
    """``trend --json`` and ``history --json``."""
    left = ("unreadable", "reported", "overdue", "unowned", "stale")
    names = [name for name in of.COUNTS["properties"] if name not in left]
    counts = struct(dict.fromkeys((*names, "under_way"), COUNT))
    point = struct(
        {
            "day": DAY,
            "round": perhaps(TEXT),
            "now": FLAG,
            **dict.fromkeys(("members", "reported", "unknown", "apart", "from_followups"), COUNT),
            "counts": counts,
            "marks": many(one_of(Mark)),
            "carried": TEXTS,
            "unreadable": TEXTS,
        }
    )
    told: dict[str, Schema] = {
        **HEAD,
        "kind": {"const": "trend"},
        "body": of.BODY,
        "group": FLAG,
        "by": one_of(("month", "quarter", "round")),
        "area": perhaps(TEXT),
        "proposal": perhaps(TEXT),
        "catalogue": of.VERSION,
        "proposals": COUNT,
        "example": FLAG,
        "basis": one_of(Basis),
        "known_from": perhaps(DAY),
        "gaps": many(ref("gap")),
        "sources": many(ref("source")),
        "rounds_inferred": FLAG,
        "points": many(point),
        "broken": many(struct({"source": TEXT, "commit": TEXT, "day": DAY, "instead": perhaps(TEXT)})),
    }
    return {**struct(told), "$defs": {"gap": of.GAP, "source": of.SOURCE}}


def report() -> Schema:
    """``report BODY --json``."""
    left = ("not_reported", "unreadable", "reported")
    names = [name for name in of.COUNTS["properties"] if name not in left]
    parts = of.plan_parts()
    late = {
        **struct(
            {"measure": TEXT, "proposal": TEXT, "what": TEXT, "due": perhaps(DAY), "days": of.DAYS},
            optional=("measure", "proposal"),
        ),
        "oneOf": [{"required": ["measure"]}, {"required": ["proposal"]}],
    }
    told: dict[str, Schema] = {
        **HEAD,
        "kind": {"const": "plan"},
        "body": struct({"id": TEXT, "name": TEXT}),
        "as_of": DAY,
        "criteria": struct({"stale_days": COUNT, "names": FLAG}),
        "catalogue": of.CATALOGUE,
        "example": FLAG,
        "partial": FLAG,
        "counts": ref("counts"),
        "areas": many(struct({"area": TEXT, "counts": ref("counts")})),
        "picked": TEXTS,
        "overdue": many(struct({"proposal": TEXT, "due": perhaps(DAY), "days": perhaps(WHOLE)})),
        **dict.fromkeys(("unowned", "stale", "decided_against", "not_picked", "unknown"), TEXTS),
        "late_activities": many(late),
        "plan": in_front({"file": TEXT}, parts["Plan"]),
    }
    counts = struct(dict.fromkeys(("proposals", "under_way", *names), COUNT))
    return {**struct(told), "$defs": {**parts, "counts": counts}}
