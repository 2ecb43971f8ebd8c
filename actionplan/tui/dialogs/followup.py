"""Record what was said of a proposal at a follow-up."""

import datetime as dt
from collections.abc import Iterable, Mapping

from msgspec import Struct
from textual import on
from textual.widget import Widget

from actionplan.core import edit
from actionplan.core.plan import Entry, FollowUp, Plan, latest_followup
from actionplan.core.problems import Problem
from actionplan.core.status import Status
from actionplan.i18n import _
from actionplan.tui.dialogs.entry import as_meant, owner_field, prose
from actionplan.tui.dialogs.form import FormDialog, labelled
from actionplan.tui.remarks import Remark, check_day, check_text, sentence
from actionplan.tui.scene import Scene
from actionplan.tui.widgets.field import Asked, Field
from actionplan.tui.widgets.scale import STEPS, Scale
from actionplan.wording.figures import day
from actionplan.wording.labels import field_label, status_label
from actionplan.workspace.editing import random_key


class Said(Struct, frozen=True):
    """What was said at a follow-up."""

    proposal: str
    day: dt.date
    followup: FollowUp
    suffix: str
    """For the key, if the day has a follow-up already."""
    reason: str | None = None
    """Why, where the status needs it."""

    def change(self, plan: Plan) -> Plan:
        """The plan with it."""
        if self.reason:
            plan = edit.set_fields(plan, self.proposal, {"reason": self.reason})
        return edit.follow_up(plan, self.proposal, self.day, self.followup, suffix=self.suffix)


class FollowUpDialog(FormDialog[Said]):
    """The dialog."""

    def __init__(self, scene: Scene, entry: Entry, proposal: str, by: str | None) -> None:
        """A dialog about a proposal in a plan.

        Args:
            scene: for titles, and the day.
            entry: what the plan says of it now.
            proposal: which proposal.
            by: the function that the user signs with.
        """
        super().__init__(scene.day, focus="comment")
        self._scene, self._entry, self._proposal, self._by = scene, entry, proposal, by

    def heading(self) -> str:
        """The proposal."""
        said = _("Follow-up: {number} {title}")
        return said.format(number=self._proposal, title=self._scene.proposal_title(self._proposal))

    def content(self) -> Iterable[Widget]:
        """Comment, status, date, and who says it."""
        yield Field(
            Asked("comment", field_label("comment"), "", _("What has been done, what remains."), "prose", check_text)
        )
        steps = STEPS[:-1] if self._entry.status else STEPS
        yield labelled(field_label("status"), Scale(self._entry.status, steps=steps, id="status"))
        yield Field(Asked("reason", field_label("reason"), prose(self._entry.reason), "", "prose", check_text))
        said = _("The day of the follow-up. F2 opens the calendar.")
        check = check_day(self.today, required=True)
        yield Field(Asked("date", _("Date"), self.today.isoformat(), said, "day", check))
        yield Field(owner_field(self._scene, self._by, (), "by"))

    def helps(self) -> Mapping[str, str]:
        """How to choose."""
        return {"status": _("How far it has come now. Left as it is, the present status is noted.")}

    def on_mount(self) -> None:
        """Show the reason when it is needed."""
        self._show_reason()

    def _status(self) -> Status | None:
        """The status, if it is another than the present one."""
        chosen = self.query_one(Scale).chosen
        return None if chosen == self._entry.status else chosen

    def _show_reason(self) -> None:
        status = self._status()
        field = self.query_one("#reason", Field)
        field.display = bool(status and status.needs_reason) or field.is_changed

    @on(Scale.Changed)
    def _changed_status(self, message: Scale.Changed) -> None:
        self._show_reason()
        self.look()
        if message.by_letter and "reason" in self.further_remarks():
            self.focus_on("reason")

    @on(Scale.Entered)
    def _onward(self) -> None:
        self.focus_next()

    def further_remarks(self) -> Mapping[str, Remark]:
        """What is missing, and what a date means for the status."""
        found: dict[str, Remark] = {}
        status, when = self._status(), self.day("date")
        if not self.text("comment") and self._status() is None:
            found["comment"] = Remark(_("Write a comment, or choose another status."), is_fault=True, waits=True)
        if status and status.needs_reason and not self.text("reason"):
            said = _("“{status}” needs a reason. Write why.").format(status=status_label(status))
            found["reason"] = Remark(said, is_fault=True)
        latest = latest_followup(self._entry)
        if when and when > self.today:
            facts = {"day": when.isoformat(), "today": self.today.isoformat()}
            said = sentence(Problem("followup_in_future", facts=facts))
            found["date"] = Remark(said)
        elif when and latest and when < latest[0] and status:
            said = _("Older than the latest ({date}): the present status stays as it is.")
            found["date"] = Remark(said.format(date=day(latest[0])))
        return found

    def count(self) -> int:
        """How many fields have been changed."""
        return super().count() + (self._status() is not None)

    def value(self) -> Said | None:
        """What was said."""
        when = self.day("date")
        if self.fault() or when is None:
            return None
        comment = self.text("comment") or None
        by = " ".join(self.text("by").split()) or (self._by if self._scene.hide_names else None)
        reason = None
        if self.query_one("#reason", Field).is_changed:
            reason = as_meant(self.text("reason"), self._entry.reason)
        followup = FollowUp(status=self._status(), comment=comment, by=by)
        return Said(self._proposal, when, followup, random_key(), reason)
