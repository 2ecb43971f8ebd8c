import datetime as dt
import json
import re
from collections import Counter
from itertools import pairwise

import pytest

from actionplan.core.issuer import Issuer, Logo
from actionplan.core.status import SCALE
from actionplan.i18n import set_language
from actionplan.reports import data
from actionplan.reports.blocks import (
    Block,
    Bullets,
    Column,
    Heading,
    Item,
    Items,
    PageBreak,
    Paragraph,
    Table,
    Tone,
    Value,
)
from actionplan.reports.document import Document
from actionplan.reports.html import page
from actionplan.reports.rollup_report import report
from actionplan.wording.labels import status_short
from tests import goldens
from tests.accessibility.pages import ATTACKS, UNSEEN, bare, empty, hostile
from tests.factories import sjuharad
from tests.reports.reading_html import Page

DOCUMENTS = {
    "sjuharad": lambda: report(sjuharad()),
    "short": lambda: report(sjuharad(), short=True),
    "empty": empty,
    "bare": bare,
    "hostile": hostile,
}
VALUES = (Value("P!", Tone.WARNING, "påbörjad, försenat"), Value("G", Tone.DONE, "genomförd"), Value("", spoken="tom"))


def document_of(*blocks: Block, **fields: object) -> Document:
    return Document("Titel", "Om", dt.date(2016, 11, 21), "sv", blocks, **fields)  # type: ignore[arg-type]


def read(*blocks: Block, **fields: object) -> Page:
    return Page(page.render(document_of(*blocks, **fields)))


def main_of(*blocks: Block) -> str:
    """The content of the main part."""
    found = re.search(r"<main[^>]*>\n(.*)\n</main>", page.render(document_of(*blocks)), re.DOTALL)
    assert found
    return found[1]


def test_the_whole_page() -> None:
    goldens.check("rollup.html", page.render(report(sjuharad())))


def test_the_same_report_gives_the_same_bytes() -> None:
    assert page.render(report(sjuharad())) == page.render(report(sjuharad()))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_names_and_links(name: str) -> None:
    found = Page(page.render(DOCUMENTS[name]()))
    assert [one for one, count in Counter(found.ids).items() if count > 1] == []
    links = [attributes["href"] for attributes in found.all("a")]
    assert links
    assert [one for one in links if one[0] != "#" or one[1:] not in found.ids] == []
    referred = [attributes["aria-labelledby"] for _tag, attributes in found.elements if "aria-labelledby" in attributes]
    assert set(referred) <= set(found.ids)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_headings_go_down_by_one_level_at_a_time(name: str) -> None:
    levels = [level for level, _text in Page(page.render(DOCUMENTS[name]())).headings]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_tables_have_names_and_heads(name: str) -> None:
    for table in Page(page.render(DOCUMENTS[name]())).tables:
        assert table.caption or table.attributes.get("aria-labelledby") or table.attributes.get("aria-label")
        head, *rows = table.rows
        assert {(cell.tag, cell.attributes["scope"]) for cell in head} == {("th", "col")}
        assert all(cell.text for cell in head)
        for row in rows:
            heads = [cell for cell in row if cell.tag == "th"]
            assert len(heads) == 1
            if heads[0].attributes["scope"] == "rowgroup":
                assert heads[0].attributes["colspan"] == str(len(head))
            else:
                assert heads[0].attributes["scope"] == "row"
                assert len(row) == len(head)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_runs_and_nothing_is_fetched(name: str) -> None:
    found = Page(page.render(DOCUMENTS[name]()))
    tags = {tag for tag, _attributes in found.elements}
    assert not tags & {"script", "iframe", "object", "embed", "form", "base", "image", "foreignobject", "animate"}
    assert [one["href"] for one in found.all("link")] == ["data:,"]
    for _tag, attributes in found.elements:
        assert not [one for one in attributes if one.startswith("on") or one == "style"]
        assert attributes.get("src", "data:").startswith("data:")
    assert len(found.all("style")) == 1


def test_hostile_text_is_shown() -> None:
    content = page.render(hostile())
    shown = Page(content).text
    for attack in (*ATTACKS, *UNSEEN.values()):
        assert attack in shown
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e]", content)
    assert content.count("</style>") == content.count("<style>") == 1
    style = content.partition("<style>")[2].partition("</style>")[0]
    assert "//" not in style
    assert "@import" not in style
    assert "url(" not in style


