"""Catalogues: the one that ships, those of a workspace, and those with faults."""

from pathlib import Path

import pytest

from actionplan.store.catalogues import all_catalogues, find_catalogue, read_catalogue
from actionplan.store.data import shipped_catalogues
from actionplan.store.errors import NoCatalogue, Unreadable

OWN = """format = 1
id = "{id}"
version = "{version}"
[about]
name_sv = "Eget"
[area.A]
title_sv = "Område"
[proposal.01]
title_sv = "Första å"
area = "A"
provenance = "working"
"""


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_the_one_that_ships_has_44_proposals_in_three_areas() -> None:
    catalogue = find_catalogue(None, "skl-44", "working-1")
    assert list(catalogue.proposals) == [f"{number:02}" for number in range(1, 45)]
    assert [area.title_sv for area in catalogue.areas.values()] == [
        "Tydligt uppdrag",
        "God arbetsmiljö",
        "Tillgång till aktuell kunskap",
    ]
    assert all(catalogue.in_area(area) for area in catalogue.areas)
    assert sum(len(catalogue.in_area(area)) for area in catalogue.areas) == 44


def test_the_one_that_ships_is_whole_in_both_languages_and_claims_no_official_wording() -> None:
    catalogue = find_catalogue(None, "skl-44", "working-1")
    assert not catalogue.is_official
    assert catalogue.about.note_sv
    assert catalogue.about.note_en
    for id_, proposal in catalogue.proposals.items():
        for language in ("sv", "en"):
            assert proposal.title(language), id_
            assert proposal.summary(language), id_
            assert proposal.keywords(language), id_
        assert proposal.levels, id_
        assert proposal.provenance != "official", id_
        assert set(proposal.sources) <= catalogue.sources.keys(), id_
        assert bool(proposal.sources) == (proposal.provenance != "working"), id_


def test_a_file_of_the_workspace_goes_before_one_that_ships(tmp_path: Path) -> None:
    folder = tmp_path / "proposals"
    write(folder, "own.toml", OWN.format(id="skl-44", version="working-1"))
    assert find_catalogue(folder, "skl-44", "working-1").proposals["01"].title_sv == "Första å"
    assert len(find_catalogue(None, "skl-44", "working-1").proposals) == 44


def test_versions_of_the_workspace_stand_beside_those_that_ship(tmp_path: Path) -> None:
    folder = tmp_path / "proposals"
    write(folder, "a.toml", OWN.format(id="skl-44", version="2"))
    write(folder, "b.toml", OWN.format(id="lokal", version="1"))
    write(folder, ".c.toml", "faulty")
    assert set(all_catalogues(folder)) == {("skl-44", "working-1"), ("skl-44", "2"), ("lokal", "1")}


@pytest.mark.parametrize("folder", [None, Path("nowhere"), shipped_catalogues()])
def test_without_files_of_its_own_a_workspace_has_those_that_ship(folder: Path | None) -> None:
    assert set(all_catalogues(folder)) == {("skl-44", "working-1")}


def test_one_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(NoCatalogue) as caught:
        find_catalogue(tmp_path, "skl-44", "2")
    assert (caught.value.catalogue, caught.value.version) == ("skl-44", "2")
    assert caught.value.known == ("skl-44 working-1",)


@pytest.mark.parametrize(
    ("before", "after", "code", "line"),
    [
        ('title_sv = "Första å"', "title_sv = Första", "not_quoted", 9),
        ('provenance = "working"', 'provenance = "wroking"', "bad_choice", 11),
        ('title_sv = "Första å"', 'titel_sv = "Första å"', "missing_key", 8),
        ('area = "A"', "area = 1", "wrong_type", 10),
        ('name_sv = "Eget"', "", "missing_key", 4),
        ("[area.A]", "[[area]]", "wrong_type", 6),
    ],
)
def test_a_faulty_file_is_told_with_its_line(tmp_path: Path, before: str, after: str, code: str, line: int) -> None:
    folder = tmp_path / "proposals"
    path = write(folder, "own.toml", OWN.format(id="a", version="1").replace(before, after, 1))
    with pytest.raises(Unreadable) as caught:
        read_catalogue(path, "proposals/own.toml")
    assert (code, line) in {(problem.code, problem.line) for problem in caught.value.problems}
    with pytest.raises(Unreadable) as caught:
        all_catalogues(folder)
    assert {problem.source for problem in caught.value.problems} == {"proposals/own.toml"}


def test_a_file_that_is_not_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes("# rad\ntitle = 'å'".encode("latin-1"))
    with pytest.raises(Unreadable) as caught:
        read_catalogue(path, "proposals/own.toml")
    assert [(problem.code, problem.line) for problem in caught.value.problems] == [("not_utf8", 2)]
