import datetime as dt
import zoneinfo
from collections.abc import Mapping
from typing import Any

import icalendar
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from actionplan.core.body import Body
from actionplan.core.material import Material
from actionplan.core.occasions import Choice, Occasion, What, find_occasions
from actionplan.core.plan import Activity, Entry, Head, Measure, Plan
from actionplan.core.rollup import roll_up
from actionplan.core.rounds import Round
from actionplan.core.status import Status
from actionplan.reports.calendar.file import render
from actionplan.reports.calendar.icalendar import Component, Property, text, texts, write
from actionplan.reports.calendar.words import Context
from actionplan.reports.plain import visible
from tests.factories import AS_OF
from tests.reports.tables.materials import ASSOCIATE, CATALOGUE, GROUP, MEMBERS, SUBGROUP, material, materials

A, B = MEMBERS[0].id, MEMBERS[1].id
DUE = dt.date(2017, 3, 31)


def make_plan(body: str, measures: Mapping[str, Measure] | None = None, **entries: Entry) -> Plan:
    return Plan(
        format=1,
        catalogue="skl-44",
        catalogue_version="working-1",
        head=Head(body=body),
        entries={name.lstrip("n"): entry for name, entry in entries.items()},
        measures=measures or {},
    )


def calendar(given_in: Material, choice: Choice | None = None, remind: int | None = 30, *, names: bool = True) -> bytes:
    context = Context(given_in.rollup, names, given_in.holder)
    return render(find_occasions(given_in, choice or Choice()), context, remind)


def events(content: bytes) -> list[Any]:
    return [*icalendar.Calendar.from_ical(content).walk("VEVENT")]


SAMPLE = material(
    {
        "plans/a.toml": make_plan(
            A,
            {"m": Measure(title="Eget arbete", status=Status.STARTED, due=DUE)},
            n01=Entry(
                status=Status.STARTED,
                owner="IFO-chef; barn, unga",
                due=DUE,
                goal="Färre\nbyten",
                activities={
                    "k1": Activity(what="Möte", due=dt.date(2016, 12, 1)),
                    "k2": Activity(what="Klart", due=dt.date(2016, 12, 1), status=Status.DONE),
                },
            ),
            n02=Entry(status=Status.DONE, due=DUE, activities={"k3": Activity(what="Efteråt", due=DUE)}),
            n03=Entry(status=Status.DECLINED, reason="Nej", due=DUE),
            n04=Entry(priority=1, due=dt.date(2016, 10, 1)),
            n05=Entry(status=Status.STARTED),
        ),
        "plans/sjuharad.toml": make_plan(GROUP.id, n06=Entry(status=Status.STARTED, due=DUE)),
        "plans/varberg.toml": make_plan(ASSOCIATE.id, n06=Entry(status=Status.STARTED, due=DUE)),
    }
)


def test_what_is_open_and_has_a_date_is_there_and_nothing_else() -> None:
    found = [(one.what, one.body, one.proposal or one.text) for one in find_occasions(SAMPLE, Choice())]
    assert sorted(found) == sorted(
        [
            (What.DUE, A, "01"),
            (What.ACTIVITY, A, "01"),
            (What.DUE, A, "04"),
            (What.MEASURE, A, "Eget arbete"),
            (What.DUE, GROUP.id, "06"),
            (What.ROUND, "", "Hösten 2016"),
        ]
    )


def test_what_is_decided_against_within_a_proposal_is_no_deadline() -> None:
    activities = {
        status: Activity(what=status, due=DUE, status=Status(status))
        for status in ("declined", "not_relevant", "started")
    }
    plan = make_plan(A, n01=Entry(status=Status.STARTED, activities=activities))
    found = find_occasions(material({"plans/a.toml": plan}), Choice())
    assert [one.text for one in found if one.what is What.ACTIVITY] == ["started"]


def test_two_plans_with_measures_under_the_same_key_lose_neither() -> None:
    def plan(title: str) -> Plan:
        return make_plan(A, {"m": Measure(title=title, status=Status.STARTED, due=DUE)})

    given_in = material({"plans/a.toml": plan("Ett"), "plans/a2.toml": plan("Två"), "plans/a3.toml": plan("Ett")})
    found = {one.text: one.id for one in find_occasions(given_in, Choice()) if one.what is What.MEASURE}
    assert found == {"Ett": f"measure.{A}.m", "Två": f"measure.{A}.m.plans/a2.toml"}


