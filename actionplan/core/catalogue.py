"""A catalogue: the proposals that plans pick from."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

Provenance = Literal["plan", "context", "working", "official"]
"""How an entry's wording is known.

``official`` was imported from the publisher's list. ``plan``: a source that could be read attributes the content to
the plan, in other words. ``context``: attested in the work with the plan, not as one of its proposals. ``working``:
our own.
"""

Language = Literal["sv", "en"]


class Area(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A group of proposals."""

    title_sv: str
    title_en: str = ""

    def title(self, language: Language) -> str:
        """The title, in Swedish where there is no other."""
        return (language == "en" and self.title_en) or self.title_sv


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A published text that the catalogue leans on."""

    publisher: str
    title: str
    date: str = ""
    """As attested: a year, a day, or several days."""


class Proposal(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One proposal of a catalogue."""

    title_sv: str
    area: str
    provenance: Provenance
    title_en: str = ""
    levels: tuple[Literal["local", "regional", "national"], ...] = ()
    sources: tuple[str, ...] = ()
    summary_sv: str = ""
    summary_en: str = ""
    keywords_sv: tuple[str, ...] = ()
    keywords_en: tuple[str, ...] = ()

    def title(self, language: Language) -> str:
        """The title, in Swedish where there is no other."""
        return (language == "en" and self.title_en) or self.title_sv

    def summary(self, language: Language) -> str:
        """The summary, in Swedish where there is no other."""
        return (language == "en" and self.summary_en) or self.summary_sv

    def keywords(self, language: Language) -> tuple[str, ...]:
        """The search words of a language."""
        return self.keywords_en if language == "en" else self.keywords_sv


class About(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the catalogue is, and whose."""

    name_sv: str
    name_en: str = ""
    publisher: str = ""
    publisher_en: str = ""
    adopted: str = ""
    note_sv: str = ""
    note_en: str = ""

    def name(self, language: Language) -> str:
        """The name, in Swedish where there is no other."""
        return (language == "en" and self.name_en) or self.name_sv

    def publisher_in(self, language: Language) -> str:
        """The publisher, in Swedish where there is no other."""
        return (language == "en" and self.publisher_en) or self.publisher

    def note(self, language: Language) -> str:
        """The note, in Swedish where there is no other."""
        return (language == "en" and self.note_en) or self.note_sv


class Catalogue(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A catalogue in one version. Proposals stand in the order of the file."""

    format: int
    id: str
    version: str
    about: About
    areas: Mapping[str, Area] = field(name="area")
    sources: Mapping[str, Source] = field(name="source", default_factory=dict)
    proposals: Mapping[str, Proposal] = field(name="proposal")

    @property
    def is_official(self) -> bool:
        """Whether every proposal carries the publisher's own wording."""
        return all(proposal.provenance == "official" for proposal in self.proposals.values())

    def in_area(self, area: str) -> tuple[str, ...]:
        """The ids of an area's proposals, in catalogue order."""
        return tuple(key for key, proposal in self.proposals.items() if proposal.area == area)
