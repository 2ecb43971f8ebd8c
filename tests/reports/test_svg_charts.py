"""Charts: the figures they are given, within their bounds, and nothing else."""

import re
from collections.abc import Iterator
from unittest.mock import Mock
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from actionplan.i18n import current_language, set_language
from actionplan.reports import rollup_words
from actionplan.reports.blocks import (
    Bar,
    Bars,
    Chart,
    Figure,
    Grid,
    GridColumn,
    GridRow,
    Paragraph,
    Part,
    Pillars,
    Table,
    Tone,
    Value,
)
from actionplan.reports.document import Document
from actionplan.reports.rollup_report import report
from actionplan.reports.svg import sheet, text
from actionplan.reports.svg.axis import ticks
from actionplan.reports.svg.chart import WIDTH, draw
from actionplan.reports.svg.colors import VARIABLES
from actionplan.reports.svg.panels import panels
from tests.factories import sjuharad
from tests.goldens import check

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert(1)</script> "><img src=x onerror=y> &amp; \x1b[31m\x00\ufffe'
PARTS = (
    Part("G", "genomförd", Tone.DONE),
    Part("H", "hälften eller mer", Tone.OVER_HALF),
    Part("P", "påbörjad", Tone.STARTED),
    Part("E", "ej påbörjad", Tone.NOT_STARTED),
    Part("V", "vald, läge ej angivet", Tone.PLAIN),
    Part("×", "genomförs inte", Tone.AGAINST),
    Part("–", "ej relevant", Tone.AGAINST),
    Part("·", "ej bedömd", Tone.QUIET),
)


