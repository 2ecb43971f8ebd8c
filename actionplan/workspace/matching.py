"""The same file in several commits: what each holds of it, whatever it is called there."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from actionplan.store import toml
from actionplan.store.git.commits import entries_of
from actionplan.store.git.objects import Objects
from actionplan.store.language import PLANS
from actionplan.store.settings import PROPOSALS
from actionplan.store.text import Document, decode
from actionplan.workspace.versioned import Versioned

Files = Mapping[str, str]
"""The ids of contents by path from the repository's top."""


class Trio(Struct, frozen=True):
    """A file on two sides and in what they began with: its contents by their ids in git."""

    path: str
    """Where it shall lie."""
    bases: tuple[str | None, ...]
    """In each commit that both sides build on; several where lines of work have crossed."""
    ours: str | None
    theirs: str | None
    ours_path: str
    theirs_path: str
    base_path: str

    @property
    def places(self) -> frozenset[str]:
        """Everywhere that it lies or lay."""
        return frozenset({self.path, self.ours_path, self.theirs_path, self.base_path})

    @property
    def is_changed_by_both(self) -> bool:
        """Whether its content has to be put together."""
        return self.ours != self.theirs and (len({*self.bases}) > 1 or self.bases[0] not in {self.ours, self.theirs})

    @property
    def changed_by_one(self) -> str | None:
        """Its content where only one side has changed it, or both alike."""
        return self.theirs if self.ours == self.bases[0] else self.ours


def own_files(here: Versioned, objects: Objects, commit: str) -> dict[str, str]:
    """The files of the workspace in a commit. Whatever else the repository holds is not looked through."""
    found = {**objects.files(commit, here.from_top(PLANS)), **objects.files(commit, here.from_top(PROPOSALS))}
    beside = entries_of(here.repository, commit, here.beside)
    return {path: id_ for path, id_ in found.items() if here.is_own(path)} | {
        path: entry.id for path, entry in beside.items() if entry
    }


def trios(here: Versioned, objects: Objects, bases: Sequence[str], ours: str, theirs: str) -> Iterator[Trio]:
    """The plans, catalogues and settings of two commits and of those that both build on, one by one."""
    starts = [_values(here, objects, commit) for commit in bases]
    left, right = (_values(here, objects, commit) for commit in (ours, theirs))
    start = {path: id_ for found in reversed(starts) for path, id_ in found.items()}
    new_left, new_right = _renamed(here, objects, start, left), _renamed(here, objects, start, right)
    taken = {*new_left.values(), *new_right.values()}
    for path in sorted({*start, *left, *right} - taken):
        one, other = new_left.get(path, path), new_right.get(path, path)
        yield Trio(
            path=min({one, other} - {path}, default=path),
            bases=tuple(found.get(path) for found in starts),
            ours=left.get(one),
            theirs=right.get(other),
            ours_path=one,
            theirs_path=other,
            base_path=path,
        )


def _values(here: Versioned, objects: Objects, commit: str) -> dict[str, str]:
    """The files that say something by keys and values."""
    return {path: id_ for path, id_ in own_files(here, objects, commit).items() if path.endswith(".toml")}


def _renamed(here: Versioned, objects: Objects, start: Files, side: Files) -> dict[str, str]:
    """Plans that a side has given another file name: the new by the old. They are known by whose they are.

    That files look alike says nothing: all plans do.
    """
    gone = [path for path in start if path not in side and here.is_plan(path)]
    new = [path for path in side if path not in start and here.is_plan(path)]
    if not gone or not new:
        return {}
    found = {}
    same = {id_: path for path, id_ in side.items() if path in new}
    for path in list(gone):
        if other := same.pop(start[path], None):
            found[path] = other
            gone.remove(path)
            new.remove(other)
    by_body: dict[str, list[str]] = {}
    for path in new:
        by_body.setdefault(_body(objects, side[path]), []).append(path)
    for path in gone:
        body = _body(objects, start[path])
        if body and by_body.get(body):
            found[path] = by_body[body].pop(0)
    return found


def _body(objects: Objects, id_: str) -> str:
    found = objects.one(id_)
    document = decode(found.content) if found else None
    if not isinstance(document, Document):
        return ""
    try:
        head = toml.loads(document.text).get("plan")
    except toml.Invalid:
        return ""
    return str(head.get("body", "")) if isinstance(head, Mapping) else ""
