"""setup: a folder of plans becomes ready to be saved and shared, once and for all."""

import io
import os
import re
import sys
from pathlib import Path

import pytest

from actionplan.cli.app import invoke
from actionplan.cli.output import Output
from actionplan.cli.session import Session
from actionplan.workspace.automating import with_origin
from tests import goldens
from tests.cli.running import Run
from tests.gitting import EMAIL, NAME, GitWorld, commit_all, git, new_repository, run_git

FAULT = '\nstatus = "färdig"'
"""No status: the fault in a spoilt plan."""


@pytest.fixture(autouse=True)
def found(git_world: GitWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    """A workspace with a plan, in a folder with blanks and å, ä, ö; git knows nobody."""
    git_world.forget_identity()
    folder = tmp_path / "mapp med åäö"
    folder.mkdir()
    monkeypatch.chdir(folder)
    # Whether the program is installed beside Python or for the user is another test's matter.
    monkeypatch.setattr("actionplan.store.git.settings.shutil.which", lambda _name: None)
    assert run("init", "boras").code == 0
    return folder


def same(text: str, folder: Path) -> str:
    """An output without what differs between machines."""
    named = text.replace(str(folder.parent), "/tmp").replace(sys.executable, "/bin/python")  # noqa: S108 - a name
    return re.sub("─+", "───", named)


def ready(run: Run, *words: str) -> None:
    ran = run("setup", "--yes", "--name", NAME, "--email", EMAIL, *words)
    assert ran.code == 0, ran.err


def spoil(path: Path) -> None:
    before, header, after = path.read_text("utf-8").partition("\n[proposal.02]")
    title, _newline, rest = after.partition("\n")
    path.write_text(f"{before}{header}{title}{FAULT}\n{rest}", "utf-8")


def repair(path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace(FAULT, ""), "utf-8")


def stopped(folder: Path, *words: str) -> str:
    """What is said when a commit is stopped for faults in plans."""
    ran = git(folder, "commit", *words, "-m", "x")
    said = ran.stderr.decode()
    assert ran.returncode == 1, said
    assert said.endswith("Inget är sparat: planerna har felen ovan. Rätta dem och spara igen.\n"), said
    return said


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_whole_course_in_words(lang: str, found: Path, run: Run) -> None:
    words = ("setup", "--lang", lang)
    told = []
    for further in (
        ("--dry-run", "--share", "https://git.example.org/planer.git"),
        ("--yes",),
        ("--name", NAME, "--email", EMAIL, "--share", "https://git.example.org/planer.git", "--ci", "gitlab"),
        ("--ci", "gitlab"),
        ("--share", "https://other.example.org/"),
    ):
        if further == ("--ci", "gitlab"):
            stated = with_origin((found / ".gitlab-ci.yml").read_text("utf-8"), "./program")
            (found / ".gitlab-ci.yml").write_text(stated, "utf-8")
            commit_all(found)
        ran = run(*words, *further, COLUMNS="1000")
        told.append(f"$ actionplan {' '.join(words + further)}\n{ran.out}{ran.err}({ran.code})\n")
    goldens.check(f"cli/setup.{lang}.txt", same("\n".join(told), found))


def test_a_dry_run_writes_nothing(found: Path, run: Run) -> None:
    before = sorted(path for path in found.rglob("*"))
    ran = run("setup", "--dry-run", "--ci", "github", "--name", NAME, "--email", EMAIL)
    assert ran.code == 0
    assert sorted(path for path in found.rglob("*")) == before
    new_repository(found)
    state = (found / ".git" / "config").read_bytes()
    assert run("setup", "--dry-run", "--name", NAME, "--email", EMAIL).code == 0
    assert (found / ".git" / "config").read_bytes() == state
    assert not (found / ".git" / "hooks" / "pre-commit").exists()


def test_without_yes_nobody_is_asked_and_nothing_is_made(found: Path, run: Run) -> None:
    ran = run("setup")
    assert (ran.code, ran.out) == (1, "")
    assert "--yes" in ran.err
    assert not (found / ".git").exists()


def test_the_settings_of_the_user_are_left_alone(git_world: GitWorld, run: Run) -> None:
    before = git_world.settings.read_bytes()
    ready(run, "--ci", "azure", "--share", "https://example.org/x.git")
    assert git_world.settings.read_bytes() == before
    assert sorted(path.name for path in git_world.home.iterdir()) == [".gitconfig"]


def test_a_commit_with_faults_is_stopped_and_let_through_after_repair(found: Path, run: Run) -> None:
    ready(run)
    commit_all(found)
    path = found / "plans" / "boras.toml"
    spoil(path)
    run_git(found, "add", "plans")
    assert stopped(found).startswith("plans/boras.toml:39:1: fel: proposal.02.status:")
    repair(path)
    # The folder is in order now, but what is about to be saved is not.
    stopped(found)
    path.write_text(path.read_text("utf-8") + "\n# klart\n", "utf-8")
    run_git(found, "add", "plans")
    spoil(path)
    # And the other way round.
    assert git(found, "commit", "-m", "x").returncode == 0


def test_what_is_no_plan_is_not_looked_at(found: Path, run: Run) -> None:
    ready(run)
    commit_all(found)
    spoil(found / "plans" / "boras.toml")
    (found / "beslut.txt").write_text("x")
    run_git(found, "add", "beslut.txt")
    assert git(found, "commit", "-m", "x").stderr == b""
    run_git(found, "rm", "--quiet", "--force", "plans/boras.toml")
    assert git(found, "commit", "-m", "borta").returncode == 0


@pytest.mark.parametrize("where", ["main", "worktree"])
def test_a_workspace_in_a_folder_of_another_repository(where: str, tmp_path: Path, run: Run) -> None:
    top = new_repository(tmp_path / "annat")
    (top / "kod.py").write_text("x = 1\n")
    (top / ".gitattributes").write_text("*.py text\n")
    inner = top / "vår mapp"
    inner.mkdir()
    assert run("init", "mark", "-C", str(inner)).code == 0
    ran = run("setup", "-C", str(inner), "--name", NAME, "--email", EMAIL, "--ci", "github")
    assert ran.code == 0, ran.err
    assert (top / ".gitattributes").read_text() == "*.py text\n"
    assert "ACTIONPLAN_WORKSPACE: 'vår mapp'" in (top / ".github/workflows/actionplan.yml").read_text("utf-8")
    commit_all(top)
    here = top
    if where == "worktree":
        here = tmp_path / "gren"
        run_git(top, "worktree", "add", "--quiet", str(here), "-b", "gren")
        assert "i ordning" in run("setup", "-C", str(here / "vår mapp")).out
    spoil(here / "vår mapp" / "plans" / "mark.toml")
    for words in (("-a",), ("--only", "vår mapp/plans/mark.toml")):
        assert stopped(here, *words).startswith("plans/mark.toml:39:1: fel:")


def test_two_workspaces_in_one_repository_share_the_hook(tmp_path: Path, run: Run) -> None:
    top = new_repository(tmp_path / "annat")
    for name in ("mark", "ulricehamn"):
        (top / name).mkdir()
        run("init", name, "-C", str(top / name))
        assert run("setup", "-C", str(top / name), "--name", NAME, "--email", EMAIL).code == 0
    commit_all(top)
    for name in ("mark", "ulricehamn"):
        spoil(top / name / "plans" / f"{name}.toml")
        run_git(top, "add", ".")
        assert f"plans/{name}.toml:39:1" in stopped(top)
        run_git(top, "reset", "--quiet", "--hard")


def test_a_program_that_is_gone_keeps_nobody_from_saving(found: Path, run: Run) -> None:
    ready(run)
    hook = found / ".git" / "hooks" / "pre-commit"
    hook.write_text(hook.read_text("utf-8").replace(sys.executable, "/no/such/python"), "utf-8")
    spoil(found / "plans" / "boras.toml")
    run_git(found, "add", ".")
    ran = git(found, "commit", "-m", "x")
    assert ran.returncode == 0
    assert ran.stderr.decode() == (
        "actionplan kan inte startas: planerna sparas utan att kontrolleras. Rätta till det med: actionplan setup\n"
    )
    assert "fel" in run("doctor").out
    assert run("setup").code == 0
    assert sys.executable in hook.read_text("utf-8")


def test_settings_that_cannot_be_read_keep_nobody_from_saving(found: Path, run: Run) -> None:
    ready(run)
    (found / "actionplan.toml").write_text("format = \n")
    run_git(found, "add", ".")
    ran = git(found, "commit", "-m", "x")
    assert ran.returncode == 0
    assert "actionplan.toml:1" in ran.stderr.decode()
    assert "Planerna sparas utan att kontrolleras." in ran.stderr.decode()


def test_a_hook_of_somebody_else_stays_and_can_call_ours(found: Path, run: Run) -> None:
    hook = new_repository(found) / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho egen\n")
    hook.chmod(0o755)
    ran = run("setup", "--name", NAME, "--email", EMAIL, COLUMNS="900")
    assert ran.code == 0
    assert hook.read_text() == "#!/bin/sh\necho egen\n"
    line = ran.out.partition("Lägg till den här raden i den: ")[2].splitlines()[0].strip()
    hook.write_text(f"#!/bin/sh\n{line}\n")
    assert "kvar" not in run("setup").out
    commit_all(found)
    spoil(found / "plans" / "boras.toml")
    assert "plans/boras.toml:39:1" in git(found, "commit", "-a", "-m", "x").stderr.decode()
    assert run_git(found, "rev-list", "--count", "HEAD") == "1"
    repair(found / "plans" / "boras.toml")
    (found / "plans" / "mer.txt").write_text("x")
    run_git(found, "add", ".")
    assert git(found, "commit", "-a", "-m", "x").returncode == 0


@pytest.mark.parametrize("elsewhere", [True, False])
def test_the_folder_that_git_takes_hooks_from(elsewhere: bool, found: Path, tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "gemensamma" if elsewhere else found / ".git" / "egna"
    run_git(new_repository(found), "config", "core.hooksPath", str(folder))
    ran = run("setup", "--name", NAME, "--email", EMAIL, COLUMNS="900")
    assert (folder / "pre-commit").exists() is not elsewhere
    assert ("check --staged >&2" in ran.out) is elsewhere
    assert not (found / ".git" / "hooks" / "pre-commit").exists()


def test_the_hook_of_the_program_pre_commit(found: Path, run: Run) -> None:
    hook = new_repository(found) / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\n# File generated by pre-commit: https://pre-commit.com\n")
    assert "actionplan-check" in run("setup", COLUMNS="400").out
    (found / ".pre-commit-config.yaml").write_text("repos:\n- hooks:\n  - id: actionplan-check\n")
    assert "actionplan-check" not in run("setup", COLUMNS="400").out


def test_lines_against_plans_are_named_and_left(found: Path, run: Run) -> None:
    ready(run)
    path = found / ".gitattributes"
    path.write_text(path.read_text() + "plans/*.toml merge=union\n")
    ran = run("setup", COLUMNS="400")
    assert "rad 3 (plans/*.toml merge=union)" in ran.out
    assert "merge=union förstör planer" in ran.out
    assert path.read_text().endswith("merge=union\n")
    assert run("doctor").code == 1


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--name", "Anna <a@b>"),
        ("--name", "rad\nrad"),
        ("--name", " - "),
        ("--email", "a@b\nuser.name=x"),
        ("--email", "ifo"),
        ("--email", "<ifo@example.org>"),
        ("--share", "--upload-pack=touch x"),
        ("--share", "ext::sh -c touch% x"),
        ("--share", ""),
        ("--ci", "jenkins"),
    ],
)
def test_what_git_would_misunderstand_is_refused(option: str, value: str, found: Path, run: Run) -> None:
    ran = run("setup", "--yes", f"{option}={value}")
    assert (ran.code, ran.out) == (2, "")
    assert not (found / ".git").exists()


