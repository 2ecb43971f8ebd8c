"""What a round is called."""

import pytest

from actionplan.wording.rounds import round_name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("var-2027", "2027-05-11", "Våren"), "var-2027 (2027-05-11 Våren)"),
        (("var-2027", "2027-05-11", ""), "var-2027 (2027-05-11)"),
        (("2027-05-11", "2027-05-11", "Våren"), "2027-05-11 (Våren)"),
        (("2027-05-11", "2027-05-11", ""), "2027-05-11"),
        (("a", "2027-05-11", "En\nrad \x1b[31m"), "a (2027-05-11 En rad \u241b[31m)"),
    ],
)
def test_a_round_is_named_once(words: tuple[str, str, str], name: str) -> None:
    assert round_name(*words) == name
