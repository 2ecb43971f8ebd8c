"""fetch: bring the copies of sources up to date."""

import datetime as dt
import os
from typing import TYPE_CHECKING, Annotated, Self

import typer

from actionplan.cli import params
from actionplan.cli.completion import complete_sources
from actionplan.cli.exits import Exit
from actionplan.cli.session import Session
from actionplan.cli.summaries import summary
from actionplan.cli.usage import Command
from actionplan.core.errors import BadValue
from actionplan.i18n import _
from actionplan.reports.blocks import Column, Room, Table, Tone, Value
from actionplan.reports.drawing import draw

if TYPE_CHECKING:
    from actionplan.core.sources import SourceState
    from actionplan.workspace.fetching import FetchedSource

app = typer.Typer()

_LONGEST = 3600


@app.command("fetch", cls=Command, help=summary("fetch"))
def fetch(
    ctx: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=_("[NAME]..."),
            help=_("Only these sources; otherwise all."),
            autocompletion=complete_sources,
            show_default=False,
        ),
    ] = None,
    timeout: Annotated[
        int, typer.Option("--timeout", metavar=_("SECONDS"), help=_("How long each source may take."))
    ] = 60,
    json: params.Json = False,
    dry_run: params.DryRun = False,
) -> None:
    """Fetch sources."""
    from actionplan.workspace import fetching
    from actionplan.workspace.sources import look, states

    session: Session = ctx.obj
    if not 1 <= timeout <= _LONGEST:
        raise BadValue("--timeout", str(timeout), expected=(_("seconds, from 1 to {most}").format(most=_LONGEST),))
    chosen = fetching.chosen(session.workspace, names or ())
    if dry_run:
        _tell_plan(session, states(look(session.workspace, chosen)), json=json)
        return
    with _Counter(session) as counter:
        found = fetching.fetch(session.workspace, chosen, _now(session), seconds=timeout, progress=counter.show)
    if json:
        session.output.json({"schema": 1, "sources": [_data(one) for one in found]})
    else:
        session.output.data(_drawn(session, _table(found)))
    _tell_troubles(session, found)
    if any(one.state.trouble for one in found):
        raise typer.Exit(Exit.PARTIAL)


def _now(session: Session) -> dt.datetime:
    now = dt.datetime.now().astimezone().replace(microsecond=0)
    # In demonstrations the day is another, and the hour does not matter.
    return dt.datetime.combine(session.calendar_day, now.timetz()) if os.environ.get("ACTIONPLAN_TODAY") else now


class _Counter:
    """Tells a person how far it has come, on one line that goes away again."""

    def __init__(self, session: Session) -> None:
        self._output = session.output
        self._width = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._write("")

    def show(self, done: int, whole: int) -> None:
        """Tell how many of how many are done."""
        self._write(_("Fetching: {done} of {whole} done").format(done=done, whole=whole))

    def _write(self, text: str) -> None:
        if self._output.interactive and (text or self._width):
            self._output.stderr.write(f"\r{text.ljust(self._width)}" + ("" if text else "\r"))
            self._output.stderr.flush()
            # The terminal itself may have written ^C behind it.
            self._width = len(text) and len(text) + len("^C")


def _drawn(session: Session, table: Table) -> str:
    return draw((table,), width=session.output.width, color=session.output.color)


def _table(found: "tuple[FetchedSource, ...]") -> Table:
    from actionplan.wording.sources import day_of

    columns = (
        Column(_("Source"), room=Room.CUT),
        Column(_("Result"), room=Room.WRAP),
        Column(_("Fetched")),
        Column(_("Last changed")),
        Column(_("Plans"), align=">"),
    )
    rows = []
    for one in found:
        state = one.state
        words = Value(_outcome(one), Tone.WARNING if state.trouble else Tone.PLAIN)
        cells = (day_of(state.fetched), day_of(state.changed), str(state.plans))
        rows.append((Value(state.name), words, *map(Value, cells)))
    return Table(columns, tuple(rows))


def _outcome(one: "FetchedSource") -> str:
    from actionplan.core.sources import Trouble
    from actionplan.store.git.renewing import Came

    if one.came is None:
        return _("not found") if one.state.trouble else _("folder, read as it is")
    if one.came is not Came.FAILED and one.state.trouble in {Trouble.NO_REF, Trouble.NO_FOLDER}:
        return _("fetched, no plans found")
    words = {
        Came.NEW: _("fetched for the first time"),
        Came.UPDATED: _("has something new"),
        Came.UNCHANGED: _("nothing new"),
        Came.ANEW: _("copy was damaged and made anew"),
        Came.FAILED: _("could not be fetched"),
    }
    return words[one.came]


def _tell_troubles(session: Session, found: "tuple[FetchedSource, ...]") -> None:
    from actionplan.wording.sources import next_step, trouble

    for one in found:
        if one.state.trouble:
            session.output.error(trouble(one.state), f"    → {next_step(one.state)}")


def _data(one: "FetchedSource") -> dict[str, object]:
    from actionplan.reports.data import source_data

    return {"outcome": one.came.value if one.came else "folder", **source_data(one.state)}


def _tell_plan(session: Session, states: "tuple[SourceState, ...]", *, json: bool) -> None:
    """What would be fetched, and how old it is now."""
    from actionplan.reports.data import source_data
    from actionplan.wording.sources import age

    if json:
        session.output.json({"schema": 1, "sources": [{"outcome": None, **source_data(one)} for one in states]})
        return
    columns = (Column(_("Source"), room=Room.CUT), Column(_("Would be fetched from"), room=Room.WRAP), Column(_("Now")))
    rows = tuple(tuple(map(Value, (one.name, _from(one), age(one)))) for one in states)
    session.output.data(_drawn(session, Table(columns, rows)))
    session.output.say(_("Nothing has been fetched."))


def _from(one: "SourceState") -> str:
    return _("nowhere: {folder} is read as it is").format(folder=one.place) if one.is_folder else one.place
