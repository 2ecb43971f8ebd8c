"""What changed in a proposal's slot, field by field, in words."""

from collections.abc import Iterator

from msgspec import Struct

from actionplan.core.body import Bodies
from actionplan.core.changes import Change, Value
from actionplan.core.plan import Entry
from actionplan.core.problems import Path
from actionplan.core.status import Status
from actionplan.i18n import N_, _
from actionplan.wording.changes import value_text
from actionplan.wording.figures import number
from actionplan.wording.labels import field_label, status_short
from actionplan.wording.visible import shown

_ORDER = (
    "title",
    "status",
    "reason",
    "owner",
    "lead",
    "partners",
    "level",
    "priority",
    "start",
    "due",
    "goal",
    "evidence",
    "baseline",
    "activity",
    "followup",
    "indicator",
    "grant",
)
_KEYED = frozenset({"activity", "followup", "indicator", "grant"})
_LONG = 40
"""Letters beyond which a text is told as it is now, without what it was."""
_MORE = {
    "date": N_("date"),
    "today": N_("what is done today"),
    "gap": N_("what is missing"),
    "unit": N_("unit"),
    "target": N_("target"),
    "year": N_("year"),
    "amount": N_("amount"),
    "used": N_("used"),
    "purpose": N_("purpose"),
    "format": N_("file format"),
    "catalogue": N_("catalogue"),
    "catalogue_version": N_("version of the catalogue"),
    "proposal": N_("proposal"),
}


class Part(Struct, frozen=True):
    """One thing to say, and the changes that it tells."""

    text: str
    changes: tuple[Change, ...]


def field_parts(changes: tuple[Change, ...], bodies: Bodies) -> Iterator[Part]:
    """A part for each changed field; the table that holds them goes with the first."""
    waiting: tuple[Change, ...] = ()
    for change in changes:
        if change.table:
            waiting += (change,)
            continue
        yield Part(_field(change.path[-1], change.old, change.new, bodies), (*waiting, change))
        waiting = ()


def entry_parts(changes: tuple[Change, ...], before: Entry, after: Entry, bodies: Bodies) -> Iterator[Part]:
    """What changed in a slot, in the order in which a slot is read.

    Args:
        changes: of the slot; paths begin with the slot's own two keys.
        before: the slot as it was.
        after: the slot as it is.
        bodies: for the names of those that lead.
    """
    slot = _Slot(changes, before, after, bodies)
    groups = _grouped(changes)
    for place, key in enumerate(sorted(groups, key=field_rank)):
        found = groups[key]
        whole = tuple(change for change in changes if len(change.path) <= 2) if place == 0 else ()  # noqa: PLR2004
        yield Part(slot.say(key, found), (*whole, *found))


def _grouped(changes: tuple[Change, ...]) -> dict[Path, tuple[Change, ...]]:
    """The changes below a slot: by field, or by key where a field holds keyed tables."""
    groups: dict[Path, tuple[Change, ...]] = {}
    waiting: dict[str, tuple[Change, ...]] = {}
    for change in changes:
        inner = change.path[2:]
        if not inner:
            continue
        if inner[0] in _KEYED and len(inner) == 1:
            waiting[inner[0]] = (*waiting.get(inner[0], ()), change)
            continue
        key = inner[:2] if inner[0] in _KEYED else inner[:1]
        groups[key] = (*groups.get(key, ()), *waiting.pop(inner[0], ()), change)
    return groups


def field_rank(key: Path) -> tuple[int, Path]:
    """Where a field of a slot comes when a slot is read; for sorting."""
    return (_ORDER.index(key[0]) if key[0] in _ORDER else len(_ORDER)), key


