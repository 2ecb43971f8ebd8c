"""Write the tables of keys in the guides from the commands themselves. With ``--check``: tell whether they are current.

Each thing that can be done in the full-screen program stands there with its key and with its form on the command line.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from actionplan.i18n import Language, _, current_language, set_language
from actionplan.tui import command_table as table
from actionplan.tui.commands import Command
from actionplan.tui.keys import name_of

DOCS = Path(__file__).parent.parent / "docs"
PAGES: dict[str, Language] = {"helskarm.md": "sv", "english.md": "en"}
_HEAD: dict[Language, str] = {
    "sv": "| Skärm | Tangent | Vad den gör | Som kommando |",
    "en": "| Screen | Key | What it does | On the command line |",
}
_EVERYWHERE: dict[Language, str] = {"sv": "Överallt", "en": "Everywhere"}
BEGIN, END = "<!-- keys -->", "<!-- /keys -->"


def _groups() -> tuple[tuple[str, tuple[Command, ...]], ...]:
    return (
        (_EVERYWHERE[current_language()], table.EVERYWHERE),
        (_("Overview"), table.REGION),
        (_("Together"), table.OVERLAP),
        (_("Plan"), table.PLAN),
        (_("To do"), table.TODO),
        (_("Roll-up"), table.ROLLUP),
        (_("Development"), table.TREND),
    )


def tables(language: Language) -> str:
    """The tables in a language, as Markdown."""
    set_language(language)
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield BEGIN
    yield ""
    yield _HEAD[current_language()]
    yield "|---|---|---|---|"
    for name, commands in _groups():
        for command in commands:
            keys = ", ".join(name_of(key) for key in command.keys.split(","))
            form = f"`{command.cli}`" if command.cli.startswith("actionplan") else command.cli
            yield f"| {name} | {keys} | {command.said} | {form.replace('|', chr(92) + '|')} |"
    yield ""
    yield END


def renewed(page: str, language: Language) -> str:
    """A page with its tables as they are to be."""
    before, mark, rest = page.partition(BEGIN)
    _old, ending, after = rest.partition(END)
    if not mark or not ending:
        raise SystemExit(f"the marks {BEGIN} and {END} are missing")
    return before + tables(language) + after


def main() -> int:
    """Write the tables, or tell which ones are old."""
    old = []
    for name, language in PAGES.items():
        path = DOCS / name
        page = path.read_text(encoding="utf-8")
        new = renewed(page, language)
        if new != page:
            old.append(name)
            if "--check" not in sys.argv:
                path.write_bytes(new.encode())
    for name in old:
        print(f"docs/{name} is not current" if "--check" in sys.argv else f"Wrote docs/{name}")
    return int("--check" in sys.argv and bool(old))


if __name__ == "__main__":
    sys.exit(main())
