"""fetch, and what other commands do with sources: whole texts in both languages."""

import json
import os
import re
import signal
import time
from pathlib import Path

import pytest

from tests.cli.running import Run, process
from tests.gitting import GitWorld, commit_all
from tests.goldens import check
from tests.sourcing import source_repository, sources_toml, workspace_with, write_plan

LONG_AGO = time.time() - 3600

pytestmark = pytest.mark.usefixtures("git_world")


@pytest.fixture
def places(tmp_path: Path, git_world: GitWorld, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Borås and Mark in repositories of their own, Tranemo in a folder, Ulricehamn here, and one that is away."""
    git_world.at("2016-09-12T10:00:00+02:00")
    source_repository(tmp_path / "boras", "boras")
    source_repository(tmp_path / "mark", "mark", inside="arbete")
    path = write_plan(tmp_path / "tranemo", "tranemo")
    os.utime(path, (1_474_200_000, 1_474_200_000))
    settings = (
        "[source.boras]\nrepository = '../boras'\ntitle = 'Borås Stad'\n"
        "[source.mark]\nrepository = '../mark'\npath = 'arbete'\nref = 'main'\n"
        "[source.tranemo]\nfolder = '../tranemo'\n"
        "[source.borta]\nrepository = 'https://anna:hemligt@git.invalid/borta'\n"
    )
    monkeypatch.chdir(workspace_with(tmp_path / "ws", settings, "ulricehamn"))
    # What names of servers come to must not depend on where the test runs.
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    return tmp_path


def first_page(report: str) -> str:
    """A roll-up until its first part begins, and the table of sources if there is one."""
    first = re.split(r"\n(?=(?:## )?(?:Gemensamt och på egen hand|Together and on their own)\n)", report)[0]
    table = re.search(r"\n(?:### )?(?:Källor|Sources)\n.*", report, re.DOTALL)
    return f"{first}\n…\n" + (table[0].lstrip("\n") if table else "")


def story(run: Run, *commands: str) -> str:
    """What a person sees who runs the commands one after the other."""
    told = []
    for command in commands:
        ran = run(*command.split())
        out = first_page(ran.out) if command.startswith("rollup") else ran.out
        streams = "".join(
            f"{mark} {line}\n" for mark, text in ((" ", out), ("!", ran.err)) for line in text.splitlines()
        )
        told.append(f"$ actionplan {command}\n{streams}= {ran.code}\n")
    return "\n".join("\n".join(line.rstrip() for line in one.splitlines()) + "\n" for one in told)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_whole_story(run: Run, places: Path, language: str) -> None:
    lang = f"--lang {language}"
    text = story(
        run,
        f"fetch --dry-run {lang}",
        f"rollup {lang}",
        f"fetch {lang}",
        f"fetch mark {lang}",
        f"list --picked {lang}",
        f"todo {lang}",
        f"show 09 {lang}",
        f"show boras {lang}",
        f"set boras 09 --status done {lang}",
        f"set tranemo 09 --status done {lang}",
        f"config {lang}",
    )
    (places / "boras").rename(places / "flyttad")
    (places / "ws" / "actionplan.toml").write_text(
        "region = 'sjuharad'\n[source.boras]\nrepository = '../boras'\ntitle = 'Borås Stad'\n"
        "[source.mark]\nrepository = '../mark'\n[source.bolle]\nrepository = '../mark'\nref = 'borta'\n"
        "[source.tranemo]\nfolder = '../borta'\n",
        "utf-8",
    )
    text += "\n" + story(run, f"fetch {lang}", f"rollup {lang}")
    check(f"cli/sources.{language}.txt", text.replace(str(places), "…"))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_many_sources_are_told_in_a_line_and_a_table(
    run: Run, tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch, git_world: GitWorld
) -> None:
    slugs = ("boras", "mark", "tranemo", "ulricehamn", "bollebygd")
    for number, slug in enumerate(slugs):
        git_world.at(f"2016-09-1{number}T10:00:00+02:00")
        source_repository(tmp_path / slug, slug)
    monkeypatch.chdir(workspace_with(tmp_path / "ws", sources_toml(**{slug: f"../{slug}" for slug in slugs})))
    run("fetch", "boras", "mark", ACTIONPLAN_TODAY="2016-09-16")
    run("fetch", "tranemo", "ulricehamn", "bollebygd")
    (tmp_path / "mark").rename(tmp_path / "borta")
    run("fetch", "mark")
    text = "\n".join(
        f"{words[0]} columns\n{first_page(run('rollup', '--lang', language, COLUMNS=words[0]).out)}"
        for words in (("80",), ("120",))
    )
    text += "\n" + first_page(run("rollup", "--lang", language, "--format", "md").out)
    check(f"cli/sources-many.{language}.txt", text)


def test_json_tells_the_same(run: Run, places: Path) -> None:
    told = json.loads(run("fetch", "--json").raw)
    assert told["schema"] == 1
    assert [(one["name"], one["outcome"], one["trouble"], one["counted"]) for one in told["sources"]] == [
        ("boras", "new", None, True),
        ("mark", "new", None, True),
        ("tranemo", "folder", None, True),
        ("borta", "failed", "not_fetched", False),
    ]
    assert "hemligt" not in json.dumps(told)
    assert told["sources"][0]["fetched"].startswith("2016-11-21T")
    rollup = json.loads(run("rollup", "--json").raw)
    assert rollup["partial"]
    assert [
        {"outcome": one["outcome"], **two} for one, two in zip(told["sources"], rollup["sources"], strict=True)
    ] == told["sources"]
    assert {source for one in rollup["members"] for source in one["sources"]} == {
        "boras:plans/boras.toml",
        "mark:plans/mark.toml",
        "tranemo:plans/tranemo.toml",
        "plans/ulricehamn.toml",
    }
    assert places.exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("fetch", "bors"), 2),
        (("fetch", "--timeout", "0"), 2),
        (("fetch", "boras", "--dry-run"), 0),
        (("fetch", "boras"), 0),
    ],
    ids=str,
)
@pytest.mark.usefixtures("places")
def test_exit_codes(run: Run, words: tuple[str, ...], code: int) -> None:
    assert run(*words).code == code


@pytest.mark.usefixtures("places")
def test_a_dry_run_fetches_nothing(run: Run) -> None:
    run("fetch", "--dry-run")
    assert not (Path(os.environ["ACTIONPLAN_CACHE_DIR"]) / "sources").exists()


def test_without_sources_it_is_told(run: Run, tmp_path: Path) -> None:
    workspace_with(tmp_path, "")
    ran = run("fetch")
    assert ran.code == 1
    assert "[source.boras]" in ran.err


def test_a_fault_in_the_settings_is_told_with_its_line(run: Run, tmp_path: Path) -> None:
    workspace_with(tmp_path, "[source.x]\nrepository = 'ext::sh -c id'\n")
    for command in (("fetch",), ("rollup",), ("config",)):
        ran = run(*command)
        assert ran.code == 1
        assert ran.err.startswith("actionplan.toml:4:1: source.x.repository: ")


@pytest.mark.usefixtures("places")
def test_the_doctor_looks_at_each_source(run: Run) -> None:
    run("fetch")
    found = {one["what"]: one for one in json.loads(run("doctor", "--json").raw)["findings"]}
    assert found["Källa boras"]["state"] == "ok"
    assert "2016-11-21" in found["Källa boras"]["found"]
    assert found["Källa borta"]["state"] == "fault"
    assert found["Källa borta"]["repair"]


def test_a_whole_report_is_recalled_until_a_source_changes(
    run: Run, places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = places / "ws" / "actionplan.toml"
    settings.write_text("region = 'sjuharad'\n[source.boras]\nrepository = '../boras'\n", "utf-8")
    monkeypatch.setattr("actionplan.store.memory.UNSETTLED", -(10**18))
    run("fetch")
    first = run("rollup")
    assert first.code == 0
    with monkeypatch.context() as patch:

        def refuse(*_: object) -> None:
            raise AssertionError

        patch.setattr("actionplan.store.git.copies.look_into", refuse)
        assert run("rollup") == first
    write_plan(places / "boras", "boras", "done")
    commit_all(places / "boras")
    assert run("rollup") == first
    run("fetch")
    after = run("rollup")
    assert after.raw != first.raw
    assert after == run("rollup", "--no-cache")
    (places / "boras").rename(places / "flyttad")
    run("fetch")
    failed = run("rollup")
    assert failed.code == 5
    assert failed == run("rollup", "--no-cache")
    settings.write_text("region = 'sjuharad'\n[source.b]\nfolder = '../flyttad'\n", "utf-8")
    folder = run("rollup")
    write_plan(places / "flyttad", "mark")
    assert run("rollup").raw != folder.raw


def test_a_person_sees_how_far_it_has_come(run: Run, places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from actionplan.cli.output import Output

    plain = run("fetch", "boras", "mark")
    assert plain.err == ""
    real = Output.for_streams

    def interactive(*, no_color: bool) -> Output:
        from msgspec.structs import replace

        return replace(real(no_color=no_color), interactive=True)

    monkeypatch.setattr(Output, "for_streams", interactive)
    ran = run("fetch", "boras", "mark")
    first = "Hämtar: 0 av 2 klara"
    assert ran.err.startswith(f"\r{first}\r")
    assert ran.err.endswith("\r" + " " * (len(first) + 2) + "\r")
    assert ran.code == 0
    assert places.exists()


def test_stopping_it_is_clean(places: Path, tmp_path: Path) -> None:
    pid, script = tmp_path / "pid", tmp_path / "ssh"
    script.write_text(f"#!/bin/sh\necho $$ > '{pid}'\nexec sleep 60\n")
    script.chmod(0o755)
    settings = places / "ws" / "actionplan.toml"
    settings.write_text(
        "[source.x]\nrepository = 'ssh://git.invalid/x'\n[source.b]\nrepository = '../boras'\n", "utf-8"
    )
    running = process("fetch", env={"GIT_SSH_COMMAND": str(script)}, start_new_session=True)
    until = time.monotonic() + 30
    while not pid.exists() and time.monotonic() < until:
        time.sleep(0.02)
    time.sleep(0.5)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=30)
    assert running.returncode == 130, err
    assert out == b""
    assert b"Traceback" not in err
    sources = Path(os.environ["ACTIONPLAN_CACHE_DIR"]) / "sources"
    assert not list(sources.glob("*.new"))
    assert len(list(sources.glob("*.git"))) == 1
