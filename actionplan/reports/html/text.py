"""Text as a web page may hold it: whatever it says, it is shown and never obeyed."""

import re

from actionplan.reports.plain import visible

_BREAKS = re.compile(r"\r\n?|[\n\x85\u2028\u2029]")
_BLANKS = re.compile(r"[\t\r\n\x85\u2028\u2029]+")
_DAY = re.compile(r"\b[0-9]{4}-[0-9][0-9]-[0-9][0-9]\b")
_ORDINARY = re.compile(
    "[^\x00-\x1f\"&'<>\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]*"
)
"""What neither HTML nor the eye can take for something else: nearly every text is made of it."""
_LONG = re.compile(r"\S{40,}")
_PIECE = 20
_SAFE_IN_CSS = re.compile(r"[^0-9A-Za-zÅÄÖåäö ,.:–·]")


def escaped(text: str) -> str:
    """Text for the content of an element: its line breaks are kept, characters that cannot be seen are shown.

    Dates stay on one line, and so does a dash that a legend explains. A word that is longer than any real one may be
    broken: it would make a table wider than the paper.
    """
    said = text
    if not _ORDINARY.fullmatch(text):
        said = "<br>".join(_shown(visible(line.replace("\t", " "))) for line in _BREAKS.split(text))
    elif _LONG.search(text):
        said = _shown(text)
    if "-" in said:
        said = _DAY.sub(r"<time>\g<0></time>", said)
    return said.replace("–\u00a0", "–&#8288;\u00a0")


def _shown(text: str) -> str:
    # No text that is shown holds a zero byte, so it can stand for the element until the rest is quoted.
    return _quoted(_LONG.sub(_pieces, text)).replace("\0", "<wbr>")


def _pieces(match: re.Match[str]) -> str:
    word = match[0]
    return "\0".join(word[start : start + _PIECE] for start in range(0, len(word), _PIECE))


def in_line(text: str) -> str:
    """Text for an attribute in double quotes, or for an element that holds one line."""
    return text if _ORDINARY.fullmatch(text) else _quoted(visible(_BLANKS.sub(" ", text)))


def _quoted(text: str) -> str:
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
        .replace("'", "&#39;")
    )


def in_css(text: str) -> str:
    """Text as a string in a style sheet. Nothing in it can end the string, the sheet or its element."""
    return f'"{_SAFE_IN_CSS.sub(_code, visible(_BLANKS.sub(" ", text)))}"'


def _code(match: re.Match[str]) -> str:
    return f"\\{ord(match[0]):x} "
