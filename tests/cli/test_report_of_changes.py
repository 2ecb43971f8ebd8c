"""diff and log in written formats."""

import json
from pathlib import Path

import pytest

from actionplan.core.status import Status
from tests.cli.running import Run
from tests.gitting import GitWorld
from tests.workspace.history import saves_in


@pytest.fixture
def changed(git_world: GitWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Borås has come further since the last save."""
    made = saves_in(git_world, tmp_path / "repo", "arbete")
    made.start()
    monkeypatch.chdir(made.root)
    made.set("boras", "01", status=Status.STARTED, owner="IFO-chef")
    made.save("2016-02-10", "Utvecklingsledare FoU")
    made.set("boras", "01", status=Status.DONE)
    return made.root


COMMANDS = [("diff",), ("diff", "--since", "2016-02-12"), ("log", "boras", "01"), ("log", "boras", "01", "02")]


@pytest.mark.parametrize("words", COMMANDS)
def test_text_and_json_are_as_before_when_they_are_named(changed: Path, run: Run, words: tuple[str, ...]) -> None:
    assert run(*words, "--format", "text").raw == run(*words).raw
    assert run(*words, "--format", "json").raw == run(*words, "--json").raw
    assert run(*words, "-o", "ut.json").code == 0
    assert json.loads((changed / "ut.json").read_text("utf-8")) == json.loads(run(*words, "--json").out)


@pytest.mark.parametrize("words", COMMANDS)
def test_markdown_is_one_document_with_one_title(changed: Path, run: Run, words: tuple[str, ...]) -> None:
    ran = run("--lang", "en", *words, "-f", "md")
    assert ran.code == 0, ran.err
    titles = [line for line in ran.out.splitlines() if line.startswith("# ")]
    assert len(titles) == 1
    assert ran.out.startswith(titles[0])
    assert "carried out" in ran.out
    assert run("--lang", "en", *words, "-o", "ut.md").code == 0
    assert (changed / "ut.md").read_text("utf-8") == ran.out


@pytest.mark.usefixtures("changed")
def test_several_proposals_are_chapters_of_a_document_about_the_body(run: Run) -> None:
    lines = run("--lang", "en", "log", "boras", "01", "02", "-f", "md").out.splitlines()
    headings = [line for line in lines if line.startswith("#")]
    assert headings[0] == "# Borås"
    assert [line[:16] for line in headings if line.startswith("## ")] == ["## Borås · 01 Pr", "## Borås · 02 Co"]
    assert "### Not saved" in headings


@pytest.mark.usefixtures("changed")
@pytest.mark.parametrize("words", [("diff",), ("log", "boras")])
def test_a_format_that_there_is_not_is_refused(run: Run, words: tuple[str, ...]) -> None:
    for more in (("-f", "csv"), ("-o", "ut.csv"), ("-f", "html", "--template", "mall.docx")):
        ran = run(*words, *more)
        assert (ran.code, ran.out) == (2, "")
