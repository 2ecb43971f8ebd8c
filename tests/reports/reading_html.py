"""Read a page back as a browser does: its headings, names, links and tables."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_OF_ROWS = {"td", "th"}
_UNSEEN = {"style", "title"}


@dataclass
class Cell:
    """A cell of a table: its element, its attributes, and what it holds."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class ReadTable:
    """A table: its attributes, its caption, and its rows."""

    attributes: dict[str, str]
    caption: str = ""
    rows: list[list[Cell]] = field(default_factory=list)

    @property
    def texts(self) -> list[list[str]]:
        return [[cell.text for cell in row] for row in self.rows]


class Page(HTMLParser):
    """A page that has been read."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.headings: list[tuple[int, str]] = []
        self.tables: list[ReadTable] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(content)
        self.close()

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _tag, attributes in self.elements if "id" in attributes]

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every element of a kind."""
        return [attributes for one, attributes in self.elements if one == tag]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append((tag, attributes))
        self._open.append(tag)
        if tag == "table":
            self.tables.append(ReadTable(attributes))
        elif tag == "tr":
            self.tables[-1].rows.append([])
        elif tag in _OF_ROWS:
            self.tables[-1].rows[-1].append(Cell(tag, attributes))
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append((int(tag[1]), ""))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if _UNSEEN & set(self._open):
            return
        self.text += data
        last = next(
            (tag for tag in reversed(self._open) if tag in {*_OF_ROWS, "caption", "h1", "h2", "h3", "table"}), ""
        )
        if last in _OF_ROWS:
            self.tables[-1].rows[-1][-1].text += data
        elif last == "caption":
            self.tables[-1].caption += data
        elif last.startswith("h"):
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)
