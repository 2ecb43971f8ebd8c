"""Plans that are kept elsewhere: counted like the workspace's own, named by their source, never edited here."""

import datetime as dt
import os
from pathlib import Path

import pytest

from actionplan.core.matrix import Criteria
from actionplan.core.rollup import RollUp
from actionplan.core.sources import Trouble
from actionplan.store.errors import KeptElsewhere, NoPlan
from actionplan.workspace import Workspace, open_workspace
from actionplan.workspace.checking import check_files
from actionplan.workspace.fetching import AT_ONCE, FetchedSource, fetch
from actionplan.workspace.gathering import collect, gather
from actionplan.workspace.missing import looked_through
from actionplan.workspace.sources import (
    file_to_edit,
    file_to_show,
    kept_elsewhere,
    look,
    read_everywhere,
    read_files,
)
from tests.gitting import commit_all
from tests.sourcing import plan_text, source_repository, sources_toml, workspace_with, write_plan

NOW = dt.datetime(2016, 9, 16, 12, tzinfo=dt.UTC)
DAY = dt.date(2016, 11, 21)

pytestmark = pytest.mark.usefixtures("git_world")


def fetched(workspace: Workspace, *names: str, seconds: float = 30) -> tuple[FetchedSource, ...]:
    return fetch(workspace, names or tuple(workspace.settings.sources), NOW, seconds=seconds)


def rolled(workspace: Workspace, body: str = "sjuharad") -> RollUp:
    return gather(workspace, workspace.bodies.resolve(body), workspace.catalogue, Criteria(as_of=DAY))


def sources_of(rollup: RollUp) -> dict[str, tuple[str, ...]]:
    return {member.body.slug: member.sources for member in rollup.members if member.sources}


def open_with(tmp_path: Path, settings: str, *own: str) -> Workspace:
    return open_workspace(workspace_with(tmp_path / "ws", settings, *own))


def test_plans_of_repositories_and_folders_are_counted(tmp_path: Path) -> None:
    boras = source_repository(tmp_path / "boras", "boras")
    write_plan(tmp_path / "mark", "mark")
    settings = sources_toml(boras=boras) + "[source.m]\nfolder = '../mark'\n"
    workspace = open_with(tmp_path, settings, "tranemo")
    assert rolled(workspace).is_partial
    fetched(workspace)
    found = rolled(workspace)
    assert sources_of(found) == {
        "boras": ("boras:plans/boras.toml",),
        "mark": ("m:plans/mark.toml",),
        "tranemo": ("plans/tranemo.toml",),
    }
    assert not found.is_partial
    assert [(one.name, one.plans, one.trouble) for one in found.sources] == [("boras", 1, None), ("m", 1, None)]
    assert found.sources[0].fetched == NOW
    assert found.headline.reported.part == 3


def test_everything_but_fetching_works_without_the_source(tmp_path: Path) -> None:
    boras = source_repository(tmp_path / "boras", "boras")
    workspace = open_with(tmp_path, sources_toml(boras=boras))
    fetched(workspace)
    before = rolled(workspace)
    boras.rename(tmp_path / "borta")
    assert rolled(workspace) == before
    [came] = fetched(workspace)
    assert came.state.trouble is Trouble.NOT_REACHED
    found = rolled(workspace)
    assert sources_of(found) == sources_of(before)
    assert found.is_partial
    assert found.sources[0].reason == "not_found"


def test_a_summary_stays_the_same_object_while_git_keeps_the_same(tmp_path: Path) -> None:
    boras = source_repository(tmp_path / "boras", "boras", "mark")
    workspace = open_with(tmp_path, sources_toml(boras=boras))
    fetched(workspace)
    first = collect(workspace, None)
    write_plan(boras, "boras", "done")
    commit_all(boras)
    fetched(workspace)
    again = collect(workspace, first)
    assert list(again.plans) == ["boras:plans/boras.toml", "boras:plans/mark.toml"]
    assert again.plans["boras:plans/mark.toml"] is first.plans["boras:plans/mark.toml"]
    assert again.plans["boras:plans/boras.toml"] != first.plans["boras:plans/boras.toml"]


def test_only_what_is_new_is_asked_of_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"k{number}" for number in range(30)]
    boras = source_repository(tmp_path / "boras", "boras", *names)
    workspace = open_with(tmp_path, sources_toml(boras=boras))
    fetched(workspace)
    first = collect(workspace, None)

    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("actionplan.store.git.copies.contents", refuse)
    assert collect(workspace, None) == first
    assert collect(workspace, first) == first


def test_an_address_that_gets_another_name_is_not_fetched_again(tmp_path: Path) -> None:
    boras = source_repository(tmp_path / "boras", "boras")
    fetched(open_with(tmp_path, sources_toml(boras=boras)))
    found = rolled(open_with(tmp_path, sources_toml(staden=boras)))
    assert sources_of(found) == {"boras": ("staden:plans/boras.toml",)}
    assert not found.is_partial


