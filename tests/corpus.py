"""The public toml-test corpus for TOML 1.0.0, read from ``tests/data/toml-test.zip``.

Names are paths in the corpus without its first folder: ``invalid/array/no-close-01.toml``.
"""

import datetime as dt
import json
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

ARCHIVE = Path(__file__).parent / "data" / "toml-test.zip"


def invalid_files() -> list[tuple[str, bytes]]:
    """Names and contents of the files that a TOML 1.0.0 parser must reject, by name."""
    return _toml_files("invalid/")


def valid_files() -> list[tuple[str, bytes]]:
    """Names and contents of the files that a TOML 1.0.0 parser must accept, by name."""
    return _toml_files("valid/")


def expected_values() -> dict[str, Any]:
    """What the corpus itself says that each valid file holds, by the file's name."""
    return {
        name.removesuffix(".json") + ".toml": _untagged(json.loads(content))
        for name, content in _contents().items()
        if name.endswith(".json")
    }


def _toml_files(folder: str) -> list[tuple[str, bytes]]:
    return [
        (name, content) for name, content in _contents().items() if name.startswith(folder) and name[-5:] == ".toml"
    ]


@cache
def _contents() -> dict[str, bytes]:
    with zipfile.ZipFile(ARCHIVE) as archive:
        return {
            name.removeprefix("tests/"): archive.read(name)
            for name in sorted(archive.namelist())
            if name.startswith(("tests/valid/", "tests/invalid/"))
        }


_FROM_TEXT: dict[str, Callable[[str], Any]] = {
    "string": str,
    "integer": int,
    "float": float,
    "bool": {"true": True, "false": False}.__getitem__,
    "datetime": dt.datetime.fromisoformat,
    "datetime-local": dt.datetime.fromisoformat,
    "date-local": dt.date.fromisoformat,
    "time-local": dt.time.fromisoformat,
}


def _untagged(tagged: Any) -> Any:
    """What the corpus writes as ``{"type": "integer", "value": "1"}``, and so on through tables and arrays."""
    if isinstance(tagged, list):
        return [_untagged(item) for item in tagged]
    if tagged.keys() == {"type", "value"} and isinstance(tagged["type"], str):
        return _FROM_TEXT[tagged["type"]](tagged["value"])
    return {key: _untagged(value) for key, value in tagged.items()}
