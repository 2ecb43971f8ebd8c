"""Whole outputs of one region, as its readers see them."""

from collections.abc import Iterator

import pytest

from actionplan.i18n import Language, current_language, set_language
from actionplan.reports import data, delimited, markdown, rollup_words, terminal
from actionplan.reports.rendering import Told, render
from actionplan.reports.rollup_report import report
from tests.factories import sjuharad
from tests.goldens import check

pytestmark = pytest.mark.usefixtures("_settled")


@pytest.fixture
def _settled(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.setattr(rollup_words, "problem_text", lambda problem: f"<{problem.code}>")
    before = current_language()
    yield
    set_language(before)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("width", [80, 120])
def test_terminal(language: Language, width: int) -> None:
    set_language(language)
    text = terminal.render(sjuharad(), width=width)
    assert max(map(len, text.splitlines())) <= width
    check(f"rollup/terminal-{width}.{language}.txt", text)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_markdown(language: Language) -> None:
    set_language(language)
    check(f"rollup/rollup.{language}.md", markdown.render(report(sjuharad())))


def test_csv_for_excel() -> None:
    set_language("sv")
    check("rollup/excel.sv.csv", delimited.render(sjuharad(), profile="excel"))


def test_csv_for_programs() -> None:
    set_language("en")
    check("rollup/machine.en.csv", delimited.render(sjuharad(), profile="machine"))


def test_json_is_the_same_in_every_language() -> None:
    set_language("sv")
    swedish = data.render(sjuharad())
    set_language("en")
    assert data.render(sjuharad()) == swedish
    check("rollup/rollup.json", swedish)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_short(language: Language) -> None:
    set_language(language)
    check(f"rollup/short.{language}.txt", str(render(Told(sjuharad(), short=True), "text")))
