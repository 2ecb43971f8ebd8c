"""What the pages say is true: commands print what is shown, links lead somewhere, the reference is current."""

import datetime as dt
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from actionplan.cli.app import COMMANDS
from actionplan.cli.exits import Exit
from actionplan.cli.main import main
from actionplan.core.problems import Severity
from actionplan.store import toml
from actionplan.store.schema import read_plan_document
from actionplan.workspace import open_workspace
from actionplan.workspace.checking import check_files
from tests.docs.pages import (
    PAGES,
    ROOT,
    Addition,
    Example,
    anchors,
    examples,
    links,
    matches,
    name_of,
    prose,
    shared_places,
    steps,
)
from tests.gitting import GitWorld, new_repository

WITH_EXAMPLES = [page for page in PAGES if any(True for _ in examples(page))]
DOCS = [page for page in PAGES if page.name != "CHANGELOG.md"]


def _ids(pages: list[Path]) -> list[str]:
    return [name_of(page) for page in pages]


def _example_workspace(folder: Path) -> Path:
    for name in ("actionplan.toml", "plan.schema.json"):
        shutil.copy(ROOT / name, folder / name)
    for name in ("plans", "proposals"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


class _Typist(io.TextIOBase):
    """Somebody at a terminal, who answers one question after the other; a terminal shows what is typed."""

    def __init__(self, answers: tuple[str, ...], screen: io.TextIOWrapper) -> None:
        super().__init__()
        self.left = list(answers)
        self._screen = screen

    def isatty(self) -> bool:
        return True

    def readline(self, _size: int = -1, /) -> str:  # type: ignore[override]
        answer = self.left.pop(0)
        self._screen.write(f"{answer}\n")
        return f"{answer}\n"


class _Screen(io.TextIOWrapper):
    """Where somebody sees the words of the program."""

    def isatty(self) -> bool:
        return True


def _run(example: Example, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """Run a command in a folder: its exit code, and what it prints on both streams."""
    monkeypatch.chdir(folder)
    if example.day:
        monkeypatch.setenv("ACTIONPLAN_TODAY", example.day)
    else:
        monkeypatch.delenv("ACTIONPLAN_TODAY", raising=False)
    if "--lang" in example.arguments or "--help" in example.arguments:
        # Help is worded when its command is imported, once in a process.
        command = [sys.executable, "-m", "actionplan", *example.arguments]
        # The environment as Python knows it: readline, which pytest loads, adds COLUMNS behind its back.
        world = dict(os.environ)
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=world, check=False)
        return done.returncode, done.stdout.decode()
    printed = io.BytesIO()
    stream = io.TextIOWrapper(printed, encoding="utf-8", newline="\n", write_through=True)
    screen = _Screen(printed, encoding="utf-8", newline="\n", write_through=True)
    typist = _Typist(example.answers, screen)
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", stream)
        patched.setattr(sys, "stderr", screen if example.answers else stream)
        if example.answers:
            patched.setattr(sys, "stdin", typist)
        code = main(example.arguments)
    assert not typist.left, f"{example.name}: nothing asked for {typist.left}"
    return code, printed.getvalue().decode()


class _Place:
    """The folders of a page, and the places where its people share plans."""

    def __init__(self, page: Path, top: Path, world: GitWorld) -> None:
        self._top = top
        self._world = world
        self._there: set[str] = set()
        # Nobody has told git who they are: the reader's git knows as little.
        world.forget_identity()
        with world.settings.open("a", encoding="utf-8") as settings:
            settings.write(f'[url "{(top / "shared").as_posix()}/"]\n\tinsteadOf = https://git.example/\n')
        for name in sorted(shared_places(page)):
            new_repository(top / "shared" / name, "--bare")

    def folder(self, name: str) -> Path:
        """A folder by the name that blocks call it; made where it is first named."""
        folder = self._top / (name or "example")
        if name not in self._there:
            self._there.add(name)
            folder.mkdir()
            if not name:
                _example_workspace(folder)
        return folder

    def on(self, day: str) -> None:
        """From now on things are saved on this day."""
        self._world.at(f"{day or '2017-02-12'}T09:00:00+01:00")

    def add(self, addition: Addition) -> None:
        """Put a text at the end of a file."""
        with (self.folder(addition.folder) / addition.file).open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"\n{addition.text}")


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=_ids(WITH_EXAMPLES))
def test_commands_print_what_the_page_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, git_world: GitWorld
) -> None:
    faults = []
    corrected = page.read_text(encoding="utf-8")
    place = _Place(page, tmp_path, git_world)
    for example in steps(page):
        if isinstance(example, Addition):
            place.add(example)
            continue
        place.on(example.day)
        folder = place.folder(example.folder)
        code, printed = _run(example, folder, monkeypatch)
        if code != example.exit:
            faults.append(f"{example.name}\n  exit code {code}, the page says {example.exit}\n{printed}")
        elif example.said is not None and not matches(example.said, printed):
            faults.append(f"{example.name}\n  the page shows\n{example.said}\n  it prints\n{printed}")
            corrected = _correct(corrected, example.said, printed.replace(str(folder), "…"))
    if os.environ.get("UPDATE_GOLDEN") == "1":
        page.write_bytes(corrected.encode())
    assert not faults, "\n\n".join(faults)


