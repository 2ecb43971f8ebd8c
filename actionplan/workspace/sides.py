"""The plans of a place at one end of a comparison: as they were saved, as they lie in a folder, as follow-ups tell."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from msgspec.structs import replace

from actionplan.core.differences import Version
from actionplan.core.ends import End, EndKind
from actionplan.core.hindsight import as_followups_tell
from actionplan.core.plan import Plan
from actionplan.core.problems import Problem
from actionplan.store.language import SETTINGS
from actionplan.store.read import PlanFile, parse_blob, parse_plan, read_bytes
from actionplan.store.settings import PROPOSALS, SCHEMA
from actionplan.workspace.opening import Workspace
from actionplan.workspace.past import Past
from actionplan.workspace.pasts import Place

_SHA1 = 40


class Side(Protocol):
    """A place's plans at one end."""

    plans: Mapping[str, str]
    """The ids of their contents, by name."""
    beside: Mapping[str, str]
    """The same of the files beside the plans, where they are the workspace's own."""

    def versions(self, sources: Sequence[str]) -> tuple[Version, ...]:
        """The plan files of those names that there are."""


class Together:
    """Several places' plans at one end."""

    def __init__(self, sides: Sequence[Side]) -> None:
        self._sides = sides
        self.plans = {name: id_ for side in sides for name, id_ in side.plans.items()}
        self.beside = {name: id_ for side in sides for name, id_ in side.beside.items()}

    def versions(self, sources: Sequence[str]) -> tuple[Version, ...]:
        """The plan files of those names that there are."""
        return tuple(version for side in self._sides for version in side.versions(sources))


class Saved:
    """A saved state; of a repository elsewhere also the newest."""

    def __init__(self, place: Place, end: End) -> None:
        self._place = place
        heads = end.elsewhere.get(place.name, ()) if place.name else end.heads
        if end.kind is EndKind.FOLDER and place.head:
            heads = (place.head,)
        found = place.past.files_of(*heads).blobs if place.past and heads else {}
        self.plans: Mapping[str, str] = {place.named(path): blob for path, blob in found.items()}
        self.beside: Mapping[str, str] = {}
        if place.past and heads and not place.name:
            self.beside = _beside(place.past, heads[0])

    def versions(self, sources: Sequence[str]) -> tuple[Version, ...]:
        """The plan files of those names that there are."""
        asked = [source for source in sources if source in self.plans]
        if not asked or self._place.past is None:
            return ()
        contents = dict(self._place.past.read(dict.fromkeys(self.plans[source] for source in asked)))
        if self._place.name:
            self._place.close()
        found = ((parse_blob(contents[self.plans[source]], source), contents[self.plans[source]]) for source in asked)
        return tuple(_version(file, content) for file, content in found)


def _beside(past: Past, commit: str) -> dict[str, str]:
    prefix, objects = past.repository.prefix, past.objects
    found = objects.files(commit, f"{prefix}{PROPOSALS}")
    beside = {path.removeprefix(prefix): id_ for path, id_ in found.items()}
    for name in _BESIDE:
        one = objects.one(f"{commit}:{prefix}{name}")
        if one is None:
            objects.ensure_absent(commit, f"{prefix}{name}")
        elif one.kind == "blob":
            beside[name] = one.id
    return beside


_BESIDE = (SETTINGS, SCHEMA, ".gitattributes")