def test_a_body_in_two_places_is_counted_once_and_named(tmp_path: Path) -> None:
    boras = source_repository(tmp_path / "boras", "boras")
    write_plan(boras, "boras", "done")
    commit_all(boras)
    write_plan(tmp_path / "kopia", "boras", "not_started")
    settings = sources_toml(boras=boras) + "[source.a]\nfolder = '../kopia'\n"
    workspace = open_with(tmp_path, settings, "boras")
    fetched(workspace)
    found = rolled(workspace)
    [several] = found.notes.several
    assert several.sources == ("plans/boras.toml", "a:plans/boras.toml", "boras:plans/boras.toml")
    assert {(one.kept, one.other) for one in found.notes.duplicates} == {
        ("plans/boras.toml", "a:plans/boras.toml"),
        ("plans/boras.toml", "boras:plans/boras.toml"),
    }
    assert (found.total.picked, found.total.started) == (1, 1)
    assert workspace.file_of(workspace.bodies["1490"]).source == "plans/boras.toml"


def test_own_measures_of_a_plan_and_of_its_copy_are_counted_once(tmp_path: Path) -> None:
    measure = '\n[measure.a1]\ntitle = "Eget"\n'
    for folder in (tmp_path / "ws", tmp_path / "kopia"):
        path = write_plan(folder, "boras")
        path.write_text(path.read_text("utf-8") + measure, "utf-8")
    workspace = open_with(tmp_path, "[source.a]\nfolder = '../kopia'\n")
    assert rolled(workspace).notes.measures == 1


def test_check_names_the_plan_of_the_workspace_that_a_source_has_too(tmp_path: Path) -> None:
    for name in ("a", "z"):
        write_plan(tmp_path / name, "boras")
        workspace = open_with(tmp_path, f"[source.{name}]\nfolder = '../{name}'\n", "boras")
        [problem] = check_files(workspace, workspace.plan_paths(), DAY)
        assert (problem.code, problem.source) == ("duplicate_plan", "plans/boras.toml")
        assert problem.facts["other"] == f"{name}:plans/boras.toml"


def test_the_way_to_a_plan_that_is_kept_elsewhere(tmp_path: Path) -> None:
    boras = source_repository(tmp_path / "boras", "boras")
    workspace = open_with(tmp_path, sources_toml(boras=boras), "tranemo")
    fetched(workspace)
    body = workspace.bodies["1490"]
    assert file_to_show(workspace, body).source == "boras:plans/boras.toml"
    with pytest.raises(KeptElsewhere) as caught:
        file_to_edit(workspace, body)
    assert (caught.value.source, caught.value.place) == ("boras", str(boras))
    with pytest.raises(NoPlan):
        file_to_edit(workspace, workspace.bodies["1463"])
    assert kept_elsewhere(workspace, "plans/tranemo.toml", "Tranemo") is None
    assert file_to_edit(workspace, workspace.bodies["1452"]).source == "plans/tranemo.toml"


def test_files_are_read_by_their_names(tmp_path: Path) -> None:
    boras = source_repository(tmp_path / "boras", "boras")
    write_plan(tmp_path / "m", "mark")
    settings = sources_toml(boras=boras) + "[source.m]\nfolder = '../m'\n"
    workspace = open_with(tmp_path, settings, "tranemo")
    fetched(workspace)
    names = ("plans/tranemo.toml", "m:plans/mark.toml", "boras:plans/boras.toml", "boras:plans/borta.toml", "m:plans/x")
    files = read_files(workspace, names)
    assert [file.source for file in files] == list(names)
    assert [file.plan is not None for file in files] == [True, True, True, False, False]
    assert {file.problems[0].code for file in files if file.plan is None} == {"not_found"}


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    boras = source_repository(tmp_path / "boras", "boras", "mark")
    (boras / "plans" / "boras.toml").write_text("trasig", "utf-8")
    (boras / "plans" / "ingen.toml").write_text(plan_text("9999"), "utf-8")
    (boras / "plans" / "stor.toml").write_bytes(b"#" * 5_000_001)
    (boras / "plans" / "lank.toml").symlink_to("mark.toml")
    commit_all(boras)
    workspace = open_with(tmp_path, sources_toml(s=boras))
    fetched(workspace)
    found = rolled(workspace)
    assert {(one.source, one.problem.code) for one in found.attention.unreadable} == {
        ("s:plans/boras.toml", "no_equals"),
        ("s:plans/ingen.toml", "unknown_body"),
        ("s:plans/stor.toml", "too_large"),
        ("s:plans/lank.toml", "link_in_source"),
    }
    assert found.is_partial
    assert {file.source for file in read_everywhere(workspace)[0] if file.plan is None} == {
        "s:plans/boras.toml",
        "s:plans/stor.toml",
        "s:plans/lank.toml",
    }
    assert collect(workspace, collect(workspace, None)) == collect(workspace, None)


