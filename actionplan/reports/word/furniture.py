"""Sections of pages, and what stands at the head and the foot of each."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from itertools import takewhile
from typing import Any

from actionplan.i18n import _
from actionplan.reports.blocks import Heading, PageBreak, Paragraph, Tone
from actionplan.reports.document import Document
from actionplan.reports.word.body import SPACER, Part
from actionplan.reports.word.fitting import Page
from actionplan.reports.word.letters import wide
from actionplan.reports.word.look import ALARM
from actionplan.reports.word.looks import Looks
from actionplan.reports.word.markup import elements, field, measure, paragraph, part, qualified, run, serialized
from actionplan.reports.word.package import add_part

_A4 = (11906, 16838)
_MARGIN = 1304
_NARROW = 850
"""A centimetre and a half: any printer prints so far out."""
_LEAST = 4 * 567
"""Four centimetres."""
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.{what}+xml"
_TAGS = {"header": "w:hdr", "footer": "w:ftr"}
_TAB = '<w:r><w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/></w:r>'
_FURNITURE = 720
"""How far heads and feet stay off the edge of the paper."""
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_EMU = 635
"""Word's units for drawings in a twentieth of a point."""
_BETWEEN = 300
"""What is free at least between a title and the page's number beside it."""
_END = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'


def text_widths(file: Any) -> tuple[int, int]:
    """The width of the text on the file's pages as they stand, and as they lie, in twentieths of a point.

    Raises:
        ValueError: there is no room for text on the page.
    """
    across, down = _page(file.element.body[-1])
    margins = _margins(file.element.body[-1])
    if across - margins < _LEAST:
        raise ValueError("no room for text")
    return across - margins, max(across, down) - margins


def page_of(file: Any, document: Document, looks: Looks) -> Page:
    """The room for text on the file's pages.

    Raises:
        ValueError: there is no room for text on the page.
    """
    section = file.element.body[-1]
    standing, lying = text_widths(file)
    narrow = deepcopy(section)
    _widen(narrow)
    wide = _page(narrow)[0] - _margins(narrow)
    high, wide_high = (_text_height(file, one, document, looks) for one in (section, narrow))
    return Page(standing, lying, high, wide, wide_high)


def _text_height(file: Any, section: Any, document: Document, looks: Looks) -> int:
    """The height of the text on a page that stands, in twentieths of a point: less where heads and feet are high."""
    _across, down = _page(section)
    margins = section.find(qualified("w:pgMar"))
    around = {"top": _MARGIN, "bottom": _MARGIN, "header": _FURNITURE, "footer": _FURNITURE}
    if margins is not None:
        around = {side: measure(margins.get(qualified(f"w:{side}")), known) for side, known in around.items()}
    warned = looks["header"].high + 180 if document.is_example else 0
    head = around["header"] + _height_of(file, section, "header", looks) + warned
    foot = around["footer"] + max(_height_of(file, section, "footer", looks), looks["footer"].high)
    # A margin below nought holds whatever stands at the head.
    above = -around["top"] if around["top"] < 0 else max(around["top"], head)
    below = -around["bottom"] if around["bottom"] < 0 else max(around["bottom"], foot)
    return max(round(down - above - below), _LEAST)


def _height_of(file: Any, section: Any, what: str, looks: Looks) -> float:
    """How high the highest of the heads or feet of a section is: its lines, with what is drawn in them."""
    found = [0.0]
    for reference in section.findall(qualified(f"w:{what}Reference")):
        element = file.part.related_parts[reference.get(qualified("r:id"))].element
        look = looks[what]
        # Tables at the head stand beside pictures or other cells: a paragraph of theirs counts for half a line.
        beside = sum(1 for cell in element.iter(qualified("w:tc")) for _one in cell.iter(qualified("w:p")))
        lines = sum(1 for _one in element.iter(qualified("w:p"))) - beside / 2
        drawn = [
            measure(extent.get("cy")) / _EMU
            for picture in element.iter(f"{{{_DRAWING}}}inline")
            for extent in picture.iter(f"{{{_DRAWING}}}extent")
        ]
        found.append(lines * (look.high + look.after) + sum(drawn))
    return max(found)


