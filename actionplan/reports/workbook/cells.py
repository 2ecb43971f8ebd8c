"""What may stand in a cell: text as text, whatever it looks like, and days as Excel counts them."""

import datetime as dt

from actionplan.reports.plain import ELLIPSIS, visible

MOST_TEXT = 32_767
"""How much text a cell holds, in the units of UTF-16, as Excel counts it."""
_EPOCH = dt.date(1899, 12, 30)
_FIRST = dt.date(1900, 3, 1)
"""Before this day Excel's calendar is wrong: it has a 29 February in 1900."""


def safe(text: str) -> str:
    """The text as a cell may hold it: control characters in sight, and no longer than Excel allows."""
    text = visible(text)
    if text.startswith("<r>") and text.endswith("</r>"):
        # XlsxWriter takes such a text for a formatted one, and would write it as XML.
        text += " "
    return _cut(text)


def _cut(text: str) -> str:
    if len(text) <= MOST_TEXT // 2 or _units(text) <= MOST_TEXT:
        return text
    kept = text.encode("utf-16-le")[: 2 * (MOST_TEXT - 1)].decode("utf-16-le", errors="ignore")
    return kept + ELLIPSIS


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def serial(day: dt.date) -> int | None:
    """A day as Excel's number of days; ``None`` for one that its calendar has not got right."""
    return (day - _EPOCH).days if day >= _FIRST else None
