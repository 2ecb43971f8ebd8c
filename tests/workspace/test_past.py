"""The past of a workspace in real git: what stood on a day, in every kind of repository."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from actionplan.core.timeline import Basis
from actionplan.core.trend import Mark, Point, Trend
from actionplan.store.git.errors import GitMissing, NotVersioned
from actionplan.workspace import open_workspace
from actionplan.workspace.past import Past, open_past
from actionplan.workspace.trending import Wanted, draw_curve
from tests.gitting import GitWorld, commit_all, git, new_repository, run_git
from tests.histories import BROKEN, SETTINGS, Made, Slot, plan_text, write_history

pytestmark = pytest.mark.usefixtures("git_world")
TODAY = dt.date(2016, 12, 1)
BORAS = "plans/boras.toml"


def day(month: int, number: int = 15) -> dt.date:
    return dt.date(2016, month, number)


def boras(status: str | None, **followups: str | None) -> str:
    """Borås's plan with a status of proposal 09 and follow-ups, as ``m3="done"`` for one on 1 March."""
    keys = {f"2016-{int(name[1:]):02}-01": said for name, said in followups.items()}
    return plan_text("1490", {"09": Slot(status, followups=keys)})


def past(folder: Path, today: dt.date = TODAY) -> Past:
    return open_past(open_workspace(folder), today)


def texts(opened: Past, when: dt.date) -> dict[str, str]:
    files = opened.files_at(when)
    contents = dict(opened.read(files.blobs.values()))
    return {path: (contents[blob] or b"").decode() for path, blob in files.blobs.items()}


def curve(folder: Path, body: str = "1490", **asked: object) -> Trend:
    workspace = open_workspace(folder)
    wanted = Wanted(workspace.bodies[body], **{"by": "month", **asked})  # type: ignore[arg-type]
    return draw_curve(workspace, wanted, TODAY, TODAY)


def statuses(trend: Trend) -> dict[str, str]:
    """The status of the one proposal with one, by month."""
    return {f"{point.day:%m-%d}": _status(point) for point in trend.points}


def _status(point: Point) -> str:
    names = ("done", "over_half", "started", "not_started")
    return next((name for name in names if getattr(point.counts, name)), "")


@pytest.fixture
def top(tmp_path: Path) -> Path:
    return new_repository(tmp_path / "rep")


def test_each_day_has_what_was_saved_by_then(top: Path) -> None:
    first, second = boras("not_started"), boras("done")
    write_history(top, [Made(day(2), (), {BORAS: first}), Made(day(4), (0,), {BORAS: second, "plans/a/b.toml": "x"})])
    with past(top) as opened:
        assert texts(opened, day(1)) == {}
        assert texts(opened, day(2)) == texts(opened, day(3)) == {BORAS: first}
        assert texts(opened, day(4)) == {BORAS: second, "plans/a/b.toml": "x"}
        assert [file.plan is None for file in opened.read_plans(opened.files_at(day(4))).values()] == [True, False]


@pytest.mark.parametrize("parents", [(1, 2), (2, 1)])
def test_lines_side_by_side_give_each_file_of_the_line_that_changed_it(top: Path, parents: tuple[int, ...]) -> None:
    mine, theirs, old = boras("done"), plan_text("1463"), boras("started")
    made = [
        Made(day(1), (), {BORAS: old}),
        Made(day(2), (0,), {BORAS: mine}),
        Made(day(3), (0,), {BORAS: old, "plans/mark.toml": theirs}),
        Made(day(5), parents, {BORAS: mine, "plans/mark.toml": theirs}),
    ]
    write_history(top, made)
    with past(top) as opened:
        assert texts(opened, day(2)) == {BORAS: mine}
        assert texts(opened, day(3)) == texts(opened, day(5)) == {BORAS: mine, "plans/mark.toml": theirs}
        assert len(opened.files_at(day(3)).heads) == 2
        assert opened.files_at(day(3)).united == ()


