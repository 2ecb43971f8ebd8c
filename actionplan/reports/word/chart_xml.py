"""A chart as Word's own markup, with everything said that programs would otherwise each guess at."""

from collections.abc import Sequence

from actionplan.reports.blocks import Bar, Bars, Part, Pillars
from actionplan.reports.svg.colors import LIGHT
from actionplan.reports.word.markup import DECLARATION, NAMESPACES, clean, escape

SHEET = "Data"
_LETTER = 0.17
"""Centimetres that a letter of a chart's text takes."""
_MANY = 15
"""More bars than this are named in smaller letters."""
_NOTHING_ELSE = "".join(
    f'<c:show{what} val="{shown}"/>'
    for what, shown in (
        ("LegendKey", 0),
        ("Val", 1),
        ("CatName", 0),
        ("SerName", 0),
        ("Percent", 0),
        ("BubbleSize", 0),
    )
)


def chart_xml(chart: Bars | Pillars, locale: str, font: str, size: tuple[float, float]) -> bytes:
    """The part that draws a chart.

    Args:
        chart: what it shows.
        locale: the language of its words.
        font: the name of its font.
        size: its width and height in centimetres.
    """
    room, layout = _layout(chart, *size)
    series = "".join(_series(chart, place, room) for place in range(len(chart.parts)))
    way = "bar" if isinstance(chart, Bars) else "col"
    plot = (
        f'{layout}<c:barChart><c:barDir val="{way}"/><c:grouping val="stacked"/><c:varyColors val="0"/>{series}'
        '<c:gapWidth val="35"/><c:overlap val="100"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        f"{_names(chart)}{_figures(chart, locale)}"
    )
    return (
        f'{DECLARATION}<c:chartSpace {NAMESPACES}><c:date1904 val="0"/><c:lang val="{locale}"/>'
        f'<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{plot}</c:plotArea>'
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend><c:plotVisOnly val="1"/>'
        '<c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
        f"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{_letters(900, LIGHT.text, font)}</a:pPr>"
        f'<a:endParaRPr lang="{locale}"/></a:p></c:txPr>'
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


def label_of(bar: Bar) -> str:
    """What stands beside a bar."""
    return clean(f"{bar.label} ({bar.remark})" if bar.remark else bar.label)


def name_of(part: Part) -> str:
    """What the legend calls a part: its letter and its words."""
    return clean(f"{part.letter} {part.label}")


def _letters(size: int, color: str, font: str = "") -> str:
    """The format of text; its size in hundredths of a point."""
    named = f'<a:latin typeface="{escape(font)}"/>' if font else ""
    return f'<a:defRPr sz="{size}" b="0">{_solid(color)}{named}</a:defRPr>'


def _text(size: int, color: str) -> str:
    return f"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{_letters(size, color)}</a:pPr><a:endParaRPr/></a:p></c:txPr>"


def _solid(color: str) -> str:
    return f"<a:solidFill>{_color(color)}</a:solidFill>"


def _color(color: str) -> str:
    return f'<a:srgbClr val="{color[1:].upper()}"/>'


def _line(color: str, width: int = 6350) -> str:
    return f'<a:ln w="{width}">{_solid(color)}</a:ln>'


def _series(chart: Bars | Pillars, place: int, room: float) -> str:
    part = chart.parts[place]
    column = chr(ord("B") + place)
    values = [bar.values[place] for bar in chart.bars]
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>'
        f"<c:tx>{_cached('str', f'{column}$1', [name_of(part)])}</c:tx>"
        f"<c:spPr>{_surface(chart.parts, place)}{_line(LIGHT.edge(part.tone), 9525)}</c:spPr>"
        f'<c:invertIfNegative val="0"/>{_labels(chart, part, values, room)}'
        f"<c:cat>{_cached('str', f'A$2:$A${len(values) + 1}', list(map(label_of, chart.bars)))}</c:cat>"
        f"<c:val>{_cached('num', f'{column}$2:${column}${len(values) + 1}', values)}</c:val></c:ser>"
    )


def _cached(kind: str, cells: str, values: Sequence[str | int]) -> str:
    form = "<c:formatCode>General</c:formatCode>" if kind == "num" else ""
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{escape(str(value))}</c:v></c:pt>' for place, value in enumerate(values)
    )
    return (
        f"<c:{kind}Ref><c:f>{SHEET}!${cells}</c:f><c:{kind}Cache>{form}"
        f'<c:ptCount val="{len(values)}"/>{points}</c:{kind}Cache></c:{kind}Ref>'
    )


