"""The styles of a file: those that a template brings, and ours where it has none of that name."""

from typing import Any

from actionplan.i18n import Language
from actionplan.reports.word.look import STYLES, Style
from actionplan.reports.word.markup import elements, escape, qualified

LOCALES: dict[Language, str] = {"sv": "sv-SE", "en": "en-GB"}
_NUMBERING_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_LEVELS = (("•", 340), ("–", 680))
"""Each level's bullet, and its text's indent in twentieths of a point."""
_HANGING = 340


def ensure_styles(document: Any, language: Language, width: int) -> dict[str, str]:
    """Add the styles that are missing, and set the language; returns each style's id by its name.

    Args:
        document: the file.
        language: what the report is written in.
        width: of the text, in twentieths of a point: where page numbers stand in the contents.
    """
    sheet = document.styles.element
    ids = {_name(style): style.get(qualified("w:styleId")) for style in sheet.findall(qualified("w:style"))}
    taken = {id_.lower() for id_ in ids.values() if id_}
    missing = [style for style in STYLES if style.name.lower() not in ids]
    facts = {"width": str(width)}
    if any("{bullets}" in style.paragraph for style in missing):
        facts["bullets"] = str(_bullets(document))
    for style in missing:
        # A style of the template may have taken the id for another name.
        id_ = style.id if style.id.lower() not in taken else f"{style.id}Report"
        ids[style.name.lower()] = id_
        sheet.extend(elements(_definition(style, id_, ids, facts)))
    _ensure_default(sheet)
    _speak(sheet, LOCALES[language])
    return {style.name: ids[style.name.lower()] for style in STYLES}


def _name(style: Any) -> str:
    return str(style.find(qualified("w:name")).get(qualified("w:val"))).lower()


def _definition(style: Style, id_: str, ids: dict[str, str], facts: dict[str, str]) -> str:
    default = ' w:default="1"' if not style.based_on else ""
    custom = ' w:customStyle="1"' if style.name.startswith("Report") else ""
    look = style.paragraph.format_map(facts) if style.paragraph else ""
    return (
        f'<w:style w:type="{style.kind}" w:styleId="{escape(id_)}"{default}{custom}><w:name w:val="{style.name}"/>'
        + (f'<w:basedOn w:val="{escape(ids[style.based_on.lower()])}"/>' if style.based_on else "")
        + (f'<w:next w:val="{escape(_after(style, id_, ids))}"/>' if style.after else "")
        + ("<w:qFormat/>" if style.is_shown else '<w:uiPriority w:val="99"/>')
        + (f"<w:pPr>{look}</w:pPr>" if look else "")
        + (f"<w:rPr>{style.run}</w:rPr>" if style.run else "")
        + f"{style.further}</w:style>"
    )


def _after(style: Style, id_: str, ids: dict[str, str]) -> str:
    # What comes next may be a style that is added after this one.
    named = {one.name: one.id for one in STYLES}
    return ids.get(style.after.lower(), named.get(style.after, id_))


def _ensure_default(sheet: Any) -> None:
    """Have the normal style hold for paragraphs that name none: templates of other programs than Word do not say so."""
    default = qualified("w:default")
    styles = [one for one in sheet.findall(qualified("w:style")) if one.get(qualified("w:type")) == "paragraph"]
    if not any(one.get(default) in {"1", "true", "on"} for one in styles):
        next(one for one in styles if _name(one) == "normal").set(default, "1")


def _speak(sheet: Any, locale: str) -> None:
    """The language of the defaults, and of every style that has one of its own."""
    for told in sheet.iter(qualified("w:lang")):
        told.set(qualified("w:val"), locale)
    defaults = sheet.find(qualified("w:docDefaults"))
    if defaults is None:
        (defaults,) = elements("<w:docDefaults/>")
        sheet.insert(0, defaults)
    place = defaults
    for tag in ("w:rPrDefault", "w:rPr"):
        inner = place.find(qualified(tag))
        if inner is None:
            (inner,) = elements(f"<{tag}/>")
            place.insert(0, inner) if tag == "w:rPrDefault" else place.append(inner)
        place = inner
    if place.find(qualified("w:lang")) is None:
        place.extend(elements(f'<w:lang w:val="{locale}"/>'))


def _bullets(document: Any) -> int:
    """Define a list with bullets; returns its number."""
    numbering = _numbering(document)
    abstract = 1 + max(
        (int(one.get(qualified("w:abstractNumId"))) for one in _all(numbering, "abstractNum")), default=0
    )
    number = 1 + max((int(one.get(qualified("w:numId"))) for one in _all(numbering, "num")), default=0)
    levels = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="{bullet}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{indent}" w:hanging="{_HANGING}"/></w:pPr></w:lvl>'
        for place, (bullet, indent) in enumerate(_LEVELS)
    )
    (defined,) = elements(
        f'<w:abstractNum w:abstractNumId="{abstract}"><w:multiLevelType w:val="hybridMultilevel"/>{levels}'
        "</w:abstractNum>"
    )
    (used,) = elements(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/></w:num>')
    first = numbering.find(qualified("w:num"))
    if first is None:
        numbering.append(defined)
    else:
        first.addprevious(defined)
    found = _all(numbering, "num")
    found[-1].addnext(used) if found else numbering.append(used)
    return number


def _all(numbering: Any, tag: str) -> list[Any]:
    return list(numbering.findall(qualified(f"w:{tag}")))


def _numbering(document: Any) -> Any:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.parts.numbering import NumberingPart

    from actionplan.reports.word.markup import part

    if not any(rel.reltype == RELATIONSHIP_TYPE.NUMBERING for rel in document.part.rels.values()):
        made = NumberingPart.load(
            PackURI("/word/numbering.xml"), _NUMBERING_KIND, part("w:numbering", ""), document.part.package
        )
        document.part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
    return document.part.numbering_part.element
