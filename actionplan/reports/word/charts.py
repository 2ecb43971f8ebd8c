"""Charts that Word itself draws, each with its figures in a workbook of its own that people can edit."""

import datetime as dt
import io
from typing import Any

from actionplan.i18n import current_language
from actionplan.reports.blocks import Bars, Pillars
from actionplan.reports.word.chart_xml import SHEET, chart_xml, label_of, legend_lines, name_of
from actionplan.reports.word.look import FONT
from actionplan.reports.word.markup import escape
from actionplan.reports.word.package import add_part
from actionplan.reports.word.styles import LOCALES

_CHART_KIND = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_SHEET_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EMU = 360_000
"""Word's units in a centimetre."""
_TALLEST = 21.5
_FEW = 10
"""So many bars are thick."""


def drawing(file: Any, chart: Bars | Pillars, *, number: int, title: str, told: str, width: float) -> str:
    """Put a chart into the file; returns the run that shows it.

    Args:
        file: the Word file.
        chart: what it shows.
        number: which of the file's pictures it is.
        title: what it is called.
        told: what is seen, in words.
        width: in centimetres.
    """
    from docx.opc.constants import RELATIONSHIP_TYPE

    size = (width, height_of(chart, width))
    xml = chart_xml(chart, LOCALES[current_language()], _font(file), size)
    id_ = add_part(file, "/word/charts/chart%d.xml", _CHART_KIND, xml, RELATIONSHIP_TYPE.CHART)
    part = file.part.related_parts[id_]
    name = "/word/embeddings/Microsoft_Excel_Sheet%d.xlsx"
    add_part(file, name, _SHEET_KIND, _workbook(chart), RELATIONSHIP_TYPE.PACKAGE, to=part)
    graphic = (
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{id_}"/></a:graphicData>'
    )
    return inline(graphic, number=number, title=title, told=told, size=size)


def inline(graphic: str, *, number: int, title: str, told: str, size: tuple[float, float]) -> str:
    """A run with a picture in the line; ``size`` is its width and height in centimetres."""
    across, down = (round(length * _EMU) for length in size)
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{across}" cy="{down}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="{escape(title)}" descr="{escape(told)}"/><wp:cNvGraphicFramePr/>'
        f"<a:graphic>{graphic}</a:graphic></wp:inline></w:drawing></w:r>"
    )


def height_of(chart: Bars | Pillars, width: float) -> float:
    """How high a chart is that is so wide; in centimetres, both."""
    if isinstance(chart, Pillars):
        return 8.0
    bar = 0.75 if len(chart.bars) <= _FEW else 0.5
    return min(1.7 + 0.5 * legend_lines(chart, width) + bar * len(chart.bars), _TALLEST)


def _font(file: Any) -> str:
    """The font of a template's own theme where it has one."""
    has_theme = any(related.reltype.endswith("/theme") for related in file.part.rels.values())
    return "+mn-lt" if has_theme else FONT


def _workbook(chart: Bars | Pillars) -> bytes:
    """A workbook with the figures."""
    import xlsxwriter

    said = io.BytesIO()
    book = xlsxwriter.Workbook(said, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001 - a fixed moment of no place
    sheet = book.add_worksheet(SHEET)
    for column, part in enumerate(chart.parts, 1):
        sheet.write_string(0, column, name_of(part))
    for row, bar in enumerate(chart.bars, 1):
        sheet.write_string(row, 0, label_of(bar))
        for column, value in enumerate(bar.values, 1):
            sheet.write_number(row, column, value)
    book.close()
    return said.getvalue()
