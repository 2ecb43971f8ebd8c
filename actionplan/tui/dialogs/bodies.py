"""Find a body by typing, and open its plan."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from msgspec import Struct
from textual import events, on
from textual.widget import Widget
from textual.widgets import Input

from actionplan.core.body import alphabetical
from actionplan.core.likeness import slug
from actionplan.core.rollup import Reporting
from actionplan.i18n import _, ngettext
from actionplan.reports.plain import cut, pad, visible, width_of
from actionplan.tui.dialogs.base import Dialog
from actionplan.tui.scene import Scene
from actionplan.tui.widgets.paint import Line
from actionplan.tui.widgets.rows import Item, Rows
from actionplan.wording.figures import of


class Known(Struct, frozen=True):
    """A body that can be opened."""

    body: str
    name: str
    said: str
    """What there is of it."""
    paint: str

    @property
    def words(self) -> str:
        """What it can be found by: its name, also without å ä ö, and its code."""
        return f"{self.name.casefold()} {slug(self.name)} {self.body}"


class BodiesDialog(Dialog[str]):
    """The dialog. The arrows move in the list while the words are typed."""

    SAVES: ClassVar[bool] = False

    def __init__(self, scene: Scene) -> None:
        """A dialog.

        Args:
            scene: for its plans and members.
        """
        super().__init__()
        self._known = known_bodies(scene)

    def heading(self) -> str:
        """What is asked."""
        return _("Whose plan?")

    def content(self) -> Iterable[Widget]:
        """What to find, and what was found."""
        yield Input(placeholder=_("type a name or a code"), id="body", compact=True)
        rows = Rows(id="bodies")
        rows.can_focus = False
        yield rows

    def on_mount(self) -> None:
        """Show all, ready to type."""
        self.query_one(Input).focus()
        self._find("")

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        self._find(message.value)

    def _find(self, text: str) -> None:
        words = text.casefold().split()
        found = [one for one in self._known if all(word in one.words for word in words)]
        # What begins with the words is meant before what only has them.
        found.sort(key=lambda one: not one.name.casefold().startswith(text.casefold().strip()))
        rows = self.query_one(Rows)
        rows.items = tuple(map(_item, found)) or (_nothing(),)
        rows.cursor = found[0].body if found else ""

    def on_key(self, event: events.Key) -> None:
        """Move in the list."""
        page = max(self.query_one(Rows).size.height - 1, 1)
        if step := {"up": -1, "down": 1, "pageup": -page, "pagedown": page}.get(event.key):
            event.stop()
            event.prevent_default()
            self.query_one(Rows).move(step)

    @on(Input.Submitted)
    @on(Rows.Chosen)
    def _choose(self) -> None:
        if body := self.query_one(Rows).cursor:
            self.dismiss(body)


def known_bodies(scene: Scene) -> tuple[Known, ...]:
    """Everybody with a plan, and members without: the region first, the others by name."""
    found = {one.body: one for one in _with_plans(scene)}
    for one in _members(scene):
        found[one.body] = one
    region = scene.region.id if scene.region else ""
    return tuple(sorted(found.values(), key=lambda one: (one.body != region, alphabetical(one.name))))


def _with_plans(scene: Scene) -> Iterator[Known]:
    for plan in scene.plans:
        if plan.body:
            said = visible(plan.source) if plan.readable else _("cannot be read")
            yield Known(plan.body, scene.name(plan.body), said, "quiet" if plan.readable else "late")


def _members(scene: Scene) -> Iterator[Known]:
    rollup = scene.rollup
    for member in rollup.members if rollup else ():
        said, paint = _("has no plan"), "quiet"
        if member.reporting is Reporting.UNREADABLE:
            said, paint = _("cannot be read"), "late"
        elif rollup and member.reporting is Reporting.REPORTED:
            picked = member.counts.picked
            share = of(picked, len(rollup.proposals))
            said = ngettext("{share} picked", "{share} picked", picked).format(share=share)
            if member.counts.overdue:
                late = member.counts.overdue
                said += " · " + ngettext("{count} overdue", "{count} overdue", late).format(count=late)
        elif scene.plan(member.body.id):
            said = _("nothing filled in yet")
        yield Known(member.body.id, scene.name(member.body.id), said, paint)


def _item(one: Known) -> Item:
    def draw(width: int) -> Line:
        said = cut(one.said, width // 2)
        room = width - width_of(said) - 2
        return (f" {pad(cut(one.name, room), room)}", "plain"), (f"{said} ", one.paint)

    return Item(one.body, draw)


def _nothing() -> Item:
    return Item("", lambda width: ((cut(" " + _("Nothing fits."), width), "quiet"),))
