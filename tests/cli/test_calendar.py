"""The commands calendar and remind, over the example workspace."""

import json
import shutil
from pathlib import Path

import icalendar
import pytest

from tests import goldens
from tests.cli.running import Run

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """The example workspace with a round held and one to come."""
    for name in ("plans", "proposals"):
        shutil.copytree(ROOT / name, tmp_path / name)
    settings = (ROOT / "actionplan.toml").read_text("utf-8")
    rounds = """
[round.host-2016]
date = 2016-12-02

[round.var-2017]
date = 2017-05-19
title = "Våren 2017; nämnd, chefer"
"""
    (tmp_path / "actionplan.toml").write_text(settings + rounds, encoding="utf-8")
    return tmp_path


def test_a_calendar_of_the_region(run: Run, region: Path) -> None:
    assert run("calendar", "-o", "plan.ics").code == 0
    content = (region / "plan.ics").read_bytes()
    found = icalendar.Calendar.from_ical(content)
    assert len(found.walk("VEVENT")) == 101
    assert str(region).encode() not in content
    assert run("calendar").raw == content
    assert run("calendar", "-o", "plan.ics").code == 1
    assert run("calendar", "-o", "plan.ics", "--yes").code == 0
    assert (region / "plan.ics").read_bytes() == content


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_calendar_of_a_municipality(run: Run, region: Path, language: str) -> None:
    assert region.is_dir()
    ran = run("calendar", "tranemo", ACTIONPLAN_LANG=language)
    assert ran.code == 0
    goldens.check(f"cli/calendar.{language}.ics", ran.out)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_reminders_of_the_region(run: Run, region: Path, language: str) -> None:
    assert region.is_dir()
    ran = run("remind", ACTIONPLAN_LANG=language)
    assert ran.code == 0
    goldens.check(f"cli/remind.{language}.txt", ran.out)


def test_reminders_for_functions_as_markdown(run: Run, region: Path) -> None:
    assert run("remind", "--by", "owner", "-o", "mejl.md").code == 0
    goldens.check("cli/remind.sv.md", (region / "mejl.md").read_text("utf-8"))


def test_days_can_be_chosen(run: Run, region: Path) -> None:
    assert region.is_dir()

    def days(*words: str) -> list[dict[str, str]]:
        found: list[dict[str, str]] = json.loads(run("calendar", *words, "--json").out)["days"]
        return found

    assert {one["kind"] for one in days()} == {"due", "activity", "round"}
    assert len(days("--area", "A")) < len(days())
    assert {one["owner"] for one in days("boras", "--owner", "system")} == {"Systemförvaltare", None}
    assert {one["owner"] for one in days("--names", "no")} == {None}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("calendar", "--remind", "-1"), 2),
        (("calendar", "--remind", "ofta"), 2),
        (("calendar", "--remind", "367"), 2),
        (("calendar", "--remind", "0"), 0),
        (("calendar", "--remind", "nej"), 0),
        (("calendar", "ingenstans"), 2),
        (("calendar", "--area", "Q"), 2),
        (("calendar", "-o", "plans/boras.toml"), 2),
        (("calendar", "-o", "plan.docx"), 2),
        (("calendar", "-o", "finns/inte/plan.ics"), 1),
        (("remind", "--by", "person"), 2),
        (("remind", "--format", "pdf"), 2),
        (("remind", "-o", "mejl.docx"), 2),
    ],
)
def test_wrong_words_are_refused(run: Run, region: Path, words: tuple[str, ...], code: int) -> None:
    assert region.is_dir()
    ran = run(*words)
    assert ran.code == code, ran.err
    assert "Traceback" not in ran.err


def test_nothing_to_tell_is_said(run: Run, region: Path) -> None:
    for path in (region / "plans").glob("*.toml"):
        path.unlink()
    (region / "actionplan.toml").write_text('format = 1\nregion = "sjuharad"\n', encoding="utf-8")
    ran = run("calendar")
    assert ran.code == 0
    assert ran.err
    found = icalendar.Calendar.from_ical(ran.raw)
    assert not found.walk("VEVENT")
    assert found.subcomponents
    # What is published each night is emptied when the last is done, and the night's run goes on.
    assert run("calendar", "-o", "plan.ics").code == 0
    assert (region / "plan.ics").read_bytes() == ran.raw
    assert json.loads(run("calendar", "--json").out)["days"] == []
    assert len(json.loads(run("remind", "--json").out)["mails"]) == 8


def test_a_municipality_and_its_region_have_the_same_event_for_the_same_day(run: Run, region: Path) -> None:
    assert region.is_dir()

    def events(*words: str) -> dict[str, bytes]:
        found = icalendar.Calendar.from_ical(run("calendar", *words).raw).walk("VEVENT")
        return {str(one["UID"]): one.to_ical() for one in found}

    whole = events("sjuharad")
    rounds = {f"example.round.sjuharad.{key}@actionplan" for key in ("host-2016", "var-2017")}
    for body in ("tranemo", "boras", "mark"):
        part = events(body)
        assert part.items() <= whole.items()
        assert rounds < part.keys()


@pytest.mark.parametrize(
    ("settings", "holder"),
    [
        ('region = "Sjuhärads kommunalförbund"', "sjuharad"),
        ('body = "1490"', "boras"),
        ('region = "sjuharad"\nbody = "1490"', "sjuharad"),
        ('region = "ingenstans"', "tranemo"),
        ("", "tranemo"),
    ],
)
def test_the_settings_tell_who_holds_the_rounds(run: Run, region: Path, settings: str, holder: str) -> None:
    (region / "actionplan.toml").write_text(f"{settings}\n[round.a]\ndate = 2016-12-02\n", "utf-8")
    days = json.loads(run("calendar", "tranemo", "--json", ACTIONPLAN_BODY="mark").out)["days"]
    assert [one["id"] for one in days if one["kind"] == "round"] == [f"round.{holder}.a"]


def test_the_ending_says_the_format(run: Run, region: Path) -> None:
    assert run("calendar", "-o", "plan.json").code == 0
    assert json.loads((region / "plan.json").read_text("utf-8"))["days"]
    assert run("calendar", "-o", "plan").code == 0
    assert (region / "plan").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_a_file_that_cannot_be_read_is_told(run: Run, region: Path) -> None:
    (region / "plans" / "boras.toml").write_bytes(b"\xff")
    assert run("calendar").code == 5
    ran = run("remind")
    assert ran.code == 5
    assert "plans/boras.toml" in ran.out
    assert "plans/boras.toml" in ran.err
