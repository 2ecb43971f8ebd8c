"""round: record a follow-up round that was held, or plan one that is to come."""

import datetime as dt
import re
import sys
from collections.abc import Sequence
from typing import Annotated, get_args

import typer
from msgspec.structs import replace

from actionplan.cli import params
from actionplan.cli.session import Session
from actionplan.cli.summaries import summary
from actionplan.cli.usage import Command, Group
from actionplan.core.check import has_identity_number
from actionplan.core.errors import ActionPlanError, BadValue, IdentityNumber, RoundThere
from actionplan.core.plan import Key
from actionplan.core.problems import Problem
from actionplan.core.rounds import Round, free_key, persons
from actionplan.i18n import _, current_language, ngettext
from actionplan.store.errors import ChangedOnDisk
from actionplan.store.language import SETTINGS
from actionplan.wording.figures import number
from actionplan.wording.problems import problem_sentences
from actionplan.wording.values import parse_date
from actionplan.wording.visible import shown
from actionplan.workspace.rounds import known_round, record

app = typer.Typer(cls=Group, rich_markup_mode=None, no_args_is_help=True, help=summary("round"))

_SEASONS = {"sv": ("vinter", "var", "sommar", "host"), "en": ("winter", "spring", "summer", "autumn")}
"""The beginnings of keys, which have no å ä ö."""

Title = Annotated[str | None, typer.Option("--title", metavar=_("TEXT"), help=_("What the round is called."))]
KeyText = Annotated[
    str | None,
    typer.Option("--key", metavar=_("KEY"), help=_("Its key in actionplan.toml; otherwise its season and year.")),
]


@app.command("close", cls=Command, help=_("Record a round that was held. Without options it asks."))
def close(  # noqa: PLR0917 - the options of the command
    ctx: typer.Context,
    date: Annotated[
        str | None, typer.Option("--date", metavar=_("DATE"), help=_("When it was held; otherwise today."))
    ] = None,
    title: Title = None,
    participant: Annotated[
        list[str] | None,
        typer.Option(
            "--participant",
            metavar=_("FUNCTION"),
            help=_("Who took part: a function, not a name; can be given several times."),
        ),
    ] = None,
    decision: Annotated[
        list[str] | None,
        typer.Option("--decision", metavar=_("TEXT"), help=_("What was decided; can be given several times.")),
    ] = None,
    key: KeyText = None,
    dry_run: params.DryRun = False,
    yes: params.Yes = False,
) -> None:
    """Record a round."""
    session: Session = ctx.obj
    if not any((date, title, participant, decision, key)):
        _record_asked(session, dry_run=dry_run, yes=yes)
        return
    known = known_round(session.workspace, key, session.today) if key and not date else None
    day = known.day if known else _day(session, date)
    _ensure_held(session, day)
    _record(session, _told(day, key, title, participant or (), decision or ()), dry_run=dry_run, yes=yes)


@app.command("plan", cls=Command, help=_("Record a round that is to come. Agendas and the calendar then know its day."))
def plan(  # noqa: PLR0917 - the options of the command
    ctx: typer.Context,
    date: Annotated[str, typer.Option("--date", metavar=_("DATE"), help=_("When it is to be held."))],
    title: Title = None,
    key: KeyText = None,
    dry_run: params.DryRun = False,
    yes: params.Yes = False,
) -> None:
    """Plan a round."""
    session: Session = ctx.obj
    day = _day(session, date)
    if day < session.today:
        earlier = _("a day to come; record one that was held with: actionplan round close")
        raise BadValue("--date", day.isoformat(), expected=(earlier,))
    _record(session, _told(day, key, title), dry_run=dry_run, yes=yes)


def _day(session: Session, text: str | None) -> dt.date:
    return parse_date("--date", text, session.today) if text else session.today


def _ensure_held(session: Session, day: dt.date) -> None:
    if day > session.today:
        later = _("a day that has been; plan one to come with: actionplan round plan")
        raise BadValue("--date", day.isoformat(), expected=(later,))


def _record_asked(session: Session, *, dry_run: bool, yes: bool) -> None:
    """Record what somebody at the terminal tells of a round.

    Raises:
        BadValue: nobody sits there, or several rounds are on that day.
        RoundThere: there is such a round, and it is not to be added to.
    """
    if not session.output.interactive:
        raise BadValue("--date", "", expected=(_("the day on which the round was held"),))
    day = _asked_day(session)
    seen = known_round(session.workspace, None, day)
    if seen and not seen.is_bare:
        # Told now: whoever does not want that has not answered all the rest in vain.
        there = RoundThere(seen.key, seen.day.isoformat(), seen.title)
        if not (yes or dry_run or _agreed(session, there)):
            raise there
    title = _asked_title(session, seen)
    session.output.say(_("Who took part? Write functions, not names, one on each line. Enter alone ends."))
    participants = _answers(session)
    session.output.say(_("What was decided? One decision on each line. Enter alone ends."))
    told = _told(day, seen.key if seen else None, title, participants, _answers(session))
    # The answers took a while: somebody else may have recorded something.
    try:
        _record(_anew(session), told, seen, dry_run=dry_run, yes=yes)
    except ChangedOnDisk:
        _record(_anew(session), told, seen, dry_run=dry_run, yes=yes)