def _page(section: Any) -> tuple[int, int]:
    size = section.find(qualified("w:pgSz"))
    if size is None:
        return _A4
    return tuple(int(size.get(qualified(f"w:{side}"), known)) for side, known in zip("wh", _A4, strict=True))  # type: ignore[return-value]


def _margins(section: Any) -> int:
    found = section.find(qualified("w:pgMar"))
    if found is None:
        return 2 * _MARGIN
    return sum(
        int(found.get(qualified(f"w:{side}"), known))
        for side, known in (("left", _MARGIN), ("right", _MARGIN), ("gutter", 0))
    )


def laid(file: Any, parts: Sequence[Part]) -> bytes:
    """The document's own part: the parts, each in a section of its own whose pages stand or lie.

    It is written as text: elements that are moved from one tree to another one by one take minutes in a long report.
    """
    whole = file.element.body[-1]
    said = []
    for place, one in enumerate(parts):
        section = deepcopy(whole)
        if place:
            _continue(section)
        if one.is_lying:
            _turn(section)
        if one.is_wide:
            _widen(section)
        told = serialized(section)
        said.append(one.xml + told if place == len(parts) - 1 else _ended(one.xml, told))
    return part("w:document", f"<w:body>{''.join(said)}</w:body>")


def _ended(xml: str, section: str) -> str:
    """A section ends with a paragraph: the room after a table where there is one, else one without height."""
    return xml.removesuffix(SPACER) + paragraph("", "", _END + section)


def _continue(section: Any) -> None:
    """What a later section takes from the one before it: heads and feet, and no first page of its own."""
    for tag in ("headerReference", "footerReference", "titlePg", "pgNumType"):
        for found in section.findall(qualified(f"w:{tag}")):
            section.remove(found)


def _widen(section: Any) -> None:
    """Narrow the margins around the text; heads and feet stay where they are, and the text off them."""
    margins = section.find(qualified("w:pgMar"))
    for side in ("left", "right", "top", "bottom") if margins is not None else ():
        found = measure(margins.get(qualified(f"w:{side}")), _MARGIN)
        margins.set(qualified(f"w:{side}"), str(min(found, _NARROW)))


def _turn(section: Any) -> None:
    across, down = _page(section)
    size = section.find(qualified("w:pgSz"))
    if size is None or across >= down:
        return
    size.set(qualified("w:w"), str(down))
    size.set(qualified("w:h"), str(across))
    size.set(qualified("w:orient"), "landscape")


def furnish(file: Any, document: Document, ids: Mapping[str, str]) -> None:
    """Page numbers and the title at the foot, and at the head that there is example data in it.

    What a template has at the foot stays as it is. The warning joins what it has at the head, but for a first page
    whose text has it already.
    """
    section = file.element.body[-1]
    is_told = document.is_example and _is_told(document)
    if is_told and not section.titlePg_val:
        _part_first(file, section)
    kinds = ["default"]
    kinds += ["first"] if section.titlePg_val else []
    kinds += ["even"] if file.settings.element.find(qualified("w:evenAndOddHeaders")) is not None else []
    if not section.findall(qualified("w:footerReference")):
        for kind in kinds:
            _add(file, section, "footer", kind, part(_TAGS["footer"], _foot(file, document, ids)))
    if document.is_example:
        for kind in kinds:
            if kind != "first" or not is_told:
                _warn(file, section, kind, ids)


def _is_told(document: Document) -> bool:
    """Whether what stands before the first heading, and so on the first page, says what is invented."""
    opening = takewhile(lambda block: not isinstance(block, Heading | PageBreak), document.blocks)
    # All that is said of it begins so.
    example = _("Example data")
    return any(
        isinstance(block, Paragraph) and block.tone is Tone.WARNING and block.text.startswith(example)
        for block in opening
    )


