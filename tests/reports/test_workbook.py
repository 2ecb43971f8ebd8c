"""The Excel workbook, read back: the figures of the JSON, true dates, and nothing but values."""

import datetime as dt
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace
from python_calamine import CalamineWorkbook

from actionplan.core.body import Kind
from actionplan.core.issuer import Issuer
from actionplan.core.matrix import Counts, Criteria
from actionplan.core.rollup import RollUp, roll_up
from actionplan.core.timeline import Basis
from actionplan.core.trend import Drawn, Mark, Point, Trend
from actionplan.i18n import _, set_language
from actionplan.reports import data, trend_data
from actionplan.reports.rollup_tables import cell_value
from actionplan.reports.workbook import (
    counts,
    definitions,
    development,
    file,
    matrix,
    overlap,
    picks,
    summary,
)
from tests.factories import (
    AS_OF,
    NOT_STARTED,
    REGION,
    STARTED,
    make_bodies,
    make_body,
    make_catalogue,
    make_entry,
    make_report,
    make_rollup,
    random_entries,
    sjuharad,
)

SHEETS = (summary, matrix, picks, overlap, counts, development, definitions)
ROOT = Path(__file__).resolve().parents[2]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Cells = list[list[Any]]


def curve() -> Trend:
    """Two quarters and today, with a day of which only follow-ups tell."""
    first = Counts(started=3, not_started=5, not_assessed=20)
    last = Counts(done=2, over_half=4, started=9, not_started=6, no_status=1, declined=1, not_relevant=2)
    points = (
        Point(dt.date(2016, 6, 30), False, "", 8, 0, 0, 0, 0, Counts(), (Mark.FOLLOWUPS,), (), ()),
        Point(dt.date(2016, 9, 30), False, "", 8, 5, 0, 0, 1, first, (Mark.SOME_FOLLOWUPS,), (), ()),
        Point(AS_OF, True, "", 8, 6, 0, 0, 0, last, (), (), ()),
    )
    drawn = Drawn(points, Basis.HISTORY, None, (), True)
    return Trend(REGION, True, make_catalogue(12, 3), "quarter", None, None, drawn)


def cells(content: bytes, sheet: str) -> Cells:
    found = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(sheet)
    return found.to_python(skip_empty_area=False)


def parts(content: bytes) -> Mapping[str, str]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if not name.endswith(".png")}


