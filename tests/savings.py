"""A workspace in a repository, for tests of saving: made once, copied for each test."""

import functools
import re
import shutil
import tempfile
from pathlib import Path

import pytest

from actionplan.workspace import open_workspace
from actionplan.workspace.saving import Saved, save
from actionplan.workspace.versioned import Versioned, versioned
from tests.cli.running import run_here
from tests.gitting import commit_all, new_repository, run_git

PLANS = ("boras", "mark", "tranemo")


@functools.cache
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="plans-"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert run_here("init", "sjuharad").code == 0
    for path in (folder / "plans").iterdir():
        if path.stem not in PLANS:
            path.unlink()
    return folder


def fill(folder: Path) -> Path:
    """A workspace of three plans in a folder."""
    shutil.copytree(_template(), folder, dirs_exist_ok=True)
    return folder


def make(folder: Path, inner: str = "", *options: str) -> Path:
    """A repository with other people's file and a workspace in it, all of it saved; the workspace's folder."""
    new_repository(folder, *options)
    (folder / "annat.txt").write_text("Annat\n", "utf-8")
    here = fill(folder / inner)
    commit_all(folder, "Början")
    return here


def here_of(folder: Path) -> Versioned:
    return versioned(open_workspace(folder))


def do(folder: Path, message: str | None = None) -> Saved:
    saved = save(here_of(folder), message=message)
    assert saved is not None
    return saved


def edit(folder: Path, plan: str = "boras", number: str = "09", status: str = "started") -> Path:
    """Give a proposal a status; by hand, as an editor does it."""
    path = folder / "plans" / f"{plan}.toml"
    text = path.read_bytes().decode()
    ending = "\r\n" if "\r\n" in text else "\n"
    place = re.search(rf"^\[proposal\.{number}\][^\r\n]*\r?\n", text, re.MULTILINE)
    assert place
    # The status it had before goes.
    rest = (
        re.sub(r'^status = "\w+"\r?\n', "", text[place.end() :], count=1, flags=re.MULTILINE)
        if (re.match(r'status = "', text[place.end() :]))
        else text[place.end() :]
    )
    path.write_bytes(f'{text[: place.end()]}status = "{status}"{ending}{rest}'.encode())
    return path


def spoil(folder: Path, plan: str) -> Path:
    path = folder / "plans" / f"{plan}.toml"
    path.write_text(path.read_text("utf-8") + "\nägare = \n", "utf-8")
    return path


def rest(folder: Path, *but: str) -> list[str]:
    """How git sees everything but some paths, in the folder and in its list."""
    lines = run_git(folder, "status", "--porcelain=v2", "-z", "--untracked-files=all").split("\0")
    return [line for line in lines if line and not any(line.endswith(path) for path in but)]


def shown(folder: Path, path: str, commit: str = "HEAD") -> bytes:
    """What a commit has for a path from the repository's top."""
    return run_git(folder, "cat-file", "blob", f"{commit}:{path}").encode("utf-8", "surrogateescape") + b"\n"


def names(folder: Path, commit: str = "HEAD") -> list[str]:
    """What a commit changed: letters and paths."""
    text = run_git(folder, "diff-tree", "-r", "-z", "--root", "--no-commit-id", "--no-renames", "--name-status", commit)
    words = text.rstrip("\0").split("\0")
    return [f"{letter} {path}" for letter, path in zip(words[::2], words[1::2], strict=True)]


def leftovers(folder: Path) -> list[str]:
    """What a save has left in git's own folder."""
    own = Path(run_git(folder, "rev-parse", "--absolute-git-dir"))
    found = (path.name for path in own.iterdir())
    return sorted(name for name in found if name.startswith("actionplan-") or name.endswith(".lock"))


def hook(folder: Path, name: str, text: str) -> Path:
    """A hook in the shell's language."""
    path = folder / run_git(folder, "rev-parse", "--git-path", f"hooks/{name}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)
    return path
