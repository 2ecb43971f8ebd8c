"""The Word file that a report begins with where there is no template: a page, and nothing on it."""

from actionplan.reports.word.look import FONT
from actionplan.reports.word.markup import DECLARATION, part

_FORMATS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_FONTS = f'w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"'
_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1247" w:right="1304" w:bottom="1134" w:left="1304"'
    ' w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
)
_DEFAULTS = (
    f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {_FONTS}/><w:sz w:val="20"/><w:szCs w:val="20"/>'
    '<w:lang w:val="sv-SE" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault/></w:docDefaults>"
)
_SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    "<w:compat>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="sv-SE"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
)
_FONT_TABLE = (
    f'<w:font w:name="{FONT}"><w:altName w:val="Liberation Sans"/><w:panose1 w:val="020B0604020202020204"/>'
    '<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
)
_PARTS = (
    ("document", "document.main", "officeDocument"),
    ("styles", "styles", "styles"),
    ("settings", "settings", "settings"),
    ("fontTable", "fontTable", "fontTable"),
)


def blank() -> dict[str, bytes]:
    """The parts of an empty file: A4, margins of 2.3 cm, no styles beyond the font."""
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_FORMATS}.{kind}+xml"/>' for name, kind, _said in _PARTS
    )
    related = "".join(
        f'<Relationship Id="rId{place}" Type="{_KIND}/{said}" Target="{name}.xml"/>'
        for place, (name, _kind, said) in enumerate(_PARTS[1:], 1)
    )
    return {
        "[Content_Types].xml": (
            f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'
        ).encode(),
        "_rels/.rels": (
            f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
            f' Type="{_KIND}/officeDocument" Target="word/document.xml"/></Relationships>'
        ).encode(),
        "word/_rels/document.xml.rels": (
            f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>'
        ).encode(),
        "word/document.xml": part("w:document", f"<w:body>{_PAGE}</w:body>"),
        "word/styles.xml": part("w:styles", _DEFAULTS),
        "word/settings.xml": part("w:settings", _SETTINGS),
        "word/fontTable.xml": part("w:fonts", _FONT_TABLE),
    }
