import datetime as dt
import json
import re

from hypothesis import HealthCheck, given, settings

from actionplan.core.handed import Unreadable
from actionplan.core.material import Material
from actionplan.core.plan import Activity, Entry, FollowUp, Head, Plan
from actionplan.core.problems import Problem
from actionplan.core.reminders import By, Letter, Need, find_letters
from actionplan.core.status import Status
from actionplan.i18n import speaking
from actionplan.reports.data import as_text as json_text
from actionplan.reports.reminders.file import as_data, as_markdown, as_text
from actionplan.reports.reminders.words import Mail, Sender, mail
from tests.factories import AS_OF
from tests.reports.tables.materials import GROUP, MEMBERS, material, materials

A, B, C, D = (body.id for body in MEMBERS)
DAY = dt.timedelta(days=1)


def make_plan(body: str, contact: str | None = None, **entries: Entry) -> Plan:
    return Plan(
        format=1,
        catalogue="skl-44",
        catalogue_version="working-1",
        head=Head(body=body, contact=contact),
        entries={name.lstrip("n"): entry for name, entry in entries.items()},
    )


RECENT = {AS_OF.isoformat(): FollowUp(status=Status.STARTED)}
SAMPLE = material(
    {
        "plans/a.toml": make_plan(
            A,
            "Utvecklingsledare",
            n01=Entry(status=Status.STARTED, owner="Enhetschef", due=AS_OF - 43 * DAY, followups=RECENT),
            n02=Entry(status=Status.STARTED, due=AS_OF + 7 * DAY),
            n03=Entry(status=Status.DONE, due=AS_OF - 43 * DAY),
            n04=Entry(
                status=Status.STARTED,
                owner="Enhetschef",
                due=AS_OF + 300 * DAY,
                followups=RECENT,
                activities={"k1": Activity(what="Möte", owner="Utredare", due=AS_OF - DAY)},
            ),
        ),
        "plans/b.toml": make_plan(B, n01=Entry(status=Status.STARTED, owner="Socialchef", followups=RECENT)),
        "plans/c.toml": make_plan(C),
        "plans/sjuharad.toml": make_plan(GROUP.id, n06=Entry(status=Status.STARTED, due=AS_OF - DAY)),
    },
    [Unreadable("plans/d.toml", D, Problem("empty", line=3))],
)


def mails(given_in: Material, by: By, name: str = "") -> list[Mail]:
    sender = Sender(given_in, name)
    return [mail(letter, sender) for letter in find_letters(given_in, by)]


def told(letters: tuple[Letter, ...]) -> list[tuple[str, str, list[tuple[Need, str]]]]:
    return [(one.body, one.owner, [(matter.need, matter.proposal) for matter in one.matters]) for one in letters]


def test_a_letter_goes_to_each_body_of_which_something_is_asked() -> None:
    assert told(find_letters(SAMPLE, "body")) == [
        (
            A,
            "",
            [
                (Need.OVERDUE, "01"),
                (Need.SOON, "02"),
                (Need.OWNER, "02"),
                (Need.FOLLOWUP, "02"),
                (Need.ACTIVITY, "04"),
            ],
        ),
        (C, "", [(Need.REPORT, "")]),
        (D, "", [(Need.READABLE, "")]),
        (GROUP.id, "", [(Need.OVERDUE, "06"), (Need.OWNER, "06"), (Need.FOLLOWUP, "06")]),
    ]


def test_a_letter_goes_to_each_function_and_the_rest_to_the_contact() -> None:
    letters = find_letters(SAMPLE, "owner")
    assert told(letters)[:3] == [
        (A, "", [(Need.SOON, "02"), (Need.OWNER, "02"), (Need.FOLLOWUP, "02")]),
        (A, "Enhetschef", [(Need.OVERDUE, "01")]),
        (A, "Utredare", [(Need.ACTIVITY, "04")]),
    ]
    assert [one.to for one in mails(SAMPLE, "owner")][:2] == [
        "Utvecklingsledare, Kommun 1000",
        "Enhetschef, Kommun 1000",
    ]


def test_what_a_function_answers_for_is_said_as_it_is() -> None:
    late = AS_OF - DAY
    mine = Entry(
        status=Status.STARTED,
        owner="Chef",
        followups=RECENT,
        activities={"a": Activity(what="Möte", due=late), "b": Activity(what="Brev", owner="Utredare", due=late)},
    )
    other = Entry(
        status=Status.STARTED,
        owner="Utredare",
        due=late,
        followups=RECENT,
        activities={"c": Activity(what="Kurs", owner="HR-partner", due=late)},
    )
    found = material({"plans/a.toml": make_plan(A, n01=mine, n02=other)})
    with speaking("en"):
        told = {
            one.letter.owner: (one.subject, as_text([one])) for one in mails(found, "owner") if one.letter.body == A
        }
    said = {owner: text.split("2016-11-21. ")[1].split("\n")[0] for owner, (_subject, text) in told.items()}
    assert said == {
        "Chef": "The proposals below are those that you, as Chef, are responsible for and that need something done.",
        "HR-partner": (
            "Below is the activity that you, as HR-partner, are responsible for and that needs something done."
        ),
        "Utredare": (
            "Below are the proposals and activities that you, as Utredare, are responsible for and that need something"
            " done."
        ),
    }
    assert told["HR-partner"][0].endswith(": 1 activity in the action plan to look at")
    assert told["Utredare"][0].endswith(": 2 proposals in the action plan to look at")