class _Slot(Struct, frozen=True):
    """A slot before and after."""

    changes: tuple[Change, ...]
    before: Entry
    after: Entry
    bodies: Bodies

    def say(self, key: Path, changes: tuple[Change, ...]) -> str:
        if key[0] == "followup":
            return self._followup(key[1], changes)
        if key[0] in _KEYED:
            return self._keyed(key[0], key[1], changes)
        if key[0] == "status":
            return self._status()
        if key[0] == "baseline":
            inner = ", ".join(part.text for part in field_parts(changes, self.bodies))
            return _("{field}: {text}").format(field=label_of("baseline"), text=inner or _("none"))
        if key[0] == "priority" and self.after.is_picked and not self.before.is_picked and not self.after.status:
            return _("picked, priority {priority}").format(priority=self.after.priority)
        (change,) = changes
        return _field(key[0], change.old, change.new, self.bodies)

    def _status(self) -> str:
        old, new = self.before.status, self.after.status
        if old is None and new and new.is_picked and not self.before.is_picked:
            return _("picked, {status}").format(status=status_short(new))
        return _field("status", old, new, self.bodies)

    def _followup(self, key: str, changes: tuple[Change, ...]) -> str:
        new = self.after.followups.get(key)
        if new is None:
            return _("follow-up {date} is removed").format(date=key)
        if key in self.before.followups:
            inner = ", ".join(part.text for part in field_parts(changes, self.bodies))
            return _("follow-up {date}: {text}").format(date=key, text=inner)
        told = new.status == self.after.status and new.status != self.before.status
        facts = [status_short(new.status) if new.status and not told else None, new.by]
        said = _facts(new.comment or "", *facts)
        if not said:
            return _("follow-up {date}").format(date=key[:10])
        return _("follow-up {date}: {text}").format(date=key[:10], text=said)

    def _keyed(self, kind: str, key: str, changes: tuple[Change, ...]) -> str:
        attribute, title = {
            "activity": ("activities", "what"),
            "indicator": ("indicators", "name"),
            "grant": ("grants", "name"),
        }[kind]
        old, new = getattr(self.before, attribute).get(key), getattr(self.after, attribute).get(key)
        name = shown(getattr(new or old, title))
        if new is None:
            return _("{what} “{title}” is removed").format(what=label_of(kind), title=name)
        found = changes
        if old is None:
            found = tuple(change for change in changes if change.path[4:] != (title,))
        inner = ", ".join(part.text for part in field_parts(found, self.bodies))
        said = _("new {what} “{title}” ({text})") if old is None else _("{what} “{title}”: {text}")
        if not inner:
            said = _("new {what} “{title}”")
        return said.format(what=label_of(kind), title=name, text=inner)


def _facts(text: str, *facts: str | None) -> str:
    known = ", ".join(shown(fact) for fact in facts if fact)
    said = shown(text)
    if not said:
        return known
    return f"{said} ({known})" if known else said


def label_of(name: str) -> str:
    """The name of a field in running text."""
    if name in _MORE:
        return _(_MORE[name])
    label = field_label(name)
    return label.lower() if label != name else shown(name)


def _field(name: str, old: Value | None, new: Value | None, bodies: Bodies) -> str:
    """A field that changed: "ansvarig Enhetschef → IFO-chef"."""
    label = label_of(name)
    if isinstance(old, tuple) or isinstance(new, tuple):
        return _("{field}: {text}").format(
            field=label, text=_list(old if isinstance(old, tuple) else (), new if isinstance(new, tuple) else ())
        )
    before, after = (scalar_text(name, value, bodies) for value in (old, new))
    is_long = max(len(before), len(after)) > _LONG
    if new is None:
        said = _("{field} is removed") if is_long else _("{field} is removed (was {old})")
    elif is_long:
        said = _("{field}: {new}") if old is None else _("{field}, now: {new}")
    else:
        said = _("{field} {new}") if old is None else _("{field} {old} → {new}")
    return said.format(field=label, old=before, new=after)


def scalar_text(name: str, value: Value | None, bodies: Bodies) -> str:
    """A value that is no list, as a line tells it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return _number(name, value)
    if name == "status" and value in set(Status):
        return status_short(Status(str(value)))
    return shown(value_text(name, value, bodies))


def _number(name: str, value: float) -> str:
    if isinstance(value, int) or value.is_integer():
        # Years and other keys are no quantities.
        return number(value) if name in {"amount", "used"} else f"{value:.0f}"
    text = f"{value:g}" if float(f"{value:g}") == value else repr(value)
    whole, _point, decimals = text.partition(".")
    return number(value, len(decimals)) if decimals.isdecimal() and len(whole) < 4 else text  # noqa: PLR2004


def _list(old: tuple[str, ...], new: tuple[str, ...]) -> str:
    """What came to a list and what went: "Mark tillkommer, Tranås utgår"."""
    came = [shown(one) for one in new if one not in old]
    went = [shown(one) for one in old if one not in new]
    if not old:
        return ", ".join(map(shown, new))
    said = []
    if came:
        said.append(_("{names} added").format(names=", ".join(came)))
    if went:
        said.append(_("{names} removed").format(names=", ".join(went)))
    return "; ".join(said) if said else _("in another order: {names}").format(names=", ".join(map(shown, new)))
