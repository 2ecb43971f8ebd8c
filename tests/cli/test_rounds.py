"""round and rounds: what was held and decided is recorded, and nothing that was recorded is lost."""

import datetime as dt
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from actionplan.cli.commands import closing
from actionplan.workspace.rounds import record
from tests.cli.asked import Terminal, asked
from tests.cli.running import Run

SETTINGS = '# Våra inställningar\nregion = "sjuharad"  # hela\n\n[thresholds]\nk = 3\n'
TODAY = dt.date(2016, 11, 21)
CLOSE = ("round", "close", "--date", "2016-11-18")


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    file = tmp_path / "actionplan.toml"
    file.write_bytes(SETTINGS.encode())
    return file


def recorded(settings: Path) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = tomllib.loads(settings.read_text("utf-8")).get("round", {})
    return found


def test_a_round_is_recorded_at_the_end_and_nothing_else_is_touched(settings: Path, run: Run) -> None:
    words = ("--title", "Hösten", "--participant", "IFO-chef Mark", "--decision", 'Vi "gör" 09', "--decision", "Två")
    ran = run(*CLOSE, *words, "--dry-run")
    assert ran.code == 0
    assert settings.read_bytes() == SETTINGS.encode()
    ran = run(*CLOSE, *words)
    assert (ran.code, "actionplan save" in ran.err) == (0, True)
    assert '  2 beslut:\n    – Vi "gör" 09\n' in ran.out
    text = settings.read_text("utf-8")
    assert text.startswith(SETTINGS)
    assert text.removeprefix(SETTINGS) == (
        '\n[round.host-2016]\ndate = 2016-11-18\ntitle = "Hösten"\nparticipants = [\n    "IFO-chef Mark",\n]\n'
        'decisions = [\n    "Vi \\"gör\\" 09",\n    "Två",\n]\n'
    )


def test_line_endings_stay(settings: Path, run: Run) -> None:
    settings.write_bytes(SETTINGS.replace("\n", "\r\n").encode())
    assert run(*CLOSE, "--title", "Hösten").code == 0
    assert settings.read_bytes().startswith(SETTINGS.replace("\n", "\r\n").encode())
    assert recorded(settings)["host-2016"]["title"] == "Hösten"


def test_a_round_of_the_same_day_is_added_to_only_when_that_is_said(settings: Path, run: Run) -> None:
    run(*CLOSE, "--title", "Hösten", "--decision", "Ett")
    before = settings.read_bytes()
    ran = run(*CLOSE, "--decision", "Två")
    assert ran.code == 2
    assert "Omgången host-2016 (2016-11-18) är redan inskriven" in ran.err
    ran = run(*CLOSE, "--title", "Ny")
    assert "Titeln skulle ändras från ”Hösten” till ”Ny”." in ran.err
    assert settings.read_bytes() == before
    # What is there already needs no leave.
    ran = run(*CLOSE, "--decision", "Ett")
    assert (ran.code, settings.read_bytes()) == (0, before)
    assert run(*CLOSE, "--decision", "Två", "--yes").code == 0
    assert recorded(settings)["host-2016"]["decisions"] == ["Ett", "Två"]
    assert recorded(settings)["host-2016"]["title"] == "Hösten"
    assert run(*CLOSE, "--key", "egen", "--decision", "Tre").code == 0
    assert set(recorded(settings)) == {"host-2016", "egen"}
    # Which of the two is meant?
    assert run(*CLOSE, "--decision", "Fyra", "--yes").code == 2


