import csv
import datetime as dt
from io import StringIO

import pytest

from actionplan.reports import delimited
from actionplan.reports.delimited import Scalar, write_table
from tests.factories import sjuharad


def test_the_profile_for_programs_is_plain_rfc_4180() -> None:
    text = write_table(("a", "b"), [('x,"y"', 1.5), (True, None)], profile="machine")
    assert text == 'a,b\r\n"x,""y""",1.5\r\ntrue,\r\n'


def test_the_profile_for_excel_has_a_mark_semicolons_and_decimal_commas() -> None:
    text = write_table(("a", "b"), [("x;y", 1.5), (dt.date(2016, 11, 21), -3)], profile="excel")
    assert text == '\ufeffa;b\r\n"x;y";1,5\r\n2016-11-21;-3\r\n'


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+46", "'+46"),
        ("-x", "'-x"),
        ("@x", "'@x"),
        ("\tx", "'␉x"),
        ("\rx", "'␍x"),
        ("x=1", "x=1"),
        (-1, "-1"),
        (-1.5, "-1.5"),
    ],
)
def test_text_that_a_spreadsheet_would_compute_is_neutralised(value: Scalar, cell: str) -> None:
    assert write_table((), [(value,)], profile="machine") == f"\r\n{cell}\r\n"


def test_a_row_for_each_proposal_and_member() -> None:
    rollup = sjuharad()
    rows = list(csv.DictReader(StringIO(delimited.render(rollup), newline="")))
    assert len(rows) == len(rollup.rows) * len(rollup.members)
    assert sum(row["picked"] == "true" for row in rows) == rollup.total.picked
    assert sum(row["overdue"] == "true" for row in rows) == rollup.total.overdue
    assert sum(row["reporting"] == "not_reported" for row in rows) == rollup.total.not_reported
    assert all(row["overdue"] == "" for row in rows if row["reporting"] != "reported")


def test_both_profiles_have_the_same_columns() -> None:
    rollup = sjuharad()
    machine = next(csv.reader(StringIO(delimited.render(rollup), newline="")))
    excel = next(csv.reader(StringIO(delimited.render(rollup, profile="excel"), newline=""), delimiter=";"))
    assert tuple(machine) == delimited.KEYS
    assert len(excel) == len(machine) == len(set(excel))
