"""What became of plans, in words, and the messages that changes are saved with."""

import datetime as dt
import re
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from actionplan.core.changes import Change, diff
from actionplan.core.differences import Differences, Kind, OtherFile, Version, find_differences
from actionplan.core.plan import Activity, Entry, FollowUp, Head, Orphan, Plan
from actionplan.core.status import Status
from actionplan.i18n import set_language
from actionplan.store.data import shipped_bodies, with_additions
from actionplan.store.read import parse_plan
from actionplan.wording.commit import LONGEST, commit_message, commit_subject
from actionplan.wording.differences import changes_told, difference_lines, plan_changes_told
from tests.strategies import edits, plans, texts

BODIES = with_additions(shipped_bodies(), {})
BLANK = Plan(
    format=1,
    catalogue="skl-44",
    catalogue_version="working-1",
    head=Head(body="1490"),
    entries={number: Entry() for number in ("01", "03", "09", "12")},
)
FOLLOWED = FollowUp(comment="Första gruppen\nigång", by="IFO-chef", status=Status.OVER_HALF)
TITLES = {"09": "Kompetensutveckling"}


def with_(plan: Plan, number: str, **fields: object) -> Plan:
    return plan.with_entry(number, replace(plan.entry(number), **fields))


STARTED = with_(BLANK, "09", status=Status.STARTED, owner="IFO-chef")


def told(before: Plan, after: Plan) -> tuple[str, ...]:
    (one,) = between([before], [after]).plans
    return difference_lines(one, BODIES, TITLES)


def between(before: list[Plan], after: list[Plan], *others: str) -> Differences:
    old, new = ([Version(f"plans/{BODIES[one.head.body].slug}.toml", one) for one in side] for side in (before, after))
    return find_differences(old, new, BODIES, map(OtherFile, others))


def of(body: str, plan: Plan) -> Plan:
    return replace(plan, head=replace(plan.head, body=body))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"status": Status.OVER_HALF}, "läge påbörjad → hälften eller mer"),
        ({"status": None}, "läge tas bort (var påbörjad)"),
        ({"owner": "Enhetschef"}, "ansvarig IFO-chef → Enhetschef"),
        ({"owner": None}, "ansvarig tas bort (var IFO-chef)"),
        ({"due": dt.date(2017, 1, 15)}, "klart senast 2017-01-15"),
        ({"lead": "1463"}, "leds gemensamt av Mark"),
        ({"partners": ("Mark", "Tranemo")}, "medverkande: Mark, Tranemo"),
        ({"goal": "Alla\nhandläggare\x1b[31m"}, "mål Alla handläggare␛[31m"),
        ({"goal": "x" * 41}, f"mål: {'x' * 41}"),
        (
            {"followups": {"2016-09-16": FOLLOWED}},
            "uppföljning 2016-09-16: Första gruppen igång (hälften eller mer, IFO-chef)",
        ),
        (
            {"status": Status.OVER_HALF, "followups": {"2016-09-16-k001": FOLLOWED}},
            "läge påbörjad → hälften eller mer; uppföljning 2016-09-16: Första gruppen igång (IFO-chef)",
        ),
        (
            {"activities": {"k1": Activity(what="Utbilda", due=dt.date(2017, 1, 15), owner="Enhetschef")}},
            "ny aktivitet ”Utbilda” (ansvarig Enhetschef, klart senast 2017-01-15)",
        ),
    ],
)
def test_a_change_of_a_proposal(fields: dict[str, object], said: str) -> None:
    assert told(STARTED, with_(STARTED, "09", **fields)) == (f"09 Kompetensutveckling: {said}",)


def test_choices_are_told_as_choices() -> None:
    picked = with_(with_(with_(BLANK, "01", status=Status.NOT_STARTED), "03", priority=1), "12", status=Status.DECLINED)
    assert told(BLANK, picked) == (
        "01: vald, ej påbörjad",
        "03: vald, prioritet 1",
        "12: läge genomförs inte",
    )


def test_lists_tell_what_came_and_what_went() -> None:
    before = with_(BLANK, "09", partners=("Mark", "Tranemo"))
    assert told(before, with_(before, "09", partners=("Borås", "Mark"))) == (
        "09 Kompetensutveckling: medverkande: Borås tillkommer; Tranemo utgår",
    )
    assert told(before, with_(before, "09", partners=("Tranemo", "Mark"))) == (
        "09 Kompetensutveckling: medverkande: i annan ordning: Tranemo, Mark",
    )


