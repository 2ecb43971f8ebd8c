"""Bodies: municipalities, regions, federations, districts, and who belongs to whom.

Membership of a federation is always stated, never derived from a code: Varberg (1383, Hallands län) is an associate of
Sjuhärad, and Kungsbacka (1384) belongs to Göteborgsregionen. Only a region's municipalities follow from SCB's codes,
whose first two digits are the county.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from actionplan.core.errors import AmbiguousBody, UnknownBody
from actionplan.core.likeness import nearest, slug

NATION = "riket"
"""The id of the body that every municipality belongs to."""


class Kind(StrEnum):
    """What sort of body it is."""

    MUNICIPALITY = "municipality"
    REGION = "region"
    FEDERATION = "federation"
    """A federation, or another form of cooperation with stated members."""
    DISTRICT = "district"
    """A part of a municipality with a board of its own."""
    NATION = "nation"


class Body(Struct, frozen=True):
    """One body."""

    id: str
    """SCB code of a municipality (four digits) or region (two); otherwise the slug."""
    name: str
    kind: Kind
    slug: str
    """ASCII name, also that of the body's plan file."""
    short: str = ""
    """Name for headings, where the full one is long."""
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    associates: tuple[str, ...] = ()
    county: str = ""
    """The county of a region: "Västra Götalands län"."""
    form: str = ""
    """The legal or working form in Swedish, as its source gives it: ``kommunalförbund``."""
    source: str = ""

    @property
    def title(self) -> str:
        """The name to use in headings."""
        return self.short or self.name


class Bodies(Struct, frozen=True, dict=True):
    """All bodies that a workspace knows, by id."""

    by_id: Mapping[str, Body]

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[str, ...]]:
        """Ids by everything that a body goes by, without å ä ö."""
        index: dict[str, tuple[str, ...]] = {}
        for body in self.by_id.values():
            for name in {body.id, body.slug, slug(body.name), slug(body.short), *map(slug, body.aliases)}:
                if name:
                    index[name] = (*index.get(name, ()), body.id)
        return index

    def _called(self, name: str) -> tuple[str, ...]:
        """Ids of those that go by a whole name, also as people say it: "Borås stad", "Marks kommun"."""
        if found := self._by_name.get(name):
            return found
        bare = name.removesuffix("-kommun").removesuffix("-stad")
        if bare == name:
            return ()
        named = self._by_name.get(bare) or self._by_name.get(bare.removesuffix("s")) or ()
        return tuple(id_ for id_ in named if self.by_id[id_].kind is Kind.MUNICIPALITY)

    def __getitem__(self, id_: str) -> Body:
        """The body with that id.

        Raises:
            KeyError: there is none.
        """
        return self.by_id[id_]

    def get(self, id_: str) -> Body | None:
        """The body with that id, if there is one."""
        return self.by_id.get(id_)

    def find(self, text: str) -> Body | None:
        """The body that goes by exactly that code or name, if there is just one."""
        if exact := self.by_id.get(text):
            return exact
        found = self._called(slug(text))
        return self.by_id[found[0]] if len(found) == 1 else None

    def resolve(self, text: str, preferred: Iterable[str] = ()) -> Body:
        """The body meant by a code, name, slug, name without å ä ö, or the beginning of one.

        Args:
            text: what the user wrote.
            preferred: ids to choose first when the text is the beginning of several names, such as those that the
                workspace has plans for.

        Raises:
            AmbiguousBody: several bodies fit.
            UnknownBody: none does; carries the nearest names.
        """
        if exact := self.by_id.get(text):
            return exact
        wanted = slug(text)
        found = self._called(wanted) or self._beginning_with(wanted, frozenset(preferred))
        if len(found) > 1:
            found = self._as_written(text, found) or tuple(id_ for id_ in found if id_ in frozenset(preferred)) or found
        if len(found) == 1:
            return self.by_id[found[0]]
        if found:
            # A municipality and its region may share a name; the municipality is what people mean.
            own = [id_ for id_ in found if self.by_id[id_].kind is Kind.MUNICIPALITY and wanted in self._by_name]
            if len(own) == 1:
                return self.by_id[own[0]]
            raise AmbiguousBody(text, tuple(self.by_id[id_].slug for id_ in found))
        raise UnknownBody(text, self._nearest(text))

    def _as_written(self, text: str, found: tuple[str, ...]) -> tuple[str, ...]:
        """Those that bear the very name, where å, ä or ö tells them apart: Håbo is not Habo."""
        if text.isascii():
            return ()
        return tuple(id_ for id_ in found if self.by_id[id_].name.casefold() == text.strip().casefold())

    def _beginning_with(self, wanted: str, preferred: frozenset[str]) -> tuple[str, ...]:
        if not wanted:
            return ()
        found = {id_: None for name, ids in self._by_name.items() if name.startswith(wanted) for id_ in ids}
        return tuple(id_ for id_ in found if id_ in preferred) or tuple(found)

    def _nearest(self, text: str) -> tuple[str, ...]:
        names = nearest(text, self._by_name)
        return tuple(dict.fromkeys(self.by_id[self._by_name[name][0]].slug for name in names))

    def members(self, body: Body) -> tuple[Body, ...]:
        """A body's members, in Swedish alphabetical order; without associates."""
        return self._named(body.members)

    def associates(self, body: Body) -> tuple[Body, ...]:
        """Those that take part without being members, in Swedish alphabetical order."""
        return self._named(body.associates)

    def _named(self, ids: tuple[str, ...]) -> tuple[Body, ...]:
        return tuple(
            sorted((self.by_id[id_] for id_ in ids if id_ in self.by_id), key=lambda body: alphabetical(body.name))
        )

    def groups_of(self, id_: str) -> tuple[Body, ...]:
        """The bodies that a body belongs to, federations first, then its region."""
        rank = {Kind.FEDERATION: 0, Kind.MUNICIPALITY: 1, Kind.REGION: 2, Kind.NATION: 3, Kind.DISTRICT: 4}
        groups = [body for body in self.by_id.values() if id_ in body.members or id_ in body.associates]
        return tuple(sorted(groups, key=lambda body: rank[body.kind]))


_LAST_LETTERS = str.maketrans({"å": "{", "ä": "|", "ö": "}", "é": "e", "ü": "y"})


def alphabetical(text: str) -> str:
    """A key that sorts Swedish text: å, ä and ö come last, after z."""
    return text.casefold().translate(_LAST_LETTERS)
