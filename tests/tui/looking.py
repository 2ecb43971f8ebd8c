"""What a person sees on the screen, and what lies on the disk."""

from pathlib import Path
from typing import Any

from textual.app import App

from actionplan.tui.widgets.rows import Rows


def drawn(app: App[Any]) -> str:
    """The screen as text, line by line."""
    return "\n".join(
        "".join(piece.text for piece in strip).rstrip() for strip in app.screen._compositor.render_strips()
    )


def keys(app: App[Any], beginning: str = "") -> list[str]:
    """The keys of the rows that are listed."""
    return [item.key for item in app.screen.query_one(Rows).items if item.key and item.key.startswith(beginning)]


def contents(folder: Path) -> dict[str, bytes]:
    """Every plan file, by name."""
    return {path.name: path.read_bytes() for path in sorted((folder / "plans").glob("*.toml"))}
