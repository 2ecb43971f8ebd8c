"""Lists of proposals in CSV, XLSX and pasted text, as catalogues."""

import io
import random
import sys
import tomllib
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from actionplan.core.catalogue import About, Area, Catalogue, Proposal, Source
from actionplan.core.errors import BadValue
from actionplan.core.problems import Severity
from actionplan.store import importing
from actionplan.store.errors import Unreadable
from actionplan.store.importing import (
    Ignored,
    Row,
    Understood,
    build_catalogue,
    guess_areas,
    read_rows,
    render_catalogue,
)
from actionplan.store.numbered_text import join, rows_of_text
from actionplan.store.quoting import quote
from actionplan.store.rows import clean, number_in

BASE = msgspec.convert(
    tomllib.loads((Path(__file__).parents[2] / "proposals" / "skl_44.toml").read_text("utf-8")), Catalogue
)
Write = Callable[..., Understood]


@pytest.fixture
def understood(tmp_path: Path) -> Write:
    """Write a file and read it."""

    def write(name: str, content: str | bytes, expected: int | None = None) -> Understood:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_rows(path, expected=expected)

    return write


def titles(found: Understood) -> dict[int, str]:
    return {row.number: row.title for row in found.rows}


def codes(found: Understood) -> list[str]:
    return [problem.code for problem in found.problems]


# Tables


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_in_every_delimiter_and_encoding(understood: Write, delimiter: str, encoding: str, end: str) -> None:
    rows = [
        ["Nr", "Förslag", "Område", "Nivå", "Sammanfattning"],
        ["1", '"Tidigt stöd; före, anmälan"', "Tydligt uppdrag", '"K, R"', "Så här."],
        ["2", "Nära arbetsledning", "God arbetsmiljö", "nationell", ""],
    ]
    content = "".join(delimiter.join(row) + end for row in rows).encode(encoding)
    found = understood("lista.csv", content)
    assert found.rows == (
        Row(1, "Tidigt stöd; före, anmälan", 2, "Tydligt uppdrag", ("local", "regional"), "Så här."),
        Row(2, "Nära arbetsledning", 3, "God arbetsmiljö", ("national",), ""),
    )
    assert codes(found) == (["import_encoding"] if encoding == "cp1252" else [])
    assert found.ignored == (Ignored(1, "Nr Förslag Område Nivå Sammanfattning", "header"),)


@pytest.mark.parametrize(
    "header",
    [
        "id,title,area,level,summary",
        "Nummer,Titel,Område,Nivå,Sammanfattning",
        "#,Rubrik,Avsnitt,Levels,Beskrivning",
    ],
)
def test_headers_in_both_languages_and_any_order_of_columns(understood: Write, header: str) -> None:
    number, *others = header.split(",")
    found = understood("a.csv", ",".join([*reversed(others), number]) + "\nText,lokal,A,BBIC,07\n")
    assert found.rows == (Row(7, "BBIC", 2, "A", ("local",), "Text"),)


def test_a_column_called_forslag_beside_one_called_titel_is_the_number(understood: Write) -> None:
    found = understood("a.csv", "Förslag;Titel;Område\nFörslag 3;BBIC;Tydligt uppdrag\n")
    assert found.rows == (Row(3, "BBIC", 2, "Tydligt uppdrag"),)


def test_a_table_without_header_is_number_and_text(understood: Write) -> None:
    assert titles(understood("a.csv", "x,1,BBIC i praktiken\ny,2,Goda exempel\n")) == {
        1: "BBIC i praktiken",
        2: "Goda exempel",
    }


def test_columns_that_mean_nothing_and_lines_without_number_are_listed(understood: Write) -> None:
    found = understood("a.csv", "SKL 2015;;\nNr;Titel;Kostnad\n1;BBIC;5 kr\n;Fotnot;\n")
    assert found.ignored == (
        Ignored(1, "SKL 2015", "before"),
        Ignored(2, "Nr Titel Kostnad", "header"),
        Ignored(2, "Kostnad", "column"),
        Ignored(4, "Fotnot", "no_number"),
    )
    (problem,) = found.problems
    assert (problem.code, problem.severity, problem.line) == ("import_not_numbered", Severity.WARNING, 4)
    assert problem.facts == {"text": "Fotnot"}


