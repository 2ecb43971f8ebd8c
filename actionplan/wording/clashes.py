"""What both sides have given different values, as a question; and what was not chosen, as a line for the record."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from actionplan.core.body import Bodies
from actionplan.core.differences import Differences
from actionplan.core.merge import Clash, Side
from actionplan.core.merge_tables import SLOTS
from actionplan.core.problems import Path
from actionplan.i18n import _
from actionplan.wording.changes import value_text
from actionplan.wording.commit import LONGEST, commit_subject
from actionplan.wording.labels import field_label
from actionplan.wording.visible import shown

NOT_CHOSEN = "Not-chosen"
"""The trailer of a merge commit that keeps a value that was not chosen."""
_ITEM = 4


class Asked(Struct, frozen=True):
    """A question in words."""

    about: str
    """"Borås, 09 Handledning: ansvarig"."""
    why: str
    """What has happened: both have changed it, or one has removed what the other changed."""
    ours: tuple[str, ...]
    """Our value, a line for each field of a larger thing."""
    theirs: tuple[str, ...]
    before: tuple[str, ...]
    """What both began with; nothing where it was empty."""


def asked(clash: Clash, name: str, bodies: Bodies, titles: Mapping[str, str]) -> Asked:
    """A clash as a question.

    Args:
        clash: what both sides have given different values.
        name: whose plan it is, or the file's name.
        bodies: for the names of those that lead.
        titles: of proposals by number.
    """
    why = {
        "value": _("Both have changed this, to different values. Which one holds?"),
        "removal": _("One has removed this, and the other has changed it. Which one holds?"),
        "rule": _("Each of these is right on its own, but they do not go together. Which one holds?"),
    }[clash.kind]
    field = clash.path[-1] if clash.path else ""
    ours, theirs = (
        tuple(value_lines(field, value, bodies)) or (_nothing(clash),) for value in (clash.ours, clash.theirs)
    )
    before = tuple(value_lines(field, clash.base, bodies))
    if clash.kind != "value":
        # What is alike in a larger thing is no help in choosing.
        ours, theirs = _without_common(ours, theirs)
        ours, theirs = (tuple(line for line in side if line not in before) or side for side in (ours, theirs))
        before = ()
    place = _place(clash.path, titles) if clash.path else ", " + _("the whole plan")
    return Asked(f"{shown(name)}{place}", why, ours, theirs, before)


def _without_common(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    common = set(ours) & set(theirs)
    mine, other = (tuple(line for line in side if line not in common) for side in (ours, theirs))
    return mine or ours, other or theirs


def _nothing(clash: Clash) -> str:
    return _("(removed)") if clash.base is not None else _("(nothing)")


def _place(path: Path, titles: Mapping[str, str]) -> str:
    if not path:
        return ""
    if path[0] == "proposal" and len(path) > 1:
        title = titles.get(path[1], "")
        place = f"{path[1]} {title}".rstrip()
    elif path[0] == "measure" and len(path) > 1:
        place = _("own measure {key}").format(key=path[1])
    elif path[0] == "plan":
        place = _("the plan")
    else:
        place = ".".join(path[:2])
    rest = path[2:] if path[0] != "plan" else path[1:]
    return f", {shown(place)}" + (f": {_fields(rest)}" if rest else "")


def _fields(path: Path) -> str:
    """What leads to a field in a slot: "uppföljning 2016-09-16, kommentar"."""
    if len(path) > 1:
        first = f"{field_label(path[0]).lower()} {shown(path[1])}"
        return ", ".join((first, *(field_label(name).lower() for name in path[2:])))
    return field_label(path[0]).lower() if path else ""


def value_lines(field: str, value: Any, bodies: Bodies) -> Iterator[str]:
    """A value as a person reads it; of a table a line for each field: "ansvarig: IFO-chef"."""
    if value is None:
        return
    if not isinstance(value, Mapping):
        known = tuple(value) if isinstance(value, list) else value
        yield shown(value_text(field, known, bodies))
        return
    for path, leaf in _leaves(value):
        label = _label(path)
        known = tuple(str(item) for item in leaf) if isinstance(leaf, list) else leaf
        yield f"{label}: {shown(value_text(path[-1], known, bodies))}"


def _label(path: Path) -> str:
    """What leads to a field, also in a whole plan: "09, ansvarig"."""
    if path[0] in SLOTS and len(path) > 2:  # noqa: PLR2004 - the table, the slot, and a field
        return f"{shown(path[1])}, {_fields(path[2:])}"
    if path[0] == "plan":
        path = path[1:]
    return _fields(path)


def _leaves(table: Mapping[str, Any], path: Path = ()) -> Iterator[tuple[Path, Any]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key), value


def not_chosen(source: str, clash: Clash, side: Side, name: str = "", day: str = "") -> str:
    """The trailer that keeps a value that was not chosen: its file, place and value, and who had set it.

    Args:
        source: the file.
        clash: the question.
        side: whose value was chosen.
        name: who had set the other value, if that is known.
        day: when.
    """
    import msgspec

    value = clash.theirs if side is Side.OURS else clash.ours
    place = ".".join(clash.path) or "*"
    text = "-" if value is None else msgspec.json.encode(value, enc_hook=_encoded).decode()
    who = ", ".join(filter(None, (shown(name), day)))
    return shown(f"{NOT_CHOSEN}: {source} {place} = {text}" + (f" ({who})" if who else ""))


def _encoded(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def merge_message(added: Differences, trailers: Sequence[str]) -> str:
    """The message of a merge: what it adds to what was shared, and what was not chosen.

    Args:
        added: what differs from what was shared.
        trailers: lines that end the message.
    """
    what = commit_subject(added) if added else _("nothing new in the plans")
    said = _("United: {what}").format(what=what)
    head = said if len(said) <= LONGEST else said[: LONGEST - 1].rstrip() + "…"
    return "\n\n".join((head, *(("\n".join(trailers),) if trailers else ()))) + "\n"
