"""Footnotes: a part of their own, which python-docx does not make."""

from collections.abc import Mapping
from typing import Any

from actionplan.reports.word.markup import elements, paragraph, part, qualified, run
from actionplan.reports.word.package import add_part

_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


class Notes:
    """The footnotes of a file, numbered as they are referred to."""

    def __init__(self, file: Any, ids: Mapping[str, str]) -> None:
        """Begin with none.

        Args:
            file: where they go; the lines between text and notes that a template has stay, its notes go.
            ids: the styles' ids by name.
        """
        self._file, self._ids = file, ids
        self._own, self._root = _kept(file)
        drawn = [] if self._root is None else [int(note.get(qualified("w:id"))) for note in self._root]
        self._first = 1 + max(drawn, default=0)
        self._written: list[str] = []

    def refer(self, text: str) -> str:
        """The run that refers to a new footnote."""
        self._written.append(text)
        return f'<w:r>{self._mark()}<w:footnoteReference w:id="{self._first + len(self._written) - 1}"/></w:r>'

    def write(self) -> None:
        """Write the footnotes into the file; without any, the lines above them, which the settings name."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.oxml import serialize_part_xml

        if self._root is not None:
            self._root.extend(elements("".join(self._all())))
            self._own._blob = serialize_part_xml(self._root)  # noqa: SLF001 - python-docx has no way of its own
        else:
            content = part("w:footnotes", _separators() + "".join(self._all()))
            add_part(self._file, "/word/footnotes.xml", _KIND, content, RELATIONSHIP_TYPE.FOOTNOTES)

    def _mark(self) -> str:
        return f'<w:rPr><w:rStyle w:val="{self._ids["footnote reference"]}"/></w:rPr>'

    def _all(self) -> list[str]:
        style = self._ids["footnote text"]
        return [
            f'<w:footnote w:id="{place}">'
            + paragraph(style, f"<w:r>{self._mark()}<w:footnoteRef/></w:r>{run(' ' + text)}")
            + "</w:footnote>"
            for place, text in enumerate(self._written, self._first)
        ]


def _kept(file: Any) -> tuple[Any, Any]:
    """The template's part with footnotes, and what it holds without the notes themselves; twice ``None`` for none."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.parser import parse_xml

    for related in file.part.rels.values():
        if related.reltype == RELATIONSHIP_TYPE.FOOTNOTES:
            root = parse_xml(related.target_part.blob)
            for note in list(root):
                if note.get(qualified("w:type"), "normal") == "normal":
                    root.remove(note)
            return related.target_part, root
    return None, None


def _separators() -> str:
    return "".join(
        f'<w:footnote w:type="{kind}" w:id="{id_}"><w:p><w:pPr><w:spacing w:after="0" w:line="240"'
        f' w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for kind, id_ in (("separator", -1), ("continuationSeparator", 0))
    )
