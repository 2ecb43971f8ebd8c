"""A report as the plain data that the template draws: no markup in it, only values."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from actionplan.i18n import _, ngettext, speaking
from actionplan.reports.blocks import (
    Block,
    Bullets,
    Figure,
    Heading,
    Item,
    Items,
    PageBreak,
    Paragraph,
    Table,
    Tone,
    Value,
)
from actionplan.reports.document import Document
from actionplan.reports.footnotes import collected
from actionplan.reports.heads import explained
from actionplan.reports.pdf.columns import PORTRAIT, Laid, height, laid, lies
from actionplan.reports.pdf.letters import broken, clean, clean_markup
from actionplan.reports.pdf.sheets import FLOWING, STYLES, Style, drawn, is_of_letters, is_sheet, lying
from actionplan.reports.pdf.tags import Tagged
from actionplan.reports.plain import one_line
from actionplan.reports.svg.colors import LIGHT
from actionplan.wording.figures import number

Data = dict[str, Any]

PROGRAM = "actionplan"
LYING, SHEET = "lying", "sheet"
"""The pages that tables need: one that lies down, or one that stands and holds all of it with what explains it."""
CONTENTS = 8
"""A report with at least so many headings begins with a table of contents."""
_DEEP = 26
"""With more headings than this only the main ones are listed."""
_TALLEST = 215.0
"""A chart's height at most, in millimetres."""
_LONG_WORD = re.compile(r"\w{15}")
"""Only cells with such a word may need hyphens; looking for places for them takes most of the time there is."""
_RUNNING = 70
"""How many letters of a title stand at the top of each page."""
_VIEW = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_LEADING = 90
"""A paragraph with fewer letters than this stays with the list or the table that it stands right above."""
_BREAKABLE = 600
"""With more letters than this in a cell, a table's rows may be continued on the next page."""


class Content:
    """A report's data and pictures."""

    def __init__(self, document: Document) -> None:
        self.day = document.day
        self.pictures: dict[str, bytes] = {}
        self.tables: list[Tagged] = []
        """What is to be said of each table beyond what the template says."""
        self._notes = collected(document.blocks)
        self._told: set[str] = set()
        self._level = 1
        self._heading = document.title
        with speaking(document.language):
            self.data = self._document(document)

    def _document(self, document: Document) -> Data:
        issuer, day = document.issuer, document.day
        blocks = list(self._blocks(document.blocks))
        return {
            "title": clean(document.title),
            "heading": _shown(document.title),
            "running": one_line(clean(document.title), _RUNNING),
            "about": _shown(" · ".join(filter(None, (document.subtitle, issuer.name)))),
            "subject": clean(document.subtitle),
            "author": clean(issuer.name) or PROGRAM,
            "day": {"year": day.year, "month": day.month, "day": day.day},
            "footer": " · ".join(filter(None, (one_line(clean(issuer.name), _RUNNING), day.isoformat()))),
            "language": document.language,
            "logo": self._logo(document),
            "warning": _("Contains example data") if document.is_example else "",
            "contents": _contents(document),
            "page": _("Page {page} of {pages}"),
            "opening": sum(1 for _block in _opening(blocks)),
            "blocks": blocks,
            "colors": _colors(),
        }

    def _logo(self, document: Document) -> Data | None:
        logo = document.issuer.logo
        if logo is None:
            return None
        # As numbers: typst's Python package takes no files but text.
        content, form = list(logo.content), "jpg" if logo.kind == "jpeg" else logo.kind
        return {"content": content, "form": form, "alt": clean(logo.text) or clean(document.issuer.name) or PROGRAM}

    def without_logo(self) -> bool:
        """Leave out the logo; whether there was one."""
        logo, self.data["logo"] = self.data["logo"], None
        return logo is not None

    def _blocks(self, blocks: Sequence[Block]) -> Iterator[Data]:
        """The blocks, those that belong on a page of their own gathered with what leads to them and explains them."""
        gathered: list[Data] = []
        waiting: list[Data] = []
        for data in self._each(blocks):
            if data["kind"] == "heading" or data.get("leads"):
                waiting.append(data)
            elif data["kind"] == "table" and data["page"]:
                # Tables that lie share pages; a sheet is one table.
                if gathered and data["page"] == _page_of(gathered) == LYING:
                    gathered += [*waiting, data]
                else:
                    yield from _gathered(gathered)
                    gathered = [*waiting, data]
                waiting = []
            elif gathered and not waiting and _explains(data, _page_of(gathered)):
                gathered.append(data)
            else:
                yield from _gathered(gathered)
                yield from waiting
                yield data
                gathered, waiting = [], []
        yield from _gathered(gathered)
        yield from waiting

    def _each(self, blocks: Sequence[Block]) -> Iterator[Data]:
        for place, block in enumerate(blocks):
            following = blocks[place + 1] if place + 1 < len(blocks) else None
            before = blocks[place - 1] if place else None
            match block:
                case Heading():
                    # A level may not be passed over in a PDF for those who listen.
                    self._level = min(max(block.level, 2), self._level + 1)
                    self._heading = block.text
                    yield {"kind": "heading", "level": self._level, "text": _shown(block.text)}
                case Paragraph():
                    above = isinstance(before, Heading) or len(block.text) < _LEADING
                    leads = above and isinstance(following, Table | Figure | Items | Bullets)
                    yield self._paragraph(block, leads=leads)
                case Bullets():
                    yield {"kind": "bullets", "items": [_shown(item) for item in block.items]}
                case Items():
                    yield {"kind": "items", "items": [_item(item) for item in block.items]}
                case Table():
                    yield from self._table(block)
                case Figure():
                    yield self._chart(block)
                    yield from self._table(block.table)
                case PageBreak():
                    yield {"kind": "break"}

    def _paragraph(self, paragraph: Paragraph, *, leads: bool) -> Data:
        notes = [self._note(note) for note in paragraph.notes]
        return {
            "kind": "paragraph",
            "text": _shown(paragraph.text),
            "tone": paragraph.tone,
            "notes": notes,
            "leads": leads,
        }

    def _note(self, note: str) -> Data:
        """A footnote where it is first told, later only its mark."""
        name = f"note-{self._notes.index(note) + 1}"
        text = "" if note in self._told else _shown(note)
        self._told.add(note)
        return {"name": name, "text": text}

    def _table(self, table: Table) -> Iterator[Data]:
        rows = (row for row in table.rows if len(row) > 1)
        spoken = tuple(tuple(clean(value.spoken) if value.text else "" for value in row) for row in rows)
        self.tables.append(Tagged(table.stub, spoken))
        yield {
            "kind": "table",
            "caption": _shown(table.caption),
            "rows": [_row(row) for row in table.rows],
            "breakable": any(len(value.text) > _BREAKABLE for row in table.rows for value in row),
            **_layout(table),
        }
        if table.left_out:
            text = ngettext("and {count} more row", "and {count} more rows", table.left_out)
            text = text.format(count=number(table.left_out))
            yield self._paragraph(Paragraph(text, Tone.QUIET), leads=False)

    def _chart(self, figure: Figure) -> Data:
        from actionplan.reports.svg.chart import draw

        name = f"{len(self.pictures)}.svg"
        drawn = draw(figure, LIGHT, ids=f"{figure.key}-")
        self.pictures[name] = clean_markup(drawn).encode()
        return {
            "kind": "chart",
            "file": name,
            "alt": f"{clean(figure.title)}. {clean(figure.description)}",
            # The heading right above may say the same already.
            "title": "" if figure.title == self._heading else _shown(figure.title),
            "width": _width(drawn),
        }


