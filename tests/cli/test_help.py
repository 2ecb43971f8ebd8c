"""Every help page, whole, in both languages."""

import json
import re
import subprocess
import sys
from collections.abc import Callable

import pytest

from actionplan.cli.app import COMMANDS
from tests.cli.running import Ran, Run
from tests.goldens import check

GROUPS = {
    "activity": ("add", "set", "done"),
    "catalogue": ("list", "show", "search", "import", "diff", "migrate", "adopt"),
    "config": ("set",),
    "round": ("close", "plan", "remove"),
}
PAGES = [(), *((name,) for name in COMMANDS), *((group, name) for group, names in GROUPS.items() for name in names)]

# One process for all pages of a language: words of options are chosen when their modules are loaded.
_ALL = """
import contextlib, io, json, sys
from actionplan.cli.main import main
pages = {}
for words in json.loads(sys.argv[1]):
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = main([*words, "--help"])
    pages[" ".join(words)] = [code, said.getvalue()]
sys.__stdout__.buffer.write(json.dumps(pages).encode())
"""


@pytest.fixture(scope="module")
def pages() -> Callable[[str], dict[str, tuple[int, str]]]:
    known: dict[str, dict[str, tuple[int, str]]] = {}

    def of(language: str) -> dict[str, tuple[int, str]]:
        if language not in known:
            done = subprocess.run(
                [sys.executable, "-c", _ALL, json.dumps(PAGES)],
                env={"ACTIONPLAN_LANG": language, "COLUMNS": "80", "PATH": ""},
                capture_output=True,
                check=True,
            )
            known[language] = json.loads(done.stdout)
        return known[language]

    return of


@pytest.mark.parametrize("language", ["sv", "en"])
def test_all_pages(language: str, pages: Callable[[str], dict[str, tuple[int, str]]]) -> None:
    shown = pages(language)
    assert [code for code, _text in shown.values()] == [0] * len(PAGES)
    text = "\n".join(f"$ {' '.join(f'actionplan {name} --help'.split())}\n{page}" for name, (_, page) in shown.items())
    assert max(map(len, text.splitlines())) <= 80
    check(f"cli/help.{language}.txt", text)


def test_no_english_remains_in_swedish(pages: Callable[[str], dict[str, tuple[int, str]]]) -> None:
    english = re.compile(
        r"\b(Usage|Options|Arguments|Commands|Show|Install|default|required|the|with|and|proposal|plan's|folder|DATE|"
        r"FILE|BODY|NUMBER|FOLDER|WORDS|COUNT|INTEGER|BOOLEAN)\b"
    )
    for name, (_code, page) in pages("sv").items():
        assert not english.findall(page), name


def test_every_subcommand_is_listed(run: Run) -> None:
    for group, names in GROUPS.items():
        listed = re.findall(r"^  (\w+) ", run(group, "--help").out.rpartition("\n\n")[2], re.MULTILINE)
        assert tuple(listed) == names


def test_h_is_help(run: Run) -> None:
    assert run("show", "-h").raw == run("show", "--help").raw


def test_no_words_at_all_is_help_on_stderr(run: Run) -> None:
    ran = run()
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == run("--help").out


def test_version(run: Run) -> None:
    ran = run("--version")
    assert ran == Ran(0, b"actionplan 0.1.0\n", "")
