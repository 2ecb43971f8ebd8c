import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from actionplan.cli.main import main
from actionplan.reports.tables.parquet import NAMES
from actionplan.store import folders
from tests.architecture.test_imports import loaded
from tests.cli.running import Run

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The example workspace."""
    for name in ("plans", "proposals"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "actionplan.toml", tmp_path)
    return tmp_path


def answer(path: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return list(connection.execute(sql))
    finally:
        connection.close()


def test_the_database_says_what_the_rollup_says(run: Run, example: Path) -> None:
    ran = run("export", "--sqlite", "plan.db")
    assert (ran.code, ran.out) == (0, "")
    assert "plan.db" in ran.err
    assert answer(example / "plan.db", "SELECT part, whole FROM rollup_headline WHERE figure = 'under_way'") == [
        (37, 44)
    ]
    assert answer(example / "plan.db", "PRAGMA foreign_key_check") == []
    assert answer(example / "plan.db", "SELECT example, as_of FROM meta") == [(1, "2017-02-12")]
    content = (example / "plan.db").read_bytes()
    assert str(example).encode() not in content
    assert run("export", "--sqlite", "plan.db", "--yes").code == 0
    assert (example / "plan.db").read_bytes() == content


def test_the_folder_has_a_file_for_each_table(run: Run, example: Path) -> None:
    assert run("export", "sjuharad", "--parquet", "tabeller/").code == 0
    assert sorted(path.name for path in (example / "tabeller").iterdir()) == sorted(NAMES)
    assert not list(example.glob(".*tmp"))


def test_what_is_there_is_not_replaced_unasked(run: Run, example: Path) -> None:
    (example / "plan.db").write_bytes(b"old")
    ran = run("export", "--sqlite", "plan.db")
    assert ran.code == 1
    assert (example / "plan.db").read_bytes() == b"old"
    assert run("export", "--parquet", "t").code == 0
    assert run("export", "--parquet", "t").code == 1
    assert run("export", "--parquet", "t", "--yes").code == 0
    assert sorted(path.name for path in (example / "t").iterdir()) == sorted(NAMES)


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--parquet", "plans"),
        ("--parquet", "plans/tabeller"),
        ("--parquet", "full"),
        ("--parquet", "file"),
        ("--sqlite", "plans/boras.toml"),
        ("--sqlite", "full"),
        ("--parquet", "a\x00b"),
        ("--sqlite", "x.db", "--names", "maybe"),
        ("--sqlite", "-"),
        ("--parquet", "-"),
        ("--sqlite", "same", "--parquet", "same"),
        ("--sqlite", "empty/x.db", "--parquet", "empty"),
        ("--sqlite", "a\x00b", "--parquet", "empty"),
    ],
)
def test_wrong_places_are_refused_before_anything_is_made(run: Run, example: Path, words: tuple[str, ...]) -> None:
    (example / "full").mkdir()
    (example / "full" / "notes.txt").write_text("mine")
    (example / "empty").mkdir()
    (example / "file").write_text("mine")
    before = everything(example)
    ran = run("export", *words)
    assert ran.code == 2, ran.err
    assert ran.err
    assert "Traceback" not in ran.err
    assert everything(example) == before


def everything(folder: Path) -> dict[Path, bytes | None]:
    """All that lies below a folder: the content of each file, and that there are the folders."""
    return {path: path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


def test_a_database_and_a_folder_are_written_at_once(run: Run, example: Path) -> None:
    (example / "a.db").write_bytes(b"old")
    ran = run("export", "--sqlite", "a.db", "--parquet", "t", "--yes")
    assert (ran.code, ran.err.splitlines()[-2:]) == (0, ["Sparat i a.db.", "Sparat i t."])
    assert answer(example / "a.db", "PRAGMA foreign_key_check") == []
    assert sorted(path.name for path in (example / "t").iterdir()) == sorted(NAMES)
    assert not list(example.glob(".*"))


@pytest.mark.parametrize("old", [b"old", None])
def test_when_the_folder_cannot_be_written_the_database_is_as_it_was(
    run: Run, example: Path, old: bytes | None
) -> None:
    if old:
        (example / "a.db").write_bytes(old)
    before = everything(example)
    ran = run("export", "--sqlite", "a.db", "--parquet", "x" * 240, "--yes")
    assert ran.code == 1
    assert "Det som fanns där förut är orört." in ran.err
    assert "Sparat" not in ran.err
    assert everything(example) == before


def test_when_the_database_cannot_be_written_the_folder_is_as_it_was(run: Run, example: Path) -> None:
    assert run("export", "--parquet", "t").code == 0
    before = everything(example)
    ran = run("export", "--sqlite", "x" * 240, "--parquet", "t", "--names", "no", "--yes")
    assert (ran.code, "Sparat" in ran.err) == (1, False)
    assert everything(example) == before


@pytest.mark.parametrize("is_put_back", [True, False])
def test_when_the_folder_cannot_take_its_name_the_database_is_put_back_or_that_is_told(
    run: Run, example: Path, monkeypatch: pytest.MonkeyPatch, *, is_put_back: bool
) -> None:
    (example / "a.db").write_bytes(b"old")
    before = everything(example)
    real = Path.replace

    def refused(path: Path, target: Path) -> Path:
        if path.name.endswith("-old") and is_put_back:
            return real(path, target)
        raise PermissionError(13, os.strerror(13))

    def no_name(path: Path, target: Path) -> Path:
        # The database has been replaced by now.
        assert (example / "a.db").read_bytes() != b"old"
        monkeypatch.setattr(Path, "replace", refused)
        return refused(path, target)

    monkeypatch.setattr(Path, "rename", no_name)
    ran = run("export", "--sqlite", "a.db", "--parquet", "t", "--yes")
    assert (ran.code, "Sparat" in ran.err) == (1, False)
    assert ("orört" in ran.err) is is_put_back
    if is_put_back:
        assert everything(example) == before
    else:
        [kept] = example.glob(".a.db.*")
        assert kept.name in ran.err
        assert kept.read_bytes() == b"old"


@pytest.mark.parametrize("named", ["x" * 300, "saknas/t"])
def test_a_folder_that_cannot_be_made_is_an_error(run: Run, example: Path, named: str) -> None:
    assert example.is_dir()
    ran = run("export", "--parquet", named)
    assert ran.code == 1
    assert "Traceback" not in ran.err


def test_a_link_to_a_folder_stays_a_link(run: Run, example: Path) -> None:
    (example / "real").mkdir()
    (example / "link").symlink_to("real", target_is_directory=True)
    assert run("export", "--parquet", "link").code == 0
    assert (example / "link").is_symlink()
    assert sorted(path.name for path in (example / "real").iterdir()) == sorted(NAMES)


def test_dry_run_writes_nothing(run: Run, example: Path) -> None:
    ran = run("export", "--sqlite", "x.db", "--parquet", "t", "--dry-run")
    assert ran.code == 0
    assert "entries" in ran.out
    assert not (example / "x.db").exists()
    assert not (example / "t").exists()


def test_a_file_that_cannot_be_read_is_told(run: Run, example: Path) -> None:
    (example / "plans" / "boras.toml").write_bytes(b"\xff\xfe")
    ran = run("export", "--sqlite", "x.db")
    assert ran.code == 5
    assert "plans/boras.toml" in ran.err
    assert answer(example / "x.db", "SELECT reporting FROM bodies WHERE id = '1490'") == [("unreadable",)]
    assert answer(example / "x.db", "SELECT state FROM files WHERE file = 'plans/boras.toml'") == [("unreadable",)]
    assert answer(example / "x.db", "SELECT partial FROM meta") == [(1,)]


def test_a_folder_is_whole_or_as_it_was(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["export", "--parquet", "t"]) == 0
    before = {path.name: path.stat().st_ino for path in (example / "t").iterdir()}
    real = Path.rename
    for times in (1, 2):
        left = [times]

        def fail(path: Path, target: Path, left: list[int] = left) -> Path:
            left[0] -= 1
            if left[0] == 0:
                raise PermissionError(13, os.strerror(13))
            return real(path, target)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "rename", fail)
            assert main(["export", "--parquet", "t", "--yes"]) == 1
        assert {path.name: path.stat().st_ino for path in (example / "t").iterdir()} == before
        assert not list(example.glob(f".*{folders._TEMPORARY}"))


def test_without_names_no_function_is_written(run: Run, example: Path) -> None:
    assert run("export", "--sqlite", "x.db", "--names", "no").code == 0
    assert answer(example / "x.db", "SELECT count(*) FROM entries WHERE owner IS NOT NULL") == [(0,)]
    assert answer(example / "x.db", "SELECT part FROM rollup_headline WHERE figure = 'unowned'") == [(5,)]


@pytest.mark.parametrize(
    ("words", "unneeded"),
    [
        (("export", "--sqlite", "{}/x.db"), ("pyarrow", "tomlkit")),
        (("export", "--parquet", "{}/t"), ("sqlite3", "tomlkit")),
        (("calendar",), ("sqlite3", "pyarrow", "icalendar", "tomlkit", "rich")),
        (("remind",), ("sqlite3", "pyarrow", "icalendar", "tomlkit", "rich")),
        (("schema", "rollup"), ("sqlite3", "pyarrow", "tomlkit", "rich")),
    ],
)
def test_a_command_loads_nothing_of_another(tmp_path: Path, words: tuple[str, ...], unneeded: tuple[str, ...]) -> None:
    code, modules = loaded(*(word.format(tmp_path) for word in words))
    assert code == 0
    assert modules.isdisjoint(unneeded)
