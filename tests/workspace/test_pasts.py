"""The past of a workspace together with those of its sources, over real git."""

import datetime as dt
import itertools
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from actionplan.core.chronicle import Chronicle
from actionplan.core.ends import End, EndKind
from actionplan.core.errors import NoRound
from actionplan.core.gaps import Gap
from actionplan.core.matrix import Criteria
from actionplan.core.periods import ends
from actionplan.core.rollup import RollUp
from actionplan.core.timeline import Basis
from actionplan.core.trend import Mark, Trend, in_scope
from actionplan.store.errors import NoPlan, SeveralPlans
from actionplan.store.git.errors import NotVersioned
from actionplan.workspace import Workspace, open_workspace
from actionplan.workspace.chronicling import chronicle
from actionplan.workspace.comparing import Comparison, agendas_of, compare, end_on, ends_of, latest_round
from actionplan.workspace.fetching import fetch
from actionplan.workspace.pasts import find_pasts, open_pasts
from actionplan.workspace.standing import gather_as_it_stood
from actionplan.workspace.trending import Wanted, draw_curve
from tests.gitting import commit_all, new_repository, run_git
from tests.histories import BROKEN, TODAY, Made, Slot, histories, plan_text, write_history
from tests.past_oracle import Oracle, Told, all_saved, files_in, readable, state
from tests.sourcing import sources_toml, workspace_with
from tests.workspace.test_past_oracle import figures_of

NOW = dt.datetime(2016, 7, 1, 12, tzinfo=dt.UTC)
BORAS, MARK, TRANEMO = "plans/boras.toml", "plans/mark.toml", "plans/tranemo.toml"

pytestmark = pytest.mark.usefixtures("git_world")
_COUNT = itertools.count()


def day(month: int, number: int = 15) -> dt.date:
    return dt.date(2016, month, number)


def plan(body: str, status: str | None, **followups: str | None) -> str:
    keys = {f"2016-{int(name[1:]):02}-01": said for name, said in followups.items()}
    return plan_text(body, {"09": Slot(status, followups=keys)})


def boras(status: str | None, **followups: str | None) -> str:
    return plan("1490", status, **followups)


def mark(status: str | None, **followups: str | None) -> str:
    return plan("1463", status, **followups)


def repository(folder: Path, *made: Made, prefix: str = "") -> Path:
    write_history(new_repository(folder), made, prefix=prefix)
    return folder


def opened(tmp_path: Path, text: str, *own: str) -> Workspace:
    workspace = open_workspace(workspace_with(tmp_path / "ws", text, *own))
    names = [name for name, one in workspace.settings.sources.items() if one.repository]
    if names:
        fetch(workspace, names, NOW, seconds=30)
    return workspace


def curve(workspace: Workspace, body: str = "sjuharad", **asked: object) -> Trend:
    wanted = Wanted(workspace.bodies.resolve(body), **{"by": "month", **asked})  # type: ignore[arg-type]
    return draw_curve(workspace, wanted, TODAY, TODAY)


def reported(found: Trend) -> list[tuple[str, int]]:
    return [(f"{point.day:%m-%d}", point.reported) for point in found.points]


def since(workspace: Workspace, when: dt.date) -> Comparison:
    with open_pasts(workspace, TODAY) as pasts:
        return compare(workspace, pasts, end_on(pasts, when), End(EndKind.FOLDER), whole=True)


def between(workspace: Workspace, text: str) -> Comparison:
    with open_pasts(workspace, TODAY) as pasts:
        return compare(workspace, pasts, *ends_of(pasts, text))


def told(found: Comparison) -> list[tuple[str, str]]:
    return [(one.source, one.kind.value) for one in found.differences.plans]


def log(workspace: Workspace, body: str = "1490", number: str | None = "09") -> Chronicle:
    with open_pasts(workspace, TODAY) as pasts:
        return chronicle(workspace, pasts, workspace.bodies[body], number)


def stood(workspace: Workspace, when: dt.date) -> RollUp:
    region = workspace.bodies.resolve("sjuharad")
    return gather_as_it_stood(workspace, region, workspace.catalogue, Criteria(when), TODAY)


