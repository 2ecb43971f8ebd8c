"""The plans of one place in brief, as they stood on one day after the other. Several: `recountings`."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from actionplan import __version__
from actionplan.core.brief import Brief
from actionplan.core.problems import Problem
from actionplan.core.trend import Broken, State
from actionplan.store.briefs import Briefs
from actionplan.store.git.shelf import Heads, Instead, Kept, Line, Shelf, blob_id, load, save
from actionplan.store.read import PlanFile, parse_blob, read_bytes
from actionplan.workspace.opening import Workspace
from actionplan.workspace.past import Files, Past
from actionplan.workspace.pasts import Place

Progress = Callable[[int, int], None]
"""Is told how many of how many versions are read."""


_TOGETHER = 24
"""Files whose versions are read together, day by day: git keeps what their versions are made from at hand, which it
cannot for all files at once, and not far apart in the order that they were saved in."""


class Stood(Struct, frozen=True):
    """The plans as they stood on a day, whole."""

    plans: Mapping[str, PlanFile]
    """By file; what could not be read is there without a plan, unless something that was saved before stands in."""
    commits: Heads
    saved: dt.date | None
    """The day of the newest commit that counts."""
    carried: tuple[str, ...]
    united: tuple[str, ...]


class Recounting:
    """The past of a place in brief. Its files are called here as they are there."""

    def __init__(self, place: Place, calendar_day: dt.date, shelf: Path | None, briefs: Briefs) -> None:
        """Nothing is read yet.

        Args:
            place: where the plans are.
            calendar_day: the real day.
            shelf: where what was found before is kept; ``None`` to do without.
            briefs: reads plans.
        """
        self.place = place
        self.broken: dict[tuple[str, str], Broken] = {}
        self._path = shelf
        self._briefs = briefs
        self._calendar_day = calendar_day
        self._past = place.past if place.head else None

    def keep(self) -> None:
        """Keep what was found for the next time."""
        if "_shelf" in self.__dict__:
            save(self._path, __version__, self._shelf)

    @cached_property
    def _shelf(self) -> Shelf:
        """What was found before; what is found now is put there."""
        return load(self._path, __version__)

    @cached_property
    def _lying(self) -> dict[str, bytes | Problem]:
        """The contents of the files as they lie in the folder."""
        folder = self.place.folder
        return {folder.source(path): read_bytes(path) for path in folder.plan_paths()} if folder else {}

    def fingerprint(self) -> tuple[str, ...] | None:
        """All that the past depends on, and the files as they lie in the folder; ``None`` when one cannot be had."""
        place, past = self.place, self._past
        facts = [place.name, place.label, place.basis.value, *place.links, self._calendar_day.isoformat()]
        if past and past.head:
            facts += [past.head, past.repository.prefix, *sorted(past.boundary)]
        for source, content in self._lying.items():
            if isinstance(content, Problem):
                return None
            facts += [source, blob_id(content, past.head if past else None)]
        return tuple(facts)

    @property
    def known_from(self) -> dt.date | None:
        """From which day on the history is here; ``None`` when nothing of it is missing."""
        return self._past.known_from if self._past else None

    def first_day(self) -> dt.date | None:
        """The first day on which anything had been saved.

        Raises:
            GitError: git refused.
        """
        return self._line(()).first if self._past else None

    def present(self, day: dt.date) -> State:
        """The files as they lie in the folder; for a repository elsewhere those of its newest commit.

        Args:
            day: the day that they stand for.

        Raises:
            GitError: git refused.
        """
        if self.place.folder is None and self._past:
            newest = self._newest(self._past)
            self._read_all(self._past, (newest,), None)
            return self._state(self._past, day, newest)
        plans: dict[str, Brief] = {}
        carried: list[str] = []
        unreadable: list[str] = []
        for source, content in self._lying.items():
            brief = self._brief(content) if isinstance(content, bytes) else None
            if brief is None:
                brief = self._last_saved(source)
                (carried if brief else unreadable).append(source)
            if brief:
                plans[source] = brief
        return State(day, tuple(sorted(plans.items())), tuple(carried), tuple(unreadable))

    def _newest(self, past: Past) -> Files:
        return self._files(past, (past.head,) if past.head else ())

    def _brief(self, content: bytes) -> Brief | None:
        blob = blob_id(content, self._past.head if self._past else None)
        if blob not in self._shelf.briefs:
            self._keep(blob, content)
        return self._shelf.briefs[blob]

    def _keep(self, blob: str, content: bytes) -> None:
        self._shelf.briefs[blob] = self._briefs.read(content)
        self._shelf.is_changed = True

    def _last_saved(self, source: str) -> Brief | None:
        """What a file held when it was last saved and could be read."""
        if self._past is None or self._past.head is None:
            return None
        return next((brief for _commit, _blob, brief in self._readable(source, (self._past.head,))), None)

    def states(self, days: Sequence[dt.date], progress: Progress | None = None) -> Iterator[State]:
        """The plans as they stood on days, the oldest first.

        Args:
            days: in order.
            progress: is told how far reading has come.

        Raises:
            GitError: git refused.
        """
        past = self._past
        if past is None:
            yield from (State(day, ()) for day in days)
            return
        files = self._on(past, days)
        self._read_all(past, files.values(), progress)
        for day, found in files.items():
            yield self._state(past, day, found)

    def unread(self, days: Sequence[dt.date]) -> int:
        """How many versions there are to read before it can be told how the plans stood on days.

        Raises:
            GitError: git refused.
        """
        return len(self._unread(self._on(self._past, days).values())) if self._past else 0

    def _on(self, past: Past, days: Sequence[dt.date]) -> dict[dt.date, Files]:
        heads = self._line(days).heads
        return {day: self._files(past, heads[day.isoformat()]) for day in days}

    def stood(self, day: dt.date) -> Stood:
        """The plans as they stood at the end of a day, whole.

        Raises:
            GitError: git refused.
        """
        past = self._past
        if past is None:
            return Stood({}, (), None, (), ())
        heads = self._line((day,)).heads[day.isoformat()]
        return self._whole_state(past, self._files(past, heads))

    def _whole_state(self, past: Past, files: Files) -> Stood:
        heads = files.heads
        plans = past.read_plans(files)
        carried = []
        for path in [path for path, file in plans.items() if file.plan is None]:
            self._instead(past, path, files.blobs[path], heads)
            blob = self._shelf.instead[_key(path, heads)].blob
            if blob:
                plans[path] = self._whole(past, blob, path)
                carried.append(path)
        saved = past.timeline.day_of(heads[0]) if heads else None
        return Stood(plans, heads, saved, tuple(carried), files.united)

    def present_files(self) -> dict[str, PlanFile]:
        """The files as they lie in the folder, whole; for what cannot be read, what was last saved of it.

        Raises:
            GitError: git refused.
        """
        past, folder = self._past, self.place.folder
        if folder is None:
            return dict(self._whole_state(past, self._newest(past)).plans) if past else {}
        found = {file.source: file for file in folder.read_all()}
        for source in [source for source, file in found.items() if file.plan is None]:
            saved = next(self._readable(source, (past.head,)), None) if past and past.head else None
            if past and saved:
                found[source] = self._whole(past, saved[1], source)
        return found

    def _whole(self, past: Past, blob: str, path: str) -> PlanFile:
        return parse_blob(past.objects.kept(blob).content, path)

    def _line(self, days: Iterable[dt.date]) -> Line:
        """The commits that stand for days."""
        past, lines = self._past, self._shelf.lines
        if past is None or past.head is None:
            raise ValueError
        wanted = tuple(days)
        # What a shallow clone ends with may change although the newest commit does not.
        is_kept = not past.repository.is_shallow
        line = lines.pop(past.head, None) if is_kept else None
        if line is None or not line.holds(self._calendar_day):
            line = Line(self._calendar_day, past.timeline.is_settled, past.timeline.days[0], {})
        if missing := [day for day in wanted if day.isoformat() not in line.heads]:
            found = past.timeline.heads_on(missing)
            line.heads.update({day.isoformat(): heads for day, heads in found.items()})
            self._shelf.is_changed = True
        if is_kept:
            lines[past.head] = line
        return line

    def _files(self, past: Past, heads: Heads) -> Files:
        kept = self._shelf.states.get(heads)
        if kept is None:
            found = past.files_of(*heads)
            kept = self._shelf.states[heads] = Kept(dict(found.blobs), found.united)
            self._shelf.is_changed = True
        return Files(heads, kept.blobs, kept.united)

    def _read_all(self, past: Past, states: Iterable[Files], progress: Progress | None) -> None:
        wanted = self._unread(states)
        for number, (blob, content) in enumerate(past.read(wanted), 1):
            self._keep(blob, content)
            if progress:
                progress(number, len(wanted))

    def _unread(self, states: Iterable[Files]) -> Mapping[str, None]:
        """The contents that are not known yet, in the order in which git gives them fastest."""
        known, all_files = self._shelf.briefs, tuple(states)
        paths = sorted({path for files in all_files for path in files.blobs})
        return {
            blob: None
            for start in range(0, len(paths), _TOGETHER)
            for files in all_files
            for path in paths[start : start + _TOGETHER]
            if (blob := files.blobs.get(path)) and blob not in known
        }

    def _state(self, past: Past, day: dt.date, files: Files) -> State:
        known = self._shelf.briefs
        plans: list[tuple[str, Brief]] = []
        carried: list[str] = []
        unreadable: list[str] = []
        for path, blob in sorted(files.blobs.items()):
            brief = known[blob]
            if brief is None:
                brief = self._instead(past, path, blob, files.heads)
                (carried if brief else unreadable).append(path)
            if brief:
                plans.append((path, brief))
        united = tuple(path for path in files.united if path in files.blobs)
        return State(day, tuple(plans), tuple(carried), tuple(unreadable), united, past.is_known(day))

    def _instead(self, past: Past, path: str, broken: str, heads: Heads) -> Brief | None:
        """What a file held before it could no longer be read."""
        key = _key(path, heads)
        found = self._shelf.instead.get(key)
        if found is None:
            readable = next(self._readable(path, heads), None)
            culprit = next(one.commit for one in past.versions(path, *heads) if one.blob == broken)
            day = past.timeline.day_of(culprit)
            found = Instead(culprit, day, readable[0] if readable else None, readable[1] if readable else None)
            self._shelf.instead[key] = found
            self._shelf.is_changed = True
        self.broken[path, found.commit] = Broken(path, found.commit, found.day, found.good)
        return self._shelf.briefs.get(found.blob) if found.blob else None

    def _readable(self, path: str, heads: Heads) -> Iterator[tuple[str, str, Brief]]:
        """The versions of a file that can be read, the newest first."""
        past = self._past
        for version in past.versions(path, *heads) if past else ():
            if past and version.blob:
                if version.blob not in self._shelf.briefs:
                    self._keep(version.blob, past.objects.kept(version.blob).content)
                if brief := self._shelf.briefs[version.blob]:
                    yield version.commit, version.blob, brief


def _key(path: str, heads: Heads) -> str:
    return "\n".join((*heads, path))


def aliases(workspace: Workspace) -> Mapping[str, str]:
    """The id of everything that a body may be called in a file."""
    return {name: body.id for body in workspace.bodies.by_id.values() for name in (body.slug, body.id)}
