"""A Word file as a package of parts: opened, and closed in the same way each time."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from actionplan.core.errors import BadTemplate

_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHER_MAINS = (
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
"""What a template and a file with macros call their main part."""
_TYPES = "[Content_Types].xml"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip file knows: no clock goes into a report."""
_MOST = 200_000_000
"""Bytes that a template may unfold to."""


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Parts as a zip file, the same bytes for the same parts."""
    said = io.BytesIO()
    with zipfile.ZipFile(said, "w") as file:
        # The types come first: some readers tell the kind of a file by that.
        for name in sorted(parts, key=lambda name: (name != _TYPES, name)):
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            file.writestr(entry, parts[name])
    return said.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of a zip file.

    Raises:
        ValueError: it unfolds to more than any template needs.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        if sum(entry.file_size for entry in file.infolist()) > _MOST:
            raise ValueError("too large")
        return {entry.filename: file.read(entry) for entry in file.infolist()}


def opened(parts: Mapping[str, bytes]) -> Any:
    """A python-docx document of the parts; a template is opened as a document."""
    import docx

    types = parts[_TYPES]
    for other in _OTHER_MAINS:
        types = types.replace(other, _MAIN)
    return docx.Document(io.BytesIO(packed({**parts, _TYPES: types})))


def closed(document: Any, content: bytes) -> bytes:
    """The file of a python-docx document, with other content than it has.

    Raises:
        BadTemplate: two of its parts have one name, as when a template does not know its own styles: Word opens no
            such file.
    """
    names = [part.partname.lower() for part in document.part.package.iter_parts()]
    if len(set(names)) < len(names):
        raise BadTemplate
    said = io.BytesIO()
    document.save(said)
    return packed({**unpacked(said.getvalue()), document.part.partname.lstrip("/"): content})


def add_part(document: Any, name: str, kind: str, content: bytes, relation: str, *, to: Any = None) -> str:
    """Put a part into the package; returns the id by which what it belongs to knows it.

    Args:
        document: the file.
        name: its name, with ``%d`` for a number that is free.
        kind: its content type.
        content: what it holds.
        relation: what it is to the part that it belongs to.
        to: that part; ``None`` for the document itself.
    """
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = document.part.package
    place = package.next_partname(name) if "%d" in name else PackURI(name)
    return str((to or document.part).relate_to(Part(place, kind, content, package), relation))
