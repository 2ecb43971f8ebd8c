"""What a meeting is gathered from: with saved versions, without, for one alone; and files, all written or none."""

import datetime as dt
from pathlib import Path

import pytest
from msgspec.structs import replace

from actionplan.core.errors import BadValue, HasNoMembers
from actionplan.core.matrix import Criteria
from actionplan.core.meeting import Handout
from actionplan.core.rollup import Reporting
from actionplan.core.status import Status
from actionplan.store.errors import CannotWrite
from actionplan.workspace import open_workspace
from actionplan.workspace.folder_out import hand_out_all
from actionplan.workspace.meeting import Prepared, Wish, prepare
from tests.gitting import GitWorld
from tests.workspace.history import Saves, saves_in

TODAY = dt.date(2016, 11, 21)


@pytest.fixture
def saves(git_world: GitWorld, tmp_path: Path) -> Saves:
    made = saves_in(git_world, tmp_path / "repo")
    made.start()
    made.set("boras", "01", status=Status.STARTED, owner="Anna Svensson")
    made.set("mark", "01", status=Status.NOT_STARTED)
    made.save("2016-02-10")
    made.follow("boras", "01", "2016-09-16", "Igång")
    made.follow("mark", "01", "2016-09-16", "Väntar")
    made.save("2016-09-16")
    made.set("boras", "01", status=Status.DONE)
    made.save("2016-10-20")
    return made


def gathered(root: Path, name: str = "sjuharad", **fields: object) -> Prepared:
    workspace = open_workspace(root)
    names = bool(fields.pop("names", True))
    wish = Wish(workspace.bodies.resolve(name), Criteria(as_of=TODAY, names=names))
    return prepare(workspace, replace(wish, **fields), TODAY)


def of(found: Prepared, body: str) -> Handout:
    return next(one for one in found.meeting.handouts if one.member.body.slug == body)


def test_since_the_round_that_the_plans_show(saves: Saves) -> None:
    found = gathered(saves.root)
    dates = found.meeting.dates
    assert (dates.since, dates.last and dates.last.bodies) == (dt.date(2016, 9, 16), 2)
    assert not found.lacks_history
    assert [(one.body, one.proposal) for one in found.meeting.good] == [("1490", "01")]
    assert found.meeting.silent == ("1463",)
    assert found.meeting.rollup.attention.not_reported == ("1443", "1466", "1465", "1452", "1491", "1442")
    assert of(found, "mark").said[0].comment == "Väntar"
    assert not found.is_partial


def test_rounds_that_are_recorded_and_planned(saves: Saves) -> None:
    (saves.root / "actionplan.toml").write_text(
        '[round.a]\ndate = 2016-02-15\ntitle = "Vintern"\ndecisions = ["Vi börjar"]\n'
        "[round.b]\ndate = 2016-12-02\n[round.c]\ndate = 2017-03-01\n[round.d]\ndate = 2018-03-01\n",
        "utf-8",
    )
    found = gathered(saves.root)
    dates = found.meeting.dates
    assert dates.last
    assert dates.last.decisions == ("Vi börjar",)
    assert (dates.since, dates.day, dates.next) == tuple(
        map(dt.date.fromisoformat, ("2016-02-15", "2016-12-02", "2017-03-01"))
    )
    same_day = gathered(saves.root, since=dt.date(2016, 2, 15))
    assert same_day.meeting == found.meeting
    assert gathered(saves.root, since_round="a").meeting == found.meeting
    own = gathered(saves.root, day=dt.date(2017, 3, 1)).meeting.dates
    assert (own.day, own.next) == (dt.date(2017, 3, 1), dt.date(2018, 3, 1))
    for key, expected in (("x", ("a", "b", "c", "d")), ("b", None)):
        with pytest.raises(BadValue) as raised:
            gathered(saves.root, since_round=key)
        assert expected in {None, raised.value.expected}


def test_a_day_before_anything_was_saved_is_told_by_follow_ups(saves: Saves) -> None:
    found = gathered(saves.root, since=dt.date(2016, 1, 1))
    assert found.lacks_history
    difference = of(found, "boras").agendas[0].difference
    assert difference
    assert difference.before
    assert difference.before.entry("01").followups == {}


def test_without_saved_versions(saves: Saves) -> None:
    (saves.top / ".git").rename(saves.top / "gone")
    found = gathered(saves.root)
    assert (found.meeting.dates.since, found.lacks_history) == (dt.date(2016, 9, 16), True)
    assert found.meeting.silent == ("1490", "1463")
    earlier = gathered(saves.root, since=dt.date(2016, 9, 1))
    assert earlier.meeting.silent == ()


def test_an_empty_region_and_a_first_meeting(tmp_path: Path, git_world: GitWorld) -> None:
    made = saves_in(git_world, tmp_path / "new")
    (made.root / "actionplan.toml").write_text("", "utf-8")
    found = gathered(made.root)
    assert found.meeting.dates.since is None
    assert all(one.member.reporting is Reporting.NOT_REPORTED for one in found.meeting.handouts)
    made.start("boras")
    made.set("boras", "01", status=Status.STARTED)
    first = gathered(made.root)
    assert first.meeting.dates.since is None
    assert [one.plan is not None for one in of(first, "boras").agendas] == [True]
    assert first.meeting.good == ()


def test_one_municipality_follows_up_alone(saves: Saves) -> None:
    found = gathered(saves.root, "boras")
    assert [one.member.body.slug for one in found.meeting.handouts] == ["boras"]
    assert found.meeting.rollup.headline.reported.whole == 1
    assert found.meeting.good


def test_no_names(saves: Saves) -> None:
    saves.set("boras", "01", owner="Bo Ek")
    found = gathered(saves.root, names=False)
    assert "Bo Ek" not in repr(found.meeting)
    assert "Anna Svensson" not in repr(found.meeting)
    assert "Bo Ek" in repr(gathered(saves.root).meeting)


def test_a_plan_that_cannot_be_read(saves: Saves) -> None:
    saves.path("mark").write_text("[plan", "utf-8")
    found = gathered(saves.root)
    assert found.is_partial
    assert of(found, "mark").member.reporting is Reporting.UNREADABLE
    assert of(found, "mark").said == ()


def test_all_files_or_none(tmp_path: Path) -> None:
    folder = tmp_path / "utskick"
    hand_out_all(str(folder), {"a.md": "a", "b.md": b"b"})
    assert {path.name: path.read_text() for path in folder.iterdir()} == {"a.md": "a", "b.md": "b"}
    (folder / "c.md").mkdir()
    with pytest.raises(CannotWrite):
        hand_out_all(str(folder), {"a.md": "ny", "d.md": "d", "c.md": "c"})
    assert {path.name for path in folder.iterdir()} == {"a.md", "b.md", "c.md"}
    assert (folder / "a.md").read_text() == "a"


def test_a_new_folder_goes_away_again(tmp_path: Path) -> None:
    folder = tmp_path / "utskick"
    with pytest.raises(CannotWrite):
        hand_out_all(str(folder), {"a.md": "a", "b/": "b", "x" * 300: "lång"})
    assert not folder.exists()


def test_a_group_without_members_has_no_meeting(saves: Saves) -> None:
    with (saves.root / "actionplan.toml").open("a", encoding="utf-8") as file:
        file.write('[bodies.vastmarken]\nkind = "federation"\nname = "Västmarken"\nmembers = []\n')
    with pytest.raises(HasNoMembers):
        gathered(saves.root, "vastmarken")
    assert [one.member.body.slug for one in gathered(saves.root, "mark").meeting.handouts] == ["mark"]