def test_head() -> None:
    found = read(Paragraph("37 av 44.", Tone.STRONG), issuer=Issuer(name="Förbundet"))
    assert found.all("html") == [{"lang": "sv"}]
    metas = {one.get("name", ""): one["content"] for one in found.all("meta") if "content" in one}
    assert metas["viewport"] == "width=device-width, initial-scale=1"
    assert metas["color-scheme"] == "light dark"
    assert metas["description"] == "37 av 44 – Om"
    assert "<title>Titel – Förbundet</title>" in page.render(document_of(issuer=Issuer(name="Förbundet")))


def test_the_language_is_that_of_the_report() -> None:
    set_language("en")
    english = report(sjuharad())
    set_language("sv")
    content = page.render(english)
    assert '<html lang="en">' in content
    assert "Contents</h2>" in content
    assert ">Innehåll<" not in content


@pytest.mark.parametrize(("kind", "type_"), [("png", "image/png"), ("jpeg", "image/jpeg"), ("svg", "image/svg+xml")])
def test_a_logo_is_a_picture_within_the_page(kind: str, type_: str) -> None:
    logo = Logo(b"<svg><script>1</script></svg>", kind, "Sjuhärads vapen")  # type: ignore[arg-type]
    found = read(issuer=Issuer(name="Sjuhärad", logo=logo))
    assert found.all("img") == [
        {
            "src": f"data:{type_};base64,PHN2Zz48c2NyaXB0PjE8L3NjcmlwdD48L3N2Zz4=",
            "alt": "Sjuhärads vapen",
        }
    ]


def test_a_logo_that_repeats_the_name_beside_it_is_not_read_twice() -> None:
    logo = Logo(b"x", "png", "Sjuhärad")
    assert read(issuer=Issuer(name="Sjuhärad", logo=logo)).all("img")[0]["alt"] == ""
    assert read(issuer=Issuer(logo=logo)).all("img")[0]["alt"] == "Sjuhärad"


def test_footnotes_lead_to_their_marks_and_back() -> None:
    said = main_of(Paragraph("Ett.", notes=("A", "B")), Paragraph("Två.", notes=("A",)))
    assert said == (
        '<p>Ett.<sup><a class="mark" id="fn_1" href="#not_1" role="doc-noteref" aria-label="Fotnot 1">1</a>'
        ' <a class="mark" id="fn_2" href="#not_2" role="doc-noteref" aria-label="Fotnot 2">2</a></sup></p>\n'
        '<p>Två.<sup><a class="mark" id="fn_1-2" href="#not_1" role="doc-noteref" aria-label="Fotnot 1">1</a></sup>'
        "</p>\n"
        '<section class="notes" role="doc-endnotes">\n<h2 id="fotnoter">Fotnoter</h2>\n<ol>'
        '<li id="not_1">A'
        ' <a href="#fn_1" role="doc-backlink" aria-label="Tillbaka till hänvisningen för fotnot 1">↩</a>'
        ' <a href="#fn_1-2" role="doc-backlink" aria-label="Tillbaka till hänvisning 2 för fotnot 1">↩</a></li>'
        '<li id="not_2">B'
        ' <a href="#fn_2" role="doc-backlink" aria-label="Tillbaka till hänvisningen för fotnot 2">↩</a></li>'
        "</ol>\n</section>"
    )


def test_letters_are_in_the_style_sheet_and_words_in_the_cells() -> None:
    table = Table((Column("Nr"), *(Column("X") for _ in VALUES)), ((Value("1"), *VALUES),), caption="Läget")
    content = page.render(document_of(table))
    assert Page(content).tables[0].texts[1] == ["1", "påbörjad, försenat", "genomförd", "tom"]
    assert '.k0::before{content:"P\\21 ";content:"P\\21 " / ""}' in content
    assert '.k1::before{content:"G";content:"G" / ""}' in content
    assert ".k2::before" not in content


