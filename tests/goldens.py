"""Compare a whole output with the file that holds it; UPDATE_GOLDEN=1 writes the file anew."""

import os
from pathlib import Path

_FOLDER = Path(__file__).parent / "golden"


def check(name: str, text: str) -> None:
    """Assert that the text is what the golden file holds, byte for byte."""
    path = _FOLDER / name
    if os.environ.get("UPDATE_GOLDEN") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    assert path.is_file(), f"{path} is missing: run the tests once with UPDATE_GOLDEN=1"
    assert text == path.read_bytes().decode(), f"differs from {path}; UPDATE_GOLDEN=1 rewrites it"
