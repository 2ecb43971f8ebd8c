"""A municipality begins with a copy of what its region shares."""

from pathlib import Path

import pytest

from tests.cli.running import run_here
from tests.gitting import commit_all, new_repository, run_git

pytestmark = pytest.mark.usefixtures("git_world")


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """What a region shares."""
    region = new_repository(tmp_path / "region")
    assert run_here("-C", str(region), "init", "sjuharad").code == 0
    commit_all(region, "Början")
    run_git(tmp_path, "clone", "--quiet", "--bare", str(region), "delat.git")
    return tmp_path / "delat.git"


def test_a_copy_in_a_new_folder_can_be_edited_saved_and_shared(shared: Path, tmp_path: Path) -> None:
    own = tmp_path / "Våra planer"
    ran = run_here("-C", str(own), "init", "--from", str(shared))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Kopierade 9 planer till ")
    assert run_here("-C", str(own), "pick", "boras", "09").code == 0
    assert run_here("-C", str(own), "save", "--yes").code == 0
    assert run_here("-C", str(own), "sync", "--yes").code == 0
    assert run_git(shared, "log", "-1", "--format=%s", "main") == "Borås: valt 09"


def test_a_folder_with_something_in_it_is_left_alone(shared: Path, tmp_path: Path) -> None:
    own = tmp_path / "mina"
    own.mkdir()
    (own / "brev.txt").write_text("hej", "utf-8")
    ran = run_here("-C", str(own), "init", "--from", str(shared))
    assert ran.code == 1
    assert "Det ligger redan något i mappen" in ran.err
    assert [path.name for path in own.iterdir()] == ["brev.txt"]


@pytest.mark.parametrize("address", ["--upload-pack=x", "ext::sh -c x", " "])
def test_an_address_that_is_none_is_refused(tmp_path: Path, address: str) -> None:
    ran = run_here("-C", str(tmp_path), "init", f"--from={address}")
    assert ran.code == 2
    assert "--from" in ran.err
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize("address", ["http://[::1]:9/x.git", "ssh://git@[fe80::1]:1/x.git"])
def test_an_address_may_be_one_of_six_parts(tmp_path: Path, address: str) -> None:
    ran = run_here("-C", str(tmp_path / "mina"), "init", "--from", address)
    assert ran.code == 1
    assert "gick inte att kopiera" in ran.err


def test_a_place_that_does_not_answer_leaves_nothing(tmp_path: Path) -> None:
    own = tmp_path / "mina"
    own.mkdir()
    ran = run_here("-C", str(own), "init", "--from", str(tmp_path / "saknas.git"))
    assert ran.code == 1
    assert "gick inte att kopiera" in ran.err
    assert not any(own.iterdir())


def test_nothing_is_said_to_be_saved_when_nothing_is(tmp_path: Path) -> None:
    ran = run_here("-C", str(tmp_path / "mina"), "init", "--from", "../saknas.git", COLUMNS="400")
    assert ran.code == 1
    assert ran.err == (
        f"Det gick inte att kopiera något från {Path.cwd().parent / 'saknas.git'}: "
        "där finns inga sparade planer, eller så får du inte se dem.\n"
        "Kontrollera adressen, och att du har fått tillgång dit. Försök sedan igen.\n"
    )


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://anna:hemligt@localhost:9/x.git", "servern svarar inte"),
        # What git says of it is shown where the program does not know it.
        ("https://anna:hem@ligt@localhost:9/x.git", "git säger: unable to access 'https://…@localhost:9/x.git/'"),
    ],
)
def test_a_password_in_an_address_is_not_shown(address: str, said: str, tmp_path: Path) -> None:
    ran = run_here("-C", str(tmp_path / "mina"), "init", "--from", address)
    assert ran.code == 1
    assert "https://…@localhost:9/x.git" in ran.err
    assert "hem" not in ran.err
    assert "ligt" not in ran.err
    assert said in ran.err


def test_an_empty_place_is_connected_to_and_can_be_tried_again(shared: Path, tmp_path: Path) -> None:
    place, own = new_repository(tmp_path / "tom.git", "--bare"), tmp_path / "mina"
    for _time in range(2):
        ran = run_here("-C", str(own), "init", "--from", str(place), COLUMNS="400")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith(f"På {place} är inget delat än.")
        assert "actionplan init NAMN" in ran.out
    other = run_here("-C", str(own), "init", "--from", str(shared))
    assert (other.code, "redan något" in other.err) == (1, True)
    # Somebody else is first.
    run_git(shared, "push", "--quiet", str(place), "main:planer")
    ran = run_here("-C", str(own), "init", "--from", str(place))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Kopierade 9 planer till ")
    assert run_git(own, "status", "--porcelain", "--branch") == "## planer...origin/planer"


def test_what_was_begun_at_an_empty_place_is_shared_there(tmp_path: Path) -> None:
    place, own = new_repository(tmp_path / "tom.git", "--bare"), tmp_path / "mina"
    assert run_here("-C", str(own), "init", "--from", str(place)).code == 0
    assert run_here("-C", str(own), "init", "boras").code == 0
    assert run_here("-C", str(own), "sync", "--save", "--yes").code == 0
    assert "plans/boras.toml" in run_git(place, "ls-tree", "-r", "--name-only", "main").split()
    beside = run_git(place, "log", "-1", "--format=%B", "main").partition("Utöver planerna\n")[2].splitlines()
    assert beside[:3] == ["- .gitattributes ny", "- inställningar tillagda (actionplan.toml)", "- plan.schema.json ny"]
    assert beside[3].startswith("- ny katalog med förslag (proposals/")
    (own / "plan.schema.json").unlink()
    ran = run_here("-C", str(own), "sync", "--save", "--yes")
    assert "plan.schema.json borttagen" in ran.out
    assert "Filer utöver planerna borttagna" in ran.err


def test_a_place_whose_usual_branch_is_missing(shared: Path, tmp_path: Path) -> None:
    run_git(shared, "symbolic-ref", "HEAD", "refs/heads/master")
    own = tmp_path / "mina"
    assert run_here("-C", str(own), "init", "--from", str(shared)).code == 0
    assert run_git(own, "symbolic-ref", "--short", "HEAD") == "main"


def test_dry_run_copies_nothing(shared: Path, tmp_path: Path) -> None:
    own = tmp_path / "mina"
    own.mkdir()
    ran = run_here("-C", str(own), "init", "--from", str(shared), "--dry-run")
    assert (ran.code, any(own.iterdir())) == (0, False)
