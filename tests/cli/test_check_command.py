"""check: silent when all is well; otherwise every problem, as text, as JSON, and as continuous integration reads it."""

import json
from pathlib import Path

import pytest

from tests.cli.running import Run


@pytest.fixture
def faulty(sjuharad: Path) -> Path:
    path = sjuharad / "plans" / "boras.toml"
    text = path.read_text("utf-8")
    text = text.replace("[proposal.01]", '[proposal.01]\nonwer = "100 %: a, b"\nstatus = "declined"', 1)
    text = text.replace("[proposal.02]", '[proposal.02]\nowner = "Anna Svensson"\nstatus = "done"', 1)
    path.write_text(text, "utf-8")
    return sjuharad


def test_silent_and_0_when_clean(sjuharad: Path, run: Run) -> None:
    for words in (("check",), ("check", "--strict"), ("check", "boras"), ("check", "plans/boras.toml")):
        ran = run(*words)
        assert (ran.code, ran.raw, ran.err) == (0, b"", "")
    assert json.loads(run("check", "--json").raw) == {"schema": 1, "problems": []}
    assert json.loads(run("check", "--format", "gitlab").raw) == []
    assert run("check", str(sjuharad / "plans" / "mark.toml")).code == 0


@pytest.mark.usefixtures("faulty")
def test_every_problem_with_place_and_repair(run: Run) -> None:
    ran = run("check")
    assert (ran.code, ran.err) == (3, "")
    lines = ran.out.splitlines()
    assert [line.partition(" ")[0] for line in lines if line.startswith("plans")] == [
        "plans/boras.toml:24:1:",
        "plans/boras.toml:25:1:",
    ]
    assert sum(line.startswith("    → ") for line in lines) == 2
    assert lines[-1] == "2 problem i 1 fil."
    assert "owner" in lines[0]


@pytest.mark.usefixtures("faulty")
def test_the_strict_tier_says_more(run: Run) -> None:
    basic = {row["code"] for row in json.loads(run("check", "--json").raw)["problems"]}
    strict = {row["code"] for row in json.loads(run("check", "--json", "--strict").raw)["problems"]}
    assert basic == {"unknown_key", "reason_missing"}
    assert strict - basic == {"owner_is_a_person", "done_without_followup"}


@pytest.mark.usefixtures("faulty")
def test_only_the_plans_that_are_named(run: Run) -> None:
    assert run("check", "mark").code == 0
    assert run("check", "boras").code == 3
    assert run("check", "mark", "plans/boras.toml").code == 3


@pytest.mark.usefixtures("faulty")
def test_github(run: Run) -> None:
    ran = run("check", "--format", "github")
    assert ran.code == 3
    first, second = ran.out.splitlines()
    assert first.startswith("::error file=plans/boras.toml,line=24,col=1,title=proposal.01.onwer::")
    assert second.startswith("::error file=plans/boras.toml,line=25,col=1,title=proposal.01.status::")


def test_github_escapes(sjuharad: Path, run: Run) -> None:
    (sjuharad / "plans" / "a,b 100%.toml").write_bytes(b'x = "50 % \n')
    said = run("check", "--format", "github").out
    assert said.count("\n") == 1
    assert said.startswith("::error file=plans/a%2Cb 100%25.toml,line=1,")
    assert "50 %25" in said
    assert "%0A" not in said.partition("::error ")[2].partition("::")[0]


@pytest.mark.usefixtures("faulty")
def test_gitlab(run: Run) -> None:
    ran = run("check", "--format", "gitlab", "--strict")
    assert ran.code == 3
    rows = json.loads(ran.raw)
    assert {row["severity"] for row in rows} == {"major", "minor"}
    assert rows[0]["location"] == {"path": "plans/boras.toml", "lines": {"begin": 24}}
    assert len({row["fingerprint"] for row in rows}) == len(rows) == 4
    assert json.loads(run("check", "--format", "gitlab", "--strict").raw) == rows


def test_a_file_that_is_not_there(sjuharad: Path, run: Run) -> None:
    ran = run("check", "plans/nowhere.toml")
    assert ran.code == 3
    assert ran.out.startswith("plans/nowhere.toml: fel: filen finns inte")
    assert sjuharad.is_dir()


def test_two_plans_for_one_body_are_told(sjuharad: Path, run: Run) -> None:
    run("pick", "boras", "09")
    (sjuharad / "plans" / "copy.toml").write_bytes((sjuharad / "plans" / "boras.toml").read_bytes())
    ran = run("check")
    assert ran.code == 3
    assert "plans/copy.toml" in ran.out
    assert "plans/boras.toml" in ran.out
    assert run("show", "boras").code == 2
