"""The form that a new plan is: valid and empty, with a line of help for each place to write."""

import re

import pytest

from actionplan.core.plan import Entry, Head
from actionplan.i18n import Language, set_language
from actionplan.store.catalogues import find_catalogue
from actionplan.store.form import HEAD_FIELDS, SLOT_FIELDS, anchor, blank_plan, retitled, slot_header
from actionplan.store.schema import field_order, read_plan_document
from actionplan.store.toml import loads
from actionplan.wording.form import form_words, titles_of

CATALOGUE = find_catalogue(None, "skl-44", "working-1")
LANGUAGES: tuple[Language, ...] = ("sv", "en")


def blank() -> str:
    return blank_plan(
        {"body": '"1490"'},
        catalogue="skl-44",
        version="working-1",
        titles=titles_of(CATALOGUE),
        words=form_words(CATALOGUE),
        schema="../plan.schema.json",
        comment="Borås",
    )


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    chosen: Language = request.param
    set_language(chosen)
    return chosen


@pytest.mark.usefixtures("language")
def test_a_blank_form_is_a_plan_with_an_empty_slot_for_each_proposal() -> None:
    plan, problems = read_plan_document(loads(blank()))
    assert problems == ()
    assert plan
    assert plan.head == Head(body="1490")
    assert plan.entries == dict.fromkeys(CATALOGUE.proposals, Entry())
    assert list(plan.entries) == list(CATALOGUE.proposals)
    assert (plan.format, plan.catalogue, plan.catalogue_version) == (1, "skl-44", "working-1")


def test_slots_carry_their_titles_in_the_language(language: Language) -> None:
    text = blank()
    for number, proposal in CATALOGUE.proposals.items():
        assert f"\n[proposal.{number}] # {proposal.title(language)}\n" in text


@pytest.mark.usefixtures("language")
def test_a_line_of_help_stands_for_each_key_and_names_it_in_parentheses() -> None:
    words = form_words()
    assert set(words.head) == set(field_order(Head)) == set(HEAD_FIELDS)
    assert set(words.slot) == {*SLOT_FIELDS, "activity", "followup"}
    assert set(SLOT_FIELDS) < set(field_order(Entry))
    for name, line in (*words.head.items(), *words.slot.items()):
        assert re.findall(r"\(([a-z]+)\)", line) == [name]
        assert "\n" not in line


@pytest.mark.usefixtures("language")
def test_each_slot_has_each_line_of_help_once_and_in_order() -> None:
    slots = blank().split("\n[proposal.")[1:]
    assert len(slots) == 44
    for slot in slots:
        places = [[match.start() for match in anchor(name).finditer(slot)] for name in (*SLOT_FIELDS, "activity")]
        assert all(len(place) == 1 for place in places)
        assert places == sorted(places)


@pytest.mark.usefixtures("language")
def test_a_form_begins_with_its_schema_and_ends_in_one_newline() -> None:
    text = blank()
    assert text.startswith("#:schema ../plan.schema.json\n# ")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\r" not in text
    assert not re.search(r"[ \t]\n", text)
    assert '\nbody = "1490" # Borås\n' in text


def test_an_anchor_is_a_comment_that_has_the_key_in_parentheses() -> None:
    assert anchor("owner").search("x\n  # Ansvarig (owner): en funktion\ny")
    assert not anchor("owner").search('goal = "(owner)" # (x)')
    assert not anchor("own").search("# Ansvarig (owner)")


def test_a_title_of_several_lines_becomes_one() -> None:
    assert slot_header("07", "Två\n  rader") == "[proposal.07] # Två rader"
    assert slot_header("07", "") == "[proposal.07]"


def test_titles_that_stand_unchanged_are_replaced_and_nothing_else() -> None:
    text = """[plan] # Gammal
[proposal.01] # Gammal
# Gammal
status = "done" # Gammal
[proposal.02]#Old
[proposal.03] # Min egen rubrik
[proposal.04] # Gammal
[proposal.05]
[proposal.01.activity.x] # Gammal
[proposal.06] # Gammal"""
    before = {f"{number:02}": ("Gammal", "Old") for number in range(1, 7)}
    after = {number: f"Ny {number}" for number in ("01", "02", "03", "05", "06")}
    expected = (
        text.replace("[proposal.01] # Gammal", "[proposal.01] # Ny 01")
        .replace("[proposal.02]#Old", "[proposal.02] # Ny 02")
        .replace("[proposal.06] # Gammal", "[proposal.06] # Ny 06")
    )
    assert retitled(text, before, after) == expected
    assert retitled(text, {}, after) == text
