"""What is saved and shared, in words: by plan and place, a line for each change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from actionplan.core.body import Bodies
from actionplan.core.catalogue import Catalogue
from actionplan.core.differences import Differences, PlanDifference
from actionplan.core.errors import ActionPlanError
from actionplan.core.merge import Clash, Side
from actionplan.core.problems import Problem
from actionplan.i18n import _, current_language, ngettext
from actionplan.reports.plain import visible
from actionplan.store.git.errors import NeedsPerson, NoRemote, NothingSaved, UnsavedInTheWay
from actionplan.tui.errand import Outcome, Prospect
from actionplan.tui.views.difference import NAMES, item, nameless, unnamed
from actionplan.tui.widgets.page import Writing, paragraph
from actionplan.tui.widgets.paint import Line
from actionplan.wording.clashes import Asked, asked
from actionplan.wording.commit import other_line
from actionplan.wording.differences import changes_told, difference_sentences
from actionplan.wording.errors import error_text
from actionplan.wording.git_errors import fault_text
from actionplan.workspace.uniting import Question, Who

_BLANK: Line = ()


class Speech(Struct, frozen=True):
    """What is needed to tell of plans."""

    bodies: Bodies
    catalogue: Catalogue
    hide_names: bool = False

    @property
    def titles(self) -> Mapping[str, str]:
        """The titles of proposals by number."""
        language = current_language()
        return {number: one.title(language) for number, one in self.catalogue.proposals.items()}

    def name(self, body: str) -> str:
        """What a body is called."""
        known = self.bodies.find(body)
        return known.name if known else body


# Changes


def differences_lines(differences: Differences, speech: Speech, width: int) -> Iterator[Line]:
    """What became of plans: each with its name, the places in it, and what changed there."""
    titles = speech.titles
    for at, one in enumerate(differences.plans):
        if at:
            yield _BLANK
        yield ((visible(one.name), "strong"),)
        shown = without_names(one) if speech.hide_names else one
        for said in difference_sentences(shown):
            yield from item(said, width)
        for told in changes_told(shown, speech.bodies, titles):
            yield from _indented(paragraph(visible(told.head), width - 2))
            for part in told.parts:
                yield from _indented(item(part.text, width - 2))
    if differences.others:
        yield from ([_BLANK] if differences.plans else [])
        yield ((_("Beside the plans"), "strong"),)
        for file in differences.others:
            yield from item(other_line(file), width)


def _indented(lines: Iterable[Line]) -> Iterator[Line]:
    return ((("  ", "plain"), *line) for line in lines)


def without_names(one: PlanDifference) -> PlanDifference:
    """What became of a plan, without who is responsible."""
    before, after = (nameless(plan) if plan else None for plan in (one.before, one.after))
    return replace(one, before=before, after=after, changes=tuple(map(unnamed, one.changes)))


def _section(title: str, lines: Sequence[Line], paint: str = "heading") -> list[Line]:
    return [((title, paint),), *lines, _BLANK] if lines else []


def _trimmed(lines: list[Line]) -> list[Line]:
    while lines and not lines[-1]:
        lines.pop()
    return lines


# Before


def prospect_writing(prospect: Prospect, speech: Speech, *, is_failed: bool) -> Writing:
    """What would be saved and shared.

    Args:
        prospect: what was found.
        speech: how to tell it.
        is_failed: whether the latest edit could not be written to its file.
    """

    def write(width: int) -> Sequence[Line]:
        if prospect.error:
            return _error_lines(prospect.error, width)
        lines: list[Line] = []
        if is_failed:
            said = _("Your latest change could not be written to its file, and is not part of this.")
            lines += [*paragraph(f"! {said}", width, "late"), _BLANK]
        lines += _section(_("This is saved"), list(differences_lines(prospect.to_save, speech, width)))
        lines += _left_lines(prospect.left, width)
        if prospect.saves:
            lines += _section(_("Saved already, and not shared"), _unshared(prospect, speech, width))
        if not lines:
            lines += [*paragraph(_nothing(prospect), width), _BLANK]
        if prospect.ignored:
            lines += [*paragraph(_ignored(prospect.ignored), width, "warning"), _BLANK]
        if not prospect.has_place:
            said, step = _("The plans are shared nowhere yet."), error_text(NoRemote())[1]
            lines += [*paragraph(f"{said} {step}", width, "quiet"), _BLANK]
        return _trimmed(lines)

    return write


def _unshared(prospect: Prospect, speech: Speech, width: int) -> list[Line]:
    lines = list(differences_lines(prospect.to_share, speech, width))
    return lines or paragraph(_("Nothing in the plans differs from what is shared."), width, "quiet")


def _nothing(prospect: Prospect) -> str:
    if not prospect.has_place:
        return _("Everything is saved already.")
    return _("Everything here is saved and shared. You can get what others have shared.")


def _ignored(files: Sequence[str]) -> str:
    return ngettext(
        "Note: {files} is never saved, because git is told to ignore it (.gitignore).",
        "Note: {files} are never saved, because git is told to ignore them (.gitignore).",
        len(files),
    ).format(files=visible(", ".join(files)))


def _left_lines(problems: Sequence[Problem], width: int) -> list[Line]:
    """Which plans are left out, and why."""
    if not problems:
        return []
    sources = ", ".join(dict.fromkeys(visible(one.source) for one in problems))
    lines = paragraph(_("Left out, because of faults: {files}").format(files=sources), width, "late")
    for one in problems:
        lines += item(fault_text(one), width)
    return [*lines, *paragraph(_("Put that right, and save again."), width, "quiet"), _BLANK]


# Afterwards


def outcome_title(outcome: Outcome) -> str:
    """What it came to in a few words."""
    if outcome.error is None:
        if outcome.shared is None:
            return _("✓ Saved here")
        if outcome.shared.protected:
            return _("✓ Saved, and shared beside the usual branch")
        return _("✓ Shared") if outcome.shared.pushed else _("✓ Up to date")
    if isinstance(outcome.error, NeedsPerson):
        return _("Nothing has been changed")
    return _("Saved here, not shared") if outcome.saved else _("Not shared")


def outcome_writing(outcome: Outcome, speech: Speech) -> Writing:
    """What it came to: what stood in the way, what is new from others, and what was shared."""

    def write(width: int) -> Sequence[Line]:
        lines: list[Line] = []
        if outcome.error:
            lines += [*_error_lines(outcome.error, width), _BLANK]
        if outcome.reading:
            lines += [*_error_lines(outcome.reading, width), _BLANK]
        shared, saved = outcome.shared, outcome.saved
        if saved:
            lines += _left_lines(saved.left, width)
        if shared:
            lines += _shared_lines(outcome, speech, width)
        elif saved:
            subject = saved.message.partition("\n")[0]
            lines += _section(_("Saved"), paragraph(visible(subject), width))
            if outcome.error is None:
                lines += paragraph(_("Only you see it so far: it is not shared."), width, "quiet")
        return _trimmed(lines)

    return write


def _shared_lines(outcome: Outcome, speech: Speech, width: int) -> list[Line]:
    shared = outcome.shared
    if shared is None:
        return []
    lines: list[Line] = []
    if shared.protected:
        said = _(
            "The usual branch at {remote} is protected, so what you saved was put beside it, as “{branch}”. "
            "Ask the one who looks after it to take it in."
        ).format(remote=shared.remote, branch=shared.branch)
        lines += [*paragraph(visible(said), width, "warning")]
        for told in shared.protected.split("\n"):
            lines += paragraph(visible(told), width, "quiet", "  ")
        lines.append(_BLANK)
    lines += _section(_("New from others"), list(differences_lines(shared.received, speech, width)))
    if shared.answered:
        chosen = []
        for one in shared.answered:
            words = worded(one.question, speech)
            taken = words.ours if one.side is Side.OURS else words.theirs
            chosen += item(f"{words.about}: {'; '.join(taken)}", width)
        lines += _section(_("Chosen by you"), chosen)
        lines[-1:] = [*paragraph(_("What was not chosen is kept in the history."), width, "quiet"), _BLANK]
    if shared.pushed:
        sent = list(differences_lines(shared.sent, speech, width))
        lines += _section(_("Shared"), sent or paragraph(_("Nothing in the plans differs."), width, "quiet"))
    elif not shared.received:
        lines += paragraph(_("Everything is shared already, and there is nothing new from others."), width)
    else:
        lines += paragraph(_("You had nothing of your own to share."), width, "quiet")
    return lines


def _error_lines(error: ActionPlanError, width: int) -> list[Line]:
    if isinstance(error, NeedsPerson):
        said = _("You stopped before every question was answered. Your plans are as they were.")
        step = _("What you have saved is safe here. Share again to be asked again.")
    else:
        said, step = error_text(error)
        if isinstance(error, NothingSaved | UnsavedInTheWay):
            step = _("Save first: press Ctrl+S, and choose to save.")
    lines: list[Line] = []
    for line in said.split("\n"):
        lines += paragraph(visible(line), width, "plain")
    for line in step.split("\n") if step else ():
        lines += [_BLANK, *paragraph(f"→ {visible(line)}", width, "accent")]
    return lines


# Questions


def worded(question: Question, speech: Speech) -> Asked:
    """A question in words."""
    name = speech.name(question.body) if question.body else question.source
    clash = _unnamed_clash(question.clash) if speech.hide_names else question.clash
    return asked(clash, name, speech.bodies, speech.titles)


def holds_names(question: Question) -> bool:
    """Whether the values that are to be chosen between name somebody."""
    clash = question.clash
    return _unnamed_clash(clash) != clash


def _unnamed_clash(clash: Clash) -> Clash:
    field = clash.path[-1] if clash.path else ""
    base, ours, theirs = (_unnamed_value(field, value) for value in (clash.base, clash.ours, clash.theirs))
    return replace(clash, base=base, ours=ours, theirs=theirs)


def _unnamed_value(field: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _unnamed_value(key, one) for key, one in value.items()}
    return _("(hidden)") if field in NAMES and value is not None else value


def who_said(what: str, who: Who | None, *, hide_names: bool) -> str:
    """Where a value comes from: "sparat här av Utvecklingsledare IFO, 2016-09-16"."""
    if who is None:
        return what
    name = _("(hidden)") if hide_names else visible(who.name)
    return _("{what} by {name}, {day}").format(what=what, name=name, day=who.day)


def question_lines(
    question: Question, speech: Speech, width: int, *, chosen: Side | None, cursor: int
) -> tuple[list[Line], tuple[range, range]]:
    """A question with its two answers; and the lines that each of the answers takes.

    Args:
        question: what is asked.
        speech: how to tell it.
        width: columns.
        chosen: the answer so far.
        cursor: which answer the cursor is at: 0 or 1.
    """
    words = worded(question, speech)
    lines = [*paragraph(words.why, width), _BLANK]
    places = []
    answers = (
        (Side.OURS, words.ours, _("saved here"), question.ours),
        (Side.THEIRS, words.theirs, _("shared by others"), question.theirs),
    )
    for at, (side, values, what, who) in enumerate(answers):
        start = len(lines)
        marks = _marks(at, is_chosen=chosen is side, is_here=cursor == at)
        paint = "strong" if chosen is side else "plain"
        room = max(width - _MARKS, 8)
        shown = [line for value in values for line in paragraph(visible(value), room, paint)]
        shown += paragraph(who_said(what, who, hide_names=speech.hide_names), room, "quiet")
        lines += [(*(marks if not nth else ((" " * _MARKS, "plain"),)), *line) for nth, line in enumerate(shown)]
        places.append(range(start, len(lines)))
        lines.append(_BLANK)
    if words.before:
        before = _("Before: {value}").format(value=", ".join(words.before))
        lines += [*paragraph(visible(before), width, "quiet"), _BLANK]
    if speech.hide_names and holds_names(question):
        lines += paragraph(_("Names are hidden. F9 shows them here."), width, "warning")
    return _trimmed(lines), (places[0], places[1])


_MARKS = 9


def _marks(at: int, *, is_chosen: bool, is_here: bool) -> Line:
    return (
        ("▌ " if is_here else "  ", "accent"),
        (str(at + 1), "key"),
        (" ", "plain"),
        ("(•)" if is_chosen else "( )", "accent" if is_chosen else "quiet"),
        ("  ", "plain"),
    )
