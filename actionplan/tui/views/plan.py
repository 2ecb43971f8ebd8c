"""The list of a plan: areas, proposals, and everything else that the plan holds."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from actionplan.core.catalogue import Catalogue
from actionplan.core.plan import Entry, Measure, Orphan, Plan
from actionplan.core.query import Query, is_overdue, is_unowned
from actionplan.core.status import Status
from actionplan.i18n import _, ngettext
from actionplan.reports.plain import cut, pad, visible, width_of
from actionplan.tui.scene import Scene
from actionplan.tui.views.plan_log import letter
from actionplan.tui.widgets.paint import Line
from actionplan.tui.widgets.rows import Item
from actionplan.wording.figures import day, of
from actionplan.wording.labels import status_short

_BAR = 8
_DUE = 10
_STATE = 13
"""Columns for whether everything is saved, and between that, the figures and the heading."""


class Wish(Struct, frozen=True):
    """What a proposal must be to be listed; everything that is given must hold."""

    picked: bool = False
    overdue: bool = False
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether everything is listed."""
        return self == _EVERYTHING

    def fits(self, scene: Scene, number: str, entry: Entry, catalogue: Catalogue) -> bool:
        """Whether a slot is listed. Each word must stand in its number, its title or what is recorded."""
        title = entry.title or "" if isinstance(entry, Measure | Orphan) else ""
        near = f"{number} {title}".casefold()
        words = " ".join(word for word in self.text.casefold().split() if word not in near)
        query = Query(scene.day, picked=self.picked, overdue=self.overdue, text=words, names=not scene.hide_names)
        return query.fits(number, entry, catalogue)


_EVERYTHING = Wish()


def entries_of(plan: Plan, catalogue: Catalogue) -> Iterator[tuple[str, str, Entry]]:
    """Everything that a plan holds: group, key and slot, in the order of the list. The catalogue's areas come first."""
    for area in catalogue.areas:
        for number in catalogue.in_area(area):
            yield area, number, plan.entry(number)
    for number, entry in plan.entries.items():
        if number not in catalogue.proposals and not entry.is_empty:
            yield "?", number, entry
    for key, measure in plan.measures.items():
        yield "measure", f"measure:{key}", measure
    for key, orphan in plan.orphans.items():
        yield "orphan", f"orphan:{key}", orphan


def items(scene: Scene, plan: Plan, wish: Wish) -> tuple[Item, ...]:
    """The list, with a heading before each group."""
    catalogue = scene.catalogue
    everything = tuple(entries_of(plan, catalogue))
    listed = [one for one in everything if wish.fits(scene, one[1], one[2], catalogue)]
    slots: dict[str, list[Entry]] = {}
    for name, _key, entry in everything:
        slots.setdefault(name, []).append(entry)
    said = {area: _counted(slots.get(area, [])) for area in catalogue.areas}
    widest = max(map(width_of, said.values()), default=0)
    said = {area: pad(text, widest, ">") for area, text in said.items()}
    rows: list[Item] = []
    group = ""
    for name, key, entry in listed:
        if name != group:
            group = name
            rows.append(Item("", _heading(scene, name, said.get(name, ""), slots[name])))
        rows.append(Item(key, _row(scene, key, entry)))
    return tuple(rows)


def _counted(slots: list[Entry]) -> str:
    """How many of an area's proposals are picked, and how many are carried out."""
    picked = sum(slot.is_picked for slot in slots)
    done = sum(slot.status is Status.DONE for slot in slots)
    return _("{share} picked, {done} carried out").format(share=of(picked, len(slots)), done=done)


def _heading(scene: Scene, group: str, said: str, slots: list[Entry]) -> Callable[[int], Line]:
    area = scene.catalogue.areas.get(group)
    if area is None:
        title = _beside(group)
        return lambda width: ((cut(title, width), "heading"),)
    title = f"{group}  {visible(area.title(scene.language)).upper()}"
    picked = sum(slot.is_picked for slot in slots)
    filled = min(max(round(_BAR * picked / len(slots)), int(picked > 0)), _BAR)

    def draw(width: int) -> Line:
        bar = ("█" * filled, "bar"), ("░" * (_BAR - filled), "bar-rest")
        room = width - width_of(said) - _BAR - 3
        return (pad(cut(title, room - 1), room), "heading"), *bar, (f"  {said} ", "quiet")

    return draw


