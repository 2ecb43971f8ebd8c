"""Writing the roll-up to a file: asked for everywhere, carried out in a thread."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from actionplan.core.errors import ActionPlanError
from actionplan.core.rollup import RollUp
from actionplan.i18n import _
from actionplan.reports.plain import visible
from actionplan.tui.refused import refusals
from actionplan.tui.scene import Scene
from actionplan.tui.stage import Stage
from actionplan.wording.errors import error_text

if TYPE_CHECKING:
    from actionplan.tui.dialogs.export import Export

_FORM = "md"


class Exporting(Stage):
    """The part of the app that writes the roll-up to a file."""

    def action_export(self) -> None:
        """Choose a format and a file, and write the roll-up."""
        from actionplan.reports.formats import ending_of
        from actionplan.tui.dialogs.export import Export

        scene = self.scene
        if scene is None or scene.region is None:
            self.notify(_("There is only one plan here, and no roll-up to write."))
            return
        named = _suggested(self.desk.workspace.root, f"{scene.region.slug}-{scene.day}{ending_of(_FORM)}")
        self._ask_where(Export(_FORM, str(named)))

    def _ask_where(self, export: "Export", why: str = "") -> None:
        from actionplan.tui.dialogs.export import ExportDialog

        def answered(chosen: "Export | None") -> None:
            if chosen and self.scene:
                self._write_out(chosen, self.scene, replace=False)

        hide_names = self.scene is not None and self.scene.hide_names
        self.push_screen(ExportDialog(export, hide_names=hide_names, why=why), answered)

    @work(thread=True, group="exporting")
    def _write_out(self, export: "Export", scene: Scene, *, replace: bool) -> None:
        from actionplan.reports.rendering import remarks
        from actionplan.workspace.handing_out import hand_out, is_taken

        if scene.region is None:
            return
        named = _at_home(export.named)
        try:
            if is_taken(named, _("File"), self.desk.workspace.root) and not replace:
                self.call_from_thread(self._ask_replace, export, scene)
                return
            with refusals():
                rollup = self.desk.rollup(scene.region, names=not scene.hide_names)
                hand_out(named, self._rendered(rollup, export.form), replace=replace)
        except ActionPlanError as error:
            why = " ".join(" ".join(error_text(error)).splitlines())
            self.call_from_thread(self._ask_where, export, visible(why))
        else:
            self.call_from_thread(self._written, Path(named), tuple(remarks(rollup)))

    def _rendered(self, rollup: RollUp, form: str) -> str | bytes:
        """The roll-up in a format, as the command writes it.

        Raises:
            ActionPlanError: something that it needs is missing or cannot be read.
        """
        from actionplan.reports.rendering import CHARTED, Told, render
        from actionplan.reports.rollup_tables import MANY
        from actionplan.reports.writing import Manner
        from actionplan.workspace.developing import development
        from actionplan.workspace.issuing import issuer_of, template_of

        workspace = self.desk.workspace
        if form not in CHARTED:
            return render(Told(rollup), form)
        is_drawn = len(rollup.members) <= MANY
        trend = development(workspace, rollup, self.desk.calendar_day) if is_drawn else None
        manner = Manner(template=template_of(workspace, None) if form == "docx" else None)
        return render(Told(rollup, trend, issuer_of(workspace)), form, manner)

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
