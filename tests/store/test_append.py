"""A new table at the end of a file of settings: everything before it stays byte for byte."""

import datetime as dt
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan.core.changes import Change, Value
from actionplan.store.write import CannotEdit, Lines, append, edit
from tests.strategies import texts

DAY = dt.date(2017, 3, 1)
SETTINGS = """\
# Våra inställningar
language = "sv"   # svenska
[thresholds]
k = 3
# Så här brukar vi göra:
stale_days=180

[round.host-2016] # den första
date = 2016-09-16
"""


@given(texts, st.lists(texts, max_size=3))
def test_what_was_there_stays_and_what_is_new_reads_back(title: str, decisions: list[str]) -> None:
    values: dict[str, Value] = {"date": DAY, "title": title, "decisions": Lines(decisions)}
    edited = append(SETTINGS, ("round", "var-2017"), values)
    assert edited.startswith(SETTINGS)
    assert tomllib.loads(edited)["round"]["var-2017"] == {"date": DAY, "title": title, "decisions": decisions}


@pytest.mark.parametrize("text", ["", 'language = "sv"', "# bara en kommentar\n", "[report]\ntitle = 'x'\n\n\n# slut"])
def test_files_that_end_as_they_may(text: str) -> None:
    edited = append(text, ("round", "a"), {"date": DAY})
    assert edited.startswith(text)
    assert edited.endswith("[round.a]\ndate = 2017-03-01\n")


def test_one_decision_on_each_line() -> None:
    edited = append("", ("round", "a"), {"decisions": Lines(("Ett", "Två"))})
    assert edited == '[round.a]\ndecisions = [\n    "Ett",\n    "Två",\n]\n'


def test_more_of_a_round_comes_in_its_order_and_touches_nothing_else() -> None:
    place = ("round", "host-2016")
    changes = (Change((*place, "decisions"), None, Lines(("Ett",))), Change((*place, "title"), None, "Hösten"))
    edited = edit(SETTINGS, changes)
    assert edited == SETTINGS + 'title = "Hösten"\ndecisions = [\n    "Ett",\n]\n'


def test_a_file_that_resists_is_left() -> None:
    with pytest.raises(CannotEdit):
        append("round = {a = {date = 2017-01-01}}\n", ("round", "b"), {"date": DAY})