def _part_first(file: Any, section: Any) -> None:
    """Let the first page have a head and a foot of its own, at first the same as the others have."""
    section.titlePg_val = True
    for what in _TAGS:
        found = {
            reference.get(qualified("w:type")): reference
            for reference in section.findall(qualified(f"w:{what}Reference"))
        }
        if "first" in found:
            # Of a first page that was let go again: it is not shown.
            section.remove(found["first"])
            old = found.pop("first").get(qualified("r:id"))
            if old not in {one.get(qualified("r:id")) for one in found.values()}:
                del file.part.rels[old]
        if "default" in found:
            like = file.part.related_parts[found["default"].get(qualified("r:id"))]
            own = _add(file, section, what, "first", like.blob)
            for id_, related in like.rels.items():
                target = related.target_ref if related.is_external else related.target_part
                own.rels.add_relationship(related.reltype, target, id_, related.is_external)


def _foot(file: Any, document: Document, ids: Mapping[str, str]) -> str:
    said = _("Page {page} of {pages}").replace(" ", "\u00a0")
    fields = {"{page}": field("PAGE", "1"), "{pages}": field("NUMPAGES", "1")}
    content = ""
    for piece in _pieces(said, tuple(fields)):
        content += fields.get(piece) or run(piece)
    look = Looks(file, ids)["footer"]
    beside = wide(f"{document.title} {said}", look.halves, look.wider) + _BETWEEN
    if beside > text_widths(file)[0]:
        title = paragraph(ids["footer"], run(document.title))
        return title + paragraph(ids["footer"], content, '<w:jc w:val="right"/>')
    return paragraph(ids["footer"], run(document.title) + _TAB + content, _stop(file, ids["footer"]))


def _stop(file: Any, style: str) -> str:
    """The one tab stop of a foot: programs that do not know tabs that keep to the margin take the first there is."""
    end = text_widths(file)[0]
    stops = dict.fromkeys(_inherited_stops(file, style), "clear") | {end: "right"}
    told = "".join(f'<w:tab w:val="{kind}" w:pos="{place}"/>' for place, kind in sorted(stops.items()))
    return f"<w:tabs>{told}</w:tabs>"


def _inherited_stops(file: Any, style: str) -> set[int]:
    """Where a style, and those that it rests on, have tab stops, in twentieths of a point."""
    sheet = file.styles.element
    known = {one.get(qualified("w:styleId")): one for one in sheet.findall(qualified("w:style"))}
    found: set[int] = set()
    seen: set[str] = set()
    while style in known and style not in seen:
        seen.add(style)
        one = known[style]
        stops = one.findall(f"{qualified('w:pPr')}/{qualified('w:tabs')}/{qualified('w:tab')}")
        found |= {measure(stop.get(qualified("w:pos"))) for stop in stops}
        based = one.find(qualified("w:basedOn"))
        style = "" if based is None else based.get(qualified("w:val"), "")
    return found


def _pieces(said: str, marks: Sequence[str]) -> list[str]:
    """The text in pieces, with the marks apart."""
    found = [said]
    for mark in marks:
        found = [
            piece
            for text in found
            for place, before in enumerate(text.split(mark))
            for piece in ((mark, before) if place else (before,))
            if piece
        ]
    return found


def _warn(file: Any, section: Any, kind: str, ids: Mapping[str, str]) -> None:
    look = f'<w:b/><w:bCs/><w:color w:val="{ALARM}"/>'
    said = run(_("Example data: nothing here is a decision of the bodies named."), look)
    told = paragraph(ids["header"], said, '<w:spacing w:before="60" w:after="120"/>')
    for reference in section.findall(qualified("w:headerReference")):
        if reference.get(qualified("w:type")) == kind:
            head = file.part.related_parts[reference.get(qualified("r:id"))]
            head.element.extend(elements(told))
            return
    _add(file, section, "header", kind, part(_TAGS["header"], told))


def _add(file: Any, section: Any, what: str, kind: str, content: bytes) -> Any:
    """Put a head or a foot into the file; returns its part."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    relation = RELATIONSHIP_TYPE.HEADER if what == "header" else RELATIONSHIP_TYPE.FOOTER
    id_ = add_part(file, f"/word/{what}%d.xml", _KIND.format(what=what), content, relation)
    (reference,) = elements(f'<w:{what}Reference w:type="{kind}" r:id="{id_}"/>')
    section.insert(0, reference)
    return file.part.related_parts[id_]
