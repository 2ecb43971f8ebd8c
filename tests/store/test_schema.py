"""The rules of a plan file: the fast way and the slow one agree, and each fault is told and costs nothing else."""

import datetime as dt
import tomllib
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actionplan.core.changes import as_document, is_same
from actionplan.core.plan import Activity, Entry, FollowUp, Head, Plan
from actionplan.core.problems import Path, Problem, Severity
from actionplan.core.status import Status
from actionplan.store.examine import examine
from actionplan.store.schema import convert, read_plan_document
from tests.strategies import plans

COMMON = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

values = st.recursive(
    st.sampled_from(
        (
            True,
            0,
            2,
            -1,
            99,
            1.5,
            "",
            "x",
            "done",
            "2016-09-16",
            "2016-13-45",
            dt.date(2016, 9, 16),
            dt.datetime(2016, 9, 16, 12, 0),  # noqa: DTZ001 - as TOML has it
            dt.time(12, 0),
        )
    ),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(("x", "status", "what")), inner),
    max_leaves=4,
)
names = st.sampled_from(("x", "stauts", "status", "owner", "08", "2016-9-1", "2016-09-16", "", "å", "a b"))


def listed(document: Any) -> Any:
    """The document as a parser gives it."""
    if isinstance(document, dict):
        return {key: listed(value) for key, value in document.items()}
    return list(document) if isinstance(document, tuple) else document


def tables_of(document: dict[str, Any]) -> list[dict[str, Any]]:
    found = [document]
    for value in document.values():
        if isinstance(value, dict):
            found += tables_of(value)
    return found


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """A plan as a parser gives it, with up to three places spoilt."""
    document: dict[str, Any] = listed(as_document(draw(plans())))
    for _ in range(draw(st.integers(0, 3))):
        table = draw(st.sampled_from(tables_of(document)))
        if table and draw(st.booleans()):
            key = draw(st.sampled_from(sorted(table)))
            if draw(st.booleans()):
                del table[key]
                continue
        else:
            key = draw(names)
        table[key] = draw(values)
    return document


@given(documents())
@COMMON
def test_the_fast_way_accepts_what_the_slow_way_has_nothing_against(document: dict[str, Any]) -> None:
    cleaned, problems = examine(document, Plan)
    try:
        plan = convert(document, Plan)
    except msgspec.ValidationError:
        assert problems
    else:
        assert problems == ()
        assert is_same(as_document(convert(cleaned, Plan)), as_document(plan))


@given(documents())
@COMMON
def test_a_document_gives_a_plan_or_the_faults_of_what_every_plan_must_have(document: dict[str, Any]) -> None:
    plan, problems = read_plan_document(document)
    head = {("format",), ("catalogue",), ("catalogue_version",), ("plan",), ("plan", "body")}
    assert (plan is None) == bool(head & {problem.path for problem in problems})


def test_the_spoilt_documents_are_of_both_kinds() -> None:
    from hypothesis import Phase, find

    # Any will do: the smallest takes minutes to find.
    first = settings(phases=(Phase.generate,))
    assert examine(find(documents(), lambda document: examine(document, Plan)[1] != (), settings=first), Plan)[1]
    assert not examine(find(documents(), lambda document: not examine(document, Plan)[1], settings=first), Plan)[1]


WHOLE = """
format = 1
catalogue = "skl-44"
catalogue_version = "working-1"
[plan]
body = "1490"
[proposal.08]
status = "started"
owner = "Enhetschef"
partners = ["Region"]
[proposal.08.activity.k7f2]
what = "Utbilda"
[proposal.08.followup.2016-09-16]
comment = "Första gruppen"
[proposal.09]
status = "done"
"""


def whole() -> dict[str, Any]:
    return tomllib.loads(WHOLE)


def with_value(document: dict[str, Any], path: Path, value: Any) -> dict[str, Any]:
    node = document
    for key in path[:-1]:
        node = node.setdefault(key, {})
    node[path[-1]] = value
    return document


