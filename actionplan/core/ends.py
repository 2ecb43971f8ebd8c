"""What is compared with what: the ends of a comparison of two states of the plans."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct


class EndKind(StrEnum):
    """What one end of a comparison is."""

    FOLDER = "folder"
    """The files as they are now."""
    SAVED = "saved"
    """What was saved last."""
    COMMIT = "commit"
    """A state that was named: a commit, a tag, a branch."""
    DAY = "day"
    """The state at the end of a day."""


class Missing(StrEnum):
    """Why the state on a day cannot be told."""

    BEFORE_HISTORY = "before_history"
    """Nothing had been saved by then."""
    SHALLOW = "shallow"
    """The clone does not reach so far back."""
    NOTHING_SAVED = "nothing_saved"
    """Nothing has been saved at all."""


class End(Struct, frozen=True):
    """One end of a comparison."""

    kind: EndKind
    text: str = ""
    """As it was written."""
    day: dt.date | None = None
    """The day whose state it is: the one that was asked for, or the first that is known."""
    asked: dt.date | None = None
    """The day that was asked for, where that is another."""
    heads: tuple[str, ...] = ()
    """The commits that it consists of."""
    missing: Missing | None = None
    elsewhere: Mapping[str, tuple[str, ...]] = {}
    """The commits of sources that it consists of, by the source's name."""
    as_followed: bool = False
    """Whether a folder is taken as its follow-ups tell that it was on the day, whatever is saved of it."""

    @property
    def is_everywhere(self) -> bool:
        """Whether it is a state of sources too: a saved version that is named is one of the own repository."""
        return self.kind in {EndKind.DAY, EndKind.FOLDER}


class RoundMeant(Struct, frozen=True):
    """The follow-up round that a comparison begins with, and why."""

    day: dt.date
    key: str = ""
    """Its key in ``actionplan.toml``; empty where it was found in the plans."""
    title: str = ""
    bodies: int = 0
    """How many bodies recorded follow-ups on that day, where it was found in the plans."""
    decisions: tuple[str, ...] = ()
    """What was decided in it."""
