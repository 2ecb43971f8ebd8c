"""A list of proposals in a file of the user's, as a catalogue: CSV, XLSX, or text pasted out of a PDF."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from actionplan.core.catalogue import Area, Catalogue, Proposal
from actionplan.core.errors import BadValue
from actionplan.core.likeness import ranked, slug
from actionplan.core.problems import Problem, Severity
from actionplan.store.errors import Unreadable
from actionplan.store.numbered_text import rows_of_text
from actionplan.store.quoting import render_catalogue
from actionplan.store.rows import KNOWN_AREAS, MOST_LETTERS, Found, Ignored, Row, Understood, rows_of_table

__all__ = [
    "Guess",
    "Ignored",
    "Row",
    "Understood",
    "build_catalogue",
    "guess_areas",
    "read_rows",
    "render_catalogue",
]

EXPECTED = 44
MOST_BYTES = 20_000_000
_MOST_UNPACKED = 50_000_000
_MOST_CELLS = 2_000_000
_MOST_MISSING = 20

_FORMATS = (
    (b"%PDF", "pdf"),
    (b"\xd0\xcf\x11\xe0", "xls"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
)
_ZIPPED = (("word/", "docx"), ("ppt/", "pptx"), ("content.xml", "ods"))
_CELL = re.compile(rb"""\sr=["']([A-Z]{1,3})(\d{1,7})["']""")


@dataclass(frozen=True, slots=True)
class Guess:
    """The area of a proposal for which the source gives none."""

    number: int
    area: str
    like: str
    """The proposal of the base that is most like it, whose area it gets."""
    likeness: float


def read_rows(path: Path, *, expected: int | None = EXPECTED, areas: Sequence[str] = KNOWN_AREAS) -> Understood:
    """What a file holds of numbered proposals. Whatever is wrong with it stands in the problems.

    Args:
        path: the file, read whole and never written.
        expected: how many proposals there have to be; ``None`` for any number, with gaps.
        areas: titles that are taken for headings of areas.
    """
    source = path.as_posix()
    content = _content(path)
    if isinstance(content, Problem):
        return Understood(source, problems=(content.at(source),))
    sheet = ""
    if content.startswith(b"PK\x03\x04"):
        workbook = _rows_of_workbook(content, areas)
        if isinstance(workbook, Problem):
            return Understood(source, problems=(workbook.at(source),))
        found, sheet = workbook
    else:
        text = _text(content)
        if isinstance(text, Problem):
            return Understood(source, problems=(text.at(source, text.line, text.column),))
        found = _rows_of(text[0], path.suffix.casefold(), areas)
        found.problems.extend(text[1])
    found.problems.extend(_faults(found.rows, expected))
    problems = sorted((one.at(source, one.line, one.column) for one in found.problems), key=lambda one: one.line)
    ignored = sorted(found.ignored, key=lambda one: one.line)
    return Understood(source, tuple(found.rows), tuple(ignored), tuple(problems), sheet)


def _content(path: Path) -> bytes | Problem:
    """The bytes of a file, or why there are none."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        return _refusal(path, error)
    if len(content) > MOST_BYTES:
        return Problem("import_too_large", facts={"limit": str(MOST_BYTES // 1_000_000)})
    if not content.strip():
        return Problem("import_empty")
    kind = next((kind for start, kind in _FORMATS if content.startswith(start)), None)
    return Problem("import_wrong_format", facts={"format": kind}) if kind else content


def _refusal(path: Path, error: OSError | ValueError) -> Problem:
    # Windows says of a folder that there is no permission to open it.
    if isinstance(error, IsADirectoryError) or (isinstance(error, PermissionError) and path.is_dir()):
        return Problem("import_folder")
    if isinstance(error, FileNotFoundError):
        return Problem("import_missing")
    if isinstance(error, PermissionError):
        return Problem("import_permission")
    return Problem("import_unreadable", facts={"reason": getattr(error, "strerror", None) or str(error)})


def _text(content: bytes) -> tuple[str, list[Problem]] | Problem:
    """The text of a file in UTF-8, UTF-16 with its mark, or Windows' western code page."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if (nul := text.find("\0")) >= 0:
            return Problem("import_not_text", line=text.count("\n", 0, nul) + 1)
        warning = Problem("import_encoding", Severity.WARNING, facts={"encoding": "Windows-1252"})
        return text, [warning] if encoding == "cp1252" else []
    return Problem("import_not_text")


def _rows_of(text: str, suffix: str, areas: Sequence[str]) -> Found:
    """The rows of a text as a table or as numbered lines: as what it is called, unless the other gives more."""
    readings = [_rows_of_csv(text, areas), rows_of_text(text, areas)]
    if suffix not in {".csv", ".tsv", ".tab"}:
        readings.reverse()
    return max(readings, key=lambda found: len({row.number for row in found.rows}))


def _rows_of_csv(text: str, areas: Sequence[str]) -> Found:
    """The rows of the delimiter that gives most of them."""
    start, _, rest = text.partition("\n")
    offset = 0
    delimiters = ";\t,"
    if (told := re.fullmatch(r'"?sep=(.)"?\r?', start)) and told[1] in delimiters:
        text, offset, delimiters = rest, 1, told[1]
    best = Found()
    for delimiter in delimiters:
        try:
            table = list(_cells(text, delimiter, offset))
        except csv.Error:
            # A cell larger than the module allows; numbered text may still be found.
            continue
        found = rows_of_table(table, areas)
        if len(found.rows) > len(best.rows):
            best = found
    return best


def _cells(text: str, delimiter: str, offset: int) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line that each begins on; a quoted cell can hold several lines."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1 + offset
    for row in reader:
        yield line, row
        line = reader.line_num + 1 + offset


def _rows_of_workbook(content: bytes, areas: Sequence[str]) -> tuple[Found, str] | Problem:
    """The rows of the first sheet that has any, and its name."""
    try:
        if refusal := _refuse_archive(content):
            return refusal
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        return Problem("import_unreadable", facts={"reason": "ZIP"})
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        return Problem("import_no_reader", facts={"package": "python-calamine", "install": "python-calamine"})
    first = Found()
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            for name in workbook.sheet_names:
                sheet = workbook.get_sheet_by_name(name)
                top = sheet.start[0] + 1 if sheet.start else 1
                cells = enumerate(sheet.to_python(skip_empty_area=True), top)
                found = rows_of_table([(line, [_shown(cell) for cell in row]) for line, row in cells], areas)
                if found.rows:
                    return found, name
                first = first if first.ignored else found
    except (CalamineError, OSError, ValueError) as error:
        return Problem("import_unreadable", facts={"reason": str(error)})
    return first, ""


def _shown(value: object) -> str:
    """A cell as a person sees it: numbers in sheets are floats."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _refuse_archive(content: bytes) -> Problem | None:
    """Why a ZIP file is not read as a workbook: it is something else, or would fill the memory."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        if "xl/workbook.xml" not in names:
            kind = next((kind for start, kind in _ZIPPED if any(name.startswith(start) for name in names)), "zip")
            return Problem("import_wrong_format", facts={"format": kind})
        too_large = Problem("import_too_large", facts={"limit": str(_MOST_UNPACKED // 1_000_000)})
        if sum(info.file_size for info in archive.infolist()) > _MOST_UNPACKED:
            return too_large
        for name in names:
            if name.startswith("xl/worksheets/") and _area_of_sheet(archive.read(name)) > _MOST_CELLS:
                return too_large
    return None


def _area_of_sheet(xml: bytes) -> int:
    """How many cells lie between the first and the outermost: the reader makes room for all of them."""
    columns = rows = 0
    for found in _CELL.finditer(xml):
        place = 0
        for letter in found[1]:
            place = place * 26 + letter - 64
        columns, rows = max(columns, place), max(rows, int(found[2]))
    return columns * rows


def _faults(rows: Sequence[Row], expected: int | None) -> Iterator[Problem]:
    """What is wrong with the numbers and titles."""
    if not rows:
        yield Problem("import_nothing")
        return
    first: dict[int, Row] = {}
    for row in rows:
        number = str(row.number)
        if row.number in first:
            facts = {"number": number, "first": str(first[row.number].line)}
            yield Problem("import_duplicate", line=row.line, facts=facts)
        first.setdefault(row.number, row)
        if not row.title:
            yield Problem("import_empty_title", line=row.line, facts={"number": number})
        elif len(row.title) > MOST_LETTERS:
            facts = {"number": number, "letters": str(len(row.title))}
            yield Problem("import_long_title", Severity.WARNING, line=row.line, facts=facts)
    missing = [number for number in range(1, max(expected or 0, *first) + 1) if number not in first]
    if missing:
        shown = ", ".join(map(str, missing[:_MOST_MISSING])) + (" …" if len(missing) > _MOST_MISSING else "")
        severity = Severity.WARNING if expected is None else Severity.ERROR
        yield Problem("import_gap", severity, facts={"missing": shown, "count": str(len(missing))})
    if expected is not None and len(first) != expected:
        yield Problem("import_count", facts={"found": str(len(first)), "expected": str(expected)})


def guess_areas(understood: Understood, *, base: Catalogue) -> tuple[Guess, ...]:
    """The areas that ``build_catalogue`` takes from the base because the source names none."""
    titles = {key: proposal.title_sv for key, proposal in base.proposals.items()}
    guesses = []
    for row in understood.rows:
        if row.area is None and titles:
            ((like, likeness),) = ranked(row.title, titles, most=1)
            guesses.append(Guess(row.number, base.proposals[like].area, like, likeness))
    return tuple(guesses)


def build_catalogue(
    understood: Understood, *, base: Catalogue, version: str, expected: int | None = EXPECTED
) -> Catalogue:
    """The rows as an official version of the base, in the order of their numbers.

    Nothing of the base's own wording goes over: neither summaries and search words nor its note.

    Raises:
        Unreadable: the list has faults, or not as many proposals as expected.
        BadValue: the version has no name, or that of the base.
    """
    others = [one for one in understood.problems if one.code not in {"import_gap", "import_count", "import_nothing"}]
    if others and not understood.rows:
        raise Unreadable(tuple(others))
    faults = [*others, *(fault.at(understood.source, fault.line) for fault in _faults(understood.rows, expected))]
    errors = tuple(dict.fromkeys(_key(one) for one in faults if one.severity is Severity.ERROR))
    if errors:
        raise Unreadable(tuple(next(one for one in faults if _key(one) == key) for key in errors))
    if not version.strip() or version == base.version:
        raise BadValue("version", version)
    areas, area_of = _areas(understood, base)
    rows = sorted(understood.rows, key=lambda row: row.number)
    return replace(
        base,
        version=version,
        about=replace(base.about, note_sv="", note_en=""),
        areas=areas,
        sources={},
        proposals={
            f"{row.number:02d}": Proposal(
                title_sv=row.title,
                area=area_of[row.number],
                provenance="official",
                levels=row.levels,
                summary_sv=row.summary,
            )
            for row in rows
        },
    )


def _key(problem: Problem) -> tuple[str, int]:
    return problem.code, problem.line


def _areas(understood: Understood, base: Catalogue) -> tuple[Mapping[str, Area], Mapping[int, str]]:
    """The areas that the rows use, and the key of each row's. Areas that the base does not know get new letters."""
    guessed = {guess.number: guess.area for guess in guess_areas(understood, base=base)}
    areas = dict(base.areas)
    chosen: dict[int, str] = {}
    for row in understood.rows:
        if row.area is None and row.number in guessed:
            chosen[row.number] = guessed[row.number]
            continue
        title = row.area or ""
        key = _area_key(title, areas)
        if key is None:
            key = next(key for key in _new_keys() if key not in areas)
            areas[key] = Area(title_sv=title or key)
        chosen[row.number] = key
    used = set(chosen.values())
    return {key: area for key, area in areas.items() if key in used}, chosen


def _area_key(text: str, areas: Mapping[str, Area]) -> str | None:
    """The area that a source means by its key, its title, or a longer or shorter form of the title."""
    wanted = slug(re.sub(r"^[A-ZÅÄÖ][.):]\s+", "", text))
    if text in areas:
        return text
    for key, area in areas.items():
        title = slug(area.title_sv)
        if wanted and (wanted == title or wanted.startswith(f"{title}-") or title.startswith(f"{wanted}-")):
            return key
    return None


def _new_keys() -> Iterator[str]:
    yield from "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    number = 1
    while True:
        yield f"X{number}"
        number += 1
