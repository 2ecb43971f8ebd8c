"""What a file says about itself: what the report is called and from when, and nothing of whoever made it."""

import datetime as dt
from typing import Any

from actionplan.reports.document import Document
from actionplan.reports.word.markup import DECLARATION, clean, qualified
from actionplan.reports.word.package import add_part
from actionplan.reports.word.styles import LOCALES

PROGRAM = "actionplan"
_APP_KIND = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_APP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


def tell(file: Any, document: Document) -> None:
    """Write the properties, and the language, of a file."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    noon = dt.datetime.combine(document.day, dt.time(12))
    said = file.core_properties
    said._element.clear()  # noqa: SLF001 - python-docx gives a new one a writer and a time of its own
    said.title, said.subject = _short(document.title), _short(document.subtitle)
    said.author = said.last_modified_by = _short(document.issuer.name) or PROGRAM
    said.language = LOCALES[document.language]
    said.created = said.modified = noon
    said.revision = 1
    add_part(
        file,
        "/docProps/app.xml",
        _APP_KIND,
        f'{DECLARATION}<Properties xmlns="{_APP}"><Application>{PROGRAM}</Application></Properties>'.encode(),
        RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
        to=file.part.package,
    )
    for told in file.settings.element.iter(qualified("w:themeFontLang")):
        told.set(qualified("w:val"), LOCALES[document.language])


def _short(text: str) -> str:
    # Word's own limit for a property.
    return clean(text)[:255]
