"""diff and log, as a user sees them."""

import datetime as dt
import json
import re
import shlex
from pathlib import Path

import pytest

from actionplan.core.plan import Activity
from actionplan.core.status import Status
from tests.cli.running import Ran, Run, run_here
from tests.gitting import GitWorld, clone
from tests.goldens import check
from tests.workspace.history import Saves, saves_in


@pytest.fixture
def saves(git_world: GitWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Saves:
    """A year in Borås, Mark and Tranemo, in a folder of a repository."""
    made = saves_in(git_world, tmp_path / "repo", "arbete")
    made.start()
    monkeypatch.chdir(made.root)
    made.save("2016-01-21", "Utvecklingsledare FoU")
    a_year(made)
    return made


def a_year(made: Saves) -> None:
    made.set("boras", "01", status=Status.STARTED, owner="IFO-chef")
    made.set("boras", "02", status=Status.NOT_STARTED, owner="IFO-chef")
    made.set("boras", "09", status=Status.STARTED, owner="IFO-chef", due=day("2016-10-31"))
    made.set("mark", "01", status=Status.OVER_HALF, owner="Enhetschef")
    made.set("mark", "09", status=Status.NOT_STARTED)
    made.set("tranemo", "12", status=Status.NOT_STARTED)
    made.save("2016-02-10", "Utvecklingsledare FoU")
    made.follow("boras", "09", "2016-09-16", "Första gruppen igång")
    made.follow("mark", "01", "2016-09-16", "Väntar på beslut")
    made.save("2016-09-16", "Utvecklingsledare FoU")
    made.set("boras", "01", status=Status.DONE)
    made.follow("boras", "01", "2016-11-01", "Ingår nu i vardagen")
    made.set("boras", "02", activities={"k1": Activity(what="Utbilda handledare", due=day("2016-11-15"))})
    made.save("2016-11-02", "IFO-chef Borås")
    made.set("mark", "01", status=Status.STARTED, owner=None)
    made.set("mark", "09", status=Status.NOT_RELEVANT, reason="Finns redan")
    made.set("mark", "12", status=Status.NOT_STARTED)
    made.save("2016-11-10", "IFO-chef Mark")
    made.set("boras", "09", status=Status.OVER_HALF)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


COMMANDS = (
    ("diff",),
    ("diff", "--since-followup"),
    ("diff", "--since", "2016-11-05"),
    ("diff", "2016-02-10..2016-11-05"),
    ("diff", "--since", "2015-06-01", "tranemo"),
    ("diff", "2016-01-21..", "boras", "09"),
    ("diff", "HEAD~1..HEAD"),
    ("log", "boras", "09"),
    ("log", "mark", "01"),
    ("log", "tranemo"),
    ("log", "tranemo", "01"),
)


def transcript(commands: tuple[tuple[str, ...], ...], folder: Path, *after: str) -> str:
    lines = []
    for words in commands:
        ran = run_here(*words, *after)
        code = f"[{ran.code}]\n" if ran.code else ""
        lines.append(f"$ actionplan {shlex.join((*words, *after))}\n{shown(ran, folder)}{code}")
    return "\n".join(lines)


def shown(ran: Ran, folder: Path) -> str:
    return (ran.out + ran.err).replace(str(folder), "/planer")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_year(language: str, saves: Saves, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    text = transcript(COMMANDS, saves.root, "--lang", language)
    assert max(map(len, text.splitlines())) <= 80
    check(f"cli/diff.{language}.txt", text)


@pytest.mark.parametrize("line", ["diff --since-followup", "log boras 09", "trend sjuharad"])
def test_a_file_is_the_same_whatever_the_terminal(line: str, saves: Saves, run: Run) -> None:
    for name, columns in (("a.txt", "40"), ("b.txt", "200")):
        assert run(*line.split(), "-o", name, COLUMNS=columns).code == 0
    written = (saves.root / "a.txt").read_bytes()
    assert (saves.root / "b.txt").read_bytes() == written == run(*line.split(), COLUMNS="").raw


def test_the_agenda_as_markdown(saves: Saves, run: Run) -> None:
    check("cli/agenda.sv.md", run("diff", "--since-followup", "--format", "md").out)
    (saves.root / "actionplan.toml").write_text(
        'language = "sv"\n[round.host-2016]\ndate = 2016-09-16\ntitle = "Uppföljning hösten 2016"\n', "utf-8"
    )
    ran = run("diff", "--since-followup", "--format", "md")
    assert ran.out.startswith("# Sedan uppföljningen 2016-09-16: Uppföljning hösten 2016\n")
    assert "omgången host-2016 i actionplan.toml" in ran.out
    assert "- inställningarna ändrade (actionplan.toml)" in ran.out


@pytest.mark.usefixtures("saves")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("2016-11-05..2016-02-10",), "den tidigare dagen först"),
        (("--since", "2099-01-01"), "en dag som har varit"),
    ],
)
def test_days_that_cannot_be_meant(words: tuple[str, ...], said: str, run: Run) -> None:
    ran = run("diff", *words)
    assert ran.code == 2
    assert said in ran.err