def test_areas_as_headings_or_merged_cells_hold_for_what_follows(understood: Write) -> None:
    headed = understood("a.csv", "Nr;Titel\nA. Tydligt uppdrag;\n1;BBIC\n;God arbetsmiljö\n2;Hot\n")
    assert [row.area for row in headed.rows] == ["Tydligt uppdrag", "God arbetsmiljö"]
    merged = understood("a.csv", "Nr;Titel;Område\n1;BBIC;Tydligt uppdrag\n2;Hot;\n3;Lön;God arbetsmiljö\n")
    assert [row.area for row in merged.rows] == ["Tydligt uppdrag", "Tydligt uppdrag", "God arbetsmiljö"]


def test_quoted_cells_over_lines_keep_the_line_numbers_right(understood: Write) -> None:
    found = understood("a.csv", '\ufeffsep=;\r\nNr;Titel\r\n1;"BBIC i\r\npraktiken"\r\n2;Hot\r\n')
    assert found.rows == (Row(1, "BBIC i praktiken", 3), Row(2, "Hot", 5))
    assert found.ignored == (Ignored(2, "Nr Titel", "header"),)


def test_an_unknown_level_is_told_and_the_known_ones_kept(understood: Write) -> None:
    found = understood("a.csv", "Nr;Titel;Nivå\n4;BBIC;kommun och EU\n")
    assert found.rows[0].levels == ("local",)
    assert [(one.code, one.line, dict(one.facts)) for one in found.problems if one.severity is Severity.WARNING] == [
        ("import_gap", 0, {"missing": "1, 2, 3", "count": "3"}),
        ("import_unknown_level", 2, {"number": "4", "value": "EU"}),
    ]


# Workbooks


