"""A follow-up meeting as a document for other programs. Keys are English and never translated."""

from collections.abc import Sequence
from typing import Any

from actionplan.core.agenda import Agenda
from actionplan.core.attention import Flag
from actionplan.core.gaps import Gap
from actionplan.core.meeting import Handout, Meeting
from actionplan.core.overlap import Overlapping
from actionplan.reports.data import as_text, source_data
from actionplan.reports.gaps_data import gaps_data

SCHEMA = 1


def render(meeting: Meeting, *, gaps: Sequence[Gap] = (), lacks_history: bool = False) -> str:
    """Everything that a meeting says, as JSON text; see `meeting_data`."""
    return as_text(meeting_data(meeting, gaps=gaps, lacks_history=lacks_history))


def meeting_data(meeting: Meeting, *, gaps: Sequence[Gap] = (), lacks_history: bool = False) -> dict[str, Any]:
    """Everything that the agenda, the briefing and the handouts say.

    Args:
        meeting: what it says.
        gaps: what is missing of the pasts.
        lacks_history: whether what changed is told by follow-ups, as nothing was saved by then.
    """
    dates, rollup = meeting.dates, meeting.rollup
    last = dates.last
    return {
        "schema": SCHEMA,
        "body": rollup.body.id,
        "name": rollup.body.title,
        "as_of": rollup.criteria.as_of,
        "example": rollup.is_example,
        "since": dates.since,
        "basis": "followups" if lacks_history else "history",
        "round": None
        if last is None
        else {
            "date": last.day,
            "key": last.key or None,
            "title": last.title or None,
            "bodies": last.bodies or None,
            "decisions": list(last.decisions),
        },
        "meeting_date": dates.day,
        "next_meeting_date": dates.next,
        "due_by": dates.until(rollup.criteria.as_of),
        "good": [
            {"body": one.body, "proposal": one.proposal, "status": one.status, "comment": one.comment}
            for one in meeting.good
        ],
        "overdue": [_flag(meeting, one) for one in meeting.late],
        "joint": [_overlapping(one) for one in meeting.joint],
        "teach": [_overlapping(one) for one in rollup.overlap.teach],
        "not_reported": list(rollup.attention.not_reported),
        "silent": list(meeting.silent),
        "members": [_member(one) for one in meeting.handouts],
        "others": [_agenda(one) for one in meeting.others],
        "sources": [source_data(one) for one in rollup.sources],
        "gaps": gaps_data(gaps),
    }


def _flag(meeting: Meeting, one: Flag) -> dict[str, Any]:
    return {
        "body": one.body,
        "proposal": one.proposal,
        "due": one.cell.due,
        "owner": one.cell.owner,
        "days": one.days,
        "new": meeting.is_newly_late(one),
    }


def _overlapping(one: Overlapping) -> dict[str, Any]:
    return {
        "proposal": one.proposal,
        "picked_by": list(one.pickers),
        "ahead": list(one.ahead),
        "beginning": list(one.beginning),
        "led_by": list(one.led_by),
    }


def _member(one: Handout) -> dict[str, Any]:
    return {
        "body": one.member.body.id,
        "name": one.member.body.title,
        "reporting": one.member.reporting,
        "files": list(one.member.sources),
        "picked": one.member.counts.picked,
        "plans": [_agenda(agenda) for agenda in one.agendas],
        "said": [
            {"proposal": said.proposal, "date": said.day, "status": said.status, "comment": said.comment}
            for said in one.said
        ],
        "due": [
            {
                "proposal": task.proposal,
                "due": task.due,
                "owner": task.owner,
                "activity": task.what or None,
                "overdue": task.is_late,
            }
            for task in one.tasks
        ],
        "joint": [joint.proposal for joint in one.joint],
        "led": [joint.proposal for joint in one.led],
        "questions": [
            {"kind": asked.asked, "proposals": list(asked.proposals), "bodies": list(asked.bodies)}
            for asked in one.questions
        ],
    }


def _agenda(one: Agenda) -> dict[str, Any]:
    return {
        "file": one.source,
        "body": one.body or None,
        "changed": one.difference is not None,
        "moved": {kind: list(numbers) for kind, numbers in one.moved.items()},
        "late": [{"proposal": late.proposal, "due": late.due, "activity": late.what or None} for late in one.late],
        "still": list(one.still),
    }
