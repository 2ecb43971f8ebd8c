"""check --staged looks at plans as git would commit them; check FILE at files of any workspace."""

import json
from pathlib import Path

import pytest

from tests.cli.running import Run
from tests.gitting import GitWorld, commit_all, git, new_repository, run_git

pytestmark = pytest.mark.usefixtures("git_world")


@pytest.fixture
def staged(sjuharad: Path) -> Path:
    """A workspace in a new repository, in which everything is about to be saved for the first time."""
    run_git(new_repository(sjuharad), "add", ".")
    return sjuharad


def fault(path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace("\n[proposal.01]", "\nunknown = 1\n[proposal.01]", 1), "utf-8")


def codes(run: Run, *words: str) -> list[tuple[str, str]]:
    ran = run("check", "--staged", "--json", *words)
    found = json.loads(ran.raw)["problems"]
    assert ran.code == (3 if any(one["severity"] == "error" for one in found) else 0)
    return [(one["file"], one["code"]) for one in found]


def test_what_is_only_doubtful_is_told_and_stops_nobody(staged: Path, run: Run) -> None:
    fault(staged / "plans" / "boras.toml")
    run_git(staged, "add", ".")
    ran = run("check", "--staged")
    assert ran.code == 0
    assert "varning" in ran.out
    assert run("check", "--staged", "--strict").code == 3
    plan = staged / "plans" / "mark.toml"
    plan.write_text(plan.read_text("utf-8").replace("\n[proposal.01]", "\ndecided = 1\n[proposal.01]", 1), "utf-8")
    run_git(staged, "add", ".")
    assert run("check", "--staged").code == 3


def test_before_the_first_commit(staged: Path, run: Run) -> None:
    assert codes(run) == []
    fault(staged / "plans" / "boras.toml")
    assert codes(run) == []
    run_git(staged, "add", ".")
    assert codes(run) == [("plans/boras.toml", "unknown_key")]
    assert run("check", "--staged").out == run("check").out


def test_only_what_differs_from_the_last_commit(staged: Path, run: Run) -> None:
    fault(staged / "plans" / "boras.toml")
    commit_all(staged)
    assert codes(run) == []
    fault(staged / "plans" / "mark.toml")
    run_git(staged, "add", ".")
    assert codes(run) == [("plans/mark.toml", "unknown_key")]
    assert codes(run, "boras") == []
    assert codes(run, "mark") == codes(run, "plans/mark.toml") == [("plans/mark.toml", "unknown_key")]


def test_removed_and_renamed_plans(staged: Path, run: Run) -> None:
    commit_all(staged)
    run_git(staged, "rm", "--quiet", "plans/mark.toml")
    assert codes(run) == []
    (staged / "plans" / "äldre").mkdir()
    run_git(staged, "mv", "plans/boras.toml", "plans/äldre/borås å.toml")
    assert codes(run) == []
    fault(staged / "plans" / "äldre" / "borås å.toml")
    run_git(staged, "add", ".")
    assert codes(run) == [("plans/äldre/borås å.toml", "unknown_key")]


def test_two_plans_for_one_body_in_the_next_commit(staged: Path, run: Run) -> None:
    run("pick", "boras", "09")
    commit_all(staged)
    (staged / "plans" / "copy.toml").write_bytes((staged / "plans" / "boras.toml").read_bytes())
    assert codes(run) == []
    run_git(staged, "add", ".")
    assert [source for source, _code in codes(run)] == ["plans/copy.toml"]
    run_git(staged, "rm", "--quiet", "--cached", "plans/boras.toml")
    # It is still in the folder, but not in what is about to be saved.
    assert codes(run) == []


