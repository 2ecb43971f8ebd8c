"""The pasts of all that a workspace reads plans from: its own folder, and the places elsewhere."""

import datetime as dt
from collections.abc import Iterator
from typing import Self

from msgspec import Struct

from actionplan.core.gaps import Gap
from actionplan.core.sources import SourceState, file_in
from actionplan.core.timeline import Basis
from actionplan.store.git.errors import DubiousOwnership, GitMissing, NotVersioned
from actionplan.store.settings import WorkspaceSettings
from actionplan.workspace.opening import Workspace
from actionplan.workspace.past import Past, Timelines, open_past
from actionplan.workspace.sources import Looked, look, states


class Place(Struct, frozen=True):
    """Where plans are kept, with its past."""

    name: str
    """The source's name; empty for the workspace's own folder."""
    label: str
    past: Past | None
    """``None`` where nothing is saved."""
    basis: Basis
    folder: Workspace | None
    """The files as they lie there; ``None`` for a repository elsewhere, of which no more is known than was saved."""
    links: tuple[str, ...] = ()
    """Files of a repository elsewhere that only point to others, by their names here."""

    def named(self, path: str) -> str:
        """A file of the place as the user knows it: ``boras:plans/boras.toml``."""
        # In a repository elsewhere a name may be made of any bytes.
        shown = path.encode(errors="surrogateescape").decode(errors="backslashreplace")
        return file_in(self.name, shown) if self.name else path

    @property
    def head(self) -> str | None:
        """The newest commit."""
        return self.past.head if self.past else None

    @property
    def is_empty(self) -> bool:
        """Whether it is a folder in which no plans lie now."""
        return self.folder is not None and not self.folder.plan_paths()

    def close(self) -> None:
        """End git. It starts again when it is needed."""
        if self.past:
            self.past.close()

    def gap(self, known_from: dt.date | None) -> Gap | None:
        """What is missing of its past; ``None`` when nothing is, or when nothing is kept there.

        Args:
            known_from: from which day on its history is here.
        """
        if (self.basis is not Basis.HISTORY and self.is_empty) or (self.basis is Basis.HISTORY and known_from is None):
            return None
        return Gap(self.name, self.label, self.basis, known_from)


class Pasts(Struct, frozen=True):
    """The pasts of a workspace and of its sources. Use it as a context manager, which ends the programs that read."""

    places: tuple[Place, ...]
    """The workspace's own folder first; of the sources those that are counted."""
    sources: tuple[SourceState, ...] = ()
    """How it is with each source."""

    def __enter__(self) -> Self:
        """Open them; git starts when it is needed."""
        return self

    def __exit__(self, *_: object) -> None:
        """End git everywhere."""
        for place in self.places:
            place.close()

    @property
    def own(self) -> Past | None:
        """What was saved of the workspace's own folder; ``None`` where it keeps no saved versions."""
        return self.places[0].past

    @property
    def saved(self) -> tuple[Place, ...]:
        """The places in which anything is saved."""
        return tuple(place for place in self.places if place.head)

    def gaps(self) -> tuple[Gap, ...]:
        """What is missing of the pasts of sources, and of the own folder beside them.

        Raises:
            GitError: git refused.
        """
        if not self.sources:
            return ()
        found = (place.gap(place.past.known_from if place.past and place.head else None) for place in self.places)
        # A folder that only names sources has no plans whose past could be missing.
        own = self.places[0].folder
        has_plans = bool(own and own.plan_paths())
        return tuple(gap for gap in found if gap and (gap.source or (has_plans and gap.basis is not Basis.HISTORY)))

    @property
    def troubled(self) -> tuple[SourceState, ...]:
        """The sources that are not counted, or not as they are now."""
        return tuple(one for one in self.sources if one.trouble)


def open_pasts(workspace: Workspace, today: dt.date) -> Pasts:
    """The pasts of a workspace and of its sources.

    Args:
        workspace: a folder in a repository, or with sources.
        today: the real day, which no commit can be later than.

    Raises:
        GitMissing: there is no git.
        NotVersioned: the workspace lies in no repository, and has no sources.
        DubiousOwnership: git does not trust the folder.
        GitError: git refused.
    """
    found = find_pasts(workspace, today)
    match found.places[0].basis:
        case Basis.NO_GIT:
            raise GitMissing
        case Basis.NO_REPOSITORY if not found.sources:
            raise NotVersioned(workspace.root)
    return found


def find_pasts(workspace: Workspace, today: dt.date) -> Pasts:
    """The same, also where nothing can be saved or read: follow-ups have dates of their own.

    Raises:
        DubiousOwnership: git does not trust the workspace's folder.
        GitError: git refused.
    """
    timelines: Timelines = {}
    own = _folder("", "", workspace, today, timelines)
    if not workspace.settings.sources:
        return Pasts((own,))
    looked = look(workspace)
    return Pasts((own, *_elsewhere(workspace, looked, today, timelines)), states(looked))


def _folder(name: str, label: str, folder: Workspace, today: dt.date, timelines: Timelines) -> Place:
    try:
        past = open_past(folder, today, timelines)
    except GitMissing:
        return Place(name, label, None, Basis.NO_GIT, folder)
    except NotVersioned:
        return Place(name, label, None, Basis.NO_REPOSITORY, folder)
    except DubiousOwnership:
        if not name:
            raise
        return Place(name, label, None, Basis.NOT_TRUSTED, folder)
    return Place(name, label, past, Basis.HISTORY if past.head else Basis.UNSAVED, folder)


def _elsewhere(
    workspace: Workspace, looked: tuple[Looked, ...], today: dt.date, timelines: Timelines
) -> Iterator[Place]:
    from actionplan.store.git.copies import repository_in
    from actionplan.store.source_rules import folder_at, plans_at

    for one in looked:
        state, settings = one.state, workspace.settings.sources[one.state.name]
        if not state.is_counted:
            continue
        prefix = plans_at(settings.path).removesuffix("plans")
        if settings.folder is not None:
            folder = Workspace(folder_at(settings.folder, workspace.root) / prefix, WorkspaceSettings())
            yield _folder(state.name, state.label, folder, today, timelines)
        elif one.copy:
            past = Past(repository_in(one.copy, prefix, state.commit), state.commit, today, timelines)
            yield Place(state.name, state.label, past, Basis.HISTORY, None, one.links)
