"""Tables as Word's own: head rows that are repeated, rows that stay whole, and columns as wide as they need."""

from collections.abc import Mapping, Sequence

from actionplan.i18n import _
from actionplan.reports.blocks import Column, Grid, Table, Tone, Value
from actionplan.reports.svg.colors import LIGHT
from actionplan.reports.word.look import BAND, CELL, HEAD, NOTE, QUIET, TABLE
from actionplan.reports.word.markup import escape, paragraph, run
from actionplan.reports.word.measures import ORDINARY, Density, Layout, head_of, is_bold
from actionplan.wording.figures import number

_SHADED = frozenset((Tone.DONE, Tone.OVER_HALF, Tone.STARTED, Tone.NOT_STARTED, Tone.AGAINST, Tone.WARNING))
_TOGETHER = 12
"""A table of at most so many rows stays on one page."""
_ABOVE_BAND = 36
_SIDES = {"<": "", ">": '<w:jc w:val="right"/>', "^": '<w:jc w:val="center"/>'}
_BOLD = "<w:b/><w:bCs/>"


def table_xml(
    table: Table, ids: Mapping[str, str], layout: Layout, *, title: str = "", told: str = "", grid: Grid | None = None
) -> str:
    """A table, and a line below it where a short report leaves rows out.

    Args:
        table: what it holds.
        ids: the styles' ids by name.
        layout: its columns.
        title: what it is called, for those who do not see it.
        told: what is seen in it, in words.
        grid: the chart that it takes the place of, whose squares give its cells their colours.
    """
    tones = _tones(table, grid)
    sides = [_side(table, place, column) for place, column in enumerate(table.columns)]
    small = len(table.rows) <= _TOGETHER
    rows = [_head(table, ids, layout, sides)]
    for place, values in enumerate(table.rows):
        # No row stays behind alone below its heads.
        keep = place < (len(table.rows) - 1 if small else 2)
        rows.append(
            _band(values[0], ids, layout)
            if len(values) == 1 and len(table.columns) > 1
            else _row(values, ids, layout, sides, tones.get(place, {}), keep=keep)
        )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in layout.widths)
    said = _properties(table, ids, layout, title, told)
    below = ""
    if table.left_out:
        text = _("and {count} more").format(count=number(table.left_out))
        below = paragraph(ids[NOTE], run(text))
    return f"<w:tbl>{said}<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>{below}"


def _properties(table: Table, ids: Mapping[str, str], layout: Layout, title: str, told: str) -> str:
    title = title or table.caption
    return (
        f'<w:tblPr><w:tblStyle w:val="{escape(ids[TABLE])}"/><w:tblW w:w="{sum(layout.widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{_margins(layout.density)}'
        '<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0"'
        ' w:noHBand="0" w:noVBand="1"/>'
        + (f'<w:tblCaption w:val="{escape(title)}"/>' if title else "")
        + (f'<w:tblDescription w:val="{escape(told)}"/>' if told else "")
        + "</w:tblPr>"
    )


def _margins(density: Density) -> str:
    """The room beside what stands in the cells, where it is less than the style gives."""
    if density.margin >= ORDINARY.margin:
        return ""
    sides = "".join(f'<w:{side} w:w="{density.margin}" w:type="dxa"/>' for side in ("left", "right"))
    return f"<w:tblCellMar>{sides}</w:tblCellMar>"


def _size(density: Density) -> str:
    """The size of letters, where it is not the style's."""
    return f'<w:sz w:val="{density.halves}"/><w:szCs w:val="{density.halves}"/>' if density.line else ""


def _font(layout: Layout) -> str:
    """The font, where it is not the style's."""
    font = escape(layout.font)
    return f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>' if font else ""


def _spacing(density: Density, before: int | None = None) -> str:
    """The height of lines and the room around them, where it is not the style's."""
    if not density.line:
        return ""
    above = density.gap if before is None else before
    return f'<w:spacing w:before="{above}" w:after="{density.gap}" w:line="{density.line}" w:lineRule="exact"/>'


