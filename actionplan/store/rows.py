"""What was understood of a list of proposals, and how the cells of a table are understood."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from actionplan.core.likeness import slug
from actionplan.core.plan import Level
from actionplan.core.problems import Problem, Severity

KNOWN_AREAS = (
    "Tydligt uppdrag",
    "God arbetsmiljö",
    "God arbetsmiljö med kontinuerlig kompetensutveckling",
    "Tillgång till aktuell kunskap",
    "Tillgång till aktuell kunskap med möjlighet att tillämpa den",
)
"""The areas of the plan as its sources name them."""

MOST_LETTERS = 300
"""A title longer than this has probably swallowed the text that follows it."""

_MOST_NUMBER = 999
_HEADER_WITHIN = 20

_COLUMNS: Mapping[str, frozenset[str]] = {
    "number": frozenset({"nr", "nummer", "id", "no", "number", "lopnummer", "forslag-nr", "forslagsnummer"}),
    "title": frozenset({"titel", "title", "forslag", "rubrik", "proposal", "forbattringsforslag"}),
    "area": frozenset({"omrade", "area", "omraden", "avsnitt", "forbattringsomrade"}),
    "level": frozenset({"niva", "nivaer", "level", "levels"}),
    "summary": frozenset({"sammanfattning", "summary", "beskrivning", "description"}),
}

_LEVELS: Mapping[str, Level] = {
    **dict.fromkeys(("k", "l", "lokal", "lokalt", "local", "kommun", "kommunal", "kommuner", "kommunerna"), "local"),
    **dict.fromkeys(("r", "regional", "regionalt", "region", "regioner", "regionerna", "lan"), "regional"),
    **dict.fromkeys(("n", "nationell", "nationellt", "national", "nation", "stat", "staten"), "national"),
}

_NUMBER = re.compile(r"(?:(?:förslag|proposal|nr)\s+)?0*(\d{1,3})(?:\.0+)?\s*[.):]?", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\xad": "", "\ufeff": ""})


@dataclass(frozen=True, slots=True)
class Row:
    """One proposal of a list."""

    number: int
    title: str
    line: int
    """In the source, from 1: a line of a text, a row of a sheet."""
    area: str | None = None
    """As the source names it: a title or a key."""
    levels: tuple[Level, ...] = ()
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Ignored:
    """Something in the source that is no part of a proposal."""

    line: int
    text: str
    reason: str
    """``header``, ``column``, ``area``, ``page_number``, ``running_head``; text ``before`` the first proposal or
    ``after_area``, which is an area's introduction; a row of a table with ``no_number``.
    """


@dataclass(frozen=True, slots=True)
class Understood:
    """What a file holds, as far as it was understood."""

    source: str
    rows: tuple[Row, ...] = ()
    """In the order of the source."""
    ignored: tuple[Ignored, ...] = ()
    problems: tuple[Problem, ...] = ()
    sheet: str = ""
    """The sheet of a workbook that the rows come from."""

    @property
    def can_be_built(self) -> bool:
        """Whether there is nothing worse than warnings."""
        return not any(problem.severity is Severity.ERROR for problem in self.problems)


@dataclass(slots=True)
class Found:
    """Rows, and what is beside them, while a source is gone through."""

    rows: list[Row] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def clean(text: str) -> str:
    """The text on one line: composed letters, no ligatures, soft hyphens or control characters, single spaces."""
    text = unicodedata.normalize("NFC", text).translate(_LIGATURES)
    return _SPACES.sub(" ", "".join(char if unicodedata.category(char) != "Cc" else " " for char in text)).strip()


def number_in(text: str) -> int | None:
    """The number that a cell consists of: ``7``, ``07``, ``7.``, ``7.0``, ``Förslag 7``."""
    found = _NUMBER.fullmatch(text.strip())
    number = int(found[1]) if found else 0
    return number if 0 < number <= _MOST_NUMBER else None


def area_of(text: str, areas: Iterable[str]) -> str | None:
    """The area that a heading names, among the known titles."""
    wanted = slug(text)
    return next((area for area in areas if slug(area) == wanted), None) if wanted else None


def rows_of_table(cells: Sequence[tuple[int, Sequence[str]]], areas: Sequence[str] = KNOWN_AREAS) -> Found:
    """The rows of a table, each given with its number in the source."""
    found = Found()
    table = [(line, [clean(cell) for cell in row]) for line, row in cells]
    at, columns = _header(table)
    if columns is None:
        columns = _columns_by_content(table)
        at = -1
    for line, row in table[: max(at, 0)]:
        _ignore(found, line, row, "before")
    if at >= 0:
        line, row = table[at]
        _ignore(found, line, row, "header")
        used = set(columns.values())
        found.ignored.extend(
            Ignored(line, cell, "column") for place, cell in enumerate(row) if cell and place not in used
        )
    if columns:
        _read_rows(table[at + 1 :], columns, areas, found)
    return found


def _read_rows(
    table: Sequence[tuple[int, list[str]]], columns: Mapping[str, int], areas: Sequence[str], found: Found
) -> None:
    heading: str | None = None
    for line, row in table:
        filled = [cell for cell in row if cell]
        number = number_in(_cell(row, columns, "number"))
        if not filled:
            continue
        if number is None:
            if len(filled) == 1 and (area := area_of(_without_letter(filled[0]), areas)):
                heading = area
                _ignore(found, line, row, "area")
            else:
                _ignore(found, line, row, "no_number")
                facts = {"text": " ".join(filled)[:80]}
                found.problems.append(Problem("import_not_numbered", Severity.WARNING, line=line, facts=facts))
            continue
        # Merged cells have their value in the first row alone.
        heading = _cell(row, columns, "area") or heading
        levels = _levels(_cell(row, columns, "level"), number, line, found.problems)
        title, summary = _cell(row, columns, "title"), _cell(row, columns, "summary")
        found.rows.append(Row(number, title, line, heading, levels, summary))


def _cell(row: Sequence[str], columns: Mapping[str, int], name: str) -> str:
    place = columns.get(name, len(row))
    return row[place] if place < len(row) else ""


def _without_letter(text: str) -> str:
    return re.sub(r"^[A-ZÅÄÖ][.):]\s+", "", text)


def _ignore(found: Found, line: int, row: Sequence[str], reason: str) -> None:
    if text := " ".join(cell for cell in row if cell):
        found.ignored.append(Ignored(line, text, reason))


def _header(table: Sequence[tuple[int, Sequence[str]]]) -> tuple[int, dict[str, int] | None]:
    """The place of the row that names the columns, and the columns by what they hold."""
    for at, (_, row) in enumerate(table[:_HEADER_WITHIN]):
        columns: dict[str, int] = {}
        for place, cell in enumerate(row):
            name = next((name for name, words in _COLUMNS.items() if slug(cell) in words), None)
            if cell == "#":
                name = "number"
            if name and name not in columns:
                columns[name] = place
            elif name == "title" and slug(cell) in {"titel", "title", "rubrik"} and "number" not in columns:
                # "Förslag" beside "Titel" holds the number.
                columns.update(number=columns["title"], title=place)
        if {"number", "title"} <= columns.keys():
            return at, columns
    return -1, None


def _columns_by_content(table: Sequence[tuple[int, Sequence[str]]]) -> dict[str, int]:
    """Without a header: the first column with numbers, and the text to its right that is longest."""
    width = max((len(row) for _, row in table), default=0)
    numbered = [
        sum(place < len(row) and number_in(row[place]) is not None for _, row in table) for place in range(width)
    ]
    most = max(numbered, default=0)
    if not most:
        return {}
    number = numbered.index(most)
    rows = [row for _, row in table if number < len(row) and number_in(row[number]) is not None]
    letters = {place: sum(len(row[place]) for row in rows if place < len(row)) for place in range(number + 1, width)}
    title = max(letters, key=lambda place: letters[place], default=0)
    return {"number": number, "title": title} if letters.get(title) else {}


def _levels(text: str, number: int, line: int, problems: list[Problem]) -> tuple[Level, ...]:
    levels: dict[Level, None] = {}
    for word in re.split(r"[\s,;/+&]+", text):
        key = slug(word)
        if key in _LEVELS:
            levels[_LEVELS[key]] = None
        elif key and key not in {"och", "and", "niva", "level"}:
            facts = {"number": str(number), "value": word}
            problems.append(Problem("import_unknown_level", Severity.WARNING, line=line, facts=facts))
    order: tuple[Level, ...] = ("local", "regional", "national")
    return tuple(level for level in order if level in levels)
