"""Numbers and dates as the user's language writes them."""

import datetime as dt

from actionplan.i18n import _, current_language

NO_BREAK = "\u00a0"


def number(value: float, decimals: int = 0) -> str:
    """A number with the language's decimal mark and thousands apart: "1 234,5" in Swedish."""
    text = f"{value:,.{decimals}f}"
    if current_language() == "sv":
        return text.replace(",", NO_BREAK).replace(".", ",")
    return text


def percent(part: int, whole: int) -> str:
    """A share with one decimal: "37,5 %" in Swedish; a dash where there is nothing to share."""
    if not whole:
        return "–"
    # Half up, as people round; a float would be rounded to the even neighbour.
    share = number((2000 * part + whole) // (2 * whole) / 10, 1)
    return f"{share}{NO_BREAK}%" if current_language() == "sv" else f"{share}%"


def of(part: int, whole: int) -> str:
    """A count with what it is counted of: "31 av 44"."""
    return _("{part} of {whole}").format(part=part, whole=whole)


def day(value: dt.date | None) -> str:
    """A date as 2016-11-21, which Swedish public records use; a dash for none."""
    return value.isoformat() if value else "–"
