"""save on the command line: what it says, what it asks, and how it ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import goldens
from tests.cli.running import Run
from tests.gitting import GitWorld, git, run_git
from tests.savings import edit, fill, hook, make, names, rest, spoil


@pytest.fixture
def folder(git_world: GitWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: ARG001 - real git
    found = make(tmp_path / "arkiv")
    monkeypatch.chdir(found)
    return found


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_what_it_says(lang: str, folder: Path, run: Run) -> None:
    said = []

    def tell(*words: str) -> None:
        ran = run(*words, "--lang", lang)
        text = f"$ actionplan {' '.join(words)}\n{ran.out}{ran.err}({ran.code})\n\n"
        said.append(text.replace(str(folder), "/arkiv"))

    tell("save")
    edit(folder)
    edit(folder, "mark", "02")
    tell("save", "boras", "--dry-run")
    tell("save", "boras", "-m", "Möte i ledningsgruppen")
    tell("save", "boras")
    (folder / ".gitignore").write_text("stad.toml\n", "utf-8")
    (folder / "plans" / "stad.toml").write_text("=", "utf-8")
    (folder / "plans" / "länk.toml").symlink_to("ingenstans.toml")
    spoil(folder, "tranemo")
    tell("save")
    tell("save")
    (folder / "plans" / "länk.toml").unlink()
    run_git(folder, "checkout", "--quiet", "--", "plans/tranemo.toml")
    edit(folder, status="done")
    hook(folder, "pre-commit", "echo 'Diarienummer saknas.'; echo 'Fråga kansliet.'; exit 1")
    tell("save")
    hook(folder, "pre-commit", "exit 0")
    run_git(folder, "checkout", "--quiet", "--detach")
    tell("save")
    run_git(folder, "switch", "--quiet", "main")
    run_git(folder, "bisect", "start")
    tell("save")
    run_git(folder, "bisect", "reset")
    edit(folder, status="over_half")
    run_git(folder, "config", "commit.gpgsign", "true")
    run_git(folder, "config", "gpg.program", "false")
    ran = run("save", "--lang", lang)
    assert (ran.code, ran.err.count("\n")) == (1, 2)
    goldens.check(f"cli/save_{lang}.txt", "".join(said))


def test_nobody_has_said_in_whose_name(folder: Path, git_world: GitWorld, run: Run) -> None:
    git_world.forget_identity()
    edit(folder)
    before = rest(folder)
    ran = run("save")
    assert ran.code == 1
    assert "actionplan setup --name" in ran.err
    assert rest(folder) == before


@pytest.mark.usefixtures("git_world")
def test_a_folder_in_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(fill(tmp_path / "ingen"))
    ran = run("save")
    assert (ran.code, ran.out) == (1, "")
    assert "actionplan setup" in ran.err


def test_a_folder_that_git_does_not_trust(folder: Path, run: Run) -> None:
    ran = run("save", GIT_TEST_ASSUME_DIFFERENT_OWNER="1")
    assert ran.code == 1
    assert f"safe.directory {folder}" in ran.err


def test_without_git(folder: Path, tmp_path: Path, run: Run) -> None:
    edit(folder)
    ran = run("save", PATH=str(tmp_path))
    assert ran.code == 1
    assert "git-scm.com" in ran.err


def test_a_name_that_nobody_has(folder: Path, run: Run) -> None:
    edit(folder)
    assert run("save", "ingen").code == 2
    assert run_git(folder, "rev-list", "--count", "HEAD") == "1"


@pytest.mark.usefixtures("folder")
def test_yes_asks_nothing(run: Run) -> None:
    edit(Path())
    assert run("save", "--yes").code == 0
    assert names(Path()) == ["M plans/boras.toml"]


# Asked in a terminal


def at_terminal(folder: Path, typed: bytes, *words: str) -> tuple[int, str]:
    """Run save where a person sits who types something."""
    import pty

    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "actionplan", "save", *words],
        cwd=folder,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env={**os.environ, "ACTIONPLAN_LANG": "sv"},
    )
    os.close(theirs)
    said, waits = b"", True
    while True:
        try:
            said += os.read(ours, 4096)
        except OSError:
            break
        if waits and b"Enter" in said:
            os.write(ours, typed)
            waits = False
    os.close(ours)
    return running.wait(), said.decode(errors="replace").replace("\r\n", "\n")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("typed", "code", "subject"),
    [
        (b"\n", 0, "Borås: valt 09 (påbörjad)"),
        ("Möte om å, ä och ö\n".encode(), 0, "Möte om å, ä och ö"),
        (b"#9 klar\n", 0, "· #9 klar"),
        (b"latin-\xe5\n", 0, "latin-\ufffd"),
        (b"n\n", 1, "Början"),
        (b"nej\n", 1, "Början"),
        (b"\x04", 1, "Början"),
    ],
    ids=str,
)
def test_a_person_is_asked(typed: bytes, code: int, subject: str, folder: Path) -> None:
    edit(folder)
    ended, said = at_terminal(folder, typed)
    assert ended == code, said
    assert "  Borås: valt 09 (påbörjad)\n\n  Borås\n  - 09: vald, påbörjad\n" in said
    assert run_git(folder, "log", "-1", "--format=%s") == subject
    assert rest(folder) == ([] if code == 0 else [line for line in rest(folder) if line.startswith("1 .M")])
    if code == 0:
        assert "- 09: vald, påbörjad" in run_git(folder, "log", "-1", "--format=%b")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("words", [("--yes",), ("-m", "Möte"), ("--dry-run",)], ids=str)
def test_a_person_who_has_said_it_is_not_asked(words: tuple[str, ...], folder: Path) -> None:
    edit(folder)
    ended, said = at_terminal(folder, b"", *words)
    assert (ended, "Enter" in said) == (0, False)
    assert git(folder, "diff", "--quiet").returncode == (1 if "--dry-run" in words else 0)
