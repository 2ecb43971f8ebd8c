"""Whatever lies where a plan should: a plan or the reasons why not, each with its place, and never an exception."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from actionplan.core.problems import Problem
from actionplan.store import toml
from actionplan.store.read import parse_plan, read_plan
from actionplan.store.text import MOST_BYTES
from tests.corpus import invalid_files

INVALID = dict(invalid_files())

HEAD = """# Handlingsplan för Borås
format = 1
catalogue = "skl-44"
catalogue_version = "working-1"
[plan]
body = "1490"
[proposal.08] # Försök på nytt: å, ä och ö
"""


@pytest.fixture
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The parser that is installed, or the standard library's in its place."""
    if request.param == "tomllib":
        monkeypatch.setattr(toml, "_loads", toml._with_tomllib())
    return str(request.param)


BOTH = pytest.mark.parametrize("parser", ["fastest", "tomllib"], indirect=True)


def read(path: Path, content: bytes | str) -> tuple[Problem, ...]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return problems_of(path)


def problems_of(path: Path) -> tuple[Problem, ...]:
    file = read_plan(path, "plans/x.toml")
    assert file.plan is None
    assert {problem.source for problem in file.problems} == {"plans/x.toml"}
    return file.problems


@BOTH
@pytest.mark.parametrize("name", list(INVALID))
@pytest.mark.usefixtures("parser")
def test_every_invalid_file_of_the_corpus_is_told_with_its_line(name: str, tmp_path: Path) -> None:
    content = INVALID[name]
    problems = read(tmp_path / "x.toml", content)
    assert problems
    lines = content.rstrip(b"\n").count(b"\n") + 1
    assert all(1 <= problem.line <= lines for problem in problems if problem.code != "empty")
    assert (problems[-1].code == "empty") == (not content.strip(b" \t\r\n"))


def test_the_standard_library_stands_in_for_the_fast_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "toml_rs", None)
    name, loads = toml._fastest()
    assert name == "tomllib"
    assert loads('a = "å"') == {"a": "å"}
    with pytest.raises(toml.Invalid):
        loads("a =")


SLIPS = [
    pytest.param("due = 2016-13-45", "date_impossible", (1, 7), (1, 11), id="no-such-date"),
    pytest.param("due = 2017-02-30 # ö", "date_impossible", (1, 7), (1, 7), id="no-such-day"),
    pytest.param("due = 31/12 2016", "date_order", (1, 7), (1, 9), id="day-first"),
    pytest.param("due = 31.12.2016", "date_order", (1, 12), (1, 12), id="day-first-with-dots"),
    pytest.param("due = 2016-9-1", "date_written", (1, 7), (1, 11), id="short-date"),
    pytest.param("due = 2016-09", "date_written", (1, 7), (1, 11), id="month-only"),
    pytest.param("owner = “Enhetschef på IFO”", "smart_quotes", (1, 9), (1, 9), id="smart-quotes"),
    pytest.param("owner = ”Enhetschef”", "smart_quotes", (1, 9), (1, 9), id="swedish-quotes"),
    pytest.param('owner = "Åsas enhet', "open_quote", (1, 20), (1, 20), id="missing-quote"),
    pytest.param("owner = 'Åsas enhet", "open_quote", (1, 20), (1, 9), id="missing-single-quote"),
    pytest.param('goal = """Å\nett\n\ntvå', "open_quote", (1, 8), (1, 8), id="missing-long-quote"),
    pytest.param("owner = Enhetschef å", "not_quoted", (1, 9), (1, 9), id="no-quotes"),
    pytest.param('owner = "å" ö', "not_toml", (1, 13), (1, 13), id="something-after-the-value"),
    pytest.param("owner =", "value_missing", (1, 8), (1, 8), id="no-value"),
    pytest.param("Ägare ska bli IFO", "no_equals", None, (1, 1), id="prose"),
    pytest.param("owner", "no_equals", (1, 6), (1, 6), id="key-alone"),
    pytest.param("priority = 1,5", "decimal_comma", (1, 13), (1, 13), id="decimal-comma"),
    pytest.param("[proposal.09", "open_header", (1, 13), (1, 13), id="open-header"),
    pytest.param('partners = ["å",\n"ä"', "not_toml", (1, 12), (1, 12), id="open-list"),
    pytest.param('goal = "ö"\n  goal = "ä"', "duplicate_key", (2, 3), (2, 3), id="key-twice"),
    pytest.param("[proposal.09]\n[proposal.08]", "duplicate_header", (2, 1), (2, 1), id="header-twice"),
    pytest.param('goal = "å"\n<<<<<<< HEAD\nx', "conflict_marks", (2, 1), (2, 1), id="conflict-begins"),
    pytest.param("=======", "conflict_marks", (1, 1), (1, 1), id="conflict-half-mended"),
    pytest.param(
        'goal = """\n<<<<<<< HEAD\na\n=======\nb"""\n>>>>>>> x\n', "conflict_marks", (2, 1), (2, 1), id="in-text"
    ),
    pytest.param('goal = "å\x07"', "not_toml", (1, 10), (1, 10), id="control-character"),
]


