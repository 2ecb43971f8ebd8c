"""What has happened to a body's plan: every version of its file, compared with what it was made from."""

import datetime as dt
import heapq
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from actionplan.core.body import Body
from actionplan.core.catalogue import Catalogue
from actionplan.core.chronicle import Chronicle, Event, EventKind, NotChosen, View, changes_since, view_of
from actionplan.core.differences import Kind, PlanDifference
from actionplan.core.plan import Plan
from actionplan.core.problems import Problem
from actionplan.store.errors import NoPlan, SeveralPlans
from actionplan.store.git.file_log import Touch, merges_saying, touches
from actionplan.store.language import PLANS
from actionplan.store.read import PlanFile, parse_blob
from actionplan.wording.clashes import NOT_CHOSEN
from actionplan.workspace.comparing import renumber
from actionplan.workspace.opening import Workspace
from actionplan.workspace.past import Past
from actionplan.workspace.pasts import Pasts, Place


def chronicle(workspace: Workspace, pasts: Pasts, body: Body, number: str | None) -> Chronicle:
    """What has happened to a body's plan, or to a proposal in it, where it is kept: here, else in a source.

    Args:
        workspace: where.
        pasts: its past, and those of its sources.
        body: whose plan.
        number: the proposal; ``None`` for the plan as a whole.

    Raises:
        NoPlan: the body has no plan, and none is saved.
        SeveralPlans: it has several.
        GitError: git refused.
    """
    own, *others = pasts.places
    found = _find(own, body)
    if found is None:
        elsewhere = [one for place in others if (one := _find(place, body))]
        if len(elsewhere) > 1:
            raise SeveralPlans(body.name, tuple(one.name for one in elsewhere))
        if not elsewhere:
            raise NoPlan(body.name, body.slug)
        found = elsewhere[0]
    return _told(workspace, pasts, found, number)


class _Found(Struct, frozen=True):
    """Where a body's plan is kept."""

    place: Place
    body: Body
    now: PlanFile | None
    """Its file in the folder."""
    saved: str | None
    """What its file is called in what was saved last."""
    reader: "_Reader | None"

    @property
    def name(self) -> str:
        """Its file as the user knows it."""
        return self.place.named(self.now.source if self.now else self.saved or "")


def _find(place: Place, body: Body) -> _Found | None:
    now = _file_now(place.folder, body) if place.folder else None
    reader = _Reader(place.past, body.id) if place.past else None
    saved = reader.path_in(place.head, now.source if now else None, body) if reader and place.head else None
    if place.name:
        # With hundreds of sources, not all of their programs may run at once.
        place.close()
    return _Found(place, body, now, saved, reader) if now or saved else None


def _told(workspace: Workspace, pasts: Pasts, found: _Found, number: str | None) -> Chronicle:
    own = pasts.places[0]
    now, saved, head, reader = found.now, found.saved, found.place.head, found.reader
    newest = now.plan if now and now.plan else reader.plan(head, saved) if reader and head and saved else None
    view = view_of(number, newest, workspace.catalogues)
    teller = _Teller(reader, view, workspace.catalogues)
    events = teller.events(head, saved) if head and saved else ()
    if now:
        events = (*teller.unsaved(now, head, saved), *events)
    place = found.place
    if place.name:
        moved = _before_it_moved(own, found, view, workspace.catalogues)
        events = tuple(heapq.merge((_named(place, event) for event in events), moved, key=_when, reverse=True))
    limit = place.past.known_from if place.past and teller.reached_limit else None
    return Chronicle(
        found.name,
        found.body.id,
        number,
        events,
        limit if not place.name else None,
        gap=place.gap(limit) if pasts.sources else None,
        kept_in=next((one for one in pasts.sources if one.name == place.name), None),
    )


def own_path(body: Body) -> str:
    """What the file of a body's plan is usually called."""
    return f"{PLANS}/{body.slug}.toml"


def _before_it_moved(own: Place, found: _Found, view: View, catalogues: Sequence[Catalogue]) -> tuple[Event, ...]:
    """What happened to a source's plan while the workspace's own folder still kept it, under its usual name."""
    if own.past is None or own.head is None:
        return ()
    return _Teller(_Reader(own.past, found.body.id), view, catalogues).events(own.head, own_path(found.body))


def _when(event: Event) -> dt.date:
    return event.day or dt.date.max


def _named(place: Place, event: Event) -> Event:
    """The same with the files called as the user knows them."""
    problems = tuple(problem.at(place.named(problem.source)) for problem in event.problems)
    was = place.named(event.was) if event.was else ""
    return replace(event, source=place.named(event.source), was=was, problems=problems)


def _file_now(folder: Workspace, body: Body) -> PlanFile | None:
    """The body's file in a folder, readable or not."""
    files = folder.files_of(body)
    own = tuple(file for file in files if file.plan is None or file.plan.head.body == body.id) or files
    if len(own) > 1:
        raise SeveralPlans(body.name, tuple(file.source for file in own))
    return own[0] if own else None


