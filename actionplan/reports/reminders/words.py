"""The sentences of a reminder, in the user's language."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct

from actionplan.core.material import Material
from actionplan.core.reminders import Letter, Matter, Need
from actionplan.core.sources import source_of
from actionplan.i18n import _, current_language, ngettext
from actionplan.reports.blocks import Block, Bullets, Paragraph
from actionplan.reports.plain import one_line
from actionplan.wording.figures import day, number
from actionplan.wording.labels import status_short
from actionplan.wording.problems import problem_text


class Mail(Struct, frozen=True):
    """A mail text."""

    letter: Letter
    to: str
    subject: str
    blocks: tuple[Block, ...]


class Sender(Struct, frozen=True):
    """What the words need besides the letters."""

    material: Material
    name: str = ""
    """Who signs; empty where the settings do not say."""


def mail(letter: Letter, sender: Sender) -> Mail:
    """A letter in words."""
    return Mail(letter, _receiver(letter, sender), _subject(letter, sender), tuple(_blocks(letter, sender)))


def _name(letter: Letter, sender: Sender) -> str:
    return one_line(sender.material.rollup.name(letter.body))


def _receiver(letter: Letter, sender: Sender) -> str:
    function = letter.owner or letter.contact or _("the contact for the action plan")
    return _("{function}, {body}").format(function=one_line(function), body=_name(letter, sender))


def _subject(letter: Letter, sender: Sender) -> str:
    body = _name(letter, sender)
    needs = {one.need for one in letter.matters}
    if needs == {Need.REPORT}:
        said = _("{body}: the action plan has not come in").format(body=body)
    elif needs == {Need.READABLE}:
        said = _("{body}: the action plan cannot be read").format(body=body)
    else:
        count = len({one.proposal for one in letter.matters if one.proposal})
        text = ngettext(
            "{body}: {count} proposal in the action plan to look at",
            "{body}: {count} proposals in the action plan to look at",
            count,
        )
        if letter.owner and len(letter.activities) == len(letter.matters):
            count = len(letter.activities)
            text = ngettext(
                "{body}: {count} activity in the action plan to look at",
                "{body}: {count} activities in the action plan to look at",
                count,
            )
        said = text.format(body=body, count=number(count))
    return _("[Example] {text}").format(text=said) if _is_example(letter, sender) else said


def _is_example(letter: Letter, sender: Sender) -> bool:
    return letter.example or (not letter.sources and sender.material.rollup.is_example)


def _blocks(letter: Letter, sender: Sender) -> Iterator[Block]:
    rollup = sender.material.rollup
    if _is_example(letter, sender):
        yield Paragraph(_("Example data: nothing here is a decision of the bodies named."))
    yield Paragraph(_("Hello,"))
    yield Paragraph(" ".join(_beginning(letter, sender)))
    for proposal, matters in groupby(letter.matters, key=lambda one: one.proposal):
        told = tuple(matters)
        if proposal:
            yield Paragraph(_title(told, sender))
        yield Bullets(tuple(_points(told, sender)))
    yield Paragraph(
        _(
            "What begins with actionplan is written in a terminal, in the folder with the plans."
            " Everything can also be done on the screen that the word actionplan alone opens."
        )
    )
    if any(one.proposal for one in letter.matters):
        files = ", ".join(dict.fromkeys(_file(one) for one in letter.matters if one.source))
        yield Paragraph(
            _("If you rather write in the file: {files}, under the number of the proposal.").format(files=files)
        )
        if not rollup.catalogue.is_official:
            yield Paragraph(_("The proposals have working titles, which are not SKL's wording."))
    yield Paragraph(_("Please get in touch if anything here is wrong."))
    yield Paragraph("\n".join(filter(None, (_("Kind regards"), one_line(sender.name)))))


def _beginning(letter: Letter, sender: Sender) -> Iterator[str]:
    body, as_of = _name(letter, sender), day(sender.material.rollup.criteria.as_of)
    if not any(one.proposal for one in letter.matters):
        yield _("This is about the action plan of {body}.").format(body=body)
        return
    yield _("This is about the action plan of {body}, as it stands on {day}.").format(body=body, day=as_of)
    if letter.owner:
        yield _responsible(letter).format(owner=one_line(letter.owner))
    else:
        yield _("The proposals below need something done.")


def _responsible(letter: Letter) -> str:
    """What the function answers for: proposals, activities in proposals that others answer for, or both."""
    activities = len(letter.activities)
    if not activities:
        return _(
            "The proposals below are those that you, as {owner}, are responsible for and that need something done."
        )
    if activities < len(letter.matters):
        return _(
            "Below are the proposals and activities that you, as {owner}, are responsible for and that need something"
            " done."
        )
    return ngettext(
        "Below is the activity that you, as {owner}, are responsible for and that needs something done.",
        "Below are the activities that you, as {owner}, are responsible for and that need something done.",
        activities,
    )


def _title(matters: tuple[Matter, ...], sender: Sender) -> str:
    first = matters[0]
    title = sender.material.rollup.catalogue.proposals[first.proposal].title(current_language())
    entry = next((one for one in matters if one.need is not Need.ACTIVITY), None)
    said = f"{first.proposal} {one_line(title)}"
    if entry is None:
        return said
    owner = one_line(entry.owner or "") or _("nobody yet")
    return _("{proposal} ({status}, responsible: {owner})").format(
        proposal=said, status=status_short(entry.status), owner=owner
    )


def _points(matters: Iterable[Matter], sender: Sender) -> Iterator[str]:
    """What is asked for, and the commands that record it, each command once."""
    commands: dict[str, None] = {}
    for one in matters:
        yield said(one)
        commands |= dict.fromkeys(_steps(one, sender))
    yield from commands


def said(one: Matter) -> str:
    """What is asked for, in a sentence."""
    match one.need:
        case Need.REPORT:
            form = _("The form is in {file}, and nothing is filled in yet.")
            return form.format(file=_file(one)) if one.source else _("We have not received any plan.")
        case Need.READABLE:
            why = problem_text(one.problem) if one.problem else ""
            place = f"{_file(one)}:{one.problem.line}" if one.problem and one.problem.line else _file(one)
            return _("The file {file} cannot be read: {why}.").format(file=place, why=why)
        case Need.OWNER:
            return _("Nobody is named as responsible.")
        case Need.FOLLOWUP:
            text = _("The latest follow-up is from {date}.") if one.day else _("No follow-up is recorded yet.")
            return text.format(date=day(one.day))
        case _:
            return _deadline(one)


def _deadline(one: Matter) -> str:
    days = one.days or 0
    if one.need is Need.OVERDUE:
        text = ngettext(
            "It was to be done by {date}, {count} day ago.", "It was to be done by {date}, {count} days ago.", days
        )
    elif one.need is Need.ACTIVITY:
        text = ngettext(
            "The activity “{what}” was to be done by {date}, {count} day ago.",
            "The activity “{what}” was to be done by {date}, {count} days ago.",
            days,
        )
    elif days:
        text = ngettext(
            "It is to be done by {date}, in {count} day.", "It is to be done by {date}, in {count} days.", days
        )
    else:
        text = _("It is to be done today, {date}.")
    return text.format(date=day(one.day), count=number(days), what=one_line(one.what))


def _steps(one: Matter, sender: Sender) -> Iterator[str]:
    """The exact commands that record what is asked for."""
    body = sender.material.bodies.get(one.body)
    where = " ".join(filter(None, (body.slug if body else one.body, one.proposal)))
    function, text, status, proposal, date = _("FUNCTION"), _("TEXT"), _("STATUS"), _("NUMBER"), _("yyyy-mm-dd")
    match one.need:
        case Need.REPORT if one.source:
            yield _("Pick the first proposals: {command}").format(command=f"actionplan pick {where} {proposal}")
        case Need.REPORT:
            yield _("Begin the plan: {command}").format(command=f"actionplan init {where}")
        case Need.READABLE:
            yield _("See what is wrong: {command}").format(command="actionplan check")
        case Need.OWNER:
            command = f'actionplan set {where} --owner "{function}"'
            yield _("Name who is responsible: {command}").format(command=command)
        case Need.ACTIVITY:
            command = f"actionplan activity done {where} {one.key}"
            yield _("If the activity is done: {command}").format(command=command)
        case _:
            command = f'actionplan follow {where} "{text}" --status {status}'
            yield _("Record how it goes: {command}").format(command=command)
            if one.need is Need.OVERDUE:
                command = f"actionplan set {where} --due {date}"
                yield _("Or decide on a new day: {command}").format(command=command)


def _file(one: Matter) -> str:
    """The file as its own people know it: without the name that the region has for where it is kept."""
    name = source_of(one.source)
    return one.source.removeprefix(f"{name}:") if name else one.source
