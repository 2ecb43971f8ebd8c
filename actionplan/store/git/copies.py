"""Copies of repositories elsewhere, kept in the cache: bare, whole or the old one, and read without a checkout.

Beside each copy lies a small file that tells when the repository was reached last, when that was last tried, and why it
failed. A copy belongs to an address, so that a source can get another name, and several can share one.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from actionplan.core.sources import Trouble
from actionplan.store.disk import write_file
from actionplan.store.git.errors import DubiousOwnership, GitError, GitMissing
from actionplan.store.git.objects import Objects
from actionplan.store.git.process import Git
from actionplan.store.git.repository import Repository
from actionplan.store.text import digest

HEAD = "refs/actionplan/HEAD"
"""Where a copy keeps what the repository itself is at."""

_LINK, _SUBMODULE = "120000", "160000"
_IS_ID = re.compile(r"^[0-9a-fA-F]{7,64}$")

_OF_ELSEWHERE = (
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
)
"""What points to another repository when the program is started by one of its hooks."""


class Tip(Struct, frozen=True):
    """What a source pointed to when it was fetched."""

    commit: str
    changed: dt.datetime | None
    """When its plans last changed."""


class Outcome(Struct, frozen=True):
    """What came of fetching."""

    place: str = ""
    """The address, without a password; for people who look into the cache."""
    reached: dt.datetime | None = None
    tried: dt.datetime | None = None
    reason: str = ""
    """A code for why the latest try failed; empty when it did not."""
    said: str = ""
    tips: Mapping[str, Tip] = {}
    """By branch, tag or commit, and folder."""


class Copy(Struct, frozen=True):
    """A copy of what lies at an address. It need not be there yet."""

    place: str
    """What git fetches from."""
    folder: Path
    """The bare repository."""

    @property
    def record(self) -> Path:
        """The file that tells what came of fetching."""
        return self.folder.with_suffix(".json")

    @property
    def is_there(self) -> bool:
        """Whether it has been made."""
        return (self.folder / "HEAD").is_file()

    @property
    def files(self) -> tuple[Path, Path]:
        """The files whose state tells whether the copy is still the same."""
        return self.record, self.folder / "HEAD"

    @property
    def git(self) -> Git:
        """Git, in the copy."""
        return InCopy(self.folder)


class View(Struct, frozen=True):
    """The plan files of a copy."""

    trouble: Trouble | None = None
    commit: str = ""
    blobs: Mapping[str, str] = {}
    """The ids of their contents, by path from ``plans`` on."""
    links: tuple[str, ...] = ()
    """Those that only point to other files; they are not followed."""


class InCopy(Git, frozen=True):
    """Git in a bare repository, whatever the environment says of others; it never asks anything."""

    @property
    def is_copy(self) -> bool:
        """It does."""
        return True

    def _environment(self, further: Mapping[str, str]) -> dict[str, str]:
        known = super()._environment(further)
        for name in _OF_ELSEWHERE:
            known.pop(name, None)
        never = {
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_ASKPASS": "",
            "SSH_ASKPASS_REQUIRE": "never",
            "GCM_INTERACTIVE": "never",
        }
        # Named, since git may be told not to find bare repositories by itself.
        return {**known, **never, "GIT_DIR": str(self.folder)}


def copy_of(place: str, folder: Path) -> Copy:
    """The copy of an address in the folder of all copies."""
    return Copy(place, folder / f"{digest(place.encode(errors='surrogateescape')).hex()}.git")


def repository_in(copy: Copy, prefix: str, commit: str) -> Repository:
    """A copy as a repository whose history can be read, though nothing in it is checked out.

    Args:
        copy: a copy that is there.
        prefix: where the workspace lies in it: ``""`` or ``"arbete/"``.
        commit: one that it has.
    """
    return Repository(
        top=copy.folder,
        folder=copy.folder,
        common=copy.folder,
        prefix=prefix,
        is_shallow=(copy.folder / "shallow").is_file(),
        no_object="0" * len(commit),
        git=copy.git,
    )


def key_of_tip(ref: str | None, plans: str) -> str:
    """Under which name an outcome keeps a tip."""
    return f"{ref or ''}:{plans}"


def outcome_of(copy: Copy) -> Outcome:
    """What came of fetching last; nothing where that is not known."""
    try:
        return msgspec.json.decode(copy.record.read_bytes(), type=Outcome)
    except (OSError, UnicodeDecodeError, msgspec.MsgspecError):
        return Outcome()


def write_outcome(copy: Copy, outcome: Outcome) -> None:
    """Remember what came of fetching.

    Raises:
        CannotWrite: the system refused.
    """
    write_file(copy.record, msgspec.json.encode(outcome), source=copy.record.name, lasting=False)


def look_into(copy: Copy, ref: str | None, plans: str, known: Tip | None = None) -> View:
    """The plan files of a copy as it is.

    Args:
        copy: a copy that is there.
        ref: a branch, a tag or a commit; ``None`` for what the repository itself is at.
        plans: the folder, with forward slashes.
        known: what the source pointed to when it was fetched.
    """
    git = copy.git
    try:
        commit = known.commit if known else commit_in(git, ref)
        if commit is None:
            return View(Trouble.NO_REF)
        return _listed(git.run("ls-tree", "-r", "-z", commit, "--", plans).records, commit, plans)
    except GitMissing:
        return View(Trouble.NO_GIT)
    except DubiousOwnership:
        return View(Trouble.NOT_TRUSTED)
    except (GitError, OSError, ValueError):
        return View(Trouble.DAMAGED)


def commit_in(git: Git, ref: str | None) -> str | None:
    """The commit that a source means, if the copy has it.

    Raises:
        GitError: git cannot read the copy.
        ValueError: the copy is damaged.
    """
    if ref is None:
        # Where a repository names a branch that it does not have, these two are what people use.
        names: tuple[str, ...] = (HEAD, "refs/heads/main", "refs/heads/master")
    else:
        names = (f"refs/heads/{ref}", f"refs/tags/{ref}", *([ref] if _IS_ID.match(ref) else []))
    for name in names:
        if found := git.asks("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}"):
            return found
        if not name.startswith("refs/") or not git.asks("rev-parse", "--verify", "--quiet", name):
            continue
        # It is named: either what it names is not there, or it is no commit, as tags need not be.
        if git.asks("rev-parse", "--verify", "--quiet", f"{name}^{{}}") is None:
            raise ValueError(name)
    return None


def _listed(records: Sequence[str], commit: str, plans: str) -> View:
    """What ``git ls-tree`` tells of the folder of plans."""
    cut = len(plans) - len("plans")
    blobs: dict[str, str] = {}
    links: list[str] = []
    for record in records:
        kind, _tab, path = record.partition("\t")
        mode, _type, id_ = kind.split()
        name = path[cut:]
        if not name.endswith(".toml") or "/" not in name or _is_hidden(name) or mode == _SUBMODULE:
            continue
        if mode == _LINK:
            links.append(_shown(name))
        else:
            blobs[_shown(name)] = id_
    return View(None if records else Trouble.NO_FOLDER, commit, blobs, tuple(links))


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))


def _shown(name: str) -> str:
    """A name that can be printed and kept; git takes any bytes for one."""
    return name.encode(errors="surrogateescape").decode(errors="backslashreplace")


def contents(copy: Copy, ids: Sequence[str]) -> Iterator[bytes | None]:
    """The contents of blobs, in the order that they are asked for; ``None`` for what cannot be read."""
    given = 0
    try:
        with Objects(copy.git) as objects:
            for one in objects.read(ids):
                given += 1
                yield one.content if one else None
    except (GitError, OSError, ValueError):
        yield from [None] * (len(ids) - given)
