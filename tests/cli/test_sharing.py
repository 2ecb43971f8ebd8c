"""sync, resolve and merge-driver as a person or a script meets them: words, questions and exit codes."""

import datetime as dt
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from actionplan.cli.main import main
from actionplan.core.status import Status
from actionplan.store.toml import loads
from tests import goldens
from tests.cli.running import Ran, Run
from tests.gitting import GitWorld, git, run_git
from tests.workspace.clones import Colleague, colleagues, hook, marked


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def at_terminal(given: str, *words: str) -> Ran:
    """Run a command line for somebody who writes these lines."""
    out, err = io.BytesIO(), io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "80")
        patch.setenv("NO_COLOR", "1")
        patch.setattr(sys, "stdin", Terminal(io.BytesIO(given.encode()), "utf-8"))
        patch.setattr(sys, "stdout", Terminal(out, "utf-8"))
        patch.setattr(sys, "stderr", Terminal(err, "utf-8"))
        code = main(list(words))
        sys.stdout.flush()
        sys.stderr.flush()
        return Ran(int(code), out.getvalue(), err.getvalue().decode())


@pytest.fixture
def two(tmp_path: Path, git_world: GitWorld, monkeypatch: pytest.MonkeyPatch) -> tuple[Colleague, Colleague]:
    del git_world
    _bare, (anna, bo) = colleagues(tmp_path)
    monkeypatch.chdir(bo.folder)
    return anna, bo


@pytest.fixture
def apart(two: tuple[Colleague, Colleague]) -> tuple[Colleague, Colleague]:
    """Two who have given two fields of a proposal different values."""
    anna, bo = two
    for one, name, who, due in (
        (anna, "Enhetschef familjehem", "IFO-chef", "2017-06-30"),
        (bo, "Utvecklingsledare IFO", "Kvalitetsstrateg", "2017-12-31"),
    ):
        one.set("09", who=name, owner=who, due=dt.date.fromisoformat(due), status=Status.STARTED)
    anna.sync()
    return anna, bo


def test_questions_are_asked_one_by_one(apart: tuple[Colleague, Colleague]) -> None:
    _anna, bo = apart
    ran = at_terminal("j\n1\nkanske\n2\n", "sync")
    assert ran.code == 0
    goldens.check("cli/sync/questions.txt", f"{ran.err}---\n{ran.out}")
    assert loads(bo.text())["proposal"]["09"]["owner"] == "Kvalitetsstrateg"
    assert str(loads(bo.text())["proposal"]["09"]["due"]) == "2017-06-30"


def test_enter_alone_stops_and_changes_nothing(apart: tuple[Colleague, Colleague]) -> None:
    _anna, bo = apart
    before = (bo.head, bo.text(), run_git(bo.folder, "ls-remote", "origin"))
    ran = at_terminal("j\n1\n\n", "sync")
    assert ran.code == 4
    assert (bo.head, bo.text(), run_git(bo.folder, "ls-remote", "origin")) == before


def test_what_is_not_saved_is_told_in_the_right_number(two: tuple[Colleague, Colleague], run: Run) -> None:
    _anna, bo = two
    bo.write(bo.text() + "# ett\n")
    assert run("sync").err == "1 fil är inte sparad. Den delas inte. Spara med: actionplan save\n"
    bo.write(bo.text() + "# två\n", "mark")
    assert run("sync").err == "2 filer är inte sparade. De delas inte. Spara med: actionplan save\n"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("../borta.git", "där finns inga sparade planer, eller så får du inte se dem."),
        ("https://anna:hemligt@localhost:9/x.git", "servern svarar inte."),
        ("konstigt://anna:hemligt@x", "git tillåter inte en sådan adress."),
        ("ssh://anna:hemligt@x/y", "git säger: underligt ssh://…@x/y"),
    ],
)
def test_why_a_place_cannot_be_reached(address: str, said: str, two: tuple[Colleague, Colleague], run: Run) -> None:
    _anna, bo = two
    bo.git("remote", "set-url", "origin", address)
    bo.git("config", "core.sshCommand", "echo underligt ssh://anna:hemligt@x/y >&2; false")
    ran = run("sync")
    assert ran.code == 1
    assert ran.err.startswith(f"Platsen där planerna delas (origin) går inte att nå: {said}")
    assert ran.err.endswith(
        "\nDet du har sparat ligger tryggt här. Kontrollera anslutningen och din behörighet, och dela igen senare.\n"
    )
    assert "hemligt" not in ran.err
    assert "appear" not in ran.err


