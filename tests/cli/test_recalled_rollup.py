"""A roll-up over many plans is recalled, and always the one that was asked for."""

import os
import time
from pathlib import Path

import pytest

from actionplan.workspace.recalling import WORTH_REMEMBERING
from tests.cli.running import Run

LONG_AGO = time.time() - 3600


@pytest.fixture
def many(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with many plans, a few of them filled in, nothing changed lately."""
    assert run("init", "vastra-gotaland").code == 0
    for slug in ("boras", "mark", "ale"):
        assert run("pick", slug, "09", "--owner", "IFO-chef", "--due", "2016-10-31").code == 0
    assert len(list((tmp_path / "plans").iterdir())) > WORTH_REMEMBERING
    for path in tmp_path.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    # The package may have been installed a moment ago.
    monkeypatch.setattr("actionplan.store.memory.UNSETTLED", -(10**18))
    return tmp_path


QUESTIONS: list[tuple[list[str], dict[str, str]]] = [
    ([], {}),
    (["--lang", "en"], {}),
    (["--names", "no"], {}),
    (["--area", "B"], {}),
    (["--k", "2"], {}),
    (["--as-of", "2016-01-01"], {}),
    (["--format", "md"], {}),
    (["--only", "joint"], {}),
    ([], {"COLUMNS": "80"}),
    ([], {"ACTIONPLAN_TODAY": "2017-11-21"}),
]


@pytest.mark.usefixtures("many")
def test_each_question_gets_its_own_answer_again_and_again(run: Run) -> None:
    anew = [run("rollup", *words, "--no-cache", **environment) for words, environment in QUESTIONS]
    assert len({ran.raw for ran in anew}) == len(QUESTIONS)
    for _ in range(2):
        for expected, (words, environment) in zip(anew, QUESTIONS, strict=True):
            assert run("rollup", *words, **environment) == expected


def test_a_file_is_not_taken_for_what_was_printed(many: Path, run: Run) -> None:
    printed = run("rollup", COLUMNS="57")
    for _ in range(2):
        assert run("rollup", "-o", "r.txt", "--yes", COLUMNS="57").code == 0
        assert (many / "r.txt").read_bytes() == run("rollup", "--no-cache", COLUMNS="").raw != printed.raw
        assert run("rollup", COLUMNS="57") == printed


def test_the_second_time_no_plan_is_read(many: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    first = run("rollup")
    assert first.code == 0

    def refuse(*_: object) -> None:
        raise AssertionError(many)

    monkeypatch.setattr("actionplan.store.cache.parse_plan", refuse)
    monkeypatch.setattr("actionplan.store.cache.read_bytes", refuse)
    assert run("rollup") == first


def test_an_edit_shows_at_once(many: Path, run: Run) -> None:
    before = run("rollup").out
    assert run("set", "boras", "09", "--status", "done").code == 0
    os.utime(many / "plans" / "boras.toml", (LONG_AGO + 1, LONG_AGO + 1))
    after = run("rollup").out
    assert after != before
    assert after == run("rollup", "--no-cache").out
