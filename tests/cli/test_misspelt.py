"""What is misspelt or missing is told as a person would tell it, with the next step."""

import shutil
import sys
from pathlib import Path

import pytest

from actionplan.core.problems import Problem
from actionplan.i18n import set_language
from actionplan.wording.problems import problem_sentences, problem_text
from tests.cli.running import Run

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """The example workspace."""
    for name in ("plans", "proposals"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "actionplan.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        ("rollup", "-o", "nodir/x.pdf"),
        ("report", "tranemo", "-o", "nodir/x.docx"),
        ("calendar", "-o", "nodir/x.ics"),
        ("trend", "-o", "nodir/x.svg"),
        ("export", "--sqlite", "nodir/x.db"),
        ("export", "--parquet", "nodir/tables"),
    ],
    ids=" ".join,
)
def test_a_folder_that_is_not_there_is_named(run: Run, region: Path, words: tuple[str, ...]) -> None:
    ran = run("--lang", "en", *words)
    assert ran.code != 0
    assert ran.err == (
        "The folder nodir does not exist. Nothing has been written.\n"
        "Check how it is spelt, or make the folder and try again.\n"
    )
    assert not (region / "nodir").exists()
    (region / "nodir").write_text("a file", "utf-8")
    ran = run("--lang", "en", *words)
    assert ran.code != 0
    assert "a file stands where a folder should be" in ran.err


@pytest.mark.usefixtures("region")
def test_what_is_not_installed_is_named_as_people_write_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "typst", None)
    assert run("--lang", "en", "export", "--parquet", "tables").err.startswith("Parquet needs ")
    assert run("--lang", "en", "rollup", "-o", "x.pdf").err.startswith("PDF needs ")


def test_a_question_within_a_sentence_leaves_it_one_mark() -> None:
    set_language("en")
    problem = Problem(
        "unknown_key", path=("proposal", "01", "outcom"), facts={"name": "outcom", "suggestion": "outcome"}
    )
    assert problem_text(problem).endswith(" (did you mean outcome?)")
    assert "?." not in problem_sentences(problem)


@pytest.mark.usefixtures("region")
def test_a_misspelt_key_is_told_with_one_mark(run: Run, region: Path) -> None:
    path = region / "plans" / "tranemo.toml"
    more = '\n[proposal.01.indicator.x]\nname = "Antal"\noutcom = 3\n'
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    assert "there is no key outcom (did you mean outcome?)." in run("--lang", "en", "report", "tranemo").err


@pytest.mark.usefixtures("region")
def test_an_owner_that_nothing_has_is_told(run: Run) -> None:
    ran = run("--lang", "en", "calendar", "--owner", "finnsinte")
    assert ran.code == 0
    assert ran.err == (
        "No deadline has an owner with “finnsinte” in the name.\nThere is nothing with a date to put in the calendar.\n"
    )
    near = run("--lang", "en", "calendar", "--owner", "systemforvaltre")
    assert near.err.startswith(
        "No deadline has an owner with “systemforvaltre” in the name. Did you mean Systemförvaltare?\n"
    )
    part = run("--lang", "en", "calendar", "--owner", "enhetsjef")
    assert "Did you mean Enhetschef?" in part.err
    hidden = run("--lang", "en", "calendar", "--owner", "systemforvaltre", "--names", "no")
    assert "Systemförvaltare" not in hidden.err
    assert not run("--lang", "en", "calendar", "--owner", "systemförvaltare").err


@pytest.mark.usefixtures("region")
def test_an_owner_that_nothing_has_is_told_beside_the_rounds(run: Run, region: Path) -> None:
    settings = region / "actionplan.toml"
    settings.write_text(settings.read_text("utf-8") + "\n[round.host-2016]\ndate = 2016-12-02\n", "utf-8")
    ran = run("--lang", "en", "calendar", "--owner", "finnsinte", "-o", "plan.ics")
    assert ran.code == 0
    assert ran.err.splitlines()[1:] == [
        "No deadline has an owner with “finnsinte” in the name.",
        "The calendar holds the follow-up rounds alone.",
    ]
    assert (region / "plan.ics").read_text("utf-8").count("BEGIN:VEVENT") == 1