def test_an_address_to_share_at_is_set_once(found: Path, tmp_path: Path, run: Run) -> None:
    ready(run, "--share", "../delad.git")
    place = (tmp_path / "delad.git").as_posix()
    assert run_git(found, "remote", "get-url", "origin") == place
    assert f"origin ({place})" in run("setup", "--share", "../delad.git", COLUMNS="400").out
    new_repository(tmp_path / "delad.git", "--bare")
    ran = run("setup", "--share", "https://anna:hemligt@example.org/x.git")
    assert ran.code == 1
    assert "hemligt" not in ran.out + ran.err
    assert run_git(found, "remote", "get-url", "origin") == place


def test_a_way_around_in_a_path_is_not_shown(found: Path, tmp_path: Path, run: Run) -> None:
    new_repository(tmp_path / "delad.git", "--bare")
    ready(run)
    run_git(found, "remote", "add", "origin", f"{found.as_posix()}/../delad.git")
    for words in (("setup",), ("doctor",)):
        said = run(*words, COLUMNS="400").out
        assert f"{tmp_path.as_posix()}/delad.git" in said
        assert ".." not in said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--name", NAME), f"namnet är {NAME}, men e-postadressen som hör till saknas"),
        (("--email", EMAIL), f"e-postadressen är {EMAIL}, men namnet som hör till saknas"),
    ],
)
def test_a_name_without_an_address_is_a_failure(given: tuple[str, ...], said: str, found: Path, run: Run) -> None:
    ran = run("setup", "--yes", *given, COLUMNS="400")
    assert ran.code == 1
    assert said in ran.out
    assert given[1] in ran.out.partition("actionplan setup --name")[2]
    assert said in run("setup", "--dry-run", *given, COLUMNS="400").out
    assert git(found, "config", "--local", "user.name").stdout == b""


