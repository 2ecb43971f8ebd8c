"""round close the day after, or later: which round is meant; and round remove, for what was recorded by mistake."""

import tomllib
from pathlib import Path

import pytest

from tests.cli.asked import Terminal, asked
from tests.cli.running import Run

SETTINGS = '# Våra inställningar\nregion = "sjuharad"\n\n[thresholds]\nk = 3\n'
PLANNED = ("round", "plan", "--date", "2016-12-03", "--title", "Vintern")
DECIDED = ("round", "close", "--decision", "Vi fortsätter")
ROUND = "vinter-2016 (2016-12-03 Vintern)"


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    file = tmp_path / "actionplan.toml"
    file.write_bytes(SETTINGS.encode())
    return file


@pytest.fixture
def planned(settings: Path, run: Run) -> Path:
    assert run(*PLANNED).code == 0
    return settings


def recorded(settings: Path) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = tomllib.loads(settings.read_text("utf-8")).get("round", {})
    return {key: {**one, "date": str(one["date"])} for key, one in found.items()}


# Options


@pytest.mark.parametrize("today", ["2016-12-03", "2016-12-04", "2017-01-02"])
def test_what_is_written_down_afterwards_is_told_of_the_planned_round(planned: Path, run: Run, today: str) -> None:
    before = planned.read_bytes()
    ran = run(*DECIDED, "--dry-run", ACTIONPLAN_TODAY=today)
    assert (ran.code, planned.read_bytes()) == (0, before)
    is_told = f"Detta gäller omgången {ROUND}. För en annan dag anger du --date." in ran.err
    assert is_told == (today != "2016-12-03")
    ran = run(*DECIDED, ACTIONPLAN_TODAY=today)
    assert (ran.code, ROUND in ran.err) == (0, is_told)
    assert "  2016-12-03 Vintern\n" in ran.out
    assert recorded(planned) == {
        "vinter-2016": {"date": "2016-12-03", "title": "Vintern", "decisions": ["Vi fortsätter"]}
    }


def test_more_that_is_told_the_day_after_is_no_other_round(planned: Path, run: Run) -> None:
    assert run(*DECIDED, ACTIONPLAN_TODAY="2016-12-04").code == 0
    before = planned.read_bytes()
    more = ("round", "close", "--decision", "Ett till")
    ran = run(*more, ACTIONPLAN_TODAY="2016-12-04")
    assert (ran.code, planned.read_bytes()) == (2, before)
    assert "Omgången vinter-2016 (2016-12-03) är redan inskriven" in ran.err
    assert run(*more, "--yes", ACTIONPLAN_TODAY="2016-12-05").code == 0
    assert recorded(planned)["vinter-2016"]["decisions"] == ["Vi fortsätter", "Ett till"]
    # After that it is another.
    assert run(*more, ACTIONPLAN_TODAY="2016-12-20").code == 0
    assert recorded(planned)["2016-12-20"]["decisions"] == ["Ett till"]


def test_a_round_that_passed_long_ago_is_not_taken_for_meant(planned: Path, run: Run) -> None:
    before = planned.read_bytes()
    ran = run(*DECIDED, "--yes", ACTIONPLAN_TODAY="2017-02-12")
    assert (ran.code, ran.out, planned.read_bytes()) == (2, "", before)
    assert ROUND in ran.err
    assert "--key vinter-2016" in ran.err
    assert "--date 2017-02-12" in ran.err
    assert run(*DECIDED, "--date", "2017-02-12", ACTIONPLAN_TODAY="2017-02-12").code == 0
    assert run(*DECIDED, "--key", "vinter-2016", ACTIONPLAN_TODAY="2017-02-12").code == 0
    assert {key: one["date"] for key, one in recorded(planned).items()} == {
        "vinter-2016": "2016-12-03", "vinter-2017": "2017-02-12",
    }  # fmt: skip


def test_a_day_that_is_said_is_meant(planned: Path, run: Run) -> None:
    ran = run(*DECIDED, "--date", "2016-12-04", ACTIONPLAN_TODAY="2016-12-04")
    assert ran.code == 0
    assert set(recorded(planned)) == {"vinter-2016", "2016-12-04"}
    assert f"Omgången {ROUND} ligger nära den dagen." in ran.err
    assert "actionplan round remove 2016-12-04" in ran.err
    assert "--key vinter-2016" in ran.err
    # What it tells to do mends it.
    assert run("round", "remove", "2016-12-04", "--yes").code == 0
    assert run(*DECIDED, "--key", "vinter-2016", ACTIONPLAN_TODAY="2016-12-04").code == 0
    assert set(recorded(planned)) == {"vinter-2016"}


def test_a_round_nearby_is_told_before_anything_is_written(planned: Path, run: Run) -> None:
    # Held two days before it was planned for.
    ran = run(*DECIDED, "--dry-run", ACTIONPLAN_TODAY="2016-12-01")
    assert ran.code == 0
    assert f"Omgången {ROUND} ligger nära den dagen. Är det samma träff anger du --key vinter-2016." in ran.err
    assert "remove" not in ran.err
    ran = run("round", "plan", "--date", "2016-12-09")
    assert ran.code == 0
    assert ROUND in ran.err
    ran = run("round", "plan", "--date", "2017-03-09")
    assert ROUND not in ran.err
    assert len(recorded(planned)) == 3