def test_the_sender_stands_on_a_line_of_its_own() -> None:
    with speaking("en"):
        told = mails(SAMPLE, "body", "Sjuhärads\n# kommunalförbund")
        assert "Kind regards\nSjuhärads # kommunalförbund\n" in as_text(told)
        assert as_markdown(told).endswith("\n\nKind regards  \nSjuhärads # kommunalförbund\n")
        assert as_markdown(mails(SAMPLE, "body")).endswith("\n\nKind regards\n")


def test_each_thing_is_told_with_the_command_that_mends_it() -> None:
    with speaking("en"):
        text = as_text(mails(SAMPLE, "body", "Sjuhärads kommunalförbund"))
    for words in (
        "Subject: Kommun 1000: 3 proposals in the action plan to look at",
        "It was to be done by 2016-10-09, 43 days ago.",
        'actionplan follow kommun-1000 01 "TEXT" --status STATUS',
        "actionplan set kommun-1000 01 --due yyyy-mm-dd",
        "It is to be done by 2016-11-28, in 7 days.",
        'actionplan set kommun-1000 02 --owner "FUNCTION"',
        "The activity “Möte” was to be done by 2016-11-20, 1 day ago.",
        "actionplan activity done kommun-1000 04 k1",
        "The form is in plans/c.toml, and nothing is filled in yet.",
        "actionplan pick kommun-1002 NUMBER",
        "The file plans/d.toml:3 cannot be read",
        "actionplan check",
        "Kind regards\nSjuhärads kommunalförbund",
    ):
        assert words in text, words
    assert "Socialchef" not in text
    assert "actionplan follow sjuharad 06" in text


def test_without_a_plan_its_beginning_is_asked_for() -> None:
    with speaking("en"):
        (one,) = [one for one in mails(material({}), "body") if one.letter.body == A]
        text = as_text([one])
    assert "We have not received any plan." in text
    assert "actionplan init kommun-1000" in text
    assert "What begins with actionplan is written in a terminal" in text
    assert "has not come in" in one.subject


def test_a_file_that_cannot_be_read_is_not_counted_as_a_proposal() -> None:
    plan = make_plan(A, n01=Entry(status=Status.STARTED, owner=" ", due=AS_OF - DAY, followups=RECENT))
    given_in = material({"plans/a-2.toml": plan}, [Unreadable("plans/a.toml", A, Problem("empty", line=3))])
    with speaking("en"):
        (one,) = [one for one in mails(given_in, "body") if one.letter.body == A]
        text = as_text([one])
    assert {matter.need for matter in one.letter.matters} == {Need.READABLE, Need.OVERDUE}
    assert one.subject.endswith(": 1 proposal in the action plan to look at")
    assert "responsible: nobody yet" in text


def test_nobody_is_reminded_of_an_activity_that_was_decided_against() -> None:
    activities = {
        status: Activity(what=status, due=AS_OF - DAY, status=Status(status)) for status in ("declined", "started")
    }
    plan = make_plan(A, n01=Entry(status=Status.STARTED, owner="Chef", followups=RECENT, activities=activities))
    letters = find_letters(material({"plans/a.toml": plan}), "owner")
    assert [one.what for letter in letters if letter.body == A for one in letter.matters] == ["started"]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(materials())
def test_the_letters_ask_for_what_the_rollup_lists(given_in: Material) -> None:
    found = given_in.rollup.attention
    for by in ("body", "owner"):
        letters = find_letters(given_in, by)
        bodies = [letter.body for letter in letters]
        assert bodies == sorted(bodies, key=bodies.index)
        own = [one for letter in letters if letter.body == GROUP.id for one in letter.matters]
        assert {one.proposal for one in own if one.proposal} <= {
            row.proposal for row in given_in.rollup.rows if row.own and row.own.is_open
        }
        assert not any(one.need is Need.REPORT for one in own)
        asked = [
            (one.need, one.body, one.proposal)
            for letter in letters
            if letter.body != GROUP.id
            for one in letter.matters
        ]
        for need, flags in (
            (Need.OVERDUE, found.overdue),
            (Need.SOON, found.soon),
            (Need.OWNER, found.unowned),
            (Need.FOLLOWUP, found.stale),
        ):
            assert sorted(one for one in asked if one[0] is need) == sorted(
                (need, one.body, one.proposal) for one in flags
            )
        assert {one[1] for one in asked if one[0] is Need.REPORT} == set(found.not_reported)
        assert all(letter.matters for letter in letters)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(materials())
def test_no_text_of_a_plan_breaks_out(given_in: Material) -> None:
    told_mails = mails(given_in, "owner")
    text = as_text(told_mails)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    heads = re.findall("^(?:To|Till): ", text, re.MULTILINE)
    assert len(heads) == len(told_mails)
    assert len(re.findall("^## ", as_markdown(told_mails), re.MULTILINE)) == len(told_mails)
    document = json.loads(json_text(as_data(told_mails, Sender(given_in), "owner")))
    assert [one["subject"] for one in document["mails"]] == [one.subject for one in told_mails]
