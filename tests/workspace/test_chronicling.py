"""What has happened to a plan, over real git."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import convert

from actionplan.core.changes import apply, as_document, is_same
from actionplan.core.chronicle import Chronicle, Event, NotChosen
from actionplan.core.merge import Clash, Side
from actionplan.core.plan import Plan
from actionplan.core.status import Status
from actionplan.store.data import shipped_catalogues
from actionplan.store.errors import NoPlan
from actionplan.wording.clashes import not_chosen
from actionplan.workspace.chronicling import chronicle, not_chosen_in
from actionplan.workspace.pasts import open_pasts
from tests.gitting import GitWorld, clone
from tests.strategies import edits
from tests.workspace.history import Saves, saves_in

TODAY = dt.date(2016, 11, 21)


@pytest.fixture(params=["", "arbete"], ids=["top", "folder"])
def saves(request: pytest.FixtureRequest, git_world: GitWorld, tmp_path: Path) -> Saves:
    made = saves_in(git_world, tmp_path / "repo", request.param)
    made.start()
    return made


def of(saves: Saves, number: str | None = "09", body: str = "1490") -> Chronicle:
    workspace = saves.workspace
    with open_pasts(workspace, TODAY) as past:
        return chronicle(workspace, past, workspace.bodies[body], number)


def told(found: Chronicle) -> list[tuple[str, str, str]]:
    """Kind, day and author, and what was set to what."""
    return [(event.kind.value, f"{event.day} {event.author}", said(event)) for event in found.events]


def said(event: Event) -> str:
    return ", ".join(f"{change.path[-1]}={change.new}" for change in event.changes if not change.table)


ME = "Utvecklingsledare IFO"


def test_every_change_with_when_and_by_whom_newest_first(saves: Saves) -> None:
    saves.save("2016-01-21")
    saves.set("boras", "09", status=Status.STARTED, owner="X")
    saves.save("2016-03-01", "Anna")
    saves.set("boras", "12", owner="Y")
    saves.set("mark", "09", owner="Y")
    saves.save("2016-04-01", "Bo")
    saves.follow("boras", "09", "2016-04-15", "Första gruppen igång")
    saves.save("2016-05-01", "Cilla")
    saves.set("boras", "09", status=Status.OVER_HALF)
    assert told(of(saves)) == [
        ("unsaved", "None ", "status=over_half"),
        ("changed", "2016-05-01 Cilla", "comment=Första gruppen igång"),
        ("changed", "2016-03-01 Anna", "status=started, owner=X"),
    ]
    assert told(of(saves, None)) == [
        ("unsaved", "None ", "status=over_half"),
        ("changed", "2016-05-01 Cilla", "comment=Första gruppen igång"),
        ("changed", "2016-04-01 Bo", "owner=Y"),
        ("changed", "2016-03-01 Anna", "status=started, owner=X"),
        ("started", f"2016-01-21 {ME}", ""),
    ]
    assert told(of(saves, "01")) == []


def test_nothing_saved_and_nothing_there(saves: Saves) -> None:
    saves.set("boras", "09", owner="X")
    assert told(of(saves)) == [("unsaved", "None ", "owner=X")]
    assert told(of(saves, None)) == [("unsaved", "None ", "")]
    with pytest.raises(NoPlan):
        of(saves, body="1491")


def test_a_plan_that_was_removed_and_not_saved(saves: Saves) -> None:
    saves.set("boras", "09", owner="X")
    saves.save("2016-01-21")
    saves.path("boras").unlink()
    assert told(of(saves)) == [("started", f"2016-01-21 {ME}", "owner=X")]


def test_a_plan_that_was_away_for_a_while(saves: Saves) -> None:
    saves.set("boras", "09", owner="X")
    saves.save("2016-01-21")
    content = saves.path("boras").read_bytes()
    saves.path("boras").unlink()
    saves.save("2016-02-21")
    saves.path("boras").write_bytes(content)
    saves.save("2016-03-21")
    assert [(kind, when[:10]) for kind, when, _said in told(of(saves, None))] == [
        ("started", "2016-03-21"),
        ("removed", "2016-02-21"),
        ("started", "2016-01-21"),
    ]


def test_a_renamed_file_is_followed_by_its_body(saves: Saves) -> None:
    saves.save("2016-01-21")
    saves.set("boras", "09", owner="X")
    saves.save("2016-02-01")
    saves.path("boras").rename(saves.path("a"))
    saves.path("mark").rename(saves.path("boras"))
    saves.set("a", "09", status=Status.DONE)
    saves.save("2016-03-01")
    saves.set("boras", "09", owner="M")
    saves.save("2016-04-01")
    saves.path("a").rename(saves.path("b"))
    saves.save("2016-05-01")
    assert told(of(saves)) == [
        ("changed", f"2016-03-01 {ME}", "status=done"),
        ("changed", f"2016-02-01 {ME}", "owner=X"),
    ]
    assert [(event.source, event.was) for event in of(saves, None).events] == [
        ("plans/b.toml", "plans/a.toml"),
        ("plans/a.toml", "plans/boras.toml"),
        ("plans/boras.toml", ""),
        ("plans/boras.toml", ""),
    ]
    assert told(of(saves, body="1463")) == [("changed", f"2016-04-01 {ME}", "owner=M")]
    saves.path("b").rename(saves.path("c"))
    first = of(saves, None).events[0]
    assert (first.kind.value, first.source, first.was) == ("unsaved", "plans/c.toml", "plans/b.toml")


def test_a_merge_tells_only_what_no_parent_has(saves: Saves) -> None:
    saves.save("2016-01-21")
    saves.git("switch", "--quiet", "--create", "sida")
    saves.set("boras", "09", owner="X")
    saves.save("2016-02-01", "Anna")
    saves.git("switch", "--quiet", "main")
    saves.set("boras", "01", owner="Y")
    saves.save("2016-03-01", "Bo")
    saves.world.at("2016-04-01T12:00:00+01:00")
    saves.git("merge", "--quiet", "--no-edit", "--no-commit", "sida")
    saves.set("boras", "09", priority=1)
    saves.save("2016-04-01", "Cilla")
    assert told(of(saves)) == [
        ("changed", "2016-04-01 Cilla", "priority=1"),
        ("changed", "2016-02-01 Anna", "owner=X"),
    ]
    assert told(of(saves, "01")) == [("changed", "2016-03-01 Bo", "owner=Y")]


@pytest.mark.parametrize("chosen", ["X", "Y"])
def test_a_value_that_was_not_chosen_is_told(saves: Saves, chosen: str) -> None:
    saves.save("2016-01-21")
    saves.git("switch", "--quiet", "--create", "sida")
    saves.set("boras", "09", owner="X")
    saves.save("2016-02-01", "Anna")
    saves.git("switch", "--quiet", "main")
    saves.set("boras", "09", owner="Y")
    saves.save("2016-03-01", "Bo")
    other = "X" if chosen == "Y" else "Y"
    saves.world.at("2016-04-01T12:00:00+01:00")
    saves.git("merge", "--quiet", "--no-commit", "-X", "theirs" if chosen == "X" else "ours", "sida")
    trailer = f'Not-chosen: plans/boras.toml proposal.09.owner = "{other}" (Anna, 2016-02-01)'
    elsewhere = (
        'Not-chosen: plans/mark.toml proposal.09.owner = "M"\nNot-chosen: plans/boras.toml proposal.01.owner = -'
    )
    saves.save("2016-04-01", "Cilla", f"Sammanslagning\n\n{trailer}\n{elsewhere}")
    found = of(saves)
    lost = NotChosen(("proposal", "09", "owner"), other, "Anna, 2016-02-01")
    assert (found.events[0].kind.value, found.events[0].not_chosen) == ("chosen", (lost,))
    assert [event.author for event in found.events[1:]] == ["Anna" if chosen == "X" else "Bo"]
    assert [event.not_chosen for event in of(saves, "01").events] == [(NotChosen(("proposal", "01", "owner"), None),)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('Not-chosen: plans/a b.toml proposal.09.goal = "a = (b)" (C (d), 2016-01-01)', ("plans/a b.toml", "a = (b)")),
        ("Not-chosen: plans/a.toml * = -", ("plans/a.toml", None)),
        ('Not-chosen: plans/a.toml proposal.09.partners = ["a"]', ("plans/a.toml", '["a"]')),
        ("Not-chosen: plans/a.toml proposal.09.priority = 2", ("plans/a.toml", "2")),
        ("Not-chosen: plans/a.toml proposal.09.goal = trasig", ("plans/a.toml", "trasig")),
    ],
)
def test_what_a_commit_keeps_is_read(line: str, found: tuple[str, str | None]) -> None:
    read = not_chosen_in(line)
    assert read
    assert (read[0], read[1].value) == found


@pytest.mark.parametrize("value", ["IFO-chef (vik.)", "a = b", '"', dt.date(2017, 1, 15), 2, None])
def test_what_a_merge_writes_is_what_is_read(value: str | int | dt.date | None) -> None:
    clash = Clash(("proposal", "09", "owner"), "value", None, "X", value)
    line = not_chosen("plans/boras.toml", clash, Side.OURS, "Anna", "2016-02-01")
    said = value.isoformat() if isinstance(value, dt.date) else str(value) if value is not None else None
    assert not_chosen_in(line) == ("plans/boras.toml", NotChosen(clash.path, said, "Anna, 2016-02-01"))


@pytest.mark.parametrize("line", ["", "Not-chosen:", "Not-chosen: a", "Signed-off-by: a b = c", "x = 1"])
def test_other_lines_keep_nothing(line: str) -> None:
    assert not_chosen_in(line) is None


def test_a_broken_version_is_named_and_bridged(saves: Saves) -> None:
    saves.set("boras", "09", owner="X")
    saves.save("2016-01-21")
    content = saves.path("boras").read_text("utf-8")
    saves.path("boras").write_text(content + "trasig = [\n", "utf-8")
    saves.save("2016-02-01", "Anna")
    saves.path("boras").write_text(content + "\ntrasig = {\n", "utf-8")
    saves.save("2016-02-02", "Bo")
    saves.path("boras").write_text(content, "utf-8")
    saves.set("boras", "09", status=Status.DONE)
    saves.save("2016-03-01", "Cilla")
    found = of(saves)
    assert told(found) == [
        ("changed", "2016-03-01 Cilla", "status=done"),
        ("broken", "2016-02-01 Anna", ""),
        ("started", f"2016-01-21 {ME}", "owner=X"),
    ]
    assert [event.bridged for event in found.events] == [True, False, False]
    assert found.events[1].problems[0].source == "plans/boras.toml"


def test_a_file_that_is_broken_now(saves: Saves) -> None:
    saves.set("boras", "09", owner="X")
    saves.save("2016-01-21")
    saves.path("boras").write_text("plan = [", "utf-8")
    found = of(saves)
    assert [(event.kind.value, len(event.problems)) for event in found.events] == [("unsaved", 1), ("started", 0)]
    saves.save("2016-02-01")
    assert [event.kind.value for event in of(saves).events] == ["broken", "started"]


def test_a_shallow_clone_says_where_it_ends(saves: Saves, git_world: GitWorld, tmp_path: Path) -> None:
    saves.save("2016-01-21")
    for day, status in (("2016-03-01", Status.STARTED), ("2016-05-01", Status.OVER_HALF), ("2016-06-01", Status.DONE)):
        saves.set("boras", "09", status=status)
        saves.save(day)
    clone(tmp_path / "repo", tmp_path / "ytlig", "--depth=2", "--no-local")
    root = tmp_path / "ytlig" / saves.root.relative_to(saves.top)
    found = of(Saves(git_world, tmp_path / "ytlig", root))
    assert told(found) == [("changed", f"2016-06-01 {ME}", "status=done")]
    assert found.known_from == dt.date(2016, 5, 1)
    assert of(saves).known_from is None


def test_a_proposal_keeps_its_past_when_its_number_changes(saves: Saves) -> None:
    saves.set("boras", "09", owner="X")
    saves.set("boras", "12", owner="Z")
    saves.save("2016-01-21")

    def swapped(text: str) -> str:
        for old, new in (("09", "t1"), ("12", "09"), ("t1", "12")):
            text = text.replace(f"[proposal.{old}]", f"[proposal.{new}]")
        return text.replace('version = "working-1"', 'version = "official-1"')

    (saves.root / "proposals").mkdir()
    shipped = (shipped_catalogues() / "skl_44.toml").read_text("utf-8")
    (saves.root / "proposals" / "official.toml").write_text(swapped(shipped), "utf-8")
    saves.path("boras").write_text(swapped(saves.path("boras").read_text("utf-8")), "utf-8")
    saves.save("2016-02-01")
    saves.set("boras", "12", owner="Y")
    saves.save("2016-03-01")
    assert told(of(saves, "12")) == [
        ("changed", f"2016-03-01 {ME}", "owner=Y"),
        ("changed", f"2016-02-01 {ME}", "catalogue_version=official-1"),
        ("started", f"2016-01-21 {ME}", "owner=X"),
    ]
    assert said(of(saves, None).events[1]) == "catalogue_version=official-1"


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_events_lead_from_nothing_to_the_plan(
    data: st.DataObject, git_world: GitWorld, tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = saves_in(git_world, tmp_path_factory.mktemp("repo"))
    made.start("boras")
    day = dt.date(2016, 1, 1)
    made.save(day.isoformat())
    for _ in range(data.draw(st.integers(1, 6))):
        day += dt.timedelta(days=1)
        plan = made.workspace.read(made.path("boras")).plan
        assert plan
        after = data.draw(edits(plan))
        made.write("boras", after)
        if data.draw(st.booleans()):
            made.save(day.isoformat())
    plan = made.workspace.read(made.path("boras")).plan
    assert plan
    events = of(made, None).events
    assert events[-1].after
    document = as_document(events[-1].after)
    for event in reversed(events[:-1]):
        document = apply(document, event.changes)
    assert is_same(as_document(convert(document, Plan)), as_document(plan))
    for number in plan.entries:
        entry: dict[str, object] = {"proposal": {number: {}}}
        for event in reversed(of(made, number).events):
            entry = apply(entry, event.changes)
        whole = as_document(plan)["proposal"][number]
        assert is_same(lists(entry["proposal"][number]), lists(whole))  # type: ignore[index]


def lists(value: object) -> object:
    """Tuples as lists, and without the empty tables that are left where all that they held was removed."""
    if isinstance(value, dict):
        return {key: inner for key, one in value.items() if (inner := lists(one)) != {}}
    return list(value) if isinstance(value, tuple) else value