def _beside(group: str) -> str:
    """What stands in a plan beside the catalogue's proposals."""
    if group == "measure":
        return _("Own measures")
    return _("Without a place in the present catalogue") if group == "orphan" else _("Not in the catalogue")


def _row(scene: Scene, key: str, entry: Entry) -> Callable[[int], Line]:
    if isinstance(entry, Measure | Orphan):
        number = entry.proposal if isinstance(entry, Orphan) else "+"
        title = visible(" ".join((entry.title or "").split())) or _("not in the catalogue")
    else:
        number, title = key, scene.proposal_title(key)
    late, unowned = is_overdue(entry, scene.day), is_unowned(entry)

    def draw(width: int) -> Line:
        room, who = _columns(width, number)
        first: Line = (
            (f"{pad(number, 2, '>')} ", "quiet" if entry.is_empty else "plain"),
            (pad(cut(title, room), room + 1), "quiet" if entry.is_empty else "plain"),
            *letter(entry),
        )
        if entry.is_empty:
            return first
        if not entry.is_picked:
            against = f"{status_short(entry.status)}: " if entry.status else ""
            left = width - room - 8 - max(width_of(number) - 2, 0)
            said = cut(against + visible(" ".join((entry.reason or "").split())), left)
            return *first, (f"  {said}", "quiet")
        owner = scene.person(entry.owner)
        said = owner or (_("without owner") if unowned else "")
        return (
            *first,
            (f"  {pad(cut(said, who), who)} ", "plain" if owner else "quiet"),
            ("?" if unowned else " ", "warning"),
            ("!" if late else " ", "late"),
            (f" {day(entry.due) if entry.due else '':>{_DUE}}", "late" if late else "plain"),
        )

    return draw


def _columns(width: int, number: str) -> tuple[int, int]:
    """The columns for the title and for the owner."""
    left = width - max(width_of(number), 2) - 1 - 1 - 3 - 2 - 1 - 2 - 1 - _DUE - 1
    who = max(min(left * 2 // 5, 28), 8)
    return max(left - who, 8), who


# The top


def heading(scene: Scene, plan: Plan, name: str, width: int) -> str:
    """Whose plan it is, when it was decided, and its record number where there is room."""
    head = plan.head
    room = max(width - width_of(figures(scene, plan)) - _STATE, 20)
    text = cut(_("{name} (example)").format(name=name) if head.example else name, room)
    decided = _("decided {date}").format(date=day(head.decided)) if head.decided else ""
    record = visible(" ".join(head.record.split())) if head.record else ""
    for part in filter(None, (decided, record)):
        if width_of(f"{text} · {part}") <= room:
            text = f"{text} · {part}"
    return text


def figures(scene: Scene, plan: Plan) -> str:
    """The plan's most important figures: "14 av 44 valda · 3 försenade"."""
    entries = [plan.entry(number) for number in scene.catalogue.proposals]
    picked = sum(entry.is_picked for entry in entries)
    late = sum(is_overdue(entry, scene.day) for entry in entries)
    said = ngettext("{share} picked", "{share} picked", picked).format(share=of(picked, len(entries)))
    return f"{said} · " + ngettext("{count} overdue", "{count} overdue", late).format(count=late)


def narrowed(wish: Wish, shown: int, whole: int) -> str:
    """What is listed, in words; empty when everything is."""
    if wish.is_empty:
        return ""
    said = [f"“{visible(wish.text)}”"] if wish.text else []
    said += [word for holds, word in ((wish.picked, _("picked")), (wish.overdue, _("overdue"))) if holds]
    return _("Showing {share}: {what}").format(share=of(shown, whole), what=", ".join(said))


def faults(count: int) -> str:
    """That a file could be read in part."""
    said = ngettext(
        "{count} problem in the file; it stands at the end of the text.",
        "{count} problems in the file; they stand at the end of the text.",
        count,
    )
    return said.format(count=count)
