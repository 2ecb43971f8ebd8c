"""The bodies that ship: complete, as SCB has them, with membership that is stated and never guessed."""

import csv
from pathlib import Path

import pytest

from actionplan.core.body import NATION, Bodies, Body, Kind
from actionplan.core.likeness import slug
from actionplan.store import data, toml
from actionplan.store.data import shipped_bodies, with_additions
from actionplan.store.schema import convert

DATA = Path(__file__).parents[1] / "data"
BODIES = shipped_bodies()


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def of_kind(kind: Kind) -> dict[str, Body]:
    return {id_: body for id_, body in BODIES.items() if body.kind is kind}


def test_the_municipalities_are_those_of_scb_in_code_and_name() -> None:
    expected = {row["code"]: row["name"] for row in rows("kommuner.csv")}
    assert len(expected) == 290
    assert {id_: body.name for id_, body in of_kind(Kind.MUNICIPALITY).items()} == expected


def test_the_regions_are_those_of_the_counties_with_their_municipalities() -> None:
    expected = {row["code"]: (row["region_body"], row["name"]) for row in rows("lan.csv")}
    assert len(expected) == 21
    regions = of_kind(Kind.REGION)
    assert {id_: (body.name, body.county) for id_, body in regions.items()} == expected
    members = {(row["county_code"], row["code"]) for row in rows("kommuner.csv")}
    assert {(id_, member) for id_, body in regions.items() for member in body.members} == members


def test_members_of_federations_are_municipalities_and_stated_once() -> None:
    federations = of_kind(Kind.FEDERATION)
    assert federations
    municipalities = of_kind(Kind.MUNICIPALITY).keys()
    for body in federations.values():
        everyone = [*body.members, *body.associates]
        assert body.members, body.id
        assert set(everyone) <= municipalities, body.id
        assert len(set(everyone)) == len(everyone), body.id
        assert body.source, body.id


def test_varberg_takes_part_in_sjuharad_without_being_a_member() -> None:
    assert BODIES["sjuharad"].associates == ("1383",)
    assert BODIES["1383"].name == "Varberg"
    assert set(BODIES["sjuharad"].members) == {"1442", "1443", "1452", "1463", "1465", "1466", "1490", "1491"}


def test_kungsbacka_is_in_goteborgsregionen_though_its_code_is_of_halland() -> None:
    assert BODIES["1384"].name == "Kungsbacka"
    assert "1384" in BODIES["goteborgsregionen"].members
    assert "1384" in BODIES["13"].members


def test_membership_of_a_federation_does_not_follow_from_codes(tmp_path: Path) -> None:
    (tmp_path / "bodies.toml").write_text(
        """
[municipality]
1490 = "Borås"
1491 = "Ulricehamn"
2584 = "Kiruna"
[region.14]
name = "Västra Götalandsregionen"
county = "Västra Götalands län"
slug = "vgr"
[federation.14-17]
name = "Fjorton"
kind = "kommunalförbund"
members = ["1490", "2584"]
[federation.tom]
name = "Tom"
kind = "kommunalförbund"
members = []
""",
        "utf-8",
    )
    bodies = shipped_from(tmp_path)
    assert bodies["14-17"].members == ("1490", "2584")
    assert bodies["tom"].members == ()
    assert bodies["14"].members == ("1490", "1491")


def shipped_from(folder: Path) -> dict[str, Body]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(data, "DATA", folder)
        return shipped_bodies()


def test_everyone_belongs_to_the_nation() -> None:
    assert set(BODIES[NATION].members) == of_kind(Kind.MUNICIPALITY).keys()


def test_slugs_are_file_names_and_each_bodys_own() -> None:
    slugs = [body.slug for body in BODIES.values()]
    assert len(set(slugs)) == len(slugs)
    assert all(one == slug(one) and one for one in slugs)


def test_what_a_body_goes_by_leads_to_it() -> None:
    bodies = Bodies(BODIES)
    for body in BODIES.values():
        for name in (body.id, body.slug):
            assert bodies.resolve(name) == body
    assert bodies.resolve("Boråsregionen").id == "sjuharad"
    assert bodies.resolve("boras").id == "1490"


def test_sources_of_the_register_are_all_described() -> None:
    register = convert(toml.loads((data.DATA / "bodies.toml").read_text("utf-8")), data._Register)
    assert {federation.source for federation in register.federation.values()} <= register.source.keys()
    assert all(source.keys() >= {"title", "publisher", "licence"} for source in register.source.values())


def test_a_workspace_may_call_a_body_something_else_and_keeps_the_rest() -> None:
    bodies = with_additions(BODIES, {"1490": {"name": "Borås Stad"}, "sjuharad": {"short": "7härad"}})
    assert bodies["1490"].name == "Borås Stad"
    assert (bodies["1490"].kind, bodies["1490"].slug) == (Kind.MUNICIPALITY, "boras")
    assert bodies.resolve("Borås").id == "1490"
    assert bodies["sjuharad"].title == "7härad"
    assert bodies["sjuharad"].members == BODIES["sjuharad"].members
    assert bodies["sjuharad"].associates == ("1383",)


def test_a_workspace_may_add_a_body() -> None:
    added = {"name": "Väster", "kind": "district", "members": ("1490",), "aliases": ("v",)}
    bodies = with_additions(BODIES, {"stadsdel-vaster": added})
    assert bodies["stadsdel-vaster"].kind is Kind.DISTRICT
    assert bodies.resolve("Väster") == bodies.resolve("v") == bodies["stadsdel-vaster"]
    assert bodies["stadsdel-vaster"].members == ("1490",)
    assert bodies.by_id.keys() - BODIES.keys() == {"stadsdel-vaster"}
