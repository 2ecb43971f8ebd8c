"""Values as users write them: in either language, as a letter, or as the file has them."""

import contextlib
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from actionplan.core.catalogue import Catalogue
from actionplan.core.errors import BadValue
from actionplan.core.likeness import nearest, slug
from actionplan.core.status import IN_WORKING_ORDER, Status
from actionplan.i18n import _
from actionplan.wording.labels import level_label, status_label, status_letter, status_short

_NONE = ("not_assessed", "none")


_ALSO = {
    "klar klart fardig avslutad finished complete completed": Status.DONE,
    "pagar pagaende igang ongoing begun": Status.STARTED,
}
"""What people also write, in either language, without å ä ö."""


def _status_names() -> Mapping[str, Status | None]:
    names: dict[str, Status | None] = dict.fromkeys(_NONE)
    for status in Status:
        for name in (status.value, status_label(status), status_short(status), status_letter(status)):
            names[slug(name) or name] = status
    names[slug(status_short(None))] = None
    for words, status in _ALSO.items():
        names.update(dict.fromkeys(words.split(), status))
    return names


def parse_status(text: str) -> Status | None:
    """A status by its value, its name in the user's language, or its letter; ``None`` for not assessed.

    Raises:
        BadValue: it is none of them.
    """
    names = _status_names()
    wanted = slug(text) or text
    if wanted in names:
        return names[wanted]
    beginning = {names[name] for name in names if len(wanted) > 2 and name.startswith(wanted)}  # noqa: PLR2004 - letters are exact
    if len(beginning) == 1:
        return beginning.pop()
    close = [names[name] for name in nearest(text, names)]
    values = tuple(dict.fromkeys(status.value for status in close if status))[:2]
    expected = tuple(f"{status} ({status_short(status)})" for status in IN_WORKING_ORDER)
    raise BadValue("--status", text, expected=expected, nearest=values)


def parse_level(text: str) -> str:
    """A level by its value or its name.

    Raises:
        BadValue: it is none of the three.
    """
    levels = ("local", "regional", "national")
    names = {slug(name): level for level in levels for name in (level, level_label(level))}
    if slug(text) in names:
        return names[slug(text)]
    close = tuple(names[name] for name in nearest(text, names, most=1))
    raise BadValue("--level", text, expected=levels, nearest=close)


_FIRST_YEAR, _LAST_YEAR = 1990, 2200


def parse_date(option: str, text: str, today: dt.date) -> dt.date:
    """A date as 2016-11-21, 20161121 or "today".

    Raises:
        BadValue: there is no such date.
    """
    if text.strip().lower() in {"today", "idag", _("today")}:
        return today
    found: dt.date | None = None
    with contextlib.suppress(ValueError):
        found = dt.date.fromisoformat(text.strip())
    if found is None or not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        expected = _("a date as yyyy-mm-dd, such as {example}").format(example=today.isoformat())
        raise BadValue(option, text, expected=(expected,), nearest=_likely_dates(text))
    return found


def _likely_dates(text: str) -> tuple[str, ...]:
    """The day that 2027-5-1 or 1/5 2027 probably means."""
    numbers = re.findall(r"\d+", text)
    if len(numbers) != 3:  # noqa: PLR2004 - year, month and day
        return ()
    if len(numbers[0]) == 4:  # noqa: PLR2004 - the year stands first
        year, month, day = numbers
    else:
        day, month, year = numbers
    try:
        return (dt.date(int(year), int(month), int(day)).isoformat(),) if len(year) == 4 else ()  # noqa: PLR2004
    except ValueError:
        return ()


def parse_area(text: str, catalogue: Catalogue) -> str:
    """An area by its letter, its title, or the beginning of it.

    Raises:
        BadValue: the catalogue has no such area.
    """
    names: dict[str, str] = {}
    for key, area in catalogue.areas.items():
        for name in (key, area.title_sv, area.title_en):
            names[slug(name)] = key
    wanted = slug(text)
    found = (
        {names[wanted]}
        if wanted in names
        else {key for name, key in names.items() if wanted and name.startswith(wanted)}
    )
    if len(found) == 1:
        return found.pop()
    expected = tuple(f"{key} ({area.title_sv})" for key, area in catalogue.areas.items())
    raise BadValue(
        "--area", text, expected=expected, nearest=tuple(names[name] for name in nearest(text, names, most=1))
    )


def either(names: Sequence[str]) -> str:
    """Names as alternatives: "boras, tranas eller torsas"."""
    *others, last = names
    return _("{names} or {last}").format(names=", ".join(others), last=last) if others else last


def parse_choice(option: str, text: str, choices: Mapping[str, Any]) -> Any:
    """One of a few words.

    Raises:
        BadValue: it is none of them.
    """
    if text in choices:
        return choices[text]
    raise BadValue(option, text, expected=tuple(choices), nearest=nearest(text, choices, most=1))
