"""The built wheel, installed alone and run in an empty folder, is a whole program."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_catalogue_bodies_and_translations(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "actionplan/data/proposals/skl_44.toml",
        "actionplan/data/bodies.toml",
        "actionplan/data/ci/github.yml",
        "actionplan/locale/sv/LC_MESSAGES/actionplan.mo",
    } <= names
    assert not any(name.startswith(("tests/", "plans/")) for name in names)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that holds the wheel and what it requires, and nothing else."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, wheel], check=True, capture_output=True)
    return python


def run(python: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the installed program in a folder."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LANG", "LC_"))}
    return subprocess.run(
        [python.parent / "actionplan", *arguments],
        cwd=folder,
        env={**environment, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_it_works_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    made = run(installed, tmp_path, "init", "sjuharad")
    assert made.returncode == 0, made.stderr
    assert "9 planer" in made.stdout
    picked = run(installed, tmp_path, "pick", "borås", "9", "--owner", "Enhetschef")
    assert "09: ansvarig Enhetschef" in picked.stdout
    assert run(installed, tmp_path, "check").returncode == 0
    rolled = run(installed, tmp_path, "rollup")
    assert rolled.returncode == 0, rolled.stderr
    assert "1 av 8 kommuner" in rolled.stdout
    assert "Exempeldata" not in rolled.stdout


def test_the_fast_parser_can_be_missing(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "toml_rs.py").write_text("raise ImportError\n")
    code = "import sys; sys.path.insert(0, '.'); from actionplan.store import toml; print(toml.PARSER)"
    told = subprocess.run([installed, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "tomllib"
