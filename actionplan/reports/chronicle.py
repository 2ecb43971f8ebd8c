"""What has happened to a plan, or to a proposal in it, as blocks of text and as a document."""

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any

from actionplan.core.body import Bodies
from actionplan.core.chronicle import Chronicle, Event, EventKind, NotChosen
from actionplan.core.sources import SourceState
from actionplan.i18n import _
from actionplan.reports.blocks import Block, Bullets, Heading, Paragraph, Tone
from actionplan.reports.data import source_data
from actionplan.reports.differences import TitlesOf
from actionplan.reports.differences_data import changes
from actionplan.reports.gaps_data import gaps_data
from actionplan.wording.changed_fields import label_of, scalar_text
from actionplan.wording.clashes import value_lines
from actionplan.wording.differences import fault_text, new_plan, plan_changes_told
from actionplan.wording.gaps import gap_sentences
from actionplan.wording.sources import age, trouble
from actionplan.wording.visible import shown

SCHEMA = 1


def chronicle_document(
    chronicle: Chronicle, name: str, title: str, bodies: Bodies, titles_of: TitlesOf
) -> Iterator[Block]:
    """The events, the newest first.

    Args:
        chronicle: what has happened.
        name: what the body is called.
        title: of the proposal, if it is about one that has a title.
        bodies: for the names of those that lead.
        titles_of: gives the titles of proposals.
    """
    about = f"{chronicle.number} {title}".strip() if chronicle.number else ""
    yield Heading(1, f"{shown(name)} · {shown(about)}" if about else shown(name))
    if chronicle.kept_in:
        yield from _kept_in(chronicle.kept_in)
    if not chronicle.events:
        yield Paragraph(_("Nothing is recorded, and nothing has been."))
    for event in chronicle.events:
        yield Heading(3, _when(event))
        yield Bullets(tuple(_lines(event, chronicle.number, bodies, titles_of)))
    if chronicle.gap:
        yield from (Paragraph(said, Tone.WARNING) for said in gap_sentences((chronicle.gap,)))
    if chronicle.known_from:
        said = _("This copy of the repository holds no history before {date}. Fetch the rest with: {command}")
        yield Paragraph(
            said.format(date=chronicle.known_from.isoformat(), command="git fetch --unshallow"), Tone.WARNING
        )


def _kept_in(source: SourceState) -> Iterator[Block]:
    """Where the plan is kept, and how old what is told of it is."""
    said = _("The plan is kept in the source {source}, {age}.").format(source=shown(source.label), age=age(source))
    yield Paragraph(said, Tone.QUIET)
    if source.trouble:
        yield Paragraph(trouble(source), Tone.WARNING)


def _when(event: Event) -> str:
    if event.kind is EventKind.UNSAVED:
        return _("Not saved")
    day = event.day.isoformat() if event.day else _("no date")
    return f"{day} · {shown(event.author)}" if event.author.strip() else day


def _lines(event: Event, number: str | None, bodies: Bodies, titles_of: TitlesOf) -> Iterator[str]:
    yield from _of_the_file(event)
    if event.after and event.before is None:
        yield new_plan(event.after)
    if event.before and event.after:
        for told in plan_changes_told(event.changes, event.before, event.after, bodies, titles_of(event.after)):
            if number is None or told.place != ("proposal", number):
                yield told.line
            else:
                yield from (part.text for part in told.parts)
    yield from (not_chosen_text(lost, number, bodies) for lost in event.not_chosen)


def _of_the_file(event: Event) -> Iterator[str]:
    file = shown(event.source)
    if event.problems:
        said = _("{file} could not be read as a plan from here on: {why}")
        if event.kind is EventKind.UNSAVED:
            said = _("{file} cannot be read as a plan: {why}")
        yield said.format(file=file, why=fault_text(event.problems[0]))
    if event.kind is EventKind.REMOVED:
        yield _("the plan is removed ({file})").format(file=file)
    if event.was:
        yield _("the file is now called {file} (was {old})").format(file=file, old=shown(event.was))
    if event.bridged:
        yield _("the file can be read again; compared with when it last could be read:")


def not_chosen_text(lost: NotChosen, number: str | None, bodies: Bodies) -> str:
    """A value that was not chosen: "valdes inte vid sammanslagning: 09 ansvarig IFO-chef (Anna, 2016-11-10)"."""
    field = label_of(lost.path[-1]) if lost.path else _("the whole file")
    if len(lost.path) > 3:  # noqa: PLR2004 - a key between the proposal and the field
        field = f"{label_of(lost.path[2])} {shown(lost.path[3])} {field if len(lost.path) > 4 else ''}".rstrip()  # noqa: PLR2004
    place = lost.path[1] if number is None and lost.path[:1] == ("proposal",) and len(lost.path) > 1 else ""
    said = _("not chosen when two versions were put together: {field} {value}")
    if lost.value is None:
        said = _("not chosen when two versions were put together: that {field} is removed")
    name = lost.path[-1] if lost.path else ""
    colon = ":" if (lost.value or "").startswith("{") else ""
    text = said.format(field=f"{place} {field}{colon}".strip(), value=_in_words(name, lost.value or "", bodies))
    return f"{text} ({shown(lost.who)})" if lost.who else text


def _in_words(field: str, text: str, bodies: Bodies) -> str:
    """A value that was kept as text, as it is told elsewhere; lists and tables are kept as JSON."""
    import json

    value: Any = text
    if text.startswith(("[", "{")):
        with contextlib.suppress(ValueError):
            value = json.loads(text)
    if isinstance(value, list | dict):
        return "; ".join(value_lines(field, value, bodies))
    return scalar_text(field, text, bodies)


def chronicle_data(chronicle: Chronicle) -> dict[str, Any]:
    """The events as a document for other programs."""
    return {
        "schema": SCHEMA,
        "file": chronicle.source,
        "body": chronicle.body,
        "proposal": chronicle.number,
        "known_from": chronicle.known_from,
        "gaps": gaps_data((chronicle.gap,) if chronicle.gap else ()),
        "source": source_data(chronicle.kept_in) if chronicle.kept_in else None,
        "events": [_event(event) for event in chronicle.events],
    }


def _event(event: Event) -> Mapping[str, Any]:
    return {
        "kind": event.kind,
        "commit": event.commit or None,
        "date": event.day,
        "author": event.author or None,
        "file": event.source,
        "file_before": event.was or None,
        "changes": changes(event.changes),
        "problems": [{"code": one.code, "line": one.line or None} for one in event.problems],
        "bridged": event.bridged,
        "not_chosen": [
            {"path": list(one.path), "value": one.value, "who": one.who or None} for one in event.not_chosen
        ],
    }
