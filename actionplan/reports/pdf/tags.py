"""What typst cannot say of a table yet: which cells are heads of rows, what heads a cell has, what a letter stands for.

Typst tags the heads of columns. Those of rows are behind a flag that its Python package does not have, and a cell
below a heading across the table is said to belong to that alone. Those who listen to a wide table need both, so the
tags of the finished file are completed. Where a later typst writes its file in another way, the file is left as it is:
whole and valid, with the heads that typst gives it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

_END = re.compile(rb"startxref\n(\d+)\n%%EOF\s*$")
_PLACES = re.compile(rb"xref\n0 (\d+)\n0{10} 65535 f\r\n((?:\d{10} 00000 n\r\n)+)trailer\n")
_ROW = re.compile(rb"\d+ 0 obj\n<</Type/StructElem/S/TR/P \d+ 0 R/K\[((?:\d+ 0 R ?)+)\]")
_CELL = re.compile(
    rb"(\d+ 0 obj\n<</Type/StructElem)/S/TD(/P \d+ 0 R)/A\[<</O/Table/Headers\[((?:\(U\d+x\d+y\d+\))+)\]"
)
_BAND = re.compile(rb"(/S/TH/P \d+ 0 R/ID\(U\d+x0y[1-9]\d*\)/A\[<</O/Table/Scope/Column/Headers\[)(?:\([^)]+\))+\]")
_NAME = re.compile(rb"\(U(\d+)x\d+y(\d+)\)")
_NAMES = re.compile(rb"(/IDTree<</Names\[(?:\([^U)][^)]*\)\d+ 0 R)*)(\(U\d)")
_LINE = 20
"""Bytes of a line that tells where an object is."""


class Tagged(Struct, frozen=True):
    """What is to be said of a table beyond what typst says."""

    stub: int
    """How many first cells of a row are its heads."""
    spoken: tuple[tuple[str, ...], ...]
    """For each row that is no heading across the table, the words that each cell's letters stand for."""


class _File(Struct):
    """A file's objects as they stand in it, by number."""

    head: bytes
    objects: dict[int, bytes]
    """In the order of the file."""
    tail: bytes


def completed(pdf: bytes, tables: Sequence[Tagged]) -> bytes:
    """The file with the tags of its tables completed.

    Args:
        pdf: as typst writes it.
        tables: what to say, for each table in order.
    """
    file = _taken_apart(pdf)
    if file is None:
        return pdf
    waiting = [iter(table.spoken) for table in tables]
    names: list[tuple[bytes, int]] = []
    for cells in _rows(file.objects):
        table = _table_of(file.objects[cells[0]])
        if table is None:
            for number in cells:
                file.objects[number] = _BAND.sub(rb"\1]", file.objects[number])
            continue
        names += _tag(file.objects, cells, tables[table - 1].stub, next(waiting[table - 1], ()))
    root = next((number for number, content in file.objects.items() if _NAMES.search(content)), None)
    if root is None or not names:
        return pdf
    listed = b"".join(b"%s%d 0 R" % pair for pair in sorted(names))
    file.objects[root] = _NAMES.sub(lambda match: match[1] + listed + match[2], file.objects[root], count=1)
    return _put_together(file)


def _taken_apart(pdf: bytes) -> _File | None:
    end = _END.search(pdf, len(pdf) - 64 if len(pdf) > 64 else 0)  # noqa: PLR2004 - the last line is short
    found = _PLACES.match(pdf, int(end[1])) if end else None
    if end is None or found is None:
        return None
    lines = found[2]
    places = sorted(
        (int(lines[start : start + 10]), number) for number, start in enumerate(range(0, len(lines), _LINE), 1)
    )
    starts = [place for place, _number in places]
    ends = [*starts[1:], int(end[1])]
    objects = {number: pdf[place:stop] for (place, number), stop in zip(places, ends, strict=True)}
    return _File(pdf[: starts[0]], objects, pdf[found.end() - len(b"trailer\n") : end.start()])


def _rows(objects: Mapping[int, bytes]) -> Iterator[list[int]]:
    """The cells of each row, by their objects' numbers."""
    for content in objects.values():
        if row := _ROW.match(content):
            yield [int(number) for number in re.findall(rb"(\d+) 0 R", row[1])]


def _table_of(cell: bytes) -> int | None:
    """The number of the table that a cell belongs to; nothing for a cell that is a head already."""
    found = _CELL.match(cell)
    name = _NAME.match(found[3]) if found else None
    return int(name[1]) if name else None


def _tag(objects: dict[int, bytes], cells: Sequence[int], stub: int, spoken: Sequence[str]) -> list[tuple[bytes, int]]:
    """Tag a row's cells; the names of those that are heads."""
    heads: list[tuple[bytes, int]] = []
    for place, number in enumerate(cells):
        cell = _CELL.match(objects[number])
        if cell is None:
            continue
        known = _NAME.findall(cell[3])
        above = b"(U%sx%dy0)" % (known[0][0], place) + b"".join(
            b"(U%sx0y%s)" % name for name in known if name[1] != b"0"
        )
        if place < stub:
            name = b"(R%07d)" % number
            heads.append((name, number))
            tag = b"/S/TH" + cell[2] + b"/ID" + name + b"/A[<</O/Table/Scope/Row/Headers[" + above + b"]"
        else:
            beside = b"".join(name for name, _number in heads)
            tag = b"/S/TD" + cell[2] + _expanded(spoken, place) + b"/A[<</O/Table/Headers[" + above + beside + b"]"
        objects[number] = cell[1] + tag + objects[number][cell.end() :]
    return heads


def _expanded(spoken: Sequence[str], place: int) -> bytes:
    """The words that a cell's letters stand for, as the file has them for abbreviations."""
    words = spoken[place] if place < len(spoken) else ""
    return b"/E<%s>" % f"\ufeff{words}".encode("utf-16-be").hex().upper().encode() if words else b""


def _put_together(file: _File) -> bytes:
    pieces, place = [file.head], len(file.head)
    places: dict[int, int] = {}
    for number, content in file.objects.items():
        places[number] = place
        pieces.append(content)
        place += len(content)
    lines = b"".join(b"%010d 00000 n\r\n" % places[number] for number in sorted(places))
    listed = b"xref\n0 %d\n0000000000 65535 f\r\n%s" % (len(places) + 1, lines)
    return b"".join((*pieces, listed, file.tail, b"startxref\n%d\n%%%%EOF" % place))
