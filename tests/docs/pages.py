"""The pages that people read, and what can be checked in them.

A block that is run has a comment above it::

    <!-- run -->                        in a copy of the example workspace
    <!-- run: kommun 2027-02-01 -->     in a folder that the page's blocks of that name share, on that day
    <!-- run exit=3 -->                 whose last command gives that exit code

In the block a line with ``$ actionplan …`` is a command and the lines below it are what it prints. ``…`` stands for
anything within a line; alone on a line it stands for any lines.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("**/*.md")))

_MARK = r"<!-- run(?:: (?P<folder>\w+) (?P<day>\d{4}-\d\d-\d\d))?(?: exit=(?P<exit>\d+))? -->\n"
_RUN = re.compile(_MARK + r"```console\n(?P<body>.*?)```", re.DOTALL)
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
    said: str
    exit: int

    @property
    def name(self) -> str:
        """How a test report calls it."""
        return f"{self.page}: {shlex.join(self.arguments)}"


def name_of(page: Path) -> str:
    """A page as its readers know it."""
    return page.relative_to(ROOT).as_posix()


def examples(page: Path) -> Iterator[Example]:
    """The commands of a page that are run, in order."""
    for block in _RUN.finditer(page.read_text(encoding="utf-8")):
        yield from _in_block(name_of(page), block)


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
        last = place == len(parts) - 1
        said = "\n".join(lines).strip("\n")
        yield Example(
            page, block["folder"] or "", block["day"] or "", arguments, said, int(block["exit"] or 0) if last else 0
        )


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