@pytest.mark.parametrize(
    ("settings", "trouble"),
    [
        ("[source.x]\nrepository = '../boras'\nref = 'borta'\n", Trouble.NO_REF),
        ("[source.x]\nrepository = '../boras'\npath = 'borta'\n", Trouble.NO_FOLDER),
        ("[source.x]\nrepository = '../borta'\n", Trouble.NOT_FETCHED),
        ("[source.x]\nfolder = '../borta'\n", Trouble.NO_FOLDER),
        ("[source.x]\nfolder = '../boras'\npath = 'borta'\n", Trouble.NO_FOLDER),
    ],
)
def test_a_source_that_is_not_what_the_settings_say_is_told(tmp_path: Path, settings: str, trouble: Trouble) -> None:
    source_repository(tmp_path / "boras", "boras")
    workspace = open_with(tmp_path, settings, "tranemo")
    [came] = fetched(workspace)
    assert came.state.trouble is trouble
    found = rolled(workspace)
    assert found.is_partial
    assert found.sources[0].trouble is trouble
    assert not found.sources[0].is_counted
    assert list(sources_of(found)) == ["tranemo"]


def test_one_repository_can_be_several_sources(tmp_path: Path) -> None:
    boras = source_repository(tmp_path / "x", "boras", inside="a")
    write_plan(boras / "b", "mark")
    commit_all(boras)
    settings = "".join(f"[source.{name}]\nrepository = '../x'\npath = '{name}'\n" for name in "ab")
    workspace = open_with(tmp_path, settings)
    fetched(workspace)
    assert sources_of(rolled(workspace)) == {"boras": ("a:plans/boras.toml",), "mark": ("b:plans/mark.toml",)}
    assert len(list(workspace.folders.sources.glob("*.git"))) == 1


def test_what_is_missing_is_told_of_sources_too(tmp_path: Path) -> None:
    boras = source_repository(tmp_path / "boras", "boras")
    write_plan(tmp_path / "m", "mark")
    settings = sources_toml(boras=boras) + "[source.m]\nfolder = '../m'\n"
    workspace = open_with(tmp_path, settings, "tranemo")
    fetched(workspace)
    told: list[tuple[int, int]] = []
    found = looked_through(workspace, DAY, {}, lambda at, whole: told.append((at, whole)))
    assert set(found) == {"plans/tranemo.toml", "boras:plans/boras.toml", "m:plans/mark.toml"}
    assert told == [(0, 3), (1, 3), (2, 3)]
    again = looked_through(workspace, DAY, found)
    assert again["boras:plans/boras.toml"] is found["boras:plans/boras.toml"]
    write_plan(boras, "boras", "done")
    commit_all(boras)
    fetched(workspace)
    assert looked_through(workspace, DAY, found)["boras:plans/boras.toml"] != found["boras:plans/boras.toml"]


def test_a_workspace_without_sources_does_not_look_for_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = open_with(tmp_path, "", "boras")

    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("actionplan.workspace.sources.look", refuse)
    monkeypatch.setattr("actionplan.workspace.gathering.look", refuse)
    monkeypatch.setattr("actionplan.workspace.missing.look", refuse)
    assert rolled(workspace).sources == ()
    assert read_everywhere(workspace)[1] == ()
    assert looked_through(workspace, DAY, {})


def test_the_nation_rolls_up_its_regions(tmp_path: Path) -> None:
    """Twenty-one regions: one away, one with a broken plan, one that means a branch that there is not."""
    workspace = open_with(tmp_path, "")
    regions = [body for body in workspace.bodies.by_id.values() if body.kind == "region"]
    assert len(regions) == 21
    assert len(regions) > AT_ONCE
    settings, members = "", 0
    for region in regions:
        top = tmp_path / region.slug
        some = workspace.bodies.members(region)[:3]
        members += len(some)
        for body in some:
            write_plan(top, body.slug, body=body.id)
        source_repository(top)
        settings += f"[source.{region.slug}]\nrepository = '../{region.slug}'\n"
    broken = next(iter(sorted((tmp_path / "vastra-gotaland" / "plans").iterdir())))
    broken.write_text("trasig", "utf-8")
    commit_all(tmp_path / "vastra-gotaland")
    away = tmp_path / workspace.bodies["09"].slug
    away.rename(tmp_path / "borta")
    settings += "[source.fel]\nrepository = '../skane'\nref = 'borta'\n"
    workspace = open_with(tmp_path, settings)
    came = {one.state.name: one.state.trouble for one in fetched(workspace)}
    assert {name: trouble for name, trouble in came.items() if trouble} == {
        away.name: Trouble.NOT_FETCHED,
        "fel": Trouble.NO_REF,
    }
    found = rolled(workspace, "riket")
    assert found.headline.reported.part == members - 1 - 1
    assert [one.source for one in found.attention.unreadable] == [f"vastra-gotaland:plans/{broken.name}"]
    assert found.is_partial
    (tmp_path / "borta").rename(away)
    fetched(workspace, away.name)
    assert rolled(workspace, "riket").headline.reported.part == members - 1


def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_plan(tmp_path / "m", "mark")
    workspace = open_with(tmp_path, "[source.m]\nfolder = '../m'\n")
    real = os.scandir

    def scandir(path: "os.PathLike[str]") -> object:
        if "m" in Path(path).parts:
            raise OSError(5, "Input/output error")
        return real(path)

    monkeypatch.setattr("actionplan.workspace.opening.os.scandir", scandir)
    [looked] = look(workspace)
    assert looked.state.trouble is Trouble.NO_FOLDER
