"""The reference data that ships with the program: catalogues and bodies."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from actionplan.core.body import NATION, Bodies, Body, Kind
from actionplan.core.likeness import slug
from actionplan.store import toml
from actionplan.store.schema import convert

DATA = Path(__file__).parent.parent / "data"
"""The folder of the data that ships."""


def shipped_catalogues() -> Path:
    """The folder of the catalogues that ship: inside an installed package, at the top of a development checkout."""
    inside = DATA / "proposals"
    return inside if inside.is_dir() else DATA.parent.parent / "proposals"


class _Region(Struct, frozen=True):
    name: str
    county: str
    slug: str
    same_as: str = ""


class _Federation(Struct, frozen=True):
    name: str
    kind: str
    members: tuple[str, ...]
    short: str = ""
    aliases: tuple[str, ...] = ()
    associates: tuple[str, ...] = ()
    source: str = ""


class _Register(Struct, frozen=True):
    municipality: Mapping[str, str]
    region: Mapping[str, _Region]
    federation: Mapping[str, _Federation]
    slugs: Mapping[str, str] = field(name="slug", default_factory=dict)
    """Municipalities whose names give the same slug."""
    source: Mapping[str, Mapping[str, str]] = {}


def _register() -> _Register:
    text = (DATA / "bodies.toml").read_text("utf-8")
    return convert(toml.loads(text), _Register)


def shipped_bodies() -> dict[str, Body]:
    """The municipalities, regions and federations of Sweden, and the nation, by id."""
    register = _register()
    bodies = {
        code: Body(code, name, Kind.MUNICIPALITY, register.slugs.get(code) or slug(name))
        for code, name in register.municipality.items()
    }
    municipalities = tuple(bodies)
    for code, region in register.region.items():
        members = tuple(other for other in municipalities if other.startswith(code))
        bodies[code] = Body(
            code, region.name, Kind.REGION, region.slug, aliases=(region.county,), county=region.county, members=members
        )
    for name, federation in register.federation.items():
        bodies[name] = Body(
            name,
            federation.name,
            Kind.FEDERATION,
            name,
            short=federation.short,
            aliases=federation.aliases,
            members=federation.members,
            associates=federation.associates,
            form=federation.kind,
            source=federation.source,
        )
    bodies[NATION] = Body(
        NATION, "Sverige", Kind.NATION, NATION, aliases=("sverige", "nationen"), members=municipalities
    )
    return bodies


def with_additions(bodies: dict[str, Body], additions: Mapping[str, Mapping[str, Any]]) -> Bodies:
    """The bodies, with those that a workspace adds or calls something else."""
    result = dict(bodies)
    for id_, given in additions.items():
        known = result.get(id_)
        kind = Kind(given.get("kind") or (known.kind if known else Kind.FEDERATION))
        name = given.get("name") or (known.name if known else id_)
        result[id_] = Body(
            id_,
            name,
            kind,
            known.slug if known else slug(id_),
            short=given.get("short") or (known.short if known and not given.get("name") else ""),
            aliases=(*(known.aliases if known else ()), *((known.name,) if known else ()), *given.get("aliases", ())),
            members=tuple(given.get("members", ())) or (known.members if known else ()),
            associates=tuple(given.get("associates", ())) or (known.associates if known else ()),
            form=known.form if known else "",
            source=known.source if known else "",
        )
    return Bodies(result)
