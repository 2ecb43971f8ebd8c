"""report, and the written formats of show, diff, log and trend, from the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.running import Run

PLAN = "plans/boras.toml"


@pytest.fixture
def filled(sjuharad: Path, run: Run) -> Path:
    """Borås with two picked proposals, one of them late."""
    for words in (
        ("set", "boras", "09", "--status", "started", "--owner", "Familjehemssamordnare", "--due", "2016-10-31"),
        ("follow", "boras", "09", "Två grupper igång"),
        ("set", "boras", "20", "--status", "done"),
        ("set", "boras", "--decided", "2016-05-24", "--record", "SN 2016/123", "--contact", "IFO-chef"),
    ):
        ran = run(*words)
        assert ran.code == 0, ran.err
    return sjuharad


def test_a_plan_is_told_for_its_committee(filled: Path, run: Run) -> None:
    ran = run("--lang", "en", "report", "boras")
    assert ran.code == 0, ran.err
    assert not ran.err
    assert "has picked 2 of 44 proposals. 2 of 2 picked proposals are carried out or under way." in ran.out
    assert "SN 2016/123" in ran.out
    assert "Due: 2016-10-31, overdue by 21 days" in ran.out
    assert "Latest follow-up: 2016-11-21, started: Två grupper igång" in ran.out
    assert filled.is_dir()


@pytest.mark.usefixtures("filled")
def test_names_are_left_out_in_every_format(run: Run) -> None:
    for words in (("--format", "text"), ("--format", "md"), ("--json",), ("--short",)):
        told = run("--lang", "en", "report", "boras", "--names", "no", *words)
        assert told.code == 0, told.err
        assert "Familjehemssamordnare" not in told.out
        assert "IFO-chef" not in told.out


@pytest.mark.usefixtures("filled")
def test_json_has_the_figures_and_the_plan(run: Run) -> None:
    told = json.loads(run("report", "boras", "--json").out)
    assert (told["kind"], told["body"]["id"], told["partial"]) == ("plan", "1490", False)
    assert (told["counts"]["picked"], told["counts"]["proposals"], told["counts"]["overdue"]) == (2, 44, 1)
    assert told["overdue"] == [{"proposal": "09", "due": "2016-10-31", "days": 21}]
    shown = json.loads(run("show", "boras", "--json").out)
    assert told["plan"] == shown["plans"][0]
    assert json.loads(run("report", "boras", "-f", "json").out) == told


@pytest.mark.usefixtures("filled")
def test_the_file_s_ending_says_the_format_and_nothing_is_replaced_unasked(run: Run, tmp_path: Path) -> None:
    ran = run("--lang", "en", "report", "boras", "-o", "boras.md")
    assert (ran.code, ran.out) == (0, "")
    first = (tmp_path / "boras.md").read_text("utf-8")
    assert first.startswith("# Plan: Borås\n")
    again = run("--lang", "en", "report", "boras", "--short", "-o", "boras.md")
    assert again.code == 1
    assert (tmp_path / "boras.md").read_text("utf-8") == first
    assert run("--lang", "en", "report", "boras", "--short", "-o", "boras.md", "--yes").code == 0
    assert len((tmp_path / "boras.md").read_text("utf-8")) < len(first)


@pytest.mark.usefixtures("filled")
def test_a_lost_value_is_named_and_the_report_is_partial(run: Run, tmp_path: Path) -> None:
    path = tmp_path / PLAN
    path.write_text(path.read_text("utf-8").replace("due = 2016-10-31", 'due = "snart"'), "utf-8")
    ran = run("--lang", "en", "report", "boras", "--short")
    assert ran.code == 5
    assert "Not told: plans/boras.toml:" in " ".join(ran.out.split())
    assert "proposal.09.due" in ran.err
    assert "actionplan check" in ran.err
    assert json.loads(run("report", "boras", "--json").out)["partial"] is True


@pytest.mark.usefixtures("filled")
def test_a_plan_that_cannot_be_read_is_an_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / PLAN).write_text("[[", "utf-8")
    ran = run("--lang", "en", "report", "boras", "-o", "out.md")
    assert ran.code == 1
    assert "plans/boras.toml" in ran.err
    assert not (tmp_path / "out.md").exists()


def test_a_plan_of_another_catalogue_is_told_with_a_warning(filled: Path, run: Run) -> None:
    path = filled / PLAN
    path.write_text(path.read_text("utf-8").replace('version = "working-1"', 'version = "okänd-9"'), "utf-8")
    ran = run("--lang", "en", "report", "boras")
    assert ran.code == 5
    assert "okänd-9, which is not here" in " ".join(ran.err.split())


@pytest.mark.usefixtures("filled")
def test_whose_plan_is_said_or_asked(run: Run) -> None:
    assert run("--lang", "en", "report", "boras", ACTIONPLAN_BODY="1490").code == 0
    nobody = run("--lang", "en", "report")
    assert nobody.code == 2
    assert "boras" in nobody.err
    unknown = run("--lang", "en", "report", "boraz")
    assert unknown.code == 2
    numbered = run("--lang", "en", "report", "boras", "09")
    assert (numbered.code, numbered.out) == (2, "")
    assert "without numbers" in numbered.err


@pytest.mark.usefixtures("filled")
def test_a_region_is_told_by_its_own_plan_or_sent_to_the_roll_up(run: Run, tmp_path: Path) -> None:
    own = run("--lang", "en", "report", "sjuharad")
    assert own.code == 0
    assert "What its members have picked stands in the roll-up." in " ".join(own.out.split())
    (tmp_path / "plans/sjuharad.toml").unlink()
    none = run("--lang", "en", "report", "sjuharad")
    assert none.code == 1
    assert "actionplan rollup sjuharad" in none.err


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("words", [("report", "boras"), ("show", "boras"), ("trend", "boras")])
def test_a_template_is_for_word_alone(run: Run, words: tuple[str, ...]) -> None:
    ran = run("--lang", "en", *words, "-f", "md", "--template", "mall.docx")
    assert ran.code == 2
    assert "--template" in ran.err


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("words", "title"),
    [
        (("show", "boras"), "# Borås"),
        (("show", "boras", "09", "20"), "# Plans"),
        (("show", "09"), "# 09"),
        (("trend", "boras"), "# How far the work had come: Borås"),
        (("report", "boras"), "# Plan: Borås"),
    ],
)
def test_what_is_shown_can_be_written(run: Run, tmp_path: Path, words: tuple[str, ...], title: str) -> None:
    shown = run("--lang", "en", *words, "--format", "md")
    assert shown.code == 0, shown.err
    assert shown.out.startswith(title)
    written = run("--lang", "en", *words, "-o", "out.md")
    assert (written.code, written.out) == (0, "")
    assert (tmp_path / "out.md").read_text("utf-8") == shown.out
    assert "Written to out.md." in written.err


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("words", [("show", "boras"), ("trend", "boras"), ("show", "09")])
def test_named_as_text_or_json_it_is_as_before(run: Run, words: tuple[str, ...]) -> None:
    assert run(*words, "-f", "text").out == run(*words).out
    assert run(*words, "-f", "json").out == run(*words, "--json").out


@pytest.mark.usefixtures("filled")
def test_figures_can_be_written_to_a_file(run: Run, tmp_path: Path) -> None:
    assert run("trend", "boras", "-o", "kurva.csv").code == 0
    assert (tmp_path / "kurva.csv").read_bytes() == run("trend", "boras", "--csv").raw
    assert run("trend", "boras", "-o", "kurva.json").code == 0
    assert json.loads((tmp_path / "kurva.json").read_text("utf-8")) == json.loads(run("trend", "boras", "--json").out)
    assert run("show", "boras", "-o", "plan.xlsx").code == 2


@pytest.mark.usefixtures("filled")
def test_a_written_curve_says_what_each_day_rests_on(run: Run) -> None:
    told = run("--lang", "en", "trend", "sjuharad", "--since", "2016-01-01", "-f", "md").out
    rows = [line for line in told.partition("What the days rest on")[2].splitlines() if " of 8 | " in line]
    assert rows
    assert not any(mark in told for mark in "▁▂▃▄▅▆▇█")