def test_what_is_keyed_is_changed_and_removed_by_its_name() -> None:
    before = with_(
        BLANK, "09", followups={"2016-09-16": FOLLOWED}, activities={"k1": Activity(what="Utbilda handledare")}
    )
    after = with_(
        before,
        "09",
        followups={"2016-09-16": replace(FOLLOWED, by="Enhetschef")},
        activities={"k1": Activity(what="Utbilda handledare", status=Status.DONE)},
    )
    assert told(before, after) == (
        (
            "09 Kompetensutveckling: aktivitet ”Utbilda handledare”: läge genomförd; "
            "uppföljning 2016-09-16: av IFO-chef → Enhetschef"
        ),
    )
    assert told(before, BLANK) == (
        "09 Kompetensutveckling: aktivitet ”Utbilda handledare” tas bort; uppföljningen 2016-09-16 tas bort",
    )


def test_what_is_kept_aside_and_empty_places() -> None:
    orphan = Orphan(proposal="44", catalogue_version="working-0", status=Status.STARTED)
    after = replace(BLANK, orphans={"w-44": orphan}, entries={"01": Entry()})
    assert told(BLANK, after) == (
        "undanlagt, working-0 44: har ingen plats i den nuvarande katalogen; vald, påbörjad",
        "tomma platser borttagna: 03, 09, 12",
    )
    assert told(after, BLANK)[0] == "undanlagt, working-0 44: är inte längre undanlagt"


def read(content: bytes) -> Version:
    file = parse_plan(content, Path("boras.toml"), "plans/boras.toml")
    return Version(file.source, file.plan, file.problems)


def test_files_as_a_whole() -> None:
    old, new = Version("plans/boras.toml", STARTED, content=b"a"), Version("plans/boras.toml", STARTED, content=b"b")
    broken = read(b"format = 1\n\nplan = [\n")

    def said(before: Version | None, after: Version | None) -> tuple[str, ...]:
        (one,) = find_differences(filter(None, [before]), filter(None, [after]), BODIES).plans
        return difference_lines(one, BODIES)

    assert said(None, old) == ("ny plan med 1 valt förslag",)
    assert said(old, None) == ("planen är borttagen (plans/boras.toml)",)
    assert said(old, new) == ("bara kommentarer eller uppställning ändrade (plans/boras.toml)",)
    assert said(old, replace(old, source="plans/b.toml")) == ("filen heter nu plans/b.toml (hette plans/boras.toml)",)
    assert said(old, broken)[0].startswith("plans/boras.toml går inte att läsa som en plan: rad 3, ")
    before, after = said(broken, old)
    assert before.startswith("plans/boras.toml gick tidigare inte att läsa som en plan: rad 3, ")
    assert after == "vad som ändrats går därför inte att säga; nu är det en ny plan med 1 valt förslag"
    text = b'format=1\ncatalogue="skl-44"\ncatalogue_version="working-1"\nplan.body="1490"\nproposal.09.due="snart"\n'
    faulty = read(text)
    assert faulty.plan
    assert said(old, faulty)[0].startswith("1 uppgift i plans/boras.toml är felskriven och jämförs inte: rad 5, ")


@pytest.mark.parametrize("language", ["sv", "en"])
@given(plans(), st.data())
def test_every_change_is_told_once(language: str, one: Plan, data: st.DataObject) -> None:
    set_language(language)  # type: ignore[arg-type]
    other = data.draw(plans() | edits(one))
    changes = diff(one, other)
    found = plan_changes_told(changes, one, other, BODIES)
    said = [mark(change) for place in found for part in place.parts for change in part.changes]
    assert sorted(said) == sorted(map(mark, changes))
    for place in found:
        assert all(part.text for part in place.parts)
        assert not any(unicodedata.category(letter) in {"Cc", "Zl", "Zp"} for letter in place.line), place.line
        assert "None" not in re.sub(r"[“”].*?”", "", place.head)


def mark(change: Change) -> tuple[bool, tuple[str, ...]]:
    return change.new is None, change.path


MESSAGES: tuple[tuple[list[Plan], list[Plan], str], ...] = (
    ([STARTED], [with_(with_(STARTED, "09", status=Status.OVER_HALF), "12", owner="Enhetschef")],
     "Borås: 09 påbörjad → hälften eller mer; ansvarig för 12 satt"),
    ([BLANK], [with_(with_(BLANK, "01", status=Status.NOT_STARTED), "03", status=Status.NOT_STARTED)],
     "Borås: valt 01 och 03"),
    ([STARTED], [with_(STARTED, "09", followups={"2016-09-16": FOLLOWED}, owner=None)],
     "Borås: 09 utan ansvarig; uppföljning av 09"),
    ([STARTED], [with_(STARTED, "09", followups={"2016-09-16": FOLLOWED}, owner=None, goal="M", priority=1)],
     "Borås: 4 ändringar av 09"),
    ([STARTED], [replace(STARTED, head=Head(body="1490", decided=dt.date(2016, 1, 1), contact="Anna"))],
     "Borås: planens uppgifter (beslutad och kontakt)"),
    ([STARTED], [replace(STARTED, catalogue_version="official-1")], "Borås: flyttad till katalogen official-1"),
    ([with_(STARTED, "09", owner=None)], [with_(STARTED, "09", owner=None, status=None)],
     "Borås: 09 inte längre vald"),
    ([], [STARTED], "Borås: ny plan"),
    ([STARTED], [], "Borås: planen borttagen"),
    ([STARTED, of("1463", STARTED)],
     [with_(STARTED, "09", owner="X"), of("1463", with_(with_(STARTED, "09", owner="X"), "01", priority=1))],
     "Borås och Mark: 3 förslag ändrade"),
    ([STARTED], [with_(STARTED, "09", owner="X"), of("1463", STARTED), of("1491", BLANK)],
     "Borås: 1 förslag ändrat; ny plan för Mark och Ulricehamn"),
    ([], [of(body, BLANK) for body in ("1490", "1463", "1491", "1465")], "4 nya planer"),
)  # fmt: skip


