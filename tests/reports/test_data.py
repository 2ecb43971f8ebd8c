import json
import re

from actionplan.reports import data
from tests.factories import make_bodies, make_entry, make_report, make_rollup, sjuharad


def test_the_figures_are_those_of_the_rollup() -> None:
    rollup = sjuharad()
    told = json.loads(data.render(rollup))
    assert told["schema"] == 1
    assert told["headline"]["under_way"] == {"part": rollup.headline.under_way.part, "whole": 12, "of": "catalogue"}
    assert [one["proposal"] for one in told["overlap"]["joint"]] == [one.proposal for one in rollup.overlap.joint]
    assert sum(one["counts"]["picked"] for one in told["proposals"]) == told["total"]["picked"] == rollup.total.picked
    assert len(told["attention"]["overdue"]) == told["headline"]["overdue"]["part"]
    assert told["attention"]["unreadable"][0]["problem"]["code"] == "not_utf8"
    assert told["partial"]
    assert told["example"]


def test_the_matrix_leaves_out_those_that_have_not_reported() -> None:
    told = json.loads(data.render(sjuharad()))
    assert set(told["proposals"][0]["cells"]) == {"1443", "1490", "1466", "1463", "1465", "1491"}
    assert told["proposals"][2]["own"]["status"] == "started"


def test_nothing_that_a_terminal_acts_on_goes_through_as_it_is() -> None:
    owner = "a\x1b\x9b\u202e\u2028"
    text = data.render(make_rollup(make_bodies(1), make_report("1000", make_entry("01", owner=owner))))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e]", text)
    assert json.loads(text)["proposals"][0]["cells"]["1000"]["owner"] == owner