def test_a_folder_without_plans_shows_the_past_of_its_sources(tmp_path: Path) -> None:
    repository(tmp_path / "b", Made(day(1), (), {BORAS: boras("started")}), Made(day(4), (0,), {BORAS: boras("done")}))
    repository(tmp_path / "m", Made(day(3), (), {MARK: mark("started")}), prefix="arbete/")
    workspace = opened(tmp_path, sources_toml(boras="../b") + "[source.m]\nrepository = '../m'\npath = 'arbete'\n")
    for _ in range(2):
        # The second time from what was kept.
        found = curve(workspace)
        assert reported(found) == [
            ("01-31", 1),
            ("02-29", 1),
            ("03-31", 2),
            *([("04-30", 2)]),
            ("05-31", 2),
            ("06-30", 2),
            ("07-01", 2),
        ]
        assert (found.basis, found.drawn.gaps, found.troubled_sources) == (Basis.HISTORY, (), ())
    assert told(since(workspace, day(2))) == [("boras:plans/boras.toml", "changed"), ("m:plans/mark.toml", "added")]
    assert told(between(workspace, "2016-03-20..2016-04-20")) == [("boras:plans/boras.toml", "changed")]
    events = log(workspace).events
    assert [(event.source, f"{event.day}") for event in events] == [
        ("boras:plans/boras.toml", "2016-04-15"),
        ("boras:plans/boras.toml", "2016-01-15"),
    ]
    rollup = stood(workspace, day(3, 20))
    assert {one.body.slug for one in rollup.members if one.sources} == {"boras", "mark"}
    assert rollup.standing
    assert rollup.standing.saved == day(3)
    assert not rollup.is_partial


def test_before_all_that_was_saved_it_begins_with_the_first_day_anywhere(tmp_path: Path) -> None:
    repository(tmp_path / "b", Made(day(3), (), {BORAS: boras("started")}))
    repository(tmp_path / "m", Made(day(2), (), {MARK: mark("started")}))
    found = since(opened(tmp_path, sources_toml(b="../b", m="../m")), day(1))
    assert (found.start.day, found.start.asked) == (day(2), day(1))
    assert told(found) == [("b:plans/boras.toml", "added")]


def test_two_places_in_one_repository_and_one_of_another_branch(tmp_path: Path) -> None:
    top = new_repository(tmp_path / "r")
    both = {f"a/{BORAS}": boras("started"), f"b/{MARK}": mark("started")}
    write_history(top, [Made(day(1), (), both), Made(day(3), (0,), {**both, f"b/{MARK}": mark("done")})])
    run_git(top, "branch", "gammal", "HEAD~1")
    text = (
        "[source.a]\nrepository = '../r'\npath = 'a'\n[source.b]\nrepository = '../r'\npath = 'b'\n"
        "[source.c]\nrepository = '../r'\npath = 'b'\nref = 'gammal'\n"
    )
    workspace = opened(tmp_path, text)
    assert [point.counts.done for point in curve(workspace, "mark").points][-4:] == [1, 1, 1, 1]
    assert told(since(workspace, day(2))) == [("b:plans/mark.toml", "changed")]
    with pytest.raises(SeveralPlans):
        log(workspace, "1463")
    assert curve(workspace) == curve(workspace)


def test_what_cannot_be_read_in_a_source_is_carried_and_named(tmp_path: Path) -> None:
    made = [Made(day(1), (), {BORAS: boras("started")}), Made(day(3), (0,), {BORAS: BROKEN})]
    repository(tmp_path / "b", *made)
    workspace = opened(tmp_path, sources_toml(b="../b"))
    found = curve(workspace)
    assert {(one.source, one.day) for one in found.broken} == {("b:plans/boras.toml", day(3))}
    assert found.points[-1].carried == ("b:plans/boras.toml",)
    assert found.points[-1].counts.started == 1
    assert stood(workspace, day(4)).standing.carried == ("b:plans/boras.toml",)  # type: ignore[union-attr]
    assert told(since(workspace, day(2))) == [("b:plans/boras.toml", "unreadable")]
    (broken, first) = log(workspace).events
    assert [problem.source for problem in broken.problems] == ["b:plans/boras.toml"]
    assert first.day == day(1)


