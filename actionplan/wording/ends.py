"""What is compared with what, in words."""

import datetime as dt
from collections.abc import Iterable

from actionplan.core.ends import End, EndKind, Missing, RoundMeant
from actionplan.core.gaps import Gap
from actionplan.core.sources import SourceState
from actionplan.i18n import _, ngettext
from actionplan.wording.figures import number
from actionplan.wording.gaps import gap_sentences
from actionplan.wording.labels import capital
from actionplan.wording.sources import trouble
from actionplan.wording.visible import shown


def end_name(end: End) -> str:
    """An end of a comparison: "den 2016-09-16", "det som är sparat", "filerna i mappen"."""
    match end.kind:
        case EndKind.FOLDER:
            return _("the files as they are now")
        case EndKind.SAVED:
            return _("what was saved last")
        case EndKind.DAY if end.day:
            return _("the end of {date}").format(date=end.day.isoformat())
        case _:
            return shown(end.text)


def heading(start: End, end: End, meant: RoundMeant | None) -> str:
    """What a comparison is called."""
    if meant:
        name = shown(meant.title)
        said = _("Since the follow-up {date}: {title}") if name else _("Since the follow-up {date}")
        return said.format(date=meant.day.isoformat(), title=name)
    if end.kind is EndKind.FOLDER:
        if start.kind is EndKind.SAVED:
            return _("Not saved yet")
        if start.kind is EndKind.DAY:
            return _("Since {date}").format(date=(start.asked or start.day or dt.date.min).isoformat())
        return _("Since {name}").format(name=shown(start.text))
    return _("From {start} to {end}").format(start=_short(start), end=_short(end))


def _short(end: End) -> str:
    if end.kind is EndKind.DAY and end.day:
        return (end.asked or end.day).isoformat()
    return end_name(end)


def explanation(start: End, end: End, meant: RoundMeant | None) -> str:
    """What is compared, and why from that day."""
    said = _("{end}, compared with {start}.").format(end=end_name(end), start=end_name(start))
    if meant is None:
        return capital(said)
    if meant.key:
        why = _("The day is that of the round {key} in actionplan.toml.").format(key=shown(meant.key))
    else:
        why = ngettext(
            "The day is the latest on which follow-ups were recorded: by {count} body.",
            "The day is the latest on which several recorded follow-ups: {count} bodies.",
            meant.bodies,
        ).format(count=meant.bodies)
    return f"{capital(said)} {why}"


def shortcomings(start: End, end: End) -> tuple[str, ...]:
    """What cannot be told, for each end."""
    return tuple(said for one in (start, end) if (said := _shortcoming(one)))


def elsewhere(sources: Iterable[SourceState], gaps: Iterable[Gap], left_out: int) -> tuple[str, ...]:
    """What has to be said of the places elsewhere that plans come from.

    Args:
        sources: how it is with those that are compared.
        gaps: what is missing of their pasts.
        left_out: how many are not compared.
    """
    said = [*filter(None, map(trouble, sources)), *gap_sentences(gaps)]
    if left_out:
        text = ngettext(
            "Only the plans in this folder are compared: the {count} source elsewhere does not have these saved"
            " versions. Compare days instead to see it too, as in: actionplan diff 2016-09-16..2016-11-21",
            "Only the plans in this folder are compared: the {count} sources elsewhere do not have these saved"
            " versions. Compare days instead to see them too, as in: actionplan diff 2016-09-16..2016-11-21",
            left_out,
        )
        said.append(text.format(count=number(left_out)))
    return tuple(said)


def _shortcoming(end: End) -> str:
    match end.missing:
        case Missing.NOTHING_SAVED:
            return _("Nothing has been saved yet, so everything is new. Save with: actionplan save")
        case Missing.BEFORE_HISTORY if end.day and end.asked:
            said = _("Nothing was saved by {asked}: history begins on {date}, and that is where the comparison begins.")
            return said.format(asked=end.asked.isoformat(), date=end.day.isoformat())
        case Missing.SHALLOW if end.day and end.asked:
            said = _(
                "This copy of the repository holds no history before {date}, so it is compared from there and not from "
                "{asked}. Fetch the rest with: {command}"
            )
            return said.format(asked=end.asked.isoformat(), date=end.day.isoformat(), command="git fetch --unshallow")
    return ""
