"""The formats of a roll-up by name."""

from collections.abc import Mapping
from types import MappingProxyType

FORMATS = ("text", "md", "csv", "csv-excel", "json")

ENDINGS: Mapping[str, str] = MappingProxyType({".txt": "text", ".md": "md", ".csv": "csv", ".json": "json"})
"""The format that a file's ending stands for."""

NO_TERMINAL = 100
"""The width of a text that is not for a terminal."""


def ending_of(form: str) -> str:
    """The ending of a file in a format."""
    return next(ending for ending, one in ENDINGS.items() if one == form.partition("-")[0])
