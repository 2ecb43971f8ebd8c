"""A municipality's own Word file as the beginning of a report: its look stays, what it says and who wrote it goes."""

import io
import re
from collections.abc import Iterator
from typing import Any

from actionplan.reports.word.blank import blank
from actionplan.reports.word.markup import qualified
from actionplan.reports.word.package import opened, unpacked

_KEPT = frozenset(
    (
        "styles",
        "numbering",
        "settings",
        "webSettings",
        "fontTable",
        "theme",
        "header",
        "footer",
        "footnotes",
        "endnotes",
    )
)
"""What the look of a file is made of. Comments, macros, pictures of its body and data stores are left behind."""
_SETTINGS = (
    "attachedTemplate",
    "linkStyles",
    "mailMerge",
    "documentProtection",
    "writeProtection",
    "trackRevisions",
    "docVars",
    "rsids",
    "updateFields",
    "schemaLibrary",
    "attachedSchema",
    "saveThroughXslt",
    "removePersonalInformation",
)
"""Settings that name other files or their writers, or that would not let anybody write on."""


_RELATED = "officeDocument/2006/relationships"
_FETCHES = re.compile(r"\b(INCLUDEPICTURE|INCLUDETEXT|LINK|DDE|DDEAUTO|DATABASE|IMPORT)\b", re.IGNORECASE)
"""Fields that bring in other files."""


def begin(template: bytes | None) -> Any:
    """An empty python-docx document with the look of the template; with nothing on it where there is none."""
    if template is None:
        return opened(blank())
    document = opened(unpacked(template))
    _empty(document)
    return document


def has_picture(file: Any) -> bool:
    """Whether a picture stands at the head or the foot of the file's pages."""
    kinds = ("header", "footer")
    return any(
        inner.reltype.endswith("/image")
        for related in file.part.rels.values()
        if related.reltype.rpartition("/")[2] in kinds
        for inner in related.target_part.rels.values()
    )


def _empty(document: Any) -> None:
    if document.styles.element.tag != qualified("w:styles"):
        raise ValueError("no styles")
    body = document.element.body
    _gather(document)
    for child in list(body)[:-1]:
        body.remove(child)
    _forget(document)
    _cut_off(document)
    settings = document.settings.element
    for tag in _SETTINGS:
        for found in settings.findall(qualified(f"w:{tag}")):
            settings.remove(found)
    for related in document.part.rels.values():
        if related.reltype.endswith("/settings"):
            # Paths of the machine that the template was made on, and of letters' lists of addresses.
            related.target_part.rels.clear()
    # Saved once, so that what is broken shows before the report is put into it.
    document.save(io.BytesIO())
    for reference in body[-1].findall(qualified("w:headerReference")) + body[-1].findall(
        qualified("w:footerReference")
    ):
        document.part.related_parts[reference.get(qualified("r:id"))].element  # noqa: B018 - parses it


def _cut_off(document: Any) -> None:
    """Let heads and feet fetch nothing when the report is opened. A link that a reader clicks may stay."""
    for related in document.part.rels.values():
        if related.reltype.rpartition("/")[2] not in {"header", "footer"}:
            continue
        part = related.target_part
        fetched = {
            id_ for id_, inner in part.rels.items() if inner.is_external and not inner.reltype.endswith("/hyperlink")
        }
        for element in part.element.iter():
            for name in [name for name, value in element.attrib.items() if value in fetched and _RELATED in name]:
                del element.attrib[name]
            if _FETCHES.search(element.get(qualified("w:instr"), "")):
                element.set(qualified("w:instr"), "")
        _disarm(part.element)
        for id_ in fetched:
            del part.rels[id_]


def _disarm(element: Any) -> None:
    """Empty the codes of fields that bring in other files, in however many pieces a code is."""
    for pieces in _codes(element):
        if _FETCHES.search("".join(piece.text or "" for piece in pieces)):
            for piece in pieces:
                piece.text = ""


def _codes(element: Any) -> Iterator[list[Any]]:
    """The pieces of each field's code; what a field within a code says, and what it shows, is part of that code."""
    mark, kind, text = (qualified(f"w:{name}") for name in ("fldChar", "fldCharType", "t"))
    # Of the fields that have begun, the outermost first: their pieces, and whether more may come.
    begun: list[tuple[list[Any], bool]] = []
    for one in element.iter(mark, text, qualified("w:instrText"), qualified("w:delInstrText")):
        if one.tag != mark:
            for pieces, is_open in begun:
                if is_open:
                    pieces.append(one)
            if not begun and one.tag != text:
                yield [one]
        elif one.get(kind) == "begin":
            begun.append(([], True))
        elif begun:
            begun[-1] = (begun[-1][0], False)
            if one.get(kind) == "end":
                yield begun.pop()[0]
    yield from (pieces for pieces, _is_open in begun)


def _gather(document: Any) -> None:
    """Leave the last section alone, with the headers and footers that hold for it."""
    body = document.element.body
    if body[-1].tag != qualified("w:sectPr"):
        body.append(opened(blank()).element.body[-1])
    last = body[-1]
    found: dict[tuple[str, str], Any] = {}
    for section in document.element.iter(qualified("w:sectPr")):
        for tag in ("w:headerReference", "w:footerReference"):
            for reference in section.findall(qualified(tag)):
                found[tag, reference.get(qualified("w:type"))] = reference
    for (tag, kind), reference in sorted(found.items(), reverse=True, key=lambda one: one[0]):
        for own in [own for own in last.findall(qualified(tag)) if own.get(qualified("w:type")) == kind]:
            last.remove(own)
        last.insert(0, reference)
    # Tables and charts are as wide as the page: columns of text would cut them.
    for tag in ("w:type", "w:lnNumType", "w:pgNumType", "w:cols", "w:vAlign", "w:textDirection"):
        for one in last.findall(qualified(tag)):
            last.remove(one)


def _forget(document: Any) -> None:
    """Drop what the look does not need, and every part that is reached by nothing else."""
    main, package = document.part, document.part.package
    used = set(document.element.xpath(".//w:sectPr/*/@r:id"))
    for id_, related in list(main.rels.items()):
        kind = related.reltype.rpartition("/")[2]
        if related.is_external or kind not in _KEPT or (kind in {"header", "footer"} and id_ not in used):
            del main.rels[id_]
    for id_, related in list(package.rels.items()):
        if related.reltype.rpartition("/")[2] != "officeDocument":
            del package.rels[id_]
