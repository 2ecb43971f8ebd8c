"""What is missing from whom, as rows to choose from."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from actionplan.core.todo import Lack, Task
from actionplan.i18n import N_, _, ngettext
from actionplan.reports.listing import lack_text
from actionplan.reports.plain import cut, one_line, pad, visible
from actionplan.tui.scene import Scene
from actionplan.tui.widgets.paint import Line
from actionplan.tui.widgets.rows import Item
from actionplan.wording.figures import day


class Group(StrEnum):
    """Tasks under one heading, in the order of the headings."""

    PLAN = N_("Plans that are missing or cannot be read")
    LATE = N_("Overdue")
    SOON = N_("Due soon")
    OWNER = N_("Without owner")
    FOLLOWUP = N_("Without recent follow-up")
    DUE = N_("Without deadline")
    DECISION = N_("Without date of decision")


_GROUPS = {
    Lack.REPORT: Group.PLAN,
    Lack.READABLE: Group.PLAN,
    Lack.DONE: Group.LATE,
    Lack.ACTIVITY: Group.LATE,
    Lack.DONE_SOON: Group.SOON,
    Lack.OWNER: Group.OWNER,
    Lack.FOLLOWUP: Group.FOLLOWUP,
    Lack.DUE: Group.DUE,
    Lack.DECISION: Group.DECISION,
}
_TOLD = frozenset({Group.PLAN, Group.LATE, Group.SOON})
_OWNER_FROM = 100
"""Columns from which there is room for who is responsible."""
_DATE = 10


def todo_items(scene: Scene, tasks: Sequence[Task], text: str) -> tuple[tuple[Item, ...], dict[str, Task]]:
    """The rows, and the task of each by its key.

    Args:
        scene: for names and titles.
        tasks: what is missing, soonest first.
        text: words that a task must have.
    """
    words = text.casefold().split()
    by_group: dict[Group, list[Task]] = {group: [] for group in Group}
    for task in tasks:
        if not words or _has(scene, task, words):
            by_group[_GROUPS[task.lack]].append(task)
    items: list[Item] = []
    found: dict[str, Task] = {}
    for group, several in by_group.items():
        if several:
            items += [*([_blank()] if items else []), _heading(group, len(several))]
        for task in several:
            key = _key(task, found)
            found[key] = task
            items.append(_item(scene, group, key, task))
    if not items:
        said = _("Nothing here has these words.") if words else _("Nothing is missing.")
        items.append(Item("", lambda _width: ((f" {said}", "quiet"),)))
    return tuple(items), found


def _key(task: Task, taken: Iterable[str]) -> str:
    key = f"{task.source or task.body} {task.proposal} {task.lack}"
    while key in taken:
        key += "+"
    return key


def _has(scene: Scene, task: Task, words: Sequence[str]) -> bool:
    title = scene.proposal_title(task.proposal) if task.proposal else ""
    # A name that is hidden cannot be found either.
    owner = "" if scene.hide_names else task.owner or ""
    parts = (scene.name(task.body), task.proposal, title, lack_text(task, scene.day), owner, task.source)
    said = "\n".join(parts).casefold()
    return all(word in said for word in words)


def _blank() -> Item:
    return Item("", lambda _width: ())


def _heading(group: Group, count: int) -> Item:
    return Item("", lambda width: ((cut(f" {_(group.value)}", width - 8), "heading"), (f"  {count}", "quiet")))


def _item(scene: Scene, group: Group, key: str, task: Task) -> Item:
    paint = "late" if group is Group.LATE else "quiet"
    body = scene.name(task.body) if task.body else visible(task.source)
    proposal = f"{task.proposal} {scene.proposal_title(task.proposal)}" if task.proposal else ""
    # Where the heading says what is missing, the row need not say it again.
    said = one_line(visible(lack_text(task, scene.day))) if group in _TOLD else ""
    when = day(task.day) if task.day else _("never") if group is Group.FOLLOWUP else ""

    def draw(width: int) -> Line:
        body_room = min(14, width // 5)
        spans = [(f" {pad(when, _DATE)}  ", paint), (f"{pad(cut(body, body_room), body_room)}  ", "strong")]
        left = width - 1 - _DATE - 2 - body_room - 2
        owner_room = min(28, left // 3) if width >= _OWNER_FROM else 0
        left -= owner_room
        if not proposal:
            return (*spans, (cut(said, left), "late"))
        said_room = min(40, left * 2 // 5) if said else 0
        title_room = left - said_room - (2 if owner_room else 0) - (2 if said else 0)
        spans += [(pad(cut(proposal, title_room), title_room), "plain")]
        spans += [("  " + pad(cut(said, said_room), said_room), paint)] if said else []
        return (*spans, ("  " + cut(scene.person(task.owner), owner_room), "quiet")) if owner_room else tuple(spans)

    return Item(key, draw)


def of_body(tasks: Iterable[Task], body: str) -> Iterator[Task]:
    """One body's tasks; all of them where none is named."""
    return (task for task in tasks if not body or task.body == body)


def todo_figures(tasks: Sequence[Task]) -> str:
    """How much is missing: "34 saker saknas · 6 försenade"."""
    late = sum(_GROUPS[task.lack] is Group.LATE for task in tasks)
    missing = ngettext("{count} thing is missing", "{count} things are missing", len(tasks)).format(count=len(tasks))
    return f"{missing} · " + ngettext("{count} overdue", "{count} overdue", late).format(count=late)
