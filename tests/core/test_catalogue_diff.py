"""Likeness of Swedish titles, and the comparison of two catalogue versions."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from actionplan.core.catalogue import About, Area, Catalogue, Proposal
from actionplan.core.catalogue_diff import Changed, Retitled, area_counterparts, compare
from actionplan.core.likeness import Likeness, likeness, ranked
from tests.core.rewordings import REWORDED, REWORDED_FURTHER, WITHOUT_COUNTERPART

SHIPPED = msgspec.convert(
    tomllib.loads((Path(__file__).parents[2] / "proposals" / "skl_44.toml").read_text("utf-8")), Catalogue
)
TITLES = {key: proposal.title_sv for key, proposal in SHIPPED.proposals.items()}


def proposal(title: str = "Nära arbetsledning", area: str = "A") -> Proposal:
    return Proposal(title_sv=title, area=area, provenance="working")


def catalogue(
    proposals: Mapping[str, Proposal], version: str = "1", areas: Mapping[str, str] | None = None
) -> Catalogue:
    return Catalogue(
        format=1,
        id="skl-44",
        version=version,
        about=About(name_sv="Plan"),
        areas={key: Area(title_sv=title) for key, title in (areas or {"A": "Uppdrag", "B": "Arbetsmiljö"}).items()},
        proposals=proposals,
    )


# Likeness


@pytest.mark.parametrize(
    ("title", "like", "unlike"),
    [
        ("Stärka familjehemsvården", "Förstärkt familjehemsvård", "Stärka nämndens styrning"),
        ("Strukturerat program för kompetensförsörjning", "Kompetensförsörjningsprogram", "Strukturerat arbetssätt"),
        ("Försiktighet vid omorganisationer", "Var försiktig när ni omorganiserar", "Trygghet vid hot"),
        ("Verka för en översyn av socialtjänstlagen", "Socialtjänstlagen ses över", "Verka för en ny plan"),
        ("Introduktion för nyanställda", "Introduktionsprogram för den som är ny", "Lön för nyutbildade"),
    ],
)
def test_inflection_and_compounds_count_for_more_than_phrases(title: str, like: str, unlike: str) -> None:
    among = Likeness([title, like, unlike, *TITLES.values()])
    assert among.of(title, like) > among.of(title, unlike)


def test_the_same_title_in_other_capitals_and_punctuation_is_wholly_alike() -> None:
    assert likeness("BBIC i praktiken", "bbic, i praktiken.") == 1.0
    assert likeness("BBIC i praktiken", "Hot och våld") == 0.0


def test_what_many_titles_share_counts_for_less() -> None:
    titles = ["Stöd till chefer", "Stöd till barn", "Stöd till familjehem", "Stöd till nyanställda"]
    assert Likeness(titles).of(*titles[:2]) < 0.8 * likeness(*titles[:2])


def test_a_short_word_counts_for_more_than_its_letters() -> None:
    assert likeness("BBIC i socialtjänsten", "BBIC i förvaltningen") > 0.33


def test_titles_of_empty_words_alone_have_a_likeness() -> None:
    assert likeness("Och i", "med") == 0.0
    assert likeness("", "") == 1.0


@given(st.text(max_size=40), st.text(max_size=40), st.lists(st.text(max_size=20), max_size=4))
def test_likeness_is_symmetrical_and_within_bounds(one: str, other: str, texts: list[str]) -> None:
    among = Likeness(texts)
    assert 0 <= among.of(one, other) <= 1
    assert among.of(one, other) == pytest.approx(among.of(other, one))
    assert among.of(one, one) == 1.0


@pytest.mark.parametrize(("rewordings", "first", "within_three"), [(REWORDED, 43, 44), (REWORDED_FURTHER, 40, 43)])
def test_reworded_titles_are_found_among_neighbours(
    rewordings: Mapping[str, str], first: int, within_three: int
) -> None:
    choices = {**rewordings, **{f"x{at}": title for at, title in enumerate(WITHOUT_COUNTERPART)}}
    best = {key: [found for found, _ in ranked(title, choices)] for key, title in TITLES.items()}
    assert sum(found[0] == key for key, found in best.items()) >= first
    assert sum(key in found for key, found in best.items()) >= within_three


def test_ranked_gives_the_best_first_and_no_more_than_asked_for() -> None:
    found = ranked("Rimlig ärendemängd", TITLES, most=2)
    assert found[0][0] == "17"
    assert len(found) == 2
    assert found[0][1] > found[1][1]


# Comparing


def test_a_version_compared_with_itself_is_unchanged() -> None:
    found = compare(SHIPPED, SHIPPED)
    assert found.is_empty
    assert found.unchanged == 44
    assert found.renumbered == ()


def test_every_kind_of_change_is_told() -> None:
    old = catalogue(
        {
            "01": proposal("Nära arbetsledning"),
            "02": proposal("Rimlig ärendemängd"),
            "03": proposal("BBIC i praktiken"),
            "04": proposal("Goda exempel"),
            "05": proposal("Eftervård"),
        }
    )
    new = catalogue(
        {
            "01": proposal("En nära arbetsledning"),
            "02": proposal("Rimlig ärendemängd", area="B"),
            "03": Proposal(title_sv="BBIC i praktiken", area="A", provenance="official", levels=("local", "regional")),
            "04": replace(proposal("Goda exempel"), summary_sv="Berätta för andra."),
            "06": proposal("Praktiknära forskning"),
        },
        version="2",
    )
    found = compare(old, new)
    assert (found.old_version, found.new_version) == ("1", "2")
    assert found.added == ("06",)
    assert found.removed == ("05",)
    (retitled,) = found.retitled
    assert retitled == Retitled("01", "Nära arbetsledning", "En nära arbetsledning", retitled.likeness)
    assert retitled.likeness > 0.9
    assert found.moved == (Changed("02", "Uppdrag", "Arbetsmiljö"),)
    assert found.levels == (Changed("03", "", "local, regional"),)
    assert found.provenance == (Changed("03", "working", "official"),)
    assert found.reworded == ("04",)
    assert found.unchanged == 0
    assert not found.is_empty


def test_areas_with_new_letters_or_titles_move_nothing() -> None:
    proposals = {"01": proposal(area="A"), "02": proposal("BBIC", area="B")}
    old = catalogue(proposals, areas={"A": "Uppdrag", "B": "Arbetsmiljö"})
    relettered = catalogue(
        {"01": proposal(area="B"), "02": proposal("BBIC", area="A")}, areas={"A": "Arbetsmiljö", "B": "Uppdrag"}
    )
    assert compare(old, relettered).moved == ()
    assert compare(old, relettered).unchanged == 2
    assert compare(old, relettered).areas == (
        Changed("A", "Uppdrag", "Arbetsmiljö"),
        Changed("B", "Arbetsmiljö", "Uppdrag"),
    )
    renamed = catalogue(proposals, areas={"A": "Tydligt uppdrag", "B": "Arbetsmiljö"})
    assert compare(old, renamed).moved == ()
    assert compare(old, renamed).areas == (Changed("A", "Uppdrag", "Tydligt uppdrag"),)
    assert area_counterparts(old, catalogue(proposals, areas={"B": "Uppdrag"})) == {"A": "B"}


def test_the_order_of_levels_is_no_change() -> None:
    old = catalogue({"01": replace(proposal(), levels=("local", "regional"))})
    new = catalogue({"01": replace(proposal(), levels=("regional", "local"))})
    assert compare(old, new).is_empty
    assert compare(old, new).unchanged == 1


def test_renumbered_proposals_are_suggested_with_their_likeness() -> None:
    old = catalogue({"01": proposal("Nära arbetsledning"), "02": proposal("Rimlig ärendemängd")})
    new = catalogue(
        {"02": proposal("Inför nära arbetsledning"), "03": proposal("En rimlig mängd ärenden")}, version="2"
    )
    one, two = compare(old, new).renumbered
    assert (one.proposal, one.title, one.candidates[0].proposal) == ("01", "Nära arbetsledning", "02")
    assert one.candidates[0].title == "Inför nära arbetsledning"
    assert one.candidates[0].likeness > 0.5
    assert (two.proposal, two.candidates[0].proposal, two.has_moved) == ("02", "03", True)


def test_nothing_is_suggested_for_what_nothing_is_like() -> None:
    old, new = catalogue({"01": proposal("BBIC")}), catalogue({"02": proposal("Hot och våld")}, version="2")
    (one,) = compare(old, new).renumbered
    assert one.candidates == ()
    assert not one.has_moved


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    titles = st.sampled_from(["Nära arbetsledning", "Rimlig ärendemängd", "BBIC i praktiken", "Goda exempel"])
    ids = st.sampled_from([f"{number:02d}" for number in range(1, 9)])
    proposals = st.builds(
        Proposal,
        title_sv=titles,
        area=st.sampled_from("AB"),
        provenance=st.sampled_from(["working", "official"]),
        levels=st.sampled_from([(), ("local",), ("local", "national")]),
        summary_sv=st.sampled_from(["", "Text."]),
    )
    return catalogue(draw(st.dictionaries(ids, proposals, max_size=8)))


@given(catalogues(), catalogues())
def test_every_number_is_told_of_exactly_once_or_as_changed(old: Catalogue, new: Catalogue) -> None:
    found = compare(old, new)
    changed = {
        *(one.proposal for one in found.retitled),
        *(one.proposal for one in (*found.moved, *found.levels, *found.provenance)),
        *found.reworded,
    }
    assert set(found.added) == new.proposals.keys() - old.proposals.keys()
    assert set(found.removed) == old.proposals.keys() - new.proposals.keys()
    assert found.unchanged == len((old.proposals.keys() & new.proposals.keys()) - changed)
    assert {one.proposal for one in found.renumbered} == {*found.removed, *(one.proposal for one in found.retitled)}