def test_the_heads_of_many_narrow_columns_stand_and_keep_their_symbols() -> None:
    columns = (Column("Område"), *(Column(letter, f"Ord {letter}", ">") for letter in "GHPEXYZ"))
    said = main_of(Heading(2, "Antal"), Table(columns, (tuple(Value("1") for _ in columns),)))
    assert said.count('<th scope="col" class="u"><span>Ord ') == 7
    assert '<b aria-hidden="true">G</b>' in said
    assert '<table class="w r" aria-labelledby="antal">' in said
    assert 'class="t scroll keep" role="region" tabindex="0" aria-labelledby="antal"' in said


@pytest.mark.parametrize(
    ("word", "scrolls"), [("Rapporterat", False), ("Familjehemssamordnare", True), ("inte så långa ord", False)]
)
def test_a_table_scrolls_where_its_words_are_too_long_for_a_small_screen(word: str, scrolls: bool) -> None:
    rows = ((Value("Ett band som är " + "långt" * 9),), (Value("4"), Value(word), Value("Ansvarig")))
    table = Table((Column("När"), Column("Läge"), Column("Mer")), rows)
    said = main_of(Heading(2, "Antal"), table)
    assert ('class="t scroll keep" role="region" tabindex="0" aria-labelledby="antal"' in said) is scrolls


def test_tables_below_one_heading_are_told_apart() -> None:
    table = Table((Column("A"), Column("B")), ((Value("1"), Value("2")),))
    said = main_of(table, table, Heading(2, "Antal"), table, table)
    assert re.findall(r"<table (.*?)>", said) == [
        'aria-label="I korthet"',
        'aria-label="I korthet (2)"',
        'aria-labelledby="antal"',
        'aria-label="Antal (2)"',
    ]


def test_a_column_without_a_visible_head_has_one_for_listeners() -> None:
    said = main_of(Table((Column("A"), Column("", "Anmärkningar")), ((Value("1"), Value("2")),)))
    assert '<th scope="col"><span class="h">Anmärkningar</span></th>' in said


def test_rows_left_out_are_counted() -> None:
    table = Table((Column("A"), Column("B")), ((Value("1"), Value("2")),), left_out=1234)
    assert '<p class="quiet">och 1\u00a0234 rader till</p>' in main_of(table)


def test_lists() -> None:
    said = main_of(Bullets(("Ett", "Två")), Items((Item("09", "Titel", "6 av 7", ("Mer.",)), Item("10", "T", "", ()))))
    assert said == (
        "<ul><li>Ett</li><li>Två</li></ul>\n"
        '<ul class="items" role="list">'
        '<li><p class="item"><b><span class="no">09</span> <bdi>Titel</bdi></b> <span class="figure">6 av 7</span></p>'
        "<p>Mer.</p></li>"
        '<li><p class="item"><b><span class="no">10</span> <bdi>T</bdi></b></p></li></ul>'
    )


def test_a_new_page_begins_a_section_on_paper() -> None:
    said = main_of(Heading(2, "Ett"), PageBreak(), Heading(2, "Två"), PageBreak())
    assert said == (
        '<section>\n<h2 id="ett">Ett</h2>\n</section>\n<section class="new">\n<h2 id="tva">Två</h2>\n</section>'
    )


def test_the_table_of_contents_lists_headings_of_the_second_level() -> None:
    found = page.render(document_of(Heading(2, "Ett"), Heading(3, "Inuti"), Heading(2, "Ett"), Heading(2, "\u202e")))
    assert '<li><a href="#ett">Ett</a></li><li><a href="#ett-2">Ett</a></li>' in found
    assert "#inuti" not in found
    assert "<nav" not in page.render(document_of(Heading(2, "Ett")))


def test_invented_data_is_said_on_every_sheet_and_in_the_footer() -> None:
    assert '@top-right{content:"Exempeldata"' in page.render(document_of(is_example=True))
    assert "<strong>Exempeldata</strong>" in page.render(document_of(is_example=True))
    assert "Exempeldata" not in page.render(document_of())


def test_the_edge_of_a_sheet_says_whose_and_which() -> None:
    content = page.render(document_of())
    assert '@bottom-left{content:"Titel"}' in content
    assert '@bottom-right{content:"Sida " counter(page) " av " counter(pages) ""}' in content


