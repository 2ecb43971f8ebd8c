"""What is missing: in each plan file, and from those that have no plan."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from actionplan.core.body import Body
from actionplan.core.problems import worst
from actionplan.core.todo import Lack, Task, soonest_first, tasks_of
from actionplan.store.read import PlanFile
from actionplan.wording.problems import problem_text
from actionplan.workspace.opening import Workspace
from actionplan.workspace.sources import look, only, read_from
from actionplan.workspace.watching import Mark, marks


class Lacking(Struct, frozen=True):
    """What a plan file lacks, and for whom it speaks."""

    body: str
    """Whose plan it is; empty where nobody knows."""
    name: str
    """What its body is called; empty where the file cannot be read."""
    about: frozenset[str]
    """The bodies whose plan it is."""
    reports: frozenset[str]
    """The bodies that have reported with it."""
    tasks: tuple[Task, ...]


Lacks = Mapping[str, tuple[Mark | None, Lacking]]
"""What files were found to lack, by source, and how they were marked then."""

Progress = Callable[[int, int], None]
"""Is told how many of how many files are done."""


def name_of(workspace: Workspace, file: PlanFile) -> str:
    """What the body of a file is called in a list; the file where that is not known."""
    body = workspace.body_of(file)
    return (file.plan.head.name if file.plan else None) or (body.title if body else file.source)


def is_about(workspace: Workspace, file: PlanFile, bodies: Sequence[Body]) -> bool:
    """Whether a file holds a plan of the bodies or of those that belong to them, or may do so."""
    return _concerns(_about(file, workspace.body_of(file)), bodies)


def _about(file: PlanFile, body: Body | None) -> frozenset[str]:
    """The bodies whose plan a file is; none where its own body is not known."""
    if body is None:
        return frozenset()
    return frozenset((body.id, *(file.plan.head.covers if file.plan else ())))


def _concerns(about: frozenset[str], bodies: Sequence[Body]) -> bool:
    wanted = {id_ for body in bodies for id_ in (body.id, *body.members, *body.associates)}
    return not about or not wanted.isdisjoint(about)


def lacking(workspace: Workspace, file: PlanFile, today: dt.date) -> Lacking:
    """What a file lacks."""
    body = workspace.body_of(file)
    about = _about(file, body)
    if file.plan is None:
        whose = body.id if body else ""
        task = Task(Lack.READABLE, whose, file.source, what=problem_text(worst(file.problems)))
        return Lacking(whose, "", about, frozenset({whose} if whose else ()), (task,))
    limits = workspace.settings.thresholds
    head = file.plan.head
    tasks = tasks_of(file.plan, file.source, today, stale_days=limits.stale_days, soon_days=limits.soon_days)
    reports = frozenset[str]() if file.plan.is_blank else frozenset((head.body, *head.covers))
    return Lacking(head.body, name_of(workspace, file), about, reports, tuple(tasks))


def looked_through(workspace: Workspace, today: dt.date, known: Lacks, progress: Progress | None = None) -> Lacks:
    """What every plan file lacks, read anew only where it has changed.

    Args:
        workspace: where the plans are.
        today: the day that deadlines are held against.
        known: what was found before.
        progress: is told before each file; may raise an error of its own to stop.
    """
    now = marks(workspace)
    paths = workspace.plan_paths()
    looked = look(workspace) if workspace.settings.sources else ()
    whole = len(paths) + sum(len(one.files) for one in looked)
    found: dict[str, tuple[Mark | None, Lacking]] = {}
    for path in paths:
        if progress:
            progress(len(found), whole)
        source = workspace.source(path)
        mark, before = now.get(source), known.get(source)
        if mark is not None and before and before[0] == mark:
            found[source] = before
        else:
            found[source] = (mark, lacking(workspace, workspace.read(path), today))
    for one in looked:
        kept = {file for file, id_ in one.blobs.items() if file in known and known[file][0] == _mark_of(id_)}
        found |= {file: known[file] for file in one.blobs if file in kept}
        for read in read_from((only(one, frozenset(one.files) - kept),)):
            if progress:
                progress(len(found), whole)
            id_ = one.blobs.get(read.source)
            found[read.source] = (_mark_of(id_) if id_ else None, lacking(workspace, read, today))
    return found


def _mark_of(id_: str) -> Mark:
    """What git keeps is marked by its content."""
    return int(id_, 16), 0, 0


def concerning(found: Iterable[Lacking], group: Body | None) -> tuple[Lacking, ...]:
    """What was found in the files of a body and of its members; in all files where none is named."""
    return tuple(one for one in found if group is None or _concerns(one.about, (group,)))


def names_of(workspace: Workspace, found: Iterable[Lacking]) -> Mapping[str, str]:
    """What bodies are called: as their plans say, else as the register does."""
    names = {body.id: body.title for body in workspace.bodies.by_id.values()}
    return names | {one.body: one.name for one in found if one.name}


def what_is_missing(workspace: Workspace, group: Body | None, found: Sequence[Lacking]) -> tuple[Task, ...]:
    """All that is missing, soonest first.

    Args:
        workspace: for its bodies.
        group: whose members should have reported; ``None`` when nobody is expected to.
        found: what the files lack.
    """
    tasks = [task for one in found for task in one.tasks]
    if group:
        seen = frozenset[str]().union(*(one.reports for one in found))
        members = workspace.bodies.members(group) if group.members else (group,)
        tasks += [Task(Lack.REPORT, member.id) for member in members if member.id not in seen]
    return soonest_first(tasks, names_of(workspace, found))
