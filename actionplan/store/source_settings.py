"""``[source.NAME]`` in ``actionplan.toml``: what it may hold."""

from typing import Annotated

from msgspec import Meta, Struct


class SourceSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A repository or a folder elsewhere whose plans are read too. Exactly one of the two is given."""

    repository: Annotated[str, Meta(min_length=1)] | None = None
    """An address, or a path that is relative to the workspace."""
    folder: Annotated[str, Meta(min_length=1)] | None = None
    """A path, relative to the workspace."""
    ref: Annotated[str, Meta(min_length=1)] | None = None
    """The branch, tag or commit that is meant; otherwise the one that the repository itself names."""
    path: str = ""
    """Where the workspace lies inside it; its plans are in the folder ``plans`` there."""
    title: Annotated[str, Meta(min_length=1)] | None = None
    """What reports call it."""


SourceName = Annotated[str, Meta(pattern=r"^(?!plans$)[A-Za-z0-9][A-Za-z0-9_-]{0,39}$")]
"""What commands call a source."""
