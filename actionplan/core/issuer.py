"""Who issues a report, and what of theirs stands on it."""

from typing import Literal

from msgspec import Struct

LogoKind = Literal["png", "jpeg", "svg"]


class Logo(Struct, frozen=True):
    """The picture of whoever issues a report."""

    content: bytes
    kind: LogoKind
    text: str
    """What it says, for those who do not see it."""
    source: str = ""
    """The file, as the settings name it. It stands on no report."""


class Issuer(Struct, frozen=True):
    """Who issues a report, as the workspace's settings say."""

    title: str = ""
    """What the roll-up is called; empty for the program's own words."""
    name: str = ""
    """The publisher."""
    logo: Logo | None = None


NOBODY = Issuer()
