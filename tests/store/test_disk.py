"""Whatever happens to a write, the old file or the new one is there, and nobody's words are lost."""

import errno
import json
import os
import stat
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import IO, Any

import pytest

from actionplan.store.disk import create_file, leftovers, replace_file, replaced, write_file
from actionplan.store.errors import CannotWrite, ChangedOnDisk, Exists, PartlyReplaced
from actionplan.store.text import digest

OLD, NEW = "# å\na = 1\n".encode(), "# å\na = 2\nb = 3\n".encode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "x.toml"
    path.write_bytes(OLD)
    return path


def replace(path: Path, expected: bytes = OLD) -> None:
    replace_file(path, NEW, expected=digest(expected), source="plans/x.toml")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_replaced_and_nothing_left_beside_it(path: Path) -> None:
    replace(path)
    assert path.read_bytes() == NEW
    assert names(path.parent) == ["x.toml"]


def test_a_file_that_changed_meanwhile_is_noticed_and_left(path: Path) -> None:
    path.write_bytes(b"a = 9\n")
    with pytest.raises(ChangedOnDisk) as caught:
        replace(path)
    assert caught.value.source == "plans/x.toml"
    assert path.read_bytes() == b"a = 9\n"
    assert names(path.parent) == ["x.toml"]


def test_a_file_that_is_gone_is_not_made_anew(path: Path) -> None:
    path.unlink()
    with pytest.raises(ChangedOnDisk):
        replace(path)
    assert names(path.parent) == []


