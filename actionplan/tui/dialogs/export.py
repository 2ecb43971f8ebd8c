"""Choose in which format the roll-up is written, and to which file."""

from collections.abc import Iterable
from pathlib import PurePath
from typing import ClassVar

from msgspec import Struct
from textual import on
from textual.widget import Widget
from textual.widgets import Input, Label

from actionplan.i18n import N_, _
from actionplan.reports.formats import ENDINGS, FORMATS, ending_of
from actionplan.tui.dialogs.base import Dialog
from actionplan.tui.widgets.choice import Choice, Option

_MEANINGS = {
    "text": N_("Plain text, as in the terminal"),
    "md": N_("Markdown, for web pages and word processors"),
    "html": N_("Web page, to publish or print"),
    "docx": N_("Word document"),
    "pdf": N_("PDF, for boards and archives"),
    "xlsx": N_("Excel workbook"),
    "csv": N_("Table for other programs (commas, UTF-8)"),
    "csv-excel": N_("Table for Excel (semicolons)"),
    "json": N_("Data for other programs"),
    "svg": N_("Charts alone, as pictures"),
}


class Export(Struct, frozen=True):
    """What shall be written, and where."""

    form: str
    named: str
    """The file as the user wrote it."""


class ExportDialog(Dialog[Export]):
    """The dialog."""

    SAVE: ClassVar[str] = N_("Write the file")

    def __init__(self, export: Export, *, hide_names: bool, why: str = "") -> None:
        """A dialog.

        Args:
            export: what is suggested.
            hide_names: whether the file will be without the names of those responsible.
            why: why the last try came to nothing.
        """
        super().__init__()
        self._export, self._hide_names, self._why = export, hide_names, why

    def heading(self) -> str:
        """What is written."""
        return _("Write the roll-up to a file")

    def content(self) -> Iterable[Widget]:
        """The formats, and the file."""
        yield Label(_("Format"), classes="field", markup=False)
        options = tuple(Option(form, form, _(_MEANINGS[form])) for form in FORMATS)
        yield Choice(options, frozenset({self._export.form}), id="format")
        yield Label(_("File"), classes="field after", markup=False)
        yield Input(self._export.named, id="file", compact=True, select_on_focus=False)
        if self._hide_names:
            # Empty, it would take the line that the buttons need in a small terminal.
            yield Label(_("Names are hidden: who is responsible is left out."), id="export-names", markup=False)
        yield Label(self._why, id="export-why", markup=False)

    def on_mount(self) -> None:
        """Begin with the format, or with the file when that was at fault."""
        self.query_one("#file" if self._why else "#format").focus()

    @on(Choice.Changed)
    def _formed(self, message: Choice.Changed) -> None:
        """Let the file's ending follow the format."""
        field = self.query_one("#file", Input)
        path = PurePath(field.value)
        if path.name and path.suffix.lower() in ENDINGS:
            field.value = str(path.with_suffix(ending_of(message.choice.one)))

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        """Let the format follow an ending that is typed."""
        choice = self.query_one("#format", Choice)
        ending = PurePath(message.value).suffix.lower()
        form = ENDINGS.get(ending)
        if form and ending_of(choice.one) != ending:
            choice.choose(FORMATS.index(form))

    @on(Input.Submitted)
    def _entered(self) -> None:
        # A file that is there already is never replaced without a question that Enter answers with no.
        self.action_save()

    def value(self) -> Export | None:
        """The format and the file."""
        named = self.query_one("#file", Input).value.strip()
        if not named:
            self.query_one("#export-why", Label).update(_("Write the name of a file."))
            return None
        return Export(self.query_one("#format", Choice).one, named)