@BOTH
@pytest.mark.parametrize("end", ["", "\n", '\n\n[proposal.44]\nowner = "ä"\n'])
@pytest.mark.parametrize(("lines", "code", "fast", "slow"), SLIPS)
def test_a_slip_of_the_hand_is_told_by_kind_line_and_column(  # noqa: PLR0917 - one case
    parser: str,
    lines: str,
    code: str,
    fast: tuple[int, int] | None,
    slow: tuple[int, int],
    end: str,
    tmp_path: Path,
) -> None:
    if code in {"open_quote", "not_toml"} and "\n" in lines and end.strip():
        lines = f"{end}\n{lines}"  # Only what is open to the end of the file can be told.
        fast, slow = ((fast or (0, 0))[0] + end.count("\n") + 1, (fast or (0, 0))[1]), (slow[0] + 5, slow[1])
        end = ""
    [problem] = read(tmp_path / "x.toml", HEAD + lines + end)
    installed = toml.PARSER == "toml_rs" and parser == "fastest"
    expected = fast if installed else slow
    assert problem.code == code
    assert problem.line == (expected or slow)[0] + HEAD.count("\n")
    if expected:
        assert problem.column == expected[1]


def test_marks_of_a_merge_in_a_text_after_the_fault_are_not_blamed(tmp_path: Path) -> None:
    text = f'{HEAD}owner =\n[proposal.09]\ngoal = """\nRubrik\n=======\n<<<<<<< x\n"""\n'
    assert [(problem.code, problem.line) for problem in read(tmp_path / "x.toml", text)] == [("value_missing", 8)]


def test_a_line_without_end_is_shown_in_part(tmp_path: Path) -> None:
    [problem] = read(tmp_path / "x.toml", HEAD + "owner = " + "å" * 100_000)
    assert len(problem.facts["line"]) == 101


@pytest.mark.parametrize("crlf", [False, True])
def test_a_fault_after_a_byte_order_mark_and_crlf_stands_where_an_editor_shows_it(crlf: bool, tmp_path: Path) -> None:
    text = HEAD + 'goal = "å"\nowner = ö\n'
    content = b"\xef\xbb\xbf" + (text.replace("\n", "\r\n") if crlf else text).encode()
    told = [(problem.code, problem.line, problem.column) for problem in read(tmp_path / "x.toml", content)]
    assert told == [("bom", 1, 0), *([("crlf", 1, 0)] if crlf else []), ("not_quoted", 9, 9)]


def test_faults_of_values_stand_in_the_order_of_the_file_with_their_places() -> None:
    text = HEAD + 'goal = "å" # ä\n  stauts = "done"\npriority = 7\n[proposal.09]\nöl = 1\n'.replace("öl", '"öl"')
    file = parse_plan(text.encode(), Path("x.toml"), "plans/x.toml")
    assert file.plan
    assert file.plan.entry("08").goal == "å"
    assert [(problem.code, problem.line, problem.column) for problem in file.problems] == [
        ("unknown_key", 9, 3),
        ("out_of_range", 10, 1),
        ("unknown_key", 12, 1),
    ]


