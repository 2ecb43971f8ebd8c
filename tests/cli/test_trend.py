"""trend, history and rollup --as-of: what they print, in both languages."""

import csv
import datetime as dt
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import goldens
from tests.cli.running import Run
from tests.gitting import new_repository, run_git
from tests.histories import BROKEN, SETTINGS, Made, Slot, plan_text, write_history

pytestmark = pytest.mark.usefixtures("git_world")
BORAS, MARK = "plans/boras.toml", "plans/mark.toml"


def boras(status: str, **followups: str) -> str:
    keys = {f"2016-{int(name[1:]):02}-01": said for name, said in followups.items()}
    return plan_text("1490", {"01": Slot("started", owner="IFO-chef"), "09": Slot(status, followups=keys)})


@pytest.fixture
def year(tmp_path: Path) -> Path:
    """A year of Borås and Mark: a line beside, a file that could not be read, a follow-up recorded late."""
    mark = plan_text("1463", {"09": Slot("not_started", owner="Socialchef"), "12": Slot(priority=1)})
    marks = plan_text("1463", {"09": Slot("over_half", followups={"2016-03-01": "started"}), "12": Slot("declined")})
    made = [
        Made(dt.date(2016, 2, 10), (), {BORAS: boras("not_started")}),
        Made(dt.date(2016, 4, 2), (0,), {BORAS: boras("started"), MARK: mark}),
        Made(dt.date(2016, 5, 3), (1,), {BORAS: BROKEN, MARK: mark}),
        Made(dt.date(2016, 6, 20), (1,), {BORAS: boras("started"), MARK: marks}),
        Made(dt.date(2016, 8, 5), (2, 3), {BORAS: boras("over_half", m7="over_half"), MARK: marks}),
    ]
    top = new_repository(tmp_path)
    write_history(top, made)
    (top / BORAS).write_text(boras("done", m7="over_half"), "utf-8")
    return top


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("group", ["trend"]),
        ("plan", ["trend", "boras", "--by", "month", "--since", "2016-03-01"]),
        ("proposal", ["trend", "boras", "09"]),
        ("members", ["history", "sjuharad", "09", "--by", "round"]),
        ("area", ["trend", "--area", "B", "--until", "2016-06-30"]),
    ],
)
@pytest.mark.usefixtures("year")
def test_what_is_printed(run: Run, name: str, words: list[str], language: str) -> None:
    ran = run(*words, "--lang", language, COLUMNS="80")
    assert ran.code == 0
    # The ids of commits are the same everywhere: their times and names are fixed.
    goldens.check(f"trend/{name}.{language}.txt", f"{ran.out}--- stderr\n{ran.err}")
    assert max(map(len, ran.out.splitlines())) <= 80


@pytest.mark.usefixtures("year")
def test_csv_and_json_say_the_same(run: Run) -> None:
    document = json.loads(run("trend", "--json").out)
    rows = list(csv.DictReader(io.StringIO(run("trend", "--csv").out)))
    assert document["schema"] == 1
    assert document["kind"] == "trend"
    assert [row["day"] for row in rows] == [point["day"] for point in document["points"]]
    for row, point in zip(rows, document["points"], strict=True):
        assert {name: int(row[name]) for name in point["counts"]} == point["counts"]
        assert row["marks"].split() == point["marks"]
    assert [row["label"] for row in rows] == ["2016-Q1", "2016-Q2", "2016-Q3", ""]
    assert document["points"][-1]["now"] is True
    assert [one["source"] for one in document["broken"]] == [BORAS]
    excel = run("trend", "--csv-excel").raw.decode("utf-8-sig").splitlines()
    assert excel[0].startswith("Dag;")
    assert len(excel) == len(rows) + 1
    assert run("history", "--json").out == run("trend", "--json").out


def test_without_a_repository_followups_alone_tell(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "actionplan.toml").write_text(SETTINGS, "utf-8")
    (tmp_path / BORAS).write_text(boras("done", m7="over_half"), "utf-8")
    ran = run("trend", "--lang", "en")
    assert "The folder keeps no saved versions" in ran.out
    document = json.loads(run("trend", "--json").out)
    assert document["basis"] == "no_repository"
    assert [point["counts"]["over_half"] for point in document["points"]] == [1, 0]


def test_a_shallow_clone_says_how_to_get_the_rest(
    run: Run, year: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_git(tmp_path, "clone", "--quiet", "--depth=1", year.as_uri(), "grund")
    monkeypatch.chdir(tmp_path / "grund")
    ran = run("trend", "--lang", "en", "--since", "2016-01-01")
    assert ran.code == 0
    assert "git fetch --unshallow" in ran.err
    assert "2016-08-05" in ran.out
    rolled = run("rollup", "--as-of", "2016-05-31", "--lang", "en")
    assert rolled.code == 5
    assert "git fetch --unshallow" in rolled.out
    assert "git fetch --unshallow" in rolled.err


def test_what_cannot_be_read_now_is_said(run: Run, year: Path) -> None:
    (year / MARK).write_text(BROKEN, "utf-8")
    ran = run("trend")
    assert ran.code == 5
    assert MARK in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["trend", "boras", "mark"], "mark"),
        (["trend", "boras", "09", "12"], "12"),
        (["trend", "--by", "week"], "quarter"),
        (["trend", "--since", "2016-13-01"], "--since"),
        (["trend", "--since", "2016-05-01", "--until", "2016-04-01"], "--until"),
    ],
)
@pytest.mark.usefixtures("year")
def test_wrong_words(run: Run, words: list[str], said: str) -> None:
    ran = run(*words)
    assert ran.code == 2
    assert said in ran.err


