"""The acceptance story, whole, in both languages."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Run, run_here
from tests.cli.story import EDITS, JSON, READINGS
from tests.goldens import check

pytestmark = pytest.mark.usefixtures("one_key")


def transcript(commands: Iterator[tuple[str, ...]] | tuple[tuple[str, ...], ...], folder: Path, *after: str) -> str:
    """What a terminal would hold, with the folder and the exit codes other than 0 in sight."""
    lines = []
    for words in commands:
        ran = run_here(*words, *after)
        code = f"[{ran.code}]\n" if ran.code else ""
        said = (ran.out + ran.err).replace(str(folder), "/planer")
        lines.append(f"$ actionplan {shlex.join((*words, *after))}\n{said}{code}")
    return "\n".join(lines)


@pytest.fixture
def edited(sjuharad: Path, one_key: None) -> Path:  # noqa: ARG001 - the edits mint keys
    for words in EDITS:
        ran = run_here(*words)
        assert (ran.code, ran.err) == (0, ""), words
    return sjuharad


@pytest.mark.parametrize("language", ["sv", "en"])
def test_twenty_edits(language: str, tmp_path: Path) -> None:
    assert len(EDITS) == 20
    text = transcript((("init", "sjuharad"), *EDITS), tmp_path, "--lang", language)
    check(f"cli/edits.{language}.txt", text)
    files = sorted(path.name for path in (tmp_path / "plans").iterdir())
    check(f"cli/boras.{language}.toml", (tmp_path / "plans" / "boras.toml").read_text("utf-8"))
    assert len(files) == 9


@pytest.mark.parametrize("language", ["sv", "en"])
def test_readings(language: str, edited: Path) -> None:
    check(f"cli/readings.{language}.txt", transcript(READINGS, edited, "--lang", language))


def test_readings_fit_a_narrow_terminal(edited: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    text = transcript(READINGS, edited)
    assert max(map(len, text.splitlines())) <= 80
    check("cli/readings-80.sv.txt", text)


@pytest.mark.parametrize("words", JSON, ids=" ".join)
@pytest.mark.usefixtures("edited")
def test_json_is_the_same_in_both_languages(words: tuple[str, ...], run: Run) -> None:
    swedish, english = (run(*words, "--json", "--lang", language) for language in ("sv", "en"))
    assert (swedish.code, swedish.err) == (0, "")
    found = json.loads(swedish.raw)
    assert isinstance(found["schema"], int)
    assert shape(found) == shape(json.loads(english.raw))
    for key in keys_of(found):
        assert re.fullmatch(r"[a-z_]+|\d{2,4}|[ABC]|\d{4}-\d\d-\d\d(-\w+)?|k\d{3}|[\w-]+\.toml|--[a-z-]+", key), key


def shape(value: Any) -> Any:
    """The keys and figures of a document, without its words."""
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    if isinstance(value, list):
        return [shape(item) for item in value]
    return value if isinstance(value, int | float | None) else str


def keys_of(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from keys_of(item)
    elif isinstance(value, list):
        for item in value:
            yield from keys_of(item)


@pytest.mark.usefixtures("edited")
def test_json_holds_the_figures_of_the_text(run: Run) -> None:
    listed = json.loads(run("list", "--json").raw)
    text = run("list").out
    rows = listed["entries"]
    assert f"{len(rows)} rader" in text
    assert [(row["body"], row["proposal"]) for row in rows[:2]] == [("1490", "01"), ("1490", "02")]
    tasks = json.loads(run("todo", "--json").raw)["tasks"]
    shown, everything = run("todo").out, run("todo", "--all").out
    dated = [task["date"] for task in tasks if task["missing"] in {"done", "done_soon"}]
    assert [everything.count(f"  {date}") for date in dated] == [1] * len(dated) == [1, 1]
    left = re.search(r"(\d+) till som inte brådskar", shown)
    assert left
    later = [task for task in tasks if task["missing"] in {"due", "decision"}]
    assert int(left[1]) == len(later)
    assert shown.count("\n") < everything.count("\n")


WRITES = (
    *EDITS,
    ("init", "alingsas"),
    ("config", "set", "k", "4"),
    ("config", "set", "by", "IFO-chef", "--user"),
    ("unpick", "boras", "09", "--yes"),
    ("catalogue", "migrate"),
)


@pytest.mark.parametrize("words", WRITES, ids=shlex.join)
def test_a_dry_run_writes_nothing_and_tells_the_change(words: tuple[str, ...], edited: Path, run: Run) -> None:
    before = tree(edited)
    ran = run(*words, "--dry-run")
    assert ran.code == 0, ran.err
    assert tree(edited) == before
    assert ran.out + ran.err


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.usefixtures("edited")
def test_a_dry_run_says_what_the_command_then_does(run: Run) -> None:
    words = ("set", "boras", "09", "--status", "done", "--priority", "1")
    would, did = run(*words, "--dry-run").out.splitlines(), run(*words).out.splitlines()
    assert would[0] == "Borås (plans/boras.toml) skulle ändras så här. Inget är sparat:"
    assert would[1:] == did[1:]
    assert did[1] == "  09: läge till hälften eller mer → genomförd, eller löpande arbete"
    assert run(*words).out == "Borås: inget att ändra.\n"


def test_a_dry_run_of_init_makes_no_folder(tmp_path: Path, run: Run) -> None:
    ran = run("init", "sjuharad", "--dry-run")
    assert ran.code == 0
    assert "  plans/boras.toml\n" in ran.out
    assert list(tmp_path.iterdir()) == []


def test_init_twice_changes_nothing(sjuharad: Path, run: Run) -> None:
    before = tree(sjuharad)
    assert run("init", "sjuharad").code == 0
    assert tree(sjuharad) == before


def test_init_works_in_each_language_and_is_kept(tmp_path: Path, run: Run) -> None:
    run("init", "sjuharad", "--lang", "en")
    assert 'language = "en"' in (tmp_path / "actionplan.toml").read_text("utf-8")
    assert run("show", "boras").out.startswith("Borås")
    assert "Pick proposals with" in run("show", "boras").out


@pytest.mark.usefixtures("sjuharad")
def test_doctor_as_json(run: Run) -> None:
    ran = run("doctor", "--json")
    found = json.loads(ran.raw)
    assert (ran.code, found["schema"]) == (0, 1)
    assert {row["state"] for row in found["findings"]} <= {"ok", "note"}
    assert run("doctor").out.count("\n") >= len(found["findings"])
