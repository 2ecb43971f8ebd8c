"""Two states of a workspace compared, over real git."""

import datetime as dt
from pathlib import Path

import pytest

from actionplan.core.body import Kind as BodyKind
from actionplan.core.differences import Kind, OtherFile
from actionplan.core.ends import End, EndKind, Missing, RoundMeant
from actionplan.core.errors import NoRound
from actionplan.core.status import Status
from actionplan.store.data import shipped_catalogues
from actionplan.store.errors import Unreadable
from actionplan.store.git.errors import NotVersioned, UnknownRevision
from actionplan.workspace import open_workspace
from actionplan.workspace.comparing import (
    Comparison,
    agendas_of,
    chosen,
    compare,
    end_of,
    end_on,
    ends_of,
    latest_round,
    saved,
)
from actionplan.workspace.pasts import open_pasts
from tests.gitting import GitWorld, clone
from tests.workspace.history import Saves, saves_in

TODAY = dt.date(2016, 11, 21)
NOW = End(EndKind.FOLDER)


@pytest.fixture(params=["", "arbete"], ids=["top", "folder"])
def saves(request: pytest.FixtureRequest, git_world: GitWorld, tmp_path: Path) -> Saves:
    made = saves_in(git_world, tmp_path / "repo", request.param)
    (made.top / "annat.txt").write_text("Annat", "utf-8")
    return made


def between(saves: Saves, text: str, *, whole: bool = False) -> Comparison:
    workspace = saves.workspace
    with open_pasts(workspace, TODAY) as past:
        return compare(workspace, past, *ends_of(past, text), whole=whole)


def since(saves: Saves, day: str, *, whole: bool = False) -> Comparison:
    workspace = saves.workspace
    with open_pasts(workspace, TODAY) as past:
        return compare(workspace, past, end_on(past, dt.date.fromisoformat(day)), NOW, whole=whole)


def told(found: Comparison) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (one.source, one.kind.value, tuple(".".join(change.path) for change in one.changes if not change.table))
        for one in found.differences.plans
    ]


def test_what_is_not_saved_yet(saves: Saves) -> None:
    saves.start()
    saves.save("2016-01-21")
    assert not between(saves, "..").differences
    saves.set("boras", "09", status=Status.STARTED)
    saves.path("mark").unlink()
    saves.path("tranemo").write_text(saves.path("tranemo").read_text("utf-8") + "# En kommentar\n", "utf-8")
    (saves.root / "actionplan.toml").write_text('language = "en"\n', "utf-8")
    (saves.top / "annat.txt").write_text("Nytt", "utf-8")
    found = between(saves, "..")
    assert told(found) == [
        ("plans/boras.toml", "changed", ("proposal.09.status",)),
        ("plans/mark.toml", "removed", ()),
        ("plans/tranemo.toml", "touched", ()),
    ]
    assert found.differences.others == (OtherFile("actionplan.toml"),)
    assert not found.is_partial


def test_a_folder_in_which_nothing_was_saved(saves: Saves) -> None:
    saves.start("boras")
    found = between(saves, "..")
    assert found.start.missing is Missing.NOTHING_SAVED
    assert told(found) == [("plans/boras.toml", "added", ())]
    assert since(saves, "2016-01-01").start.missing is Missing.NOTHING_SAVED


def test_between_commits_tags_branches_and_days(saves: Saves) -> None:
    saves.start()
    first = saves.save("2016-01-21")
    saves.git("tag", "start")
    saves.set("boras", "09", status=Status.STARTED)
    saves.save("2016-03-01")
    saves.set("mark", "01", owner="IFO-chef")
    saves.save("2016-05-01")
    boras = ("plans/boras.toml", "changed", ("proposal.09.status",))
    mark = ("plans/mark.toml", "changed", ("proposal.01.owner",))
    for text, expected in {
        f"{first}..main": [boras, mark],
        "start..": [boras, mark],
        "start..2016-04-30": [boras],
        "2016-04-30..2016-05-01": [mark],
        "2016-03-01..HEAD": [mark],
        "main..start": [boras, mark],
        "..main": [],
    }.items():
        assert told(between(saves, text)) == expected, text


@pytest.mark.parametrize("text", ["nowhere..", "..--help", "2016-13-01..", "a...b"])
def test_what_names_nothing_is_refused(saves: Saves, text: str) -> None:
    saves.start()
    saves.save("2016-01-21")
    with pytest.raises(UnknownRevision):
        between(saves, text)