@pytest.mark.usefixtures("year")
def test_days_without_a_point(run: Run) -> None:
    ran = run("trend", "--since", "2016-05-01", "--until", "2016-05-20", "--lang", "en")
    assert ran.code == 0
    assert "There is no day to show" in ran.out
    assert json.loads(run("trend", "--since", "2016-05-01", "--until", "2016-05-20", "--json").out)["points"] == []


def test_rounds_of_the_settings_have_their_titles(run: Run, year: Path) -> None:
    rounds = '[round.var]\ndate = 2016-04-15\ntitle = "Uppföljning våren 2016"\n[round.host]\ndate = 2016-10-01\n'
    (year / "actionplan.toml").write_text(SETTINGS + rounds, "utf-8")
    document = json.loads(run("trend", "--by", "round", "--json").out)
    assert [(point["day"], point["round"]) for point in document["points"]] == [
        ("2016-04-15", "Uppföljning våren 2016"),
        ("2016-10-01", None),
        ("2016-11-21", None),
    ]
    assert "Uppföljning" in run("trend", "--by", "round").out
    held_today = '[round.idag]\ndate = 2016-11-21\ntitle = "Dagens träff"\n'
    (year / "actionplan.toml").write_text(SETTINGS + rounds + held_today, "utf-8")
    points = json.loads(run("trend", "--by", "round", "--json").out)["points"]
    assert [point["round"] for point in points] == ["Uppföljning våren 2016", None, "Dagens träff"]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.usefixtures("year")
def test_the_roll_up_as_it_stood(run: Run, language: str) -> None:
    ran = run("rollup", "--as-of", "2016-05-31", "--lang", language, COLUMNS="80")
    assert ran.code == 0
    goldens.check(f"trend/rollup.{language}.txt", ran.out)


def _cells(ran_json: str) -> dict[str, str | None]:
    document = json.loads(ran_json)
    (row,) = [one for one in document["proposals"] if one["proposal"] == "09"]
    return {body: cell["status"] for body, cell in row["cells"].items()}


@pytest.mark.usefixtures("year")
def test_statuses_owners_and_days_are_those_of_the_day(run: Run) -> None:
    told = {
        day: _cells(run("rollup", "--as-of", day, "--json").out) for day in ("2016-02-01", "2016-05-31", "2016-07-15")
    }
    assert told["2016-02-01"] == {}
    assert told["2016-05-31"] == {"1490": "started", "1463": "started"}
    assert told["2016-07-15"] == {"1490": "over_half", "1463": "over_half"}
    standing = json.loads(run("rollup", "--as-of", "2016-05-31", "--json").out)["standing"]
    assert standing["saved"] == "2016-05-03"
    assert standing["carried"] == [BORAS]
    assert standing["recorded_late"] == 1
    assert _cells(run("rollup", "--json").out) == {"1490": "done", "1463": "over_half"}
    later = json.loads(run("rollup", "--as-of", "2017-03-01", "--json").out)
    assert later["standing"] is None
    assert later["as_of"] == "2017-03-01"


def test_ctrl_c_ends_cleanly_and_leaves_no_git(tmp_path: Path) -> None:
    top = new_repository(tmp_path / "rep")
    write_history(top, [Made(dt.date(2016, 2, 10), (), {BORAS: boras("started")})])
    # A git that never ends, as one that reads a slow disk.
    slow = tmp_path / "bin"
    slow.mkdir()
    real = subprocess.run(["which", "git"], check=True, capture_output=True, text=True).stdout.strip()
    script = f'#!/bin/sh\ncase "$*" in *cat-file*) echo $$ > "{tmp_path}/pid"; exec sleep 60;; esac\nexec {real} "$@"\n'
    (slow / "git").write_text(script, "utf-8")
    (slow / "git").chmod(0o755)
    environment = {**os.environ, "PATH": f"{slow}{os.pathsep}{os.environ['PATH']}"}
    running = subprocess.Popen(
        [sys.executable, "-m", "actionplan", "-C", str(top), "trend"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    until = time.monotonic() + 20
    while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
        assert time.monotonic() < until
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    _out, err = running.communicate(timeout=20)
    assert running.returncode == 130
    assert b"Traceback" not in err
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_progress_is_told_to_a_person_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    from actionplan.cli import progress
    from actionplan.cli.output import Output

    written = io.StringIO()
    output = Output(io.StringIO(), written, color=False, width=80, interactive=True)
    now = iter([0.0, 0.5, 0.9, 2.0, 2.05, 4.0])
    monkeypatch.setattr("actionplan.cli.progress.time.monotonic", lambda: next(now))
    with progress.counting(output) as counter:
        counter.show(1, 10)
        counter.show(2, 10)
        assert written.getvalue() == ""
        counter.show(4, 10)
        counter.show(5, 10)
        assert written.getvalue() == "\rLäser sparade versioner: 4 av 10, ungefär 3 s kvar"
        counter.show(10, 10)
    assert written.getvalue().endswith("\r")
