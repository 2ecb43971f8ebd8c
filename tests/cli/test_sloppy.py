"""Command lines as people in a hurry write them: understood, or refused with the way out; never half done."""

import os
from pathlib import Path

import pytest

from tests.cli.running import Run


def plan_text(folder: Path, slug: str = "boras") -> str:
    return (folder / "plans" / f"{slug}.toml").read_text("utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "set borås stad 9",
        "set Borås kommun 09",
        "set 9 boras",
        "set 1490 9",
        "set BORÅS 09",
    ],
)
def test_a_body_may_be_said_in_many_ways(line: str, sjuharad: Path, run: Run) -> None:
    ran = run(*line.split(), "--owner", "IFO-chef")
    assert ran.code == 0, ran.err
    assert 'owner = "IFO-chef"' in plan_text(sjuharad)


def test_a_text_follows_the_body_even_when_the_number_comes_first(sjuharad: Path, run: Run) -> None:
    assert run("follow", "9", "boras", "Första", "gruppen", "igång").code == 0
    assert 'comment = "Första gruppen igång"' in plan_text(sjuharad)


@pytest.mark.parametrize("written", ["16–18", "16-18", "16..18", "18-16", "16,17,18"])
def test_ranges_may_be_pasted(written: str, sjuharad: Path, run: Run) -> None:
    assert run("pick", "boras", written).code == 0
    assert plan_text(sjuharad).count('status = "not_started"') == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["set", "boras", "9", "--owner", "Enhetschef", "familjehem"], "”familjehem” går inte att tolka här."),
        (["set", "boras", "9", "--goal", "--dry-run"], "--goal"),
        (["set", "boras", "9", "--owner", "A", "--clear", "owner"], "--clear"),
        (["set", "boras", "9", "--due", "0001-01-01"], "--due"),
        (["pick", "boras", "16-18-20"], "18-20"),
        (["pick", "boras", "9x"], "9x"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_written(
    words: list[str], said: str, sjuharad: Path, run: Run
) -> None:
    before = plan_text(sjuharad)
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert plan_text(sjuharad) == before


def test_an_identity_number_is_refused_and_a_name_is_remarked_on(sjuharad: Path, run: Run) -> None:
    before = plan_text(sjuharad)
    refused = run("set", "boras", "9", "--goal", "Pojken 20121212-1212")
    assert refused.code == 2
    assert "personnummer" in refused.err
    assert plan_text(sjuharad) == before
    remarked = run("set", "boras", "9", "--owner", "Anna Svensson")
    assert remarked.code == 0
    assert "personnamn" in remarked.err


@pytest.mark.parametrize("word", ["klar", "G", "genomförd", "done"])
def test_a_status_may_be_said_in_many_ways(word: str, sjuharad: Path, run: Run) -> None:
    assert run("set", "boras", "9", "--status", word).code == 0
    assert 'status = "done"' in plan_text(sjuharad)


@pytest.mark.parametrize("target", ["report.odt", "folder/", ".", "no/such/folder/x.md"])
def test_a_report_goes_to_a_file_of_a_known_kind_in_a_folder_that_is_there(
    target: str, sjuharad: Path, run: Run
) -> None:
    before = sorted(sjuharad.rglob("*"))
    assert run("rollup", "--output", target).code != 0
    assert sorted(sjuharad.rglob("*")) == before


@pytest.mark.parametrize(
    "target", ["plans/boras.toml", "plans/notes.md", "plans/../plans/notes.md", "proposals/notes.md", "pipe.md"]
)
def test_a_report_replaces_nothing_of_the_workspaces_own_and_no_device(target: str, sjuharad: Path, run: Run) -> None:
    (sjuharad / "plans" / "notes.md").write_text("precious", "utf-8")
    (sjuharad / "proposals").mkdir(exist_ok=True)
    (sjuharad / "proposals" / "notes.md").write_text("precious", "utf-8")
    os.mkfifo(sjuharad / "pipe.md")
    before = {path: path.read_bytes() for path in sjuharad.rglob("*") if path.is_file()}
    assert run("rollup", "-f", "md", "--output", target, "--yes").code not in {0, 3}
    assert {path: path.read_bytes() for path in sjuharad.rglob("*") if path.is_file()} == before
    assert (sjuharad / "pipe.md").is_fifo()


def test_init_completes_a_folder_that_has_only_plans(tmp_path: Path, run: Run) -> None:
    (tmp_path / "plans").mkdir()
    assert run("init", "boras").code == 0
    assert {"actionplan.toml", "plan.schema.json"} <= {path.name for path in tmp_path.iterdir()}


def test_a_folder_that_is_not_there_is_no_workspace(sjuharad: Path, run: Run) -> None:
    assert sjuharad.is_dir()
    assert run("list", "-C", "saknas").code == 1
    assert run("list", "-C", "a" * 300).code == 1


@pytest.mark.parametrize("words", [["check", f"{'a' * 300}.toml"], ["rollup", "-O", f"{'a' * 300}.md"]])
def test_a_name_that_is_too_long_is_told(words: list[str], sjuharad: Path, run: Run) -> None:
    assert sjuharad.is_dir()
    ran = run(*words)
    assert ran.code in {1, 3}
    assert "Traceback" not in ran.err


def test_a_plan_with_faults_is_not_migrated(sjuharad: Path, run: Run) -> None:
    assert run("pick", "boras", "08").code == 0
    path = sjuharad / "plans" / "boras.toml"
    path.write_text(path.read_text("utf-8").replace("[proposal.08]", '[proposal.08]\nkommentar = "viktig"', 1), "utf-8")
    (sjuharad / "lista.txt").write_text("1. Nära arbetsledning\n2. Annat\n", "utf-8")
    assert run("catalogue", "import", "lista.txt", "--version", "ny", "--any-number").code == 0
    before = path.read_bytes()
    ran = run("catalogue", "migrate", "--to", "ny", "--accept")
    assert ran.code == 1
    assert "kommentar" in ran.err
    assert path.read_bytes() == before
