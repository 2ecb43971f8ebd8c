"""How a body is found by what people write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan.core.body import Bodies, alphabetical
from actionplan.core.errors import AmbiguousBody, UnknownBody
from actionplan.store.data import shipped_bodies

BODIES = Bodies(shipped_bodies())


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("1490", "1490"), ("Borås", "1490"), ("boras", "1490"), ("BORÅS", "1490"), (" borås ", "1490"),
        ("Vårgårda", "1442"), ("vargarda", "1442"), ("ulrice", "1491"), ("herrl", "1466"),
        ("sjuharad", "sjuharad"), ("Sjuhärad", "sjuharad"), ("Upplands Väsby", "0114"), ("upplands-vasby", "0114"),
        ("Håbo", "0305"), ("håbo", "0305"), ("riket", "riket"), ("Stockholm", "0180"), ("malmö", "1280"),
    ],
)  # fmt: skip
def test_found(text: str, id_: str) -> None:
    assert BODIES.resolve(text).id == id_


def test_habo_can_be_two_until_the_letters_or_the_plans_tell() -> None:
    with pytest.raises(AmbiguousBody) as several:
        BODIES.resolve("habo")
    assert set(several.value.candidates) == {"habo-uppsala", "habo-jonkoping"}
    assert BODIES.resolve("habo", ["0643"]).id == "0643"
    assert BODIES.resolve("habo", ["0305"]).id == "0305"
    assert BODIES.resolve("Håbo", ["0643"]).id == "0305"
    assert BODIES.resolve("habo-jonkoping").id == "0643"


def test_a_beginning_means_those_with_plans_first() -> None:
    with pytest.raises(AmbiguousBody):
        BODIES.resolve("bo")
    assert BODIES.resolve("bo", ["1490"]).id == "1490"
    with pytest.raises(AmbiguousBody):
        BODIES.resolve("bo", ["1490", "1443"])


@pytest.mark.parametrize(("text", "near"), [("boraas", "boras"), ("Herljunga", "herrljunga"), ("sjuhard", "sjuharad")])
def test_a_miss_suggests_the_nearest(text: str, near: str) -> None:
    with pytest.raises(UnknownBody) as missed:
        BODIES.resolve(text)
    assert missed.value.nearest[0] == near


@pytest.mark.parametrize("text", ["", "  ", "???", "xyzzyxyzzy"])
def test_nothing_is_near(text: str) -> None:
    with pytest.raises(UnknownBody) as missed:
        BODIES.resolve(text)
    assert missed.value.nearest == ()


@pytest.mark.parametrize("id_", sorted(BODIES.by_id))
def test_every_body_is_found_by_its_id_and_slug(id_: str) -> None:
    body = BODIES[id_]
    assert BODIES.resolve(id_) is body
    assert BODIES.resolve(body.slug).id == id_


@given(st.text(max_size=12))
def test_any_text_gives_a_body_or_says_why_not(text: str) -> None:
    try:
        found = BODIES.resolve(text).id
    except (UnknownBody, AmbiguousBody) as error:
        found = error.text
    assert found in {text, *BODIES.by_id}


def test_swedish_order() -> None:
    names = ["Örebro", "Ängelholm", "Åre", "Zorn", "Vårgårda", "Vara", "Édouard", "Eda"]
    ordered = ["Eda", "Édouard", "Vara", "Vårgårda", "Zorn", "Åre", "Ängelholm", "Örebro"]
    assert sorted(names, key=alphabetical) == ordered


def test_members_are_stated_never_derived() -> None:
    sjuharad = BODIES["sjuharad"]
    assert [body.name for body in BODIES.members(sjuharad)] == [
        "Bollebygd", "Borås", "Herrljunga", "Mark", "Svenljunga", "Tranemo", "Ulricehamn", "Vårgårda",
    ]  # fmt: skip
    assert [body.id for body in BODIES.associates(sjuharad)] == ["1383"]
    assert next(group.id for group in BODIES.groups_of("1490")) == "sjuharad"
