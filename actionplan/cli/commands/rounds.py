"""rounds: the days on which plans were followed up, what was decided, and what is planned."""

import datetime as dt
from collections.abc import Iterator, Sequence

import typer

from actionplan.cli import params
from actionplan.cli.session import Session
from actionplan.cli.summaries import summary
from actionplan.cli.usage import Command
from actionplan.core.ends import RoundMeant
from actionplan.core.rounds import Round
from actionplan.i18n import _
from actionplan.reports.blocks import Block, Bullets, Column, Heading, Paragraph, Room, Table, Tone, Value
from actionplan.reports.drawing import draw
from actionplan.wording.figures import number
from actionplan.wording.visible import shown
from actionplan.workspace.pasts import find_pasts
from actionplan.workspace.rounds import recorded, shown_by_plans

app = typer.Typer()


@app.command("rounds", cls=Command, help=summary("rounds"))
def rounds(ctx: typer.Context, json: params.Json = False) -> None:
    """List the rounds."""
    session: Session = ctx.obj
    stated = recorded(session.workspace)
    inferred: tuple[RoundMeant, ...] = ()
    if not stated:
        with find_pasts(session.workspace, session.calendar_day) as pasts:
            inferred = shown_by_plans(pasts, session.today)
    if json:
        session.output.json(_data(stated, inferred, session.today))
        return
    blocks = tuple(_stated(stated, session.today) if stated else _inferred(inferred))
    session.output.data(draw(blocks, width=session.output.width, color=session.output.color))


def _data(stated: Sequence[Round], inferred: Sequence[RoundMeant], today: dt.date) -> dict[str, object]:
    listed: list[dict[str, object]] = [
        {
            "date": one.day,
            "key": one.key,
            "title": one.title or None,
            "participants": list(one.participants),
            "decisions": list(one.decisions),
            "planned": one.day > today,
            "bodies": None,
        }
        for one in stated
    ]
    listed += [
        {
            "date": one.day,
            "key": None,
            "title": None,
            "participants": [],
            "decisions": [],
            "planned": False,
            "bodies": one.bodies,
        }
        for one in inferred
    ]
    return {"schema": 1, "rounds": listed, "inferred": bool(inferred)}


def _stated(found: Sequence[Round], today: dt.date) -> Iterator[Block]:
    columns = (
        Column(_("Date")),
        Column(_("Key")),
        Column(_("Title"), room=Room.WRAP),
        Column(_("Took part"), align=">"),
        Column(_("Decisions"), align=">"),
    )
    yield Table(columns, tuple(_row(one, today) for one in found))
    for one in found:
        if one.decisions:
            yield Heading(2, " ".join(filter(None, (one.day.isoformat(), shown(one.title)))))
            yield Bullets(tuple(map(shown, one.decisions)))


def _row(one: Round, today: dt.date) -> tuple[Value, ...]:
    told = (Value(number(len(one.participants))), Value(number(len(one.decisions))))
    if one.day > today:
        told = (Value("–"), Value(_("planned"), Tone.QUIET))
    return (Value(one.day.isoformat()), Value(one.key), Value(shown(one.title) or "–"), *told)


def _inferred(found: Sequence[RoundMeant]) -> Iterator[Block]:
    if not found:
        yield Paragraph(_("No round is recorded, and the plans show none."))
    else:
        columns = (Column(_("Date")), Column(_("Followed up by"), align=">"))
        yield Table(columns, tuple((Value(one.day.isoformat()), Value(number(one.bodies))) for one in found))
        yield Paragraph(
            _("No round is recorded. These are the days on which several have noted follow-ups."), Tone.QUIET
        )
    yield Paragraph(_("Record one with: actionplan round close"), Tone.QUIET)