def _page_of(gathered: Sequence[Data]) -> str:
    """What page the gathered blocks are for."""
    return next((data["page"] for data in gathered if data["kind"] == "table"), "")


def _explains(data: Data, page: str) -> bool:
    """Whether a block belongs on the page of the table above it."""
    return data["kind"] == "paragraph" and (page == SHEET or data["tone"] is Tone.QUIET)


def _gathered(gathered: list[Data]) -> Iterator[Data]:
    if gathered:
        yield {"kind": _page_of(gathered), "blocks": gathered}


def _layout(table: Table) -> Data:
    """How a table is laid out: in several styles, for the template to choose from, where it shall fit a page."""
    if is_sheet(table):
        return {"page": SHEET, "styles": [_style(one.columns, one.style) for one in drawn(table)]}
    if lies(table) and is_of_letters(table):
        one = lying(table)
        return {"page": LYING, "styles": [_style(one.columns, one.style)]}
    return {"page": LYING if lies(table) else "", "styles": [_style(laid(table), STYLES[0])]}


def _style(columns: Sequence[Laid], style: Style) -> Data:
    return {
        "size": style.size,
        "flows": style is FLOWING,
        "inset": style.inset,
        "wider": style.wider,
        "height": height(columns),
        "columns": [
            {
                "lines": [broken(line) for line in column.head.lines] if column.turned else [_shown(column.head.full)],
                "letter": clean(column.letter),
                "turned": column.turned,
                "align": column.align,
                "share": column.share,
                "width": column.width,
            }
            for column in columns
        ],
        "cut": explained(column.head for column in columns),
    }


def _opening(blocks: Iterable[Data]) -> Iterator[Data]:
    """What stands before the first heading."""
    for block in blocks:
        if block["kind"] in {"heading", LYING, SHEET}:
            return
        yield block


def _contents(document: Document) -> Data | None:
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    if document.is_page or len(headings) < CONTENTS:
        return None
    return {"title": _("Contents"), "depth": 2 if len(headings) > _DEEP else 3}


def _shown(text: str) -> str:
    return broken(clean(text))


def _item(item: Item) -> Data:
    return {
        "title": _shown(f"{item.number} {item.title}".strip()),
        "figure": clean(item.figure),
        "details": [_shown(detail) for detail in item.details],
    }


def _row(row: Sequence[Value]) -> Data:
    """A row as its texts and tones; a heading across the table as a text alone."""
    if len(row) == 1:
        return {"band": _shown(row[0].text)}
    texts = [_shown(value.text) for value in row]
    return {
        "texts": texts,
        "tones": [value.tone for value in row],
        "hyphenate": any(_LONG_WORD.search(text) for text in texts),
    }


def _width(drawn: str) -> float:
    """A chart's width on the page, in millimetres: all there is, unless it would be too high."""
    found = _VIEW.search(drawn)
    if found is None:
        return PORTRAIT
    return round(min(PORTRAIT, _TALLEST * float(found[1]) / float(found[2])), 2)


def _colors() -> Data:
    tones = {
        tone.value: {"fill": None if LIGHT.fill(tone) == LIGHT.ground else LIGHT.fill(tone), "ink": LIGHT.ink(tone)}
        for tone in Tone
    }
    return {
        "tones": tones,
        "text": LIGHT.text,
        "quiet": LIGHT.quiet,
        "line": LIGHT.line,
        "strong": LIGHT.fill(Tone.DONE),
        "band": "#f1f4f7",
        "notice": LIGHT.fill(Tone.WARNING),
    }
