"""What an edit changes, in words: for --dry-run, for messages, for history."""

import datetime as dt
from collections.abc import Iterator, Mapping

from actionplan.core.body import Bodies
from actionplan.core.changes import Change, Value
from actionplan.core.plan import Plan
from actionplan.core.problems import Path
from actionplan.core.status import Status
from actionplan.i18n import _
from actionplan.wording.labels import field_label, level_label, status_label

_KEYED = 4
"""How many keys lead to a follow-up or an activity: proposal, number, kind, key."""


def change_lines(changes: tuple[Change, ...], before: Plan, after: Plan, bodies: Bodies) -> tuple[str, ...]:
    """A line for each change: "09: läge ej påbörjad → påbörjad, under hälften"."""
    return tuple(_lines(changes, before, after, bodies))


def _lines(changes: tuple[Change, ...], before: Plan, after: Plan, bodies: Bodies) -> Iterator[str]:
    told: set[Path] = set()
    gone = {change.path for change in changes if change.table and change.new is None and change.path[0] == "orphan"}
    for change in changes:
        table = change.path[:4]
        if change.path[:2] in gone:
            if change.table:
                yield _("{key} is no longer kept aside").format(key=".".join(change.path))
            continue
        if change.table:
            if change.new is None and len(table) == _KEYED:
                yield _removed_line(table)
                told.add(table)
        elif _is_new(table, before):
            if table not in told:
                told.add(table)
                yield _added_line(table, after)
        elif table not in told:
            yield _field_line(change, bodies)


def _is_new(table: Path, before: Plan) -> bool:
    """Whether a path leads to a follow-up or an activity that was not there before."""
    if len(table) < _KEYED or table[0] != "proposal":
        return False
    entry = before.entry(table[1])
    known: Mapping[str, object] = {"followup": entry.followups, "activity": entry.activities}.get(
        table[2], {table[3]: 0}
    )
    return table[3] not in known


def _removed_line(table: Path) -> str:
    said = _("{place}: {what} {key} is removed")
    return said.format(place=table[1], what=field_label(table[2]).lower(), key=table[3])


def _added_line(table: Path, after: Plan) -> str:
    _kind, place, kind, key = table
    entry = after.entry(place)
    if kind == "followup":
        followup = entry.followups[key]
        text = _with_facts(followup.comment or status_label(followup.status), followup.by)
        return _("{place}: follow-up {key}: {text}").format(place=place, key=key, text=text)
    activity = entry.activities[key]
    status = status_label(activity.status) if activity.status else None
    text = _with_facts(activity.what, activity.owner, activity.due.isoformat() if activity.due else None, status)
    return _("{place}: activity {key}: {text}").format(place=place, key=key, text=text)


def _with_facts(text: str, *facts: str | None) -> str:
    """A text with what else is known of it: "Utbilda handledare (Enhetschef, 2017-01-15)"."""
    known = ", ".join(filter(None, facts))
    return f"{text} ({known})" if known else text


def _field_line(change: Change, bodies: Bodies) -> str:
    name = change.path[-1]
    place = change.path[1] if change.path[0] == "proposal" else _place(change.path)
    if len(change.path) > _KEYED:
        place = f"{place} {field_label(change.path[2]).lower()} {change.path[3]}"
    label = field_label(name).lower()
    if change.new is None:
        said = _("{place}: {field} is removed (was {old})")
    elif change.old is None:
        said = _("{place}: {field} {new}")
    else:
        said = _("{place}: {field} {old} → {new}")
    old, new = (value_text(name, value, bodies) for value in (change.old, change.new))
    return said.format(place=place, field=label, old=old, new=new)


def _place(path: Path) -> str:
    if path[0] == "plan":
        return _("the plan")
    if path[0] == "measure":
        return _("own measure {key}").format(key=path[1])
    return ".".join(path[:-1])


def value_text(name: str, value: Value | None, bodies: Bodies) -> str:
    """A value as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, str):
        return _word(name, value, bodies)
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _word(name: str, value: str, bodies: Bodies) -> str:
    if name == "status" and value in set(Status):
        return status_label(Status(value))
    if name == "level":
        return level_label(value)
    body = bodies.get(value) if name == "lead" else None
    return body.title if body else value
