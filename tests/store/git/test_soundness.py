"""Whether all that was saved can still be read is found out without reading all of it."""

from pathlib import Path

import pytest

from actionplan.store.git.errors import Damaged
from actionplan.store.git.repository import find_repository
from actionplan.store.git.soundness import Soundness, examine
from tests.damaging import BORAS, loose, packed, partial, sound
from tests.gitting import new_repository, run_git

pytestmark = pytest.mark.usefixtures("git_world")


def found_in(top: Path) -> Soundness:
    repository = find_repository(top)
    head = repository.head()
    assert head
    return examine(repository, head)


def test_all_is_there(tmp_path: Path) -> None:
    top = sound(tmp_path / "a")
    assert found_in(top) == Soundness(commits=4)
    packed(top)
    assert found_in(top) == Soundness(commits=4)


def test_what_nothing_leads_to_any_more_is_nobodys_loss(tmp_path: Path) -> None:
    top = sound(tmp_path / "a")
    newest = loose(top, "HEAD")
    run_git(top, "reset", "--quiet", "--hard", "HEAD~1")
    newest.write_bytes(b"")
    assert found_in(top) == Soundness(commits=3)


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    top = sound(tmp_path / "a")
    path = loose(top, f"HEAD~1:{BORAS}")
    path.unlink()
    assert found_in(top) == Soundness(commits=4, missing=(path.parent.name + path.name,))


def test_a_file_with_something_else_in_it_is_named(tmp_path: Path) -> None:
    top = sound(tmp_path / "a")
    id_ = run_git(top, "rev-parse", f"HEAD~1:{BORAS}")
    path = loose(top, id_)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(Damaged) as caught:
        found_in(top)
    assert caught.value.id == id_


@pytest.mark.parametrize("form", ["sha1", "sha256"])
def test_something_else_in_a_pack_is_found_though_git_does_not_look_there(tmp_path: Path, form: str) -> None:
    top = new_repository(tmp_path / "a", f"--object-format={form}")
    path = top / "a.txt"
    for text in ("a", "b"):
        path.write_text("".join(f"{text}{number}\n" for number in range(999)), "utf-8")
        run_git(top, "add", "--all")
        run_git(top, "commit", "--quiet", "--message", text)
    pack = packed(top)
    assert found_in(top) == Soundness(commits=2)
    id_ = run_git(top, "rev-parse", "HEAD~1:a.txt")
    row = next(line for line in run_git(top, "verify-pack", "-v", str(pack)).splitlines() if line.startswith(id_))
    at = int(row.split()[4]) + 10
    content = bytearray(pack.read_bytes())
    content[at] ^= 1
    pack.write_bytes(content)
    run_git(top, "rev-list", "--objects", "HEAD")
    assert found_in(top) == Soundness(commits=2, spoilt=(pack.name,))


def test_what_was_left_out_by_wish_is_not_fetched(tmp_path: Path) -> None:
    found = found_in(partial("blob:none")(tmp_path / "a"))
    assert found.is_partial
    assert len(found.missing) > 1
