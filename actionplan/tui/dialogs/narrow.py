"""Filter and sort the overview."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Button, Input, Label

from actionplan.core.narrowing import Narrowing, Sort, narrow
from actionplan.core.plan import Level
from actionplan.core.status import IN_WORKING_ORDER, Status
from actionplan.i18n import N_, _
from actionplan.reports.plain import visible
from actionplan.tui.dialogs.base import Dialog, with_key
from actionplan.tui.scene import Scene
from actionplan.tui.widgets.choice import Choice, Option
from actionplan.wording.figures import of
from actionplan.wording.labels import level_label, status_letter, status_short

_ANY = ""
_NOT_ASSESSED = "none"
_FLAGS = {
    "picked": N_("picked"),
    "overdue": N_("overdue"),
    "unowned": N_("without owner"),
    "stale": N_("without recent follow-up"),
    "joint": N_("joint candidates"),
}
_SORTS = {
    Sort.CATALOGUE: N_("by number"),
    Sort.PICKED: N_("most picked first"),
    Sort.OVERDUE: N_("most overdue first"),
    Sort.TITLE: N_("by title"),
}
_LEVELS: tuple[Level, ...] = ("local", "regional", "national")


class NarrowDialog(Dialog[Narrowing]):
    """The dialog. While something is chosen, it tells how much of the catalogue would be shown."""

    SAVE: ClassVar[str] = N_("Show")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "clear", show=False),
        Binding("enter", "save", show=False),
    ]

    def __init__(self, scene: Scene, narrowing: Narrowing) -> None:
        """A dialog.

        Args:
            scene: for what there is to choose from.
            narrowing: what narrows the overview now. The words to find are kept.
        """
        super().__init__()
        self._scene, self._before = scene, narrowing

    def heading(self) -> str:
        """What is done."""
        return _("Filter and sort")

    def content(self) -> Iterable[Widget]:
        """What a proposal must be on the left, what it must be somewhere on the right."""
        before = self._before
        with Horizontal(classes="columns"):
            with Vertical():
                yield from _field(_("Area"), Choice(self._areas(), frozenset({before.area or _ANY}), id="area"))
                yield from _field(_("Level"), Choice(_levels(), frozenset({before.level or _ANY}), id="level"))
                yield from _field(_("Order"), Choice(_sorts(), frozenset({before.sort.value}), id="sort"))
            with Vertical():
                chosen = frozenset(status.value if status else _NOT_ASSESSED for status in before.statuses)
                yield from _field(_("Status"), Choice(_statuses(), chosen, several=True, id="statuses"))
                flags = frozenset(name for name in _FLAGS if getattr(before, name))
                yield from _field(_("Only what is"), Choice(_flags(), flags, several=True, id="flags"))
                with Horizontal(id="narrow-owner"):
                    yield Label(_("Owner") + " ", classes="field", markup=False)
                    placeholder = _("hidden") if self._scene.hide_names else _("part of the function")
                    yield Input(
                        "" if self._scene.hide_names else before.owner,
                        placeholder=placeholder,
                        id="owner",
                        compact=True,
                        disabled=self._scene.hide_names,
                    )
        with Horizontal(id="narrow-foot"):
            yield Label("", id="narrow-count", markup=False)
            yield Button(with_key(_("Clear"), "^R"), id="clear", compact=True)

    def _areas(self) -> tuple[Option, ...]:
        areas = self._scene.catalogue.areas.items()
        known = (Option(id_, f"{id_}  {visible(area.title(self._scene.language))}") for id_, area in areas)
        return (Option(_ANY, _("all")), *known)

    def on_mount(self) -> None:
        """Begin with the areas."""
        self.query_one("#area").focus()
        self._count()

    @on(Choice.Changed)
    @on(Input.Changed)
    def _count(self) -> None:
        rollup = self._scene.rollup
        if rollup is None:
            return
        shown = len(narrow(rollup, self.value(), self._scene.language))
        said = _("shows {share}").format(share=of(shown, len(rollup.rows)))
        self.query_one("#narrow-count", Label).update(said)

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.action_save()

    def value(self) -> Narrowing:
        """What is chosen."""
        flags = self.query_one("#flags", Choice).chosen
        statuses = self.query_one("#statuses", Choice).chosen
        hidden = self._scene.hide_names
        return Narrowing(
            text=self._before.text,
            area=self.query_one("#area", Choice).one or None,
            level=self.query_one("#level", Choice).one or None,
            statuses=frozenset(None if name == _NOT_ASSESSED else Status(name) for name in statuses),
            owner=self._before.owner if hidden else self.query_one("#owner", Input).value.strip(),
            picked="picked" in flags,
            overdue="overdue" in flags,
            unowned="unowned" in flags,
            stale="stale" in flags,
            joint="joint" in flags,
            sort=Sort(self.query_one("#sort", Choice).one),
        )

    @on(Button.Pressed, "#clear")
    def action_clear(self) -> None:
        """Choose everything, in the catalogue's order."""
        for name, chosen in (("area", _ANY), ("level", _ANY), ("sort", Sort.CATALOGUE.value)):
            choice = self.query_one(f"#{name}", Choice)
            choice.cursor, choice.chosen = 0, frozenset({chosen})
        for name in ("statuses", "flags"):
            self.query_one(f"#{name}", Choice).chosen = frozenset()
        self.query_one("#owner", Input).value = ""
        self._before = Narrowing(text=self._before.text)


def _field(label: str, choice: Choice) -> Iterable[Widget]:
    yield Label(label, classes="field", markup=False)
    yield choice


def _levels() -> tuple[Option, ...]:
    return (Option(_ANY, _("all")), *(Option(level, level_label(level)) for level in _LEVELS))


def _sorts() -> tuple[Option, ...]:
    return tuple(Option(sort.value, _(said)) for sort, said in _SORTS.items())


def _statuses() -> tuple[Option, ...]:
    known = (Option(one.value, f"{status_letter(one)}  {status_short(one)}") for one in IN_WORKING_ORDER)
    return (*known, Option(_NOT_ASSESSED, f"{status_letter(None)}  {status_short(None)}"))


def _flags() -> tuple[Option, ...]:
    return tuple(Option(name, _(said)) for name, said in _FLAGS.items())
