"""What is asked of a follow-up round that was held, one question at a time, at the terminal."""

import datetime as dt
import sys
from collections.abc import Callable

from actionplan.cli.session import Session
from actionplan.core.check import has_identity_number, looks_like_a_person
from actionplan.core.errors import ActionPlanError, BadValue, IdentityNumber, NothingMeant
from actionplan.core.problems import Problem
from actionplan.core.rounds import Presumed, Round
from actionplan.i18n import _
from actionplan.wording.problems import problem_sentences
from actionplan.wording.rounds import round_name
from actionplan.wording.visible import shown

ParseDay = Callable[[str], dt.date]
"""The day that was written; an empty text is today. Raises BadValue."""


def name_of(one: Round) -> str:
    """A round as it is called in what is told of it."""
    return round_name(one.key, one.day.isoformat(), one.title)


def asked_day(session: Session, meant: Presumed, parse: ParseDay) -> dt.date:
    """The day of the round, asked for until it is one: nobody should have to begin again for a slip.

    Args:
        session: where.
        meant: the round that is meant by Enter alone.
        parse: reads what was written.

    Raises:
        BadValue: a slip was the last that was said.
        NothingMeant: nothing was said, not even Enter.
    """
    if meant.passed:
        said = _("The round {round} has passed, and nothing is recorded in it. If it is that one, write its day.")
        session.output.say(said.format(round=name_of(meant.passed)))
    slip: BadValue | None = None
    while True:
        said = _line(session, _question_of_day(session, meant))
        if not said:
            raise slip or NothingMeant("round_day")
        if meant.rounds and not said.strip():
            return meant.rounds[0].day
        try:
            return parse(said.strip())
        except BadValue as error:
            slip = error
            _tell_error(session, error)


def _question_of_day(session: Session, meant: Presumed) -> str:
    if len(meant.rounds) == 1:
        (one,) = meant.rounds
        question = _("When was it held? Enter for {date} ({title}):")
        return question.format(date=one.day.isoformat(), title=shown(one.title) or one.key)
    day = meant.rounds[0].day if meant.rounds else session.today
    return _("When was it held? Enter for {date}:").format(date=day.isoformat())


def is_same_meeting(session: Session, near: Round, day: dt.date) -> bool:
    """Whether a round that is close to the day is the one that was held then; Enter alone is no."""
    question = _("The round {round} is close to that day. Is it the same meeting, so that its day becomes {date}?")
    return session.output.confirm(question.format(round=name_of(near), date=day.isoformat()))


def asked_title(session: Session, seen: Round | None) -> str:
    """What the round is called; empty for what it is called already."""
    if seen and seen.title:
        return _answer(session, _("What is it called? Enter for “{title}”:").format(title=shown(seen.title)))
    return _answer(session, _("What is it called? Such as {example}:").format(example=_("Follow-up, autumn 2016")))


def asked_participants(session: Session) -> list[str]:
    """Who took part. What looks like a person's name is doubted at once, and taken when it is said again."""
    session.output.say(_("Who took part? Write functions, not names, one on each line. Enter alone ends."))
    doubted: set[str] = set()

    def is_fine(said: str) -> bool:
        if not looks_like_a_person(said) or said in doubted:
            return True
        doubted.add(said)
        session.output.say(problem_sentences(Problem("owner_is_a_person", facts={"value": said})))
        session.output.say(_("If that is what the function is called, write the same again."))
        return False

    return _answers(session, is_fine)


def asked_decisions(session: Session) -> list[str]:
    """What was decided."""
    session.output.say(_("What was decided? One decision on each line. Enter alone ends."))
    return _answers(session, lambda _said: True)


def _answers(session: Session, is_fine: Callable[[str], bool]) -> list[str]:
    """The answers that are fine, in one line each, until one says nothing."""
    found: list[str] = []
    while said := " ".join(_answer(session, f"  {len(found) + 1}.").split()):
        if is_fine(said):
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


def _tell_error(session: Session, error: ActionPlanError) -> None:
    from actionplan.wording.errors import error_text

    for text in filter(None, error_text(error)):
        session.output.say(text)
