"""The lines in .gitattributes, as git itself understands them."""

from pathlib import Path

import pytest

from actionplan.store.git.attributes import IN_EFFECT, LINES, contrary_lines, missing_lines, with_lines
from actionplan.store.git.repository import find_repository
from actionplan.store.git.settings import attributes
from tests.gitting import new_repository

pytestmark = pytest.mark.usefixtures("git_world")


@pytest.mark.parametrize("path", ["plans/boras.toml", "plans/2016/boras.toml", "plans/a b/åäö.toml"])
@pytest.mark.parametrize("folder", ["", "arbete/"])
def test_our_lines_hold_on_every_level(path: str, folder: str, tmp_path: Path) -> None:
    top = new_repository(tmp_path)
    (top / folder).mkdir(exist_ok=True)
    (top / folder / ".gitattributes").write_bytes(with_lines(b"", LINES))
    repository = find_repository(top)
    assert attributes(repository, folder + path, tuple(IN_EFFECT)) == IN_EFFECT
    beside = attributes(repository, f"{folder}actionplan.toml", ("merge",))
    assert beside == {"merge": "unspecified"}


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_lines_of_others_stay_and_ours_are_added_once(ending: str) -> None:
    before = f"# ours{ending}*.png binary{ending}*.toml   text eol=lf".encode()
    assert missing_lines(before.decode()) == LINES[1:]
    after = with_lines(before, LINES[1:])
    assert after == before + f"{ending}{LINES[1]}{ending}".encode()
    assert missing_lines(after.decode()) == ()


def test_what_works_against_plans_is_found_by_line() -> None:
    text = (
        "*.png -text\n"
        "*.toml merge=union\n"
        "# plans/*.toml merge=union\n"
        "plans/**/*.toml merge=actionplan\n"
        "/plans/boras.toml text eol=crlf\n"
        "* text=auto\n"
        "* binary\n"
    )
    found = contrary_lines(text)
    assert [one.number for one in found] == [2, 5, 7]
