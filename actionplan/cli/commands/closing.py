"""round: record a follow-up round that was held, plan one that is to come, or remove one."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Annotated, get_args

import typer
from msgspec import Struct
from msgspec.structs import replace

from actionplan.cli import params
from actionplan.cli.completion import complete_rounds
from actionplan.cli.round_questions import (
    asked_day,
    asked_decisions,
    asked_participants,
    asked_title,
    is_same_meeting,
    name_of,
)
from actionplan.cli.session import Session
from actionplan.cli.summaries import summary
from actionplan.cli.usage import Command, Group
from actionplan.core.errors import BadValue, NothingMeant, RoundKept, RoundPassed, RoundThere
from actionplan.core.plan import Key
from actionplan.core.problems import Problem
from actionplan.core.rounds import Round, free_key, nearby, persons, presumed
from actionplan.i18n import _, current_language, ngettext
from actionplan.store.errors import ChangedOnDisk
from actionplan.store.language import SETTINGS
from actionplan.wording.figures import number
from actionplan.wording.problems import problem_sentences
from actionplan.wording.values import parse_date
from actionplan.wording.visible import shown
from actionplan.workspace.configuring import remove_round
from actionplan.workspace.rounds import known_round, record, recorded, round_of

app = typer.Typer(cls=Group, rich_markup_mode=None, no_args_is_help=True, help=summary("round"))

_SEASONS = {"sv": ("vinter", "var", "sommar", "host"), "en": ("winter", "spring", "summer", "autumn")}
"""The beginnings of keys, which have no å ä ö."""

Title = Annotated[str | None, typer.Option("--title", metavar=_("TEXT"), help=_("What the round is called."))]
KeyText = Annotated[
    str | None,
    typer.Option(
        "--key",
        metavar=_("KEY"),
        help=_("Its key in actionplan.toml; otherwise its season and year."),
        autocompletion=complete_rounds,
    ),
]


@app.command("close", cls=Command, help=_("Record a round that was held. Without options it asks."))
def close(  # noqa: PLR0917 - the options of the command
    ctx: typer.Context,
    date: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar=_("DATE"),
            help=_("When it was held; otherwise the planned round that has just passed, or today."),
        ),
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
    known = None
    if not date:
        known = known_round(session.workspace, key, session.today) if key else _meant(session)
    day = known.day if known else _day(session, date)
    _ensure_held(session, day)
    told = _told(day, known.key if known else key, title, participant or (), decision or ())
    _record(session, told, dry_run=dry_run, yes=yes)


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


@app.command("remove", cls=Command, help=_("Remove a round that was recorded by mistake."))
def remove(
    ctx: typer.Context,
    key: Annotated[
        str,
        typer.Argument(
            metavar=_("KEY"), help=_("Its key, which actionplan rounds shows."), autocompletion=complete_rounds
        ),
    ],
    dry_run: params.DryRun = False,
    yes: params.Yes = False,
) -> None:
    """Remove a round."""
    session: Session = ctx.obj
    known = round_of(session.workspace, key, _("KEY"))
    question = (
        _("Remove the round {round}?")
        if known.is_bare
        else _("Remove the round {round}, with who took part and what was decided?")
    )
    if not (yes or dry_run or session.output.confirm(question.format(round=name_of(known)))):
        raise RoundKept(known.key, known.day.isoformat(), known.title)
    remove_round(session.workspace, known, dry_run=dry_run)
    text = (
        _("The round [round.{key}] would be removed from {file}; nothing is written:")
        if dry_run
        else _("The round [round.{key}] is removed from {file}:")
    )
    session.output.data("\n".join((text.format(key=known.key, file=SETTINGS), *_lines(known))))
    _tell_to_save(session, dry_run=dry_run)


def _meant(session: Session) -> Round | None:
    """The round that is meant by somebody who names none; none when a new one begins today.

    Raises:
        NothingMeant: several rounds are on that day.
        RoundPassed: one may be meant, or none.
    """
    found = presumed(recorded(session.workspace), session.today)
    if found.passed:
        one = found.passed
        raise RoundPassed(one.key, one.day.isoformat(), one.title, session.today.isoformat())
    if len(found.rounds) > 1:
        raise NothingMeant("round", tuple(one.key for one in found.rounds))
    for one in found.rounds:
        if one.day != session.today:
            said = _("What is told is taken for the round {round}. For another day, give --date.")
            session.output.say(said.format(round=name_of(one)))
        return one
    return None


def _day(session: Session, text: str | None) -> dt.date:
    return parse_date("--date", text, session.today) if text else session.today


def _ensure_held(session: Session, day: dt.date) -> None:
    if day > session.today:
        later = _("a day that has been; plan one to come with: actionplan round plan")
        raise BadValue("--date", day.isoformat(), expected=(later,))


def _held(session: Session, text: str) -> dt.date:
    """The day that was written.

    Raises:
        BadValue: it is no day, or none that has been.
    """
    day = _day(session, text)
    _ensure_held(session, day)
    return day


class _Answered(Struct, frozen=True):
    """What somebody at the terminal was asked, and need not be told again."""

    seen: Round | None
    """What was recorded of the round when they agreed to add to it."""
    near: Round | None
    """The round close to the day of which they said whether it is the same meeting."""


def _record_asked(session: Session, *, dry_run: bool, yes: bool) -> None:
    """Record what somebody at the terminal tells of a round.

    Raises:
        NothingMeant: nobody sits there, or several rounds are on that day.
        RoundThere: there is such a round, and it is not to be added to.
    """
    if not session.output.interactive:
        raise NothingMeant("round_day")
    known = recorded(session.workspace)
    day = asked_day(session, presumed(known, session.today), lambda text: _held(session, text))
    seen = known_round(session.workspace, None, day)
    near = None if seen or yes else next(iter(nearby(known, day, "")), None)
    if near:
        seen = near if is_same_meeting(session, near, day) else None
    elif seen and not seen.is_bare:
        # Told now: whoever does not want that has not answered all the rest in vain.
        there = RoundThere(seen.key, seen.day.isoformat(), seen.title)
        if not (yes or dry_run or _agreed(session, there)):
            raise there
    title = asked_title(session, seen)
    told = _told(day, seen.key if seen else None, title, asked_participants(session), asked_decisions(session))
    answered = _Answered(seen, near)
    # The answers took a while: somebody else may have recorded something.
    try:
        _record(_anew(session), told, answered, dry_run=dry_run, yes=yes)
    except ChangedOnDisk:
        _record(_anew(session), told, answered, dry_run=dry_run, yes=yes)


def _anew(session: Session) -> Session:
    """The session with the workspace as it is now."""
    return Session(session.start, session.output)


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


def _record(session: Session, told: Round, answered: _Answered | None = None, *, dry_run: bool, yes: bool) -> None:
    """Record a round, and tell what became of it.

    Args:
        session: where.
        told: what is told of the round; its key is empty where none was.
        answered: what was asked about it; ``None`` where options told everything.
        dry_run: write nothing.
        yes: add to a round that is there without asking.
    """
    workspace = session.workspace
    seen = answered.seen if answered else None
    known = known_round(workspace, told.key or None, told.day)
    if not told.key:
        free = free_key(told.day, _SEASONS[current_language()], workspace.settings.rounds)
        told = replace(told, key=known.key if known else free)

    def agree(there: RoundThere) -> bool:
        return yes or dry_run or (seen is not None and seen == known) or _agreed(session, there)

    result = record(workspace, told, known, agree, dry_run=dry_run)
    if not answered:
        _doubt_names(session, result)
    if result == known:
        said = _("All of it is recorded already, in [round.{key}] in {file}.").format(key=result.key, file=SETTINGS)
        session.output.data(said)
        return
    _tell(session, result, dry_run=dry_run)
    if not known and not (answered and answered.near):
        _tell_near(session, result, dry_run=dry_run)
    _tell_to_save(session, dry_run=dry_run)


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


def _doubt_names(session: Session, result: Round) -> None:
    for name in persons(result):
        session.output.say(problem_sentences(Problem("owner_is_a_person", facts={"value": name})))


def _tell(session: Session, result: Round, *, dry_run: bool) -> None:
    text = (
        _("The round would be recorded as [round.{key}] in {file}; nothing is written:")
        if dry_run
        else _("The round is recorded as [round.{key}] in {file}:")
    )
    lines = [text.format(key=result.key, file=SETTINGS), *_lines(result)]
    if not result.decisions and result.day > session.today:
        lines.append("  " + _("It is planned, and counts as held once its day is past."))
    session.output.data("\n".join(lines))


def _lines(one: Round) -> Iterator[str]:
    """What is recorded of a round."""
    yield "  " + " ".join(filter(None, (one.day.isoformat(), shown(one.title))))
    if one.participants:
        took_part = ", ".join(map(shown, one.participants))
        yield "  " + _("Took part: {functions}").format(functions=took_part)
    count = len(one.decisions)
    if count:
        said = ngettext("{count} decision:", "{count} decisions:", count).format(count=number(count))
        yield f"  {said}"
        yield from (f"    – {shown(text)}" for text in one.decisions)


def _tell_near(session: Session, result: Round, *, dry_run: bool) -> None:
    """Tell of the nearest round that may be the same meeting as a new one."""
    for near in nearby(recorded(session.workspace), result.day, result.key)[:1]:
        said = (
            _("The round {round} is close to that day. If it is the same meeting, give --key {key}.")
            if dry_run
            else _(
                "The round {round} is close to that day. If it is the same meeting, remove the new one with: "
                "actionplan round remove {new}. Then record it again, with --key {key}."
            )
        )
        session.output.say(said.format(round=name_of(near), key=near.key, new=result.key))


def _tell_to_save(session: Session, *, dry_run: bool) -> None:
    if not dry_run:
        session.output.say(_("Save and share it with: actionplan save, and then actionplan sync"))
