"""Read the tables of a report back from any format: heads, and rows of cells with the blank ones among them."""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

Row = tuple[str, ...]


class Read(Struct, frozen=True):
    """A table that was read back."""

    heads: Row
    """In small letters, without the sign of a state that some formats set beside its word."""
    rows: tuple[Row, ...]

    @property
    def records(self) -> list[dict[str, str]]:
        """Each row's cells by their heads; without headings that stand across the table."""
        return [dict(zip(self.heads, row, strict=True)) for row in self.rows if len(row) == len(self.heads)]


_SIGNS = frozenset("GHPEV×–·!?~")
_SAME = {"nr": "nummer", "av": "räknat av"}
"""Heads that some formats say in short."""


def head_of(text: str) -> str:
    """What a column is called in every format."""
    said = " ".join(word for word in re.sub(r"\(.*\)", "", text).split() if word not in _SIGNS).lower()
    return _SAME.get(said, said)


def _read(rows: Sequence[Sequence[object]]) -> Read:
    texts = [tuple(" ".join(str(cell).replace("\u00ad", "").split()) for cell in row) for row in rows]
    # A sheet is wider than most of its tables.
    width = max(place for place, text in enumerate(texts[0], 1) if text)
    return Read(tuple(map(head_of, texts[0][:width])), tuple(row[:width] for row in texts[1:]))


def of_markdown(content: str) -> Iterator[Read]:
    """The tables of a Markdown file."""
    for table in re.findall(r"(?:^\|.*\|\n?)+", content, re.MULTILINE):
        rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in table.splitlines()]
        yield _read([[re.sub(r"\\(.)", r"\1", cell) for cell in row] for row in (rows[0], *rows[2:])])


def of_html(content: str) -> Iterator[Read]:
    """The tables of a web page, as they are listened to."""
    from lxml import html

    for table in html.fromstring(content).iter("table"):
        for hidden in table.xpath(".//*[@aria-hidden='true']"):
            hidden.drop_tree()
        yield _read([[cell.text_content() for cell in row.iter("td", "th")] for row in table.iter("tr")])


def of_word(content: bytes) -> Iterator[Read]:
    """The tables of a Word file."""
    from docx import Document

    for table in Document(io.BytesIO(content)).tables:
        width = len(table.columns)
        cells = [cell.text for cell in table._cells]
        yield _read([cells[start : start + width] for start in range(0, len(cells), width)])


def of_workbook(content: bytes) -> Iterator[Read]:
    """The tables of a workbook: from a row with several cells to the next blank row."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for name in book.sheet_names:
        table: list[list[object]] = []
        for row in [*book.get_sheet_by_name(name).to_python(), []]:
            filled = sum(cell != "" for cell in row)
            if table and not filled:
                yield _read(table)
                table = []
            elif table or filled > 1:
                table.append([_whole(cell) for cell in row])


def _whole(cell: object) -> object:
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def of_pdf(content: bytes) -> Iterator[Read]:
    """The tables of a PDF file, by their tags."""
    from pypdf import PdfReader

    file = PdfReader(io.BytesIO(content))
    said: dict[tuple[int, int], str] = {}
    for page in file.pages:
        _note_marked(page, said)
    for table in _below(file.trailer["/Root"]["/StructTreeRoot"]["/K"], "/Table"):  # type: ignore[index]
        rows = _below(table["/K"], "/TR")
        yield _read([["".join(_texts(cell, None, said)) for cell in _below(row["/K"], "/TH", "/TD")] for row in rows])


def _note_marked(page: Any, said: dict[tuple[int, int], str]) -> None:
    """Note the text of each marked part of a page, by the page and the part's number."""
    number = page.indirect_reference.idnum
    opened: list[int | None] = []

    def follow(operator: bytes, operands: Any, *_where: object) -> None:
        if operator in {b"BDC", b"BMC"}:
            of = operands[1].get_object() if operator == b"BDC" and hasattr(operands[1], "get_object") else {}
            opened.append(of.get("/MCID") if isinstance(of, dict) else None)
        elif operator == b"EMC":
            opened.pop()

    def note(text: str, *_where: object) -> None:
        if opened and opened[-1] is not None:
            said[number, opened[-1]] = said.get((number, opened[-1]), "") + text

    page.extract_text(visitor_operand_before=follow, visitor_text=note)


def _resolved(node: Any) -> Any:
    return node.get_object() if hasattr(node, "get_object") else node


def _below(node: Any, *kinds: str) -> Iterator[Any]:
    """The elements of some kinds below a node, in reading order."""
    node = _resolved(node)
    if isinstance(node, list):
        for child in node:
            yield from _below(child, *kinds)
    elif isinstance(node, dict) and node.get("/S") in kinds:
        yield node
    elif isinstance(node, dict) and "/K" in node:
        yield from _below(node["/K"], *kinds)


def _texts(node: Any, page: int | None, said: dict[tuple[int, int], str]) -> Iterator[str]:
    node = _resolved(node)
    if isinstance(node, list):
        for child in node:
            yield from _texts(child, page, said)
    elif isinstance(node, dict):
        page = node.raw_get("/Pg").idnum if "/Pg" in node else page  # type: ignore[attr-defined]
        yield from _texts(node["/MCID"] if "/MCID" in node else node.get("/K", []), page, said)
    elif page is not None:
        yield said.get((page, int(node)), "")


READERS: dict[str, Callable[[Any], Iterable[Read]]] = {
    "md": of_markdown,
    "html": of_html,
    "docx": of_word,
    "pdf": of_pdf,
    "xlsx": of_workbook,
}
"""How the tables of each format are read back."""
