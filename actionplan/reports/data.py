"""A roll-up as data: JSON with English keys and stable values, never translated."""

import re
from typing import Any

from msgspec import json

from actionplan.core.attention import Flag
from actionplan.core.matrix import Cell, Counts
from actionplan.core.notes import Notes
from actionplan.core.overlap import Overlap, Overlapping
from actionplan.core.problems import Problem
from actionplan.core.rollup import Member, RollUp, Share
from actionplan.core.sources import SourceState
from actionplan.reports.rollup_standing import as_data as standing_data

SCHEMA = 1
"""The version of the keys; raised when one changes its meaning or goes away."""

Data = dict[str, Any]

_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What a terminal could act on and JSON would let through."""


def render(rollup: RollUp) -> str:
    """The roll-up as JSON text."""
    return as_text(as_data(rollup))


def as_text(document: Data) -> str:
    """A document as JSON text, with dates as 2016-11-21."""
    text = json.format(json.encode(document), indent=2).decode()
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def as_data(rollup: RollUp) -> Data:
    """The roll-up as values that JSON can hold."""
    criteria, catalogue, head = rollup.criteria, rollup.catalogue, rollup.headline
    return {
        "schema": SCHEMA,
        "kind": "rollup",
        "body": {"id": rollup.body.id, "name": rollup.body.name, "short": rollup.body.title},
        "as_of": criteria.as_of.isoformat(),
        "criteria": {
            "k": criteria.k,
            "stale_days": criteria.stale_days,
            "soon_days": criteria.soon_days,
            "area": criteria.area,
            "level": criteria.level,
            "only": criteria.only,
            "names": criteria.names,
        },
        "catalogue": {"id": catalogue.id, "version": catalogue.version, "official": catalogue.is_official},
        "example": rollup.is_example,
        "partial": rollup.is_partial,
        "headline": {
            "under_way": _share(head.under_way),
            "picked": _share(head.picked),
            "reported": _share(head.reported),
            "overdue": _share(head.overdue),
            "unowned": _share(head.unowned),
            "stale": _share(head.stale),
        },
        "overlap": _overlap(rollup.overlap),
        "proposals": _proposals(rollup),
        "areas": [
            {
                "area": one.area,
                "title": catalogue.areas[one.area].title_sv if one.area in catalogue.areas else None,
                "proposals": one.proposals,
                "counts": _counts(one.counts),
            }
            for one in rollup.areas
        ],
        "members": [_member(rollup, member) for member in rollup.members],
        "groups": [
            {
                "title": group.title,
                "members": list(group.members),
                "reported": group.reported,
                "picked": {row.proposal: count for row, count in zip(rollup.rows, group.picked, strict=True)},
                "counts": _counts(group.counts),
            }
            for group in rollup.groups
        ],
        "total": _counts(rollup.total),
        "attention": _attention(rollup),
        "notes": _notes(rollup.notes),
        "sources": [source_data(one) for one in rollup.sources],
        "standing": standing_data(rollup.standing),
    }


def source_data(one: SourceState) -> Data:
    """A source as it stands."""
    return {
        "name": one.name,
        "title": one.title or None,
        "folder" if one.is_folder else "repository": one.place,
        "ref": one.ref or None,
        "path": one.path or None,
        "commit": one.commit or None,
        "fetched": one.fetched.isoformat() if one.fetched else None,
        "tried": one.tried.isoformat() if one.tried else None,
        "changed": one.changed.isoformat() if one.changed else None,
        "plans": one.plans,
        "counted": one.is_counted,
        "trouble": one.trouble.value if one.trouble else None,
        "reason": one.reason or None,
        "said": one.said or None,
    }


def _share(share: Share) -> Data:
    return {"part": share.part, "whole": share.whole, "of": share.base.value}


def _counts(counts: Counts) -> Data:
    return {
        "done": counts.done,
        "over_half": counts.over_half,
        "started": counts.started,
        "not_started": counts.not_started,
        "no_status": counts.no_status,
        "declined": counts.declined,
        "not_relevant": counts.not_relevant,
        "not_assessed": counts.not_assessed,
        "not_reported": counts.not_reported,
        "unreadable": counts.unreadable,
        "picked": counts.picked,
        "reported": counts.reported,
        "overdue": counts.overdue,
        "unowned": counts.unowned,
        "stale": counts.stale,
    }


def _overlap(overlap: Overlap) -> Data:
    return {
        "joint": [_overlapping(one) for one in overlap.joint],
        "led": [_overlapping(one) for one in overlap.led],
        "close": [_overlapping(one) for one in overlap.close],
        "teach": [
            {"proposal": one.proposal, "ahead": list(one.ahead), "beginning": list(one.beginning)}
            for one in overlap.teach
        ],
        "nobody": [
            {
                "proposal": one.proposal,
                "against": list(one.against),
                "not_assessed": one.counts.not_assessed,
                "led_by": list(one.led_by),
            }
            for one in overlap.unpicked
        ],
        "one": [
            {
                "proposal": one.proposal,
                "body": one.body,
                "status": one.status.value if one.status else None,
                "led_by": list(one.led_by),
            }
            for one in overlap.single
        ],
    }


def _overlapping(one: Overlapping) -> Data:
    return {
        "proposal": one.proposal,
        "pickers": list(one.pickers),
        "counts": _counts(one.counts),
        "ahead": list(one.ahead),
        "beginning": list(one.beginning),
        "deadlines": [
            [{"body": body, "due": due.isoformat()} for body, due in group.members] for group in one.deadlines
        ],
        "led_by": list(one.led_by),
    }


def _proposals(rollup: RollUp) -> list[Data]:
    """The matrix: each listed proposal with the cells of those that have reported, by body."""
    ids = [member.body.id for member in rollup.members]
    return [
        {
            "proposal": row.proposal,
            "area": rollup.catalogue.proposals[row.proposal].area,
            "title": rollup.catalogue.proposals[row.proposal].title_sv,
            "provenance": rollup.catalogue.proposals[row.proposal].provenance,
            "counts": _counts(row.counts),
            "own": _cell(row.own) if row.own else None,
            "cells": {body: _cell(cell) for body, cell in zip(ids, row.cells, strict=True) if cell},
        }
        for row in rollup.rows
    ]


def _cell(cell: Cell) -> Data:
    return {
        "status": cell.status.value if cell.status else None,
        "picked": cell.is_picked,
        "owner": cell.owner,
        "due": cell.due.isoformat() if cell.due else None,
        "level": cell.level,
        "lead": cell.lead,
        "latest_followup": cell.followed_up.isoformat() if cell.followed_up else None,
        "overdue": cell.overdue,
        "unowned": cell.unowned,
        "stale": cell.stale,
    }


def _member(rollup: RollUp, member: Member) -> Data:
    return {
        "body": member.body.id,
        "name": rollup.name(member.body.id),
        "reporting": member.reporting.value,
        "sources": list(member.sources),
        "example": member.example,
        "counts": _counts(member.counts),
    }


def _attention(rollup: RollUp) -> Data:
    found = rollup.attention
    return {
        "overdue": [_flag(flag, "days_late") for flag in found.overdue],
        "soon": [_flag(flag, "days_left") for flag in found.soon],
        "unowned": [_flag(flag) for flag in found.unowned],
        "stale": [_flag(flag, "days_since_followup") for flag in found.stale],
        "not_reported": list(found.not_reported),
        "unreadable": [
            {"source": one.source, "body": one.body, "problem": _problem(one.problem)} for one in found.unreadable
        ],
        "faulty": [{"source": one.source, "body": one.summary.body, "errors": one.faults} for one in found.faulty],
    }


def _flag(flag: Flag, days: str = "") -> Data:
    said: Data = {
        "body": flag.body,
        "proposal": flag.proposal,
        "due": flag.cell.due.isoformat() if flag.cell.due else None,
        "owner": flag.cell.owner,
        "latest_followup": flag.cell.followed_up.isoformat() if flag.cell.followed_up else None,
    }
    return {**said, days: flag.days} if days else said


def _problem(problem: Problem) -> Data:
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "line": problem.line or None,
        "column": problem.column or None,
        "key": problem.key or None,
        "facts": dict(problem.facts),
    }


def _notes(notes: Notes) -> Data:
    return {
        "files": list(notes.files),
        "examples": list(notes.examples),
        "sources": list(notes.sources),
        "several": [{"body": one.body, "sources": list(one.sources)} for one in notes.several],
        "duplicates": [
            {"body": one.body, "kept": one.kept, "other": one.other, "proposals": list(one.proposals)}
            for one in notes.duplicates
        ],
        "shared": [{"source": one.source, "body": one.body, "covers": list(one.covers)} for one in notes.shared],
        "unknown_proposals": [
            {"source": one.source, "body": one.body, "proposals": list(one.unknown)} for one in notes.unknown
        ],
        "associates": [
            {"body": one.body, "sources": list(one.sources), "counts": _counts(one.counts)} for one in notes.associates
        ],
        "kept_aside": [{"source": source, "entries": count} for source, count in notes.aside],
        "blank": list(notes.blank),
        "own_measures": notes.measures,
    }