def _anew(session: Session) -> Session:
    """The session with the workspace as it is now."""
    return Session(session.start, session.output)


def _asked_title(session: Session, seen: Round | None) -> str:
    if seen and seen.title:
        return _answer(session, _("What is it called? Enter for “{title}”:").format(title=shown(seen.title)))
    return _answer(session, _("What is it called? Such as {example}:").format(example=_("Follow-up, autumn 2016")))


def _asked_day(session: Session) -> dt.date:
    """The day of the round, asked for until it is one: nobody should have to begin again for a slip.

    Raises:
        BadValue: a slip was the last that was said.
    """
    today = session.today.isoformat()
    slip: BadValue | None = None
    while True:
        said = _line(session, _("When was it held? Enter for {date}:").format(date=today))
        if slip and not said:
            raise slip
        try:
            day = _day(session, said.strip())
            _ensure_held(session, day)
        except BadValue as error:
            slip = error
            _tell_error(session, error)
        else:
            return day


def _tell_error(session: Session, error: ActionPlanError) -> None:
    from actionplan.wording.errors import error_text

    for text in filter(None, error_text(error)):
        session.output.say(text)


def _answers(session: Session) -> list[str]:
    found: list[str] = []
    while said := _answer(session, f"  {len(found) + 1}."):
        found.append(said)
    return found


def _answer(session: Session, question: str) -> str:
    """What was answered, in words that a public record may hold; the question comes again after others."""
    while has_identity_number(said := _line(session, question).strip()):
        _tell_error(session, IdentityNumber(()))
    return said


def _line(session: Session, question: str) -> str:
    """What was written, with its line break; empty when nobody will write more."""
    session.output.stderr.write(f"{question} ")
    session.output.stderr.flush()
    return sys.stdin.readline()


def _told(
    day: dt.date, key: str | None, title: str | None, participants: Sequence[str] = (), decisions: Sequence[str] = ()
) -> Round:
    """What was written of a round; its key is empty where none was.

    Raises:
        BadValue: a text says nothing, or no key can be written so.
    """
    if key is not None and not re.match(get_args(Key)[1].pattern, key):
        raise BadValue("--key", key, expected=(_("at most 64 letters without å ä ö, digits, - and _"),))
    return Round(
        key or "",
        day,
        _text("--title", title) if title else "",
        tuple(dict.fromkeys(_text("--participant", one) for one in participants)),
        tuple(dict.fromkeys(_text("--decision", one) for one in decisions)),
    )


def _record(session: Session, told: Round, seen: Round | None = None, *, dry_run: bool, yes: bool) -> None:
    """Record a round, and tell what became of it.

    Args:
        session: where.
        told: what is told of the round; its key is empty where none was.
        seen: what was recorded of it when whoever tells this agreed to add to it.
        dry_run: write nothing.
        yes: add to a round that is there without asking.
    """
    workspace = session.workspace
    known = known_round(workspace, told.key or None, told.day)
    if not told.key:
        free = free_key(told.day, _SEASONS[current_language()], workspace.settings.rounds)
        told = replace(told, key=known.key if known else free)

    def agree(there: RoundThere) -> bool:
        return yes or dry_run or (seen is not None and seen == known) or _agreed(session, there)

    result = record(workspace, told, known, agree, dry_run=dry_run)
    _tell(session, result, is_same=result == known, dry_run=dry_run)


def _agreed(session: Session, there: RoundThere) -> bool:
    """Whether somebody at the terminal wants to add to a round that is there; without anybody there, no."""
    from actionplan.wording.errors import error_text

    if not session.output.interactive:
        return False
    session.output.say(error_text(there)[0])
    return session.output.confirm(_("Add to it? What is recorded in it stays."))


def _text(option: str, text: str) -> str:
    """A text in one line.

    Raises:
        BadValue: it says nothing.
    """
    if not text.strip():
        raise BadValue(option, text, expected=(_("a text"),))
    return " ".join(text.split())


def _tell(session: Session, result: Round, *, is_same: bool, dry_run: bool) -> None:
    output = session.output
    for name in persons(result):
        doubt = Problem("owner_is_a_person", facts={"value": name})
        output.say(problem_sentences(doubt))
    if is_same:
        output.data(
            _("All of it is recorded already, in [round.{key}] in {file}.").format(key=result.key, file=SETTINGS)
        )
        return
    text = (
        _("The round would be recorded as [round.{key}] in {file}; nothing is written:")
        if dry_run
        else _("The round is recorded as [round.{key}] in {file}:")
    )
    lines = [text.format(key=result.key, file=SETTINGS)]
    lines.append("  " + " ".join(filter(None, (result.day.isoformat(), shown(result.title)))))
    if result.participants:
        took_part = ", ".join(map(shown, result.participants))
        lines.append("  " + _("Took part: {functions}").format(functions=took_part))
    count = len(result.decisions)
    if count:
        said = ngettext("{count} decision:", "{count} decisions:", count).format(count=number(count))
        lines += [f"  {said}", *(f"    – {shown(one)}" for one in result.decisions)]
    elif result.day > session.today:
        lines.append("  " + _("It is planned, and counts as held once its day is past."))
    output.data("\n".join(lines))
    if not dry_run:
        output.say(_("Save and share it with: actionplan save, and then actionplan sync"))