def test_since_a_day_is_since_its_end(saves: Saves) -> None:
    saves.start()
    saves.save("2016-01-21")
    saves.set("boras", "09", status=Status.STARTED)
    saves.save("2016-03-01")
    saves.set("boras", "12", owner="X")
    assert told(since(saves, "2016-03-01")) == [("plans/boras.toml", "changed", ("proposal.12.owner",))]
    earlier = since(saves, "2016-02-29", whole=True)
    assert told(earlier) == [("plans/boras.toml", "changed", ("proposal.09.status", "proposal.12.owner"))]
    assert [one.source for one in earlier.unchanged] == ["plans/mark.toml", "plans/tranemo.toml"]


def test_history_that_begins_later_is_said(saves: Saves) -> None:
    saves.save("2014-01-01", message="Annat i samma förråd")
    saves.start()
    saves.save("2016-01-21")
    saves.set("boras", "09", status=Status.STARTED)
    found = since(saves, "2015-06-01")
    assert (found.start.missing, found.start.asked, found.start.day) == (
        Missing.BEFORE_HISTORY,
        dt.date(2015, 6, 1),
        dt.date(2016, 1, 21),
    )
    assert told(found) == [("plans/boras.toml", "changed", ("proposal.09.status",))]
    assert not found.is_partial


def test_a_shallow_clone_says_what_it_lacks(saves: Saves, git_world: GitWorld, tmp_path: Path) -> None:
    saves.start()
    saves.save("2016-01-21")
    for day, status in (("2016-03-01", Status.STARTED), ("2016-05-01", Status.OVER_HALF), ("2016-06-01", Status.DONE)):
        saves.set("boras", "09", status=status)
        saves.save(day)
    clone(tmp_path / "repo", tmp_path / "ytlig", "--depth=2", "--no-local")
    root = tmp_path / "ytlig" / saves.root.relative_to(saves.top)
    found = since(Saves(git_world, tmp_path / "ytlig", root), "2016-02-01")
    assert (found.start.missing, found.start.day) == (Missing.SHALLOW, dt.date(2016, 5, 1))
    assert told(found) == [("plans/boras.toml", "changed", ("proposal.09.status",))]
    assert found.is_partial


def test_broken_files_are_named_at_either_end(saves: Saves) -> None:
    saves.start()
    saves.path("boras").write_text("plan = [", "utf-8")
    saves.path("tranemo").write_text("plan = {", "utf-8")
    saves.save("2016-01-21")
    saves.path("boras").write_text(saves.path("mark").read_text("utf-8").replace("1463", "1490"), "utf-8")
    saves.path("mark").write_bytes(b"plan = \xe5")
    found = between(saves, "..")
    assert told(found) == [("plans/boras.toml", "unreadable", ()), ("plans/mark.toml", "unreadable", ())]
    assert found.is_partial
    whole = since(saves, "2016-02-01", whole=True)
    assert [one.kind for one in whole.differences.plans] == [Kind.UNREADABLE] * 3
    assert all(one.problems_before or one.problems_after for one in whole.differences.plans)


def test_a_renamed_plan_is_the_same_plan(saves: Saves) -> None:
    saves.start()
    saves.save("2016-01-21")
    saves.path("boras").rename(saves.path("kommunen"))
    saves.set("kommunen", "09", owner="X")
    assert told(between(saves, "..")) == [("plans/kommunen.toml", "renamed", ("proposal.09.owner",))]


def test_line_endings_are_no_change(saves: Saves) -> None:
    saves.start()
    saves.save("2016-01-21")
    saves.path("boras").write_bytes(saves.path("boras").read_bytes().replace(b"\n", b"\r\n"))
    assert not between(saves, "..").differences


def test_a_merge_is_one_state(saves: Saves) -> None:
    saves.start()
    saves.save("2016-01-21")
    saves.git("switch", "--quiet", "--create", "sida")
    saves.set("boras", "01", owner="X")
    saves.save("2016-02-01")
    saves.git("switch", "--quiet", "main")
    saves.set("boras", "12", owner="Y")
    saves.save("2016-03-01")
    saves.world.at("2016-04-01T12:00:00+01:00")
    saves.git("merge", "--quiet", "--no-edit", "sida")
    both = ("plans/boras.toml", "changed", ("proposal.01.owner", "proposal.12.owner"))
    assert told(since(saves, "2016-01-31")) == [both]
    assert told(since(saves, "2016-04-01")) == []