def test_what_somebody_else_recorded_meanwhile_is_not_lost(
    settings: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(*words: Any, **more: Any) -> Any:
        monkeypatch.setattr(closing, "record", record)
        assert run(*CLOSE, "--decision", "Deras").code == 0
        return record(*words, **more)

    monkeypatch.setattr(closing, "record", late)
    ran = run(*CLOSE, "--decision", "Vårt")
    assert (ran.code, "actionplan.toml" in ran.err) == (1, True)
    assert recorded(settings)["host-2016"]["decisions"] == ["Deras"]
    assert run(*CLOSE, "--decision", "Vårt", "--yes").code == 0
    assert recorded(settings)["host-2016"]["decisions"] == ["Deras", "Vårt"]


def test_a_planned_round_is_filled_in_once_it_is_held(settings: Path, run: Run) -> None:
    ran = run("round", "plan", "--date", "2016-12-02", "--title", "Vintern")
    assert ran.code == 0
    assert "Den är planerad" in ran.out
    assert recorded(settings)["vinter-2016"] == {"date": dt.date(2016, 12, 2), "title": "Vintern"}
    assert run("round", "close", "--date", "2016-12-02").code == 2
    ran = run("round", "close", "--date", "2016-12-02", "--decision", "Ett", ACTIONPLAN_TODAY="2016-12-02")
    assert ran.code == 0
    assert recorded(settings)["vinter-2016"]["decisions"] == ["Ett"]
    assert run("round", "plan", "--date", "2016-11-01").code == 2
    # Named by its key, it keeps its day.
    ran = run("round", "close", "--key", "vinter-2016", "--decision", "Två", "--yes", ACTIONPLAN_TODAY="2016-12-05")
    assert ran.code == 0
    assert str(recorded(settings)["vinter-2016"]["date"]) == "2016-12-02"


def test_a_meeting_that_was_moved(settings: Path, run: Run) -> None:
    run("round", "plan", "--date", "2016-12-02", "--title", "Vintern")
    moved = ("round", "plan", "--date", "2016-12-09", "--key", "vinter-2016")
    ran = run(*moved)
    assert ran.code == 2
    assert "Dagen skulle ändras från 2016-12-02 till 2016-12-09." in ran.err
    assert run(*moved, "--yes").code == 0
    assert [str(one["date"]) for one in recorded(settings).values()] == ["2016-12-09"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--date", "2016-11-22"), "actionplan round plan"),
        (("--date", "igår"), "--date"),
        (("--date", "2016-11-18", "--key", "hösten 1"), "högst 64 bokstäver"),
        (("--date", "2016-11-18", "--decision", " "), "en text"),
        (("--date", "2016-11-18", "--decision", "Barnet 850709-9805"), "personnummer"),
        (("--date", "2016-11-18", "--participant", "850709-9805"), "personnummer"),
        (("--date", "2016-11-18", "--title", "850709-9805"), "personnummer"),
        ((), "När hölls omgången? Ange --date"),
    ],
)
def test_what_is_refused(words: tuple[str, ...], said: str, settings: Path, run: Run) -> None:
    ran = run("round", "close", *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert settings.read_bytes() == SETTINGS.encode()


@pytest.mark.usefixtures("settings")
def test_a_name_is_doubted(run: Run) -> None:
    ran = run(*CLOSE, "--participant", "Anna Svensson")
    assert ran.code == 0
    assert "”Anna Svensson” ser ut som ett personnamn" in ran.err


def test_settings_with_faults_are_left(settings: Path, run: Run) -> None:
    settings.write_text("region = \n", "utf-8")
    assert run(*CLOSE).code == 1
    settings.write_text("round = {a = {date = 2016-01-01}}\n", "utf-8")
    assert run(*CLOSE).code == 1
    assert settings.read_text("utf-8") == "round = {a = {date = 2016-01-01}}\n"
    settings.write_text("[round.a]\ndate = 2016-01-01\ndecisions = [3]\n", "utf-8")
    ran = run("rounds")
    assert ran.code == 1
    assert "actionplan.toml" in ran.err


def test_questions_in_a_terminal(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = asked("\nHösten\nIFO-chef Mark\nSocialchef\n\nVi börjar\n\n", monkeypatch)
    assert code == 0
    assert "Enter för 2016-11-21" in said
    (found,) = recorded(settings).values()
    assert (str(found["date"]), found["title"]) == ("2016-11-21", "Hösten")
    assert found["participants"] == ["IFO-chef Mark", "Socialchef"]
    before = settings.read_bytes()
    # The same day again: it tells what is there before it asks for more, and Enter alone leaves it.
    code, said = asked("\n\n", monkeypatch)
    assert (code, settings.read_bytes()) == (2, before)
    assert "är redan inskriven" in said
    assert "Vad kallas" not in said
    assert "Vilka deltog" not in said
    code, said = asked("\nja\n\n\nMer\n\n", monkeypatch)
    assert (code, said.count("är redan inskriven")) == (0, 1)
    assert "Hösten" in said
    assert recorded(settings)["host-2016"]["decisions"] == ["Vi börjar", "Mer"]
    assert recorded(settings)["host-2016"]["title"] == "Hösten"
    # Who sees the title and writes another means it.
    code, _said = asked("\nja\nHösten 2016\n\n\n", monkeypatch)
    assert (code, recorded(settings)["host-2016"]["title"]) == (0, "Hösten 2016")
    before = settings.read_bytes()
    code, _said = asked("i förrgår\n", monkeypatch)
    assert (code, settings.read_bytes()) == (2, before)
    # A slip, and a day that has not been: the day is asked for again.
    code, said = asked("i förrgår\n2017-01-01\n2016-11-14\nExtra\n\nEtt till\n\n", monkeypatch)
    assert (code, said.count("Enter för 2016-11-21")) == (0, 3)
    assert "2016-11-14" in {str(one["date"]) for one in recorded(settings).values()}


def test_a_planned_round_is_filled_in_by_answers_without_being_asked(
    settings: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("round", "plan", "--date", "2016-11-21", "--title", "Planerad")
    code, said = asked("\nHållen\n\nEtt\n\n", monkeypatch)
    assert (code, "är redan inskriven" in said, "Planerad" in said) == (0, False, True)
    assert list(recorded(settings).values()) == [{"date": TODAY, "title": "Hållen", "decisions": ["Ett"]}]


def test_two_rounds_of_the_day_are_told_before_anything_more_is_asked(
    settings: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in ("ett", "tva"):
        assert run("round", "close", "--key", key, "--date", "2016-11-21").code == 0
    before = settings.read_bytes()
    code, said = asked("\n", monkeypatch)
    assert (code, settings.read_bytes()) == (2, before)
    assert "--key" in said
    assert "Vad kallas" not in said


@pytest.mark.parametrize("theirs", [(), ("--key", "deras")])
def test_what_somebody_else_records_during_the_questions_is_told_at_the_end(
    theirs: tuple[str, ...], settings: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile() -> None:
        assert run("round", "close", "--date", "2016-11-21", *theirs, "--decision", "Deras").code == 0

    key = theirs[-1] if theirs else "host-2016"
    answers = "\n\nIFO-chef\n\nVårt\n\n{}\n"
    code, said = asked(Terminal(answers.format(""), "IFO-chef", meanwhile), monkeypatch)
    assert (code, f"Omgången {key} (2016-11-21) är redan inskriven" in said) == (2, True)
    assert recorded(settings)[key]["decisions"] == ["Deras"]
    settings.write_bytes(SETTINGS.encode())
    code, _said = asked(Terminal(answers.format("ja"), "IFO-chef", meanwhile), monkeypatch)
    assert code == 0
    assert recorded(settings) == {
        key: {"date": TODAY, "participants": ["IFO-chef"], "decisions": ["Deras", "Vårt"]},
    }


def test_more_that_is_added_to_a_round_during_the_questions_is_told_at_the_end(
    settings: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("round", "close", "--date", "2016-11-21", "--yes")
    run(*words, "--decision", "Ett")

    def meanwhile() -> None:
        assert run(*words, "--decision", "Två").code == 0
        assert run(*words, "--key", "annan").code == 0

    code, said = asked(Terminal("\nja\n\nIFO-chef\n\nTre\n\nja\n", "IFO-chef", meanwhile), monkeypatch)
    assert (code, said.count("är redan inskriven")) == (0, 2)
    assert recorded(settings)["host-2016"]["decisions"] == ["Ett", "Två", "Tre"]
    assert recorded(settings)["annan"] == {"date": TODAY}


def test_what_was_answered_is_not_lost_when_somebody_writes_at_the_same_moment(
    settings: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(*words: Any, **more: Any) -> Any:
        monkeypatch.setattr(closing, "record", record)
        assert run("round", "close", "--date", "2016-11-21", "--decision", "Deras").code == 0
        return record(*words, **more)

    monkeypatch.setattr(closing, "record", late)
    code, said = asked("\n\n\nVårt\n\nja\n", monkeypatch)
    assert (code, said.count("är redan inskriven")) == (0, 1)
    assert recorded(settings)["host-2016"]["decisions"] == ["Deras", "Vårt"]


def test_an_identity_number_is_told_at_the_answer_that_holds_it(
    settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = "850709-9805"
    code, said = asked(f"\n{number}\nHösten\nIFO-chef\n\nBarnet {number}\nVi börjar\n\n", monkeypatch)
    assert (code, said.count("personnummer")) == (0, 2)
    assert number not in settings.read_text("utf-8")
    assert recorded(settings)["host-2016"] == {
        "date": TODAY, "title": "Hösten", "participants": ["IFO-chef"], "decisions": ["Vi börjar"],
    }  # fmt: skip


def test_they_are_listed(settings: Path, run: Run) -> None:
    ran = run("rounds")
    assert (ran.code, ran.err) == (0, "")
    assert "Ingen omgång är inskriven, och planerna visar ingen." in ran.out
    run("round", "plan", "--date", "2017-03-10")
    run(*CLOSE, "--title", "Hösten", "--participant", "IFO-chef", "--decision", "Ett")
    ran = run("rounds")
    assert ran.out.splitlines()[2].split() == ["2016-11-18", "host-2016", "Hösten", "1", "1"]
    assert ran.out.splitlines()[3].split() == ["2017-03-10", "var-2017", "–", "–", "planerad"]
    assert "  – Ett\n" in ran.out
    found = json.loads(run("rounds", "--json").raw)
    assert found["inferred"] is False
    assert [(one["key"], one["planned"]) for one in found["rounds"]] == [("host-2016", False), ("var-2017", True)]
    assert settings.exists()


def test_without_any_recorded_the_plans_tell(run: Run) -> None:
    run("init", "sjuharad")
    for body in ("boras", "mark"):
        run("pick", body, "09")
        run("follow", body, "09", "Igång", "--date", "2016-10-01")
    ran = run("rounds")
    assert ran.out.splitlines()[2].split() == ["2016-10-01", "2"]
    assert "Ingen omgång är inskriven." in ran.out
    found = json.loads(run("rounds", "--json").raw)
    assert (found["inferred"], found["rounds"][0]["bodies"]) == (True, 2)


def test_a_round_names_its_point_in_the_trend_and_begins_the_comparison(run: Run) -> None:
    run("init", "sjuharad")
    run("pick", "boras", "09")
    run("follow", "boras", "09", "Igång", "--date", "2016-10-01")
    run("round", "close", "--date", "2016-10-02", "--title", "Uppföljning hösten")
    run("round", "plan", "--date", "2017-10-02", "--title", "Nästa")
    points = json.loads(run("trend", "sjuharad", "--by", "round", "--json").raw)["points"]
    assert [one["round"] for one in points if one["round"]] == ["Uppföljning hösten"]
    ran = run("meeting", "sjuharad", "--short")
    assert "jämfört med 2016-10-02 (Uppföljning hösten)" in ran.out
