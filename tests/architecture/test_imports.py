"""What a command loads: the heavy libraries stay where they are needed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
OF_FORMATS = {
    "html": ("actionplan.reports.html",),
    "docx": ("docx", "lxml", "xlsxwriter"),
    "xlsx": ("xlsxwriter",),
    "pdf": ("typst",),
    "svg": ("actionplan.reports.svg",),
}
"""What each format needs that others do not."""
LIBRARIES = frozenset({"docx", "lxml", "xlsxwriter", "typst", "pyarrow", "sqlite3", "icalendar", "PIL"})
HEAVY = ("textual", "tomlkit", "pydantic", "filelock", "python_calamine", "actionplan.tui", *LIBRARIES)
_LOADED = """
import json, sys
from actionplan.cli.main import main
code = main(sys.argv[1:])
sys.stderr.write("\\n" + json.dumps([code, sorted(sys.modules)]))
"""

# In what says that it is a terminal, with a stand-in for the full-screen program itself.
_IN_TERMINAL = """
import io, sys, types
class Terminal(io.TextIOWrapper):
    isatty = lambda self: True
sys.stdin, sys.stdout = (Terminal(io.BytesIO(), "utf-8") for _ in range(2))
opening = sys.modules["actionplan.tui.opening"] = types.ModuleType("actionplan.tui.opening")
opening.open_tui = lambda workspace, **given: 0
"""


def loaded(*arguments: str, before: str = "") -> tuple[int, set[str]]:
    """The exit code of a command and the modules that it loaded."""
    run = subprocess.run(
        [sys.executable, "-c", before + _LOADED, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "TERM": "xterm"},
    )
    code, modules = json.loads(run.stderr.rpartition("\n")[2])
    return code, set(modules)


@pytest.mark.parametrize(
    "command",
    [
        ["--help"],
        ["--version"],
        ["show", "boras"],
        ["show", "09"],
        ["list"],
        ["todo"],
        ["check"],
        ["rollup", "sjuharad"],
        ["rollup", "sjuharad", "--format", "json"],
        ["catalogue", "list"],
        ["schema"],
    ],
    ids=" ".join,
)
def test_commands_that_read_load_nothing_heavy(command: list[str]) -> None:
    code, modules = loaded(*command)
    assert code == 0
    assert modules.isdisjoint(HEAVY), modules & set(HEAVY)


@pytest.mark.parametrize("form", ["text", "md", "csv", "csv-excel", "json", *OF_FORMATS])
def test_no_library_of_a_format_is_loaded_for_another(form: str, tmp_path: Path) -> None:
    code, modules = loaded("rollup", "sjuharad", "-f", form, "-o", str(tmp_path / "report"))
    assert code == 0
    own = OF_FORMATS.get(form, ())
    assert set(own) <= modules
    assert modules.isdisjoint(LIBRARIES - set(own)), modules & (LIBRARIES - set(own))


def test_plain_output_does_without_rich() -> None:
    _code, modules = loaded("rollup", "sjuharad")
    assert "rich" not in modules


def test_the_writer_is_loaded_for_an_edit() -> None:
    code, modules = loaded("set", "boras", "09", "--owner", "Enhetschef", "--dry-run")
    assert code == 0
    assert "tomlkit" in modules


@pytest.mark.parametrize("command", [[], ["--read-only", "--hide-names", "--no-color"]], ids=" ".join)
def test_the_way_into_the_full_screen_program_loads_nothing_for_commands(command: list[str]) -> None:
    code, modules = loaded(*command, before=_IN_TERMINAL)
    assert code == 0
    assert "actionplan.tui.opening" in modules
    assert modules.isdisjoint({"typer", "rich", "tomlkit", "textual", "actionplan.cli.app"})


def test_without_a_terminal_nothing_of_the_full_screen_program_is_loaded() -> None:
    code, modules = loaded()
    assert code == 2
    assert modules.isdisjoint(HEAVY), modules & set(HEAVY)


@pytest.mark.parametrize(
    "command",
    [["show", "boras"], ["show", "09"], ["list"], ["todo"], ["check"], ["rollup", "sjuharad"], ["config"]],
    ids=" ".join,
)
def test_without_sources_git_is_not_loaded(command: list[str]) -> None:
    _code, modules = loaded(*command)
    assert not {one for one in modules if one.startswith("actionplan.store.git.")} - {"actionplan.store.git.reasons"}
    assert "actionplan.store.source_rules" not in modules