def test_deadlines_can_be_chosen_by_area_and_owner() -> None:
    def told(choice: Choice) -> set[str]:
        return {one.proposal for one in find_occasions(SAMPLE, choice) if one.what is not What.ROUND}

    assert told(Choice(area="B")) == {"04", "06"}
    assert told(Choice(owner="ifo-CHEF")) == {"01"}
    assert told(Choice(owner="nobody")) == set()
    assert What.ROUND in {one.what for one in find_occasions(SAMPLE, Choice(owner="nobody"))}


def test_an_event_lasts_a_day_and_reminds_at_nine() -> None:
    (event,) = [one for one in events(calendar(SAMPLE)) if str(one["UID"]) == f"skl-44.{A}.01@actionplan"]
    assert event["DTSTART"].dt == DUE
    assert event["DTEND"].dt == DUE + dt.timedelta(days=1)
    (alarm,) = event.walk("VALARM")
    assert alarm["TRIGGER"].dt == dt.timedelta(days=-30, hours=9)
    assert "IFO-chef; barn, unga" in str(event["DESCRIPTION"])
    assert event["SUMMARY"].params["LANGUAGE"] == "sv"
    assert len(event["CATEGORIES"].cats) == 2


@pytest.mark.parametrize("days", [0, 1, 7, 366])
def test_the_reminder_comes_when_it_is_wanted(days: int) -> None:
    event = next(one for one in events(calendar(SAMPLE, remind=days)) if one["DTSTART"].dt == DUE)
    (alarm,) = event.walk("VALARM")
    assert alarm["TRIGGER"].dt == dt.timedelta(days=-days, hours=9)


def test_nothing_rings_for_what_lies_behind_or_when_unwanted() -> None:
    by_day = {one["DTSTART"].dt: len(one.walk("VALARM")) for one in events(calendar(SAMPLE))}
    assert by_day[dt.date(2016, 10, 1)] == 0
    assert by_day[AS_OF] == 1
    assert not any(one.walk("VALARM") for one in events(calendar(SAMPLE, remind=None)))


def test_the_same_plans_give_the_same_bytes_and_a_later_day_a_higher_number() -> None:
    assert calendar(SAMPLE) == calendar(SAMPLE)
    (first, *_others) = events(calendar(SAMPLE))
    assert first["SEQUENCE"] == (AS_OF - dt.date(2000, 1, 1)).days
    assert first["DTSTAMP"].dt.date() == AS_OF


def test_only_a_round_to_come_is_to_be_prepared() -> None:
    days = (AS_OF - dt.timedelta(days=1), AS_OF)
    rounds = [Round("a", days[0]), Round("b", days[1]), Round("c", days[1], decisions=("Klart",))]
    occasions = [Occasion(what=What.ROUND, day=one.day, id=one.key, round=one) for one in rounds]
    told = [str(one["DESCRIPTION"]) for one in events(render(occasions, Context(SAMPLE.rollup), None))]
    assert ["actionplan meeting" in one for one in told] == [False, True, False]


def test_an_owner_of_nothing_but_blanks_is_nobody() -> None:
    plan = make_plan(A, n01=Entry(status=Status.STARTED, owner=" ", due=DUE))
    (event, *_rounds) = reversed(events(calendar(material({"plans/a.toml": plan}))))
    assert "Ansvarig: ingen ännu" in str(event["DESCRIPTION"])


def test_names_can_be_left_out() -> None:
    content = calendar(SAMPLE, names=False).decode().replace("\r\n ", "")
    assert "IFO-chef" not in content
    assert "Socialchef" not in content
    assert "Socialchef" in calendar(SAMPLE).decode().replace("\r\n ", "")


def test_example_data_is_said_in_every_event() -> None:
    plan = make_plan(A, n01=Entry(status=Status.STARTED, due=DUE, activities={"k": Activity(what="Möte", due=DUE)}))
    invented = Plan(
        format=1,
        catalogue="skl-44",
        catalogue_version="working-1",
        head=Head(body=A, example=True),
        entries=plan.entries,
    )
    found = events(calendar(material({"plans/a.toml": invented})))
    assert len(found) == 3
    for event in found:
        assert str(event["SUMMARY"]).startswith(("[Example]", "[Exempel]"))
        assert str(event["DESCRIPTION"]).startswith("Exempeldata")
        assert str(event["UID"]).startswith("example.")


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(materials())
def test_every_calendar_is_read_back(given_in: Material) -> None:
    occasions = find_occasions(given_in, Choice())
    content = calendar(given_in)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    found = events(content)
    assert len(found) == len(occasions) == len({str(one["UID"]) for one in found})
    assert [one["DTSTART"].dt for one in found] == [one.day for one in occasions]
    for event, occasion in zip(found, occasions, strict=True):
        if occasion.owner and given_in.rollup.criteria.names:
            assert visible(" ".join(occasion.owner.split())) in str(event["DESCRIPTION"])


