"""How the work has gone over time: a row for each day or round, and a chart."""

from collections.abc import Sequence

from actionplan.core.matrix import Counts
from actionplan.core.trend import Point, Trend
from actionplan.i18n import _
from actionplan.reports import trend_words as words
from actionplan.reports.blocks import Bullets
from actionplan.reports.rollup_charts import parts_of, values_of
from actionplan.reports.trend import document
from actionplan.reports.trend_charts import trend_figure, unit
from actionplan.reports.workbook.book import Book
from actionplan.reports.workbook.charts import stacked
from actionplan.reports.workbook.sheet import Field, Kind, Part, Scalar, Sheet

_FIRST = (18, 13, 24, 12, 13, 9, 9, 14)
_PART, _REMARKS = 14, 60
"""The width of a status, and of the remarks."""
_CHART = (1100, 460)


def name() -> str:
    """What the sheet is called."""
    return _("Development")


def about() -> str:
    """What the sheet holds."""
    return _("how the work has gone over time")


def write(book: Book, trend: Trend) -> None:
    """Write the sheet."""
    total = sum((point.counts for point in trend.points), start=Counts())
    parts = parts_of(total)
    first = _FIRST if any(point.title for point in trend.points) else (*_FIRST[:2], *_FIRST[3:])
    sheet = Sheet(book, name(), (*first, *(_PART for _part in parts), _REMARKS))
    sheet.title(_("Development"))
    for sentence in filter(None, (words.headline(trend), words.selection(trend))):
        sheet.say(sentence, "line")
    if trend.points:
        sheet.row += 1
        _points(sheet, trend, total)
    notes = [item for block in document(trend) if isinstance(block, Bullets) for item in block.items]
    sheet.heading(_("About the figures"))
    for note in notes:
        sheet.say(f"– {note}", "line")


def _points(sheet: Sheet, trend: Trend, total: Counts) -> None:
    has_titles = any(point.title for point in trend.points)
    parts = parts_of(total)
    fields = (
        Field(_("When")),
        Field(_("Day"), Kind.DAY),
        *((Field(_("Round"), Kind.WRAPPED),) if has_titles else ()),
        Field(_("Members"), Kind.COUNT),
        Field(_("Reported"), Kind.COUNT),
        Field(_("Of"), Kind.COUNT),
        Field(_("Picked"), Kind.COUNT),
        Field(_("Share carried out or under way"), Kind.SHARE),
        *(Field(f"{part.letter} {part.label}", Kind.COUNT) for part in parts),
        Field(_("Remarks"), Kind.WRAPPED),
    )
    rows = [_row(trend, point, values_of(point.counts, total), has_titles=has_titles) for point in trend.points]
    place = sheet.table("Development", _("Development"), fields, rows)
    figure = trend_figure(trend)
    if figure is None:
        return
    first = len(fields) - len(parts) - 1
    chart = stacked(sheet.book, place, parts[:-1], first, title=figure.title, unit=unit(trend), up=True)
    sheet.draw(chart, *_CHART, figure.description)


def _row(trend: Trend, point: Point, values: Sequence[int], *, has_titles: bool) -> tuple[Scalar, ...]:
    counts = point.counts
    figures: tuple[Scalar, ...] = (counts.reported, counts.picked, Part(counts.under_way, counts.reported), *values)
    if not point.reported:
        # Nothing is not nought.
        figures = (None,) * (len(values) + 3)
    return (
        words.label(trend, point),
        point.day,
        *((point.title or None,) if has_titles else ()),
        point.members,
        point.reported,
        *figures,
        "; ".join(map(words.mark_text, point.marks)) or None,
    )