def test_a_link_stays_a_link_and_what_it_points_to_is_replaced(path: Path, tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    for name, target in (("one.toml", "two.toml"), ("two.toml", "../x.toml")):
        (tmp_path / "far" / name).symlink_to(target)
    replace(tmp_path / "far" / "one.toml")
    assert path.read_bytes() == NEW
    assert (tmp_path / "far" / "one.toml").readlink() == Path("two.toml")
    assert (tmp_path / "far" / "two.toml").readlink() == Path("../x.toml")
    assert names(tmp_path / "far") == ["one.toml", "two.toml"]


@pytest.mark.skipif(os.name != "posix", reason="permissions of files are another thing there")
@pytest.mark.parametrize("mode", [0o600, 0o664, 0o640])
def test_the_permissions_of_a_file_are_kept(path: Path, mode: int) -> None:
    path.chmod(mode)
    replace(path)
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.parametrize("call", ["fsync", "replace", "write"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_what_the_system_refuses_leaves_the_old_file(
    path: Path, call: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    if call == "write":
        monkeypatch.setattr(Path, "open", refuse)
    else:
        monkeypatch.setattr(os, call, refuse)
    with pytest.raises(CannotWrite) as caught:
        replace(path)
    monkeypatch.undo()
    assert (caught.value.source, caught.value.reason) == ("plans/x.toml", os.strerror(number))
    assert path.read_bytes() == OLD
    assert names(path.parent) == ["x.toml"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no disk that is always full")
def test_a_full_disk_is_told_when_the_bytes_are_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.open

    def full(self: Path, mode: str) -> IO[Any]:
        return real(Path("/dev/full"), "wb") if mode == "xb" else real(self, mode)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(CannotWrite) as caught:
        replace(path)
    assert caught.value.reason == os.strerror(errno.ENOSPC)
    assert path.read_bytes() == OLD


READ_ONLY = """
import os, sys
from pathlib import Path
from actionplan.store.disk import create_file, replace_file
from actionplan.store.errors import CannotWrite
from actionplan.store.text import digest
folder = Path(sys.argv[1])
old = digest((folder / "x.toml").read_bytes())
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
for act in (
    lambda: replace_file(folder / "x.toml", b"new", expected=old, source="x"),
    lambda: create_file(folder / "y.toml", b"new", source="y"),
    lambda: create_file(folder / "sub" / "z.toml", b"new", source="z"),
):
    try:
        act()
    except CannotWrite as error:
        print(error.source, error.reason)
"""


@pytest.mark.skipif(os.name != "posix", reason="permissions of files are another thing there")
def test_a_folder_that_may_not_be_written_to_is_told_and_left() -> None:
    # Not in the folder for the tests' files, which is closed to others as a whole.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "x.toml").write_bytes(OLD)
        folder.chmod(0o555)
        run = subprocess.run([sys.executable, "-c", READ_ONLY, folder], capture_output=True, text=True, check=False)
        folder.chmod(0o755)
        assert (run.stdout.splitlines(), run.stderr) == ([f"{name} Permission denied" for name in "xyz"], "")
        assert (folder / "x.toml").read_bytes() == OLD
        assert names(folder) == ["x.toml"]


# New files


def test_a_new_file_gets_the_folders_above_it(tmp_path: Path) -> None:
    create_file(tmp_path / "plans" / "arkiv" / "x.toml", NEW, source="x")
    assert (tmp_path / "plans" / "arkiv" / "x.toml").read_bytes() == NEW
    assert names(tmp_path / "plans" / "arkiv") == ["x.toml"]


def test_a_new_file_never_takes_the_place_of_another(path: Path, tmp_path: Path) -> None:
    (tmp_path / "link.toml").symlink_to("nowhere")
    (tmp_path / "folder.toml").mkdir()
    for name in ("x.toml", "link.toml", "folder.toml"):
        with pytest.raises(Exists):
            create_file(tmp_path / name, NEW, source=name)
    assert path.read_bytes() == OLD
    assert names(tmp_path) == ["folder.toml", "link.toml", "x.toml"]


def test_a_new_file_does_not_take_the_place_of_one_that_appears_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, forced = tmp_path / "x.toml", os.fsync

    def other_is_faster(handle: int) -> None:
        path.write_bytes(OLD)
        forced(handle)

    monkeypatch.setattr(os, "fsync", other_is_faster)
    with pytest.raises(Exists):
        create_file(path, NEW, source="x")
    assert path.read_bytes() == OLD
    assert names(tmp_path) == ["x.toml"]


def test_a_new_file_is_made_also_where_there_are_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "")

    monkeypatch.setattr(os, "link", refuse)
    create_file(tmp_path / "x.toml", NEW, source="x")
    assert (tmp_path / "x.toml").read_bytes() == NEW
    assert names(tmp_path) == ["x.toml"]


def test_a_file_of_the_programs_own_is_written_whatever_it_held(path: Path) -> None:
    write_file(path, NEW, source="x")
    assert path.read_bytes() == NEW


# Interrupted, and at the same time as others

WORKSPACE = """
import os, sys
from pathlib import Path
from actionplan.core.edit import follow_up
from actionplan.core.plan import FollowUp
from actionplan.workspace import open_workspace
from actionplan.workspace.editing import edit_plan, random_key
import datetime as dt
root = Path(sys.argv[1])
workspace = open_workspace(root)
def note(text, key=None):
    said = FollowUp(comment=text)
    day = dt.date(2016, 9, 16)
    change = lambda plan: follow_up(plan, "08", day, said, suffix=key or random_key())
    edit_plan(workspace, root / "plans" / "boras.toml", change)
"""

KILLED = """
import io, json

def counting(step):
    # From here on the process ends before the call to the system that has this number.
    calls = 0
    def count():
        nonlocal calls
        calls += 1
        if calls == step:
            os._exit(9)
    def counted(call):
        def stopping(*given, **named):
            count()
            return call(*given, **named)
        return stopping
    class Stopping(io.FileIO):
        def write(self, content):
            # The disk takes half of it at a time.
            count()
            return super().write(bytes(content)[: len(content) // 2 + 1])
    real = io.open
    def opened(file, mode="r", *given, **named):
        return io.BufferedWriter(Stopping(file, mode)) if "x" in mode else real(file, mode, *given, **named)
    io.open = opened
    for name in ("open", "replace", "rename", "link", "unlink", "fsync", "close", "chmod", "mkdir", "stat", "lstat"):
        setattr(os, name, counted(getattr(os, name)))

def forked(act):
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        act()
    except BaseException as error:
        print(repr(error), file=sys.stderr)
        os._exit(1)
    os._exit(0)

plan = root / "plans" / "boras.toml"
note("Före")
old = plan.read_bytes()
step, told = 0, []
while not told or told[-1]["code"]:
    step += 1
    plan.write_bytes(old)
    code = forked(lambda: (counting(step), note("Avbruten", "bbbb")))
    found = plan.read_bytes().decode()
    after = forked(lambda: note("Efter", "cccc"))
    told.append({"code": code, "found": found, "next": after, "then": plan.read_bytes().decode()})
print(json.dumps({"old": old.decode(), "told": told}))
"""

SHARED = """
for number in range(5):
    note(f"{sys.argv[2]}-{number}")
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    from tests.strategies import blank

    (tmp_path / "plans").mkdir()
    (tmp_path / "actionplan.toml").write_text("format = 1\n", "utf-8")
    blank_with_slot = blank().replace("[proposal.09]", "[proposal.08] # Försök\n\n[proposal.09]")
    (tmp_path / "plans" / "boras.toml").write_text(blank_with_slot, "utf-8")
    return tmp_path


def start(program: str, *given: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WORKSPACE + program, *map(str, given)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def comments(text: str) -> list[str]:
    followups = tomllib.loads(text)["proposal"]["08"].get("followup", {})
    return [followup["comment"] for followup in followups.values()]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes that it forks")
def test_an_edit_that_is_killed_at_any_step_leaves_the_old_file_or_the_new(workspace: Path) -> None:
    out, err = start(KILLED, workspace).communicate()
    assert err == ""
    came = json.loads(out)
    *killed, ended = came["told"]
    old, new = came["old"], ended["found"]
    assert ended["code"] == 0
    assert (comments(old), comments(new)) == (["Före"], ["Före", "Avbruten"])
    assert len(killed) > 10
    for one in killed:
        assert (one["code"], one["next"]) == (9, 0)
        assert one["found"] in {old, new}
        assert comments(one["then"]) == [*comments(one["found"]), "Efter"]
    assert {one["found"] for one in killed} == {old, new}
    for rest in leftovers(workspace):
        rest.unlink()
    assert names(workspace / "plans") == ["boras.toml"]


def test_ten_programs_that_write_in_one_plan_lose_nothing(workspace: Path) -> None:
    running = [start(SHARED, workspace, name) for name in "abcdefghij"]
    assert [(one.communicate()[1], one.returncode) for one in running] == [("", 0)] * 10
    expected = sorted(f"{name}-{number}" for name in "abcdefghij" for number in range(5))
    assert sorted(comments((workspace / "plans" / "boras.toml").read_text("utf-8"))) == expected
    assert names(workspace) == ["actionplan.toml", "plans"]
    assert names(workspace / "plans") == ["boras.toml"]


def test_what_an_interrupted_write_leaves_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)
    monkeypatch.setattr(Path, "replace", lambda *_: None)
    write_file(tmp_path / "plans" / "x.toml", NEW, source="x")
    [left] = leftovers(tmp_path)
    assert left.parent == tmp_path / "plans"
    assert left.name.startswith(".x.toml.")
    assert left.read_bytes() == NEW


@pytest.mark.parametrize("kind", ["pipe", "folder", "link"])
def test_what_is_no_ordinary_file_is_not_replaced(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "x"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(os.devnull)
    before = path.lstat().st_mode
    with pytest.raises(CannotWrite):
        write_file(path, NEW, source="x")
    assert path.lstat().st_mode == before
    assert names(tmp_path) == ["x"]


@pytest.fixture
def several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file, and a link to another; entered."""
    folder = tmp_path / "several"
    folder.mkdir()
    (folder / "a").write_bytes(OLD)
    (folder / "a").chmod(0o640)
    (folder / "target").write_bytes(OLD)
    (folder / "link").symlink_to("target")
    monkeypatch.chdir(folder)
    return folder


def looks(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Each file in a folder: which it is, of what kind, and what it holds."""
    found = {one.name: (one.lstat(), one.read_bytes()) for one in folder.iterdir()}
    return {name: (stat_.st_ino, stat_.st_mode, held) for name, (stat_, held) in found.items()}


MANY = {"a": NEW, "link": NEW, "c": NEW}


def test_files_that_belong_together_are_written_and_nothing_left_beside_them(several: Path) -> None:
    with replaced(MANY):
        assert {name: (several / name).read_bytes() for name in MANY} == MANY
    assert {name: (several / name).read_bytes() for name in MANY} == MANY
    assert names(several) == ["a", "c", "link", "target"]


def test_none_is_replaced_before_all_are_on_disk(several: Path) -> None:
    before = looks(several)
    with pytest.raises(CannotWrite) as caught, replaced({**MANY, "x" * 240: NEW}):
        pytest.fail("entered")
    assert caught.value.source == "x" * 240
    assert looks(several) == before


@pytest.mark.parametrize("place", [1, 2, 3])
@pytest.mark.parametrize("kind", [PermissionError, KeyboardInterrupt])
def test_when_one_cannot_take_its_place_those_before_it_are_put_back(
    several: Path, monkeypatch: pytest.MonkeyPatch, place: int, kind: type[BaseException]
) -> None:
    before = looks(several)
    real = Path.replace
    left = [place]

    def refused(path: Path, target: Path) -> Path:
        left[0] -= 1
        if left[0] == 0:
            raise kind(errno.EACCES, os.strerror(errno.EACCES))
        return real(path, target)

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(CannotWrite if kind is PermissionError else kind), replaced(MANY):
        pytest.fail("entered")
    assert looks(several) == before


@pytest.mark.parametrize("error", [CannotWrite("t", "x"), KeyboardInterrupt(), ValueError("x")])
def test_what_fails_meanwhile_puts_all_of_them_back(several: Path, error: BaseException) -> None:
    before = looks(several)
    with pytest.raises(type(error)), replaced(MANY):
        raise error
    assert looks(several) == before


def test_files_are_put_back_also_where_there_are_no_links(several: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_given: object, **_named: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refused)
    before = {name: (mode, held) for name, (_, mode, held) in looks(several).items()}
    with pytest.raises(KeyboardInterrupt), replaced(MANY):
        raise KeyboardInterrupt
    assert {name: (mode, held) for name, (_, mode, held) in looks(several).items()} == before


def test_what_cannot_be_put_back_is_named_and_kept(several: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_given: object, **_named: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    reason = CannotWrite("t", "No space left on device")
    with pytest.raises(PartlyReplaced) as caught, replaced({"a": NEW, "c": NEW}):  # noqa: PT012 - two steps
        monkeypatch.setattr(Path, "replace", refused)
        monkeypatch.setattr(Path, "unlink", refused)
        raise reason
    (new, nowhere), (old, kept) = caught.value.left
    assert (caught.value.reason, new, nowhere, old) == (reason, "c", "", "a")
    assert (several / kept).read_bytes() == OLD
    assert not list(leftovers(several)), "what is kept is nothing that may be removed"
    assert [(several / name).read_bytes() for name in ("a", "c")] == [NEW, NEW]


def test_no_folder_is_replaced_by_one_of_several_files(several: Path) -> None:
    (several / "c").mkdir()
    with pytest.raises(CannotWrite), replaced(MANY):
        pytest.fail("entered")
    assert names(several) == ["a", "c", "link", "target"]
    assert (several / "a").read_bytes() == OLD
