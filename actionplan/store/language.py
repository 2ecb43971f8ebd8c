"""The language that the settings ask for, found before anything that costs time is loaded.

Whatever is wrong with the settings is told by the command that needs them; here it only means: no language.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

Language = Literal["sv", "en"]
SETTINGS = "actionplan.toml"
PLANS = "plans"
USER_SETTINGS = "config.toml"


def find_root(start: Path) -> Path | None:
    """The nearest folder, from here upwards, that is a workspace: it has ``actionplan.toml`` or a folder ``plans``."""
    try:
        start = start.absolute()
    except OSError:
        # The folder that the program stands in is gone.
        return None
    if not os.path.isdir(start):  # noqa: PTH112 - as below
        return None
    for folder in (start, *start.parents):
        # Unlike Path.is_file these never raise; what may not be looked at is not there.
        if os.path.isfile(folder / SETTINGS) or (folder == start and os.path.isdir(folder / PLANS)):  # noqa: PTH112, PTH113
            return folder
    return None


def language_of_workspace(start: Path) -> Language | None:
    """The language of the workspace at or above a folder."""
    root = find_root(start)
    return _language(root / SETTINGS) if root else None


def language_of_user(environment: Mapping[str, str] = os.environ) -> Language | None:
    """The language of the user's own settings."""
    if folder := environment.get("ACTIONPLAN_CONFIG_DIR"):
        return _language(Path(folder) / USER_SETTINGS)
    from platformdirs import user_config_dir

    return _language(Path(user_config_dir("actionplan", appauthor=False)) / USER_SETTINGS)


def _language(path: Path) -> Language | None:
    from actionplan.store.toml import Invalid, loads

    try:
        asked = loads(path.read_text("utf-8-sig")).get("language")
    except (OSError, UnicodeDecodeError, Invalid):
        return None
    return "sv" if asked == "sv" else "en" if asked == "en" else None
