"""Undoing on real files: to the byte where nothing else happened, by value where something did."""

from collections.abc import Callable
from pathlib import Path

import pytest

from actionplan.core.edit import set_fields, set_head
from actionplan.core.errors import Overtaken, ReasonMissing
from actionplan.core.plan import Plan
from actionplan.core.status import Status
from actionplan.store.errors import CannotWrite, ChangedOnDisk, NotPutBack, Unreadable
from actionplan.store.text import digest
from actionplan.workspace import Workspace, open_workspace, together
from actionplan.workspace.editing import Edited, edit_plan
from actionplan.workspace.together import PlanEdit, edit_plans
from actionplan.workspace.undoing import undo

PLAN = """# Vår plan å
format = 1
catalogue = "skl-44"
catalogue_version = "working-1"
x_eget = 1
[plan]
body = "{body}"
[proposal.08] # Försök
status = "started" # sedan i våras
evidence = [
  "SN 1", # den första
]
"""
BORAS = PLAN.format(body="1490").encode()
BOM = b"\xef\xbb\xbf"
CRLF = BORAS.replace(b"\n", b"\r\n")
MIXED = CRLF.replace(b'"started" # sedan i v\xc3\xa5ras\r\n', b'"started" # sedan i v\xc3\xa5ras\n')


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "plans").mkdir()
    (tmp_path / "actionplan.toml").write_text("format = 1\n", "utf-8")
    for name, body in (("boras", "1490"), ("mark", "1463"), ("tranemo", "1452")):
        (tmp_path / "plans" / f"{name}.toml").write_bytes(PLAN.format(body=body).encode())
    return open_workspace(tmp_path)


def path_of(workspace: Workspace, name: str = "boras") -> Path:
    return workspace.root / "plans" / f"{name}.toml"


def finished(plan: Plan) -> Plan:
    return set_fields(plan, "08", {"status": Status.DONE, "evidence": ()})


def recorded(plan: Plan) -> Plan:
    return set_head(plan, {"record": "SN 2016/1"})


def refused(plan: Plan) -> Plan:
    return set_fields(plan, "08", {"status": Status.DECLINED, "reason": None})


def test_an_edit_tells_the_texts_and_what_the_file_came_to(workspace: Workspace) -> None:
    path = path_of(workspace)
    dry = edit_plan(workspace, path, finished, dry_run=True)
    edited = edit_plan(workspace, path, finished)
    assert edited == dry
    assert (edited.text_before, edited.content_before) == (BORAS.decode(), BORAS)
    assert edited.text_after == path.read_bytes().decode()
    assert edited.digest == digest(path.read_bytes())
    again = edit_plan(workspace, path, finished)
    assert (again.changes, again.text_before, again.digest) == ((), again.text_after, edited.digest)


@pytest.mark.parametrize("content", [BORAS, CRLF, BOM + BORAS, BOM + CRLF, MIXED, BORAS[:-1]])
@pytest.mark.parametrize("change", [finished, recorded], ids=["finished", "recorded"])
def test_undone_and_done_again_to_the_byte(
    workspace: Workspace, content: bytes, change: Callable[[Plan], Plan]
) -> None:
    path = path_of(workspace)
    path.write_bytes(content)
    edited = edit_plan(workspace, path, change)
    after = path.read_bytes()
    assert after != content
    undone = undo(workspace, edited)
    assert path.read_bytes() == content
    assert (undone.before, undone.after) == (edited.after, edited.before)
    assert {(one.path, one.old, one.new) for one in undone.changes} == {
        (one.path, one.new, one.old) for one in edited.changes
    }
    redone = undo(workspace, undone)
    assert path.read_bytes() == after
    assert redone == edited
    undo(workspace, redone)
    assert path.read_bytes() == content


def test_an_outside_change_elsewhere_stays(workspace: Workspace) -> None:
    path = path_of(workspace)
    edited = edit_plan(workspace, path, lambda plan: set_fields(plan, "08", {"status": Status.DONE}))
    path.write_bytes(path.read_bytes() + b'[proposal.09] # ny\nowner = "IFO-chef"\n')
    undone = undo(workspace, edited)
    assert path.read_bytes() == BORAS + b'[proposal.09] # ny\nowner = "IFO-chef"\n'
    redone = undo(workspace, undone)
    assert redone.after.entry("08").status is Status.DONE
    assert redone.after.entry("09").owner == "IFO-chef"


def test_an_outside_change_of_the_same_value_is_left(workspace: Workspace) -> None:
    path = path_of(workspace)
    edited = edit_plan(workspace, path, finished)
    outside = path.read_bytes().replace(b'"done"', b'"over_half"')
    path.write_bytes(outside)
    with pytest.raises(Overtaken) as caught:
        undo(workspace, edited)
    assert caught.value.paths == (("proposal", "08", "status"),)
    assert path.read_bytes() == outside


def test_an_edit_that_changed_nothing_is_undone_without_a_write(workspace: Workspace) -> None:
    path = path_of(workspace)
    edited = edit_plan(workspace, path, lambda plan: plan)
    path.unlink()
    assert undo(workspace, edited) is edited


@pytest.mark.parametrize("content", [None, b"", b"[plan\n"])
def test_a_file_that_holds_no_plan_any_more_is_told(workspace: Workspace, content: bytes | None) -> None:
    path = path_of(workspace)
    edited = edit_plan(workspace, path, finished)
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(Unreadable):
        undo(workspace, edited)
    assert content is None or path.read_bytes() == content


# Several plans


def test_several_plans_are_changed_as_one(workspace: Workspace) -> None:
    paths = [path_of(workspace, name) for name in ("boras", "mark")]
    done = edit_plans(workspace, [PlanEdit(path, finished) for path in paths])
    assert [edited.path for edited in done] == paths
    assert all(b'"done"' in path.read_bytes() for path in paths)
    assert edit_plans(workspace, []) == ()


def test_when_one_is_refused_none_is_changed(workspace: Workspace) -> None:
    known = {path: path.read_bytes() for path in workspace.plan_paths()}
    wanted = [PlanEdit(path_of(workspace, name), finished) for name in ("boras", "mark")]
    for last, error in (
        (PlanEdit(path_of(workspace, "tranemo"), refused), ReasonMissing),
        (PlanEdit(path_of(workspace, "tranemo"), finished, expected=b"other"), ChangedOnDisk),
        (PlanEdit(path_of(workspace, "nowhere"), finished), Unreadable),
    ):
        with pytest.raises(error):
            edit_plans(workspace, [*wanted, last])
        assert {path: path.read_bytes() for path in workspace.plan_paths()} == known


def test_when_the_user_stops_it_none_is_changed(workspace: Workspace) -> None:
    def stopped(_plan: Plan) -> Plan:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        edit_plans(workspace, [PlanEdit(path_of(workspace), finished), PlanEdit(path_of(workspace, "mark"), stopped)])
    assert path_of(workspace).read_bytes() == BORAS


def test_what_cannot_be_put_back_is_told(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_workspace: Workspace, edited: Edited) -> Edited:
        if edited.path.stem == "mark":
            raise CannotWrite(edited.source, "No space left on device")
        return undo(_workspace, edited)

    monkeypatch.setattr(together, "undo", full)
    wanted = [PlanEdit(path_of(workspace, name), finished) for name in ("boras", "mark")]
    with pytest.raises(NotPutBack) as caught:
        edit_plans(workspace, [*wanted, PlanEdit(path_of(workspace, "tranemo"), refused)])
    assert caught.value.sources == ("plans/mark.toml",)
    assert isinstance(caught.value.reason, ReasonMissing)
    assert path_of(workspace).read_bytes() == BORAS
