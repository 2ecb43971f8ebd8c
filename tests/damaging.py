"""Repositories that have lost something, or in which something is damaged: a year of two plans, in real git."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.gitting import clone, new_repository, run_git
from tests.histories import SETTINGS, Made, Slot, plan_text, write_history

BORAS, MARK = "plans/boras.toml", "plans/mark.toml"
NOT_THERE = b"1" * 40 + b"\n"

Damage = Callable[[Path], Path]
"""Makes a repository in a folder, and spoils it. Gives the work tree."""


def _text(body: str, status: str) -> str:
    return plan_text(body, {"09": Slot(status), "01": Slot("started", followups={"2016-07-01": "started"})})


def sound(folder: Path) -> Path:
    """A repository in order, with each object in a file of its own."""
    marks = [("not_started", None), ("started", "not_started"), ("over_half", "not_started"), ("done", "started")]
    days = (dt.date(2016, 2, 10), dt.date(2016, 4, 2), dt.date(2016, 6, 20), dt.date(2016, 8, 5))
    made = []
    for number, (day, (boras, mark)) in enumerate(zip(days, marks, strict=True)):
        tree = {BORAS: _text("1490", boras), **({MARK: _text("1463", mark)} if mark else {})}
        tree[".gitattributes"] = f"# {number}\n"
        made.append(Made(day, (number - 1,) if number else (), tree))
    top = new_repository(folder)
    write_history(top, made)
    _unpack(top)
    return top


def _unpack(top: Path) -> None:
    for pack in (top / ".git" / "objects" / "pack").glob("*.pack"):
        content = pack.read_bytes()
        for path in pack.parent.glob(f"{pack.stem}.*"):
            path.unlink()
        run_git(top, "unpack-objects", "-q", given=content)


def loose(top: Path, name: str) -> Path:
    """The file that keeps an object."""
    id_ = run_git(top, "rev-parse", name)
    path = top / ".git" / "objects" / id_[:2] / id_[2:]
    path.chmod(0o644)
    return path


def packed(top: Path) -> Path:
    """The file that keeps all objects, packed."""
    run_git(top, "repack", "-a", "-d", "-q")
    pack = next((top / ".git" / "objects" / "pack").glob("*.pack"))
    pack.chmod(0o644)
    return pack


def _lost(name: str) -> Damage:
    def spoil(folder: Path) -> Path:
        top = sound(folder)
        loose(top, name).unlink()
        return top

    return spoil


def _emptied(name: str) -> Damage:
    """As after a power failure."""

    def spoil(folder: Path) -> Path:
        top = sound(folder)
        loose(top, name).write_bytes(b"")
        return top

    return spoil


def _overwritten(name: str) -> Damage:
    def spoil(folder: Path) -> Path:
        top = sound(folder)
        path = loose(top, name)
        content = path.read_bytes()
        path.write_bytes(content[:5] + b"\xff\xff\xff" + content[8:])
        return top

    return spoil


def _truncated_pack(folder: Path) -> Path:
    top = sound(folder)
    pack = packed(top)
    pack.write_bytes(pack.read_bytes()[:200])
    return top


def _overwritten_pack(folder: Path) -> Path:
    top = sound(folder)
    pack = packed(top)
    content = bytearray(pack.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 40] = bytes(40)
    pack.write_bytes(content)
    return top


def _pack_without_its_list(folder: Path) -> Path:
    top = sound(folder)
    packed(top).with_suffix(".idx").unlink()
    return top


def _shallow_without_its_mark(folder: Path) -> Path:
    top = sound(folder / "whole")
    run_git(folder, "clone", "--quiet", "--depth=2", top.as_uri(), "shallow")
    (folder / "shallow" / ".git" / "shallow").unlink()
    return folder / "shallow"


def partial(filter_: str) -> Damage:
    """A clone that leaves out what it can fetch later, from a place that is gone."""

    def spoil(folder: Path) -> Path:
        top = sound(folder / "whole")
        for setting in ("uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant"):
            run_git(top, "config", setting, "true")
        run_git(folder, "clone", "--quiet", f"--filter={filter_}", top.as_uri(), "partial")
        top.rename(folder / "gone")
        return folder / "partial"

    return spoil


def _with(path: str, content: bytes | None) -> Damage:
    """One of git's own files as something else; ``None`` without it."""

    def spoil(folder: Path) -> Path:
        top = sound(folder)
        if content is None:
            (top / ".git" / path).unlink()
        else:
            (top / ".git" / path).write_bytes(content)
        return top

    return spoil