def seen_by(body: Body, given_in: Material) -> Material:
    """The same plans, for another body's calendar."""
    ids = body.members or (body.id,)
    rollup = roll_up(
        replace(body, members=ids),
        [one for one in MEMBERS if one.id in ids],
        CATALOGUE,
        given_in.rollup.criteria,
        reports=given_in.reports,
    )
    return replace(given_in, rollup=rollup)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(materials())
@example(SAMPLE)
def test_whoever_has_two_calendars_of_a_workspace_sees_each_day_once(given_in: Material) -> None:
    held = replace(given_in, holder=GROUP)
    whole = {str(one["UID"]): one.to_ical() for one in events(calendar(held))}
    for body in (SUBGROUP, *MEMBERS):
        part = {str(one["UID"]): one.to_ical() for one in events(calendar(seen_by(body, held)))}
        assert part.items() <= whole.items()
        assert {one for one in part if "round." in one} == {one for one in whole if "round." in one}


def test_a_round_bears_the_name_of_those_who_hold_it() -> None:
    for body in (GROUP, MEMBERS[0]):
        own, held = seen_by(body, SAMPLE), replace(seen_by(body, SAMPLE), holder=GROUP)
        assert [one.id for one in find_occasions(own, Choice()) if one.round] == [f"round.{body.slug}.host-2016"]
        assert [one.id for one in find_occasions(held, Choice()) if one.round] == ["round.sjuharad.host-2016"]
        (event,) = [one for one in events(calendar(held)) if str(one["UID"]) == "round.sjuharad.host-2016@actionplan"]
        assert str(event["SUMMARY"]) == "Sjuhärad: Hösten 2016"


anything = st.text(st.characters(codec="utf-8"), max_size=200)


@settings(max_examples=300, deadline=None)
@given(anything)
@example("a\\Nb\\nc\\,d;e")
@example("x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:in")
@example("åäö" * 40)
@example("😀" * 40)
def test_any_text_comes_back_as_it_is_shown(value: str) -> None:
    content = write(Component("VEVENT", (text("SUMMARY", value, "sv"), texts("CATEGORIES", (value, "b"), "sv"))))
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    found: Any = icalendar.Calendar.from_ical(content, multiple=True)
    (event,) = found
    lines = [visible(line) for line in value.replace("\r\n", "\n").replace("\r", "\n").translate(BREAKS).split("\n")]
    assert str(event["SUMMARY"]) == "\n".join(lines)
    assert [str(one) for one in event["CATEGORIES"].cats] == ["\n".join(lines), "b"]
    assert not event.subcomponents


BREAKS = {0x85: "\n", 0x2028: "\n", 0x2029: "\n"}


def test_a_line_is_cut_before_its_seventy_sixth_byte_and_in_no_letter() -> None:
    content = write(Component("X", (Property("NAME", "å" * 100),)))
    first, second, *_more = content.decode().split("\r\n")[1:]
    assert len(first.encode()) in {74, 75}
    assert second.startswith(" å")


def test_a_calendar_without_days_has_the_component_that_it_must_have() -> None:
    # Section 3.6: a calendar without any component is none, and programs may refuse it.
    content = render((), Context(SAMPLE.rollup), 30)
    found = icalendar.Calendar.from_ical(content)
    assert not found.errors
    assert [one.name for one in found.subcomponents] == ["VTIMEZONE"]
    (zone,) = found.walk("VTIMEZONE")
    assert [one.name for one in zone.subcomponents] == ["STANDARD", "DAYLIGHT"]
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"BEGIN:VTIMEZONE" not in calendar(SAMPLE)


def test_the_zone_has_the_hours_of_stockholm() -> None:
    found: list[Any] = icalendar.Calendar.from_ical(render((), Context(SAMPLE.rollup), 30)).walk("VTIMEZONE")
    (zone,) = found
    told, known = zone.to_tz(lookup_tzid=False), zoneinfo.ZoneInfo("Europe/Stockholm")
    # On either side of the hour at which clocks are changed.
    for number in range(12 * 365):
        for minute in (30, 90):
            moment = dt.datetime(2016, 1, 1, tzinfo=dt.UTC) + dt.timedelta(days=number, minutes=minute)
            assert moment.astimezone(told).utcoffset() == moment.astimezone(known).utcoffset(), moment


def test_the_last_day_of_all_has_no_end() -> None:
    one = Occasion(what=What.ROUND, day=dt.date.max, id="round.x.y", text="Slutet", round=None)
    (event,) = events(render([one], Context(SAMPLE.rollup), 3))
    assert event["DTSTART"].dt == dt.date.max
    assert "DTEND" not in event
