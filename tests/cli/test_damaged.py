"""A repository that is damaged, or that has lost something, is told of: never that nothing was saved."""

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.cli.running import Ran, Run
from tests.damaging import BORAS, DAMAGES, loose, partial, sound, unsaved
from tests.gitting import GitWorld, commit_all, new_repository, run_git
from tests.histories import BROKEN

CURVES = (
    ("trend",),
    ("trend", "--json"),
    ("trend", "boras"),
    ("history", "boras", "09"),
    ("rollup", "--as-of", "2016-06-30"),
)
SINCE = (("log", "boras"), ("diff", "2016-06-30.."), ("meeting", "--since", "2016-06-30"))


def is_told(ran: Ran) -> bool:
    """Whether what is wrong is told in Swedish with a next step, and nothing else."""
    steps = ("actionplan init --from", "Kontrollera anslutningen")
    is_silent = "Inget har sparats" in ran.out + ran.err or "inte förberedd" in ran.err
    return ran.code == 1 and not ran.out and any(step in ran.err for step in steps) and not is_silent


@pytest.fixture
def damaged(request: pytest.FixtureRequest, tmp_path: Path, git_world: GitWorld) -> Path:
    """A repository with the damage that the test names."""
    top = DAMAGES[request.param](tmp_path / "mapp")
    git_world.patch.chdir(top)
    return top


@pytest.mark.parametrize("damaged", DAMAGES, indirect=True)
def test_every_command_that_looks_back_tells_of_it(
    run: Run, damaged: Path, tmp_path: Path, git_world: GitWorld
) -> None:
    # Twice, since nothing that was found on the way may be kept as if it were so.
    told = [(words, run(*words)) for words in (*CURVES, *SINCE) * 2]
    git_world.patch.chdir(sound(tmp_path / "sund"))
    for words, ran in told:
        # What is lost need not be asked for: then the answer has to be right.
        assert is_told(ran) or (ran.code == 0 and ran.raw == run(*words).raw), (damaged, words, ran)
    assert all(is_told(ran) for words, ran in told if words[0] in {"trend", "log"})


@pytest.mark.parametrize("damaged", DAMAGES, indirect=True)
@pytest.mark.usefixtures("damaged")
def test_a_report_is_written_without_its_curve(run: Run) -> None:
    assert run("rollup").code == 0
    ran = run("rollup", "--format", "md")
    assert ran.code == 0
    assert "Borås" in ran.out
    assert "Rapporten visar inte hur arbetet har utvecklats: " in ran.err
    assert "Inget har sparats" not in ran.out + ran.err


def findings(ran: Ran) -> dict[str, dict[str, str]]:
    return {row["what"]: row for row in json.loads(ran.raw)["findings"] if row["state"] != "ok"}


@pytest.mark.parametrize("damaged", DAMAGES, indirect=True)
def test_doctor_finds_it(run: Run, damaged: Path) -> None:
    ran = run("doctor", "--json")
    if damaged.name == "partial":
        # As it was wished: there is nothing to mend as long as the place answers.
        assert findings(ran)["Sparade versioner"]["state"] == "note"
        return
    assert ran.code == 1
    found = [row for row in findings(ran).values() if row["state"] == "fault"]
    assert {row["what"] for row in found} <= {"Versioner", "Sparade versioner"}
    assert "actionplan init --from" in found[0]["repair"]
    # Once is enough.
    assert len({row["found"] for row in found}) == len(found)


@pytest.mark.parametrize("damaged", DAMAGES, indirect=True)
def test_nothing_is_saved_on_top_of_it(run: Run, damaged: Path) -> None:
    """Unless what is lost has nothing to do with it."""
    git = damaged / ".git"
    before = [(path, path.read_bytes()) for path in (git / "HEAD", git / "refs/heads/main") if path.is_file()]
    path = damaged / BORAS
    path.write_text(path.read_text("utf-8").replace('"done"', '"started"'), "utf-8")
    ran = run("save", "--message", "x")
    assert "Ny plan" not in ran.out
    assert "inte förberedd" not in ran.err
    if ran.code:
        assert "actionplan init --from" in ran.err
        assert [(path, path.read_bytes()) for path, _content in before] == before
    else:
        assert run_git(damaged, "rev-parse", "--verify", "HEAD~1")


def test_what_is_mended_is_read(run: Run, tmp_path: Path, git_world: GitWorld) -> None:
    top = sound(tmp_path / "mapp")
    git_world.patch.chdir(top)
    told = [run(*words, "--no-cache").out for words in CURVES[:4]]
    path = loose(top, f"HEAD~1:{BORAS}")
    hidden = path.rename(tmp_path / "hidden")
    assert all(is_told(run(*words)) for words in CURVES)
    hidden.rename(path)
    assert [run(*words).out for words in CURVES[:4]] == told
    assert "fault" not in run("doctor", "--json").out


def test_a_promise_is_kept_when_the_place_answers(run: Run, tmp_path: Path, git_world: GitWorld) -> None:
    folder = tmp_path / "mapp"
    top = partial("blob:none")(folder)
    git_world.patch.chdir(top)
    assert is_told(run("trend"))
    (folder / "gone").rename(folder / "whole")
    assert run("trend").code == 0


