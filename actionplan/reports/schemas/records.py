"""The schemas of what tells what is recorded: plans, slots, tasks, problems, catalogues, settings."""

from actionplan.core.catalogue import Proposal
from actionplan.core.catalogue_diff import CatalogueDiff
from actionplan.core.occasions import What
from actionplan.core.reminders import Need
from actionplan.core.todo import Lack
from actionplan.reports.schemas import shared as of
from actionplan.reports.schemas.parts import (
    COUNT,
    DAY,
    FLAG,
    HEAD,
    TEXT,
    TEXTS,
    Schema,
    by_key,
    components,
    in_front,
    many,
    one_of,
    perhaps,
    ref,
    struct,
)

_EDITION: dict[str, Schema] = {**HEAD, "catalogue": TEXT, "catalogue_version": TEXT}


def plan() -> Schema:
    """``show BODY --json``."""
    parts = of.plan_parts()
    held = in_front({"file": TEXT}, parts["Plan"])
    return {**struct({**HEAD, "plans": many(held)}), "$defs": parts}


def proposal() -> Schema:
    """``show NUMBER --json``."""
    parts = of.plan_parts()
    front: dict[str, Schema] = {"body": TEXT, "name": TEXT, "file": TEXT, "example": FLAG}
    told = struct(
        {
            "proposal": TEXT,
            "title": TEXT,
            "provenance": TEXT,
            "group": perhaps(TEXT),
            "picked": COUNT,
            "reported": COUNT,
            "entries": many(ref("held")),
            "not_counted": many(ref("held")),
            "nothing_recorded": TEXTS,
            "not_reported": TEXTS,
            "unreadable": TEXTS,
        }
    )
    definitions = {**parts, "held": in_front(front, parts["Entry"])}
    return {**struct({**_EDITION, "proposals": many(told)}), "$defs": definitions}


def listing() -> Schema:
    """``list --json``."""
    parts = of.plan_parts()
    row = in_front({"body": TEXT, "file": TEXT, "proposal": TEXT}, parts["Entry"])
    return {**struct({**_EDITION, "entries": many(row)}), "$defs": parts}


def todo() -> Schema:
    """``todo --json``."""
    task = struct(
        {
            "missing": one_of(Lack),
            "body": TEXT,
            "file": TEXT,
            "proposal": perhaps(TEXT),
            "owner": perhaps(TEXT),
            "date": perhaps(DAY),
            "what": perhaps(TEXT),
        }
    )
    return struct({**HEAD, "tasks": many(task)})


def check() -> Schema:
    """``check --json``."""
    problem = struct(
        {
            "file": TEXT,
            "line": COUNT,
            "column": COUNT,
            "key": TEXT,
            "code": TEXT,
            "severity": one_of(("error", "warning", "note")),
            "strict": FLAG,
            "message": TEXT,
            "repair": TEXT,
            "facts": by_key(TEXT),
        }
    )
    return struct({**HEAD, "problems": many(problem)})


def catalogue() -> Schema:
    """``catalogue list --json``, ``catalogue show --json`` and ``catalogue search --json``."""
    parts = components(Proposal)
    row = in_front({"proposal": TEXT}, parts.pop("Proposal"))
    return {**struct({**_EDITION, "official": FLAG, "proposals": many(row)}), **({"$defs": parts} if parts else {})}


def catalogue_diff() -> Schema:
    """``catalogue diff --json``."""
    parts = components(CatalogueDiff)
    return {**in_front(HEAD, parts.pop("CatalogueDiff")), "$defs": parts}


def config() -> Schema:
    """``config --json``."""
    row = struct({"key": TEXT, "value": perhaps(TEXT), "source": TEXT})
    return struct({**HEAD, "settings": many(row)})


def doctor() -> Schema:
    """``doctor --json``."""
    row = struct({"what": TEXT, "state": one_of(("ok", "note", "fault")), "found": TEXT, "repair": perhaps(TEXT)})
    return struct({**HEAD, "findings": many(row)})


def rounds() -> Schema:
    """``rounds --json``."""
    row = struct(
        {
            "date": DAY,
            "key": perhaps(TEXT),
            "title": perhaps(TEXT),
            "participants": TEXTS,
            "decisions": TEXTS,
            "planned": FLAG,
            "bodies": perhaps(COUNT),
        }
    )
    return struct({**HEAD, "rounds": many(row), "inferred": FLAG})


def calendar() -> Schema:
    """``calendar --json``."""
    row = struct(
        {
            "id": TEXT,
            "kind": one_of(What),
            "date": DAY,
            "body": perhaps(TEXT),
            "proposal": perhaps(TEXT),
            "text": perhaps(TEXT),
            "owner": perhaps(TEXT),
            "status": perhaps(of.STATUS),
            "file": perhaps(TEXT),
            "example": FLAG,
        }
    )
    return struct({**HEAD, "body": TEXT, "name": TEXT, "as_of": DAY, "example": FLAG, "days": many(row)})


def remind() -> Schema:
    """``remind --json``."""
    matter = struct(
        {
            "missing": one_of(Need),
            "proposal": perhaps(TEXT),
            "owner": perhaps(TEXT),
            "date": perhaps(DAY),
            "days": of.DAYS,
            "activity": perhaps(TEXT),
            "file": perhaps(TEXT),
            "said": TEXT,
        }
    )
    mail = struct(
        {
            "body": TEXT,
            "owner": perhaps(TEXT),
            "contact": perhaps(TEXT),
            "to": TEXT,
            "subject": TEXT,
            "text": TEXT,
            "matters": many(matter),
        }
    )
    told = {**HEAD, "body": TEXT, "name": TEXT, "as_of": DAY, "example": FLAG, "by": one_of(("owner", "body"))}
    return struct({**told, "mails": many(mail)})
