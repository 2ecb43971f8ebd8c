"""What the chart of a curve shows."""

import datetime as dt

from actionplan.core.body import Kind
from actionplan.core.matrix import Counts
from actionplan.core.timeline import Basis
from actionplan.core.trend import Drawn, Point, Trend
from actionplan.reports.blocks import Figure, Pillars
from actionplan.reports.trend_charts import trend_figure
from tests.factories import make_body, make_catalogue

REGION = make_body("sjuharad", "Sjuhärad", Kind.FEDERATION)


def drawn(*counts: Counts) -> Figure | None:
    points = tuple(
        Point(dt.date(2016, month, 1), False, "", 8, 8, 0, 0, 0, found, (), (), ())
        for month, found in enumerate(counts, 1)
    )
    return trend_figure(
        Trend(REGION, True, make_catalogue(12, 3), "month", None, None, Drawn(points, Basis.HISTORY, None, (), True))
    )


def test_few_that_have_begun_fill_the_chart_and_the_rest_stands_in_the_table() -> None:
    figure = drawn(Counts(started=1, not_assessed=119), Counts(done=2, started=3, declined=1, not_assessed=114))
    assert figure
    chart = figure.chart
    assert isinstance(chart, Pillars)
    assert [sum(bar.values) for bar in chart.bars] == [1, 6]
    assert chart.most == 6
    assert all(len(bar.values) == len(chart.parts) for bar in chart.bars)
    assert "ej bedömd" not in {part.label for part in chart.parts}
    assert chart.unit == "Bedömda förslag, en gång för varje medlem"
    assert [row[-1].text for row in figure.table.rows] == ["119", "114"]


def test_nothing_is_drawn_where_nothing_is_assessed() -> None:
    assert drawn(Counts(not_assessed=120), Counts(not_assessed=120)) is None
