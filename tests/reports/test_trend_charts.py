"""What the chart of a curve shows."""

import datetime as dt

import pytest

from actionplan.core.body import Kind
from actionplan.core.matrix import Counts
from actionplan.core.timeline import Basis
from actionplan.core.trend import Drawn, Point, Trend
from actionplan.i18n import Language, speaking
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


@pytest.mark.parametrize(
    ("language", "expected"), [("sv", "Genomfört eller på väg"), ("en", "Carried out or under way")]
)
def test_the_column_that_counts_what_is_finished_too_is_called_so(language: Language, expected: str) -> None:
    with speaking(language):
        figure = drawn(Counts(done=176), Counts(done=170, over_half=1, started=2, not_started=3))
    assert figure
    place = next(place for place, column in enumerate(figure.table.columns) if column.head == expected)
    assert [row[place].text for row in figure.table.rows] == ["176", "173"]