class _Held(Struct, frozen=True):
    """What a file held in a commit."""

    blob: str
    file: PlanFile


class _Reader:
    """Reads versions of plan files, each content once."""

    def __init__(self, past: Past, body: str) -> None:
        self.past = past
        self._body = body
        self._held: dict[str, _Held] = {}
        self._names: dict[tuple[str, str], str | None] = {}

    def load(self, asked: Iterable[tuple[str, str]]) -> None:
        """Read what a path holds in each of several commits, in one go."""
        prefix = self.past.repository.prefix
        wanted = [one for one in dict.fromkeys(asked) if one not in self._names and "\n" not in one[1]]
        found = self.past.objects.read([f"{commit}:{prefix}{path}" for commit, path in wanted])
        for (commit, path), one in zip(wanted, list(found), strict=True):
            if one is None:
                self.past.objects.ensure_absent(commit, f"{prefix}{path}")
            if one is None or one.kind != "blob":
                self._names[commit, path] = None
                continue
            self._names[commit, path] = one.id
            if one.id not in self._held:
                self._held[one.id] = _Held(one.id, parse_blob(one.content, path))

    def held(self, commit: str, path: str) -> _Held | None:
        """What a path holds in a commit: this body's plan, or what cannot be read."""
        self.load(((commit, path),))
        blob = self._names.get((commit, path))
        found = self._held[blob] if blob else None
        if found and found.file.plan and found.file.plan.head.body != self._body:
            return None
        return found

    def plan(self, commit: str, path: str) -> Plan | None:
        """The plan at a path in a commit."""
        found = self.held(commit, path)
        return found.file.plan if found else None

    def path_in(self, commit: str, likely: str | None, body: Body | None = None, beside: str = "") -> str | None:
        """The file of the body's plan in a commit.

        Args:
            commit: the commit.
            likely: the name that it probably has.
            body: whose name a file may bear that cannot be read.
            beside: a later commit whose files are passed over: it was not renamed from what is still there.
        """
        if likely and self.held(commit, likely):
            return likely
        blobs = self.past.files_of(commit).blobs
        later = self.past.files_of(beside).blobs if beside else {}
        paths = [path for path, blob in blobs.items() if path != likely and later.get(path) != blob]
        self.load((commit, path) for path in paths)
        own = [path for path in paths if self.plan(commit, path)]
        if own:
            return min(own)
        named = own_path(body) if body else None
        return named if named and named in blobs and self.held(commit, named) else None


class _Step(Struct, frozen=True):
    """A commit that changed the plan's file."""

    touch: Touch
    source: str
    """The file after it."""
    was: str
    """The file before it."""


