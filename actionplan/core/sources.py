"""Where plans come from besides the workspace's own folder, and how it is with each such place."""

import datetime as dt
from enum import StrEnum

from msgspec import Struct


class Trouble(StrEnum):
    """Why a source is not counted, or not as it is now."""

    NOT_FETCHED = "not_fetched"
    """There is no copy of it yet."""
    NOT_REACHED = "not_reached"
    """It could not be reached at the latest try. The older copy is counted."""
    NO_REF = "no_ref"
    """It has no such branch, tag or commit, or nothing has been saved in it."""
    NO_FOLDER = "no_folder"
    """The folder is not there, or not the one in it where its plans should lie."""
    DAMAGED = "damaged"
    """Its copy cannot be read."""
    NO_GIT = "no_git"
    """There is no git to read the copy with."""
    NOT_TRUSTED = "not_trusted"
    """Git does not read the copy, because somebody else owns it."""


class SourceState(Struct, frozen=True, kw_only=True):
    """A source as it stands."""

    name: str
    """Its short name in the workspace."""
    title: str = ""
    place: str
    """Its address or folder, as it may be shown: without a password."""
    is_folder: bool = False
    """Whether it is a folder, which needs no fetching."""
    ref: str = ""
    """The branch, tag or commit that is meant; empty for the one that the repository itself names."""
    path: str = ""
    """Where the workspace lies inside it."""
    commit: str = ""
    """What is counted of a repository."""
    fetched: dt.datetime | None = None
    """When the copy was last fetched."""
    tried: dt.datetime | None = None
    """When that was last tried."""
    changed: dt.datetime | None = None
    """When its plans last changed."""
    plans: int = 0
    """How many plan files it holds."""
    trouble: Trouble | None = None
    reason: str = ""
    """A code for why it could not be reached."""
    said: str = ""
    """What git said then, in short."""

    @property
    def label(self) -> str:
        """What to call it in reports."""
        return self.title or self.name

    @property
    def is_counted(self) -> bool:
        """Whether its plans are in the figures."""
        return self.trouble in {None, Trouble.NOT_REACHED}


def file_in(source: str, path: str) -> str:
    """The name of a source's file, wherever it is shown: ``boras:plans/boras.toml``."""
    return f"{source}:{path}"


def source_of(file: str) -> str:
    """The name of the source that a file belongs to; empty for one of the workspace's own."""
    name, colon, _path = file.partition(":")
    return name if colon and not name.startswith("plans/") else ""
