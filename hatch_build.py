"""Compile the translations when the package is built or installed for development."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTranslations(BuildHookInterface):  # type: ignore[type-arg,misc]
    """Write a ``.mo`` beside each ``.po``."""

    def initialize(self, _version: str, _build_data: dict[str, Any]) -> None:
        """Compile before the files are collected."""
        for source in Path(self.root, "actionplan", "locale").rglob("*.po"):
            with source.open("rb") as readable, source.with_suffix(".mo").open("wb") as writable:
                write_mo(writable, read_po(readable))
