"""What was planned and said of a proposal over time: activities, and the line of follow-ups."""

import datetime as dt
from collections.abc import Iterator

from actionplan.core.plan import Activity, Entry, FollowUp, followup_date
from actionplan.i18n import _, ngettext
from actionplan.reports.plain import cut, pad, visible, width_of, wrap
from actionplan.tui.scene import Scene
from actionplan.tui.widgets.paint import Line, Span, paint_of
from actionplan.wording.figures import day
from actionplan.wording.labels import status_letter

WIDE = 56
"""The widest pane in which each fact has a line of its own."""
_BLANK: Line = ()


def letter(entry: Entry | Activity | FollowUp) -> tuple[Span, ...]:
    """A status's letter in its paint."""
    return ((f" {status_letter(entry.status)} ", paint_of(entry.status)),)


def days_late(due: dt.date, today: dt.date) -> str:
    """How late something is: "12 dagar sen"."""
    days = (today - due).days
    return ngettext("{days} day late", "{days} days late", days).format(days=days)


def activity_line(scene: Scene, activity: Activity, width: int) -> Line:
    """An activity on a line: status, what, who, and by when."""
    late = _is_late(activity, scene.day)
    due = f"{'!' if late else ' '} {day(activity.due) if activity.due else '':10}"
    who = max(min(width // 4, 24), 8)
    room = max(width - width_of(due) - who - 8, 12)
    what = cut(visible(" ".join(activity.what.split())), room)
    return (
        *letter(activity),
        (f" {pad(what, room)}  ", "plain"),
        (pad(cut(scene.person(activity.owner), who), who), "quiet"),
        (f" {due}", "late" if late else "plain"),
    )


def _is_late(activity: Activity, today: dt.date) -> bool:
    return bool(activity.due and activity.due < today and activity.is_open)


def activity_lines(scene: Scene, entry: Entry, width: int) -> Iterator[Line]:
    """What is to be done, with who and by when."""
    if not entry.activities:
        return
    yield _BLANK
    yield ((_("Activities"), "heading"),)
    for one in entry.activities.values():
        if width > WIDE:
            yield activity_line(scene, one, width)
            continue
        lines = wrap(visible(" ".join(one.what.split())), max(width - 4, 8))
        yield (*letter(one), (f" {lines[0]}", "plain"))
        for line in lines[1:]:
            yield (("    ", "plain"), (line, "plain"))
        late = _is_late(one, scene.day)
        due = f"{day(one.due)}{' !' if late else ''}" if one.due else ""
        owner = scene.person(one.owner)
        if owner or due:
            gap = " · " if owner and due else ""
            yield (
                ("    ", "plain"),
                (cut(owner, max(width - 6 - width_of(due) - len(gap), 8)), "quiet"),
                (gap, "quiet"),
                (due, "late" if late else "quiet"),
            )


def timeline(scene: Scene, entry: Entry, width: int) -> Iterator[Line]:
    """The follow-ups, newest first, on a line that leads back to the oldest."""
    if not entry.followups:
        return
    yield _BLANK
    yield ((_("Follow-ups"), "heading"),)
    newest_first = sorted(entry.followups.items(), reverse=True)
    for at, (key, one) in enumerate(newest_first):
        when = followup_date(key)
        by = cut(scene.person(one.by), max(width - 20, 8))
        mark = letter(one) if one.status else (("   ", "plain"),)
        yield (("● ", "accent"), (f"{day(when) if when else key} ", "plain"), *mark, (f" {by}", "quiet"))
        rail = "│ " if at + 1 < len(newest_first) else "  "
        for part in (one.comment or "").splitlines():
            for line in wrap(visible(part), max(width - 2, 8)):
                yield ((rail, "accent"), (line, "plain"))