def _surface(parts: Sequence[Part], place: int) -> str:
    """The colour of a part; a pattern for the second of two with the same tone."""
    tone = parts[place].tone
    if all(before.tone is not tone for before in parts[:place]):
        return _solid(LIGHT.fill(tone))
    hatch = LIGHT.hatches.get(tone, LIGHT.edge(tone))
    return (
        f'<a:pattFill prst="wdUpDiag"><a:fgClr>{_color(hatch)}</a:fgClr><a:bgClr>{_color(LIGHT.fill(tone))}</a:bgClr>'
        "</a:pattFill>"
    )


def _labels(chart: Bars | Pillars, part: Part, values: Sequence[int], room: float) -> str:
    """Letter and number on each surface that has room for them: parts are told apart without colour."""
    left_out = "".join(
        f'<c:dLbl><c:idx val="{place}"/><c:delete val="1"/></c:dLbl>'
        for place, value in enumerate(values)
        if not _fits(chart, part, value, room)
    )
    # The letter in quotation marks is text within a number format.
    form = escape('"{letter} "0'.format(letter=clean(part.letter).replace('"', "'")))
    return (
        f'<c:dLbls>{left_out}<c:numFmt formatCode="{form}" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/>'
        f"</a:ln></c:spPr>{_text(800, LIGHT.ink(part.tone))}"
        f'<c:dLblPos val="ctr"/>{_NOTHING_ELSE}</c:dLbls>'
    )


def _fits(chart: Bars | Pillars, part: Part, value: int, room: float) -> bool:
    needed = 0.36 if isinstance(chart, Pillars) else _LETTER * (len(f"{part.letter} {value}"))
    return bool(value) and value / max(chart.most, 1) * room >= needed


def _names(chart: Bars | Pillars) -> str:
    """The axis with the bars' names; the first bar lies on top."""
    way, side = ("maxMin", "l") if isinstance(chart, Bars) else ("minMax", "b")
    size = 800 if len(chart.bars) > _MANY else 900
    return (
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{way}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{side}"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>{_line(LIGHT.quiet)}</c:spPr>'
        f'{_text(size, LIGHT.text)}<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _figures(chart: Bars | Pillars, locale: str) -> str:
    """The axis with the figures, below lying bars and beside standing ones."""
    side, place = ("b", "max") if isinstance(chart, Bars) else ("l", "autoZero")
    most = max(chart.most, 1)
    turn = ' rot="-5400000" vert="horz"' if isinstance(chart, Pillars) else ""
    unit = (
        f"<c:title><c:tx><c:rich><a:bodyPr{turn}/><a:lstStyle/><a:p><a:pPr>{_letters(800, LIGHT.quiet)}</a:pPr>"
        f'<a:r><a:rPr lang="{locale}" sz="800" b="0">{_solid(LIGHT.quiet)}</a:rPr><a:t>{escape(chart.unit)}</a:t>'
        '</a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
    )
    step = '<c:majorUnit val="1"/>' if most <= 10 else ""  # noqa: PLR2004 - no halves between so few
    return (
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:max val="{most}"/><c:min val="0"/>'
        f'</c:scaling><c:delete val="0"/><c:axPos val="{side}"/><c:majorGridlines><c:spPr>{_line(LIGHT.line)}</c:spPr>'
        f'</c:majorGridlines>{unit}<c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{_text(800, LIGHT.quiet)}<c:crossAx val="1"/><c:crosses val="{place}"/><c:crossBetween val="between"/>{step}'
        "</c:valAx>"
    )


def _layout(chart: Bars | Pillars, width: float, height: float) -> tuple[float, str]:
    """The length in centimetres of the axis with the figures, and where the surface with the bars lies."""
    legend = 0.5 * legend_lines(chart, width) + 0.3
    longest = max((len(label_of(bar)) for bar in chart.bars), default=0)
    if isinstance(chart, Pillars):
        left, above, below = 1.5, 0.2, legend + 0.7
    else:
        letter = 0.146 if len(chart.bars) > _MANY else 0.165
        left, above, below = min(longest * letter + 0.4, width * 0.58), 0.1, legend + 1.1
    across, down = width - left - 0.4, height - above - below
    places = (("x", left / width), ("y", above / height), ("w", across / width), ("h", down / height))
    layout = "".join(f'<c:{name} val="{share:.4f}"/>' for name, share in places)
    return down if isinstance(chart, Pillars) else across, (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f"{layout}</c:manualLayout></c:layout>"
    )


def legend_lines(chart: Bars | Pillars, width: float) -> int:
    """How many lines the legend takes."""
    return 1 + int(sum(len(name_of(part)) * _LETTER + 0.9 for part in chart.parts) // width)