@pytest.mark.parametrize(
    ("path", "value", "code", "at", "facts"),
    [
        ("proposal.08.stauts", "done", "unknown_key", "", {"name": "stauts", "suggestion": "status"}),
        ("proposals", {}, "unknown_key", "", {"name": "proposals", "suggestion": "proposal"}),
        ("proposal.08.folowup", {}, "unknown_key", "", {"suggestion": "followup"}),
        ("proposal.08.due", "2016-13-45", "bad_date", "", {"value": "2016-13-45"}),
        ("proposal.08.due", dt.datetime(2016, 9, 1, 0, 0), "bad_date", "", {}),  # noqa: DTZ001
        ("proposal.08.due", 20160901, "bad_date", "", {"value": "20160901"}),
        ("proposal.08.status", "dne", "bad_choice", "", {"value": "dne", "suggestion": "done"}),
        ("proposal.08.status", "klar", "bad_choice", "", {"suggestion": ""}),
        ("proposal.08.status", 3, "bad_choice", "", {"value": "3"}),
        ("proposal.08.level", "lokal", "bad_choice", "", {"value": "lokal", "suggestion": "local"}),
        ("proposal.08.priority", 4, "out_of_range", "", {"value": "4", "least": "1", "most": "3"}),
        ("proposal.08.priority", 0, "out_of_range", "", {}),
        ("proposal.08.priority", 1.5, "wrong_type", "", {"value": "1.5", "expected": "whole_number"}),
        ("proposal.08.priority", "1", "wrong_type", "", {"expected": "whole_number"}),
        ("proposal.08.grant.g", {"name": "x", "amount": -1}, "out_of_range", "amount", {"least": "0", "most": ""}),
        ("proposal.08.indicator.n", {"name": "x", "target": 10**400}, "out_of_range", "target", {}),
        ("orphan.n", {"proposal": "07"}, "missing_key", "catalogue_version", {}),
        ("proposal.08.goal", "", "empty_text", "", {}),
        ("proposal.08.partners", ["", "Region"], "empty_text", "0", {}),
        ("plan.focus", ["08", "!"], "bad_text", "1", {"value": "!"}),
        ("proposal.08.partners", "Region", "wrong_type", "", {"value": "Region", "expected": "list"}),
        ("proposal.08.goal", 1, "wrong_type", "", {"value": "1", "expected": "text"}),
        ("proposal.08.goal", True, "wrong_type", "", {"value": "true", "expected": "text"}),
        ("proposal.08.goal", ["x"], "wrong_type", "", {"value": "[…]", "expected": "text"}),
        ("proposal.08.goal", {"x": 1}, "wrong_type", "", {"value": "{…}", "expected": "text"}),
        ("plan.example", "ja", "wrong_type", "", {"expected": "truth"}),
        ("plan.example", 1, "wrong_type", "", {"expected": "truth"}),
        ("proposal.10", "started", "wrong_type", "", {"value": "started", "expected": "table"}),
        ("proposal.10", [{"status": "done"}], "wrong_type", "", {"value": "[…]", "expected": "table"}),
        ("measure", [{"title": "x"}], "wrong_type", "", {"expected": "table"}),
        ("proposal.08.baseline", "vi vet inte", "wrong_type", "", {"expected": "table"}),
        ("proposal.08.followup.2016-9-1", {}, "bad_key", "", {"key": "2016-9-1", "table": "followup"}),
        ("proposal.08.followup.x", {}, "bad_key", "", {"key": "x", "table": "followup"}),
        ("proposal.08 b", {}, "bad_key", "", {"key": "08 b", "table": "proposal"}),
        ("proposal.08.activity.n", {}, "missing_key", "what", {}),
        ("proposal.08.activity.n", {"owner": "x"}, "missing_key", "what", {}),
        ("proposal.08.activity.n", {"what": 5}, "wrong_type", "what", {}),
        ("measure.n", {"title": ""}, "empty_text", "title", {}),
        ("proposal.08.indicator.n", {"name": "x", "outcome": {"2016": "3"}}, "wrong_type", "outcome.2016", {}),
        ("orphan.n", {"proposal": 7, "catalogue_version": "1"}, "wrong_type", "proposal", {"expected": "text"}),
    ],
)
def test_a_fault_is_told_by_kind_and_place_and_leaves_everything_else(
    path: str, value: Any, code: str, at: str, facts: dict[str, str]
) -> None:
    keys = tuple(path.split("."))
    plan, problems = read_plan_document(with_value(whole(), keys, value))
    assert [(problem.code, problem.severity) for problem in problems] == [(code, Severity.ERROR)]
    assert problems[0].path == (*keys, *at.split(".")) if at else problems[0].path == keys
    assert facts.items() <= problems[0].facts.items()
    assert plan
    kept = {key: value for key, value in plan.entries.items() if key in {"08", "09"}}
    if keys[:2] == ("proposal", "08"):
        said = kept.pop("08")
        assert said.activities == {"k7f2": Activity(what="Utbilda")}
        assert said.followups == {"2016-09-16": FollowUp(comment="Första gruppen")}
        assert said.owner == "Enhetschef"
    else:
        assert kept.pop("08") == convert(whole(), Plan).entries["08"]
    assert kept == {"09": Entry(status=Status.DONE)}
    assert plan.head.body == "1490"