def _correct(page: str, said: str, printed: str) -> str:
    """The page with what was printed in place of what it showed; cuts stay where they still fit."""
    lines = printed.replace("\u00a0", " ").strip("\n").splitlines()
    shown = said.splitlines()
    if shown and shown[-1].strip() == "…":
        lines = [*lines[: len(shown) - 1], "…"]
    if len(lines) == len(shown):
        lines = [old if matches(old, new) else new for old, new in zip(shown, lines, strict=True)]
    return page.replace(said, "\n".join(lines)) if said else page


def test_a_wrong_output_does_not_match() -> None:
    assert matches("one\n…\nfour …", "one\ntwo\nthree\nfour 4\n")
    assert matches("", "")
    assert not matches("one\n…\nfour", "one\ntwo\nthree\nfive\n")
    assert not matches("one", "one\ntwo\n")
    assert not matches("", "something\n")


def test_examples_are_run_on_every_page_for_users() -> None:
    assert {"README.md", "docs/kommun.md", "docs/fou.md", "docs/samordnare.md", "docs/english.md"} <= {
        name_of(page) for page in WITH_EXAMPLES
    }


@pytest.mark.parametrize("page", PAGES, ids=_ids(list(PAGES)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in links(page):
        if target.startswith(("https://", "mailto:")):
            continue
        name, _, anchor = target.partition("#")
        other = (page.parent / name).resolve() if name else page
        assert other.exists(), f"{name_of(page)}: {target}"
        if anchor:
            assert anchor in anchors(other), f"{name_of(page)}: {target} is none of {sorted(anchors(other))}"


@pytest.mark.parametrize("page", DOCS, ids=_ids(DOCS))
def test_pages_name_no_machine(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for host in ("pypi.org", "pythonhosted", "npmjs", "crates.io", "conda.anaconda", "proxy.golang"):
        assert host not in text.lower(), f"{name_of(page)} names {host}"
    absolute = re.findall(
        r"(?:(?<=[\s`\"'(])/(?:home|root|tmp|work|usr|Users|opt|var|mnt)\b[^\s`]*|\b[A-Z]:\\[^\s`]*)", text
    )
    assert not absolute, f"{name_of(page)}: {absolute}"


def test_the_reference_of_commands_is_current() -> None:
    done = subprocess.run(
        [sys.executable, "tools/cli_reference.py", "--check"], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_command_is_in_the_reference_and_in_a_guide() -> None:
    reference = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    guides = "".join(page.read_text(encoding="utf-8") for page in PAGES if page.name not in {"cli.md", "CHANGELOG.md"})
    for name in COMMANDS:
        assert f"## actionplan {name}\n" in reference
        assert f"actionplan {name}" in guides, f"no guide shows actionplan {name}"


def test_the_reference_has_every_exit_code_and_the_readme_too() -> None:
    for page in (ROOT / "README.md", ROOT / "docs" / "cli.md", ROOT / "docs" / "architecture.md"):
        rows = re.findall(r"^\| *`?(\d+)`? *\|", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert {int(code) for code in rows} == set(Exit), name_of(page)


def test_the_picture_shows_what_the_program_prints() -> None:
    from tools.screenshot import CHARTS, PICTURE, charts, picture

    drawn = picture()
    assert PICTURE.read_text(encoding="utf-8") == drawn, "run tools/screenshot.py"
    assert CHARTS.read_text(encoding="utf-8") == charts(), "run tools/screenshot.py"
    assert "url(http" not in drawn
    assert "@font-face" not in drawn
    assert "href" not in drawn
    assert f"{PICTURE.relative_to(ROOT).as_posix()}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_pictures_of_the_full_screen_program_are_current() -> None:
    from tools.screenshot import PICTURE, SCREENS, screen

    pages = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    for name in SCREENS:
        path = PICTURE.with_stem(name)
        assert path.read_text(encoding="utf-8") == screen(name), f"{path.name} is old: run tools/screenshot.py"
        assert f"images/{path.name}" in pages, f"{path.name} is on no page"
        for fetched in ("url(http", "@font-face", "href"):
            assert fetched not in path.read_text(encoding="utf-8")


def test_the_tables_of_keys_are_current() -> None:
    from tools import tui_reference

    for name, language in tui_reference.PAGES.items():
        page = (tui_reference.DOCS / name).read_text(encoding="utf-8")
        assert page == tui_reference.renewed(page, language), f"docs/{name} is old: run tools/tui_reference.py"


def test_the_readme_gives_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in (
        "python3 -m venv .venv && .venv/bin/pip install --quiet . && .venv/bin/actionplan rollup sjuharad",
        "py -m venv .venv; .venv\\Scripts\\pip install --quiet .; .venv\\Scripts\\actionplan rollup sjuharad",
        "python3 tools/check.py --setup",
        "py tools\\check.py --setup",
    ):
        assert f"\n{command}\n" in readme


PLANFORMAT = ROOT / "docs" / "planformat.md"
_PLANS = re.findall(r"<!-- plan -->\n```toml\n(.*?)```", PLANFORMAT.read_text(encoding="utf-8"), re.DOTALL)
_HEAD = """format = 1
catalogue = "skl-44"
catalogue_version = "working-1"
"""


@pytest.mark.parametrize("snippet", _PLANS, ids=[text.strip().splitlines()[0] for text in _PLANS])
def test_plans_in_the_description_of_the_format_are_plans(snippet: str) -> None:
    text = (
        snippet
        if "format = 1" in snippet
        else _HEAD + ("" if "[plan]" in snippet else '[plan]\nbody = "1490"\n') + snippet
    )
    plan, problems = read_plan_document(toml.loads(text))
    assert plan is not None
    assert not problems


def test_the_description_of_the_format_has_every_key() -> None:
    import json

    schema = json.loads((ROOT / "plan.schema.json").read_text(encoding="utf-8"))
    described = PLANFORMAT.read_text(encoding="utf-8")
    keys = {key for part in [schema, *schema.get("$defs", {}).values()] for key in part.get("properties", {})}
    assert keys
    for key in keys:
        assert f"`{key}`" in described, f"planformat.md does not mention {key}"


def test_the_workspaces_of_the_cases_are_without_problems(tmp_path: Path) -> None:
    """The page's cases, put together as their people would: settings, plans, and no problem but what is meant."""
    text = PLANFORMAT.read_text(encoding="utf-8")
    files = re.findall(r"<!-- file: (\w+)/([\w./-]+) -->\n```toml\n(.*?)```", text, re.DOTALL)
    assert {case for case, _, _ in files} == {"sjuharad", "mora", "statsbidrag", "forbattringsresan", "stockholm"}
    for case, name, content in files:
        path = tmp_path / case / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    for case in sorted({case for case, _, _ in files}):
        workspace = open_workspace(tmp_path / case)
        assert workspace.plan_paths(), case
        problems = check_files(workspace, workspace.plan_paths(), dt.date(2026, 1, 1))
        assert not [problem for problem in problems if problem.severity is Severity.ERROR], case


_BEFORE: tuple[tuple[str, ...], ...] = (
    ("setup", "--yes", "--name", "Utvecklingsledare IFO", "--email", "ifo@boras.example"),
    ("save",),
    ("follow", "boras", "09", "Fyra grupper", "--status", "done"),
    ("set", "boras", "12", "--due", "2017-02-01"),
)
_DOCUMENTS: tuple[tuple[str, ...], ...] = (
    ("diff", "--since", "2017-02-11", "--json"),
    ("diff", "--since-followup", "--json"),
    ("meeting", "sjuharad", "--since", "2017-01-27", "--json"),
    ("rounds", "--json"),
    ("log", "boras", "09", "--json"),
    ("trend", "sjuharad", "--json"),
    ("fetch", "--json"),
    ("rollup", "sjuharad", "--as-of", "2017-01-01", "--json"),
)


def test_the_description_of_json_has_every_key_of_what_tells_the_past(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, git_world: GitWorld
) -> None:
    import json

    described = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    folder = _example_workspace(tmp_path)
    with (folder / "actionplan.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[source.mer]\nfolder = "mer"\n')
    (folder / "mer" / "plans").mkdir(parents=True)
    git_world.at("2017-02-10T09:00:00+01:00")
    for words in _BEFORE:
        assert _run(_unseen(words), folder, monkeypatch)[0] == 0
    for words in _DOCUMENTS:
        code, printed = _run(_unseen(words), folder, monkeypatch)
        assert code == 0, printed
        document = json.loads(printed)
        told = {key: document[key] for key in ("sources", "standing")} if words[0] == "rollup" else document
        missing = {key for key in _keys(told) if f"`{key}`" not in described}
        assert not missing, f"json.md does not mention {missing} of {shlex.join(words)}"


def _unseen(words: tuple[str, ...]) -> Example:
    return Example("", "", "", words, None, 0)


_BY_DATA = {"cells", "picked", "source_commits"}
"""What holds values by bodies or proposals, which are no keys."""


def _keys(value: object) -> set[str]:
    """The keys of a document, at whatever depth."""
    if isinstance(value, dict):
        below = {key for name, one in value.items() if name not in _BY_DATA for key in _keys(one)}
        return {key for key in value if isinstance(key, str)} | below
    return {key for one in value for key in _keys(one)} if isinstance(value, list) else set()


def test_the_guide_for_municipalities_names_every_status() -> None:
    guide = prose(ROOT / "docs" / "kommun.md")
    for value in ("not_started", "started", "over_half", "done", "not_relevant", "declined"):
        assert f"`{value}`" in guide