@pytest.mark.parametrize(("before", "after", "subject"), MESSAGES, ids=[case[2] for case in MESSAGES])
def test_subjects(before: list[Plan], after: list[Plan], subject: str) -> None:
    assert commit_subject(between(before, after)) == subject
    assert commit_message(between(before, after), BODIES).startswith(f"{subject}\n\n")


def test_many_changes_are_counted_and_all_told_below() -> None:
    after = BLANK
    for number, status in zip(("01", "03", "09", "12"), Status, strict=False):
        after = with_(after, number, status=status, owner="Enhetschef", reason="Finns redan")
    message = commit_message(between([BLANK], [after]), BODIES)
    assert message == (
        "Borås: 4 förslag ändrade (01, 03, 09 …)\n\n"
        "Borås\n"
        "- 01: läge ej relevant; motivering Finns redan; ansvarig Enhetschef\n"
        "- 03: läge genomförs inte; motivering Finns redan; ansvarig Enhetschef\n"
        "- 09: vald, ej påbörjad; motivering Finns redan; ansvarig Enhetschef\n"
        "- 12: vald, påbörjad; motivering Finns redan; ansvarig Enhetschef\n"
    )


def test_files_beside_the_plans() -> None:
    assert commit_message(between([], [], "actionplan.toml"), BODIES) == (
        "Inställningarna ändrade\n\nUtöver planerna\n- inställningarna ändrade (actionplan.toml)\n"
    )
    assert commit_subject(between([], [], "proposals/official.toml")) == "Katalogen med förslag ändrad"
    new = find_differences([], [], BODIES, [OtherFile(".gitattributes", Kind.ADDED)])
    assert commit_subject(new) == "Nya filer utöver planerna"
    assert commit_message(new, BODIES).endswith("- .gitattributes ny\n")
    assert commit_subject(between([], [], "actionplan.toml", "plan.schema.json")) == "Filer utöver planerna ändrade"


@pytest.mark.parametrize("name", ["#Borås", "Signed-off-by: Anna", "x" * 100, "\x1b[31mBorås\nReviewed-by: B", "--- a"])
def test_the_name_of_a_body_does_no_harm(name: str) -> None:
    before = replace(STARTED, head=replace(STARTED.head, name=name))
    message = commit_message(between([before], [with_(before, "09", owner="Secret: yes")]), BODIES)
    assert_harmless(message)


@settings(max_examples=30)
@given(plans(), plans(), texts)
def test_a_message_is_text_alone(one: Plan, other: Plan, name: str) -> None:
    other = replace(other, head=replace(other.head, name=name))
    differences = find_differences([Version("plans/b.toml", one)], [Version("plans/b.toml", other)], BODIES)
    assert_harmless(commit_message(differences, BODIES))
    assert_harmless(commit_message(find_differences([], [Version("plans/b.toml", other)], BODIES), BODIES))


def assert_harmless(message: str) -> None:
    subject, empty, *rest = message.split("\n")
    assert subject.strip()
    assert len(subject) <= LONGEST
    assert empty == ""
    assert not any(line.startswith("#") for line in (subject, *rest))
    assert not any(unicodedata.category(letter) == "Cc" for letter in message.replace("\n", ""))
    said = subprocess.run(
        ["git", "interpret-trailers", "--parse"], input=message.encode(), stdout=subprocess.PIPE, check=True
    )
    assert said.stdout == b""


@given(plans(), st.data())
def test_no_owner_stands_in_a_subject(one: Plan, data: st.DataObject) -> None:
    other = data.draw(edits(one))
    entries = {number: replace(entry, owner=entry.owner and "OWNER") for number, entry in other.entries.items()}
    assert "OWNER" not in commit_subject(between([one], [replace(other, entries=entries)]))


def test_a_plan_without_a_before_has_no_changes_to_tell() -> None:
    (one,) = between([], [STARTED]).plans
    assert changes_told(one, BODIES) == ()
