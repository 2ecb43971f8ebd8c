"""The workspace as a part of a repository: which of its files are shared, and whether it may be changed now."""

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from actionplan.store.disk import turn
from actionplan.store.git.errors import Underway
from actionplan.store.git.index import clear_up, literal
from actionplan.store.git.repository import Repository, Standing, find_repository
from actionplan.store.language import PLANS, SETTINGS
from actionplan.store.settings import PROPOSALS, SCHEMA
from actionplan.workspace.opening import Workspace

_BESIDE = (SETTINGS, SCHEMA, ".gitattributes")
"""Files beside the plans that those who share them need."""


class Versioned(Struct, frozen=True):
    """A workspace, and the repository that it lies in."""

    workspace: Workspace
    repository: Repository

    def inside(self, path: str) -> str:
        """A path of the repository as the user knows it: from the workspace."""
        return path.removeprefix(self.repository.prefix)

    def from_top(self, source: str) -> str:
        """A file of the workspace as the repository knows it."""
        return self.repository.prefix + source

    def is_plan(self, path: str) -> bool:
        """Whether a path of the repository is a plan of this workspace."""
        return _is_below(self.from_top(PLANS), path)

    def is_own(self, path: str) -> bool:
        """Whether a path of the repository belongs to the workspace: a plan, or what plans need."""
        return self.is_plan(path) or _is_below(self.from_top(PROPOSALS), path) or path in self.beside

    @property
    def beside(self) -> tuple[str, ...]:
        """The files beside plans and catalogues that belong to the workspace, from the repository's top."""
        return tuple(self.from_top(name) for name in _BESIDE)

    @property
    def places(self) -> tuple[str, ...]:
        """Where the workspace's own files can be, for git."""
        return tuple(literal(self.from_top(name)) for name in (PLANS, PROPOSALS, *_BESIDE))

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        """Keep this machine's other programs from saving in the repository meanwhile.

        Raises:
            CannotWrite: another one did not finish.
        """
        with turn(self.repository.common / "actionplan", self.workspace.folders.locks):
            yield

    @contextlib.contextmanager
    def turns(self, paths: Iterable[str]) -> Iterator[None]:
        """Keep them from editing some files meanwhile.

        Raises:
            CannotWrite: another one did not finish.
        """
        with contextlib.ExitStack() as stack:
            # Always in the same order, so that two programs do not wait for each other.
            for path in sorted(set(paths)):
                stack.enter_context(turn(self.repository.top / path, self.workspace.folders.locks))
            yield


def _is_below(folder: str, path: str) -> bool:
    inner = path.removeprefix(f"{folder}/")
    return inner != path and path.endswith(".toml") and not any(part.startswith(".") for part in inner.split("/"))


def versioned(workspace: Workspace, *, can_ask: bool = False) -> Versioned:
    """The workspace with its repository.

    Args:
        workspace: the workspace.
        can_ask: whether git may ask for a password in the terminal.

    Raises:
        GitMissing: there is no git.
        NotVersioned: the workspace lies in no repository.
        DubiousOwnership: git does not trust it.
    """
    # Links are followed first: git does so, and tells where things lie behind them.
    return Versioned(workspace, find_repository(Path(workspace.root).resolve(), can_ask=can_ask))


def ready(repository: Repository) -> Standing:
    """What is checked out, if nobody is in the middle of something. What a killed run left behind is removed.

    Raises:
        Underway: somebody is.
    """
    clear_up(repository)
    standing = repository.standing()
    if standing.operation or standing.conflicts:
        raise Underway(standing.operation or "merge")
    return standing
