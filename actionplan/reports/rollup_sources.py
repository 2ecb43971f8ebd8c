"""Where the plans of a roll-up or a curve come from besides the workspace's own folder, and how old they are."""

import datetime as dt
from typing import Protocol

from actionplan.core.sources import SourceState
from actionplan.i18n import _, ngettext
from actionplan.reports.blocks import Block, Column, Heading, Room, Table, Tone, Value
from actionplan.reports.rollup_words import listed
from actionplan.wording.figures import number
from actionplan.wording.sources import age, day_of, trouble

_FEW = 4
"""How many sources a sentence names one by one."""


class Counting(Protocol):
    """A report that counts plans from elsewhere: a roll-up, a curve."""

    @property
    def sources(self) -> tuple[SourceState, ...]:
        """How it is with each source."""

    @property
    def troubled_sources(self) -> tuple[SourceState, ...]:
        """The sources that are not counted, or not as they are now."""


def sentence(report: Counting) -> str:
    """Each source with its age, or the oldest of many; empty where there are none."""
    sources = report.sources
    if not sources:
        return ""
    if len(sources) <= _FEW:
        return _("Sources: {sources}.").format(sources="; ".join(f"{one.label} {age(one)}" for one in sources))
    counted = [one for one in sources if one.is_counted]
    text = ngettext(
        "Plans are read from {part} of {whole} source.", "Plans are read from {part} of {whole} sources.", len(sources)
    )
    said = text.format(part=number(len(counted)), whole=number(len(sources)))
    fetched = sorted((one for one in counted if one.fetched), key=_when)
    if not fetched:
        return said
    first, last = fetched[0], fetched[-1]
    if day_of(first.fetched) == day_of(last.fetched):
        return " ".join((said, _("All were fetched on {day}.").format(day=day_of(first.fetched))))
    same = [one.label for one in fetched if day_of(one.fetched) == day_of(first.fetched)]
    oldest = _("The oldest were fetched on {day} ({sources}), the newest on {last}.").format(
        day=day_of(first.fetched), sources=listed(same, _FEW), last=day_of(last.fetched)
    )
    return f"{said} {oldest}"


def _when(source: SourceState) -> dt.datetime:
    if source.fetched is None:
        raise ValueError(source.name)
    return source.fetched


def troubles(report: Counting) -> tuple[str, ...]:
    """Why sources are not counted, or not as they are now."""
    return tuple(map(trouble, report.troubled_sources))


def table(report: Counting) -> tuple[Block, ...]:
    """Each of many sources, where the sentence names them no more."""
    if len(report.sources) <= _FEW:
        return ()
    columns = (
        Column(_("Source"), room=Room.CUT),
        Column(_("Fetched")),
        Column(_("Last changed")),
        Column(_("Plans"), align=">"),
        Column(_("State"), room=Room.WRAP),
    )
    rows = tuple(_row(one) for one in report.sources)
    return Heading(3, _("Sources")), Table(columns, rows)


def _row(one: SourceState) -> tuple[Value, ...]:
    fetched = _("folder") if one.is_folder else day_of(one.fetched)
    state = Value(state_label(one), Tone.WARNING if one.trouble else Tone.PLAIN)
    return Value(one.label), Value(fetched), Value(day_of(one.changed)), Value(number(one.plans)), state


def state_label(one: SourceState) -> str:
    """How it is with a source, in a word or two."""
    if one.trouble is None:
        return _("counted")
    return _("older copy counted") if one.is_counted else _("not counted")
