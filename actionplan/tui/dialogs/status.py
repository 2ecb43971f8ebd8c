"""Set the status with one key; a status that needs a reason asks for it."""

from collections.abc import Iterable, Mapping
from typing import Any

from textual import on
from textual.widget import Widget

from actionplan.core.plan import Entry
from actionplan.i18n import _
from actionplan.tui.dialogs.entry import as_meant, prose
from actionplan.tui.dialogs.form import FormDialog
from actionplan.tui.remarks import Remark, check_text
from actionplan.tui.scene import Scene
from actionplan.tui.widgets.field import Asked, Field
from actionplan.tui.widgets.scale import Scale
from actionplan.wording.labels import field_label, status_label


class StatusDialog(FormDialog[Mapping[str, Any]]):
    """The dialog. Gives the fields that were changed."""

    def __init__(self, scene: Scene, entry: Entry, proposal: str) -> None:
        """A dialog about a proposal in a plan.

        Args:
            scene: for titles.
            entry: what the plan says of it now.
            proposal: which proposal.
        """
        super().__init__(scene.day, focus="status")
        self._scene, self._entry, self._proposal = scene, entry, proposal

    def heading(self) -> str:
        """The proposal."""
        return f"{self._proposal} {self._scene.proposal_title(self._proposal)}"

    def content(self) -> Iterable[Widget]:
        """The scale, and the reason."""
        yield Scale(self._entry.status, id="status")
        yield Field(Asked("reason", field_label("reason"), prose(self._entry.reason), "", "prose", check_text))

    def helps(self) -> Mapping[str, str]:
        """How to choose."""
        return {
            "status": _("Press a letter, or x - . for the symbols; or arrows and Enter."),
            "reason": _("Write why, and save with ^S."),
        }

    def on_mount(self) -> None:
        """Show the reason when it is needed."""
        self._show_reason()

    def _needs_reason(self) -> bool:
        status = self.query_one(Scale).chosen
        return bool(status and status.needs_reason)

    def _show_reason(self) -> None:
        field = self.query_one("#reason", Field)
        field.display = self._needs_reason() or field.is_changed

    @on(Scale.Changed)
    def _changed_status(self, message: Scale.Changed) -> None:
        self._show_reason()
        self.look()
        if message.by_letter:
            self._take()

    @on(Scale.Entered)
    def _take(self) -> None:
        if self._needs_reason() and not self.text("reason"):
            self.focus_on("reason")
        else:
            self.action_save()

    def further_remarks(self) -> Mapping[str, Remark]:
        """A missing reason."""
        status = self.query_one(Scale).chosen
        if status is None or not status.needs_reason or self.text("reason"):
            return {}
        said = _("“{status}” needs a reason. Write why.").format(status=status_label(status))
        return {"reason": Remark(said, is_fault=True)}

    def value(self) -> Mapping[str, Any] | None:
        """The status, and the reason if it was written."""
        if self.fault():
            return None
        status = self.query_one(Scale).chosen
        fields: dict[str, Any] = {} if status == self._entry.status else {"status": status}
        if self.query_one("#reason", Field).is_changed:
            fields["reason"] = as_meant(self.text("reason"), self._entry.reason) or None
        return fields