@pytest.mark.usefixtures("saves")
@pytest.mark.parametrize("words", [("igår",), ("boras", "igår")])
def test_a_word_that_may_mean_a_day(words: tuple[str, ...], run: Run) -> None:
    ran = run("diff", *words)
    assert (ran.code, ran.out) == (2, "")
    assert "heter ”igår”" in ran.err
    assert "skriv den som ett datum: actionplan diff --since 2016-09-16" in ran.err


@pytest.mark.usefixtures("saves")
def test_json_has_everything_with_paths_and_both_values(run: Run) -> None:
    ran = run("diff", "--since-followup", "--json")
    found = json.loads(ran.raw)
    assert (ran.code, ran.err, found["schema"]) == (0, "", 1)
    assert found["round"] == {"date": "2016-09-16", "key": None, "title": None, "bodies": 2}
    assert (found["from"]["kind"], found["from"]["date"], found["to"]["kind"]) == ("day", "2016-09-16", "folder")
    boras, mark = found["plans"]
    assert {"path": ["proposal", "09", "status"], "old": "started", "new": "over_half"} in boras["changes"]
    assert {"path": ["proposal", "01", "owner"], "old": "Enhetschef", "new": None} in mark["changes"]
    assert [one["moved"] for one in found["agenda"]] == [
        {"done": ["01"], "forward": ["09"], "other": ["02"]},
        {"back": ["01"], "picked": ["12"], "against": ["09"]},
        {},
    ]
    assert found["agenda"][0]["late"] == [
        {"proposal": "02", "due": "2016-11-15", "activity": "Utbilda handledare"},
        {"proposal": "09", "due": "2016-10-31", "activity": None},
    ]
    log = json.loads(run("log", "boras", "09", "--json").raw)
    assert [(event["kind"], event["date"], event["author"]) for event in log["events"]] == [
        ("unsaved", None, None),
        ("changed", "2016-09-16", "Utvecklingsledare FoU"),
        ("changed", "2016-02-10", "Utvecklingsledare FoU"),
    ]
    assert re.fullmatch("[0-9a-f]{7,12}", log["events"][1]["commit"])
    several = json.loads(run("log", "boras", "01", "09", "--json").raw)
    assert [one["proposal"] for one in several["chronicles"]] == ["01", "09"]


def test_merges_renames_and_what_was_not_chosen(saves: Saves, run: Run) -> None:
    saves.save("2016-11-11", "IFO-chef Borås")
    saves.git("switch", "--quiet", "--create", "sida")
    saves.set("boras", "12", owner="Enhetschef")
    saves.save("2016-11-12", "Anna")
    saves.git("switch", "--quiet", "main")
    saves.set("boras", "12", owner="IFO-chef")
    saves.save("2016-11-13", "Bo")
    saves.world.at("2016-11-14T12:00:00+01:00")
    saves.git("merge", "--quiet", "--no-commit", "-X", "ours", "sida")
    lost = (
        'proposal.12.owner = "Enhetschef"',
        'proposal.12.status = "started"',
        'proposal.12.lead = "1463"',
        'proposal.12.partners = ["Mark", "Skolan"]',
        'proposal.12.followup.2016-11-12 = {"status": "over_half", "comment": "Två grupper"}',
        "proposal.12.goal = -",
    )
    trailers = "\n".join(f"Not-chosen: plans/boras.toml {one} (Anna, 2016-11-12)" for one in lost)
    saves.save("2016-11-14", "Bo", f"Sammanslagning\n\n{trailers}")
    saves.path("boras").rename(saves.path("kommunen"))
    saves.save("2016-11-15", "Cilla")
    assert shown(run("log", "boras", "12"), saves.root) == (
        "Borås · 12 Samverka mellan kommunerna\n"
        f"{'═' * 100}\n"
        "2016-11-14 · Bo\n"
        "  – valdes inte när två versioner fördes samman: ansvarig Enhetschef (Anna, 2016-11-12)\n"
        "  – valdes inte när två versioner fördes samman: läge påbörjad (Anna, 2016-11-12)\n"
        "  – valdes inte när två versioner fördes samman: leds gemensamt av Mark (Anna, 2016-11-12)\n"
        "  – valdes inte när två versioner fördes samman: medverkande Mark, Skolan (Anna, 2016-11-12)\n"
        "  – valdes inte när två versioner fördes samman: uppföljning 2016-11-12: läge: till hälften eller\n"
        "    mer; kommentar: Två grupper (Anna, 2016-11-12)\n"
        "  – valdes inte när två versioner fördes samman: att mål tas bort (Anna, 2016-11-12)\n"
        "\n"
        "2016-11-13 · Bo\n"
        "  – ansvarig IFO-chef\n"
    )
    assert "filen heter nu plans/kommunen.toml (hette plans/boras.toml)" in run("log", "boras").out
    assert "filen heter nu plans/kommunen.toml (hette plans/boras.toml)" in run("diff", "2016-11-14..").out


