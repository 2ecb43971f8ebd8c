"""A folder of plans: found from within, read whole, and asked for the plan of a body."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from actionplan.core.body import Body
from actionplan.store.errors import NoPlan, NoWorkspace, SeveralPlans, Unreadable
from actionplan.workspace import Workspace, find_root, open_workspace

PLAN = 'format = 1\ncatalogue = "skl-44"\ncatalogue_version = "working-1"\n[plan]\nbody = {body}\n'


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "plans").mkdir()
    (tmp_path / "actionplan.toml").write_text("format = 1\n", "utf-8")
    return open_workspace(tmp_path)


def write(workspace: Workspace, name: str, body: str = '"1490"', more: str = "") -> None:
    path = workspace.root / "plans" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(PLAN.format(body=body) + more, "utf-8")


def boras(workspace: Workspace) -> Body:
    return workspace.bodies["1490"]


def sources(workspace: Workspace) -> list[str]:
    return [file.source for file in workspace.files_of(boras(workspace))]


# Finding


def test_a_workspace_is_found_from_any_folder_in_it(tmp_path: Path) -> None:
    deep = tmp_path / "plans" / "arkiv" / "2016"
    deep.mkdir(parents=True)
    (tmp_path / "actionplan.toml").touch()
    assert find_root(deep) == find_root(tmp_path) == tmp_path


def test_the_nearest_workspace_is_meant(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    for folder in (tmp_path, inner):
        (folder / "actionplan.toml").touch()
    assert find_root(inner) == inner


def test_a_folder_of_plans_is_a_workspace_for_those_who_stand_by_it(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "other").mkdir()
    assert find_root(tmp_path) == tmp_path
    assert find_root(tmp_path / "other") is None
    assert open_workspace(tmp_path).settings.thresholds.k == 3


def test_without_a_workspace_it_is_told_where_it_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(NoWorkspace) as caught:
        open_workspace(tmp_path)
    assert caught.value.start == tmp_path


def test_faulty_settings_are_told(tmp_path: Path) -> None:
    (tmp_path / "actionplan.toml").write_text("k = \n", "utf-8")
    with pytest.raises(Unreadable) as caught:
        open_workspace(tmp_path)
    assert [problem.line for problem in caught.value.problems] == [1]


# Reading


def test_everything_called_toml_is_a_plan_also_what_cannot_be_read(workspace: Workspace) -> None:
    for name in ("b.toml", "sub/a.toml", ".hidden.toml", "notes.txt"):
        write(workspace, name)
    (workspace.root / "plans" / "folder.toml").mkdir()
    (workspace.root / "plans" / "link.toml").symlink_to("nowhere")
    (workspace.root / "plans" / ".git").mkdir()
    (workspace.root / "plans" / ".git" / "c.toml").touch()
    files = workspace.read_all()
    assert [(file.source, file.plan is None) for file in files] == [
        ("plans/b.toml", False),
        ("plans/folder.toml", True),
        ("plans/link.toml", True),
        ("plans/sub/a.toml", False),
    ]


def test_without_the_folder_of_plans_there_are_none(workspace: Workspace) -> None:
    (workspace.root / "plans").rmdir()
    assert workspace.read_all() == ()


CLOSED = """
import os, sys
from pathlib import Path
from actionplan.workspace import open_workspace
workspace = open_workspace(Path(sys.argv[1]))
workspace.read_all()
os.chmod(workspace.root / "plans" / sys.argv[2], 0)
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
print([(file.source, [problem.code for problem in file.problems]) for file in workspace.read_all()])
"""


@pytest.mark.skipif(os.name != "posix", reason="permissions of files are another thing there")
@pytest.mark.parametrize(
    ("closed", "expected"),
    [
        (".", [("plans", ["no_permission"])]),
        ("sub", [("plans/b.toml", []), ("plans/sub", ["no_permission"])]),
    ],
)
def test_a_folder_that_may_not_be_read_is_told_and_the_rest_is_read(
    closed: str, expected: list[tuple[str, list[str]]]
) -> None:
    # Not in the folder for the tests' files, which is closed to others as a whole.
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        root.chmod(0o755)
        (root / "plans" / "sub").mkdir(parents=True)
        for path in (root / "plans" / "b.toml", root / "plans" / "sub" / "a.toml"):
            path.write_text(PLAN.format(body='"1490"'), "utf-8")
        run = subprocess.run([sys.executable, "-c", CLOSED, root, closed], capture_output=True, text=True, check=False)
        (root / "plans" / closed).chmod(0o755)
    assert (run.stdout, run.stderr) == (f"{expected}\n", "")


def test_a_file_is_called_by_its_place_in_the_workspace(workspace: Workspace, tmp_path: Path) -> None:
    assert workspace.source(workspace.root / "plans" / "sub" / "x.toml") == "plans/sub/x.toml"
    assert workspace.source(tmp_path.parent / "x.toml") == (tmp_path.parent / "x.toml").as_posix()


# The plan of a body


def test_a_plan_is_found_by_its_body_whatever_the_file_is_called(workspace: Workspace) -> None:
    write(workspace, "plan-2016.toml")
    write(workspace, "mark.toml", '"1463"')
    file = workspace.file_of(boras(workspace))
    assert file.source == "plans/plan-2016.toml"
    assert file.plan
    assert file.plan.head.body == "1490"


@pytest.mark.parametrize("body", ["'1490'", '"""1490"""', "'''1490'''"])
def test_a_plan_is_found_however_its_body_is_quoted(workspace: Workspace, body: str) -> None:
    write(workspace, "x.toml", body)
    assert sources(workspace) == ["plans/x.toml"]


def test_a_body_without_a_plan_is_told_what_its_file_would_be_called(workspace: Workspace) -> None:
    write(workspace, "mark.toml", '"1463"', 'contact = "1490"\n')
    with pytest.raises(NoPlan) as caught:
        workspace.file_of(boras(workspace))
    assert (caught.value.body, caught.value.slug) == ("Borås", "boras")
    assert workspace.plan_path(boras(workspace)) == workspace.root / "plans" / "boras.toml"


def test_a_file_with_the_name_of_a_body_that_is_another_bodys_plan_is_not_its_plan(workspace: Workspace) -> None:
    write(workspace, "boras.toml", '"1463"')
    assert sources(workspace) == []


def test_of_several_plans_none_is_chosen(workspace: Workspace) -> None:
    write(workspace, "boras.toml")
    write(workspace, "boras-2.toml")
    assert sources(workspace) == ["plans/boras-2.toml", "plans/boras.toml"]
    with pytest.raises(SeveralPlans) as caught:
        workspace.file_of(boras(workspace))
    assert caught.value.sources == ("plans/boras-2.toml", "plans/boras.toml")


def test_a_plan_that_covers_a_body_is_its_plan_until_it_has_its_own(workspace: Workspace) -> None:
    write(workspace, "sjuharad.toml", '"sjuharad"', 'covers = ["1443", "1490"]\n')
    assert workspace.file_of(boras(workspace)).source == "plans/sjuharad.toml"
    write(workspace, "boras.toml")
    assert sources(workspace) == ["plans/boras.toml", "plans/sjuharad.toml"]
    assert workspace.file_of(boras(workspace)).source == "plans/boras.toml"


def test_a_named_file_that_cannot_be_read_is_told_with_its_faults(workspace: Workspace) -> None:
    write(workspace, "boras.toml", "1490")
    write(workspace, "mark.toml", '"1463')
    with pytest.raises(Unreadable) as caught:
        workspace.file_of(boras(workspace))
    assert [(one.source, one.code, one.line) for one in caught.value.problems] == [
        ("plans/boras.toml", "wrong_type", 5)
    ]
    [unreadable] = workspace.files_of(boras(workspace))
    assert workspace.body_of(unreadable) == boras(workspace)


def test_a_named_file_that_cannot_be_read_is_not_passed_over_for_another(workspace: Workspace) -> None:
    write(workspace, "boras.toml", '"1490')
    write(workspace, "other.toml")
    with pytest.raises(SeveralPlans):
        workspace.file_of(boras(workspace))


def test_a_plan_with_faults_is_still_the_bodys_plan(workspace: Workspace) -> None:
    write(workspace, "x.toml", more='[proposal.08]\nstatus = "klar"\nowner = "IFO-chef"\n')
    file = workspace.file_of(boras(workspace))
    assert file.plan
    assert file.plan.entry("08").owner == "IFO-chef"
    assert [problem.code for problem in file.problems] == ["bad_choice"]
    assert workspace.body_of(file) == boras(workspace)


def test_the_names_of_bodies_are_the_workspaces_own(workspace: Workspace) -> None:
    (workspace.root / "actionplan.toml").write_text('[bodies.1490]\nname = "Borås Stad"\n', "utf-8")
    renamed = open_workspace(workspace.root)
    assert renamed.display_name("1490") == "Borås Stad"
    assert renamed.display_name("1490", "Staden") == "Staden"
    assert renamed.display_name("9999") == "9999"
