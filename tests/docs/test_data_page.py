"""The guide to data: its programs run, and its tables are those of the code."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from actionplan.cli.main import main
from tests.docs.pages import ROOT
from tools import data_reference

PAGE = ROOT / "docs" / "data.md"
_PROGRAM = re.compile(r"<!-- python -->\n```python\n(.*?)```\n\n```text\n(.*?)```", re.DOTALL)


def test_the_programs_print_what_the_page_shows(tmp_path: Path) -> None:
    for name in ("plans", "proposals"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "actionplan.toml", tmp_path)
    assert main(["-C", str(tmp_path), "export", "--sqlite", str(tmp_path / "sjuharad.db")]) == 0
    found = _PROGRAM.findall(PAGE.read_text(encoding="utf-8"))
    assert len(found) == 2
    for program, said in found:
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", program],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout == said


def test_the_tables_are_those_of_the_code() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == data_reference.renewed(page), "docs/data.md is old: run tools/data_reference.py"