class _Teller:
    """Tells the events of one plan."""

    def __init__(self, reader: _Reader | None, view: View, catalogues: Sequence[Catalogue]) -> None:
        self._has = reader
        self._view = view
        self._catalogues = catalogues
        self._carried: dict[str, Plan | None] = {}
        """The last plan that could be read, by the content that could not."""
        self._sources: dict[str, None] = {}
        self.reached_limit = False

    @property
    def _reader(self) -> _Reader:
        """Reads what was saved; not asked for where nothing was."""
        if self._has is None:
            raise ValueError
        return self._has

    def events(self, head: str, path: str) -> tuple[Event, ...]:
        """What was saved, the newest first."""
        steps = self._steps(head, path)
        told = [(step.touch.time, event) for step in reversed(steps) for event in self._of(step)]
        return self._with_choices(head, told[::-1])

    def _steps(self, head: str, path: str) -> list[_Step]:
        """The commits that changed the plan, the newest first, under all names that its file has had."""
        past = self._reader.past
        steps: list[_Step] = []
        waiting = [(head, path)]
        seen: set[str] = set()
        while waiting:
            start, name = waiting.pop(0)
            self._sources[name] = None
            found = touches(past.repository.git, start, past.repository.prefix + name)
            self._reader.load((id_, name) for one in found for id_ in (one.id, *one.parents))
            for one in found:
                if one.id in seen:
                    continue
                seen.add(one.id)
                was = self._name_before(one, name)
                steps.append(_Step(one, name, was))
                if was != name:
                    waiting += [(parent, was) for parent in one.parents if self._reader.held(parent, was)]
        return steps

    def _name_before(self, one: Touch, name: str) -> str:
        """What the plan's file was called before a commit."""
        held = self._reader.held
        if not held(one.id, name) or any(held(parent, name) for parent in one.parents):
            return name
        found = (self._reader.path_in(parent, name, beside=one.id) for parent in one.parents)
        return next((was for was in found if was), name)

    def _of(self, step: _Step) -> Iterator[Event]:
        """What a commit did; older commits have been told before."""
        one, held = step.touch, self._reader.held
        now = held(one.id, step.source)
        parents = [found for parent in one.parents if (found := held(parent, step.was))]
        is_limit = one.id in self._reader.past.boundary
        self.reached_limit |= is_limit
        if now is None:
            if parents and not self._reader.path_in(one.id, None):
                yield _event(EventKind.REMOVED, step)
        elif now.file.plan is None:
            self._carried[now.blob] = next(filter(None, map(self._readable, parents)), None)
            if all(parent.file.plan for parent in parents):
                yield _event(EventKind.BROKEN, step, problems=now.file.problems)
        elif not is_limit:
            yield from self._changed(step, now.file.plan, parents)

    def _changed(self, step: _Step, plan: Plan, parents: Sequence[_Held]) -> Iterator[Event]:
        plans = [found for parent in parents if (found := self._readable(parent))]
        if any(parent.file.plan == plan for parent in parents) and step.was == step.source:
            return
        bridged = bool(parents) and all(parent.file.plan is None for parent in parents)
        yield from self._compared(_event(EventKind.CHANGED, step, bridged=bridged), plans, plan)

    def unsaved(self, now: PlanFile, head: str | None, saved: str | None) -> Iterator[Event]:
        """What differs between the folder and what was saved last. Asked for after what was saved."""
        self._sources[now.source] = None
        held = self._reader.held(head, saved) if head and saved else None
        before = self._readable(held) if held else None
        event = Event(EventKind.UNSAVED, now.source, was=saved if saved and saved != now.source else "")
        if now.plan is None:
            if held is None or held.file.plan:
                yield replace(event, problems=now.problems)
            return
        bridged = held is not None and held.file.plan is None
        yield from self._compared(replace(event, bridged=bridged), [before] if before else [], now.plan)

    def _compared(self, event: Event, parents: Sequence[Plan], plan: Plan) -> Iterator[Event]:
        """The event with what is in a plan and in none of those that it was made from, if it is worth telling."""
        whole = self._view.number is None
        after = self._view.of(plan)
        befores = [self._view.of(parent) for parent in parents]
        if not parents:
            if event.kind is EventKind.CHANGED:
                event = replace(event, kind=EventKind.STARTED)
            if whole:
                yield replace(event, after=after)
                return
            befores = [blank] if (blank := self._view.blank(plan)) else []
        before, changes = befores[0], changes_since(befores, after)
        if whole and len(befores) == 1:
            difference = PlanDifference(event.source, "", "", Kind.CHANGED, before, after, changes)
            renumbered = renumber(difference, self._catalogues)
            before, changes = renumbered.before or before, renumbered.changes
        if changes or (whole and event.was):
            yield replace(event, before=before, after=after, changes=changes, was=event.was if whole else "")

    def _readable(self, held: _Held) -> Plan | None:
        """The plan that a file holds; where it cannot be read, the last that could."""
        return held.file.plan or self._carried.get(held.blob)

    def _with_choices(self, head: str, told: Sequence[tuple[int, Event]]) -> tuple[Event, ...]:
        """The events, with the values that were not chosen when lines of work were united."""
        found = list(told)
        for one in merges_saying(self._reader.past.repository.git, head, f"{NOT_CHOSEN}:"):
            lost = tuple(self._lost(one.message))
            if not lost:
                continue
            at = next((at for at, (_time, event) in enumerate(found) if event.commit == one.short), None)
            if at is not None:
                found[at] = (one.time, replace(found[at][1], not_chosen=lost))
                continue
            event = Event(EventKind.CHOSEN, next(iter(self._sources)), one.short, one.day, one.author, not_chosen=lost)
            # A merge comes after what it unites.
            at = next((at for at, (time, _event) in enumerate(found) if time <= one.time), len(found))
            found.insert(at, (one.time, event))
        return tuple(event for _time, event in found)

    def _lost(self, message: str) -> Iterator[NotChosen]:
        for line in message.split("\n"):
            found = not_chosen_in(line)
            if found and found[0] in self._sources and self._view.concerns(found[1].path):
                yield found[1]


def not_chosen_in(line: str) -> tuple[str, NotChosen] | None:
    """The value that a line of a message keeps, with its file."""
    import json

    head, _equals, rest = line.partition(" = ")
    word, _blank, named = head.partition(": ")
    source, _blank, place = named.rpartition(" ")
    if word != NOT_CHOSEN or not source or not rest:
        return None
    try:
        value, end = (None, 1) if rest.startswith("-") else json.JSONDecoder().raw_decode(rest)
    except ValueError:
        value, end = rest, len(rest)
    said = value if isinstance(value, str) or value is None else json.dumps(value, ensure_ascii=False)
    path = () if place == "*" else tuple(place.split("."))
    return source, NotChosen(path, said, rest[end:].strip().removeprefix("(").removesuffix(")"))


def _event(kind: EventKind, step: _Step, *, problems: tuple[Problem, ...] = (), bridged: bool = False) -> Event:
    one = step.touch
    was = step.was if step.was != step.source else ""
    return Event(kind, step.source, one.short, one.day, one.author, problems=problems, was=was, bridged=bridged)
