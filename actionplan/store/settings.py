"""``actionplan.toml``, the user's own settings, and where they lie."""

import datetime as dt
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from msgspec import Meta, Struct, field
from msgspec.structs import asdict

from actionplan.core.plan import FORMAT, Key, Text
from actionplan.core.problems import Problem
from actionplan.store.errors import Unreadable
from actionplan.store.language import SETTINGS, USER_SETTINGS, Language
from actionplan.store.source_settings import SourceName, SourceSettings
from actionplan.store.typed import read_typed

PROPOSALS = "proposals"
SCHEMA = "plan.schema.json"


_MOST_DAYS = 36_500


class Thresholds(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From when on something is worth a remark."""

    k: Annotated[int, Meta(ge=2, le=1000)] = 3
    """How many members must have picked a proposal for it to be a candidate for joint work."""
    stale_days: Annotated[int, Meta(ge=1, le=_MOST_DAYS)] = 180
    """Days without a follow-up after which a picked proposal is stale."""
    soon_days: Annotated[int, Meta(ge=0, le=_MOST_DAYS)] = 30
    """Days before a deadline when it counts as near."""


class BodySettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A body that the workspace adds, or calls something else."""

    name: str | None = None
    short: str | None = None
    kind: Literal["municipality", "region", "federation", "district"] | None = None
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    associates: tuple[str, ...] = ()


class Round(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A day on which the region followed up its plans."""

    date: dt.date
    title: str = ""
    """What it is called: "Uppföljning hösten 2016"."""
    participants: tuple[Text, ...] = ()
    """Who took part: functions, not persons' names, since this is public."""
    decisions: tuple[Text, ...] = ()
    """What was decided, to be looked back at in the next round. A round to come has none."""


class ReportSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands on reports: ``[report]``."""

    title: str = ""
    """What the roll-up is called; empty for the program's own words."""
    publisher: str = ""
    """Who issues it."""
    logo: str = ""
    """A PNG, JPEG or SVG file in the workspace."""
    logo_text: str = ""
    """What the logo says, for those who do not see it; empty for the publisher's name."""
    template: str = ""
    """A Word file in the workspace, whose styles, headers and footers Word reports take over."""


class WorkspaceSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ``actionplan.toml`` says."""

    format: Annotated[int, Meta(ge=1)] = FORMAT
    language: Language | None = None
    region: str | None = None
    """The region that is meant when none is named."""
    body: str | None = None
    """The body that is meant when none is named."""
    catalogue: str = "skl-44"
    catalogue_version: str = "working-1"
    as_of: dt.date | None = None
    """The day that deadlines are held against instead of today; for examples."""
    thresholds: Thresholds = Thresholds()
    bodies: Mapping[str, BodySettings] = {}
    sources: Mapping[SourceName, SourceSettings] = field(name="source", default_factory=dict)
    """Repositories and folders elsewhere whose plans belong to the roll-up."""
    rounds: Mapping[Key, Round] = field(name="round", default_factory=dict)
    """The days on which plans were followed up, by keys that people choose: ``[round.host-2016]``."""
    report: ReportSettings = ReportSettings()


class UserSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the user's own file says."""

    language: Language | None = None
    body: str | None = None
    by: str | None = None
    """The function that follow-ups are signed with."""
    theme: Literal["light", "dark", "contrast"] | None = None
    """The colours of the full-screen program."""
    hide_names: bool | None = None
    """Whether the full-screen program begins without who is responsible."""
    keys: Mapping[str, str] = {}
    """The keys of the full-screen program's commands: ``plan.status`` and ``s``, or ``f2,s`` for two."""


class _UserFile(UserSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The user's own file as people write it: TOML takes ``plan.status = "s"`` for a table in ``[keys]``."""

    keys: Mapping[str, str | Mapping[str, str]] = {}  # type: ignore[assignment]

    def whole_keys(self) -> dict[str, str]:
        """Each command's id, whole, with its key. An id between quotation marks goes before the same without."""
        found: dict[str, str] = {}
        for screen, commands in self.keys.items():
            if isinstance(commands, Mapping):
                found |= {f"{screen}.{name}": key for name, key in commands.items()}
        return found | {id_: key for id_, key in self.keys.items() if isinstance(key, str)}


class Folders(Struct, frozen=True):
    """The user's own folders, outside every workspace."""

    config: Path
    cache: Path

    @property
    def locks(self) -> Path:
        """Where programs that edit the same file take turns."""
        return self.cache / "locks"

    @property
    def sources(self) -> Path:
        """Where copies of repositories elsewhere lie."""
        return self.cache / "sources"


def user_folders(environment: Mapping[str, str] = os.environ) -> Folders:
    """The folders that the system keeps for a program's settings and cache.

    ``ACTIONPLAN_CONFIG_DIR`` and ``ACTIONPLAN_CACHE_DIR`` point elsewhere.
    """
    config, cache = environment.get("ACTIONPLAN_CONFIG_DIR"), environment.get("ACTIONPLAN_CACHE_DIR")
    return Folders(
        Path(config) if config else _of_system("user_config_dir"),
        Path(cache) if cache else _of_system("user_cache_dir"),
    )


def _of_system(name: str) -> Path:
    import platformdirs

    find: Callable[..., str] = getattr(platformdirs, name)
    return Path(find("actionplan", appauthor=False))


T = TypeVar("T", WorkspaceSettings, _UserFile)


def read_workspace_settings(root: Path) -> WorkspaceSettings:
    """What the workspace's file says; the defaults where it has none.

    Raises:
        Unreadable: the file is there and has faults.
    """
    path = root / SETTINGS
    return _read(path, SETTINGS, WorkspaceSettings, _faults)


def _faults(settings: WorkspaceSettings) -> tuple[Problem, ...]:
    if not settings.sources:
        return ()
    from actionplan.store.source_rules import faults

    return tuple(faults(settings.sources))


def user_file(folders: Folders) -> Path:
    """The user's own settings."""
    return folders.config / USER_SETTINGS


def read_user_settings(folders: Folders) -> UserSettings:
    """What the user's file says; the defaults where there is none.

    Raises:
        Unreadable: the file is there and has faults.
    """
    path = user_file(folders)
    found = _read(path, str(path), _UserFile)
    return UserSettings(**{**asdict(found), "keys": found.whole_keys()})


def _read(path: Path, source: str, kind: type[T], rules: Callable[[T], tuple[Problem, ...]] | None = None) -> T:
    try:
        return read_typed(path, source, kind, rules)
    except Unreadable as error:
        # A file that says nothing leaves everything as it is.
        if error.problems[0].code in {"not_found", "empty"}:
            return kind()
        raise