def test_a_folder_is_looked_back_on_by_its_repository_and_where_there_is_none_by_followups(tmp_path: Path) -> None:
    top = repository(tmp_path / "r", Made(day(1), (), {BORAS: boras("started")}), prefix="plats/")
    (top / "plats" / BORAS).write_text(boras("done"), "utf-8")
    (tmp_path / "lös" / "plans").mkdir(parents=True)
    (tmp_path / "lös" / MARK).write_text(mark("over_half", m3="not_started", m5="over_half"), "utf-8")
    text = "[source.b]\nfolder = '../r/plats'\n[source.m]\nfolder = '../lös'\ntitle = 'Marks kommun'\n"
    workspace = opened(tmp_path, text)
    found = curve(workspace)
    assert found.drawn.gaps == (Gap("m", "Marks kommun", Basis.NO_REPOSITORY),)
    assert reported(found)[:3] == [("01-31", 1), ("02-29", 1), ("03-31", 2)]
    assert Mark.SOME_FOLLOWUPS in found.points[3].marks
    assert found.points[-1].counts.done == 1
    compared = since(workspace, day(4))
    assert told(compared) == [("b:plans/boras.toml", "changed"), ("m:plans/mark.toml", "changed")]
    changed = {".".join(one.path): one.old for one in compared.differences.plans[1].changes if not one.table}
    assert changed["proposal.09.status"] == "not_started"
    assert [gap.source for gap in compared.gaps] == ["m"]
    assert [event.kind.value for event in log(workspace).events] == ["unsaved", "started"]
    assert log(workspace, "1463").gap == Gap("m", "Marks kommun", Basis.NO_REPOSITORY)
    rollup = stood(workspace, day(4))
    assert [gap.source for gap in rollup.standing.gaps] == ["m"]  # type: ignore[union-attr]
    assert not rollup.is_partial


def test_the_own_folder_counts_too_saved_or_not(tmp_path: Path) -> None:
    repository(tmp_path / "b", Made(day(1), (), {BORAS: boras("started")}))
    workspace = opened(tmp_path, sources_toml(b="../b"))
    (workspace.root / MARK).write_text(mark("done", m2="started"), "utf-8")
    assert curve(workspace).drawn.gaps == (Gap("", "", Basis.NO_REPOSITORY),)
    assert reported(curve(workspace))[:2] == [("01-31", 1), ("02-29", 2)]
    assert told(since(workspace, day(1, 20))) == [("plans/mark.toml", "changed")]
    with pytest.raises(NotVersioned):
        between(workspace, "HEAD..")
    new_repository(workspace.root)
    assert curve(workspace).drawn.gaps == (Gap("", "", Basis.UNSAVED),)
    commit_all(workspace.root)
    assert curve(workspace).drawn.gaps == ()
    assert between(workspace, "HEAD..").left_out == 1
    assert between(workspace, "..").left_out == 0


def test_a_source_whose_copy_begins_in_the_middle(tmp_path: Path) -> None:
    whole = repository(
        tmp_path / "hel", Made(day(1), (), {BORAS: boras("started")}), Made(day(4), (0,), {BORAS: boras("done")})
    )
    run_git(tmp_path, "clone", "--quiet", "--depth=1", whole.as_uri(), "grund")
    repository(tmp_path / "m", Made(day(2), (), {MARK: mark("started")}))
    workspace = opened(tmp_path, sources_toml(b=(tmp_path / "grund").as_uri(), m="../m"))
    found = curve(workspace)
    assert found.drawn.gaps == (Gap("b", "b", Basis.HISTORY, day(4)),)
    assert [Mark.INCOMPLETE in point.marks for point in found.points][:3] == [True, True, False]
    assert stood(workspace, day(3)).is_partial
    assert not stood(workspace, day(5)).is_partial
    assert since(workspace, day(3)).is_partial
    assert not since(workspace, day(5)).is_partial
    assert log(workspace).is_partial