def sheet_xml(content: bytes, sheet: str) -> str:
    names = CalamineWorkbook.from_filelike(BytesIO(content)).sheet_names
    return parts(content)[f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"]


def tables(content: bytes) -> dict[str, ET.Element]:
    found = [ET.fromstring(text) for name, text in parts(content).items() if name.startswith("xl/tables/")]  # noqa: S314
    return {one.attrib["name"]: one for one in found}


def rows_of(content: bytes, sheet: str, table: str) -> list[list[Any]]:
    """What stands in a table, without its heads."""
    first, last = tables(content)[table].attrib["ref"].split(":")
    (_left, top), (right, bottom) = _place(first), _place(last)
    return [row[: right + 1] for row in cells(content, sheet)[top + 1 : bottom + 1]]


def _place(reference: str) -> tuple[int, int]:
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", reference).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1, int(digits) - 1


@pytest.fixture(scope="module")
def rollup() -> RollUp:
    return sjuharad()


@pytest.fixture(scope="module")
def content(rollup: RollUp) -> bytes:
    set_language("sv")
    return file.render(rollup, curve())


def test_the_sheets_stand_in_order_and_the_first_is_open(content: bytes) -> None:
    names = CalamineWorkbook.from_filelike(BytesIO(content)).sheet_names
    assert names == [sheet.name() for sheet in SHEETS]
    view = ET.fromstring(parts(content)["xl/workbook.xml"]).find(f"{MAIN}bookViews/{MAIN}workbookView")  # noqa: S314
    assert view is not None
    assert view.get("activeTab", "0") == "0"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_names_of_the_sheets_are_legal_in_every_language(language: Any) -> None:
    set_language(language)
    names = [sheet.name() for sheet in SHEETS]
    assert len({name.lower() for name in names}) == len(SHEETS)
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\']", name) for name in names)


def test_it_is_written_in_english_too(rollup: RollUp) -> None:
    set_language("en")
    content = file.render(rollup, curve())
    assert CalamineWorkbook.from_filelike(BytesIO(content)).sheet_names[:3] == ["Summary", "Matrix", "Picks"]
    assert [row[5] for row in rows_of(content, picks.name(), "Picks")][:2] == ["started", "not started"]
    assert "0.0%" in parts(content)["xl/styles.xml"]


def test_the_library_is_loaded_for_a_workbook_alone() -> None:
    heavy = ("xlsxwriter", "docx", "typst", "pyarrow", "rich", "textual")
    code = (
        "import sys; from actionplan.reports.workbook import file; from tests.factories import sjuharad;"
        f"before = [name for name in {heavy} if name in sys.modules]; file.render(sjuharad());"
        f"print(before, [name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[] ['xlsxwriter']"


def test_the_first_figures_are_those_of_the_json(rollup: RollUp, content: bytes) -> None:
    head = data.as_data(rollup)["headline"]
    found = rows_of(content, summary.name(), "Figures")
    expected = [head[key] for key in ("reported", "under_way", "picked", "overdue", "unowned", "stale")]
    assert [row[1:3] for row in found] == [[share["part"], share["whole"]] for share in expected]
    assert [row[3] for row in found] == [pytest.approx(share["part"] / share["whole"]) for share in expected]


def test_a_share_is_a_true_percentage(content: bytes) -> None:
    assert any("%" in text for text in re.findall(r'formatCode="([^"]*)"', parts(content)["xl/styles.xml"]))


def test_the_sentence_the_warning_and_the_questions_stand_first(rollup: RollUp, content: bytes) -> None:
    from actionplan.reports import rollup_words as words

    said = [str(row[0]) for row in cells(content, summary.name())]
    assert said[0] == words.title(rollup)
    assert words.example(rollup) in said
    assert any(line.startswith(words.headline(rollup)) for line in said)
    assert _("To decide on") in said
    assert any("Tranemo" in line for line in said[said.index(_("To decide on")) :])


def test_the_picks_are_those_of_the_json(rollup: RollUp, content: bytes) -> None:
    told = {
        (body, one["proposal"]): cell
        for one in data.as_data(rollup)["proposals"]
        for body, cell in one["cells"].items()
        if cell["status"] or cell["picked"]
    }
    found = {(row[4], row[1]): row[5:] for row in rows_of(content, picks.name(), "Picks")}
    assert found.keys() == told.keys()
    word = {True: _("yes"), False: _("no")}
    for key, cell in told.items():
        (_status, owner, due, followed, late, overdue, unowned, stale, picked, level, lead, value) = found[key]
        assert value == (cell["status"] or "")
        assert [overdue, unowned, stale, picked] == [
            word[cell[name]] for name in ("overdue", "unowned", "stale", "picked")
        ]
        assert (due.isoformat() if due else None) == cell["due"]
        assert (followed.isoformat() if followed else None) == cell["latest_followup"]
        assert late == ((AS_OF - due).days if cell["overdue"] else "")
        assert (level or None) == cell["level"]
        assert (lead or None) == (cell["lead"] and rollup.name(cell["lead"]))
        assert bool(owner) == bool(cell["owner"])


def test_days_are_days(content: bytes) -> None:
    days = [value for row in rows_of(content, picks.name(), "Picks") for value in row[7:9] if value]
    assert days
    assert all(type(value) is dt.date for value in days)


def test_the_matrix_shows_every_cell(rollup: RollUp, content: bytes) -> None:
    found = cells(content, matrix.name())
    heads = next(place for place, row in enumerate(found) if row[0] == _("No."))
    for row, line in zip(rollup.rows, found[heads + 1 :], strict=True):
        assert line[0] == row.proposal
        assert line[3:5] == [row.counts.picked, row.counts.under_way]
        assert line[5:] == [cell_value(cell).text for cell in (*row.cells, row.own)]


def test_the_matrix_stands_still_at_its_edges_and_can_be_filtered(rollup: RollUp, content: bytes) -> None:
    root = ET.fromstring(sheet_xml(content, matrix.name()))  # noqa: S314
    pane = root.find(f".//{MAIN}pane")
    assert pane is not None
    assert (pane.get("xSplit"), pane.get("state")) == ("2", "frozen")
    found = root.find(f"{MAIN}autoFilter")
    assert found is not None
    top = int(pane.attrib["ySplit"])
    assert found.get("ref") == f"A{top}:E{top + len(rollup.rows)}"


def test_the_letters_are_coloured_by_what_they_say(rollup: RollUp, content: bytes) -> None:
    root = ET.fromstring(sheet_xml(content, matrix.name()))  # noqa: S314
    rules = root.findall(f".//{MAIN}conditionalFormatting/{MAIN}cfRule")
    begins = [rule.get("text") for rule in sorted(rules, key=lambda rule: int(rule.attrib["priority"]))]
    assert all(rule.get("type") == "beginsWith" for rule in rules)
    for letter, _word, _tone in matrix.signs(rollup):
        assert letter in begins
    # What is late comes before what is only under way.
    assert begins.index("P!") < begins.index("P")


def test_counts_are_those_of_the_json(rollup: RollUp, content: bytes) -> None:
    told = data.as_data(rollup)
    areas = rows_of(content, counts.name(), "Areas")
    _check_counts(areas, [*(one["counts"] for one in told["areas"]), told["total"]])
    _check_counts(rows_of(content, counts.name(), "Members"), [one["counts"] for one in told["members"]])
    _check_counts(rows_of(content, counts.name(), "Proposals"), [one["counts"] for one in told["proposals"]])


def _check_counts(found: Sequence[Sequence[Any]], told: Sequence[Mapping[str, int]]) -> None:
    keys = ["done", "over_half", "started", "not_started", "no_status", "declined", "not_relevant", "not_assessed"]
    if not any(one["no_status"] for one in told):
        keys.remove("no_status")
    for row, one in zip(found, told, strict=True):
        if not one["reported"]:
            assert set(row[1:]) == {""}
            continue
        assert [*row[1:3], *row[5:]] == [
            one["reported"],
            one["picked"],
            *(one[key] for key in keys),
            one["overdue"],
            one["unowned"],
            one["stale"],
        ]
        assert row[3] == pytest.approx(one["picked"] / one["reported"])
        under_way = one["done"] + one["over_half"] + one["started"]
        assert row[4] == pytest.approx(under_way / one["reported"])


def test_what_is_joint_is_that_of_the_json(rollup: RollUp, content: bytes) -> None:
    told = data.as_data(rollup)["overlap"]
    names = (("Joint", "joint"), ("Led", "led"), ("CloseInTime", "close"))
    for table, key in names:
        found = rows_of(content, overlap.name(), table) if told[key] else []
        assert [(row[0], row[4]) for row in found] == [(one["proposal"], one["counts"]["picked"]) for one in told[key]]
    teach = rows_of(content, overlap.name(), "Teach")
    for row, one in zip(teach, told["teach"], strict=True):
        assert row[2:4] == [", ".join(map(rollup.name, one[key])) for key in ("ahead", "beginning")]
    nobody = rows_of(content, overlap.name(), "Nobody")
    assert [(row[0], row[4]) for row in nobody] == [(one["proposal"], one["not_assessed"]) for one in told["nobody"]]
    alone = rows_of(content, overlap.name(), "OneAlone")
    assert [(row[0], row[2]) for row in alone] == [(one["proposal"], rollup.name(one["body"])) for one in told["one"]]


def test_what_several_have_picked_is_that_of_the_matrix(rollup: RollUp, content: bytes) -> None:
    found = rows_of(content, overlap.name(), "Several")
    told = {one["proposal"]: one["counts"] for one in data.as_data(rollup)["proposals"]}
    assert {row[0] for row in found} == {key for key, one in told.items() if one["picked"] >= rollup.criteria.k}
    for row in found:
        one = told[row[0]]
        assert row[4] == one["picked"]
        assert row[7:] == [one[key] for key in ("done", "over_half", "started", "not_started", "no_status")]


def test_the_curve_is_that_of_the_json(content: bytes) -> None:
    keys = ("done", "over_half", "started", "not_started", "no_status", "declined", "not_relevant", "not_assessed")
    for row, point in zip(
        rows_of(content, development.name(), "Development"), trend_data.as_data(curve())["points"], strict=True
    ):
        assert row[1:4] == [point["day"], point["members"], point["reported"]]
        if point["reported"]:
            assert row[7:15] == [point["counts"][key] for key in keys]
            assert row[5] == point["counts"]["picked"]
        else:
            assert set(row[4:15]) == {""}
        assert bool(row[15]) == bool(point["marks"])


def test_without_a_curve_there_is_no_such_sheet(rollup: RollUp) -> None:
    names = CalamineWorkbook.from_filelike(BytesIO(file.render(rollup, None))).sheet_names
    assert names == [sheet.name() for sheet in SHEETS if sheet is not development]


def test_the_definitions_name_every_letter_note_and_file(rollup: RollUp, content: bytes) -> None:
    from actionplan.reports.rollup_notes import notes

    said = {value for row in cells(content, definitions.name()) for value in row}
    assert {letter for letter, _word, _tone in matrix.signs(rollup)} <= said
    assert set(notes(rollup)) <= said
    assert set(rollup.notes.files) <= said


def test_there_are_no_formulas_and_no_links_out(content: bytes) -> None:
    for name, text in parts(content).items():
        if name.startswith("xl/worksheets/sheet"):
            assert "<f>" not in text, name
            assert "<f " not in text, name
        assert 'TargetMode="External"' not in text, name
    links = re.findall(r"<hyperlink [^>]*>", sheet_xml(content, summary.name()))
    assert len(links) == len(SHEETS) - 1
    assert all("location=" in link and "r:id" not in link for link in links)


def test_the_table_of_picks_is_one_that_excel_knows(content: bytes) -> None:
    table = tables(content)["Picks"]
    found = table.find(f"{MAIN}autoFilter")
    assert found is not None
    assert found.get("ref") == table.get("ref")
    heads = [one.attrib["name"] for one in table.findall(f"{MAIN}tableColumns/{MAIN}tableColumn")]
    assert cells(content, picks.name())[0] == heads
    pane = ET.fromstring(sheet_xml(content, picks.name())).find(f".//{MAIN}pane")  # noqa: S314
    assert pane is not None
    assert (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")


def test_every_table_says_what_it_shows(content: bytes) -> None:
    found = tables(content)
    assert len(found) > 10
    said = [text for name, text in parts(content).items() if name.startswith("xl/tables/")]
    assert all(re.search(r' altText="[^"]+"', text) for text in said)


def test_every_chart_says_what_is_seen_and_is_drawn_from_the_cells(content: bytes) -> None:
    drawings = [text for name, text in parts(content).items() if name.startswith("xl/drawings/drawing")]
    frames = [frame for text in drawings for frame in re.findall(r"<xdr:cNvPr [^>]*>", text)]
    assert len(frames) == 4
    for frame in frames:
        found = re.search(r'descr="([^"]+)"', frame)
        assert found is not None
        assert len(found[1]) > 20
    charts = [text for name, text in parts(content).items() if name.startswith("xl/charts/chart")]
    assert len(charts) == 4
    assert all("<c:numRef>" in text and 'val="stacked"' in text for text in charts)


def test_every_sheet_is_set_up_for_print(content: bytes) -> None:
    for sheet in SHEETS:
        text = sheet_xml(content, sheet.name())
        assert 'paperSize="9"' in text
        assert "&amp;P" in text
        assert "<mergeCell" not in text
    names = parts(content)["xl/workbook.xml"]
    assert names.count("_xlnm.Print_Titles") == 2


def test_the_same_roll_up_gives_the_same_bytes(rollup: RollUp, content: bytes) -> None:
    assert file.render(rollup, curve()) == content


def test_the_properties_tell_of_the_report_alone(rollup: RollUp) -> None:
    issuer = Issuer("Barnens plan & mer", "Sjuhärads kommunalförbund")
    core = parts(file.render(rollup, None, issuer))["docProps/core.xml"]
    assert "<dc:title>Barnens plan &amp; mer</dc:title>" in core
    assert "<dc:creator>Sjuhärads kommunalförbund</dc:creator>" in core
    assert set(re.findall(r">(\d{4}-[^<]*)</dcterms", core)) == {f"{AS_OF.isoformat()}T00:00:00Z"}


def test_the_archive_has_no_clock(content: bytes) -> None:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert {one.date_time[:3] for one in archive.infolist()} == {(1980, 1, 1)}


def test_without_names_no_owner_stands_anywhere() -> None:
    entry = make_entry("01", STARTED, owner="Klara Hemlig", due=dt.date(2016, 1, 1))
    members = (make_body("1490", "Borås"),)
    for names in (True, False):
        made = make_rollup(members, make_report("1490", entry), criteria=Criteria(as_of=AS_OF, names=names))
        content = file.render(made)
        assert any("Hemlig" in text for text in parts(content).values()) is names
        heads = cells(content, picks.name())[0]
        assert (_("Owner") in heads) is names


HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@x",
    "{=1+1}",
    "<script>alert(1)</script>",
    "<r><t>bold</t></r>",
    "<r></si><x/></r>",
    "http://x.se",
    "internal:Val!A1",
    "12,5",
    "_x0041_",
    "a\nb\tc",
    "\x1b[31m\x00\x07",
    "\u202eabc",
    "\ufffe\uffff",
    "  blanks  ",
    "]]>&amp;\"'",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text: str) -> None:
    from actionplan.reports.workbook.cells import safe

    body = make_body("1490", text)
    titles = {"01": text, "02": text}
    entry = make_entry("01", NOT_STARTED, owner=text, lead=text, level=text, due=dt.date(2016, 1, 1))
    catalogue = make_catalogue(2, 1, titles=titles)
    catalogue = replace(catalogue, areas={"A": replace(catalogue.areas["A"], title_sv=text)})
    made = make_rollup((body, make_body("1491", "Ulricehamn")), make_report("1490", entry), catalogue=catalogue)
    content = file.render(made, None, Issuer(text, text))
    for name, found in parts(content).items():
        ET.fromstring(found)  # noqa: S314 - well formed, whatever the text
        assert "<f>" not in found or name.startswith("xl/charts/")
        assert 'TargetMode="External"' not in found
    (row,) = rows_of(content, picks.name(), "Picks")
    shown = safe(text)
    assert [row[place] for place in (0, 2, 3, 6, 14, 15)] == [shown] * 6
    assert not re.search("[\x00-\x1f\u202e\ufffe\uffff]", shown)


def test_a_text_that_excel_cannot_hold_is_cut() -> None:
    from actionplan.reports.workbook.cells import MOST_TEXT, safe

    assert safe("å" * MOST_TEXT) == "å" * MOST_TEXT
    assert safe("å" * (MOST_TEXT + 1)) == "å" * (MOST_TEXT - 1) + "…"
    # A letter of two units is not broken.
    long = safe("a" + "😀" * MOST_TEXT)
    assert len(long.encode("utf-16-le")) // 2 <= MOST_TEXT
    assert long.endswith("😀…")


def test_days_before_excel_can_count_are_text() -> None:
    entry = make_entry("01", STARTED, due=dt.date(1899, 5, 1))
    made = make_rollup((make_body("1490", "Borås"),), make_report("1490", entry))
    (row,) = rows_of(file.render(made), picks.name(), "Picks")
    assert row[7] == "1899-05-01"


def test_nobody_has_reported() -> None:
    for members in (make_bodies(3), ()):
        content = file.render(make_rollup(members), None)
        said = {value for row in cells(content, picks.name()) for value in row}
        assert said == {_("Nobody has reported yet.")}
        assert not [name for name in parts(content) if name.startswith("xl/charts/")]


def test_no_proposal_fits_the_selection() -> None:
    criteria = Criteria(as_of=AS_OF, level="national")
    made = make_rollup(make_bodies(2), make_report("1000", make_entry("01")), criteria=criteria)
    assert made.proposals == ()
    assert "Picks" not in tables(file.render(made))


def test_bodies_without_a_status() -> None:
    entries = [make_entry(number, None, owner=None, priority=1, followups=()) for number in ("01", "02")]
    made = make_rollup(make_bodies(2), make_report("1000", *entries), make_report("1001", *entries))
    content = file.render(made)
    found = rows_of(content, picks.name(), "Picks")
    assert len(found) == 4
    assert {row[5] for row in found} == {_("status not given")}
    assert {value for row in found for value in row[-1:]} == {""}
    _check_counts(rows_of(content, counts.name(), "Members"), [one["counts"] for one in data.as_data(made)["members"]])


def test_very_many_members_all_stand_in_the_matrix() -> None:
    members, catalogue = make_bodies(60), make_catalogue(6, 2)
    reports = [make_report(one.id, *random_entries(place, catalogue.proposals)) for place, one in enumerate(members)]
    groups = {"Norr": [one.id for one in members[:30]], "Söder": [one.id for one in members[30:]]}
    made = roll_up(REGION, members, catalogue, Criteria(as_of=AS_OF), reports=reports, groups=groups)
    content = file.render(made)
    heads = next(row for row in cells(content, matrix.name()) if row[0] == _("No."))
    assert heads[5:] == [made.name(one.body.id) for one in made.members]
    _check_counts(rows_of(content, counts.name(), "Groups"), [one["counts"] for one in data.as_data(made)["groups"]])
    # Areas, groups, and what several have picked; not a bar for each of sixty members.
    assert len([name for name in parts(content) if name.startswith("xl/charts/")]) == 3


def test_members_that_are_called_alike() -> None:
    members = (make_body("1", "Berg", Kind.DISTRICT), make_body("2", "Berg", Kind.MUNICIPALITY))
    made = make_rollup(members, make_report("1", make_entry("01")), make_report("2", make_entry("01")))
    assert len(rows_of(file.render(made), picks.name(), "Picks")) == 2


def test_a_logo_stands_on_the_first_sheet_with_its_text(rollup: RollUp) -> None:
    from actionplan.core.errors import BadLogo
    from actionplan.core.issuer import Logo

    content = file.render(rollup, None, Issuer("", "Sjuhärad", Logo(_PNG, "png", "Sjuhärads vapen")))
    drawing = next(text for name, text in parts(content).items() if name.startswith("xl/drawings/drawing1"))
    assert 'descr="Sjuhärads vapen"' in drawing
    with pytest.raises(BadLogo):
        file.render(rollup, None, Issuer("", "", Logo(_PNG[:20], "png", "halv")))
    svg = file.render(rollup, None, Issuer("", "Sjuhärad", Logo(b"<svg/>", "svg", "x")))
    assert not [name for name in parts(svg) if "media" in name]


def _row_height(text: str, row: int) -> float:
    found = re.search(rf'<row r="{row}"[^>]*? ht="([\d.]+)"', text)
    return float(found.group(1)) if found else 0


def test_a_long_title_goes_on_below_itself_rather_than_under_the_logo(rollup: RollUp) -> None:
    from actionplan.core.issuer import Logo

    logo = Logo(_PNG, "png", "v")
    said = "Sammanställning av arbetet med den sociala barn- och ungdomsvården i kommunerna inom Sjuhärads förbund"
    made = [file.render(rollup, None, Issuer(title, "", logo)) for title in ("Läget", said, f"{said}: {said}")]
    short, long, longer = (sheet_xml(content, summary.name()) for content in made)
    assert _row_height(longer, 1) > _row_height(long, 1) >= _row_height(short, 1) > 50
    assert [_is_wrapped(content, "A1") for content in made] == [False, True, True]
    assert "<mergeCell" not in long


def _is_wrapped(content: bytes, cell: str) -> bool:
    style = re.search(rf'<c r="{cell}" s="(\d+)"', sheet_xml(content, summary.name()))
    looks = ET.fromstring(parts(content)["xl/styles.xml"]).find(f"{MAIN}cellXfs")  # noqa: S314 - our own
    assert style is not None
    assert looks is not None
    alignment = looks[int(style.group(1))].find(f"{MAIN}alignment")
    return alignment is not None and alignment.get("wrapText") == "1"


@pytest.mark.parametrize(
    "title", ["\u202e" * 60, "H&G &[Picture] &P", "&" * 100, "\U0001f600" * 200, "x" * 80, "x" * 81]
)
def test_the_head_of_every_page_says_that_it_is_example_data(rollup: RollUp, title: str) -> None:
    # A warning of the library's would be an error here.
    content = file.render(rollup, None, Issuer(title, title))
    for sheet in (summary, matrix, picks, definitions):
        xml = ET.fromstring(sheet_xml(content, sheet.name()))  # noqa: S314 - our own
        (head,), (foot,) = ([one.text or "" for one in xml.iter(f"{MAIN}odd{what}")] for what in ("Header", "Footer"))
        assert head.startswith("&L")
        assert head.endswith("&RExempeldata")
        assert "&P" in foot.replace("&&", "")
        assert max(len(one.encode("utf-16-le")) // 2 for one in (head, foot)) <= 255
        shown = head.removeprefix("&L").removesuffix("&RExempeldata")
        assert shown.replace("&&", "&") == title if len(title) <= 80 and title.isascii() else shown.endswith("…")


def test_long_names_and_owners_among_the_picks_go_on_in_the_next_line() -> None:
    long = "Upplands-Nybrohamrarnas gemensamma socialtjänst"
    members = (make_body("upplands-nybrohamr16", long), make_body("1490", "Borås"))
    owner = "Verksamhetschef för barn- och ungdom och familj"
    made = make_rollup(
        members,
        make_report("upplands-nybrohamr16", make_entry("01"), make_entry("02", owner=owner)),
        make_report("1490", make_entry("01"), make_entry("02", owner=owner)),
    )
    content = file.render(made)
    text = sheet_xml(content, picks.name())
    rows = rows_of(content, picks.name(), "Picks")
    owners = cells(content, picks.name())[0].index(_("Owner"))
    high = {place for place in range(2, 6) if _row_height(text, place) > 20}
    assert high == {place for place, row in enumerate(rows, 2) if row[0] == long or row[owners] == owner}
    assert len(high) == 3
    # Every cell of a column of texts goes on in the next line, and begins at the top of its row.
    styles = ET.fromstring(parts(content)["xl/styles.xml"])  # noqa: S314 - our own
    looks = styles.find(f"{MAIN}cellXfs")
    assert looks is not None
    wrapped = set()
    for column in re.findall(r'<col min="(\d+)" max="(\d+)" [^>]*style="(\d+)"', text):
        alignment = looks[int(column[2])].find(f"{MAIN}alignment")
        if alignment is not None and alignment.get("wrapText") == "1":
            assert alignment.get("vertical") == "top"
            wrapped |= set(range(int(column[0]) - 1, int(column[1])))
    assert {0, 2, 4, owners} <= wrapped


_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)
