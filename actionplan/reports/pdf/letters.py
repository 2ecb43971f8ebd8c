"""The letters that the shipped fonts hold, and text in nothing but those."""

import re
import unicodedata

from actionplan.reports.plain import visible

_RANGES = (
    "20-7e a0-17f 18f 192 1a0-1a1 1af-1b0 1b7 1cd-1dc 1e4-1ef 1fa-1ff 218-21b 232-233 259 292 2bb-2bc 2c6-2c7"
    " 2d8-2dd 300-304 306-30c 323 326-328 384-38a 38c 38e-3a1 3a3-3ce 401-44f 451-45c 45e-45f 490-491 1e02-1e03"
    " 1e0a-1e0b 1e1e-1e1f 1e40-1e41 1e56-1e57 1e60-1e63 1e6a-1e6b 1e80-1e85 1e9e 1ea0-1ef9 2002-2003 2007 2009-200a"
    " 2010-2015 2018-201e 2020-2022 2026 202f-2030 2032-2033 2039-203a 203c 2044 2070 2074-207e 2080-208e 20ac 2116"
    " 2122 2190-2195 21d2 21d4 2200 2202 2205-2206 2208 220b 220f 2211-2212 221a 221e 2227-222b 2248 2260-2265"
    " 2282-2283 2400-2426 25a0-25a1 25aa-25ab 25b2-25b3 25b6-25b7 25bc-25bd 25c6-25c7 25ca-25cb 25cf-25d3 25e6"
    " 2605-2606 2610-2612 26a0 2713-2714 2717-2718 fffd"
)
"""What the fonts hold, in hexadecimal."""


def _class(ranges: str) -> str:
    pairs = (piece.partition("-")[::2] for piece in ranges.split())
    return "".join(f"\\U{first:0>8}-\\U{last or first:0>8}" for first, last in pairs)


_FOREIGN = re.compile(f"[^{_class(_RANGES)}]")
_BREAKS = re.compile(r"\s*[\r\n]+\s*")
_UNBROKEN = re.compile(r"[^\s\u200b]{24}(?=[^\s\u200b]{6})")
"""So much of a word that it may not fit a column, with more to come."""


def clean(text: str) -> str:
    """The text in one line, of letters that can be shown: any other as its code, ``<U+4E2D>``.

    A PDF for those who listen may not hold a single letter that its fonts lack.
    """
    if text.isascii() and text.isprintable():
        return text
    line = visible(_BREAKS.sub(" ", unicodedata.normalize("NFC", text)))
    return _FOREIGN.sub(_code, line)


def broken(text: str) -> str:
    """The text with places to break in words that are longer than any in the language."""
    return _UNBROKEN.sub("\\g<0>\u200b", text)


def clean_markup(drawn: str) -> str:
    """Drawn markup whose text holds nothing but letters that can be shown."""
    return _FOREIGN.sub(lambda match: f"&lt;U+{ord(match[0]):04X}&gt;", " ".join(drawn.splitlines()))


def _code(match: re.Match[str]) -> str:
    return f"<U+{ord(match[0]):04X}>"


def every() -> str:
    """All letters that can be shown."""
    pairs = (piece.partition("-")[::2] for piece in _RANGES.split())
    return "".join(chr(code) for first, last in pairs for code in range(int(first, 16), int(last or first, 16) + 1))
