"""The rules of the past, written plainly: check out each commit, read the files, count. Slow and obvious."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from actionplan.core.brief import LETTERS
from actionplan.core.plan import Entry, Plan, followup_date
from actionplan.core.status import Status
from actionplan.store.read import read_plan
from actionplan.workspace import Workspace
from tests.gitting import run_git

Files = dict[str, bytes]


@dataclass(frozen=True)
class Saved:
    """A commit, checked out once."""

    id: str
    parents: tuple[str, ...]
    day: dt.date
    """From which it counts."""
    place: int
    """In the order of counting."""
    files: Files


def all_saved(top: Path, worktree: Path, prefix: str, today: dt.date) -> dict[str, Saved]:
    """Every commit up to HEAD."""
    order = run_git(top, "rev-list", "--topo-order", "--reverse", "HEAD").split()
    own: dict[str, dt.date] = {}
    parents: dict[str, tuple[str, ...]] = {}
    for id_ in order:
        day, _, up = run_git(top, "show", "--no-patch", "--format=%as|%P", id_).partition("|")
        own[id_], parents[id_] = dt.date.fromisoformat(day), tuple(up.split())
    earliest = min((day for day in own.values() if day <= today), default=today)
    days: dict[str, dt.date] = {}
    for id_ in order:
        real = own[id_] if own[id_] <= today else earliest
        days[id_] = max([real, *(days[parent] for parent in parents[id_])])
    counted = sorted(order, key=lambda id_: (days[id_], order.index(id_)))
    if not worktree.exists():
        run_git(top, "worktree", "add", "--quiet", "--detach", str(worktree), "HEAD")
    found = {}
    for place, id_ in enumerate(counted):
        run_git(worktree, "checkout", "--quiet", "--force", "--detach", id_)
        found[id_] = Saved(id_, parents[id_], days[id_], place, files_in(worktree / prefix))
    return found


def files_in(folder: Path) -> Files:
    """The plan files in a work tree."""
    paths = (path for path in (folder / "plans").rglob("*.toml"))
    return {
        name: path.read_bytes()
        for path in paths
        if path.is_file() and "/." not in (name := path.relative_to(folder).as_posix())
    }


def ancestors(saved: Mapping[str, Saved], id_: str) -> set[str]:
    found, waiting = set(), [id_]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += saved[one].parents
    return found


def changes(saved: Mapping[str, Saved], heads: Iterable[str], path: str) -> list[Saved]:
    """The commits that led to a file's content: a merge that took one line's version leads along that line alone."""
    found, seen, waiting = [], set(), list(heads)
    while waiting:
        one = saved[waiting.pop()]
        if one.id in seen:
            continue
        seen.add(one.id)
        content = one.files.get(path)
        same = [parent for parent in one.parents if saved[parent].files.get(path) == content]
        if same:
            waiting.append(same[0])
        else:
            waiting += one.parents
            if one.parents or content is not None:
                found.append(one)
    return sorted(found, key=lambda commit: -commit.place)


def state(saved: Mapping[str, Saved], day: dt.date) -> tuple[list[str], Files]:
    """The heads and the files on a day."""
    counting = [one for one in saved.values() if one.day <= day]
    built_on = {parent for one in counting for parent in one.parents}
    heads = sorted((one for one in counting if one.id not in built_on), key=lambda one: -one.place)
    ids = [one.id for one in heads]
    if len(heads) < 2:
        return ids, dict(heads[0].files) if heads else {}
    common = set.intersection(*(ancestors(saved, id_) for id_ in ids))
    base = max((saved[id_] for id_ in common), key=lambda one: one.place).files if common else {}
    files: Files = {}
    for path in {*base, *(path for one in heads for path in one.files)}:
        said = [one.files.get(path) for one in heads]
        changed = [content for content in dict.fromkeys(said) if content != base.get(path)]
        if len(set(said)) == 1:
            content = said[0]
        elif len(changed) == 1:
            content = changed[0]
        else:
            newest = [next((one.place for one in changes(saved, [head.id], path)), -1) for head in heads]
            content = said[newest.index(max(newest))]
        if content is not None:
            files[path] = content
    return ids, files


def plan_in(content: bytes, folder: Path) -> Plan | None:
    folder.mkdir(exist_ok=True)
    path = folder / "one.toml"
    path.write_bytes(content)
    return read_plan(path, "one.toml").plan


@dataclass(frozen=True)
class Told:
    """What held on a day."""

    plans: list[tuple[str, Plan]]
    carried: set[str]


def readable(saved: Mapping[str, Saved], heads: Sequence[str], files: Files, folder: Path) -> Told:
    """The plans in files; where one cannot be read, the newest readable one that led to it."""
    plans, carried = [], set()
    for path, content in sorted(files.items()):
        plan = plan_in(content, folder)
        if plan is None:
            earlier = (plan_in(one.files[path], folder) for one in changes(saved, heads, path) if path in one.files)
            plan = next((one for one in earlier if one), None)
            carried |= {path} if plan else set()
        if plan:
            plans.append((path, plan))
    return Told(plans, carried)


def letter(entry: Entry) -> str:
    if entry.status:
        return LETTERS[entry.status]
    return "p" if entry.priority is not None else "."


@dataclass(frozen=True)
class Figures:
    """What a point must say."""

    letters: str
    reported: int
    apart: int
    told_late: int


class Oracle:
    """Counts for members on days."""

    def __init__(self, workspace: Workspace, now: Sequence[tuple[str, Plan]]) -> None:
        self.names = {name: body.id for body in workspace.bodies.by_id.values() for name in (body.slug, body.id)}
        self.catalogue = workspace.catalogue
        self.now = now

    def owner(self, plan: Plan) -> str:
        return plan.head.body

    def edition(self, plan: Plan) -> tuple[str, str, str]:
        return (self.owner(plan), plan.catalogue, plan.catalogue_version)

    def late(
        self, plans: Sequence[tuple[str, Plan]], source: str, plan: Plan, number: str, day: dt.date
    ) -> Status | None:
        """The status that a follow-up tells which was recorded afterwards."""
        siblings = [(path, one) for path, one in plans if self.edition(one) == self.edition(plan)]
        holders = [(path, one) for path, one in siblings if not one.entry(number).is_empty] or siblings[:1]
        if source not in {path for path, _ in holders}:
            return None
        said = [
            (when, key, LETTERS[followup.status], followup.status)
            for _, one in self.now
            if self.edition(one) == self.edition(plan)
            for key, followup in one.entry(number).followups.items()
            if followup.status and (when := followup_date(key)) and when <= day
        ]
        if not said:
            return None
        newest = max(said)
        known = {key for _, one in holders for key in one.entry(number).followups}
        known_days = [when for key in known if (when := followup_date(key)) and when <= day]
        if newest[1] in known or any(when > newest[0] for when in known_days):
            return None
        return newest[3]

    def effective(
        self, plans: Sequence[tuple[str, Plan]], day: dt.date
    ) -> list[tuple[str, Plan, dict[str, str], bool]]:
        """Each plan with the letters that hold: what was saved, corrected; and what follow-ups alone tell."""
        found = []
        for source, plan in plans:
            letters = {number: letter(entry) for number, entry in plan.entries.items() if not entry.is_empty}
            numbers = {*letters, *(number for _, one in self.now for number in one.entries)}
            for number in sorted(numbers):
                if status := self.late(plans, source, plan, number, day):
                    letters[number] = LETTERS[status]
            found.append((source, plan, letters, False))
        owners = {self.owner(plan) for _, plan in plans}
        for source, plan in self.now:
            if self.owner(plan) not in owners:
                letters = {}
                for number, entry in plan.entries.items():
                    said = [
                        (when, key, LETTERS[one.status])
                        for key, one in entry.followups.items()
                        if one.status and (when := followup_date(key)) and when <= day
                    ]
                    if said:
                        letters[number] = max(said)[2]
                if letters:
                    found.append((source, plan, letters, True))
        return [one for one in found if one[2] or (not one[1].is_blank and not one[3])]

    def held(
        self, member: str, plans: Sequence[tuple[str, Plan]], day: dt.date
    ) -> tuple[list[tuple[str, Plan, dict[str, str], bool]], dict[str, str] | None]:
        """A member's plans, and its letters in the present catalogue; ``None`` when all are made for another."""
        mine = [
            one
            for one in self.effective(plans, day)
            if self.names.get(one[1].head.body) == one[1].head.body
            and member in {self.names.get(name, name) for name in (one[1].head.body, *one[1].head.covers)}
        ]
        mine.sort(key=lambda one: (self.owner(one[1]) != member, one[0]))
        present = (self.catalogue.id, self.catalogue.version)
        own = [one for one in mine if self.edition(one[1])[1:] == present]
        return mine, united(own) if own else None

    def figures(
        self, members: Sequence[str], plans: Sequence[tuple[str, Plan]], day: dt.date, scope: Sequence[str]
    ) -> Figures:
        """What holds on a day."""
        letters, reported, apart, told_late = "", 0, 0, 0
        for member in members:
            mine, own = self.held(member, plans, day)
            if not mine:
                continue
            reported += 1
            told_late += all(is_late for *_, is_late in mine)
            if own is not None:
                letters += "".join(own.get(number, ".") for number in scope)
            elif len(scope) == len(self.catalogue.proposals):
                same = [one for one in mine if self.edition(one[1])[1:] == self.edition(mine[0][1])[1:]]
                letters += "".join(united(same).values()).ljust(len(scope), ".")
            else:
                apart += 1
        return Figures("".join(sorted(letters)), reported, apart, told_late)


def united(plans: Sequence[tuple[str, Plan, dict[str, str], bool]]) -> dict[str, str]:
    """A status before a pick, a pick before nothing; otherwise the first."""
    found: dict[str, str] = {}
    for wanted in ("dhsnxr", "p"):
        for _, _, letters, _ in plans:
            for number, one in letters.items():
                if one in wanted:
                    found.setdefault(number, one)
    return found
