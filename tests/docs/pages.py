"""The pages that people read, and what can be checked in them.

A block that is run has a comment above it::

    <!-- run -->                        in a copy of the example workspace
    <!-- run: kommun 2027-02-01 -->     in a folder that the page's blocks of that name share, on that day
    <!-- run exit=3 -->                 whose last command gives that exit code
    <!-- run answers=yes,2 -->          whose last command is answered so by somebody who sits at a terminal; ↵ is
                                        Enter alone

In the block a line with ``$ actionplan …`` is a command and the lines below it are what it prints. ``…`` stands for
anything within a line; alone on a line it stands for any lines.

Above a block of TOML that is put at the end of a file of the reader's stands::

    <!-- add: kommun/actionplan.toml -->

What has to be there and is not the page's subject is done unseen. The lines are commands, without ``actionplan``::

    <!-- prepare: fou 2027-01-12
    init sjuharad
    -->

A place where plans are shared is called ``https://git.example/NAME.git`` in the pages. Each that a page names is there,
with nothing in it.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("**/*.md")))

_MARK = (
    r"<!-- run(?:: (?P<folder>\w+) (?P<day>\d{4}-\d\d-\d\d))?"
    r"(?: answers=(?P<answers>\S+))?(?: exit=(?P<exit>\d+))? -->\n"
)
_RUN = _MARK + r"```console\n(?P<body>.*?)```"
_ADD = r"<!-- add: (?P<file>\w+/[\w./]+) -->\n```toml\n(?P<added>.*?)```"
_PREPARE = r"<!-- prepare: (?P<place>\w+) (?P<date>\d{4}-\d\d-\d\d)\n(?P<commands>.*?)-->"
_STEP = re.compile(f"{_RUN}|{_ADD}|{_PREPARE}", re.DOTALL)
_SHARED = re.compile(r"https://git\.example/(\w+\.git)")
_FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"\$ (?:\.venv/bin/)?actionplan(?: (?P<rest>.*))?")


@dataclass(frozen=True)
class Example:
    """A command of a page, and what the page says that it prints."""

    page: str
    folder: str
    """Empty for the example workspace."""
    day: str
    arguments: tuple[str, ...]
    said: str | None
    """``None`` for what is done unseen."""
    exit: int
    answers: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """How a test report calls it."""
        return f"{self.page}: {shlex.join(self.arguments)}"


@dataclass(frozen=True)
class Addition:
    """A text that the page has its reader put at the end of a file."""

    folder: str
    file: str
    text: str


def name_of(page: Path) -> str:
    """A page as its readers know it."""
    return page.relative_to(ROOT).as_posix()


def shared_places(page: Path) -> set[str]:
    """The repositories that a page has its readers share plans in."""
    return set(_SHARED.findall(page.read_text(encoding="utf-8")))


def steps(page: Path) -> Iterator[Example | Addition]:
    """What is done on a page, in order."""
    for found in _STEP.finditer(page.read_text(encoding="utf-8")):
        if found["file"]:
            folder, _, file = found["file"].partition("/")
            yield Addition(folder, file, found["added"])
        elif found["place"]:
            for line in found["commands"].splitlines():
                yield Example(name_of(page), found["place"], found["date"], tuple(shlex.split(line)), None, 0)
        else:
            yield from _in_block(name_of(page), found)


def examples(page: Path) -> Iterator[Example]:
    """The commands of a page that are run and shown, in order."""
    return (step for step in steps(page) if isinstance(step, Example) and step.said is not None)


def _in_block(page: str, block: re.Match[str]) -> Iterator[Example]:
    parts: list[tuple[tuple[str, ...], list[str]]] = []
    for line in block["body"].splitlines():
        command = _COMMAND.fullmatch(line)
        if command:
            parts.append((tuple(shlex.split(command["rest"] or "")), []))
        elif parts:
            parts[-1][1].append(line)
        else:
            raise AssertionError(f"{page}: the block begins with no command: {line}")
    for place, (arguments, lines) in enumerate(parts):
        said = "\n".join(lines).strip("\n")
        example = Example(page, block["folder"] or "", block["day"] or "", arguments, said, 0)
        if place == len(parts) - 1:
            answers = tuple(block["answers"].replace("↵", "").split(",")) if block["answers"] else ()
            example = replace(example, exit=int(block["exit"] or 0), answers=answers)
        yield example


def matches(said: str, printed: str) -> bool:
    """Whether a page shows what was printed, what it cuts aside; pages have common spaces for no-break ones."""
    said, printed = said.replace("\u00a0", " "), printed.replace("\u00a0", " ")
    pattern = ""
    for line in said.splitlines():
        if line.strip() == "…":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*?".join(map(re.escape, line.rstrip().split("…"))) + r"[ ]*\n"
    return re.fullmatch(pattern + r"\n*", printed.strip("\n") + "\n" if printed.strip() else "") is not None


def prose(page: Path) -> str:
    """A page without its blocks of code."""
    return _FENCED.sub("", page.read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    """What a link into a page can point to: its headings, as the usual forges make anchors of them."""
    found: set[str] = set()
    for heading in re.findall(r"^#+ +(.*)$", prose(page), re.MULTILINE):
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "")
        anchor = re.sub(r"[^\w\- ]", "", text.lower()).strip().replace(" ", "-")
        same = sum(1 for one in found if one == anchor or re.fullmatch(rf"{re.escape(anchor)}-\d+", one))
        found.add(f"{anchor}-{same}" if same else anchor)
    return found


def links(page: Path) -> Iterator[str]:
    """The targets of a page's links and pictures."""
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        yield str(target)
