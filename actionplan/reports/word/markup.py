"""Word's XML as text, in which every piece of data is escaped: nothing in it can act as markup or as a field."""

import html
import re
from typing import Any

from actionplan.reports.plain import visible

NAMESPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.openxmlformats.org/{path}"'
    for prefix, path in (
        ("w", "wordprocessingml/2006/main"),
        ("r", "officeDocument/2006/relationships"),
        ("wp", "drawingml/2006/wordprocessingDrawing"),
        ("a", "drawingml/2006/main"),
        ("c", "drawingml/2006/chart"),
        ("pic", "drawingml/2006/picture"),
    )
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DATE_HYPHEN = re.compile(r"(?<=\b\d{4})-(?=\d\d-\d\d\b)|(?<=\b\d{4}-\d\d)-(?=\d\d\b)", re.ASCII)
"""The hyphens of a date."""
_BREAKS = re.compile("\r\n|[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")


def clean(text: str) -> str:
    """The text on one line, with everything that XML may not hold in sight instead."""
    return visible(_BREAKS.sub(" ", text))


def escape(text: str) -> str:
    """Text as it stands between tags or within an attribute."""
    return html.escape(clean(text))


def run(text: str, look: str = "") -> str:
    """A piece of text, in which no date is broken at the end of a line.

    Args:
        text: what it says.
        look: elements of its character format, in the order of the schema.
    """
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    said = "<w:noBreakHyphen/>".join(
        f'<w:t xml:space="preserve">{html.escape(piece)}</w:t>' for piece in _DATE_HYPHEN.split(clean(text))
    )
    return f"<w:r>{properties}{said}</w:r>"


def paragraph(style: str, content: str, look: str = "") -> str:
    """A paragraph of runs.

    Args:
        style: the id of its style; empty for the document's normal one.
        content: its runs.
        look: further elements of its format, in the order of the schema.
    """
    named = f'<w:pStyle w:val="{escape(style)}"/>' if style else ""
    properties = f"<w:pPr>{named}{look}</w:pPr>" if named or look else ""
    return f"<w:p>{properties}{content}</w:p>"


def field(code: str, shown: str) -> str:
    """A field that Word computes, with what it shows until then."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def measure(said: str | None, known: int = 0) -> int:
    """A length in a file, rounded; ``known`` where it says none that can be read."""
    try:
        return round(float(said or known))
    except (ValueError, OverflowError):
        return known


def part(tag: str, content: str, attributes: str = "") -> bytes:
    """A part of a file: one element with its namespaces."""
    return f"{DECLARATION}<{tag} {NAMESPACES} {attributes}>{content}</{tag}>".encode()


def elements(content: str) -> list[Any]:
    """Text as elements that can be put into a part."""
    from docx.oxml.parser import parse_xml

    return list(parse_xml(f"<w:body {NAMESPACES}>{content}</w:body>"))


def serialized(element: Any) -> str:
    """An element as text, with its namespaces."""
    from docx.opc.oxml import serialize_part_xml

    said = serialize_part_xml(element).decode()
    return said.partition("?>")[2].strip()


def qualified(name: str) -> str:
    """A tag or attribute as the parser calls it: ``w:p`` with its whole namespace."""
    from docx.oxml.ns import qn

    return str(qn(name))
