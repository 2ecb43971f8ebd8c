"""What the help says: keys with what they do, how to move, and what the symbols mean."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from actionplan.core.status import SCALE
from actionplan.i18n import _
from actionplan.reports.plain import pad, width_of, wrap
from actionplan.reports.rollup_tables import OVERDUE, STALE, UNOWNED, no_status_letter
from actionplan.tui.commands import Command
from actionplan.tui.keys import all_shown, keys_of
from actionplan.tui.widgets.page import Writing, paragraph
from actionplan.tui.widgets.paint import Line, paint_of
from actionplan.wording.labels import NOT_ASSESSED, status_label, status_letter

_KEYS = 11
"""The least columns that keys are given."""


class Row(Struct, frozen=True):
    """One thing that the help tells."""

    mark: str
    """A key or a symbol."""
    label: str = ""
    said: str = ""
    cli: str = ""
    paint: str = "key"

    def holds(self, words: Sequence[str]) -> bool:
        """Whether all words occur in it."""
        text = f"{self.mark} {self.label} {self.said} {self.cli}".casefold()
        return all(word in text for word in words)


class Section(Struct, frozen=True):
    """A part of the help."""

    title: str
    rows: tuple[Row, ...]


def command_section(title: str, commands: Sequence[Command], other: Mapping[str, str]) -> Section:
    """What can be done, with the keys that the user has for it."""
    rows = [
        Row(all_shown(keys_of(command, other)), command.title, command.said, _on_command_line(command))
        for command in commands
    ]
    return Section(title, tuple(rows))


def _on_command_line(command: Command) -> str:
    return command.cli if command.cli.startswith("actionplan") else ""


def moving() -> Section:
    """How to move."""
    rows = (
        Row("↑ ↓ ← →", said=_("Move; so do K, J, H and L.")),
        Row("PgUp PgDn", said=_("Move by a page.")),
        Row("Home End", said=_("To the first or the last: column of the overview, row of a list.")),
        Row("^Home ^End", said=_("To the first or the last of everything.")),
        Row("^← ^→", said=_("As many columns as there is room for.")),
        Row("Tab", said=_("To the next field or pane; Shift+Tab to the one before.")),
        Row("Esc", said=_("Back: out of a dialog, of a search, of a filter, to the first screen.")),
        Row(_("Mouse"), said=_("Click on a tab, a row or a hint at the bottom; a double click opens.")),
    )
    return Section(_("Moving"), rows)


def symbols() -> Section:
    """What the letters and marks mean."""
    scale = [Row(f" {status_letter(status)} ", said=status_label(status), paint=paint_of(status)) for status in SCALE]
    marks = (
        Row(f" {no_status_letter()} ", said=_("picked, status not given"), paint="not-started"),
        Row(f" {NOT_ASSESSED} ", said=status_label(None), paint="none"),
        Row(f" {OVERDUE} ", said=_("overdue"), paint="late"),
        Row(f" {UNOWNED} ", said=_("without owner"), paint="late"),
        Row(f" {STALE} ", said=_("without recent follow-up"), paint="warning"),
        Row(_("empty"), said=_("An empty column: the municipality has not reported."), paint="quiet"),
        Row(" ▒ ", said=_("The plan cannot be read; its column is marked ‼."), paint="missing"),
    )
    return Section(_("Letters and marks"), (*scale, *marks))


def help_writing(sections: Sequence[Section], words: str) -> Writing:
    """The help, or what of it holds all the words."""
    wanted = words.casefold().split()
    found = [Section(one.title, tuple(row for row in one.rows if row.holds(wanted))) for one in sections]

    def write(width: int) -> Sequence[Line]:
        lines: list[Line] = []
        for section in found:
            if section.rows:
                lines += [()] if lines else []
                lines += [((section.title, "heading"),), *_rows(section.rows, width)]
        return lines or paragraph(_("Nothing in the help holds “{words}”.").format(words=words), width, "quiet")

    return write


def _rows(rows: Sequence[Row], width: int) -> Iterator[Line]:
    keys = max(_KEYS, *(width_of(row.mark) + 2 for row in rows))
    labels = max(width_of(row.label) for row in rows)
    labels = labels + 2 if labels else 0
    for row in rows:
        left = max(width - keys - labels, 12)
        first, *rest = wrap(row.said, left)
        gap = " " * (keys - width_of(row.mark))
        yield (row.mark, row.paint), (gap, "plain"), (pad(row.label, labels), "strong"), (first, "plain")
        for line in rest:
            yield (" " * (keys + labels), "plain"), (line, "plain")
        if row.cli:
            for line in wrap(row.cli, left):
                yield (" " * (keys + labels), "plain"), (line, "quiet")
