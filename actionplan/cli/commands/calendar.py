"""calendar: deadlines and follow-up rounds as a file that calendars read."""

from pathlib import PurePath
from typing import Annotated

import typer

from actionplan.cli import params
from actionplan.cli.exits import Exit
from actionplan.cli.handing import ensure_place, hand
from actionplan.cli.session import Session
from actionplan.cli.summaries import summary
from actionplan.cli.targets import body_or_region
from actionplan.cli.usage import Command
from actionplan.core.errors import BadValue
from actionplan.core.material import Material
from actionplan.core.occasions import Choice, What, find_occasions
from actionplan.i18n import _
from actionplan.reports.rendering import remarks
from actionplan.wording.values import parse_area
from actionplan.workspace.exporting import read_whole
from actionplan.workspace.gathering import as_group, criteria_of

app = typer.Typer()


@app.command("calendar", cls=Command, help=summary("calendar"))
def calendar(  # noqa: PLR0917 - the options of the command
    ctx: typer.Context,
    body: params.OneBody = None,
    area: params.Area = None,
    owner: Annotated[
        str | None, typer.Option("--owner", metavar=_("TEXT"), help=_("Only owners with this in their name."))
    ] = None,
    remind: Annotated[
        str | None,
        typer.Option("--remind", metavar=_("DAYS|no"), help=_("Days before when the reminder comes; no for none.")),
    ] = None,
    names: params.Names = "yes",
    to: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", "-O", metavar=_("FILE"), help=_("Write to a file, such as plan.ics; - is the screen.")
        ),
    ] = None,
    json: params.Json = False,
    yes: params.Yes = False,
) -> None:
    """Write a calendar."""
    session: Session = ctx.obj
    workspace = session.workspace
    criteria = criteria_of(workspace, session.today, names=params.with_names(names))
    days = _days(remind, criteria.soon_days)
    choice = Choice(parse_area(area, workspace.catalogue) if area else None, owner)
    meant = as_group(body_or_region(body, session))
    form = _form_of(to, json=json)
    ensure_place(session, form, to, yes=yes)
    material = read_whole(workspace, meant, criteria)
    found = find_occasions(material, choice)
    from actionplan.reports.calendar.words import Context

    context = Context(material.rollup, criteria.names, material.holder)
    if form == "json":
        from actionplan.reports.calendar.data import as_data
        from actionplan.reports.data import as_text

        hand(session, as_text(as_data(found, context)), to)
    else:
        from actionplan.reports.calendar.file import render

        hand(session, render(found, context, days), to)
    if owner and not any(one.what is not What.ROUND for one in found):
        session.output.say(_nobody_like(owner, material, choice))
        if found:
            session.output.say(_("The calendar holds the follow-up rounds alone."))
    if not found:
        session.output.say(_("There is nothing with a date to put in the calendar."))
    for remark in remarks(material.rollup):
        session.output.say(remark)
    if material.rollup.is_partial:
        raise typer.Exit(Exit.PARTIAL)


def _nobody_like(owner: str, material: Material, choice: Choice) -> str:
    """That no deadline has an owner with a text in the name, with those that are most like it."""
    said = _("No deadline has an owner with “{text}” in the name.").format(text=owner)
    if not material.rollup.criteria.names:
        return said
    from actionplan.core.likeness import nearest
    from actionplan.wording.values import either

    names = sorted({one.owner for one in find_occasions(material, Choice(choice.area)) if one.owner})
    # Part of a name is enough, so one word is held against the words of the names.
    found = nearest(owner, names if " " in owner.strip() else sorted({word for name in names for word in name.split()}))
    return " ".join((said, _("Did you mean {nearest}?").format(nearest=either(found)))) if found else said


def _form_of(to: str | None, *, json: bool) -> str:
    """The format that is asked for, else the one that a file's ending says; without an ending a calendar.

    Raises:
        BadValue: it has no such ending.
    """
    forms = {".json": "json", ".txt": "json"} if json else {".ics": "ics", ".json": "json"}
    ending = PurePath(to or "").suffix.lower()
    if ending and ending not in forms:
        raise BadValue("--output", str(to), expected=tuple(forms))
    return forms.get(ending, "json" if json else "ics")


_MOST_DAYS = 366


def _days(text: str | None, otherwise: int) -> int | None:
    """How many days before a reminder comes; ``None`` for no reminder.

    Raises:
        BadValue: it is neither a number of days nor no.
    """
    if text is None:
        return min(otherwise, _MOST_DAYS)
    if text.lower() in {"no", "nej"}:
        return None
    if not (text.isascii() and text.isdigit()) or int(text) > _MOST_DAYS:
        raise BadValue(
            "--remind", text, expected=(_("a number of days from 0 to {most}, or no").format(most=_MOST_DAYS),)
        )
    return int(text)
