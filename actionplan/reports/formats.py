"""The formats of a report by name."""

from collections.abc import Mapping
from types import MappingProxyType

FORMATS = ("text", "md", "html", "docx", "pdf", "xlsx", "csv", "csv-excel", "json", "svg")
"""The formats of a roll-up."""

WRITTEN = ("text", "md", "html", "docx", "pdf")
"""The formats of everything that is read from top to bottom."""

CURVED = (*WRITTEN, "csv", "csv-excel", "json", "svg")
"""The formats of a curve."""

COMPARED = (*WRITTEN, "json")
"""The formats of what is told as text, and for other programs as JSON."""

BINARY = frozenset({"docx", "pdf", "xlsx"})
"""The formats that are not text."""

ENDINGS: Mapping[str, str] = MappingProxyType(
    {
        ".txt": "text",
        ".md": "md",
        ".html": "html",
        ".htm": "html",
        ".docx": "docx",
        ".pdf": "pdf",
        ".xlsx": "xlsx",
        ".csv": "csv",
        ".json": "json",
        ".svg": "svg",
    }
)
"""The format that a file's ending stands for."""

NO_TERMINAL = 100
"""The width of a text that is not for a terminal: in a file, and in a pipe where nobody asks for another."""


def ending_of(form: str) -> str:
    """The ending of a file in a format."""
    return next(ending for ending, one in ENDINGS.items() if one == form.partition("-")[0])