def test_it_is_said_that_a_service_must_be_told_where_the_program_comes_from(found: Path, run: Run) -> None:
    new_repository(found)
    ready(run, "--ci", "github")
    commit_all(found)
    path = found / ".github/workflows/actionplan.yml"
    said = run("setup", "--ci", "github", COLUMNS="400").out
    assert "Ange i .github/workflows/actionplan.yml, vid ACTIONPLAN_FROM, varifrån" in said
    path.write_text(with_origin(path.read_text("utf-8"), "./program"), "utf-8")
    assert "Ange i" not in run("setup", "--ci", "github", COLUMNS="400").out


def test_a_file_of_the_service_that_is_there_stays(found: Path, run: Run) -> None:
    ready(run, "--ci", "github")
    (found / ".gitlab-ci.yml").write_text("stages: []\n")
    ran = run("setup", "--ci", "gitlab")
    assert ran.code == 1
    assert (found / ".gitlab-ci.yml").read_text() == "stages: []\n"
    assert "\nactionplan-check:\n  image: python" in ran.out


def test_without_git(found: Path, tmp_path: Path, run: Run) -> None:
    ran = run("setup", "--yes", PATH=str(tmp_path))
    assert (ran.code, ran.out) == (1, "")
    assert "Git" in ran.err
    assert not (found / ".git").exists()
    assert run("doctor", PATH=str(tmp_path)).code == 0


