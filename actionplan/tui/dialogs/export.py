"""Choose which report is written, in which format, and to which file."""

from collections.abc import Iterable
from pathlib import PurePath
from typing import ClassVar

from msgspec import Struct
from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input, Label

from actionplan.core.errors import BadValue
from actionplan.i18n import N_, _
from actionplan.reports.formats import COMPARED, ENDINGS, FORMATS, WRITTEN, ending_of
from actionplan.reports.plain import visible
from actionplan.tui.dialogs.base import Dialog
from actionplan.tui.widgets.choice import Choice, Option
from actionplan.tui.widgets.oneof import OneOf
from actionplan.wording.errors import error_text

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
_SHORT = "short"


class Subject(Struct, frozen=True):
    """What a report can be of."""

    body: str
    """Whose plan, as an id; empty for the roll-up."""
    label: str
    named: str
    """The file that is suggested, without an ending."""

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats that the command for it has."""
        return COMPARED if self.body else FORMATS

    @property
    def shortened(self) -> str:
        """What its short form is called."""
        return _("Short: one or two pages") if self.body else _("Short: two pages")


class Export(Struct, frozen=True):
    """What shall be written, and where."""

    form: str
    named: str
    """The file as the user wrote it."""
    subjects: tuple[Subject, ...]
    """What there is to choose from, one at least."""
    body: str = ""
    """Whose plan; empty for the roll-up."""
    short: bool = False

    @property
    def subject(self) -> Subject:
        """What the report is of."""
        return next(one for one in self.subjects if one.body == self.body)


class ExportDialog(Dialog[Export]):
    """The dialog. Arrows choose, and go on from one field to the next."""

    SAVE: ClassVar[str] = N_("Write the file")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", show=False),
        Binding("down,enter", "app.focus_next", show=False),
    ]

    def __init__(self, export: Export, *, hide_names: bool, why: str = "") -> None:
        """A dialog.

        Args:
            export: what is suggested.
            hide_names: whether the file will be without the names of those responsible.
            why: why the last try came to nothing.
        """
        super().__init__()
        self._export, self._hide_names, self._why = export, hide_names, why
        self._subject = export.subject

    def heading(self) -> str:
        """What is written."""
        if len(self._export.subjects) > 1:
            return _("Write a report to a file")
        return _("Write the plan to a file") if self._export.body else _("Write the roll-up to a file")

    def content(self) -> Iterable[Widget]:
        """The reports where there are several, the formats, and the file."""
        export = self._export
        several = len(export.subjects) > 1
        with Vertical(id="export-fields", classes="several" if several else None):
            if several:
                labels = tuple((one.body, one.label) for one in export.subjects)
                yield OneOf(labels, export.body, follows=True, id="subject")
            yield Label(_("Format"), classes="field", markup=False)
            yield Choice(_options(self._subject), frozenset({export.form}), follows=True, id="format")
            yield Choice(_switch(self._subject), frozenset({_SHORT} if export.short else ()), several=True, id="short")
            with Horizontal(id="export-file"):
                yield Label(_("File"), classes="field", markup=False)
                yield Input(export.named, id="file", compact=True, select_on_focus=False)
        if self._hide_names:
            # Empty, it would take the line that the buttons need in a small terminal.
            yield Label(_("Names are hidden: who is responsible is left out."), id="export-names", markup=False)
        yield Label(self._why, id="export-why", markup=False)

    def on_mount(self) -> None:
        """Begin with the format, or with the file when that was at fault."""
        self._refuse(self._why)
        self._offer_short()
        self.query_one("#file" if self._why else "#format").focus()

    @on(OneOf.Changed)
    def _turned(self, message: OneOf.Changed) -> None:
        """Offer the formats of the other report, and another file unless one has been typed."""
        before, self._subject = self._subject, next(one for one in self._export.subjects if one.body == message.value)
        now, choice = self._subject, self.query_one("#format", Choice)
        choice.options = _options(now)
        self.query_one("#short", Choice).options = _switch(now)
        choice.choose(now.formats.index(choice.one if choice.one in now.formats else "md"))
        field = self.query_one("#file", Input)
        path = PurePath(field.value)
        if str(path.with_suffix("")) == before.named:
            self._write_name(now.named + path.suffix)
        self._formed()

    @on(Choice.Changed, "#format")
    def _formed(self) -> None:
        """Let the file's ending follow the format."""
        form, field = self.query_one("#format", Choice).one, self.query_one("#file", Input)
        path = PurePath(field.value)
        ending = path.suffix.lower()
        if path.name and ending in ENDINGS and not _stands_for(ending, form):
            self._write_name(str(path.with_suffix(ending_of(form))))
        self._offer_short()

    def _write_name(self, named: str) -> None:
        field = self.query_one("#file", Input)
        with field.prevent(Input.Changed):
            # Nobody has typed it: the format may have gone on to another since.
            field.value = named

    def _offer_short(self) -> None:
        # Hidden, it keeps its line: nothing moves while formats are looked through.
        self.query_one("#short").visible = self.query_one("#format", Choice).one in WRITTEN

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        """Let the format follow an ending that is typed."""
        choice = self.query_one("#format", Choice)
        ending = PurePath(message.value).suffix.lower()
        form = ENDINGS.get(ending)
        if form in self._subject.formats and not _stands_for(ending, choice.one):
            choice.choose(self._subject.formats.index(form))

    @on(Input.Submitted)
    def _entered(self) -> None:
        # A file that is there already is never replaced without a question that Enter answers with no.
        self.action_save()

    def value(self) -> Export | None:
        """The report, the format and the file."""
        subject, form = self._subject, self.query_one("#format", Choice).one
        named = self.query_one("#file", Input).value.strip()
        ending = PurePath(named).suffix.lower()
        if not named:
            self._refuse(_("Write the name of a file."))
            return None
        if ending in ENDINGS and not _stands_for(ending, form):
            fitting = tuple(key for key, one in ENDINGS.items() if one in subject.formats)
            self._refuse(" ".join(error_text(BadValue(_("File"), named, expected=fitting))))
            return None
        short = form in WRITTEN and _SHORT in self.query_one("#short", Choice).chosen
        return Export(form, named, self._export.subjects, subject.body, short)

    def _refuse(self, why: str) -> None:
        """Say why nothing is written, in sight also where there is little room; nothing where there is nothing."""
        label = self.query_one("#export-why", Label)
        label.update(visible(why))
        label.display = bool(why)
        if why:
            self.call_after_refresh(label.scroll_visible, animate=False)


def _options(subject: Subject) -> tuple[Option, ...]:
    return tuple(Option(form, form, _(_MEANINGS[form])) for form in subject.formats)


def _switch(subject: Subject) -> tuple[Option, ...]:
    return (Option(_SHORT, subject.shortened),)


def _stands_for(ending: str, form: str) -> bool:
    """Whether a file's ending is one of a format's."""
    return ENDINGS[ending] == form.partition("-")[0]
