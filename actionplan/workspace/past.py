"""The workspace's plans as they stood: on a day, or in a saved state. Reading starts at `open_past`."""

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Self

from msgspec import Struct

from actionplan.core.timeline import Timeline, lay_out
from actionplan.store.git.log import changes_of, commits
from actionplan.store.git.objects import Objects
from actionplan.store.git.repository import Repository, find_repository
from actionplan.store.language import PLANS
from actionplan.store.read import PlanFile, parse_blob
from actionplan.workspace.opening import Workspace


class Files(Struct, frozen=True):
    """The plan files of a state."""

    heads: tuple[str, ...]
    """The commits that it consists of: none before the first, several while lines run side by side."""
    blobs: Mapping[str, str]
    """The id of each file's content, by its path in the workspace, with forward slashes."""
    united: tuple[str, ...] = ()
    """Files in which several lines say different things, of which the newest counts."""


class Version(Struct, frozen=True):
    """What a file held from a commit on."""

    commit: str
    blob: str | None
    """``None`` where the commit removed the file."""


def open_past(workspace: Workspace, today: dt.date, timelines: "Timelines | None" = None) -> "Past":
    """The past of a workspace. Use it as a context manager, which ends the program that reads it.

    Args:
        workspace: a folder in a repository.
        today: the real day, which no commit can be later than.
        timelines: shared by several folders of one repository.

    Raises:
        GitMissing: there is no git.
        NotVersioned: the workspace lies in no repository.
        DubiousOwnership: git does not trust the folder.
        GitError: git refused.
    """
    repository = find_repository(workspace.root)
    return Past(repository, repository.head(), today, timelines)


Timelines = dict[tuple[Path, str], Timeline]
"""What was laid out before, by repository and newest commit."""