def swapped(text: str) -> str:
    """The text with 09 and 12 in each other's places."""
    for old, new in (("09", "t1"), ("12", "09"), ("t1", "12")):
        text = text.replace(f"[proposal.{old}]", f"[proposal.{new}]")
    return text


def test_a_move_to_another_catalogue_is_not_told_as_changes_of_all_proposals(saves: Saves) -> None:
    saves.start("boras")
    saves.set("boras", "09", status=Status.STARTED, owner="X")
    saves.save("2016-01-21")
    (saves.root / "proposals").mkdir()
    shipped = shipped_catalogues() / "skl_44.toml"
    catalogue = swapped(shipped.read_text("utf-8").replace('version = "working-1"', 'version = "official-1"'))
    (saves.root / "proposals" / "official.toml").write_text(catalogue, "utf-8")
    plan = swapped(saves.path("boras").read_text("utf-8").replace("working-1", "official-1"))
    saves.path("boras").write_text(plan.replace('owner = "X"', 'owner = "Y"'), "utf-8")
    found = between(saves, "..")
    assert told(found) == [("plans/boras.toml", "changed", ("catalogue_version", "proposal.12.owner"))]
    assert found.differences.plans[0].is_migrated


def test_only_some_bodies_and_proposals(saves: Saves) -> None:
    saves.start()
    saves.save("2016-01-21")
    for name in ("boras", "mark"):
        saves.set(name, "09", owner="X")
        saves.set(name, "12", owner="X")
    found = since(saves, "2016-01-21", whole=True)
    bodies = saves.workspace.bodies
    mark, region = bodies["1463"], next(one for one in bodies.by_id.values() if one.kind is BodyKind.FEDERATION)
    assert told(chosen(found, (mark,), ("12",))) == [("plans/mark.toml", "changed", ("proposal.12.owner",))]
    assert told(chosen(found, (mark,), ("01",))) == []
    assert [one.source for one in chosen(found, (bodies["1452"],), ()).unchanged] == ["plans/tranemo.toml"]
    assert region.members
    agendas = agendas_of(chosen(found, (), ("12",)), (TODAY, TODAY), bodies, ("12",))
    assert [(one.name, one.moved) for one in agendas if one.moved] == [
        ("Borås", {"other": ("12",)}),
        ("Mark", {"other": ("12",)}),
    ]


def round_of(saves: Saves) -> RoundMeant:
    workspace = saves.workspace
    with open_pasts(workspace, TODAY) as past:
        return latest_round(workspace, past, TODAY)


def test_the_latest_round_is_stated_or_found(saves: Saves) -> None:
    saves.start()
    with pytest.raises(NoRound):
        round_of(saves)
    saves.follow("boras", "09", "2016-09-16", "A")
    saves.follow("mark", "09", "2016-09-16", "A")
    saves.follow("mark", "09", "2016-10-01", "A")
    assert round_of(saves) == RoundMeant(dt.date(2016, 9, 16), bodies=2)
    saves.save("2016-10-01")
    saves.path("mark").write_text("plan = [", "utf-8")
    assert round_of(saves) == RoundMeant(dt.date(2016, 9, 16), bodies=2)
    (saves.root / "actionplan.toml").write_text(
        '[round.var-2016]\ndate = 2016-05-02\ntitle = "Våren"\n[round.vinter]\ndate = 2016-11-21\n', "utf-8"
    )
    assert round_of(saves) == RoundMeant(dt.date(2016, 5, 2), "var-2016", "Våren")


@pytest.mark.parametrize("text", ["[round.a]\n", '[round.a]\ndate = "snart"\n', "[round.a]\ndate=2016-01-01\nx=1\n"])
def test_a_round_has_a_date_and_no_unknown_keys(saves: Saves, text: str) -> None:
    saves.start()
    (saves.root / "actionplan.toml").write_text(text, "utf-8")
    with pytest.raises(Unreadable):
        open_workspace(saves.root)


def test_without_a_repository_there_is_nothing_to_compare_with(git_world: GitWorld, tmp_path: Path) -> None:  # noqa: ARG001
    (tmp_path / "plans").mkdir()
    with pytest.raises(NotVersioned):
        open_pasts(open_workspace(tmp_path), TODAY)


def test_a_date_is_a_day_and_nothing_else_is(saves: Saves) -> None:
    saves.start()
    saves.save("2016-01-21")
    with open_pasts(saves.workspace, TODAY) as past:
        assert end_of(past, "2016-02-01").kind is EndKind.DAY
        assert end_of(past, "main").kind is EndKind.COMMIT
        assert saved(past).heads == end_of(past, "HEAD").heads