def test_a_folder_that_git_does_not_trust(found: Path, run: Run) -> None:
    new_repository(found)
    ran = run("setup", GIT_TEST_ASSUME_DIFFERENT_OWNER="1")
    assert ran.code == 1
    assert "git config --global --add safe.directory" in ran.err


def test_the_hook_can_be_run(found: Path, run: Run) -> None:
    ready(run)
    assert os.access(found / ".git" / "hooks" / "pre-commit", os.X_OK)


def test_a_person_is_asked(found: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    err = io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"j\n{NAME}\n{EMAIL}\n"))
    output = Output(io.StringIO(), err, color=False, width=400, interactive=True)
    assert invoke(["setup"], Session(Path(), output)) == 0
    assert err.getvalue() == (
        f"I {found} sparas inga versioner än. Ska det börja göras där? [j/N] "
        "I vems namn ska det sparas? Planer är allmänna handlingar: skriv en funktion, inte en person.\n"
        "Funktion, till exempel Utvecklingsledare IFO: Funktionens e-postadress: Allt är i ordning.\n"
    )
    assert run_git(found, "config", "--local", "user.name") == NAME
    assert run_git(found, "config", "--local", "user.email") == EMAIL


def test_a_person_who_does_not_answer_is_told_what_is_left(found: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.StringIO("j\n\n\n"))
    assert invoke(["setup"], Session(Path(), Output(out, io.StringIO(), color=False, width=400, interactive=True))) == 0
    assert "git vet inte i vems namn" in out.getvalue()
    assert (found / ".git").is_dir()