def _head(table: Table, ids: Mapping[str, str], layout: Layout, sides: Sequence[str]) -> str:
    look = _font(layout) + (_size(layout.density) if layout.density.halves < ORDINARY.halves else "")
    height = f'<w:trHeight w:val="{layout.head}" w:hRule="atLeast"/>' if layout.head else ""
    cells = "".join(
        _cell(
            paragraph(ids[HEAD], run(head_of(table, place), look), _turned(layout) if turned else sides[place]),
            width,
            look='<w:textDirection w:val="btLr"/><w:vAlign w:val="center"/>'
            if turned
            else '<w:vAlign w:val="bottom"/>',
        )
        for place, (turned, width) in enumerate(zip(layout.turned, layout.widths, strict=True))
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{height}<w:tblHeader/></w:trPr>{cells}</w:tr>"


def _turned(layout: Layout) -> str:
    """A head that is written upwards stands in the middle of its column, off the line below it."""
    small = layout.density.tallest > ORDINARY.tallest
    close = f'<w:spacing w:before="0" w:after="0" w:line="{layout.density.line}" w:lineRule="exact"/>' if small else ""
    return f'{close}<w:ind w:left="60"/>'


def _band(value: Value, ids: Mapping[str, str], layout: Layout) -> str:
    density = layout.density
    is_small = density.halves < ORDINARY.halves
    look = _spacing(density, _ABOVE_BAND) if density.line else ""
    span = f'<w:gridSpan w:val="{len(layout.widths)}"/>'
    text = run(value.text, _font(layout) + (_size(density) if is_small else ""))
    cell = _cell(paragraph(ids[BAND], text, look), sum(layout.widths), before=span)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"


def _row(
    values: Sequence[Value],
    ids: Mapping[str, str],
    layout: Layout,
    sides: Sequence[str],
    tones: Mapping[int, Tone],
    *,
    keep: bool,
) -> str:
    cells = []
    before = ("<w:keepNext/>" if keep else "") + _spacing(layout.density)
    for place, (side, value, width) in enumerate(zip(sides, values, layout.widths, strict=True)):
        tone = tones.get(place, value.tone)
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{LIGHT.fill(tone)[1:]}"/>' if tone in _SHADED else ""
        text = (
            run(value.text, _font(layout) + _ink(tone, strong=is_bold(value)) + _size(layout.density))
            if value.text
            else ""
        )
        cells.append(_cell(paragraph(ids[CELL], text, before + side), width, look=shade))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(content: str, width: int, *, before: str = "", look: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{before}{look}</w:tcPr>{content}</w:tc>'


def _side(table: Table, place: int, column: Column) -> str:
    """Letters and symbols stand in the middle of their columns, as in a chart."""
    if column.align == "<" and place >= table.stub and _is_letters(table, place):
        return _SIDES["^"]
    return _SIDES[column.align]


def _is_letters(table: Table, place: int) -> bool:
    found = [row[place].text for row in table.rows if len(row) == len(table.columns)]
    return all(len(text) <= len("E!?") for text in found)


def _ink(tone: Tone, *, strong: bool) -> str:
    bold = _BOLD if strong else ""
    if tone in _SHADED:
        return f'{bold}<w:color w:val="{LIGHT.ink(tone)[1:]}"/>'
    return f'{bold}<w:color w:val="{QUIET}"/>' if tone is Tone.QUIET else bold


def _tones(table: Table, grid: Grid | None) -> dict[int, dict[int, Tone]]:
    """The tones of the chart's squares by the table's rows and columns, where the two have the same shape."""
    if grid is None:
        return {}
    rows = [place for place, row in enumerate(table.rows) if len(row) == len(table.columns)]
    first = len(table.columns) - len(grid.rows)
    if first < 0 or any(len(found.values) != len(rows) for found in grid.rows):
        return {}
    return {
        place: {
            first + column: found.values[square].tone
            for column, found in enumerate(grid.rows)
            if found.values[square].tone in _SHADED
        }
        for square, place in enumerate(rows)
    }