def test_without_a_person_the_questions_are_listed(apart: tuple[Colleague, Colleague], run: Run) -> None:
    _anna, bo = apart
    before = bo.head
    ran = run("sync")
    assert (ran.code, bo.head) == (4, before)
    assert ran.out == ""
    goldens.check("cli/sync/listed.txt", ran.err)


@pytest.mark.parametrize(("take", "owner"), [("mine", "Kvalitetsstrateg"), ("theirs", "IFO-chef")])
def test_a_script_says_whose_values_hold(apart: tuple[Colleague, Colleague], run: Run, take: str, owner: str) -> None:
    _anna, bo = apart
    ran = run("sync", "--take", take)
    assert (ran.code, ran.err) == (0, "")
    assert loads(bo.text())["proposal"]["09"]["owner"] == owner


def test_another_word_than_mine_or_theirs_is_wrong_usage(two: tuple[Colleague, Colleague], run: Run) -> None:
    assert two
    assert run("sync", "--take", "båda").code == 2


def test_rules_that_a_choice_breaks_are_asked_about_in_turn(two: tuple[Colleague, Colleague]) -> None:
    anna, bo = two
    anna.set("09", status=Status.NOT_STARTED, reason="Görs av regionen")
    anna.sync()
    bo.sync()
    anna.set("09", who="Enhetschef familjehem", status=Status.DECLINED)
    anna.sync()
    bo.set("09", who="Utvecklingsledare IFO", status=Status.OVER_HALF, reason=None)
    ran = at_terminal("j\n2\n2\n", "sync")
    assert ran.code == 0
    goldens.check("cli/sync/rule.txt", f"{ran.err}---\n{ran.out}")
    assert loads(bo.text())["proposal"]["09"] == {"status": "declined", "reason": "Görs av regionen"}


def test_a_plan_that_was_removed_is_asked_about_as_a_whole(two: tuple[Colleague, Colleague]) -> None:
    anna, bo = two
    anna.set("09", who="Enhetschef familjehem", status=Status.STARTED, owner="IFO-chef")
    anna.sync()
    bo.path().unlink()
    bo.save("Utvecklingsledare IFO")
    ran = at_terminal("j\n2\n", "sync")
    assert ran.code == 0
    goldens.check("cli/sync/removed.txt", f"{ran.err}---\n{ran.out}")
    assert bo.path().exists()


def test_only_what_is_confirmed_is_shared(two: tuple[Colleague, Colleague]) -> None:
    _anna, bo = two
    bo.set("09", status=Status.STARTED)
    before = run_git(bo.folder, "ls-remote", "origin")
    assert at_terminal("n\n", "sync").code == 1
    assert run_git(bo.folder, "ls-remote", "origin") == before


def test_what_is_not_saved_is_offered_to_be_saved_first(two: tuple[Colleague, Colleague]) -> None:
    _anna, bo = two
    bo.write(bo.text().replace("[proposal.09]", "[proposal.09] # Försök", 1) + "# slut\n")
    ran = at_terminal("j\nj\n", "sync")
    assert ran.code == 0
    assert bo.is_clean
    assert bo.head in run_git(bo.folder, "ls-remote", "origin")


def test_what_is_not_saved_stays_unsaved_for_a_script(two: tuple[Colleague, Colleague], run: Run) -> None:
    _anna, bo = two
    bo.write(bo.text() + "# slut\n")
    ran = run("sync")
    assert ran.code == 0
    assert not bo.is_clean
    assert "1 fil" in ran.err
    assert run("sync", "--save").code == 0
    assert bo.is_clean


def test_a_preview_changes_and_fetches_nothing(two: tuple[Colleague, Colleague], run: Run) -> None:
    anna, bo = two
    anna.set("02", owner="A")
    anna.sync()
    bo.set("09", status=Status.STARTED)
    before = bo.git("for-each-ref")
    ran = run("sync", "--dry-run")
    assert (ran.code, ran.out) == (0, "Skulle delas:\n  Borås\n    09: vald, påbörjad\n")
    assert bo.git("for-each-ref") == before


def test_a_protected_branch_is_told_with_what_to_do(two: tuple[Colleague, Colleague], run: Run) -> None:
    _anna, bo = two
    script = 'while read old new ref; do test "$ref" = refs/heads/main && echo "skyddad" >&2 && exit 1; done; exit 0\n'
    hook(bo.folder.parent / "shared.git", "pre-receive", script)
    made = bo.set("09", status=Status.STARTED)
    ran = run("sync")
    assert ran.code == 0
    assert f"actionplan/2016-11-21-{made[:8]}" in ran.err
    assert "skyddad" in ran.err


