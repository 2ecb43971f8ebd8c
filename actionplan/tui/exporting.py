"""Writing a report to a file: asked for everywhere, carried out in a thread."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from actionplan.core.errors import ActionPlanError
from actionplan.i18n import _
from actionplan.reports.plain import visible
from actionplan.tui.refused import refusals
from actionplan.tui.scene import Scene
from actionplan.tui.stage import Stage
from actionplan.wording.errors import error_text

if TYPE_CHECKING:
    from actionplan.tui.dialogs.export import Export, Subject
    from actionplan.tui.reporting import Made

_FORM = "md"


class Exporting(Stage):
    """The part of the app that writes reports to files."""

    def action_export(self) -> None:
        """Choose a report, a format and a file, and write it."""
        from actionplan.reports.formats import ending_of
        from actionplan.tui.dialogs.export import Export

        scene = self.scene
        subjects = self._subjects(scene) if scene else ()
        if not subjects:
            self.notify(_("There is no plan here to write."))
            return
        # Whoever looks at a plan means the plan.
        meant = subjects[-1]
        self._ask_where(Export(_FORM, meant.named + ending_of(_FORM), subjects, meant.body))

    def _subjects(self, scene: Scene) -> "tuple[Subject, ...]":
        """What there is to write: the roll-up, and last the plan that is shown."""
        from actionplan.tui.dialogs.export import Subject
        from actionplan.tui.screens.acting import plan_of

        def named(*words: str) -> str:
            return str(_suggested(self.desk.workspace.root, "-".join((*words, str(scene.day)))))

        found = [Subject("", _("Roll-up"), named(scene.region.slug))] if scene.region else []
        body = self.desk.workspace.bodies.get(self.body)
        is_shown = scene.region is None or self.current_mode == "plan"
        if is_shown and body and plan_of(scene, body.id):
            label = _("Plan: {body}").format(body=scene.name(body.id))
            found.append(Subject(body.id, label, named(body.slug, "plan")))
        return tuple(found)

    def _ask_where(self, export: "Export", why: str = "") -> None:
        from actionplan.tui.dialogs.export import ExportDialog

        def answered(chosen: "Export | None") -> None:
            if chosen and self.scene:
                self._write_out(chosen, self.scene, replace=False)

        hide_names = self.scene is not None and self.scene.hide_names
        self.push_screen(ExportDialog(export, hide_names=hide_names, why=why), answered)

    @work(thread=True, group="exporting")
    def _write_out(self, export: "Export", scene: Scene, *, replace: bool) -> None:
        from actionplan.workspace.handing_out import hand_out, is_taken

        named = _at_home(export.named)
        try:
            if is_taken(named, _("File"), self.desk.workspace.root) and not replace:
                self.call_from_thread(self._ask_replace, export, scene)
                return
            with refusals():
                made = self._rendered(export, scene)
                hand_out(named, made.content, replace=replace)
        except ActionPlanError as error:
            why = " ".join(" ".join(error_text(error)).splitlines())
            self.call_from_thread(self._ask_where, export, visible(why))
        else:
            self.call_from_thread(self._written, Path(named), made.remarks)

    def _rendered(self, export: "Export", scene: Scene) -> "Made":
        """The report, as the command writes it.

        Raises:
            ActionPlanError: something that it needs is missing or cannot be read.
        """
        from actionplan.tui.reporting import plan_report, rollup_report

        names = not scene.hide_names
        if export.body or scene.region is None:
            body = self.desk.workspace.bodies.by_id[export.body]
            return plan_report(self.desk, body, export.form, short=export.short, names=names)
        return rollup_report(self.desk, scene.region, export.form, short=export.short, names=names)

    def _ask_replace(self, export: "Export", scene: Scene) -> None:
        from actionplan.tui.dialogs.base import Confirm

        def answered(replace: bool | None) -> None:
            if replace:
                self._write_out(export, scene, replace=True)
            else:
                self._ask_where(export)

        name = Path(export.named).name
        question = _("{file} is already there. Replace it?").format(file=name)
        self.push_screen(Confirm(question, _("What the file holds now is lost."), _("Replace it")), answered)

    def _written(self, path: Path, remarks: tuple[str, ...]) -> None:
        self.notify(_("Written to {file}.").format(file=path.absolute()), timeout=10, markup=False)
        if remarks:
            self.notify("\n".join(remarks), severity="warning", timeout=15, markup=False)


def _at_home(named: str) -> str:
    """The file with the folder that ``~`` stands for."""
    try:
        return os.path.expanduser(named)  # noqa: PTH111 - a Path would lose the slash of a folder
    except ValueError:
        # A zero byte in the name of somebody whose folder it should be.
        return named


def _suggested(root: Path, name: str) -> Path:
    """In the folder where the program was started, as for a command; in the workspace where that cannot be written."""
    try:
        here = Path.cwd()
    except OSError:
        # The folder is gone.
        return root.absolute() / name
    return (here if os.access(here, os.W_OK) else root.absolute()) / name
