"""What the parts of a page share while it is drawn: names that occur once, numbers that count up."""

from collections.abc import Sequence
from functools import cache

from actionplan.core.likeness import slug
from actionplan.reports.blocks import Block, Heading, Value
from actionplan.reports.footnotes import collected
from actionplan.reports.html.text import escaped

CONTENTS, MAIN, NOTES = "innehall", "huvud", "fotnoter"
"""What is linked to, beside the headings."""


class Context:
    """A page that is being drawn."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.notes = collected(blocks)
        self.escaped = cache(escaped)
        self.sections: list[tuple[str, str]] = []
        """The name and the text of each heading of the second level so far."""
        self.heading: tuple[str, str] | None = None
        """The name and the text of the nearest heading above."""
        self.looks: dict[Value, str] = {}
        """The cells that show letters and say words, with the class of each."""
        self._names = {CONTENTS, MAIN, NOTES}
        self._labels: set[str] = set()
        self._marks: dict[str, list[str]] = {}
        self._figures = 0

    def name(self, wanted: str) -> str:
        """A name for links that nothing else on the page has."""
        return _unlike(wanted, self._names, "{}-{}")

    def open(self, heading: Heading) -> str:
        """The name of a heading that the page has come to."""
        # A slug has no underscores: the names of everything else have one.
        name = self.name(slug(heading.text) or "avsnitt")
        self.heading = (name, heading.text)
        if heading.level <= 2:  # noqa: PLR2004 - the level that the table of contents lists
            self.sections.append(self.heading)
        return name

    def label(self, text: str) -> str:
        """What a part is called for those who jump between parts: never the same twice."""
        return _unlike(text, self._labels, "{} ({})")

    def figure_number(self) -> int:
        """The number of the next chart."""
        self._figures += 1
        return self._figures

    def mark(self, note: str) -> tuple[int, str]:
        """A footnote's number, and the name of this place that refers to it."""
        place = self.notes.index(note) + 1
        name = self.name(f"fn_{place}")
        self._marks.setdefault(note, []).append(name)
        return place, name

    def marks_of(self, note: str) -> Sequence[str]:
        """The names of the places that refer to a note, in order."""
        return self._marks.get(note, ())

    def look(self, value: Value) -> str:
        """The class of a cell that shows letters and says words."""
        look = self.looks.get(value)
        if look is None:
            look = self.looks[value] = f"k{len(self.looks)}"
        return look


def _unlike(wanted: str, taken: set[str], form: str) -> str:
    """What is wanted, with a number where that is taken; taken from now on."""
    found, number = wanted, 1
    while found in taken:
        number += 1
        found = form.format(wanted, number)
    taken.add(found)
    return found