@pytest.mark.parametrize("parents", [(1, 2), (2, 1)])
def test_of_two_changes_of_one_file_the_newest_counts_until_they_are_united(
    top: Path, parents: tuple[int, ...]
) -> None:
    made = [
        Made(day(1), (), {BORAS: boras("not_started")}),
        Made(day(2), (0,), {BORAS: boras("started")}),
        Made(day(3), (0,), {BORAS: boras("over_half")}),
        Made(day(5, 2), parents, {BORAS: boras("done")}),
    ]
    write_history(top, made)
    with past(top) as opened:
        assert texts(opened, day(4)) == {BORAS: boras("over_half")}
        assert opened.files_at(day(4)).united == (BORAS,)
    found = curve(top)
    assert statuses(found)["02-29"] == "started"
    assert statuses(found)["03-31"] == "over_half"
    assert statuses(found)["05-31"] == "done"
    assert [Mark.UNITED in point.marks for point in found.points][:4] == [False, False, True, True]


def test_a_removal_on_one_line_counts_until_it_is_put_back(top: Path) -> None:
    made = [
        Made(day(1), (), {BORAS: boras("started")}),
        Made(day(2), (0,), {}),
        Made(day(3), (0,), {BORAS: boras("started"), "plans/mark.toml": plan_text("1463")}),
        Made(day(5), (2, 1), {BORAS: boras("started"), "plans/mark.toml": plan_text("1463")}),
    ]
    write_history(top, made)
    with past(top) as opened:
        assert set(texts(opened, day(3))) == {"plans/mark.toml"}
        assert set(texts(opened, day(5))) == {BORAS, "plans/mark.toml"}


def test_a_rebased_history_keeps_when_things_were_done(top: Path, git_world: GitWorld) -> None:
    (top / "actionplan.toml").write_text(SETTINGS, "utf-8")
    (top / "plans").mkdir()
    git_world.at("2016-02-01T12:00:00+01:00")
    commit_all(top)
    run_git(top, "checkout", "-q", "-b", "egen")
    for month, status in ((3, "started"), (5, "done")):
        (top / BORAS).write_text(boras(status), "utf-8")
        git_world.at(f"2016-{month:02}-01T12:00:00+01:00")
        commit_all(top)
    run_git(top, "checkout", "-q", "main")
    git_world.at("2016-02-20T12:00:00+01:00")
    (top / "läs.txt").write_text("x", "utf-8")
    commit_all(top)
    git_world.patch.delenv("GIT_AUTHOR_DATE")
    git_world.patch.setenv("GIT_COMMITTER_DATE", "2016-11-01T12:00:00+01:00")
    run_git(top, "rebase", "--quiet", "main", "egen")
    with past(top) as opened:
        assert texts(opened, day(3)) == {BORAS: boras("started")}
        assert texts(opened, day(5)) == {BORAS: boras("done")}


def test_a_wrong_clock_does_not_freeze_the_curve(top: Path) -> None:
    made = [
        Made(day(2), (), {BORAS: boras("not_started")}),
        Made(dt.date(2031, 1, 1), (0,), {BORAS: boras("started")}),
        Made(day(4), (1,), {BORAS: boras("done")}),
    ]
    write_history(top, made)
    assert list(statuses(curve(top)).values())[:3] == ["started", "started", "done"]


def test_a_plan_is_known_by_its_body_and_not_by_its_file(top: Path) -> None:
    made = [
        Made(day(2), (), {"plans/gammal.toml": boras("started")}),
        Made(day(4), (0,), {"plans/väst/boras stad.toml": boras("started")}),
        Made(day(6), (1,), {BORAS: boras("done")}),
    ]
    write_history(top, made)
    assert list(statuses(curve(top)).values())[:5] == ["started"] * 4 + ["done"]


def test_a_revert_and_a_removal_show(top: Path) -> None:
    made = [
        Made(day(1), (), {BORAS: boras("started")}),
        Made(day(2), (0,), {BORAS: boras("done")}),
        Made(day(3), (1,), {BORAS: boras("started")}),
        Made(day(4), (2,), {}),
        Made(day(5), (3,), {BORAS: boras("over_half")}),
    ]
    write_history(top, made)
    found = curve(top)
    assert list(statuses(found).values())[:5] == ["started", "done", "started", "", "over_half"]
    assert found.points[3].reported == 0