def workbook(*sheets: Sequence[Sequence[object]], first_row: int = 1) -> bytes:
    """A minimal workbook: strings inline, numbers as floats, an empty sheet for an empty list."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        package = "http://schemas.openxmlformats.org/package/2006"
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        numbers = range(1, len(sheets) + 1)
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{spreadsheet}.sheet.main+xml"/>'
            + "".join(
                f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{spreadsheet}.worksheet+xml"/>'
                for n in numbers
            )
            + "</Types>",
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            + "".join(f'<sheet name="Blad{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
            + "</sheets></workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships">'
            + "".join(
                f'<Relationship Id="r{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
            )
            + "</Relationships>",
        )
        for number, rows in enumerate(sheets, 1):
            xml = "".join(
                f'<row r="{line}">' + "".join(_cell(value, f"{chr(65 + at)}{line}") for at, value in enumerate(row))
                + "</row>"
                for line, row in enumerate(rows, first_row)
            )  # fmt: skip
            archive.writestr(
                f"xl/worksheets/sheet{number}.xml",
                f'<worksheet xmlns="{main}"><sheetData>{xml}</sheetData></worksheet>',
            )
    return content.getvalue()


def _cell(value: object, place: str) -> str:
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


LIST: list[list[object]] = [
    ["Nr", "Förslag", "Område"],
    [1.0, "BBIC & annat", "Tydligt uppdrag"],
    [2.0, "Hot", None],
    ["3", "Lön", None],
]


def test_the_first_sheet_with_numbered_rows_is_read(understood: Write) -> None:
    pytest.importorskip("python_calamine")
    found = understood("lista.xlsx", workbook([], [["Om listan"], ["Från SKL"]], LIST, [[1, "Annat"]]))
    assert found.sheet == "Blad3"
    assert found.rows == (
        Row(1, "BBIC & annat", 2, "Tydligt uppdrag"),
        Row(2, "Hot", 3, "Tydligt uppdrag"),
        Row(3, "Lön", 4, "Tydligt uppdrag"),
    )
    assert found.can_be_built


def test_rows_of_a_sheet_that_begins_further_down_are_counted_as_excel_does(understood: Write) -> None:
    pytest.importorskip("python_calamine")
    found = understood("lista.xlsx", workbook(LIST, first_row=7))
    assert [row.line for row in found.rows] == [8, 9, 10]


def test_a_number_in_a_sheet_is_shown_as_it_was_written(understood: Write) -> None:
    pytest.importorskip("python_calamine")
    assert titles(understood("a.xlsx", workbook([["Nr", "Titel"], [1, 2015.0], [2, 37.5]]))) == {1: "2015", 2: "37.5"}


def test_a_workbook_is_known_by_its_content(understood: Write) -> None:
    pytest.importorskip("python_calamine")
    assert len(understood("lista.csv", workbook(LIST)).rows) == 3


def test_a_workbook_without_numbered_rows_says_so(understood: Write) -> None:
    pytest.importorskip("python_calamine")
    assert codes(understood("a.xlsx", workbook([], [["Bara text"]]))) == ["import_nothing"]


def test_without_the_package_the_problem_names_it(understood: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    (problem,) = understood("a.xlsx", workbook(LIST)).problems
    assert problem.code == "import_no_reader"
    assert problem.facts == {"package": "python-calamine", "install": "python-calamine"}


def test_a_sheet_that_would_fill_the_memory_is_refused(understood: Write) -> None:
    content = workbook([[1, "BBIC"]])
    names = zipfile.ZipFile(io.BytesIO(content))
    vast = io.BytesIO()
    with zipfile.ZipFile(vast, "w") as archive:
        for name in names.namelist():
            archive.writestr(name, names.read(name).replace(b'r="B1"', b'r="XFD1048576"'))
    assert codes(understood("a.xlsx", vast.getvalue())) == ["import_too_large"]


def test_a_workbook_that_unpacks_to_more_than_the_limit_is_refused(understood: Write) -> None:
    content = io.BytesIO(workbook(LIST))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", bytes(60_000_000))
    assert codes(understood("a.xlsx", content.getvalue())) == ["import_too_large"]


def test_broken_workbooks_are_problems_and_never_errors(understood: Write) -> None:
    pytest.importorskip("python_calamine")
    whole = workbook(LIST)
    chance = random.Random(1)  # noqa: S311 - a repeatable choice of places to damage
    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 20)):
            damaged[chance.randrange(4, len(damaged))] = chance.randrange(256)
        found = understood("a.xlsx", bytes(damaged))
        assert found.rows or found.problems
    assert codes(understood("a.xlsx", whole[: len(whole) // 2])) == ["import_unreadable"]
    assert codes(understood("a.xlsx", b"PK\x03\x04" + bytes(99))) == ["import_unreadable"]


# Pasted text


@pytest.mark.parametrize(
    "text",
    [
        "1. BBIC\n2. Hot\n3. Lön",
        "1) BBIC\r\n2) Hot\r\n3) Lön",
        "Förslag 1: BBIC\nFörslag 2 Hot\nFÖRSLAG 3 – Lön",
        "1 BBIC\n2 Hot\n3 Lön",
        "1\nBBIC\n2\nHot\n3\nLön",
        "1.\nBBIC\n\n2.\nHot\n\n3.\nLön",
        "1. BBIC ........ 7\n2. Hot . . . . 9\n3. Lön … 12",
    ],
)
def test_numbered_lines_in_every_manner(understood: Write, text: str) -> None:
    found = understood("a.txt", text)
    assert titles(found) == {1: "BBIC", 2: "Hot", 3: "Lön"}
    assert found.problems == ()


def test_wrapped_lines_are_joined_and_paragraphs_are_the_summary(understood: Write) -> None:
    found = understood("a.txt", "1. Arbeta före-\nbyggande och\ntidigt\n\nSå att barn\nfångas upp.\n\nI tid.\n2. Hot\n")
    assert found.rows == (
        Row(1, "Arbeta förebyggande och tidigt", 1, summary="Så att barn fångas upp. I tid."),
        Row(2, "Hot", 9),
    )


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["social-", "tjänst"], "socialtjänst"),
        (["barn-", "och ungdomsvård"], "barn- och ungdomsvård"),
        (["hälso-", "samt sjukvård"], "hälso- samt sjukvård"),
        (["Väster-", "Norrland"], "Väster-Norrland"),
        (["HVB-", "hem"], "HVB-hem"),
        (["2014 -", "2015"], "2014 - 2015"),
        (["vård", "och stöd"], "vård och stöd"),
        (["-", "och"], "- och"),
        ([], ""),
    ],
)
def test_words_divided_at_the_end_of_a_line(lines: list[str], joined: str) -> None:
    assert join(lines) == joined


def test_soft_hyphens_ligatures_and_decomposed_letters_are_mended(understood: Write) -> None:
    found = understood("a.txt", "1. Sa\u030a so\xad\ncialtja\u0308nst\u00a0och ﬁlm\n2. Hot\n")
    assert found.rows[0].title == "Så socialtjänst och film"


def test_areas_are_headings_with_a_letter_or_a_known_title(understood: Write) -> None:
    text = (
        "A. Eget område\nInledning.\n1. BBIC\nGOD ARBETSMILJÖ\n2. Hot\n3. Tydligt uppdrag\n3. Lön\n"
        "Tillgång till aktuell kunskap med\nmöjlighet att tillämpa den\n4. Bok\n"
    )
    found = understood("a.txt", text)
    assert [(row.number, row.area) for row in found.rows] == [
        (1, "Eget område"),
        (2, "God arbetsmiljö"),
        (3, "Tydligt uppdrag"),
        (4, "Tillgång till aktuell kunskap med möjlighet att tillämpa den"),
    ]
    assert [(one.line, one.reason) for one in found.ignored] == [
        (1, "area"),
        (2, "before"),
        (4, "area"),
        (6, "area"),
        (8, "area"),
        (9, "area"),
    ]
    assert found.problems == ()


def test_what_introduces_an_area_is_no_part_of_the_proposal_before(understood: Write) -> None:
    found = understood("a.txt", "1. BBIC\n\nB. God arbetsmiljö\nOm arbetsmiljön.\n2. Hot\n")
    assert found.rows == (Row(1, "BBIC", 1), Row(2, "Hot", 5, "God arbetsmiljö"))
    assert found.ignored[1] == Ignored(4, "Om arbetsmiljön.", "after_area")


def test_a_wrapped_line_that_names_an_area_is_no_heading(understood: Write) -> None:
    found = understood("a.txt", "1. Verka för en\ngod arbetsmiljö\n2. Hot\n\ntydligt uppdrag\n3. Lön\n")
    assert [(row.title, row.area) for row in found.rows] == [
        ("Verka för en god arbetsmiljö", None),
        ("Hot", None),
        ("Lön", "Tydligt uppdrag"),
    ]


def test_page_numbers_and_running_heads_are_left_out_and_listed(understood: Write) -> None:
    head = "Stärkt skydd för barn och unga"
    pages = ["1. Arbeta\n", "förebyggande\n2. Hot\n", "3. Lön i\n", "tid\n"]
    text = "".join(f"{page}{number}\n{head}\n" for number, page in enumerate(pages, 11))
    found = understood("a.txt", text)
    assert titles(found) == {1: "Arbeta förebyggande", 2: "Hot", 3: "Lön i tid"}
    assert [one.reason for one in found.ignored] == ["page_number", "running_head"] * 4
    assert found.ignored[0] == Ignored(2, "11", "page_number")


@pytest.mark.parametrize("foot", ["Sida {n} av 52", "{n} (52)", "- {n} -", "Stärkt skydd {n}", "{n} Stärkt skydd"])
def test_page_numbers_in_other_forms(understood: Write, foot: str) -> None:
    text = "".join(f"{number}. Stöd\n{foot.format(n=number + 4)}\n" for number in range(1, 5))
    found = understood("a.txt", text)
    assert set(titles(found).values()) == {"Stöd"}
    assert [one.line for one in found.ignored] == [2, 4, 6, 8]


def test_a_page_that_ends_in_the_middle_of_a_title(understood: Write) -> None:
    found = understood("a.txt", "1. Arbeta före-\n\n7\n\nbyggande\n\nSå här.\n2. Hot\n")
    assert found.rows[0] == Row(1, "Arbeta förebyggande", 1, summary="Så här.")
    assert found.ignored == (Ignored(3, "7", "page_number"),)
    assert understood("a.txt", "1. BBIC\n\n7\nSå här.\n").rows == (Row(1, "BBIC", 1, summary="Så här."),)


def test_a_repeated_line_that_stands_once_at_the_edge_of_a_page_stays(understood: Write) -> None:
    text = "1. Stöd till\nbarn och unga\n\n7\n\n2. Vård av\nbarn och unga\n3. Samtal med\nbarn och unga\n"
    assert set(titles(understood("a.txt", text)).values()) == {
        "Stöd till barn och unga",
        "Vård av barn och unga",
        "Samtal med barn och unga",
    }


def test_what_only_looks_like_a_page_number_or_a_head_stays(understood: Write) -> None:
    text = (
        "1. Stöd till\nbarn och unga\n2. Vård av\nbarn och unga\n3. Samtal med\nbarn och unga\n"
        "4. Konventionens artikel\n12\noch lagen\n5. Från år\n2015 och framåt\n"
    )
    found = understood("a.txt", text)
    assert found.ignored == ()
    assert titles(found) == {
        1: "Stöd till barn och unga",
        2: "Vård av barn och unga",
        3: "Samtal med barn och unga",
        4: "Konventionens artikel 12 och lagen",
        5: "Från år 2015 och framåt",
    }


def test_lines_that_begin_with_a_number_are_text_where_numbers_stand_bare(understood: Write) -> None:
    found = understood("a.txt", "1 Samverka i\n12 kommuner\n90 Procent\n2 Hot\n4 Lön\n")
    assert titles(found) == {1: "Samverka i 12 kommuner 90 Procent", 2: "Hot", 4: "Lön"}
    assert codes(found) == ["import_gap"]


def test_a_list_of_contents_before_the_list_is_found_out(understood: Write) -> None:
    found = understood("a.txt", "1. BBIC ..... 4\n2. Hot ..... 5\n\n1. BBIC\n2. Hot\n", expected=2)
    assert codes(found) == ["import_duplicate", "import_duplicate"]
    assert found.problems[0].facts == {"number": "1", "first": "1"}
    assert found.problems[0].line == 4


def test_numbered_text_in_a_csv_file_and_a_table_in_a_text_file(understood: Write) -> None:
    assert titles(understood("a.csv", "1. BBIC, med mera\n2. Hot\n")) == {1: "BBIC, med mera", 2: "Hot"}
    assert titles(understood("a.txt", "Nr\tTitel\n1\tBBIC\n2\tHot\n")) == {1: "BBIC", 2: "Hot"}


@given(st.text(alphabet=st.sampled_from('12345. )-\n\f\tABab åÖ:;,"…\xad'), max_size=80))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_understood_or_listed(text: str) -> None:
    found = rows_of_text(text)
    assert all(row.number > 0 and row.line > 0 for row in found.rows)
    # Every letter is in a row or in what was left out.
    kept = "".join(row.title + row.summary + (row.area or "") for row in found.rows)
    left = "".join(one.text for one in found.ignored)
    for letter in "åÖ":
        assert clean(text).count(letter) <= (kept + left).count(letter)


@given(st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_bytes_are_read_without_an_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    found = read_rows(path)
    assert found.problems
    assert all(problem.source == path.as_posix() for problem in found.problems)


@given(st.integers(1, 999))
def test_numbers_are_read_as_they_are_written(number: int) -> None:
    forms = (str(number), f"{number}.", f"{number}.0", f"{number:03d}", f"Förslag {number}", f" {number}) ")
    assert {number_in(form) for form in forms} == {number}
    assert [number_in(form) for form in ("0", "1a", "1.5", "2015", "", "nr")] == [None] * 6


# Faults


def test_gaps_duplicates_empty_titles_and_the_count_are_all_told(understood: Write) -> None:
    found = understood("a.csv", "Nr;Titel\n1;BBIC\n1;Hot\n3;\n", expected=44)
    assert {one.code: dict(one.facts) for one in found.problems} == {
        "import_duplicate": {"number": "1", "first": "2"},
        "import_empty_title": {"number": "3"},
        "import_gap": {
            "missing": "2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22 …",
            "count": "42",
        },
        "import_count": {"found": "2", "expected": "44"},
    }
    assert [one.severity for one in found.problems] == [Severity.ERROR] * 4
    assert not found.can_be_built


def test_a_number_that_stands_thrice_refers_to_the_first(understood: Write) -> None:
    found = understood("a.csv", "1;BBIC\n1;Hot\n1;Lön\n")
    assert [(one.line, one.facts["first"]) for one in found.problems] == [(2, "1"), (3, "1")]


def test_a_title_that_swallowed_a_page_is_told(understood: Write) -> None:
    (problem,) = understood("a.txt", "1. BBIC\n" + "och text\n" * 50 + "2. Hot\n").problems
    assert (problem.code, problem.severity, problem.line) == ("import_long_title", Severity.WARNING, 1)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "import_empty"),
        (b" \r\n\t", "import_empty"),
        (b"1. BBIC\n2. Ho\x00t\n", "import_not_text"),
        (b"1. BBIC\n\x81\x8d\n", "import_not_text"),
        (b"\xff\xfe1", "import_not_text"),
        (b"%PDF-1.7\n", "import_wrong_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "import_wrong_format"),
        (b"Bara text utan nummer\n", "import_nothing"),
    ],
)
def test_files_that_are_no_list(understood: Write, content: bytes, code: str) -> None:
    found = understood("a.txt", content, expected=44)
    assert codes(found) == [code]
    assert found.rows == ()
    assert not found.can_be_built


def test_a_nul_is_placed_on_its_line(understood: Write) -> None:
    assert understood("a.txt", b"1. BBIC\n2. Ho\x00t\n").problems[0].line == 2


@pytest.mark.parametrize(("inside", "kind"), [("word/document.xml", "docx"), ("content.xml", "ods"), ("a.txt", "zip")])
def test_other_formats_are_named(understood: Write, inside: str, kind: str) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(inside, "x")
    (problem,) = understood("a.xlsx", content.getvalue()).problems
    assert (problem.code, dict(problem.facts)) == ("import_wrong_format", {"format": kind})


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "slinga.csv").symlink_to(tmp_path / "slinga.csv")
    (tmp_path / "bruten.csv").symlink_to(tmp_path / "ingenting")
    expected = {
        tmp_path: "import_folder",
        tmp_path / "saknas.csv": "import_missing",
        tmp_path / "bruten.csv": "import_missing",
        tmp_path / "slinga.csv": "import_unreadable",
        tmp_path / ("lång" * 200): "import_unreadable",
        tmp_path / "a\0b": "import_unreadable",
    }
    assert {path: read_rows(path).problems[0].code for path in expected} == expected


def test_a_refused_permission_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    assert codes(read_rows(tmp_path / "a.csv")) == ["import_permission"]
    assert codes(read_rows(tmp_path)) == ["import_folder"]


def test_a_file_over_the_limit_is_refused_without_being_read_whole(
    understood: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MOST_BYTES", 1000)
    assert codes(understood("a.txt", b"1. BBIC" + b" " * 994)) == ["import_too_large"]
    assert titles(understood("a.txt", b"1. BBIC" + b" " * 993)) == {1: "BBIC"}


# Building


def official(**more: str | None) -> Understood:
    """The shipped titles as if they had been imported."""
    rows = [Row(int(key), one.title_sv, int(key), more.get("area", one.area)) for key, one in BASE.proposals.items()]
    return Understood("lista.csv", tuple(reversed(rows)))


def test_a_catalogue_carries_the_source_and_nothing_of_our_own_wording() -> None:
    built = build_catalogue(official(), base=BASE, version="2015-06")
    assert built.is_official
    assert (built.id, built.version, built.format) == (BASE.id, "2015-06", BASE.format)
    assert list(built.proposals) == [f"{number:02d}" for number in range(1, 45)]
    assert built.areas == BASE.areas
    assert built.about == replace(BASE.about, note_sv="", note_en="")
    assert built.sources == {}
    assert built.proposals["17"] == Proposal(title_sv="Rimlig ärendemängd", area="B", provenance="official")


def test_missing_areas_are_guessed_from_the_base_and_listed() -> None:
    rows = (Row(1, "Inför nära arbetsledning", 1), Row(2, "BBIC", 2, "A"))
    found = Understood("a.txt", rows)
    built = build_catalogue(found, base=BASE, version="2", expected=2)
    assert [one.area for one in built.proposals.values()] == ["B", "A"]
    (guess,) = guess_areas(found, base=BASE)
    assert (guess.number, guess.area, guess.like) == (1, "B", "16")
    assert guess.likeness > 0.5
    assert list(built.areas) == ["A", "B"]


@pytest.mark.parametrize(
    ("area", "key"),
    [
        ("B", "B"),
        ("god arbetsmiljö", "B"),
        ("B. God arbetsmiljö", "B"),
        ("God arbetsmiljö med kontinuerlig kompetensutveckling", "B"),
        ("Kunskap", "D"),
    ],
)
def test_areas_go_by_key_title_or_longer_title_and_new_ones_get_a_letter(area: str, key: str) -> None:
    built = build_catalogue(Understood("a", (Row(1, "BBIC", 1, area),)), base=BASE, version="2", expected=1)
    assert built.proposals["01"].area == key
    assert built.areas == {key: BASE.areas.get(key, Area(title_sv="Kunskap"))}


def test_a_list_with_faults_is_not_built() -> None:
    rows = official().rows
    for wrong, code in ((rows[1:], "import_count"), ((*rows, rows[0]), "import_duplicate")):
        with pytest.raises(Unreadable) as caught:
            build_catalogue(Understood("a.csv", wrong), base=BASE, version="2")
        assert code in {problem.code for problem in caught.value.problems}
        assert {problem.source for problem in caught.value.problems} == {"a.csv"}
    with pytest.raises(Unreadable):
        build_catalogue(Understood("a.csv"), base=BASE, version="2", expected=None)


def test_another_number_of_proposals_is_built_when_told() -> None:
    rows = official().rows[:-3]
    built = build_catalogue(Understood("a.csv", rows), base=BASE, version="2", expected=None)
    assert len(built.proposals) == 41


@pytest.mark.parametrize("version", ["", "  ", BASE.version])
def test_a_version_must_be_another_than_that_of_the_base(version: str) -> None:
    with pytest.raises(BadValue) as caught:
        build_catalogue(official(), base=BASE, version=version)
    assert caught.value.field == "version"


# Rendering


def read_back(text: str) -> Catalogue:
    return msgspec.convert(tomllib.loads(text), Catalogue)


def test_the_shipped_catalogue_renders_to_itself() -> None:
    assert read_back(render_catalogue(BASE)) == BASE
    own = (Path(__file__).parents[2] / "proposals" / "skl_44.toml").read_text("utf-8")
    entry = own.index("[proposal.01]"), own.index("[proposal.02]")
    assert own[slice(*entry)] in render_catalogue(BASE)


def test_empty_fields_are_left_out_and_required_ones_are_not() -> None:
    text = render_catalogue(build_catalogue(official(), base=BASE, version="2015-06"))
    assert '[proposal.08]\narea = "A"\ntitle_sv = "Följa placerade barns hälsa och skolgång"\nprovenance' in text
    assert "note_sv" not in text
    assert "[]" not in text
    assert text.endswith('provenance = "official"\n')


words = st.text(max_size=12)
word_lists = st.lists(words, max_size=3).map(tuple)
catalogues = st.builds(
    Catalogue,
    format=st.integers(-(2**63), 2**63 - 1),
    id=words,
    version=words,
    about=st.builds(About, name_sv=words, name_en=words, publisher=words, adopted=words, note_sv=words, note_en=words),
    areas=st.dictionaries(words, st.builds(Area, title_sv=words, title_en=words), max_size=3),
    sources=st.dictionaries(words, st.builds(Source, publisher=words, title=words, date=words), max_size=3),
    proposals=st.dictionaries(
        words,
        st.builds(
            Proposal,
            title_sv=words,
            area=words,
            provenance=st.sampled_from(["plan", "context", "working", "official"]),
            title_en=words,
            levels=st.sampled_from([(), ("local",), ("local", "regional", "national")]),
            sources=word_lists,
            summary_sv=words,
            summary_en=words,
            keywords_sv=word_lists,
            keywords_en=word_lists,
        ),
        max_size=4,
    ),
)


@given(catalogues)
def test_any_catalogue_reads_back_as_it_was(catalogue: Catalogue) -> None:
    back = read_back(render_catalogue(catalogue))
    assert back == catalogue
    assert list(back.proposals) == list(catalogue.proposals)


@given(st.text())
def test_any_text_is_quoted_on_one_line(text: str) -> None:
    quoted = quote(text)
    assert tomllib.loads(f"key = {quoted}") == {"key": text}
    assert "\n" not in quoted
    assert "\r" not in quoted


def test_a_whole_import_from_text_to_file_and_back(tmp_path: Path) -> None:
    path = tmp_path / "lista.txt"
    lines = []
    for key, area in BASE.areas.items():
        lines.append(f"{key}. {area.title_sv}")
        lines.extend(f"{int(number)}. {BASE.proposals[number].title_sv}" for number in BASE.in_area(key))
    path.write_text("\n".join(lines), "utf-8")
    found = read_rows(path)
    assert found.problems == ()
    built = build_catalogue(found, base=BASE, version="2015-06")
    assert guess_areas(found, base=BASE) == ()
    assert read_back(render_catalogue(built)) == built
    assert {key: (one.title_sv, one.area) for key, one in built.proposals.items()} == {
        key: (one.title_sv, one.area) for key, one in BASE.proposals.items()
    }
