"""Whether all that was saved can still be read, told in a second also where much was saved."""

import hashlib
from pathlib import Path

from msgspec import Struct

from actionplan.store.git.objects import Objects
from actionplan.store.git.process import Git
from actionplan.store.git.repository import Repository

_PIECE = 1_000_000
_SHA256 = 64


class Soundness(Struct, frozen=True):
    """What was found of a commit and all that it builds on."""

    commits: int
    missing: tuple[str, ...] = ()
    """Objects that are not here."""
    spoilt: tuple[str, ...] = ()
    """Files that hold something else than was written to them."""
    is_partial: bool = False
    """Whether what is missing can be fetched when it is needed."""


def examine(repository: Repository, head: str) -> Soundness:
    """Look for what is missing and what is damaged.

    That everything is there is told by git, which follows every commit and folder. What lies in files of its own is
    read; what is packed together is held against the mark that git ends a pack with, which takes a tenth of the time.

    Args:
        repository: where. What it borrows from others is only looked for.
        head: the commit.

    Raises:
        Damaged: git itself cannot get on.
        GitError: git refused.
    """
    git = repository.git
    # Without that option, a clone that leaves things out would fetch them all now.
    lines = git.text("rev-list", "--objects", "--no-object-names", "--missing=print", head).splitlines()
    missing = tuple(line[1:] for line in lines if line.startswith("?"))
    folder = repository.common / "objects"
    spoilt = tuple(path.name for path in sorted(folder.glob("pack/*.pack")) if not _is_whole(path, repository))
    loose = {path.parent.name + path.name for path in folder.glob("??/*")}
    _read_all(git, [line for line in lines if line in loose])
    return Soundness(
        commits=int(git.text("rev-list", "--count", head)),
        missing=missing,
        spoilt=spoilt,
        is_partial=repository.is_partial,
    )


def _read_all(git: Git, ids: list[str]) -> None:
    with Objects(git) as objects:
        for _content in objects.contents(ids):
            pass


def _is_whole(pack: Path, repository: Repository) -> bool:
    """Whether a pack ends with the digest of what stands before it."""
    make = hashlib.sha256 if len(repository.no_object) == _SHA256 else hashlib.sha1
    found = make(usedforsecurity=False)
    try:
        with pack.open("rb") as file:
            left = pack.stat().st_size - found.digest_size
            while left > 0 and (piece := file.read(min(left, _PIECE))):
                found.update(piece)
                left -= len(piece)
            return file.read() == found.digest()
    except OSError:
        return False
