"""A workbook while it is written: its formats, its sheets, and what stands on every printed page."""

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any

from actionplan.i18n import _, current_language
from actionplan.reports.document import Document
from actionplan.reports.workbook.cells import safe
from actionplan.reports.workbook.styles import looks

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

PROGRAM = "actionplan"
_A4 = 9
_MOST_HEADER = 80
"""How much of a title stands on top of each page, with what else stands there: Excel takes 255 characters in all."""
_MOST_UNIT = 0xFFFF
"""Beyond this a letter takes two units."""
_MOST_PROPERTY = 255

OPTIONS: Mapping[str, Any] = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class Book:
    """A workbook while it is written."""

    def __init__(self, about: Document) -> None:
        """Begin a workbook.

        Args:
            about: the title, the day, the issuer and whether any of it is invented.
        """
        from xlsxwriter import Workbook

        self.about = about
        self._bytes = BytesIO()
        self.file = Workbook(self._bytes, dict(OPTIONS))
        self.looks = looks()
        self.formats = {name: self.file.add_format(dict(look)) for name, look in self.looks.items()}
        self.file.set_properties(_properties(about))
        self.file.set_custom_property("Language", current_language())
        # Wide enough that the names of all sheets are seen.
        self.file.set_size(1600, 1000)
        self.file.set_tab_ratio(80)

    def add(self, name: str, *, wide: bool) -> "Worksheet":
        """Begin a sheet, set up to be printed: A4, as wide as the page, with the title and the page number.

        Args:
            name: what stands on its tab.
            wide: whether the page lies down.
        """
        sheet = self.file.add_worksheet(name)
        if wide:
            sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        example = _("Example data") if self.about.is_example else ""
        sheet.set_header(" ")
        sheet.set_footer(" ")
        # The doors to both take a text with "&&G" for one with a picture, and refuse it.
        sheet.header = f"&L{_literal(self.about.title)}&R{_literal(example or name)}"
        page = _("Page {page} of {pages}").format(page="&P", pages="&N")
        sheet.footer = f"&L{_literal(self.about.issuer.name or PROGRAM)}&C{_literal(name)}&R{page}"
        return sheet

    def finished(self) -> bytes:
        """End the workbook."""
        self.file.close()
        return self._bytes.getvalue()


def _literal(text: str) -> str:
    """Text for the top or the foot of a page, where ``&`` begins a code: no longer than there is room for."""
    shown, units = "", 0
    for letter in safe(text):
        # As Excel counts them, in the units of UTF-16, and twice for what is written twice.
        units += 2 if letter == "&" or ord(letter) > _MOST_UNIT else 1
        if units > _MOST_HEADER:
            return f"{shown}…"
        shown += "&&" if letter == "&" else letter
    return shown


def _properties(about: Document) -> Mapping[str, Any]:
    import datetime as dt

    return {
        "title": safe(about.title)[:_MOST_PROPERTY],
        "subject": safe(about.subtitle)[:_MOST_PROPERTY],
        "author": safe(about.issuer.name or PROGRAM)[:_MOST_PROPERTY],
        "comments": _("Example data. See the first sheet.") if about.is_example else "",
        "created": dt.datetime(about.day.year, about.day.month, about.day.day, tzinfo=dt.UTC),
    }
