"""Write the JSON Schemas in docs/schemas, or check them: ``python tools/json_schemas.py [--check]``."""

import sys
from pathlib import Path

from actionplan.reports.schemas.documents import DOCUMENTS, schema_text

FOLDER = Path(__file__).parent.parent / "docs" / "schemas"


def wanted() -> dict[str, str]:
    """What the files shall hold, by name."""
    return {f"{name}.schema.json": schema_text(name) for name in DOCUMENTS}


def wrong() -> list[str]:
    """The names of files that are missing, old, or too many."""
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*")}
    shall = wanted()
    return sorted(name for name in there.keys() | shall.keys() if there.get(name) != shall.get(name))


def main() -> int:
    """Write or check."""
    if "--check" in sys.argv:
        for name in wrong():
            print(f"docs/schemas/{name} is not current: run tools/json_schemas.py")
        return bool(wrong())
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.schema.json"):
        path.unlink()
    for name, text in wanted().items():
        (FOLDER / name).write_bytes(text.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
