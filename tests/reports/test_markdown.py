import pytest

from actionplan.core.body import Body, Kind
from actionplan.reports import markdown, rollup_report
from actionplan.reports.blocks import Bullets, Column, Heading, Paragraph, Table, Value
from tests.factories import AS_OF, make_catalogue, make_entry, make_report, make_rollup


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a|b", "a\\|b"),
        ("<script>", "\\<script\\>"),
        ("`x`", "\\`x\\`"),
        ("[x](http://y.se)", "\\[x\\](http\\://y.se)"),
        ("https://a.se", "https\\://a.se"),
        ("www.a.se", "www\\.a.se"),
        ("rad\nrad\r\nrad", "rad rad rad"),
        ("*a* _b_ ~c~ &amp; \\", "\\*a\\* \\_b\\_ \\~c\\~ \\&amp; \\\\"),
        ("\x1b", "␛"),
        ("IFO-chef, 50 %", "IFO-chef, 50 %"),
    ],
)
def test_text_is_shown_as_it_is(text: str, escaped: str) -> None:
    assert markdown.escape(text) == escaped


@pytest.mark.parametrize(
    ("text", "line"), [("# a", "\\# a"), ("- a", "\\- a"), ("1. a", "1\\. a"), ("12) a", "12\\) a")]
)
def test_a_line_begins_no_list_and_no_heading(text: str, line: str) -> None:
    assert markdown.draw([Paragraph(text)]) == f"{line}\n"
    assert markdown.draw([Bullets((text,))]) == f"- {line}\n"


def test_blocks() -> None:
    table = Table((Column("N", "Nummer"), Column("X", align=">")), ((Value("Band"),), (Value("1"), Value("a|b"))))
    assert markdown.draw([Heading(2, "Rubrik"), table]) == (
        "## Rubrik\n\n| Nummer | X |\n| --- | ---: |\n|  | **Band** |\n| 1 | a\\|b |\n"
    )


def test_every_row_of_every_table_has_as_many_cells_as_its_head() -> None:
    hostile = "a|b\nc\\|<b>"
    member = Body("1001", hostile, Kind.MUNICIPALITY, "ale")
    report = make_report("1001", make_entry("01", owner=hostile, due=AS_OF), file=hostile)
    rollup = make_rollup((member,), report, catalogue=make_catalogue(2, 1, titles={"01": hostile}))
    cells = None
    for line in markdown.render(rollup_report.report(rollup)).splitlines():
        if not line.startswith("|"):
            cells = None
            continue
        found = line.replace("\\\\", "").replace("\\|", "").count("|")
        assert cells in {None, found}
        cells = found