def test_links_and_sources_that_are_not_there(tmp_path: Path) -> None:
    top = repository(tmp_path / "b", Made(day(1), (), {BORAS: boras("started")}))
    (top / MARK).symlink_to("boras.toml")
    commit_all(top)
    workspace = opened(tmp_path, sources_toml(b="../b", borta="../borta") + "[source.m]\nfolder = '../ingen'\n")
    found = curve(workspace)
    assert [one.name for one in found.troubled_sources] == ["borta", "m"]
    assert found.points[-1].unreadable == ("b:plans/mark.toml",)
    rollup = stood(workspace, day(3))
    assert [one.source for one in rollup.attention.unreadable] == ["b:plans/mark.toml"]
    assert [one.name for one in since(workspace, day(3)).troubled_sources] == ["borta", "m"]
    with pytest.raises(NoPlan):
        log(workspace, "1463")


def test_without_any_history_and_without_any_plan(tmp_path: Path) -> None:
    workspace = opened(tmp_path, sources_toml(borta="../borta"))
    assert curve(workspace).points[-1].reported == 0
    assert told(since(workspace, day(3))) == []
    with open_pasts(workspace, TODAY) as pasts, pytest.raises(NoRound):
        latest_round(workspace, pasts, TODAY)
    with pytest.raises(NotVersioned):
        open_pasts(open_workspace(workspace_with(tmp_path / "annan", "")), TODAY)


def test_a_plan_that_moved_into_a_repository_of_its_own(tmp_path: Path) -> None:
    top = repository(
        tmp_path / "ws",
        Made(day(1), (), {BORAS: boras("not_started")}),
        Made(day(2), (0,), {BORAS: boras("started")}),
        Made(day(4), (1,), {}),
    )
    repository(tmp_path / "b", Made(day(3), (), {BORAS: boras("started")}), Made(day(5), (0,), {BORAS: boras("done")}))
    workspace = opened(tmp_path, sources_toml(b="../b"))
    assert workspace.root == top
    assert {reported for _day, reported in reported(curve(workspace))} == {1}
    assert [(event.source, event.kind.value, f"{event.day}") for event in log(workspace).events] == [
        ("b:plans/boras.toml", "changed", "2016-05-15"),
        ("plans/boras.toml", "removed", "2016-04-15"),
        ("b:plans/boras.toml", "started", "2016-03-15"),
        ("plans/boras.toml", "changed", "2016-02-15"),
        ("plans/boras.toml", "started", "2016-01-15"),
    ]
    found = since(workspace, day(2, 20)).differences
    assert [(one.source, one.was, one.kind.value) for one in found.plans] == [
        ("b:plans/boras.toml", "plans/boras.toml", "renamed")
    ]


def test_rounds_are_found_over_all_places(tmp_path: Path) -> None:
    repository(tmp_path / "b", Made(day(1), (), {BORAS: boras("started", m3="started")}))
    repository(tmp_path / "m", Made(day(3), (), {MARK: mark("started", m3="started")}))
    workspace = opened(tmp_path, sources_toml(b="../b", m="../m"))
    with open_pasts(workspace, TODAY) as pasts:
        meant = latest_round(workspace, pasts, TODAY)
        found = compare(workspace, pasts, end_on(pasts, meant.day), End(EndKind.FOLDER), whole=True)
    assert (meant.day, meant.bodies) == (dt.date(2016, 3, 1), 2)
    assert [one.name for one in agendas_of(found, (meant.day, TODAY), workspace.bodies)] == ["Borås", "Mark"]
    assert [point.day for point in curve(workspace, by="round").points] == [dt.date(2016, 3, 1), TODAY]


def test_a_change_in_a_source_shows_at_once_when_it_is_fetched(tmp_path: Path) -> None:
    top = repository(tmp_path / "b", Made(day(1), (), {BORAS: boras("started")}))
    workspace = opened(tmp_path, sources_toml(b="../b"))
    assert curve(workspace).points[-1].counts.started == 1
    (top / BORAS).write_text(boras("done"), "utf-8")
    commit_all(top)
    assert curve(workspace).points[-1].counts.started == 1
    fetch(workspace, ["b"], NOW, seconds=30)
    assert curve(workspace).points[-1].counts.done == 1


