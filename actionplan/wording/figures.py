"""Numbers and dates as the user's language writes them."""

import datetime as dt

from actionplan.i18n import _, current_language, ngettext

NO_BREAK = "\u00a0"


def number(value: float, decimals: int = 0) -> str:
    """A number with the language's decimal mark and thousands apart: "1 234,5" in Swedish."""
    text = f"{value:,.{decimals}f}"
    if current_language() == "sv":
        return text.replace(",", NO_BREAK).replace(".", ",")
    return text


def measured(value: float) -> str:
    """A measured value with the decimals that it has and no more: "72,5" and "95" in Swedish."""
    text = repr(float(value))
    decimals = text.partition(".")[2]
    if not decimals.isdigit():
        # Too large or too small to be written out, or no number at all.
        mark = "," if current_language() == "sv" else "."
        return text.replace(".", mark)
    return number(value, 0 if decimals == "0" else len(decimals))


def kronor(amount: int) -> str:
    """An amount of Swedish money: "450 000 kr"."""
    return f"{number(amount)}{NO_BREAK}kr"


def days(count: int) -> str:
    """A length of time: "180 dagar"."""
    return ngettext("{count} day", "{count} days", count).format(count=number(count))


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