@pytest.fixture(autouse=True)
def _swedish(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.setattr(rollup_words, "problem_text", lambda problem: f"<{problem.code}>")
    before = current_language()
    set_language("sv")
    yield
    set_language(before)


def _figure(chart: Chart, title: str = "Rubrik", said: str = "Vad som syns") -> Figure:
    return Figure("one", title, said, chart, Table((), ()))


def _bars(*values: tuple[int, ...], label: str = "Område A") -> Bars:
    bars = tuple(Bar(label, value) for value in values)
    return Bars(PARTS, bars, "Förslag", max((sum(value) for value in values), default=0))


def _parsed(drawn: str) -> ET.Element:
    return ET.fromstring(drawn)  # noqa: S314 - our own


def _said(node: ET.Element) -> str:
    return "".join(node.itertext())


def _titled(drawn: str) -> Iterator[tuple[str, ET.Element]]:
    """Each group with a title, and its surface."""
    for group in _parsed(drawn).iter(f"{SVG}g"):
        name, rect = group.find(f"{SVG}title"), group.find(f"{SVG}rect")
        if name is not None and rect is not None:
            yield name.text or "", rect


def _place(rect: ET.Element, at: str, size: str) -> tuple[float, float]:
    """Where a surface begins and ends, with its outline."""
    edge = 0.5 if "stroke" in rect.attrib else 0
    start = float(rect.attrib[at])
    return start - edge, start + float(rect.attrib[size]) + edge


def test_parts_are_as_long_as_their_values() -> None:
    drawn = draw(_figure(_bars((4, 3, 2, 1, 0, 5, 0, 10))))
    found = [(int(name.rsplit(" ", 1)[1]), _place(rect, "x", "width")) for name, rect in _titled(drawn)]
    assert [value for value, _ in found] == [4, 3, 2, 1, 5, 10]
    start, end = found[0][1][0], found[-1][1][1]
    unit = (end - start) / 25
    for value, (first, last) in found:
        assert last - first == pytest.approx(value * unit, abs=2)
    counted = [text for text in map(_said, _parsed(drawn).iter(f"{SVG}text")) if text == "25"]
    assert len(counted) == 2  # the total, and the axis


def test_pillars_are_as_high_as_their_values() -> None:
    chart = Pillars(PARTS[:2], (Bar("2016 kv 1", (1, 3)), Bar("2016 kv 2", (4, 4))), "Förslag", 8)
    found = [(int(name.rsplit(" ", 1)[1]), _place(rect, "y", "height")) for name, rect in _titled(draw(_figure(chart)))]
    assert [value for value, _ in found] == [1, 3, 4, 4]
    for value, (top, bottom) in found:
        assert bottom - top == pytest.approx(value * 30, abs=2)


def test_every_number_of_the_bars_is_there() -> None:
    for figure in report(sjuharad()).figures:
        if isinstance(figure.chart, Grid):
            continue
        drawn = draw(figure)
        names = {name for name, _ in _titled(drawn)}
        for bar in figure.chart.bars:
            for part, value in zip(figure.chart.parts, bar.values, strict=True):
                assert not value or f"{bar.label}: {part.label} {value}" in names
            said = {_said(node) for node in _parsed(drawn).iter(f"{SVG}text")}
            assert (bar.remark or str(sum(bar.values))) in said


def test_every_square_of_the_grid_is_there() -> None:
    figure = next(one for one in report(sjuharad()).figures if isinstance(one.chart, Grid))
    assert isinstance(figure.chart, Grid)
    found = [_said(node) for node in _parsed(draw(figure)).iter(f"{SVG}text")]
    legend = [part.letter for part in figure.chart.parts] + ["!", "?"]
    wanted = [value.text for row in figure.chart.rows for value in row.values if value.text] + legend
    assert sorted(one for one in found if one in set(wanted)) == sorted(wanted)
    assert {"E!?", "P?", "har inte rapporterat", "försenat", "utan ansvarig"} <= set(found)


def test_flags_are_explained_only_where_they_stand() -> None:
    columns = (GridColumn("01", "Ett", "Område A"),)
    grid = Grid(columns, (GridRow("Borås", (Value("G", Tone.DONE, "genomförd"),)),), PARTS)
    assert "försenat" not in draw(_figure(grid))


def test_nothing_reported_is_said_in_words() -> None:
    chart = Bars(PARTS, (Bar("Tranemo", (0,) * 8, "har inte rapporterat"), Bar("Borås", (0,) * 8)), "Förslag", 0)
    said = [_said(node) for node in _parsed(draw(_figure(chart))).iter(f"{SVG}text")]
    assert "har inte rapporterat" in said
    assert said.count("0") == 2  # the axis, and the total of what is known to be nothing


def test_patterns_tell_what_is_decided_against_from_what_is_not_assessed() -> None:
    drawn = draw(_figure(_bars((1, 1, 1, 1, 1, 1, 1, 1))))
    fills = [rect.attrib["fill"] for _, rect in _titled(drawn)]
    assert len(set(fills)) == 8
    ids = {node.attrib["id"] for node in _parsed(drawn).iter(f"{SVG}pattern")}
    assert {fill for fill in fills if fill.startswith("url")} == {f"url(#{id_})" for id_ in ids}


def test_ids_of_two_charts_differ() -> None:
    figure = _figure(_bars((1,) * 8))
    ids = [re.findall(r' id="([^"]+)"', draw(figure, ids=prefix)) for prefix in ("a-", "b-")]
    assert ids[0]
    assert not set(ids[0]) & set(ids[1])


def test_a_light_chart_has_plain_colours_and_a_page_has_variables() -> None:
    figure = _figure(_bars((1,) * 8))
    assert "var(" not in draw(figure)
    assert not re.search("#[0-9a-f]{6}", draw(figure, VARIABLES))


def _hostile_charts() -> list[Chart]:
    parts = (Part(HOSTILE, HOSTILE, Tone.DONE), Part("–", HOSTILE, Tone.AGAINST))
    bars = (Bar(HOSTILE, (20, 1)), Bar(HOSTILE, (0, 0), HOSTILE))
    grid = Grid(
        (GridColumn(HOSTILE, HOSTILE, HOSTILE),), (GridRow(HOSTILE, (Value(HOSTILE, Tone.DONE, HOSTILE),)),), parts
    )
    return [Bars(parts, bars, HOSTILE, 21), Pillars(parts, bars, HOSTILE, 21), grid]


@pytest.mark.parametrize("chart", _hostile_charts(), ids=["bars", "pillars", "grid"])
def test_text_is_never_markup(chart: Chart) -> None:
    drawn = draw(_figure(chart, HOSTILE, HOSTILE))
    names = {node.tag.removeprefix(SVG) for node in _parsed(drawn).iter()}
    allowed = {"svg", "title", "desc", "defs", "pattern", "g", "rect", "circle", "line", "path", "text", "tspan"}
    assert names <= allowed
    assert "<script" not in drawn
    assert "onerror=y" not in {key for node in _parsed(drawn).iter() for key in node.attrib}
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\ufffe]", drawn)


