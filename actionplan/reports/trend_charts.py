"""A curve as a chart: a pillar for each day."""

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
    """The curve's chart with its figures; nothing where there is nothing to count or only one day."""
    points = [point for point in trend.points if point.reported]
    if is_single(trend) or len(points) < 2:  # noqa: PLR2004 - a day alone is no development
        return None
    total = reduce(add, (point.counts for point in points), Counts())
    shown = trend.points[-MOST:]
    bars = tuple(Bar(words.label(trend, point), values_of(point.counts, total), _remark(point)) for point in shown)
    unit = _("Proposals, once for each member") if trend.is_group else _("Proposals")
    most = max(point.members for point in shown) * len(trend.proposals)
    chart = Pillars(parts_of(total), bars, unit, most)
    return Figure("trend", _("Development"), words.headline(trend), chart, figures(trend))


def _remark(point: Point) -> str:
    return "" if point.reported else _("not known")