def test_a_plan_without_faults_comes_with_its_text_and_no_problems(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(HEAD.encode())
    file = read_plan(path, "plans/x.toml")
    assert file.plan
    assert file.plan.head.body == "1490"
    assert file.problems == ()
    assert file.document
    assert file.document.text == HEAD


def test_a_plan_of_a_newer_format_is_told_at_its_line(tmp_path: Path) -> None:
    [problem] = read(tmp_path / "x.toml", HEAD.replace("format = 1", "format = 2") + "new = 1\n")
    assert (problem.code, problem.line, problem.column) == ("newer_format", 2, 1)


# What is no file


def test_a_folder_with_the_name_of_a_plan_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.toml").mkdir()
    assert [problem.code for problem in problems_of(tmp_path / "x.toml")] == ["is_folder"]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert [problem.code for problem in problems_of(tmp_path / "x.toml")] == ["not_found"]


def test_links_to_nothing_and_to_themselves_are_told(tmp_path: Path) -> None:
    (tmp_path / "x.toml").symlink_to("nowhere.toml")
    assert [problem.code for problem in problems_of(tmp_path / "x.toml")] == ["dangling_link"]
    (tmp_path / "a.toml").symlink_to("b.toml")
    (tmp_path / "b.toml").symlink_to("a.toml")
    assert [problem.code for problem in problems_of(tmp_path / "a.toml")] == ["looping_link"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.toml")
    assert [problem.code for problem in problems_of(tmp_path / "x.toml")] == ["cannot_read"]


READ = """
import os, sys
from pathlib import Path
from actionplan.store.read import read_plan
read_plan(Path("nothing"), "x")
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
for name in sys.argv[1:]:
    file = read_plan(Path(name), "x")
    print(file.plan is None, *(problem.code for problem in file.problems))
"""
"""Read as a user who owns nothing: the superuser may read everything."""


@pytest.mark.skipif(os.name != "posix", reason="permissions of files are another thing there")
def test_what_may_not_be_read_is_told() -> None:
    # Not in the folder for the tests' files, which is closed to others as a whole.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        paths = (folder / "file.toml", folder / "folder" / "x.toml", folder / "folder.toml" / "x", folder / "open.toml")
        for path in paths:
            path.parent.mkdir(exist_ok=True)
            path.write_text(HEAD, "utf-8")
        closed = (paths[0], paths[1].parent, paths[2].parent)
        for path in closed:
            path.chmod(0)
        asked = (paths[0], paths[1], paths[2].parent, paths[3])
        run = subprocess.run([sys.executable, "-c", READ, *asked], capture_output=True, text=True, check=False)
        for path in closed:
            path.chmod(0o700)
    assert (run.stdout.splitlines(), run.stderr) == ([*["True no_permission"] * 3, "False"], "")


# What is too much


def test_a_file_that_is_too_large_to_be_a_plan_is_told(tmp_path: Path) -> None:
    [problem] = read(tmp_path / "x.toml", HEAD.encode() + b"# fylls ut\n" * (6_000_000 // 11))
    assert (problem.code, problem.facts) == ("too_large", {"megabytes": "6", "most": "5"})


def test_the_largest_plan_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(HEAD.encode().ljust(MOST_BYTES, b"\n"))
    assert read_plan(path, "x").plan


@pytest.mark.skipif(sys.platform == "win32", reason="measures memory with resource")
def test_a_huge_file_is_not_read_into_memory(tmp_path: Path) -> None:
    with (tmp_path / "x.toml").open("wb") as file:
        file.truncate(100_000_000)
    import resource

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    [problem] = problems_of(tmp_path / "x.toml")
    assert (problem.code, problem.facts["megabytes"]) == ("too_large", "100")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


@pytest.mark.parametrize(
    "lines",
    [
        "x = " + "[" * 50_000,
        "x = " + "[" * 20_000 + "]" * 50_000,
        "x = " + "{x = " * 50_000,
        "x = " + "[{x = " * 50_000,
        "x = [\n" + "[\n" * 50_000,
        "x = [" * 50_000,
    ],
    ids=["open", "closed", "tables", "both", "a-line-each", "repeated"],
)
def test_deep_nesting_is_a_fault_at_its_line_and_does_not_end_the_program(lines: str, tmp_path: Path) -> None:
    # In a process of its own: a parser that runs out of stack takes the process with it.
    path = tmp_path / "x.toml"
    path.write_text(f"{HEAD}{lines}\nlast = 1\n", "utf-8")
    code = (
        "import sys; from pathlib import Path; from actionplan.store.read import read_plan\n"
        "file = read_plan(Path(sys.argv[1]), 'x'); print(file.plan, [(p.code, p.line) for p in file.problems])"
    )
    run = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == "None [('not_toml', 8)]\n"


@pytest.mark.parametrize("lines", ["x" + ".x" * 50_000 + " = 1", "[x" + ".x" * 20_000 + "]"], ids=["key", "header"])
def test_keys_of_many_parts_do_not_end_the_program(lines: str, tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(f"{HEAD}{lines}\n", "utf-8")
    code = (
        "import sys; from pathlib import Path; from actionplan.store.read import read_plan\n"
        "print([p.line for p in read_plan(Path(sys.argv[1]), 'x').problems])"
    )
    run = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "[8]\n", "")


def test_a_plan_with_as_many_brackets_as_a_large_plan_has_goes_the_fast_way() -> None:
    text = HEAD + "".join(f'[proposal.A{n}]\npartners = ["å", "b"]\n' for n in range(400))
    assert not toml.may_nest_deeply(text)
    assert toml.may_nest_deeply("x = " + "[" * 400)