def test_two_rounds_of_the_latest_day(planned: Path, run: Run) -> None:
    assert run("round", "plan", "--date", "2016-12-03", "--key", "annan").code == 0
    before = planned.read_bytes()
    ran = run(*DECIDED, ACTIONPLAN_TODAY="2016-12-04")
    assert (ran.code, planned.read_bytes()) == (2, before)
    assert "Vilken omgång? Ange den med --key.\nVälj bland: annan, vinter-2016" in ran.err


@pytest.mark.usefixtures("settings")
@pytest.mark.parametrize("words", [(), ("--yes",), ("--dry-run",)])
def test_nobody_to_ask(words: tuple[str, ...], run: Run) -> None:
    ran = run("round", "close", *words)
    assert (ran.code, ran.out) == (2, "")
    assert "När hölls omgången? Ange --date" in ran.err
    assert "””" not in ran.err


# Questions


def test_the_questions_name_the_planned_round(planned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACTIONPLAN_TODAY", "2016-12-04")
    code, said = asked("\n\nIFO-chef\n\nVi fortsätter\n\n", monkeypatch)
    assert code == 0
    assert "När hölls den? Enter för 2016-12-03 (Vintern):" in said
    assert "Enter för ”Vintern”" in said
    assert recorded(planned) == {
        "vinter-2016": {
            "date": "2016-12-03", "title": "Vintern", "participants": ["IFO-chef"], "decisions": ["Vi fortsätter"],
        },
    }  # fmt: skip


def test_a_round_without_title_is_named_by_its_key(settings: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("round", "plan", "--date", "2016-12-03")
    monkeypatch.setenv("ACTIONPLAN_TODAY", "2016-12-03")
    code, said = asked("\n\n\nEtt\n\n", monkeypatch)
    assert (code, "Enter för 2016-12-03 (vinter-2016):" in said) == (0, True)
    assert list(recorded(settings)) == ["vinter-2016"]


def test_another_day_than_that_of_the_planned_round(planned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACTIONPLAN_TODAY", "2016-12-05")
    before = planned.read_bytes()
    # Enter alone says that it is another meeting.
    code, said = asked("2016-12-04\n\nExtra\n\nEtt\n\n", monkeypatch)
    assert code == 0
    question = f"Omgången {ROUND} ligger nära den dagen. Är det samma träff, så att dess dag blir 2016-12-04?"
    assert said.count(question) == said.count(ROUND) == 1
    assert set(recorded(planned)) == {"vinter-2016", "2016-12-04"}
    planned.write_bytes(before)
    code, said = asked("2016-12-04\nja\n\n\nEtt\n\n", monkeypatch)
    assert (code, question in said, "är redan inskriven" in said) == (0, True, False)
    assert recorded(planned) == {"vinter-2016": {"date": "2016-12-04", "title": "Vintern", "decisions": ["Ett"]}}
    planned.write_bytes(before)
    # Nothing is asked with --yes; it is told at the end.
    code, said = asked("2016-12-04\n\n\nEtt\n\n", monkeypatch, ("round", "close", "--yes"))
    assert (code, "Är det samma träff, så" in said, "round remove 2016-12-04" in said) == (0, False, True)


def test_a_day_is_moved_only_in_the_round_that_was_seen(
    planned: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACTIONPLAN_TODAY", "2016-12-05")

    def meanwhile() -> None:
        assert run(*DECIDED, "--date", "2016-12-03", ACTIONPLAN_TODAY="2016-12-05").code == 0

    code, said = asked(Terminal("2016-12-04\nja\n\nIFO-chef\n\nEtt\n\n\n", "IFO-chef", meanwhile), monkeypatch)
    assert code == 2
    assert "Dagen skulle ändras från 2016-12-03 till 2016-12-04." in said
    assert recorded(planned)["vinter-2016"]["decisions"] == ["Vi fortsätter"]


def test_a_round_that_passed_long_ago_is_named_in_the_questions(planned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACTIONPLAN_TODAY", "2017-02-12")
    code, said = asked("2016-12-03\n\n\nEtt\n\n", monkeypatch)
    assert code == 0
    assert f"Omgången {ROUND} har passerat, men inget är inskrivet i den." in said
    assert "Enter för 2017-02-12:" in said
    assert list(recorded(planned)) == ["vinter-2016"]


def test_who_leaves_at_the_first_question_records_nothing(planned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = planned.read_bytes()
    code, said = asked("", monkeypatch)
    assert (code, planned.read_bytes()) == (2, before)
    assert "Ange --date" in said


def test_a_name_is_doubted_at_once(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = asked("\n\nAnna Andersson\nIFO-chef\n\nEtt\n\n", monkeypatch)
    assert code == 0
    doubt = "”Anna Andersson” ser ut som ett personnamn"
    assert said.count(doubt) == 1
    assert said.index(doubt) < said.index("Vad bestämdes")
    assert "Anna" not in settings.read_text("utf-8")


def test_a_function_that_looks_like_a_name_is_taken_when_it_is_said_again(
    settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, said = asked("\n\nSankt Lukas\n Sankt  Lukas\nSankt Mattias\nSankt Lukas\n\nEtt\n\n", monkeypatch)
    assert (code, said.count("Sankt Lukas” ser ut")) == (0, 1)
    # The second was doubted too, and something else was said then.
    (found,) = recorded(settings).values()
    assert found["participants"] == ["Sankt Lukas"]


def test_who_is_only_doubted_is_left_out(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = asked("\n\nAnna Andersson\n\nEtt\n\n", monkeypatch)
    assert (code, "personnamn" in said) == (0, True)
    assert list(recorded(settings).values()) == [{"date": "2016-11-21", "decisions": ["Ett"]}]


# Removing


def test_a_round_is_removed_and_nothing_else_is_touched(settings: Path, run: Run) -> None:
    run("round", "close", "--date", "2016-09-16", "--decision", "Ett", "--participant", "IFO-chef")
    first = settings.read_bytes()
    run(*PLANNED)
    both = settings.read_bytes()
    ran = run("round", "remove", "vinter-2016", "--dry-run")
    assert (ran.code, settings.read_bytes()) == (0, both)
    assert "[round.vinter-2016] skulle tas bort ur actionplan.toml" in ran.out
    ran = run("round", "remove", "vinter-2016", "--yes")
    assert (ran.code, "actionplan save" in ran.err) == (0, True)
    assert ran.out == "Omgången [round.vinter-2016] är borttagen ur actionplan.toml:\n  2016-12-03 Vintern\n"
    assert settings.read_bytes() == first
    ran = run("round", "remove", "host-2016", "--yes")
    assert ran.out.endswith("  2016-09-16\n  Deltog: IFO-chef\n  1 beslut:\n    – Ett\n")
    assert settings.read_bytes() == SETTINGS.encode()


def test_what_people_wrote_around_a_round_stays(settings: Path, run: Run) -> None:
    text = (
        '# Först\r\n[round.a]  # den första\r\ndate = 2016-01-01\r\n# mellan\r\ndecisions = ["Ett"]\r\n\r\n'
        '# Om b\r\n[round.b]\r\ndate = 2016-02-01\r\n\r\n[report]\r\ntitle = "T"\r\n'
    )
    settings.write_bytes(text.encode())
    assert run("round", "remove", "a", "--yes").code == 0
    left = settings.read_bytes().decode()
    for kept in ("# Först\r\n", "# den första\r\n", "# mellan\r\n", text[text.index("\r\n# Om b") :]):
        assert kept in left
    assert list(recorded(settings)) == ["b"]


@pytest.mark.parametrize(
    "text",
    [
        "round = {a = {date = 2016-01-01}, b = {date = 2016-02-01}}\n",
        "[round]\na.date = 2016-01-01\nb.date = 2016-02-01\n",
        '[round]\na = {date = 2016-01-01, title = "x"}\n[round.b]\ndate = 2016-02-01\n',
    ],
)
def test_rounds_in_other_forms_are_removed_or_left_whole(text: str, settings: Path, run: Run) -> None:
    settings.write_text(text, "utf-8")
    ran = run("round", "remove", "a", "--yes")
    if ran.code:
        assert settings.read_text("utf-8") == text
        assert "actionplan.toml" in ran.err
    else:
        assert list(recorded(settings)) == ["b"]


def test_removing_asks(planned: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    before = planned.read_bytes()
    ran = run("round", "remove", "vinter-2016")
    assert (ran.code, ran.out, planned.read_bytes()) == (2, "", before)
    assert f"Omgången {ROUND} står kvar" in ran.err
    assert "--yes" in ran.err
    words = ("round", "remove", "vinter-2016")
    code, said = asked("\n", monkeypatch, words)
    assert (code, planned.read_bytes()) == (2, before)
    assert f"Ta bort omgången {ROUND}?" in said
    code, _said = asked("ja\n", monkeypatch, words)
    assert (code, recorded(planned)) == (0, {})
    ran = run("round", "remove", "vinter-2016", "--yes")
    assert ran.code == 2
    assert "vinter-2016" in ran.err


def test_a_round_that_somebody_changed_meanwhile_is_not_removed(
    planned: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile() -> None:
        assert run(*DECIDED, "--date", "2016-12-03", ACTIONPLAN_TODAY="2016-12-03").code == 0

    code, _said = asked(Terminal("ja\n", "ja", meanwhile), monkeypatch, ("round", "remove", "vinter-2016"))
    assert code == 1
    assert recorded(planned)["vinter-2016"]["decisions"] == ["Vi fortsätter"]


def test_a_key_that_is_nearly_right(planned: Path, run: Run) -> None:
    ran = run("round", "remove", "vinter-2017", "--yes")
    assert (ran.code, "Menade du vinter-2016?" in ran.err) == (2, True)
    assert recorded(planned)