def test_a_file_that_cannot_be_read_is_named_and_what_it_held_before_counts(top: Path) -> None:
    made = [
        Made(day(1), (), {BORAS: boras("started")}),
        Made(day(2), (0,), {BORAS: BROKEN}),
        Made(day(4), (1,), {BORAS: boras("done")}),
    ]
    ids = write_history(top, made)
    for _ in range(2):
        found = curve(top)
        assert list(statuses(found).values())[:4] == ["started"] * 3 + ["done"]
        assert [point.carried for point in found.points][:4] == [(), (BORAS,), (BORAS,), ()]
        assert [Mark.CARRIED in point.marks for point in found.points][:4] == [False, True, True, False]
        (broken,) = found.broken
        assert (broken.source, broken.commit, broken.day, broken.instead) == (BORAS, ids[1], day(2), ids[0])


def test_a_file_that_could_never_be_read_is_named_too(top: Path) -> None:
    ids = write_history(
        top, [Made(day(1), (), {BORAS: BROKEN}), Made(day(3), (0,), {BORAS: boras("done", m2="started")})]
    )
    found = curve(top)
    assert list(statuses(found).values())[:2] == ["started", "done"]
    assert found.points[0].marks == (Mark.FOLLOWUPS, Mark.UNREADABLE)
    assert [(one.commit, one.instead) for one in found.broken] == [(ids[0], None)]


def test_a_file_that_cannot_be_read_now_is_what_was_last_saved(top: Path) -> None:
    write_history(top, [Made(day(1), (), {BORAS: boras("started")})])
    (top / BORAS).write_text(BROKEN, "utf-8")
    last = curve(top).points[-1]
    assert (_status(last), last.carried) == ("started", (BORAS,))


def test_what_a_later_format_holds_is_carried(top: Path) -> None:
    later = boras("done").replace("format = 1", "format = 99")
    write_history(top, [Made(day(1), (), {BORAS: boras("started")}), Made(day(2), (0,), {BORAS: later})])
    found = curve(top)
    assert set(statuses(found).values()) == {"started"}
    assert [point.carried for point in found.points][:2] == [(), (BORAS,)]


def test_a_followup_counts_from_its_own_day(top: Path) -> None:
    made = [
        Made(day(2), (), {BORAS: boras("not_started")}),
        Made(day(6), (0,), {BORAS: boras("done", m3="started", m5="done")}),
    ]
    write_history(top, made)
    told = statuses(curve(top))
    assert [told[month] for month in ("02-29", "03-31", "04-30", "05-31", "06-30")] == [
        *("not_started", "started", "started", "done", "done")
    ]


def test_what_was_saved_after_a_followup_stands(top: Path) -> None:
    made = [
        Made(day(3), (), {BORAS: boras("started", m3="started")}),
        Made(day(4), (0,), {BORAS: boras("over_half", m3="started")}),
        Made(day(6), (1,), {BORAS: boras("over_half", m2="not_started", m3="started")}),
    ]
    write_history(top, made)
    told = statuses(curve(top))
    assert [told[month] for month in ("02-29", "03-31", "04-30")] == ["not_started", "started", "over_half"]


def test_before_anything_was_saved_followups_alone_tell(top: Path) -> None:
    write_history(top, [Made(day(6), (), {BORAS: boras("done", m3="started", m5=None)})])
    found = curve(top)
    assert list(statuses(found).items())[:4] == [
        *(("03-31", "started"), ("04-30", "started"), ("05-31", "started"), ("06-30", "done"))
    ]
    assert [point.told_late for point in found.points][:4] == [1, 1, 1, 0]
    assert [point.marks for point in found.points][:4] == [(Mark.FOLLOWUPS,)] * 3 + [()]


