import json
import shutil
from pathlib import Path

import pytest

from actionplan.cli.app import COMMANDS
from actionplan.reports.schemas.documents import DOCUMENTS, schema_text
from actionplan.wording.schema import plan_schema_text
from tests.cli.running import Run
from tests.gitting import GitWorld
from tests.reports.schemas.test_schemas import faults

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def region(tmp_path: Path, run: Run, git_world: GitWorld) -> Path:
    """The example workspace with a history, a source, a round, a broken file, and things not saved."""
    for name in ("plans", "proposals"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "actionplan.toml", tmp_path)
    with (tmp_path / "actionplan.toml").open("a", encoding="utf-8") as file:
        file.write('\n[source.mer]\nfolder = "mer"\n[source.borta]\nrepository = "https://git.example/borta.git"\n')
    (tmp_path / "mer" / "plans").mkdir(parents=True)
    git_world.at("2017-02-10T09:00:00+01:00")
    for words in (
        ("setup", "--yes", "--name", "Utvecklingsledare IFO", "--email", "ifo@boras.example"),
        ("save",),
        ("follow", "boras", "09", "Fyra grupper", "--status", "done"),
        ("set", "boras", "12", "--due", "2017-02-01"),
        ("save",),
        ("activity", "add", "mark", "09", "Möte med grannarna", "--due", "2016-12-01"),
        ("set", "tranemo", "12", "--status", "declined", "--reason", "Görs av regionen"),
    ):
        ran = run(*words)
        assert ran.code == 0, (words, ran.err)
    (tmp_path / "plans" / "vargarda.toml").write_bytes(b'format = 1\n[plan]\nbody = "14\xe5"\n')
    return tmp_path


_RUNS: dict[str, tuple[str, ...]] = {
    "show": ("show boras", "show boras mark 09 12"),
    "proposal": ("show 09 12 01", "show sjuharad 09"),
    "list": ("list", "list boras --picked"),
    "todo": ("todo", "todo --all"),
    "check": ("check --strict",),
    "rollup": ("rollup", "rollup --as-of 2017-01-01", "rollup --area A --only joint --names no"),
    "report": ("report boras", "report mark", "report tranemo"),
    "diff": ("diff", "diff --since 2017-02-09", "diff --since-followup", "diff boras --since 2017-02-11"),
    "log": ("log boras 09", "log boras 09 12", "log mark", "log vargarda"),
    "trend": ("trend", "trend boras", "trend --by month", "history 09"),
    "meeting": ("meeting", "meeting --since 2016-12-01"),
    "rounds": ("rounds",),
    "calendar": ("calendar", "calendar boras --names no", "calendar tranemo"),
    "remind": ("remind", "remind --by owner", "remind tranemo"),
    "fetch": ("fetch --dry-run", "fetch mer"),
    "catalogue": ("catalogue list", "catalogue show 09 12", "catalogue search familjehem"),
    "catalogue-diff": ("catalogue diff working-1 working-1",),
    "config": ("config",),
    "doctor": ("doctor",),
}


def test_every_document_is_printed_and_fits(region: Path, run: Run) -> None:
    assert region.is_dir()
    assert set(_RUNS) == set(DOCUMENTS)
    wrong = {}
    for name, runs in _RUNS.items():
        for words in runs:
            ran = run(*words.split(), "--json")
            assert ran.code in {0, 1, 3, 5}, (words, ran.err)
            if found := faults(json.loads(ran.out), name):
                wrong[words] = found[:3]
    assert wrong == {}


def test_every_command_with_json_has_a_schema(run: Run) -> None:
    told = {command.split()[1] for command, _make in DOCUMENTS.values()} | {"history"}
    for name in COMMANDS:
        if "--json" in run(name, "--help").out:
            assert name in told, f"{name} --json has no schema"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_schema_prints_what_is_published(run: Run, name: str) -> None:
    ran = run("schema", name)
    assert ran.code == 0
    assert ran.out == schema_text(name)
    assert ran.out == (ROOT / "docs" / "schemas" / f"{name}.schema.json").read_text("utf-8")


def test_without_a_document_it_is_that_of_a_plan(run: Run) -> None:
    assert run("schema").out == plan_schema_text()


def test_an_unknown_document_is_refused_with_those_there_are(run: Run) -> None:
    ran = run("schema", "rolup")
    assert ran.code == 2
    assert "rollup" in ran.err
    assert run("schema", "rollup", "--write").code == 2