def test_a_repository_that_nothing_was_saved_in_is_in_order(run: Run, tmp_path: Path, git_world: GitWorld) -> None:
    top = unsaved(tmp_path / "mapp")
    git_world.patch.chdir(top)
    assert "Inget har sparats här än" in run("trend").out
    assert "fault" not in run("doctor", "--json").out
    assert run("save", "--message", "x").code == 0
    # To take back the first save is no damage.
    run_git(top, "update-ref", "-d", "HEAD")
    assert "Inget har sparats här än" in run("trend").out


def test_a_folder_without_a_repository_is_in_order(run: Run, tmp_path: Path, git_world: GitWorld) -> None:
    top = unsaved(tmp_path / "mapp")
    (top / ".git").rename(tmp_path / "elsewhere")
    # Of no meaning to git.
    (tmp_path / ".git").mkdir()
    git_world.patch.chdir(top)
    assert "har inga sparade versioner" in run("trend").out
    assert "actionplan setup" in run("log", "boras").err


def test_a_file_beside_the_plans_that_is_lost_is_not_taken_for_a_new_one(
    run: Run, tmp_path: Path, git_world: GitWorld
) -> None:
    top = sound(tmp_path / "mapp")
    git_world.patch.chdir(top)
    loose(top, "HEAD~1:.gitattributes").unlink()
    assert is_told(run("diff", "HEAD~1.."))
    assert run("diff", "HEAD~2..").code == 0
    assert run("diff", "HEAD~2..HEAD").code == 0


def test_what_is_lost_is_not_passed_over_for_something_older(run: Run, tmp_path: Path, git_world: GitWorld) -> None:
    top = sound(tmp_path / "mapp")
    git_world.patch.chdir(top)
    git_world.at("2016-09-20T12:00:00+02:00")
    (top / BORAS).write_text(BROKEN, "utf-8")
    commit_all(top)
    assert run("trend").code == 5
    loose(top, f"HEAD~1:{BORAS}").unlink()
    assert is_told(run("trend", "--no-cache"))


def test_one_who_is_on_a_branch_that_is_not_there_is_told_of_the_others(
    run: Run, tmp_path: Path, git_world: GitWorld
) -> None:
    git_world.patch.chdir(DAMAGES["HEAD of a branch that is not there"](tmp_path / "mapp"))
    said = run("trend").err
    assert "(gone)" in said
    assert "sparade versioner i main: gå dit med git switch" in said
    run_git(Path.cwd(), "switch", "--quiet", "main")
    assert run("trend").code == 0


@pytest.mark.parametrize("part", ["HEAD", "objects"])
def test_another_repository_above_is_not_taken_for_it(run: Run, tmp_path: Path, git_world: GitWorld, part: str) -> None:
    new_repository(tmp_path)
    top = sound(tmp_path / "mapp")
    (top / ".git" / part).rename(tmp_path / "lost")
    git_world.patch.chdir(top)
    ran = run("trend")
    assert is_told(ran)
    assert str(top / ".git") in ran.err


def test_a_branch_that_others_know_is_told_apart_from_a_name_that_nobody_has(
    run: Run, tmp_path: Path, git_world: GitWorld
) -> None:
    top = sound(tmp_path / "mapp")
    git_world.patch.chdir(top)
    run_git(top, "branch", "other", "HEAD~1")
    run_git(top, "switch", "--quiet", "--create", "third")
    (top / ".git" / "refs" / "heads" / "other").write_bytes(b"1" * 40 + b"\n")
    assert is_told(run("diff", "other.."))
    assert run("diff", "nobody..").code == 2
    assert run("diff", f"{'1' * 40}..").code == 2


@pytest.mark.parametrize("name", ["HEAD~1", f"HEAD~1:{BORAS}"])
def test_a_source_that_is_damaged_is_named(run: Run, tmp_path: Path, git_world: GitWorld, name: str) -> None:
    source = sound(tmp_path / "källa")
    top = new_repository(tmp_path / "mapp")
    (top / "actionplan.toml").write_text(
        f'format = 1\nregion = "sjuharad"\n[source.granne]\nfolder = "{source.as_posix()}"\n', "utf-8"
    )
    git_world.patch.chdir(top)
    assert run("trend").code == 0
    loose(source, name).unlink()
    ran = run("trend", "--no-cache")
    assert is_told(ran)
    assert str(source) in ran.err
    assert run("rollup").code == 0


def test_the_copy_of_a_source_that_is_damaged_is_fetched_anew(run: Run, tmp_path: Path, git_world: GitWorld) -> None:
    source = sound(tmp_path / "källa")
    top = new_repository(tmp_path / "mapp")
    (top / "actionplan.toml").write_text(
        f'format = 1\nregion = "sjuharad"\n[source.granne]\nrepository = "{source.as_uri()}"\n', "utf-8"
    )
    git_world.patch.chdir(top)
    assert run("fetch").code == 0
    told = run("trend").out
    (copy,) = (head.parent for head in Path(os.environ["ACTIONPLAN_CACHE_DIR"]).rglob("*.git/HEAD"))
    id_ = run_git(source, "rev-parse", f"HEAD~1:{BORAS}")
    (copy / "objects" / id_[:2] / id_[2:]).unlink()
    ran = run("trend", "--no-cache")
    assert ran.code == 1
    assert str(copy) in ran.err
    assert "actionplan fetch" in ran.err
    shutil.rmtree(copy)
    assert run("fetch").code == 0
    assert run("trend", "--no-cache").out == told