COUNTED = {
    "Räknat av": "reported",
    "Valda": "picked",
    "Genomförd": "done",
    "Hälften eller mer": "over_half",
    "Påbörjad": "started",
    "Ej påbörjad": "not_started",
    "Genomförs inte": "declined",
    "Ej relevant": "not_relevant",
    "Vald, läge ej angivet": "no_status",
    "Ej bedömd": "not_assessed",
    "Försenat": "overdue",
    "Utan ansvarig": "unowned",
    "Utan aktuell uppföljning": "stale",
}


def table_of(found: Page, caption: str) -> list[list[str]]:
    return next(table.texts for table in found.tables if table.caption == caption)


def counted(found: Page, caption: str) -> list[tuple[str, dict[str, int] | None]]:
    """The rows of a table of counts by the names that they have in JSON; nothing where there are no figures."""
    head, *rows = table_of(found, caption)
    # Below its words a head shows a symbol, as charts do.
    keys = [COUNTED[text if text in COUNTED else text[:-1].rstrip()] for text in head[1:]]
    return [(row[0], dict(zip(keys, map(int, row[1:]), strict=True)) if any(row[1:]) else None) for row in rows]


def test_every_count_of_the_json_is_on_the_page() -> None:
    rollup = sjuharad()
    found = Page(page.render(report(rollup)))
    told = json.loads(data.render(rollup))
    members = counted(found, "Tabell: Läget per kommun")
    assert [name.partition(" (")[0] for name, _counts in members] == [one["name"] for one in told["members"]]
    for (_name, counts), member in zip(members, told["members"], strict=True):
        if member["reporting"] == "reported":
            assert counts is not None
            assert counts == {key: member["counts"][key] for key in counts}
        else:
            assert counts is None
    areas = [counts for _name, counts in counted(found, "Tabell: Läget per område")]
    expected = [*(one["counts"] for one in told["areas"]), told["total"]]
    assert areas == [{key: one[key] for key in COUNTED.values()} for one in expected]


def test_every_status_of_the_json_is_in_the_matrix() -> None:
    rollup = sjuharad()
    head, *rows = table_of(Page(page.render(report(rollup))), "Tabell: Läget för varje förslag")
    told = json.loads(data.render(rollup))
    ids = {one["name"]: one["body"] for one in told["members"]}
    words = {status.value: status_short(status) for status in SCALE}
    proposals = {one["proposal"]: one for one in told["proposals"]}
    seen = 0
    for row in rows:
        if len(row) == 1:
            continue
        for name, said in zip(head[2:], row[2:], strict=True):
            proposal = proposals[row[0]]
            cell = proposal["own"] if name == "Sjuhärad" else proposal["cells"].get(ids[name])
            seen += 1
            if cell is None:
                assert said == "ingen plan att läsa"
                continue
            otherwise = "vald, läge ej angivet" if cell["picked"] else "ej bedömd"
            flags = [*(["försenat"] if cell["overdue"] else []), *(["utan ansvarig"] if cell["unowned"] else [])]
            assert said == ", ".join((words.get(cell["status"], otherwise), *flags))
    assert seen == 12 * 9


def test_text_that_cannot_be_seen_is_visible_in_the_title_too() -> None:
    content = page.render(Document("A\u202eB", "", dt.date(2016, 11, 21), "sv", ()))
    assert "<title>A&lt;U+202E&gt;B</title>" in content


def test_what_is_said_below_a_heading_shares_a_sheet_with_the_table_and_what_is_said_below_a_table_does_not() -> None:
    table = Table((Column("A"), Column("B")), ((Value("1"), Value("2")),))
    large = Table(table.columns, table.rows * 17)
    said = main_of(Heading(3, "Ett"), Paragraph("Över."), table, Paragraph("Under."), Heading(3, "Två"), large)
    kept = re.search(r'<div class="keep">\n(.*?)\n</div>', said, re.DOTALL)
    assert kept
    assert kept[1].startswith('<h3 id="ett">Ett</h3>\n<p>Över.</p>\n<div class="t keep">')
    assert said.partition("</div>\n</div>\n")[2].startswith('<p>Under.</p>\n<h3 id="tva">Två</h3>\n<div class="t">')
