"""A curve as a chart: a pillar for each day.

What nobody has assessed is left to the table: it would fill the chart where few have begun, and hide how far they are.
"""

from functools import reduce
from operator import add

from actionplan.core.matrix import Counts
from actionplan.core.trend import Point, Trend
from actionplan.i18n import _
from actionplan.reports import trend_words as words
from actionplan.reports.blocks import Bar, Figure, Pillars
from actionplan.reports.rollup_charts import parts_of, values_of
from actionplan.reports.trend import figures, is_single

MOST = 24
"""How many pillars stand beside each other; of more, the latest."""


def trend_figure(trend: Trend) -> Figure | None:
    """The curve's chart with its figures; nothing where there is nothing to draw or only one day."""
    points = [point for point in trend.points if point.reported]
    if is_single(trend) or len(points) < 2:  # noqa: PLR2004 - a day alone is no development
        return None
    total = reduce(add, (point.counts for point in points), Counts())
    shown = trend.points[-MOST:]
    bars = tuple(Bar(words.label(trend, point), values_of(point.counts, total)[:-1], _remark(point)) for point in shown)
    most = max(sum(bar.values) for bar in bars)
    if not most:
        return None
    chart = Pillars(parts_of(total)[:-1], bars, unit(trend), most)
    return Figure("trend", _("Development"), words.headline(trend), chart, figures(trend))


def unit(trend: Trend) -> str:
    """What the chart counts."""
    return _("Assessed proposals, once for each member") if trend.is_group else _("Assessed proposals")


def _remark(point: Point) -> str:
    return "" if point.reported else _("not known")