def test_a_version_for_another_catalogue_counts_in_the_whole_and_not_in_a_proposal(top: Path) -> None:
    other = plan_text("1490", {"09": Slot("started"), "44": Slot("done")}, version="other-2")
    write_history(top, [Made(day(2), (), {BORAS: other}), Made(day(4), (0,), {BORAS: boras("done")})])
    whole, one = curve(top), curve(top, proposal="09")
    assert [(point.counts.started, point.counts.done, point.counts.reported) for point in whole.points][:3] == [
        *((1, 1, 44), (1, 1, 44), (0, 1, 44))
    ]
    assert [Mark.OTHER_CATALOGUE in point.marks for point in whole.points][:3] == [True, True, False]
    assert [(point.reported, point.apart, point.counts.done) for point in one.points][:3] == [
        *((1, 1, 0), (1, 1, 0), (1, 0, 1))
    ]


def test_a_shallow_clone_says_from_when_it_knows(top: Path, tmp_path: Path) -> None:
    made = [
        Made(day(2), (), {BORAS: boras("started")}),
        Made(day(5), (0,), {BORAS: boras("over_half", m3="started")}),
        Made(day(8), (1,), {BORAS: boras("done", m3="started")}),
    ]
    write_history(top, made)
    run_git(tmp_path, "clone", "--quiet", "--depth=2", top.as_uri(), "grund")
    found = curve(tmp_path / "grund", since=dt.date(2016, 2, 1))
    assert found.known_from == day(5)
    first, march, may = found.points[0], found.points[1], found.points[3]
    assert (first.unknown, first.counts.not_reported, first.marks) == (1, 0, (Mark.INCOMPLETE,))
    assert (march.unknown, _status(march), march.marks) == (0, "started", (Mark.INCOMPLETE, Mark.FOLLOWUPS))
    assert (_status(may), may.marks) == ("over_half", ())
    run_git(tmp_path / "grund", "fetch", "--quiet", "--unshallow")
    whole = curve(tmp_path / "grund", since=dt.date(2016, 2, 1))
    assert whole.known_from is None
    assert [_status(point) for point in whole.points[:2]] == ["started", "started"]


def test_a_workspace_below_the_top(top: Path) -> None:
    write_history(top, [Made(day(2), (), {BORAS: boras("started")})], prefix="socialtjänst/planer här/")
    with past(top / "socialtjänst" / "planer här") as opened:
        assert texts(opened, day(2)) == {BORAS: boras("started")}
        assert [one.blob is not None for one in opened.versions(BORAS)] == [True]


def test_versions_of_a_file(top: Path) -> None:
    made = [
        Made(day(1), (), {BORAS: boras("started")}),
        Made(day(2), (0,), {BORAS: boras("started"), "plans/a.toml": "x"}),
        Made(day(3), (1,), {}),
        Made(day(4), (2,), {BORAS: boras("done")}),
    ]
    ids = write_history(top, made)
    with past(top) as opened:
        found = list(opened.versions(BORAS))
        assert [one.commit for one in found] == [ids[3], ids[2], ids[0]]
        assert [one.blob is None for one in found] == [False, True, False]


def test_nothing_saved_yet(top: Path) -> None:
    (top / "actionplan.toml").write_text(SETTINGS, "utf-8")
    (top / "plans").mkdir()
    (top / BORAS).write_text(boras("done", m3="started"), "utf-8")
    with past(top) as opened:
        assert opened.head is None
        assert opened.files_at(day(4)).blobs == {}
        assert list(opened.versions(BORAS)) == []
    found = curve(top)
    assert found.basis is Basis.UNSAVED
    assert statuses(found)["03-31"] == "started"
    assert statuses(found)["12-01"] == "done"


def test_a_detached_head_and_a_worktree_of_its_own(top: Path, tmp_path: Path) -> None:
    ids = write_history(top, [Made(day(1), (), {BORAS: boras("started")}), Made(day(3), (0,), {BORAS: boras("done")})])
    run_git(top, "worktree", "add", "--quiet", "--detach", str(tmp_path / "sidan"), ids[0])
    with past(tmp_path / "sidan") as opened:
        assert opened.head == ids[0]
        assert texts(opened, day(5)) == {BORAS: boras("started")}