def test_a_folder_whose_repository_makes_other_ids(tmp_path: Path) -> None:
    repository(tmp_path / "b", Made(day(1), (), {BORAS: boras("started")}), Made(day(3), (0,), {BORAS: boras("done")}))
    workspace = opened(tmp_path, sources_toml(b="../b"))
    new_repository(workspace.root, "--object-format=sha256")
    (workspace.root / MARK).write_text(mark("started", m2="started"), "utf-8")
    commit_all(workspace.root)
    assert reported(curve(workspace))[:2] == [("01-31", 1), ("02-29", 2)]
    assert told(since(workspace, day(2, 20))) == [
        ("b:plans/boras.toml", "changed"),
        ("plans/mark.toml", "added"),
    ]


def test_no_program_of_a_source_is_left_running(tmp_path: Path) -> None:
    names = [f"k{number}" for number in range(5)]
    for name in names:
        repository(tmp_path / name, Made(day(1), (), {BORAS: boras("started")}))
    workspace = opened(tmp_path, sources_toml(**{name: f"../{name}" for name in names}))
    with find_pasts(workspace, TODAY) as pasts:
        compare(workspace, pasts, end_on(pasts, day(2)), End(EndKind.FOLDER), whole=True)
        assert [place.name for place in pasts.places if place.past and "objects" in place.past.__dict__] == []


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(own=st.none() | histories(), first=histories(), second=histories(), what=st.sampled_from(("sjuharad", "boras")))
def test_every_point_is_what_checking_out_every_commit_everywhere_gives(
    tmp_path: Path, own: list[Made] | None, first: list[Made], second: list[Made], what: str
) -> None:
    # A source without any folder of plans is not counted, and so has no past either.
    assume(first[-1].tree and second[-1].tree)
    run = tmp_path / f"r{next(_COUNT)}"
    kept = {"a": first, "b": second}
    for name, made in kept.items():
        write_history(new_repository(run / name), made)
    text = sources_toml(a="../a", b="../b")
    if own is None:
        workspace_with(run / "ws", text)
    else:
        write_history(new_repository(run / "ws"), own)
        workspace_with(run / "ws", text)
    workspace = open_workspace(run / "ws")
    fetch(workspace, ("a", "b"), NOW, seconds=30)
    places = {**({"": "ws"} if own is not None else {}), "a": "a", "b": "b"}
    saved = {name: all_saved(run / folder, run / f"w-{folder}", "", TODAY) for name, folder in places.items()}
    scratch = tmp_path / "scratch"

    def at(when: dt.date | None) -> list[Told]:
        found = []
        for name, commits in saved.items():
            newest = max(commits.values(), key=lambda one: one.place)
            heads, files = state(commits, when) if when else ([newest.id], files_in(run / places[name]))
            one = readable(commits, heads, files, scratch)
            names = {path: f"{name}:{path}" if name else path for path in files}
            found.append(Told([(names[path], plan) for path, plan in one.plans], {names[path] for path in one.carried}))
        return found

    now = at(None)
    oracle = Oracle(workspace, sorted((pair for one in now for pair in one.plans), key=lambda pair: pair[0]))
    body = workspace.bodies.resolve(what)
    members = [one.id for one in workspace.bodies.members(body)] or [body.id]
    scope = in_scope(workspace.catalogue, None, None)
    for _ in range(2):
        found = curve(workspace, what, since=dt.date(2015, 12, 1))
        days = [*ends("month", dt.date(2015, 12, 1), TODAY - dt.timedelta(days=1))]
        assert [point.day for point in found.points] == [*days, TODAY]
        for point, states in zip(found.points, [*map(at, days), now], strict=True):
            plans = sorted((pair for one in states for pair in one.plans), key=lambda pair: pair[0])
            assert figures_of(point) == oracle.figures(members, plans, point.day, scope)
            assert set(point.carried) == {path for one in states for path in one.carried}
    shutil.rmtree(run)
