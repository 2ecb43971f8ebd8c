"""The one place of the front end that reads and writes files. Everything here may take time: call it from a thread."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from actionplan.core.body import Body
from actionplan.core.errors import ActionPlanError
from actionplan.core.plan import Plan
from actionplan.core.problems import Problem
from actionplan.core.rollup import RollUp
from actionplan.core.sources import source_of
from actionplan.i18n import current_language
from actionplan.store.cache import renewed
from actionplan.store.errors import KeptElsewhere
from actionplan.store.language import SETTINGS
from actionplan.store.read import PlanFile, digest_of
from actionplan.tui.messages import Change
from actionplan.tui.scene import PlanRef, Scene
from actionplan.workspace import Workspace, open_workspace
from actionplan.workspace.gathering import Collected, collect, criteria_of, rolled_up
from actionplan.workspace.sources import kept_elsewhere, read_files
from actionplan.workspace.watching import Marks, changed, marks

# What editing and the other screens need is loaded by them: the first frame does not wait for it.
if TYPE_CHECKING:
    from actionplan.core.todo import Task
    from actionplan.tui.differing import Difference
    from actionplan.workspace.editing import Edited
    from actionplan.workspace.missing import Lacks

Progress = Callable[[int, int], None]
Step = tuple["Edited", ...]
"""What one act of the user changed, file by file."""


class Desk:
    """What is read of a workspace, and the edits on it. One thing at a time: threads take turns."""

    def __init__(self, workspace: Workspace, calendar_day: dt.date, body: str | None = None) -> None:
        """Nothing is read yet."""
        self.calendar_day = calendar_day
        """The real day, which nothing that was saved can be later than."""
        self._body = body
        self._turn = Lock()
        self._collected = Collected()
        self._marks: Marks = {}
        self._digests: dict[str, bytes] = {}
        self._plans_seen: dict[str, Plan] = {}
        self._told: dict[str, bytes] = {}
        """The digests of files whose differences have been told."""
        self._take(workspace)

    def _take(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.day = workspace.today(self.calendar_day)
        self._slugs = {body.slug: body.id for body in workspace.bodies.by_id.values()}

    # Reading

    def open(self, progress: Progress | None = None) -> Scene:
        """Read everything for the first time.

        Raises:
            ActionPlanError: the settings or the catalogue cannot be read.
        """
        with self._turn:
            self._marks = marks(self.workspace)
            self._collected = collect(self.workspace, None, progress=progress)
            return self._scene()

    def again(self, progress: Progress | None = None) -> Scene:
        """Read what has changed since, the workspace's settings too.

        Raises:
            ActionPlanError: the settings or the catalogue cannot be read; everything stays as it was.
        """
        with self._turn:
            old, before = self.workspace, self._collected
            now = marks(old)
            try:
                self._take(open_workspace(old.root))
                self._collected = collect(self.workspace, before, progress=progress)
                scene = self._scene()
            except ActionPlanError:
                self._take(old)
                self._collected = before
                raise
            self._marks = now
            self._digests.clear()
            self._told.clear()
            known, then = self._collected.plans, before.plans
            same = {one for one in known if one in then and known[one].digest == then[one].digest}
            self._plans_seen = {one: plan for one, plan in self._plans_seen.items() if one in same}
            return scene

    def clashing(self, sources: Iterable[str]) -> frozenset[str]:
        """Those of the files that are others than the ones that were shown."""
        with self._turn:
            own = (one for one in sources if not source_of(one))
            return frozenset(one for one in own if digest_of(self._path(one)) != self._seen(one))

    def changed_outside(self) -> frozenset[str]:
        """The files that others have changed since they were read here."""
        if not self._turn.acquire(blocking=False):
            # An edit of our own is being written; what it changes is not news.
            return frozenset()
        try:
            return changed(self._marks, marks(self.workspace))
        finally:
            self._turn.release()

    def differences(self, sources: Iterable[str]) -> "tuple[Difference, ...]":
        """What others have changed in files since they were read here."""
        with self._turn:
            return tuple(self._difference(source) for source in sorted(sources))

    def _difference(self, source: str) -> "Difference":
        from actionplan.tui.differing import Known, difference, settings_differ

        if source == SETTINGS:
            return settings_differ()
        now, one = read_files(self.workspace, (source,))[0], self._collected.plans.get(source)
        if now.document:
            self._told[source] = now.document.digest
        known = Known(one.summary, self._plans_seen.get(source)) if one else None
        if now.plan:
            name = self.workspace.display_name(now.plan.head.body, now.plan.head.name)
        else:
            name = next((ref.name for ref in self._plans() if ref.source == source), source)
        return difference(name, known, now)

    def plan(self, source: str) -> PlanFile:
        """A plan file as it is now."""
        with self._turn:
            return self._read(source)

    def plans(self, sources: Sequence[str], progress: Progress | None = None) -> tuple[PlanFile, ...]:
        """Several plan files as they are now."""
        return read_files(self.workspace, sources, progress)

    def lacking(self, known: "Lacks", progress: Progress | None = None) -> "Lacks":
        """What the plan files lack now; read anew only those that have changed."""
        from actionplan.workspace.missing import looked_through

        return looked_through(self.workspace, self.day, known, progress)

    def missing(self, known: "Lacks") -> "tuple[Task, ...]":
        """All that is missing, soonest first."""
        from actionplan.workspace.missing import concerning, what_is_missing

        group = self._region()
        return what_is_missing(self.workspace, group, concerning([one for _mark, one in known.values()], group))

    def _read(self, source: str) -> PlanFile:
        file = read_files(self.workspace, (source,))[0]
        if file.document and not source_of(source):
            self._digests[source] = file.document.digest
            known = self._collected.plans.get(source)
            # A plan that is newer than what the overview shows is not what others' changes are held against.
            if file.plan and known and known.digest == file.document.digest:
                self._plans_seen[source] = file.plan
        return file

    def kept_elsewhere(self, source: str) -> KeptElsewhere | None:
        """Why a plan cannot be changed here: another repository or folder keeps it. Nothing for one of our own."""
        if not source_of(source):
            return None
        name = next((ref.name for ref in self._plans() if ref.source == source), source)
        return kept_elsewhere(self.workspace, source, name)

    def _path(self, source: str) -> Path:
        if error := self.kept_elsewhere(source):
            raise error
        return self.workspace.root / source

    # Editing

    def edit(self, changes: Sequence[tuple[str, Change]], *, anew: bool = False) -> tuple[Step, list[Problem]]:
        """Change plans, all or none; gives the step and the problems that it brings.

        Args:
            changes: the files by source, each with what gives its new plan.
            anew: make the change in the files as they were when their differences were told.

        Raises:
            ActionPlanError: something stands against it; nothing is changed.
        """
        from actionplan.workspace.guarding import guarded
        from actionplan.workspace.together import PlanEdit, edit_plans

        with self._turn:
            problems: list[Problem] = []
            guards = [guarded(self.workspace, self.day, change) for _source, change in changes]
            edits = [
                PlanEdit(self._path(source), guard.change, (anew and self._told.get(source)) or self._seen(source))
                for (source, _change), guard in zip(changes, guards, strict=True)
            ]
            step = edit_plans(self.workspace, edits)
            for guard in guards:
                problems += guard.problems
            self._settle(step)
            return tuple(one for one in step if one.changes), problems

    def _seen(self, source: str) -> bytes | None:
        """The digest of a file as it was last shown, on a screen of its own or in the overview."""
        one = self._collected.plans.get(source)
        return self._digests.get(source) or (one.digest if one else None) or None

    def undo(self, step: Step) -> Step:
        """Undo a step, the latest file first, all of it or nothing; what that gives undoes the undoing.

        Raises:
            NotPutBack: it could be undone in some files alone.
            ActionPlanError: something stands against it.
        """
        from actionplan.workspace.together import undo_all

        with self._turn:
            try:
                undone = undo_all(self.workspace, step)
            except ActionPlanError:
                # What was undone and made again is as it was, but for its marks.
                self._settle(tuple(one for one in step if digest_of(one.path) == one.digest))
                raise
            self._settle(undone)
            return undone

    def _settle(self, step: Step) -> None:
        """Know the files that were just written: their change is not somebody else's."""
        now = marks(self.workspace)
        for one in step:
            self._digests[one.source] = one.digest
            self._plans_seen[one.source] = one.after
            if one.source in now:
                self._marks = {**self._marks, one.source: now[one.source]}
        # Only our own files are read again: what others have changed is offered, not taken in silence.
        own = renewed({one.source: one.path for one in step}, {})
        self._collected = Collected({**self._collected.plans, **own}, self._collected.sources)

    def scene(self) -> Scene:
        """What is known now, without reading."""
        with self._turn:
            return self._scene()

    # Showing

    def _scene(self) -> Scene:
        workspace = self.workspace
        region = self._region()
        rollup = self.rollup(region) if region else None
        return Scene(
            day=self.day,
            region=region,
            home=self._home(region),
            catalogue=workspace.catalogue,
            rollup=rollup,
            plans=self._plans(),
            language=current_language(),
        )

    def rollup(self, region: Body, *, names: bool = True) -> RollUp:
        """The roll-up of a region over what was read."""
        criteria = criteria_of(self.workspace, self.day, names=names)
        catalogue, read = self.workspace.catalogue, self._collected
        return rolled_up(self.workspace, region, catalogue, criteria, read.plans, sources=read.sources)

    def _plans(self) -> tuple[PlanRef, ...]:
        refs = []
        for source, one in self._collected.plans.items():
            stem = source.rpartition("/")[2].removesuffix(".toml")
            summary = one.summary
            body = summary.body if summary else self._slugs.get(stem, "")
            name = self.workspace.display_name(body, summary.name if summary else None) if body else stem
            refs.append(PlanRef(source, body, name, one.problems, summary is not None))
        return tuple(refs)

    def _planned(self) -> tuple[str, ...]:
        return tuple(plan.body for plan in self._plans() if plan.body)

    def _region(self) -> Body | None:
        """The workspace's region; else the group that most of its plans belong to."""
        workspace = self.workspace
        if workspace.settings.region:
            return workspace.bodies.resolve(workspace.settings.region)
        planned = set(self._planned())
        if len(planned) < 2:  # noqa: PLR2004 - one alone is not a region
            return None
        groups = [body for body in workspace.bodies.by_id.values() if len(planned.intersection(body.members)) > 1]
        return max(groups, key=lambda body: (len(planned.intersection(body.members)), -len(body.members)), default=None)

    def _home(self, region: Body | None) -> str:
        if self._body:
            return self.workspace.bodies.resolve(self._body).id
        planned = self._planned()
        members = region.members if region else ()
        return next((body for body in planned if body in members), planned[0] if planned else "")

    @property
    def starts_with_plan(self) -> bool:
        """Whether somebody who works with one plan has opened the program."""
        return bool(self._body) or self._region() is None