def test_broken_files_are_named_and_the_exit_code_tells(saves: Saves, run: Run) -> None:
    saves.path("mark").write_text("plan = [\n", "utf-8")
    for words in (("diff",), ("diff", "--since-followup"), ("diff", "boras", "mark"), ("log", "mark")):
        ran = run(*words)
        assert ran.code == 5, words
        assert "plans/mark.toml går inte att läsa som en plan: rad" in " ".join(ran.out.split()), words
    assert run("diff", "--json").code == 5
    assert run("log", "boras").code == 0


def test_a_shallow_clone(saves: Saves, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clone(saves.top, tmp_path / "ytlig", "--depth=2", "--no-local")
    monkeypatch.chdir(tmp_path / "ytlig" / "arbete")
    ran = run("diff", "--since", "2016-01-01")
    assert ran.code == 5
    assert "Den här kopian saknar historik före 2016-11-02." in ran.out
    ran = run("log", "mark", "01")
    assert ran.code == 5
    assert "Den här kopian saknar historik före 2016-11-02." in ran.out


@pytest.mark.usefixtures("git_world")
def test_nothing_saved_no_repository_and_no_git(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Saves(GitWorld(tmp_path, monkeypatch), tmp_path, tmp_path)
    made.start("boras")
    for words in (("diff",), ("log", "boras", "09")):
        ran = run(*words)
        assert (ran.code, ran.out) == (1, "")
        assert "actionplan setup" in ran.err
        assert "Traceback" not in ran.err
    made.git("init", "--quiet")
    ran = run("diff")
    assert ran.code == 0
    assert "Inget är sparat än, så allt är nytt." in ran.out
    assert "ny plan, ännu inte ifylld" in ran.out
    assert "Inte sparat" in run("log", "boras").out
    monkeypatch.setenv("PATH", str(tmp_path / "tom"))
    ran = run("diff")
    assert (ran.code, ran.out) == (1, "")
    assert "git-scm.com" in ran.err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("diff", "a..b", "--since", "2016-01-01"), 2, "--since-followup"),
        (("diff", "--since", "2016-01-01", "--since-followup"), 2, "--since-followup"),
        (("diff", "main..", "main..main"), 2, "--since-followup"),
        (("diff", "ingenstans.."), 2, "ingenstans"),
        (("diff", "--since", "i går"), 2, "åååå-mm-dd"),
        (("diff", "--format", "csv"), 2, "md"),
        (("log",), 2, "boras"),
        (("log", "ulricehamn"), 1, "init"),
        (("diff", "okändby"), 2, "okändby"),
    ],
)
@pytest.mark.usefixtures("saves")
def test_wrong_words_are_told(words: tuple[str, ...], code: int, said: str, run: Run) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_no_round_is_known(git_world: GitWorld, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    made = saves_in(git_world, tmp_path / "repo")
    made.start()
    monkeypatch.chdir(made.root)
    ran = run("diff", "--since-followup")
    assert ran.code == 1
    assert "actionplan round close --date" in ran.err


def test_numbers_with_dots_between_them_are_proposals(saves: Saves, run: Run) -> None:
    saves.save("2016-11-12")
    ran = run("diff", "2016-01-21..", "boras", "02..09")
    assert [number for number in ("01", "02", "09", "12") if f"– {number} " in ran.out] == ["02", "09"]
