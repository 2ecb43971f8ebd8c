"""Colleagues with a clone each of one bare repository, for tests of sharing with real git."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from actionplan.core.body import Bodies
from actionplan.core.merge import Side
from actionplan.core.plan import Plan
from actionplan.store.data import shipped_bodies, with_additions
from actionplan.workspace import open_workspace
from actionplan.workspace.editing import edit_plan
from actionplan.workspace.saving import save
from actionplan.workspace.sharing import Shared, share
from actionplan.workspace.uniting import Answers, Question
from actionplan.workspace.versioned import Versioned, versioned
from tests.gitting import clone, commit_all, git, new_repository, run_git
from tests.strategies import blank

ATTRIBUTES = "*.toml text eol=lf\nplans/**/*.toml merge=actionplan\n"
MARKERS = ("<<<<<<<", ">>>>>>>", "|||||||")


@dataclass(frozen=True)
class Colleague:
    """Somebody with a clone."""

    folder: Path
    below: str = ""
    """Where the workspace lies in it."""

    @property
    def root(self) -> Path:
        return self.folder / self.below

    @property
    def here(self) -> Versioned:
        return versioned(open_workspace(self.root))

    @property
    def head(self) -> str:
        return self.git("rev-parse", "HEAD")

    def git(self, *arguments: str) -> str:
        return run_git(self.folder, *arguments)

    def path(self, name: str = "boras") -> Path:
        return self.root / "plans" / f"{name}.toml"

    def text(self, name: str = "boras") -> str:
        return self.path(name).read_text("utf-8")

    def write(self, text: str, name: str = "boras") -> None:
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).write_text(text, "utf-8", newline="\n")

    def edit(self, change: Callable[[Plan], Plan], name: str = "boras") -> None:
        edit_plan(open_workspace(self.root), self.path(name), change)

    def save(self, who: str = "") -> str:
        """Save everything; the commit."""
        with pytest.MonkeyPatch.context() as patch:
            if who:
                patch.setenv("GIT_AUTHOR_NAME", who)
            made = save(self.here)
        assert made
        return made.commit

    def set(self, number: str, who: str = "", name: str = "boras", **fields: object) -> str:
        """Set fields of a proposal and save; the commit."""
        from actionplan.core.edit import set_fields

        self.edit(lambda plan: set_fields(plan, number, fields), name)
        return self.save(who)

    def sync(self, ask: "Asker | None" = None) -> Shared:
        return share(self.here, ask or Asker(None), pause=lambda _seconds: None)

    @property
    def is_clean(self) -> bool:
        return self.git("status", "--porcelain") == ""


class Asker:
    """Answers questions, and keeps them."""

    def __init__(self, side: Side | None) -> None:
        self.side = side
        self.asked: list[Question] = []

    def __call__(self, questions: tuple[Question, ...]) -> Answers | None:
        self.asked += questions
        return None if self.side is None else {question.key: self.side for question in questions}

    @property
    def paths(self) -> list[str]:
        return [".".join(question.clash.path) for question in self.asked]


def plan_of(body: str) -> str:
    return blank().replace('"1490"', f'"{body}"')


def found(folder: Path, below: str = "", others: Sequence[tuple[str, str]] = ()) -> Path:
    """A bare repository with a workspace of two plans."""
    first = new_repository(folder / "first", "--template=")
    root = first / below
    (root / "plans").mkdir(parents=True)
    (root / "actionplan.toml").write_text("format = 1\n", "utf-8")
    (first / ".gitattributes").write_text(ATTRIBUTES, "utf-8")
    for name, body in (("boras", "1490"), ("mark", "1463")):
        (root / "plans" / f"{name}.toml").write_text(plan_of(body), "utf-8", newline="\n")
    for name, text in others:
        (first / name).write_text(text, "utf-8")
    commit_all(first, "Början")
    bare = new_repository(folder / "shared.git", "--bare", "--template=")
    run_git(first, "push", "--quiet", str(bare), "main")
    shutil.rmtree(first)
    return bare


def colleague(bare: Path, name: str, below: str = "") -> Colleague:
    return Colleague(clone(bare, bare.parent / name, "--template="), below)


_made: dict[Path, Path] = {}


def colleagues(folder: Path, names: Sequence[str] = ("anna", "bo")) -> tuple[Path, list[Colleague]]:
    """A bare repository and clones of it, copied from those that were made first."""
    base = folder.parent
    if base not in _made:
        _made[base] = base / "colleagues"
        _made[base].mkdir()
        bare = found(_made[base])
        for name in ("anna", "bo", "cia"):
            colleague(bare, name)
    for name in ("shared.git", *names):
        shutil.copytree(_made[base] / name, folder / name, symlinks=True)
    for name in names:
        config = folder / name / ".git" / "config"
        config.write_text(config.read_text("utf-8").replace(str(_made[base]), str(folder)), "utf-8")
    return folder / "shared.git", [Colleague(folder / name) for name in names]


def marked(colleague: Colleague) -> list[str]:
    """The plans with a conflict marker in them."""
    plans = sorted((colleague.root / "plans").rglob("*.toml"))
    return [p.name for p in plans if any(line.startswith(MARKERS) for line in p.read_text("utf-8").split("\n"))]


def reachable(bare: Path) -> set[str]:
    return set(run_git(bare, "rev-list", "--all").split())


def hook(repository: Path, name: str, script: str) -> None:
    folder = Path(git(repository, "rev-parse", "--absolute-git-dir").stdout.decode().strip()) / "hooks"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}", "utf-8")
    (folder / name).chmod(0o755)


def bodies() -> Bodies:
    """The bodies that every workspace knows."""
    return with_additions(shipped_bodies(), {})