def test_links_and_submodules_are_no_plans(top: Path) -> None:
    write_history(top, [Made(day(1), (), {BORAS: boras("started")})])
    (top / "plans" / "mark.toml").symlink_to("boras.toml")
    head = run_git(top, "rev-parse", "HEAD")
    run_git(top, "add", "plans/mark.toml")
    run_git(top, "update-index", "--add", "--cacheinfo", f"160000,{head},plans/annat.toml")
    run_git(top, "commit", "--quiet", "--message", "x")
    with past(top, dt.date(2017, 1, 1)) as opened:
        assert set(opened.files_at(dt.date(2017, 1, 1)).blobs) == {BORAS}


def test_no_repository_and_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "utan"
    (folder / "plans").mkdir(parents=True)
    (folder / "actionplan.toml").write_text(SETTINGS, "utf-8")
    (folder / BORAS).write_text(boras("done", m3="started"), "utf-8")
    with pytest.raises(NotVersioned):
        past(folder)
    assert curve(folder).basis is Basis.NO_REPOSITORY
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitMissing):
        past(folder)
    found = curve(folder)
    assert found.basis is Basis.NO_GIT
    assert statuses(found)["03-31"] == "started"


def test_a_damaged_cache_is_not_believed(top: Path) -> None:
    write_history(top, [Made(day(1), (), {BORAS: boras("started")}), Made(day(3), (0,), {BORAS: BROKEN})])
    workspace = open_workspace(top)
    expected = curve(top)
    for kept in sorted(workspace.folders.cache.iterdir()):
        whole = kept.read_bytes()
        for damaged in (b"", whole[:-1], whole[:-3] + b"\0\0\0", b"x" * 40):
            kept.write_bytes(damaged)
            assert curve(top).drawn == expected.drawn
    shutil.rmtree(workspace.folders.cache)
    workspace.folders.cache.write_text("no folder")
    assert curve(top).drawn == expected.drawn


def test_the_second_time_no_version_is_read(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = [Made(day(1), (), {BORAS: boras("started")}), Made(day(3), (0,), {BORAS: BROKEN})]
    write_history(top, [*broken, Made(day(5), (1,), {BORAS: boras("done")})])
    expected = curve(top)

    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("actionplan.store.briefs.Briefs.read", refuse)
    monkeypatch.setattr("actionplan.workspace.past.commits", refuse)
    assert curve(top).drawn == expected.drawn
    # Another question finds the versions too.
    assert statuses(curve(top, proposal="09")) == statuses(expected)


def test_an_edit_a_commit_and_another_day_show_at_once(top: Path) -> None:
    write_history(top, [Made(day(1), (), {BORAS: boras("started")})])
    assert _status(curve(top).points[-1]) == "started"
    (top / BORAS).write_text(boras("done"), "utf-8")
    assert _status(curve(top).points[-1]) == "done"
    write_history(top, [Made(day(1), (), {BORAS: boras("started")}), Made(day(2), (0,), {BORAS: boras("over_half")})])
    assert list(statuses(curve(top)).values())[:2] == ["started", "over_half"]
    workspace = open_workspace(top)
    wanted = Wanted(workspace.bodies["1490"], by="month")
    assert draw_curve(workspace, wanted, day(3), day(3)).points[-1].day == day(3)


def test_reading_can_be_stopped_in_the_middle(top: Path) -> None:
    write_history(top, [Made(day(1), (), {BORAS: boras("started") + "# " + "x" * 100_000})])
    with past(top) as opened:
        (blob,) = opened.files_at(day(1)).blobs.values()
        # More questions and answers than pipes hold.
        assert next(iter(opened.objects.read([blob] * 5000)))
    assert opened.files_at(day(1)).blobs == {BORAS: blob}


def test_git_does_not_trust_the_folder(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from actionplan.store.git.errors import DubiousOwnership

    write_history(top, [Made(day(1), (), {BORAS: boras("started")})])
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    if git(top, "status").returncode:
        with pytest.raises(DubiousOwnership):
            curve(top)