def test_what_is_sound_of_a_list_and_of_an_indicator_is_kept() -> None:
    document = with_value(whole(), ("proposal", "08", "partners"), ["", "Region", 3])
    document = with_value(document, ("proposal", "08", "indicator", "n"), {"name": "x", "outcome": {"1": 1, "2": "b"}})
    plan, problems = read_plan_document(document)
    assert plan
    assert plan.entry("08").partners == ("Region",)
    assert plan.entry("08").indicators["n"].outcome == {"1": 1.0}
    assert [problem.code for problem in problems] == ["empty_text", "wrong_type", "wrong_type"]


def test_a_date_between_quotation_marks_is_kept_with_a_warning() -> None:
    plan, problems = read_plan_document(with_value(whole(), ("proposal", "08", "due"), "2016-09-30"))
    assert plan
    assert plan.entry("08").due == dt.date(2016, 9, 30)
    path = ("proposal", "08", "due")
    assert problems == (Problem("quoted_date", Severity.WARNING, path=path, facts={"value": "2016-09-30"}),)


def test_an_unknown_key_that_is_like_none_is_a_warning() -> None:
    plan, problems = read_plan_document(with_value(whole(), ("proposal", "08", "x_eget"), 1))
    assert plan == convert(whole(), Plan)
    facts = {"name": "x_eget", "suggestion": ""}
    assert problems == (Problem("unknown_key", Severity.WARNING, path=("proposal", "08", "x_eget"), facts=facts),)


@pytest.mark.parametrize("key", ["format", "catalogue", "catalogue_version", "plan", "plan.body"])
def test_without_what_every_plan_must_have_there_is_no_plan(key: str) -> None:
    document = whole()
    *parents, last = key.split(".")
    del (document[parents[0]] if parents else document)[last]
    assert read_plan_document(document) == (None, (Problem("missing_key", path=(*parents, last)),))


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("plan", "1490", "wrong_type"),
        ("plan", [{"body": "1490"}], "wrong_type"),
        ("plan.body", 1490, "wrong_type"),
        ("plan.body", "", "empty_text"),
        ("format", 0, "out_of_range"),
        ("format", "1", "wrong_type"),
        ("format", True, "wrong_type"),
        ("catalogue", 44, "wrong_type"),
    ],
)
def test_with_a_fault_in_what_every_plan_must_have_there_is_no_plan(path: str, value: Any, code: str) -> None:
    plan, problems = read_plan_document(with_value(whole(), tuple(path.split(".")), value))
    assert plan is None
    assert [(problem.code, problem.path) for problem in problems] == [(code, tuple(path.split(".")))]


@pytest.mark.parametrize("more", [{}, {"new_in_2": {"x": 1}}])
def test_a_plan_of_a_newer_format_is_told_as_that_and_nothing_more(more: dict[str, Any]) -> None:
    plan, problems = read_plan_document({**whole(), "format": 2, **more})
    assert plan is None
    assert problems == (Problem("newer_format", path=("format",), facts={"found": "2", "known": "1"}),)


def test_every_fault_is_told_and_not_the_first_only() -> None:
    document = with_value(whole(), ("proposal", "08", "status"), "klar")
    document = with_value(document, ("proposal", "09", "due"), "snart")
    document = with_value(document, ("plan", "bodyy"), "x")
    _, problems = read_plan_document(document)
    assert sorted(problem.code for problem in problems) == ["bad_choice", "bad_date", "unknown_key"]


SAMPLES: dict[str, Any] = {
    "text": "x",
    "truth": True,
    "whole_number": 2,
    "number": 2.5,
    "date": dt.date(2016, 9, 1),
    "list": ["x"],
    "table": {"2016": 1},
    "time": dt.time(12, 0),
}
FIELDS = {
    "text": ("goal",),
    "truth": None,
    "whole_number": ("priority",),
    "number": ("indicator", "n", "target"),
    "date": ("due",),
    "list": ("evidence",),
    "table": ("indicator", "n", "outcome"),
}


@pytest.mark.parametrize("given", list(SAMPLES))
@pytest.mark.parametrize("wanted", list(FIELDS))
def test_a_value_of_one_type_in_the_place_of_another_is_told(wanted: str, given: str) -> None:
    document = with_value(whole(), ("proposal", "08", "indicator", "n", "name"), "x")
    field = FIELDS[wanted]
    path: Path = ("proposal", "08", *field) if field else ("plan", "example")
    plan, problems = read_plan_document(with_value(document, path, SAMPLES[given]))
    assert plan
    if given == wanted or (wanted, given) == ("number", "whole_number"):
        assert problems == ()
    else:
        [problem] = problems
        assert (problem.path, problem.facts["expected"]) == (path, wanted)
        assert problem.code == ("bad_date" if wanted == "date" else "wrong_type")
        assert plan.head == Head(body="1490")
        assert plan.entry("09").status is Status.DONE
