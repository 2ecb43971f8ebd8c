"""What there is to say of a text while it is being typed: pure functions from the text to a remark."""

import datetime as dt
import re
from collections.abc import Callable, Iterable

from msgspec import Struct

from actionplan.core.check import has_identity_number, looks_like_a_person
from actionplan.core.errors import BadValue
from actionplan.core.problems import Problem
from actionplan.i18n import _
from actionplan.wording.labels import capital
from actionplan.wording.problems import problem_sentences
from actionplan.wording.values import either, parse_date

_BEGUN = re.compile(r"[0-9]{1,4}(-[0-9]{0,2}(-[0-9]?)?)?")
"""The beginning of a date, which may still become one."""


class Remark(Struct, frozen=True):
    """What is to be said of what was typed."""

    text: str = ""
    is_fault: bool = False
    """Whether it stands in the way of saving."""
    waits: bool = False
    """Whether it is said only once the field has been left: the text may be on its way."""


NOTHING = Remark()
Check = Callable[[str], Remark]


def sentence(problem: Problem) -> str:
    """What is wrong and what to do, standing on its own."""
    return capital(problem_sentences(problem))


def check_text(text: str) -> Remark:
    """Any text: no identity numbers, since plans are public records."""
    if has_identity_number(text):
        return Remark(_("This holds a personal identity number. Plans are public records: leave it out."), True)
    return NOTHING


def check_owner(text: str) -> Remark:
    """Who is responsible: a function rather than a name."""
    fault = check_text(text)
    if fault.text or not looks_like_a_person(text):
        return fault
    return Remark(problem_sentences(Problem("owner_is_a_person", facts={"value": text.strip()})))


def check_day(today: dt.date, *, required: bool = False) -> Check:
    """A date, or nothing where it may be left out."""

    def check(text: str) -> Remark:
        if not text.strip():
            return Remark(_("Write a date."), True, True) if required else NOTHING
        try:
            parse_date("", text, today)
        except BadValue as error:
            waits = bool(_BEGUN.fullmatch(text.strip()))
            if error.nearest:
                return Remark(_("Did you mean {nearest}?").format(nearest=either(error.nearest)), True, waits)
            return Remark(_("There is no such date. Write it as yyyy-mm-dd."), True, waits)
        return NOTHING

    return check


def day_of(text: str, today: dt.date) -> dt.date | None:
    """The day that a text means; none where it is empty or no date."""
    try:
        return parse_date("", text, today) if text.strip() else None
    except BadValue:
        return None


def parts(text: str) -> tuple[str, ...]:
    """Items with commas between; with semicolons where an item has a comma of its own."""
    return tuple(filter(None, (" ".join(one.split()) for one in text.split(";" if ";" in text else ","))))


def joined(items: Iterable[str]) -> str:
    """Items as ``parts`` reads them."""
    listed = tuple(items)
    return ("; " if any("," in item for item in listed) else ", ").join(listed)
