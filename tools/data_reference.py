"""Write the tables of the guide to data from the code. With ``--check``: tell whether they are current."""

import sys
from collections.abc import Iterator
from pathlib import Path

from actionplan.i18n import _, speaking
from actionplan.reports.tables.described import TABLES
from actionplan.reports.tables.layout import Column, Type
from actionplan.reports.tables.views import ABOUT, VIEWS

PAGE = Path(__file__).parent.parent / "docs" / "data.md"
BEGIN, END = "<!-- tables -->", "<!-- /tables -->"
_TYPES: dict[Type, str] = {
    "text": "text",
    "integer": "heltal",
    "real": "tal",
    "boolean": "ja/nej",
    "date": "datum",
}


def reference() -> str:
    """The tables and views as Markdown, in Swedish."""
    with speaking("sv"):
        return "\n".join((BEGIN, "", *_tables(), *_views(), END))


def _tables() -> Iterator[str]:
    for table in TABLES:
        yield from (f"### {table.name}", "", _(table.about), "", "| kolumn | typ | innehåll |", "|---|---|---|")
        for column in table.columns:
            mark = " (nyckel)" if column.name in table.key else ""
            yield f"| `{column.name}` | {_type(column)}{mark} | {_(column.about)}{_more(column)} |"
        yield ""


def _type(column: Column) -> str:
    return _TYPES[column.kind] + ("" if column.required else ", kan vara tomt")


def _more(column: Column) -> str:
    said = f" Pekar på `{column.refers}`." if column.refers else ""
    return said + (f" Ett av {', '.join(f'`{choice}`' for choice in column.choices)}." if column.choices else "")


def _views() -> Iterator[str]:
    yield from ("### Vyerna", "", "Bara i databasen. De räknar ur tabellerna.", "", "| vy | svarar på | kolumner |")
    yield "|---|---|---|"
    for view in VIEWS:
        yield f"| `{view.name}` | {_(view.about)} | {', '.join(f'`{name}`' for name in view.columns)} |"
    yield from ("", "| kolumn i vyer | typ | innehåll |", "|---|---|---|")
    for name, (kind, about) in ABOUT.items():
        yield f"| `{name}` | {_TYPES[kind]} | {_(about)} |"
    yield ""


def renewed(page: str) -> str:
    """The page with the tables as they are now."""
    before, _begin, rest = page.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    return before + reference() + after


def main() -> int:
    """Write or check."""
    page = PAGE.read_text(encoding="utf-8")
    if page == renewed(page):
        return 0
    if "--check" in sys.argv:
        print("docs/data.md is old: run tools/data_reference.py")
        return 1
    PAGE.write_bytes(renewed(page).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
