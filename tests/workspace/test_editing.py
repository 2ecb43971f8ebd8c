"""One edit through the shell: decided on what the file says, written whole or not at all."""

import datetime as dt
from pathlib import Path

import pytest
from msgspec.structs import replace

from actionplan.core.edit import set_fields
from actionplan.core.errors import ReasonMissing
from actionplan.core.plan import FollowUp, Plan
from actionplan.core.status import Status
from actionplan.store import write
from actionplan.store.errors import CannotWrite, ChangedOnDisk, EditFailed, Unreadable
from actionplan.workspace import Workspace, open_workspace
from actionplan.workspace.configuring import set_user, set_workspace
from actionplan.workspace.editing import edit_plan, random_key

PLAN = """# Vår plan å
format = 1
catalogue = "skl-44"
catalogue_version = "working-1"
x_eget = 1
[plan]
body = "1490"
[proposal.08] # Försök
status = "started" # sedan i våras
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "plans").mkdir()
    (tmp_path / "actionplan.toml").write_text("format = 1\n", "utf-8")
    (tmp_path / "plans" / "boras.toml").write_text(PLAN, "utf-8")
    return open_workspace(tmp_path)


def path_of(workspace: Workspace) -> Path:
    return workspace.root / "plans" / "boras.toml"


def finished(plan: Plan) -> Plan:
    return set_fields(plan, "08", {"status": Status.DONE})


def text_of(workspace: Workspace) -> str:
    return path_of(workspace).read_bytes().decode()


def test_an_edit_changes_its_line_and_tells_what_it_did(workspace: Workspace) -> None:
    edited = edit_plan(workspace, path_of(workspace), finished)
    assert text_of(workspace) == PLAN.replace('"started"', '"done"')
    assert (edited.source, edited.path) == ("plans/boras.toml", path_of(workspace))
    assert (edited.before.entry("08").status, edited.after.entry("08").status) == (Status.STARTED, Status.DONE)
    assert [(change.path, change.old, change.new) for change in edited.changes] == [
        (("proposal", "08", "status"), "started", "done")
    ]


def test_a_dry_run_tells_the_same_and_writes_nothing(workspace: Workspace) -> None:
    before = path_of(workspace).stat()
    dry = edit_plan(workspace, path_of(workspace), finished, dry_run=True)
    after = path_of(workspace).stat()
    assert text_of(workspace) == PLAN
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert dry == edit_plan(workspace, path_of(workspace), finished)


def test_an_edit_that_changes_nothing_writes_nothing(workspace: Workspace) -> None:
    before = path_of(workspace).stat()
    edited = edit_plan(workspace, path_of(workspace), lambda plan: plan)
    assert edited.changes == ()
    assert path_of(workspace).stat().st_ino == before.st_ino


def test_a_plan_other_than_the_one_decided_on_is_left(workspace: Workspace) -> None:
    document = workspace.read(path_of(workspace)).document
    assert document
    expected = document.digest
    edit_plan(workspace, path_of(workspace), finished, expected=expected)
    with pytest.raises(ChangedOnDisk) as caught:
        edit_plan(
            workspace, path_of(workspace), lambda plan: plan.with_entry("09", plan.entry("08")), expected=expected
        )
    assert caught.value.source == "plans/boras.toml"
    assert "[proposal.09]" not in text_of(workspace)


def test_a_plan_that_changes_while_it_is_edited_is_left(workspace: Workspace) -> None:
    other = PLAN + "# någon annan\n"

    def meanwhile(plan: Plan) -> Plan:
        path_of(workspace).write_text(other, "utf-8")
        return finished(plan)

    with pytest.raises(ChangedOnDisk):
        edit_plan(workspace, path_of(workspace), meanwhile)
    assert text_of(workspace) == other
    assert [path.name for path in (workspace.root / "plans").iterdir()] == ["boras.toml"]


def test_an_edit_that_the_rules_refuse_writes_nothing(workspace: Workspace) -> None:
    with pytest.raises(ReasonMissing):
        edit_plan(
            workspace,
            path_of(workspace),
            lambda plan: set_fields(plan, "08", {"status": Status.DECLINED, "reason": None}),
        )
    assert text_of(workspace) == PLAN


def test_an_edit_that_would_not_read_back_as_meant_writes_nothing(workspace: Workspace) -> None:
    def empty_owner(plan: Plan) -> Plan:
        return plan.with_entry("08", replace(plan.entry("08"), owner=""))

    with pytest.raises(EditFailed) as caught:
        edit_plan(workspace, path_of(workspace), empty_owner)
    assert (caught.value.source, caught.value.path) == ("plans/boras.toml", ("proposal", "08", "owner"))
    assert text_of(workspace) == PLAN


def test_a_last_touch_that_changes_a_value_writes_nothing(workspace: Workspace) -> None:
    with pytest.raises(EditFailed):
        edit_plan(workspace, path_of(workspace), finished, finish=lambda text: text.replace('"done"', '"started"'))
    assert text_of(workspace) == PLAN
    edit_plan(workspace, path_of(workspace), finished, finish=lambda text: text.replace("Försök", "Nytt"))
    assert "[proposal.08] # Nytt\n" in text_of(workspace)


def test_a_plan_laid_out_so_that_no_edit_is_safe_is_left(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> str:
        raise ValueError

    monkeypatch.setattr(write, "_splice", refuse)
    monkeypatch.setattr(write, "_rewrite", lambda text, *_: text)
    with pytest.raises(EditFailed) as caught:
        edit_plan(workspace, path_of(workspace), finished)
    assert caught.value.line == 9
    assert text_of(workspace) == PLAN


def test_what_stands_where_a_table_should_be_is_left_and_told(workspace: Workspace) -> None:
    for spoilt in ('proposal.09 = "x"\n', "proposal.09 = [1]\n", "[[proposal.09.followup]]\n"):
        text = spoilt + PLAN if spoilt.startswith("p") else PLAN + spoilt
        path_of(workspace).write_text(text.replace("[proposal.08] # Försök\nstatus", "proposal.08.status"), "utf-8")
        before = text_of(workspace)
        said = {"2016-09-16": FollowUp(comment="Hej")}
        with pytest.raises((EditFailed, Unreadable)):
            edit_plan(
                workspace,
                path_of(workspace),
                lambda plan: plan.with_entry("09", replace(plan.entry("09"), followups=said)),  # noqa: B023 - at once
            )
        assert text_of(workspace) == before


@pytest.mark.parametrize("content", [b"", b"format = 1\n", b"[plan\n", b"\xff\xfe", b"a = 1\n\0"])
def test_a_file_that_holds_no_plan_is_told_with_its_faults_and_left(workspace: Workspace, content: bytes) -> None:
    path_of(workspace).write_bytes(content)
    with pytest.raises(Unreadable) as caught:
        edit_plan(workspace, path_of(workspace), finished)
    assert caught.value.problems
    assert path_of(workspace).read_bytes() == content


def test_links_to_nothing_and_to_themselves_are_told(workspace: Workspace) -> None:
    path = path_of(workspace)
    for target, code in (("nowhere.toml", "dangling_link"), ("boras.toml", "looping_link")):
        path.unlink()
        path.symlink_to(target)
        with pytest.raises(Unreadable) as caught:
            edit_plan(workspace, path, finished)
        assert [problem.code for problem in caught.value.problems] == [code]


def test_a_plan_with_faults_and_unknown_keys_is_edited_around_them(workspace: Workspace) -> None:
    faulty = PLAN + 'due = "snart"\n[proposal.09]\nstauts = "done"\n'
    path_of(workspace).write_text(faulty, "utf-8")
    edit_plan(workspace, path_of(workspace), finished)
    assert text_of(workspace) == faulty.replace('"started"', '"done"')


def test_a_plan_that_holds_no_number_where_one_belongs_is_edited_all_the_same(workspace: Workspace) -> None:
    unknown = PLAN + '[proposal.08.indicator.n]\nname = "x"\ntarget = nan\n'
    path_of(workspace).write_text(unknown, "utf-8")
    edit_plan(workspace, path_of(workspace), finished)
    assert text_of(workspace) == unknown.replace('"started"', '"done"')


def test_a_byte_order_mark_and_endings_stay_as_they_are(workspace: Workspace) -> None:
    content = b"\xef\xbb\xbf" + PLAN.replace("\n", "\r\n").encode()
    path_of(workspace).write_bytes(content)
    edit_plan(workspace, path_of(workspace), finished)
    assert path_of(workspace).read_bytes() == content.replace(b'"started"', b'"done"')


def test_locks_lie_outside_the_workspace(workspace: Workspace) -> None:
    edit_plan(workspace, path_of(workspace), finished)
    found = sorted(path.relative_to(workspace.root).as_posix() for path in workspace.root.rglob("*"))
    assert found == ["actionplan.toml", "plans", "plans/boras.toml"]
    assert list(workspace.folders.locks.iterdir())


def test_without_a_place_for_locks_an_edit_is_made_all_the_same(workspace: Workspace) -> None:
    workspace.folders.cache.parent.mkdir(parents=True, exist_ok=True)
    workspace.folders.cache.write_text("a file where the folder should be", "utf-8")
    edit_plan(workspace, path_of(workspace), finished)
    assert '"done"' in text_of(workspace)


def test_a_plan_that_another_program_does_not_let_go_of_is_told(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    import filelock

    def refuse(_self: object) -> None:
        raise filelock.Timeout("x")

    monkeypatch.setattr(filelock.FileLock, "acquire", refuse)
    with pytest.raises(CannotWrite) as caught:
        edit_plan(workspace, path_of(workspace), finished)
    assert caught.value.reason == "locked"
    assert text_of(workspace) == PLAN


def test_minted_keys_are_random_and_fit_the_format() -> None:
    keys = {random_key() for _ in range(200)}
    assert len(keys) > 190
    assert all(len(key) == 4 and key[0].isalpha() and key.isalnum() and not set(key) & set("aeiouy") for key in keys)


# Settings


def test_a_setting_is_changed_in_its_line(workspace: Workspace) -> None:
    path = workspace.root / "actionplan.toml"
    path.write_bytes('# å\r\nregion = "riket" # än så länge\r\n'.encode())
    set_workspace(workspace, ("region",), "sjuharad", dry_run=True)
    assert b"riket" in path.read_bytes()
    set_workspace(workspace, ("region",), "sjuharad")
    assert path.read_bytes() == '# å\r\nregion = "sjuharad" # än så länge\r\n'.encode()
    set_workspace(workspace, ("as_of",), dt.date(2016, 11, 21))
    set_workspace(workspace, ("thresholds", "k"), 4)
    found = open_workspace(workspace.root).settings
    assert (found.region, found.as_of, found.thresholds.k) == ("sjuharad", dt.date(2016, 11, 21), 4)


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xef\xbb\xbf"])
def test_settings_that_say_nothing_yet_are_written(workspace: Workspace, content: bytes | None) -> None:
    path = workspace.root / "actionplan.toml"
    path.unlink() if content is None else path.write_bytes(content)
    set_workspace(workspace, ("language",), "en")
    assert open_workspace(workspace.root).settings.language == "en"


def test_the_users_settings_are_made_when_they_are_not_there(workspace: Workspace) -> None:
    set_user(workspace.folders, "by", "IFO-chef", dry_run=True)
    assert not workspace.folders.config.exists()
    set_user(workspace.folders, "by", "IFO-chef")
    assert open_workspace(workspace.root).user.by == "IFO-chef"


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [(b"a = 1\nlanguage = sv\n", "not_quoted", 2), (b"# x\n\xe5", "not_utf8", 2), (b"a\0", "nul", 1)],
)
def test_settings_that_cannot_be_read_are_told_and_left(
    workspace: Workspace, content: bytes, code: str, line: int
) -> None:
    path = workspace.root / "actionplan.toml"
    path.write_bytes(content)
    with pytest.raises(Unreadable) as caught:
        set_workspace(workspace, ("language",), "en")
    [problem] = caught.value.problems
    assert (problem.code, problem.line, problem.source) == (code, line, "actionplan.toml")
    assert path.read_bytes() == content
