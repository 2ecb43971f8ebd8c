"""Where less is known of the past than elsewhere, when plans come from several places."""

import datetime as dt

from msgspec import Struct

from actionplan.core.timeline import Basis


class Gap(Struct, frozen=True, array_like=True):
    """A place of whose past something is missing."""

    source: str
    """The source's name; empty for the workspace's own folder."""
    label: str
    """What reports call it."""
    basis: Basis
    """What is told of it rests on."""
    known_from: dt.date | None = None
    """From which day on its history is here; ``None`` when nothing of it is missing."""
