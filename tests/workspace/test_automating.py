"""The files for GitHub, GitLab and Azure DevOps are well formed, and their commands do what they say."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from actionplan.i18n import set_language
from actionplan.store.data import DATA
from actionplan.workspace.automating import CI, ci_text, report_command, with_origin
from actionplan.workspace.founding import make, plan_files, workspace_files
from actionplan.workspace.opening import Workspace, open_workspace
from tests.plain_yaml import read

FOLDERS = ["", "arbete/", "vår mapp's: #1/under/", "a $HOME b/"]


def commands(value: Any) -> list[str]:
    """Everything in a document that a shell runs."""
    if isinstance(value, dict):
        own = [value[key] for key in ("run", "script") if isinstance(value.get(key), str)]
        listed = value["script"] if isinstance(value.get("script"), list) else []
        return [*own, *listed, *(line for one in value.values() if one is not listed for line in commands(one))]
    return [line for one in value for line in commands(one)] if isinstance(value, list) else []


def variables(value: Any) -> list[str]:
    """What the variable with the workspace's folder is set to."""
    if isinstance(value, dict):
        own = [value["ACTIONPLAN_WORKSPACE"]] if "ACTIONPLAN_WORKSPACE" in value else []
        return own + [found for one in value.values() for found in variables(one)]
    return [found for one in value for found in variables(one)] if isinstance(value, list) else []


def test_there_is_a_file_for_each_service() -> None:
    assert sorted(path.stem for path in (DATA / "ci").iterdir()) == sorted(CI)


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("service", CI)
def test_each_is_well_formed_wherever_the_workspace_lies(service: str, folder: str) -> None:
    text = ci_text(service, folder, "actionplan rollup sjuharad --format md")
    assert "@" not in re.sub(r"@v?\d", "", text)
    document = read(text)
    named = folder.removesuffix("/") or "."
    assert set(variables(document)) == {named.replace("$", "$$") if service == "gitlab" else named}
    run = commands(document)
    # Nothing is fetched by the name alone.
    installs = [line for line in run if "pip install" in line]
    assert set(installs) == {'pip install "${ACTIONPLAN_FROM:?State in this file where actionplan comes from}"'}
    assert text.count("ACTIONPLAN_FROM: ''") == 1
    assert any(line.startswith("actionplan check") for line in run)
    assert any("actionplan rollup sjuharad --format md > actionplan-report.md" in line for line in run)
    assert "://" not in text


def test_where_the_program_comes_from_is_stated_in_one_place() -> None:
    made = ci_text("gitlab", "", "x")
    stated = with_origin(made, "./program/actionplan")
    assert read(stated)["variables"] == {"ACTIONPLAN_FROM": "./program/actionplan"}
    assert with_origin(stated) == made
    assert with_origin(made.replace("FROM: ''", "FROM: program/a.whl # egen")) == made


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_nothing_is_installed_before_it_is_stated(shell: str, tmp_path: Path) -> None:
    (line,) = {line for line in commands(read(ci_text("gitlab", "", "x"))) if "pip" in line}
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "ACTIONPLAN_FROM": ""}
    (tmp_path / "pip").write_text("#!/bin/sh\necho installed\n")
    (tmp_path / "pip").chmod(0o755)
    ran = subprocess.run([shell, "-e", "-c", line], env=environment, capture_output=True, check=False)
    assert ran.returncode
    assert ran.stdout == b""
    assert b"State in this file where actionplan comes from" in ran.stderr
    environment["ACTIONPLAN_FROM"] = "./a b"
    assert subprocess.run([shell, "-c", line], env=environment, capture_output=True, check=True).stdout


def test_all_of_the_history_is_fetched() -> None:
    documents = {service: read(ci_text(service, "", "x")) for service in CI}
    assert documents["github"]["jobs"]["plans"]["steps"][0]["with"] == {"fetch-depth": 0}
    assert documents["gitlab"]["actionplan-report"]["variables"]["GIT_DEPTH"] == "0"
    assert documents["azure"]["steps"][0] == {"checkout": "self", "fetchDepth": 0}


def test_no_rights_beyond_reading() -> None:
    assert read(ci_text("github", "", "x"))["permissions"] == {"contents": "read"}


def workspace(folder: Path, name: str) -> Workspace:
    from actionplan.core.body import Bodies
    from actionplan.store.catalogues import find_catalogue
    from actionplan.store.data import shipped_bodies

    set_language("sv")
    body = Bodies(shipped_bodies()).resolve(name)
    make(workspace_files(folder, body, "sv"))
    catalogue = find_catalogue(folder / "proposals", "skl-44", "working-1")
    make(plan_files(folder, (body,), catalogue, planned=frozenset()))
    return open_workspace(folder)


@pytest.mark.parametrize(
    ("body", "command"),
    [
        ("sjuharad", "actionplan rollup sjuharad --format md"),
        ("boras", "{ echo '```' && actionplan show boras && echo '```'; }"),
    ],
)
@pytest.mark.parametrize("service", CI)
def test_the_commands_run_in_a_workspace_in_a_folder(body: str, command: str, service: str, tmp_path: Path) -> None:
    folder = tmp_path / "top" / "vår mapp"
    folder.mkdir(parents=True)
    assert report_command(workspace(folder, body)) == command
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    program = bin_ / "actionplan"
    program.write_text(f"#!/bin/sh\nexec '{sys.executable}' -P -m actionplan \"$@\"\n")
    program.chmod(0o755)
    script = [line for line in commands(read(ci_text(service, "vår mapp/", command))) if not line.startswith("pip")]
    (tmp_path / "summary").touch()
    ran = subprocess.run(
        ["bash", "-e", "-c", "\n".join(script)],
        cwd=tmp_path / "top",
        env={
            **dict.fromkeys(("LANG", "ACTIONPLAN_CONFIG_DIR", "ACTIONPLAN_CACHE_DIR"), str(tmp_path / "none")),
            "PATH": f"{bin_}:/usr/bin:/bin",
            "PYTHONPATH": ":".join(sys.path[1:]),
            "ACTIONPLAN_WORKSPACE": "vår mapp",
            "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
            "PYTHONUTF8": "1",
        },
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    report = (tmp_path / "top" / "actionplan-report.md").read_text("utf-8")
    assert ("Sjuhärad" if body == "sjuharad" else "Borås") in report
    assert (report == (tmp_path / "summary").read_text("utf-8")) is (service == "github")