labels = st.text(st.characters(codec="utf-8"), max_size=60)
words = st.one_of(labels, st.sampled_from(["Borås", "Socialtjänstens förebyggande arbete " * 4, "x" * 200, HOSTILE]))


@st.composite
def _bar_lists(draw_: st.DrawFn) -> tuple[tuple[Part, ...], tuple[Bar, ...], int]:
    parts = draw_(st.sampled_from([PARTS, PARTS[:4], PARTS[3:]]))
    numbers = st.integers(0, draw_(st.sampled_from([1, 44, 30_000])))
    values = st.tuples(*[numbers] * len(parts)) | st.just((0,) * len(parts))
    bars = draw_(st.lists(st.builds(Bar, label=words, values=values, remark=words), max_size=45))
    return parts, tuple(bars), draw_(st.integers(0, 500))


@st.composite
def _grids(draw_: st.DrawFn) -> Grid:
    bands = draw_(st.lists(st.tuples(words, st.integers(1, 30)), min_size=1, max_size=7))
    columns = tuple(GridColumn(f"{place:02}", "Titel", band) for band, many in bands for place in range(many))
    values = [Value("G", Tone.DONE, "a"), Value("E!?", Tone.NOT_STARTED, "b"), Value("·", Tone.QUIET), Value("")]
    row = st.tuples(*[st.sampled_from(values)] * len(columns))
    rows = draw_(st.lists(st.builds(GridRow, label=words, values=row, remark=words), max_size=5))
    return Grid(columns, tuple(rows) * draw_(st.sampled_from([1, 6])), PARTS)


charts = st.one_of(
    st.builds(lambda made, unit: Bars(made[0], made[1], unit, made[2]), _bar_lists(), words),
    st.builds(lambda made, unit: Pillars(made[0], made[1], unit, made[2]), _bar_lists(), words),
    _grids(),
)


@given(charts, words)
def test_any_chart_stays_within_its_bounds(chart: Chart, title: str) -> None:
    root = _parsed(draw(_figure(chart, title)))
    _left, _top, wide, high = map(float, root.attrib["viewBox"].split())
    assert wide == WIDTH
    sizes = [12.0]
    _within(root, high, "start", sizes)


def test_a_text_of_a_whole_document_is_cut_as_fast_as_one_of_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    measure = Mock(side_effect=text.width)
    monkeypatch.setattr(text, "width", measure)
    assert text.cut("familjehem " * 5_000, 100, 12) == "familjehem…"
    assert measure.call_count < 5


@given(st.text(alphabet="aå 漢\u0301…-W", max_size=40), st.integers(12, 200))
def test_what_is_cut_fits(said: str, room: int) -> None:
    short = text.cut(said, room, 10)
    assert short == "…" or text.width(short, 10) <= room