def test_a_place_that_cannot_be_reached_leaves_what_is_saved(two: tuple[Colleague, Colleague], run: Run) -> None:
    _anna, bo = two
    made = bo.set("09", status=Status.STARTED)
    bo.git("remote", "set-url", "origin", str(bo.folder / "borta"))
    ran = run("sync")
    assert (ran.code, bo.head) == (1, made)
    assert "Traceback" not in ran.err


def test_a_hook_of_ones_own_speaks(two: tuple[Colleague, Colleague], run: Run) -> None:
    _anna, bo = two
    bo.set("09", status=Status.STARTED)
    hook(bo.folder, "pre-push", "echo 'inte på fredagar' >&2; exit 1\n")
    ran = run("sync")
    assert ran.code == 1
    assert "inte på fredagar" in ran.err


# In conflict already


@pytest.fixture
def torn(apart: tuple[Colleague, Colleague]) -> Colleague:
    """Somebody whom git has left with markers in a plan."""
    _anna, bo = apart
    bo.git("fetch", "--quiet")
    assert git(bo.folder, "merge", "origin/main").returncode
    assert marked(bo)
    return bo


def test_a_conflict_is_put_together_at_the_terminal(torn: Colleague) -> None:
    ran = at_terminal("2\n2\n", "resolve")
    assert ran.code == 0
    goldens.check("cli/sync/resolved.txt", f"{ran.err}---\n{ran.out}")
    assert torn.is_clean


def test_a_conflict_waits_for_a_person(torn: Colleague, run: Run) -> None:
    before = torn.text()
    ran = run("resolve")
    assert (ran.code, torn.text()) == (4, before)
    assert run("resolve", "--take", "mine").code == 0
    assert torn.is_clean


def test_a_preview_of_putting_together(torn: Colleague, run: Run) -> None:
    before = torn.text()
    ran = run("resolve", "--dry-run")
    assert (ran.code, torn.text()) == (0, before)
    assert "plans/boras.toml" in ran.out


def test_other_files_in_conflict_are_left_to_others(apart: tuple[Colleague, Colleague], run: Run) -> None:
    anna, bo = apart
    for one in (anna, bo):
        (one.folder / "README.md").write_text(f"{one.folder.name}\n", "utf-8")
        one.git("add", "README.md")
        one.git("commit", "--quiet", "-m", "Läs")
    anna.git("push", "--quiet")
    bo.git("fetch", "--quiet")
    assert git(bo.folder, "merge", "origin/main").returncode
    ran = run("resolve", "--take", "mine")
    assert ran.code == 4
    assert "README.md" in ran.err
    assert marked(bo) == []


def test_sharing_in_the_middle_of_a_merge_names_the_way_out(torn: Colleague, run: Run) -> None:
    del torn
    ran = run("sync")
    assert ran.code == 1
    assert "actionplan resolve" in ran.err


def test_the_driver_in_a_process_of_its_own(tmp_path: Path, two: tuple[Colleague, Colleague]) -> None:
    """Git gives it files with names of its own, and a path that may not be there."""
    _anna, bo = two
    base, ours, theirs = (tmp_path / name for name in (".merge_base", ".merge_ours", ".merge_theirs"))
    base.write_text(bo.text(), "utf-8")
    ours.write_text(bo.text().replace("[proposal.09]", '[proposal.02]\nowner = "A"\n\n[proposal.09]'), "utf-8")
    ours.write_text(bo.text().replace("format = 1", 'format = 1\nx = "å"'), "utf-8")
    theirs.write_text(bo.text().replace("format = 1", "format = 1\ny = 1"), "utf-8")
    words = [sys.executable, "-m", "actionplan", "merge-driver", str(base), str(ours), str(theirs), "7", "plans/å.toml"]
    ran = subprocess.run(words, capture_output=True, check=False, cwd=bo.folder, env={**os.environ})
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")
    assert {"x", "y"} <= {*loads(ours.read_text("utf-8"))}


def test_the_driver_leaves_ours_where_the_other_side_is_broken(tmp_path: Path, run: Run) -> None:
    for name, text in (("b", "format = 1\n"), ("o", "format = 1\nx = 1\n"), ("t", "format = \n")):
        (tmp_path / name).write_text(text, "utf-8")
    ran = run("merge-driver", "b", "o", "t", "7", "plans/x.toml")
    assert ran.code == 1
    assert (tmp_path / "o").read_text("utf-8") == "format = 1\nx = 1\n"
    assert "plans/x.toml" in ran.err
