"""A plan's report as a document for other programs: the figures and the plan. Keys are English, never translated."""

from collections.abc import Sequence
from typing import Any

from actionplan.core.matrix import Counts
from actionplan.core.plan_account import Account, Slot
from actionplan.reports import plan_data
from actionplan.reports.plan_report_words import Origin, is_partial

SCHEMA = 1


def as_data(account: Account, origin: Origin) -> dict[str, Any]:
    """What a plan's report says, with the plan as its file has it."""
    criteria, catalogue = account.criteria, account.catalogue
    (plan,) = plan_data.plans([(origin.source, account.plan)])["plans"]
    return {
        "schema": SCHEMA,
        "kind": "plan",
        "body": {"id": account.plan.head.body, "name": account.name},
        "as_of": criteria.as_of,
        "criteria": {"stale_days": criteria.stale_days, "names": criteria.names},
        "catalogue": {"id": catalogue.id, "version": catalogue.version, "official": catalogue.is_official},
        "example": account.plan.head.example,
        "partial": is_partial(account, origin),
        "counts": _counts(account.counts),
        "areas": [{"area": area.area, "counts": _counts(area.counts)} for area in account.areas],
        "picked": _numbers(account.picked),
        "overdue": [
            {"proposal": slot.number, "due": slot.entry.due, "days": slot.days_late} for slot in account.overdue
        ],
        "unowned": _numbers(account.unowned),
        "stale": _numbers(account.stale),
        "decided_against": _numbers(account.against),
        "not_picked": _numbers(account.beside),
        "unknown": _numbers(account.unknown),
        "late_activities": [
            {
                ("measure" if slot in account.measures else "proposal"): slot.number,
                "what": step.what,
                "due": step.due,
                "days": step.days_late,
            }
            for slot, step in account.late_steps
        ],
        "plan": plan,
    }


def _numbers(slots: Sequence[Slot]) -> list[str]:
    return [slot.number for slot in slots]


def _counts(counts: Counts) -> dict[str, int]:
    """How many proposals there are of each kind, of all that the plan could say something of."""
    return {
        "proposals": counts.cells,
        "picked": counts.picked,
        "under_way": counts.under_way,
        "done": counts.done,
        "over_half": counts.over_half,
        "started": counts.started,
        "not_started": counts.not_started,
        "no_status": counts.no_status,
        "declined": counts.declined,
        "not_relevant": counts.not_relevant,
        "not_assessed": counts.not_assessed,
        "overdue": counts.overdue,
        "unowned": counts.unowned,
        "stale": counts.stale,
    }