def test_what_cannot_be_read(staged: Path, run: Run) -> None:
    (staged / "plans" / "boras.toml").write_bytes(b"\xff\xfe\x00")
    (staged / "plans" / "mark.toml").write_bytes(b"x = ")
    (staged / "plans" / "tom.toml").write_bytes(b"")
    (staged / "plans" / "stor.toml").write_bytes(b"#" * 5_000_001 * 3)
    run_git(staged, "add", ".")
    on_disk = [(one["file"], one["code"]) for one in json.loads(run("check", "--json").raw)["problems"]]
    assert codes(run) == on_disk
    assert {source for source, _code in on_disk} == {f"plans/{name}.toml" for name in ("boras", "mark", "stor", "tom")}


def test_the_list_that_git_names(staged: Path, run: Run) -> None:
    commit_all(staged)
    fault(staged / "plans" / "boras.toml")
    run_git(staged, "add", ".", GIT_INDEX_FILE=str(staged / ".git" / "own"))
    assert codes(run) == []
    ran = run("check", "--staged", GIT_INDEX_FILE=".git/own")
    assert "unknown" in ran.out


def test_links_are_followed_as_in_the_folder(staged: Path, run: Run) -> None:
    commit_all(staged)
    (staged / "plans" / "annan.toml").symlink_to("nowhere.toml")
    run_git(staged, "add", ".")
    assert [source for source, _code in codes(run)] == ["plans/annan.toml"]


def test_what_is_not_put_together_yet(staged: Path, run: Run) -> None:
    path = staged / "plans" / "boras.toml"
    commit_all(staged)
    before = path.read_text("utf-8")
    for branch in ("a", "b"):
        run_git(staged, "switch", "--quiet", "--create", branch, "main")
        path.write_text(f"# {branch}\n{before}", "utf-8")
        commit_all(staged)
    assert git(staged, "merge", "a").returncode == 1
    ran = run("check", "--staged")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err


def test_without_a_repository_or_git(sjuharad: Path, run: Run, git_world: GitWorld) -> None:
    ran = run("check", "--staged")
    assert (ran.code, ran.out) == (1, "")
    assert str(sjuharad) in ran.err
    assert run("check", "--staged", PATH=str(git_world.home)).code == 1


def test_files_are_named_from_the_present_folder_as_pre_commit_does(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = new_repository(tmp_path / "annat")
    inner = top / "vår mapp"
    inner.mkdir()
    run("init", "sjuharad", "-C", str(inner))
    fault(inner / "plans" / "boras.toml")
    monkeypatch.chdir(top)
    assert run("check", "vår mapp/plans/mark.toml").code == 0
    ran = run("check", "vår mapp/plans/mark.toml", "vår mapp/plans/boras.toml")
    assert ran.code == 3
    assert ran.out.startswith("vår mapp/plans/boras.toml:23:1: varning: plan.unknown:"), ran.out
    monkeypatch.chdir(inner / "plans")
    assert run("check", "boras.toml").out.startswith("plans/boras.toml:23:1:")


def test_each_file_is_held_against_its_own_workspace(tmp_path: Path, run: Run) -> None:
    other = tmp_path / "annat"
    other.mkdir()
    for folder in (other, tmp_path):
        run("init", "boras", "-C", str(folder))
        run("pick", "boras", "09", "-C", str(folder))
    # Two plans for Borås, but in two workspaces.
    assert run("check", "plans/boras.toml", "annat/plans/boras.toml").code == 0
    fault(other / "plans" / "boras.toml")
    assert run("check", "plans/boras.toml", "annat/plans/boras.toml").out.startswith("annat/plans/boras.toml:")


@pytest.mark.parametrize("form", ["github", "gitlab"])
def test_services_find_files_from_the_top_of_the_repository(form: str, tmp_path: Path, run: Run) -> None:
    top = new_repository(tmp_path / "annat")
    inner = top / "arbete"
    inner.mkdir()
    run("init", "boras", "-C", str(inner))
    fault(inner / "plans" / "boras.toml")
    assert "arbete/plans/boras.toml" in run("check", "--format", form, "-C", str(inner)).out
    assert "arbete" not in run("check", "-C", str(inner)).out
