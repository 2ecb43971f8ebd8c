"""Bad input gets a clear sentence in the user's language and a documented exit code, and never a traceback."""

import datetime as dt
import errno
import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from actionplan.workspace import open_workspace
from actionplan.workspace.checking import check_files
from tests.cli.running import TODAY, Ran, Run
from tests.corpus import invalid_files

MEGABYTE = 1_000_000
BAD = "plans/boras.toml"

NO_ENGLISH = re.compile(
    r"Traceback|Error\b|[Ee]xpected|[Ii]nvalid|[Uu]nexpected|[Pp]arse|[Pp]ermission|denied|No such|not found|"
    r"codec|decode|duplicate|newline|keys?\b|the |\bis a\b|[Ww]arning|line \d|None|msgspec|toml_rs|Errno"
)


def write(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def blank(change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    """The plan that ``init`` makes, with a change."""
    return lambda path: path.write_bytes(change(path.read_bytes()))


def as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def linked_to(target: str) -> Callable[[Path], object]:
    def link(path: Path) -> None:
        path.unlink()
        path.symlink_to(target)

    return link


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(100 * MEGABYTE)


UNREADABLE: dict[str, tuple[Callable[[Path], object], str]] = {
    "not UTF-8": (blank(lambda text: text.decode().encode("latin-1", "replace")), "inte sparad som UTF-8"),
    "duplicate key": (
        blank(lambda text: text.replace(b"[proposal.01]", b'[proposal.01]\nowner = "IFO"\nowner = "IFO"', 1)),
        "två gånger",
    ),
    "impossible date": (
        blank(lambda text: text.replace(b"[proposal.01]", b"[proposal.01]\ndue = 2016-13-45", 1)),
        "datumet finns inte",
    ),
    "100 MB": (huge, "100\u00a0MB"),
    "folder": (as_folder, "mapp"),
    "dangling link": (linked_to("nowhere.toml"), "länk"),
    "looping link": (linked_to("boras.toml"), "länk"),
    "newer format": (blank(lambda text: text.replace(b"format = 1", b"format = 99", 1)), "nyare"),
    "empty": (write(b""), "tom"),
    "NUL bytes": (blank(lambda text: text[:100] + b"\x00" + text[100:]), "NUL"),
    "not TOML": (write(b"hello world\n"), "hello world"),
    "unfinished merge": (
        blank(lambda text: text + b"<<<<<<< HEAD\n[proposal.01]\n=======\n>>>>>>> x\n"),
        "sammanslagning",
    ),
}


@pytest.fixture(params=UNREADABLE)
def broken(request: pytest.FixtureRequest, sjuharad: Path, run: Run) -> tuple[Path, str]:
    """A workspace where one plan cannot be read and another holds something; and the words to expect."""
    run("pick", "mark", "09", "--owner", "IFO-chef", "--due", "2017-06-30")
    spoil, said = UNREADABLE[request.param]
    spoil(sjuharad / BAD)
    return sjuharad, said


def is_clear(ran: Ran, said: str) -> None:
    text = ran.out + ran.err
    assert BAD in text
    assert said in text
    told = [line for line in text.splitlines() if BAD in line or "→" in line]
    for line in told:
        assert not NO_ENGLISH.search(line), line


def test_check_names_what_cannot_be_read(broken: tuple[Path, str], run: Run) -> None:
    ran = run("check")
    assert (ran.code, ran.err) == (3, "")
    is_clear(ran, broken[1])
    found = json.loads(run("check", "--json").raw)
    assert {problem["file"] for problem in found["problems"]} == {BAD}


def test_show_says_why_a_plan_cannot_be_shown(broken: tuple[Path, str], run: Run) -> None:
    ran = run("show", "boras")
    assert (ran.code, ran.out) == (1, "")
    is_clear(ran, broken[1])
    assert run("show", "mark").code == 0


@pytest.mark.usefixtures("broken")
def test_show_across_counts_the_others(run: Run) -> None:
    ran = run("show", "09")
    assert ran.code == 0
    assert "Valt av 1 av" in ran.out
    assert BAD in ran.out + ran.err


def test_list_counts_the_others(broken: tuple[Path, str], run: Run) -> None:
    ran = run("list")
    assert ran.code == 5
    assert "Mark  09" in ran.out
    is_clear(Ran(0, b"", ran.err), broken[1])


@pytest.mark.usefixtures("broken")
def test_todo_asks_for_a_file_that_can_be_read(run: Run) -> None:
    ran = run("todo")
    assert ran.code == 0
    assert "Borås" in ran.out
    assert "som går att läsa" in " ".join(ran.out.split())


def test_rollup_is_partial_and_counts_the_others(broken: tuple[Path, str], run: Run) -> None:
    ran = run("rollup")
    assert ran.code == 5
    is_clear(Ran(5, b"", ran.err), broken[1])
    assert "1 av 8 kommuner" in ran.out
    as_json = run("rollup", "--json")
    assert as_json.code == 5
    assert json.loads(as_json.raw)


def test_an_edit_writes_nothing(broken: tuple[Path, str], run: Run) -> None:
    path = broken[0] / BAD
    before = None if path.is_dir() or path.is_symlink() or path.stat().st_size > MEGABYTE else path.read_bytes()
    ran = run("pick", "boras", "09")
    assert (ran.code, ran.out) == (1, "")
    is_clear(ran, broken[1])
    assert before is None or path.read_bytes() == before
    assert not list(path.parent.glob("*tmp*"))


@pytest.mark.usefixtures("broken")
def test_english_users_are_told_in_english(run: Run) -> None:
    ran = run("check", "--lang", "en")
    assert ran.code == 3
    assert "error: " in ran.out
    assert not re.search("[åäö]", ran.out.replace("Borås", "").split("→")[-1])


WRONG_VALUES = {
    "wrong type": (b"priority = true", "priority", "”true” är inte ett heltal"),
    "text for a list": (b'partners = "FoU"', "partners", "är inte en lista"),
    "a date between quotes": (b'due = "2017-06-30"', "due", "citattecken"),
    "no such date in quotes": (b'due = "2016-13-45"', "due", "2016-13-45"),
    "unknown key": (b'onwer = "IFO-chef"', "onwer", "owner"),
    "unknown status": (b'status = "startad"', "status", "started"),
    "out of range": (b"priority = 9", "priority", "9"),
}


@pytest.mark.parametrize("kind", WRONG_VALUES)
def test_a_value_that_does_not_fit_is_named_and_the_rest_is_counted(kind: str, sjuharad: Path, run: Run) -> None:
    line, key, said = WRONG_VALUES[kind]
    path = sjuharad / BAD
    text = path.read_bytes().replace(b"[proposal.01]", b'[proposal.02]\nstatus = "started"\n\n[proposal.01]', 1)
    text = text.replace(b"[proposal.02] # Samverka", b"[proposal.99] # Samverka", 1)
    text = text.replace(b"[proposal.01] #", b"[proposal.01]\n" + line + b"\n#", 1)
    path.write_bytes(text)
    place = text[: text.index(line)].count(b"\n") + 1
    ran = run("check")
    assert ran.code == 3
    named = next(row for row in ran.out.splitlines() if row.startswith(f"{BAD}:{place}:"))
    assert key in named
    assert said in named
    assert not NO_ENGLISH.search(named)
    assert "Valt av 1 av" in run("show", "02").out


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
@pytest.mark.parametrize(
    ("mode", "words", "code", "said"),
    [
        (0o000, ("check",), 3, "behörighet att läsa filen"),
        (0o000, ("show", "boras"), 1, "behörighet att läsa filen"),
        (0o000, ("list",), 5, "behörighet att läsa filen"),
        (0o000, ("rollup",), 5, "behörighet att läsa filen"),
        (0o000, ("pick", "boras", "09"), 1, "behörighet att läsa filen"),
        (0o444, ("pick", "boras", "09"), 1, "kan inte sparas"),
    ],
)
def test_no_permission(mode: int, words: tuple[str, ...], code: int, said: str, sjuharad: Path) -> None:
    path = sjuharad / BAD
    before = path.read_bytes()
    path.chmod(mode)
    if mode == 0o444:
        path.parent.chmod(0o555)
    ran = run_unprivileged(sjuharad, *words)
    path.parent.chmod(0o755)
    path.chmod(0o644)
    assert ran.code == code, ran
    is_clear(Ran(code, ran.raw, ran.err), said)
    assert path.read_bytes() == before


# The same is done once where nothing is wrong, so that all is loaded that perhaps root alone may read.
_UNPRIVILEGED = """
import contextlib, io, os, sys
from actionplan.cli.main import main
warm, *words = sys.argv[1:]
with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())), contextlib.redirect_stderr(io.StringIO()):
    for line in (["init", "sjuharad"], ["show", "norrkoping"], words, ["check", "nowhere.toml"]):
        main([*line, "-C", warm])
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
sys.exit(main(words))
"""


def run_unprivileged(folder: Path, *words: str) -> Ran:
    """Run in a process that permissions hold for: root may do anything."""
    home = folder / "home"
    home.mkdir()
    home.chmod(0o777)
    for place in (folder, *folder.parents):
        if place.owner() == "root" and place != Path(place.anchor) and not place.stat().st_mode & stat.S_IXOTH:
            place.chmod(place.stat().st_mode | stat.S_IXOTH | stat.S_IROTH)
    environment = {
        **os.environ,
        "HOME": str(home),
        "ACTIONPLAN_CONFIG_DIR": str(home),
        "ACTIONPLAN_CACHE_DIR": str(home),
        "ACTIONPLAN_TODAY": TODAY,
    }
    done = subprocess.run(
        [sys.executable, "-c", _UNPRIVILEGED, str(folder.with_name(f"{folder.name}-warm")), *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr.decode())


@pytest.mark.parametrize("number", [errno.EROFS, errno.ENOSPC, errno.EIO])
def test_a_disk_that_refuses(number: int, sjuharad: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    before = (sjuharad / BAD).read_bytes()
    monkeypatch.setattr(Path, "replace", refuse)
    monkeypatch.setattr(os, "replace", refuse)
    ran = run("pick", "boras", "09")
    assert (ran.code, ran.out) == (1, "")
    is_clear(ran, "kan inte sparas")
    assert (sjuharad / BAD).read_bytes() == before
    assert not list((sjuharad / "plans").glob(".*"))


def test_a_byte_order_mark_and_crlf_are_told_and_kept(sjuharad: Path, run: Run) -> None:
    path = sjuharad / BAD
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    ran = run("check")
    assert ran.code == 0
    assert "BOM" in ran.out
    assert "CRLF" in ran.out
    assert run("rollup").code == 0
    assert run("show", "boras").code == 0
    assert run("pick", "boras", "09").code == 0
    after = path.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf#:schema")
    assert after.count(b"\n") == after.count(b"\r\n") == before.count(b"\r\n") + 1
    assert b'status = "not_started"\r\n' in after


@pytest.mark.parametrize("words", [("check",), ("show", "boras"), ("list",), ("rollup",), ("pick", "boras", "09")])
def test_no_workspace(words: tuple[str, ...], tmp_path: Path, run: Run) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        f"Det finns inga planer i {tmp_path} eller i någon mapp ovanför.\n"
        "Börja med: actionplan init NAMN, till exempel actionplan init sjuharad\n"
    )


@pytest.mark.parametrize("words", [("check", "xyzzy"), ("show", "xyzzy"), ("list", "xyzzy"), ("rollup", "xyzzy")])
@pytest.mark.usefixtures("sjuharad")
def test_unknown_body(words: tuple[str, ...], run: Run) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert "”xyzzy”" in ran.err


@pytest.mark.parametrize(
    "content", [b"languag = 'sv'\n", b"language = 'de'\n", b"[thresholds]\nk = 1\n", b"region = \n", b"\xff\n"]
)
def test_settings_with_faults(content: bytes, sjuharad: Path, run: Run) -> None:
    (sjuharad / "actionplan.toml").write_bytes(content)
    ran = run("list")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("actionplan.toml")
    assert not NO_ENGLISH.search(ran.err.replace("actionplan.toml", ""))


def test_a_body_that_the_workspace_means_but_nobody_knows(sjuharad: Path, run: Run) -> None:
    path = sjuharad / "actionplan.toml"
    path.write_text(path.read_text("utf-8").replace('region = "sjuharad"', 'region = "atlantis"'), "utf-8")
    for words in (("rollup",), ("todo",), ("show", "09")):
        ran = run(*words)
        assert (ran.code, ran.out) == (2, "")
        assert "atlantis" in ran.err


CORPUS = invalid_files()


def test_the_corpus_is_there() -> None:
    assert len(CORPUS) > 300


def test_every_invalid_file_of_the_corpus_is_named_with_its_line(sjuharad: Path, run: Run) -> None:
    run("set", "mark", "09", "--status", "done")
    names = {}
    for number, (name, content) in enumerate(CORPUS):
        names[f"plans/x{number:03}.toml"] = name
        (sjuharad / "plans" / f"x{number:03}.toml").write_bytes(content)
    ran = run("check", "--json", "--strict")
    assert ran.code == 3
    found = json.loads(ran.raw)["problems"]
    named = {problem["file"]: problem for problem in found}
    assert set(names) <= set(named)
    assert [(names[file], problem) for file, problem in named.items() if file in names and not problem["line"]] == []
    assert named["plans/mark.toml"]["code"] == "done_without_followup"
    text = run("check")
    assert (text.code, text.err) == (3, "")
    partial = run("rollup")
    assert partial.code == 5
    assert "1 av 8 kommuner" in partial.out


@pytest.mark.parametrize(("name", "content"), CORPUS, ids=[name for name, _ in CORPUS])
def test_each_invalid_file_of_the_corpus(name: str, content: bytes, empty_workspace: Path) -> None:
    path = empty_workspace / "plans" / "x.toml"
    path.write_bytes(content)
    workspace = open_workspace(empty_workspace)
    problems = check_files(workspace, [path], dt.date.fromisoformat(TODAY))
    assert problems, name
    assert all(problem.line > 0 for problem in problems if problem.code not in {"bom", "crlf"})


@pytest.fixture(scope="module")
def empty_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "plans").mkdir()
    (folder / "actionplan.toml").write_text("format = 1\n", "utf-8")
    return folder
