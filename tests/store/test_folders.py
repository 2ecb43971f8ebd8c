"""Whatever happens to a folder that is replaced, the earlier one or the new one is there, or is put back."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from actionplan.store.errors import CannotWrite, PartlyReplaced
from actionplan.store.folders import replace_folder

OLD = {"a.parquet": b"old a", "b.parquet": b"old b"}
NEW = {"a.parquet": b"new a", "b.parquet": b"new b", "c.parquet": b"new c"}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder of files, alone in another."""
    path = tmp_path / "out" / "tabeller [1]"
    path.parent.mkdir()
    write(path, OLD)
    return path


def write(path: Path, files: Mapping[str, bytes]) -> None:
    replace_folder(path, files, source="tabeller", locks=path.parent.parent / "locks")


def content(path: Path) -> dict[str, bytes] | None:
    return {one.name: one.read_bytes() for one in path.iterdir()} if path.exists() else None


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_a_folder_is_replaced_and_nothing_left_beside_it(place: Path) -> None:
    (place.parent / ".tabeller [1].backup").mkdir()
    write(place, NEW)
    assert content(place) == NEW
    assert names(place.parent) == [".tabeller [1].backup", "tabeller [1]"]


KILLED = """
import json, os, shutil, sys
from pathlib import Path
from actionplan.store.folders import replace_folder

place = Path(sys.argv[1])
old, new, next_ = ({name: name.encode() + mark for name in "ab"} for mark in (b" old", b" new", b" next"))

def counting(step):
    # From here on the process ends before the call to the system that has this number.
    calls = 0
    def counted(call):
        def stopping(*given, **named):
            nonlocal calls
            calls += 1
            if calls == step:
                os._exit(9)
            return call(*given, **named)
        return stopping
    for name in ("open", "rename", "unlink", "rmdir", "fsync", "mkdir", "stat", "lstat", "scandir", "listdir"):
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

def write(files):
    replace_folder(place, files, source="x", locks=place.parent.parent / "locks")

def found():
    return {one.name: one.read_text() for one in sorted(place.iterdir())} if place.exists() else None

def failing():
    try:
        write({"a": b"x", "no/such": b"folder"})
    except Exception:
        return
    os._exit(2)

step, told = 0, []
while not told or told[-1]["code"]:
    step += 1
    shutil.rmtree(place.parent)
    place.parent.mkdir()
    write(old)
    one = {"code": forked(lambda: (counting(step), write(new))), "found": found()}
    one["failed"] = forked(failing)
    one["then"] = found()
    one["beside"] = [path.name for path in place.parent.iterdir()]
    one["next"] = forked(lambda: write(next_))
    one["last"] = found()
    told.append(one)
print(json.dumps(told))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes that it forks")
def test_killed_at_any_step_the_earlier_folder_or_the_new_one_is_there_after_the_next_run(place: Path) -> None:
    ran = subprocess.run([sys.executable, "-c", KILLED, str(place)], capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    old, new, after = ({name: f"{name} {mark}" for name in "ab"} for mark in ("old", "new", "next"))
    *killed, ended = json.loads(ran.stdout)
    assert (ended["code"], ended["found"]) == (0, new)
    assert len(killed) > 10
    for one in killed:
        assert one["code"] == 9
        # Between two steps there is none; a run that fails puts back the earlier one.
        assert one["found"] in (old, new, None)
        assert (one["failed"], one["then"]) == (0, one["found"] or old)
        assert one["beside"] == [place.name]
        assert (one["next"], one["last"]) == (0, after)
    assert [one["found"] for one in killed].count(None) == 1


def test_of_several_left_by_interrupted_runs_the_last_is_put_back(place: Path) -> None:
    left = [place.with_name(f".{place.name}.{mark * 8}.old.actionplan-tmp") for mark in "cab"]
    for number, one in enumerate(left):
        one.mkdir()
        (one / "a.parquet").write_bytes(str(number).encode())
        os.utime(one, ns=(0, 1000 + number))
    place.rename(place.parent.parent / "elsewhere")
    with pytest.raises(CannotWrite):
        write(place, {"no/such": b""})
    assert content(place) == {"a.parquet": b"2"}
    assert names(place.parent) == [place.name]


def test_an_interruption_between_the_steps_leaves_the_earlier_folder(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.rename

    def interrupted(path: Path, target: Path) -> Path:
        if content(path) == NEW:
            raise KeyboardInterrupt
        return real(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", interrupted)
        with pytest.raises(KeyboardInterrupt):
            write(place, NEW)
    assert content(place) == OLD
    assert names(place.parent) == [place.name]


def test_what_cannot_be_put_back_is_kept_for_the_next_run(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.rename

    def refused(path: Path, target: Path) -> Path:
        if path != place:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refused)
        with pytest.raises(PartlyReplaced) as caught:
            write(place, NEW)
    assert not place.exists()
    [(named, kept)] = caught.value.left
    assert (named, content(Path(kept))) == ("tabeller", OLD)
    with pytest.raises(CannotWrite):
        write(place, {"no/such": b""})
    assert content(place) == OLD