def _packed_ref(folder: Path) -> Path:
    top = sound(folder)
    run_git(top, "pack-refs", "--all")
    path = top / ".git" / "packed-refs"
    path.write_bytes(path.read_bytes().replace(run_git(top, "rev-parse", "HEAD").encode(), NOT_THERE.strip()))
    return top


def _without_objects(folder: Path) -> Path:
    top = sound(folder)
    shutil.rmtree(top / ".git" / "objects")
    return top


def _with_no_objects_left(folder: Path) -> Path:
    top = _without_objects(folder)
    (top / ".git" / "objects").mkdir()
    return top


def _borrowed(folder: Path) -> Path:
    """A clone that uses the objects of another, which is gone."""
    top = sound(folder / "whole")
    clone(top, folder / "other", "--shared")
    shutil.rmtree(top)
    return folder / "other"


def _work_tree(folder: Path) -> Path:
    """A second work tree of a repository that is gone."""
    top = sound(folder / "whole")
    run_git(top, "worktree", "add", "--quiet", "-b", "other", str(folder / "other"))
    shutil.rmtree(top)
    return folder / "other"


DAMAGES: dict[str, Damage] = {
    "newest commit": _lost("HEAD"),
    "newest tree": _lost("HEAD^{tree}"),
    "newest folder of plans": _lost("HEAD:plans"),
    "older commit": _lost("HEAD~1"),
    "first commit": _lost("HEAD~3"),
    "older tree": _lost("HEAD~1^{tree}"),
    "older folder of plans": _lost("HEAD~1:plans"),
    "older plan": _lost(f"HEAD~1:{BORAS}"),
    "newest commit emptied": _emptied("HEAD"),
    "older commit emptied": _emptied("HEAD~1"),
    "older tree emptied": _emptied("HEAD~1^{tree}"),
    "older folder of plans emptied": _emptied("HEAD~1:plans"),
    "older plan emptied": _emptied(f"HEAD~1:{BORAS}"),
    "newest commit overwritten": _overwritten("HEAD"),
    "older folder of plans overwritten": _overwritten("HEAD~1:plans"),
    "older plan overwritten": _overwritten(f"HEAD~1:{BORAS}"),
    "pack truncated": _truncated_pack,
    "pack overwritten": _overwritten_pack,
    "pack without its list": _pack_without_its_list,
    "shallow clone without its mark": _shallow_without_its_mark,
    "branch of a missing commit": _with("refs/heads/main", NOT_THERE),
    "packed branch of a missing commit": _packed_ref,
    "branch emptied": _with("refs/heads/main", b""),
    "branch of zeros": _with("refs/heads/main", bytes(41)),
    "branch of nonsense": _with("refs/heads/main", b"hej\n"),
    "branch gone": _with("refs/heads/main", None),
    "HEAD of a branch that is not there": _with("HEAD", b"ref: refs/heads/gone\n"),
    "HEAD of a missing commit": _with("HEAD", NOT_THERE),
    "HEAD emptied": _with("HEAD", b""),
    "HEAD of zeros": _with("HEAD", bytes(20)),
    "HEAD gone": _with("HEAD", None),
    "no folder of objects": _without_objects,
    "no objects": _with_no_objects_left,
    "borrowed objects gone": _borrowed,
    "work tree without its repository": _work_tree,
    "never fetched: plans": partial("blob:none"),
    "never fetched: everything": partial("tree:0"),
}


def unsaved(folder: Path) -> Path:
    """A repository in which nothing has been saved yet."""
    top = new_repository(folder)
    (top / "plans").mkdir()
    (top / BORAS).write_text(_text("1490", "done"), "utf-8")
    (top / "actionplan.toml").write_text(SETTINGS, "utf-8")
    return top