class Past:
    """What was saved of a workspace, up to what is checked out. Asks git when asked."""

    def __init__(
        self, repository: Repository, head: str | None, today: dt.date, timelines: Timelines | None = None
    ) -> None:
        """Nothing is read yet.

        Args:
            repository: where the workspace lies.
            head: the newest commit; ``None`` where nothing has been saved.
            today: the real day.
            timelines: shared by several folders of one repository.
        """
        self.repository = repository
        self.head = head
        self.today = today
        self._timelines = {} if timelines is None else timelines
        self._stack = contextlib.ExitStack()
        self._states: dict[tuple[str, ...], Files] = {}

    def __enter__(self) -> Self:
        """Open it; git starts when it is needed."""
        return self

    def __exit__(self, *_: object) -> None:
        """End git."""
        self.close()

    def close(self) -> None:
        """End git. It starts again when it is needed."""
        self._stack.close()
        self.__dict__.pop("objects", None)

    @cached_property
    def objects(self) -> Objects:
        """What git keeps."""
        return self._stack.enter_context(Objects(self.repository.git))

    @cached_property
    def timeline(self) -> Timeline:
        """The commits up to what is checked out.

        Raises:
            GitError: git refused.
        """
        if self.head is None:
            return lay_out((), self.today)
        key = (self.repository.common, self.head)
        if key not in self._timelines:
            self._timelines[key] = lay_out(commits(self.repository.git, self.head), self.today)
        return self._timelines[key]

    @cached_property
    def boundary(self) -> frozenset[str]:
        """The commits that a shallow clone ends with: what they build on is not here."""
        if not self.repository.is_shallow:
            return frozenset()
        try:
            text = (self.repository.common / "shallow").read_text("ascii")
        except (OSError, ValueError):
            return frozenset()
        return frozenset(text.split())

    @cached_property
    def known_from(self) -> dt.date | None:
        """From which day on everything is here; ``None`` when nothing is missing."""
        places = self.timeline.places if self.boundary else {}
        return max((self.timeline.day_of(one) for one in self.boundary if one in places), default=None)

    def is_known(self, day: dt.date) -> bool:
        """Whether the state on a day can be told: a shallow clone knows nothing of what was before it."""
        return self.known_from is None or day >= self.known_from

    def files_at(self, day: dt.date) -> Files:
        """The plan files as they stood at the end of a day.

        While lines run side by side, not united yet on that day, each file is that of the line that changed it since
        they parted. Where several did, the newest change counts, for the whole file.

        Raises:
            GitError: git refused.
        """
        return self.files_of(*self.timeline.heads(day))

    def files_of(self, *heads: str) -> Files:
        """The plan files of a commit, or of several lines together.

        Args:
            heads: commits on the timeline, by their ids; a single one may be any that the repository has.

        Raises:
            GitError: git refused.
        """
        if heads not in self._states:
            self._states[heads] = self._united(heads) if len(heads) > 1 else self._single(heads)
        return self._states[heads]

    def _single(self, heads: tuple[str, ...]) -> Files:
        return Files(heads, self._files(heads[0]) if heads else {})

    def _files(self, commit: str) -> dict[str, str]:
        prefix = self.repository.prefix
        found = self.objects.files(commit, f"{prefix}{PLANS}")
        inner = {path.removeprefix(prefix): blob for path, blob in found.items()}
        # What the program does not look at in the folder it does not look at here.
        return {path: blob for path, blob in inner.items() if "/." not in path}

    def _united(self, heads: tuple[str, ...]) -> Files:
        lines = [self._files(head) for head in heads]
        start = self.timeline.common(heads)
        base = self._files(start) if start else {}
        united: dict[str, str] = {}
        differing: list[str] = []
        for path in sorted(set(base).union(*lines)):
            blobs = dict.fromkeys(line.get(path) for line in lines)
            changed = [blob for blob in blobs if blob != base.get(path)] or list(blobs)
            if len(changed) > 1:
                differing.append(path)
                newest = self._newest(path, {head: line.get(path) for head, line in zip(heads, lines, strict=True)})
                changed = [newest]
            if changed[0]:
                united[path] = changed[0]
        return Files(heads, united, tuple(differing))

    def _newest(self, path: str, by_line: Mapping[str, str | None]) -> str | None:
        places = self.timeline.places
        changed = {head: next(iter(self._changes(path, head)), None) for head in by_line}
        line = max(by_line, key=lambda head: places[found] if (found := changed[head]) else -1)
        return by_line[line]

    def _changes(self, path: str, *heads: str) -> tuple[str, ...]:
        """The commits that led to a file's content, the newest first, also where lines ran side by side."""
        found = changes_of(self.repository.git, heads, f"{self.repository.prefix}{path}")
        places = self.timeline.places
        # What is checked out need not build on the commits that are asked about.
        return tuple(sorted(found, key=places.__getitem__, reverse=True)) if places.keys() >= {*found} else found

    def versions(self, path: str, *heads: str) -> Iterator[Version]:
        """What a file has held on the way to its content in a state, the newest first.

        Args:
            path: the file in the workspace.
            heads: the state's commits; those of what is checked out when none is given.

        Raises:
            GitError: git refused.
        """
        ends = heads or ((self.head,) if self.head else ())
        for commit in self._changes(path, *ends) if ends else ():
            yield Version(commit, self._blob(commit, path))

    def _blob(self, commit: str, path: str) -> str | None:
        if "\n" in path:
            # Which cannot be asked for by name.
            return self._files(commit).get(path)
        whole = f"{self.repository.prefix}{path}"
        found = self.objects.one(f"{commit}:{whole}")
        if found is None:
            self.objects.ensure_absent(commit, whole)
        return found.id if found and found.kind == "blob" else None

    def read(self, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The contents, one after the other in the order that they are asked for.

        Nothing else can be asked meanwhile. Of very many, ask for those of a few files at a time.

        Raises:
            Damaged: one cannot be read.
            GitError: git refused.
        """
        asked = tuple(blobs)
        yield from zip(asked, self.objects.contents(asked), strict=True)

    def read_plans(self, files: Files) -> dict[str, PlanFile]:
        """Each plan file of a state, read, by its path in the workspace.

        Raises:
            GitError: git refused.
        """
        contents = dict(self.read(dict.fromkeys(files.blobs.values())))
        return {path: parse_blob(contents[blob], path) for path, blob in files.blobs.items()}
