"""Ask which of two values holds, one question at a time."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from actionplan.cli.exits import Exit
from actionplan.cli.session import Session
from actionplan.i18n import _
from actionplan.wording.values import parse_choice

# Loaded only by the commands that put versions together, once they need it.
if TYPE_CHECKING:
    from actionplan.core.merge import Side
    from actionplan.wording.clashes import Asked
    from actionplan.workspace.uniting import Answers, Question, Who

    Ask = Callable[[tuple[Question, ...]], Answers | None]


def asker(session: Session, take: str | None) -> "Ask":
    """What answers questions: the option ``--take``, else whoever sits at the terminal, else nobody.

    Raises:
        BadValue: the option has another value than ``mine`` or ``theirs``.
    """
    from actionplan.core.merge import Side

    chosen = (
        parse_choice(
            "--take", take, {"mine": Side.OURS, "theirs": Side.THEIRS, "mitt": Side.OURS, "deras": Side.THEIRS}
        )
        if take
        else None
    )

    def ask(questions: "tuple[Question, ...]") -> "Answers | None":
        if chosen:
            return {question.key: chosen for question in questions}
        if not session.output.interactive:
            _list(session, questions)
            return None
        answers = {}
        for number, question in enumerate(questions, 1):
            side = _ask(session, question, number, len(questions))
            if side is None:
                session.output.say(_("Stopped. Nothing has been changed; what you have saved is safe here."))
                raise typer.Exit(Exit.CLASH)
            answers[question.key] = side
        return answers

    return ask


def worded(session: Session, question: "Question") -> "Asked":
    """A question in words."""
    from actionplan.i18n import current_language
    from actionplan.wording.clashes import asked

    workspace = session.workspace
    name = workspace.display_name(question.body) if question.body else question.source
    titles = {id_: one.title(current_language()) for id_, one in workspace.catalogue.proposals.items()}
    return asked(question.clash, name, workspace.bodies, titles)


def _list(session: Session, questions: "tuple[Question, ...]") -> None:
    """Tell the questions when nobody can answer them."""
    for question in questions:
        for line in _lines(worded(session, question), question):
            session.output.say(line)


def _ask(session: Session, question: "Question", number: int, count: int) -> "Side | None":
    from actionplan.core.merge import Side

    said = _("Question {number} of {count}").format(number=number, count=count)
    session.output.say(f"\n{said}")
    for line in _lines(worded(session, question), question):
        session.output.say(line)
    prompt = _("Write 1 or 2, and Enter (only Enter stops; nothing is changed then):")
    while True:
        sys.stderr.write(f"{prompt} ")
        sys.stderr.flush()
        answer = sys.stdin.readline().strip()
        if not answer:
            return None
        if answer in {"1", "2"}:
            return Side.OURS if answer == "1" else Side.THEIRS


def _lines(asked: "Asked", question: "Question") -> list[str]:
    lines = [asked.about, f"  {asked.why}"]
    for number, values, said in (
        (1, asked.ours, _by(_("saved here"), question.ours)),
        (2, asked.theirs, _by(_("shared by others"), question.theirs)),
    ):
        lines.append(f"  {number}  {values[0]}" if len(values) == 1 else f"  {number}")
        lines += [f"       {value}" for value in (values if len(values) > 1 else ())]
        lines.append(f"       ({said})")
    if asked.before:
        before = ", ".join(asked.before)
        lines.append("     " + _("Before: {value}").format(value=before))
    return lines


def _by(what: str, who: "Who | None") -> str:
    if who is None:
        return what
    return _("{what} by {name}, {day}").format(what=what, name=who.name, day=who.day)