def _within(node: ET.Element, high: float, anchor: str, sizes: list[float]) -> None:
    """Assert that an element and all in it stand within the drawing."""
    anchor = node.attrib.get("text-anchor", anchor)
    sizes = [float(node.attrib.get("font-size", sizes[0]))]
    name = node.tag.removeprefix(SVG)
    if name == "pattern":
        return
    if name == "rect":
        assert float(node.attrib["x"]) >= 0
        assert float(node.attrib["x"]) + float(node.attrib["width"]) <= WIDTH + 0.01
        assert 0 <= float(node.attrib["y"]) <= float(node.attrib["y"]) + float(node.attrib["height"]) <= high
    if name == "text" and "transform" not in node.attrib:
        long = text.width(_said(node), sizes[0])
        x = float(node.attrib["x"]) - {"start": 0, "middle": long / 2, "end": long}[anchor]
        assert -1 <= x <= x + long <= WIDTH + 1, _said(node)
        assert 0 < float(node.attrib["y"]) <= high
    for child in node:
        _within(child, high, anchor, sizes)


@given(charts)
def test_numbers_have_at_most_two_decimals(chart: Chart) -> None:
    root = _parsed(draw(_figure(chart)))
    for node in root.iter():
        for key in ("x", "y", "x1", "y2", "width", "height", "d"):
            assert not re.search(r"\.\d{3}|e-|nan|inf", node.attrib.get(key, ""))


def test_a_long_title_is_whole_in_its_tooltip() -> None:
    long = "Samverka med skolan om barn och unga som placeras " * 5
    drawn = draw(_figure(_bars((1,) * 8, label=long)))
    assert "…" in drawn
    assert f"<title>{long.strip()}</title>" in drawn


@given(st.integers(0, 10**9))
def test_ticks_are_round_and_few(most: int) -> None:
    found = ticks(most)
    assert found[0] == 0
    assert found[-1] <= most
    assert len(found) <= 7
    step = found[1] - found[0] if len(found) > 1 else 1
    assert str(step).rstrip("0") in {"1", "2", "5"}


def test_ticks_of_a_catalogue() -> None:
    assert ticks(44) == (0, 10, 20, 30, 40)
    assert ticks(6) == (0, 1, 2, 3, 4, 5, 6)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=8), st.integers(1, 30))
def test_panels_hold_every_column_once_and_in_order(counts: list[int], most: int) -> None:
    columns = [GridColumn("", "", f"Område {band}") for band, count in enumerate(counts) for _ in range(count)]
    found = panels(columns, most)
    places = [place for panel in found for band in panel for place in range(band.first, band.end)]
    assert places == list(range(len(columns)))
    assert all(sum(band.count for band in panel) <= most for panel in found)


def test_sheet_is_one_file_with_everything_beside_the_charts() -> None:
    document = report(sjuharad())
    drawn = sheet.render(document)
    check("rollup/charts.sv.svg", drawn)
    root = ET.fromstring(drawn.encode())  # noqa: S314 - our own
    assert root.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "sv"
    assert [one.attrib["aria-labelledby"] for one in root.findall(f"{SVG}svg")] == [
        f"f{place}-{figure.key}-title" for place, figure in enumerate(document.figures, 1)
    ]
    said = [_said(node) for node in root.iter(f"{SVG}text")]
    for wanted in (document.title, document.subtitle, *(figure.title for figure in document.figures)):
        assert wanted in said
    assert any(one.startswith("Exempeldata") for one in said)
    assert any(one.startswith("Förslagen är en arbetsversion") for one in said)
    assert set(re.findall(r"https?://[^\"' <]+", drawn)) == {"http://www.w3.org/2000/svg"}
    ids = [node.attrib["id"] for node in root.iter() if "id" in node.attrib]
    assert len(ids) == len(set(ids))


def test_example_data_is_said_even_where_no_paragraph_does() -> None:
    document = report(sjuharad())
    blocks = tuple(block for block in document.blocks if not isinstance(block, Paragraph))
    assert "Innehåller exempeldata" in sheet.render(replace(document, blocks=blocks))


def test_a_report_without_charts_says_so() -> None:
    document: Document = replace(report(sjuharad()), blocks=(), is_example=False)
    assert "nothing to draw" in sheet.render(document) or "inget att rita" in sheet.render(document)
