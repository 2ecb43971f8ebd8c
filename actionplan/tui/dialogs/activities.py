"""Add, change and tick off what is to be done within a proposal."""

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Any, ClassVar

from msgspec.structs import replace
from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Label

from actionplan.core import edit
from actionplan.core.plan import Activity, Plan
from actionplan.core.status import DECIDED_AGAINST, Status
from actionplan.i18n import _
from actionplan.tui.dialogs.base import Dialog
from actionplan.tui.dialogs.entry import as_meant, line, owner_field, owners_in
from actionplan.tui.dialogs.form import FormDialog, labelled
from actionplan.tui.messages import Change
from actionplan.tui.remarks import Remark, check_day, check_text, day_of
from actionplan.tui.scene import Scene
from actionplan.tui.views.plan_log import activity_line
from actionplan.tui.widgets.field import Asked, Field
from actionplan.tui.widgets.rows import Item, Rows
from actionplan.tui.widgets.scale import STEPS, Scale
from actionplan.wording.labels import field_label
from actionplan.workspace.editing import random_key


class ActivitiesDialog(Dialog[Change]):
    """The dialog: a list. Gives all changes as one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,plus,insert", "add", show=False),
        Binding("enter,e", "change", show=False),
        Binding("space", "tick", show=False),
    ]

    def __init__(self, scene: Scene, plan: Plan, proposal: str) -> None:
        """A dialog about a proposal in a plan.

        Args:
            scene: for titles, and whether names are hidden.
            plan: as it is now.
            proposal: which proposal.
        """
        super().__init__()
        self._scene, self._plan, self._proposal = scene, plan, proposal
        self._changes: tuple[Change, ...] = ()

    def heading(self) -> str:
        """The proposal."""
        said = _("Activities: {number} {title}")
        return said.format(number=self._proposal, title=self._scene.proposal_title(self._proposal))

    def content(self) -> Iterable[Widget]:
        """The list."""
        yield Rows(id="activities")
        yield Label(_("No activities yet. N adds one."), id="no-activities", markup=False)

    def below(self) -> Iterable[Widget]:
        """What can be done with the list."""
        yield Label(_("N new · Enter change · Space done or not"), classes="field-help", markup=False)

    def on_mount(self) -> None:
        """List what there is."""
        self._list()
        self.query_one(Rows).focus()

    @property
    def _now(self) -> Mapping[str, Activity]:
        """The activities as they would be after the changes."""
        return self._changed(self._plan).entry(self._proposal).activities

    def _changed(self, plan: Plan) -> Plan:
        return reduce(lambda so_far, change: change(so_far), self._changes, plan)

    def _list(self) -> None:
        found = self._now
        rows = self.query_one(Rows)
        rows.items = tuple(Item(key, _drawn(self._scene, one)) for key, one in found.items())
        rows.display = bool(found)
        self.query_one("#no-activities").display = not found

    def _make(self, change: Change) -> None:
        self._changes = (*self._changes, change)
        self.unsaved = len(self._changes)
        self._list()

    def action_add(self) -> None:
        """Add an activity."""

        def answered(activity: Activity | None) -> None:
            if activity:
                key, proposal = random_key(), self._proposal
                self._make(lambda plan: edit.add_activity(plan, proposal, key, activity))
                self.query_one(Rows).cursor = key
                self.query_one(Rows).focus()

        self.app.push_screen(ActivityDialog(self._scene, self._plan, None), answered)

    @on(Rows.Chosen)
    def action_change(self) -> None:
        """Change the activity under the cursor."""
        key = self.query_one(Rows).cursor
        if not key:
            return

        def answered(activity: Activity | None) -> None:
            if activity:
                self._set(key, {name: getattr(activity, name) for name in Activity.__struct_fields__})

        self.app.push_screen(ActivityDialog(self._scene, self._plan, self._now[key]), answered)

    def action_tick(self) -> None:
        """Tick off the activity under the cursor, or take that back."""
        key = self.query_one(Rows).cursor
        if key:
            is_done = self._now[key].status is Status.DONE
            self._set(key, {"status": None if is_done else Status.DONE})

    def _set(self, key: str, fields: Mapping[str, Any]) -> None:
        before, proposal = self._now[key], self._proposal
        changed = {name: value for name, value in fields.items() if value != getattr(before, name)}
        if changed:
            self._make(lambda plan: edit.set_activity(plan, proposal, key, changed))

    def value(self) -> Change | None:
        """All changes as one."""
        return self._changed


def _drawn(scene: Scene, activity: Activity) -> Any:
    return lambda width: activity_line(scene, activity, width)


class ActivityDialog(FormDialog[Activity]):
    """One activity."""

    def __init__(self, scene: Scene, plan: Plan, activity: Activity | None) -> None:
        """A dialog about an activity.

        Args:
            scene: for the day, and whether names are hidden.
            plan: for those who are responsible for something already.
            activity: as it is now; ``None`` for a new one.
        """
        super().__init__(scene.day, focus="what")
        self._scene, self._plan, self._activity = scene, plan, activity

    def heading(self) -> str:
        """New, or changed."""
        return _("Change the activity") if self._activity else _("New activity")

    def content(self) -> Iterable[Widget]:
        """The fields."""
        one = self._activity
        yield Field(
            Asked(
                "what", field_label("what"), line(one.what if one else ""), _("What is to be done."), check=_check_what
            )
        )
        yield Field(owner_field(self._scene, one.owner if one else None, owners_in(self._plan)))
        due = one.due.isoformat() if one and one.due else ""
        said = _("As yyyy-mm-dd, or “today”. F2 opens the calendar.")
        yield Field(Asked("due", field_label("due"), due, said, "day", check_day(self.today)))
        now = one.status if one else None
        # An activity that will not be done is left out rather than reasoned about.
        steps = tuple(step for step in STEPS if step not in DECIDED_AGAINST or step == now)
        yield labelled(field_label("status"), Scale(now, steps=steps, id="status"))

    def helps(self) -> Mapping[str, str]:
        """How to choose."""
        return {"status": _("Arrows move, Space or a letter chooses, Enter goes on.")}

    @on(Scale.Changed)
    def _chosen(self) -> None:
        self.look()

    @on(Scale.Entered)
    def _onward(self) -> None:
        self.focus_next()

    def count(self) -> int:
        """How many fields have been changed."""
        before = self._activity.status if self._activity else None
        return super().count() + (self.query_one(Scale).chosen != before)

    def value(self) -> Activity | None:
        """The activity."""
        if self.fault():
            return None
        fields: dict[str, Any] = {"status": self.query_one(Scale).chosen}
        for field in self.query(Field):
            if field.is_changed:
                fields[field.asked.name] = self._typed(field.asked.name, field.value)
        if self._activity:
            return replace(self._activity, **fields)
        return Activity(**fields)

    def _typed(self, name: str, text: str) -> Any:
        if name == "due":
            return day_of(text, self.today)
        return as_meant(" ".join(text.split()), getattr(self._activity, name, None)) or None


def _check_what(text: str) -> Remark:
    if not text.strip():
        return Remark(_("Write what is to be done."), is_fault=True, waits=True)
    return check_text(text)