class Folder:
    """The files as they are now, each with the id that git would give it."""

    def __init__(self, place: Place, other: Side) -> None:
        folder = place.folder
        if folder is None:
            raise ValueError(place.name)
        known = {*other.plans.values(), *other.beside.values()}
        self._size = len(next(iter(known), "x" * _SHA1))
        self._contents = {place.named(folder.source(path)): (path, read_bytes(path)) for path in folder.plan_paths()}
        self.plans: Mapping[str, str] = {
            source: self._id(content, other.plans.get(source)) for source, (_path, content) in self._contents.items()
        }
        others = () if place.name or place.past is None else _others(folder)
        self.beside: Mapping[str, str] = {
            source: self._id(read_bytes(path), other.beside.get(source)) for source, path in others
        }

    def _id(self, content: bytes | Problem, saved_as: str | None) -> str:
        """The id of a content, or of the same with the line endings that git keeps."""
        if isinstance(content, Problem):
            return content.code
        found = _blob_id(content, self._size)
        if found != saved_as and b"\r\n" in content:
            other = _blob_id(content.replace(b"\r\n", b"\n"), self._size)
            return other if other == saved_as else found
        return found

    def versions(self, sources: Sequence[str]) -> tuple[Version, ...]:
        """The plan files of those names that there are."""
        found = []
        for source in sources:
            if source in self._contents:
                path, content = self._contents[source]
                if isinstance(content, Problem):
                    found.append(Version(source, None, (content.at(source),)))
                else:
                    found.append(_version(parse_plan(content, path, source), content))
        return tuple(found)


def _others(folder: Workspace) -> Iterable[tuple[str, Path]]:
    """The files beside the plans."""
    root = folder.root
    paths = (*((root / name) for name in _BESIDE), *sorted((root / PROPOSALS).rglob("*.toml")))
    return [(folder.source(path), path) for path in paths if path.is_file()]


class Followed:
    """A folder of which nothing was saved by a day, as its follow-ups tell that it was then."""

    beside: Mapping[str, str] = {}

    def __init__(self, place: Place, day: dt.date) -> None:
        now = Folder(place, Saved(place, End(EndKind.DAY)))
        self._versions: dict[str, Version] = {}
        self.plans: Mapping[str, str] = dict(now.plans)
        for version in now.versions(tuple(now.plans)):
            plan = as_followups_tell(version.plan, day) if version.plan else None
            self._versions[version.source] = version
            if plan is not version.plan:
                self._versions[version.source] = replace(version, plan=plan, content=None)
                # No content has such an id.
                self.plans = {**self.plans, version.source: "-" * len(now.plans[version.source])}

    def versions(self, sources: Sequence[str]) -> tuple[Version, ...]:
        """The plan files of those names that there are."""
        return tuple(self._versions[source] for source in sources if source in self._versions)


def _version(file: PlanFile, content: bytes | None) -> Version:
    # The ends of lines are git's and the editor's business.
    text = content.replace(b"\r\n", b"\n") if content is not None else None
    return Version(file.source, file.plan, file.problems, text)


def _blob_id(content: bytes, size: int) -> str:
    import hashlib

    data = b"blob %d\0%b" % (len(content), content)
    return (hashlib.sha1(data, usedforsecurity=False) if size == _SHA1 else hashlib.sha256(data)).hexdigest()


def sides_of(place: Place, start: End, end: End, *, is_alone: bool) -> tuple[Side, Side]:
    """A place at both ends.

    Args:
        place: where the plans are.
        start: the earlier state.
        end: the later state.
        is_alone: whether there is no other place, so that nothing is told where nothing was saved.

    Raises:
        GitError: git refused.
    """
    old, new = (_side(place, one, is_alone=is_alone) for one in (start, end))
    if end.kind is EndKind.FOLDER and place.folder:
        new = Folder(place, old)
    if place.name:
        # With hundreds of sources, not all of their programs may run at once.
        place.close()
    return old, new


def _side(place: Place, end: End, *, is_alone: bool) -> Side:
    if end.kind is EndKind.DAY and end.day and place.folder and (end.as_followed or not (place.head or is_alone)):
        return Followed(place, end.day)
    return Saved(place, end)


def present_plans(place: Place) -> Iterator[Plan]:
    """The plans of a place as they are; where a file cannot be read, what was saved last.

    Raises:
        GitError: git refused.
    """
    newest = End(EndKind.FOLDER)
    if place.folder is None:
        last = Saved(place, newest)
        yield from (version.plan for version in last.versions(tuple(last.plans)) if version.plan)
        return
    files = place.folder.read_all()
    yield from (file.plan for file in files if file.plan)
    broken = [place.named(file.source) for file in files if not file.plan]
    if broken:
        yield from (version.plan for version in Saved(place, newest).versions(broken) if version.plan)
