"""Edit what holds for a plan as a whole."""

from collections.abc import Iterable, Mapping
from typing import Any

from textual.widget import Widget

from actionplan.core.plan import Head, Plan
from actionplan.core.problems import Problem
from actionplan.i18n import _
from actionplan.tui.dialogs.entry import as_meant, line, owner_field
from actionplan.tui.dialogs.form import FormDialog
from actionplan.tui.remarks import NOTHING, Remark, check_day, check_text, day_of, parts, sentence
from actionplan.tui.scene import Scene
from actionplan.tui.widgets.field import Asked, Field
from actionplan.wording.labels import field_label


class FactsDialog(FormDialog[Mapping[str, Any]]):
    """The dialog. Gives the fields that were changed, as ``core.edit.set_head`` takes them."""

    def __init__(self, scene: Scene, plan: Plan, name: str) -> None:
        """A dialog about a plan.

        Args:
            scene: for the day, and the numbers that there are.
            plan: as it is now.
            name: whose plan it is.
        """
        super().__init__(scene.day)
        self._scene, self._head, self._name = scene, plan.head, name

    def heading(self) -> str:
        """Whose plan it is."""
        return _("{name}: the plan's facts").format(name=self._name)

    def content(self) -> Iterable[Widget]:
        """The fields."""
        head, day = self._head, check_day(self.today)
        said = _("As yyyy-mm-dd, or “today”. F2 opens the calendar.")
        yield Field(Asked("decided", field_label("decided"), _iso(head, "decided"), said, "day", day))
        yield Field(Asked("revised", field_label("revised"), _iso(head, "revised"), said, "day", day))
        said = _("The number under which the decision is registered.")
        yield Field(Asked("record", field_label("record"), line(head.record), said, check=check_text))
        yield Field(owner_field(self._scene, head.contact, (), "contact"))
        said = _("The numbers that the plan concentrates on, such as 01, 18.")
        yield Field(Asked("focus", field_label("focus"), ", ".join(head.focus), said, check=self._check_focus))

    def _check_focus(self, text: str) -> Remark:
        known = self._scene.catalogue.proposals
        for number in _numbers(text):
            if number not in known and number not in self._head.focus:
                said = _("There is no proposal {number}.").format(number=number)
                return Remark(said, is_fault=True, waits=True)
        return NOTHING

    def further_remarks(self) -> Mapping[str, Remark]:
        """A revision before the decision."""
        decided, revised = self.day("decided"), self.day("revised")
        is_touched = any(self.query_one(f"#{name}", Field).is_changed for name in ("decided", "revised"))
        if not (is_touched and decided and revised and revised < decided):
            return {}
        facts = {
            "first": "decided",
            "first_date": decided.isoformat(),
            "second": "revised",
            "second_date": revised.isoformat(),
        }
        said = sentence(Problem("date_order_impossible", facts=facts))
        return {"revised": Remark(said, is_fault=True)}

    def value(self) -> Mapping[str, Any] | None:
        """The fields that were changed."""
        if self.fault():
            return None
        changed: dict[str, Any] = {}
        for field in self.query(Field):
            name, text = field.asked.name, field.value.strip()
            if not field.is_changed:
                continue
            if name in {"decided", "revised"}:
                changed[name] = day_of(text, self.today)
            elif name == "focus":
                changed[name] = tuple(dict.fromkeys(_numbers(text)))
            else:
                changed[name] = as_meant(" ".join(text.split()), getattr(self._head, name)) or None
        return changed


def _numbers(text: str) -> tuple[str, ...]:
    """Numbers as people write them: "1, 18" means 01 and 18."""
    return tuple(one.zfill(2) if one.isdigit() else one for one in parts(text.replace(" ", ",")))


def _iso(head: Head, name: str) -> str:
    day = getattr(head, name)
    return day.isoformat() if day else ""
