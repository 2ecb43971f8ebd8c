"""Settings: what they are, where they come from, and how one is changed."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.running import Run

pytestmark = pytest.mark.usefixtures("sjuharad")


def settings(run: Run) -> dict[str, tuple[str | None, str]]:
    """Every setting with its value and where it comes from."""
    listed = json.loads(run("config", "--json").raw)["settings"]
    return {one["key"]: (one["value"], one["source"]) for one in listed}


def user_file() -> Path:
    return Path(os.environ["ACTIONPLAN_CONFIG_DIR"]) / "config.toml"


def test_those_of_the_full_screen_program_are_listed(run: Run) -> None:
    before = settings(run)
    assert before["theme"] == before["hide_names"] == (None, "förval")
    for words in (("theme", "dark"), ("hide_names", "ja"), ("keys.plan.status", "f2,s")):
        assert run("config", "set", *words, "--user").code == 0
    after = settings(run)
    assert after["theme"] == ("dark", "egna inställningar")
    assert after["hide_names"] == ("true", "egna inställningar")
    assert after["keys.plan.status"] == ("f2,s", "egna inställningar")
    shown = run("config").out
    assert "helskärmslägets färger" in shown
    assert "tangenten i helskärmsläget" in shown


def test_they_are_written_as_toml_knows_them(run: Run) -> None:
    assert run("config", "set", "hide_names", "no", "--user").out == f"hide_names är nu false i {user_file()}.\n"
    run("config", "set", "theme", "contrast", "--user")
    run("config", "set", "keys.app.undo", "u", "--user")
    assert user_file().read_text("utf-8") == ('hide_names = false\ntheme = "contrast"\n\n[keys]\n"app.undo" = "u"\n')


def test_it_is_said_when_others_are_concerned(run: Run) -> None:
    ran = run("config", "set", "body", "boras")
    assert (ran.code, ran.out) == (0, "body är nu 1490 i actionplan.toml.\n")
    assert ran.err == (
        "Det gäller för alla som delar mappen. Om det bara ska gälla dig: actionplan config set body boras --user\n"
    )
    assert run("config", "set", "body", "boras", "--user").err == ""
    assert run("config", "set", "k", "4").err == ""


def test_a_key_that_was_written_by_hand_is_overruled(run: Run) -> None:
    user_file().parent.mkdir(parents=True, exist_ok=True)
    user_file().write_text('[keys]\nplan.status = "s"\n', "utf-8")
    assert run("config", "set", "keys.plan.status", "x", "--user").code == 0
    assert settings(run)["keys.plan.status"] == ("x", "egna inställningar")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("theme drak --user", "”drak” är inte ett giltigt värde för theme. Menade du dark?"),
        ("hide_names kanske --user", "”kanske” är inte ett giltigt värde för hide_names."),
        ("theem dark --user", "Det finns ingen inställning ”theem”. Menade du theme?"),
        ("keys. s --user", "Det finns ingen inställning ”keys.”."),
        ("keys.plan.status s", "Det finns ingen inställning ”keys.plan.status”."),
        ("theme dark", "theme är en egen inställning, inte en för mappen med planer.\nLägg till --user.\n"),
    ],
)
def test_what_cannot_be_set_is_told(words: str, said: str, run: Run) -> None:
    ran = run("config", "set", *words.split())
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(said)
    assert not user_file().exists()
